//! Control records: what a log says about itself (unbroken-bundle, Control records).
//!
//! They explain or accuse and never create trust; one counts only when its entry is proven.

use crate::json::{self, Kind};
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
    /// Any other.
    Other,
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
            _ => Control::Other,
        })
    }
}
