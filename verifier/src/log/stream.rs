//! One stream of the input with what was read from it.

use super::segment::Segment;
use crate::input::Format;
use alloc::string::String;

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
    /// Name of the container it was unpacked from.
    pub inside: Option<String>,
}

impl Stream {
    /// Whether it holds one entry line and nothing else, as the entry that lies beside a receipt does. Of a stream that was not read to the
    /// end nobody knows.
    pub fn is_lone_entry(&self) -> bool {
        self.complete
            && matches!(self.format, Format::Bundle | Format::Table | Format::Array)
            && self.segment.records.is_empty()
            && self.segment.entries() == 1
    }
}
