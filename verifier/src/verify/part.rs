//! The fold in pieces on many machines: what one machine read of a file, as bytes, and how the pieces come together again.
//!
//! A part says under which version and which trust it was read and which bytes of the file it covers. Parts of another version, of another
//! trust, or that overlap are refused: no report could be made of them that `verify` would make. A part is a statement of the machine that
//! read it, never evidence: whoever can change it can change the report.

use crate::input::Format;
use crate::log::segment::Segment;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::trust::policy::Trust;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a part begins with. The form of what follows is private to one version of the sources.
const MAGIC: &[u8] = b"unbroken/segment/v1\n";

/// What one machine read of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Digest of the sources that read it.
    source: String,
    /// Digest of the trust under which it was read.
    trust: Hash,
    /// Name of the file, its last component.
    pub name: String,
    /// Length of the whole file.
    pub size: u64,
    /// What the file is.
    pub format: Format,
    /// The lines that start in `[start, end)` were read.
    pub start: u64,
    /// One after the last byte in which a line may start.
    pub end: u64,
    segment: Segment,
}

/// Why parts do not come together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartError {
    /// Not a part, or a damaged one.
    NotAPart,
    /// Read by another version.
    OtherVersion,
    /// Read under another trust.
    OtherTrust,
    /// Not a stretch of the file, or less than all of a file that is read as a whole.
    Range {
        /// The file.
        name: String,
    },
    /// Two parts cover the same bytes.
    Overlap {
        /// The file.
        name: String,
        /// The first byte that both cover.
        at: u64,
    },
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartError::NotAPart => f.write_str("not a segment, or a damaged one"),
            PartError::OtherVersion => f.write_str("a segment written by another version"),
            PartError::OtherTrust => f.write_str("a segment read under another trust"),
            PartError::Range { name } => {
                write!(f, "a segment of {name} that is no part of it, or not all of a file that is read as a whole")
            }
            PartError::Overlap { name, at } => write!(f, "two segments of {name} cover byte {at}"),
        }
    }
}

impl core::error::Error for PartError {}

impl Part {
    /// A part of a file, as it was read.
    pub fn new(trust: &Trust, name: &str, size: u64, format: Format, (start, end): (u64, u64), segment: Segment) -> Part {
        Part { source: source(), trust: trust.digest(), name: String::from(name), size, format, start, end, segment }
    }

    /// Its bytes, with a digest against accidents.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).unwrap_or_default();
        [MAGIC, &Hash::of(&body).0, &body].concat()
    }

    /// The reverse of [`Part::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Part, PartError> {
        let body = bytes.strip_prefix(MAGIC).and_then(|rest| rest.split_first_chunk::<32>());
        let (_, body) = body.filter(|(digest, body)| Hash::of(body).0 == **digest).ok_or(PartError::NotAPart)?;
        // The version stands first, so that it can be read whatever the form of the rest is.
        match postcard::take_from_bytes::<String>(body) {
            Ok((version, _)) if version == source() => postcard::from_bytes(body).map_err(|_| PartError::NotAPart),
            Ok(_) => Err(PartError::OtherVersion),
            Err(_) => Err(PartError::NotAPart),
        }
    }
}

fn source() -> String {
    String::from(env!("UNBROKEN_SOURCE_SHA256"))
}

/// The parts of any number of files as streams, in any order of the parts; and the stretches that no part covers, by file. A stream with
/// such a stretch is not complete. `digests` are the SHA-256 of whole files, by name.
pub fn join(mut parts: Vec<Part>, digests: &BTreeMap<String, [u8; 32]>, trust: &Trust) -> Result<(Vec<Stream>, Vec<Gap>), PartError> {
    if parts.iter().any(|part| part.source != source()) {
        return Err(PartError::OtherVersion);
    }
    if parts.iter().any(|part| part.trust != trust.digest()) {
        return Err(PartError::OtherTrust);
    }
    parts.sort_by(|a, b| (&a.name, a.size, a.format.as_str(), a.start, a.end).cmp(&(&b.name, b.size, b.format.as_str(), b.start, b.end)));
    let mut streams: Vec<Stream> = Vec::new();
    let mut gaps = Vec::new();
    let mut at = 0;
    for part in parts {
        let whole = (part.start, part.end) == (0, part.size);
        if part.start > part.end || part.end > part.size || !(whole || part.format.splits()) {
            return Err(PartError::Range { name: part.name });
        }
        let same = |stream: &&mut Stream| (&stream.name, stream.size, stream.format) == (&part.name, part.size, part.format);
        match streams.last_mut().filter(same) {
            // An empty file has one part, and nothing twice.
            Some(_) if part.start < at || part.size == 0 => return Err(PartError::Overlap { name: part.name, at: part.start }),
            Some(stream) => {
                missing(&mut gaps, stream, at, part.start);
                stream.segment = core::mem::take(&mut stream.segment).merge(part.segment);
            }
            None => {
                finish(&mut gaps, streams.last_mut(), at);
                let sha256 = digests.get(&part.name).copied();
                let mut stream = Stream {
                    name: part.name,
                    size: part.size,
                    sha256,
                    format: part.format,
                    segment: part.segment,
                    complete: true,
                    inside: None,
                };
                missing(&mut gaps, &mut stream, 0, part.start);
                streams.push(stream);
            }
        }
        at = part.end;
    }
    finish(&mut gaps, streams.last_mut(), at);
    Ok((streams, gaps))
}

/// A stretch of a file that no part covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The file.
    pub name: String,
    /// First byte.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {} to {} of {}", self.start, self.end, self.name)
    }
}

fn missing(gaps: &mut Vec<Gap>, stream: &mut Stream, start: u64, end: u64) {
    if start < end {
        stream.complete = false;
        gaps.push(Gap { name: stream.name.clone(), start, end });
    }
}

fn finish(gaps: &mut Vec<Gap>, stream: Option<&mut Stream>, at: u64) {
    if let Some(stream) = stream {
        let size = stream.size;
        missing(gaps, stream, at, size);
    }
}
