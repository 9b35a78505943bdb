//! When: the times that entries give themselves, and the bounds that witnesses set (rules T2 and T3).
//!
//! The time inside an entry is a claim of its writer. A cosignature is not: its witness says that at this time this was the newest state it
//! had seen. So a state that a quorum cosigned bounds every entry in its tree from above, and every later entry from below. A state counts
//! only if nothing contradicts it; from above for the entries shown in its own tree, from below if anything here was shown to belong to it.

use crate::log::anchors::Anchors;
use crate::log::assemble::{Committed, Role, Values};
use crate::log::coverage::{Runs, Status};
use crate::log::lines::LineRef;
use crate::log::solve::RootId;
use crate::log::time::Time;
use crate::trust::policy::{Level, Opened};
use alloc::vec::Vec;

/// A bound, and the note whose cosignatures set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Seconds since 1970.
    pub secs: u64,
    /// Index into [`Anchors::notes`].
    pub note: usize,
}

/// The bounds of every position of a log.
#[derive(Clone, Debug, Default)]
pub struct Brackets {
    /// Positions `[start, end)` and by when a quorum had seen them; ascending, without overlap.
    above: Vec<(u64, u64, Bound)>,
    /// Sizes and from when on a quorum had seen nothing beyond; both ascending.
    below: Vec<(u64, Bound)>,
    /// Until when a quorum still called the newest witnessed state the newest.
    newest: Option<Bound>,
}

impl Brackets {
    /// The bounds that the witnessed states of a log set.
    pub fn of(log: &Committed<'_>) -> Brackets {
        let usable = |id: &RootId| !log.dropped.contains(id) && !log.contested.contains(id);
        Brackets::new(&log.anchors, &log.values, usable)
    }

    fn new(anchors: &Anchors, values: &Values, usable: impl Fn(&RootId) -> bool) -> Brackets {
        let mut brackets = Brackets::default();
        let mut seen: Vec<(Bound, RootId)> = Vec::new();
        let mut below: Vec<(u64, Bound)> = Vec::new();
        let mut larger: Vec<(u64, u64)> = Vec::new();
        for (id, root) in anchors.roots.iter().enumerate().filter(|(id, root)| root.level == Level::Witnessed && usable(id)) {
            let bounds = |time: fn(&Opened) -> Option<u64>| {
                let witnessed = root.notes.iter().filter_map(|note| Some((*note, anchors.notes.get(*note)?)));
                let witnessed = witnessed.filter(|(_, anchor)| anchor.opened.level == Level::Witnessed);
                witnessed.filter_map(move |(note, anchor)| Some(Bound { secs: time(&anchor.opened)?, note }))
            };
            seen.extend(bounds(|opened| opened.known_by).min_by_key(|bound| bound.secs).map(|bound| (bound, id)));
            // Roots are sorted by size, so the last one seen here is the newest. A state that is cosigned again later is as fresh as that.
            brackets.newest = bounds(|opened| opened.not_before).max_by_key(|bound| bound.secs).or(brackets.newest);
            let belongs = values.extended.contains(&id) || values.shown_by.get(&id).is_some_and(|shown| !shown.is_empty());
            // Cosigned again, an old state would make honest entries look backdated that wait for the next one: its first time counts.
            let first = bounds(|opened| opened.not_before).min_by_key(|bound| bound.secs);
            below.extend(first.filter(|_| belongs).map(|bound| (root.size, bound)));
            larger.push((root.size, bounds(|opened| opened.known_by).map(|bound| bound.secs).min().unwrap_or(u64::MAX)));
        }
        // Per size from here on: by when a quorum had seen a larger one. A witness that lags behind calls a state the newest when others of a quorum had seen more; then it bounds nothing from below.
        let mut earliest = u64::MAX;
        for (_, known_by) in larger.iter_mut().rev() {
            earliest = earliest.min(core::mem::replace(known_by, earliest));
        }
        for (size, bound) in below {
            let next = larger.partition_point(|(other, _)| *other < size);
            let overtaken = larger.get(next).is_some_and(|(_, seen_more)| *seen_more < bound.secs);
            if !overtaken && brackets.below.last().is_none_or(|(_, held)| held.secs < bound.secs) {
                brackets.below.push((size, bound));
            }
        }
        // The earliest first, and each later one only where no earlier one speaks.
        seen.sort_by_key(|(bound, id)| (bound.secs, *id));
        let mut covered = Runs::default();
        for (bound, id) in seen {
            for (start, end) in values.shown_by.get(&id).iter().flat_map(|shown| shown.iter()) {
                brackets.above.extend(covered.gaps(start, end).into_iter().map(|(from, to)| (from, to, bound)));
                covered.add(start, end);
            }
        }
        brackets.above.sort_unstable_by_key(|(start, _, _)| *start);
        brackets
    }

    /// By when a quorum had seen the entry at a position.
    pub fn known_by(&self, seq: u64) -> Option<Bound> {
        let (_, end, bound) = self.above.get(self.above.partition_point(|(start, _, _)| *start <= seq).checked_sub(1)?)?;
        (seq < *end).then_some(*bound)
    }

    /// When a quorum had not yet seen the entry at a position, nor any after it.
    pub fn not_before(&self, seq: u64) -> Option<Bound> {
        Some(self.below.get(self.below.partition_point(|(size, _)| *size <= seq).checked_sub(1)?)?.1)
    }

    /// Until when a quorum still called the newest witnessed state the newest. One fresh cosignature beside an old one is no fresh quorum.
    pub fn newest(&self) -> Option<Bound> {
        self.newest
    }
}

/// The time that the entry at a position gives itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its position.
    pub seq: u64,
    /// The time.
    pub at: Time,
    /// Its line.
    pub line: LineRef,
    /// Whether the entry is proven.
    pub proven: bool,
}

/// The times of the entries that a key the reader trusts stands behind: in a tree, by a link from one, or by a writer's signature. Nobody
/// without a key can add to them.
pub fn claimed<'l>(log: &'l Committed<'_>) -> impl Iterator<Item = Claimed> + 'l {
    log.lines.places().iter().zip(&log.status).filter_map(|(place, status)| {
        let line = *log.lines.of(*place).iter().find(|line| matches!(log.roles.get(line), None | Some(Role::Held(_))))?;
        let vouched = match status {
            Status::Proven | Status::Chained => true,
            Status::Committed => log.values.shown_at(Level::Pinned).contains(place.seq),
            Status::Uncovered | Status::Unproven => log.lines.valid_way(line).is_some(),
            _ => false,
        };
        let at = log.lines.row(line).at.filter(|_| vouched)?;
        Some(Claimed { seq: place.seq, at, line, proven: *status == Status::Proven })
    })
}
