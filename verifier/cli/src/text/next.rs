//! What the reader does now.

use crate::out::{Page, Tone};
use unbroken::finding::{Finding, Severity};
use unbroken::{Claim, Code, Reason, Report};

/// Codes that leave a requirement of the question open.
const UNMET: [Code; 5] = [Code::WindowEdgeOpen, Code::CheckpointStale, Code::QuorumUnmet, Code::TimeAfterWitness, Code::TimeBackdated];

/// What the reader does now: the first step of the page of the most serious finding, or what the reason asks for.
pub(super) fn next_step(page: &mut Page, report: &Report) {
    let step = match report.reason {
        Reason::Intact | Reason::Consistent => None,
        Reason::SelfConsistent => Some(
            "Compare the keys in the input with what the operator published by another way, write them into a policy file, and give it with --policy."
                .to_owned(),
        ),
        Reason::Slice => Some("Say which entries you expected: --expect-entries A..B, or A.. up to the newest.".to_owned()),
        Reason::Unreadable => Some("Check that these are the files you were given: unbroken inspect FILES.".to_owned()),
        Reason::NoEntries => Some("Give the entries, or for a receipt its entry with --entry FILE.".to_owned()),
        Reason::Unmet if worst(report).is_none_or(|finding| !UNMET.contains(&finding.code)) => Some(
            "Read what the claims say about what is not shown; ask for the evidence that would show it, or do not require it.".to_owned(),
        ),
        Reason::Withheld => Some("Ask for the withheld entries, or accept them with --accept-withheld.".to_owned()),
        _ => worst(report).and_then(|finding| first_step(finding.code)),
    };
    let worst = worst(report);
    if step.is_some() || worst.is_some() {
        page.end();
    }
    if let Some(step) = step {
        page.put(Tone::Strong, "Next: ").put(Tone::Plain, &step).end();
    }
    if let Some(finding) = worst {
        let evidence = match finding.severity >= Severity::Error {
            true => format!("; to show it to others: unbroken evidence FILES --finding {}", finding.id),
            false => String::new(),
        };
        page.put(Tone::Quiet, &format!("More: unbroken explain {}{evidence}", finding.code)).end();
    }
}

/// The most serious finding of the headline's logs, of those that fit its reason if there are such.
fn worst(report: &Report) -> Option<&Finding> {
    let fits = |finding: &&Finding| match report.reason {
        Reason::SelfConsistent => finding.code == Code::NothingPinned,
        Reason::Incomplete | Reason::RolledBack => finding.claim == Claim::Complete,
        Reason::Unmet => UNMET.contains(&finding.code),
        Reason::Forged => finding.claim == Claim::Signed || finding.severity >= Severity::Error,
        _ => true,
    };
    let of_headline = report.logs.iter().filter(|log| log.verdict == report.verdict).flat_map(|log| &log.findings);
    let all: Vec<_> = of_headline.chain(&report.findings).filter(|finding| finding.severity > Severity::Note).collect();
    // `max_by_key` takes the last of equals; the first in report order is meant.
    let first_worst = |found: &[&'_ Finding]| found.iter().rev().max_by_key(|finding| finding.severity).map(|finding| finding.id.clone());
    let fitting: Vec<_> = all.iter().copied().filter(fits).collect();
    let id = first_worst(&fitting).or_else(|| first_worst(&all))?;
    all.into_iter().find(|finding| finding.id == id)
}

/// The first item under "What to do next" of a finding's page.
fn first_step(code: Code) -> Option<String> {
    let (_, section) = code.page().split_once("## What to do next\n")?;
    let lines = section.trim_start().lines().take_while(|line| !line.is_empty() && !line.starts_with('#'));
    let mut items = lines.collect::<Vec<_>>().join(" ");
    if let Some(rest) = items.strip_prefix("- ") {
        items = rest.split(" - ").next().unwrap_or(rest).to_owned();
    }
    if items.is_empty() { None } else { Some(items.replace('`', "")) }
}
