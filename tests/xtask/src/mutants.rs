//! `cargo xtask mutants`: changes the trusted core in one small way after the other, and counts the changes that no test notices.
//!
//! Every mutant meets the corpus first, which keeps what is answered to each of its cases. What it lets pass meets the tests of the crate
//! itself, then the ordinary tests of the whole without those that try much, and what is left then meets all: each round is built only for
//! what the one before let pass. What was caught once, or made a test run for ever, is remembered under `target/mutants`, so that a run goes
//! on where the last one ended; `--shard` makes it a part of the work, the same part in every round.

use crate::run::{cargo, done, printed, program, say, target};
use crate::setup;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The parts of the core of which every mutant must be noticed.
const WHOLE: [&str; 3] = ["verifier/src/tree/**", "verifier/src/trust/**", "verifier/src/json.rs"];

/// Which tests meet what is left.
struct Round {
    name: &'static str,
    binary: &'static str,
    /// Longer than a busy machine needs, in seconds.
    timeout: &'static str,
    /// Tests that take longer than all others together; the last round runs them.
    skipped: &'static [&'static str],
}

/// What comes before the round with everything.
const ROUNDS: [Round; 3] = [
    Round { name: "The corpus", binary: "--test=corpus", timeout: "--timeout=45", skipped: &[] },
    Round {
        name: "The tests of the crate",
        binary: "--lib",
        timeout: "--timeout=45",
        skipped: &["every_changed_byte_and_every_prefix", "limits_do_not_depend_on_the_cut"],
    },
    Round {
        name: "The ordinary tests of the whole",
        binary: "--test=all",
        timeout: "--timeout=400",
        skipped: &["campaign", "exhaustive", "laws", "fuzz", "hostile"],
    },
];

/// Mutates the files that these globs name, or the whole of what must be complete.
pub fn command(globs: &[String], shard: Option<&str>) -> Result<(), String> {
    let tool = setup::tool("cargo-mutants", "27.1.0")?;
    say("First the tests on what is here");
    done(cargo(&["test", "--profile", "mutants", "--package", "unbroken", "--package", "unbroken-tests", "--lib", "--test", "corpus"]))?;
    let wanted: Vec<&str> = if globs.is_empty() { WHOLE.into() } else { globs.iter().map(String::as_str).collect() };
    let part = Part { names: names(&tool, &wanted, shard)?, files: wanted };
    for round in &ROUNDS {
        say(round.name);
        // Survivors are what it is for: they are no failure of the run.
        let _survivors = round.command(&tool, &part).status();
        remember_endless();
    }
    say("All tests, for what is left");
    let mut all = mutants(&tool, &part);
    all.arg("--timeout=1800");
    done(all).map_err(|_| format!("Some changes go unnoticed: see {}", target().join("mutants/mutants.out/missed.txt").display()))
}

/// What is tried, in every round. Later ones have fewer left, and a shard of those would be another one.
struct Part<'p> {
    names: Vec<String>,
    /// Where they are: mutants that leave out a field are tried whatever their name, unless they are elsewhere.
    files: Vec<&'p str>,
}

/// The names of the mutants of some files, or of a shard of them.
fn names(tool: &Path, wanted: &[&str], shard: Option<&str>) -> Result<Vec<String>, String> {
    let mut list = program(tool, &["mutants", "--package", "unbroken", "--list"]);
    list.args(wanted.iter().flat_map(|glob| ["--file", glob]));
    if let Some(shard) = shard {
        list.args(["--shard", shard, "--sharding", "round-robin"]);
    }
    let names: Vec<String> = printed(list)?.lines().map(str::to_owned).collect();
    // Without any name the tool would try all that there are.
    if names.is_empty() { Err(format!("There is no mutant in {}", wanted.join(", "))) } else { Ok(names) }
}

/// Where the names of mutants stand that made a test run for ever.
fn endless() -> PathBuf {
    target().join("mutants/endless.txt")
}

/// Notes which mutants a test did not come to an end with: they are noticed, and a later round would wait for them again.
fn remember_endless() {
    let ended = fs::read_to_string(target().join("mutants/mutants.out/timeout.txt")).unwrap_or_default();
    let known = fs::read_to_string(endless()).unwrap_or_default();
    let fresh = ended.lines().filter(|name| !known.lines().any(|other| other == *name)).map(|name| format!("{name}\n"));
    // What cannot be noted is only tried again.
    let _noted = fs::write(endless(), known.clone() + &fresh.collect::<String>());
}

/// A name as a pattern that fits it alone.
fn pattern(name: &str) -> String {
    let escape = |c: char| if c.is_alphanumeric() || c.is_whitespace() { c.to_string() } else { format!("\\x{{{:x}}}", c as u32) };
    format!("^{}$", name.chars().map(escape).collect::<String>())
}

impl Round {
    /// The tool with the tests of this round.
    fn command(&self, tool: &Path, part: &Part<'_>) -> Command {
        let mut command = mutants(tool, part);
        command.arg(format!("--cargo-arg={}", self.binary)).args([self.timeout, "--", "--"]);
        command.args(self.skipped.iter().flat_map(|name| ["--skip", name]));
        command
    }
}

/// The tool over these mutants; it copies the project and leaves it as it is.
fn mutants(tool: &Path, part: &Part<'_>) -> Command {
    let mut command = program(tool, &["mutants", "--package", "unbroken", "--iterate", "--baseline", "skip"]);
    command.args(["--test-package", "unbroken", "--test-package", "unbroken-tests", "--output"]).arg(target().join("mutants"));
    command.args(part.files.iter().flat_map(|glob| ["--file", glob]));
    command.args(part.names.iter().flat_map(|name| ["--re".to_owned(), pattern(name)]));
    let endless = fs::read_to_string(endless()).unwrap_or_default();
    command.args(endless.lines().flat_map(|name| ["--exclude-re".to_owned(), pattern(name)]));
    command
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn a_pattern_has_no_sign_of_its_own() {
        assert_eq!(pattern("a.rs:1:2: replace + with *"), "^a\\x{2e}rs\\x{3a}1\\x{3a}2\\x{3a} replace \\x{2b} with \\x{2a}$");
    }
}
