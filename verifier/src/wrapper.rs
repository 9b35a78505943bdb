//! What an export puts around a line, and how it comes off again: the brackets and commas of a JSON array, a CSV field, PostgreSQL's COPY
//! text, a column of a JSON object. Text in, text out; whether the result is what a log committed to is for hashes to say.
//!
//! Everything here depends on the one line alone, so that a stream may be read in any parts.

use crate::json::{self, Kind};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The wrappings that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Wrapper {
    /// An element of a JSON array, or a line with its comma. It is a stretch of what was received; nothing in it is rewritten.
    Array,
    /// A field of comma-separated values, quoted, quotes doubled (RFC 4180).
    Csv,
    /// A column of PostgreSQL's COPY text, backslashes doubled.
    Copy,
    /// A JSON string: by itself, or the value of a column.
    Column,
}

impl Wrapper {
    /// Those that rewrite the line, in the order in which they are tried.
    pub const REWRITING: [Wrapper; 3] = [Wrapper::Csv, Wrapper::Copy, Wrapper::Column];

    /// What it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Wrapper::Array => "the brackets and commas of a JSON array",
            Wrapper::Csv => "the quotes of comma-separated values",
            Wrapper::Copy => "the escapes of PostgreSQL's COPY text",
            Wrapper::Column => "a JSON string around them",
        }
    }

    /// The record inside a wrapped line; `None` if the line is not wrapped in this way, or nothing that is a record is inside.
    pub fn unwrap(self, line: &[u8]) -> Option<Vec<u8>> {
        match self {
            Wrapper::Array => Some(narrow(line).to_vec()),
            Wrapper::Csv => csv_fields(line).into_iter().find(|field| is_record(field)),
            Wrapper::Copy => {
                // A column without escapes is only its stretch; a line that is one such column is not wrapped.
                let columns = line.split(|byte| *byte == b'\t').filter(|column| column.first() == Some(&b'{'));
                let plain = |column: &[u8]| (column.len() < line.len()).then(|| column.to_vec());
                columns.filter_map(|column| copy_text(column).or_else(|| plain(column))).find(|column| is_record(column))
            }
            Wrapper::Column => {
                let scan = json::scan(line).ok()?;
                let values = scan.members.iter().map(|member| member.value).chain([scan.value]);
                let texts = values.filter(|value| value.kind == Kind::String).filter_map(|value| value.string(line));
                texts.map(alloc::string::String::into_bytes).find(|text| is_record(text))
            }
        }
    }
}

/// Top-level names that tell the kinds of records apart (unbroken-bundle, Bundle records).
pub const RECORD_KINDS: [&str; 6] = ["seq", "proof", "checkpoint", "stub", "disclosure", "bundle"];

/// Whether a text is a JSON object with the name of a record kind.
pub fn is_record(text: &[u8]) -> bool {
    text.first() == Some(&b'{') && json::scan(text).is_ok_and(|scan| RECORD_KINDS.iter().any(|name| scan.get(text, name).is_some()))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// A line without outer blanks, an opening bracket or comma before it, and a comma or closing bracket behind it.
pub fn narrow(line: &[u8]) -> &[u8] {
    let is_before = |byte: u8| is_blank(byte) || byte == b'[' || byte == b',';
    let is_behind = |byte: u8| is_blank(byte) || byte == b']' || byte == b',';
    let start = line.iter().position(|byte| !is_before(*byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !is_behind(*byte)).map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}

/// Where a stretch of a line starts in it.
pub fn place_of(stretch: &[u8], line: &[u8]) -> usize {
    let at = (stretch.as_ptr() as usize).checked_sub(line.as_ptr() as usize);
    at.filter(|at| at.saturating_add(stretch.len()) <= line.len()).unwrap_or(0)
}

/// Whether a line is nothing but the bracket or comma of an array, or the end mark of COPY text.
pub fn is_punctuation(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line == b"\\." || (!line.is_empty() && line.len() <= 2 && line.iter().all(|byte| matches!(byte, b'[' | b']' | b',')))
}

/// Whether a line may be the heading of a table: short, and made of names.
pub fn is_heading(line: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'"' | b',' | b';' | b'|' | b'\t' | b' ' | b'.' | b'-');
    let line = line.trim_ascii();
    (1..=256).contains(&line.len()) && line.iter().all(is_name) && line.iter().any(u8::is_ascii_alphabetic)
}

/// The quoted fields of a line that hold an object, quotes undone. Any usual delimiter separates them.
fn csv_fields(line: &[u8]) -> Vec<Vec<u8>> {
    let is_delimiter = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'|');
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let Some((field, behind)) = unquote(quoted) else { return fields };
            if field.first() == Some(&b'{') {
                fields.push(field);
            }
            rest = behind;
        }
        let Some(at) = rest.iter().position(|byte| is_delimiter(*byte)) else { return fields };
        rest = rest.get(at + 1..).unwrap_or_default();
    }
}

/// A quoted field whose opening quote is gone, and what stands behind its closing quote.
fn unquote(quoted: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut field = Vec::new();
    let mut rest = quoted;
    loop {
        let at = rest.iter().position(|byte| *byte == b'"')?;
        let (before, from) = rest.split_at_checked(at)?;
        field.extend_from_slice(before);
        rest = from.get(1..)?;
        match rest.strip_prefix(b"\"") {
            Some(behind) => {
                field.push(b'"');
                rest = behind;
            }
            None => return Some((field, rest)),
        }
    }
}

/// Undoes the escapes of COPY text; `None` if there are none, or one of them is a line feed, which no line holds, or half of one.
fn copy_text(column: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(column.len());
    let mut bytes = column.iter().copied().peekable();
    let mut changed = false;
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            text.push(byte);
            continue;
        }
        changed = true;
        let escape = bytes.next()?;
        text.push(match escape {
            b'b' => 0x08,
            b'f' => 0x0c,
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'n' => return None,
            b'0'..=b'7' => number(u32::from(escape - b'0'), 8, 2, &mut bytes),
            b'x' if bytes.peek().is_some_and(u8::is_ascii_hexdigit) => number(0, 16, 2, &mut bytes),
            other => other,
        });
    }
    changed.then_some(text)
}

/// Up to `most` more digits of a number in base `base`; the value is taken modulo 256, as PostgreSQL does.
fn number(mut value: u32, base: u32, most: usize, bytes: &mut core::iter::Peekable<impl Iterator<Item = u8>>) -> u8 {
    for _ in 0..most {
        let Some(digit) = bytes.peek().and_then(|byte| char::from(*byte).to_digit(base)) else { break };
        bytes.next();
        value = value * base + digit;
    }
    (value & 0xff) as u8
}

/// A line with every run of backslashes halved: what COPY text of a JSON line without raw control characters comes from. `None` if there
/// is no backslash, or a run of an odd number, which COPY text of such a line never has.
pub fn halved(line: &[u8]) -> Option<Vec<u8>> {
    if !line.contains(&b'\\') {
        return None;
    }
    let mut text = Vec::with_capacity(line.len());
    let mut bytes = line.iter().copied();
    let mut changed = false;
    while let Some(byte) = bytes.next() {
        text.push(byte);
        if byte == b'\\' {
            changed = true;
            if bytes.next() != Some(b'\\') {
                return None;
            }
        }
    }
    changed.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn unwrapped(wrapper: Wrapper, line: &str) -> Option<String> {
        wrapper.unwrap(line.as_bytes()).map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn array() {
        for (line, expected) in [
            ("{\"a\":1},", "{\"a\":1}"),
            (" [ {\"a\":1} , ", "{\"a\":1}"),
            ("[{\"a\":[1]}]", "{\"a\":[1]}"),
            (",{}", "{}"),
            ("[", ""),
            (" ],", ""),
            ("", ""),
        ] {
            assert_eq!(narrow(line.as_bytes()), expected.as_bytes(), "{line}");
        }
        assert!([&b"["[..], b"]", b" , ", b"],", b"\\."].iter().all(|line| is_punctuation(line)));
        assert!([&b""[..], b" ", b"[1]", b"\\", b"{", b"[[["].iter().all(|line| !is_punctuation(line)));
    }

    #[test]
    fn csv() {
        let line = "{\"seq\":1,\"x\":\"a,\\\"b\"}";
        let quoted = line.replace('"', "\"\"");
        for wrapped in [alloc::format!("\"{quoted}\""), alloc::format!("7,\"x\"\"\",\"{quoted}\",8"), alloc::format!("7;\"{quoted}\";")] {
            assert_eq!(unwrapped(Wrapper::Csv, &wrapped).as_deref(), Some(line), "{wrapped}");
        }
        // An object that is no record is passed over; an open quote holds nothing.
        assert_eq!(unwrapped(Wrapper::Csv, &alloc::format!("\"{{\"\"a\"\":1}}\",\"{quoted}\"")).as_deref(), Some(line));
        for none in
            [alloc::format!("\"{quoted}"), "\"{\"\"a\"\":1}\"".into(), line.into(), "".into(), "\"".into(), "\"{\\\"seq\\\":1}\"".into()]
        {
            assert_eq!(unwrapped(Wrapper::Csv, &none), None, "{none}");
        }
    }

    #[test]
    fn copy() {
        let line = r#"{"seq":1,"x":"a\"b\\c\nd\u00e9"}"#;
        let doubled = line.replace('\\', "\\\\");
        assert_eq!(unwrapped(Wrapper::Copy, &doubled).as_deref(), Some(line));
        assert_eq!(unwrapped(Wrapper::Copy, &alloc::format!("7\t\\N\t{doubled}\t8")).as_deref(), Some(line));
        assert_eq!(halved(doubled.as_bytes()).as_deref(), Some(line.as_bytes()));
        assert_eq!(unwrapped(Wrapper::Copy, r#"{"seq":\t\61\x32\r}"#).as_deref(), Some("{\"seq\":\t12\r}"));
        assert_eq!(unwrapped(Wrapper::Copy, "7\t{\"seq\":1}").as_deref(), Some("{\"seq\":1}"));
        // A line feed, a lone backslash at the end, nothing escaped.
        for none in [r#"{"seq":\n1}"#, "{\"seq\":1}\\", "{\"seq\":1}", "\\N"] {
            assert_eq!(unwrapped(Wrapper::Copy, none), None, "{none}");
        }
        assert_eq!(halved(line.as_bytes()), None, "an odd run is no COPY text");
        assert_eq!(halved(b"{}"), None);
    }

    #[test]
    fn column() {
        let line = r#"{"seq":1,"x":"a\"b"}"#;
        let quoted = serde_json::to_string(line).unwrap();
        for wrapped in [quoted.clone(), alloc::format!("{{\"id\":7,\"line\":{quoted}}}")] {
            assert_eq!(unwrapped(Wrapper::Column, &wrapped).as_deref(), Some(line), "{wrapped}");
        }
        for none in ["{\"line\":\"x\"}", "\"{}\"", "7", "{\"line\":{\"seq\":1}}"] {
            assert_eq!(unwrapped(Wrapper::Column, none), None, "{none}");
        }
    }

    #[test]
    fn headings() {
        assert!([&b"line"[..], b"\"id\",\"line\"", b"id\tline\r"].iter().all(|line| is_heading(line)));
        assert!([&b""[..], b"{\"a\":1}", b"12,13", b"log x=1"].iter().all(|line| !is_heading(line)));
    }
}
