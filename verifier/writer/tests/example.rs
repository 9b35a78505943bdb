//! The worked example of the bundle's design, made again from its test keys: the same bytes, file by file.
#![allow(clippy::unwrap_used, missing_docs)]

use sha2::{Digest, Sha256};
use unbroken_writer::{AppendTime, Content, Event, Kind, Log, NewEntry, Opening, SecretKey, Selection};

const ORIGIN: &str = "acme.example/audit";

/// A key that everybody knows: its seed is the hash of its name.
fn test_key(name: &str, kind: Kind) -> SecretKey {
    let seed = Sha256::new().chain_update(b"unbroken test key: ").chain_update(name).chain_update(b"/").chain_update(kind.type_bytes());
    SecretKey::from_seed(name, kind, &seed.finalize().into()).unwrap()
}

fn entry(at: &str, id: &str, event: &str) -> NewEntry {
    NewEntry { at: AppendTime::parse(at).unwrap(), id: id.to_owned(), content: Content::Event(Event::parse(event.as_bytes()).unwrap()) }
}

#[test]
fn the_worked_example_comes_out_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let log_key = test_key(ORIGIN, Kind::Log);
    let writer = test_key("acme.example/audit/writer-1", Kind::Writer);
    let (w1, w2) = (test_key("witness.example/w1", Kind::Witness), test_key("witness.example/w2", Kind::Witness));

    let at = AppendTime::parse("2026-01-05T09:00:00.000Z").unwrap();
    let opening = Opening { at, id: "0".to_owned(), keys: vec![log_key.vkey(), writer.vkey()], after: None };
    let mut log = Log::create(&dir.path().join("log"), ORIGIN, &opening, Some(&writer)).unwrap();
    let first = [
        entry("2026-01-05T09:00:01.250Z", "evt-7f3a", r#"{"actor": "alice", "action": "login"}"#),
        entry(
            "2026-01-05T09:00:02.500Z",
            "evt-7f3b",
            r#"{"actor":"alice","action":"record.read","_sd":["9FLYORaSFNhisHm2SUz--9VS-emi9FpVCdeU092vHg4"]}"#,
        ),
    ];
    assert_eq!(log.append(&first, Some(&writer)).unwrap(), 1..3);
    log.checkpoint(&log_key).unwrap();
    log.cosign(3, &w1, 1_767_603_610).unwrap();
    let second = [
        entry("2026-01-05T09:03:00.000Z", "evt-7f3c", r#"{"action":"role.grant","actor":"bob","role":"admin"}"#),
        entry("2026-01-05T09:04:00.000Z", "evt-7f3d", r#"{"action":"logout","actor":"alice"}"#),
    ];
    log.append(&second, Some(&writer)).unwrap();
    log.checkpoint(&log_key).unwrap();
    log.cosign(5, &w1, 1_767_603_910).unwrap();
    log.cosign(5, &w2, 1_767_603_911).unwrap();

    let export = |selection: &Selection| {
        let mut out = Vec::new();
        log.export(selection, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let full = export(&Selection::default());
    assert_eq!(full, include_str!("example/full.jsonl"));
    let digest: [u8; 32] = Sha256::digest(&full).into();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "5b1da6716d46f6e656aa2694390968d78378c7cfb1612e67829fe4ed30923ea3");
    assert_eq!(export(&Selection { window: Some((3, 5)), ..Selection::default() }), include_str!("example/window.jsonl"));
    assert_eq!(log.receipt(1).unwrap(), include_str!("example/receipt-1.tlog-proof"));

    let policy = format!("log {}\nwitness w1 {}\nwitness w2 {}\ngroup both all w1 w2\nquorum both\n", log_key.vkey(), w1.vkey(), w2.vkey());
    assert_eq!(policy, include_str!("example/policy.txt"));
    assert_eq!(format!("{}\n", writer.vkey()), include_str!("example/writers.txt"));
}
