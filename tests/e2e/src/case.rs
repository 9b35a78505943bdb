//! A case of `vectors/native/vectors.json`, as a person gives it to the page and to the command line. The README of the vectors says how.

use crate::{Fault, while_doing};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Evidence, trust and question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its name in the vectors.
    pub name: String,
    /// Evidence, in the order in which it is given.
    pub files: Vec<PathBuf>,
    /// Text of a tlog-policy; empty: none.
    pub policy: String,
    /// Lines of the writers file; empty: none.
    pub writers: String,
    /// Checkpoints the auditor kept.
    pub pins: Vec<String>,
    /// `[a, b)`; without `b` up to the newest state.
    pub asked: Option<(u64, Option<u64>)>,
    /// Withheld entries with a fitting placeholder are acceptable.
    pub accept_withheld: bool,
    /// The trust input cannot be used: no report is made.
    pub refused: bool,
}

impl Case {
    /// Every case of the vectors; the error says why there are none.
    pub fn all(vectors: &Path) -> Result<Vec<Case>, Fault> {
        let folder = vectors.join("native");
        let text = fs::read(folder.join("vectors.json")).map_err(while_doing("vectors/native/vectors.json"))?;
        let list: Vec<Value> = serde_json::from_slice(&text).map_err(while_doing("vectors/native/vectors.json"))?;
        Ok(list.iter().map(|case| Case::read(case, &folder)).collect())
    }

    fn read(case: &Value, folder: &Path) -> Case {
        let texts = |list: &Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let policy = &case["policy"];
        let asked = case["asked"].as_array().and_then(|range| Some((range.first()?.as_u64()?, range.get(1).and_then(Value::as_u64))));
        Case {
            name: case["name"].as_str().unwrap_or_default().to_owned(),
            files: texts(&case["files"]).iter().map(|name| folder.join(name)).collect(),
            policy: policy_text(&texts(&policy["logs"]), &texts(&policy["witnesses"]), policy["quorum"].as_u64().unwrap_or(0)),
            writers: texts(&policy["writers"]).iter().map(|line| format!("{line}\n")).collect(),
            pins: texts(&policy["pins"]),
            asked,
            accept_withheld: case["accept_withheld"] == true,
            refused: case["verdict"] == "refused",
        }
    }

    /// Writes the trust inputs into `folder`: the policy, the writers, each pin.
    pub fn write_trust(&self, folder: &Path) -> Result<Vec<(&'static str, PathBuf)>, Fault> {
        let mut written = Vec::new();
        let mut write = |option, name: String, text: &str| {
            let file = folder.join(name);
            fs::write(&file, text).map_err(while_doing("a trust input"))?;
            written.push((option, file));
            Ok::<(), Fault>(())
        };
        if !self.policy.is_empty() {
            write("--policy", "policy".into(), &self.policy)?;
        }
        if !self.writers.is_empty() {
            write("--writers", "writers".into(), &self.writers)?;
        }
        for (number, pin) in self.pins.iter().enumerate() {
            write("--pin", format!("pin-{number}"), pin)?;
        }
        Ok(written)
    }

    /// What `unbroken verify --json` prints, and its exit code.
    pub fn by_command_line(&self, cli: &Path, trust: &[(&'static str, PathBuf)]) -> Result<(Vec<u8>, Option<i32>), Fault> {
        let mut command = Command::new(cli);
        command.arg("verify").arg("--json").args(&self.files).stdin(Stdio::null()).stderr(Stdio::piped());
        for (option, file) in trust {
            command.arg(option).arg(file);
        }
        if let Some((start, end)) = self.asked {
            command.args(["--expect-entries", &format!("{start}..{}", end.map(|end| end.to_string()).unwrap_or_default())]);
        }
        if self.accept_withheld {
            command.arg("--accept-withheld");
        }
        let output = command.output().map_err(while_doing(cli.display()))?;
        Ok((output.stdout, output.status.code()))
    }
}

fn policy_text(logs: &[String], witnesses: &[String], quorum: u64) -> String {
    if logs.is_empty() && witnesses.is_empty() {
        return String::new();
    }
    let names: Vec<String> = (1..=witnesses.len()).map(|number| format!("w{number}")).collect();
    let mut text: String = logs.iter().map(|vkey| format!("log {vkey}\n")).collect();
    text.extend(names.iter().zip(witnesses).map(|(name, vkey)| format!("witness {name} {vkey}\n")));
    if quorum > 0 {
        text.push_str(&format!("group q {quorum} {}\nquorum q\n", names.join(" ")));
    } else {
        text.push_str("quorum none\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_spelled_as_the_vectors_say() {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(policy_text(&texts(&["L"]), &texts(&["A", "B"]), 2), "log L\nwitness w1 A\nwitness w2 B\ngroup q 2 w1 w2\nquorum q\n");
        assert_eq!(policy_text(&texts(&["L"]), &[], 0), "log L\nquorum none\n");
        assert_eq!(policy_text(&[], &[], 0), "");
    }
}
