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
        // The parts at the right edge may have any length.
        let mut at = lo;
        while let Some(middle) = self.middle(at, hi) {
            if self.nodes.contains_key(&(hi - middle, middle)) {
                return true;
            }
            at = middle;
        }
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
            let middle = lo + len / 2;
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
        // Long lists of what was picked count like combinations, so that memory stays bounded too.
        let length = |choices: &[Choice]| choices.first().map_or(0, |choice| choice.picks.len() + choice.inside.len());
        let combinations = left.len().saturating_mul(right.len());
        let lists = combinations.saturating_mul(length(&left) + length(&right));
        if combinations + found.len() > MAX_COMBINATIONS || (combinations > 1 && lists > MAX_COMBINATIONS * 256) {
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
