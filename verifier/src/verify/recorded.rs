//! Checkpoints that a log records in its own entries (rule T5).
//!
//! Such a record counts only if its entry is proven, so it is read when everything is assembled, and everything is then assembled again
//! with it. It is as good as the same note standing in the input by itself: it may link and contradict, and is believed for its own
//! signatures and nothing else. A record of a size above its own position was no checkpoint the log could have had, and says nothing; one
//! of another origin is an event of this log, and no checkpoint of it.

use super::receipts::{self, Foreign, Unbound};
use crate::budget::{MAX_INDEX, MAX_RECORDED_ROUNDS};
use crate::finding::Code;
use crate::log::anchors::{Anchor, Anchors, fault_draft};
use crate::log::assemble::{self, Committed, Parts};
use crate::log::control::Control;
use crate::log::draft::Draft;
use crate::log::lines::Lines;
use crate::log::segment::Fault;
use crate::log::standing::Standing;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::trust::note::Note;
use crate::trust::policy::Trust;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What a log is put together from.
pub struct Site<'s> {
    /// Origin of the log.
    pub origin: &'s str,
    /// All streams.
    pub streams: &'s [Stream],
    /// Entries of foreign logs.
    pub foreign: &'s Foreign,
    /// Whom the reader trusts.
    pub trust: &'s Trust,
    /// Placeholders per position.
    pub stubs: &'s BTreeMap<u64, Vec<Hash>>,
    /// Sizes whose head the control records speak about.
    pub heads: &'s BTreeSet<u64>,
}

impl Site<'_> {
    /// Puts the log together, with every checkpoint that its proven entries record.
    pub fn assemble<'a>(&self, lines: Lines<'a>, anchors: Anchors) -> Committed<'a> {
        let mut log = self.once(lines, anchors);
        // Nearly always nothing is recorded that does not stand in the input anyway, and once is enough.
        for _ in 0..MAX_RECORDED_ROUNDS {
            let Recorded { notes, faults } = self.recorded(&log);
            if !log.anchors.record(notes, self.trust) {
                log.drafts.extend(faults);
                return log;
            }
            log = self.once(log.lines, log.anchors);
        }
        let message = format!(
            "The log records checkpoints inside entries that only other recorded checkpoints prove, {MAX_RECORDED_ROUNDS} times over; what lies beyond was not used."
        );
        log.drafts.push(Draft::new(Code::LimitReached, message));
        log
    }

    fn once<'a>(&self, lines: Lines<'a>, anchors: Anchors) -> Committed<'a> {
        let Unbound { inside, beside } = receipts::unbound(self.origin, &lines, &anchors, self.streams, self.foreign);
        let (stubs, heads) = (self.stubs.clone(), self.heads.clone());
        let parts = Parts { origin: String::from(self.origin), lines, anchors, stubs, unbound: inside, beside, heads };
        let mut log = assemble::assemble(parts, self.trust);
        log.drafts.extend(receipts::unseparated(self.origin, self.foreign));
        log
    }

    fn recorded(&self, log: &Committed<'_>) -> Recorded {
        let mut recorded = Recorded::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for heard in log.heard(|told| &told.controls).into_iter().filter(|heard| heard.standing == Standing::Proven) {
            let Control::Checkpoint { note: raw } = heard.said else { continue };
            let (seq, line) = (heard.seq, heard.line);
            if seen.contains(raw.as_str()) {
                continue;
            }
            let row = log.lines.row(line);
            let place = (log.lines.stream(line), row.offset, u64::from(row.len));
            let read = Note::parse(raw.as_bytes()).ok().and_then(|note| Some((self.trust.open(&note).ok()?, note)));
            match read {
                Some((opened, note)) => {
                    let checkpoint = &opened.checkpoint;
                    if checkpoint.origin == self.origin && checkpoint.size <= seq.min(MAX_INDEX) {
                        seen.insert(raw);
                        recorded.notes.push(Anchor { note, opened, place: Some(place), kept: false });
                    }
                }
                None => {
                    let why = format!("is entry {seq} and records a checkpoint that is none");
                    let fault = Fault { offset: place.1, len: place.2, why };
                    recorded.faults.push(fault_draft(Code::CheckpointMalformed, place.0, &fault).entries(seq, seq + 1));
                }
            }
        }
        recorded
    }
}

#[derive(Default)]
struct Recorded {
    notes: Vec<Anchor>,
    faults: Vec<Draft>,
}
