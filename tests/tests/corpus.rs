//! Every case of the corpus through the library: verdict, reason, coverage and findings; no accusation where the cause is innocent; and
//! nothing else that has changed unseen.

use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::Arc;
use unbroken::log::coverage::Status;
use unbroken::verdict::report::Incident;
use unbroken::{Case as Assembled, Code, Reason, Report, Verdict};
use unbroken_tests::corpus::{Case, cases, differences};
use unbroken_tests::golden::{digest, digest_of_worlds, digests, worlds};
use unbroken_tests::innocent::{Cause, accusations};

fn main() -> std::io::Result<()> {
    let cases = cases()?;
    let unshown: Vec<_> = Cause::ALL.iter().filter(|cause| !cases.iter().any(|(_, case)| case.innocent == Some(**cause))).collect();
    let unshown = unshown.iter().map(|cause| format!("no case is innocent by {cause:?}")).collect();
    let kept = Arc::new(digests()?);
    let mut trials: Vec<Trial> = cases
        .into_iter()
        .map(|(name, case)| {
            let kept = Arc::clone(&kept);
            Trial::test(name.clone(), move || run(&case, kept.get(&name)))
        })
        .collect();
    trials.extend(worlds().map(|(name, seeds)| {
        let kept = Arc::clone(&kept);
        Trial::test(name.clone(), move || is_kept(kept.get(&name), &digest_of_worlds(seeds)))
    }));
    trials.push(Trial::test("every innocent cause has a case", move || none(unshown)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn run(case: &Case, kept: Option<&String>) -> Result<(), Failed> {
    let files = case.read_inputs()?;
    let trust = match (case.read_trust()?.read(), case.expect.verdict.as_str()) {
        (Err(_), "refused") => return Ok(()),
        (Ok(_), "refused") => return Err("the trust input was not refused".into()),
        (trust, _) => trust?,
    };
    let assembled = case.assemble(&files, &trust);
    let report = assembled.report();
    rows_agree(&assembled)?;
    incidents_agree(report, case.question().accept_withheld)?;
    if case.innocent.is_some() {
        none(accusations(report))?;
    }
    none(differences(&case.expect, report))?;
    is_kept(kept, &digest(case, &trust, &assembled, &files))
}

fn is_kept(kept: Option<&String>, digest: &str) -> Result<(), Failed> {
    if kept.map(String::as_str) == Some(digest) {
        return Ok(());
    }
    Err("the answer is as expected, but not the one that is kept: a report, or what it says about an entry, has changed. If that is meant, \
         run `cargo run -p unbroken-tests --example contract`"
        .into())
}

fn none(faults: Vec<String>) -> Result<(), Failed> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// What a list of entries shows is what the coverage says; only a line beside the genuine one is worse than its position.
fn rows_agree(assembled: &Assembled) -> Result<(), Failed> {
    for (number, log) in assembled.report().logs.iter().enumerate() {
        for row in assembled.rows(number).iter() {
            let run = log.coverage.iter().find(|run| run.start <= row.seq && row.seq < run.end);
            if row.status != Status::Forged && run.map(|run| run.status) != Some(row.status) {
                return Err(format!("entry {}: the list says {:?}, the coverage {run:?}", row.seq, row.status).into());
            }
        }
    }
    Ok(())
}

/// Every incident is a stretch without anything proven in it, and nothing proven lies between it and what it names on either side.
fn incidents_agree(report: &Report, accept_withheld: bool) -> Result<(), Failed> {
    for log in &report.logs {
        let status = |seq: u64| log.coverage.iter().find(|run| run.start <= seq && seq < run.end).map(|run| run.status);
        let fine = |status: Status| {
            matches!(status, Status::Proven | Status::Erased | Status::Pruned) || (accept_withheld && status == Status::Withheld)
        };
        let wrong = |what: &str, incident: &Incident| Err(Failed::from(format!("{what}: {incident:?}")));
        for incident in &log.incidents {
            let runs: Vec<_> = log.coverage.iter().filter(|run| run.start < incident.end && incident.start < run.end).collect();
            if runs.iter().any(|run| fine(run.status)) || runs.iter().map(|run| run.status).min() != Some(incident.worst) {
                return wrong("not what the coverage says", incident);
            }
            let proven = log.coverage.iter().filter(|run| run.status == Status::Proven);
            let before = proven.clone().filter(|run| run.end <= incident.start).map(|run| run.end - 1).max();
            let after = proven.filter(|run| run.start >= incident.end).map(|run| run.start).min();
            if (before, after) != (incident.proven_before, incident.proven_after) {
                return wrong("not the nearest proven ones", incident);
            }
            let findings = |id: &String| log.findings.iter().find(|finding| finding.id == *id).and_then(|finding| finding.entries);
            if incident.findings.iter().any(|id| findings(id).is_none_or(|[start, end]| end <= incident.start || incident.end <= start)) {
                return wrong("a finding that does not touch it", incident);
            }
            // It is maximal: what stands directly beside it is fine, or was not asked for, which without a question is nothing.
            let sides = [incident.start.checked_sub(1), Some(incident.end)].into_iter().flatten();
            if report.question.from == "input" && log.coverage.len() > 1 && sides.filter_map(status).any(|status| !fine(status)) {
                let supported = log.findings.iter().any(|finding| finding.code == Code::EntryStray);
                if !supported {
                    return wrong("it goes on", incident);
                }
            }
        }
        if log.verdict == Verdict::Proven && !log.incidents.is_empty() {
            return Err("incidents in a log that is proven".into());
        }
        if log.reason == Reason::Incomplete && log.coverage.iter().any(|run| run.status == Status::Missing) && log.incidents.is_empty() {
            return Err("entries are missing, and nothing happened".into());
        }
    }
    Ok(())
}
