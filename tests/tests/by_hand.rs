//! The commands under "check it by hand" are run by a real shell with openssl and print what they say they print.

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
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

fn run(file: &Path) -> Result<(), Failed> {
    let data = std::fs::read(file)?;
    let trust = Trust::default();
    let question = Question::default();
    let stream = unbroken::verify::read(&Input { name: "FILE", data: &data }, &trust, &question);
    let case = Case::assemble(vec![stream], &trust, &question);
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
