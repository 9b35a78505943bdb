//! The commands under "check it by hand" are run by a real shell with openssl and print what they say they print: those of single entries,
//! those of every finding of damage of the corpus, on the inputs and on the evidence file alone, and those that the specifications print.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use unbroken::verify::read;
use unbroken::{Case, Code, Input, Question, Severity, Trust};
use unbroken_tests::corpus::{self, cases};

fn main() -> std::io::Result<()> {
    let absent = Command::new("openssl").arg("version").output().is_err();
    if absent {
        eprintln!("skipped: no openssl here");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = [
        ("a line of a bundle", "ok-full/ok-full.jsonl"),
        ("a line with a carriage return", "ok-crlf/ok-crlf.jsonl"),
        ("the entry in a receipt", "ok-receipt/ok-receipt.tlog-proof"),
    ];
    let mut trials: Vec<Trial> = entries
        .map(|(name, file)| {
            let file = folder.join(file);
            Trial::test(name, move || entry(&file)).with_ignored_flag(absent)
        })
        .into();
    // Two cases of each code: a shell takes its time.
    let mut held: BTreeMap<String, u32> = BTreeMap::new();
    let mut rare = |code: &String| {
        let held = held.entry(code.clone()).or_default();
        *held += 1;
        *held <= 2
    };
    let cases = cases()?.into_iter().filter(|(_, case)| case.expect.verdict == "broken");
    let cases = cases.filter(|(_, case)| case.expect.findings.iter().filter(|code| is_damage(code) && rare(code)).count() > 0);
    trials.extend(cases.map(|(name, case)| Trial::test(format!("findings of {name}"), move || findings(&case)).with_ignored_flag(absent)));
    let printed = [
        ("the commands of the bundle specification", "unbroken-bundle.md", "full.jsonl", None),
        ("the command of the entry specification", "unbroken-entry.md", "entry.json", Some(3)),
    ]
    .map(|(name, spec, file, line)| Trial::test(name, move || run_printed(spec, file, line)).with_ignored_flag(absent));
    trials.extend(printed);
    trials.push(Trial::test("a file name made to harm", hostile_name).with_ignored_flag(absent));
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn is_damage(code: &str) -> bool {
    Code::parse(code).is_some_and(|code| code.severity() >= Severity::Error)
}

fn entry(file: &Path) -> Result<(), Failed> {
    let data = std::fs::read(file)?;
    let trust = Trust::default();
    let question = Question::default();
    let stream = read(&Input { name: "FILE", data: &data }, &trust, &question);
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

/// A folder of its own for one run, under the folder of the build.
fn place(name: &str) -> Result<std::path::PathBuf, Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("by-hand").join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Runs the commands in a folder; every step must print what it says. Returns how many steps there were.
fn run(script: &str, folder: &Path) -> Result<usize, Failed> {
    let must: Vec<&str> = script.lines().filter_map(|line| Some(line.strip_prefix("# ")?.split_once("must print ")?.1)).collect();
    let output = Command::new("sh").arg("-c").arg(script).current_dir(folder).output()?;
    let (printed, said) = (String::from_utf8(output.stdout)?, String::from_utf8_lossy(&output.stderr).into_owned());
    if printed.lines().collect::<Vec<_>>() != must || !said.is_empty() {
        return Err(format!("{script}\nprinted {printed}\nsaid {said}\nexpected {must:?}").into());
    }
    Ok(must.len())
}

fn findings(case: &corpus::Case) -> Result<(), Failed> {
    let files = case.read_inputs()?;
    let trust = case.read_trust()?.read()?;
    let streams = files.iter().map(|(name, data)| read(&Input { name, data }, &trust, &case.question())).collect();
    let assembled = Case::assemble(streams, &trust, &case.question());
    let report = assembled.report();
    let bytes = |input: usize, offset: u64, len: u64| {
        let facts = report.inputs.get(input)?;
        let (_, data) = files.iter().find(|(name, data)| *name == facts.name && data.len() as u64 == facts.size)?;
        Some(data.get(offset as usize..(offset + len) as usize)?.to_vec())
    };
    let scratch = place(case.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default())?;
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    let mut seen = BTreeSet::new();
    for finding in all.filter(|finding| finding.severity >= Severity::Error && seen.insert(finding.code)) {
        let log = report.logs.iter().find(|log| Some(&log.origin) == finding.log.as_ref());
        if finding.code == Code::ExpectedMissing && log.is_some_and(|log| log.coverage.is_empty() && log.checkpoints.is_empty()) {
            // Of a log of which nothing is here, there is nothing to compute.
            continue;
        }
        let script = assembled.by_hand(&finding.id).ok_or("no commands")?;
        if run(&script, &case.folder)? == 0 {
            return Err(format!("{}: there is nothing to run", finding.id).into());
        }
        // A stranger has the evidence file and nothing else.
        let file = assembled.evidence(&finding.id, bytes).map_err(|error| error.to_string())?;
        std::fs::write(scratch.join("evidence"), &file.data)?;
        let stream = read(&Input { name: "evidence", data: &file.data }, &trust, &file.question);
        let alone = Case::assemble(vec![stream], &trust, &file.question);
        let found = alone.report().logs.iter().flat_map(|log| &log.findings);
        let same = found.into_iter().find(|found| (found.code, found.entries) == (finding.code, finding.entries));
        if let Some(same) = same {
            run(&alone.by_hand(&same.id).ok_or("no commands")?, &scratch)?;
        }
    }
    Ok(())
}

/// Whatever a file is called, its name is one word to the shell and runs nothing.
fn hostile_name() -> Result<(), Failed> {
    let cases = cases()?;
    let (_, case) = cases.iter().find(|(name, _)| name == "altered-one").ok_or("no such case")?;
    let (trust, files) = (case.read_trust()?.read()?, case.read_inputs()?);
    let (_, data) = files.first().ok_or("no input")?;
    let folder = place("hostile-name")?;
    for name in ["a'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "-n", "a\ntouch pwned\n", "\u{1b}[31m\u{202e}", "a b", "*"] {
        std::fs::write(folder.join(name), data)?;
        let stream = read(&Input { name, data }, &trust, &case.question());
        let assembled = Case::assemble(vec![stream], &trust, &case.question());
        let script = assembled.by_hand("entry-altered-1").ok_or("no finding")?;
        if run(&script, &folder)? < 3 || folder.join("pwned").exists() {
            return Err(format!("{name:?}: {script}").into());
        }
    }
    Ok(())
}
