//! What a report repeats of what entries say: control records, introduced keys, sources, redacted values, attachments.

use sha2::{Digest, Sha256};
use unbroken::verdict::report::{LogReport, RedactedFacts};
use unbroken::verify::read;
use unbroken::{Case, Code, Input, Question, Report, Trust, TrustTexts, Verdict, verify};
use unbroken_tests::build::{self, ENTRY_DOMAIN, Key, Log, Say, base64};
use unbroken_tests::naive;

const ORIGIN: &str = "acme.example/audit";

fn trust(log: &Log) -> Trust {
    let (policy, writers) = (log.policy(2), Log::new(ORIGIN).writers());
    Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() }).unwrap()
}

fn saying(bodies: &[&str]) -> Log {
    let mut log = Log::of(ORIGIN, 1);
    for body in bodies {
        log.append(&Say { body: (*body).to_owned(), ..log.usual() });
    }
    log
}

fn report(lines: &[Vec<u8>], log: &Log) -> Report {
    verify(&[Input { name: "x.jsonl", data: &build::file(lines) }], &trust(log), &Question::default())
}

fn records(log: &LogReport) -> Vec<(u64, &str, bool, bool)> {
    log.records.iter().map(|record| (record.entry, record.kind.as_str(), record.proven, record.in_effect)).collect()
}

#[test]
fn every_record_is_shown_and_only_a_proven_one_counts() {
    let log = saying(&[
        r#""ctl":{"type":"heartbeat"}"#,
        r#""ctl":{"type":"log-open","v":"unbroken/entry/v1"}"#,
        r#""ctl":{"type":"to come"}"#,
        r#""ctl":{"type":"erase","seq":9,"what":"entry"}"#,
        r#""ctl":{"type":"log-close"}"#,
    ]);
    let whole = report(&log.bundle(), &log);
    let effects = [true, true, false, false, false, true];
    let kinds = ["log-open", "heartbeat", "log-open", "to come", "erase", "log-close"];
    let expected: Vec<_> = (0..6).map(|at| (at as u64, kinds[at], true, effects[at])).collect();
    assert_eq!(records(&whole.logs[0]), expected);
    assert_eq!(whole.logs[0].records_count, 6);
    assert!(whole.logs[0].claims.complete.sentence.contains("entry 5 closed the log"), "{}", whole.logs[0].claims.complete.sentence);
    // Without a checkpoint none is proven.
    let loose = report(&log.lines, &log);
    let expected: Vec<_> = (0..6).map(|at| (at as u64, kinds[at], false, false)).collect();
    assert_eq!(records(&loose.logs[0]), expected);
    assert!(loose.logs[0].records.iter().all(|record| record.sentence.ends_with("Its entry is not proven, so it counts for nothing.")));
}

#[test]
fn many_records_of_one_type_hide_none_of_another() {
    let mut bodies = vec![r#""ctl":{"type":"heartbeat"}"#; 80];
    bodies.push(r#""ctl":{"type":"log-close"}"#);
    let log = saying(&bodies);
    let log = &report(&log.bundle(), &log).logs[0];
    assert_eq!(log.records_count, 82);
    let count = |kind: &str| log.records.iter().filter(|record| record.kind == kind).count();
    assert_eq!((count("log-open"), count("heartbeat"), count("log-close")), (1, 64, 1));
}

#[test]
fn an_introduced_key_is_named_and_not_pinned() {
    let second = Key::writer("acme.example/audit/writer-2");
    let mut log = Log::of(ORIGIN, 2);
    log.append(&log.control(&format!(r#""vkey":"{}","#, second.vkey()), "key-add"));
    log.writer = second.clone();
    log.append(&log.usual());
    let whole = report(&log.bundle(), &log);
    let signer = |report: &Report| report.logs[0].signers.iter().find(|signer| signer.key == second.label()).cloned().unwrap();
    assert_eq!((signer(&whole).introduced_at, signer(&whole).pinned, signer(&whole).valid), (Some(2), false, 0));
    let message =
        |report: &Report| report.logs[0].findings.iter().find(|found| found.code == Code::SignerUnpinned).unwrap().message.clone();
    assert!(message(&whole).contains("introduced by entry 2 of the log"), "{}", message(&whole));
    let loose = report(&log.lines, &log);
    assert_eq!(signer(&loose).introduced_at, None);
    assert!(!message(&loose).contains("introduced"));
}

/// Three of four entries are signed or vouched for; an entry whose signed successor names another is neither.
#[test]
fn vouched_entries_are_counted_apart() {
    let partly = |unsigned: &[usize], size: usize| {
        let mut log = Log::new(ORIGIN);
        while log.lines.len() < size {
            let seq = log.lines.len();
            let say = if seq == 0 { log.opening(ENTRY_DOMAIN) } else { log.usual() };
            if unsigned.contains(&seq) { log.append_unsigned(&say) } else { log.append(&say) }
        }
        log
    };
    for (unsigned, size, checked, state) in
        [(&[1, 2, 4][..], 6, 6, r#""proven""#), (&[4, 5], 6, 4, r#""unproven""#), (&[0, 1, 2, 3, 4, 5], 6, 0, r#""unproven""#)]
    {
        let log = partly(unsigned, size);
        let claim = report(&log.bundle(), &log).logs[0].claims.signed.clone();
        assert_eq!((claim.checked, serde_json::to_string(&claim.state).unwrap().as_str()), (checked, state), "{unsigned:?}");
    }
    // Beside the genuine, signed entry 5 an unsigned line names another entry 4: it makes nobody vouch for that.
    let mut log = partly(&[4], 6);
    let honest = log.clone();
    log.lines.truncate(4);
    log.append_unsigned(&Say { id: "another".into(), ..log.usual() });
    let another = log.lines[4].clone();
    log.append_unsigned(&log.usual());
    let follower = log.lines[5].clone();
    let lines: Vec<Vec<u8>> = honest.lines.iter().filter(|line| **line != honest.lines[4]).cloned().chain([another, follower]).collect();
    let claim = report(&lines, &honest).logs[0].claims.signed.clone();
    assert_eq!((claim.checked, claim.present), (5, 6), "{}", claim.sentence);
}

fn tenant(log: &Log, number: u64, before: Option<usize>) -> Say {
    let prev = base64(&before.map_or([0; 32], |before| naive::leaf(&log.lines[before])));
    let body = format!(r#""chain":{{"name":"tenant-7","prev":"{prev}","seq":{number}}},"event":{{}}"#);
    Say { body, ..log.usual() }
}

#[test]
fn a_source_is_counted() {
    let mut log = Log::of(ORIGIN, 1);
    log.append(&tenant(&log, 4, None));
    log.append(&log.usual());
    log.append(&tenant(&log, 5, Some(1)));
    log.append(&tenant(&log, 6, Some(3)));
    let source = |report: &Report| report.logs[0].sources.first().cloned().unwrap();
    let whole = source(&report(&log.bundle(), &log));
    assert_eq!((whole.entries, whole.proven, whole.first, whole.last, whole.linked, whole.gaps), (3, 3, Some(4), Some(6), 2, 0));
    assert!(whole.sentence.contains("reach the beginning of the chain, number 4"), "{}", whole.sentence);
    let loose = source(&report(&log.lines, &log));
    assert_eq!((loose.entries, loose.proven, loose.first, loose.last, loose.linked, loose.gaps), (3, 0, None, None, 0, 0));
}

fn url(bytes: &[u8]) -> String {
    base64(bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()
}

#[test]
fn disclosed_values_are_shown_beside_their_entry() {
    let disclosure = |text: &str| {
        let text = url(text.as_bytes());
        let digest = url(&Sha256::digest(&text));
        (text, digest)
    };
    let (street, inner) = disclosure(r#"["2GLC42sKQveCfGfryNRN9w","street",  "High Street 1"]"#);
    let (address, outer) = disclosure(&format!(r#"["2GLC42sKQveCfGfryNRN9x","address",{{"_sd":["{inner}"]}}]"#));
    let log = saying(&[&format!(r#""event":{{"_sd":["{outer}","{}"]}}"#, url(&[7; 32]))]);
    let records = [&street, &address].map(|text| format!(r#"{{"disclosure":"{text}"}}"#).into_bytes());
    let data = build::file(&[&log.bundle()[..], &records].concat());
    let trust = trust(&log);
    let case =
        Case::assemble(vec![read(&Input { name: "x.jsonl", data: &data }, &trust, &Question::default())], &trust, &Question::default());
    assert_eq!(case.report().logs[0].redacted, RedactedFacts { entries: 1, digests: 3, disclosed: 2, erased: 0 });
    let view = case.entry(0, 1, &log.lines[1]).unwrap();
    let shown: Vec<_> = view.disclosed.iter().map(|held| (held.name.as_deref(), held.value.as_str())).collect();
    let value = format!(r#"{{"_sd":["{inner}"]}}"#);
    assert_eq!(shown, [(Some("address"), value.as_str()), (Some("street"), r#""High Street 1""#)]);
    assert_eq!(view.undisclosed, 1);
    // Of an entry that is not proven nothing is shown as fitting.
    let data = build::file(&[&log.lines[..], &records].concat());
    let case =
        Case::assemble(vec![read(&Input { name: "x.jsonl", data: &data }, &trust, &Question::default())], &trust, &Question::default());
    let view = case.entry(0, 1, &log.lines[1]).unwrap();
    assert_eq!((view.disclosed.len(), view.undisclosed), (0, 2));
    assert_eq!(case.report().verdict, Verdict::Unproven);
}

#[test]
fn an_attachment_is_named_and_nothing_is_said_without_digests() {
    let (file, other) = (b"page 1\n".as_slice(), b"page 2\n".as_slice());
    let hash: String = Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect();
    let log = saying(&[&format!(r#""att":[{{"name":"scan.txt","sha256":"{hash}","size":7}}],"event":{{}}"#)]);
    let (trust, bundle) = (trust(&log), build::file(&log.bundle()));
    let inputs = |data| {
        [Input { name: "x.jsonl", data: &bundle }, Input { name: "scan.txt", data }].map(|input| read(&input, &trust, &Question::default()))
    };
    let here = Case::assemble(inputs(file).into(), &trust, &Question::default()).into_report();
    let attached = here.inputs.iter().find_map(|input| input.attached_to.clone()).unwrap();
    assert_eq!((attached.log.as_str(), attached.entry, attached.name.as_str()), (ORIGIN, 1, "scan.txt"));
    assert_eq!(here.verdict, Verdict::Proven);
    let changed = Case::assemble(inputs(other).into(), &trust, &Question::default()).into_report();
    assert_eq!(changed.verdict, Verdict::Broken);
    let mut undigested = inputs(other);
    undigested[1].sha256 = None;
    let unknown = Case::assemble(undigested.into(), &trust, &Question::default()).into_report();
    assert_eq!(unknown.verdict, Verdict::Proven);
    assert!(unknown.not_checked.iter().any(|sentence| sentence.starts_with("Whether 1 attachment is here")), "{:?}", unknown.not_checked);
    assert!(unknown.logs[0].findings.is_empty(), "{:?}", unknown.logs[0].findings);
}

/// A log can end its own keys, and nobody offline can know of another revocation: a proven answer says so, whoever is trusted.
#[test]
fn that_a_key_was_withdrawn_elsewhere_is_not_checked() {
    let log = saying(&[r#""event":{}"#]);
    let data = build::file(&log.bundle());
    let said = |trust: &Trust| {
        let report =
            verify(&[Input { name: "x.jsonl", data: &data }], trust, &Question { entries: Some((0, None)), ..Question::default() });
        (report.verdict, report.not_checked.iter().any(|sentence| sentence.starts_with("Whether a key was withdrawn in another way")))
    };
    let (policy, writers) = (log.policy(2), Log::new(ORIGIN).writers());
    let read = |policy, writers| Trust::read(&TrustTexts { policy, writers, ..TrustTexts::default() }).unwrap();
    assert_eq!(said(&read(Some(&policy), Some(&writers))), (Verdict::Proven, true));
    assert_eq!(said(&read(Some(&policy), None)), (Verdict::Proven, true));
    assert_eq!(said(&read(None, Some(&writers))), (Verdict::Unproven, true));
    // Who trusts no key was told of none.
    assert_eq!(said(&read(None, None)), (Verdict::Unproven, false));
}
