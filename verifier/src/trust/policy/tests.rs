//! Tests of the trust texts: every rule has a line that breaks it.

use super::reader::Place;
use super::*;
use crate::base64::{decode_base64, encode_base64};
use crate::tree::hash::Hash;
use crate::trust::checkpoint::CheckpointFault;
use crate::trust::cosignature;
use crate::trust::note::{ENTRY_KEY_TYPE, NoteFault, VkeyError, label};
use alloc::vec;
use ed25519_dalek::{Signer, SigningKey};

/// A key of a kind, made from one byte.
struct Key {
    vkey: String,
    label: String,
    name: String,
    id: KeyId,
    secret: SigningKey,
}

fn key(name: &str, kind: &[u8], seed: u8) -> Key {
    let secret = SigningKey::from_bytes(&[seed; 32]);
    let material = [kind, secret.verifying_key().as_bytes()].concat();
    let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &material].concat()).0;
    let id = KeyId([a, b, c, d]);
    Key { vkey: format!("{name}+{id}+{}", encode_base64(&material)), label: label(name, id), name: name.into(), id, secret }
}

fn log(seed: u8) -> Key {
    key("log.example", &[1], seed)
}

fn witness(seed: u8) -> Key {
    key(&format!("w.example/{seed}"), &[4], seed)
}

fn writer(seed: u8) -> Key {
    key("writer", &[&[0xff], ENTRY_KEY_TYPE.as_bytes()].concat(), seed)
}

impl Key {
    fn line(&self, bytes: &[u8]) -> String {
        format!("\u{2014} {} {}\n", self.name, encode_base64(&[&self.id.0, bytes].concat()))
    }

    fn sign(&self, text: &str) -> String {
        self.line(&self.secret.sign(text.as_bytes()).to_bytes())
    }

    fn cosign(&self, text: &str, time: u64) -> String {
        let signature = self.secret.sign(cosignature::message(time, text).as_bytes());
        self.line(&[&time.to_be_bytes()[..], &signature.to_bytes()].concat())
    }
}

fn text(origin: &str, size: u64) -> String {
    format!("{origin}\n{size}\n{}\n", if size == 0 { Hash::of(b"") } else { Hash::of(b"root") })
}

fn note(text: &str, lines: &[String]) -> Note {
    Note::parse(format!("{text}\n{}", lines.concat()).as_bytes()).unwrap()
}

fn policy(policy: &str) -> Result<Trust, TrustError> {
    Trust::read(&TrustTexts { policy: Some(policy), ..TrustTexts::default() })
}

fn writers(lines: &[String]) -> Result<Trust, TrustError> {
    Trust::read(&TrustTexts { writers: Some(&lines.join("\n")), ..TrustTexts::default() })
}

fn logs(policy: &str, lines: &[String]) -> Result<Trust, TrustError> {
    Trust::read(&TrustTexts { policy: Some(policy), logs: Some(&lines.join("\n")), ..TrustTexts::default() })
}

fn refused(result: Result<Trust, TrustError>) -> (u32, TrustFault) {
    result.map_err(|error| (error.line, error.fault)).unwrap_err()
}

/// Witnesses 1 to 6, the example of the specification: two of three and one of three.
fn nested() -> Trust {
    let mut lines = format!("# who\n\n \tlog {} https://log.example/\n", log(100).vkey);
    (1..=6).for_each(|seed| lines += &format!("witness W{seed}\t{} https://w.example\n", witness(seed).vkey));
    lines += "group X 2 W1 W2 W3\ngroup Y any W4 W5 W6\ngroup both all X Y\nquorum both";
    policy(&lines).unwrap()
}

#[test]
fn nothing_given_is_nothing_trusted() {
    let trust = Trust::read(&TrustTexts::default()).unwrap();
    assert!(!trust.pins_anything() && !trust.has_log_key("log.example"));
    assert_eq!((trust.required(), trust.quorum_words().as_str()), (Level::Pinned, "none"));
    let text = text("log.example", 5);
    let opened = trust.open(&note(&text, &[log(1).sign(&text), log(1).sign(&text)])).unwrap();
    assert_eq!((opened.level, opened.unknown, opened.quorum_met), (Level::Unpinned, vec![log(1).label], false));
}

#[test]
fn quorums_in_words() {
    assert_eq!(nested().quorum_words(), "2 of (2 of 3, 1 of 3)");
    let (w1, w2) = (witness(1).vkey, witness(2).vkey);
    let two = format!("witness a {w1}\nwitness b {w2}\n");
    assert_eq!(policy(&format!("{two}group g all a b\nquorum g\n")).unwrap().quorum_words(), "2 of 2");
    assert_eq!(policy(&format!("{two}quorum b\n")).unwrap().quorum_words(), "1 of 1");
    assert_eq!(policy(&format!("{two}group g 1 a\ngroup h all g b\nquorum h\n")).unwrap().quorum_words(), "2 of (1 of 1, b)");
    assert_eq!(policy("quorum none").unwrap().required(), Level::Pinned);
}

/// Every subset of the six witnesses against the rule said by hand.
#[test]
fn every_subset_of_witnesses() {
    let (trust, text) = (nested(), text("log.example", 5));
    for subset in 0..64u32 {
        let has = |seed: u8| subset >> (seed - 1) & 1 == 1;
        let mut lines = vec![log(100).sign(&text)];
        lines.extend((1..=6).filter(|seed| has(*seed)).map(|seed| witness(seed).cosign(&text, 1000 + u64::from(seed))));
        let opened = trust.open(&note(&text, &lines)).unwrap();
        let met = (1..=3).filter(|seed| has(*seed)).count() >= 2 && (4..=6).any(has);
        assert_eq!((opened.quorum_met, opened.level == Level::Witnessed), (met, met));
        assert_eq!(opened.cosigned.len(), subset.count_ones() as usize);
        // By hand: the second of W1-W3 in time, and the first of W4-W6, whichever is later; and from the other end.
        let times =
            |range: core::ops::RangeInclusive<u8>| range.filter(|seed| has(*seed)).map(|seed| 1000 + u64::from(seed)).collect::<Vec<_>>();
        let (x, y) = (times(1..=3), times(4..=6));
        assert_eq!(opened.known_by, met.then(|| x[1].max(y[0])));
        assert_eq!(opened.not_before, met.then(|| x[x.len() - 2].min(y[y.len() - 1])));
    }
}

#[test]
fn a_witness_counts_once_however_often_it_signs() {
    let (w1, w2) = (witness(1), witness(2));
    let trust = policy(&format!("log {}\nwitness a {}\nwitness b {}\ngroup g all a b\nquorum g", log(9).vkey, w1.vkey, w2.vkey)).unwrap();
    let text = text("log.example", 5);
    let mut lines = vec![log(9).sign(&text), w1.cosign(&text, 30), w1.cosign(&text, 10), w1.cosign(&text, 10)];
    let opened = trust.open(&note(&text, &lines)).unwrap();
    assert_eq!((opened.level, opened.cosigned.len()), (Level::Pinned, 2));
    lines.push(w2.cosign(&text, 20));
    let opened = trust.open(&note(&text, &lines)).unwrap();
    assert_eq!((opened.level, opened.known_by, opened.not_before), (Level::Witnessed, Some(20), Some(20)));
    // Without the log's own signature a quorum makes no checkpoint of that log.
    assert_eq!(trust.open(&note(&text, &lines[1..])).unwrap().level, Level::Unpinned);
}

#[test]
fn failing_lines() {
    let (trust, text) = (nested(), text("log.example", 5));
    let other = "log.example\n6\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    let good = [log(100).sign(&text), witness(1).cosign(&text, 1), witness(2).cosign(&text, 1), witness(4).cosign(&text, 1)];
    assert_eq!(trust.open(&note(&text, &good)).unwrap().level, Level::Witnessed);
    // A witness's failing line counts zero and nothing else; so does one of the wrong length.
    for bad in [witness(3).cosign(other, 1), witness(3).line(&[0; 64]), witness(3).line(b""), witness(3).sign(&text)] {
        let opened = trust.open(&note(&text, &[&good[..], &[bad]].concat())).unwrap();
        assert_eq!((opened.level, opened.cosignature_failed, opened.rejected), (Level::Witnessed, vec![witness(3).label], false));
    }
    // The log's failing line rejects the note, even beside its valid one.
    for bad in [log(100).sign(other), log(100).line(b""), log(100).cosign(&text, 1)] {
        let opened = trust.open(&note(&text, &[&good[..], &[bad]].concat())).unwrap();
        assert_eq!((opened.level, opened.rejected, &opened.log_failed), (Level::Unpinned, true, &vec![log(100).label]));
        assert_eq!(opened.log_signed, [log(100).label]);
    }
    // A note that is no checkpoint is an error.
    assert_eq!(trust.open(&note("hello\n", &[log(100).sign("hello\n")])).unwrap_err().line, 2);
}

#[test]
fn a_key_is_believed_for_its_origins_only() {
    let (key, policy) = (log(1), format!("log {}\nquorum none", log(1).vkey));
    let trust = logs(&policy, &[format!("{} Log Checkpoint v0", key.vkey), format!("  # no\n{}\t \tother", log(2).vkey)]).unwrap();
    assert!(trust.has_log_key("log.example") && trust.has_log_key("Log Checkpoint v0") && trust.has_log_key("other"));
    for (origin, level) in [("log.example", Level::Pinned), ("Log Checkpoint v0", Level::Pinned), ("other", Level::Unpinned)] {
        let text = text(origin, 5);
        let opened = trust.open(&note(&text, &[key.sign(&text)])).unwrap();
        assert_eq!((opened.level, opened.other_origin.is_empty()), (level, level == Level::Pinned));
        let opened = trust.open(&note(&text, &[key.sign("else")])).unwrap();
        assert_eq!((opened.rejected, opened.unknown.is_empty()), (level == Level::Pinned, level == Level::Pinned));
    }
    assert_eq!(refused(logs(&policy, &[format!("{} log.example", key.vkey)])), (1, TrustFault::OriginRepeated));
    assert_eq!(refused(logs(&policy, &[key.vkey])), (1, TrustFault::Form("VKEY ORIGIN")));
}

#[test]
fn pins() {
    let (text, zero) = (text("log.example", 5), text("log.example", 0));
    let (w1, w2) = (witness(1), witness(2));
    let lines = format!("log {}\nwitness a {}\nwitness b {}\ngroup g all a b\nquorum g", log(9).vkey, w1.vkey, w2.vkey);
    let read = |pin: &str| Trust::read(&TrustTexts { policy: Some(&lines), pins: &[pin.as_bytes()], ..TrustTexts::default() });
    let raw = |text: &str, lines: &[String]| format!("{text}\n{}", lines.concat());
    let level = |pin: &str| read(pin).unwrap().pins[0].opened.level;
    // Believed as it stands, whoever signed it; a quorum makes it witnessed.
    assert_eq!(level(&raw(&text, &[log(7).sign(&text)])), Level::Pinned);
    assert_eq!(level(&raw(&text, &[w1.cosign(&text, 1), w2.cosign(&text, 1)])), Level::Witnessed);
    assert_eq!(level(&raw(&text, &[w1.cosign(&text, 1), w2.cosign("else", 1)])), Level::Pinned);
    let fails = raw(&text, &[w1.cosign(&text, 1), log(9).sign("else")]);
    let error = read(&fails).unwrap_err();
    assert_eq!((error.text.as_str(), error.line, &error.fault), ("pin 1", 6, &TrustFault::PinFails(log(9).label)));
    assert_eq!(refused(read(&raw(&zero, &[log(9).sign(&zero)]))), (2, TrustFault::PinEmpty));
    assert_eq!(refused(read(&text)), (4, TrustFault::Note(NoteFault::NoBlankLine)));
    assert_eq!(refused(read(&raw("x\ny\n", &[log(9).sign("x")]))), (2, TrustFault::Checkpoint(CheckpointFault::Size)));
}

#[test]
fn policy_lines_that_cannot_be_used() {
    let (l, w1, w2) = (log(1).vkey, witness(1).vkey, witness(2).vkey);
    let two = format!("witness a {w1}\nwitness b {w2}\n");
    let cases = [
        (String::new(), 1, TrustFault::QuorumMissing),
        (format!("log {l}\n"), 1, TrustFault::QuorumMissing),
        ("quorum none\nquorum none".into(), 2, TrustFault::QuorumRepeated),
        ("quorum x".into(), 1, TrustFault::NameUnknown("x".into())),
        ("quorum".into(), 1, TrustFault::Form("quorum NAME|none")),
        ("quorum none # not a comment".into(), 1, TrustFault::Form("quorum NAME|none")),
        ("quorum none\r\n".into(), 1, TrustFault::ControlCharacter(b'\r')),
        ("#\u{7f}\nquorum none".into(), 1, TrustFault::ControlCharacter(0x7f)),
        ("logs x\nquorum none".into(), 1, TrustFault::Keyword),
        (format!("log {l} url more\n"), 1, TrustFault::Form("log VKEY [URL]")),
        (format!("witness {w1} url\n"), 1, TrustFault::Vkey(VkeyError::Form)),
        ("witness a\nquorum none".into(), 1, TrustFault::Form("witness NAME VKEY [URL]")),
        ("log x\n".into(), 1, TrustFault::Vkey(VkeyError::Form)),
        (format!("log {w1}\n"), 1, TrustFault::Role(Role::Log)),
        (format!("log {}\n", writer(1).vkey), 1, TrustFault::Role(Role::Log)),
        (format!("witness a {l}\n"), 1, TrustFault::Role(Role::Witness)),
        (format!("log {l}\nlog {l}\n"), 2, TrustFault::KeyRepeated { text: "policy".into(), line: 1 }),
        (format!("log {l}\nwitness a {w1}\n"), 2, TrustFault::KeyRepeated { text: "policy".into(), line: 1 }),
        (format!("{two}witness c {}\n", key("alias", &[4], 1).vkey), 3, TrustFault::KeyRepeated { text: "policy".into(), line: 1 }),
        (format!("{two}witness a {}\n", witness(3).vkey), 3, TrustFault::NameTaken),
        (format!("witness none {w1}\n"), 1, TrustFault::NameTaken),
        (format!("{two}group a all b\n"), 3, TrustFault::NameTaken),
        (format!("{two}group g all\n"), 3, TrustFault::Form("group NAME all|any|K MEMBER...")),
        (format!("{two}group g all a none\n"), 3, TrustFault::NameUnknown("none".into())),
        (format!("{two}group g all a g\n"), 3, TrustFault::NameUnknown("g".into())),
        (format!("{two}group g all a a\n"), 3, TrustFault::MemberRepeated("a".into())),
        (format!("{two}group g all a b\ngroup h any a\n"), 4, TrustFault::MemberRepeated("a".into())),
        (format!("{two}group g 0 a b\n"), 3, TrustFault::Threshold(2)),
        (format!("{two}group g 3 a b\n"), 3, TrustFault::Threshold(2)),
        (format!("{two}group g 02 a b\n"), 3, TrustFault::Threshold(2)),
        (format!("{two}group g some a b\n"), 3, TrustFault::Threshold(2)),
    ];
    for (text, line, fault) in cases {
        assert_eq!(refused(policy(&text)), (line, fault), "{text}");
    }
    let message = policy(&format!("quorum none\nwitness a {l}")).unwrap_err();
    assert!(message.to_string().starts_with("policy, line 2: a witness key must be of type 0x04"));
}

/// A name with its four-byte ID chooses a key; two keys that share both would make the choice a guess.
#[test]
fn two_keys_with_one_label() {
    // A collision of IDs costs 2^32 hashes, so the check is exercised on its own.
    let mut reader = Reader::default();
    let (one, mut two) = (Vkey::parse(&log(1).vkey).unwrap(), Vkey::parse(&log(2).vkey).unwrap());
    two.id = one.id;
    assert_eq!(reader.take_key(&one, Role::Log, Place { text: "policy", line: 4 }, false), Ok(false));
    let repeated = TrustFault::KeyRepeated { text: "policy".into(), line: 4 };
    assert_eq!(reader.take_key(&two, Role::Log, Place { text: "logs", line: 1 }, true), Err(repeated));
}

#[test]
fn weak_keys_are_refused_everywhere() {
    let material = [&[1u8][..], &[0; 32]].concat();
    let [a, b, c, d, ..] = Hash::of(&[b"n\n", material.as_slice()].concat()).0;
    let weak = format!("n+{}+{}", KeyId([a, b, c, d]), encode_base64(&material));
    assert_eq!(refused(policy(&format!("log {weak}\nquorum none"))), (1, TrustFault::Vkey(VkeyError::Weak)));
    assert_eq!(refused(logs("quorum none", &[format!("{weak} origin")])), (1, TrustFault::Vkey(VkeyError::Weak)));
    assert_eq!(refused(writers(&[weak])), (1, TrustFault::Vkey(VkeyError::Weak)));
}

#[test]
fn writer_lines() {
    let (a, b) = (writer(1).vkey, key("b", &[&[0xff], ENTRY_KEY_TYPE.as_bytes()].concat(), 2).vkey);
    let lines = [
        format!("{a} until=5"),
        format!("{a} from=5 until=9 log=x"),
        "# b".into(),
        b.clone(),
        format!("{a} log=y from=5"),
        format!("{a}\tlog=x from=9"),
    ];
    let trust = writers(&lines).unwrap();
    let facts: Vec<_> = trust.writers.iter().map(|w| (w.vkey.name.as_str(), w.log.as_deref(), w.from, w.until)).collect();
    let expected = [
        ("writer", None, 0, Some(5)),
        ("writer", Some("x"), 5, Some(9)),
        ("b", None, 0, None),
        ("writer", Some("y"), 5, None),
        ("writer", Some("x"), 9, None),
    ];
    assert_eq!(facts, expected);
    assert_eq!(trust.writer("writer", writer(1).id), Some(0));
    assert_eq!((trust.writer("b", writer(1).id), trust.pins_anything()), (None, true));

    for (first, second) in [
        ("", ""),
        ("", " from=7"),
        (" until=5", " from=4"),
        (" from=5", " log=x"),
        (" log=x", " log=x from=3"),
        (" from=2 until=3", " until=9"),
    ] {
        assert_eq!(refused(writers(&[format!("{a}{first}"), format!("{a}{second}")])), (2, TrustFault::RangesOverlap), "{first}|{second}");
    }
    for option in ["from", "from=", "from=01", "until=-1", "log=", "since=1", "from=1 from=1", "log=a log=b", "until=0", "from=5 until=5"] {
        let fault = refused(writers(&[format!("{a} {option}")]));
        assert!(matches!(fault, (1, TrustFault::WriterOption(_))), "{option}: {fault:?}");
    }
    for option in ["require", "require=", "require=0", "require=01", "require=all", "require=every require=2", "require=-1"] {
        let fault = refused(writers(&[format!("{a} {option}")]));
        assert!(matches!(fault, (1, TrustFault::WriterOption(_))), "{option}: {fault:?}");
    }
    assert_eq!(refused(writers(&[log(1).vkey])), (1, TrustFault::Role(Role::Writer)));
    assert_eq!(refused(writers(&[witness(1).vkey])), (1, TrustFault::Role(Role::Writer)));
    let shared = Trust::read(&TrustTexts {
        policy: Some(&format!("log {}\nquorum none", log(1).vkey)),
        writers: Some(&format!("\n{a}")),
        ..TrustTexts::default()
    });
    assert_eq!(refused(shared), (2, TrustFault::KeyRepeated { text: "policy".into(), line: 1 }));
}

/// A witness of a type we do not know stays a member that never counts; the others can still be enough.
#[test]
fn keys_of_unknown_type_count_for_nothing() {
    let unknown = format!("pq.example+0011aabb+{}", encode_base64(&[&[6u8][..], &[1; 1312]].concat()));
    assert!(decode_base64(unknown.splitn(3, '+').last().unwrap()).is_some());
    let lines = |threshold: &str| {
        let (log, w1) = (log(9).vkey, witness(1).vkey);
        format!("log {log}\nlog {unknown}\nwitness p {unknown}\nwitness a {w1}\ngroup g {threshold} p a\nquorum g")
    };
    let text = text("log.example", 5);
    let note = note(&text, &[log(9).sign(&text), witness(1).cosign(&text, 1)]);
    for (threshold, level) in [("any", Level::Witnessed), ("all", Level::Pinned)] {
        let trust = policy(&lines(threshold)).unwrap();
        assert_eq!(trust.open(&note).unwrap().level, level);
        assert_eq!(trust.unsupported, ["pq.example+0011aabb", "pq.example+0011aabb"]);
    }
    assert_eq!(policy(&lines("all")).unwrap().quorum_words(), "2 of 2");
}

/// The specification asks for at least 32 of each; a thousand groups one inside the other are no trouble either.
#[test]
fn many_of_each() {
    let mut lines = String::new();
    for i in 0..56u8 {
        lines += &format!("log {}\nwitness w{i} {}\n", key(&format!("log{i}"), &[1], i).vkey, key("w", &[4], i.wrapping_add(200)).vkey);
    }
    lines += "group g0 any w0 w1\n";
    (1..1000).for_each(|i| lines += &format!("group g{i} all g{}\n", i - 1));
    let trust = policy(&(lines + "quorum g999")).unwrap();
    assert_eq!((trust.logs.len(), trust.witnesses.len()), (56, 56));
    assert!(trust.quorum_words().ends_with(&format!("1 of 2{}", ")".repeat(999))));
}

#[test]
fn required_signatures() {
    let (a, b) = (writer(1).vkey, writer(2).vkey);
    let lines = [
        format!("{a} until=5 require=every"),
        format!("{a} log=x from=5 require=4"),
        format!("{b} log=x from=7 require=9"),
        format!("{b} log=y"),
    ];
    let trust = writers(&lines).unwrap();
    // Of several lines the strictest counts; a line that requires nothing does not loosen another.
    for (log, seq, most) in [("x", 4, Some(0)), ("x", 5, Some(4)), ("x", 7, Some(4)), ("y", 4, Some(0)), ("y", 5, None), ("z", 9, None)] {
        assert_eq!(trust.signatures_required(log, seq), most, "{log} {seq}");
    }
}

#[test]
fn faults_in_words() {
    let read = |policy: &str| Trust::read(&TrustTexts { policy: Some(policy), ..TrustTexts::default() }).unwrap_err().to_string();
    assert_eq!(read("# nothing\n"), "policy, line 1: the policy has no quorum line");
    assert_eq!(read("quorum none\nquorum none\n"), "policy, line 2: the policy has a second quorum line");
    assert_eq!(read("quorum w9\n"), "policy, line 1: no line before defines w9");
    assert_eq!(read("hello\n"), "policy, line 1: a policy line begins with log, witness, group or quorum");
}

/// Work done under one trust is taken for work under another only if both trust the same, to the last range.
#[test]
fn everything_trusted_is_in_the_digest() {
    let (l, w, one) = (log(1).vkey, witness(1).vkey, writer(1).vkey);
    let policies = [
        "quorum none".to_string(),
        format!("log {l}\nquorum none"),
        format!("witness a {w}\nquorum none"),
        format!("witness a {w}\nquorum a"),
    ];
    let lists = ["", " log=x", " from=1", " until=9", " require=every", " require=2"].map(|range| format!("{one}{range}"));
    let mut digests = vec![Trust::read(&TrustTexts::default()).unwrap().digest()];
    digests.extend(policies[1..].iter().map(|text| policy(text).unwrap().digest()));
    digests.extend(lists.iter().map(|line| writers(core::slice::from_ref(line)).unwrap().digest()));
    assert!(digests.iter().all(|digest| *digest != Hash::ZERO));
    assert_eq!(digests.iter().collect::<alloc::collections::BTreeSet<_>>().len(), digests.len());
    assert_eq!(digests[0], policy(&policies[0]).unwrap().digest());
}

/// Who may write where, and for which entries, from every side.
#[test]
fn a_writer_speaks_about_its_log_and_its_entries() {
    let (one, two) = (writer(1), writer(2));
    let trust = writers(&[format!("{} log=a.example from=5 until=9", one.vkey), two.vkey.clone()]).unwrap();
    let [bounded, free] = trust.writers.as_slice() else { panic!("two lines") };
    assert!(bounded.may_write(&one.label, "a.example") && !bounded.may_write(&one.label, "b.example"));
    assert!(
        !bounded.may_write(&two.label, "a.example") && free.may_write(&two.label, "a.example") && free.may_write(&two.label, "b.example")
    );
    assert_eq!((3..11).filter(|seq| bounded.covers(*seq)).collect::<Vec<_>>(), [5, 6, 7, 8]);
    assert!(free.covers(0) && free.covers(u64::MAX));
    assert!(trust.bounds(&one.label, "a.example") && !trust.bounds(&one.label, "b.example") && !trust.bounds(&two.label, "a.example"));
    // Either end alone is a bound; none is none.
    for (range, bound) in [(" from=5", true), (" until=9", true), (" from=0", false), ("", false)] {
        let trust = writers(&[format!("{}{range}", one.vkey)]).unwrap();
        assert_eq!(trust.bounds(&one.label, "a.example"), bound, "{range}");
    }
}

#[test]
fn the_key_of_a_policy_is_believed_for_its_name_only() {
    let trust = policy(&format!("log {}\nquorum none\n", log(1).vkey)).unwrap();
    assert!(trust.has_log_key("log.example") && !trust.has_log_key("other.example") && trust.pins_anything());
}

#[test]
fn levels_have_the_words_of_the_report() {
    let levels = [Level::Unpinned, Level::Pinned, Level::Witnessed];
    assert_eq!(levels.map(Level::as_str), ["unpinned", "pinned", "witnessed"]);
}
