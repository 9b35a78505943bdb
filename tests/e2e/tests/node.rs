//! The whole corpus through library, command line and npm package, which must say the same, byte for byte; and the package by itself: its
//! API, its types, its examples.
//!
//! Run by `cargo xtask test`, which builds what is tested and names it in the environment; without that, all are skipped.

mod ed25519;

use libtest_mimic::{Arguments, Trial};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use tempfile::TempDir;
use unbroken::{Input, verify};
use unbroken_e2e::case::{Case, same_bytes};
use unbroken_e2e::house::{given, root};
use unbroken_e2e::{Fault, while_doing};
use unbroken_tests::corpus;

/// The scripts that run inside Node.
const SCRIPTS: [&str; 6] = ["package.json", "faces.mjs", "ed25519.mjs", "api.test.mjs", "use.ts", "tsconfig.json"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // Held to the end: the tests run in its folder.
    let lab = Lab::of_environment();
    let trials = match &lab {
        Ok(Ok(lab)) => lab.trials(),
        Ok(Err(why)) => Err(why.clone()),
        Err(name) => {
            eprintln!("skipped: the npm package in Node ({name} is not set; run: cargo xtask test)");
            Ok(vec![Trial::test("the npm package in Node", || Ok(())).with_ignored_flag(true)])
        }
    };
    let trials = trials.unwrap_or_else(|why| vec![Trial::test("the npm package in Node", move || Err(why.into()))]);
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What is tested, and a folder in which the package is installed as it would be in a project.
struct Lab {
    node: PathBuf,
    tsc: PathBuf,
    cli: PathBuf,
    folder: TempDir,
}

impl Lab {
    /// The environment, or the variable that is missing; then whether the folder could be made.
    fn of_environment() -> Result<Result<Lab, Fault>, &'static str> {
        let path = |name| given(name).map(PathBuf::from);
        let (node, tsc, cli, npm) = (path("UNBROKEN_NODE")?, path("UNBROKEN_TSC")?, path("UNBROKEN_CLI")?, path("UNBROKEN_NPM")?);
        let install = || {
            let folder = tempfile::tempdir().map_err(while_doing("a folder"))?;
            copy(&npm, &folder.path().join("node_modules/unbroken-verifier"))?;
            for name in SCRIPTS {
                fs::copy(root().join("tests/e2e/node").join(name), folder.path().join(name)).map_err(while_doing(name))?;
            }
            Ok(Lab { node, tsc, cli, folder })
        };
        Ok(install())
    }

    fn trials(&self) -> Result<Vec<Trial>, Fault> {
        let mut trials = self.corpus()?;
        trials.extend(self.api()?);
        trials.push(self.types());
        trials.extend(self.example());
        let answers = self.ask("ed25519.mjs", ed25519::jobs())?;
        trials.push(Trial::test("hard signatures: OpenSSL says the same", move || Ok(ed25519::agree(&answers)?)));
        Ok(trials)
    }

    fn node(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.node);
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// Every case through one process of Node, and a test for each: library, command line and package.
    fn corpus(&self) -> Result<Vec<Trial>, Fault> {
        let (cases, scenarios) = (Case::all()?, corpus::cases().map_err(while_doing("the corpus"))?);
        let jobs = cases.iter().map(|case| Ok(json!({"files": case.files, "options": case.options()?}).to_string() + "\n"));
        let answers = self.ask("faces.mjs", jobs.collect::<Result<String, Fault>>()?)?;
        if answers.len() != cases.len() {
            return Err(format!("Node answered {} of {} cases", answers.len(), cases.len()));
        }
        self.declare(&answers)?;
        self.declare_sarif(&cases)?;
        let each = cases.into_iter().zip(scenarios).zip(answers);
        Ok(each
            .map(|((case, (_, scenario)), answer)| {
                let cli = self.cli.clone();
                Trial::test(format!("one report: {}", case.name), move || Ok(one_report(&case, &scenario, &answer, &cli)?))
            })
            .collect())
    }

    /// Hands jobs to a script, one per line, and takes as many answers.
    fn ask(&self, script: &str, jobs: String) -> Result<Vec<Value>, Fault> {
        let mut child = self.node(&[script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(while_doing("Node"))?;
        let mut input = child.stdin.take().ok_or("Node takes no input")?;
        let written = thread::spawn(move || input.write_all(jobs.as_bytes()));
        let output = child.wait_with_output().map_err(while_doing("Node"))?;
        written.join().map_err(|_| "the jobs were not written")?.map_err(while_doing("the jobs"))?;
        if !output.status.success() {
            return Err(format!("Node ended with {}", output.status));
        }
        let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).map_err(while_doing("an answer of Node"))).collect()
    }

    /// Writes every report as a literal of the declared type, so that a member, a word or a code that `types.d.ts` does not know, or one that
    /// it promises and no report has, does not compile.
    fn declare(&self, answers: &[Value]) -> Result<(), Fault> {
        let mut text = String::from("import type { Report } from \"unbroken-verifier\";\n");
        for (number, report) in answers.iter().filter_map(|answer| answer["text"].as_str()).enumerate() {
            text.push_str(&format!("export const report{number}: Report = {};\n", report.trim_end()));
        }
        fs::write(self.folder.path().join("reports.ts"), text).map_err(while_doing("reports.ts"))
    }

    /// The same for what the command line says in SARIF, by types that others made from the schema of OASIS.
    fn declare_sarif(&self, cases: &[Case]) -> Result<(), Fault> {
        let types = Path::new("@types/sarif");
        let modules = self.tsc.ancestors().nth(3).ok_or("the compiler lies in no node_modules")?;
        copy(&modules.join(types), &self.folder.path().join("node_modules").join(types))?;
        let mut text = String::from("import type { Log } from \"sarif\";\n");
        for (number, case) in cases.iter().filter(|case| !case.is_refused() && !case.lacks_present()).enumerate() {
            let log = case.printed(&self.cli, &["--format", "sarif"])?;
            text.push_str(&format!("export const log{number}: Log = {};\n", String::from_utf8_lossy(&log).trim_end()));
        }
        fs::write(self.folder.path().join("sarif.ts"), text).map_err(while_doing("sarif.ts"))
    }

    /// The tests that Node runs by itself, one by one.
    fn api(&self) -> Result<Vec<Trial>, Fault> {
        let output = self.node(&["--test-reporter=tap", "api.test.mjs"]).output().map_err(while_doing("Node"))?;
        let (text, complaint) =
            (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned());
        // TAP: `ok 1 - name` or `not ok 1 - name`, at the start of a line.
        let result = |line: &str| {
            let (passed, rest) = match line.strip_prefix("not ok ") {
                Some(rest) => (false, rest),
                None => (true, line.strip_prefix("ok ")?),
            };
            Some((passed, rest.split_once(" - ")?.1.to_owned()))
        };
        let results: Vec<_> = text.lines().filter_map(result).collect();
        if results.is_empty() || output.status.success() != results.iter().all(|(passed, _)| *passed) {
            return Err(format!("api.test.mjs ended with {}: {text}{complaint}", output.status));
        }
        let trial = |(passed, name): (bool, String)| {
            let why = text.clone();
            Trial::test(format!("package: {name}"), move || if passed { Ok(()) } else { Err(why.into()) })
        };
        Ok(results.into_iter().map(trial).collect())
    }

    fn types(&self) -> Trial {
        let mut command = self.node(&[]);
        command.arg(&self.tsc).args(["--project", "tsconfig.json"]);
        Trial::test("package: the types fit their use and every report of the corpus, and SARIF is SARIF", move || {
            let output = command.output().map_err(while_doing("tsc"))?;
            if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stdout).into_owned().into()) }
        })
    }

    /// The example for Node ends as the command line does.
    fn example(&self) -> Vec<Trial> {
        let (sample, corpus) = (root().join("verifier/writer/tests/example"), root().join("tests/corpus"));
        let trust = |name: &str| fs::canonicalize(sample.join(name)).unwrap_or_default().into_os_string();
        let runs = [("proven", sample.join("full.jsonl"), 0), ("broken", corpus.join("example-altered/altered.jsonl"), 1)];
        let trial = |(verdict, file, code): (&'static str, PathBuf, i32)| {
            let mut command = self.node(&["node_modules/unbroken-verifier/examples/node.mjs"]);
            let file = fs::canonicalize(&file).unwrap_or(file);
            command.arg(file).arg("--policy").arg(trust("policy.txt")).arg("--writers").arg(trust("writers.txt")).args(["--from", "0"]);
            Trial::test(format!("package: the example for Node says {verdict}"), move || {
                let output = command.output().map_err(while_doing("Node"))?;
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                if output.status.code() == Some(code) && said.starts_with(verdict) { Ok(()) } else { Err(format!("{output:?}").into()) }
            })
        };
        runs.into_iter().map(trial).collect()
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::create_dir_all(to).map_err(while_doing(to.display()))?;
    for item in fs::read_dir(from).map_err(while_doing(from.display()))?.flatten() {
        let (source, target) = (item.path(), to.join(item.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(while_doing(source.display()))?;
        }
    }
    Ok(())
}

/// Library, command line and package say the same, and what the case expects.
fn one_report(case: &Case, scenario: &corpus::Case, answer: &Value, cli: &Path) -> Result<(), Fault> {
    let printed = case.by_command_line(cli)?;
    let text = |member: &str| answer[member].as_str().unwrap_or_default();
    let trust = scenario.read_trust().map_err(while_doing("the trust files"))?.read();
    if case.is_refused() {
        return match (trust, &answer["error"]) {
            (Err(_), error) if error == "UnbrokenError trust" => Ok(()),
            (trust, error) => Err(format!("library: {:?}, package: {error}", trust.map(|_| "trusts"))),
        };
    }
    let trust = trust.map_err(while_doing("what is trusted"))?;
    let files = scenario.read_inputs().map_err(while_doing("the inputs"))?;
    let inputs: Vec<_> = files.iter().map(|(name, data)| Input { name, data }).collect();
    let report = verify(&inputs, &trust, &case.question).to_json();
    let printed = if case.lacks_present() { report.clone().into_bytes() } else { printed };
    same_bytes("library", &printed, report.as_bytes())?;
    same_bytes("package", &printed, text("text").as_bytes())?;
    same_bytes("package, read from a stream", &printed, text("streamed").as_bytes())?;
    if answer["object"] == true { Ok(()) } else { Err(format!("package: the object is not the text: {}", answer["object"])) }
}
