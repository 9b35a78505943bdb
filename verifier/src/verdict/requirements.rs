//! What the auditor requires beside the entries asked for, and whether it is shown (unbroken-bundle, Requirements).

use super::claims;
use super::judge::{Bench, Judged};
use super::question::Requirement;
use super::report::{Claims, Known};
use crate::finding::Code;
use crate::log::coverage::Status;
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
    if unsigned {
        unmet.push("the signatures that your writers file requires");
    }
    if !question.require.is_empty() {
        let claims = claims::claims(bench, judged);
        let open = question.require.iter().filter(|required| !is_shown(bench, judged, &claims, **required));
        unmet.extend(open.map(|required| words(*required)));
    }
    unmet.into_iter().map(String::from).collect()
}

fn words(required: Requirement) -> &'static str {
    match required {
        Requirement::Unaltered => "that nothing here was altered",
        Requirement::Signed => "who signed every entry",
        Requirement::Complete => "that nothing is missing",
        Requirement::Dated => "by when every entry was written",
        Requirement::Witnessed => "that a quorum of witnesses stands behind it",
    }
}

/// Whether what is required is shown for what was asked. A claim speaks of every line that is here, and anybody can add a line that nothing
/// vouches for; so a claim that is merely unproven is counted once more, over the asked positions alone.
fn is_shown(bench: &Bench<'_, '_>, judged: &Judged, claims: &Claims, required: Requirement) -> bool {
    let claim = match required {
        Requirement::Unaltered => &claims.unaltered,
        Requirement::Signed => &claims.signed,
        Requirement::Complete => &claims.complete,
        Requirement::Dated => &claims.dated,
        Requirement::Witnessed => return is_witnessed(bench),
    };
    claim.state == Known::Proven || claim.state == Known::Unproven && is_shown_where_asked(bench, judged, required)
}

fn is_shown_where_asked(bench: &Bench<'_, '_>, judged: &Judged, required: Requirement) -> bool {
    let mut asked =
        bench.log.lines.places().iter().zip(&judged.status).filter(|(place, _)| bench.asked.runs.contains(place.seq)).peekable();
    if asked.peek().is_none() {
        return false;
    }
    match required {
        Requirement::Unaltered => asked.all(|(_, status)| *status == Status::Proven),
        Requirement::Signed => {
            judged.signed.open == 0
                && claims::best(bench) >= Some(bench.trust.required())
                && !claims::has(judged, &[Code::SignerCompromised])
        }
        Requirement::Dated => {
            !claims::has(judged, &[Code::TimeInFuture])
                && asked.all(|(place, status)| *status == Status::Proven && bench.brackets.known_by(place.seq).is_some())
        }
        // Counted over the asked positions as it is.
        Requirement::Complete | Requirement::Witnessed => false,
    }
}

/// Whether the policy asks for witnesses, so that no entry is called proven without them; and where there are only checkpoints, whether
/// witnesses confirmed the newest.
fn is_witnessed(bench: &Bench<'_, '_>) -> bool {
    let usable = bench.log.anchors.roots.iter().enumerate().filter(|(id, _)| !bench.log.dropped.contains(id));
    let newest = usable.max_by_key(|(_, root)| root.size);
    let entries = !bench.log.lines.places().is_empty();
    bench.trust.required() == Level::Witnessed && (entries || newest.is_some_and(|(_, root)| root.level == Level::Witnessed))
}
