//! Receipts and what lies beside them; records with more in them than they may have.

use crate::beside::{SCAN, attached};
use crate::made::{Made, six, six_saying};
use sha2::{Digest, Sha256};
use unbroken_tests::build::{Log, base64, checkpoint_record};

pub fn cases() -> Vec<Made> {
    vec![
        beside_data(),
        beside_attachment(),
        beside_attachment_and_another_entry(),
        beside_two_lines(),
        beside_its_entry(),
        beside_another_entry(),
        records_with_more(),
        tree_without_prefixes(),
        altered_beside_its_log(),
        altered_beside_a_bundle(),
        false_entry_beside_its_log(),
    ]
}

/// The receipt of entry 2 of another log, without the entry in it, and a reader who trusts both logs.
fn beside(name: &'static str, why: &'static str, expect: &'static str) -> (Log, Made) {
    let other = Log::of("acme.example/ledger", 5);
    let mut made = Made::of(name, why, six(), expect);
    let receipt = other.proof(2, 5, None, &other.witnessed(5)).into_bytes();
    made.beside = vec![("other.tlog-proof", receipt)];
    made.policy = made.policy.map(|policy| format!("log {}\n{policy}", other.key.vkey()));
    made.asked = None;
    (other, made)
}

/// A line of a bundle that is nothing known is tried as the entry of the receipt, and is not accused for not being it.
fn beside_data() -> Made {
    let (_, mut made) = beside(
        "receipt-beside-data",
        "the receipt of an entry that is not here, beside a bundle with a line of no known kind",
        "verdict = \"unproven\"\nreason = \"no-entries\"\ncoverage = []\nfindings = [\"data-uncovered\"]\n\n\
         [expect.logs.\"acme.example/audit\"]\nverdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = []",
    );
    made.lines.push(br#"{"note":"exported on Monday"}"#.to_vec());
    made.threats = &[13];
    made
}

/// A file that nothing else explains would be the entry of the receipt; but entry 2 of the other log names it.
fn beside_attachment() -> Made {
    let (_, mut made) = beside(
        "receipt-beside-attachment",
        "the receipt of an entry that is not here, beside a bundle and the attachment of one of its entries",
        "verdict = \"unproven\"\nreason = \"no-entries\"\ncoverage = []\nfindings = []\n\n\
         [expect.logs.\"acme.example/audit\"]\nverdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = []",
    );
    made.lines = six_saying(&[(2, &|_| attached("scan.txt", SCAN))]).bundle();
    made.beside.push(("scan.txt", SCAN.to_vec()));
    made
}

/// That one file is explained by an entry explains no other: the second one was given with the receipt, and does not lead to its root.
fn beside_attachment_and_another_entry() -> Made {
    let (_, mut made) = beside(
        "receipt-beside-attachment-and-another-entry",
        "a receipt, the attachment of an entry of another log, and in a file of its own what is not the entry of the receipt",
        "verdict = \"broken\"\nreason = \"tampered\"\ncoverage = [\"suspect 2..3\"]\nfindings = [\"entry-not-bound\"]\n\n\
         [expect.logs.\"acme.example/audit\"]\nverdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = []",
    );
    made.lines = six_saying(&[(2, &|_| attached("scan.txt", SCAN))]).bundle();
    made.beside.extend([("scan.txt", SCAN.to_vec()), ("entry.json", br#"{"action":"role.grant","version":7}"#.to_vec())]);
    made.threats = &[23];
    made
}

/// The same with two such lines and nothing else. Read in part, the file looks like one entry, and must not be accused either.
fn beside_two_lines() -> Made {
    let (other, mut made) = beside(
        "receipt-beside-two-lines-of-data",
        "the receipt of an entry that is not here, beside a file of two lines of no known kind",
        "verdict = \"unproven\"\nreason = \"no-entries\"\ncoverage = []\nfindings = [\"data-uncovered\"]",
    );
    made.lines = vec![br#"{"note":"exported on Monday"}"#.to_vec(), br#"{"note":"and checked by Carol"}"#.to_vec()];
    made.policy = Some(other.policy(2));
    made.writers = Some(other.writers());
    made.threats = &[13];
    made
}

/// The entry lies beside its receipt, as a file that is nothing else.
fn beside_its_entry() -> Made {
    let (other, mut made) = beside(
        "receipt-beside-its-entry",
        "the receipt of an entry, and the entry in a file of its own",
        "verdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 2..3\"]\nfindings = []",
    );
    made.lines = Vec::new();
    made.beside.push(("entry.json", other.lines[2].clone()));
    made.policy = Some(other.policy(2));
    made.writers = Some(other.writers());
    made
}

/// The same with one character of the entry changed: it was given with the receipt, and does not lead to its root.
fn beside_another_entry() -> Made {
    let (other, mut made) = beside(
        "receipt-beside-another-entry",
        "the receipt of an entry, and in a file of its own the entry with another actor",
        "verdict = \"broken\"\nreason = \"tampered\"\ncoverage = [\"suspect 2..3\"]\nfindings = [\"entry-not-bound\"]",
    );
    made.lines = Vec::new();
    let changed = String::from_utf8_lossy(&other.lines[2]).replace("carol", "carla").into_bytes();
    made.beside.push(("entry.json", changed));
    made.threats = &[23];
    made.policy = Some(other.policy(2));
    made.writers = Some(other.writers());
    made
}

/// A member that no record has is no part of what is checked, and keeps nothing from being proven.
fn records_with_more() -> Made {
    let log = six();
    let more = |record: Vec<u8>| String::from_utf8_lossy(&record).replacen('{', r#"{"intact":true,"#, 1).into_bytes();
    let note = checkpoint_record(&log.witnessed(6));
    let mut made = Made::of(
        "records-with-more",
        "a proof and a checkpoint with a member that says that all is well",
        log,
        "verdict = \"proven\"\nreason = \"intact\"\ncoverage = [\"proven 0..6\"]\nfindings = [\"data-uncovered\"]",
    );
    made.lines[0] = more(made.lines[0].clone());
    made.lines.push(more(note));
    made.threats = &[42, 55];
    made
}

/// The log signs a tree that hashes entries and nodes alike. Its receipts prove nothing, and nobody is accused.
fn tree_without_prefixes() -> Made {
    let log = six();
    let sha = |bytes: &[u8]| -> [u8; 32] { Sha256::digest(bytes).into() };
    let entries = [&b"first entry"[..], b"second entry"].map(sha);
    let root = sha(&entries.concat());
    let note = log.key.sign_note(&format!("{}\n2\n{}\n", log.origin, base64(&root)));
    let receipt = format!("c2sp.org/tlog-proof@v1\nextra {}\nindex 1\n{}\n\n{note}", base64(b"second entry"), base64(&entries[0]));
    Made {
        lines: Vec::new(),
        beside: vec![("second.tlog-proof", receipt.into_bytes())],
        policy: Some(log.policy(0)),
        asked: None,
        threats: &[22],
        ..Made::of(
            "tree-without-prefixes",
            "a receipt of a log whose tree puts nothing in front of entries and nodes",
            log,
            "verdict = \"unproven\"
             reason = \"unanchored\"
             coverage = [\"unproven 1..2\"]
             findings = [\"entries-unprovable\", \"tree-unseparated\"]",
        )
    }
}

/// The path of a receipt with another hash in it.
fn path_altered(log: &Log, extra: Option<&[u8]>) -> Vec<u8> {
    let sibling = base64(&unbroken_tests::naive::leaf(&log.lines[2]));
    log.proof(3, 6, extra, &log.witnessed(6)).replace(&sibling, &base64(&[9; 32])).into_bytes()
}

/// A receipt that does not lead to its root is a finding about the entry in it; what other evidence shows of that entry stays shown.
fn altered_beside_its_log() -> Made {
    let log = six();
    let mut made = Made::of(
        "receipt-altered-beside-its-log",
        "the receipt of entry 3, of whose path one hash was changed, and the whole log",
        six(),
        "verdict = \"broken\"
         reason = \"tampered\"
         coverage = [\"proven 0..6\"]
         findings = [\"entry-not-bound\", \"line-repeated\"]",
    );
    made.beside = vec![("x.tlog-proof", path_altered(&log, Some(&log.lines[3])))];
    made.threats = &[21];
    made
}

/// A line of a bundle is never accused by a receipt that lies beside it, and a bundle of one entry and a checkpoint is one.
fn altered_beside_a_bundle() -> Made {
    let log = six();
    let mut made = Made::of(
        "receipt-altered-beside-a-bundle",
        "the receipt of entry 3 without the entry, of whose path one hash was changed, and a bundle of a checkpoint and entry 3",
        six(),
        "verdict = \"unproven\"
         reason = \"unanchored\"
         coverage = [\"unproven 3..4\"]
         findings = [\"entries-unprovable\"]",
    );
    made.lines = vec![checkpoint_record(&log.witnessed(6)), log.lines[3].clone()];
    made.beside = vec![("x.tlog-proof", path_altered(&log, None))];
    made.asked = Some("3..4");
    made.threats = &[21];
    made
}

/// What an entry says that does not lead to the root of its receipt counts for nothing, although the genuine entry of its position is
/// proven.
fn false_entry_beside_its_log() -> Made {
    let mut log = six();
    let genuine = log.lines.clone();
    log.lines.truncate(3);
    log.append_unsigned(&log.control("", "log-close"));
    let closing = log.lines[3].clone();
    log.lines = genuine;
    let receipt = log.proof(3, 6, Some(&closing), &log.witnessed(6)).into_bytes();
    let mut made = Made::of(
        "false-receipt-closes-the-log",
        "a receipt for position 3 with an entry in it that says that the log ended there, and the whole log",
        log,
        "verdict = \"broken\"
         reason = \"tampered\"
         coverage = [\"proven 0..6\"]
         findings = [\"entry-not-bound\"]",
    );
    made.beside = vec![("x.tlog-proof", receipt)];
    made.threats = &[23];
    made
}
