//! One attempt at a range: the preferred candidates first, then every combination in canonical order.

use super::{BLOCK, Choice, Fate, RootId, Solver, TooMany, Used};
use crate::budget::{MAX_COMBINATIONS, MAX_INDEX};
use crate::tree::hash::Hash;
use crate::tree::merkle::{node_hash, split_point};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

impl Solver<'_> {
    /// Whether anything inside a range can be read in two ways; without a choice the preferred candidates are all there is to try.
    pub(super) fn has_choice(&self, lo: u64, hi: u64) -> bool {
        if self.options.range(lo..hi).next().is_some() || self.several.range(lo..hi).next().is_some() {
            return true;
        }
        let mut len = 1;
        while len < hi - lo {
            if self.nodes.range((len, lo)..(len, hi)).next().is_some() {
                return true;
            }
            len *= 2;
        }
        // Parts at the right edge may have any length. Only a proof gives one, and it gives a leaf of this range as well.
        false
    }

    /// The hash that the preferred candidates give.
    pub(super) fn preferred_hash(&mut self, lo: u64, hi: u64, outermost: bool, used: &mut Used) -> Option<Hash> {
        if !outermost && let Some(hash) = self.node(lo, hi) {
            used.inside.push((lo, hi, hash));
            return Some(hash);
        }
        if hi - lo == 1 {
            let hash = self.candidate(lo)?;
            used.leaves.add(lo, hi);
            return Some(hash);
        }
        if let Some(hash) = self.block(lo, hi) {
            used.leaves.add(lo, hi);
            return Some(hash);
        }
        let middle = lo + split_point(hi - lo);
        let left = self.preferred_hash(lo, middle, false, used)?;
        let right = self.preferred_hash(middle, hi, false, used)?;
        Some(node_hash(&left, &right))
    }

    /// The hash of a perfect subtree of at least [`BLOCK`] leaves each of which has exactly one candidate, remembered. `None` if it is
    /// not such a subtree, or if an authenticated range inside it is not yet recomputed.
    pub(super) fn block(&mut self, lo: u64, hi: u64) -> Option<Hash> {
        let len = hi - lo;
        if len < BLOCK || !len.is_power_of_two() || !lo.is_multiple_of(len) {
            return None;
        }
        if let Some(hash) = self.blocks.get(&(lo, hi)) {
            return Some(*hash);
        }
        // A position never gets a candidate that it did not have from the start, so what has one keeps it.
        let single = self.options.range(lo..hi).next().is_none() && self.several.range(lo..hi).next().is_none();
        if !single || self.holds_open_node(lo, hi) {
            return None;
        }
        let hash = if len == BLOCK {
            if self.lines.count(lo, hi) + (self.absent.range(lo..hi).count() as u64) < len {
                return None;
            }
            self.plain_hash(lo, hi)?
        } else {
            let middle = self.middle(lo, hi)?;
            node_hash(&self.block(lo, middle)?, &self.block(middle, hi)?)
        };
        self.blocks.insert((lo, hi), hash);
        Some(hash)
    }

    /// Forgets the subtrees around a range that has just become authenticated: what its leaves give is one choice for it from now on.
    pub(super) fn forget_blocks(&mut self, lo: u64, hi: u64) {
        let mut len = BLOCK;
        while len <= MAX_INDEX && !self.blocks.is_empty() {
            let start = lo - lo % len;
            if hi <= start + len {
                self.blocks.remove(&(start, start + len));
            }
            len *= 2;
        }
    }

    pub(super) fn plain_hash(&self, lo: u64, hi: u64) -> Option<Hash> {
        if hi - lo == 1 {
            return self.candidate(lo);
        }
        let middle = lo + split_point(hi - lo);
        Some(node_hash(&self.plain_hash(lo, middle)?, &self.plain_hash(middle, hi)?))
    }

    pub(super) fn holds_open_node(&self, lo: u64, hi: u64) -> bool {
        let mut len = 1;
        while len < hi - lo {
            let inside =
                self.nodes.range((len, lo)..(len, hi)).any(|(_, nodes)| nodes.iter().any(|node| !matches!(node.fate, Fate::Solved { .. })));
            if inside {
                return true;
            }
            len *= 2;
        }
        false
    }

    /// Every combination of candidates for a range, in canonical order.
    pub(super) fn choices(&mut self, lo: u64, hi: u64, outermost: bool, roots: &BTreeSet<RootId>) -> Result<Vec<Choice>, TooMany> {
        let mut found: Vec<Choice> = Vec::new();
        if !outermost {
            let nodes: Vec<(Hash, bool)> = self
                .nodes
                .get(&(hi - lo, lo))
                .into_iter()
                .flatten()
                .filter(|node| node.level >= self.level)
                .map(|node| (node.hash, node.roots.intersection(roots).next().is_some()))
                .collect();
            let same_tree = nodes.iter().any(|(_, same)| *same);
            found.extend(nodes.into_iter().map(|(hash, _)| Choice { hash, picks: Vec::new(), inside: alloc::vec![(lo, hi, hash)] }));
            if same_tree {
                return Ok(found);
            }
        }
        if hi - lo == 1 {
            let candidates = self.candidates(lo);
            if candidates.len() > MAX_COMBINATIONS {
                return Err(TooMany);
            }
            let several = candidates.len() > 1;
            found.extend(candidates.into_iter().map(|hash| Choice {
                hash,
                picks: several.then_some((lo, hash)).into_iter().collect(),
                inside: Vec::new(),
            }));
            return Ok(found);
        }
        if let Some(hash) = self.block(lo, hi) {
            found.push(Choice { hash, picks: Vec::new(), inside: Vec::new() });
            return Ok(found);
        }
        let middle = lo + split_point(hi - lo);
        let left = self.choices(lo, middle, false, roots)?;
        if left.is_empty() {
            return Ok(found);
        }
        let right = self.choices(middle, hi, false, roots)?;
        // What is remembered of each stays short: every position with several candidates doubles their number at least, and a range
        // is cut into few others that are used as they stand, because whoever gives one gives those left of it.
        if left.len().saturating_mul(right.len()) + found.len() > MAX_COMBINATIONS {
            return Err(TooMany);
        }
        let mut known: BTreeSet<Hash> = found.iter().map(|choice| choice.hash).collect();
        for a in &left {
            for b in &right {
                let hash = node_hash(&a.hash, &b.hash);
                if known.insert(hash) {
                    let picks = a.picks.iter().chain(&b.picks).copied().collect();
                    let inside = a.inside.iter().chain(&b.inside).copied().collect();
                    found.push(Choice { hash, picks, inside });
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::lines::{Lines, Source};
    use crate::log::segment::{Row, Rows};
    use crate::tree::merkle::CompactRange;
    use crate::trust::policy::Level;
    use alloc::collections::BTreeMap;
    use alloc::vec;

    fn leaf(seq: u64) -> Hash {
        Hash::of(&seq.to_be_bytes())
    }

    /// The hash of a subtree, taken leaf by leaf.
    fn root(lo: u64, hi: u64) -> Option<Hash> {
        let mut range = CompactRange::new(lo);
        (lo..hi).for_each(|seq| assert!(range.push(leaf(seq))));
        range.subtree_root()
    }

    /// Linked lines.
    fn rows(seqs: impl Iterator<Item = u64>) -> Rows {
        let mut rows = Rows::default();
        for seq in seqs {
            rows.push(Row::bare(seq, (0, 0), leaf(seq)), seq.checked_sub(1).map(leaf));
        }
        rows
    }

    fn search<T>(rows: &Rows, look: impl FnOnce(&mut Solver<'_>) -> T) -> T {
        let lines = Lines::new(vec![Source { stream: 0, rows, foreign: false }]);
        look(&mut Solver::new(&lines, &BTreeMap::new()))
    }

    #[test]
    fn a_subtree_of_plain_leaves_is_hashed_as_one_and_remembered() {
        search(&rows(0..200), |solver| {
            assert_eq!(solver.block(0, 128), root(0, 128));
            assert_eq!(solver.blocks.keys().copied().collect::<Vec<_>>(), [(0, 64), (0, 128), (64, 128)]);
            for (lo, hi) in [(0, 64), (64, 128), (128, 192)] {
                assert_eq!(solver.block(lo, hi), root(lo, hi), "{lo} to {hi}");
            }
            // Smaller, of another length, elsewhere than where such subtrees stand, or without all of its leaves.
            for (lo, hi) in [(0, 32), (0, 65), (0, 192), (32, 96), (64, 192), (0, 256), (192, 256)] {
                assert_eq!(solver.block(lo, hi), None, "{lo} to {hi}");
            }
        });
        // What the next line names stands for a line that is missing; a position of which nobody says anything is none.
        search(&rows((0..64).filter(|seq| *seq != 7)), |solver| assert_eq!(solver.block(0, 64), root(0, 64)));
        search(&rows((0..64).filter(|seq| *seq != 7 && *seq != 8)), |solver| assert_eq!(solver.block(0, 64), None));
        let mut twice = rows(0..128);
        twice.push(Row::bare(5, (0, 0), Hash::ZERO), Some(leaf(4)));
        search(&twice, |solver| assert_eq!((solver.block(0, 64), solver.block(64, 128)), (None, root(64, 128))));
    }

    #[test]
    fn a_range_that_is_not_recomputed_is_no_part_of_a_remembered_subtree() {
        let open = |solver: &mut Solver<'_>| solver.add(192, 256, Hash::ZERO, Level::Witnessed, 0);
        let none_around = |solver: &mut Solver<'_>| {
            assert_eq!((solver.block(128, 256), solver.block(0, 256)), (None, None));
            // What it gives by itself is another matter.
            assert_eq!((solver.block(192, 256), solver.block(128, 192)), (root(192, 256), root(128, 192)));
            solver.set_fate(192, 256, Hash::ZERO, Fate::Solved { leaves: Default::default(), inside: Vec::new() });
            assert_eq!((solver.block(128, 256), solver.block(0, 256)), (root(128, 256), root(0, 256)));
        };
        search(&rows(0..256), |solver| {
            open(solver);
            none_around(solver);
        });
        search(&rows(0..256), |solver| {
            assert_eq!(solver.block(0, 256), root(0, 256));
            open(solver);
            assert_eq!(solver.blocks.keys().copied().collect::<Vec<_>>(), [(0, 64), (0, 128), (64, 128), (128, 192)]);
            none_around(solver);
        });
    }

    #[test]
    fn a_choice_is_another_candidate_or_a_range_inside() {
        search(&rows(0..8), |solver| {
            for hi in [4, 6] {
                solver.add(0, hi, Hash::ZERO, Level::Witnessed, 0);
            }
            assert!(!solver.has_choice(0, 4), "a range is no choice for itself");
            assert!(solver.has_choice(0, 6));
            assert!(!solver.has_choice(4, 8));
        });
        let mut twice = rows(0..8);
        twice.push(Row::bare(5, (0, 0), Hash::ZERO), Some(leaf(4)));
        search(&twice, |solver| assert_eq!((solver.has_choice(0, 4), solver.has_choice(4, 8)), (false, true)));
    }

    #[test]
    fn only_what_could_be_otherwise_is_picked() {
        let mut twice = rows(0..2);
        twice.push(Row::bare(1, (0, 0), Hash::ZERO), Some(leaf(0)));
        let choices = search(&twice, |solver| solver.choices(0, 2, true, &BTreeSet::new()).ok()).unwrap_or_default();
        let picks: Vec<_> = choices.into_iter().map(|choice| choice.picks).collect();
        assert_eq!(picks, [[(1, Hash::ZERO)], [(1, leaf(1))]]);
    }
}
