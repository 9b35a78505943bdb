//! Puts it together: streams are folded part by part, assembled per log, and judged.
//!
//! ```
//! use unbroken::{Case, Fold, Format, Question, Segment, Stream, Trust};
//!
//! // The streaming form: any parts of a stream, in any number of workers, merged in the order of their bytes.
//! let (data, trust) = (b"{\"checkpoint\":1}\n", Trust::default());
//! let format = Format::detect(data);
//! let mut segment = Segment::default();
//! for (start, end) in [(0, 7), (7, 17)] {
//!     let mut fold = Fold::new(&trust, format, start, end);
//!     let from = fold.from() as usize;
//!     fold.push(&data[from..]);
//!     segment = segment.merge(fold.finish(true));
//! }
//! let stream = Stream { name: "x.jsonl".into(), size: 17, sha256: None, format, segment, complete: true };
//! let case = Case::assemble(vec![stream], &trust, &Question::default());
//! assert_eq!(case.report().verdict, unbroken::Verdict::Unproven);
//! ```

mod case;
mod entry_view;
mod facts;
mod receipts;

pub use crate::format::Format;
pub use crate::log::fold::Fold;
pub use crate::log::segment::Segment;
pub use case::{Case, ProveError, Row};
pub use entry_view::{EntryView, Member, PathNode, Step};

use crate::trust::policy::Trust;
use crate::verdict::report::Report;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One input held in memory.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// File name; only its last path component is used.
    pub name: &'a str,
    /// Its bytes.
    pub data: &'a [u8],
}

/// What the auditor asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    /// Entries `[a, b)`; `(a, None)` is open: up to the newest state. `None`: not asked.
    pub entries: Option<(u64, Option<u64>)>,
    /// Withheld entries with a fitting placeholder are acceptable.
    pub accept_withheld: bool,
}

/// One stream, completely read.
#[derive(Clone, Debug)]
pub struct Stream {
    /// File name; only its last path component is used.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the stream, if it was taken.
    pub sha256: Option<[u8; 32]>,
    /// What it was read as.
    pub format: Format,
    /// What was read.
    pub segment: Segment,
    /// False if a part of it was not read (a worker died, the user cancelled): the verdict is then at best Unproven.
    pub complete: bool,
}

impl Stream {
    /// Whether it holds one entry line and nothing else, as the entry that lies beside a receipt does.
    pub fn is_lone_entry(&self) -> bool {
        self.format == Format::Bundle && self.segment.records.is_empty() && self.segment.entries() == 1
    }
}

/// Reads everything in one pass from memory, digests included.
pub fn verify(inputs: &[Input<'_>], trust: &Trust, question: &Question) -> Report {
    let streams: Vec<Stream> = inputs.iter().map(|input| read(input, trust)).collect();
    Case::assemble(streams, trust, question).into_report()
}

/// Reads one input in one pass.
pub fn read(input: &Input<'_>, trust: &Trust) -> Stream {
    let format = Format::detect(input.data);
    let size = input.data.len() as u64;
    let mut fold = Fold::new(trust, format, 0, size);
    fold.push(input.data);
    Stream { name: String::from(input.name), size, sha256: Some(Sha256::digest(input.data).into()), format, segment: fold.finish(true), complete: true }
}
