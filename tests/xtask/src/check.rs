//! `cargo xtask test`: every check in one order, from a bare machine on. A step that fails does not stop the others, so that one run shows
//! everything; a step that cannot run says so and is counted as skipped, never as passed.

use crate::run::{cargo, done, printed, program, say, target, watched};
use crate::setup::{self, Browser, Node};
use crate::{npm, page, serve, tidy};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Crates that are compiled for the browser only.
const PAGE: [&str; 2] = ["unbroken-viewer", "unbroken-wasm"];

/// `cargo xtask test`.
pub fn command() -> Result<ExitCode, String> {
    for name in ["wasm32-unknown-unknown", "thumbv7em-none-eabi"] {
        setup::rust_target(name)?;
    }
    let browser = setup::browser()?;
    let node = setup::node()?;
    let deny = setup::cargo_deny()?;

    let mut run = Run::default();
    run.step("format", || done(cargo(&["fmt", "--all", "--check"])).into());
    run.step("lints", || done(host("clippy", &["--all-targets", "--", "-D", "warnings"])).into());
    run.step("lints of the page", || done(with_page(page::wasm_cargo(&["clippy"]), &["--", "-D", "warnings"])).into());
    run.step("verifier without std", || {
        done(cargo(&["build", "--package", "unbroken", "--release", "--target", "thumbv7em-none-eabi"])).into()
    });
    run.step("verifier for wasm", || done(page::wasm_cargo(&["build", "--package", "unbroken"])).into());
    run.step("tests", || tests(cargo(&["test", "--no-fail-fast"])));
    run.step("tests of the page's logic", || tests(with_page(cargo(&["test", "--no-fail-fast", "--lib"]), &[])));
    run.step("dependencies", || {
        say("Advisories are not looked up: that takes the network. Run: cargo deny --config .cargo/deny.toml check advisories");
        done(program(&deny, &["--config", ".cargo/deny.toml", "check", "bans", "licenses", "sources"])).into()
    });
    run.step("architecture", || tidy::command().into());
    run.step("npm package in Node", || in_node(&node));
    run.step("browser", || in_browser(&browser));
    Ok(run.summary())
}

/// One cargo command over every crate that runs natively.
fn host(verb: &str, arguments: &[&str]) -> Command {
    let mut command = cargo(&[verb, "--workspace"]);
    command.args(PAGE.iter().flat_map(|name| ["--exclude", name])).args(arguments);
    command
}

fn with_page(mut command: Command, arguments: &[&str]) -> Command {
    command.args(PAGE.iter().flat_map(|name| ["--package", name])).args(arguments);
    command
}

/// Builds the npm package and the command line, and compares what library, command line and package say about the whole corpus.
fn in_node(node: &Node) -> Outcome {
    let prepared = npm::build().and_then(|package| {
        done(cargo(&["build", "--package", "unbroken-cli"]))?;
        say(&format!("In Node {}", printed(program(&node.node, &["--version"]))?.trim()));
        Ok(package)
    });
    let package = match prepared {
        Ok(prepared) => prepared,
        Err(sentence) => return Outcome::failed(sentence),
    };
    let mut command = cargo(&["test", "--package", "unbroken-e2e", "--no-fail-fast", "--test", "node"]);
    command
        .env("UNBROKEN_NODE", &node.node)
        .env("UNBROKEN_TSC", &node.tsc)
        .env("UNBROKEN_NPM", package)
        .env("UNBROKEN_CLI", target().join("debug/unbroken"));
    tests(command)
}

/// Builds the page and the command line, and compares what the two say, in Chromium.
fn in_browser(browser: &Browser) -> Outcome {
    let prepared = page::build().and_then(|page| {
        done(cargo(&["build", "--package", "unbroken-cli"]))?;
        let package = npm::build()?;
        let site = serve::in_background(&page)?;
        let version = printed(program(&browser.chromium, &["--version"]))?;
        say(&format!("In {}, without a network", version.trim()));
        Ok((page, package, site))
    });
    let (page, package, site) = match prepared {
        Ok(prepared) => prepared,
        Err(sentence) => return Outcome::failed(sentence),
    };
    let mut command = cargo(&["test", "--package", "unbroken-e2e", "--no-fail-fast", "--lib", "--bins", "--test", "browser"]);
    command
        .env("UNBROKEN_CHROMIUM", &browser.chromium)
        .env("UNBROKEN_CHROMEDRIVER", &browser.chromedriver)
        .env("UNBROKEN_SINGLE", &page.single)
        .env("UNBROKEN_SITE", site)
        .env("UNBROKEN_NPM", package)
        .env("UNBROKEN_CLI", target().join("debug/unbroken"))
        .env("UNBROKEN_SCREENSHOTS", target().join("screenshots"));
    tests(command)
}

/// Runs a test command and adds up the result lines of its test binaries.
fn tests(command: Command) -> Outcome {
    let mut outcome = Outcome::default();
    let ended = watched(command, |line| {
        if let Some(counts) = Outcome::of_result_line(line) {
            outcome.add(&counts);
        }
    });
    match ended {
        Err(sentence) if outcome.failed == 0 => {
            outcome.failed = 1;
            eprintln!("{sentence}");
        }
        // A test run without one test is a broken command, not a success.
        Ok(()) if outcome.passed + outcome.failed + outcome.skipped == 0 => {
            outcome.failed = 1;
            eprintln!("No test ran.");
        }
        _ => {}
    }
    outcome
}

#[derive(Default)]
struct Run {
    lines: Vec<String>,
    total: Outcome,
}

impl Run {
    fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = work();
        let state = if outcome.failed > 0 { "FAILED" } else { "ok" };
        let line = format!(
            "{name:<28}{state:>7}{:>7.1} s   {} passed, {} failed, {} skipped",
            start.elapsed().as_secs_f64(),
            outcome.passed,
            outcome.failed,
            outcome.skipped
        );
        println!("{line}");
        self.lines.push(line);
        self.total.add(&outcome);
    }

    /// Says what each step came to; the last line counts.
    fn summary(&self) -> ExitCode {
        println!("\n{}\n", self.lines.join("\n"));
        println!("{} passed, {} failed, {} skipped", self.total.passed, self.total.failed, self.total.skipped);
        if self.total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// What a step came to; a step that runs no tests counts as one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Outcome {
    fn failed(sentence: String) -> Outcome {
        eprintln!("{sentence}");
        Outcome { failed: 1, ..Outcome::default() }
    }

    fn add(&mut self, other: &Outcome) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn of_result_line(line: &str) -> Option<Outcome> {
        let counts = line.trim_start().strip_prefix("test result: ")?;
        let count =
            |word: &str| -> Option<u64> { counts.split("; ").find_map(|part| part.strip_suffix(word)?.rsplit(' ').next()?.parse().ok()) };
        Some(Outcome { passed: count(" passed")?, failed: count(" failed")?, skipped: count(" ignored")? })
    }
}

impl From<Result<(), String>> for Outcome {
    fn from(result: Result<(), String>) -> Outcome {
        match result {
            Ok(()) => Outcome { passed: 1, ..Outcome::default() },
            Err(sentence) => Outcome::failed(sentence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn result_lines_are_counted() {
        let line = "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured; 2 filtered out; finished in 0.01s";
        assert_eq!(Outcome::of_result_line(line), Some(Outcome { passed: 12, failed: 1, skipped: 3 }));
        assert_eq!(Outcome::of_result_line("test result of the day"), None);
    }

    #[test]
    fn a_failed_step_counts_as_failed() {
        assert_eq!(Outcome::from(Err("no".to_owned())), Outcome { passed: 0, failed: 1, skipped: 0 });
    }
}
