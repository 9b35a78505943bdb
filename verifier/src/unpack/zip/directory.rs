//! What the directory of an archive says, compared with the members that were read.

use super::header::{Central, Local, Sizes, u16_at, u32_at};
use super::{Unpacked, shown};
use crate::budget::MAX_MEMBERS;
use crate::finding::Code;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use sha2::{Digest, Sha256};

/// The members of an archive, by where their headers start.
#[derive(Debug, Default)]
pub struct Directory {
    members: BTreeMap<u64, Member>,
    /// Hashes of the names that were listed; a name may be long.
    names: BTreeSet<[u8; 32]>,
    /// Where the first entry of the directory starts.
    start: Option<u64>,
    entries: u64,
    ended: bool,
}

#[derive(Debug)]
struct Member {
    name: [u8; 32],
    shown: String,
    method: u16,
    is_encrypted: bool,
    sizes: Sizes,
    listed: bool,
}

fn hash(name: &[u8]) -> [u8; 32] {
    Sha256::digest(name).into()
}

impl Directory {
    /// Whether one more member may be read.
    pub fn has_room(&self, most: usize) -> bool {
        self.members.len() < most
    }

    /// A member was read.
    pub fn seen(&mut self, local: &Local) {
        let member = Member {
            name: hash(&local.name),
            shown: shown(&local.name),
            method: local.method,
            is_encrypted: local.is_encrypted(),
            sizes: local.sizes,
            listed: false,
        };
        self.members.insert(local.offset, member);
    }

    /// One entry of the directory, which starts at `start`.
    pub fn entry(&mut self, start: u64, bytes: &[u8], out: &mut Unpacked) {
        self.start.get_or_insert(start);
        self.entries += 1;
        let central = Central::read(bytes);
        let name = shown(&central.name);
        let mut tell = |why: String| out.trouble(Code::DataTrailing, start, bytes.len() as u64, why);
        match self.members.get_mut(&central.offset) {
            None => tell(format!("the directory lists member {name} where none begins")),
            Some(member) if member.listed => {
                tell(format!("the directory lists the member at byte {} once more, as {name}", central.offset))
            }
            Some(member) => {
                member.listed = true;
                let is_encrypted = central.flags & 1 != 0;
                let said = (hash(&central.name), central.method, is_encrypted, central.sizes);
                if said != (member.name, member.method, member.is_encrypted, member.sizes) {
                    tell(format!("the directory says something else about member {name} than its header at byte {}", central.offset));
                }
            }
        }
        if leads_outside(&central.name) {
            tell(format!("the name of member {name} leads out of the archive; names mean nothing here and nothing is written"));
        }
        if central.is_link {
            tell(format!("member {name} is a link; it was read as the bytes it is, and not followed"));
        }
        if self.names.len() < MAX_MEMBERS && !self.names.insert(hash(&central.name)) {
            tell(format!("two members are named {name}"));
        }
    }

    /// The end mark, which starts at `start`.
    pub fn end(&mut self, start: u64, bytes: &[u8], out: &mut Unpacked) {
        self.ended = true;
        let (disk, first_disk, count) = (u16_at(bytes, 4), u16_at(bytes, 6), u16_at(bytes, 10));
        let mut tell = |code, why: String| out.trouble(code, start, bytes.len() as u64, why);
        if (disk | first_disk) != 0 && disk != u16::MAX {
            tell(Code::LimitReached, String::from("the end mark names another volume of this archive, which is not here"));
        }
        if u64::from(count) != self.entries && count != u16::MAX {
            tell(Code::DataTrailing, format!("the end mark counts {count} members, the directory lists {}", self.entries));
        }
        let said = u32_at(bytes, 16);
        if said != u32::MAX && self.entries > 0 && Some(u64::from(said)) != self.start {
            tell(Code::DataTrailing, format!("the end mark puts the directory at byte {said}, where it does not begin"));
        }
    }

    /// The archive ended.
    pub fn finish(&self, out: &mut Unpacked) {
        if !self.ended {
            return;
        }
        let mut unlisted = self.members.iter().filter(|(_, member)| !member.listed);
        if let Some((offset, first)) = unlisted.next() {
            let more = unlisted.count();
            let others = if more > 0 { format!(", nor {more} more") } else { String::new() };
            let why = format!("stands member {}, which the directory does not list{others}; what is in it was read", first.shown);
            out.trouble(Code::DataTrailing, *offset, 0, why);
        }
    }
}

/// Absolute, with a drive, or with a step upwards.
fn leads_outside(name: &[u8]) -> bool {
    let is_separator = |byte: &u8| matches!(byte, b'/' | b'\\');
    name.first().is_some_and(is_separator) || name.get(1) == Some(&b':') || name.split(is_separator).any(|part| part == b"..")
}
