//! One file per format: reads, never judges. What a stream is, is recognised by its content and never by its name.

pub mod array;
pub mod native;
pub mod receipt;

pub use crate::input::Format;

use crate::trust::note::Vkey;
use crate::wrapper::{self, Wrapper};
use receipt::RECEIPT_HEADER;

impl Format {
    /// How many bytes of the head [`Format::detect`] wants to see: the whole stream if it is shorter.
    pub const HEAD: usize = 65_536;

    /// Recognises a stream by its first [`Format::HEAD`] bytes.
    pub fn detect(head: &[u8]) -> Format {
        let head = head.get(..Format::HEAD).unwrap_or(head);
        if head.is_empty() {
            return Format::Empty;
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            return Format::Gzip;
        }
        // A first member, or the end mark of an archive without any.
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Format::Zip;
        }
        if head.starts_with(b"age-encryption.org/v1") || head.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
            return Format::Encrypted;
        }
        if head.starts_with(RECEIPT_HEADER.as_bytes()) {
            return Format::Receipt;
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.trim_ascii());
        if is_array(head) {
            return Format::Array;
        }
        if is_table(lines.clone()) {
            return Format::Table;
        }
        // A line that is an object by itself. The last one may be cut off; a document over several lines has no such line.
        let whole = |line: &[u8]| line.len() > 2 && line.first() == Some(&b'{') && line.last() == Some(&b'}');
        let cut_off = lines.clone().next_back().is_some_and(|line| line.first() == Some(&b'{') || line.starts_with(b"\"{\"\""));
        if cut_off || lines.clone().any(|line| whole(wrapper::narrow(line))) || lines.clone().any(is_wrapped) {
            return Format::Bundle;
        }
        if is_checkpoint(lines.clone()) {
            return Format::Checkpoint;
        }
        let meant = |line: &&[u8]| !line.is_empty() && line.first() != Some(&b'#');
        if lines.clone().any(|line| meant(&line)) {
            let is_policy = |line: &[u8]| [&b"log "[..], b"witness ", b"group ", b"quorum "].iter().any(|word| line.starts_with(word));
            if lines.clone().filter(meant).all(is_policy) {
                return Format::Policy;
            }
            let is_key = |line: &[u8]| {
                let first = line.split(|byte| *byte == b' ').next().unwrap_or_default();
                core::str::from_utf8(first).is_ok_and(|text| Vkey::parse(text).is_ok())
            };
            if lines.by_ref().filter(meant).all(is_key) {
                return Format::Keys;
            }
        }
        Format::Unknown
    }
}

/// Whether a line is a record that an export wrapped.
fn is_wrapped(line: &[u8]) -> bool {
    Wrapper::REWRITING.iter().any(|wrapper| wrapper.unwrap(wrapper::narrow(line)).or_else(|| wrapper.unwrap(line)).is_some())
}

/// A heading, and a record under it.
fn is_table<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let (heading, first) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    wrapper::is_heading(heading) && (wrapper::is_record(first) || is_wrapped(first))
}

/// An array of records that do not stand one per line; those that do are read line by line.
fn is_array(head: &[u8]) -> bool {
    let Some(inner) = head.trim_ascii_start().strip_prefix(b"[") else { return false };
    // Nothing but a list of records is meant: the name of a record kind stands in its head, plainly or inside a string.
    let names = |kind: &str| {
        let mut windows = inner.windows(kind.len() + 1);
        windows.any(|window| window.strip_prefix(kind.as_bytes()).is_some_and(|behind| matches!(behind, [b'"' | b'\\'])))
    };
    let mut lines = inner.split(|byte| *byte == b'\n').map(wrapper::narrow);
    wrapper::RECORD_KINDS.iter().any(|kind| names(kind)) && !lines.any(|line| wrapper::is_record(line) || is_wrapped(line))
}

/// An origin, a size, a root hash.
fn is_checkpoint<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let (origin, size, root) = (lines.next(), lines.next(), lines.next());
    origin.is_some_and(|origin| !origin.is_empty())
        && size.is_some_and(|size| !size.is_empty() && size.iter().all(u8::is_ascii_digit))
        && root.is_some_and(|root| crate::base64::decode_base64_array::<32>(root).is_some())
}
