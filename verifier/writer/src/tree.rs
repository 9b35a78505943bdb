//! The Merkle tree of a log the writer holds completely (RFC 6962 §2.1): roots and inclusion paths of any size up to the newest.

use unbroken::tree::hash::Hash;
use unbroken::tree::merkle::{empty_root, node_hash, split_point};

/// Every perfect subtree of the leaves so far: 64 bytes per leaf.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// `levels[k][i]` is the hash of leaves `[i·2^k, (i+1)·2^k)`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    pub(crate) fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    pub(crate) fn leaf(&self, index: u64) -> Option<Hash> {
        self.node(0, index)
    }

    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let nodes = &mut self.levels[level];
            nodes.push(node);
            // A pair is complete: its parent belongs to the level above.
            let [left, right] = nodes.as_slice().last_chunk::<2>().copied().unwrap_or_default();
            if nodes.len() % 2 == 1 {
                return;
            }
            node = node_hash(&left, &right);
        }
    }

    /// The root of the first `size` leaves.
    pub(crate) fn root(&self, size: u64) -> Option<Hash> {
        if size == 0 { Some(empty_root()) } else { self.range(0, size) }
    }

    /// The inclusion path of leaf `index` in the tree of the first `size` leaves, leaf side first (RFC 9162 §2.1.3.1).
    pub(crate) fn path(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut lo, mut hi) = (0, size);
        let mut path = Vec::new();
        while hi - lo > 1 {
            let middle = lo + split_point(hi - lo);
            if index < middle {
                path.push(self.range(middle, hi)?);
                hi = middle;
            } else {
                path.push(self.range(lo, middle)?);
                lo = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The hash of `[lo, hi)`, a range that a tree of some size has as a node.
    fn range(&self, lo: u64, hi: u64) -> Option<Hash> {
        let length = hi.checked_sub(lo)?;
        if length.is_power_of_two() {
            let level = length.ilog2();
            return self.node(level, lo >> level);
        }
        let middle = lo + split_point(length);
        Some(node_hash(&self.range(lo, middle)?, &self.range(middle, hi)?))
    }

    fn node(&self, level: u32, index: u64) -> Option<Hash> {
        self.levels.get(usize::try_from(level).ok()?)?.get(usize::try_from(index).ok()?).copied()
    }
}
