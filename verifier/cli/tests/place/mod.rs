//! A folder of its own in which the program runs, and what came of a run.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The folder.
pub struct Place {
    pub dir: TempDir,
}

/// How a run ended, and what it said.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Place {
        Place { dir: tempfile::tempdir().unwrap() }
    }

    /// What is sealed of `events` lies in `audit/`, the keys in `keys/`.
    pub fn sealed(events: &str) -> Place {
        let place = Place::new();
        place.write("events.ndjson", events);
        let sealed = place.run(&["seal", "events.ndjson", "--log", "example.org/audit", "--out", "audit", "--keys", "keys"]);
        assert_eq!((sealed.code, sealed.err.as_str()), (0, ""));
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The program in this folder, without standard input and without the environment of the tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unbroken"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.path("home"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        outcome(&mut self.command(arguments))
    }

    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Outcome {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Outcome::of(child.wait_with_output().unwrap())
    }
}

impl Outcome {
    fn of(output: Output) -> Outcome {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub fn outcome(command: &mut Command) -> Outcome {
    Outcome::of(command.output().unwrap())
}

/// A file of the worked example, made by the writer's own test.
pub fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../writer/tests/example").join(name).to_str().unwrap().to_owned()
}

/// Runs commands for a check by hand in a folder: every step must print what it says. How many steps there were; `None` without openssl.
pub fn by_hand(script: &str, folder: &Path) -> Option<usize> {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: no openssl here");
        return None;
    }
    let run = outcome(Command::new("sh").arg("-c").arg(script).current_dir(folder));
    let must: Vec<&str> = script.lines().filter_map(|line| Some(line.strip_prefix("# ")?.split_once("must print ")?.1)).collect();
    assert_eq!((run.out.lines().collect::<Vec<_>>(), run.err.as_str()), (must.clone(), ""), "{script}");
    Some(must.len())
}

/// The options with which `evidence` says that its file is to be verified.
pub fn asked_by(said: &str, file: &Path) -> Vec<String> {
    let line = said.split(&format!("unbroken verify {}", file.display())).nth(1).unwrap_or_default();
    line.lines().next().unwrap_or_default().split_whitespace().map(String::from).collect()
}
