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
    /// Compressed with gzip: the host unpacks it before it is read.
    Gzip,
    /// No byte at all.
    Empty,
    /// None of these; it may be the entry that a receipt speaks about.
    Unknown,
}

impl Format {
    /// Whether a stream of this format may be read in parts; the others are read by one fold from 0 to the end.
    pub fn splits(self) -> bool {
        self == Format::Bundle
    }

    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Bundle => "bundle",
            Format::Receipt => "receipt",
            Format::Checkpoint => "checkpoint",
            Format::Policy => "policy",
            Format::Keys => "keys",
            Format::Encrypted => "encrypted",
            Format::Gzip => "gzip",
            Format::Empty => "empty",
            Format::Unknown => "unknown",
        }
    }
}
