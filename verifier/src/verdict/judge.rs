//! The answer for one log: what every status means as a finding, what is absent, and which reasons apply.

mod absent;
mod exchange;
mod history;
mod lines;
mod reasons;
mod text;
mod times;
mod unsigned;

pub use reasons::{FORGED, TAMPERED};

use super::chains::Chains;
use super::dating::Brackets;
use super::question::Asked;
use super::question::Question;
use super::records::Records;
use super::report::{Reason, RedactedFacts};
use super::requirements;
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
    /// What the auditor requires beside the entries asked for, and is not shown; in words that fit behind "not shown:".
    pub unmet: Vec<String>,
}

impl Judged {
    /// The answer where nothing could be judged.
    pub fn nothing(reason: Reason, drafts: Vec<Draft>) -> Judged {
        let (status, coverage, unmet) = (Vec::new(), Vec::new(), Vec::new());
        Judged { drafts, status, coverage, reasons: alloc::vec![reason], signed: Signed::default(), unmet }
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
    /// Positions with a valid signature of their own where the log does not want its key to be believed.
    pub doubted: u64,
    /// Asked positions with a line, for which none of `own` and `vouched` stands.
    pub open: u64,
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
    /// What witnesses bound.
    pub brackets: &'j Brackets,
    /// What the chains of sources say.
    pub chains: &'j Chains,
    /// Digests of values that may be withheld, counted.
    pub redacted: RedactedFacts,
    /// What was found out about attachments and disclosures.
    pub found: &'j [Draft],
    /// Placeholders per position.
    pub stubs: &'j BTreeMap<u64, Vec<Hash>>,
    /// A stream ended in the middle of a line.
    pub torn: bool,
    /// A part of the input was not read.
    pub unread: bool,
    /// A stream was not read to its end: what was not found may stand in the rest.
    pub partial: bool,
    /// The input holds a line that is unreadable or of no known kind.
    pub junk: bool,
}

/// Judges one log.
pub fn judge(bench: &Bench<'_, '_>) -> Judged {
    let mut drafts = bench.log.drafts.clone();
    drafts.extend(bench.records.drafts.iter().chain(&bench.chains.drafts).chain(bench.found).cloned());
    let mut status = bench.log.status.clone();
    let forms = bench.judge_lines(&mut status, &mut drafts);
    bench.judge_links(&status, &mut drafts);
    bench.judge_runs(&status, &mut drafts);
    let absent = bench.judge_absent(&mut drafts);
    let coverage = bench.coverage(&status, &absent);
    bench.judge_kept(&status, &mut drafts);
    bench.judge_order(&status, &mut drafts);
    bench.judge_text(&mut drafts);
    bench.judge_times(&mut drafts);
    let unsigned = bench.judge_unsigned(&status, &mut drafts);
    let accept = bench.question.accept_withheld;
    let all_asked = coverage.iter().all(|(status, start, end)| status.is_accepted(accept) || !bench.asked.runs.touches(*start, *end));
    let mut judged = Judged { drafts, status, coverage, reasons: Vec::new(), signed: forms, unmet: Vec::new() };
    judged.unmet = requirements::unmet(bench, &judged, unsigned);
    judged.reasons = bench.reasons(&judged, all_asked);
    judged
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
