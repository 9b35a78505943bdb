//! Which positions a time range asks for, and whether its two edges are shut (unbroken-bundle, A range of time).
//!
//! Append times never go down in a log, so the entries of a time range are neighbours, and proven entries right before and right behind
//! them, the fences, show that there are no more. That is the log's own rule about times that are its own claims, and nothing stronger is
//! shown: no entry *that keeps to the rule* is outside. What is here is never put to that trust:
//!
//! - Every entry here that gives itself a time inside is asked for, wherever it stands.
//! - Of a stretch of entries that are not here or not proven, only the times of the proven entries around it are known. Between two times
//!   inside the range it is asked for; beyond both edges it is not; and if an edge may run through it, that edge is open. Where times go
//!   backwards, both neighbours count with the earlier and the later of their times, so a clock set back cannot hide an entry.
//! - Instead of a fence, these shut an edge: the log begins there; it is closed there by a proven record; everything in the stretch is
//!   erased, pruned or withheld on record, and then asked for; and behind the range a state that a quorum called the newest at a time so
//!   late that an entry written before the end of the range must have been in it, the allowed delay included.

use super::dating::{Brackets, claimed};
use super::records::Records;
use crate::log::assemble::Committed;
use crate::log::coverage::{Runs, Status};
use crate::log::time::{Time, TimeRange};
use crate::tree::hash::Hash;
use crate::trust::policy::Trust;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// What a time range asks for in one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The range.
    pub range: TimeRange,
    /// The positions asked for; for a range without entries its fences.
    pub asked: Runs,
    /// No entry here gives itself a time inside, and both edges are shut.
    pub empty: bool,
    /// Edges through which entries may be missing unnoticed.
    pub open: Vec<Edge>,
}

/// An edge that is not shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The time at which the range begins or ends.
    pub at: Time,
    /// Positions of which nobody can say on which side of the edge they lie; without an end where nothing follows.
    pub entries: (u64, Option<u64>),
}

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Sight<'s, 'a> {
    /// The log.
    pub log: &'s Committed<'a>,
    /// What proven records say.
    pub records: &'s Records,
    /// Placeholders per position.
    pub stubs: &'s BTreeMap<u64, Vec<Hash>>,
    /// What witnesses bound.
    pub brackets: &'s Brackets,
    /// Whom the reader trusts.
    pub trust: &'s Trust,
    /// How long after its append time an entry may still be absent from the witnessed state.
    pub delay_secs: u64,
}

/// Entries that are not here or not proven, between two that are, whose times are known.
#[derive(Clone, Copy)]
struct Stretch {
    start: u64,
    earliest: Option<Time>,
    latest: Option<Time>,
}

impl Sight<'_, '_> {
    /// Finds what `range` asks for.
    pub fn window(&self, range: TimeRange) -> Window {
        let mut window = Window { range, asked: Runs::default(), empty: false, open: Vec::new() };
        let mut fences = Runs::default();
        let mut before: Option<(u64, Time)> = None;
        for claim in claimed(self.log) {
            if range.contains(claim.at) {
                window.asked.add(claim.seq, claim.seq + 1);
            }
            if !claim.proven {
                continue;
            }
            self.stretch(before, Some((claim.seq, claim.at)), &mut window);
            // Where nothing lies inside: the last entry before the range, and the first behind it.
            if claim.at >= range.end() && before.is_none_or(|(_, at)| at < range.end()) {
                fences.add(before.map_or(claim.seq, |(seq, _)| seq), before.map_or(claim.seq, |(seq, _)| seq) + 1);
                fences.add(claim.seq, claim.seq + 1);
            }
            before = Some((claim.seq, claim.at));
        }
        self.stretch(before, None, &mut window);
        if let Some((seq, _)) = before.filter(|(_, at)| *at < range.start()) {
            fences.add(seq, seq + 1);
        }
        window.empty = window.asked.is_empty() && window.open.is_empty();
        if window.empty {
            window.asked = fences;
        }
        window
    }

    /// The entries between two proven ones.
    fn stretch(&self, before: Option<(u64, Time)>, after: Option<(u64, Time)>, window: &mut Window) {
        let start = before.map_or(0, |(seq, _)| seq + 1);
        let end = after.map(|(seq, _)| seq);
        if end == Some(start) {
            return;
        }
        let (earliest, latest) = match (before, after) {
            (Some((_, a)), Some((_, b))) => (Some(a.min(b)), Some(a.max(b))),
            (a, b) => (a.map(|(_, at)| at), b.map(|(_, at)| at)),
        };
        let stretch = Stretch { start, earliest, latest };
        let range = window.range;
        let begun = earliest.is_some_and(|earliest| earliest >= range.start());
        let over = latest.is_some_and(|latest| latest < range.end());
        if self.is_outside(&stretch, range) {
            return;
        }
        match end {
            Some(end) if (begun && over) || self.is_accounted(start, end) => window.asked.add(start, end),
            _ => {
                let edges = [(range.start(), begun), (range.end(), over)];
                let open = edges.into_iter().filter(|(_, shut)| !shut);
                window.open.extend(open.map(|(at, _)| Edge { at, entries: (start, end) }));
            }
        }
    }

    /// Whether by its neighbours, by a witnessed state or by the log's own end no entry of a stretch lies in the range.
    fn is_outside(&self, stretch: &Stretch, range: TimeRange) -> bool {
        let too_early = stretch.latest.is_some_and(|latest| latest < range.start());
        let too_late = stretch.earliest.is_some_and(|earliest| earliest >= range.end());
        let unseen = self.brackets.not_before(stretch.start);
        let witnessed_later = unseen.is_some_and(|bound| Time::from_secs(bound.secs).minus(self.delay_secs) >= range.end());
        let closed = self.records.closed.is_some_and(|close| close < stretch.start);
        too_early || too_late || witnessed_later || closed
    }

    /// Whether every position is accounted for although its time is not known: erased, pruned, withheld, or proven with a time that this
    /// format does not know.
    fn is_accounted(&self, start: u64, end: u64) -> bool {
        let log = self.log;
        let mut known = Runs::default();
        for recorded in [&self.records.erased, &self.records.pruned] {
            let mut at = start;
            for (from, to) in recorded.gaps(start, end) {
                known.add(at, from);
                at = to;
            }
            known.add(at, end);
        }
        let required = self.trust.required();
        for (seq, leaves) in self.stubs.range(start..end) {
            if log.values.apart_at(*seq, required).is_some_and(|value| leaves.contains(&value)) {
                known.add(*seq, seq + 1);
            }
        }
        for index in log.lines.range(start, end) {
            // A line that is here is judged as what it is; only without one does a record account for a position.
            let Some(place) = log.lines.places().get(index) else { continue };
            if log.status.get(index) != Some(&Status::Proven) {
                return false;
            }
            known.add(place.seq, place.seq + 1);
        }
        known.covers(start, end)
    }
}
