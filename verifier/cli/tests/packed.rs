//! Containers and wrappings through the real program: the same report as the library gives, receipts out of any of them, standard input.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use unbroken::{Input, Question, Trust, TrustTexts, verify};

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
