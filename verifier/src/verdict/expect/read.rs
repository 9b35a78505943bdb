//! Reads an expectations file.

use super::{Asks, Condition, ExpectError, ExpectFault, Expectations, Rule};
use crate::budget::{MAX_CONDITIONS, MAX_EXPECTATIONS, MAX_EXPECTATIONS_BYTES};
use crate::json::pointer::Pointer;
use crate::json::{self, Kind, Scan, Span, skim};
use crate::log::entry::is_origin;
use crate::log::time::Time;
use crate::tree::hash::Hash;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl Expectations {
    /// Reads JSON Lines; lines of blanks are passed over.
    pub fn parse(text: &str) -> Result<Expectations, ExpectError> {
        if text.len() > MAX_EXPECTATIONS_BYTES {
            return Err(ExpectError { line: 1, fault: ExpectFault::TooLong });
        }
        let mut reader = Reader { pointers: BTreeMap::new(), conditions: 0, slots: 0 };
        let mut rules = Vec::new();
        let mut start = 0;
        for (number, line) in (1..).zip(text.split('\n')) {
            let blank = line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
            if !blank {
                let fail = |fault| ExpectError { line: number, fault };
                if rules.len() >= MAX_EXPECTATIONS {
                    return Err(fail(ExpectFault::TooMany));
                }
                rules.push(reader.rule(number, line, start).map_err(fail)?);
            }
            start += line.len() + 1;
        }
        if rules.is_empty() {
            return Err(ExpectError { line: 1, fault: ExpectFault::Empty });
        }
        let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut open = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            match &rule.id {
                Some(id) => by_id.entry(id.clone()).or_default().push(index),
                None => open.push(index),
            }
        }
        let mut pointers: Vec<(Pointer, usize)> = reader.pointers.into_iter().collect();
        pointers.sort_by_key(|(_, index)| *index);
        let pointers = pointers.into_iter().map(|(pointer, _)| pointer).collect();
        Ok(Expectations { text: String::from(text), digest: Hash::of(text.as_bytes()).0, rules, pointers, by_id, open })
    }
}

struct Reader {
    /// Every pointer with its index.
    pointers: BTreeMap<Pointer, usize>,
    conditions: usize,
    slots: u32,
}

impl Reader {
    fn rule(&mut self, number: u32, text: &str, start: usize) -> Result<Rule, ExpectFault> {
        let line = text.as_bytes();
        let scan = json::scan(line).map_err(ExpectFault::Json)?;
        if scan.value.kind != Kind::Object {
            return Err(ExpectFault::NotAnObject);
        }
        const NAMES: [&str; 8] = ["id", "where", "require", "same", "count", "from", "to", "log"];
        if scan.members.iter().any(|member| !NAMES.iter().any(|name| member.is_named(line, name))) {
            return Err(ExpectFault::Unknown);
        }
        let id = member(line, &scan, "id", "id is a text that is not empty", |value| value.string(line).filter(|id| !id.is_empty()))?;
        let log = member(line, &scan, "log", "log is the origin of a log", |value| value.string(line).filter(|log| is_origin(log)))?;
        let time = |value: Span| value.string(line).and_then(|text| Time::parse(&text));
        let from = member(line, &scan, "from", "from is a time such as 2026-01-05T09:00:00Z", time)?;
        let to = member(line, &scan, "to", "to is a time such as 2026-01-05T09:00:00Z", time)?;
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            return Err(ExpectFault::NoTime);
        }
        let conditions = match scan.get(line, "where") {
            Some(conditions) => self.conditions(line, conditions, start)?,
            None => Vec::new(),
        };
        let asks = self.asks(line, &scan, id.is_some() || !conditions.is_empty())?;
        let slot = self.slots;
        self.slots += match &asks {
            Asks::Require(pointers) => pointers.len() as u32,
            _ => 1,
        };
        Ok(Rule { line: number, place: start..start + text.trim_end().len(), slot, log, id, conditions, from, to, asks })
    }

    fn asks(&mut self, line: &[u8], scan: &Scan, selects: bool) -> Result<Asks, ExpectFault> {
        let count = member(line, scan, "count", "count is a whole number from 0 on", |value| value.index(line))?;
        let (require, same) = (scan.get(line, "require"), scan.get(line, "same"));
        match (require, same) {
            (None, None) if selects => Ok(Asks::Count(count)),
            (None, None) => Err(ExpectFault::NothingAsked),
            (Some(list), None) if count.is_none() => {
                const RULE: ExpectFault = ExpectFault::Member("require is a list of pointers that is not empty");
                if list.kind != Kind::Array {
                    return Err(RULE);
                }
                let pointers: Vec<usize> =
                    skim::elements(line, list).map(|value| self.pointer(&value.string(line).ok_or(RULE)?)).collect::<Result<_, _>>()?;
                if pointers.is_empty() { Err(RULE) } else { Ok(Asks::Require(pointers)) }
            }
            (None, Some(value)) if count.is_none() => {
                let text = value.string(line).ok_or(ExpectFault::Member("same is a pointer"))?;
                Ok(Asks::Same(self.pointer(&text)?))
            }
            _ => Err(ExpectFault::TwoKinds),
        }
    }

    fn conditions(&mut self, line: &[u8], object: Span, start: usize) -> Result<Vec<Condition>, ExpectFault> {
        const RULE: ExpectFault = ExpectFault::Member("where is an object of pointers and values that is not empty");
        if object.kind != Kind::Object {
            return Err(RULE);
        }
        let mut conditions = Vec::new();
        for member in skim::members(line, object) {
            let pointer = self.pointer(&member.name.string(line).ok_or(RULE)?)?;
            let value: Range<usize> = start + member.value.start..start + member.value.end;
            conditions.push(Condition { pointer, value });
        }
        if conditions.is_empty() { Err(RULE) } else { Ok(conditions) }
    }

    fn pointer(&mut self, text: &str) -> Result<usize, ExpectFault> {
        self.conditions += 1;
        if self.conditions > MAX_CONDITIONS {
            return Err(ExpectFault::TooManyPointers);
        }
        let pointer = Pointer::parse(text).map_err(ExpectFault::Pointer)?;
        let next = self.pointers.len();
        Ok(*self.pointers.entry(pointer).or_insert(next))
    }
}

/// A member read by `read`, if it is there; `rule` says what it must be.
fn member<T>(
    line: &[u8],
    scan: &Scan,
    name: &str,
    rule: &'static str,
    read: impl FnOnce(Span) -> Option<T>,
) -> Result<Option<T>, ExpectFault> {
    scan.get(line, name).map(|value| read(value).ok_or(ExpectFault::Member(rule))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::pointer::PointerFault;
    use alloc::format;

    fn fault(text: &str) -> Option<ExpectFault> {
        Expectations::parse(text).err().map(|error| error.fault)
    }

    #[test]
    fn good_rules_are_read() {
        for rule in [
            r#"{"id":"evt-7f3a"}"#,
            r#" { "id" : "x" , "count" : 0 } "#,
            r#"{"where":{"/event/action":"role.grant"},"from":"2026-01-05T09:00:00Z","to":"2026-01-05T09:00:00.000000001Z","count":1}"#,
            r#"{"where":{"":{},"/":1,"/__proto__":null,"/a~0b~1c":[{"d":1e400}]},"log":"acme.example/audit"}"#,
            r#"{"id":"x","where":{"/seq":3}}"#,
            r#"{"require":["/event/actor","/at"],"where":{"/event/action":"login"}}"#,
            r#"{"same":"/event/actor","from":"2026-01-05T09:00:00Z"}"#,
        ] {
            assert_eq!(fault(rule), None, "{rule}");
            let read = Expectations::parse(&format!("\n{rule}\r\n\n{rule}")).unwrap();
            assert_eq!(read.rules.iter().map(|rule| rule.line).collect::<Vec<_>>(), [2, 4]);
            let read: Vec<&str> = read.rules.iter().filter_map(|rule| read.text.get(rule.place.clone())).collect();
            assert_eq!(read, [rule.trim_end(), rule.trim_end()]);
        }
    }

    #[test]
    fn near_misses_are_refused_with_their_line() {
        use ExpectFault::*;
        let member = |text: &str| matches!(fault(text), Some(Member(_)));
        for (text, expected) in [
            ("", Empty),
            ("\n \t\r\n", Empty),
            ("[]", NotAnObject),
            ("\"id\"", NotAnObject),
            ("{}", NothingAsked),
            (r#"{"count":1}"#, NothingAsked),
            (r#"{"log":"a"}"#, NothingAsked),
            (r#"{"ids":"a"}"#, Unknown),
            (r#"{"id":"a","Count":1}"#, Unknown),
            (r#"{"id":"a","":1}"#, Unknown),
            (r#"{"id":"a","__proto__":1}"#, Unknown),
            (r#"{"require":["/a"],"same":"/a"}"#, TwoKinds),
            (r#"{"require":["/a"],"count":1}"#, TwoKinds),
            (r#"{"same":"/a","count":1}"#, TwoKinds),
            (r#"{"where":{"a":1}}"#, Pointer(PointerFault::NoSlash)),
            (r#"{"where":{"/~2":1}}"#, Pointer(PointerFault::Escape)),
            (r#"{"require":["/a","b"]}"#, Pointer(PointerFault::NoSlash)),
            (r#"{"same":"a"}"#, Pointer(PointerFault::NoSlash)),
            (r#"{"id":"a","from":"2026-01-05T09:00:00Z","to":"2026-01-05T09:00:00.0Z"}"#, NoTime),
            (r#"{"id":"a","from":"2026-01-05T09:00:01Z","to":"2026-01-05T09:00:00Z"}"#, NoTime),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
        for text in [
            r#"{"id":""}"#,
            r#"{"id":7}"#,
            r#"{"id":null}"#,
            r#"{"id":"a","log":""}"#,
            r#"{"id":"a","log":"a b"}"#,
            r#"{"id":"a","count":-1}"#,
            r#"{"id":"a","count":1.0}"#,
            r#"{"id":"a","count":"1"}"#,
            r#"{"id":"a","count":9007199254740992}"#,
            r#"{"id":"a","from":"2026-01-05"}"#,
            r#"{"id":"a","to":1767603910}"#,
            r#"{"where":{}}"#,
            r#"{"where":[]}"#,
            r#"{"require":[]}"#,
            r#"{"require":"/a"}"#,
            r#"{"require":[1]}"#,
            r#"{"same":["/a"]}"#,
        ] {
            assert!(member(text), "{text}");
        }
        for text in ["id", "{\"id\":\"a\"} x", "\u{feff}{\"id\":\"a\"}", r#"{"id":"a","\u0069d":"b"}"#, r#"{"where":{"/a":1,"/a":2}}"#] {
            assert!(matches!(fault(text), Some(Json(_))), "{text}");
        }
        assert_eq!(Expectations::parse("{\"id\":\"a\"}\n\n{}").err().map(|error| error.line), Some(3));
    }

    #[test]
    fn bounds() {
        let many = |count: usize| "{\"id\":\"a\"}\n".repeat(count);
        assert_eq!(fault(&many(MAX_EXPECTATIONS)), None);
        assert_eq!(fault(&many(MAX_EXPECTATIONS + 1)), Some(ExpectFault::TooMany));
        let pointers = |count: usize| "{\"same\":\"/a\"}\n".repeat(count);
        assert_eq!(fault(&pointers(MAX_CONDITIONS)), None);
        assert_eq!(fault(&pointers(MAX_CONDITIONS + 1)), Some(ExpectFault::TooManyPointers));
        assert_eq!(fault(&" ".repeat(MAX_EXPECTATIONS_BYTES + 1)), Some(ExpectFault::TooLong));
    }
}
