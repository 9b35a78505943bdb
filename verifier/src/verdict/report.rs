//! The answer: verdict, claims, scope, coverage, findings, and what was not checked.
//!
//! `unbroken/report/v1` is a public contract: compact UTF-8 JSON, members in the order of the structs below, one final LF. The same
//! inputs, trust and question give the same bytes on every platform. Every integer fits 2^53-1 and is a JSON number; hashes of the tree
//! are base64, file digests lower-case hex, ranges half-open.

use crate::finding::Finding;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

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

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct InputFacts {
    /// Last path component.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the file in lower-case hex, if it was taken.
    pub sha256: Option<String>,
    /// What it was read as: `bundle`, `receipt`, `checkpoint`, `policy`, `gzip` …
    pub format: &'static str,
    /// Name of the container it was unpacked from; `null` for a file as it was given.
    pub inside: Option<String>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionFacts {
    /// Entries `[a, b]`; `b` is `null` for an open question; absent when nobody asked.
    pub entries: Option<(u64, Option<u64>)>,
    /// Whether withheld entries were accepted.
    pub accept_withheld: bool,
    /// `asked` by the auditor, or derived from the `input`.
    pub from: &'static str,
}

/// Whom the reader trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyFacts {
    /// Log keys and the origins they are believed for.
    pub logs: Vec<LogKeyFacts>,
    /// Witness vkeys.
    pub witnesses: Vec<String>,
    /// The quorum rule, in words: `none`, or `2 of 2`.
    pub quorum: String,
    /// Writer vkeys.
    pub writers: Vec<String>,
    /// Checkpoints the reader kept.
    pub pins: Vec<PinFacts>,
}

/// A log key and its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogKeyFacts {
    /// The key.
    pub vkey: String,
    /// The origin it is believed for.
    pub origin: String,
}

/// A kept checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PinFacts {
    /// Origin of the log.
    pub origin: String,
    /// Tree size.
    pub size: u64,
    /// Root hash, base64.
    pub root: String,
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
#[allow(missing_docs, reason = "the table of BUNDLE, Verdict per log, defines each word")]
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
    /// Every checkpoint seen or kept, by size and root.
    pub checkpoints: Vec<CheckpointFacts>,
    /// Every signer of entries seen.
    pub signers: Vec<SignerFacts>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What is known about each of them.
    pub status: crate::log::coverage::Status,
    /// First position.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// One checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckpointFacts {
    /// Tree size.
    pub size: u64,
    /// Root hash, base64.
    pub root: String,
    /// `witnessed`, `pinned`, `unpinned`.
    pub level: &'static str,
    /// Whether the reader kept it, or it stands in the input.
    pub kept: bool,
    /// Whether it is contradicted by another of its level, or was dropped for contradicting a higher one.
    pub contested: bool,
    /// How many present entries were shown in its tree.
    pub entries: u64,
    /// Name of the key that signed as the log, `<name>+<id>`.
    pub signed_by: Vec<String>,
    /// Distinct trusted witnesses over this note, with their times.
    pub cosigned_by: Vec<CosignerFacts>,
    /// Lines by keys nobody pinned.
    pub unknown: Vec<String>,
    /// The note, verbatim.
    pub note: String,
}

/// A witness and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CosignerFacts {
    /// `<name>+<id>`.
    pub key: String,
    /// Seconds since 1970.
    pub time_secs: u64,
}

/// A signer of entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignerFacts {
    /// `<name>+<id>`.
    pub key: String,
    /// Whether the reader pinned it.
    pub pinned: bool,
    /// Entries whose signature by it was checked and is valid.
    pub valid: u64,
    /// Entries that name it.
    pub entries: u64,
}
