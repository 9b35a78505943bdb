//! Evidence files over the whole corpus: for every finding of damage there is one, it is small, and a stranger with the same trust gets the
//! same finding from it and no accusation more.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use unbroken::budget::MAX_EVIDENCE_BYTES;
use unbroken::verdict::evidence::{Reach, reach};
use unbroken::verify::read;
use unbroken::{Case as Assembled, Code, EvidenceError, Finding, Input, Report, Severity, verify};
use unbroken_tests::corpus::{Case, cases};

fn main() -> std::io::Result<()> {
    let trials = cases()?.into_iter().filter(|(_, case)| case.expect.verdict != "refused");
    let trials = trials.map(|(name, case)| Trial::test(name, move || run(&case))).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn damage(report: &Report) -> impl Iterator<Item = &Finding> {
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    all.filter(|finding| finding.severity >= Severity::Error)
}

fn run(case: &Case) -> Result<(), Failed> {
    let files = case.read_inputs()?;
    let trust = case.read_trust()?.read()?;
    let streams = files.iter().map(|(name, data)| read(&Input { name, data }, &trust, &case.question())).collect();
    let assembled = Assembled::assemble(streams, &trust, &case.question());
    let report = assembled.report();
    let bytes = |input: usize, offset: u64, len: u64| {
        let facts = report.inputs.get(input)?;
        let (_, data) = files.iter().find(|(name, data)| *name == facts.name && data.len() as u64 == facts.size)?;
        Some(data.get(offset as usize..(offset + len) as usize)?.to_vec())
    };
    let whole: usize = files.iter().map(|(_, data)| data.len()).sum();
    for finding in damage(report) {
        let fail = |what: &str| Failed::from(format!("{}: {what}", finding.id));
        let of_log = report.logs.iter().find(|log| Some(&log.origin) == finding.log.as_ref());
        let nothing_here = of_log.is_some_and(|log| log.coverage.is_empty() && log.checkpoints.is_empty());
        let file = match assembled.evidence(&finding.id, bytes) {
            // That a whole log is absent is shown by no file.
            Err(EvidenceError::NotAlone) if finding.code == Code::ExpectedMissing && nothing_here => continue,
            file => file.map_err(|error| fail(&error.to_string()))?,
        };
        // The bound, and for these small logs also: not much more than what it was taken from, header and proofs included.
        if file.data.len() > MAX_EVIDENCE_BYTES || file.data.len() > 2 * whole + 8_192 {
            return Err(fail(&format!("{} bytes of {whole}", file.data.len())));
        }
        // Where something is absent an empty file would show it too: there must be something in it that says what is known.
        let records = file.data.split(|byte| *byte == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"{\"bundle\"")).count();
        if matches!(reach(finding.code), Reach::Absence(_)) && records == 0 {
            return Err(fail("nothing but a header"));
        }
        let changed = |input, offset, len| bytes(input, offset, len).map(|line| line.iter().map(|byte| byte ^ 1).collect());
        match assembled.evidence(&finding.id, changed) {
            Err(EvidenceError::InputChanged) => {}
            Ok(other) if other == file => {}
            other => return Err(fail(&format!("a file that changed since gives {other:?}"))),
        }
        if assembled.evidence(&finding.id, bytes).as_ref() != Ok(&file) {
            return Err(fail("a second look gives another file"));
        }
        let again = verify(&[Input { name: "evidence", data: &file.data }], &trust, &file.question);
        // Of many roots that contradict each other the evidence needs to hold only some, so their list may be shorter.
        let values =
            |found: &Finding| found.code == Code::SplitView || (&found.expected, &found.actual) == (&finding.expected, &finding.actual);
        let same =
            |found: &&Finding| (found.code, &found.log, found.entries) == (finding.code, &finding.log, finding.entries) && values(found);
        match (reach(finding.code), damage(&again).any(|found| same(&found))) {
            (Reach::Known(_), _) | (_, true) => {}
            (_, false) => return Err(fail("the evidence does not give it")),
        }
        let known: BTreeSet<_> = damage(report).map(|finding| finding.code).collect();
        if let Some(more) = damage(&again).find(|found| !known.contains(&found.code) && !matches!(reach(finding.code), Reach::Known(_))) {
            return Err(fail(&format!("the evidence accuses of more: {}", more.message)));
        }
        // Without any trust the file proves nothing, whatever it says about itself.
        let stranger = verify(&[Input { name: "evidence", data: &file.data }], &unbroken::Trust::default(), &file.question);
        if stranger.verdict == unbroken::Verdict::Proven {
            return Err(fail("the evidence proves something to somebody who trusts nobody"));
        }
    }
    Ok(())
}
