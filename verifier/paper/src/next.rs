//! What the reader does now, which the command line and the page say in their own words: what the reason asks for, or the first step of the
//! page of the finding that weighs most.

use serde::{Deserialize, Serialize};
use unbroken::finding::{Finding, Severity};
use unbroken::{Claim, Code, Reason, Report, Verdict};

/// Codes that leave a requirement of the question open.
const UNMET: [Code; 5] = [Code::WindowEdgeOpen, Code::CheckpointStale, Code::QuorumUnmet, Code::TimeAfterWitness, Code::TimeBackdated];

/// What is to be done first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Compare the keys in the evidence with what the operator published by another way, and give them.
    CompareKeys,
    /// Say which entries were expected.
    GiveRange,
    /// Look whether these are the right files.
    CheckFiles,
    /// Give the entries, or the entry of the receipt.
    GiveEntries,
    /// Ask for what would show the rest, or do not require it.
    AskForEvidence,
    /// Ask for the withheld entries, or accept them.
    AskForWithheld,
    /// What the page of this finding says first.
    Page(Code),
}

/// The first step, if there is one to take, and the finding that weighs most, if there is one to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next<'r> {
    /// What is to be done first.
    pub step: Option<Step>,
    /// Where to read more.
    pub finding: Option<&'r Finding>,
}

/// What the reader of a report does now.
pub fn next(report: &Report) -> Next<'_> {
    let finding = worst(report);
    let step = match report.reason {
        Reason::Intact | Reason::Consistent => None,
        Reason::SelfConsistent => Some(Step::CompareKeys),
        Reason::Slice => Some(Step::GiveRange),
        Reason::Unreadable => Some(Step::CheckFiles),
        Reason::NoEntries => Some(Step::GiveEntries),
        Reason::Unmet if finding.is_none_or(|finding| !UNMET.contains(&finding.code)) => Some(Step::AskForEvidence),
        Reason::Withheld => Some(Step::AskForWithheld),
        _ => finding.map(|finding| Step::Page(finding.code)),
    };
    Next { step, finding }
}

/// The most serious finding of the headline's logs, of those that fit its reason if there are such.
fn worst(report: &Report) -> Option<&Finding> {
    let fits = |finding: &&Finding| match report.reason {
        Reason::SelfConsistent => finding.code == Code::NothingPinned,
        Reason::RolledBack => finding.code == Code::Rollback,
        Reason::Incomplete => finding.claim == Claim::Complete,
        Reason::Unmet => UNMET.contains(&finding.code),
        Reason::Forged => finding.claim == Claim::Signed || finding.severity >= Severity::Error,
        _ => true,
    };
    let of_headline = report.logs.iter().filter(|log| log.verdict == report.verdict).flat_map(|log| &log.findings);
    let all = || of_headline.clone().chain(&report.findings);
    let serious = || all().filter(|finding| finding.severity > Severity::Note);
    // Entries that no checkpoint covers are a note, and yet all that can be said about a log without one.
    let notes = || all().filter(|_| report.verdict != Verdict::Proven);
    first_worst(serious().filter(fits)).or_else(|| first_worst(serious())).or_else(|| first_worst(notes()))
}

/// The most serious one, and of equals the first in the order of the report.
fn first_worst<'r>(found: impl Iterator<Item = &'r Finding>) -> Option<&'r Finding> {
    found.reduce(|worst, other| if other.severity > worst.severity { other } else { worst })
}

/// The first item, or else the first paragraph, under a heading of the page of a finding, as Markdown; nothing if there is no such heading.
pub fn first_item(page: &str, heading: &str) -> String {
    let below = page.lines().skip_while(|line| line.strip_prefix("## ") != Some(heading)).skip(1);
    let mut lines = below.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return String::new() };
    let rest = lines.take_while(|line| !line.starts_with("- ")).map(str::trim);
    core::iter::once(first.strip_prefix("- ").unwrap_or(first)).chain(rest).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::first_item;

    #[test]
    fn the_first_item_is_read_whole_and_alone() {
        let page = "# x\n\n## What to do next\n\n- Ask - in writing -\n  for `it`.\n- Then more.\n\n## By hand\n\nRead\nit.\n\nTwice.\n\n## Empty\n\n## End";
        assert_eq!(first_item(page, "What to do next"), "Ask - in writing - for `it`.");
        assert_eq!(first_item(page, "By hand"), "Read it.");
        assert_eq!(first_item(page, "Empty"), "");
        assert_eq!(first_item(page, "Elsewhere"), "");
    }
}
