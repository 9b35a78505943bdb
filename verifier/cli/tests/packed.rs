//! Containers and wrappings through the real program: the same report as the library gives, receipts out of any of them, standard input.

use crate::place::{asked_by, by_hand};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use unbroken::verdict::evidence::reach;
use unbroken::{Code, Input, Question, Trust, TrustTexts, verify};

/// Cases of the corpus that ask for entries 0 to 5, under a policy and with a writers file: their folders and their one input.
fn cases() -> Vec<(PathBuf, PathBuf)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let folders = fs::read_dir(corpus).unwrap().map(|folder| folder.unwrap().path());
    let named = |folder: &PathBuf| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("packed-") || name.starts_with("wrapped-")
    };
    let input = |folder: PathBuf| {
        let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let input = files.into_iter().find(|file| file.file_stem().unwrap().to_string_lossy().starts_with("export")).unwrap();
        (folder, input)
    };
    folders.filter(named).map(input).collect()
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unbroken"));
    command.args(arguments).arg("--policy").arg(folder.join("policy.txt")).arg("--writers").arg(folder.join("writers.txt"));
    command.stdin(Stdio::null());
    command
}

fn fed(mut command: Command, data: &[u8]) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(data).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_report_is_that_of_the_library() {
    let cases = cases();
    assert!(cases.len() > 25, "only {} cases", cases.len());
    for (folder, input) in cases {
        let texts = ["policy.txt", "writers.txt"].map(|name| fs::read_to_string(folder.join(name)).unwrap());
        let trust = Trust::read(&TrustTexts { policy: Some(&texts[0]), writers: Some(&texts[1]), ..TrustTexts::default() }).unwrap();
        let (data, name) = (fs::read(&input).unwrap(), input.file_name().unwrap().to_string_lossy().into_owned());
        let question = Question { entries: Some((0, Some(6))), ..Question::default() };
        let library = |name: &str| verify(&[Input { name, data: &data }], &trust, &question).to_json();
        let arguments = ["verify", "--json", "--expect-entries", "0..6"];
        let output = command(&arguments, &folder).arg(&input).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), library(&name), "{}", folder.display());
        let mut piped = command(&arguments, &folder);
        piped.arg("-");
        assert_eq!(String::from_utf8_lossy(&fed(piped, &data).stdout), library("stdin"), "{} piped", folder.display());
    }
}

#[test]
fn receipts_come_out_of_every_form() {
    let dir = tempfile::tempdir().unwrap();
    let receipt = dir.path().join("3.tlog-proof");
    let mut made = 0;
    for (folder, input) in cases() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let all_there = [
            "wrapped-csv",
            "wrapped-copy",
            "wrapped-array-one-line",
            "wrapped-json-column",
            "wrapped-csv-jsonb",
            "packed-gzip-members",
            "packed-zip",
        ];
        if !all_there.contains(&name.as_str()) {
            continue;
        }
        for entry in ["3", "id:evt-0003"] {
            let output = command(&["prove"], &folder).arg(&input).arg(entry).arg("--out").arg(&receipt).output().unwrap();
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            let proven = command(&["verify", "--json"], &folder).arg(&receipt).output().unwrap();
            assert_eq!(proven.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&proven.stdout));
            made += 1;
        }
    }
    assert_eq!(made, 14);
}

/// The findings of severity error and above that a report has: id, code and entries.
fn damage(report: &[u8]) -> Vec<(String, Value, Value)> {
    let report: Value = serde_json::from_slice(report).unwrap();
    let logs = report["logs"].as_array().unwrap().iter().flat_map(|log| log["findings"].as_array().unwrap());
    logs.chain(report["findings"].as_array().unwrap())
        .filter(|finding| finding["severity"] == "error" || finding["severity"] == "critical")
        .map(|finding| (finding["id"].as_str().unwrap().to_owned(), finding["code"].clone(), finding["entries"].clone()))
        .collect()
}

#[test]
fn evidence_comes_out_of_every_form() {
    let mut shown = BTreeSet::new();
    for (folder, input) in cases() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let asked = ["--expect-entries", "0..6"];
        let report = command(&["verify", "--json"], &folder).args(asked).arg(&input).output().unwrap();
        let here = tempfile::tempdir().unwrap();
        for (id, code, entries) in damage(&report.stdout) {
            let file = here.path().join(&id);
            let made = command(&["evidence", "--finding", &id], &folder).args(asked).arg(&input).arg("--out").arg(&file).output().unwrap();
            let said = String::from_utf8_lossy(&made.stderr).into_owned();
            assert!(made.status.success(), "{name}, {id}: {said}");
            let words = asked_by(&said, &file);
            let alone = command(&["verify", "--json"], &folder).args(words).arg(&file).output().unwrap();
            let found = damage(&alone.stdout)
                .into_iter()
                .any(|(_, its_code, its_entries)| (its_code, its_entries) == (code.clone(), entries.clone()));
            // Some findings are about what no file can hold; the evidence says so.
            let reach = reach(Code::parse(code.as_str().unwrap()).unwrap());
            assert!(
                found || !reach.gives_again() && said.contains(reach.limit().unwrap()),
                "{name}, {id}: the evidence alone says {}",
                String::from_utf8_lossy(&alone.stdout)
            );
            shown.insert(name.clone());
            let script = command(&["evidence", "--by-hand", "--finding", &id], &folder).args(asked).arg(&input).output().unwrap();
            if name == "packed-zip-unlisted" {
                // No unzip gives out what the archive does not list.
                continue;
            }
            if unpacked(&input, here.path()) {
                by_hand(&String::from_utf8(script.stdout).unwrap(), here.path());
            } else {
                eprintln!("skipped: nothing here unpacks {}", input.display());
            }
        }
    }
    assert!(shown.len() >= 8, "{shown:?}");
}

/// Puts an input and what is packed in it into a folder; whether that can be done here.
fn unpacked(input: &Path, folder: &Path) -> bool {
    let name = input.file_name().unwrap().to_string_lossy().into_owned();
    fs::copy(input, folder.join(&name)).unwrap();
    let line = match name.rsplit_once('.').unwrap() {
        (inner, "gz") => format!("gzip -dcq '{name}' > '{inner}'"),
        (_, "zip") => format!("unzip -qo '{name}'"),
        _ => return true,
    };
    // A cut file unpacks as far as it goes, and the tools say that it failed.
    Command::new("sh").arg("-c").arg(line).current_dir(folder).output().unwrap().status.code() != Some(127)
}

#[test]
fn the_total_is_the_callers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/packed-gzip");
    for (most, code) in [("1M", 0), ("1K", 3)] {
        let run = command(&["verify", "--json", "--expect-entries", "0..6", "--max-unpacked", most], &folder)
            .arg(folder.join("export.jsonl.gz"))
            .output();
        assert_eq!(run.unwrap().status.code(), Some(code), "{most}");
    }
}

#[test]
fn inspect_shows_members() {
    let zip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/packed-zip/export.zip");
    let output = Command::new(env!("CARGO_BIN_EXE_unbroken")).arg("inspect").arg(zip).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    for line in ["export.zip\n  format   zip\n", "1.jsonl\n  format   bundle\n  inside   export.zip\n", "newest.jsonl\n"] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
}
