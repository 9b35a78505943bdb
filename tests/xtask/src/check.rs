//! `cargo xtask test`: every check in one order, from a bare machine on. A step that fails does not stop the others, so that one run shows
//! everything; a step that cannot run says so and is counted as skipped, never as passed.

use crate::page::{self, Page, Wasm};
use crate::run::{cargo, done, printed, program, say, target, watched};
use crate::setup::{self, Browser, Node};
use crate::{npm, serve, tidy};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// `cargo xtask test`.
pub fn command() -> Result<ExitCode, String> {
    for name in ["wasm32-unknown-unknown", "thumbv7em-none-eabi"] {
        setup::rust_target(name)?;
    }
    let browser = setup::browser()?;
    let firefox = setup::firefox()?;
    let node = setup::node()?;
    // Built beside the first steps, which leave a core idle now and then.
    let deny = setup::cargo_deny()?;
    let geckodriver = setup::geckodriver()?;

    let mut run = Run::default();
    run.step("format", || done(cargo(&["fmt", "--all", "--check"])).into());
    run.step("architecture", || tidy::command().into());
    run.step("lints", || done(cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])).into());
    run.step("lints of page and package", || {
        let mut command = page::wasm_cargo("clippy");
        command.args(["--", "-D", "warnings"]);
        done(command).into()
    });
    run.step("verifier without std", || {
        done(cargo(&["build", "--package", "unbroken", "--profile", "bare", "--target", "thumbv7em-none-eabi"])).into()
    });
    run.step("dependencies", || {
        say("Advisories are not looked up: that takes the network. Run: cargo deny --config .cargo/deny.toml check advisories");
        let checked =
            deny.program().and_then(|deny| done(program(deny, &["--config", ".cargo/deny.toml", "check", "bans", "licenses", "sources"])));
        checked.into()
    });
    let mut built = Err(String::new());
    run.step("page and package", || {
        built = page::compile().and_then(|wasm| Built::new(&wasm, browser, firefox, geckodriver.program()?, node));
        built.as_ref().map(drop).map_err(String::clone).into()
    });
    run.step("tests", || {
        let mut command = cargo(&["test", "--workspace", "--no-fail-fast"]);
        if let Ok(built) = &built {
            command.envs(built.told());
        }
        tests(command)
    });
    Ok(run.summary())
}

/// What the tests in browsers and in Node are about, and what they run in.
struct Built {
    page: Page,
    package: PathBuf,
    site: String,
    chromium: Browser,
    firefox: PathBuf,
    geckodriver: PathBuf,
    node: Node,
}

impl Built {
    fn new(wasm: &Wasm, chromium: Browser, firefox: PathBuf, geckodriver: PathBuf, node: Node) -> Result<Built, String> {
        let page = page::assemble(wasm)?;
        let package = npm::assemble(wasm)?;
        let site = serve::in_background(&page)?;
        for tool in [&chromium.chromium, &firefox, &node.node] {
            say(&format!("{}: {}", tool.display(), printed(program(tool, &["--version"]))?.trim()));
        }
        Ok(Built { page, package, site, chromium, firefox, geckodriver, node })
    }

    /// As the tests read it, in their environment. Without it they would be skipped, and say so.
    fn told(&self) -> [(&'static str, OsString); 12] {
        [
            ("UNBROKEN_CHROMIUM", self.chromium.chromium.clone().into()),
            ("UNBROKEN_CHROMEDRIVER", self.chromium.chromedriver.clone().into()),
            ("UNBROKEN_FIREFOX", self.firefox.clone().into()),
            ("UNBROKEN_GECKODRIVER", self.geckodriver.clone().into()),
            ("UNBROKEN_NODE", self.node.node.clone().into()),
            ("UNBROKEN_TSC", self.node.tsc.clone().into()),
            ("UNBROKEN_AXE", self.node.axe.clone().into()),
            ("UNBROKEN_SINGLE", self.page.single.clone().into()),
            ("UNBROKEN_SITE", self.site.clone().into()),
            ("UNBROKEN_NPM", self.package.clone().into()),
            // Cargo builds it before it runs the tests: the command line has tests of its own.
            ("UNBROKEN_CLI", target().join("debug/unbroken").into()),
            ("UNBROKEN_SCREENSHOTS", target().join("screenshots").into()),
        ]
    }
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
