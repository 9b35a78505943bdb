//! Puts it together: streams are folded part by part, assembled per log, and judged.
//!
//! ```
//! use unbroken::{Case, Fold, Format, Question, Segment, Stream, Trust};
//!
//! // The streaming form: any parts of a stream, in any number of workers, merged in the order of their bytes.
//! let (data, trust, question) = (b"{\"checkpoint\":1}\n", Trust::default(), Question::default());
//! let format = Format::detect(data);
//! let mut segment = Segment::default();
//! for (start, end) in [(0, 7), (7, 17)] {
//!     let mut fold = Fold::new(&trust, &question, format, start, end);
//!     let from = fold.from() as usize;
//!     fold.push(&data[from..]);
//!     segment = segment.merge(fold.finish(true));
//! }
//! let stream = Stream { name: "x.jsonl".into(), size: 17, sha256: None, format, segment, complete: true, inside: None };
//! let case = Case::assemble(vec![stream], &trust, &question);
//! assert_eq!(case.report().verdict, unbroken::Verdict::Unproven);
//! ```

mod beside;
mod by_hand;
mod case;
mod diff;
mod entry_view;
mod evidence;
mod exhibits;
mod facts;
mod fold;
mod kept;
mod material;
mod part;
mod preview;
mod reading;
mod receipts;
mod recorded;
mod rows;
mod shell;
mod stream_faults;

pub use crate::input::{Format, Input};
pub use crate::log::segment::Segment;
pub use crate::log::stream::Stream;
pub use crate::log::time::{Time, TimeRange};
pub use crate::verdict::question::{Question, Requirement};
pub use crate::verdict::trace::Traced;
pub use case::{Case, ProveError};
pub use diff::{DIFF_FORMAT, Diff, LogDiff, Relation, State, diff};
pub use entry_view::{Disclosed, EntryView, Member, PathNode, Step};
pub use fold::Fold;
pub use part::{Gap, Part, PartError, join};
pub use preview::{Preview, PreviewLog, TreeFold, TreeRun, TreeSegment, TreeStatus, TreeStream, TreeTrust};
pub use reading::{Reading, container_segment, name_inside};
pub use rows::{LogRows, Row};

use crate::trust::policy::Trust;
use crate::verdict::report::Report;
use alloc::string::String;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// Reads everything in one pass from memory, digests included; containers are unpacked.
pub fn verify(inputs: &[Input<'_>], trust: &Trust, question: &Question) -> Report {
    verify_within(inputs, trust, question, None)
}

/// The same, with another bound on what one container may unpack to than [`crate::budget::MAX_UNPACKED`].
pub fn verify_within(inputs: &[Input<'_>], trust: &Trust, question: &Question, most: Option<u64>) -> Report {
    let streams: Vec<Stream> = inputs.iter().flat_map(|input| unpack(input, trust, question, most)).collect();
    Case::assemble(streams, trust, question).into_report()
}

/// Reads one input in one pass: the input, and the streams inside if it is a container.
pub fn unpack(input: &Input<'_>, trust: &Trust, question: &Question, most: Option<u64>) -> Vec<Stream> {
    let mut reading = Reading::new(input.name, trust, question, most);
    reading.push(input.data);
    reading.finish()
}

/// Reads one input as the one stream that it is. A container is not unpacked, and the verdict says so.
pub fn read(input: &Input<'_>, trust: &Trust, question: &Question) -> Stream {
    let format = Format::detect(input.data);
    let size = input.data.len() as u64;
    let mut fold = Fold::new(trust, question, format, 0, size);
    fold.push(input.data);
    Stream {
        name: String::from(input.name),
        size,
        sha256: Some(Sha256::digest(input.data).into()),
        format,
        segment: fold.finish(true),
        complete: true,
        inside: None,
    }
}
