//! Whom the auditor trusts: a tlog-policy (c2sp.org/tlog-policy), log keys of other origins, writers, and checkpoints the auditor kept.
//!
//! These texts come from the reader, never from the evidence. One line that cannot be used refuses all of them, because a verdict under
//! half of what the reader meant would be a verdict under another policy.

mod fault;
mod reader;

pub use fault::{Role, TrustError, TrustFault};

use super::note::{KeyId, Note, Vkey};
use super::quorum::Quorum;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use reader::Reader;

pub use super::opened::{Cosigned, Level, Opened};

/// The texts a reader brings, none of them taken from the evidence.
#[derive(Clone, Debug, Default)]
pub struct TrustTexts<'a> {
    /// C2SP tlog-policy.
    pub policy: Option<&'a str>,
    /// `<vkey> <origin>` per line.
    pub logs: Option<&'a str>,
    /// One entry vkey per line, optional `log=`, `from=`, `until=`, `require=`.
    pub writers: Option<&'a str>,
    /// Checkpoints the reader kept, notes.
    pub pins: &'a [&'a [u8]],
}

/// What was read from [`TrustTexts`]. No public key stands in it in two roles or under two names.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Log keys, one element per origin a key is believed for.
    pub logs: Vec<LogKey>,
    /// The policy's witnesses.
    pub witnesses: Vec<Witness>,
    /// Who may write entries, one element per line.
    pub writers: Vec<Writer>,
    /// Checkpoints the reader kept.
    pub pins: Vec<Pin>,
    /// Labels `<name>+<id>` of log and witness keys whose type this version does not know. They count for nothing.
    pub unsupported: Vec<String>,
    pub(super) quorum: Quorum,
}

/// A log key and an origin it is believed for.
#[derive(Clone, Debug)]
pub struct LogKey {
    /// Of type 0x01 or 0x02.
    pub vkey: Vkey,
    /// Origin of the log.
    pub origin: String,
}

/// A witness of the policy.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its name inside the policy.
    pub name: String,
    /// Of type 0x04.
    pub vkey: Vkey,
}

/// Who may write entries, and which. Lines of one key speak about different entries.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Of type 0xff unbroken/entry/v1.
    pub vkey: Vkey,
    /// The only log it may write to, if one is named.
    pub log: Option<String>,
    /// First entry it may sign.
    pub from: u64,
    /// One after the last entry it may sign.
    pub until: Option<u64>,
    /// Among these entries signatures are required: at most that many entries from each to the next that is signed and linked to it, 0 for
    /// a signature on every one.
    pub require: Option<u64>,
}

impl Writer {
    /// Whether this is the key that `label` (`<name>+<8 hex>`) names and the reader lets it write to `log`.
    pub fn may_write(&self, label: &str, log: &str) -> bool {
        let id = label.strip_prefix(self.vkey.name.as_str()).and_then(|rest| rest.strip_prefix('+'));
        id.is_some_and(|id| self.vkey.id.is_spelled(id)) && self.log.as_deref().is_none_or(|only| only == log)
    }

    /// Whether the reader trusts it for the entry at `seq`.
    pub fn covers(&self, seq: u64) -> bool {
        self.from <= seq && self.until.is_none_or(|until| seq < until)
    }
}

/// A checkpoint the reader kept. It is believed as it stands, so its level is at least [`Level::Pinned`].
#[derive(Clone, Debug)]
pub struct Pin {
    /// The note.
    pub note: Note,
    /// What it says, and who says so.
    pub opened: Opened,
}

impl Trust {
    /// Reads and checks the texts; refuses them as a whole when one line cannot be used.
    pub fn read(texts: &TrustTexts<'_>) -> Result<Trust, TrustError> {
        let mut reader = Reader::default();
        if let Some(policy) = texts.policy {
            let last = reader.each_line("policy", policy, Reader::policy_line)?;
            if !reader.quorum_read {
                return Err(TrustError { text: "policy".to_string(), line: last, fault: TrustFault::QuorumMissing });
            }
        }
        if let Some(logs) = texts.logs {
            reader.each_line("logs", logs, Reader::logs_line)?;
        }
        if let Some(writers) = texts.writers {
            reader.each_line("writers", writers, Reader::writers_line)?;
        }
        let mut trust = reader.trust;
        for (pin, number) in texts.pins.iter().zip(1..) {
            let pin = trust.read_pin(pin).map_err(|(line, fault)| TrustError { text: format!("pin {number}"), line, fault })?;
            trust.pins.push(pin);
        }
        Ok(trust)
    }

    /// Whether there is any log key, writer or kept checkpoint.
    pub fn pins_anything(&self) -> bool {
        !(self.logs.is_empty() && self.writers.is_empty() && self.pins.is_empty())
    }

    /// The level that a checkpoint must have to prove anything.
    pub fn required(&self) -> Level {
        if self.quorum.asked.is_some() { Level::Witnessed } else { Level::Pinned }
    }

    /// Whether a log key is believed for this origin.
    pub fn has_log_key(&self, origin: &str) -> bool {
        self.logs.iter().any(|log| log.origin == origin)
    }

    /// How far from an entry the next signed one may be, if the writers file requires signatures there; the strictest line counts.
    pub fn signatures_required(&self, log: &str, seq: u64) -> Option<u64> {
        let speaks = |writer: &&Writer| {
            writer.log.as_deref().is_none_or(|only| only == log) && writer.from <= seq && writer.until.is_none_or(|until| seq < until)
        };
        self.writers.iter().filter(speaks).filter_map(|writer| writer.require).min()
    }

    /// The quorum rule in words: `none`, `2 of 3`, or with groups inside groups `2 of (w1, 1 of 2)`.
    pub fn quorum_words(&self) -> String {
        self.quorum.words(|witness| self.witnesses.get(witness).map_or("", |witness| &witness.name))
    }

    /// The first of `writers` with this name and ID; further lines of the same key follow it.
    pub fn writer(&self, name: &str, id: KeyId) -> Option<usize> {
        self.writers.iter().position(|writer| writer.vkey.name == name && writer.vkey.id == id)
    }

    /// Whether the reader said for which entries of a log a writer is trusted; what the log says about that key's end then counts for
    /// nothing.
    pub fn bounds(&self, label: &str, log: &str) -> bool {
        self.writers.iter().any(|writer| writer.may_write(label, log) && (writer.from > 0 || writer.until.is_some()))
    }

    fn read_pin(&self, pin: &[u8]) -> Result<Pin, (u32, TrustFault)> {
        let note = Note::parse(pin).map_err(|error| (error.line, TrustFault::Note(error.fault)))?;
        let mut opened = self.open(&note).map_err(|error| (error.line, TrustFault::Checkpoint(error.fault)))?;
        if opened.checkpoint.size == 0 {
            return Err((2, TrustFault::PinEmpty));
        }
        if let Some(key) = opened.log_failed.first() {
            let failing = note.lines.iter().position(|line| line.label() == *key).unwrap_or(0);
            let line = (note.text.lines().count() + 2 + failing) as u32;
            return Err((line, TrustFault::PinFails(key.clone())));
        }
        opened.level = if opened.quorum_met { Level::Witnessed } else { Level::Pinned };
        Ok(Pin { note, opened })
    }
}

#[cfg(test)]
mod tests;
