//! What an auditor expects of the content of entries.

#![allow(clippy::expect_used, reason = "a case that cannot be made is not written")]

use crate::made::{Made, ORIGIN, six, six_with};
use unbroken_tests::build::{self, Key, Log, Say};

/// An event at entry 3, the others as usual.
fn event(body: &str) -> Log {
    six_with(3, |log| Say { body: format!("\"event\":{body}"), ..log.usual() })
}

fn expect(verdict: &str, reason: &str, coverage: &str, findings: &str) -> &'static str {
    format!("verdict = \"{verdict}\"\nreason = \"{reason}\"\ncoverage = [{coverage}]\nfindings = [{findings}]").leak()
}

fn intact() -> &'static str {
    expect("proven", "intact", "\"proven 0..6\"", "")
}

fn unmet(code: &str) -> &'static str {
    expect("unproven", "unmet", "\"proven 0..6\"", &format!("\"{code}\""))
}

/// Rules as the member `events` of the question.
fn rules(lines: &[&str]) -> &'static str {
    format!("events = '''\n{}'''", lines.join("\n")).leak()
}

fn made(name: &'static str, why: &'static str, log: Log, question: &'static str, expect: &'static str) -> Made {
    Made { question, ..Made::of(name, why, log, expect) }
}

/// Entry 3 replaced by a placeholder.
fn stubbed(made: Made) -> Made {
    let log = six();
    let lines = log.bundle().into_iter().map(|line| if line == log.lines[3] { log.stub(3) } else { line }).collect();
    Made { lines, accept_withheld: true, ..made }
}

/// A line of the bundle with one text for another.
fn changed(made: Made, seq: usize, from: &str, to: &str) -> Made {
    let mut lines = made.lines.clone();
    let line = lines.iter_mut().filter(|line| line.starts_with(b"{\"at\"")).nth(seq).expect("the bundle holds every entry");
    let text = String::from_utf8(line.clone()).expect("lines are text");
    assert!(text.contains(from), "{text}");
    *line = text.replace(from, to).into_bytes();
    Made { lines, ..made }
}

/// A second line for position 3, by a writer nobody knows.
fn impostor() -> Vec<u8> {
    let mut other = Log { lines: six().lines[..3].to_vec(), writer: Key::writer("stranger"), ..six() };
    other.append(&Say { id: "evt-secret".into(), ..other.usual() });
    other.lines.remove(3)
}

const ALL_BUT_3: &str = "\"proven 0..3\", \"withheld 3..4\", \"proven 4..6\"";

/// Every case.
pub fn cases() -> Vec<Made> {
    let bob = r#"{"where":{"/event/actor":"bob"},"count":1}"#;
    [present(bob), vec![in_foreign_entry()], absent(), forms()].into_iter().flatten().collect()
}

/// Events that are there, once or too often.
fn present(bob: &str) -> Vec<Made> {
    let mut repeated = made(
        "expected-line-repeated",
        "one entry fits, and two files repeat its line",
        six(),
        rules(&[r#"{"where":{"/event/actor":"alice"},"count":1}"#]),
        expect("proven", "intact", "\"proven 0..6\"", "\"line-repeated\""),
    );
    repeated.beside = vec![("copy-1.jsonl", build::file(&six().lines[3..5])), ("copy-2.jsonl", build::file(&six().lines[2..4]))];
    vec![
        // §5.3: rules of every kind, all met. Control records have no actor and are the log's own.
        made(
            "expected-all-met",
            "every expectation is met by proven entries",
            six(),
            rules(&[
                r#"{"id":"evt-0003"}"#,
                r#"{"where":{"/event/actor":"bob"},"count":2}"#,
                r#"{"where":{"/event/action":"record.read"},"from":"2026-01-05T09:01:00Z","to":"2026-01-05T09:03:00Z","count":2}"#,
                r#"{"where":{"/event/action":"role.grant"},"count":0}"#,
                r#"{"require":["/event/actor","/event/action","/at"]}"#,
                r#"{"same":"/event/actor"}"#,
                &format!(r#"{{"id":"evt-0005","log":"{ORIGIN}"}}"#),
            ]),
            intact(),
        ),
        repeated,
        // §4: a warning. The exact number is a requirement that is not shown, so the question is not answered with Proven.
        made(
            "expected-once-there-twice",
            "one entry of bob's is expected, two are there",
            six(),
            rules(&[bob]),
            unmet("expected-too-many"),
        ),
        made(
            "expected-not-there",
            "nothing by alice is expected, and there is an entry of hers",
            six(),
            rules(&[r#"{"where":{"/event/actor":"alice"},"count":0}"#]),
            unmet("unexpected-present"),
        ),
        // Nothing is proven by absence: what is withheld may be just what should not be there.
        Made {
            expect: expect("unproven", "unmet", ALL_BUT_3, "\"entry-withheld\""),
            ..stubbed(made(
                "expected-absence-withheld",
                "no grant is expected, and an accepted placeholder may hide one",
                six(),
                rules(&[r#"{"where":{"/event/action":"role.grant"},"count":0}"#]),
                "",
            ))
        },
    ]
}

/// An entry of another form that a reader trusts: nothing is read in it, so nothing is absent from it.
fn in_foreign_entry() -> Made {
    let log = Log { lines: vec![br#"{"action":"role.grant","version":7}"#.to_vec()], ..Log::new(ORIGIN) };
    Made {
        lines: Vec::new(),
        beside: vec![("other.tlog-proof", log.receipt(0, 1))],
        asked: None,
        ..made(
            "expected-absence-in-foreign-entry",
            "no grant is expected, and the only entry has a form in which nothing is looked for",
            log,
            rules(&[r#"{"where":{"/event/action":"role.grant"},"count":0}"#]),
            expect("unproven", "unmet", "\"proven 0..1\"", ""),
        )
    }
}

/// Events that are not there, or that nothing proven stands for.
fn absent() -> Vec<Made> {
    let id = |id: &str| rules(&[&format!(r#"{{"id":"{id}"}}"#)]);
    let mut impostor_made = made(
        "expected-only-impostor",
        "only a line beside the genuine entry 3 has the expected id",
        six(),
        id("evt-secret"),
        expect("broken", "forged", "\"proven 0..6\"", "\"entry-impostor\", \"expected-missing\""),
    );
    let beside = impostor_made.lines.iter().position(|line| *line == six().lines[3]).expect("the bundle holds every entry");
    impostor_made.lines.insert(beside + 1, impostor());
    vec![
        made(
            "expected-absent",
            "an event that the auditor knows of is in no entry",
            six(),
            id("evt-9999"),
            expect("broken", "incomplete", "\"proven 0..6\"", "\"expected-missing\""),
        ),
        // Row tampered stands before row incomplete; both apply.
        changed(
            made(
                "expected-only-altered",
                "only an altered line has the expected value",
                six(),
                rules(&[r#"{"where":{"/event/actor":"mallory"}}"#]),
                expect(
                    "broken",
                    "tampered",
                    "\"proven 0..3\", \"altered 3..4\", \"proven 4..6\"",
                    "\"entry-altered\", \"expected-missing\"",
                ),
            ),
            3,
            "\"actor\":\"alice\"",
            "\"actor\":\"mallory\"",
        ),
        impostor_made,
        stubbed(made(
            "expected-only-stub",
            "a placeholder stands for the expected entry, and the auditor accepts withheld entries",
            six(),
            id("evt-0003"),
            expect("broken", "incomplete", ALL_BUT_3, "\"entry-withheld\", \"expected-missing\""),
        )),
        // §5.3: only proven entries may satisfy an expectation, and without a pinned key none is.
        Made {
            policy: None,
            writers: None,
            ..made(
                "expected-nothing-pinned",
                "the expected entry is there, and nobody is trusted",
                six(),
                id("evt-0003"),
                expect(
                    "broken",
                    "incomplete",
                    "\"committed 0..6\"",
                    "\"expected-missing\", \"nothing-pinned\", \"signer-unpinned\", \"trust-too-low\"",
                ),
            )
        },
        Made {
            asked: None,
            ..made(
                "expected-in-absent-log",
                "an expectation names a log of which nothing is here",
                six(),
                rules(&[r#"{"id":"evt-0003","log":"acme.example/other"}"#]),
                expect("broken", "incomplete", "", "\"expected-missing\""),
            )
        },
        // Row unreadable: nothing else is evaluated, and nothing is missing from what could not be read.
        Made {
            lines: Vec::new(),
            beside: vec![("empty.jsonl", Vec::new())],
            ..made(
                "expected-in-empty-input",
                "an expectation and an empty file",
                six(),
                id("evt-0003"),
                expect("unproven", "unreadable", "", ""),
            )
        },
    ]
}

/// Pointers, numbers and spellings.
fn forms() -> Vec<Made> {
    let exact = [r#"{"where":{"/event/n":9007199254740993.0},"count":1}"#, r#"{"where":{"/event/n":9007199254740992},"count":0}"#];
    let committed = r#"{"action":"count","actor":"alice","n":9007199254740992}"#;
    vec![
        made(
            "expected-hostile-names",
            "members called __proto__, nothing at all, a slash, a tilde, and an escaped letter",
            event(r#"{"":{"":1},"__proto__":{"admin":true},"a/b":[0,"x"],"actor":"alice","m~n":null,"\u0062":"\u00e9"}"#),
            rules(&[
                r#"{"where":{"/event//":1},"count":1}"#,
                r#"{"where":{"/event/__proto__/admin":true},"count":1}"#,
                r#"{"where":{"/__proto__/admin":true},"count":0}"#,
                r#"{"where":{"/event/constructor":{}},"count":0}"#,
                r#"{"where":{"/event/a~1b/1":"x"},"count":1}"#,
                r#"{"where":{"/event/a~1b/01":"x"},"count":0}"#,
                r#"{"where":{"/event/a~1b/-":"x"},"count":0}"#,
                r#"{"where":{"/event/m~0n":null},"count":1}"#,
                r#"{"where":{"/event/nowhere":null},"count":0}"#,
                r#"{"where":{"/event/b":"é"},"count":1}"#,
                r#"{"where":{"/event/b":"e\u0301"},"count":0}"#,
            ]),
            intact(),
        ),
        // Row 43: a number is its digits; a re-encoding that nobody believes counts for nothing.
        Made {
            threats: &[43],
            ..made(
                "expected-number-exact",
                "two numbers that a double cannot tell apart",
                event(r#"{"actor":"alice","n":9007199254740993}"#),
                rules(&exact),
                intact(),
            )
        },
        // §3.7: only the preimage is shown, so only the preimage is what an expectation sees.
        Made {
            threats: &[43],
            ..changed(
                made(
                    "expected-number-repaired",
                    "a tool wrote another number; the recovered bytes are what the log committed to",
                    event(committed),
                    rules(&[
                        r#"{"where":{"/event/n":9007199254740992},"count":1}"#,
                        r#"{"where":{"/event/n":9007199254740993},"count":0}"#,
                    ]),
                    expect("proven", "intact", "\"proven 0..6\"", "\"entry-reencoded\""),
                ),
                3,
                "9007199254740992",
                "9007199254740993",
            )
        },
        made(
            "required-field-missing",
            "entry 3 has no actor",
            event(r#"{"action":"record.read","actor":null}"#),
            rules(&[r#"{"require":["/event/action","/event/actor"]}"#]),
            unmet("field-missing"),
        ),
        made(
            "subject-in-two-spellings",
            "bob is also written with a capital letter and a character that nobody sees",
            event("{\"action\":\"record.read\",\"actor\":\"Bo\u{200b}b\"}"),
            rules(&[r#"{"same":"/event/actor"}"#]),
            expect("unproven", "unmet", "\"proven 0..6\"", "\"id-spelled-differently\", \"text-deceptive\""),
        ),
    ]
}
