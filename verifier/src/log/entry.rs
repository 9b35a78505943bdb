//! The one shape that entries of every format are read into (unbroken-entry).

use crate::tree::hash::Hash;
use alloc::string::String;
use alloc::vec::Vec;

pub use super::control::Control;
pub use super::extra::{Attachment, Chain, attachments, chain};
pub use super::redact::{Redactable, redactables};
pub use super::time::Time;

/// Length of the suffix `,"sig":"…"}` of a signed line.
pub const SIGNATURE_SUFFIX: usize = 98;
/// Domain of an entry signature; the message is this, a line feed, and the line without its suffix.
pub const ENTRY_DOMAIN: &str = "unbroken/entry/v1";

/// The unauthenticated header of a bundle.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// First position, if it says so.
    pub from: Option<u64>,
    /// One after the last position, if it says so.
    pub to: Option<u64>,
}

/// How a line is signed, before any key is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// No `sig` member.
    Not,
    /// The 64 bytes of a well-formed suffix.
    Signature([u8; 64]),
    /// A `sig` member that is not the suffix the format asks for.
    Malformed,
}

/// An entry line.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Origin of its log.
    pub log: String,
    /// Its position.
    pub seq: u64,
    /// Leaf hash of the entry before, if it is well formed.
    pub prev: Option<Hash>,
    /// Append time, if it is well formed.
    pub at: Option<Time>,
    /// Event identity.
    pub id: Option<String>,
    /// The signer it names, `<name>+<8 hex>`.
    pub by: Option<String>,
    /// Its signature.
    pub sealed: Sealed,
    /// The control record it carries.
    pub control: Option<Control>,
    /// Objects and lists with digests inside the event.
    pub redactable: Vec<Redactable>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// Its place in the chain of its source: `Some(None)` for one that cannot be read.
    pub chain: Option<Option<Chain>>,
    /// The first rule of the format it breaks.
    pub breaks: Option<&'static str>,
}

/// 1 to 255 bytes, no white space or control characters, no `+`.
pub fn is_origin(text: &str) -> bool {
    (1..=255).contains(&text.len()) && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// The bytes that an entry signature covers.
pub fn signed_message(line: &[u8]) -> Vec<u8> {
    let covered = line.get(..line.len().saturating_sub(SIGNATURE_SUFFIX)).unwrap_or_default();
    let mut message = Vec::with_capacity(ENTRY_DOMAIN.len() + 1 + covered.len());
    message.extend_from_slice(ENTRY_DOMAIN.as_bytes());
    message.push(b'\n');
    message.extend_from_slice(covered);
    message
}
