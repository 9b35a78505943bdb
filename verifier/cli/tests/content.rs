//! Expectations, a trace and records of access on the command line.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Two events sealed into `audit/`.
fn sealed() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("events.ndjson"),
        "{\"actor\":\"alice\",\"action\":\"login\",\"request_id\":\"req-1\"}\n{\"actor\":\"bob\",\"n\":9007199254740993}\n",
    )
    .unwrap();
    let sealed = run(&dir, &["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"]);
    assert_eq!(sealed.status.code(), Some(0));
    dir
}

fn run(dir: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unbroken"));
    command.args(arguments).current_dir(dir.path()).env_clear().env("HOME", dir.path().join("home"));
    command.output().unwrap()
}

/// Verifies with these rules; exit code, standard output, standard error.
fn verify(dir: &TempDir, rules: &str, more: &[&str]) -> (i32, String, String) {
    fs::write(dir.path().join("events.jsonl"), rules).unwrap();
    let trusted = ["verify", "audit/example.org-audit.unbroken.jsonl", "--policy", "audit/policy.txt", "--writers", "audit/writers.txt"];
    let output = run(dir, &[&trusted[..], &["--expect-entries", "0..", "--expect-events", "events.jsonl"], more].concat());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn expectations_decide_the_exit_code() {
    let dir = sealed();
    for (rules, code, line) in [
        (
            "{\"where\":{\"/event/action\":\"login\"},\"count\":1}\n{\"where\":{\"/event/n\":9007199254740993}}",
            0,
            "2 of 2 expectations met.",
        ),
        ("{\"where\":{\"/event/n\":9007199254740992}}", 1, "0 of 1 expectation met, 1 not met."),
        ("{\"where\":{\"/event/action\":\"login\"},\"count\":0}", 3, "0 of 1 expectation met, 1 not met."),
        ("{\"require\":[\"/event/action\"]}", 3, "0 of 1 expectation met, 1 not met."),
    ] {
        let (found, out, _) = verify(&dir, rules, &[]);
        assert_eq!(found, code, "{rules}\n{out}");
        assert!(out.lines().any(|found| found == line), "{rules}\n{out}");
    }
}

#[test]
fn rules_that_cannot_be_read_are_exit_two() {
    let dir = sealed();
    let (code, out, err) = verify(&dir, "{\"id\":\"a\"}\n{\"where\":{\"event\":1}}\n", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "unbroken: events.jsonl, line 2: a pointer begins with /\nhint: what you expect must be right before anything can be verified; nothing was read yet\n"
    );
    for rules in ["", "{}", "{\"ids\":[]}", "\u{feff}{\"id\":\"a\"}"] {
        assert_eq!(verify(&dir, rules, &[]).0, 2, "{rules}");
    }
}

#[test]
fn a_trace_is_listed() {
    let dir = sealed();
    let (code, out, _) = verify(&dir, "{\"where\":{\"\":{}},\"count\":0}", &["--trace", "req-1"]);
    assert_eq!(code, 0, "{out}");
    let (_, after) = out.split_once("\nTrace req-1\n").unwrap();
    let line = after.lines().next().unwrap();
    assert!(line.ends_with(" UTC proven     entry 1 of example.org/audit"), "{line}");
    let (_, out, _) = verify(&dir, "{\"where\":{\"\":{}},\"count\":0}", &["--trace", "req-2"]);
    assert!(out.contains("No entry here carries this id"), "{out}");
}
