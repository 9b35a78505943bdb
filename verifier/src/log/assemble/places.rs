//! Status of every position with lines, and what each line is.

use super::{Places, Role, Work};
use crate::log::coverage::Status;
use crate::log::lines::LineRef;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

impl Work<'_, '_> {
    pub(super) fn is_proven(&self, seq: u64) -> bool {
        let required = self.trust.required();
        self.solver.shown_at(required).contains(seq)
            && self
                .contested
                .iter()
                .filter(|id| self.root(**id).is_some_and(|root| root.level >= required))
                .all(|id| self.shown_by.get(id).is_some_and(|shown| shown.contains(seq)))
    }

    /// Whether a tree of a trusted root holds the line.
    pub(super) fn is_shown(&self, line: LineRef) -> bool {
        let value = self.solver.tree_value(self.lines.row(line).seq).filter(|(_, level)| *level >= Level::Pinned);
        value.is_some_and(|(value, _)| self.lines.way(line, &value).is_some())
    }

    /// Status of every position with lines, and what each line is.
    pub(super) fn judge_places(&mut self, newest: Option<u64>, unbound: &BTreeMap<LineRef, (u64, Hash)>) -> Places {
        let mut out = Places { status: Vec::with_capacity(self.lines.places().len()), roles: BTreeMap::new(), compared: 0 };
        // From the top down, because what a line is depends on the line after it.
        for index in (0..self.lines.places().len()).rev() {
            let Some(place) = self.lines.places().get(index).copied() else { continue };
            let seq = place.seq;
            let all = self.lines.of(place);
            // A line that other evidence shows is judged as such, whatever became of the receipt that came with it.
            let bound: Vec<LineRef> = all.iter().filter(|line| !unbound.contains_key(line) || self.is_shown(**line)).copied().collect();
            let older = newest.is_some_and(|size| seq < size);
            let status = if bound.is_empty() { Status::Suspect } else { self.judge_place(seq, &bound, older, &mut out) };
            let contested = !self.contested.is_empty() && status != Status::Proven;
            let status = if contested || self.disputed.contains(seq) { Status::Disputed } else { status };
            out.status.push(status);
        }
        out.status.reverse();
        out
    }

    pub(super) fn judge_place(&self, seq: u64, lines: &[LineRef], older: bool, out: &mut Places) -> Status {
        let tree = self.solver.tree_value(seq);
        let chained = self.solver.chained_value(seq);
        let holds = |value: &Hash| lines.iter().filter(|line| self.lines.way(**line, value).is_some()).copied().collect::<Vec<_>>();
        if let Some((value, level)) = tree
            && (level >= Level::Pinned || !holds(&value).is_empty())
        {
            out.compared += 1;
            let holders = holds(&value);
            for line in lines.iter().filter(|line| !holders.contains(line)) {
                out.roles.insert(*line, if holders.is_empty() { Role::Differs(value) } else { Role::Impostor(value) });
            }
            if holders.is_empty() {
                return Status::Altered;
            }
            for line in &holders {
                self.note_reading(*line, &value, out);
            }
            if lines.len() > holders.len() && level < Level::Pinned {
                return self.rivals(lines, out);
            }
            return if self.is_proven(seq) { Status::Proven } else { Status::Committed };
        }
        if let Some((value, level)) = chained
            && level >= Level::Pinned
        {
            let holders = holds(&value);
            if holders.is_empty() {
                out.roles.extend(lines.iter().map(|line| (*line, Role::Differs(value))));
                return Status::Altered;
            }
            if holders.len() < lines.len() {
                return self.rivals(lines, out);
            }
            holders.iter().for_each(|line| self.note_reading(*line, &value, out));
            return if self.suspect.contains(seq) { Status::Suspect } else { Status::Chained };
        }
        // A pinned signature on the entry after it, unless that entry itself differs from a known value.
        let differs = |line: &&LineRef| matches!(out.roles.get(line), Some(Role::Differs(_) | Role::Impostor(_)));
        let successors: Vec<LineRef> = self.lines.at(seq + 1).iter().filter(|line| !differs(line)).copied().collect();
        let signed: Vec<Hash> =
            successors.iter().filter(|line| self.lines.valid_way(**line).is_some()).filter_map(|line| self.lines.prev(*line)).collect();
        if lines.len() > 1 && !self.one_reading(lines) {
            return self.rivals(lines, out);
        }
        if let Some(value) = signed.first()
            && signed.iter().all(|other| other == value)
            && holds(value).is_empty()
        {
            out.roles.extend(lines.iter().map(|line| (*line, Role::Differs(*value))));
            return Status::Altered;
        }
        let names: BTreeSet<Hash> = successors.iter().filter_map(|next| self.lines.prev(*next)).collect();
        for line in lines {
            let named = self.lines.ways(*line).map(|way| way.leaf).find(|leaf| names.contains(leaf));
            let value = named.or_else(|| self.lines.valid_way(*line).map(|way| way.leaf));
            if let Some(value) = value {
                self.note_reading(*line, &value, out);
            }
        }
        if self.suspect.contains(seq) {
            Status::Suspect
        } else if older {
            Status::Unproven
        } else {
            Status::Uncovered
        }
    }

    /// Remembers the reading of a line when it is not the received bytes.
    pub(super) fn note_reading(&self, line: LineRef, value: &Hash, out: &mut Places) {
        if self.lines.row(line).leaf != *value {
            out.roles.insert(line, Role::Held(*value));
        }
    }

    /// Whether all lines of a position can be read as the same entry.
    pub(super) fn one_reading(&self, lines: &[LineRef]) -> bool {
        lines
            .first()
            .is_some_and(|first| self.lines.ways(*first).any(|way| lines.iter().all(|line| self.lines.way(*line, &way.leaf).is_some())))
    }

    pub(super) fn rivals(&self, lines: &[LineRef], out: &mut Places) -> Status {
        out.roles.extend(lines.iter().map(|line| (*line, Role::Rival)));
        Status::Conflict
    }
}
