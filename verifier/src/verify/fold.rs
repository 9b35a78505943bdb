//! Reads one part of one stream into a [`Segment`].
//!
//! A part `[start, end)` handles the lines that *start* in it: it skips to the first line feed at or after `start - 1`, and reads on past
//! `end` to finish its last line. The host pushes consecutive bytes; how it cuts them changes nothing.

mod entries;
mod lines;
mod seal;

use crate::budget::{MAX_LINE, MAX_SMALL_FILE};
use crate::finding::Code;
use crate::format::array::{Elements, Piece};
use crate::format::native::{self, Line};
use crate::format::receipt::Receipt;
use crate::input::Format;
use crate::log::segment::{Fault, Orphan, RecordKind, Segment};
use crate::tree::hash::Hash;
use crate::tree::merkle::{LeafHasher, leaf_hash};
use crate::trust::policy::Trust;
use crate::verdict::question::Question;
use crate::wrapper::Wrapper;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;

/// Reads one part of one stream. Push bytes from [`Fold::from`] on until [`Fold::push`] returns false or the stream ends, then
/// [`Fold::finish`]. `T` and `Q` are references to trust and question, or
/// share them: a host that cannot hold a reference between two pieces gives an `Rc`.
#[derive(Debug)]
pub struct Fold<T, Q> {
    trust: T,
    question: Q,
    format: Format,
    start: u64,
    end: u64,
    /// Offset of the next byte to be pushed.
    at: u64,
    /// Offset of the first byte of the line in `line`.
    line_start: u64,
    line: Vec<u8>,
    /// Looking for the first line of the part.
    skipping: bool,
    /// The line is longer than allowed; its bytes are passed over.
    overlong: bool,
    whole: LeafHasher,
    elements: Elements,
    done: bool,
    segment: Segment,
    /// Index of each signer's label in the rows of its log.
    signers: BTreeMap<String, BTreeMap<String, u32>>,
    /// The same for the names of sources.
    chain_names: BTreeMap<String, BTreeMap<String, u32>>,
}

impl<T: Borrow<Trust>, Q: Borrow<Question>> Fold<T, Q> {
    /// A fold over the lines that start in `[start, end)`. Formats that do not split are read from 0 to the end. What the question asks
    /// about content is compared here, because a segment keeps no bytes.
    pub fn new(trust: T, question: Q, format: Format, start: u64, end: u64) -> Fold<T, Q> {
        let from = start.saturating_sub(1);
        let segment = Segment { compared: question.borrow().mark().into_iter().collect(), ..Segment::default() };
        Fold {
            trust,
            question,
            format,
            start,
            end,
            at: from,
            line_start: from,
            line: Vec::new(),
            skipping: start > 0,
            overlong: false,
            whole: LeafHasher::new(),
            elements: Elements::default(),
            done: start >= end,
            segment,
            signers: BTreeMap::new(),
            chain_names: BTreeMap::new(),
        }
    }

    /// Offset of the first byte to push.
    pub fn from(&self) -> u64 {
        self.start.saturating_sub(1)
    }

    /// Takes the next bytes; false when this part needs no more.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        match self.format {
            Format::Bundle | Format::Table => self.push_lines(bytes),
            Format::Array => self.push_elements(bytes),
            Format::Receipt | Format::Checkpoint => {
                let room = (MAX_SMALL_FILE + 1).saturating_sub(self.line.len()).min(bytes.len());
                self.line.extend_from_slice(bytes.get(..room).unwrap_or_default());
            }
            Format::Unknown => self.whole.update(bytes),
            _ => {}
        }
        self.at += bytes.len() as u64;
        !self.done
    }

    /// Entry lines and bytes handled so far.
    pub fn progress(&self) -> (u64, u64) {
        (self.segment.entries(), self.at.saturating_sub(self.from()))
    }

    /// The segment of this part. `stream_ended` says that the last byte pushed was the last of the stream.
    pub fn finish(mut self, stream_ended: bool) -> Segment {
        match self.format {
            Format::Bundle | Format::Table if stream_ended && !self.done && !self.skipping && self.at > self.line_start => {
                let line = core::mem::take(&mut self.line);
                self.take_line(&line, true);
            }
            Format::Array => self.finish_array(stream_ended),
            Format::Receipt => self.finish_receipt(),
            Format::Checkpoint => self.finish_checkpoint(),
            Format::Unknown if self.at > 0 => {
                let leaf = core::mem::take(&mut self.whole).finish();
                let len = u32::try_from(self.at).unwrap_or(u32::MAX);
                self.segment.orphan(Orphan { offset: 0, len, leaves: alloc::vec![leaf], foreign: true });
            }
            _ => {}
        }
        self.segment
    }

    fn push_lines(&mut self, mut bytes: &[u8]) {
        let mut at = self.at;
        while !self.done {
            let Some(stop) = bytes.iter().position(|byte| *byte == b'\n') else {
                self.keep(bytes);
                return;
            };
            let (head, rest) = bytes.split_at(stop);
            at += stop as u64 + 1;
            bytes = rest.get(1..).unwrap_or_default();
            if self.skipping {
                self.skipping = false;
            } else if self.line.is_empty() && !self.overlong {
                self.take_line(head, false);
            } else {
                self.keep(head);
                let line = core::mem::take(&mut self.line);
                self.take_line(&line, false);
            }
            self.line.clear();
            self.overlong = false;
            self.line_start = at;
            self.done = at >= self.end;
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.skipping || self.overlong {
            return;
        }
        // One byte more than a line may have, for a carriage return.
        if self.line.len() + bytes.len() > MAX_LINE + 4 {
            self.overlong = true;
            self.line.clear();
        } else {
            self.line.extend_from_slice(bytes);
        }
    }

    fn push_elements(&mut self, bytes: &[u8]) {
        self.whole.update(bytes);
        let mut elements = core::mem::take(&mut self.elements);
        elements.push(bytes, &mut |piece| self.take_element(piece));
        self.elements = elements;
    }

    fn take_element(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Element { offset, bytes } => {
                self.wrapped(Wrapper::Array, (offset, bytes.len() as u32));
                self.line_start = offset;
                self.take_line(bytes, false);
            }
            Piece::Overlong { offset } => {
                self.segment.lines += 1;
                let why = format!("is longer than {MAX_LINE} bytes and was passed over");
                self.segment.fault(Code::LimitReached, Fault { offset, len: 0, why });
            }
        }
    }

    /// The whole of it may still be the entry of a foreign log that a receipt speaks about.
    fn finish_array(&mut self, stream_ended: bool) {
        let elements = core::mem::take(&mut self.elements);
        let (cut, closed) = elements.finish(&mut |piece| self.take_element(piece));
        // An array that holds records is a bundle and nothing else.
        if self.segment.logs.is_empty() && self.segment.records.is_empty() {
            let leaf = core::mem::take(&mut self.whole).finish();
            let len = u32::try_from(self.at).unwrap_or(u32::MAX);
            self.segment.orphan(Orphan { offset: 0, len, leaves: alloc::vec![leaf], foreign: true });
        }
        if !stream_ended {
            return;
        }
        if let Some((offset, bytes)) = cut {
            self.line_start = offset;
            self.take_line(&bytes, true);
        }
        if !closed && self.segment.torn.is_none() {
            let why = String::from("is not closed");
            self.segment.torn = Some(Fault { offset: self.at, len: 0, why });
        }
    }

    fn finish_receipt(&mut self) {
        let bytes = core::mem::take(&mut self.line);
        let fault = |why: String| Fault { offset: 0, len: bytes.len() as u64, why };
        if bytes.len() > MAX_SMALL_FILE {
            self.segment.fault(
                Code::LimitReached,
                fault(format!("belongs to a proof file longer than {MAX_SMALL_FILE} bytes, which was not read")),
            );
            return;
        }
        let receipt = match Receipt::parse(&bytes) {
            Ok(receipt) => receipt,
            Err(error) => {
                self.segment.fault(Code::CheckpointMalformed, fault(format!("belongs to a proof file whose {error}")));
                return;
            }
        };
        let place = (0, bytes.len() as u32);
        if let Some(extra) = &receipt.extra {
            match native::read_line(extra) {
                Line::Entry(entry) => self.add_entry(*entry, extra, extra, (0, extra.len() as u32)),
                _ => {
                    self.segment.orphan(Orphan { offset: 0, len: extra.len() as u32, leaves: alloc::vec![leaf_hash(extra)], foreign: true })
                }
            }
        }
        self.record(place, proof_record(None, receipt, true));
    }

    fn finish_checkpoint(&mut self) {
        let bytes = core::mem::take(&mut self.line);
        let len = bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(note) if note.len() <= MAX_SMALL_FILE => self.record((0, len as u32), RecordKind::Checkpoint(note)),
            _ => {
                let why = String::from("belongs to a checkpoint file that is too long or not UTF-8");
                self.segment.fault(Code::CheckpointMalformed, Fault { offset: 0, len, why });
            }
        }
    }
}

fn proof_record(leaf: Option<Hash>, receipt: Receipt, is_file: bool) -> RecordKind {
    let Receipt { extra, index, path, note } = receipt;
    RecordKind::Proof { leaf, index, path, note, extra: extra.filter(|_| is_file), receipt: is_file }
}
