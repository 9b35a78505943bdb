//! Cases about keys and about what a log says of itself: writers, ranges, rotation, control records, several logs of one name.

use crate::made::{Made, ORIGIN, expect, intact, six, six_saying};
use unbroken_tests::build::{self, ENTRY_DOMAIN, Key, Log, Say, checkpoint_record, proof_record};
use unbroken_tests::naive;

/// The second writer of a log.
fn second() -> Key {
    Key::writer(&format!("{ORIGIN}/writer-2"))
}

/// Six entries; entry `at` says `control`, and the second writer signs from `from` on.
fn handed_over(at: usize, control: &str, kind: &str, from: usize) -> Log {
    let mut log = Log::new(ORIGIN);
    while log.lines.len() < 6 {
        let seq = log.lines.len();
        if seq == from {
            log.writer = second();
        }
        let say = match seq {
            _ if seq == at => log.control(control, kind),
            0 => log.opening(ENTRY_DOMAIN),
            _ => log.usual(),
        };
        log.append(&say);
    }
    log
}

fn key_end(reason: &str, from: usize) -> String {
    format!(r#""from":{from},"key":"{}","reason":"{reason}","#, six().writer.label())
}

fn both_writers() -> Option<String> {
    Some(format!("{}\n{}\n", six().writer.vkey(), second().vkey()))
}

/// A validly signed line for a position that has one already.
fn twin(log: &Log, seq: usize) -> Vec<u8> {
    let mut fork = Log { lines: log.lines[..seq].to_vec(), writer: six().writer, ..log.clone() };
    fork.append(&Say { id: "twin".into(), ..fork.usual() });
    fork.lines[seq].clone()
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    [writers(), ends(), log_keys(), records(), names()].into_iter().flatten().collect()
}

/// K1, K5, K8, K9.
fn writers() -> Vec<Made> {
    let vkey = six().writer.vkey();
    let ranged =
        |name, why, writers: String, threats, expect| Made { writers: Some(writers), threats, ..Made::of(name, why, six(), expect) };
    let out_of_range = expect("broken", "forged", "\"proven 0..6\"", "\"signer-out-of-range\"");
    let mut partly = Log::new(ORIGIN);
    for seq in 0..6 {
        match seq {
            0 => partly.append(&partly.opening(ENTRY_DOMAIN)),
            3 | 5 => partly.append(&partly.usual()),
            _ => partly.append_unsigned(&partly.usual()),
        }
    }
    vec![
        ranged(
            "signed-after-range",
            "the reader trusts the writer for entries 0 to 3, and it signed 4 and 5 too",
            format!("{vkey} until=4\n"),
            &[29, 31],
            out_of_range,
        ),
        ranged(
            "signed-before-range",
            "the reader trusts the writer from entry 2 on, and it signed 0 and 1 too",
            format!("{vkey} from=2\n"),
            &[29, 31],
            out_of_range,
        ),
        ranged(
            "signed-between-ranges",
            "the reader trusts the writer for two stretches, and it signed between them too",
            format!("{vkey} until=2\n{vkey} from=4\n"),
            &[29],
            out_of_range,
        ),
        ranged(
            "two-ranges-of-one-writer",
            "the reader trusts the writer for two stretches that make up the log",
            format!("{vkey} until=3\n{vkey} from=3 until=6\n"),
            &[28],
            intact(""),
        ),
        ranged(
            "refused-ranges-overlap",
            "two stretches of one writer overlap at entry 3",
            format!("{vkey} until=4\n{vkey} from=3\n"),
            &[],
            expect("refused", "trust-input", "", ""),
        ),
        Made {
            writers: Some(format!("{vkey} until=3\n{} from=3\n", second().vkey())),
            threats: &[28],
            ..Made::of("writers-in-turn", "one writer up to entry 2, another from entry 3 on", handed_over(6, "", "", 3), intact(""))
        },
        Made {
            // A line that only a key out of its range stands behind accuses no neighbour: entry 4 stays what it is.
            lines: vec![
                checkpoint_record(&six().witnessed(4)),
                six().lines[0].clone(),
                six().lines[1].clone(),
                six().lines[2].clone(),
                six().lines[3].clone(),
                six().lines[4].clone(),
                stolen(),
            ],
            writers: Some(format!("{vkey} until=5\n")),
            asked: Some("0..4"),
            threats: &[29],
            ..Made::of(
                "old-key-names-another-entry",
                "entry 5, signed after the writer's range, names another entry 4 than the one here, and neither has a checkpoint",
                six(),
                expect(
                    "broken",
                    "tampered",
                    "\"proven 0..4\", \"uncovered 4..6\"",
                    "\"entries-uncovered\", \"link-broken\", \"signer-out-of-range\"",
                ),
            )
        },
        Made {
            threats: &[32],
            ..Made::of("partly-signed", "only entries 0, 3 and 5 are signed, and they link to the others", partly, intact(""))
        },
    ]
}

/// Entry 5 of another history, signed by the writer.
fn stolen() -> Vec<u8> {
    let mut fork = Log { lines: six().lines[..4].to_vec(), ..six() };
    fork.append(&Say { id: "forked".into(), ..fork.usual() });
    fork.append(&fork.usual());
    fork.lines[5].clone()
}

/// K2 to K4, K10.
fn ends() -> Vec<Made> {
    let vkey = six().writer.vkey();
    let compromised = || handed_over(4, &key_end("compromised", 2), "key-end", 5);
    let doubled = |name, why, at, writers, expect| {
        let mut made = Made { writers, threats: &[16, 28], ..Made::of(name, why, compromised(), expect) };
        made.lines.push(twin(&compromised(), at));
        made
    };
    vec![
        Made {
            threats: &[28],
            ..Made::of(
                "key-introduced-by-log",
                "entry 2 introduces a second writer, who signs from entry 3 on and whom the reader did not pin",
                handed_over(2, &format!(r#""vkey":"{}","#, second().vkey()), "key-add", 3),
                intact("\"signer-unpinned\""),
            )
        },
        Made {
            writers: both_writers(),
            threats: &[28],
            ..Made::of(
                "key-retired-backwards",
                "entry 4 retires the writer from 3 on, and another goes on from 5",
                handed_over(4, &key_end("retired", 3), "key-end", 5),
                intact("\"signer-retired\""),
            )
        },
        Made {
            writers: both_writers(),
            threats: &[28],
            ..Made::of(
                "key-retired-at-its-record",
                "entry 4, by the writer, retires this writer from 4 on, and another goes on from 5",
                handed_over(4, &key_end("retired", 4), "key-end", 5),
                intact("\"signer-retired\""),
            )
        },
        Made {
            writers: both_writers(),
            threats: &[28, 29],
            ..Made::of(
                "key-compromised-and-used",
                "entry 3 declares the writer compromised from 2 on, and it signs up to entry 4",
                handed_over(3, &key_end("compromised", 2), "key-end", 5),
                expect("broken", "forged", "\"proven 0..6\"", "\"signer-compromised\", \"signer-out-of-range\""),
            )
        },
        Made {
            writers: Some(format!("{vkey} from=0 until=6\n")),
            threats: &[28],
            ..Made::of(
                "key-end-against-readers-range",
                "entry 3 retires the writer from 4 on, and the reader says that it counts up to entry 5",
                handed_over(3, &key_end("retired", 4), "key-end", 6),
                intact(""),
            )
        },
        // K10: whoever had the key made the second line; it is no proof against the writer.
        doubled(
            "compromised-key-signs-twice",
            "two entries 3 by one writer, whose key the log declares compromised from 2 on",
            3,
            both_writers(),
            expect("broken", "forged", "\"proven 0..6\"", "\"entry-impostor\", \"out-of-order\", \"signer-compromised\""),
        ),
        // What the key signed before is its writer's.
        doubled(
            "key-signed-twice-before-compromise",
            "two entries 1 by one writer, whose key the log declares compromised from 2 on",
            1,
            both_writers(),
            expect("broken", "forged", "\"proven 0..6\"", "\"out-of-order\", \"signer-compromised\", \"writer-equivocated\""),
        ),
        // K4: the reader says that the key counts, so the log cannot take back what was signed with it.
        doubled(
            "compromised-key-signs-twice-in-readers-range",
            "two entries 3 by one writer, whom the log declares compromised and the reader trusts up to entry 4",
            3,
            Some(format!("{vkey} until=5\n{}\n", second().vkey())),
            expect("broken", "forged", "\"proven 0..6\"", "\"out-of-order\", \"writer-equivocated\""),
        ),
        Made {
            lines: handed_over(3, &key_end("retired", 4), "key-end", 6).lines,
            threats: &[28],
            ..Made::of(
                "key-end-unproven",
                "entry 3 retires the writer from 4 on, and no checkpoint covers any of it",
                six(),
                expect("unproven", "unanchored", "\"uncovered 0..6\"", "\"entries-uncovered\""),
            )
        },
    ]
}

/// Rotation of the log's own key (§2.5, §2.10).
fn log_keys() -> Vec<Made> {
    let log = six();
    let (old, new) = (log.key.clone(), log.key.renewed());
    let cosigned =
        |note: String, size: u64| log.witnesses.iter().fold(note, |note, witness| witness.cosign(&note, 1_767_603_600 + 60 * size));
    let record = |size: usize, keys: &[&Key]| {
        let note = keys.iter().fold(log.checkpoint_text(size), |note, key| key.sign_note(&note));
        let note = cosigned(note, size as u64);
        proof_record(&naive::leaf(&log.lines[size - 1]), &log.proof(size - 1, size, None, &note))
    };
    let rotated: Vec<Vec<u8>> =
        [record(2, &[&old]), record(4, &[&old, &new]), record(6, &[&new])].into_iter().chain(log.lines.iter().cloned()).collect();
    let policy = format!("log {}\n{}", new.vkey(), log.policy(2));
    let fork = six_saying(&[(4, &|_| String::from(r#""event":{"action":"nothing happened"}"#))]);
    let stolen = old.sign_note(&fork.checkpoint_text(6));
    vec![
        Made {
            lines: rotated.clone(),
            policy: Some(policy.clone()),
            threats: &[28],
            ..Made::of("log-key-rotated", "checkpoints by the old log key, by both, and by the new one, all trusted", six(), intact(""))
        },
        Made {
            lines: rotated.clone(),
            policy: Some(policy.replace(&format!("log {}\n", old.vkey()), "")),
            threats: &[28],
            ..Made::of(
                "log-key-rotated-away",
                "the same, and the reader trusts the new key only",
                six(),
                intact("\"checkpoint-key-unknown\""),
            )
        },
        Made {
            lines: [rotated, vec![checkpoint_record(&stolen)]].concat(),
            policy: Some(policy.clone()),
            threats: &[5, 18, 28],
            ..Made::of(
                "stolen-old-log-key",
                "beside the witnessed history a checkpoint over another one, by the old log key and without witnesses",
                six(),
                expect("broken", "forked", "\"proven 0..6\"", "\"split-view\""),
            )
        },
        Made {
            lines: [vec![checkpoint_record(&stolen)], fork.lines].concat(),
            policy: Some(policy),
            threats: &[5, 28],
            ..Made::of(
                "stolen-old-log-key-alone",
                "only the other history, by the old log key and without witnesses",
                six(),
                expect("unproven", "unanchored", "\"committed 0..6\"", "\"quorum-unmet\", \"trust-too-low\""),
            )
        },
    ]
}

/// §2.5, R1, R2, R5, rule 15.
fn records() -> Vec<Made> {
    let saying = |name, why, at, members: &str, kind: &str, expect| {
        Made::of(name, why, six_saying(&[(at, &|log: &Log| log.control(members, kind).body)]), expect)
    };
    let without = |mut made: Made, seq: usize, log: &Log| {
        made.lines.retain(|line| *line != log.lines[seq]);
        made
    };
    let erases_later = six_saying(&[(2, &|log: &Log| log.control(r#""reason":"request","seq":4,"what":"entry","#, "erase").body)]);
    let erases_values = six_saying(&[(4, &|log: &Log| log.control(r#""seq":2,"what":["AAAA"],"#, "erase").body)]);
    let last = Log::of("acme.example/before", 3).witnessed(3);
    let keys = format!(r#""after":{},"keys":[],"v":"{ENTRY_DOMAIN}","#, serde_json::Value::from(last));
    let unknown = {
        let mut log = Log::new(ORIGIN);
        log.append(&log.opening("unbroken/entry/v9"));
        while log.lines.len() < 6 {
            log.append(&log.usual());
        }
        log
    };
    let missing = |seq: usize| {
        let coverage = format!("\"proven 0..{seq}\", \"missing {seq}..{}\", \"proven {}..6\"", seq + 1, seq + 1);
        expect("broken", "incomplete", &coverage, "\"entries-missing\"")
    };
    vec![
        Made {
            threats: &[61],
            ..saying(
                "log-open-twice",
                "entry 3 says that it opens the log, in a version that is not known",
                3,
                r#""keys":[],"v":"unbroken/entry/v9","#,
                "log-open",
                intact(""),
            )
        },
        Made {
            lines: unknown.lines.clone(),
            threats: &[61],
            ..Made::of(
                "version-unproven",
                "the first entry declares an unknown version, and no checkpoint covers it",
                unknown,
                expect("unproven", "unanchored", "\"uncovered 0..6\"", "\"entries-uncovered\""),
            )
        },
        saying("log-follows-another", "the first entry names the last checkpoint of the log before", 0, &keys, "log-open", intact("")),
        saying(
            "control-of-unknown-type",
            "entry 3 is a control record of a type to come",
            3,
            r#""seq":2,"what":"entry","#,
            "forget",
            intact(""),
        ),
        saying("control-incomplete", "entry 3 is an erase record that does not say what", 3, r#""seq":2,"#, "erase", intact("")),
        saying("heartbeat-and-nothing", "entry 3 says that nothing happened", 3, "", "heartbeat", intact("")),
        saying(
            "export-recorded",
            "entry 3 records who was given the entries before",
            3,
            r#""from":0,"to":3,"who":"an auditor","#,
            "export",
            intact(""),
        ),
        Made {
            threats: &[40],
            ..saying(
                "erased-and-still-here",
                "entry 4 records that entry 2 was erased, and it is here",
                4,
                r#""reason":"request","seq":2,"what":"entry","#,
                "erase",
                intact(""),
            )
        },
        Made {
            threats: &[40],
            ..without(
                Made::of(
                    "erased-before-it-was-written",
                    "entry 2 records that entry 4 was erased, and entry 4 is not here",
                    erases_later.clone(),
                    missing(4),
                ),
                4,
                &erases_later,
            )
        },
        Made {
            threats: &[40],
            ..without(
                Made::of(
                    "erased-values-of-missing-entry",
                    "entry 4 records that a value of entry 2 was erased, and all of entry 2 is gone",
                    erases_values.clone(),
                    missing(2),
                ),
                2,
                &erases_values,
            )
        },
        // R2: a record speaks about what was before it.
        Made {
            threats: &[40],
            ..saying(
                "erased-value-of-the-record-itself",
                "entry 4 records that a value of entry 4 was erased",
                4,
                r#""seq":4,"what":["AAAA"],"#,
                "erase",
                intact(""),
            )
        },
        // R5: closed is closed, and the second record is an entry after the first.
        Made::of(
            "closed-twice",
            "entry 3 closes the log, and entry 5 closes it once more",
            six_saying(&[3, 5].map(|seq| (seq, &closing as &dyn Fn(&Log) -> String))),
            expect("broken", "tampered", "\"proven 0..6\"", "\"entry-after-close\""),
        ),
        closed_and_continued_by_stranger(),
    ]
}

fn closing(log: &Log) -> String {
    log.control("", "log-close").body
}

/// R5: only a state that the reader trusts can say that a closed log went on.
fn closed_and_continued_by_stranger() -> Made {
    let log = six_saying(&[(5, &closing)]);
    let mut more = log.clone();
    more.writer = Key::writer("stranger");
    more.append(&more.usual());
    let note = Key::log(ORIGIN).renewed().sign_note(&more.checkpoint_text(7));
    let mut made = Made {
        threats: &[68],
        ..Made::of(
            "closed-and-continued-by-stranger",
            "the last entry closes the log; a stranger adds an entry and a checkpoint of his own",
            log,
            expect(
                "proven",
                "intact",
                "\"proven 0..6\", \"committed 6..7\"",
                "\"checkpoint-key-unknown\", \"signer-unpinned\", \"trust-too-low\"",
            ),
        )
    };
    made.lines.extend([more.lines[6].clone(), checkpoint_record(&note)]);
    made
}

/// §2.10: equal origins under different keys are different logs, never a fork.
fn names() -> Vec<Made> {
    let other = six_saying(&[(3, &|_| String::from(r#""event":{"action":"another log"}"#))]);
    let strangers = six().key.renewed().sign_note(&other.checkpoint_text(6));
    vec![
        Made {
            lines: vec![checkpoint_record(&six().checkpoint(6)), checkpoint_record(&strangers)],
            policy: None,
            writers: None,
            asked: None,
            threats: &[18, 25],
            ..Made::of(
                "one-name-two-strange-keys",
                "two checkpoints of one size and name, by two keys that nobody pinned",
                six(),
                expect("unproven", "no-entries", "", "\"nothing-pinned\""),
            )
        },
        Made {
            threats: &[25, 68],
            ..Made::with(
                "one-name-and-a-strangers-key",
                "a whole log, and a checkpoint of the same name and size over other entries, by a key that nobody pinned",
                checkpoint_record(&strangers),
                intact("\"checkpoint-key-unknown\""),
            )
        },
        Made {
            // Nothing in a line says which of two logs of one name it belongs to.
            beside: vec![("strangers.jsonl", build::file(&[&[checkpoint_record(&strangers)], &other.lines[..]].concat()))],
            threats: &[16, 25],
            ..Made::of(
                "one-name-two-logs",
                "a whole log, and another of the same name with other entries from entry 3 on, by the same writer and under a key that nobody pinned",
                six(),
                expect("broken", "forged", "\"proven 0..6\"", "\"checkpoint-key-unknown\", \"line-repeated\", \"writer-equivocated\""),
            )
        },
        // The keys that a reader lists for an origin are the keys of one log, as in a rotation: if they sign two histories, it has forked.
        Made {
            policy: Some(six().policy(2).replacen('\n', &format!("\nlog {}\n", six().key.renewed().vkey()), 1)),
            beside: vec![("other.jsonl", build::file(&[&[checkpoint_record(&strangers)], &other.lines[..]].concat()))],
            threats: &[18],
            ..Made::of(
                "two-keys-two-histories",
                "two pinned keys of one log, each with a checkpoint over a history of its own",
                six(),
                expect("broken", "forked", "\"proven 0..6\"", "\"line-repeated\", \"split-view\", \"writer-equivocated\""),
            )
        },
    ]
}
