//! What is wrong with trust input, in sentences that name text and line.

use crate::trust::checkpoint::CheckpointFault;
use crate::trust::note::{NoteFault, PublicKey, VkeyError};
use alloc::string::String;
use core::fmt;

/// Why trust input cannot be used. `Display` is one sentence that names text and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustError {
    /// Which text, in words: `policy`, `logs`, `writers`, `pin 2`.
    pub text: String,
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong with it.
    pub fault: TrustFault,
}

/// What is wrong with trust input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustFault {
    /// A control character other than TAB and LF.
    ControlCharacter(u8),
    /// A policy line that begins with another word than `log`, `witness`, `group` or `quorum`.
    Keyword,
    /// A line of another form; holds the right one.
    Form(&'static str),
    /// Not a usable key.
    Vkey(VkeyError),
    /// A key of a type that cannot play this role.
    Role(Role),
    /// A key, or a name with its ID, that stands already elsewhere.
    KeyRepeated {
        /// In which text.
        text: String,
        /// On which line.
        line: u32,
    },
    /// The same key is listed for the same origin again.
    OriginRepeated,
    /// A name for a witness or group that is taken, or is `none`.
    NameTaken,
    /// A name that no line before defines.
    NameUnknown(String),
    /// A name that is a member already, of this group or of another.
    MemberRepeated(String),
    /// A threshold that is not between 1 and the number of members, which it holds.
    Threshold(usize),
    /// No `quorum` line.
    QuorumMissing,
    /// A second `quorum` line.
    QuorumRepeated,
    /// Not `log=`, `from=`, `until=` or `require=` with a value, each at most once, or a range that is empty.
    WriterOption(String),
    /// Two lines of one writer speak about the same entries.
    RangesOverlap,
    /// A kept checkpoint is not a note.
    Note(NoteFault),
    /// A kept note is not a checkpoint.
    Checkpoint(CheckpointFault),
    /// A kept checkpoint without entries says nothing.
    PinEmpty,
    /// A kept checkpoint fails under a log key that is trusted for its origin; holds the key's label.
    PinFails(String),
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sign checkpoints as the log.
    Log,
    /// Cosign checkpoints.
    Witness,
    /// Sign entries.
    Writer,
}

impl Role {
    pub(super) fn fits(self, key: &PublicKey) -> bool {
        match self {
            Role::Log => matches!(key, PublicKey::Note(_) | PublicKey::Ecdsa(_)),
            Role::Witness => matches!(key, PublicKey::Cosignature(_)),
            Role::Writer => matches!(key, PublicKey::Entry(_)),
        }
    }
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.text, self.line, self.fault)
    }
}

impl core::error::Error for TrustError {}

impl fmt::Display for TrustFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrustFault::ControlCharacter(byte) => write!(f, "control character {byte:02x} is not allowed here"),
            TrustFault::Keyword => f.write_str("a policy line begins with log, witness, group or quorum"),
            TrustFault::Form(form) => write!(f, "the line must read: {form}"),
            TrustFault::Vkey(error) => fmt::Display::fmt(error, f),
            TrustFault::Role(Role::Log) => f.write_str("a log key must be of type 0x01 (Ed25519) or 0x02 (ECDSA P-256)"),
            TrustFault::Role(Role::Witness) => {
                f.write_str("a witness key must be of type 0x04 (cosignature/v1); a plain note signature carries no time and never counts")
            }
            TrustFault::Role(Role::Writer) => f.write_str("a writer key must be of type 0xff unbroken/entry/v1"),
            TrustFault::KeyRepeated { text, line } => write!(f, "this key, or its name and ID, stands already in {text}, line {line}"),
            TrustFault::OriginRepeated => f.write_str("this key is listed for this origin already"),
            TrustFault::NameTaken => f.write_str("this name is taken"),
            TrustFault::NameUnknown(name) => write!(f, "no line before defines {name}"),
            TrustFault::MemberRepeated(name) => write!(f, "{name} is a member of a group already"),
            TrustFault::Threshold(members) => write!(f, "the threshold must be all, any, or a number from 1 to {members}"),
            TrustFault::QuorumMissing => f.write_str("the policy has no quorum line"),
            TrustFault::QuorumRepeated => f.write_str("the policy has a second quorum line"),
            TrustFault::WriterOption(option) => {
                write!(f, "{option} is not log=ORIGIN, from=N, until=N, require=every or require=N, stands twice, or leaves no entry")
            }
            TrustFault::RangesOverlap => f.write_str("this writer is already listed for some of these entries"),
            TrustFault::Note(fault) => fmt::Display::fmt(fault, f),
            TrustFault::Checkpoint(fault) => fmt::Display::fmt(fault, f),
            TrustFault::PinEmpty => f.write_str("a checkpoint without entries says nothing"),
            TrustFault::PinFails(key) => write!(f, "the checkpoint fails under {key}, a key you trust for its origin"),
        }
    }
}
