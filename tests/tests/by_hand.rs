//! The commands under "check it by hand", and those that the specifications print, are run by a real shell with openssl and print what they say they print.

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use std::process::Command;
use unbroken::{Case, Input, Question, Trust};

fn main() {
    let absent = Command::new("openssl").arg("version").output().is_err();
    if absent {
        eprintln!("skipped: no openssl here");
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let trials = [
        ("a line of a bundle", "ok-full/ok-full.jsonl"),
        ("a line with a carriage return", "ok-crlf/ok-crlf.jsonl"),
        ("the entry in a receipt", "ok-receipt/ok-receipt.tlog-proof"),
    ]
    .map(|(name, file)| {
        let file = corpus.join(file);
        Trial::test(name, move || run(&file)).with_ignored_flag(absent)
    });
    let printed = [
        ("the commands of the bundle specification", "unbroken-bundle.md", "full.jsonl", None),
        ("the command of the entry specification", "unbroken-entry.md", "entry.json", Some(3)),
    ]
    .map(|(name, spec, file, line)| Trial::test(name, move || run_printed(spec, file, line)).with_ignored_flag(absent));
    libtest_mimic::run(&Arguments::from_args(), trials.into_iter().chain(printed).collect()).exit();
}

fn run(file: &Path) -> Result<(), Failed> {
    let data = std::fs::read(file)?;
    let trust = Trust::default();
    let stream = unbroken::verify::read(&Input { name: "FILE", data: &data }, &trust);
    let case = Case::assemble(vec![stream], &trust, &Question::default());
    let rows = case.rows(0);
    for (number, row) in rows.iter().enumerate().step_by(7) {
        let line = data.get(row.offset as usize..).and_then(|rest| rest.get(..row.len as usize)).unwrap_or_default();
        let view = case.entry(0, number, line).ok_or("the entry is not shown")?;
        let expected = view.by_hand.split_once("must print ").and_then(|(_, rest)| rest.lines().next()).ok_or("no expected value")?;
        let command = view.by_hand.replace("FILE", &format!("'{}'", file.display()));
        let output = Command::new("sh").arg("-c").arg(&command).output()?;
        let printed = String::from_utf8(output.stdout)?;
        if printed.trim() != expected {
            return Err(format!("entry {}: {command}\nprinted {printed}", row.seq).into());
        }
    }
    if rows.is_empty() { Err("no entry".into()) } else { Ok(()) }
}

/// The commands that a specification prints under its example, beside the files it speaks about (of `entry.json`, one line of the bundle).
fn run_printed(spec: &str, file: &str, line: Option<usize>) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("../verifier/specs").join(spec))?;
    let example = text.split("\n## Example\n").nth(1).ok_or("no example")?;
    let commands = example.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).ok_or("no commands")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(spec);
    std::fs::create_dir_all(&folder)?;
    let full = std::fs::read_to_string(root.join("corpus/example-full/full.jsonl"))?;
    let content = line.and_then(|line| full.lines().nth(line)).unwrap_or(&full);
    std::fs::write(folder.join(file), content)?;
    std::fs::copy(root.join("corpus/example-full/writers.txt"), folder.join("writers.txt"))?;
    let output = Command::new("sh").arg("-c").arg(commands).current_dir(&folder).output()?;
    let printed = String::from_utf8(output.stdout)?;
    let expected: &[&str] = &["ekrjLOLQfWyIQBi0Yj6CnsBHO0aC+hHjA+dG7es9tWI=", "Signature Verified Successfully"];
    let expected = if line.is_some() { &expected[..1] } else { expected };
    if printed.lines().eq(expected.iter().copied()) { Ok(()) } else { Err(format!("{commands}\nprinted {printed}").into()) }
}
