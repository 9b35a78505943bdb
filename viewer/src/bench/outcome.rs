//! What became of a try: the report on the changed copy beside the report on the unchanged one. Compares and counts; what is said about
//! evidence stays the engine's.

use crate::report::{Finding, Log, Report};
use unbroken::log::coverage::Status;

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The copy is Broken, by something that the evidence does not show.
    Broke,
    /// The copy is no longer Proven, or a new error is found, and nobody is accused.
    Doubted,
    /// The verdict stands; a new finding names the change.
    Named,
    /// The verdict stands, nothing is said, and every entry is still there as it was.
    Harmless,
    /// The verdict stands, nothing is said, and entries are not what they were.
    Unnoticed,
}

impl Outcome {
    /// Compares two reports; `same` says whether both copies hold the same entries.
    pub fn of(before: &Report, after: &Report, same: bool) -> Outcome {
        let new = new_findings(before, after);
        let grave = new.iter().any(|finding| finding.is_damage());
        let (was, is) = (rank(&before.verdict), rank(&after.verdict));
        match () {
            () if after.verdict == "broken" && (is > was || grave) => Outcome::Broke,
            () if is > was || grave => Outcome::Doubted,
            () if !new.is_empty() => Outcome::Named,
            () if same => Outcome::Harmless,
            () => Outcome::Unnoticed,
        }
    }

    /// As an attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Broke => "broke",
            Outcome::Doubted => "doubted",
            Outcome::Named => "named",
            Outcome::Harmless => "harmless",
            Outcome::Unnoticed => "unnoticed",
        }
    }
}

fn rank(verdict: &str) -> u8 {
    match verdict {
        "proven" => 0,
        "unproven" => 1,
        _ => 2,
    }
}

fn all_findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings)
}

/// Findings that the other report does not have, or has in other words; the gravest first.
pub fn new_findings<'r>(before: &Report, after: &'r Report) -> Vec<&'r Finding> {
    let known = |finding: &Finding| {
        all_findings(before).any(|old| {
            old.code == finding.code && old.log == finding.log && old.entries == finding.entries && old.message == finding.message
        })
    };
    let mut new: Vec<&Finding> = all_findings(after).filter(|finding| !known(finding)).collect();
    let grave = |finding: &&Finding| ["critical", "error", "warning"].iter().position(|word| *word == finding.severity).unwrap_or(3);
    new.sort_by_key(grave);
    new
}

/// The log of this name.
pub fn log<'r>(report: &'r Report, origin: &str) -> Option<&'r Log> {
    report.logs.iter().find(|log| log.origin == origin)
}

/// The stretches of a log that have this status.
pub fn runs(log: &Log, status: Status) -> Vec<(u64, u64)> {
    log.coverage.iter().filter(|run| run.status == status).map(|run| (run.start, run.end)).collect()
}

/// How many positions these are.
pub fn total(runs: &[(u64, u64)]) -> u64 {
    runs.iter().map(|(start, end)| end - start).sum()
}
