//! What the search found: values, ranges, and what stands in the tree of which root.

use super::{Fate, Key, Node, Rival, RootId, Solver};
use crate::log::coverage::Runs;
use crate::tree::hash::Hash;
use crate::tree::merkle::{node_hash, split_point};
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Whether `[lo, hi)` lies in a range.
fn encloses((from, to, _): &Key, lo: u64, hi: u64) -> bool {
    *from <= lo && hi <= *to
}

impl Solver<'_> {
    /// Positions shown in a tree at `level` or above.
    pub fn shown_at(&self, level: Level) -> &Runs {
        self.shown.get(level as usize).unwrap_or(&self.shown[0])
    }

    /// Positions shown in the tree of each root.
    pub fn shown_by_roots(&self) -> BTreeMap<RootId, Runs> {
        let mut deep: BTreeMap<Key, Runs> = BTreeMap::new();
        let mut shown = BTreeMap::new();
        for (root, own) in &self.own {
            let runs: &mut Runs = shown.entry(*root).or_default();
            for key in own {
                self.deepen(*key, &mut deep);
                if let Some(found) = deep.get(key) {
                    runs.add_all(found);
                }
            }
        }
        shown
    }

    /// Everything shown inside a range, by its own leaves or by the ranges used inside it; remembered, so each range is looked at once.
    pub(super) fn deepen(&self, key: Key, deep: &mut BTreeMap<Key, Runs>) {
        if deep.contains_key(&key) {
            return;
        }
        let mut runs = Runs::default();
        if let Some(Fate::Solved { leaves, inside }) = self.find(key.0, key.1, &key.2).map(|node| &node.fate) {
            runs.add_all(leaves);
            for inner in inside {
                self.deepen(*inner, deep);
                if let Some(found) = deep.get(inner) {
                    runs.add_all(found);
                }
            }
        }
        deep.insert(key, runs);
    }

    /// How many positions of a range have a leaf that an authenticated path gives.
    pub fn leaves_known(&self, lo: u64, hi: u64) -> u64 {
        self.nodes.range((1, lo)..(1, hi)).count() as u64
    }

    /// Whether a range was recomputed.
    pub fn is_solved(&self, lo: u64, hi: u64, hash: &Hash) -> bool {
        self.find(lo, hi, hash).is_some_and(|node| matches!(node.fate, Fate::Solved { .. }))
    }

    /// The level at which a position's leaf is known from a tree: shown, or given by an authenticated path.
    pub fn tree_value(&self, seq: u64) -> Option<(Hash, Level)> {
        let leaf = self.nodes.get(&(1, seq)).and_then(|nodes| nodes.iter().max_by_key(|node| (node.level, node.hash)));
        let shown = [Level::Witnessed, Level::Pinned, Level::Unpinned].into_iter().find(|level| self.shown_at(*level).contains(seq));
        match (shown, leaf) {
            (Some(level), leaf) if leaf.is_none_or(|leaf| leaf.level <= level) => Some((self.candidate(seq)?, level)),
            (_, Some(leaf)) => Some((leaf.hash, leaf.level)),
            _ => None,
        }
    }

    /// The value that an entry above gives for a position whose tree value is not known.
    pub fn chained_value(&self, seq: u64) -> Option<(Hash, Level)> {
        self.chained.get(&seq).copied()
    }

    /// All chained positions.
    pub fn chained(&self) -> impl Iterator<Item = (u64, Hash, Level)> + '_ {
        self.chained.iter().map(|(seq, (hash, level))| (*seq, *hash, *level))
    }

    /// The value of a position: from a tree, else chained.
    pub fn value(&self, seq: u64) -> Option<Hash> {
        self.tree_value(seq).or_else(|| self.chained_value(seq)).map(|(hash, _)| hash)
    }

    /// The authenticated hash of a range at `level` or above: given, or recomputed from nothing but authenticated values.
    pub fn known(&mut self, lo: u64, hi: u64, level: Level) -> Option<Hash> {
        let given = self.nodes.get(&(hi - lo, lo)).and_then(|nodes| nodes.iter().find(|node| node.level >= level)).map(|node| node.hash);
        if given.is_some() {
            return given;
        }
        self.derived(lo, hi, level)
    }

    /// As [`Solver::known`], without the value given for the range itself.
    pub fn derived(&mut self, lo: u64, hi: u64, level: Level) -> Option<Hash> {
        if self.shown_at(level).covers(lo, hi) {
            return self.leaf_hash_of(lo, hi);
        }
        let middle = self.middle(lo, hi)?;
        Some(node_hash(&self.known(lo, middle, level)?, &self.known(middle, hi, level)?))
    }

    /// The hash of a range in the tree of one root, as far as it is known from that tree alone.
    pub fn known_under(&mut self, lo: u64, hi: u64, root: RootId) -> Option<Hash> {
        let own: Vec<Key> = self.own.get(&root)?.iter().filter(|key| encloses(key, lo, hi)).copied().collect();
        if let Some(hash) = own.into_iter().find_map(|key| self.descend(key, lo, hi)) {
            return Some(hash);
        }
        let middle = self.middle(lo, hi)?;
        Some(node_hash(&self.known_under(lo, middle, root)?, &self.known_under(middle, hi, root)?))
    }

    pub(super) fn descend(&mut self, (from, to, hash): Key, lo: u64, hi: u64) -> Option<Hash> {
        if (from, to) == (lo, hi) {
            return Some(hash);
        }
        let Some(Fate::Solved { leaves, inside }) = self.find(from, to, &hash).map(|node| &node.fate) else { return None };
        if leaves.covers(lo, hi) {
            return self.leaf_hash_of(lo, hi);
        }
        let inner = inside.iter().find(|key| encloses(key, lo, hi)).copied()?;
        self.descend(inner, lo, hi)
    }

    pub(super) fn middle(&self, lo: u64, hi: u64) -> Option<u64> {
        (hi - lo > 1).then(|| lo + split_point(hi - lo))
    }

    /// The hash that the preferred candidates of a range give, all of which are shown.
    pub(super) fn leaf_hash_of(&mut self, lo: u64, hi: u64) -> Option<Hash> {
        if let Some(hash) = self.block(lo, hi) {
            return Some(hash);
        }
        match self.middle(lo, hi) {
            None => self.candidate(lo),
            Some(middle) => Some(node_hash(&self.leaf_hash_of(lo, middle)?, &self.leaf_hash_of(middle, hi)?)),
        }
    }

    /// Ranges that come out only with other lines than those shown under other roots.
    pub fn rivals(&self) -> &[Rival] {
        &self.rivals
    }

    /// Authenticated ranges that were not recomputed, smallest first.
    pub fn open(&self) -> Vec<(u64, u64, Node)> {
        let open = |((len, lo), nodes): (&(u64, u64), &Vec<Node>)| {
            let (lo, hi) = (*lo, lo + len);
            nodes.iter().filter(|node| !matches!(node.fate, Fate::Solved { .. })).map(|node| (lo, hi, node.clone())).collect::<Vec<_>>()
        };
        self.nodes.iter().flat_map(open).collect()
    }

    /// Every authenticated range.
    pub fn every_node(&self) -> impl Iterator<Item = (u64, u64, &[Node])> + '_ {
        self.nodes.iter().map(|((len, lo), nodes)| (*lo, lo + len, nodes.as_slice()))
    }

    /// The roots in whose trees one of `keys` was used to recompute what they authenticate, each with the first that was.
    pub fn users(&self, keys: &BTreeSet<Key>) -> Vec<(RootId, Key)> {
        let mut used = BTreeMap::new();
        let mut users = Vec::new();
        for (root, own) in self.own.iter().filter(|_| !keys.is_empty()) {
            users.extend(own.iter().find_map(|key| self.used_in(*key, keys, &mut used)).map(|key| (*root, key)));
        }
        users
    }

    /// The first of `keys` that a range is, or that was used inside it; remembered, so each range is looked at once.
    fn used_in(&self, key: Key, keys: &BTreeSet<Key>, used: &mut BTreeMap<Key, Option<Key>>) -> Option<Key> {
        if keys.contains(&key) {
            return Some(key);
        }
        if let Some(known) = used.get(&key) {
            return *known;
        }
        let first = match self.find(key.0, key.1, &key.2).map(|node| &node.fate) {
            Some(Fate::Solved { inside, .. }) => inside.iter().find_map(|inner| self.used_in(*inner, keys, used)),
            _ => None,
        };
        used.insert(key, first);
        first
    }

    /// Ranges for which two values are authenticated, smallest first.
    pub fn contradicted(&self) -> Vec<(u64, u64, Vec<Node>)> {
        self.nodes.iter().filter(|(_, nodes)| nodes.len() > 1).map(|((len, lo), nodes)| (*lo, lo + len, nodes.clone())).collect()
    }
}
