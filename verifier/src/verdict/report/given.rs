//! What the report says of what it was given: inputs, question, trust.

use crate::log::time::TimeRange;
use crate::verdict::question::Requirement;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

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
