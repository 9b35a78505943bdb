//! What the reader does now.

use crate::out::{Page, Tone};
use unbroken::Report;
use unbroken::finding::Severity;
use unbroken_paper::next::{Step, first_item, next};

/// The first step, and where to read more.
pub(super) fn next_step(page: &mut Page, report: &Report) {
    let next = next(report);
    let step = next.step.map(words);
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

fn words(step: Step) -> String {
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
        Step::Page(code) => return first_item(code.page(), "What to do next").replace('`', ""),
    };
    words.to_owned()
}
