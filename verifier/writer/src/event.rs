//! An application's event, made ready to stand inside an entry.
//!
//! RFC 8785 form when that loses nothing; the bytes as they stand when a number would not survive it (integers above 2^53, decimals with
//! more digits than a double holds, `-0`). The writer never rounds. Out of scope: what the event means.

use crate::fault::EventFault;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// Levels of nesting an event may have: an entry allows 64 and is one itself.
const MAX_DEPTH: usize = 63;

/// An event that may be embedded: one line of JSON, an object, without repeated names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    text: String,
}

impl Event {
    /// Checks and prepares the bytes of one event.
    pub fn parse(bytes: &[u8]) -> Result<Event, EventFault> {
        let text = std::str::from_utf8(bytes).map_err(|_| EventFault::Json("not UTF-8".to_owned()))?;
        let raw: &RawValue = serde_json::from_str(text).map_err(json_fault)?;
        let source = raw.get();
        if !source.starts_with('{') {
            return Err(EventFault::NotAnObject);
        }
        let mut canonical = Canonical { out: String::with_capacity(source.len()), lossless: true };
        canonical.value(raw, 1)?;
        if canonical.lossless {
            return Ok(Event { text: canonical.out });
        }
        if source.contains(['\r', '\n']) {
            return Err(EventFault::LineEnd);
        }
        Ok(Event { text: source.to_owned() })
    }

    /// The text as it is embedded.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// `text` as a JSON string. serde_json writes exactly the escapes that RFC 8785 §3.2.2.2 asks for.
pub(crate) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes RFC 8785 and notes whether a number would change its value.
struct Canonical {
    out: String,
    lossless: bool,
}

impl Canonical {
    fn value(&mut self, raw: &RawValue, depth: usize) -> Result<(), EventFault> {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{' | b'[') if depth > MAX_DEPTH => return Err(EventFault::TooDeep),
            Some(b'{') => self.object(text, depth)?,
            Some(b'[') => self.array(text, depth)?,
            Some(b'"') => self.out.push_str(&json_string(&serde_json::from_str::<String>(text).map_err(json_fault)?)),
            Some(b'-' | b'0'..=b'9') => self.number(text),
            _ => self.out.push_str(text),
        }
        Ok(())
    }

    fn object(&mut self, text: &str, depth: usize) -> Result<(), EventFault> {
        let Members(mut members) = serde_json::from_str(text).map_err(json_fault)?;
        let mut seen = HashSet::with_capacity(members.len());
        if let Some((name, _)) = members.iter().find(|(name, _)| !seen.insert(name.as_str())) {
            return Err(EventFault::NameRepeated(name.clone()));
        }
        // RFC 8785 §3.2.3: by UTF-16 code units, which is not the order of UTF-8 bytes.
        members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        self.out.push('{');
        for (at, (name, value)) in members.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            self.out.push_str(&json_string(name));
            self.out.push(':');
            self.value(value, depth + 1)?;
        }
        self.out.push('}');
        Ok(())
    }

    fn array(&mut self, text: &str, depth: usize) -> Result<(), EventFault> {
        let items: Vec<&RawValue> = serde_json::from_str(text).map_err(json_fault)?;
        self.out.push('[');
        for (at, value) in items.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            self.value(value, depth + 1)?;
        }
        self.out.push(']');
        Ok(())
    }

    fn number(&mut self, text: &str) {
        let double = text.parse::<f64>().unwrap_or(f64::NAN);
        let mut buffer = ryu_js::Buffer::new();
        let written = if double.is_finite() { buffer.format_finite(double) } else { "" };
        self.lossless &= same_decimal(text, written);
        self.out.push_str(written);
    }
}

/// Whether two JSON numbers have the same value and sign, compared as decimals, digit by digit.
fn same_decimal(a: &str, b: &str) -> bool {
    !b.is_empty() && decimal(a) == decimal(b)
}

/// Sign, digits without outer zeros, and the power of ten of the last digit. `None` for exponents that no double has.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let kept = digits.trim_end_matches('0');
    let dropped = digits.len() - kept.len();
    let digits = kept.trim_start_matches('0').to_owned();
    let scale = i64::try_from(dropped).ok()? - i64::try_from(fraction.len()).ok()?;
    let exponent = exponent.parse::<i64>().ok()?.checked_add(scale)?;
    Some(if digits.is_empty() { (negative, digits, 0) } else { (negative, digits, exponent) })
}

/// The parser's words without its position when the text is a single line: the caller names the line.
fn json_fault(fault: serde_json::Error) -> EventFault {
    EventFault::Json(match fault.column() {
        0 => fault.to_string(),
        column => format!("{} (column {column})", fault.to_string().split(" at line ").next().unwrap_or_default()),
    })
}

/// The members of one object in file order, repeated names included, values as source text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(text: &str) -> String {
        Event::parse(text.as_bytes()).unwrap().text
    }

    #[test]
    fn safe_events_become_canonical() {
        assert_eq!(
            embedded(" {\"b\": 1.0, \"a\" : [true,null,\"\\u00e9\\/\\u0007\"],\"c\":1e2,\"d\":0.1}\r\n"),
            "{\"a\":[true,null,\"é/\\u0007\"],\"b\":1,\"c\":100,\"d\":0.1}"
        );
        // The order of RFC 8785 §3.2.3: UTF-16 code units, so a surrogate pair sorts before U+FB33.
        assert_eq!(embedded("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"\\r\":3}"), "{\"\\r\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn numbers_that_would_change_are_kept_as_they_are_written() {
        for text in [
            r#"{"b":9007199254740993,"a":1}"#,
            r#"{"n":12345678901234567890}"#,
            r#"{"n":0.1000000000000000055511151231257827}"#,
            r#"{"n":-0}"#,
            r#"{"n":1e400}"#,
            r#"{"n":1e-400}"#,
            r#"{"n":1e99999999999999999999}"#,
        ] {
            assert_eq!(embedded(text), text);
        }
        assert_eq!(Event::parse(b"{\"n\":\n9007199254740993}"), Err(EventFault::LineEnd));
    }

    #[test]
    fn what_is_no_event_is_refused() {
        assert_eq!(Event::parse(b"[1]"), Err(EventFault::NotAnObject));
        assert_eq!(Event::parse(br#"{"a":{"x":1,"\u0078":2}}"#), Err(EventFault::NameRepeated("x".to_owned())));
        for bad in [&b"{"[..], b"", b"{} {}", br#"{"a":"\ud800"}"#, br#"{"\ud800":1}"#, b"{\"a\":\"\xff\"}", b"{\"a\":01}", b"{\"a\":NaN}"]
        {
            assert!(matches!(Event::parse(bad), Err(EventFault::Json(_))), "{}", bad.escape_ascii());
        }
        let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        assert!(Event::parse(nested(62).as_bytes()).is_ok());
        assert_eq!(Event::parse(nested(63).as_bytes()), Err(EventFault::TooDeep));
    }
}
