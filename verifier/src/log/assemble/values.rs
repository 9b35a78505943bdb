//! What is kept of the search when it is over: values, what each root shows, and which roots are linked.

use super::{Values, Work};
use crate::log::solve::RootId;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

impl Work<'_, '_> {
    pub(super) fn values(&mut self, heads: &BTreeSet<u64>) -> Values {
        let mut values = Values::default();
        for (slot, level) in values.shown.iter_mut().zip([Level::Unpinned, Level::Pinned, Level::Witnessed]) {
            *slot = self.solver.shown_at(level).clone();
        }
        values.shown_by = core::mem::take(&mut self.shown_by);
        values.heads = heads.iter().filter(|before| self.is_head_known(**before)).copied().collect();
        values.extended = (0..self.anchors.roots.len()).filter(|id| self.is_extended(*id)).collect();
        values.connected = (0..self.anchors.roots.len()).filter(|id| values.extended.contains(id) || self.is_connected(*id)).collect();
        values.chained = self.solver.chained().map(|(seq, hash, level)| (seq, (hash, level))).collect();
        let mut apart: BTreeMap<u64, (Hash, Level)> = BTreeMap::new();
        for (lo, hi, nodes) in self.solver.every_node() {
            if let Some(node) = nodes.iter().max_by_key(|node| (node.level, node.hash)) {
                values.nodes.insert((lo, hi), node.hash);
                if hi - lo == 1 {
                    apart.insert(lo, (node.hash, node.level));
                }
            }
        }
        for (start, end) in values.shown[Level::Unpinned as usize].clone().iter() {
            for (from, to) in self.lines.gaps(start, end) {
                apart.extend((from..to).filter_map(|seq| Some((seq, self.solver.tree_value(seq)?))).collect::<Vec<_>>());
            }
        }
        values.apart = apart;
        values
    }

    pub(super) fn is_trusted(&self, id: RootId) -> bool {
        self.root(id).is_some_and(|root| root.level >= Level::Pinned) && !self.dropped.contains(&id)
    }

    /// Whether the root was recomputed in the tree of a larger trusted one.
    pub(super) fn is_extended(&mut self, id: RootId) -> bool {
        let Some(root) = self.anchors.roots.get(id) else { return false };
        // Roots are sorted by size. The next larger ones link a log's own checkpoints; a kept one may be linked by any.
        let larger = (id + 1..self.anchors.roots.len())
            .filter(|other| self.is_trusted(*other) && self.root(*other).is_some_and(|other| other.size > root.size));
        let larger: Vec<RootId> = larger.take(if root.kept { usize::MAX } else { 4 }).collect();
        larger.into_iter().any(|other| self.solver.known_under(0, root.size, other) == Some(root.hash))
    }

    /// Whether the newest trusted root of the input is, or was recomputed in, the tree of a kept one.
    pub(super) fn is_connected(&mut self, id: RootId) -> bool {
        if !self.root(id).is_some_and(|root| root.kept) {
            return false;
        }
        let trusted = self.anchors.roots.iter().enumerate().filter(|(other, root)| root.in_input && self.is_trusted(*other));
        let newest = trusted.max_by_key(|(_, root)| root.size).map(|(_, root)| (root.size, root.hash));
        newest.is_some_and(|(size, hash)| self.solver.known_under(0, size, id) == Some(hash))
    }

    pub(super) fn is_head_known(&mut self, before: u64) -> bool {
        // The compact range of [0, before): one perfect subtree per set bit, largest first.
        let mut at = 0;
        for bit in (0..64).rev().map(|bit| 1u64 << bit).filter(|bit| before & bit != 0) {
            if self.solver.known(at, at + bit, self.trust.required()).is_none() {
                return false;
            }
            at += bit;
        }
        before > 0
    }
}
