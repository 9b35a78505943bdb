//! One folder of the corpus: what is in it, and how it is written.

use std::fs;
use std::io;
use std::path::Path;
use unbroken_tests::build::{self, Log, Say};

/// The origin of every log made here.
pub const ORIGIN: &str = "acme.example/audit";

/// One folder.
#[derive(Clone)]
pub struct Made {
    /// What happened, not what is found.
    pub name: &'static str,
    /// One sentence.
    pub why: &'static str,
    /// Lines of the bundle `<name>.jsonl`; without any there is no such file.
    pub lines: Vec<Vec<u8>>,
    /// Other inputs, by name.
    pub beside: Vec<(&'static str, Vec<u8>)>,
    /// Text of the policy.
    pub policy: Option<String>,
    /// Text of the writers file.
    pub writers: Option<String>,
    /// Kept checkpoints.
    pub pins: Vec<String>,
    /// `A..B` or `A..`.
    pub asked: Option<&'static str>,
    /// Withheld entries are acceptable.
    pub accept_withheld: bool,
    /// The table `[question]`, line by line.
    pub question: &'static str,
    /// Rows of `THREATS.md` it stands for.
    pub threats: &'static [u32],
    /// What innocently happened, if that is the case: a word of `unbroken_tests::innocent`.
    pub innocent: &'static str,
    /// The table `[expect]`, line by line.
    pub expect: &'static str,
}

impl Made {
    /// A whole log of which six entries are asked for, under a quorum of two of its witnesses and with its writer pinned.
    pub fn of(name: &'static str, why: &'static str, log: Log, expect: &'static str) -> Made {
        let (lines, policy, writers) = (log.bundle(), Some(log.policy(2)), Some(log.writers()));
        let (beside, pins) = (Vec::new(), Vec::new());
        Made {
            name,
            why,
            lines,
            beside,
            policy,
            writers,
            pins,
            asked: Some("0..6"),
            accept_withheld: false,
            question: "",
            threats: &[],
            innocent: "",
            expect,
        }
    }

    /// Six entries, and one more record.
    pub fn with(name: &'static str, why: &'static str, record: Vec<u8>, expect: &'static str) -> Made {
        let mut made = Made::of(name, why, six(), expect);
        made.lines.push(record);
        made
    }

    /// Writes its folder.
    pub fn write(&self, corpus: &Path) -> io::Result<()> {
        let folder = corpus.join(self.name);
        fs::create_dir_all(&folder)?;
        let mut inputs = Vec::new();
        if !self.lines.is_empty() {
            inputs.push((format!("{}.jsonl", self.name), build::file(&self.lines)));
        }
        inputs.extend(self.beside.iter().map(|(name, data)| ((*name).to_string(), data.clone())));
        let mut names = Vec::new();
        for (name, data) in inputs {
            fs::write(folder.join(&name), data)?;
            names.push(format!("\"{name}\""));
        }
        let mut text = format!("why = \"{}\"\ninputs = [{}]\n", self.why, names.join(", "));
        for (member, file, content) in [("policy", "policy.txt", &self.policy), ("writers", "writers.txt", &self.writers)] {
            if let Some(content) = content {
                fs::write(folder.join(file), content)?;
                text += &format!("{member} = \"{file}\"\n");
            }
        }
        let mut pins = Vec::new();
        for (number, pin) in self.pins.iter().enumerate() {
            let file = format!("pin-{}.checkpoint", number + 1);
            fs::write(folder.join(&file), pin)?;
            pins.push(format!("\"{file}\""));
        }
        if !pins.is_empty() {
            text += &format!("pins = [{}]\n", pins.join(", "));
        }
        if let Some(asked) = self.asked {
            text += &format!("asked = \"{asked}\"\n");
        }
        if self.accept_withheld {
            text += "accept_withheld = true\n";
        }
        if !self.threats.is_empty() {
            text += &format!("threats = {:?}\n", self.threats);
        }
        if !self.innocent.is_empty() {
            text += &format!("innocent = \"{}\"\n", self.innocent);
        }
        if !self.question.is_empty() {
            text += &format!("\n[question]\n{}", trimmed(self.question));
        }
        fs::write(folder.join("case.toml"), format!("{text}\n[expect]\n{}", trimmed(self.expect)))
    }
}

fn trimmed(lines: &str) -> String {
    lines.split('\n').map(|line| line.trim().to_string() + "\n").collect()
}

/// A log of six entries.
pub fn six() -> Log {
    Log::of(ORIGIN, 6)
}

/// Six entries of which one says something else than usual.
pub fn six_with(seq: usize, change: impl Fn(&Log) -> Say) -> Log {
    let mut log = Log::of(ORIGIN, seq);
    log.append(&change(&log));
    while log.lines.len() < 6 {
        log.append(&log.usual());
    }
    log
}

/// A position, and what the entry there says.
pub type Saying<'s> = (usize, &'s dyn Fn(&Log) -> String);

/// Six entries of which some say something else than usual.
pub fn six_saying(says: &[Saying<'_>]) -> Log {
    let mut log = Log::new(ORIGIN);
    while log.lines.len() < 6 {
        let seq = log.lines.len();
        let usual = if seq == 0 { log.opening(build::ENTRY_DOMAIN) } else { log.usual() };
        let body = says.iter().find(|(at, _)| *at == seq).map(|(_, say)| say(&log));
        log.append(&Say { body: body.unwrap_or_else(|| usual.body.clone()), ..usual });
    }
    log
}

/// What comes out for six entries that are all proven; `findings` are quoted words.
pub fn intact(findings: &str) -> &'static str {
    expect("proven", "intact", "\"proven 0..6\"", findings)
}

/// The table `[expect]`.
pub fn expect(verdict: &str, reason: &str, coverage: &str, findings: &str) -> &'static str {
    format!("verdict = \"{verdict}\"\nreason = \"{reason}\"\ncoverage = [{coverage}]\nfindings = [{findings}]").leak()
}
