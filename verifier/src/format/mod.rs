//! One file per format: reads, never judges. What a stream is, is recognised by its content and never by its name.

pub mod native;
pub mod receipt;

pub use crate::input::Format;

use crate::trust::note::Vkey;
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
        if head.starts_with(b"age-encryption.org/v1") || head.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
            return Format::Encrypted;
        }
        if head.starts_with(RECEIPT_HEADER.as_bytes()) {
            return Format::Receipt;
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.trim_ascii());
        // A line that is an object by itself. The last one may be cut off; a document over several lines has no such line.
        let whole = |line: &[u8]| line.len() > 2 && line.first() == Some(&b'{') && line.last() == Some(&b'}');
        let cut_off = lines.clone().next_back().is_some_and(|line| line.first() == Some(&b'{'));
        if cut_off || lines.clone().any(whole) {
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

/// An origin, a size, a root hash.
fn is_checkpoint<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let (origin, size, root) = (lines.next(), lines.next(), lines.next());
    origin.is_some_and(|origin| !origin.is_empty())
        && size.is_some_and(|size| !size.is_empty() && size.iter().all(u8::is_ascii_digit))
        && root.is_some_and(|root| crate::base64::decode_base64_array::<32>(root).is_some())
}
