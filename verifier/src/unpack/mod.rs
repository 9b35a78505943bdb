//! Containers are transport: a gzip file holds one stream, a zip archive any number. This takes the streams out, in one pass over bytes
//! that come in any pieces, in memory that does not grow with them, and writes nothing anywhere. It reads and never judges.
//!
//! A container is not trusted to describe itself: its checksums, lengths and directory are compared with what was unpacked, and what does
//! not fit is told ([`Trouble`]) while the streams are handed on as they are. What an entry is worth is decided by hashes and signatures;
//! no name, order or checksum of a container adds to it.

mod gzip;
mod inflate;
mod zip;

use crate::budget::{MAX_LISTED, MAX_RATIO, MAX_UNPACKED, UNPACKED_FREE};
use crate::finding::Code;
use crate::input::Format;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Takes what is unpacked.
pub trait Sink {
    /// A stream begins; `name` as the archive has it, absent where the container names none.
    fn open(&mut self, name: Option<&str>);
    /// Its next bytes.
    fn data(&mut self, bytes: &[u8]);
    /// It ends. `whole` is false if it was stopped at a limit, so that its last line may be a piece of one.
    fn close(&mut self, whole: bool);
}

/// Something about a container that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which finding it makes.
    pub code: Code,
    /// Where in the container.
    pub at: u64,
    /// How many bytes it is about, if that is known.
    pub len: u64,
    /// What it is, fitting behind "At byte x".
    pub why: String,
}

/// What a container was, at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// How many streams came out of it.
    pub streams: u64,
    /// What is not as it should be, in the order in which it was met; the first [`MAX_LISTED`] of each code.
    pub troubles: Vec<Trouble>,
    /// How many of each code there are.
    pub counts: BTreeMap<Code, u64>,
    /// Where it was cut off or became unreadable, so that something may be missing.
    pub cut: Option<Trouble>,
    /// Whether a part of it was not read at all: a limit, an encrypted member, a method that is not known.
    pub unread: bool,
}

/// Unpacks one container.
#[derive(Debug)]
pub struct Unpacker {
    kind: Kind,
    room: Room,
    out: Unpacked,
    /// Bytes until a block is full: where a limit is met then depends on the container alone, and not on how its bytes come.
    block: Vec<u8>,
}

/// Packed bytes that are read at once.
const BLOCK: usize = 1 << 14;

#[derive(Debug)]
enum Kind {
    Gzip(gzip::Gzip),
    Zip(zip::Zip),
}

impl Unpacker {
    /// For a container of this format; `None` if it is none. `most` bounds what it may unpack to; [`MAX_UNPACKED`] is the usual bound.
    pub fn new(format: Format, most: Option<u64>) -> Option<Unpacker> {
        let kind = match format {
            Format::Gzip => Kind::Gzip(gzip::Gzip::default()),
            Format::Zip => Kind::Zip(zip::Zip::default()),
            _ => return None,
        };
        Some(Unpacker { kind, room: Room::new(most.unwrap_or(MAX_UNPACKED)), out: Unpacked::default(), block: Vec::with_capacity(BLOCK) })
    }

    /// Takes the next bytes of the container. The whole of it should be given; what comes after a fault is only looked at as far as it
    /// can be understood.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut dyn Sink) {
        while !bytes.is_empty() {
            let taken = (BLOCK - self.block.len()).min(bytes.len());
            self.block.extend_from_slice(bytes.get(..taken).unwrap_or_default());
            bytes = bytes.get(taken..).unwrap_or_default();
            if self.block.len() == BLOCK {
                self.read_block(sink);
            }
        }
    }

    fn read_block(&mut self, sink: &mut dyn Sink) {
        match &mut self.kind {
            Kind::Gzip(gzip) => gzip.push(&self.block, &mut self.room, &mut self.out, sink),
            Kind::Zip(zip) => zip.push(&self.block, &mut self.room, &mut self.out, sink),
        }
        self.block.clear();
    }

    /// The container ended.
    pub fn finish(mut self, sink: &mut dyn Sink) -> Unpacked {
        self.read_block(sink);
        match self.kind {
            Kind::Gzip(gzip) => gzip.finish(&mut self.out, sink),
            Kind::Zip(zip) => zip.finish(&mut self.out, sink),
        }
        self.out
    }
}

impl Unpacked {
    fn trouble(&mut self, code: Code, at: u64, len: u64, why: String) {
        self.tell(Trouble { code, at, len, why });
    }

    fn tell(&mut self, trouble: Trouble) {
        let count = self.counts.entry(trouble.code).or_default();
        *count += 1;
        if *count <= MAX_LISTED as u64 {
            self.troubles.push(trouble);
        }
    }

    /// Nothing can be read from here on.
    fn cut(&mut self, at: u64, why: String) {
        self.cut.get_or_insert(Trouble { code: Code::InputTruncated, at, len: 0, why });
    }
}

/// How much may still be unpacked: bounded by the bytes that came in, and in all.
#[derive(Debug)]
struct Room {
    packed: u64,
    unpacked: u64,
    most: u64,
}

impl Room {
    fn new(most: u64) -> Room {
        Room { packed: 0, unpacked: 0, most }
    }

    /// Counts packed bytes.
    fn consume(&mut self, bytes: usize) {
        self.packed = self.packed.saturating_add(bytes as u64);
    }

    /// Counts unpacked bytes; the limit that they are beyond, in words.
    fn fill(&mut self, bytes: usize) -> Option<String> {
        self.unpacked = self.unpacked.saturating_add(bytes as u64);
        if self.unpacked > self.most {
            return Some(format!("more than {} bytes come out of the container", self.most));
        }
        let fair = UNPACKED_FREE.saturating_add(self.packed.saturating_mul(MAX_RATIO));
        (self.unpacked > fair).then(|| format!("{} bytes unpack to {}, more than {MAX_RATIO} times as many", self.packed, self.unpacked))
    }
}
