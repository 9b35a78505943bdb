//! Bounds say what was not done, in the words of the report, and change no verdict by themselves.

use unbroken::{Code, Finding, Report};
use unbroken_tests::corpus::{Case, cases};
use unbroken_tests::split::whole;

fn case(name: &str) -> Case {
    cases().expect("the corpus can be read").into_iter().find(|(found, _)| found == name).expect("the case is there").1
}

/// The report of a case of the corpus of whose lines `keep` keeps some.
fn report(name: &str, keep: impl Fn(usize, &str) -> bool) -> Report {
    let case = case(name);
    let trust = case.read_trust().expect("its trust can be read").read().expect("usable");
    let inputs = case.read_inputs().expect("its inputs can be read").into_iter().map(|(_, data)| {
        let text = String::from_utf8(data).expect("text");
        text.lines().enumerate().filter(|(at, line)| keep(*at, line)).flat_map(|(_, line)| [line, "\n"]).collect::<String>().into_bytes()
    });
    whole(&inputs.collect::<Vec<_>>(), &trust, &case.question())
}

fn found(report: &Report, code: Code) -> Vec<&Finding> {
    report.logs.iter().flat_map(|log| &log.findings).filter(|finding| finding.code == code).collect()
}

#[test]
fn checkpoints_that_nobody_looked_at_are_counted() {
    for (extra, said) in [
        (64, None),
        (65, Some("1 checkpoint by keys that you did not pin was not looked at, because there are more than 64 of one size.")),
        (70, Some("6 checkpoints by keys that you did not pin were not looked at, because there are more than 64 of one size.")),
    ] {
        // Behind a proof record and six entries.
        let report = report("checkpoints-by-strangers", |at, _| at < 7 + extra);
        let findings = found(&report, Code::LimitReached);
        assert_eq!(findings.first().map(|finding| finding.message.as_str()), said);
        assert!(findings.iter().all(|finding| finding.entries.is_none()));
        assert_eq!(report.verdict, unbroken::Verdict::Proven, "{extra}");
    }
}

#[test]
fn a_proof_says_how_much_was_tried() {
    let message = |strange: usize| {
        let report = report("proof-beside-many-lines", |at, _| !(5 + strange..75).contains(&at));
        found(&report, Code::ProofFailed).first().map(|finding| finding.message.clone())
    };
    // The genuine line is one of 64.
    let all = "The proof for index 3 does not lead from any leaf hash given to the root of its checkpoint of size 6.";
    assert_eq!(message(63).as_deref(), Some(all));
    let first = "The proof for index 3 does not lead from the first 64 leaf hashes tried, of more that were given, to the root of its checkpoint of size 6.";
    assert_eq!(message(64).as_deref(), Some(first));
}
