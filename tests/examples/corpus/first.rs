//! A case for each code that the native vectors do not need.

use crate::made::{Made, ORIGIN, six, six_with};
use sha2::{Digest, Sha256};
use unbroken_tests::build::{self, Key, Log, Say, base64, checkpoint_record};
use unbroken_tests::naive;

/// Six entries of a log of a version to come.
fn version() -> Log {
    let mut log = Log::new(ORIGIN);
    log.append(&log.opening("unbroken/entry/v9"));
    while log.lines.len() < 6 {
        log.append(&log.usual());
    }
    log
}

/// Six entries, entry 3 with another signature, all of them committed.
pub fn six_signed(signature: impl Fn(&Log, &str) -> [u8; 64]) -> Log {
    let mut log = Log::of(ORIGIN, 3);
    let prefix = log.prefix(&log.usual());
    log.lines.push(Log::sealed(&prefix, &signature(&log, &prefix)));
    while log.lines.len() < 6 {
        log.append(&log.usual());
    }
    log
}

/// The signature with the group order added to its scalar: the same equation holds, and strict verification refuses it.
fn unreduced(signature: [u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0x10,
    ];
    let mut changed = signature;
    let mut carry = 0;
    for (byte, add) in changed[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    changed
}

/// A disclosure and its digest.
fn disclosure(salt: &str, value: &str) -> (String, String) {
    let url = |bytes: &[u8]| base64(bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_string();
    let text = url(format!(r#"["{salt}","patient","{value}"]"#).as_bytes());
    let digest = url(&Sha256::digest(&text));
    (text, digest)
}

fn redacted(salt: &str, committed: &str, supplied: &str) -> (Log, Vec<u8>) {
    let digest = disclosure(salt, committed).1;
    let log = six_with(3, |log| Say { body: format!(r#""event":{{"_sd":["{digest}"],"action":"record.read"}}"#), ..log.usual() });
    (log, format!(r#"{{"disclosure":"{}"}}"#, disclosure(salt, supplied).0).into_bytes())
}

const INTACT: &str = "verdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]";

fn intact(code: &str) -> &'static str {
    format!("{INTACT}\nfindings = [\"{code}\"]").leak()
}

fn tampered(code: &str) -> &'static str {
    format!("verdict = \"broken\"\nreason = \"tampered\"\ncoverage = [\"proven 0..6\"]\nfindings = [\"{code}\"]").leak()
}

fn forged(code: &str) -> &'static str {
    let coverage = "coverage = [\"proven 0..3\", \"forged 3..4\", \"proven 4..6\"]";
    format!("verdict = \"broken\"\nreason = \"forged\"\n{coverage}\nfindings = [\"{code}\"]").leak()
}

/// Entry 2 is gone, and entry 4 records that it was erased, under a signature that is not its writer's.
fn erased_by_impostor() -> Made {
    let mut log = Log::of(ORIGIN, 4);
    let prefix = log.prefix(&log.control("\"reason\":\"request\",\"seq\":2,\"what\":\"entry\",", "erase"));
    let signature = Key::writer("impostor").sign(format!("{}\n{prefix}", build::ENTRY_DOMAIN).as_bytes());
    log.lines.push(Log::sealed(&prefix, &signature));
    log.append(&log.usual());
    let expect = "verdict = \"broken\"
        reason = \"forged\"
        coverage = [\"proven 0..2\", \"missing 2..3\", \"proven 3..4\", \"forged 4..5\", \"proven 5..6\"]
        findings = [\"entries-missing\", \"signature-invalid-committed\"]";
    let gone = log.lines[2].clone();
    let mut made = Made::of(
        "erase-with-false-signature",
        "entry 2 is missing, and the record of its erasure is not from the writer it names",
        log,
        expect,
    );
    made.lines.retain(|line| *line != gone);
    made
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let other = six_with(5, |log| Say { id: "another".into(), ..log.usual() });
    let (salted, changed) = redacted("2GLC42sKQveCfGfryNRN9w", "Jane Roe", "Jane Doe");
    let (_, fitting) = redacted("2GLC42sKQveCfGfryNRN9w", "Jane Roe", "Jane Roe");
    let (unsalted, guessable) = redacted("c2FsdA", "Jane Roe", "Jane Roe");
    let stranger = Log { origin: "acme.example/other".into(), ..six() };
    let mut made = vec![
        // §3.2: two unpinned roots with a key in common, and no key of any kind pinned.
        Made {
            lines: vec![checkpoint_record(&six().checkpoint(6)), checkpoint_record(&other.checkpoint(6))],
            policy: None,
            writers: None,
            asked: None,
            ..Made::of(
                "checkpoints-disagree",
                "two checkpoints of one size by one key that nobody pinned",
                six(),
                "verdict = \"broken\"
                 reason = \"tampered\"
                 coverage = []
                 findings = [\"checkpoints-disagree\", \"nothing-pinned\"]",
            )
        },
        // §3.2: a root that disagrees with the present lines while no root of other keys fits them. Nobody can say which is wrong.
        Made {
            lines: [&[checkpoint_record(&other.checkpoint(6))], &six().lines[..]].concat(),
            policy: None,
            writers: None,
            ..Made::of(
                "checkpoint-disagrees-with-lines",
                "six linked entries and a checkpoint by a key nobody pinned, over a log that ends otherwise",
                six(),
                "verdict = \"broken\"
                 reason = \"tampered\"
                 coverage = [\"uncovered 0..6\"]
                 findings = [\"checkpoints-disagree\", \"entries-uncovered\", \"nothing-pinned\", \"signer-unpinned\"]",
            )
        },
        // §2.1 rule 6, and row unreadable: nothing else is evaluated.
        Made::of(
            "version-unsupported",
            "a proven log-open declares a version that is not known",
            version(),
            "verdict = \"unproven\"
             reason = \"unreadable\"
             coverage = []
             findings = [\"version-unsupported\"]",
        ),
        // §2.6: an unknown kind of record warns and is never in the verified view.
        Made::with(
            "data-uncovered",
            "a line of no known kind beside a whole log",
            br#"{"comment":"checked by Jane"}"#.to_vec(),
            intact("data-uncovered"),
        ),
        // §2.6: a header can make nothing better, and what it says differs from the hull of its stream.
        Made::with(
            "header-disagrees",
            "the header says ten entries, the file holds six and they are all there are",
            format!(r#"{{"bundle":{{"format":"unbroken/bundle/v1","from":0,"log":"{ORIGIN}","to":10}}}}"#).into_bytes(),
            intact("header-disagrees"),
        ),
        // §3.10 rule 14, and row tampered.
        Made {
            lines: [&salted.bundle()[..], &[changed]].concat(),
            ..Made::of(
                "disclosure-changed",
                "a disclosed value that is not the committed one",
                salted.clone(),
                tampered("disclosure-unmatched"),
            )
        },
        Made {
            lines: [&unsalted.bundle()[..], &[guessable]].concat(),
            ..Made::of(
                "disclosure-short-salt",
                "a disclosure whose digest fits and whose salt has 32 bits",
                unsalted.clone(),
                tampered("disclosure-unmatched"),
            )
        },
        Made::with(
            "disclosure-without-digest",
            "a disclosure for a log that has no redacted member",
            fitting,
            tampered("disclosure-unmatched"),
        ),
        // R5: entries above the closing record are committed.
        Made::of(
            "entry-after-close",
            "entry 3 closes the log, entries 4 and 5 are committed",
            six_with(3, |log| log.control("", "log-close")),
            tampered("entry-after-close"),
        ),
        Made::of(
            "closed",
            "the last entry closes the log",
            six_with(5, |log| log.control("", "log-close")),
            "verdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = []",
        ),
        // §3.10 rule 10.
        Made::of(
            "id-repeated",
            "entries 2 and 4 carry one id",
            six_with(4, |log| Say { id: "evt-0002".into(), ..log.usual() }),
            intact("id-repeated"),
        ),
        // T1.
        Made::of(
            "time-backwards",
            "entry 4 claims a time before entry 3",
            six_with(4, |log| Say { at: build::time(2), ..log.usual() }),
            intact("time-backwards"),
        ),
        // §3.10 rule 5; §3.2, forged: a committed entry with an invalid signature; one cause, one finding.
        Made::of(
            "key-weak",
            "the log committed to a signature whose scalar is not reduced",
            six_signed(|log, prefix| unreduced(log.signature(prefix))),
            forged("key-weak"),
        ),
        Made::of(
            "signature-invalid-committed",
            "the log committed to entry 3 with a signature by another key than the one it names",
            six_signed(|_, prefix| Key::writer("impostor").sign(format!("{}\n{prefix}", build::ENTRY_DOMAIN).as_bytes())),
            forged("signature-invalid-committed"),
        ),
        // Rule R1 and §3.2: a record counts only if it is itself proven, and a false signature makes its entry forged.
        erased_by_impostor(),
        // §2.3: an unknown type of key is ignored and said.
        Made {
            policy: Some(format!("witness new {}\n{}", Key::new("witness.example/new", &[6]).vkey(), six().policy(2))),
            ..Made::of(
                "version-unsupported-key",
                "the policy lists a key of a type that is not known",
                six(),
                intact("version-unsupported"),
            )
        },
        // §2.10: a key is believed only for the origins it is listed with.
        Made::with(
            "origin-mismatch",
            "a whole log, and a checkpoint of another log signed by its key",
            checkpoint_record(&stranger.checkpoint(6)),
            "verdict = \"proven\"
             reason = \"intact\"
             coverage = [\"proven 0..6\"]
             findings = [\"entry-of-other-log\"]

             [expect.logs.\"acme.example/other\"]
             verdict = \"unproven\"
             reason = \"no-entries\"
             coverage = []
             findings = [\"origin-mismatch\"]",
        ),
        // Row unreadable: everything is encrypted.
        Made {
            lines: vec![
                b"age-encryption.org/v1".to_vec(),
                b"-> X25519 gh6CeoaHlvkzfgc4KfcT1xIjHyQtq6Xh8W2LoUvnGjE".to_vec(),
                b"--- nothing".to_vec(),
            ],
            ..Made::of(
                "input-encrypted",
                "nothing but an encrypted file",
                six(),
                "verdict = \"unproven\"\nreason = \"unreadable\"\ncoverage = []\nfindings = [\"input-encrypted\"]",
            )
        },
    ];
    made.push(capped());
    for made in &mut made {
        (made.threats, made.innocent) = stands_for(made.name);
    }
    made
}

/// The rows of `THREATS.md` and the innocent cause that a case stands for.
fn stands_for(name: &str) -> (&'static [u32], &'static str) {
    match name {
        "checkpoints-disagree" => (&[18], ""),
        "checkpoint-disagrees-with-lines" => (&[20], ""),
        "version-unsupported" => (&[61], "newer-version"),
        "version-unsupported-key" => (&[33, 61], "newer-version"),
        "data-uncovered" => (&[13, 42], "junk"),
        "header-disagrees" => (&[54], "loss"),
        "disclosure-changed" => (&[53], ""),
        "id-repeated" => (&[15], "repetition"),
        "time-backwards" => (&[35], "clock"),
        "key-weak" => (&[34], ""),
        "erase-with-false-signature" => (&[40], ""),
        "origin-mismatch" => (&[24], ""),
        "limit-reached" => (&[51], ""),
        _ => (&[], ""),
    }
}

/// §3.5 step 4: thirteen absent positions with two candidates each and a changed last line, so that nothing fits. Over the cap nothing
/// follows: nobody is accused.
fn capped() -> Made {
    let log = Log::of(ORIGIN, 26);
    let mut lines = vec![checkpoint_record(&log.witnessed(26))];
    for seq in (0..26).step_by(2) {
        let leaf = base64(&naive::leaf(&[seq as u8]));
        lines.push(format!(r#"{{"stub":{{"leaf":"{leaf}","log":"{ORIGIN}","seq":{seq}}}}}"#).into_bytes());
        lines.push(log.lines[seq + 1].clone());
    }
    let mut rewritten = Log { lines: log.lines[..25].to_vec(), ..log.clone() };
    rewritten.append(&Say { id: "another".into(), ..rewritten.usual() });
    lines.pop();
    lines.push(rewritten.lines[25].clone());
    let runs: Vec<String> = (1..26).step_by(2).map(|seq| format!("\"unproven {seq}..{}\"", seq + 1)).collect();
    let expect = format!(
        "verdict = \"unproven\"\nreason = \"unanchored\"\ncoverage = [{}]\nfindings = [\"entries-unprovable\", \"limit-reached\"]",
        runs.join(", ")
    );
    Made { lines, asked: Some("25..26"), ..Made::of("limit-reached", "more combinations of candidates than are tried", log, expect.leak()) }
}
