//! RFC 6962 / RFC 9162 §2.1 hashing, and compact ranges: what must be remembered of a stretch of leaves to join it with its neighbours.

use super::hash::Hash;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// `SHA-256(0x00 ‖ data)`.
pub fn leaf_hash(data: &[u8]) -> Hash {
    let mut hasher = LeafHasher::new();
    hasher.update(data);
    hasher.finish()
}

/// `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The root of the tree without leaves, SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash::of(b"")
}

/// The leaf hash of bytes that arrive in pieces.
#[derive(Clone, Debug)]
pub struct LeafHasher(Sha256);

impl LeafHasher {
    /// A leaf of which no byte has arrived.
    pub fn new() -> LeafHasher {
        LeafHasher(Sha256::new().chain_update([0]))
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The leaf hash of all bytes taken.
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

impl Default for LeafHasher {
    fn default() -> LeafHasher {
        LeafHasher::new()
    }
}

/// Where a tree of `size` leaves divides: the largest power of two smaller than `size`. 0 for trees that do not divide (`size` < 2).
pub fn split_point(size: u64) -> u64 {
    match size {
        0 | 1 => 0,
        _ => 1 << (size - 1).ilog2(),
    }
}

/// Whether `[start, end)` is a subtree: `start` is a multiple of the smallest power of two that is at least `end - start`.
///
/// Only such a range has a hash that a proof can speak about (draft-ietf-plants-merkle-tree-certs §4.1). An empty range is one.
pub fn is_subtree(start: u64, end: u64) -> bool {
    match end.checked_sub(start) {
        None => false,
        // Above 2^63 leaves the power is 2^64, of which only 0 is a multiple.
        Some(length) => length.checked_next_power_of_two().map_or(start == 0, |power| start.is_multiple_of(power)),
    }
}

/// The compact range of leaves `[start, end)`: the hashes of the largest perfect aligned subtrees that cover it, from left to right.
///
/// It is a function of the interval and its leaf hashes alone, so joining is associative: any split of a log into parts, joined in any
/// shape, gives the same nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompactRange {
    start: u64,
    end: u64,
    nodes: Vec<Hash>,
}

impl CompactRange {
    /// The empty range at `start`.
    pub fn new(start: u64) -> CompactRange {
        CompactRange { start, end: start, nodes: Vec::new() }
    }

    /// A range from its nodes, as [`CompactRange::nodes`] gives them; `None` unless their number fits `[start, end)`.
    pub fn from_nodes(start: u64, end: u64, nodes: Vec<Hash>) -> Option<CompactRange> {
        (start <= end && Cover { at: start, end }.count() == nodes.len()).then_some(CompactRange { start, end, nodes })
    }

    /// First leaf.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// One after the last leaf.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// The hashes of the covering subtrees, from left to right.
    pub fn nodes(&self) -> &[Hash] {
        &self.nodes
    }

    /// The covering subtrees with the leaves `[lo, hi)` that each covers.
    pub fn subtrees(&self) -> impl Iterator<Item = (u64, u64, Hash)> + '_ {
        let cover = Cover { at: self.start, end: self.end };
        cover.zip(&self.nodes).map(|((lo, level), hash)| (lo, lo + (1 << level), *hash))
    }

    /// Takes the leaf hash at `end`. False, and nothing is taken, if `end` has reached 2^64-1.
    pub fn push(&mut self, leaf: Hash) -> bool {
        self.push_subtree(0, leaf)
    }

    /// Takes all leaves of `other`, which must begin where this range ends. False, and nothing is taken, if it does not.
    pub fn append(&mut self, other: &CompactRange) -> bool {
        if other.start != self.end {
            return false;
        }
        let cover = Cover { at: other.start, end: other.end };
        cover.zip(&other.nodes).all(|((_, level), node)| self.push_subtree(level, *node))
    }

    /// The root of the tree of `end` leaves, if the range begins at 0.
    pub fn root(&self) -> Option<Hash> {
        if self.start == 0 { self.subtree_root() } else { None }
    }

    /// The hash of the subtree `[start, end)`, if the range is one (see [`is_subtree`]).
    pub fn subtree_root(&self) -> Option<Hash> {
        if !is_subtree(self.start, self.end) {
            return None;
        }
        // In a subtree the nodes stand from large to small; the small ones at the right are joined first.
        Some(self.nodes.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root))
    }

    /// Takes the perfect subtree of 2^`level` leaves at `end`, and joins it with its left siblings.
    fn push_subtree(&mut self, level: u32, mut node: Hash) -> bool {
        let Some(end) = self.end.checked_add(1 << level) else { return false };
        let (mut lo, mut width) = (self.end, 1u64 << level);
        // The node before is the left sibling exactly if one fits into the range: it would otherwise have been cut smaller by `start`.
        while lo & width != 0 && lo - self.start >= width {
            let Some(left) = self.nodes.pop() else { break };
            node = node_hash(&left, &node);
            lo -= width;
            width <<= 1;
        }
        self.nodes.push(node);
        self.end = end;
        true
    }
}

/// The largest perfect aligned subtrees that cover `[at, end)`: first leaf and level of each.
struct Cover {
    at: u64,
    end: u64,
}

impl Iterator for Cover {
    type Item = (u64, u32);

    fn next(&mut self) -> Option<(u64, u32)> {
        let left = self.end.checked_sub(self.at).filter(|left| *left > 0)?;
        let (at, level) = (self.at, self.at.trailing_zeros().min(left.ilog2()));
        self.at += 1 << level;
        Some((at, level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(start: u64, end: u64) -> CompactRange {
        let mut range = CompactRange::new(start);
        (start..end).for_each(|i| assert!(range.push(leaf_hash(&i.to_be_bytes()))));
        range
    }

    #[test]
    fn pieces_hash_like_the_whole() {
        let data: Vec<u8> = (0..200).collect();
        for cut in 0..data.len() {
            let mut hasher = LeafHasher::new();
            hasher.update(&data[..cut]);
            hasher.update(&data[cut..]);
            assert_eq!(hasher.finish(), leaf_hash(&data));
        }
    }

    #[test]
    fn split_points() {
        for (size, split) in [
            (0, 0),
            (1, 0),
            (2, 1),
            (3, 2),
            (4, 2),
            (5, 4),
            (8, 4),
            (9, 8),
            (u64::MAX, 1 << 63),
            ((1 << 63) + 1, 1 << 63),
            (1 << 63, 1 << 62),
        ] {
            assert_eq!(split_point(size), split);
        }
    }

    /// Every cut of every small range into three, joined in both shapes, is the range itself.
    #[test]
    fn joining_is_associative() {
        for (start, end) in (0..9).flat_map(|start| (start..26).map(move |end| (start, end))) {
            let whole = leaves(start, end);
            for (a, b) in (start..=end).flat_map(|a| (a..=end).map(move |b| (a, b))) {
                let (mut x, mut y, z) = (leaves(start, a), leaves(a, b), leaves(b, end));
                let mut left = x.clone();
                assert!(left.append(&y) && left.append(&z));
                assert!(y.append(&z) && x.append(&y));
                assert_eq!((&left, &x), (&whole, &whole));
            }
            assert_eq!((whole.start(), whole.end()), (start, end));
            assert_eq!(CompactRange::from_nodes(start, end, whole.nodes().to_vec()).as_ref(), Some(&whole));
            assert_eq!(whole.subtrees().map(|(lo, hi, _)| hi - lo).sum::<u64>(), end - start);
        }
    }

    #[test]
    fn only_neighbours_join() {
        let mut range = leaves(0, 5);
        assert!(!range.append(&leaves(6, 9)) && !range.append(&leaves(4, 9)));
        assert_eq!(range, leaves(0, 5));
        assert_eq!(leaves(1, 5).root(), None);
        assert_eq!(leaves(0, 0).root(), Some(empty_root()));
        assert_eq!(CompactRange::from_nodes(0, 5, Vec::new()), None);
        assert_eq!(CompactRange::from_nodes(5, 0, Vec::new()), None);
    }

    #[test]
    fn the_end_of_the_numbers_is_no_panic() {
        let mut range = CompactRange::new(u64::MAX - 2);
        assert!(range.push(Hash::ZERO) && range.push(Hash::ZERO));
        assert!(!range.push(Hash::ZERO));
        assert_eq!(range.end(), u64::MAX);
        assert!(is_subtree(0, u64::MAX) && !is_subtree(1, u64::MAX) && !is_subtree(2, 1) && is_subtree(3, 3));
        assert_eq!(CompactRange::from_nodes(0, u64::MAX, alloc::vec![Hash::ZERO; 64]).map(|range| range.subtrees().count()), Some(64));
    }
}
