//! Control records: what a log says about itself (unbroken-bundle, Control records).
//!
//! They explain or accuse and never create trust; one counts only when its entry is proven.

use super::entry::is_origin;
use crate::json::{self, Kind, Scan};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A control record. An unknown or incomplete one is [`Control::Other`]: shown, without effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// The first entry.
    Open {
        /// The version of the format.
        version: String,
        /// vkeys of the log and its writers.
        keys: Vec<String>,
        /// Final checkpoint of the log that this one follows, a note.
        after: Option<String>,
    },
    /// A key of the log or of a writer is introduced.
    KeyAdd {
        /// Its vkey.
        vkey: String,
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
    /// Nothing happened until now.
    Heartbeat,
    /// Something was erased.
    Erase {
        /// From which entry.
        seq: u64,
        /// What of it.
        what: Erased,
        /// Why, if it says so.
        reason: Option<String>,
    },
    /// Entries below were removed by retention.
    Prune {
        /// First position that is kept.
        before: u64,
    },
    /// No further entries.
    Close {
        /// Origin of the log that follows, if it says so.
        next: Option<String>,
    },
    /// Entries were handed out.
    Export(Box<Access>),
    /// Entries were read.
    Read(Box<Access>),
    /// Any other.
    Other {
        /// Its type; empty if it has none.
        kind: String,
    },
}

/// What an `erase` record speaks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Erased {
    /// The whole entry.
    Entry,
    /// The disclosures of these digests.
    Disclosures(Vec<String>),
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
        let Ok(scan) = json::scan(text) else { return Control::Other { kind: String::new() } };
        let kind = scan.get(text, "type").and_then(|value| value.string(text)).unwrap_or_default();
        Control::known(&kind, text, &scan).unwrap_or(Control::Other { kind })
    }

    fn known(kind: &str, text: &[u8], scan: &Scan) -> Option<Control> {
        let string = |name| scan.get(text, name).and_then(|value| value.string(text));
        let index = |name| scan.get(text, name).and_then(|value| value.index(text));
        let strings = |name| {
            let list = scan.get(text, name).filter(|value| value.kind == Kind::Array)?;
            json::elements(text, list).into_iter().map(|value| value.string(text)).collect::<Option<Vec<String>>>()
        };
        Some(match kind {
            // Without readable keys it still declares a version.
            "log-open" => Control::Open { version: string("v")?, keys: strings("keys").unwrap_or_default(), after: string("after") },
            "key-add" => Control::KeyAdd { vkey: string("vkey")? },
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
            "heartbeat" => Control::Heartbeat,
            "erase" => {
                let what = match string("what") {
                    Some(word) if word == "entry" => Erased::Entry,
                    Some(_) => return None,
                    None => Erased::Disclosures(strings("what")?),
                };
                Control::Erase { seq: index("seq")?, what, reason: string("reason") }
            }
            "prune" => Control::Prune { before: index("before")? },
            "export" => Control::Export(Box::new(Access::read(text, scan)?)),
            "read" => Control::Read(Box::new(Access::read(text, scan)?)),
            "log-close" => Control::Close { next: string("next") },
            _ => return None,
        })
    }

    /// The word of its type.
    pub fn kind(&self) -> &str {
        match self {
            Control::Open { .. } => "log-open",
            Control::KeyAdd { .. } => "key-add",
            Control::KeyEnd { .. } => "key-end",
            Control::Checkpoint { .. } => "checkpoint",
            Control::Heartbeat => "heartbeat",
            Control::Erase { .. } => "erase",
            Control::Prune { .. } => "prune",
            Control::Export(_) => "export",
            Control::Read(_) => "read",
            Control::Close { .. } => "log-close",
            Control::Other { kind } => kind,
        }
    }
}

impl Access {
    fn read(text: &[u8], scan: &Scan) -> Option<Access> {
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

    fn read(text: &str) -> Control {
        Control::read(text.as_bytes())
    }

    #[test]
    fn each_type_with_all_its_members() {
        let other = |text: &str| matches!(read(text), Control::Other { .. });
        let whole = [
            r#"{"type":"log-open","v":"x","keys":["k"],"after":"n"}"#,
            r#"{"type":"key-add","vkey":"k"}"#,
            r#"{"type":"key-end","key":"k","reason":"retired","from":3}"#,
            r#"{"type":"key-end","key":"k","reason":"compromised","from":3}"#,
            r#"{"type":"checkpoint","note":"n"}"#,
            r#"{"type":"heartbeat"}"#,
            r#"{"type":"erase","seq":1,"what":"entry","reason":"r"}"#,
            r#"{"type":"erase","seq":1,"what":["d"]}"#,
            r#"{"type":"prune","before":4}"#,
            r#"{"type":"export","from":0,"to":4,"who":"w"}"#,
            r#"{"type":"log-close"}"#,
        ];
        for text in whole {
            assert!(!other(text), "{text}");
        }
        let wanting = [
            r#"{"type":"log-open","keys":[]}"#,
            r#"{"type":"key-add"}"#,
            r#"{"type":"key-end","key":"k","reason":"lost","from":3}"#,
            r#"{"type":"key-end","key":"k","reason":"retired","from":"3"}"#,
            r#"{"type":"key-end","reason":"retired","from":3}"#,
            r#"{"type":"checkpoint"}"#,
            r#"{"type":"erase","seq":1,"what":"entries"}"#,
            r#"{"type":"erase","seq":1,"what":[1]}"#,
            r#"{"type":"erase","what":"entry"}"#,
            r#"{"type":"prune","before":-1}"#,
            r#"{"type":"export","from":0,"to":4}"#,
            r#"{"type":"Heartbeat"}"#,
            r#"{"heartbeat":1}"#,
            r#"[]"#,
        ];
        for text in wanting {
            assert!(other(text), "{text}");
        }
        assert_eq!(read(r#"{"type":"prune","before":-1}"#).kind(), "prune");
    }

    #[test]
    fn records_of_access() {
        let access = |log: Option<&str>| Box::new(Access { log: log.map(String::from), from: 0, to: 5, who: String::from("Jane Doe") });
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
            assert!(matches!(read(near), Control::Other { .. }), "{near}");
        }
    }
}
