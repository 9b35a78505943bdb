//! What the log committed to, against the lines that are here: chain and tree, ranges and what they recompute to.

use super::Work;
use crate::budget::MAX_COMBINATIONS;
use crate::finding::Code;
use crate::log::coverage::Runs;
use crate::log::draft::{Draft, entries_words};
use crate::log::solve::Fate;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Work<'_, '_> {
    /// Where an entry names another value for the entry before it than the tree holds there.
    pub(super) fn check_chain_against_tree(&mut self) {
        let shown = self.solver.shown_at(Level::Pinned).clone();
        let mut wrong = Runs::default();
        let mut values: Vec<(u64, Hash, Hash)> = Vec::new();
        for (start, end) in shown.iter() {
            for index in self.lines.range(start.max(1), end) {
                let Some(place) = self.lines.places().get(index) else { continue };
                let Some((before, level)) = self.solver.tree_value(place.seq - 1) else { continue };
                let Some(value) = self.solver.value(place.seq) else { continue };
                let prev = self
                    .lines
                    .of(*place)
                    .iter()
                    .find(|line| self.lines.way(**line, &value).is_some())
                    .and_then(|line| self.lines.prev(*line));
                if level >= Level::Pinned && prev.is_some_and(|prev| prev != before) {
                    wrong.add(place.seq - 1, place.seq);
                    values.extend(prev.map(|prev| (place.seq - 1, before, prev)));
                }
            }
        }
        for (seq, tree, chain) in values {
            let message = format!(
                "Entry {} names another hash for entry {seq} than the log's tree holds there: the log committed to two contents for one position.",
                seq + 1
            );
            self.drafts.push(Draft::new(Code::LogContradiction, message).entries(seq, seq + 1).values(tree.to_string(), chain.to_string()));
        }
        self.disputed.add_all(&wrong);
    }

    /// Authenticated ranges that could be recomputed and come out different.
    pub(super) fn judge_open_ranges(&mut self) {
        for (lo, hi, node) in self.solver.open() {
            if node.level < Level::Pinned || node.roots.iter().all(|id| self.contested.contains(id) || self.dropped.contains(id)) {
                continue;
            }
            if node.fate == Fate::Capped {
                let message = format!(
                    "More than {} combinations would have to be tried for {}; nothing is called proven because of it.",
                    MAX_COMBINATIONS,
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::LimitReached, message).entries(lo, hi));
                continue;
            }
            if hi - lo == 1 || self.suspect.touches(lo, hi) || self.disputed.touches(lo, hi) || !self.is_computable(lo, hi) {
                continue;
            }
            let chained_only: Vec<u64> = self
                .unshown(lo, hi)
                .into_iter()
                .filter(|seq| self.solver.chained_value(*seq).is_some_and(|(_, level)| level >= Level::Pinned))
                .collect();
            if chained_only.len() as u64 == self.unshown(lo, hi).len() as u64 && !chained_only.is_empty() {
                let message = format!(
                    "Entries name each other as {}, and the log's tree holds something else there: the log committed to two contents.",
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::LogContradiction, message).entries(lo, hi).values(node.hash.to_string(), "another hash"));
                for seq in chained_only {
                    self.disputed.add(seq, seq + 1);
                }
            } else {
                let message = format!(
                    "At least one of {} was changed: together they do not give the hash that the log committed to.",
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::BlockAltered, message).entries(lo, hi).values(node.hash.to_string(), "another hash"));
                self.suspect.add(lo, hi);
            }
        }
    }

    /// Positions of a range whose leaf is not shown at level pinned or above.
    pub(super) fn unshown(&self, lo: u64, hi: u64) -> Vec<u64> {
        let gaps = self.solver.shown_at(Level::Pinned).gaps(lo, hi);
        let mut unshown = Vec::new();
        for (start, end) in gaps {
            unshown.extend((start..end).filter(|seq| self.solver.tree_value(*seq).is_none_or(|(_, level)| level < Level::Pinned)));
        }
        unshown
    }

    /// Whether a line right of a position names a value for it.
    pub(super) fn is_named(&self, seq: u64) -> bool {
        self.lines.at(seq + 1).iter().any(|line| self.lines.prev(*line).is_some())
    }

    /// Whether a value is known for a position that someone trusted vouches for. What anyone can make up accuses nobody.
    fn is_valued(&self, seq: u64) -> bool {
        let known = self.solver.tree_value(seq).or_else(|| self.solver.chained_value(seq));
        known.is_some_and(|(_, level)| level >= self.least_level())
    }

    /// The lowest level at which a value counts against lines: where nothing is pinned, what the input says of itself.
    fn least_level(&self) -> Level {
        if self.trust.pins_anything() { Level::Pinned } else { Level::Unpinned }
    }

    /// Every position has a line, a known value, or a right neighbour inside the range that names one.
    pub(super) fn is_computable(&self, lo: u64, hi: u64) -> bool {
        // Each line stands for itself and for the position that it names, a leaf that a proof gives for itself, and a proven entry above
        // names one more: a stretch with fewer needs no look at each position.
        let most = |start, end| 2 * self.lines.count(start, end) + self.solver.leaves_known(start, end) + 1;
        self.solver.shown_at(self.least_level()).gaps(lo, hi).into_iter().all(|(start, end)| {
            most(start, end) >= end - start
                && (start..end).all(|seq| self.lines.find(seq).is_some() || self.is_valued(seq) || (seq + 1 < hi && self.is_named(seq)))
        })
    }
}
