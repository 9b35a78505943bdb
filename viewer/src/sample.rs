//! The samples of the first screen: evidence, what its reader trusts, what is asked. Each is judged like any other evidence; the answer
//! written beside it is checked by a test against the engine.

use crate::trust::TrustForm;
use unbroken::Question;

/// One sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its name in links, in tests, and in the table of sentences, where it is said what it shows.
    pub name: &'static str,
    /// The verdict it leads to.
    pub verdict: &'static str,
    /// File names and bytes.
    pub files: &'static [(&'static str, &'static [u8])],
    /// Policy text.
    pub policy: &'static str,
    /// Logs text.
    pub logs: &'static str,
    /// Writers text.
    pub writers: &'static str,
    /// Kept checkpoints.
    pub pins: &'static str,
    /// Entries asked for.
    pub entries: Option<(u64, Option<u64>)>,
}

impl Sample {
    /// The sample of this name.
    pub fn named(name: &str) -> Option<&'static Sample> {
        SAMPLES.iter().find(|sample| sample.name == name)
    }

    /// What its reader trusts.
    pub fn trust(&self) -> TrustForm {
        let source = |text: &str| if text.is_empty() { String::new() } else { crate::text::words().sample_source.to_owned() };
        TrustForm {
            policy: self.policy.into(),
            logs: self.logs.into(),
            writers: self.writers.into(),
            pins: self.pins.into(),
            sources: [source(self.policy), source(self.logs), source(self.writers), source(self.pins)],
        }
    }

    /// What is asked.
    pub fn question(&self) -> Question {
        Question { entries: self.entries, ..Question::default() }
    }
}

macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../www/samples/", $name)).as_slice())
    };
}

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../www/samples/", $name))
    };
}

const POLICY: &str = text!("policy");
const POLICY_NO_QUORUM: &str = text!("policy-no-quorum");
const WRITERS: &str = text!("writers");

const PLAIN: Sample =
    Sample { name: "", verdict: "", files: &[], policy: POLICY, logs: "", writers: WRITERS, pins: "", entries: Some((0, Some(24))) };

/// Source: sum.golang.org, the Go checksum database; the entry and its proof as published with github.com/transparency-dev/incubator.
const SUMDB: [(&str, &[u8]); 2] = [file!("go.sum-database-tree-43930254.tlog-proof"), file!("go.sum-database-tree-43930254.raw")];

/// The public key of sum.golang.org as it stands in the Go toolchain (`cmd/go/internal/modfetch/key.go`), and the origin it signs.
const SUMDB_LOGS: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8 go.sum database tree\n";

/// Source: github.com/usbarmory/armory-drive-log, two commits of July 2021: its operator started the test log anew under the same key.
const ARMORY: [(&str, &[u8]); 2] = [
    (
        "armory-drive-2021-07-07.checkpoint",
        "ArmoryDrive Log v0\n1\n0ADADP/dmwNuOlVqYSVXdRcq41rYjZ7P9z3WWVq8vp8=\n\n— armory-drive-log-test \
         parkV3g2m6YQbP86FIjppwkCouxK7oybCLwBkakkAUsS2nzLps/5COj2HpX9UwTtG5pq/YjQP7MBU6lJkTvYAdntUgw=\n"
            .as_bytes(),
    ),
    (
        "armory-drive-2021-07-08.checkpoint",
        "ArmoryDrive Log v0\n1\nAZkOX5hIeeSwTrIAvQwSyjOxiStX5zoJgvXWC6duds4=\n\n— armory-drive-log-test \
         parkV/eTgGHI/aRDOT6HPc/2/0mNkaUwFTRF6k2UhkVoQDNV/0BtvTcK53Rr+w28TVeSENP+3rGmArbA6cEFiJvrSQ0=\n"
            .as_bytes(),
    ),
];

/// Source: the README of the same repository at that time.
const ARMORY_LOGS: &str = "armory-drive-log-test+a5aae457+AbDoiIsZgSk5H0v0LjKPKv5dAMb0IfB47tocFtGmyW44 ArmoryDrive Log v0\n";

/// Every sample, in the order of the first screen.
pub static SAMPLES: [Sample; 10] = [
    Sample { name: "intact", verdict: "proven", files: &[file!("intact.jsonl")], ..PLAIN },
    Sample { name: "altered", verdict: "broken", files: &[file!("altered.jsonl")], ..PLAIN },
    Sample { name: "gap", verdict: "broken", files: &[file!("gap.jsonl")], ..PLAIN },
    Sample { name: "fork", verdict: "broken", files: &[file!("fork.jsonl")], policy: POLICY_NO_QUORUM, ..PLAIN },
    Sample {
        name: "rollback",
        verdict: "broken",
        files: &[file!("rollback.jsonl")],
        pins: text!("kept.checkpoint"),
        entries: Some((0, None)),
        ..PLAIN
    },
    Sample { name: "unpinned", verdict: "unproven", files: &[file!("intact.jsonl")], policy: "", writers: "", ..PLAIN },
    Sample { name: "empty", verdict: "unproven", files: &[("empty.jsonl", b"")], ..PLAIN },
    Sample { name: "receipt", verdict: "proven", files: &[file!("receipt.tlog-proof")], entries: None, ..PLAIN },
    Sample { name: "sumdb", verdict: "proven", files: &SUMDB, policy: "", logs: SUMDB_LOGS, writers: "", entries: None, ..PLAIN },
    Sample { name: "armory", verdict: "broken", files: &ARMORY, policy: "", logs: ARMORY_LOGS, writers: "", entries: None, ..PLAIN },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use unbroken::{Input, Trust, TrustTexts, verify};

    #[test]
    fn every_sample_leads_to_the_verdict_written_beside_it() {
        for sample in SAMPLES {
            let texts = sample.trust().texts();
            let pins: Vec<&[u8]> = texts.pins.iter().map(String::as_bytes).collect();
            let trust =
                TrustTexts { policy: texts.policy.as_deref(), logs: texts.logs.as_deref(), writers: texts.writers.as_deref(), pins: &pins };
            let trust = Trust::read(&trust).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
            let inputs: Vec<_> = sample.files.iter().map(|(name, data)| Input { name, data }).collect();
            let json = verify(&inputs, &trust, &sample.question()).to_json();
            let report: crate::report::Report = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", sample.name));
            assert_eq!(report.verdict, sample.verdict, "{}: {}", sample.name, report.sentence);
        }
    }

    #[test]
    fn every_language_says_what_a_sample_is() {
        for language in text::Language::ALL {
            text::speak(language);
            for sample in SAMPLES {
                let (title, about) = text::sample(sample.name);
                assert!(!title.is_empty() && !about.is_empty(), "{}, {}", sample.name, language.code());
            }
        }
        text::speak(text::Language::English);
    }

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<_> = SAMPLES.iter().map(|s| s.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SAMPLES.len());
    }
}
