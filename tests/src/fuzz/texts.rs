//! Texts that are read as a whole: notes, checkpoints, keys, receipts, and what an auditor trusts and asks. Of most there is one text per
//! meaning; it is written here once more, naively, and must be what was read.

#![allow(clippy::expect_used, reason = "a target that panics has found something")]

use super::case_inputs;
use crate::base64::{decode, encode};
use crate::build::{Key, Log};
use crate::corpus::cases;
use curve25519_dalek::edwards::CompressedEdwardsY;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::str;
use unbroken::format::receipt::Receipt;
use unbroken::json::pointer::Pointer;
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::{Note, Vkey};
use unbroken::verify::Time;
use unbroken::{Expectations, Trust, TrustTexts};

fn log() -> Log {
    Log::of("acme.example/audit", 5)
}

/// Notes with one and three signatures.
pub fn note_seeds() -> Vec<Vec<u8>> {
    vec![log().checkpoint(5).into(), log().witnessed(3).into(), b"text\n\nmore\n\n\xe2\x80\x94 name AAAAAA==\n".to_vec()]
}

/// A note, back to its bytes.
pub fn note(data: &[u8]) {
    let Ok(note) = Note::parse(data) else { return };
    let mut again = note.text.clone() + "\n";
    for line in &note.lines {
        let _ = writeln!(again, "\u{2014} {} {}", line.name, encode(&[&line.id.0[..], &line.signature].concat()));
    }
    assert_eq!(again.as_bytes(), data);
    assert_eq!(note.raw.as_bytes(), data);
}

/// Texts of checkpoints.
pub fn checkpoint_seeds() -> Vec<Vec<u8>> {
    vec![log().checkpoint_text(5).into(), (log().checkpoint_text(1) + "an extension\n").into(), log().checkpoint_text(0).into()]
}

/// A checkpoint, back to its text.
pub fn checkpoint(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(checkpoint) = Checkpoint::parse(text) else { return };
    let mut again = format!("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, encode(&checkpoint.root.0));
    checkpoint.extensions.iter().for_each(|line| again += &format!("{line}\n"));
    assert_eq!(again, text);
}

/// Keys of every type, a weak one and one under another key's ID.
pub fn vkey_seeds() -> Vec<Vec<u8>> {
    let weak = Key::log("weak").vkey().replace('+', " ");
    let mut seeds: Vec<Vec<u8>> = [Key::log("a"), Key::witness("b"), Key::writer("c/d")].iter().map(|key| key.vkey().into()).collect();
    seeds.push(weak.into());
    seeds.extend(EDGES.iter().map(|point| {
        let material = [&[1][..], point].concat();
        let id = Sha256::digest([b"n\n", &material[..]].concat());
        format!("n+{:02x}{:02x}{:02x}{:02x}+{}", id[0], id[1], id[2], id[3], encode(&material)).into()
    }));
    seeds
}

/// Encodings of points that are no good keys: the neutral element, one of order two, a sign that belongs to nothing, y beyond the field.
const EDGES: [[u8; 32]; 4] = [ends(1, 0, 0), ends(0xec, 0xff, 0x7f), ends(1, 0, 0x80), ends(0xee, 0xff, 0x7f)];

const fn ends(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// A verifier key: one text, an ID that follows from it, and never a point of small order.
pub fn vkey(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(key) = Vkey::parse(text) else { return };
    let mut parts = text.splitn(3, '+');
    let (name, id, body) = (parts.next().expect("a name"), parts.next().expect("an ID"), parts.next().expect("a key"));
    let material = decode(body).expect("base64");
    assert_eq!(encode(&material), body, "another spelling of the key");
    assert_eq!((key.name.as_str(), key.label()), (name, format!("{name}+{id}")));
    let preimage = if material[0] == 2 { material[1..].to_vec() } else { [name.as_bytes(), b"\n", &material].concat() };
    let digest = Sha256::digest(preimage);
    assert_eq!(format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]), id);
    if material[0] != 2 {
        let point = CompressedEdwardsY(material[material.len() - 32..].try_into().expect("32 bytes"));
        let decompressed = point.decompress().expect("a point");
        assert!(!decompressed.is_small_order() && decompressed.compress() == point);
    }
}

/// Receipts with and without their entry.
pub fn receipt_seeds() -> Vec<Vec<u8>> {
    vec![log().receipt(2, 5), log().proof(0, 1, None, &log().checkpoint(1)).into()]
}

/// A receipt, back to its bytes.
pub fn receipt(data: &[u8]) {
    let Ok(receipt) = Receipt::parse(data) else { return };
    let extra = receipt.extra.as_ref().map_or_else(String::new, |extra| format!("extra {}\n", encode(extra)));
    let path: String = receipt.path.iter().map(|hash| encode(&hash.0) + "\n").collect();
    let again = format!("c2sp.org/tlog-proof@v1\n{extra}index {}\n{path}\n{}", receipt.index, receipt.note);
    assert_eq!(again.as_bytes(), data);
}

/// Trust of the corpus and of the testkit: policy, logs, writers and pins with a byte FF between them.
pub fn policy_seeds() -> Vec<Vec<u8>> {
    let log = log();
    let parts =
        |policy: &str, logs: &str, writers: &str, pin: &[u8]| [policy.as_bytes(), logs.as_bytes(), writers.as_bytes(), pin].join(&0xff);
    let mut seeds = vec![
        parts(&log.policy(2), &format!("{} other\n", log.key.vkey()), &log.writers(), log.witnessed(3).as_bytes()),
        parts(&log.policy(0), "", &format!("{} log=acme.example/audit from=1 until=9 require=2\n", log.writer.vkey()), b""),
    ];
    for (_, case) in cases().unwrap_or_default() {
        if let Ok(trust) = case.read_trust() {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            seeds.push(parts(&text(&trust.policy), &text(&trust.logs), &text(&trust.writers), &trust.pins.concat()));
        }
    }
    seeds.sort();
    seeds.dedup();
    seeds
}

/// Trust texts: read or refused, and the same way again.
pub fn policy(data: &[u8]) {
    let parts: Vec<&[u8]> = data.split(|byte| *byte == 0xff).collect();
    let text = |at: usize| parts.get(at).and_then(|part| str::from_utf8(part).ok()).filter(|text| !text.is_empty());
    let pins = parts.get(3..).unwrap_or_default();
    let read = || Trust::read(&TrustTexts { policy: text(0), logs: text(1), writers: text(2), pins });
    match (read(), read()) {
        (Ok(trust), Ok(again)) => {
            assert_eq!(format!("{trust:?}"), format!("{again:?}"));
            assert!(!trust.pins_anything() || data.len() > 3, "trust out of nothing");
        }
        (Err(error), Err(again)) => assert_eq!(error.to_string(), again.to_string()),
        _ => unreachable!("the same texts are usable and not"),
    }
}

/// Rules, pointers and times.
pub fn question_seeds() -> Vec<Vec<u8>> {
    let rules = [
        r#"{"id":"evt-0003","count":0,"log":"acme.example/audit"}"#,
        r#"{"where":{"/event/action":"record.read","/seq":5.0},"from":"2026-01-05T09:00:00Z","to":"2026-01-05T09:04:00Z","count":2}"#,
        r#"{"require":["/event/actor","/at"],"where":{"/event/actor":"bob"}}"#,
        r#"{"same":"/event/actor"}"#,
    ];
    let mut seeds: Vec<Vec<u8>> = rules.iter().map(|rule| rule.as_bytes().to_vec()).collect();
    seeds.push(rules.join("\n").into());
    seeds.extend(
        ["/a/~0~1/0", "2024-02-29T23:59:59.000000001Z", "0000-01-01T00:00:00Z", "{\"wher\":{}}"].map(|text| text.as_bytes().to_vec()),
    );
    let files = case_inputs(600).into_iter().filter(|data| data.starts_with(b"{\""));
    seeds.extend(files.take(8));
    seeds
}

/// What an auditor asks: what is shown of it reads as the same again.
pub fn question(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Some(time) = Time::parse(text) {
        assert_eq!(Time::parse(&time.to_string()), Some(time));
        assert!(time.nanos < 1_000_000_000 && time.to_string().len() <= text.len());
    }
    if let Ok(pointer) = Pointer::parse(text) {
        assert_eq!(pointer.to_string(), text, "one pointer, one text");
    }
    match Expectations::parse(text) {
        Ok(rules) => assert_eq!(Expectations::parse(rules.text()).as_ref(), Ok(&rules)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
