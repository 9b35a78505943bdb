//! `cargo xtask tidy`: the laws of the architecture that a program can check.
//!
//! Every check is a function from the project's files to sentences; no sentence, no fault. That keeps each one testable on a few lines of
//! made-up project, where it must be able to fail.

mod bounds;
mod cases;
mod findings;
mod folders;
mod rooms;
mod specs;
mod threats;
mod tokens;
mod views;

use crate::run::{printed, program, root};
use std::collections::BTreeMap;
use std::fs;

/// The project's own files, path to text; what is not text has none.
pub type Files = BTreeMap<String, Option<String>>;

/// `cargo xtask tidy`.
pub fn command() -> Result<(), String> {
    let listed = printed(program("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let mut files = Files::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        // A file that was deleted but is still listed is none of the project's files.
        if let Ok(bytes) = fs::read(root().join(path)) {
            files.insert(path.to_owned(), String::from_utf8(bytes).ok());
        }
    }
    let faults = faults(&files);
    for fault in &faults {
        eprintln!("{fault}");
    }
    if faults.is_empty() {
        println!("{} files keep the laws of the architecture.", files.len());
        Ok(())
    } else {
        Err(format!("{} faults against the laws of the architecture", faults.len()))
    }
}

fn faults(files: &Files) -> Vec<String> {
    let checks = [rooms::check, folders::check, findings::check, cases::check, bounds::check, specs::check, views::check];
    checks.iter().flat_map(|check| check(files)).collect()
}

/// The text of each file whose path begins and ends so.
fn texts<'a>(files: &'a Files, start: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let chosen = files.iter().filter(move |(path, _)| path.starts_with(start) && path.ends_with(end));
    chosen.filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
}

#[cfg(test)]
fn made_up(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned()))).collect()
}
