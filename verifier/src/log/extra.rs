//! What an entry says about other bytes and other entries: attachments (`att`) and the secondary chain of its source (`chain`).

use crate::json::{self, Kind, Span};
use crate::tree::hash::Hash;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Bytes that travel beside the log, named by their hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// Their number.
    pub size: u64,
}

/// The place of an entry in the chain of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Name of the source.
    pub name: String,
    /// The source's own counter.
    pub seq: u64,
    /// Leaf hash of the entry before with the same name; zeros for the first.
    pub prev: Hash,
}

/// The attachments of an `att` list, and whether each of its elements is one.
pub fn attachments(line: &[u8], list: Span) -> (Vec<Attachment>, bool) {
    if list.kind != Kind::Array {
        return (Vec::new(), false);
    }
    let elements = json::elements(line, list);
    let read: Vec<Attachment> = elements.iter().filter_map(|element| attachment(element.text(line))).collect();
    let all = read.len() == elements.len();
    (read, all)
}

fn attachment(text: &[u8]) -> Option<Attachment> {
    let scan = json::scan(text).ok()?;
    let string = |name| scan.get(text, name).and_then(|value| value.string(text));
    let Hash(sha256) = Hash::parse_hex(&string("sha256")?)?;
    let size = scan.get(text, "size")?.index(text)?;
    Some(Attachment { name: string("name").filter(|name| !name.is_empty())?, sha256, size })
}

/// A `chain` object; `None` if it lacks something.
pub fn chain(line: &[u8], value: Span) -> Option<Chain> {
    let text = value.text(line);
    let scan = json::scan(text).ok()?;
    let string = |name| scan.get(text, name).and_then(|value| value.string(text));
    let name = string("name").filter(|name| (1..=255).contains(&name.len()))?;
    Some(Chain { name, seq: scan.get(text, "seq")?.index(text)?, prev: Hash::parse(&string("prev")?)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn list(text: &str) -> (usize, bool) {
        let scan = json::scan(text.as_bytes()).unwrap();
        let (read, all) = attachments(text.as_bytes(), scan.value);
        (read.len(), all)
    }

    #[test]
    fn one_spelling_of_an_attachment() {
        let hex = "0123456789abcdef".repeat(4);
        let good = format!(r#"{{"name":"a","sha256":"{hex}","size":3}}"#);
        assert_eq!(list(&format!("[{good},{good}]")), (2, true));
        assert_eq!(list("[]"), (0, true));
        assert_eq!(list("{}"), (0, false));
        let wrong = [
            good.replace(&hex, &hex.to_uppercase()),
            good.replace(&hex, &hex[1..]),
            good.replace(&hex, &format!("{hex}0")),
            good.replace("\"size\":3", "\"size\":\"3\""),
            good.replace("\"size\":3", "\"size\":-3"),
            good.replace(",\"size\":3", ""),
            good.replace("\"a\"", "\"\""),
            good.replace("\"a\"", "1"),
            String::from("1"),
        ];
        for wrong in wrong {
            assert_eq!(list(&format!("[{wrong},{good}]")), (1, false), "{wrong}");
        }
    }

    #[test]
    fn a_chain_has_all_three() {
        let zeros = Hash::ZERO;
        let good = format!(r#"{{"name":"t","seq":4,"prev":"{zeros}"}}"#);
        let read = |text: &str| chain(text.as_bytes(), json::scan(text.as_bytes()).unwrap().value);
        assert_eq!(read(&good), Some(Chain { name: "t".into(), seq: 4, prev: zeros }));
        for (from, to) in [("\"t\"", "\"\""), ("\"t\"", "1"), ("4", "\"4\""), ("4", "4.0"), ("AAA", "AA"), ("\"seq\"", "\"no\"")] {
            assert_eq!(read(&good.replacen(from, to, 1)), None, "{from} as {to}");
        }
    }
}
