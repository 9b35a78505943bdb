//! Which rules one reading of one entry fits. The answer is a function of the bytes of the reading and of its log alone.

use super::{Asks, Expectations, Rule};
use crate::budget::MAX_SPELLING;
use crate::json::equal::{Value, equal};
use crate::json::{Kind, Span, skim};
use crate::log::time::Time;
use alloc::string::String;
use alloc::vec::Vec;

/// One reading of one entry.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// Origin of its log.
    pub log: &'a str,
    /// Its id.
    pub id: Option<&'a str>,
    /// Its append time.
    pub at: Option<Time>,
    /// Its bytes, which a scan accepted.
    pub line: &'a [u8],
}

/// What fits one reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Slots it fits: of a rule that counts, and of each required pointer that leads to nothing.
    pub slots: Vec<u32>,
    /// How it spells the subject of a slot.
    pub spellings: Vec<(u32, String)>,
}

impl Expectations {
    /// The rules that a reading fits.
    pub fn find(&self, content: &Content<'_>) -> Found {
        let mut found = Found::default();
        let of_id = content.id.and_then(|id| self.by_id.get(id)).map_or(&[][..], Vec::as_slice);
        if self.open.is_empty() && of_id.is_empty() {
            return found;
        }
        let Some(root) = skim::outermost(content.line) else { return found };
        let values: Vec<Option<Span>> = self.pointers.iter().map(|pointer| pointer.find(content.line, root)).collect();
        let value = |pointer: usize| values.get(pointer).copied().flatten();
        let is_event = || skim::members(content.line, root).any(|member| member.is_named(content.line, "event"));
        for rule in of_id.iter().chain(&self.open).filter_map(|index| self.rules.get(*index)) {
            if !self.fits(rule, content, value) {
                continue;
            }
            match &rule.asks {
                Asks::Count(_) => found.slots.push(rule.slot),
                // Control records are the log's own and have no event whose parts could be missing.
                Asks::Require(pointers) if is_event() => {
                    let lacking = (rule.slot..).zip(pointers).filter(|(_, pointer)| says_nothing(content.line, value(**pointer)));
                    found.slots.extend(lacking.map(|(slot, _)| slot));
                }
                Asks::Same(pointer) if is_event() => {
                    let text = value(*pointer).and_then(|value| value.string(content.line));
                    let subject = text.filter(|text| !text.is_empty() && text.len() <= MAX_SPELLING);
                    found.spellings.extend(subject.map(|text| (rule.slot, text)));
                }
                _ => {}
            }
        }
        found
    }

    fn fits(&self, rule: &Rule, content: &Content<'_>, value: impl Fn(usize) -> Option<Span>) -> bool {
        let in_time = match (rule.from, rule.to, content.at) {
            (None, None, _) => true,
            (from, to, Some(at)) => from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to),
            _ => false,
        };
        rule.log.as_deref().is_none_or(|log| log == content.log)
            && in_time
            && rule.conditions.iter().all(|condition| {
                let text = self.text.as_bytes().get(condition.value.clone()).unwrap_or_default();
                let wanted = skim::outermost(text).map(|span| Value { source: text, span });
                let actual = value(condition.pointer).map(|span| Value { source: content.line, span });
                wanted.zip(actual).is_some_and(|(wanted, actual)| equal(wanted, actual))
            })
    }
}

/// A pointer that leads nowhere, to `null` or to an empty text.
fn says_nothing(line: &[u8], value: Option<Span>) -> bool {
    value.is_none_or(|value| value.kind == Kind::Null || value.text(line) == b"\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn slots(rules: &str, event: &str) -> Vec<u32> {
        let line = format!(r#"{{"at":"2026-01-05T09:00:00Z","event":{event},"id":"evt-1","log":"a/b","seq":1}}"#);
        let at = Time::parse("2026-01-05T09:00:00Z");
        Expectations::parse(rules).unwrap().find(&Content { log: "a/b", id: Some("evt-1"), at, line: line.as_bytes() }).slots
    }

    #[test]
    fn every_condition_counts() {
        let event = r#"{"action":"read","n":9007199254740993,"who":"","x":null}"#;
        for (rule, fits) in [
            (r#"{"id":"evt-1"}"#, true),
            (r#"{"id":"evt-2"}"#, false),
            (r#"{"id":"evt-1","log":"a/b"}"#, true),
            (r#"{"id":"evt-1","log":"a/c"}"#, false),
            (r#"{"id":"evt-1","where":{"/event/action":"read"}}"#, true),
            (r#"{"id":"evt-1","where":{"/event/action":"write"}}"#, false),
            (r#"{"where":{"/event/action":"read","/seq":1.0}}"#, true),
            (r#"{"where":{"/event/action":"read","/seq":2}}"#, false),
            (r#"{"where":{"/event/n":9007199254740993}}"#, true),
            (r#"{"where":{"/event/n":9007199254740992}}"#, false),
            (r#"{"where":{"/event/x":null}}"#, true),
            (r#"{"where":{"/event/y":null}}"#, false),
            (r#"{"where":{"/seq":1},"from":"2026-01-05T09:00:00Z"}"#, true),
            (r#"{"where":{"/seq":1},"from":"2026-01-05T09:00:00.000000001Z"}"#, false),
            (r#"{"where":{"/seq":1},"to":"2026-01-05T09:00:00Z"}"#, false),
            (r#"{"where":{"/seq":1},"to":"2026-01-05T09:00:00.000000001Z"}"#, true),
        ] {
            assert_eq!(slots(rule, event), if fits { &[0][..] } else { &[] }, "{rule}");
        }
        assert_eq!(slots(r#"{"require":["/event/action","/event/who","/event/x","/event/y","/event/n"]}"#, event), [1, 2, 3]);
    }

    #[test]
    fn an_entry_without_a_time_lies_nowhere() {
        let rules = Expectations::parse("{\"id\":\"a\",\"from\":\"0000-01-01T00:00:00Z\"}\n{\"id\":\"a\"}").unwrap();
        let found = rules.find(&Content { log: "l", id: Some("a"), at: None, line: b"{}" });
        assert_eq!(found.slots, [1]);
    }

    /// Control records are the log's own: they lack no field and spell no subject; but they are entries, and are counted.
    #[test]
    fn a_control_record_is_no_event() {
        let rules = Expectations::parse("{\"require\":[\"/event/actor\"]}\n{\"same\":\"/by\"}\n{\"where\":{\"/by\":\"a\"}}").unwrap();
        let find = |body: &str| {
            let line = format!(r#"{{"by":"a",{body},"id":"evt-1","log":"l","seq":1}}"#);
            let found = rules.find(&Content { log: "l", id: Some("evt-1"), at: None, line: line.as_bytes() });
            (found.slots, found.spellings.len())
        };
        assert_eq!(find(r#""event":{}"#), (alloc::vec![0, 2], 1));
        assert_eq!(find(r#""ctl":{"type":"heartbeat"}"#), (alloc::vec![2], 0));
    }
}
