//! Writes what follows from the engine alone: the kept reports and digests of the corpus, and the list of codes in the schema of the report.
//! `cargo run -p unbroken-tests --example contract`, after a change of the contract that is meant.

use std::fs;
use std::io;
use std::path::Path;
use unbroken::Code;
use unbroken_tests::golden;

/// Longest line of the lists.
const WIDTH: usize = 138;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let words: Vec<String> = Code::ALL.iter().map(|code| format!("\"{code}\"")).collect();
    replace(
        &root.join("verifier/specs/report.schema.json"),
        "\"The stable word for what was found.\",\n      \"enum\": [\n",
        "\n      ]",
        &{
            let last = words.len() - 1;
            wrap("        ", words.iter().enumerate().map(|(at, word)| if at < last { format!("{word}, ") } else { word.clone() }))
        },
    )?;
    golden::files()?.into_iter().try_for_each(|(path, text)| fs::write(path, text))
}

/// Words in lines of a bounded length.
fn wrap(indent: &str, words: impl Iterator<Item = String>) -> String {
    let mut lines = vec![String::from(indent)];
    for word in words {
        match lines.last_mut() {
            Some(line) if line.len() + word.trim_end().len() <= WIDTH => line.push_str(&word),
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// Puts `text` between the first `start` of a file and the `end` after it.
fn replace(path: &Path, start: &str, end: &str, text: &str) -> io::Result<()> {
    let old = fs::read_to_string(path)?;
    let (before, rest) = old.split_once(start).ok_or_else(|| io::Error::other(format!("{}: has no {start:?}", path.display())))?;
    let (_, after) = rest.split_once(end).ok_or_else(|| io::Error::other(format!("{}: has no {end:?}", path.display())))?;
    fs::write(path, format!("{before}{start}{text}{end}{after}"))
}
