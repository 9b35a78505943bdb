//! Expectations, a trace and records of access on the command line.

use crate::place::{Outcome, Place};

/// Two events sealed into `audit/`.
fn sealed() -> Place {
    Place::sealed("{\"actor\":\"alice\",\"action\":\"login\",\"request_id\":\"req-1\"}\n{\"actor\":\"bob\",\"n\":9007199254740993}\n")
}

/// Verifies with these rules; exit code, standard output, standard error.
fn verify(place: &Place, rules: &str, more: &[&str]) -> (i32, String, String) {
    place.write("events.jsonl", rules);
    let trusted = ["verify", "audit/example.org-audit.unbroken.jsonl", "--policy", "audit/policy.txt", "--writers", "audit/writers.txt"];
    let Outcome { code, out, err } =
        place.run(&[&trusted[..], &["--expect-entries", "0..", "--expect-events", "events.jsonl"], more].concat());
    (code, out, err)
}

#[test]
fn expectations_decide_the_exit_code() {
    let place = sealed();
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
        let (found, out, _) = verify(&place, rules, &[]);
        assert_eq!(found, code, "{rules}\n{out}");
        assert!(out.lines().any(|found| found == line), "{rules}\n{out}");
    }
}

#[test]
fn rules_that_cannot_be_read_are_exit_two() {
    let place = sealed();
    let (code, out, err) = verify(&place, "{\"id\":\"a\"}\n{\"where\":{\"event\":1}}\n", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "unbroken: events.jsonl, line 2: a pointer begins with /\nhint: what you expect must be right before anything can be verified; nothing was read yet\n"
    );
    for rules in ["", "{}", "{\"ids\":[]}", "\u{feff}{\"id\":\"a\"}"] {
        assert_eq!(verify(&place, rules, &[]).0, 2, "{rules}");
    }
}

#[test]
fn a_trace_is_listed() {
    let place = sealed();
    let (code, out, _) = verify(&place, "{\"where\":{\"\":{}},\"count\":0}", &["--trace", "req-1"]);
    assert_eq!(code, 0, "{out}");
    let (_, after) = out.split_once("\nTrace req-1\n").unwrap();
    let line = after.lines().next().unwrap();
    assert!(line.ends_with(" UTC proven     entry 1 of example.org/audit"), "{line}");
    let (_, out, _) = verify(&place, "{\"where\":{\"\":{}},\"count\":0}", &["--trace", "req-2"]);
    assert!(out.contains("No entry here carries this id"), "{out}");
}
