//! The answer: verdict, claims, scope, coverage, findings, and what was not checked.
//!
//! `unbroken/report/v1` is a public contract: compact UTF-8 JSON, members in the order of the structs below, one final LF. The same
//! inputs, trust and question give the same bytes on every platform. Every integer is at most 2^53 and so a JSON number
//! that nobody rounds; hashes of the tree are base64, file digests lower-case hex, ranges half-open. Its specification and its schema lie in
//! `verifier/specs/`.

use super::question::Requirement;
use crate::finding::Finding;
use crate::log::time::TimeRange;
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
    /// The first entry whose attachment it is, by its hash.
    pub attached_to: Option<AttachedFacts>,
}

/// The entry that names an input as its attachment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AttachedFacts {
    /// Origin of its log.
    pub log: String,
    /// Its position.
    pub entry: u64,
    /// What the entry calls it.
    pub name: String,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionFacts {
    /// Entries `[a, b)`; `b` is `null` for an open question; `null` when nobody gave a range.
    pub entries: Option<(u64, Option<u64>)>,
    /// Append times `[t1, t2)`, spelled as in entries; `null` when nobody asked.
    pub time: Option<TimeRange>,
    /// Whether withheld entries were accepted.
    pub accept_withheld: bool,
    /// What had to be shown beside the entries: claims in their order, then `witnessed`.
    pub require: Vec<Requirement>,
    /// The present that was given, seconds since 1970.
    pub now_secs: Option<u64>,
    /// How old the newest state may be.
    pub max_age_secs: Option<u64>,
    /// How long the log may be without an entry.
    pub max_silence_secs: Option<u64>,
    /// How far clocks may differ.
    pub skew_secs: u64,
    /// How long an entry may be absent from the witnessed state.
    pub delay_secs: u64,
    /// Whether entries with values that are not here are listed.
    pub list_redacted: bool,
    /// SHA-256 of the text of the rules about content, lower-case hex.
    pub events_sha256: Option<String>,
    /// The correlation id asked for.
    pub trace: Option<String>,
    /// `asked` by the auditor, or derived from the `input`.
    pub from: &'static str,
}

/// What became of the rules about content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExpectedFacts {
    /// How many there were.
    pub asked: u64,
    /// How many are met by proven entries.
    pub met: u64,
    /// How many are not met.
    pub unmet: u64,
    /// How many could not be decided.
    pub undecided: u64,
}

/// The entries that carry one correlation id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceFacts {
    /// The id.
    pub id: String,
    /// How many lines with it were found.
    pub count: u64,
    /// Whether all of them were looked at and are listed.
    pub complete: bool,
    /// By the times they claim; those without one last.
    pub entries: Vec<TracedFacts>,
}

/// One entry of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedFacts {
    /// Origin of its log.
    pub log: String,
    /// Its position.
    pub entry: u64,
    /// The append time it claims, milliseconds since 1970.
    pub time_millis: Option<i64>,
    /// What is known about it.
    pub status: crate::log::coverage::Status,
    /// Name of the input it lies in.
    pub input: String,
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

/// Records of access to one log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AccessList {
    /// How many there are.
    pub count: u64,
    /// The first of them, proven ones before others.
    pub listed: Vec<AccessFacts>,
}

/// One record of access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessFacts {
    /// `export` or `read`.
    pub kind: &'static str,
    /// Who has seen them, as the record says.
    pub who: String,
    /// First entry seen.
    pub from: u64,
    /// One after the last.
    pub to: u64,
    /// Origin of the log that records it.
    pub log: String,
    /// Position of the record there.
    pub entry: u64,
    /// The append time the record claims, milliseconds since 1970.
    pub time_millis: Option<i64>,
    /// What is known about the record itself.
    pub status: crate::log::coverage::Status,
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
    /// The positions shown in its tree as runs `[start, end)`, the first [`MAX_LISTED`](crate::budget::MAX_LISTED) of them: of contested
    /// checkpoints, the branch that each one is.
    pub shown: Vec<[u64; 2]>,
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
    /// Position of the proven record that introduced it. That does not make it a key you pinned.
    pub introduced_at: Option<u64>,
}

/// A control record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordFacts {
    /// Position of its entry.
    pub entry: u64,
    /// Its type.
    pub kind: String,
    /// Whether its entry is proven.
    pub proven: bool,
    /// Whether it is proven and says something that counts.
    pub in_effect: bool,
    /// What it says, in one sentence, and why it does not count if it does not.
    pub sentence: String,
}

/// A source of entries, which counts them itself (`chain`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceFacts {
    /// Its name.
    pub name: String,
    /// Entries here that name it.
    pub entries: u64,
    /// Of these, proven.
    pub proven: u64,
    /// The lowest number of a proven one.
    pub first: Option<u64>,
    /// The highest number of a proven one.
    pub last: Option<u64>,
    /// Entries that are here and that the newest proven one leads back to, one by one.
    pub linked: u64,
    /// Gaps between proven ones.
    pub gaps: u64,
    /// What can be said of it.
    pub sentence: String,
}

/// Values that may be withheld, in proven entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RedactedFacts {
    /// Proven entries with digests of such values.
    pub entries: u64,
    /// Digests. Some may stand for no value at all.
    pub digests: u64,
    /// Values that were supplied and fit.
    pub disclosed: u64,
    /// Values whose erasure a proven record accounts for.
    pub erased: u64,
}
