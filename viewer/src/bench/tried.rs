//! One try as it is listed: what was done where, what the engine said, what is still proven.

use super::op::Op;
use super::outcome::{Outcome, log, new_findings, runs, total};
use crate::report::Report;
use std::collections::BTreeSet;
use unbroken::log::coverage::Status;

/// What became of one try.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// The change.
    pub op: Op,
    /// On top of how many changes.
    pub below: usize,
    /// What became of it.
    pub outcome: Outcome,
    /// The engine's verdict.
    pub verdict: String,
    /// The engine's sentence.
    pub sentence: String,
    /// Codes of new findings, the gravest first.
    pub codes: Vec<String>,
    /// Positions that are still proven, of those that were.
    pub proven: (u64, u64),
}

impl Try {
    /// A try on top of so many changes, from the reports on the unchanged copy and on the changed one; `same` says whether both hold the
    /// same entries.
    pub fn new(op: &Op, below: usize, (before, report): (&Report, &Report), origin: &str, same: bool) -> Try {
        let proven = |report: &Report| log(report, origin).map_or(0, |log| total(&runs(log, Status::Proven)));
        let mut seen = BTreeSet::new();
        let new = new_findings(before, report);
        Try {
            op: op.clone(),
            below,
            outcome: Outcome::of(before, report, same),
            verdict: report.verdict.clone(),
            sentence: report.sentence.clone(),
            codes: new.iter().map(|finding| finding.code.clone()).filter(|code| seen.insert(code.clone())).collect(),
            proven: (proven(report), proven(before)),
        }
    }
}
