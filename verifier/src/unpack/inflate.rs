//! One deflate stream (RFC 1951), with the checksum and length of what comes out.

use super::{Room, Sink};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

/// Bytes unpacked at once.
const PIECE: usize = 1 << 16;

/// What a piece of a packed stream led to.
pub enum Step {
    /// More bytes are wanted.
    More,
    /// The stream ended.
    End,
    /// It is no deflate stream from here on.
    Damaged,
    /// A limit, in words.
    Limit(String),
}

/// A packed stream that is being read.
pub struct Inflate {
    state: Box<InflateState>,
    piece: Vec<u8>,
    /// The sum of what came out.
    pub sum: Sum,
}

impl core::fmt::Debug for Inflate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Inflate").field("sum", &self.sum).finish_non_exhaustive()
    }
}

/// CRC-32 and length of a stream.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    crc: crc32fast::Hasher,
    /// Its length.
    pub len: u64,
}

impl Sum {
    /// Counts bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.len += bytes.len() as u64;
    }

    /// The CRC-32.
    pub fn crc(&self) -> u32 {
        self.crc.clone().finalize()
    }
}

impl Default for Inflate {
    fn default() -> Inflate {
        Inflate { state: InflateState::new_boxed(DataFormat::Raw), piece: alloc::vec![0; PIECE], sum: Sum::default() }
    }
}

impl Inflate {
    /// Makes ready for the next stream, in the same memory.
    pub fn reset(&mut self) {
        self.state.reset(DataFormat::Raw);
        self.sum = Sum::default();
    }

    /// Takes packed bytes and hands on what comes out; how many were taken, and what they led to.
    pub fn push(&mut self, bytes: &[u8], room: &mut Room, sink: &mut dyn Sink) -> (usize, Step) {
        let mut taken = 0;
        loop {
            let rest = bytes.get(taken..).unwrap_or_default();
            let result = inflate(&mut self.state, rest, &mut self.piece, MZFlush::None);
            let (consumed, written) = (result.bytes_consumed.min(rest.len()), result.bytes_written);
            taken += consumed;
            room.consume(consumed);
            let out = self.piece.get(..written).unwrap_or_default();
            if let Some(limit) = room.fill(out.len()) {
                return (taken, Step::Limit(limit));
            }
            self.sum.add(out);
            sink.data(out);
            match result.status {
                Ok(MZStatus::StreamEnd) => return (taken, Step::End),
                // Without input and without output left, it waits.
                Ok(_) if consumed == 0 && written == 0 => return (taken, Step::More),
                Ok(_) => {}
                Err(miniz_oxide::MZError::Buf) if taken == bytes.len() => return (taken, Step::More),
                Err(_) => return (taken, Step::Damaged),
            }
        }
    }
}
