//! Single attacks, each with what the specification says must come out.

use unbroken::{Code, Input, Question, Report, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{self, Log};
use unbroken_tests::campaign::*;
use unbroken_tests::naive;

fn trust(keys: &Keys, quorum: usize, pins: &[&str]) -> Trust {
    let pins: Vec<&[u8]> = pins.iter().map(|pin| pin.as_bytes()).collect();
    let (policy, writers) = (policy(keys, quorum), keys.writer.vkey());
    Trust::read(&TrustTexts { policy: Some(&policy), logs: None, writers: Some(&writers), pins: &pins }).unwrap()
}

fn ask(records: &[String], trust: &Trust, entries: Option<(u64, Option<u64>)>) -> Report {
    let data = records.join("\n") + "\n";
    verify(&[Input { name: "a.jsonl", data: data.as_bytes() }], trust, &Question { entries, ..Question::default() })
}

fn show(report: &Report) -> String {
    let log = &report.logs[0];
    let codes: Vec<String> = log.findings.iter().map(|f| format!("{} {:?}", f.code, f.entries)).collect();
    format!(
        "{:?} {:?} {:?} {codes:?} {:?}",
        report.verdict,
        log.reasons,
        log.coverage.iter().map(|r| (r.status, r.start, r.end)).collect::<Vec<_>>(),
        report.sentence
    )
}

fn is_forked(report: &Report) -> bool {
    serde_json::to_value(report.reason).unwrap() == "forked"
}

/// Two histories that share the first `fork` entries; the second continues after the fork as it likes.
fn histories(keys: &Keys, fork: usize, n: usize) -> (Tree, Tree) {
    let a = Tree::signed(keys, n);
    let mut b = Tree { lines: a.lines[..fork].to_vec() };
    (fork..n).for_each(|at| b.push(Some(&keys.writer), &format!("other{at}")));
    (a, b)
}

#[test]
fn checkpoints_of_two_histories_are_never_consistent() {
    let keys = Keys::default();
    for (m, fork) in [(8, 3), (10, 9), (16, 0), (7, 6)] {
        let (x, y) = histories(&keys, fork, 24);
        let (old, new) = (x.note(m, Some(&keys.log), &[]), y.note(24, Some(&keys.log), &[]));
        for pins in [vec![], vec![old.as_str()]] {
            let records = [x.proof_record(m - 1, m, &old), checkpoint_record(&new)];
            let report = ask(&records, &trust(&keys, 0, &pins), None);
            assert_ne!(report.verdict, Verdict::Proven, "{m} {fork} {}", show(&report));
            let records = [x.proof_record(m - 1, m, &old), y.proof_record(23, 24, &new)];
            let report = ask(&records, &trust(&keys, 0, &pins), None);
            assert_ne!(report.verdict, Verdict::Proven, "{m} {fork} {}", show(&report));
        }
    }
}

#[test]
fn a_pin_that_only_its_own_lines_recompute_is_not_linked() {
    let keys = Keys::default();
    let (x, y) = histories(&keys, 9, 24);
    let (old, new) = (x.note(10, Some(&keys.log), &[]), y.note(24, Some(&keys.log), &[]));
    let mut records: Vec<String> = x.lines[..10].to_vec();
    records.push(checkpoint_record(&old));
    records.push(y.proof_record(15, 24, &new));
    records.push(y.lines[15].clone());
    let report = ask(&records, &trust(&keys, 0, &[&old]), Some((15, Some(16))));
    assert_ne!(report.verdict, Verdict::Proven, "{}", show(&report));
}

/// The chain goes through what was kept, the tree holds something else.
#[test]
fn one_leaf_that_differs_from_what_was_kept_is_a_fork() {
    let keys = Keys::default();
    for m in [9, 10, 11, 12, 16, 17, 20, 23] {
        let x = Tree::signed(&keys, 24);
        let mut y = x.clone();
        y.lines[m - 1] = entry(Some(&keys.writer), m as u64 - 1, &naive::leaf(x.lines[m - 2].as_bytes()), "swapped");
        let (old, new) = (x.note(m, Some(&keys.log), &[]), y.note(24, Some(&keys.log), &[]));
        for pins in [vec![], vec![old.as_str()]] {
            let mut records = x.lines.clone();
            records.push(checkpoint_record(&old));
            records.push(y.proof_record(m - 1, 24, &new));
            let report = ask(&records, &trust(&keys, 0, &pins), Some((0, Some(24))));
            assert!(is_forked(&report), "{m} {}", show(&report));
            records.remove(m);
            let report = ask(&records, &trust(&keys, 0, &pins), Some((0, Some(m as u64))));
            assert!(is_forked(&report), "{m} {}", show(&report));
            let proven = report.logs[0].coverage.iter().filter(|run| serde_json::to_value(run.status).unwrap() == "proven");
            assert!(proven.clone().all(|run| !(run.start..run.end).contains(&(m as u64 - 1))), "{m} {}", show(&report));
        }
    }
}

#[test]
fn two_whole_histories_are_a_fork() {
    let keys = Keys::default();
    for (fork, m, n) in [(18, 20, 24), (9, 10, 24), (5, 8, 13), (18, 24, 20), (0, 3, 7)] {
        let (x, y) = histories(&keys, fork, 24);
        let (old, new) = (x.note(m, Some(&keys.log), &[]), y.note(n, Some(&keys.log), &[]));
        let mut records: Vec<String> = x.lines[..m].to_vec();
        records.extend(y.lines[fork..n].iter().cloned());
        records.push(checkpoint_record(&old));
        records.push(checkpoint_record(&new));
        let report = ask(&records, &trust(&keys, 0, &[]), None);
        assert!(is_forked(&report), "{fork} {m} {n} {}", show(&report));
        records.push(y.proof_record(n - 1, n, &new));
        let report = ask(&records, &trust(&keys, 0, &[]), None);
        assert!(is_forked(&report), "{fork} {m} {n} with proof {}", show(&report));
    }
}

#[test]
fn a_question_beyond_the_newest_state_is_not_proven() {
    let keys = Keys::default();
    let x = Tree::signed(&keys, 24);
    let mut records = x.lines.clone();
    records.push(checkpoint_record(&x.note(24, Some(&keys.log), &[])));
    for start in [25, 30, 1 << 53] {
        let report = ask(&records, &trust(&keys, 0, &[]), Some((start, None)));
        assert_ne!(report.verdict, Verdict::Proven, "{start} {}", show(&report));
    }
    let report = ask(&records, &trust(&keys, 0, &[]), Some((24, None)));
    assert_ne!(report.verdict, Verdict::Proven, "{}", show(&report));
    let report = ask(&records, &trust(&keys, 0, &[]), Some((7, Some(7))));
    assert_ne!(report.verdict, Verdict::Proven, "{}", show(&report));
}

/// A stranger's receipt is not evidence against an entry that a trusted root proves.
#[test]
fn a_strangers_receipt_does_not_unprove() {
    let keys = Keys::default();
    let x = Tree::signed(&keys, 24);
    let genuine = x.note(24, Some(&keys.log), &[]);
    let mut records = x.lines.clone();
    records.push(checkpoint_record(&genuine));
    let data = records.join("\n");
    let other = Tree::signed(&Keys { writer: keys.stranger.clone(), ..keys.clone() }, 24);
    let receipt = other.proof(5, 24, &other.note(24, Some(&keys.stranger), &[]));
    let trust = trust(&keys, 0, &[]);
    let inputs = [Input { name: "a", data: data.as_bytes() }, Input { name: "b", data: receipt.as_bytes() }];
    let report = verify(&inputs, &trust, &Question { entries: Some((0, Some(24))), ..Question::default() });
    assert_eq!(report.verdict, Verdict::Proven, "{}", show(&report));
}

/// A receipt whose path fails gives one answer, whatever its other bytes hash to.
#[test]
fn a_failing_receipt_gives_one_answer() {
    let keys = Keys::default();
    let x = Tree::signed(&keys, 24);
    let genuine = x.note(24, Some(&keys.log), &[]);
    let mut seen = std::collections::BTreeSet::new();
    for salt in 0..12 {
        let mut records = x.lines.clone();
        records.push(checkpoint_record(&genuine));
        records.push(format!("{{\"bundle\":{{\"format\":\"unbroken/bundle/v1\",\"for\":\"{salt}\"}}}}"));
        let data = records.join("\n");
        let receipt = x
            .proof(5, 24, &genuine)
            .replace("\nindex 5\n", &format!("\nextra {}\nindex 5\n", unbroken::base64::encode_base64(x.lines[5].as_bytes())));
        let broken = receipt.replacen(&text(&naive::leaf(x.lines[4].as_bytes())), &text(&[7; 32]), 1);
        assert_ne!(receipt, broken);
        let inputs = [Input { name: "a", data: data.as_bytes() }, Input { name: "b", data: broken.as_bytes() }];
        let report = verify(&inputs, &trust(&keys, 0, &[]), &Question { entries: Some((0, Some(24))), ..Question::default() });
        seen.insert(show(&report));
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
}

/// Line ends that a mail program added say nothing about the values disclosed beside them.
#[test]
fn disclosures_fit_repaired_lines() {
    let keys = Keys::default();
    let disclosure = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwicGF0aWVudCIsIkphbmUgUm9lIl0";
    let digest = "9FLYORaSFNhisHm2SUz--9VS-emi9FpVCdeU092vHg4";
    let mut tree = Tree::default();
    tree.lines.push(entry(None, 0, &[0; 32], "x").replace("{\"what\"", &format!("{{\"_sd\":[\"{digest}\"],\"what\"")));
    tree.push(None, "y");
    let mut records = tree.lines.clone();
    records.push(checkpoint_record(&tree.note(2, Some(&keys.log), &[])));
    records.push(format!("{{\"disclosure\":\"{disclosure}\"}}"));
    assert_eq!(ask(&records, &trust(&keys, 0, &[]), None).verdict, Verdict::Proven);
    records.iter_mut().for_each(|record| record.push('\r'));
    let report = ask(&records, &trust(&keys, 0, &[]), None);
    assert_eq!(report.verdict, Verdict::Proven, "{}", show(&report));
}

/// Placeholders whose hash only the next entry's claim supports, and no tree, are not what the log is shown to have committed to.
#[test]
fn a_value_that_is_only_chained_does_not_account_for_a_missing_entry() {
    let keys = Keys::default();
    let x = Tree::signed(&keys, 24);
    // The tree holds another entry 9 than the one that entry 10 names.
    let mut y = x.clone();
    y.lines[9] = entry(Some(&keys.writer), 9, &naive::leaf(x.lines[8].as_bytes()), "swapped");
    let note = y.note(24, Some(&keys.log), &[]);
    let records = [
        y.lines[10].clone(),
        y.proof_record(10, 24, &note),
        stub_record(9, &naive::leaf(x.lines[9].as_bytes())),
        y.lines[8].clone(),
        y.proof_record(8, 24, &note),
    ];
    let data = records[..3].join("\n");
    let question = Question { entries: Some((9, Some(11))), accept_withheld: true, ..Question::default() };
    let report = verify(&[Input { name: "a", data: data.as_bytes() }], &trust(&keys, 0, &[]), &question);
    assert_ne!(report.verdict, Verdict::Proven, "{}", show(&report));
}

/// Anyone can link unsigned lines to the newest entry, or to the last of a window; they accuse nobody of a missing signature, and lower
/// nothing.
#[test]
fn lines_added_behind_an_unsigned_entry_accuse_nobody() {
    let mut log = Log::of("acme.example/audit", 7);
    (0..3).for_each(|_| log.append_unsigned(&log.usual()));
    let (policy, writers) = (log.policy(2), format!("{} require=3", log.writers().trim_end()));
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() }).unwrap();
    let ask = |records: &[Vec<u8>], end| {
        let question = Question { entries: Some((0, Some(end))), ..Question::default() };
        verify(&[Input { name: "a.jsonl", data: &build::file(records) }], &trust, &question)
    };
    let whole = log.bundle();
    assert_eq!(ask(&whole, 10).verdict, Verdict::Proven, "{}", show(&ask(&whole, 10)));
    let mut strangers = log.clone();
    (0..5).for_each(|_| strangers.append_unsigned(&strangers.usual()));
    let more: Vec<Vec<u8>> = whole.iter().chain(&strangers.lines[10..]).cloned().collect();
    assert_eq!(ask(&more, 10).verdict, Verdict::Proven, "{}", show(&ask(&more, 10)));
    // The same behind a window, where the entries that follow are signed and not here.
    (0..6).for_each(|_| log.append(&log.usual()));
    let mut window = log.lines[..10].to_vec();
    window.push(log.proof_record(9, 16));
    let before = ask(&window, 10);
    window.extend(strangers.lines[10..].iter().cloned());
    let after = ask(&window, 10);
    assert_eq!(serde_json::to_value(before.reason).unwrap(), "unmet", "{}", show(&before));
    assert!(after.logs[0].findings.iter().all(|finding| finding.code != Code::SignatureMissing), "{}", show(&after));
}
