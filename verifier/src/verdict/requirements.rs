//! What the auditor requires beside the entries asked for, and whether it is shown (unbroken-bundle, Requirements).

use super::claims;
use super::judge::{Bench, Judged};
use super::question::Requirement;
use super::report::Known;
use crate::finding::Code;
use crate::trust::policy::Level;
use alloc::string::String;
use alloc::vec::Vec;

/// What is required and not shown, in words that fit behind "not shown:". What was not looked at is not shown. `unsigned`: whether what the
/// writers file requires stays open somewhere.
pub fn unmet(bench: &Bench<'_, '_>, judged: &Judged, unsigned: bool) -> Vec<String> {
    let question = bench.question;
    let has = |code: Code| judged.drafts.iter().any(|draft| draft.code == code);
    let mut unmet: Vec<&str> = Vec::new();
    if has(Code::WindowEdgeOpen) {
        unmet.push("that no entry is missing at the edge of the time you asked for");
    }
    if bench.asked.window.is_some() && (has(Code::TimeAfterWitness) || has(Code::TimeBackdated)) {
        unmet.push("that the times of the entries fit what your witnesses saw");
    }
    if has(Code::CheckpointStale) {
        unmet.push("that the newest state is as recent as you ask");
    }
    if question.max_age_secs.is_some() && question.now_secs.is_none() {
        unmet.push("how old the newest state is, because no present time was given");
    }
    if has(Code::QuorumUnmet) {
        unmet.push("the cosignatures that your policy asks for");
    }
    if unsigned {
        unmet.push("the signatures that your writers file requires");
    }
    if question.require.iter().any(|required| *required != Requirement::Witnessed) {
        let claims = claims::claims(bench, judged);
        let states = [
            (Requirement::Unaltered, &claims.unaltered, "that nothing here was altered"),
            (Requirement::Signed, &claims.signed, "who signed every entry"),
            (Requirement::Complete, &claims.complete, "that nothing is missing"),
            (Requirement::Dated, &claims.dated, "by when every entry was written"),
        ];
        let open = states.iter().filter(|(required, claim, _)| question.require.contains(required) && claim.state != Known::Proven);
        unmet.extend(open.map(|(_, _, words)| *words));
    }
    if question.require.contains(&Requirement::Witnessed) && !is_witnessed(bench) {
        unmet.push("that a quorum of witnesses stands behind it");
    }
    unmet.into_iter().map(String::from).collect()
}

/// Whether the policy asks for witnesses, so that no entry is called proven without them; and where there are only checkpoints, whether
/// witnesses confirmed the newest.
fn is_witnessed(bench: &Bench<'_, '_>) -> bool {
    let usable = bench.log.anchors.roots.iter().enumerate().filter(|(id, _)| !bench.log.dropped.contains(id));
    let newest = usable.max_by_key(|(_, root)| root.size);
    let entries = !bench.log.lines.places().is_empty();
    bench.trust.required() == Level::Witnessed && (entries || newest.is_some_and(|(_, root)| root.level == Level::Witnessed))
}
