//! The first look at a long input: on a terminal and nowhere else, never in the report. Needs `script` and `taskset` of util-linux to
//! stand in for a terminal and for a machine of one core; without them it says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const UNBROKEN: &str = env!("CARGO_BIN_EXE_unbroken");

/// The trust options of what `sealed` made.
const TRUST: &str = "--json --expect-entries 0.. --policy audit/policy.txt --writers audit/writers.txt";

/// A sealed log as it is, `short.jsonl`, and with so much white space behind it that its signatures might take long, `long.jsonl`.
fn sealed() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("events.ndjson"), "{\"actor\":\"alice\"}\n{\"actor\":\"bob\"}\n").unwrap();
    let made = shell(dir.path(), &format!("{UNBROKEN} seal events.ndjson --log example.org/audit --out audit --keys keys"));
    assert!(made.contains("Sealed 2 events"), "{made}");
    let bundle = fs::read_to_string(dir.path().join("audit/example.org-audit.unbroken.jsonl")).unwrap();
    fs::write(dir.path().join("short.jsonl"), &bundle).unwrap();
    fs::write(dir.path().join("long.jsonl"), bundle.clone() + &format!("{:65535}\n", "").repeat(256)).unwrap();
    fs::write(dir.path().join("altered.jsonl"), bundle.replace("bob", "eve") + &format!("{:65535}\n", "").repeat(256)).unwrap();
    dir
}

/// What a command says without a terminal, both streams together.
fn shell(dir: &Path, command: &str) -> String {
    let output = Command::new("sh").args(["-c", &format!("{command} 2>&1")]).current_dir(dir).env("HOME", dir).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What one core says on a terminal; standard output goes to `out`.
fn on_terminal(dir: &Path, arguments: &str) -> (String, String) {
    let out: PathBuf = dir.join("out");
    let command = format!("taskset -c 0 {UNBROKEN} verify {arguments} > out");
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(dir)
        .env("HOME", dir)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), fs::read_to_string(out).unwrap())
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_first_look_for_who_waits() {
    if !is_there("script") || !is_there("taskset") {
        eprintln!("skipped: script or taskset is not here");
        return;
    }
    let dir = sealed();
    let dir = dir.path();
    let (said, report) = on_terminal(dir, &format!("long.jsonl {TRUST}"));
    let first = "example.org/audit: All 3 present entries are what the log committed to; signatures of entries are not checked yet.";
    assert!(said.contains(first) && said.contains("This is no verdict yet. Checking signatures"), "{said}");
    // The report is the one that comes without a terminal, byte for byte, and nothing else is said there.
    assert_eq!(shell(dir, &format!("{UNBROKEN} verify long.jsonl {TRUST}")), report);
    assert!(report.contains("\"verdict\":\"proven\"") && !report.contains("not checked yet"));

    let (said, report) = on_terminal(dir, &format!("altered.jsonl {TRUST}"));
    let first =
        "2 of 3 present entries are shown to be what the log committed to, 1 is not what it committed to; signatures of entries are";
    assert!(said.contains(first) && report.contains("\"verdict\":\"broken\""), "{said}");

    // Short input, a pipe, nobody to report to, no writer pinned: one pass.
    let no_writer = TRUST.replace("--writers audit/writers.txt", "");
    for arguments in [
        format!("short.jsonl {TRUST}"),
        format!("- {TRUST} < long.jsonl"),
        format!("long.jsonl {} --quiet", TRUST.replace("--json", "")),
        format!("long.jsonl {no_writer}"),
    ] {
        let (said, _) = on_terminal(dir, &arguments);
        assert!(!said.contains("not checked yet"), "{arguments}: {said}");
    }
}
