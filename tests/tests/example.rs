//! The worked example of the specifications: every figure they print, recomputed here without the engine. (What the engine makes of
//! the files stands in the corpus, in the cases `example-*`.)

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unbroken_tests::build::{ENTRY_DOMAIN, Key, Log, base64, proof_record};
use unbroken_tests::corpus::{Case, cases};
use unbroken_tests::naive::{self, Digest32};

fn file(case: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(case).join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The log as the testkit holds it: the lines of the file under keys made from their names.
fn log() -> Log {
    let full = file("example-full", "full.jsonl");
    let lines = full.lines().filter(|line| line.contains(r#""seq":"#)).map(|line| line.as_bytes().to_vec()).collect();
    Log { lines, ..Log::new("acme.example/audit") }
}

/// The checkpoint over all five entries with the times the specification prints.
fn checkpoint(log: &Log) -> String {
    let [w1, w2] = log.witnesses.as_slice() else { panic!("two witnesses") };
    w2.cosign(&w1.cosign(&log.checkpoint(5), 1_767_603_910), 1_767_603_911)
}

#[test]
fn files_have_the_printed_digests() {
    for (case, name, head, tail, size) in [
        ("example-full", "full.jsonl", "5b1da671", "923ea3", 2945),
        ("example-window", "window.jsonl", "f434e0a8", "6a9f", 1945),
        ("example-receipt", "receipt-1.tlog-proof", "978b5744", "19ef", 1045),
    ] {
        let text = file(case, name);
        let digest = hex(&Sha256::digest(&text));
        assert!(digest.starts_with(head) && digest.ends_with(tail), "{name}: {digest}");
        assert_eq!(text.len(), size, "{name}");
    }
}

#[test]
fn keys_come_from_their_names() {
    let log = log();
    let vkeys = [log.key.vkey(), Key::witness("witness.example/w1").vkey(), Key::witness("witness.example/w2").vkey()];
    assert_eq!(vkeys[0], "acme.example/audit+96c2db2d+AazvDQUR1AF1bZvtP7/adUaqqluOlZydtvyiDm+hEPr+");
    let policy = format!("log {}\nwitness w1 {}\nwitness w2 {}\ngroup both all w1 w2\nquorum both\n", vkeys[0], vkeys[1], vkeys[2]);
    assert_eq!(file("example-full", "policy.txt"), policy);
    assert_eq!(file("example-full", "writers.txt"), log.writers());
}

#[test]
fn entries_hash_link_and_sign_as_printed() {
    let printed = [
        (514, "247fb96d5971331f90148bf26a80162817942706d04a002a46ff002bdf206c66"),
        (322, "7a4ae32ce2d07d6c884018b4623e829ec0473b4682fa11e303e746edeb3db562"),
        (382, "9d8430a764274739213769c47e78f7fb06ebfa55c4fb82e9dba19f241cef6036"),
        (340, "1502dcdb025634e818f4720ceda75064baf6f3ab85e6c02b69fe639f38776702"),
        (323, "b9113aa84f063508df3b8ef934ac602180449352b2f84975837442908ec2f52f"),
    ];
    let log = log();
    assert_eq!(log.lines.len(), 5);
    let mut before = [0; 32];
    for ((seq, line), (len, leaf)) in log.lines.iter().enumerate().zip(printed) {
        assert_eq!((line.len(), hex(&naive::leaf(line)).as_str()), (len, leaf), "entry {seq}");
        let json: Value = serde_json::from_slice(line).expect("a line is JSON");
        assert_eq!((json["seq"].as_u64(), json["prev"].as_str()), (Some(seq as u64), Some(base64(&before).as_str())), "entry {seq}");
        // The signature covers the version and everything before the last 98 bytes; Ed25519 has one signature per key and message.
        let covered = [ENTRY_DOMAIN.as_bytes(), b"\n", &line[..line.len() - 98]].concat();
        assert_eq!(json["sig"].as_str(), Some(base64(&log.writer.sign(&covered)).as_str()), "entry {seq}");
        before = naive::leaf(line);
    }
}

#[test]
fn tree_and_checkpoints_as_printed() {
    let log = log();
    let leaves = log.leaves(5);
    let range = |from: usize, to: usize| hex(&naive::root(&leaves[from..to]));
    assert_eq!(range(0, 2), "9e98efef5ddd76d11b12c742b666b37e94376fda9c3751c345148531dc602db0");
    assert_eq!(range(2, 4), "7c128431db3009cf50e1e6b32d080b0c2a80438569d78f129fae1be7c0c3cbab");
    assert_eq!(range(0, 4), "14e2b50d02014a73b3862ca72b6f23ad9df323d728292f8bfe315b522bbb967e");
    assert_eq!(base64(&naive::root(&leaves[..3])), "KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=");
    assert_eq!(
        checkpoint(&log),
        "acme.example/audit\n5\nVNb3HlnzioVKaFEgVG/dqxo3anMfvStDYNz6mf6SKbw=\n\n\
        \u{2014} acme.example/audit lsLbLcSjqrb841X9cJ7qucv+w/P71UMCNnyWSJ+IXHzoO5x9RfTY5Z+7AbE5qCwbe1AzLUE6I/qYltcDfQN//Y7bagk=\n\
        \u{2014} witness.example/w1 rqnlAAAAAABpW37GDEFgQ3hst34s8TRaejjnn3FT4tsMFx6pfkmHyYThxBE7xZRYEbw9UOoZNq7ncvQkikpmGZLTm/Fi+nK36aH4Aw==\n\
        \u{2014} witness.example/w2 K/64sgAAAABpW37HPXTmlGj8q3HbaN1za/I5fn6cvXpCzgBm+86fR1cfmw+RmfFvRaeyyVEOWgR3a0b8fRcn2Ba1omOkG/PwckXaAA==\n"
    );
}

#[test]
fn proofs_as_printed() {
    let log = log();
    let note = checkpoint(&log);
    let paths = [
        (
            1,
            vec![
                "JH+5bVlxMx+QFIvyaoAWKBeUJwbQSgAqRv8AK98gbGY=",
                "fBKEMdswCc9Q4eazLQgLDCqAQ4Vp148Sn64b58DDy6s=",
                "uRE6qE8GNQjfO475NKxgIYBEk1Ky+El1g3RCkI7C9S8=",
            ],
        ),
        (4, vec!["FOK1DQIBSnOzhiynK28jrZ3zI9coKS+L/jFbUiu7ln4="]),
    ];
    for (index, path) in paths {
        let hashes: Vec<String> = naive::path(index, &log.leaves(5)).iter().map(|hash| base64(hash)).collect();
        assert_eq!(hashes, path, "entry {index}");
    }
    assert_eq!(file("example-receipt", "receipt-1.tlog-proof"), log.proof(1, 5, Some(&log.lines[1]), &note));
    let record = |index: usize, size: usize, note: &str| {
        String::from_utf8(proof_record(&naive::leaf(&log.lines[index]), &log.proof(index, size, None, note))).expect("text")
    };
    let lines = |from: usize| log.lines[from..].iter().map(|line| String::from_utf8_lossy(line).into_owned() + "\n").collect::<String>();
    assert_eq!(file("example-window", "window.jsonl"), format!("{}\n{}\n{}", record(2, 5, &note), record(4, 5, &note), lines(3)));
    // The file holds an older checkpoint too, of which only one witness knows.
    let older = log.witnesses[0].cosign(&log.checkpoint(3), 1_767_603_610);
    assert_eq!(file("example-full", "full.jsonl"), format!("{}\n{}\n{}", record(2, 3, &older), record(4, 5, &note), lines(0)));
}

#[test]
fn the_disclosure_fits_its_digest() {
    let disclosure = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwicGF0aWVudCIsIkphbmUgUm9lIl0";
    assert_eq!(base64(br#"["2GLC42sKQveCfGfryNRN9w","patient","Jane Roe"]"#).trim_end_matches('='), disclosure);
    let digest: Digest32 = Sha256::digest(disclosure).into();
    let url = base64(&digest).replace('+', "-").replace('/', "_");
    let entry = log().lines.swap_remove(2);
    assert!(String::from_utf8_lossy(&entry).contains(&format!(r#""_sd":["{}"]"#, url.trim_end_matches('='))));
}

// --- what the specifications print

fn spec(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../verifier/specs").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every run of these characters that has this length.
fn runs(text: &str, of: fn(char) -> bool, len: usize) -> Vec<&str> {
    text.split(|c| !of(c)).filter(|run| run.len() == len).collect()
}

/// Every hash that can be computed from the example's files and keys.
fn known_hashes() -> BTreeSet<String> {
    let log = log();
    let leaves = log.leaves(5);
    let altered = file("example-altered", "altered.jsonl");
    let altered = altered.lines().find(|line| line.contains(r#""seq":3,"#)).expect("entry 3 is there");
    let nodes = [(0, 2), (2, 4), (0, 4), (0, 3), (0, 5)].map(|(from, to)| naive::root(&leaves[from..to]));
    let all = leaves.iter().chain(&nodes).copied().chain([naive::leaf(altered.as_bytes())]);
    let files = [("example-full", "full.jsonl"), ("example-window", "window.jsonl"), ("example-receipt", "receipt-1.tlog-proof")];
    let files = files.map(|(case, name)| hex(&Sha256::digest(file(case, name))));
    all.flat_map(|hash| [hex(&hash), base64(&hash)]).chain(files).collect()
}

#[test]
fn every_hash_that_the_specifications_print_is_computed_here() {
    let known = known_hashes();
    let mut printed = 0;
    for name in ["unbroken-entry.md", "unbroken-bundle.md", "report.md"] {
        let text = spec(name);
        let base64 = runs(&text, |c| c.is_ascii_alphanumeric() || "+/=".contains(c), 44);
        for hash in base64.into_iter().chain(runs(&text, |c| c.is_ascii_hexdigit(), 64)) {
            assert!(known.contains(hash), "{name} prints {hash}");
            printed += 1;
        }
    }
    assert!(printed > 20, "{printed}");
}

#[test]
fn the_bundle_specification_prints_what_is_computed_here() {
    let (log, text) = (log(), spec("unbroken-bundle.md"));
    let has = |part: &str| assert!(text.contains(part), "{part}");
    has(&format!("```\n{}```", file("example-full", "policy.txt")));
    has(&format!("```\n{}```", file("example-full", "writers.txt")));
    has(&format!("```\n{}```", checkpoint(&log)));
    let leaves = log.leaves(5);
    for (seq, line) in log.lines.iter().enumerate() {
        has(&format!("| {seq} | {} | {} |", line.len(), hex(&naive::leaf(line))));
    }
    for (from, to) in [(0, 2), (2, 4), (0, 4)] {
        has(&format!("| [{from}, {to}) | {} |", hex(&naive::root(&leaves[from..to]))));
    }
    has(&format!("The root of the first three entries is `{}`", base64(&naive::root(&leaves[..3]))));
    let path: String = naive::path(1, &leaves).iter().map(|hash| base64(hash) + "\n").collect();
    has(&format!("```\n{path}```"));
    for (case, name) in [("example-full", "full.jsonl"), ("example-window", "window.jsonl"), ("example-receipt", "receipt-1.tlog-proof")] {
        let data = file(case, name);
        has(&format!("| {name} | {} | {} |", data.len(), hex(&Sha256::digest(&data))));
    }
    has("(1045 bytes, case `example-receipt`)");
    has("(1945 bytes, case `example-window`)");
    // The times of the cosignatures, as text and as they are spelled for people.
    has("cosigned at 1767603910 and 1767603911 (2026-01-05 09:05:10 and 09:05:11 UTC)");
    has("one witness cosigned at 1767603610");
    let disclosure = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwicGF0aWVudCIsIkphbmUgUm9lIl0";
    let digest = base64(&Sha256::digest(disclosure)).replace('+', "-").replace('/', "_");
    has(&format!(
        "`{disclosure}`, which decodes to `[\"2GLC42sKQveCfGfryNRN9w\",\"patient\",\"Jane Roe\"]`; its digest is `{}`",
        digest.trim_end_matches('=')
    ));
}

#[test]
fn the_entry_specification_prints_what_is_computed_here() {
    let (log, text) = (log(), spec("unbroken-entry.md"));
    let line = String::from_utf8_lossy(&log.lines[1]).into_owned();
    let has = |part: &str| assert!(text.contains(part), "{part}");
    has(&format!("```\n{line}\n```"));
    has(&format!("```\n{}```", log.writers()));
    has(&format!("Entry 1 of the worked log, {} bytes", line.len()));
    let leaf = naive::leaf(line.as_bytes());
    has(&format!("Its leaf hash is `{}`, in base64 `{}`, which is the `prev` of entry 2.", hex(&leaf), base64(&leaf)));
    let domain = ENTRY_DOMAIN.len() + 1;
    has(&format!(
        "Its message has {} bytes: {domain} for the version and its LF, and the first {} of the line.",
        domain + line.len() - 98,
        line.len() - 98
    ));
    has(&format!("message = \"{ENTRY_DOMAIN}\" ‖ 0x0A ‖ line[0 .. len-98]"));
    assert_eq!(line[line.len() - 98..].len(), 8 + 88 + 2);
}

#[test]
fn the_answers_of_the_bundle_specification_are_those_of_the_cases() {
    let text = spec("unbroken-bundle.md");
    let cases: BTreeMap<String, Case> = cases().expect("the corpus can be read").into_iter().collect();
    let mut rows = 0;
    for row in text.lines().filter(|line| line.starts_with("| `example-")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, evidence, trust, asked, answer, _] = cells.as_slice() else { panic!("{row}") };
        let case = &cases[evidence.split('`').nth(1).expect("a case")];
        let (verdict, reason) = (&case.expect.verdict, &case.expect.reason);
        assert!(answer.to_lowercase().starts_with(&format!("{verdict} ({reason})")), "{row}");
        assert_eq!((*trust == "none", *trust == "policy, writers"), (case.policy.is_none(), case.writers.is_some()), "{row}");
        let range = case.asked.as_ref().and_then(|asked| asked.split_once("..")).map(|(from, to)| format!("[{from}, {to})"));
        assert_eq!(*asked, range.as_deref().unwrap_or("nothing"), "{row}");
        rows += 1;
    }
    assert_eq!(rows, cases.keys().filter(|name| name.starts_with("example-")).count());
}
