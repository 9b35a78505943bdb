//! Every bound of the engine, from both sides: at the bound the work is done, beyond it the report says so, and nobody is accused or
//! believed because of it.

use unbroken::budget::{
    MAX_ACCESS, MAX_CANDIDATES, MAX_COMBINATIONS, MAX_CONDITIONS, MAX_DEPTH, MAX_EVIDENCE, MAX_EVIDENCE_BYTES, MAX_EVIDENCE_LINES,
    MAX_EXPECTATIONS, MAX_EXPECTATIONS_BYTES, MAX_INDEX, MAX_LINE, MAX_LISTED, MAX_MATCHES, MAX_ORPHANS, MAX_POINTER, MAX_RECORDED_ROUNDS,
    MAX_SMALL_FILE, MAX_SPELLING, MAX_SPELLINGS, MAX_TRACED,
};
use unbroken::format::receipt::MAX_PATH;
use unbroken::trust::note::{MAX_NOTE_BYTES, MAX_SIGNATURES};
use unbroken::{Code, Finding, Input, Question, Report, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{Key, Log, base64, checkpoint_record, file, proof_record};
use unbroken_tests::naive;

const ORIGIN: &str = "acme.example/audit";

fn trust(log: &Log) -> Trust {
    let policy = log.policy(0);
    Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).expect("the testkit writes usable trust")
}

fn judged(lines: &[Vec<u8>], trust: &Trust) -> Report {
    verify(&[Input { name: "x.jsonl", data: &file(lines) }], trust, &Question::default())
}

fn found(report: &Report, code: Code) -> Vec<&Finding> {
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    all.filter(|finding| finding.code == code).collect()
}

/// An unsigned line at any position.
fn line(seq: u64, actor: &str, prev: &[u8; 32]) -> Vec<u8> {
    let prev = base64(prev);
    format!(
        r#"{{"at":"2026-01-05T09:00:00Z","event":{{"actor":"{actor}"}},"id":"{actor}-{seq}","log":"{ORIGIN}","prev":"{prev}","seq":{seq}}}"#
    )
    .into_bytes()
}

#[test]
fn positions_and_sizes_end_at_max_index() {
    let log = Log::new(ORIGIN);
    let last = judged(&[line(MAX_INDEX, "a", &[1; 32])], &trust(&log));
    assert_eq!(last.logs[0].coverage.first().map(|run| (run.start, run.end)), Some((MAX_INDEX, MAX_INDEX + 1)));
    let beyond = judged(&[line(MAX_INDEX + 1, "a", &[1; 32])], &trust(&log));
    assert_eq!((found(&beyond, Code::EntryMalformed).len(), beyond.reason), (1, unbroken::Reason::Unreadable));

    let note = |size: u64| log.key.sign_note(&format!("{ORIGIN}\n{size}\n{}\n", base64(&[7; 32])));
    let last = judged(&[checkpoint_record(&note(MAX_INDEX))], &trust(&log));
    assert_eq!(last.logs[0].scope.size, Some(MAX_INDEX));
    let beyond = judged(&[checkpoint_record(&note(MAX_INDEX + 1))], &trust(&log));
    assert_eq!((found(&beyond, Code::CheckpointMalformed).len(), beyond.logs[0].scope.size), (1, None));
}

#[test]
fn a_proof_file_ends_at_max_small_file() {
    for (more, code) in [(0, Code::CheckpointMalformed), (1, Code::LimitReached)] {
        let mut data = b"c2sp.org/tlog-proof@v1\nextra ".to_vec();
        data.resize(MAX_SMALL_FILE + more, b'A');
        let report = verify(&[Input { name: "x.tlog-proof", data: &data }], &Trust::default(), &Question::default());
        assert_eq!(found(&report, code).len(), 1, "{more}");
        assert_eq!(report.verdict, Verdict::Unproven);
    }
}

#[test]
fn of_a_code_max_listed_findings_are_listed_and_all_are_counted() {
    let log = Log::of(ORIGIN, 2);
    let junk = |count: usize| {
        let lines: Vec<Vec<u8>> = (0..count).map(|number| format!("[{number}").into_bytes()).chain(log.bundle()).collect();
        let report = judged(&lines, &trust(&log));
        let found = found(&report, Code::LineUnreadable);
        (found.len(), found.iter().map(|finding| finding.count).sum::<u64>())
    };
    assert_eq!(junk(MAX_LISTED), (MAX_LISTED, MAX_LISTED as u64));
    assert_eq!(junk(MAX_LISTED + 6), (MAX_LISTED, MAX_LISTED as u64 + 6));

    // The same for what is found about entries.
    let log = Log::of(ORIGIN, 200);
    let mut lines = log.bundle();
    for at in (1..2 * MAX_LISTED + 20).step_by(2) {
        lines[at + 1] = String::from_utf8_lossy(&lines[at + 1]).replace("record.read", "record.kept").into_bytes();
    }
    let report = judged(&lines, &trust(&log));
    let altered = found(&report, Code::EntryAltered);
    assert_eq!((altered.len(), altered.iter().map(|finding| finding.count).sum::<u64>()), (MAX_LISTED, MAX_LISTED as u64 + 10));
    assert!(altered.last().is_some_and(|last| last.message.ends_with("10 more are of this kind not listed.")));
}

/// Entries a minute apart, of which each may be 59 seconds behind the one before.
#[test]
fn of_silences_max_listed_are_listed_and_all_are_counted() {
    let silences = |count: usize| {
        let log = Log::of(ORIGIN, count + 1);
        let question = Question { max_silence_secs: Some(59), ..Question::default() };
        let report = verify(&[Input { name: "x.jsonl", data: &file(&log.bundle()) }], &trust(&log), &question);
        let found = found(&report, Code::Silence);
        let last = found.last().map_or("", |last| last.message.as_str());
        let more = last.split_once("there is no entry.").map(|(_, more)| more.trim().to_owned());
        (found.len(), found.iter().map(|finding| finding.count).sum::<u64>() as usize, more.unwrap_or_default())
    };
    assert_eq!(silences(3), (3, 3, String::new()));
    assert_eq!(silences(MAX_LISTED), (MAX_LISTED, MAX_LISTED, String::new()));
    assert_eq!(silences(MAX_LISTED + 1), (MAX_LISTED, MAX_LISTED + 1, String::from("1 more is not listed.")));
    assert_eq!(silences(MAX_LISTED + 6), (MAX_LISTED, MAX_LISTED + 6, String::from("6 more are not listed.")));
}

#[test]
fn max_orphans_lines_are_tried_as_the_entry_of_a_receipt() {
    let log = Log::new(ORIGIN);
    let entry = br#"{"x":"the entry"}"#.to_vec();
    let root = naive::leaf(&entry);
    let note = log.key.sign_note(&format!("{ORIGIN}\n1\n{}\n", base64(&root)));
    let receipt = format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{note}").into_bytes();
    for (before, verdict) in [(MAX_ORPHANS - 1, Verdict::Proven), (MAX_ORPHANS, Verdict::Unproven)] {
        let mut lines = vec![br#"{"x":0}"#.to_vec(); before];
        lines.push(entry.clone());
        let data = file(&lines);
        let inputs = [Input { name: "x.tlog-proof", data: &receipt }, Input { name: "x.jsonl", data: &data }];
        let report = verify(&inputs, &trust(&log), &Question::default());
        assert_eq!(report.verdict, verdict, "{before} lines before it: {}", report.sentence);
    }
}

/// A log of `size` entries, and other lines in its place that link to each other; of the last `doubled` of them two versions.
fn doubled(size: usize, doubled: usize) -> (Log, Vec<Vec<u8>>) {
    let genuine = |actor: &str| {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        for seq in 0..size {
            let prev = lines.last().map_or([0; 32], |line| naive::leaf(line));
            lines.push(line(seq as u64, actor, &prev));
        }
        lines
    };
    let log = Log { lines: genuine("a"), ..Log::new(ORIGIN) };
    let mut lines = genuine("b");
    // The second version differs in what nothing links to, so that no candidate comes from a link.
    let twins: Vec<Vec<u8>> =
        lines[size - doubled..].iter().map(|line| String::from_utf8_lossy(line).replace(r#""id":"b"#, r#""id":"c"#).into_bytes()).collect();
    lines.extend(twins);
    lines.insert(0, checkpoint_record(&log.checkpoint(size)));
    (log, lines)
}

#[test]
fn a_range_is_tried_with_max_combinations_and_no_more() {
    assert_eq!(MAX_COMBINATIONS, 1 << 12);
    for (twins, capped) in [(12, false), (13, true)] {
        let (log, lines) = doubled(16, twins);
        let report = judged(&lines, &trust(&log));
        assert_eq!(!found(&report, Code::LimitReached).is_empty(), capped, "{twins}");
        // Beyond the bound nothing follows from the range: its entries are in conflict with each other, and no block is called altered.
        assert_eq!(found(&report, Code::BlockAltered).is_empty(), capped, "{twins}");
        assert_ne!(report.verdict, Verdict::Proven);
    }
}

/// The same where the range is a single position.
#[test]
fn a_position_is_tried_with_max_combinations_lines_and_no_more() {
    let log = Log::of(ORIGIN, 1);
    for (count, capped) in [(MAX_COMBINATIONS, false), (MAX_COMBINATIONS + 1, true)] {
        let mut lines: Vec<Vec<u8>> = (0..count).map(|number| line(0, &format!("x{number}"), &[0; 32])).collect();
        lines.push(checkpoint_record(&log.checkpoint(1)));
        let report = judged(&lines, &trust(&log));
        assert_eq!(!found(&report, Code::LimitReached).is_empty(), capped, "{count}");
        assert_ne!(report.verdict, Verdict::Proven);
    }
}

#[test]
fn a_proof_is_tried_with_max_candidates() {
    let log = Log::of(ORIGIN, 2);
    let genuine = naive::leaf(&log.lines[1]);
    // Lines of the same position whose hash sorts before that of the genuine one.
    let before = (0..).map(|number| line(1, &format!("x{number}"), &[9; 32])).filter(|line| naive::leaf(line) < genuine);
    let rivals: Vec<Vec<u8>> = before.take(MAX_CANDIDATES).collect();
    for (count, failed) in [(MAX_CANDIDATES - 2, false), (MAX_CANDIDATES - 1, true)] {
        let proof = log.proof(1, 2, None, &log.checkpoint(2));
        let mut lines = vec![proof_record(&[3; 32], &proof), log.lines[1].clone()];
        lines.extend_from_slice(&rivals[..count]);
        let report = judged(&lines, &trust(&log));
        assert_eq!(!found(&report, Code::ProofFailed).is_empty(), failed, "{count} lines beside it");
    }
}

#[test]
fn of_unpinned_checkpoints_of_one_size_max_candidates_are_looked_at() {
    let log = Log::of(ORIGIN, 2);
    let genuine = naive::root(&log.leaves(2));
    // Roots that sort before the genuine one, each under a key of its own, so that they accuse nobody.
    let before: Vec<_> =
        (0u32..).map(|number| naive::leaf(&number.to_be_bytes())).filter(|root| *root < genuine).take(MAX_CANDIDATES).collect();
    for (count, shown) in [(MAX_CANDIDATES - 1, 2), (MAX_CANDIDATES, 0)] {
        let notes = before[..count]
            .iter()
            .enumerate()
            .map(|(number, root)| Key::log(&format!("stranger-{number}")).sign_note(&format!("{ORIGIN}\n2\n{}\n", base64(root))));
        let mut lines: Vec<Vec<u8>> = notes.map(|note| checkpoint_record(&note)).collect();
        lines.push(checkpoint_record(&log.checkpoint(2)));
        lines.extend(log.lines.iter().cloned());
        let report = judged(&lines, &Trust::default());
        let root = base64(&genuine);
        let entries = report.logs[0].checkpoints.iter().find(|checkpoint| checkpoint.root == root).map(|checkpoint| checkpoint.entries);
        assert_eq!((entries, report.logs[0].checkpoints.len()), (Some(shown), count + 1), "{count} before it");
        assert_eq!(report.verdict, Verdict::Unproven);
    }
}

#[test]
fn a_finding_carries_max_evidence_notes() {
    let log = Log::of(ORIGIN, 2);
    let fork = |count: usize| {
        let notes = (0..count).map(|number| log.key.sign_note(&format!("{ORIGIN}\n9\n{}\n", base64(&naive::leaf(&number.to_be_bytes())))));
        let lines: Vec<Vec<u8>> = notes.map(|note| checkpoint_record(&note)).collect();
        let report = judged(&lines, &trust(&log));
        found(&report, Code::SplitView).iter().map(|finding| finding.evidence.len()).collect::<Vec<_>>()
    };
    assert_eq!(fork(MAX_EVIDENCE), [MAX_EVIDENCE]);
    assert_eq!(fork(MAX_EVIDENCE + 4), [MAX_EVIDENCE]);
}

#[test]
fn the_specification_states_the_bounds_of_the_engine() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../verifier/specs/unbroken-bundle.md");
    let text = std::fs::read_to_string(path).expect("the specification is there");
    assert_eq!(MAX_INDEX, (1 << 53) - 1);
    let spaced = |number: usize| {
        let digits = number.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
        groups.join(" ")
    };
    for row in [
        "| position, size of a tree | 2^53-1 |".to_owned(),
        format!("| line | {} bytes;", spaced(MAX_LINE)),
        format!("| nesting | {MAX_DEPTH} |"),
        format!("| receipt, checkpoint or trust file | {} bytes |", spaced(MAX_SMALL_FILE)),
        format!("| combinations for one range | {MAX_COMBINATIONS} |"),
        format!("| leaf hashes one proof is tried with; unpinned checkpoints of one size | {MAX_CANDIDATES} |"),
        format!("| lines without a position that are kept to be tried | {MAX_ORPHANS} for each stream |"),
        format!("| findings listed for each code and log; incidents; records of each type; sources | {MAX_LISTED};"),
        format!("| rounds of putting a log together with checkpoints that its entries record | {MAX_RECORDED_ROUNDS} |"),
        format!(
            "| rules of an expectations file; its bytes; its pointers together; bytes of one pointer | {}; {}; {MAX_CONDITIONS}; {MAX_POINTER} |",
            spaced(MAX_EXPECTATIONS),
            spaced(MAX_EXPECTATIONS_BYTES)
        ),
        format!(
            "| lines remembered for each rule, log and stream; spellings likewise | 2^{}; 2^{} |",
            MAX_MATCHES.ilog2(),
            MAX_SPELLINGS.ilog2()
        ),
        format!("A text of more than {MAX_SPELLING} bytes is passed over."),
        format!("| entries of a trace; records of access of one log, listed | {MAX_TRACED}; {MAX_ACCESS} |"),
        format!(
            "| an evidence file | {} bytes, {MAX_EVIDENCE_LINES} lines, {MAX_EVIDENCE_LINES} proofs and checkpoints |",
            spaced(MAX_EVIDENCE_BYTES)
        ),
        format!("| notes as evidence of one finding | {MAX_EVIDENCE} |"),
        format!("| note | {} bytes, {MAX_SIGNATURES} signature lines;", spaced(MAX_NOTE_BYTES)),
        format!("| hashes in a path | {MAX_PATH} |"),
    ] {
        assert!(text.contains(&row), "{row}");
    }
}
