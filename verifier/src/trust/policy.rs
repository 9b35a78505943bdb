//! Whom the auditor trusts: a tlog-policy (c2sp.org/tlog-policy), log keys of other origins, writers, and checkpoints the auditor kept.
//!
//! These texts come from the reader, never from the evidence. One line that cannot be used refuses all of them, because a verdict under
//! half of what the reader meant would be a verdict under another policy.

use super::checkpoint::CheckpointFault;
use super::note::{KeyId, Note, NoteFault, PublicKey, Vkey, VkeyError};
use super::quorum::{Group, Member, Quorum};
use crate::decimal::parse_decimal;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

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

/// Why trust input cannot be used. `Display` is one sentence that names text and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustError {
    /// Which text, in words: `policy`, `logs`, `writers`, `pin 2`.
    pub text: String,
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong with it.
    pub fault: TrustFault,
}

/// What is wrong with trust input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustFault {
    /// A control character other than TAB and LF.
    ControlCharacter(u8),
    /// A policy line that begins with another word than `log`, `witness`, `group` or `quorum`.
    Keyword,
    /// A line of another form; holds the right one.
    Form(&'static str),
    /// Not a usable key.
    Vkey(VkeyError),
    /// A key of a type that cannot play this role.
    Role(Role),
    /// A key, or a name with its ID, that stands already elsewhere.
    KeyRepeated {
        /// In which text.
        text: String,
        /// On which line.
        line: u32,
    },
    /// The same key is listed for the same origin again.
    OriginRepeated,
    /// A name for a witness or group that is taken, or is `none`.
    NameTaken,
    /// A name that no line before defines.
    NameUnknown(String),
    /// A name that is a member already, of this group or of another.
    MemberRepeated(String),
    /// A threshold that is not between 1 and the number of members, which it holds.
    Threshold(usize),
    /// No `quorum` line.
    QuorumMissing,
    /// A second `quorum` line.
    QuorumRepeated,
    /// Not `log=`, `from=`, `until=` or `require=` with a value, each at most once, or a range that is empty.
    WriterOption(String),
    /// Two lines of one writer speak about the same entries.
    RangesOverlap,
    /// A kept checkpoint is not a note.
    Note(NoteFault),
    /// A kept note is not a checkpoint.
    Checkpoint(CheckpointFault),
    /// A kept checkpoint without entries says nothing.
    PinEmpty,
    /// A kept checkpoint fails under a log key that is trusted for its origin; holds the key's label.
    PinFails(String),
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sign checkpoints as the log.
    Log,
    /// Cosign checkpoints.
    Witness,
    /// Sign entries.
    Writer,
}

impl Role {
    fn fits(self, key: &PublicKey) -> bool {
        match self {
            Role::Log => matches!(key, PublicKey::Note(_) | PublicKey::Ecdsa(_)),
            Role::Witness => matches!(key, PublicKey::Cosignature(_)),
            Role::Writer => matches!(key, PublicKey::Entry(_)),
        }
    }
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.text, self.line, self.fault)
    }
}

impl core::error::Error for TrustError {}

impl fmt::Display for TrustFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrustFault::ControlCharacter(byte) => write!(f, "control character {byte:02x} is not allowed here"),
            TrustFault::Keyword => f.write_str("a policy line begins with log, witness, group or quorum"),
            TrustFault::Form(form) => write!(f, "the line must read: {form}"),
            TrustFault::Vkey(error) => fmt::Display::fmt(error, f),
            TrustFault::Role(Role::Log) => f.write_str("a log key must be of type 0x01 (Ed25519) or 0x02 (ECDSA P-256)"),
            TrustFault::Role(Role::Witness) => {
                f.write_str("a witness key must be of type 0x04 (cosignature/v1); a plain note signature carries no time and never counts")
            }
            TrustFault::Role(Role::Writer) => f.write_str("a writer key must be of type 0xff unbroken/entry/v1"),
            TrustFault::KeyRepeated { text, line } => write!(f, "this key, or its name and ID, stands already in {text}, line {line}"),
            TrustFault::OriginRepeated => f.write_str("this key is listed for this origin already"),
            TrustFault::NameTaken => f.write_str("this name is taken"),
            TrustFault::NameUnknown(name) => write!(f, "no line before defines {name}"),
            TrustFault::MemberRepeated(name) => write!(f, "{name} is a member of a group already"),
            TrustFault::Threshold(members) => write!(f, "the threshold must be all, any, or a number from 1 to {members}"),
            TrustFault::QuorumMissing => f.write_str("the policy has no quorum line"),
            TrustFault::QuorumRepeated => f.write_str("the policy has a second quorum line"),
            TrustFault::WriterOption(option) => {
                write!(f, "{option} is not log=ORIGIN, from=N, until=N, require=every or require=N, stands twice, or leaves no entry")
            }
            TrustFault::RangesOverlap => f.write_str("this writer is already listed for some of these entries"),
            TrustFault::Note(fault) => fmt::Display::fmt(fault, f),
            TrustFault::Checkpoint(fault) => fmt::Display::fmt(fault, f),
            TrustFault::PinEmpty => f.write_str("a checkpoint without entries says nothing"),
            TrustFault::PinFails(key) => write!(f, "the checkpoint fails under {key}, a key you trust for its origin"),
        }
    }
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

/// Where a line stands.
#[derive(Clone)]
struct Place {
    text: &'static str,
    line: u32,
}

/// What has been read so far, and which keys and names are taken.
#[derive(Default)]
struct Reader {
    trust: Trust,
    quorum_read: bool,
    /// Names of witnesses and groups.
    names: BTreeMap<String, Member>,
    /// Names that are a member of a group.
    members: BTreeSet<String>,
    /// Raw public keys: role, label and where.
    raw_keys: BTreeMap<Vec<u8>, (Role, String, Place)>,
    /// Labels: where.
    labels: BTreeMap<String, Place>,
}

impl Reader {
    /// Hands every line that is neither blank nor a comment to `read`; returns the number of the last line.
    fn each_line<F>(&mut self, text: &'static str, lines: &str, read: F) -> Result<u32, TrustError>
    where
        F: Fn(&mut Reader, &str, Place) -> Result<(), TrustFault>,
    {
        let mut last = 1;
        for (line, number) in lines.split_terminator('\n').zip(1..) {
            last = number;
            let fail = |fault| TrustError { text: text.to_string(), line: number, fault };
            if let Some(byte) = line.bytes().find(|byte| matches!(byte, 0..=8 | 10..=31 | 127)) {
                return Err(fail(TrustFault::ControlCharacter(byte)));
            }
            let line = line.trim_matches(is_space);
            if !line.is_empty() && !line.starts_with('#') {
                read(self, line, Place { text, line: number }).map_err(fail)?;
            }
        }
        Ok(last)
    }

    fn policy_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
        let items: Vec<&str> = line.split(is_space).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            ["log", vkey] | ["log", vkey, _] => {
                let Some(vkey) = self.key_or_unsupported(vkey)? else { return Ok(()) };
                self.take_key(&vkey, Role::Log, place, false)?;
                let origin = vkey.name.clone();
                self.trust.logs.push(LogKey { vkey, origin });
                Ok(())
            }
            ["log", ..] => Err(TrustFault::Form("log VKEY [URL]")),
            ["witness", name, vkey] | ["witness", name, vkey, _] => self.witness_line(name, vkey, place),
            ["witness", ..] => Err(TrustFault::Form("witness NAME VKEY [URL]")),
            ["group", name, threshold, members @ ..] if !members.is_empty() => self.group_line(name, threshold, members),
            ["group", ..] => Err(TrustFault::Form("group NAME all|any|K MEMBER...")),
            ["quorum", _] if self.quorum_read => Err(TrustFault::QuorumRepeated),
            ["quorum", name] => {
                self.trust.quorum.asked = if *name == "none" { None } else { Some(self.named(name)?) };
                self.quorum_read = true;
                Ok(())
            }
            ["quorum", ..] => Err(TrustFault::Form("quorum NAME|none")),
            _ => Err(TrustFault::Keyword),
        }
    }

    fn witness_line(&mut self, name: &str, vkey: &str, place: Place) -> Result<(), TrustFault> {
        let member = match self.key_or_unsupported(vkey)? {
            None => Member::Unsupported,
            Some(vkey) => {
                self.take_key(&vkey, Role::Witness, place, false)?;
                self.trust.witnesses.push(Witness { name: name.to_string(), vkey });
                Member::Witness(self.trust.witnesses.len() - 1)
            }
        };
        self.take_name(name, member)
    }

    fn group_line(&mut self, name: &str, threshold: &str, names: &[&str]) -> Result<(), TrustFault> {
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            members.push(self.named(name)?);
            if !self.members.insert(name.to_string()) {
                return Err(TrustFault::MemberRepeated(name.to_string()));
            }
        }
        let threshold = match threshold {
            "any" => Some(1),
            "all" => Some(members.len()),
            number => parse_decimal(number).and_then(|number| usize::try_from(number).ok()),
        };
        let threshold =
            threshold.filter(|threshold| (1..=members.len()).contains(threshold)).ok_or(TrustFault::Threshold(members.len()))?;
        self.trust.quorum.groups.push(Group { threshold, members });
        self.take_name(name, Member::Group(self.trust.quorum.groups.len() - 1))
    }

    fn logs_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
        let (vkey, origin) = line.split_once(is_space).ok_or(TrustFault::Form("VKEY ORIGIN"))?;
        let origin = origin.trim_start_matches(is_space);
        let Some(vkey) = self.key_or_unsupported(vkey)? else { return Ok(()) };
        // One key may sign for several logs, so here it may stand again, for another origin.
        self.take_key(&vkey, Role::Log, place, true)?;
        if self.trust.logs.iter().any(|log| log.origin == origin && log.vkey.text == vkey.text) {
            return Err(TrustFault::OriginRepeated);
        }
        self.trust.logs.push(LogKey { vkey, origin: origin.to_string() });
        Ok(())
    }

    fn writers_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
        let mut items = line.split(is_space).filter(|item| !item.is_empty());
        let vkey = Vkey::parse(items.next().unwrap_or_default()).map_err(TrustFault::Vkey)?;
        let (mut log, mut from, mut until, mut require) = (None, None, None, None);
        for item in items {
            let wrong = || TrustFault::WriterOption(item.to_string());
            let (option, value) = item.split_once('=').ok_or_else(wrong)?;
            let repeated = match option {
                "log" if !value.is_empty() => log.replace(value.to_string()).is_some(),
                "from" => from.replace(parse_decimal(value).ok_or_else(wrong)?).is_some(),
                "until" => until.replace(parse_decimal(value).ok_or_else(wrong)?).is_some(),
                "require" if value == "every" => require.replace(0).is_some(),
                "require" => require.replace(parse_decimal(value).filter(|count| *count > 0).ok_or_else(wrong)?).is_some(),
                _ => true,
            };
            if repeated || until.is_some_and(|until| from.unwrap_or(0) >= until) {
                return Err(wrong());
            }
        }
        let repeated = self.take_key(&vkey, Role::Writer, place, true)?;
        let writer = Writer { vkey, log, from: from.unwrap_or(0), until, require };
        if repeated && self.trust.writers.iter().any(|other| other.vkey.text == writer.vkey.text && other.overlaps(&writer)) {
            return Err(TrustFault::RangesOverlap);
        }
        self.trust.writers.push(writer);
        Ok(())
    }

    /// The key, or `None` if it is of a type this version does not know, which is noted.
    fn key_or_unsupported(&mut self, vkey: &str) -> Result<Option<Vkey>, TrustFault> {
        match Vkey::parse(vkey) {
            Ok(vkey) => Ok(Some(vkey)),
            Err(VkeyError::Unsupported(_)) => {
                let label = vkey.splitn(3, '+').take(2).collect::<Vec<_>>().join("+");
                self.trust.unsupported.push(label);
                Ok(None)
            }
            Err(error) => Err(TrustFault::Vkey(error)),
        }
    }

    /// Takes the key for a role; refuses one that stands already in any role, under any name. With `again` the very same key may stand
    /// again in the same role, and true is returned.
    fn take_key(&mut self, vkey: &Vkey, role: Role, place: Place, again: bool) -> Result<bool, TrustFault> {
        if !role.fits(&vkey.key) {
            return Err(TrustFault::Role(role));
        }
        let (raw, label) = (vkey.key.raw_key(), vkey.label());
        if let Some((taken_role, taken_label, taken)) = self.raw_keys.get(&raw) {
            let same = again && *taken_role == role && *taken_label == label;
            return if same { Ok(true) } else { Err(TrustFault::KeyRepeated { text: taken.text.to_string(), line: taken.line }) };
        }
        if let Some(taken) = self.labels.get(&label) {
            return Err(TrustFault::KeyRepeated { text: taken.text.to_string(), line: taken.line });
        }
        self.labels.insert(label.clone(), place.clone());
        self.raw_keys.insert(raw, (role, label, place));
        Ok(false)
    }

    fn take_name(&mut self, name: &str, member: Member) -> Result<(), TrustFault> {
        if name == "none" || self.names.insert(name.to_string(), member).is_some() { Err(TrustFault::NameTaken) } else { Ok(()) }
    }

    fn named(&self, name: &str) -> Result<Member, TrustFault> {
        self.names.get(name).copied().ok_or_else(|| TrustFault::NameUnknown(name.to_string()))
    }
}

impl Writer {
    /// Whether both lines speak about some entry.
    fn overlaps(&self, other: &Writer) -> bool {
        let same_log = self.log.is_none() || other.log.is_none() || self.log == other.log;
        let begins_before = |a: &Writer, b: &Writer| b.until.is_none_or(|until| a.from < until);
        same_log && begins_before(self, other) && begins_before(other, self)
    }
}

/// The policy's white space: SP and TAB, nothing else.
fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}

#[cfg(test)]
mod tests;
