//! Every case of the corpus through the library: verdict, reason, coverage and findings; no accusation where the cause is innocent; and a
//! case or a test for every attack of the table.

use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::Path;
use unbroken::log::coverage::Status;
use unbroken::verify::read;
use unbroken::{Case as Assembled, Input};
use unbroken_tests::corpus::{Case, cases, differences};
use unbroken_tests::innocent::{Cause, accusations};
use unbroken_tests::threats;

fn main() -> std::io::Result<()> {
    let cases = cases()?;
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let table = threats::faults(&fs::read_to_string(corpus.join("THREATS.md"))?, &cases, &corpus.join("../.."));
    let unshown: Vec<_> = Cause::ALL.iter().filter(|cause| !cases.iter().any(|(_, case)| case.innocent == Some(**cause))).collect();
    let unshown = unshown.iter().map(|cause| format!("no case is innocent by {cause:?}")).collect();
    let mut trials: Vec<Trial> = cases.into_iter().map(|(name, case)| Trial::test(name, move || run(&case))).collect();
    trials.push(Trial::test("every row of THREATS.md is shown", move || none(table)));
    trials.push(Trial::test("every innocent cause has a case", move || none(unshown)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn run(case: &Case) -> Result<(), Failed> {
    let files = case.read_inputs()?;
    let trust = match (case.read_trust()?.read(), case.expect.verdict.as_str()) {
        (Err(_), "refused") => return Ok(()),
        (Ok(_), "refused") => return Err("the trust input was not refused".into()),
        (trust, _) => trust?,
    };
    let streams = files.iter().map(|(name, data)| read(&Input { name, data }, &trust)).collect();
    let assembled = Assembled::assemble(streams, &trust, &case.question());
    let report = assembled.report();
    rows_agree(&assembled)?;
    if case.innocent.is_some() {
        none(accusations(report))?;
    }
    none(differences(&case.expect, report))
}

fn none(faults: Vec<String>) -> Result<(), Failed> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// What a list of entries shows is what the coverage says; only a line beside the genuine one is worse than its position.
fn rows_agree(assembled: &Assembled) -> Result<(), Failed> {
    for (number, log) in assembled.report().logs.iter().enumerate() {
        for row in assembled.rows(number) {
            let run = log.coverage.iter().find(|run| run.start <= row.seq && row.seq < run.end);
            if row.status != Status::Forged && run.map(|run| run.status) != Some(row.status) {
                return Err(format!("entry {}: the list says {:?}, the coverage {run:?}", row.seq, row.status).into());
            }
        }
    }
    Ok(())
}
