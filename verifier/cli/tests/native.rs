//! The native vectors through the real program: every case ends with the exit code its verdict says.
//!
//! The vectors lie outside the project (`UNBROKEN_VECTORS`, by default `../shared/vectors` from the project's root). Without them every
//! case is skipped, and said to be skipped.
#![allow(missing_docs)]

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let arguments = Arguments::from_args();
    let root = std::env::var_os("UNBROKEN_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"), PathBuf::from);
    let folder = root.join("native");
    let trials = match fs::read(folder.join("vectors.json")) {
        Err(_) => vec![Trial::test("native vectors (not here: skipped)", || Ok(())).with_ignored_flag(true)],
        Ok(bytes) => match serde_json::from_slice::<Vec<Value>>(&bytes) {
            Err(fault) => vec![Trial::test("native vectors", move || Err(fault.to_string().into()))],
            Ok(cases) => cases.into_iter().map(|case| trial(folder.clone(), case)).collect(),
        },
    };
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(folder: PathBuf, case: Value) -> Trial {
    let name = case["name"].as_str().unwrap_or("?").to_owned();
    Trial::test(name, move || run(&folder, &case))
}

fn run(folder: &Path, case: &Value) -> Result<(), Failed> {
    let dir = tempfile::tempdir()?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_unbroken"));
    command.arg("verify").arg("--json");
    command.args(strings(&case["files"]).iter().map(|file| folder.join(file)));
    let policy = &case["policy"];
    if let Some(text) = policy_text(policy) {
        fs::write(dir.path().join("policy"), text)?;
        command.arg("--policy").arg(dir.path().join("policy"));
    }
    let writers = strings(&policy["writers"]);
    if !writers.is_empty() {
        fs::write(dir.path().join("writers"), writers.join("\n"))?;
        command.arg("--writers").arg(dir.path().join("writers"));
    }
    for (number, pin) in strings(&policy["pins"]).iter().enumerate() {
        let path = dir.path().join(format!("pin{number}"));
        fs::write(&path, pin)?;
        command.arg("--pin").arg(path);
    }
    if let Some(asked) = case["asked"].as_array() {
        let end = asked[1].as_u64().map_or(String::new(), |end| end.to_string());
        command.arg("--expect-entries").arg(format!("{}..{end}", asked[0]));
    }
    if case["accept_withheld"] == true {
        command.arg("--accept-withheld");
    }

    let output = command.output()?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = match case["verdict"].as_str() {
        Some("proven") => 0,
        Some("broken") => 1,
        Some("unproven") => 3,
        Some("refused") => 2,
        other => return Err(format!("what does {other:?} mean?").into()),
    };
    if output.status.code() != Some(expected) {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        return Err(format!("exit {:?}, expected {expected}\n{words}\n{said}", output.status.code()).into());
    }
    if expected == 2 {
        let good = output.stdout.is_empty() && words.starts_with("unbroken: ") && words.contains("\nhint: ");
        return if good { Ok(()) } else { Err(format!("no report, one line and a hint are expected, not: {words}").into()) };
    }
    let report: Value = serde_json::from_slice(&output.stdout)?;
    for member in ["verdict", "reason"] {
        if report[member] != case[member] {
            return Err(format!("{member} {}, expected {}", report[member], case[member]).into());
        }
    }
    Ok(())
}

/// As the vectors' README says; none if nothing of a policy is given.
fn policy_text(policy: &Value) -> Option<String> {
    let (logs, witnesses) = (strings(&policy["logs"]), strings(&policy["witnesses"]));
    if logs.is_empty() && witnesses.is_empty() {
        return None;
    }
    let mut text: String = logs.iter().map(|log| format!("log {log}\n")).collect();
    let names: Vec<_> = (1..=witnesses.len()).map(|n| format!("w{n}")).collect();
    names.iter().zip(&witnesses).for_each(|(name, witness)| text.push_str(&format!("witness {name} {witness}\n")));
    match policy["quorum"].as_u64() {
        Some(0) | None => text.push_str("quorum none\n"),
        Some(k) => text.push_str(&format!("group q {k} {}\nquorum q\n", names.join(" "))),
    }
    Some(text)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}
