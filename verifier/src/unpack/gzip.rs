//! gzip (RFC 1952): members one after another are one stream. Names, times and comments in their headers mean nothing here.

use super::inflate::{Inflate, Step};
use super::{Room, Sink, Trouble, Unpacked};
use crate::budget::MAX_NAME;
use crate::finding::Code;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const HEADER_CRC: u8 = 2;
const RESERVED: u8 = 0xe0;

/// A gzip file that is being read.
#[derive(Debug, Default)]
pub struct Gzip {
    /// Offset of the next byte.
    at: u64,
    /// Offset of the member that is read.
    member: u64,
    /// Which member it is, from 1.
    number: u64,
    part: Part,
    /// What was collected of the part, where it must be seen whole.
    held: Vec<u8>,
    header: crc32fast::Hasher,
    flags: u8,
    inflate: Inflate,
    open: bool,
    /// A member whose sums do not fit; what that means depends on whether anything follows.
    unfit: Option<Trouble>,
    more: bool,
}

/// What comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// Magic, method, flags, time and system: ten bytes.
    #[default]
    Fixed,
    ExtraLen,
    Extra(usize),
    /// A text that ends in a zero byte, and the flag that announced it.
    Text(u8, usize),
    HeaderCrc,
    Body,
    Sums,
    /// Nothing more is read.
    Over,
}

impl Gzip {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], room: &mut Room, out: &mut Unpacked, sink: &mut dyn Sink) {
        if !self.open {
            self.open = true;
            out.streams = 1;
            sink.open(None);
        }
        let mut bytes = bytes;
        while let Some(first) = bytes.first() {
            match self.part {
                Part::Over => {
                    self.more = true;
                    return;
                }
                Part::Body => {
                    let (taken, step) = self.inflate.push(bytes, room, sink);
                    self.at += taken as u64;
                    bytes = bytes.get(taken..).unwrap_or_default();
                    match step {
                        Step::More => {}
                        Step::End => self.part = Part::Sums,
                        Step::Damaged => {
                            out.cut(self.at, format!("member {} of this gzip file is damaged; nothing after it was read", self.number));
                            out.unread = true;
                            self.part = Part::Over;
                        }
                        Step::Limit(limit) => {
                            let why = format!("unpacking stopped in member {} of this gzip file: {limit}", self.number);
                            out.trouble(Code::LimitReached, self.at, 0, why);
                            out.unread = true;
                            self.part = Part::Over;
                            self.open = false;
                            sink.close(false);
                        }
                    }
                }
                _ => {
                    self.at += 1;
                    self.byte(*first, room, out);
                    bytes = bytes.get(1..).unwrap_or_default();
                }
            }
        }
    }

    /// The file ended.
    pub fn finish(self, out: &mut Unpacked, sink: &mut dyn Sink) {
        let between = self.part == Part::Fixed && self.held.is_empty() && self.number > 0;
        if self.part != Part::Over && !between {
            let member = if self.part == Part::Fixed { self.number + 1 } else { self.number };
            out.cut(self.at, format!("this gzip file ends inside its member {member}"));
        }
        match self.unfit {
            // Members that were not read may be behind it.
            Some(unfit) if self.more => {
                out.cut(unfit.at, unfit.why);
                out.unread = true;
            }
            Some(unfit) => out.tell(unfit),
            None => {}
        }
        if self.open {
            sink.close(true);
        }
    }

    /// One byte of a header or of the sums behind a member.
    fn byte(&mut self, byte: u8, room: &mut Room, out: &mut Unpacked) {
        room.consume(1);
        if self.part == Part::Sums {
            self.held.push(byte);
            if self.held.len() == 8 {
                self.compare();
            }
            return;
        }
        if self.part == Part::HeaderCrc {
            self.held.push(byte);
            if let [low, high] = self.held.as_slice() {
                if u32::from(u16::from_le_bytes([*low, *high])) != self.header.clone().finalize() & 0xffff {
                    self.refuse(out);
                } else {
                    self.next(HEADER_CRC);
                }
            }
            return;
        }
        self.header.update(&[byte]);
        match self.part {
            Part::Fixed => {
                self.held.push(byte);
                let is_header = match self.held.as_slice() {
                    [0x1f] | [0x1f, 0x8b] | [0x1f, 0x8b, 8] => true,
                    [0x1f, 0x8b, 8, flags, ..] => flags & RESERVED == 0,
                    _ => false,
                };
                if !is_header {
                    self.refuse(out);
                } else if let [_, _, _, flags, _, _, _, _, _, _] = self.held.as_slice() {
                    self.flags = *flags;
                    self.number += 1;
                    self.next(0);
                }
            }
            Part::ExtraLen => {
                self.held.push(byte);
                if let [low, high] = self.held.as_slice() {
                    let len = usize::from(u16::from_le_bytes([*low, *high]));
                    if len == 0 { self.next(EXTRA) } else { self.part = Part::Extra(len) }
                }
            }
            Part::Extra(1) => self.next(EXTRA),
            Part::Extra(left) => self.part = Part::Extra(left - 1),
            Part::Text(flag, _) if byte == 0 => self.next(flag),
            Part::Text(_, MAX_NAME) => self.refuse(out),
            Part::Text(flag, len) => self.part = Part::Text(flag, len + 1),
            _ => {}
        }
    }

    /// The part after the one that `flag` announced; 0 for the fixed ones.
    fn next(&mut self, flag: u8) {
        self.held.clear();
        let order = [EXTRA, NAME, COMMENT, HEADER_CRC];
        let from = order.iter().position(|known| *known == flag).map_or(0, |at| at + 1);
        let next = order.iter().skip(from).find(|known| self.flags & **known != 0);
        self.part = match next {
            Some(&EXTRA) => Part::ExtraLen,
            Some(&HEADER_CRC) => Part::HeaderCrc,
            Some(text) => Part::Text(*text, 0),
            None => {
                self.inflate.reset();
                Part::Body
            }
        };
    }

    /// What stands here is no header of a member.
    fn refuse(&mut self, out: &mut Unpacked) {
        if self.number == 0 || self.part != Part::Fixed {
            let number = self.number.max(1);
            out.cut(self.member, format!("the header of member {number} of this gzip file cannot be read, and nothing after it was"));
            out.unread = true;
        } else {
            let why = String::from("this gzip file goes on after its last member; the rest was not read");
            out.trouble(Code::DataTrailing, self.member, 0, why);
        }
        self.part = Part::Over;
    }

    /// The checksum and length behind a member.
    fn compare(&mut self) {
        let said = |from: usize| {
            let bytes = self.held.get(from..from + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default();
            u32::from_le_bytes(bytes)
        };
        let (crc, len) = (said(0), said(4));
        self.held.clear();
        if crc == self.inflate.sum.crc() && len == self.inflate.sum.len as u32 {
            self.header.reset();
            (self.part, self.member) = (Part::Fixed, self.at);
            return;
        }
        let why = format!(
            "member {} of this gzip file ends, and its checksum or length is not that of what it unpacks to; nothing after it was read",
            self.number
        );
        self.unfit = Some(Trouble { code: Code::InputTruncated, at: self.at.saturating_sub(8), len: 8, why });
        self.part = Part::Over;
    }
}
