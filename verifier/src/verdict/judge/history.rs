//! Kept checkpoints, quorum and rollback; order, repetition, identity and time.

use super::{Bench, several};
use crate::finding::{Code, Evidence};
use crate::log::assemble::Role;
use crate::log::coverage::{Runs, Status};
use crate::log::draft::Draft;
use crate::log::lines::{LineRef, Place};
use crate::log::segment::Row;
use crate::log::time::Time;
use crate::trust::policy::Level;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::num::NonZeroU64;

impl Bench<'_, '_> {
    /// Kept checkpoints, quorum, rollback.
    pub(super) fn judge_kept(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let roots = &self.log.anchors.roots;
        let proven: Vec<u64> = self
            .log
            .lines
            .places()
            .iter()
            .zip(status)
            .filter(|(_, status)| **status == Status::Proven)
            .map(|(place, _)| place.seq)
            .collect();
        let asked_proven: Vec<u64> = proven.iter().copied().filter(|seq| self.asked.runs.contains(*seq)).collect();
        let mut largest_kept = 0;
        for (id, root) in roots.iter().enumerate().filter(|(_, root)| root.kept) {
            largest_kept = largest_kept.max(root.size);
            let shown = self.log.values.shown_by.get(&id);
            let under_pin = !asked_proven.is_empty() && asked_proven.iter().all(|seq| shown.is_some_and(|shown| shown.contains(*seq)));
            let contradicts = self.log.contested.contains(&id) || self.log.dropped.contains(&id);
            if contradicts || under_pin || self.log.values.connected.contains(&id) || !self.has_anything() {
                continue;
            }
            let message = format!(
                "No proof links the checkpoint of size {} that you kept to this input. Ask for the proof of entry {} under a newer checkpoint.",
                root.size,
                root.size - 1
            );
            drafts.push(Draft::new(Code::PinNotComparable, message).entries(0, root.size));
        }
        let newest_in_input = roots
            .iter()
            .enumerate()
            .filter(|(id, root)| root.in_input && root.level >= Level::Pinned && !self.log.dropped.contains(id))
            .map(|(_, root)| root.size)
            .max();
        if let Some(newest) = newest_in_input {
            let mut shown = Runs::default();
            proven.iter().for_each(|seq| shown.add(*seq, seq + 1));
            // An asked position between the two sizes that is not proven; there is none unless the kept one is larger and more is asked.
            let unproven = self.asked.runs.iter().any(|(start, end)| !shown.gaps(start.max(newest), end.min(largest_kept)).is_empty());
            if self.asked.explicit && unproven && !self.partial {
                let message = format!("You kept a checkpoint over {largest_kept} entries; the newest one here covers {newest}.");
                let kept = roots.iter().filter(|root| root.kept && root.size == largest_kept);
                let here = roots.iter().filter(|root| root.in_input && root.size == newest);
                let evidence: Vec<_> = kept
                    .chain(here)
                    .filter_map(|root| self.log.anchors.best_note(root))
                    .map(|anchor| Evidence::Note(anchor.note.raw.clone()))
                    .collect();
                drafts.push(
                    Draft::new(Code::Rollback, message)
                        .entries(newest, largest_kept)
                        .values(largest_kept.to_string(), newest.to_string())
                        .evidence(evidence),
                );
            }
        }
        if self.trust.required() == Level::Witnessed {
            let covers = |level: Level| {
                roots
                    .iter()
                    .enumerate()
                    .filter(|(id, root)| root.level >= level && !self.log.dropped.contains(id))
                    .map(|(_, root)| root.size)
                    .max()
                    .unwrap_or(0)
            };
            let (pinned, witnessed) = (covers(Level::Pinned), covers(Level::Witnessed));
            let (start, end) = (witnessed, pinned);
            if self.asked.runs.touches(start, end) && self.log.lines.count(start, end) > 0 {
                let message = format!(
                    "A checkpoint over {pinned} entries is signed by the log, and the cosignatures your policy asks for ({}) are not there.",
                    self.trust.quorum_words()
                );
                drafts.push(Draft::new(Code::QuorumUnmet, message).entries(start, end));
            }
        }
    }

    pub(super) fn has_anything(&self) -> bool {
        !self.log.lines.places().is_empty() || self.log.anchors.roots.iter().any(|root| root.in_input)
    }

    /// Order, repetition, identity and time.
    pub(super) fn judge_order(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let lines = &self.log.lines;
        let mut backwards = 0u64;
        let mut first = None;
        let repeated: BTreeSet<LineRef> = lines.repeated.iter().copied().collect();
        for (index, source) in lines.sources().iter().enumerate() {
            let mut before: Option<&Row> = None;
            for (number, row) in source.rows.iter().enumerate() {
                if repeated.contains(&LineRef::new(index, number)) {
                    continue;
                }
                if before.is_some_and(|before| row.seq < before.seq) {
                    backwards += 1;
                    first.get_or_insert((source.stream, row));
                }
                before = Some(row);
            }
        }
        if let Some((stream, row)) = first {
            let message = format!(
                "{} after a later one in the file; they were sorted by position.",
                several(backwards, "entry stands", "entries stand")
            );
            drafts.push(Draft::new(Code::OutOfOrder, message).count(backwards).bytes(stream, row.offset, u64::from(row.len)));
        }
        if let Some(line) = lines.repeated.iter().copied().min() {
            let count = lines.repeated.len() as u64;
            let message = format!("{} of another, byte for byte.", several(count, "line is a repetition", "lines are repetitions"));
            drafts.push(self.at(line, Draft::new(Code::LineRepeated, message)).count(count));
        }
        let genuine = |place: &Place| lines.of(*place).iter().find(|line| matches!(self.log.roles.get(line), None | Some(Role::Held(_))));
        // Each id with the index of its place.
        let mut ids: Vec<(NonZeroU64, u32)> = Vec::with_capacity(lines.places().len());
        let mut latest: Option<(u64, Time)> = None;
        for ((place, held), index) in lines.places().iter().zip(status).zip(0..) {
            let Some(line) = genuine(place).filter(|_| !matches!(held, Status::Altered)) else { continue };
            let row = lines.row(*line);
            ids.extend(row.id.map(|id| (id, index)));
            if matches!(held, Status::Proven | Status::Chained | Status::Committed | Status::Uncovered)
                && let Some(at) = row.at
            {
                if let Some((seq, before)) = latest
                    && at < before
                {
                    let message = format!("Entry {} claims an earlier time than entry {seq} before it.", place.seq);
                    drafts.push(self.at(*line, Draft::new(Code::TimeBackwards, message)).entries(seq, place.seq + 1));
                }
                latest = Some((place.seq, at));
            }
        }
        ids.sort_unstable();
        for pair in ids.windows(2) {
            let [(a, first), (b, again)] = pair else { continue };
            let place = |index: &u32| lines.places().get(*index as usize);
            let (Some(first), Some(again)) = (place(first).filter(|_| a == b), place(again)) else { continue };
            let Some(line) = genuine(again) else { continue };
            let message = format!("Entries {} and {} carry the same id.", first.seq, again.seq);
            drafts.push(self.at(*line, Draft::new(Code::IdRepeated, message)).entries(first.seq, again.seq + 1));
        }
        // No entry above it is committed but under such a state; a tree that anyone can make commits the log to nothing.
        if let Some((close, size)) = self.records.closed.zip(self.log.newest).filter(|(close, size)| *size > close + 1) {
            let message = format!("Entry {close} closed the log, and entries after it are committed.");
            drafts.push(Draft::new(Code::EntryAfterClose, message).entries(close + 1, size));
        }
    }
}
