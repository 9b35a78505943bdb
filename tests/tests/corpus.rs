//! Every case of the corpus through the library: verdict, reason, coverage and findings.

use libtest_mimic::{Arguments, Failed, Trial};
use unbroken::log::coverage::Status;
use unbroken::verify::unpack;
use unbroken::{Case as Assembled, Input};
use unbroken_tests::corpus::{Case, cases, differences};

fn main() -> std::io::Result<()> {
    let trials = cases()?.into_iter().map(|(name, case)| Trial::test(name, move || run(&case))).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn run(case: &Case) -> Result<(), Failed> {
    let files = case.read_inputs()?;
    let trust = match (case.read_trust()?.read(), case.expect.verdict.as_str()) {
        (Err(_), "refused") => return Ok(()),
        (Ok(_), "refused") => return Err("the trust input was not refused".into()),
        (trust, _) => trust?,
    };
    let streams = files.iter().flat_map(|(name, data)| unpack(&Input { name, data }, &trust, None)).collect();
    let assembled = Assembled::assemble(streams, &trust, &case.question());
    let report = assembled.report();
    rows_agree(&assembled)?;
    let differences = differences(&case.expect, report);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
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
