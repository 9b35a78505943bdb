//! What the reader does now.

use crate::out::{Page, Tone};
use unbroken::finding::Severity;
use unbroken::{Code, Report};
use unbroken_paper::next::{Step, next};

/// The first step, and where to read more.
pub(super) fn next_step(page: &mut Page, report: &Report) {
    let next = next(report);
    let step = next.step.and_then(words);
    if step.is_some() || next.finding.is_some() {
        page.end();
    }
    if let Some(step) = step {
        page.put(Tone::Strong, "Next: ").put(Tone::Plain, &step).end();
    }
    if let Some(finding) = next.finding {
        let evidence = match finding.severity >= Severity::Error {
            true => format!("; to show it to others: unbroken evidence FILES --finding {}", finding.id),
            false => String::new(),
        };
        page.put(Tone::Quiet, &format!("More: unbroken explain {}{evidence}", finding.code)).end();
    }
}

fn words(step: Step) -> Option<String> {
    let words = match step {
        Step::CompareKeys => {
            "Compare the keys in the input with what the operator published by another way, write them into a policy file, and give it with --policy."
        }
        Step::GiveRange => "Say which entries you expected: --expect-entries A..B, or A.. up to the newest.",
        Step::CheckFiles => "Check that these are the files you were given: unbroken inspect FILES.",
        Step::GiveEntries => "Give the entries, or for a receipt its entry with --entry FILE.",
        Step::AskForEvidence => {
            "Read what the claims say about what is not shown; ask for the evidence that would show it, or do not require it."
        }
        Step::AskForWithheld => "Ask for the withheld entries, or accept them with --accept-withheld.",
        Step::Page(code) => return first_step(code),
    };
    Some(words.to_owned())
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
