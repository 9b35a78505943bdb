//! The answer: verdict, claims, scope, coverage, findings, and what was not checked.
//!
//! `unbroken/report/v1` is a public contract: compact UTF-8 JSON, members in the order of the structs below, one final LF. The same
//! inputs, trust and question give the same bytes on every platform. Every integer is at most 2^53 and so a JSON number
//! that nobody rounds; hashes of the tree are base64, file digests lower-case hex, ranges half-open. Its specification and its schema lie in
//! `verifier/specs/`.

mod given;
mod listed;

pub use given::*;
pub use listed::*;

use crate::finding::Finding;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The name and version of this contract.
pub const REPORT_FORMAT: &str = "unbroken/report/v1";

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Always [`REPORT_FORMAT`].
    pub report: &'static str,
    /// What made it.
    pub tool: Tool,
    /// What was read, sorted by digest and name.
    pub inputs: Vec<InputFacts>,
    /// What was asked.
    pub question: QuestionFacts,
    /// Whom the reader trusts.
    pub policy: PolicyFacts,
    /// The headline.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The headline as one sentence.
    pub sentence: String,
    /// What became of the rules about content, if there were any.
    pub expected: Option<ExpectedFacts>,
    /// The entries with the correlation id that was asked for.
    pub trace: Option<TraceFacts>,
    /// One element per log, sorted by origin.
    pub logs: Vec<LogReport>,
    /// Findings that belong to no log.
    pub findings: Vec<Finding>,
    /// What was not checked, one sentence each.
    pub not_checked: Vec<String>,
}

impl Report {
    /// The exact bytes of the contract: compact JSON and one LF.
    pub fn to_json(&self) -> String {
        // Serialising plain data into memory has no failing path; an empty report would still be the honest answer.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The tool that made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tool {
    /// `unbroken`.
    pub name: &'static str,
    /// Version of the package.
    pub version: &'static str,
    /// SHA-256 over the verifier's sources, pages and lock file, lower-case hex.
    pub source_sha256: &'static str,
}

/// One of three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything asked is shown under a trusted root.
    Proven,
    /// Nothing contradicts, but not everything asked is shown.
    Unproven,
    /// The evidence contradicts itself or what is trusted.
    Broken,
}

/// Why, in the order in which the first that applies decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each word is defined in unbroken-bundle, Verdict per log")]
pub enum Reason {
    Unreadable,
    Forked,
    RolledBack,
    Tampered,
    Forged,
    Incomplete,
    NoEntries,
    SelfConsistent,
    Unanchored,
    Withheld,
    Unmet,
    Slice,
    Intact,
    Consistent,
}

impl Reason {
    /// The headline word this reason leads to.
    pub const fn verdict(self) -> Verdict {
        match self {
            Reason::Intact | Reason::Consistent => Verdict::Proven,
            Reason::Forked | Reason::RolledBack | Reason::Tampered | Reason::Forged | Reason::Incomplete => Verdict::Broken,
            _ => Verdict::Unproven,
        }
    }
}

/// The answer for one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogReport {
    /// Origin of the log.
    pub origin: String,
    /// Headline word.
    pub verdict: Verdict,
    /// The first reason that applies.
    pub reason: Reason,
    /// Every reason that applies, the first decides.
    pub reasons: Vec<Reason>,
    /// One sentence.
    pub sentence: String,
    /// What the answer speaks about.
    pub scope: Scope,
    /// The four claims.
    pub claims: Claims,
    /// Status per position, as runs.
    pub coverage: Vec<Run>,
    /// What is wrong, stretch by stretch, and what is proven on both sides.
    pub incidents: Vec<Incident>,
    /// Every checkpoint seen or kept, by size and root.
    pub checkpoints: Vec<CheckpointFacts>,
    /// Every signer of entries seen.
    pub signers: Vec<SignerFacts>,
    /// Its control records by position; of each type the first few.
    pub records: Vec<RecordFacts>,
    /// How many control records there are.
    pub records_count: u64,
    /// The sources that entries name, those with a proven entry first, then by name; the first few.
    pub sources: Vec<SourceFacts>,
    /// How many sources there are.
    pub sources_count: u64,
    /// Values that may be withheld, in proven entries.
    pub redacted: RedactedFacts,
    /// Who has seen its entries, as any log here records it.
    pub access: AccessList,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What an answer speaks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// First entry asked, or of the hull of what is there.
    pub start: Option<u64>,
    /// One after the last.
    pub end: Option<u64>,
    /// Size of the newest trusted checkpoint.
    pub size: Option<u64>,
    /// When a quorum of witnesses had seen that size, seconds since 1970.
    pub as_of_secs: Option<u64>,
}

/// The four claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// What is present is what the log committed to.
    pub unaltered: ClaimState,
    /// By whom.
    pub signed: ClaimState,
    /// Nothing asked for is absent.
    pub complete: ClaimState,
    /// When.
    pub dated: ClaimState,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimState {
    /// What is known.
    pub state: Known,
    /// How many were checked …
    pub checked: u64,
    /// … of how many present.
    pub present: u64,
    /// One sentence.
    pub sentence: String,
}

/// What is known about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Known {
    Proven,
    Unproven,
    Broken,
    NotChecked,
}

/// A run of positions with one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What is known about each of them.
    pub status: crate::log::coverage::Status,
    /// First position.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// A maximal run of asked positions that are not proven, erased or pruned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// First position.
    pub start: u64,
    /// One after the last.
    pub end: u64,
    /// The worst status in it.
    pub worst: crate::log::coverage::Status,
    /// The nearest position before it that is proven.
    pub proven_before: Option<u64>,
    /// The nearest position after it that is proven.
    pub proven_after: Option<u64>,
    /// Ids of the findings that touch it, the first few.
    pub findings: Vec<String>,
    /// One sentence.
    pub sentence: String,
}
