//! What the report lists of one log: checkpoints and signers, what the log says of itself, its sources, who has seen it.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

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
