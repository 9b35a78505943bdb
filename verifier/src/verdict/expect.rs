//! What an auditor expects to find: a file of rules, one JSON object per line (unbroken-bundle, Expected events).
//!
//! | rule | is met if |
//! |---|---|
//! | `{"id":"evt-7f3a"}` | at least one proven entry has this id |
//! | `{"where":{"/event/action":"role.grant"},"count":1}` | exactly one proven entry has this value there; without `count`, at least one |
//! | `{"require":["/event/actor","/event/action"]}` | every proven entry with an event has something there: not nothing, not `null`, not `""` |
//! | `{"same":"/event/actor"}` | no two proven entries spell one subject in two ways ([`folding`]) |
//!
//! Every rule may have `log` (an origin; else it is about the logs of the headline together), `from` and `to` (the append time lies in
//! `[from, to)`, compared as instants; an entry without a well-formed time lies nowhere) and `where`. The names in `where` are JSON
//! Pointers into the line, and values are equal as [`crate::json::equal`] says. A rule with `count` 0 says that nothing such is there.
//! Texts of more than 255 bytes are no ids of subjects, and `same` passes over them.
//!
//! The file is the reader's, as a policy is, and is read strictly: a member nobody knows, a pointer that is none or a time in another
//! form is a fault with its line, and no report is made. A file without a rule asks nothing and is refused: nothing is met by absence.

mod answer;
mod fault;
pub mod folding;
mod matching;
mod read;
mod tally;

pub use answer::{Answer, answer};
pub use fault::{ExpectError, ExpectFault};
pub use matching::{Content, Found};
pub use tally::{Seen, see};

use crate::json::pointer::Pointer;
use crate::log::time::Time;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The slot of the trace that is asked for; the rules have the slots from 0 on.
pub const TRACE: u32 = u32::MAX;

/// The rules of one file.
#[derive(Clone, Debug)]
pub struct Expectations {
    text: String,
    digest: [u8; 32],
    rules: Vec<Rule>,
    /// Every pointer of the file, once.
    pointers: Vec<Pointer>,
    /// Rules that name an id, by id.
    by_id: BTreeMap<String, Vec<usize>>,
    /// The others.
    open: Vec<usize>,
}

/// One rule.
#[derive(Clone, Debug)]
struct Rule {
    /// Its line, from 1, and where that stands in the text.
    line: u32,
    place: Range<usize>,
    /// The first of its slots.
    slot: u32,
    log: Option<String>,
    id: Option<String>,
    conditions: Vec<Condition>,
    from: Option<Time>,
    to: Option<Time>,
    asks: Asks,
}

/// A value that must stand at a pointer.
#[derive(Clone, Debug)]
struct Condition {
    pointer: usize,
    /// Where the value stands in the text of the file.
    value: Range<usize>,
}

/// What a rule says of the entries that fit it.
#[derive(Clone, Debug)]
enum Asks {
    /// How many there are: at least one, or exactly so many.
    Count(Option<u64>),
    /// Something stands at every pointer.
    Require(Vec<usize>),
    /// One subject has one spelling.
    Same(usize),
}

impl Expectations {
    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Never: a file without rules is refused.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The text they were read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Origins that rules name: they are asked about, whether or not they are here.
    pub fn logs(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter_map(|rule| rule.log.as_deref())
    }
}

/// Rules are what their text says.
impl PartialEq for Expectations {
    fn eq(&self, other: &Expectations) -> bool {
        self.text == other.text
    }
}

impl Eq for Expectations {}

impl Serialize for Expectations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Expectations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Expectations, D::Error> {
        Expectations::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules are their text: two texts are two files of rules, whatever they ask.
    #[test]
    fn rules_are_their_text() {
        let read = |text: &str| Expectations::parse(text).unwrap();
        let (one, other, spaced) = (read("{\"id\":\"a\"}\n"), read("{\"id\":\"b\"}\n"), read("{\"id\":\"a\"} \n"));
        assert!(one == one.clone() && one != other && one != spaced);
        assert_eq!((one.text(), one.len(), one.is_empty()), ("{\"id\":\"a\"}\n", 1, false));
        assert!(one.digest() != other.digest() && one.digest() != spaced.digest());
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Expectations>(&json).unwrap(), one);
        assert!(serde_json::from_str::<Expectations>("\"\"").is_err(), "a file without rules is refused");
    }
}
