//! zip (APPNOTE 6.3, stored and deflate), read forwards in one pass: each byte belongs to one member, so members cannot overlap, and an
//! archive may come through a pipe. The directory at the end is compared with what was read. Both are unauthenticated; where they differ,
//! another program may see another archive, and that is told.

mod directory;
mod header;

use super::inflate::{Inflate, Step, Sum};
use super::{Room, Sink, Unpacked};
use crate::budget::{MAX_MEMBERS, MAX_NAME};
use crate::finding::Code;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use directory::Directory;
use header::{Local, Sizes};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR64: [u8; 4] = *b"PK\x06\x07";
const END: [u8; 4] = *b"PK\x05\x06";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

/// An archive that is being read.
#[derive(Debug, Default)]
pub struct Zip {
    /// Offset of the next byte.
    at: u64,
    /// Offset at which the current record starts.
    start: u64,
    part: Part,
    /// The current record as far as it came.
    held: Vec<u8>,
    /// How many bytes of it are wanted.
    want: usize,
    /// The member that is read.
    member: Option<Local>,
    inflate: Inflate,
    sum: Sum,
    /// Packed bytes of the member so far.
    packed: u64,
    /// Not all of the member was unpacked, so that its sums cannot be compared.
    skipped: bool,
    /// Where a stretch that belongs to nothing began.
    gap: Option<u64>,
    directory: Directory,
}

/// What comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// The four bytes that tell what follows.
    #[default]
    Signature,
    /// The fixed part of a local header, and then all of it.
    Local,
    LocalNames,
    /// Bytes of a member, with how many there are, if the header says it.
    Stored(u64),
    Deflate(Option<u64>),
    /// Bytes of a member that are not read.
    Skip(u64),
    Descriptor,
    DescriptorRest,
    Central,
    CentralNames,
    End64,
    Ignore(u64),
    End,
    Comment(u64),
    /// Behind the end mark.
    Behind,
    /// Nothing more can be read.
    Over,
}

impl Zip {
    /// Takes the next bytes.
    pub fn push(&mut self, mut bytes: &[u8], room: &mut Room, out: &mut Unpacked, sink: &mut dyn Sink) {
        while !bytes.is_empty() {
            let taken = match self.part {
                Part::Over => return,
                Part::Behind => {
                    self.gap.get_or_insert(self.at);
                    bytes.len()
                }
                Part::Stored(left) => self.stored(left, bytes, room, out, sink),
                Part::Deflate(left) => self.deflated(left, bytes, room, out, sink),
                Part::Skip(left) | Part::Ignore(left) | Part::Comment(left) => self.pass(left, bytes, room),
                _ => self.collect(bytes, room, out, sink),
            };
            self.at += taken as u64;
            bytes = bytes.get(taken..).unwrap_or_default();
            self.turn(out, sink);
        }
    }

    /// The archive ended.
    pub fn finish(mut self, out: &mut Unpacked, sink: &mut dyn Sink) {
        self.turn(out, sink);
        self.close_gap(self.at, out);
        match self.part {
            Part::Behind | Part::Over => {}
            Part::Stored(_) | Part::Deflate(_) => {
                out.cut(self.at, format!("this archive ends inside its member {}", self.shown_name()));
                sink.close(true);
            }
            Part::Skip(_) | Part::Descriptor | Part::DescriptorRest => {
                out.cut(self.at, format!("this archive ends inside its member {}", self.shown_name()));
            }
            _ => out.cut(self.at, String::from("this archive ends before its directory does")),
        }
        self.directory.finish(out);
    }

    fn shown_name(&self) -> String {
        self.member.as_ref().map(|member| shown(&member.name)).unwrap_or_default()
    }

    fn expect(&mut self, part: Part, want: usize) {
        (self.part, self.want) = (part, want);
    }

    /// The next record begins with the next byte.
    fn record(&mut self) {
        self.held.clear();
        self.expect(Part::Signature, 4);
    }

    /// What follows from a count that reached zero.
    fn turn(&mut self, out: &mut Unpacked, sink: &mut dyn Sink) {
        match self.part {
            Part::Signature if self.want == 0 => self.want = 4,
            Part::Stored(0) => {
                sink.close(true);
                self.close_member(out);
            }
            Part::Deflate(Some(0)) => {
                let why = format!("member {} ends before what is packed in it does", self.shown_name());
                out.trouble(Code::InputTruncated, self.at, 0, why);
                sink.close(true);
                self.confirm();
                self.record();
            }
            Part::Skip(0) => {
                self.skipped = true;
                if self.member.as_ref().is_some_and(|member| member.described) {
                    self.held.clear();
                    return self.expect(Part::Descriptor, 4);
                }
                self.confirm();
                self.record();
            }
            Part::Ignore(0) => self.record(),
            Part::Comment(0) => self.part = Part::Behind,
            _ => {}
        }
    }

    fn pass(&mut self, left: u64, bytes: &[u8], room: &mut Room) -> usize {
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        room.consume(taken);
        let left = left - taken as u64;
        self.part = match self.part {
            Part::Skip(_) => Part::Skip(left),
            Part::Ignore(_) => Part::Ignore(left),
            _ => Part::Comment(left),
        };
        taken
    }

    fn stored(&mut self, left: u64, bytes: &[u8], room: &mut Room, out: &mut Unpacked, sink: &mut dyn Sink) -> usize {
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let data = bytes.get(..taken).unwrap_or_default();
        room.consume(taken);
        if let Some(limit) = room.fill(taken) {
            return self.stop(&limit, left, 0, out, sink);
        }
        self.sum.add(data);
        sink.data(data);
        self.packed += taken as u64;
        self.part = Part::Stored(left - taken as u64);
        taken
    }

    fn deflated(&mut self, left: Option<u64>, bytes: &[u8], room: &mut Room, out: &mut Unpacked, sink: &mut dyn Sink) -> usize {
        let most = left.map_or(bytes.len(), |left| usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len()));
        let (taken, step) = self.inflate.push(bytes.get(..most).unwrap_or_default(), room, sink);
        self.packed += taken as u64;
        let left = left.map(|left| left - taken as u64);
        match step {
            Step::More => self.part = Part::Deflate(left),
            Step::Limit(limit) => match left {
                Some(left) => {
                    self.stop(&limit, left, taken, out, sink);
                }
                None => self.give_up(&limit, Code::LimitReached, taken, out, sink),
            },
            Step::Damaged => match left {
                Some(left) => {
                    let why = format!("what is packed in member {} is damaged; the rest of it was not read", self.shown_name());
                    out.cut(self.at + taken as u64, why);
                    out.unread = true;
                    sink.close(true);
                    self.part = Part::Skip(left);
                }
                None => self.give_up("what is packed in it is damaged", Code::InputTruncated, taken, out, sink),
            },
            Step::End => {
                sink.close(true);
                self.sum = self.inflate.sum.clone();
                match left {
                    Some(0) | None => self.close_member(out),
                    Some(left) => {
                        let why = format!("member {} goes on after what is packed in it ends", self.shown_name());
                        out.trouble(Code::DataTrailing, self.at + taken as u64, left, why);
                        self.part = Part::Skip(left);
                    }
                }
            }
        }
        taken
    }

    /// A limit inside a member whose length is known: the next one can be read.
    fn stop(&mut self, limit: &str, left: u64, taken: usize, out: &mut Unpacked, sink: &mut dyn Sink) -> usize {
        let why = format!("unpacking stopped in member {}: {limit}", self.shown_name());
        out.trouble(Code::LimitReached, self.at + taken as u64, 0, why);
        out.unread = true;
        sink.close(false);
        self.part = Part::Skip(left);
        0
    }

    /// A member whose length is not known cannot be read on, so where the next begins is not known either.
    fn give_up(&mut self, why: &str, code: Code, taken: usize, out: &mut Unpacked, sink: &mut dyn Sink) {
        let why =
            format!("reading stopped in member {}, and its length is not known, so nothing after it was read: {why}", self.shown_name());
        if code == Code::InputTruncated {
            out.cut(self.at + taken as u64, why);
        } else {
            out.trouble(code, self.at + taken as u64, 0, why);
        }
        out.unread = true;
        sink.close(code == Code::InputTruncated);
        self.part = Part::Over;
    }

    /// Everything of a member was read; its descriptor may follow.
    fn close_member(&mut self, out: &mut Unpacked) {
        let Some(member) = &self.member else { return self.record() };
        if member.described {
            self.held.clear();
            return self.expect(Part::Descriptor, 4);
        }
        let is = Sizes { crc: self.sum.crc(), packed: self.packed, unpacked: self.sum.len };
        if member.sizes != is {
            let why = format!("member {} has another checksum or length than its header says", shown(&member.name));
            out.trouble(Code::InputTruncated, self.at, 0, why);
        }
        self.confirm();
        self.record();
    }

    /// Remembers the member for the comparison with the directory, with the sums that its header or descriptor gives.
    fn confirm(&mut self) {
        if let Some(member) = self.member.take() {
            self.directory.seen(&member);
        }
    }

    /// Collects a record and reads it when it is whole.
    fn collect(&mut self, bytes: &[u8], room: &mut Room, out: &mut Unpacked, sink: &mut dyn Sink) -> usize {
        if self.want == 0 {
            self.want = 4;
        }
        if self.held.is_empty() {
            self.start = self.at;
        }
        let taken = self.want.saturating_sub(self.held.len()).min(bytes.len());
        self.held.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        room.consume(taken);
        if self.held.len() >= self.want {
            self.read(self.at + taken as u64, out, sink);
        }
        taken
    }

    fn read(&mut self, end: u64, out: &mut Unpacked, sink: &mut dyn Sink) {
        match self.part {
            Part::Signature => self.signature(out),
            Part::Local => self.expect(Part::LocalNames, 30 + header::names_len(&self.held, 26, 2)),
            Part::LocalNames => self.local(end, out, sink),
            Part::Descriptor => self.descriptor(end, out),
            Part::DescriptorRest => self.described(end, out),
            Part::Central => self.expect(Part::CentralNames, 46 + header::names_len(&self.held, 28, 3)),
            Part::CentralNames => {
                self.directory.entry(self.start, &self.held, out);
                self.record();
            }
            Part::End64 => {
                let len = header::u64_at(&self.held, 4);
                self.held.clear();
                self.part = Part::Ignore(len);
            }
            Part::End => {
                self.directory.end(self.start, &self.held, out);
                let comment = u64::from(header::u16_at(&self.held, 20));
                self.held.clear();
                self.part = Part::Comment(comment);
            }
            _ => {}
        }
    }

    fn signature(&mut self, out: &mut Unpacked) {
        let Ok(signature) = <[u8; 4]>::try_from(self.held.as_slice()) else { return };
        let (part, want) = match signature {
            LOCAL => (Part::Local, 30),
            CENTRAL => (Part::Central, 46),
            END64 => (Part::End64, 12),
            LOCATOR64 => (Part::Ignore(16), 0),
            END => (Part::End, 22),
            _ => {
                // Nothing that is known: pass over bytes, one by one, until something is.
                self.gap.get_or_insert(self.start);
                self.held.remove(0);
                self.start += 1;
                return;
            }
        };
        self.close_gap(self.start, out);
        if matches!(part, Part::Ignore(_)) {
            self.held.clear();
        }
        self.expect(part, want);
    }

    fn close_gap(&mut self, end: u64, out: &mut Unpacked) {
        let Some(gap) = self.gap.take() else { return };
        let behind = self.part == Part::Behind;
        let why = if behind {
            "this archive goes on after its end mark; the rest was not read"
        } else {
            "bytes of this archive belong to no member"
        };
        out.trouble(Code::DataTrailing, gap, end.saturating_sub(gap), String::from(why));
    }

    fn local(&mut self, end: u64, out: &mut Unpacked, sink: &mut dyn Sink) {
        let member = Local::read(self.start, &self.held);
        self.held.clear();
        let name = shown(&member.name);
        if !self.directory.has_room(MAX_MEMBERS) {
            out.trouble(
                Code::LimitReached,
                self.start,
                0,
                format!("this archive has more than {MAX_MEMBERS} members; the rest was not read"),
            );
            out.unread = true;
            self.part = Part::Over;
            return;
        }
        let known = !member.described || member.sizes.packed > 0;
        let refused = if member.is_encrypted() {
            Some((Code::InputEncrypted, format!("member {name} is encrypted and was not read; decrypt it first")))
        } else if !matches!(member.method, 0 | 8) {
            Some((Code::LimitReached, format!("member {name} is packed by method {}, which is not read here", member.method)))
        } else if member.name.len() > MAX_NAME {
            Some((Code::LimitReached, format!("member {name} has a name longer than {MAX_NAME} bytes and was not read")))
        } else if member.method == 0 && !known {
            Some((Code::LimitReached, format!("member {name} is stored without its length in front and was not read")))
        } else {
            None
        };
        (self.packed, self.sum, self.skipped) = (0, Sum::default(), false);
        let (method, packed, is_folder) = (member.method, member.sizes.packed, member.is_folder());
        self.member = Some(member);
        if let Some((code, why)) = refused {
            out.trouble(code, self.start, 0, why);
            out.unread = true;
            if known {
                self.part = Part::Skip(packed);
            } else {
                out.trouble(Code::LimitReached, end, 0, format!("the length of member {name} is not known, so nothing after it was read"));
                self.part = Part::Over;
            }
            return;
        }
        if is_folder && known && packed == 0 {
            self.part = Part::Skip(0);
            return;
        }
        out.streams += 1;
        sink.open(self.member.as_ref().map(|member| String::from_utf8_lossy(&member.name)).as_deref());
        self.part = match (method, known) {
            (0, _) => Part::Stored(packed),
            (_, true) => Part::Deflate(Some(packed)),
            (_, false) => Part::Deflate(None),
        };
        self.inflate.reset();
    }

    /// The first word of a descriptor: its optional signature, or already the checksum.
    fn descriptor(&mut self, end: u64, out: &mut Unpacked) {
        let wide = self.member.as_ref().is_some_and(|member| member.wide) || self.packed.max(self.sum.len) > u64::from(u32::MAX);
        let sizes = if wide { 16 } else { 8 };
        if self.held.as_slice() == DESCRIPTOR {
            self.held.clear();
            return self.expect(Part::DescriptorRest, 4 + sizes);
        }
        if header::u32_at(&self.held, 0) == self.sum.crc() {
            return self.expect(Part::DescriptorRest, 4 + sizes);
        }
        if self.skipped {
            self.confirm();
            self.expect(Part::Signature, 4);
            return self.signature(out);
        }
        let why = format!("nothing stands behind member {} that says its checksum and length", self.shown_name());
        out.trouble(Code::InputTruncated, end.saturating_sub(4), 0, why);
        self.confirm();
        // These bytes may be the next record.
        self.expect(Part::Signature, 4);
        self.signature(out);
    }

    fn described(&mut self, end: u64, out: &mut Unpacked) {
        let is = Sizes { crc: self.sum.crc(), packed: self.packed, unpacked: self.sum.len };
        let said = Sizes::of_descriptor(&self.held);
        if said != is && !self.skipped {
            let why = format!("member {} has another checksum or length than the words behind it say", self.shown_name());
            out.trouble(Code::InputTruncated, end.saturating_sub(self.held.len() as u64), 0, why);
        }
        if let Some(member) = &mut self.member {
            member.sizes = said;
        }
        self.confirm();
        self.record();
    }
}

/// A name as messages show it: without control characters and the like, and not longer than a line.
fn shown(name: &[u8]) -> String {
    let text = String::from_utf8_lossy(name);
    let short: String = text.chars().take(80).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("\"{}{dots}\"", short.escape_debug())
}
