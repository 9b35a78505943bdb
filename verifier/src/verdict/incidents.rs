//! Incidents: what is wrong, stretch by stretch, and what is still proven on both sides (unbroken-bundle, Algorithm, step 8).
//!
//! An incident is a maximal run of asked positions that are not proven, erased or pruned (nor withheld, if that is accepted). It judges
//! nothing: it groups what coverage and findings say. Computed on runs, so its cost does not grow with the positions.

use super::report::{Incident, Run};
use crate::budget::MAX_LISTED;
use crate::finding::Finding;
use crate::log::coverage::{Runs, Status};
use crate::log::draft::entries_words_capital;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The incidents of one log, without the findings that touch them; at most [`MAX_LISTED`], the last of which says how many more there are.
pub fn incidents(coverage: &[Run], asked: &Runs, accept_withheld: bool) -> Vec<Incident> {
    let mut wrong = Runs::default();
    coverage.iter().filter(|run| !run.status.is_accepted(accept_withheld)).for_each(|run| wrong.add(run.start, run.end));
    let mut count = 0u64;
    let mut listed: Vec<Incident> = Vec::new();
    // Both lists ascend, so one walk along the coverage serves all incidents.
    let mut at = 0;
    let mut before: Option<u64> = None;
    for (start, end) in wrong.intersect(asked).iter() {
        count += 1;
        if listed.len() == MAX_LISTED {
            continue;
        }
        while let Some(run) = coverage.get(at).filter(|run| run.end <= start) {
            if run.status == Status::Proven {
                before = run.end.checked_sub(1);
            }
            at += 1;
        }
        // A run that begins before the question and reaches into it is cut there.
        let runs = coverage.get(at..).unwrap_or_default();
        let inside = runs.iter().take_while(|run| run.start < end);
        let Some(worst) = inside.map(|run| run.status).min() else { continue };
        let after = runs.iter().find(|run| run.start >= end && run.status == Status::Proven).map(|run| run.start);
        let sentence = sentence(start, end, before, after);
        listed.push(Incident { start, end, worst, proven_before: before, proven_after: after, findings: Vec::new(), sentence });
    }
    let unlisted = count.saturating_sub(listed.len() as u64);
    if let Some(last) = listed.last_mut().filter(|_| unlisted > 0) {
        let verb = if unlisted == 1 { "is" } else { "are" };
        last.sentence = format!("{} {unlisted} more {verb} not listed.", last.sentence);
    }
    listed
}

/// The ids of the findings of the log that touch the incident, in report order; the first [`MAX_LISTED`].
pub fn touching(incident: &Incident, findings: &[Finding]) -> Vec<String> {
    let touches = |finding: &&Finding| finding.entries.is_some_and(|[start, end]| start < incident.end && incident.start < end);
    findings.iter().filter(touches).take(MAX_LISTED).map(|finding| finding.id.clone()).collect()
}

fn sentence(start: u64, end: u64, before: Option<u64>, after: Option<u64>) -> String {
    let what = entries_words_capital(start, end);
    let verb = if end.saturating_sub(start) == 1 { "is" } else { "are" };
    let sides = match (before, after) {
        (Some(before), Some(after)) => format!("entry {before} is the last one proven before, entry {after} the first one after"),
        (Some(before), None) => format!("entry {before} is the last one proven before, and none after is"),
        (None, Some(after)) => format!("entry {after} is the first one proven after, and none before is"),
        (None, None) => String::from("none before and none after is either"),
    };
    format!("{what} {verb} not proven; {sides}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    fn run(status: Status, start: u64, end: u64) -> Run {
        Run { status, start, end }
    }

    fn asked(runs: &[(u64, u64)]) -> Runs {
        let mut asked = Runs::default();
        runs.iter().for_each(|(start, end)| asked.add(*start, *end));
        asked
    }

    type Short = (u64, u64, Status, Option<u64>, Option<u64>);

    fn short(found: &[Incident]) -> Vec<Short> {
        found.iter().map(|one| (one.start, one.end, one.worst, one.proven_before, one.proven_after)).collect()
    }

    #[test]
    fn neighbours_of_one_cause_are_one_incident() {
        let coverage = [
            run(Status::Proven, 0, 8),
            run(Status::Unproven, 8, 11),
            run(Status::Missing, 11, 14),
            run(Status::Erased, 14, 15),
            run(Status::Withheld, 15, 16),
            run(Status::Proven, 16, 24),
        ];
        let found = incidents(&coverage, &asked(&[(0, 24)]), false);
        let withheld = (15, 16, Status::Withheld, Some(7), Some(16));
        assert_eq!(short(&found), [(8, 14, Status::Missing, Some(7), Some(16)), withheld]);
        assert_eq!(
            found[0].sentence,
            "Entries 8 to 13 are not proven; entry 7 is the last one proven before, entry 16 the first one after."
        );
        assert_eq!(incidents(&coverage, &asked(&[(0, 24)]), true).len(), 1, "withheld is accepted");
        // What nobody asked for is no incident, and a question cuts one.
        assert_eq!(short(&incidents(&coverage, &asked(&[(0, 9)]), false)), [(8, 9, Status::Unproven, Some(7), Some(16))]);
        assert_eq!(short(&incidents(&coverage, &asked(&[(12, 14), (17, 18)]), false)), [(12, 14, Status::Missing, Some(7), Some(16))]);
        assert_eq!(incidents(&[run(Status::Proven, 0, 3)], &asked(&[(0, 3)]), false), []);
        assert_eq!(short(&incidents(&[run(Status::Altered, 0, 1)], &asked(&[(0, 1)]), false)), [(0, 1, Status::Altered, None, None)]);
    }

    #[test]
    fn more_than_are_listed_are_counted() {
        let coverage: Vec<Run> =
            (0..200u64).map(|at| run(if at % 2 == 0 { Status::Altered } else { Status::Proven }, at, at + 1)).collect();
        let found = incidents(&coverage, &asked(&[(0, 200)]), false);
        assert_eq!(found.len(), MAX_LISTED);
        assert!(found[MAX_LISTED - 1].sentence.ends_with("36 more are not listed."), "{}", found[MAX_LISTED - 1].sentence);
        assert_eq!(found[1].proven_before, Some(1));
        let most = 2 * MAX_LISTED;
        let one_more = incidents(&coverage[..=most], &asked(&[(0, 200)]), false);
        assert!(one_more[MAX_LISTED - 1].sentence.ends_with("1 more is not listed."), "{}", one_more[MAX_LISTED - 1].sentence);
        let all = incidents(&coverage[..most], &asked(&[(0, 200)]), false);
        assert!(all.len() == MAX_LISTED && all.iter().all(|incident| !incident.sentence.contains("not listed")));
    }

    #[test]
    fn findings_that_touch() {
        let finding = |id: &str, entries| Finding {
            id: id.to_string(),
            code: crate::Code::EntryAltered,
            severity: crate::Severity::Error,
            claim: crate::Claim::Unaltered,
            log: None,
            entries,
            bytes: None,
            input: None,
            count: 1,
            expected: None,
            actual: None,
            message: String::new(),
            evidence: vec![],
        };
        let findings = [finding("a", Some([3, 4])), finding("b", Some([5, 9])), finding("c", None), finding("d", Some([0, 5]))];
        let found = incidents(&[run(Status::Altered, 4, 6)], &asked(&[(4, 6)]), false);
        assert_eq!(touching(&found[0], &findings), ["b", "d"]);
    }
}
