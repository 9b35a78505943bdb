//! Repairs: only a preimage counts, and only the preimage is shown (unbroken-bundle, Repairs).
//!
//! A received line may be read in several ways: as it stands, without what an editor or mail program adds around it, or brought back to
//! the form of RFC 8785 after a tool re-encoded it. A reading is believed only when a signature, a link or a committed hash picks it.

use crate::budget::MAX_DEPTH;
use crate::json::{self, Kind, Span};
use crate::wrapper::{self, Wrapper};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use serde::{Deserialize, Serialize};

/// How a reading was obtained from the received bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Repair {
    /// As received.
    None,
    /// A carriage return or blanks around it, or a byte order mark at the start of the stream, taken off.
    LineEnd,
    /// Brought to the form of RFC 8785.
    Reencoded,
    /// An entry as it stands, and another one with the backslashes halved that PostgreSQL's COPY text doubles.
    Halved,
    /// Taken out of what an export put around it.
    Unwrapped(Wrapper),
    /// Taken out, and then brought to the form of RFC 8785.
    UnwrappedReencoded(Wrapper),
}

/// Which text of a line a reading gives; a line is heard only in the text that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Text {
    /// The line, without what was put around it.
    Plain,
    /// The same in the form of RFC 8785: other bytes that say the same.
    Canonical,
    /// With its backslashes halved, where it is an entry either way: this may say something else.
    Halved,
}

impl Text {
    /// Whether two texts of a line say the same.
    pub const fn says_same(self, other: Text) -> bool {
        matches!(self, Text::Halved) == matches!(other, Text::Halved)
    }
}

impl Repair {
    /// Whether the line was taken out of what an export put around it, so that the received bytes are no entry.
    pub const fn is_unwrapped(self) -> bool {
        matches!(self, Repair::Unwrapped(_) | Repair::UnwrappedReencoded(_))
    }

    /// The text that this reading gives.
    pub const fn text(self) -> Text {
        match self {
            Repair::None | Repair::LineEnd | Repair::Unwrapped(_) => Text::Plain,
            Repair::Reencoded | Repair::UnwrappedReencoded(_) => Text::Canonical,
            Repair::Halved => Text::Halved,
        }
    }

    /// What was done, in words.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Repair::None => None,
            Repair::LineEnd => Some("without the carriage return, blanks or byte order mark that were added"),
            Repair::Unwrapped(Wrapper::Array) => Some("without the brackets and commas of a JSON array"),
            Repair::Unwrapped(Wrapper::Csv) => Some("taken out of a field of comma-separated values"),
            Repair::Unwrapped(Wrapper::Copy) | Repair::Halved => Some("taken out of PostgreSQL's COPY text"),
            Repair::Unwrapped(Wrapper::Column) => Some("taken out of a JSON string"),
            Repair::UnwrappedReencoded(_) => Some("taken out of what an export put around it, and brought back to the form of RFC 8785"),
            Repair::Reencoded => Some("brought back to the form of RFC 8785"),
        }
    }

    /// Whether the line was brought to the form of RFC 8785.
    pub const fn is_reencoded(self) -> bool {
        matches!(self.text(), Text::Canonical)
    }
}

/// The bytes of the reading `repair` of a received line.
pub fn apply(repair: Repair, received: &[u8]) -> Option<Vec<u8>> {
    match repair {
        Repair::None => Some(received.to_vec()),
        Repair::LineEnd => Some(strip(received).to_vec()),
        Repair::Reencoded => canonical(strip(received)),
        Repair::Unwrapped(kind) => kind.unwrap(strip(received)),
        Repair::UnwrappedReencoded(kind) => canonical(&kind.unwrap(strip(received))?),
        Repair::Halved => wrapper::halved(strip(received)),
    }
}

/// Without a byte order mark in front, and without blanks and carriage returns around.
pub fn strip(received: &[u8]) -> &[u8] {
    trim(received.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(received))
}

/// Without blanks and carriage returns around.
pub fn trim(line: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r');
    let start = line.iter().position(|byte| !is_blank(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}

/// The form of RFC 8785; `None` if the text has none (not JSON, a duplicate name, a number beyond binary64).
pub fn canonical(text: &[u8]) -> Option<Vec<u8>> {
    let scan = json::scan(text).ok()?;
    if scan.canonical {
        return Some(text.to_vec());
    }
    let mut out = String::with_capacity(text.len());
    write_value(text, scan.value, 0, &mut out)?;
    Some(out.into_bytes())
}

fn write_value(source: &[u8], value: Span, depth: usize, out: &mut String) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let text = value.text(source);
    match value.kind {
        Kind::Object => {
            let scan = json::scan(text).ok()?;
            let mut members: Vec<(Vec<u16>, String, Span)> = Vec::with_capacity(scan.members.len());
            for member in &scan.members {
                let name = member.name.string(text)?;
                members.push((name.encode_utf16().collect(), name, member.value));
            }
            members.sort_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (k, (_, name, value)) in members.iter().enumerate() {
                if k > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write_value(text, *value, depth + 1, out)?;
            }
            out.push('}');
        }
        Kind::Array => {
            out.push('[');
            for (k, element) in json::elements(text, Span { kind: Kind::Array, start: 0, end: text.len() }).into_iter().enumerate() {
                if k > 0 {
                    out.push(',');
                }
                write_value(text, element, depth + 1, out)?;
            }
            out.push(']');
        }
        Kind::String => write_string(&value.string(source)?, out),
        Kind::Number => {
            let number: f64 = core::str::from_utf8(text).ok()?.parse().ok()?;
            if !number.is_finite() {
                return None;
            }
            out.push_str(ryu_js::Buffer::new().format_finite(if number == 0.0 { 0.0 } else { number }));
        }
        Kind::True | Kind::False | Kind::Null => out.push_str(core::str::from_utf8(text).ok()?),
    }
    Some(())
}

/// A string with the escapes of RFC 8785 §3.2.2.2 and no others.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\x1f' => {
                // Writing into a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn jcs(text: &str) -> Option<String> {
        canonical(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn which_texts_say_the_same_and_what_was_wrapped() {
        use crate::wrapper::Wrapper;
        let texts = [Text::Plain, Text::Canonical, Text::Halved];
        let same = texts.map(|a| texts.map(|b| a.says_same(b)));
        assert_eq!(same, [[true, true, false], [true, true, false], [false, false, true]]);
        let wrapper = Wrapper::Csv;
        let repairs = [
            Repair::None,
            Repair::LineEnd,
            Repair::Reencoded,
            Repair::Halved,
            Repair::Unwrapped(wrapper),
            Repair::UnwrappedReencoded(wrapper),
        ];
        assert_eq!(repairs.map(Repair::is_unwrapped), [false, false, false, false, true, true]);
    }

    #[test]
    fn canonical_form() {
        for (text, expected) in [
            ("{ \"b\" : 1.0, \"a\" : [ 1e2 , -0 , 1E-7 ] }", "{\"a\":[100,0,1e-7],\"b\":1}"),
            ("{\"\\ufb33\":1,\"\u{1F602}\":2}", "{\"\u{1F602}\":2,\"\u{fb33}\":1}"),
            ("[\"\\/\\u0041\\u001f\\u2028\"]", "[\"/A\\u001f\u{2028}\"]"),
            ("333333333.33333329", "333333333.3333333"),
            ("1e21", "1e+21"),
        ] {
            assert_eq!(jcs(text).as_deref(), Some(expected), "{text}");
        }
        // As deep as a text may be, and not canonical, so that all of it is written anew.
        let deep = format!("{}1.0{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        assert_eq!(jcs(&deep), Some(deep.replace("1.0", "1")));
        let deep = format!("{}1.0{}", "{\"a\":".repeat(MAX_DEPTH), "}".repeat(MAX_DEPTH));
        assert_eq!(jcs(&deep), Some(deep.replace("1.0", "1")));
        assert_eq!(jcs("1e400"), None);
        assert_eq!(jcs("{\"a\":1,\"a\":2}"), None);
    }
}
