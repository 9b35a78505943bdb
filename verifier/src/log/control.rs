//! Control records: what a log says about itself (unbroken-bundle, Control records).
//!
//! They explain or accuse and never create trust; one counts only when its entry is proven.

use super::entry::is_origin;
use crate::json::{self, Kind};
use alloc::boxed::Box;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A control record. An unknown or incomplete one is [`Control::Other`]: shown, without effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// The first entry: the version of the format.
    Open {
        /// The version string.
        version: String,
    },
    /// A key's end.
    KeyEnd {
        /// vkey or `<name>+<id>` of the key.
        key: String,
        /// Compromised rather than retired.
        compromised: bool,
        /// First position not to be believed.
        from: u64,
    },
    /// The log recorded its own checkpoint.
    Checkpoint {
        /// The note.
        note: String,
    },
    /// An entry was erased.
    Erase {
        /// Which.
        seq: u64,
        /// The whole entry, not only some disclosures.
        entry: bool,
    },
    /// Entries below were removed by retention.
    Prune {
        /// First position that is kept.
        before: u64,
    },
    /// No further entries.
    Close,
    /// Entries were handed out.
    Export(Box<Access>),
    /// Entries were read.
    Read(Box<Access>),
    /// Any other.
    Other,
}

/// Who has seen which entries. It explains; it creates no trust and changes no verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Origin of the log whose entries were seen; the record's own log if it says nothing.
    pub log: Option<String>,
    /// First entry seen.
    pub from: u64,
    /// One after the last.
    pub to: u64,
    /// Who has seen them: 1 to 255 bytes without control characters.
    pub who: String,
}

impl Control {
    /// Reads the text of a `ctl` object.
    pub fn read(text: &[u8]) -> Control {
        Control::try_read(text).unwrap_or(Control::Other)
    }

    fn try_read(text: &[u8]) -> Option<Control> {
        let scan = json::scan(text).ok()?;
        let string = |name| scan.get(text, name).and_then(|value| value.string(text));
        let index = |name| scan.get(text, name).and_then(|value| value.index(text));
        Some(match string("type")?.as_str() {
            "log-open" => Control::Open { version: string("v")? },
            "key-end" => Control::KeyEnd {
                key: string("key")?,
                compromised: match string("reason")?.as_str() {
                    "compromised" => true,
                    "retired" => false,
                    _ => return None,
                },
                from: index("from")?,
            },
            "checkpoint" => Control::Checkpoint { note: string("note")? },
            "erase" => {
                let what = scan.get(text, "what")?;
                let entry = what.string(text).as_deref() == Some("entry");
                (entry || what.kind == Kind::Array).then_some(Control::Erase { seq: index("seq")?, entry })?
            }
            "prune" => Control::Prune { before: index("before")? },
            "log-close" => Control::Close,
            "export" => Control::Export(Box::new(Access::read(text, &scan)?)),
            "read" => Control::Read(Box::new(Access::read(text, &scan)?)),
            _ => Control::Other,
        })
    }
}

impl Access {
    fn read(text: &[u8], scan: &json::Scan) -> Option<Access> {
        let index = |name| scan.get(text, name).and_then(|value| value.index(text));
        let log = match scan.get(text, "log") {
            Some(log) => Some(log.string(text).filter(|log| is_origin(log))?),
            None => None,
        };
        let who = scan.get(text, "who")?.string(text)?;
        let (from, to) = (index("from")?, index("to")?);
        let sound = from < to && (1..=255).contains(&who.len()) && !who.contains(char::is_control);
        sound.then_some(Access { log, from, to, who })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_access() {
        let access = |log: Option<&str>| Box::new(Access { log: log.map(String::from), from: 0, to: 5, who: String::from("Jane Doe") });
        let read = |text: &str| Control::read(text.as_bytes());
        assert_eq!(read(r#"{"from":0,"to":5,"type":"export","who":"Jane Doe"}"#), Control::Export(access(None)));
        assert_eq!(read(r#"{"from":0,"log":"a/b","to":5,"type":"read","who":"Jane Doe"}"#), Control::Read(access(Some("a/b"))));
        for near in [
            r#"{"from":0,"to":5,"type":"read"}"#,
            r#"{"from":5,"to":5,"type":"read","who":"x"}"#,
            r#"{"from":6,"to":5,"type":"read","who":"x"}"#,
            r#"{"from":-1,"to":5,"type":"read","who":"x"}"#,
            r#"{"from":0,"to":5.0,"type":"read","who":"x"}"#,
            r#"{"from":"0","to":5,"type":"read","who":"x"}"#,
            r#"{"from":0,"type":"read","who":"x"}"#,
            r#"{"from":0,"to":5,"type":"read","who":""}"#,
            r#"{"from":0,"to":5,"type":"read","who":"a\u0007"}"#,
            r#"{"from":0,"to":5,"type":"read","who":["x"]}"#,
            r#"{"from":0,"log":"a b","to":5,"type":"read","who":"x"}"#,
            r#"{"from":0,"log":7,"to":5,"type":"read","who":"x"}"#,
            r#"{"from":0,"log":null,"to":5,"type":"read","who":"x"}"#,
        ] {
            assert_eq!(read(near), Control::Other, "{near}");
        }
    }
}
