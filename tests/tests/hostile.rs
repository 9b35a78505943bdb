//! Robustness of the whole engine against input that someone made to hurt it: nothing panics, nothing false is proven, and nobody without
//! keys makes a log look forked or rolled back.
//!
//! Soundness is judged line by line: whatever row of whatever log is called proven must be the genuine line of its position, byte for byte
//! or (where the report names a repair) the same JSON. The judge knows the genuine lines; it asks the engine nothing.

use std::collections::BTreeSet;
use std::fmt::Write;
use unbroken::log::coverage::Status;
use unbroken::{Case, Code, Format, Input, Question, Reason, Report, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{self, Key, Log, base64, checkpoint_record, proof_record};
use unbroken_tests::corpus::cases;
use unbroken_tests::damage::{damage_bytes, damage_lines};
use unbroken_tests::naive;
use unbroken_tests::random::Random;
use unbroken_tests::split::{part, stream};

fn trust(log: &Log, quorum: usize, writers: bool) -> Trust {
    let (policy, pinned) = (log.policy(quorum), log.writers());
    let texts =
        TrustTexts { policy: Some(&policy), writers: Some(&pinned).filter(|_| writers).map(String::as_str), ..TrustTexts::default() };
    Trust::read(&texts).expect("the testkit writes usable trust")
}

fn asked(end: usize) -> Question {
    Question { entries: Some((0, Some(end as u64))), ..Question::default() }
}

fn case(data: &[u8], trust: &Trust, question: &Question) -> Case {
    Case::assemble(vec![stream(data, part(data, trust, question, 0, data.len(), &mut Vec::new()))], trust, question)
}

fn codes(report: &Report) -> BTreeSet<Code> {
    report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).map(|finding| finding.code).collect()
}

/// How many rows are proven; panics if one of them is not the genuine line of its position.
fn proven_are_genuine(case: &Case, data: &[u8], genuine: &Log, what: &dyn Fn() -> String) -> usize {
    let mut proven = 0;
    for (index, log) in case.report().logs.iter().enumerate() {
        for row in case.rows(index).iter().filter(|row| row.status == Status::Proven) {
            proven += 1;
            assert_eq!(log.origin, genuine.origin, "{}", what());
            let line = &data[row.offset as usize..row.offset as usize + row.len as usize];
            let committed = &genuine.lines[row.seq as usize];
            let same = line == committed || json(line).is_some_and(|json| Some(json) == self::json(committed));
            assert!(same, "{}: entry {} is proven and reads {}", what(), row.seq, line.escape_ascii());
        }
    }
    proven
}

fn json(line: &[u8]) -> Option<serde_json::Value> {
    serde_json::from_slice(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)).ok()
}

fn is_forked(report: &Report) -> bool {
    report.logs.iter().any(|log| log.reasons.contains(&Reason::Forked) || log.reasons.contains(&Reason::RolledBack))
}

fn nobody_forked(report: &Report, what: &dyn Fn() -> String) {
    assert!(!is_forked(report), "{}", what());
}

/// The log of the worked example, and a file of one of its cases.
fn example(name: &str, file: &str) -> (Log, Vec<u8>) {
    let read = |name: &str, file: &str| {
        let (_, case) = cases().expect("the corpus can be read").into_iter().find(|(case, _)| case == name).expect("the example is there");
        std::fs::read(case.folder.join(file)).expect("its file is there")
    };
    let full = read("example-full", "full.jsonl");
    let lines = full.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"{\"at\"")).map(<[u8]>::to_vec).collect();
    (Log { lines, ..Log::new("acme.example/audit") }, read(name, file))
}

// --- bit flips

#[test]
fn every_bit_of_a_receipt() {
    let (log, data) = example("example-receipt", "receipt-1.tlog-proof");
    let trusts = [trust(&log, 2, true), trust(&log, 2, false)];
    for at in 0..data.len() {
        for bit in 0..8 {
            let mut changed = data.clone();
            changed[at] ^= 1 << bit;
            let report = verify(&[Input { name: "", data: &changed }], &trusts[(at + bit) % 2], &Question::default());
            assert_ne!(report.verdict, Verdict::Proven, "bit {bit} of byte {at}");
            nobody_forked(&report, &|| format!("bit {bit} of byte {at}"));
        }
    }
}

// --- cut files

#[test]
fn every_beginning_of_small_files() {
    let mut files = 0;
    let mut seen = BTreeSet::new();
    for (name, scenario) in cases().expect("the corpus can be read") {
        let Ok(trust) = scenario.read_trust().expect("its trust can be read").read() else { continue };
        for (file, data) in scenario.read_inputs().expect("its inputs can be read") {
            // Many cases ask different things about the same bytes.
            if data.len() > 2_600 || !seen.insert(data.clone()) {
                continue;
            }
            files += 1;
            let forked = is_forked(case(&data, &trust, &scenario.question()).report());
            // Lines as they stand, and as they are taken out of what an export put around them.
            let complete = case(&data, &trust, &scenario.question());
            let mut whole: BTreeSet<Vec<u8>> = data.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            for log in 0..complete.report().logs.len() {
                let line =
                    |(k, row): (usize, unbroken::Row)| complete.exact(log, k, data.get(row.offset as usize..)?.get(..row.len as usize)?);
                whole.extend(complete.rows(log).iter().enumerate().filter_map(line));
            }
            for end in 0..data.len() {
                let cut = &data[..end];
                let case = case(cut, &trust, &scenario.question());
                if !forked {
                    nobody_forked(case.report(), &|| format!("{name}/{file} up to byte {end}"));
                }
                if Format::detect(cut) == Format::Bundle {
                    for log in 0..case.report().logs.len() {
                        for (k, row) in case.rows(log).iter().enumerate().filter(|(_, row)| row.status == Status::Proven) {
                            let received = &cut[row.offset as usize..row.offset as usize + row.len as usize];
                            let line = case.exact(log, k, received).expect("what was read is still there");
                            assert!(whole.contains(&line), "{name}/{file} up to byte {end}: {}", line.escape_ascii());
                        }
                    }
                }
            }
        }
    }
    assert!(files >= 8, "{files}");
}

// --- noise

#[test]
fn noise_proves_nothing() {
    let log = Log::of("acme.example/audit", 3);
    let trusts = [Trust::default(), trust(&log, 0, true), trust(&log, 2, false)];
    for seed in 0..4_000 {
        let mut random = Random(seed);
        let data = match seed % 4 {
            0 => {
                let len = random.below(400);
                random.bytes(len)
            }
            1 => {
                let head: &[u8] = [&b"c2sp.org/tlog-proof@v1\n"[..], b"{", b"acme.example/audit\n1\n"][random.below(3)];
                [head, &random.bytes(60)].concat()
            }
            _ => (0..random.below(12)).flat_map(|_| format!("{}\n", value(&log, &mut random, 0)).into_bytes()).collect(),
        };
        let report = verify(&[Input { name: "", data: &data }], &trusts[random.below(3)], &asked(3));
        assert_ne!(report.verdict, Verdict::Proven, "seed {seed}");
        nobody_forked(&report, &|| format!("seed {seed}"));
    }
}

/// Random JSON that speaks the words of the format.
fn value(log: &Log, random: &mut Random, depth: usize) -> String {
    const WORDS: [&str; 20] = [
        "seq",
        "log",
        "prev",
        "at",
        "by",
        "sig",
        "id",
        "event",
        "ctl",
        "proof",
        "leaf",
        "checkpoint",
        "stub",
        "disclosure",
        "bundle",
        "from",
        "to",
        "type",
        "_sd",
        "chain",
    ];
    let kinds = if depth == 0 { 1 } else { 12 };
    match random.below(kinds) {
        0 if depth < 5 => {
            let members: Vec<String> =
                (0..random.below(9)).map(|_| format!("\"{}\":{}", WORDS[random.below(20)], value(log, random, depth + 1))).collect();
            format!("{{{}}}", members.join(","))
        }
        1 if depth < 5 => format!("[{}]", (0..random.below(4)).map(|_| value(log, random, depth + 1)).collect::<Vec<_>>().join(",")),
        2 => ["0", "1", "2", "9007199254740991", "9007199254740992", "-1", "1.0", "1e0", "01", "18446744073709551616"][random.below(10)]
            .into(),
        3 => ["true", "false", "null", "nul", ""][random.below(5)].into(),
        4 => format!("\"{}\"", base64(&random.bytes(32))),
        5 => serde_json::Value::from(log.witnessed(random.below(4))).to_string(),
        6 => serde_json::Value::from(log.proof(random.below(2), 3, None, &log.checkpoint(3))).to_string(),
        7 => format!("\"{}\"", log.origin),
        8 => format!("\"{}\"", log.writer.label()),
        9 => format!("\"{}\"", build::time(random.below(99))),
        10 => format!("\"{}\"", base64(&random.bytes(64))),
        _ => ["\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"log-open\"", "\"key-end\"", "\"prune\"", "\"erase\"", "\"entry\""][random.below(8)]
            .into(),
    }
}

// --- attackers without the keys of anyone whom the reader trusts

/// One to four changes by someone who has only keys of their own, some of them under the names of the real ones.
#[test]
fn attackers_without_keys() {
    let genuine = Log::of("acme.example/audit", 13);
    let evil = Log { key: Key::log("evil.example"), writer: Key::writer("evil.example/writer"), ..rewritten(&genuine, 4) };
    let (mut broken, mut proven) = (0, 0);
    for seed in 0..2_500 {
        let random = &mut Random(seed);
        let mut lines = genuine.lines.clone();
        for size in [4, 9, 13].into_iter().filter(|size| *size == 13 || seed % 3 > 0) {
            let at = random.below(lines.len() + 1);
            lines.insert(at, genuine.proof_record(size - 1, size));
        }
        for _ in 0..1 + random.below(4) {
            match random.below(4) {
                0 => attack(&mut lines, &genuine, &evil, random),
                _ => damage_lines(&mut lines, random),
            }
        }
        let mut data = build::file(&lines);
        if random.one_in(4) {
            damage_bytes(&mut data, random);
        }
        let quorum = 2 * random.below(2);
        let trust = trust(&genuine, quorum, random.one_in(2));
        let question = if random.one_in(3) { Question::default() } else { asked(13) };
        let what = || format!("seed {seed}");
        let case = case(&data, &trust, &question);
        let rows = proven_are_genuine(&case, &data, &genuine, &what);
        nobody_forked(case.report(), &what);
        if case.report().verdict == Verdict::Proven && question.entries.is_some() {
            assert!(rows >= 13, "{}", what());
        }
        broken += usize::from(case.report().verdict == Verdict::Broken);
        proven += rows;
    }
    assert!(broken > 500 && proven > 2_500, "{broken} {proven}");
}

/// The same log with other content from `from` on.
fn rewritten(log: &Log, from: usize) -> Log {
    let mut other = Log { lines: log.lines[..from].to_vec(), ..log.clone() };
    while other.lines.len() < log.lines.len() {
        let mut say = other.usual();
        say.body = say.body.replace("record.read", "record.wipe");
        other.append(&say);
    }
    other
}

fn attack(lines: &mut Vec<Vec<u8>>, genuine: &Log, evil: &Log, random: &mut Random) {
    let at = random.below(lines.len() + 1);
    let seq = 4 + random.below(9);
    // A note in the name of the log with a signature of the attacker, and one of the attacker's own.
    let borrowed = |text: &str| {
        let note = genuine.key.sign_note(text);
        let forged = Key::witness("evil").sign(text.as_bytes());
        let id = &note[note.rfind(' ').map_or(0, |at| at + 1)..][..5];
        format!("{text}\n\u{2014} {} {}{}\n", genuine.origin, id, &base64(&forged)[..83])
    };
    match random.below(8) {
        0 => lines.insert(at, evil.lines[seq].clone()),
        1 => lines.extend(evil.lines[seq..].iter().cloned()),
        2 => lines.insert(at, checkpoint_record(&evil.checkpoint(13))),
        3 => lines.insert(at, checkpoint_record(&borrowed(&evil.checkpoint_text(13)))),
        4 => lines.insert(at, proof_record(&naive::leaf(&evil.lines[seq]), &evil.proof(seq, 13, None, &evil.checkpoint(13)))),
        // A genuine note under a path of the other tree, and the reverse.
        5 => lines.insert(at, proof_record(&naive::leaf(&evil.lines[seq]), &evil.proof(seq, 13, None, &genuine.witnessed(13)))),
        6 => lines.insert(at, proof_record(&naive::leaf(&genuine.lines[seq]), &genuine.proof(seq, 13, None, &evil.checkpoint(13)))),
        _ => {
            lines.insert(at, evil.stub(seq));
            lines.retain(|line| line != &genuine.lines[seq]);
        }
    }
}

// --- sizes

/// An honest log with what is to hurt in its middle and at its end, and the codes and verdict that come out.
fn beside_an_honest_log(junk: &[u8]) -> (Reason, BTreeSet<Code>) {
    let log = Log::of("acme.example/audit", 6);
    let lines = log.bundle();
    let data = [&build::file(&lines[..3]), junk, b"\n", &build::file(&lines[3..]), junk, b"\n"].concat();
    let trust = trust(&log, 2, true);
    let case = case(&data, &trust, &asked(6));
    assert_eq!(proven_are_genuine(&case, &data, &log, &String::new), 6);
    (case.report().reason, codes(case.report()))
}

#[test]
fn deep_nesting_is_one_unreadable_line() {
    for deep in [
        &b"[".repeat(200_000)[..],
        &b"{\"a\":".repeat(100_000),
        &[b"{\"seq\":1,\"log\":\"a\",\"event\":", &b"[".repeat(200_000)[..]].concat(),
    ] {
        assert_eq!(beside_an_honest_log(deep), (Reason::Intact, BTreeSet::from([Code::LineUnreadable])));
    }
}

#[test]
fn a_line_of_two_mebibytes_is_passed_over() {
    let long = [&b"{\"a\":\""[..], &b"x".repeat(2 << 20), b"\"}"].concat();
    let (reason, codes) = beside_an_honest_log(&long);
    assert_eq!(codes, BTreeSet::from([Code::LimitReached]));
    assert!(matches!(reason, Reason::Intact | Reason::Unanchored), "{reason:?}");
}

#[test]
fn a_hundred_thousand_members() {
    let mut members = String::new();
    for number in 0..100_000 {
        let _ = write!(members, "\"{number:x}\":0,");
    }
    let plain = format!("{{{members}\"z\":0}}");
    assert!(plain.len() < 1 << 20);
    assert_eq!(beside_an_honest_log(plain.as_bytes()), (Reason::Intact, BTreeSet::from([Code::DataUncovered])));
    let repeated = format!("{{{members}\"0\":0}}");
    assert_eq!(beside_an_honest_log(repeated.as_bytes()), (Reason::Intact, BTreeSet::from([Code::LineUnreadable])));

    // The same as the event of a committed entry: an entry like any other.
    let mut log = Log::of("acme.example/audit", 2);
    let say = build::Say { body: format!(r#""event":{{{members}"z":0}}"#), ..log.usual() };
    log.append(&say);
    let data = build::file(&log.bundle());
    let case = case(&data, &trust(&log, 2, true), &asked(3));
    assert_eq!((case.report().reason, codes(case.report())), (Reason::Intact, BTreeSet::new()));
}

#[test]
fn ten_thousand_junk_proofs() {
    let log = Log::of("acme.example/audit", 6);
    let random = &mut Random(7);
    let mut junk = Vec::new();
    for number in 0..5_000 {
        // Under a note of nobody's, and under the genuine one with a path that leads nowhere.
        let hash = |random: &mut Random| base64(&random.bytes(32));
        let note = format!("{}\n2\n{}\n\n\u{2014} nobody {}\n", log.origin, hash(random), base64(&random.bytes(68)));
        let path = format!("c2sp.org/tlog-proof@v1\nindex 0\n{}\n\n{note}", hash(random));
        junk.push(proof_record(&[number as u8; 32], &path));
        let path: String = naive::path(number % 6, &log.leaves(6)).iter().map(|_| hash(random) + "\n").collect();
        junk.push(proof_record(&[1; 32], &format!("c2sp.org/tlog-proof@v1\nindex {}\n{path}\n{}", number % 6, log.witnessed(6))));
    }
    let junk = junk.join(&b'\n');
    let (reason, mut codes) = beside_an_honest_log(&junk);
    // Not all of it need be tried.
    codes.remove(&Code::LimitReached);
    assert_eq!((reason, codes), (Reason::Intact, BTreeSet::from([Code::CheckpointKeyUnknown, Code::ProofFailed])));
}
