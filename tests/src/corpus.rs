//! The corpus: one scenario per folder of `tests/corpus/`, with what must come out (see `tests/corpus/README.md`).

use crate::innocent::Cause;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use unbroken::verify::unpack;
use unbroken::{Case as Assembled, Input, Question, Report, Trust, TrustError, TrustTexts};

/// `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One sentence.
    pub why: String,
    /// Files of evidence, in the order in which they are given.
    pub inputs: Vec<String>,
    /// Trust files.
    pub policy: Option<String>,
    /// Trust files.
    pub logs: Option<String>,
    /// Trust files.
    pub writers: Option<String>,
    /// Kept checkpoints.
    #[serde(default)]
    pub pins: Vec<String>,
    /// `A..B` or `A..`.
    pub asked: Option<String>,
    /// Withheld entries are acceptable.
    #[serde(default)]
    pub accept_withheld: bool,
    /// Whatever else is asked, as the engine's question spells it.
    #[serde(default)]
    pub question: Question,
    /// Numbers of the attacks it stands for, of the table in `tests/corpus/THREATS.md`.
    #[serde(default)]
    pub threats: Vec<u32>,
    /// What innocently happened: nothing in the report may accuse anybody.
    pub innocent: Option<Cause>,
    /// What must come out.
    pub expect: Expect,
    /// The folder.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// What must come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// `proven`, `unproven`, `broken`, or `refused` when the trust input cannot be used.
    pub verdict: String,
    /// The first reason.
    pub reason: String,
    /// Runs `status start..end` of the worst log of the headline.
    pub coverage: Vec<String>,
    /// Distinct codes of the headline's logs and the top level together, sorted.
    pub findings: Vec<String>,
    /// Per log.
    #[serde(default)]
    pub logs: BTreeMap<String, ExpectLog>,
}

/// What must come out for one log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectLog {
    /// Its verdict.
    pub verdict: String,
    /// Its reason.
    pub reason: String,
    /// Its runs.
    pub coverage: Vec<String>,
    /// Its codes.
    pub findings: Vec<String>,
}

/// The files of trust input, read.
#[derive(Debug, Default)]
pub struct TrustFiles {
    /// The policy.
    pub policy: Option<String>,
    /// Keys of logs.
    pub logs: Option<String>,
    /// Keys of writers.
    pub writers: Option<String>,
    /// Kept checkpoints.
    pub pins: Vec<Vec<u8>>,
}

impl TrustFiles {
    /// Reads and checks them.
    pub fn read(&self) -> Result<Trust, TrustError> {
        let pins: Vec<&[u8]> = self.pins.iter().map(Vec::as_slice).collect();
        Trust::read(&TrustTexts {
            policy: self.policy.as_deref(),
            logs: self.logs.as_deref(),
            writers: self.writers.as_deref(),
            pins: &pins,
        })
    }
}

/// Every case, by name.
pub fn cases() -> std::io::Result<Vec<(String, Case)>> {
    let mut cases = Vec::new();
    for folder in fs::read_dir(Case::root())? {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            let name = folder.file_name().to_string_lossy().into_owned();
            let text = fs::read_to_string(folder.path().join("case.toml"))?;
            let mut case: Case = toml::from_str(&text).map_err(|error| std::io::Error::other(format!("{name}/case.toml: {error}")))?;
            case.folder = folder.path();
            cases.push((name, case));
        }
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(cases)
}

impl Case {
    /// Where the cases are.
    pub fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
    }

    /// The inputs as read, judged.
    pub fn assemble(&self, files: &[(String, Vec<u8>)], trust: &Trust) -> Assembled {
        self.assemble_asked(files, trust, &self.question())
    }

    /// The same, with another question than that of the case.
    pub fn assemble_asked(&self, files: &[(String, Vec<u8>)], trust: &Trust, question: &Question) -> Assembled {
        let streams = files.iter().flat_map(|(name, data)| unpack(&Input { name, data }, trust, question, None)).collect();
        Assembled::assemble(streams, trust, question)
    }

    /// Name and bytes of every input.
    pub fn read_inputs(&self) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        self.inputs.iter().map(|name| Ok((name.clone(), fs::read(self.folder.join(name))?))).collect()
    }

    /// The trust files.
    pub fn read_trust(&self) -> std::io::Result<TrustFiles> {
        let text = |name: &Option<String>| name.as_ref().map(|name| fs::read_to_string(self.folder.join(name))).transpose();
        let pins = self.pins.iter().map(|name| fs::read(self.folder.join(name))).collect::<Result<_, _>>()?;
        Ok(TrustFiles { policy: text(&self.policy)?, logs: text(&self.logs)?, writers: text(&self.writers)?, pins })
    }

    /// The question.
    pub fn question(&self) -> Question {
        let entries = self.asked.as_ref().and_then(|asked| {
            let (start, end) = asked.split_once("..")?;
            Some((start.parse().ok()?, end.parse().ok()))
        });
        let accept_withheld = self.accept_withheld || self.question.accept_withheld;
        Question { entries, accept_withheld, ..self.question.clone() }
    }
}

/// The differences between a report and what was expected, one line each.
pub fn differences(expect: &Expect, report: &Report) -> Vec<String> {
    let mut differences = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            differences.push(format!("{what}: expected {expected}, got {actual}"));
        }
    };
    compare("verdict", expect.verdict.clone(), word(&report.verdict));
    compare("reason", expect.reason.clone(), word(&report.reason));
    let others: BTreeSet<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.code.as_str() == "entry-of-other-log")
        .map(|finding| finding.message.as_str())
        .collect();
    let headline = report.logs.iter().filter(|log| !others.iter().any(|message| message.contains(&log.origin)));
    let mut codes: BTreeSet<String> = report.findings.iter().map(|finding| finding.code.to_string()).collect();
    let mut coverage = Vec::new();
    for log in headline {
        codes.extend(log.findings.iter().map(|finding| finding.code.to_string()));
        if log.reason == report.reason && coverage.is_empty() {
            coverage = runs(log);
        }
    }
    compare("coverage", format!("{:?}", expect.coverage), format!("{coverage:?}"));
    compare("findings", format!("{:?}", expect.findings), format!("{:?}", codes.into_iter().collect::<Vec<_>>()));
    for (origin, expect) in &expect.logs {
        let Some(log) = report.logs.iter().find(|log| log.origin == *origin) else {
            compare(origin, "a log".into(), "none".into());
            continue;
        };
        compare(&format!("{origin} verdict"), expect.verdict.clone(), word(&log.verdict));
        compare(&format!("{origin} reason"), expect.reason.clone(), word(&log.reason));
        compare(&format!("{origin} coverage"), format!("{:?}", expect.coverage), format!("{:?}", runs(log)));
        let codes: BTreeSet<String> = log.findings.iter().map(|finding| finding.code.to_string()).collect();
        compare(&format!("{origin} findings"), format!("{:?}", expect.findings), format!("{:?}", codes.into_iter().collect::<Vec<_>>()));
    }
    differences
}

fn runs(log: &unbroken::verdict::report::LogReport) -> Vec<String> {
    log.coverage.iter().map(|run| format!("{} {}..{}", word(&run.status), run.start, run.end)).collect()
}

/// The word a value has in the report.
pub fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(String::from)).unwrap_or_default()
}
