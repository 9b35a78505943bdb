//! Reads the lines of policy, logs and writers, and refuses a key or a name that was given before.

use super::{LogKey, Role, Trust, TrustError, TrustFault, Witness, Writer};
use crate::decimal::parse_decimal;
use crate::trust::note::{Vkey, VkeyError};
use crate::trust::quorum::{Group, Member};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Where a line stands.
#[derive(Clone)]
pub struct Place {
    pub text: &'static str,
    pub line: u32,
}

/// What has been read so far, and which keys and names are taken.
#[derive(Default)]
pub struct Reader {
    pub trust: Trust,
    pub quorum_read: bool,
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
    pub fn each_line<F>(&mut self, text: &'static str, lines: &str, read: F) -> Result<u32, TrustError>
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

    pub fn policy_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
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

    pub fn logs_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
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

    pub fn writers_line(&mut self, line: &str, place: Place) -> Result<(), TrustFault> {
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
    pub fn take_key(&mut self, vkey: &Vkey, role: Role, place: Place, again: bool) -> Result<bool, TrustFault> {
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
