//! The columns of an entry in a list: who did what to what, when. Taken from members that audit logs commonly use; a guess for reading,
//! never for judging.

use crate::escape::short;
use serde_json::Value;

/// Longest text of a column, in characters.
const MOST: usize = 80;

/// What a list shows of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Time the entry claims.
    pub when: String,
    /// Who.
    pub who: String,
    /// Did what.
    pub what: String,
    /// To what.
    pub target: String,
}

const WHEN: &[&str] = &["/at", "/stageTimestamp", "/requestReceivedTimestamp", "/eventTime", "/time", "/@timestamp", "/timestamp"];
const WHO: &[&str] = &["/actor", "/user/username", "/userIdentity/arn", "/user/name", "/user", "/actor/name", "/principal", "/source"];
const WHAT: &[&str] = &["/action", "/verb", "/eventName", "/event/action", "/type", "/operation", "/kind"];
const TARGET: &[&str] = &["/target", "/subject", "/resource", "/objectRef/name", "/requestParameters/name", "/object", "/path"];

/// Reads one line; what is not JSON is shown as it begins.
pub fn summary(line: &[u8]) -> Summary {
    let Ok(value) = serde_json::from_slice::<Value>(line) else {
        return Summary { what: short(&String::from_utf8_lossy(line), MOST), ..Summary::default() };
    };
    let event = value.get("event").filter(|event| event.is_object()).unwrap_or(&value);
    let find = |paths: &[&str]| paths.iter().find_map(|path| event.pointer(path).and_then(word));
    let when = WHEN.iter().find_map(|path| value.pointer(path).or_else(|| event.pointer(path)).and_then(word));
    let what = find(WHAT).or_else(|| value.get("event").and_then(word)).or_else(|| control(&value));
    Summary {
        when: when.unwrap_or_default(),
        who: find(WHO).unwrap_or_default(),
        what: what.unwrap_or_default(),
        target: find(TARGET).unwrap_or_default(),
    }
}

/// A control record of the log itself says under `ctl` what it does.
fn control(value: &Value) -> Option<String> {
    value.pointer("/ctl/type").and_then(word)
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(short(text, MOST)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_shapes_are_read() {
        let native = summary(br#"{"at":"2026-01-05T09:05:00.000Z","event":{"action":"record.read","actor":"carol","n":5},"seq":5}"#);
        assert_eq!((native.when.as_str(), native.who.as_str(), native.what.as_str()), ("2026-01-05T09:05:00.000Z", "carol", "record.read"));
        let kubernetes = summary(br#"{"at":"t","event":{"verb":"delete","user":{"username":"dave"},"objectRef":{"name":"web-1"}}}"#);
        assert_eq!((kubernetes.who.as_str(), kubernetes.what.as_str(), kubernetes.target.as_str()), ("dave", "delete", "web-1"));
    }

    #[test]
    fn anything_else_is_shown_as_it_begins() {
        assert_eq!(summary(b"not json").what, "not json");
        assert_eq!(summary(b"\xff\x00").what, "\u{fffd}\u{0}");
        assert_eq!(summary(b"[1]"), Summary::default());
    }
}
