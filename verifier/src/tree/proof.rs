//! Inclusion and consistency proofs: RFC 9162 §2.1.3 and §2.1.4, and the same for subtrees (draft-ietf-plants-merkle-tree-certs §4).
//!
//! The sizes fix the length of every proof. Any other length is refused before a hash is taken.

use super::hash::Hash;
use super::merkle::{empty_root, is_subtree, node_hash};
use alloc::vec::Vec;
use core::fmt;

/// Why a proof shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The leaf is not in the tree.
    IndexOutOfRange {
        /// The leaf.
        index: u64,
        /// The tree.
        size: u64,
    },
    /// A proof between these two has another length.
    WrongLength {
        /// Hashes that a proof has here.
        expected: usize,
        /// Hashes given.
        actual: usize,
    },
    /// A consistency proof ends before it is done, or goes on after it.
    NotToTheRoot,
    /// `[start, end)` is no subtree of a tree of `size` leaves.
    NoSuchSubtree {
        /// First leaf.
        start: u64,
        /// One after the last.
        end: u64,
        /// The tree.
        size: u64,
    },
    /// The proof leads to another root.
    RootDiffers {
        /// The root the proof should lead to.
        expected: Hash,
        /// The root it leads to.
        actual: Hash,
    },
    /// The newer root can be reached, the older one does not lie on the way.
    OldRootDiffers {
        /// The older root or subtree hash as given.
        expected: Hash,
        /// The one the proof contains.
        actual: Hash,
    },
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProofError::IndexOutOfRange { index, size } => write!(f, "entry {index} is not in a tree of {size} entries"),
            ProofError::WrongLength { expected, actual } => write!(f, "the path has {actual} hashes, a path here has {expected}"),
            ProofError::NotToTheRoot => write!(f, "the number of hashes does not fit the two sizes"),
            ProofError::NoSuchSubtree { start, end, size } => write!(f, "[{start}, {end}) is no subtree of a tree of {size} entries"),
            ProofError::RootDiffers { expected, actual } => write!(f, "the proof leads to root {actual}, the checkpoint says {expected}"),
            ProofError::OldRootDiffers { expected, actual } => {
                write!(f, "the proof contains the older root {actual}, the older checkpoint says {expected}")
            }
        }
    }
}

impl core::error::Error for ProofError {}

/// One step of an inclusion path: a node and its sibling give the node above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Whether the sibling stands on the left.
    pub left: bool,
    /// First leaf under the sibling.
    pub lo: u64,
    /// One after the last leaf under the sibling.
    pub hi: u64,
    /// The sibling, from the proof.
    pub sibling: Hash,
    /// First leaf under the node above.
    pub above_lo: u64,
    /// One after the last leaf under the node above.
    pub above_hi: u64,
    /// The node above.
    pub above: Hash,
}

/// How many hashes an inclusion proof of leaf `index` in a tree of `size` leaves has, at most 64; `None` if the leaf is not in the tree.
pub fn path_len(index: u64, size: u64) -> Option<usize> {
    if index >= size {
        return None;
    }
    // Up to where the paths of this leaf and of the last one meet there is a sibling at every level; above, only on the left.
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let border = index.checked_shr(inner).unwrap_or(0).count_ones();
    Some((inner + border) as usize)
}

/// Walks an inclusion path from the leaf hash to the root, one step per hash.
pub fn inclusion_steps(index: u64, size: u64, leaf: &Hash, path: &[Hash]) -> Result<Vec<PathStep>, ProofError> {
    let expected = path_len(index, size).ok_or(ProofError::IndexOutOfRange { index, size })?;
    if path.len() != expected {
        return Err(ProofError::WrongLength { expected, actual: path.len() });
    }
    // The node reached: the `at`-th of its level. `last` is the last one of the level.
    let (mut at, mut last, mut level) = (index, size - 1, 0);
    let (mut lo, mut hi, mut node) = (index, index + 1, *leaf);
    let mut steps = Vec::with_capacity(expected);
    for sibling in path {
        // The last node of a level may have no sibling there; it is then the node of the next level as well.
        while at == last && at & 1 == 0 && at > 0 {
            (at, last, level) = (at >> 1, last >> 1, level + 1);
        }
        let left = at & 1 == 1;
        let (sibling_lo, sibling_hi) = match left {
            true => ((at - 1) << level, lo),
            false => (hi, above_or_end(at + 2, level, size)),
        };
        node = if left { node_hash(sibling, &node) } else { node_hash(&node, sibling) };
        (lo, hi) = (lo.min(sibling_lo), hi.max(sibling_hi));
        steps.push(PathStep { left, lo: sibling_lo, hi: sibling_hi, sibling: *sibling, above_lo: lo, above_hi: hi, above: node });
        (at, last, level) = (at >> 1, last >> 1, level + 1);
    }
    Ok(steps)
}

/// The first leaf under node `at` of `level`, or the end of the tree if that comes first.
fn above_or_end(at: u64, level: u32, size: u64) -> u64 {
    u64::try_from(u128::from(at) << level).map_or(size, |first| first.min(size))
}

/// The root that an inclusion path leads to.
pub fn inclusion_root(index: u64, size: u64, leaf: &Hash, path: &[Hash]) -> Result<Hash, ProofError> {
    Ok(inclusion_steps(index, size, leaf, path)?.last().map_or(*leaf, |step| step.above))
}

/// The root of the tree of the first `index` + 1 leaves, as the inclusion path of leaf `index` in a larger tree holds it: the left siblings
/// are the compact range of the leaves before. Where the path is verified, so is this root (unbroken-bundle, Proof recipes).
pub fn head_root(index: u64, size: u64, leaf: &Hash, path: &[Hash]) -> Result<Hash, ProofError> {
    let steps = inclusion_steps(index, size, leaf, path)?;
    Ok(steps.iter().filter(|step| step.left).fold(*leaf, |head, step| node_hash(&step.sibling, &head)))
}

/// The root that the path would lead to in a tree that does not keep leaves and nodes apart: SHA-256 of the entry, SHA-256 of two children
/// beside each other. Such a root proves nothing, since an inner node may be passed off as an entry; it is computed to name the cause.
pub fn unseparated_root(index: u64, size: u64, entry: &Hash, path: &[Hash]) -> Result<Hash, ProofError> {
    let steps = inclusion_steps(index, size, entry, path)?;
    Ok(steps.iter().fold(*entry, |below, step| {
        let (left, right) = if step.left { (step.sibling, below) } else { (below, step.sibling) };
        Hash::of(&[left.0, right.0].concat())
    }))
}

/// Whether `path` shows `leaf` at `index` in the tree of `size` leaves with this root.
pub fn verify_inclusion(index: u64, size: u64, leaf: &Hash, path: &[Hash], root: &Hash) -> Result<(), ProofError> {
    same_root(root, &inclusion_root(index, size, leaf, path)?)
}

/// Whether `path` shows `leaf` at `index` of the log in the subtree `[start, end)` with this hash.
pub fn verify_subtree_inclusion(index: u64, start: u64, end: u64, leaf: &Hash, path: &[Hash], hash: &Hash) -> Result<(), ProofError> {
    if !is_subtree(start, end) {
        return Err(ProofError::NoSuchSubtree { start, end, size: end });
    }
    // A subtree has the shape of a tree of its own.
    let within = index.checked_sub(start).ok_or(ProofError::IndexOutOfRange { index, size: end })?;
    verify_inclusion(within, end - start, leaf, path, hash)
}

/// Whether `proof` shows that the tree of `size1` leaves with `root1` is the beginning of the tree of `size2` leaves with `root2`.
///
/// Everything extends the empty tree, so `size1` = 0 asks for no hashes and says nothing about `root2` (the C2SP witness rule; other
/// verifiers refuse the question). The root of an empty tree must be SHA-256 of nothing.
pub fn verify_consistency(size1: u64, size2: u64, proof: &[Hash], root1: &Hash, root2: &Hash) -> Result<(), ProofError> {
    if size2 == 0 {
        same_root(&empty_root(), root2)?;
    }
    verify_subtree_consistency(0, size1, size2, proof, root1, root2)
}

/// Whether `proof` shows that `[start, end)` with `hash` is a subtree of the tree of `size` leaves with `root`.
///
/// An empty subtree is in every tree: its hash must be SHA-256 of nothing, the proof has no hashes, and nothing is said about `root`.
pub fn verify_subtree_consistency(start: u64, end: u64, size: u64, proof: &[Hash], hash: &Hash, root: &Hash) -> Result<(), ProofError> {
    if end > size || !is_subtree(start, end) {
        return Err(ProofError::NoSuchSubtree { start, end, size });
    }
    if start == end {
        return match proof.len() {
            0 => same_old(hash, &empty_root()),
            actual => Err(ProofError::WrongLength { expected: 0, actual }),
        };
    }
    // The path of the subtree's last node to the root. `first` is the subtree's first node of a level, `last` the tree's last one.
    let (mut first, mut at, mut last) = (start, end - 1, size - 1);
    while first != at && (at == last || at & 1 == 1) {
        (first, at, last) = (first >> 1, at >> 1, last >> 1);
    }
    // A perfect subtree is a node itself; otherwise the proof begins with its last perfect part.
    let mut hashes = proof.iter();
    let begin = if first == at { *hash } else { *hashes.next().ok_or(ProofError::NotToTheRoot)? };
    let (mut old, mut new) = (begin, begin);
    for sibling in hashes {
        if last == 0 {
            return Err(ProofError::NotToTheRoot);
        }
        if at & 1 == 1 || at == last {
            if first < at {
                old = node_hash(sibling, &old);
            }
            new = node_hash(sibling, &new);
            // Not 0 here, so this ends: at is odd, or equal to last, which is not 0.
            while at & 1 == 0 {
                (first, at, last) = (first >> 1, at >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, sibling);
        }
        (first, at, last) = (first >> 1, at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::NotToTheRoot);
    }
    same_root(root, &new)?;
    same_old(hash, &old)
}

fn same_root(expected: &Hash, actual: &Hash) -> Result<(), ProofError> {
    if expected == actual { Ok(()) } else { Err(ProofError::RootDiffers { expected: *expected, actual: *actual }) }
}

fn same_old(expected: &Hash, actual: &Hash) -> Result<(), ProofError> {
    if expected == actual { Ok(()) } else { Err(ProofError::OldRootDiffers { expected: *expected, actual: *actual }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    /// Leaves of a small tree, and roots and proofs by the recursive definitions of RFC 9162 and of the subtree draft, written out.
    struct Naive(Vec<Hash>);

    impl Naive {
        fn of(size: u64) -> Naive {
            Naive((0..size).map(|index| Hash::of(&index.to_be_bytes())).collect())
        }

        /// The largest power of two below `length`.
        fn half(length: u64) -> u64 {
            (0..).map(|bit| 1 << bit).take_while(|power| *power < length).last().unwrap()
        }

        fn root(&self, lo: u64, hi: u64) -> Hash {
            if hi - lo == 1 {
                return self.0[lo as usize];
            }
            let middle = lo + Naive::half(hi - lo);
            node_hash(&self.root(lo, middle), &self.root(middle, hi))
        }

        fn path(&self, index: u64, lo: u64, hi: u64) -> Vec<Hash> {
            if hi - lo == 1 {
                return Vec::new();
            }
            let middle = lo + Naive::half(hi - lo);
            let (own, other) = if index < middle { ((lo, middle), (middle, hi)) } else { ((middle, hi), (lo, middle)) };
            let mut path = self.path(index, own.0, own.1);
            path.push(self.root(other.0, other.1));
            path
        }

        /// The proof that `[start, end)` lies in `[lo, hi)`; `known` while its hash is that of a whole part.
        fn subtree(&self, start: u64, end: u64, lo: u64, hi: u64, known: bool) -> Vec<Hash> {
            if (start, end) == (lo, hi) {
                return if known { Vec::new() } else { vec![self.root(lo, hi)] };
            }
            let middle = lo + Naive::half(hi - lo);
            let (mut proof, other) = if end <= middle {
                (self.subtree(start, end, lo, middle, known), (middle, hi))
            } else if start >= middle {
                (self.subtree(start, end, middle, hi, known), (lo, middle))
            } else {
                (self.subtree(middle, end, middle, hi, false), (lo, middle))
            };
            proof.push(self.root(other.0, other.1));
            proof
        }
    }

    /// What is near a proof and not it: a hash changed, one too few, one too many.
    fn near(proof: &[Hash]) -> Vec<Vec<Hash>> {
        let changed = |at: usize| proof.iter().enumerate().map(|(k, hash)| if k == at { Hash::of(&hash.0) } else { *hash }).collect();
        let mut near: Vec<Vec<Hash>> = (0..proof.len()).map(changed).collect();
        near.extend(proof.split_last().map(|(_, fewer)| fewer.to_vec()));
        near.push([proof, &[Hash::ZERO]].concat());
        near
    }

    #[test]
    fn every_path_of_small_trees() {
        for size in 1..=20 {
            let tree = Naive::of(size);
            let root = tree.root(0, size);
            for index in 0..size {
                let (leaf, path) = (tree.0[index as usize], tree.path(index, 0, size));
                assert_eq!(verify_inclusion(index, size, &leaf, &path, &root), Ok(()));
                assert_eq!(head_root(index, size, &leaf, &path), Ok(tree.root(0, index + 1)));
                for step in inclusion_steps(index, size, &leaf, &path).unwrap() {
                    assert_eq!((step.sibling, step.above), (tree.root(step.lo, step.hi), tree.root(step.above_lo, step.above_hi)));
                }
                assert!((0..size).filter(|other| *other != index).all(|other| verify_inclusion(other, size, &leaf, &path, &root).is_err()));
                assert!(near(&path).iter().all(|near| verify_inclusion(index, size, &leaf, near, &root).is_err()));
                assert!(verify_inclusion(index, size, &Hash::ZERO, &path, &root).is_err());
            }
        }
    }

    #[test]
    fn every_subtree_of_small_trees() {
        // Below 30 leaves no subtree has two hashes on its left above a level that its path skips.
        for size in 1..=36 {
            let tree = Naive::of(size);
            let root = tree.root(0, size);
            for (start, end) in (0..size).flat_map(|start| (start + 1..=size).map(move |end| (start, end))) {
                if !is_subtree(start, end) {
                    let error = ProofError::NoSuchSubtree { start, end, size };
                    assert_eq!(verify_subtree_consistency(start, end, size, &[], &root, &root), Err(error));
                    let error = ProofError::NoSuchSubtree { start, end, size: end };
                    assert_eq!(verify_subtree_inclusion(start, start, end, &tree.0[start as usize], &[], &root), Err(error));
                    continue;
                }
                let (hash, proof) = (tree.root(start, end), tree.subtree(start, end, 0, size, true));
                let verify = |proof: &[Hash], hash, root| verify_subtree_consistency(start, end, size, proof, hash, root);
                assert_eq!(verify(&proof, &hash, &root), Ok(()), "[{start}, {end}) of {size}");
                assert!(near(&proof).iter().all(|near| verify(near, &hash, &root).is_err()), "[{start}, {end}) of {size}");
                assert!(verify(&proof, &Hash::ZERO, &root).is_err() && verify(&proof, &hash, &Hash::ZERO).is_err());
                // The shape within is that of a tree of its own.
                for index in (start..end).filter(|_| size == end) {
                    let (leaf, path) = (tree.0[index as usize], tree.path(index, start, end));
                    assert_eq!(verify_subtree_inclusion(index, start, end, &leaf, &path, &hash), Ok(()));
                    assert!(near(&path).iter().all(|near| verify_subtree_inclusion(index, start, end, &leaf, near, &hash).is_err()));
                }
            }
        }
    }

    #[test]
    fn path_lengths() {
        for (index, size, length) in
            [(0, 1, 0), (0, 2, 1), (2, 3, 1), (0, 3, 2), (6, 7, 2), (4, 7, 3), (0, u64::MAX, 64), (u64::MAX - 1, u64::MAX, 63)]
        {
            assert_eq!(path_len(index, size), Some(length), "{index} of {size}");
        }
        assert_eq!((path_len(0, 0), path_len(5, 5), path_len(u64::MAX, u64::MAX)), (None, None, None));
    }

    #[test]
    fn the_largest_trees_are_no_panic() {
        for index in [0, 1, (1 << 63) - 1, 1 << 63, u64::MAX - 2, u64::MAX - 1] {
            for size in [index + 1, (1 << 63) + 1, u64::MAX - 1, u64::MAX].into_iter().filter(|size| *size > index) {
                let path = vec![Hash::ZERO; path_len(index, size).unwrap()];
                let steps = inclusion_steps(index, size, &Hash::ZERO, &path).unwrap();
                assert!(steps.iter().all(|step| step.lo < step.hi && step.hi <= size && step.above_lo < step.above_hi));
                assert!(steps.last().is_none_or(|step| (step.above_lo, step.above_hi) == (0, size)));
                for length in [0, 1, 63, 64, 65, 200] {
                    assert!(verify_consistency(index, size, &vec![Hash::ZERO; length], &Hash::ZERO, &Hash::ZERO).is_err());
                }
            }
        }
    }

    #[test]
    fn size_zero() {
        let (empty, other) = (empty_root(), Hash::of(b"x"));
        assert_eq!(verify_consistency(0, 0, &[], &empty, &empty), Ok(()));
        assert_eq!(verify_consistency(0, 7, &[], &empty, &other), Ok(()));
        assert_eq!(verify_consistency(0, 0, &[], &empty, &other), Err(ProofError::RootDiffers { expected: empty, actual: other }));
        assert_eq!(verify_consistency(0, 7, &[], &other, &other), Err(ProofError::OldRootDiffers { expected: other, actual: empty }));
        assert_eq!(verify_consistency(0, 7, &[other], &empty, &other), Err(ProofError::WrongLength { expected: 0, actual: 1 }));
        assert_eq!(verify_consistency(7, 0, &[], &other, &empty), Err(ProofError::NoSuchSubtree { start: 0, end: 7, size: 0 }));
    }

    #[test]
    fn faults_in_words() {
        let (expected, actual) = (Hash::of(b"a"), Hash::of(b"b"));
        for (error, words) in [
            (ProofError::IndexOutOfRange { index: 7, size: 5 }, "entry 7 is not in a tree of 5 entries"),
            (ProofError::WrongLength { expected: 3, actual: 2 }, "the path has 2 hashes, a path here has 3"),
            (ProofError::NotToTheRoot, "the number of hashes does not fit the two sizes"),
            (ProofError::NoSuchSubtree { start: 1, end: 3, size: 4 }, "[1, 3) is no subtree of a tree of 4 entries"),
        ] {
            assert_eq!(error.to_string(), words);
        }
        for error in [ProofError::RootDiffers { expected, actual }, ProofError::OldRootDiffers { expected, actual }] {
            let words = error.to_string();
            assert!(words.find(&actual.to_string()) < words.find(&expected.to_string()), "{words}");
        }
    }
}
