//! The C2SP tlog-proof text (c2sp.org/tlog-proof@v1): one leaf's place in a checkpoint's tree.
//!
//! Reads only. What the leaf is, whose checkpoint it is and whether the path leads to its root is for others to say.

use crate::base64::{decode_base64, encode_base64};
use crate::decimal::parse_decimal;
use crate::tree::hash::Hash;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The first line of a receipt.
pub const RECEIPT_HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Most hashes in a path: one per level of the largest tree.
pub const MAX_PATH: usize = 64;

/// A receipt, unjudged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Bytes that travel along, unauthenticated: in our own receipts the entry.
    pub extra: Option<Vec<u8>>,
    /// Index of the leaf.
    pub index: u64,
    /// Inclusion path, the leaf's sibling first.
    pub path: Vec<Hash>,
    /// The checkpoint, a signed note, verbatim.
    pub note: String,
}

/// Why bytes are no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptError {
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: ReceiptFault,
}

/// What is wrong with a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptFault {
    /// Not UTF-8.
    NotUtf8,
    /// The first line is not [`RECEIPT_HEADER`].
    Header,
    /// `extra` is not canonical base64.
    Extra,
    /// No index, or not a decimal number without leading zeros.
    Index,
    /// Not canonical base64 of exactly 32 bytes.
    Hash,
    /// Above [`MAX_PATH`].
    PathTooLong,
    /// It ends before the blank line and the checkpoint.
    Unfinished,
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl fmt::Display for ReceiptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReceiptFault::NotUtf8 => f.write_str("the receipt is not UTF-8"),
            ReceiptFault::Header => write!(f, "the receipt does not begin with {RECEIPT_HEADER}"),
            ReceiptFault::Extra => f.write_str("the extra data is not canonical base64"),
            ReceiptFault::Index => f.write_str("the index is missing or not a decimal number"),
            ReceiptFault::Hash => f.write_str("a hash of the path is not 32 bytes of canonical base64"),
            ReceiptFault::PathTooLong => write!(f, "the path has more than {MAX_PATH} hashes"),
            ReceiptFault::Unfinished => f.write_str("the receipt ends before its checkpoint"),
        }
    }
}

impl core::error::Error for ReceiptError {}

impl Receipt {
    /// Reads a receipt, strictly. The note is taken as it stands.
    pub fn parse(bytes: &[u8]) -> Result<Receipt, ReceiptError> {
        let text = core::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.iter().take(error.valid_up_to());
            ReceiptError { line: 1 + before.filter(|byte| **byte == b'\n').count() as u32, fault: ReceiptFault::NotUtf8 }
        })?;
        let mut lines = Lines { rest: text, line: 0 };
        if lines.next()? != RECEIPT_HEADER {
            return Err(lines.fail(ReceiptFault::Header));
        }
        let mut line = lines.next()?;
        let mut extra = None;
        if let Some(base64) = line.strip_prefix("extra ") {
            extra = Some(decode_base64(base64).ok_or(lines.fail(ReceiptFault::Extra))?);
            line = lines.next()?;
        }
        let index = line.strip_prefix("index ").and_then(parse_decimal).ok_or(lines.fail(ReceiptFault::Index))?;
        let mut path = Vec::new();
        loop {
            let line = lines.next()?;
            if line.is_empty() {
                break;
            }
            if path.len() == MAX_PATH {
                return Err(lines.fail(ReceiptFault::PathTooLong));
            }
            path.push(Hash::parse(line).ok_or(lines.fail(ReceiptFault::Hash))?);
        }
        if lines.rest.is_empty() {
            return Err(ReceiptError { line: lines.line + 1, fault: ReceiptFault::Unfinished });
        }
        Ok(Receipt { extra, index, path, note: lines.rest.to_string() })
    }

    /// The text of this receipt, the only one that reads as it.
    pub fn to_text(&self) -> String {
        let mut text = String::from(RECEIPT_HEADER);
        if let Some(extra) = &self.extra {
            text += "\nextra ";
            text += &encode_base64(extra);
        }
        text += "\nindex ";
        text += &self.index.to_string();
        text.push('\n');
        for hash in &self.path {
            text += &hash.to_string();
            text.push('\n');
        }
        text.push('\n');
        text + &self.note
    }
}

/// Lines that end in LF, and where we are.
struct Lines<'a> {
    rest: &'a str,
    line: u32,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a str, ReceiptError> {
        self.line += 1;
        let (line, rest) = self.rest.split_once('\n').ok_or(self.fail(ReceiptFault::Unfinished))?;
        self.rest = rest;
        Ok(line)
    }

    fn fail(&self, fault: ReceiptFault) -> ReceiptError {
        ReceiptError { line: self.line, fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    fn good() -> Receipt {
        let path = (0..3).map(|i| Hash::of(&[i])).collect();
        Receipt { extra: Some(b"the entry".to_vec()), index: 70, path, note: "origin\n99\nroot\n\n\u{2014} name sig\n".into() }
    }

    fn fault(text: &str) -> (u32, ReceiptFault) {
        Receipt::parse(text.as_bytes()).map_err(|error| (error.line, error.fault)).unwrap_err()
    }

    #[test]
    fn there_and_back() {
        let plain = Receipt { extra: None, index: 0, path: vec![], ..good() };
        let long = Receipt { path: vec![Hash::ZERO; MAX_PATH], index: u64::MAX, ..good() };
        for receipt in [good(), plain, long] {
            assert_eq!(Receipt::parse(receipt.to_text().as_bytes()), Ok(receipt));
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let (text, hash) = (good().to_text(), Hash::of(&[1]).to_string());
        assert_eq!(fault(&text.replace("@v1", "@v2")), (1, ReceiptFault::Header));
        assert_eq!(fault(&text.replace("extra ", "extra !")), (2, ReceiptFault::Extra));
        assert_eq!(fault(&text.replace("index 70\n", "")), (3, ReceiptFault::Index));
        for index in ["", "070", "+70", "-70", "70 ", "7x", "18446744073709551616"] {
            assert_eq!(fault(&text.replace("index 70", &format!("index {index}"))), (3, ReceiptFault::Index));
        }
        for wrong in ["AAAA", &hash[..43], &format!("{hash} "), &format!(" {hash}"), &encode_base64(&[0; 48])] {
            assert_eq!(fault(&text.replace(&hash, wrong)), (5, ReceiptFault::Hash));
        }
        assert_eq!(fault(&Receipt { path: vec![Hash::ZERO; 65], ..good() }.to_text()), (68, ReceiptFault::PathTooLong));
        assert_eq!(fault(&Receipt { note: String::new(), ..good() }.to_text()), (8, ReceiptFault::Unfinished));
        assert_eq!(fault(&text.replace('\n', "\r\n")), (1, ReceiptFault::Header));
        assert_eq!(Receipt::parse(b"c2sp.org/tlog-proof@v1\nindex \xff\n"), Err(ReceiptError { line: 2, fault: ReceiptFault::NotUtf8 }));
    }

    /// Up to the note, a changed byte is refused or is another receipt, and a beginning is refused.
    #[test]
    fn every_changed_byte_and_every_prefix() {
        let (good, text) = (good(), good().to_text());
        for at in 0..text.len() - good.note.len() {
            assert!(Receipt::parse(&text.as_bytes()[..at]).is_err());
            for byte in (0..=255u8).filter(|byte| *byte != text.as_bytes()[at]) {
                let mut changed = text.as_bytes().to_vec();
                changed[at] = byte;
                if let Ok(other) = Receipt::parse(&changed) {
                    assert_ne!(other, good);
                    assert_eq!(other.to_text().as_bytes(), changed, "one text per receipt");
                }
            }
        }
    }
}
