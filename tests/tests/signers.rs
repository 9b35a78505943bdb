//! The named signers are bounded, and the bound hides nobody whom the reader pinned.

use unbroken::{Case, Input, Question, Reason, Trust, TrustTexts, verify};
use unbroken_tests::build::{self, ENTRY_DOMAIN, Key, Log};
use unbroken_tests::split::{part, stream};

/// Entries far away, each in the name of another stranger.
fn strangers(log: &Log, count: usize) -> Vec<Vec<u8>> {
    let line = |number: usize| {
        let prefix = log.prefix(&log.usual()).replace(&log.writer.label(), &format!("stranger{number}+00000000"));
        let at = prefix.rfind(":").unwrap();
        Log::sealed(&format!("{}:{}", &prefix[..at], 1_000_000 + 2 * number), &[7; 64])
    };
    (0..count).map(line).collect()
}

fn scene() -> (Log, Trust) {
    let mut log = Log::of("acme.example/audit", 3);
    let prefix = log.prefix(&log.usual());
    log.lines.push(Log::sealed(&prefix, &Key::writer("impostor").sign(format!("{ENTRY_DOMAIN}\n{prefix}").as_bytes())));
    log.append(&log.usual());
    let (policy, writers) = (log.policy(2), log.writers());
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() }).unwrap();
    (log, trust)
}

#[test]
fn strangers_in_front_hide_no_forgery() {
    let (log, trust) = scene();
    let question = Question { entries: Some((0, Some(5))), ..Question::default() };
    for count in [0, 1_024, 1_025] {
        let data = build::file(&[strangers(&log, count), log.bundle()].concat());
        let report = verify(&[Input { name: "", data: &data }], &trust, &question);
        assert_eq!(report.reason, Reason::Forged, "{count} strangers in front");
    }
}

#[test]
fn a_cut_before_the_strangers_changes_nothing() {
    let (log, trust) = scene();
    let lines = log.bundle();
    let first = build::file(&lines[..2]);
    let data = [first.clone(), build::file(&strangers(&log, 1_024)), build::file(&lines[2..])].concat();
    let json = |segment| Case::assemble(vec![stream(&data, segment)], &trust, &Question::default()).into_report().to_json();
    let one = part(&data, &trust, &Question::default(), 0, data.len(), &mut Vec::new());
    let two = part(&data, &trust, &Question::default(), 0, first.len(), &mut Vec::new()).merge(part(
        &data,
        &trust,
        &Question::default(),
        first.len(),
        data.len(),
        &mut Vec::new(),
    ));
    assert!(json(one) == json(two));
}
