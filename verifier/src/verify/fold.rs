//! Reads one part of one stream into a [`Segment`].
//!
//! A part `[start, end)` handles the lines that *start* in it: it skips to the first line feed at or after `start - 1`, and reads on past
//! `end` to finish its last line. The host pushes consecutive bytes; how it cuts them changes nothing.

use super::beside;
use crate::budget::{MAX_LINE, MAX_SMALL_FILE};
use crate::deceptive;
use crate::finding::Code;
use crate::format::array::{Elements, Piece};
use crate::format::native::{self, Line};
use crate::format::receipt::Receipt;
use crate::input::Format;
use crate::json::{self, JsonFaultKind};
use crate::log::entry::{self, Entry, Sealed};
use crate::log::hits::Hit;
use crate::log::repair::{self, Repair, Text};
use crate::log::segment::{self, ChainLink, Fault, Orphan, Reading, Record, RecordKind, Row, Rows, Seal, Segment};
use crate::tree::hash::Hash;
use crate::tree::merkle::{LeafHasher, leaf_hash};
use crate::trust::note::{Note, PublicKey};
use crate::trust::policy::Trust;
use crate::verdict::expect::{Content, TRACE};
use crate::verdict::question::Question;
use crate::wrapper::{self, Wrapper};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use ed25519_dalek::{Signature, VerifyingKey};

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

    fn take_line(&mut self, received: &[u8], last: bool) {
        self.segment.lines += 1;
        let offset = self.line_start;
        if self.overlong || received.len() > MAX_LINE + 4 {
            let why = format!("is longer than {MAX_LINE} bytes and was passed over");
            self.segment.fault(Code::LimitReached, Fault { offset, len: 0, why });
            return;
        }
        let bare = if offset == 0 { repair::strip(received) } else { repair::trim(received) };
        let place = (offset, received.len() as u32);
        let line = native::read_line(bare);
        if bare.len() != received.len() && !matches!(line, Line::Blank) {
            self.segment.line_ends.push(Fault { offset, len: u64::from(place.1), why: String::new() });
        }
        if !is_readable(&line) && self.take_wrapped(received, bare, place) {
            return;
        }
        self.take_read(line, received, bare, place, last);
    }

    fn take_read(&mut self, line: Line, received: &[u8], bare: &[u8], place: (u64, u32), last: bool) {
        let (offset, len) = place;
        let is_record =
            matches!(line, Line::Proof { .. } | Line::Checkpoint(_) | Line::Stub { .. } | Line::Disclosure(_) | Line::Header(_));
        if is_record && native::has_stranger(bare) {
            let why = String::from("has a member that records of its kind do not have, and nothing vouches for it");
            self.segment.fault(Code::DataUncovered, Fault { offset, len: u64::from(len), why });
        }
        match line {
            Line::Blank => {}
            Line::Entry(entry) => self.add_entry(*entry, received, bare, place),
            Line::Fault { code, why, .. } => {
                let fault = Fault { offset, len: u64::from(len), why };
                if last && code == Code::LineUnreadable {
                    self.segment.torn = Some(fault);
                } else {
                    self.segment.fault(code, fault);
                }
                self.add_orphan(received, bare, place, false);
            }
            Line::Other => {
                let why = String::from("is a JSON object of no kind that this format knows");
                self.segment.fault(Code::DataUncovered, Fault { offset, len: u64::from(len), why });
                self.add_orphan(received, bare, place, true);
            }
            Line::Proof { leaf, receipt } => self.record(place, proof_record(Some(leaf), receipt, false)),
            Line::Checkpoint(note) => self.record(place, RecordKind::Checkpoint(note)),
            Line::Stub { log, seq, leaf } => self.record(place, RecordKind::Stub { log, seq, leaf }),
            Line::Disclosure(text) => self.record(place, RecordKind::Disclosure(text)),
            Line::Header(header) => self.record(place, header.into()),
        }
    }

    /// A line that is nothing as it stands, read out of what an export put around it; false if there is nothing inside either. Repairs
    /// never run on a line with a repeated name.
    fn take_wrapped(&mut self, received: &[u8], bare: &[u8], place: (u64, u32)) -> bool {
        if repeats_a_name(bare) {
            return false;
        }
        if wrapper::is_punctuation(bare) || (self.format == Format::Table && place.0 == 0 && wrapper::is_heading(bare)) {
            self.wrapped(Wrapper::Array, place);
            return true;
        }
        // A stretch of the line: it is received as it stands.
        let inner = wrapper::narrow(bare);
        let inside = (place.0 + wrapper::place_of(inner, received) as u64, inner.len() as u32);
        if inner.len() != bare.len() && !inner.is_empty() {
            let line = native::read_line(inner);
            if is_readable(&line) {
                self.wrapped(Wrapper::Array, place);
                self.take_read(line, inner, inner, inside, false);
                return true;
            }
        }
        let trimmed = (place.0 + wrapper::place_of(bare, received) as u64, bare.len() as u32);
        for kind in Wrapper::REWRITING {
            let (outer, place) = if kind == Wrapper::Column { (inner, inside) } else { (bare, trimmed) };
            let Some(text) = kind.unwrap(outer) else { continue };
            match native::read_line(&text) {
                Line::Entry(entry) => self.add_unwrapped(*entry, kind, outer, &text, place),
                line if is_readable(&line) => self.take_read(line, &text, &text, place, false),
                _ => continue,
            }
            self.wrapped(kind, place);
            return true;
        }
        false
    }

    fn wrapped(&mut self, kind: Wrapper, (offset, len): (u64, u32)) {
        self.segment.wrapped.entry(kind).or_default().push(Fault { offset, len: u64::from(len), why: String::new() });
    }

    fn record(&mut self, (offset, len): (u64, u32), kind: RecordKind) {
        self.segment.records.push(Record { offset, len, kind });
    }

    fn add_orphan(&mut self, received: &[u8], bare: &[u8], (offset, len): (u64, u32), foreign: bool) {
        let mut leaves = alloc::vec![leaf_hash(received)];
        if bare.len() != received.len() {
            leaves.push(leaf_hash(bare));
        }
        self.segment.orphan(Orphan { offset, len, leaves, foreign });
    }

    fn add_entry(&mut self, entry: Entry, received: &[u8], bare: &[u8], (offset, len): (u64, u32)) {
        let mut others: Vec<(Repair, Vec<u8>)> = Vec::new();
        if bare.len() != received.len() {
            others.push((Repair::LineEnd, bare.to_vec()));
        }
        if let Some(canonical) = repair::canonical(bare).filter(|canonical| canonical != bare) {
            others.push((Repair::Reencoded, canonical));
        }
        let key = entry.by.as_deref().and_then(|label| writer_key(self.trust.borrow(), label, &entry));
        let seal = if bare.len() == received.len() { seal_of(&entry.sealed, bare, key) } else { unfit(&entry.sealed, key) };
        // Whether COPY text doubled its backslashes cannot be seen on a line that is an entry either way.
        let halved = wrapper::halved(bare).and_then(|text| same_entry(&entry, text));
        others.extend(halved.iter().map(|(text, _)| (Repair::Halved, text.clone())));
        let others = others.into_iter().map(|(repair, bytes)| Other::new(repair, bytes, key)).collect();
        let row = self.add_row(&entry, Received { bytes: received, offset, len, seal }, others);
        self.tell(row, entry, bare, Text::Plain);
        if let Some((text, entry)) = halved {
            self.tell(row, entry, &text, Text::Halved);
        }
    }

    /// An entry that was read out of its wrapping: the received bytes are none, so only a reading can be believed.
    fn add_unwrapped(&mut self, entry: Entry, kind: Wrapper, received: &[u8], text: &[u8], (offset, len): (u64, u32)) {
        let mut others = alloc::vec![(Repair::Unwrapped(kind), text.to_vec())];
        if let Some(canonical) = repair::canonical(text).filter(|canonical| canonical != text) {
            others.push((Repair::UnwrappedReencoded(kind), canonical));
        }
        let key = entry.by.as_deref().and_then(|label| writer_key(self.trust.borrow(), label, &entry));
        let seal = unfit(&entry.sealed, key);
        let others = others.into_iter().map(|(repair, bytes)| Other::new(repair, bytes, key)).collect();
        let row = self.add_row(&entry, Received { bytes: received, offset, len, seal }, others);
        self.tell(row, entry, text, Text::Plain);
    }

    /// Adds the row of an entry with its other readings; its index.
    fn add_row(&mut self, entry: &Entry, received: Received<'_>, others: Vec<Other>) -> u32 {
        let rows = self.segment.logs.entry(entry.log.clone()).or_default();
        let signer = match (&entry.sealed, &entry.by) {
            (Sealed::Not, _) | (_, None) => None,
            // Nearly always the signer of the line before.
            (_, Some(label)) if rows.signers.last() == Some(label) => Some((rows.signers.len() - 1) as u32),
            (_, Some(label)) => {
                let known = self.signers.entry(entry.log.clone()).or_default();
                Some(*known.entry(label.clone()).or_insert_with(|| segment::add(&mut rows.signers, label)))
            }
        };
        let row = rows.rows.len() as u32;
        rows.rows.push(Row {
            seq: entry.seq,
            offset: received.offset,
            len: received.len,
            leaf: leaf_hash(received.bytes),
            prev: entry.prev,
            seal: received.seal,
            signer,
            at: entry.at,
            id: entry.id.as_deref().map(short_hash),
        });
        for Other { repair, bytes, seal } in others {
            if repair.text() == Text::Canonical {
                let content = Content { log: &entry.log, id: entry.id.as_deref(), at: entry.at, line: &bytes };
                compare(self.question.borrow(), rows, row, &content, Text::Canonical);
            }
            rows.readings.push(Reading { row, repair, leaf: leaf_hash(&bytes), seal });
        }
        row
    }

    /// Remembers what one text of a row says besides its place.
    fn tell(&mut self, row: u32, entry: Entry, line: &[u8], text: Text) {
        let rows = self.segment.logs.entry(entry.log.clone()).or_default();
        let question: &Question = self.question.borrow();
        let content = Content { log: &entry.log, id: entry.id.as_deref(), at: entry.at, line };
        compare(question, rows, row, &content, text);
        let correlation = beside::correlation(line, question.trace.as_deref());
        if correlation.is_some_and(|(_, asked)| asked) {
            rows.hits.push(row, Hit { slot: TRACE, text });
        }
        let link = entry.chain.map(|chain| {
            let Some(chain) = chain else { return ChainLink { name: None, seq: 0, prev: Hash::ZERO } };
            let known = self.chain_names.entry(entry.log.clone()).or_default();
            let name = known.get(&chain.name).copied().unwrap_or_else(|| {
                let name = segment::add(&mut rows.chain_names, &chain.name);
                known.insert(chain.name.clone(), name);
                name
            });
            ChainLink { name: Some(name), seq: chain.seq, prev: chain.prev }
        });
        let rule = if line.len() > MAX_LINE { Some("is longer than 1 MiB") } else { entry.breaks };
        let told = if text == Text::Halved { &mut rows.halved } else { &mut rows.plain };
        told.correlations.extend(correlation.map(|(mark, _)| (row, mark)));
        told.controls.extend(entry.control.map(|control| (row, control)));
        told.attachments.extend(entry.attachments.into_iter().map(|attachment| (row, attachment)));
        told.chains.extend(link.map(|link| (row, link)));
        told.redactables.extend(entry.redactable.into_iter().map(|redactable| (row, redactable)));
        told.breaks.extend(rule.map(|rule| (row, String::from(rule))));
        told.deceptive.extend(deceptive::first(line).map(|found| (row, found)));
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

/// The received bytes of an entry line, and where they stand.
struct Received<'l> {
    bytes: &'l [u8],
    offset: u64,
    len: u32,
    seal: Seal,
}

/// Another reading of an entry line.
struct Other {
    repair: Repair,
    bytes: Vec<u8>,
    seal: Seal,
}

impl Other {
    fn new(repair: Repair, bytes: Vec<u8>, key: Option<Pinned<'_>>) -> Other {
        let seal = match json::scan(&bytes).map(|scan| native::read_scanned(&bytes, &scan)) {
            Ok(Line::Entry(read)) => seal_of(&read.sealed, &bytes, key),
            _ => Seal::Absent,
        };
        Other { repair, bytes, seal }
    }
}

/// Whether a line is a record as it stands, or nothing at all. A checkpoint whose note is none may have been escaped on the way.
fn is_readable(line: &Line) -> bool {
    match line {
        Line::Fault { .. } | Line::Other => false,
        Line::Checkpoint(note) => Note::parse(note.as_bytes()).is_ok(),
        _ => true,
    }
}

fn repeats_a_name(line: &[u8]) -> bool {
    json::scan(line).is_err_and(|fault| fault.kind == JsonFaultKind::DuplicateName)
}

/// Another reading of an entry, if it is an entry of the same place by the same writer: one that named another place would let whoever
/// wraps a line choose what it is taken for.
fn same_entry(entry: &Entry, text: Vec<u8>) -> Option<(Vec<u8>, Entry)> {
    match native::read_line(&text) {
        Line::Entry(other)
            if (&other.log, other.seq, other.prev, other.at, &other.by, &other.id)
                == (&entry.log, entry.seq, entry.prev, entry.at, &entry.by, &entry.id) =>
        {
            Some((text, *other))
        }
        _ => None,
    }
}

/// Remembers which rules about content one text of a row fits.
fn compare(question: &Question, rows: &mut Rows, row: u32, content: &Content<'_>, text: Text) {
    let Some(events) = &question.events else { return };
    let found = events.find(content);
    for slot in found.slots {
        rows.hits.push(row, Hit { slot, text });
    }
    for (slot, spelling) in found.spellings {
        rows.hits.spell(row, Hit { slot, text }, spelling);
    }
}

fn proof_record(leaf: Option<Hash>, receipt: Receipt, is_file: bool) -> RecordKind {
    let Receipt { extra, index, path, note } = receipt;
    RecordKind::Proof { leaf, index, path, note, extra: extra.filter(|_| is_file), receipt: is_file }
}

fn short_hash(text: &str) -> u64 {
    let Hash(bytes) = Hash::of(text.as_bytes());
    bytes.iter().take(8).fold(0, |value, byte| value << 8 | u64::from(*byte))
}

/// The signature of bytes that are not a line in the form the format asks for (a carriage return behind the suffix).
fn unfit(sealed: &Sealed, key: Option<Pinned<'_>>) -> Seal {
    match (sealed, key) {
        (Sealed::Not, _) => Seal::Absent,
        (_, None) => Seal::Unpinned,
        _ => Seal::Invalid,
    }
}

/// Judges the signature of exactly these bytes; entries are verified strictly (RFC 8032, no small-order points, S reduced).
fn seal_of(sealed: &Sealed, line: &[u8], key: Option<Pinned<'_>>) -> Seal {
    match (sealed, key) {
        (Sealed::Not, _) => Seal::Absent,
        (Sealed::Malformed, None) | (Sealed::Signature(_), None) => Seal::Unpinned,
        (Sealed::Malformed, Some(_)) => Seal::Invalid,
        (Sealed::Signature(bytes), Some(pinned)) => {
            let message = entry::signed_message(line);
            let signature = Signature::from_bytes(bytes);
            if pinned.key.verify_strict(&message, &signature).is_ok() {
                pinned.if_valid
            } else if is_weak(bytes) {
                Seal::Weak
            } else {
                Seal::Invalid
            }
        }
    }
}

/// S at or above the group order, or R of small order or not canonical.
fn is_weak(signature: &[u8; 64]) -> bool {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0x10,
    ];
    let (r, s) = signature.split_at(32);
    let unreduced = s.iter().rev().cmp(ORDER.iter().rev()) != core::cmp::Ordering::Less;
    // A point that cannot be decoded at all is simply a wrong signature.
    let small_order = <&[u8; 32]>::try_from(r).is_ok_and(|r| VerifyingKey::from_bytes(r).is_ok_and(|point| point.is_weak()));
    unreduced || small_order
}

/// A pinned key, and what a valid signature by it is worth at the position in question.
#[derive(Clone, Copy)]
struct Pinned<'t> {
    key: &'t VerifyingKey,
    if_valid: Seal,
}

/// The pinned key of the writer that a line names, if the reader lets it write to this log.
fn writer_key<'t>(trust: &'t Trust, label: &str, entry: &Entry) -> Option<Pinned<'t>> {
    let ranges = || trust.writers.iter().filter(|writer| writer.may_write(label, &entry.log));
    let PublicKey::Entry(key) = &ranges().next()?.vkey.key else { return None };
    let if_valid = if ranges().any(|writer| writer.covers(entry.seq)) { Seal::Valid } else { Seal::OutOfRange };
    Some(Pinned { key, if_valid })
}
