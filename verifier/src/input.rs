//! How bytes arrive: named inputs, and what a stream of bytes may be.

use serde::{Deserialize, Serialize};

/// One input held in memory.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// File name; only its last path component is used.
    pub name: &'a str,
    /// Its bytes.
    pub data: &'a [u8],
}

/// What a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JSON Lines of the native bundle.
    Bundle,
    /// The same lines as a table export: a heading, then one field or column per line that holds it.
    Table,
    /// The same lines as elements of a JSON array, not one per line.
    Array,
    /// A C2SP tlog-proof.
    Receipt,
    /// A signed note with a checkpoint.
    Checkpoint,
    /// A tlog-policy: found, not used; trust never comes from the evidence.
    Policy,
    /// Lines of keys (writers or logs): found, not used.
    Keys,
    /// Encrypted with age: to be decrypted first.
    Encrypted,
    /// Compressed with gzip: what is inside is a stream of its own.
    Gzip,
    /// A zip archive: every member is a stream of its own.
    Zip,
    /// No byte at all.
    Empty,
    /// None of these; it may be the entry that a receipt speaks about.
    Unknown,
}

impl Format {
    /// Whether a stream of this format may be read in parts; the others are read by one fold from 0 to the end.
    pub fn splits(self) -> bool {
        matches!(self, Format::Bundle | Format::Table)
    }

    /// Whether it is only transport for the streams inside.
    pub fn is_container(self) -> bool {
        matches!(self, Format::Gzip | Format::Zip)
    }

    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Bundle => "bundle",
            Format::Table => "table",
            Format::Array => "array",
            Format::Receipt => "receipt",
            Format::Checkpoint => "checkpoint",
            Format::Policy => "policy",
            Format::Keys => "keys",
            Format::Encrypted => "encrypted",
            Format::Gzip => "gzip",
            Format::Zip => "zip",
            Format::Empty => "empty",
            Format::Unknown => "unknown",
        }
    }
}
