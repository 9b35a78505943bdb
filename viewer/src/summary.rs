//! The columns of an entry in a list: who did what to what, when. Read by the engine's table of common events; a guess for reading, never
//! for judging.

use crate::escape::short;
use crate::query::Part;
use unbroken::json::{pointer, skim};
use unbroken::log::payload;

/// Longest text of a column, in characters. What the column cuts of it is said on hovering.
pub const MOST: usize = 240;

/// The parts of an event that a list can show, each in a column of its own.
pub const PARTS: [Part; 5] = [Part::Who, Part::What, Part::Target, Part::Outcome, Part::Correlation];

/// What a list shows of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Time the entry claims.
    pub when: String,
    /// The other parts, in the order of [`PARTS`].
    pub parts: [String; PARTS.len()],
}

/// Reads one line; what is not a JSON object is shown as it begins.
pub fn summary(line: &[u8]) -> Summary {
    let Some(read) = payload::read(line) else {
        let mut parts = <[String; PARTS.len()]>::default();
        parts[1] = short(&String::from_utf8_lossy(line), MOST);
        return Summary { when: String::new(), parts };
    };
    let word = |part: Option<String>| part.map(|text| short(&text, MOST)).unwrap_or_default();
    let when = claimed_time(line, read.when.as_deref());
    Summary { when: word(when), parts: [read.who, read.what, read.target, read.outcome, read.correlation].map(word) }
}

/// The time that an entry claims: its append time before the time that its event gives. `line` is text that a scan accepted.
pub fn claimed_time(line: &[u8], of_event: Option<&str>) -> Option<String> {
    let at = skim::outermost(line).and_then(|root| pointer::walk(line, root, ["at"])).and_then(|at| at.string(line));
    at.or_else(|| of_event.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_shapes_are_read() {
        let native = summary(br#"{"at":"2026-01-05T09:05:00.000Z","event":{"action":"record.read","actor":"carol","n":5},"seq":5}"#);
        assert_eq!(
            (native.when.as_str(), &native.parts),
            ("2026-01-05T09:05:00.000Z", &["carol", "record.read", "", "", ""].map(String::from))
        );
        let kubernetes = summary(br#"{"at":"t","event":{"verb":"delete","user":{"username":"dave"},"objectRef":{"name":"web-1"}}}"#);
        assert_eq!(kubernetes.parts, ["dave", "delete", "web-1", "", ""].map(String::from));
        let failed = summary(br#"{"action":"login","outcome":"failure","request_id":"r-1"}"#);
        assert_eq!(failed.parts, ["", "login", "", "failure", "r-1"].map(String::from));
        assert_eq!(summary(br#"{"ctl":{"type":"heartbeat"},"seq":1}"#).parts[1], "heartbeat");
        assert_eq!(summary(br#"{"eventTime":"t","event":"login"}"#).parts[1], "login");
    }

    #[test]
    fn anything_else_is_shown_as_it_begins() {
        assert_eq!(summary(b"not json").parts[1], "not json");
        assert_eq!(summary(b"\xff\x00").parts[1], "\u{fffd}\u{0}");
        assert_eq!(summary(b"[1]").parts[1], "[1]");
    }
}
