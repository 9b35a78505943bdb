//! Two entries that exchanged their places are called that, and altered entries that did not are not.

use unbroken::{Input, verify};
use unbroken_tests::corpus::cases;

/// The sentences about altered entries in a case of the corpus.
fn altered(name: &str) -> Vec<String> {
    let (_, case) = cases().expect("the corpus can be read").into_iter().find(|(found, _)| found == name).expect("the case is there");
    let trust = case.read_trust().expect("its trust can be read").read().expect("usable");
    let files = case.read_inputs().expect("its inputs can be read");
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, data)| Input { name, data }).collect();
    let findings = verify(&inputs, &trust, &case.question()).logs.into_iter().flat_map(|log| log.findings);
    findings.filter(|finding| finding.code.as_str() == "entry-altered").map(|finding| finding.message).collect()
}

#[test]
fn exchanged_entries_name_each_other() {
    let messages = altered("positions-exchanged");
    assert_eq!(messages.len(), 2);
    for (message, other) in messages.iter().zip(["entry 3 should", "entry 2 should"]) {
        assert!(message.contains(other), "{message}");
    }
}

#[test]
fn other_altered_entries_do_not() {
    for name in ["altered-one", "altered-three", "altered-prev", "altered-time"] {
        let messages = altered(name);
        assert!(!messages.is_empty() && messages.iter().all(|message| !message.contains("exchanged")), "{name}: {messages:?}");
    }
}
