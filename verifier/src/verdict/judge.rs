//! The answer for one log: what every status means as a finding, what is absent, and which reasons apply.

mod absent;
mod history;
mod lines;
mod reasons;
mod text;

pub use reasons::{FORGED, TAMPERED};

use super::question::Asked;
use super::question::Question;
use super::records::Records;
use super::report::Reason;
use crate::log::assemble::Committed;
use crate::log::coverage::Status;
use crate::log::draft::Draft;
use crate::log::lines::{LineRef, Place};
use crate::tree::hash::Hash;
use crate::trust::policy::Trust;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The answer for one log, before it is put into words.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was found.
    pub drafts: Vec<Draft>,
    /// Status per position with lines, signatures and signers judged too.
    pub status: Vec<Status>,
    /// Status per position asked or present, as runs.
    pub coverage: Vec<(Status, u64, u64)>,
    /// Every reason that applies, the first decides.
    pub reasons: Vec<Reason>,
    /// Lines with a valid pinned signature of their own, and positions only vouched for.
    pub signed: Signed,
}

impl Judged {
    /// The answer where nothing could be judged.
    pub fn nothing(reason: Reason, drafts: Vec<Draft>) -> Judged {
        Judged { drafts, status: Vec::new(), coverage: Vec::new(), reasons: alloc::vec![reason], signed: Signed::default() }
    }
}

/// Who stands behind the entries.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// Positions with their own valid pinned signature.
    pub own: u64,
    /// Positions that a linked, signed successor vouches for.
    pub vouched: u64,
    /// Positions whose line carries any signature.
    pub any: u64,
}

/// What is judged, and by what.
pub struct Bench<'j, 'a> {
    /// The log.
    pub log: &'j Committed<'a>,
    /// Whom the reader trusts.
    pub trust: &'j Trust,
    /// What is asked.
    pub asked: &'j Asked,
    /// The auditor's question, as given.
    pub question: &'j Question,
    /// What proven records say.
    pub records: &'j Records,
    /// Placeholders per position.
    pub stubs: &'j BTreeMap<u64, Vec<Hash>>,
    /// A stream ended in the middle of a line.
    pub torn: bool,
    /// A part of the input was not read.
    pub unread: bool,
    /// Unpacking stopped at a limit: what seems to be missing may lie beyond it.
    pub stopped: bool,
    /// The input holds a line that is unreadable or of no known kind.
    pub junk: bool,
}

/// Judges one log.
pub fn judge(bench: &Bench<'_, '_>) -> Judged {
    let mut drafts = bench.log.drafts.clone();
    drafts.extend(bench.records.drafts.iter().cloned());
    let mut status = bench.log.status.clone();
    let forms = bench.judge_lines(&mut status, &mut drafts);
    bench.judge_links(&status, &mut drafts);
    bench.judge_runs(&status, &mut drafts);
    let absent = bench.judge_absent(&mut drafts);
    let coverage = bench.coverage(&status, &absent);
    bench.judge_kept(&status, &mut drafts);
    bench.judge_order(&status, &mut drafts);
    bench.judge_text(&mut drafts);
    let accept = bench.question.accept_withheld;
    let fine =
        |status: &Status| matches!(status, Status::Proven | Status::Erased | Status::Pruned) || (accept && *status == Status::Withheld);
    let all_asked = coverage.iter().all(|(status, start, end)| fine(status) || !bench.asked.runs.touches(*start, *end));
    let reasons = bench.reasons(&status, &coverage, all_asked, &drafts);
    Judged { drafts, status, coverage, reasons, signed: forms }
}

impl Bench<'_, '_> {
    fn at(&self, line: LineRef, draft: Draft) -> Draft {
        let row = self.log.lines.row(line);
        draft.bytes(self.log.lines.stream(line), row.offset, u64::from(row.len))
    }

    fn coverage(&self, status: &[Status], absent: &[(Status, u64, u64)]) -> Vec<(Status, u64, u64)> {
        let mut all = runs_of(status, self.log.lines.places());
        all.extend_from_slice(absent);
        for seq in self.log.misplaced.keys().filter(|seq| !self.asked.runs.contains(**seq)) {
            all.push((Status::Forged, *seq, seq + 1));
        }
        all.sort_by_key(|(_, start, _)| *start);
        let mut merged: Vec<(Status, u64, u64)> = Vec::with_capacity(all.len());
        for run in all {
            match merged.last_mut() {
                Some(last) if last.0 == run.0 && last.2 == run.1 => last.2 = run.2,
                _ => merged.push(run),
            }
        }
        merged
    }
}

/// "1 entry", "3 entries".
pub fn several(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Runs of equal status over positions with lines.
fn runs_of(status: &[Status], places: &[Place]) -> Vec<(Status, u64, u64)> {
    let mut runs: Vec<(Status, u64, u64)> = Vec::new();
    for (place, status) in places.iter().zip(status) {
        match runs.last_mut() {
            Some(last) if last.0 == *status && last.2 == place.seq => last.2 = place.seq + 1,
            _ => runs.push((*status, place.seq, place.seq + 1)),
        }
    }
    runs
}
