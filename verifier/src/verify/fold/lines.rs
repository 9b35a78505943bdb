//! One line of a stream: what kind it is, and what an export put around it.

use super::{Fold, proof_record};
use crate::budget::MAX_LINE;
use crate::finding::Code;
use crate::format::native::{self, Line};
use crate::input::Format;
use crate::json::{self, JsonFaultKind};
use crate::log::repair;
use crate::log::segment::{Fault, Orphan, Record, RecordKind};
use crate::tree::merkle::leaf_hash;
use crate::trust::note::Note;
use crate::trust::policy::Trust;
use crate::verdict::question::Question;
use crate::wrapper::{self, Wrapper};
use alloc::format;
use alloc::string::String;
use core::borrow::Borrow;

impl<T: Borrow<Trust>, Q: Borrow<Question>> Fold<T, Q> {
    pub(super) fn take_line(&mut self, received: &[u8], last: bool) {
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

    pub(super) fn wrapped(&mut self, kind: Wrapper, (offset, len): (u64, u32)) {
        self.segment.wrapped.entry(kind).or_default().push(Fault { offset, len: u64::from(len), why: String::new() });
    }

    pub(super) fn record(&mut self, (offset, len): (u64, u32), kind: RecordKind) {
        self.segment.records.push(Record { offset, len, kind });
    }

    fn add_orphan(&mut self, received: &[u8], bare: &[u8], (offset, len): (u64, u32), foreign: bool) {
        let mut leaves = alloc::vec![leaf_hash(received)];
        if bare.len() != received.len() {
            leaves.push(leaf_hash(bare));
        }
        self.segment.orphan(Orphan { offset, len, leaves, foreign });
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
