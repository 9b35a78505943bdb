//! Puts it together, also in the streaming form that workers use (skeleton: the signatures stand, the bodies follow).
#![allow(unused_variables, missing_docs, clippy::todo)]

use crate::trust::policy::Trust;
use crate::verdict::report::Report;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One input held in memory.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// File name; only its last path component is used.
    pub name: &'a str,
    /// Its bytes.
    pub data: &'a [u8],
}

/// What the auditor asks. Crosses as JSON too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    /// Entries `[a, b)`; `(a, None)` is open: up to the newest state. `None`: not asked.
    pub entries: Option<(u64, Option<u64>)>,
    /// Withheld entries with a fitting placeholder are acceptable.
    pub accept_withheld: bool,
}

/// What a stream is, recognised by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format { Bundle, Receipt, Checkpoint, Policy, Writers, Encrypted, Gzip, Empty, Unknown }

impl Format {
    /// Bytes of the head that [`Format::detect`] wants to see: the first 64 KiB, or the whole stream if it is shorter.
    pub const HEAD: usize = 65_536;
    pub fn detect(head: &[u8]) -> Format { todo!() }
    /// Whether a stream of this format may be read in parts; the others are read by one `Fold` from 0 to the end.
    pub fn splits(self) -> bool { matches!(self, Format::Bundle) }
    pub fn as_str(self) -> &'static str { todo!() }
}

/// Reads one part of one stream. Handles the lines that *start* in `[start, end)`.
///
/// The host pushes consecutive bytes beginning at [`Fold::from`] (one byte before `start`, or 0) and goes on, past `end` if need be,
/// until `push` returns false or the stream ends; then it calls `finish`.
pub struct Fold<'t> { trust: &'t Trust }

impl<'t> Fold<'t> {
    pub fn new(trust: &'t Trust, format: Format, start: u64, end: u64) -> Fold<'t> { todo!() }
    /// Offset of the first byte to push.
    pub fn from(&self) -> u64 { todo!() }
    /// Takes the next bytes; false when this part needs no more.
    pub fn push(&mut self, bytes: &[u8]) -> bool { todo!() }
    /// Entry lines, and bytes, handled so far (for progress).
    pub fn progress(&self) -> (u64, u64) { todo!() }
    /// `stream_ended`: the last pushed byte was the last of the stream (not cut off by the host).
    pub fn finish(self, stream_ended: bool) -> Segment { todo!() }
}

/// What is remembered about a stretch of one stream; a monoid under [`Segment::merge`].
#[derive(Clone, Debug, Default)]
pub struct Segment {}

impl Segment {
    /// Joins with the segment of the bytes that follow.
    pub fn merge(self, next: Segment) -> Segment { todo!() }
    /// Bytes for crossing a worker boundary; the form is private to one version.
    pub fn to_bytes(&self) -> Vec<u8> { todo!() }
    /// The reverse; `None` if the bytes are not of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Segment> { todo!() }
}

/// One stream, completely read.
#[derive(Clone, Debug)]
pub struct Stream {
    pub name: String,
    pub size: u64,
    /// SHA-256 of the stream, if it was taken.
    pub sha256: Option<[u8; 32]>,
    pub format: Format,
    pub segment: Segment,
    /// False if a part of it was not read (a worker died, the user cancelled): the verdict is then at best Unproven.
    pub complete: bool,
}

/// Everything assembled: the report, and what is needed to look at single entries.
pub struct Case { report: Report }

impl Case {
    pub fn assemble(streams: Vec<Stream>, trust: &Trust, question: &Question) -> Case { todo!() }
    pub fn report(&self) -> &Report { &self.report }
    /// Positions of `log` (index into `report().logs`) with bytes, ascending; one row per line: where it lies. For virtual lists.
    pub fn rows(&self, log: usize) -> &[Row] { todo!() }
    /// One line, explained. `line` is the exact stretch that `row` names, read by the host.
    pub fn entry(&self, log: usize, row: usize, line: &[u8]) -> Option<EntryView> { todo!() }
    /// A C2SP tlog-proof of the leaf at `index`, under the newest trusted checkpoint whose tree allows it. `line` becomes `extra`.
    pub fn prove(&self, log: usize, index: u64, line: &[u8]) -> Result<String, ProveError> { todo!() }
}

/// Where a line lies, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub seq: u64,
    /// Index into `report().inputs`.
    pub input: u32,
    pub offset: u64,
    /// Length in bytes, line end excluded.
    pub len: u32,
    pub status: crate::log::coverage::Status,
}

/// One entry, step by step, for people. Serialised as it stands for the page and `unbroken inspect`.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub log: String,
    pub seq: u64,
    pub status: crate::log::coverage::Status,
    pub input: String,
    pub offset: u64,
    pub len: u64,
    /// The exact bytes that were hashed, as text with invalid UTF-8 replaced (raw bytes are the host's to show).
    pub text: String,
    /// True if the bytes shown were recovered by a repair.
    pub repaired: Option<&'static str>,
    /// Parts of `text`: member name and byte range `[start, end)` of its value.
    pub members: Vec<Member>,
    /// Each check with what it expected and found.
    pub steps: Vec<Step>,
    /// Path from the leaf to the root, leaf first: which side the sibling stands on, its hash, the range `[lo,hi)` it covers, the hash above.
    pub path: Vec<PathNode>,
    /// Shell commands that redo this check with standard tools.
    pub by_hand: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Member { pub name: String, pub start: u64, pub end: u64 }

#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// `leaf`, `link`, `path`, `checkpoint`, `signature`, `cosignatures`.
    pub name: &'static str,
    /// `good`, `bad`, `unknown` (not checked).
    pub state: &'static str,
    pub expected: Option<String>,
    pub actual: Option<String>,
    pub sentence: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct PathNode { pub left: bool, pub sibling: String, pub lo: u64, pub hi: u64, pub above: String }

/// Why no proof could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProveError { NoCheckpoint, NodesMissing, NoSuchEntry }

/// Reads everything in one pass from memory. Takes the digests of the inputs itself.
pub fn verify(inputs: &[Input<'_>], trust: &Trust, question: &Question) -> Report { todo!() }
