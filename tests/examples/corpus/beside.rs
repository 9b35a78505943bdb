//! Cases about what entries say of other entries and other bytes: chains of sources, attachments, disclosures.

use crate::made::{Made, ORIGIN, expect, intact, six, six_saying};
use sha2::{Digest, Sha256};
use unbroken_tests::build::{self, Key, Log, Say, base64, checkpoint_record};
use unbroken_tests::naive;
use unbroken_tests::pack::{Member, zip};

/// Its cases.
pub fn cases() -> Vec<Made> {
    [chains(), attachments(), redactions(), disclosures(), elsewhere()].into_iter().flatten().collect()
}

/// An event of tenant 7 with the source's own number, after the entry at `before`.
fn tenant(log: &Log, number: u64, before: Option<usize>) -> String {
    let prev = base64(&before.map_or([0; 32], |before| naive::leaf(&log.lines[before])));
    format!(r#""chain":{{"name":"tenant-7","prev":"{prev}","seq":{number}}},"event":{{"action":"record.read"}}"#)
}

/// Six entries of which 1, 3 and 5 are of tenant 7, with these numbers, each after the one before.
fn counted(numbers: [u64; 3]) -> Log {
    six_saying(&[
        (1, &|log| tenant(log, numbers[0], None)),
        (3, &|log| tenant(log, numbers[1], Some(1))),
        (5, &|log| tenant(log, numbers[2], Some(3))),
    ])
}

/// §2.8; §3.10 rule 15.
fn chains() -> Vec<Made> {
    let gap = || expect("broken", "incomplete", "\"proven 0..6\"", "\"source-gap\"");
    let withheld = |made: Made, log: &Log, seq: usize| {
        let lines = made.lines.iter().map(|line| if *line == log.lines[seq] { log.stub(seq) } else { line.clone() }).collect();
        Made { lines, ..made }
    };
    let whole = counted([0, 1, 2]);
    let lost_behind = six_saying(&[(1, &|log| tenant(log, 0, None)), (5, &|log| tenant(log, 3, Some(1)))]);
    let anew = six_saying(&[(1, &|log| tenant(log, 7, None)), (3, &|log| tenant(log, 0, None))]);
    let past = six_saying(&[(1, &|log| tenant(log, 0, None)), (3, &|log| tenant(log, 1, Some(1))), (5, &|log| tenant(log, 2, Some(1)))]);
    let unreadable = six_saying(&[
        (1, &|log| tenant(log, 0, None)),
        (3, &|_| String::from(r#""chain":{"name":"tenant-7","seq":1},"event":{"action":"record.read"}"#)),
        (5, &|log| tenant(log, 2, Some(3))),
    ]);
    let receipts =
        |log: &Log| vec![("1.tlog-proof", log.receipt(1, 6)), ("3.tlog-proof", log.receipt(3, 6)), ("5.tlog-proof", log.receipt(5, 6))];
    // Twelve entries, so that what the lines say of their neighbours does not make up a whole block of the tree.
    let mut sparse = Log::of(ORIGIN, 1);
    while sparse.lines.len() < 12 {
        let body = match sparse.lines.len() {
            1 => tenant(&sparse, 0, None),
            6 => tenant(&sparse, 1, Some(1)),
            11 => tenant(&sparse, 2, Some(6)),
            _ => sparse.usual().body,
        };
        sparse.append(&Say { body, ..sparse.usual() });
    }
    let alone = vec![
        ("1.jsonl", build::file(&sparse.lines[1..2])),
        ("6.jsonl", build::file(&sparse.lines[6..7])),
        ("11.tlog-proof", sparse.receipt(11, 12)),
    ];
    vec![
        Made::of("source-counts", "three entries of one source, counted by it without a gap", whole.clone(), intact("")),
        Made::of("source-number-missing", "a source counts 0, 1 and 3, and each entry names the one before", counted([0, 1, 3]), gap()),
        Made { threats: &[62], ..Made::of("source-restarted", "a source counts 4, 5 and then 0 again", counted([4, 5, 0]), gap()) },
        Made { threats: &[62], ..Made::of("source-begins-anew", "a source counts 7, and then begins a new chain with 0", anew, gap()) },
        Made::of("source-repeats", "a source sends its entry 1 twice, as after a lost answer", counted([0, 1, 1]), intact("")),
        Made::of("source-passes-over", "the third entry of a source names the first as the one before", past, gap()),
        // What is withheld may belong to the chain, so nothing is said across it.
        withheld(
            Made::of(
                "source-across-withheld",
                "the second of three entries of a source is withheld",
                whole.clone(),
                expect("unproven", "withheld", "\"proven 0..3\", \"withheld 3..4\", \"proven 4..6\"", "\"entry-withheld\""),
            ),
            &whole,
            3,
        ),
        // The later one names the earlier, so nothing of the chain lies between, whatever is withheld.
        withheld(
            Made::of(
                "source-number-missing-across-withheld",
                "entry 5 has number 3 of a source and names entry 1 with number 0 as the one before; entry 3 is withheld",
                lost_behind.clone(),
                expect("broken", "incomplete", "\"proven 0..3\", \"withheld 3..4\", \"proven 4..6\"", "\"entry-withheld\", \"source-gap\""),
            ),
            &lost_behind,
            3,
        ),
        Made::of(
            "source-chain-unreadable",
            "the second of three entries of a source names none before it",
            unreadable,
            intact("\"entry-malformed\""),
        ),
        Made {
            lines: Vec::new(),
            beside: receipts(&whole),
            asked: None,
            threats: &[38],
            ..Made::of(
                "tenant-export",
                "a receipt for each entry of one source",
                whole,
                expect("proven", "intact", "\"proven 1..2\", \"proven 3..4\", \"proven 5..6\"", ""),
            )
        },
        // A chain proves no place in the log: whoever wrote it can have put another entry there.
        Made {
            lines: Vec::new(),
            beside: alone,
            asked: None,
            threats: &[38, 65],
            ..Made::of(
                "tenant-export-by-chain",
                "a receipt for the newest entry of a source, and the entries it leads back to",
                sparse,
                expect("unproven", "unanchored", "\"unproven 1..2\", \"unproven 6..7\", \"proven 11..12\"", "\"entries-unprovable\""),
            )
        },
    ]
}

/// A file that an entry names.
pub const SCAN: &[u8] = b"scan of the contract, page 1\n";
const OTHER: &[u8] = b"scan of another contract\n";

/// An event with an attachment.
pub fn attached(name: &str, data: &[u8]) -> String {
    let hash: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
    let size = data.len();
    format!(r#""att":[{{"name":"{name}","sha256":"{hash}","size":{size}}}],"event":{{"action":"contract.signed"}}"#)
}

/// §2.7.
fn attachments() -> Vec<Made> {
    let log = || six_saying(&[(2, &|_| attached("scan.txt", SCAN))]);
    let beside = |name, why, files: Vec<(&'static str, Vec<u8>)>, expect| Made { beside: files, ..Made::of(name, why, log(), expect) };
    let reused = six_saying(&[(2, &|_| attached("scan.txt", SCAN)), (4, &|_| attached("scan.txt", OTHER))]);
    let named_like_bundle = six_saying(&[(2, &|_| attached("attachment-named-like-bundle.jsonl", SCAN))]);
    let packed = [&[0x1f, 0x8b][..], SCAN].concat();
    let archive = six_saying(&[(2, &|_| attached("scan.txt.gz", &packed))]);
    let papers = zip(&[Member::new("scan.bin", SCAN), Member::new("empty.jsonl", b"{\"at\":\"2026-01-05T0")]);
    let malformed = six_saying(&[(2, &|_| String::from(r#""att":[{"name":"scan.txt","sha256":"00","size":1}],"event":{}"#))]);
    let mut strangers = six();
    strangers.writer = Key::writer("stranger");
    let say = Say { body: attached("scan.txt", SCAN), ..strangers.usual() };
    strangers.append(&say);
    let mut added = Made {
        beside: vec![("scan.txt", OTHER.to_vec())],
        threats: &[13],
        ..Made::of(
            "attachment-named-by-stranger",
            "a stranger adds an entry that names a file lying there, with another hash",
            six(),
            expect(
                "proven",
                "intact",
                "\"proven 0..6\", \"uncovered 6..7\"",
                "\"entries-uncovered\", \"line-unreadable\", \"signer-unpinned\"",
            ),
        )
    };
    added.lines.push(strangers.lines[6].clone());
    vec![
        beside(
            "attachment-here",
            "an entry names an attachment, and it is here under another name",
            vec![("page-1.bin", SCAN.to_vec())],
            intact(""),
        ),
        beside("attachment-missing", "an entry names an attachment that is not here", Vec::new(), intact("\"attachment-missing\"")),
        beside(
            "attachment-changed",
            "a file has the name of an attachment and other bytes",
            vec![("scan.txt", OTHER.to_vec())],
            expect("broken", "tampered", "\"proven 0..6\"", "\"attachment-altered\""),
        ),
        Made {
            threats: &[13],
            ..beside(
                "attachment-and-namesake",
                "the attachment is here, and another file has its name",
                vec![("copy.txt", SCAN.to_vec()), ("scan.txt", OTHER.to_vec())],
                intact("\"line-unreadable\""),
            )
        },
        Made {
            beside: vec![("scan.txt", OTHER.to_vec())],
            ..Made::of(
                "attachment-name-reused",
                "two entries name two attachments of one name, and one of them is here",
                reused,
                intact("\"attachment-missing\""),
            )
        },
        Made::of(
            "attachment-named-like-bundle",
            "an entry names an attachment that is called like the bundle itself",
            named_like_bundle,
            intact("\"attachment-missing\""),
        ),
        // What was understood as evidence is no attachment that was changed.
        Made {
            beside: vec![("state.checkpoint", six().witnessed(4).into_bytes())],
            ..Made::of(
                "attachment-named-like-checkpoint",
                "an entry names an attachment that is called like a file with a checkpoint of its log",
                six_saying(&[(5, &|_| attached("state.checkpoint", SCAN))]),
                intact("\"attachment-missing\""),
            )
        },
        Made {
            beside: vec![("scan.txt.gz", packed.clone())],
            ..Made::of("attachment-packed", "an attachment is compressed, which is how the log names it", archive, intact(""))
        },
        Made {
            beside: vec![("papers.zip", papers.clone())],
            ..Made::of(
                "attachment-archive",
                "an attachment is an archive, and what it holds is nothing that a verifier reads",
                six_saying(&[(2, &|_| attached("papers.zip", &papers))]),
                intact(""),
            )
        },
        Made::of("attachment-malformed", "an entry names an attachment with a hash of one byte", malformed, intact("\"entry-malformed\"")),
        Made {
            lines: Vec::new(),
            beside: vec![("2.tlog-proof", log().receipt(2, 6)), ("scan.txt", SCAN.to_vec())],
            asked: None,
            ..Made::of(
                "attachment-beside-receipt",
                "a receipt, and the attachment that its entry names",
                log(),
                expect("proven", "intact", "\"proven 2..3\"", ""),
            )
        },
        Made {
            policy: None,
            writers: None,
            asked: None,
            lines: log().lines,
            beside: vec![("scan.txt", OTHER.to_vec())],
            ..Made::of(
                "attachment-changed-nothing-pinned",
                "nobody vouches for the log, and a file beside it has the name of an attachment and other bytes",
                log(),
                expect(
                    "broken",
                    "tampered",
                    "\"uncovered 0..6\"",
                    "\"attachment-altered\", \"entries-uncovered\", \"nothing-pinned\", \"signer-unpinned\"",
                ),
            )
        },
        added,
        named_by_another_log(&packed),
    ]
}

/// What was not read stays unread, whatever a log says of it that nobody vouches for.
fn named_by_another_log(packed: &[u8]) -> Made {
    let mut stranger = Log::new("stranger.example/log");
    stranger.append(&stranger.opening(build::ENTRY_DOMAIN));
    stranger.append(&Say { body: attached("export.gz", packed), ..stranger.usual() });
    Made {
        beside: vec![("export.gz", packed.to_vec()), ("stranger.jsonl", build::file(&stranger.lines))],
        threats: &[64],
        ..Made::of(
            "unread-input-named-by-stranger",
            "an input was not read, and a log of a stranger names it as its attachment",
            six(),
            expect("unproven", "unanchored", "\"proven 0..6\"", "\"entry-of-other-log\", \"input-truncated\""),
        )
    }
}

fn url(bytes: &[u8]) -> String {
    base64(bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_string()
}

/// A disclosure with a salt of 128 bits, and its digest.
fn disclosure(members: &str) -> (String, String) {
    let text = url(format!(r#"["2GLC42sKQveCfGfryNRN9w",{members}]"#).as_bytes());
    let digest = url(&Sha256::digest(&text));
    (text, digest)
}

fn record(text: &str) -> Vec<u8> {
    format!(r#"{{"disclosure":"{text}"}}"#).into_bytes()
}

/// Entry 2 has this event; these disclosures lie in the bundle.
fn disclosed(name: &'static str, why: &'static str, event: &str, texts: &[&str], expect: &'static str) -> Made {
    let mut made = Made::of(name, why, six_saying(&[(2, &|_| format!(r#""event":{event}"#))]), expect);
    made.lines.extend(texts.iter().map(|text| record(text)));
    made
}

/// Values that are not here.
fn redactions() -> Vec<Made> {
    let (_, digest) = disclosure(r#""patient","Jane Roe""#);
    let decoy = url(&Sha256::digest("nothing"));
    let event = format!(r#""event":{{"_sd":["{digest}","{decoy}"],"action":"record.read"}}"#);
    let log = six_saying(&[(2, &|_| event.clone()), (3, &|_| format!(r#""event":{{"list":[{{"...":"{}"}}]}}"#, url(&[7; 32])))]);
    let erased = six_saying(&[
        (2, &|_| format!(r#""event":{{"_sd":["{digest}"],"action":"record.read"}}"#)),
        (4, &|log| log.control(&format!(r#""reason":"request","seq":2,"what":["{digest}"],"#), "erase").body),
    ]);
    let other = six_saying(&[
        (2, &|_| format!(r#""event":{{"_sd":["{digest}"],"action":"record.read"}}"#)),
        (4, &|log| log.control(&format!(r#""reason":"request","seq":3,"what":["{digest}"],"#), "erase").body),
    ]);
    let listed = |name, why, log, expect| Made { question: "list_redacted = true", threats: &[39], ..Made::of(name, why, log, expect) };
    vec![
        Made { threats: &[39], ..Made::of("redacted", "two entries carry digests of values that are not here", log.clone(), intact("")) },
        listed("redacted-listed", "the same, and the reader asks for a list", log, intact("\"field-redacted\"")),
        listed("redacted-and-erased", "entry 4 records that the value of a digest of entry 2 was erased", erased, intact("")),
        Made {
            threats: &[40],
            ..listed(
                "redacted-and-erased-elsewhere",
                "entry 4 records that this value of entry 3 was erased, and entry 2 carries it",
                other,
                intact("\"field-redacted\""),
            )
        },
    ]
}

/// §3.10 rule 14; RFC 9901.
fn disclosures() -> Vec<Made> {
    let unmatched = || expect("broken", "tampered", "\"proven 0..6\"", "\"disclosure-unmatched\"");
    let (street, street_digest) = disclosure(r#""street","High Street 1""#);
    let (address, address_digest) = disclosure(&format!(r#""address",{{"_sd":["{street_digest}"],"city":"Town"}}"#));
    let (patient, patient_digest) = disclosure(r#""patient","Jane Roe""#);
    let (second, second_digest) = disclosure(r#""patient","John Roe""#);
    let (reserved, reserved_digest) = disclosure(r#""_sd",[]"#);
    let (element, element_digest) = disclosure(r#""Jane Roe""#);
    let (action, action_digest) = disclosure(r#""action","record.write""#);
    let object = |digests: &[&str]| format!(r#"{{"_sd":{},"action":"record.read"}}"#, serde_json::Value::from(digests.to_vec()));
    let list = |digest: &str| format!(r#"{{"names":["Bob",{{"...":"{digest}"}}]}}"#);
    let twice = {
        let event = format!(r#""event":{}"#, object(&[&patient_digest]));
        let mut made = Made::of(
            "disclosure-digest-twice",
            "two entries carry one digest, and its value is supplied",
            six_saying(&[(2, &|_| event.clone()), (4, &|_| event.clone())]),
            unmatched(),
        );
        made.lines.push(record(&patient));
        made
    };
    vec![
        disclosed(
            "disclosure-inside-disclosure",
            "a disclosed value carries a digest, and the value of that is supplied too",
            &object(&[&address_digest]),
            &[&street, &address],
            intact(""),
        ),
        disclosed(
            "disclosure-inside-nothing",
            "the value inside another is supplied, and that other is not",
            &object(&[&address_digest]),
            &[&street],
            unmatched(),
        ),
        disclosed("disclosure-of-element", "an element of a list is disclosed", &list(&element_digest), &[&element], intact("")),
        disclosed(
            "disclosure-of-element-with-name",
            "a digest in a list, and a value that has a name",
            &list(&patient_digest),
            &[&patient],
            unmatched(),
        ),
        disclosed(
            "disclosure-of-member-without-name",
            "a digest of a member, and a value that has no name",
            &object(&[&element_digest]),
            &[&element],
            unmatched(),
        ),
        disclosed(
            "disclosure-name-taken",
            "a disclosed member has the name of one that stands there",
            &object(&[&action_digest]),
            &[&action],
            unmatched(),
        ),
        disclosed("disclosure-name-reserved", "a disclosed member is called _sd", &object(&[&reserved_digest]), &[&reserved], unmatched()),
        disclosed(
            "disclosure-name-twice",
            "two disclosed members of one object have one name",
            &object(&[&patient_digest, &second_digest]),
            &[&patient, &second],
            unmatched(),
        ),
        disclosed("disclosure-repeated", "one value is supplied twice", &object(&[&patient_digest]), &[&patient, &patient], intact("")),
        twice,
    ]
}

/// Where a disclosure speaks against a log, and where it does not.
fn elsewhere() -> Vec<Made> {
    let (patient, digest) = disclosure(r#""patient","Jane Roe""#);
    let (changed, _) = disclosure(r#""patient","Jane Doe""#);
    let event = format!(r#""event":{{"_sd":["{digest}"],"action":"record.read"}}"#);
    let log = six_saying(&[(2, &|_| event.clone())]);
    let late = six_saying(&[(5, &|_| event.clone())]);
    let file = |text: &str| vec![("disclosures.jsonl", build::file(&[record(text)]))];
    let mut other = Log::new("acme.example/other");
    other.append(&other.opening(build::ENTRY_DOMAIN));
    other.append(&Say { body: event.clone(), ..other.usual() });
    let shared = |name, why, text: &str, findings: &str| {
        let mut made = Made { threats: &[37], ..Made::of(name, why, six(), intact(findings)) };
        made.lines.extend(other.lines.clone());
        made.lines.push(record(text));
        made
    };
    vec![
        Made {
            beside: file(&patient),
            ..Made::of("disclosure-in-its-own-file", "a disclosed value lies in a file of its own", log.clone(), intact(""))
        },
        Made {
            beside: file(&changed),
            ..Made::of(
                "disclosure-changed-in-its-own-file",
                "a value that fits nothing lies in a file of its own, and nobody can say which log it was meant for",
                log.clone(),
                intact("\"disclosure-unmatched\""),
            )
        },
        Made {
            lines: [&[checkpoint_record(&late.witnessed(4))], &late.lines[..], &[record(&patient)]].concat(),
            asked: Some("0..4"),
            ..Made::of(
                "disclosure-of-uncovered-entry",
                "a value of an entry that is newer than the newest checkpoint",
                late,
                expect("proven", "intact", "\"proven 0..4\", \"uncovered 4..6\"", "\"entries-uncovered\""),
            )
        },
        Made {
            // The same entry in two spellings is one entry, and its digest stands there once.
            beside: vec![("export.jsonl", build::file(&[[&log.lines[2][..], b"\r"].concat()]))],
            lines: [&log.bundle()[..], &[record(&patient)]].concat(),
            ..Made::of(
                "disclosure-of-entry-in-two-exports",
                "two exports hold one entry, one of them with an added carriage return, and a value of it is disclosed",
                log.clone(),
                intact("\"line-endings-changed\""),
            )
        },
        shared("disclosure-of-other-log", "two logs in one file, and a value of the other one", &patient, "\"entry-of-other-log\""),
        shared(
            "disclosure-beside-two-logs",
            "two logs in one file, and a value that fits neither",
            &changed,
            "\"disclosure-unmatched\", \"entry-of-other-log\"",
        ),
    ]
}
