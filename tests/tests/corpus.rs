//! Every case of the corpus through the library: verdict, reason, coverage and findings.

use libtest_mimic::{Arguments, Failed, Trial};
use unbroken::{Input, verify};
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
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, data)| Input { name, data }).collect();
    let report = verify(&inputs, &trust, &case.question());
    let differences = differences(&case.expect, &report);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}
