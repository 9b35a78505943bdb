//! The engine's hash trees against their slow twin, for every size up to 130.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use unbroken::tree::hash::Hash;
use unbroken::tree::merkle::{CompactRange, is_subtree, leaf_hash, node_hash};
use unbroken::tree::proof::{
    head_root, inclusion_root, inclusion_steps, path_len, verify_consistency, verify_inclusion, verify_subtree_consistency,
    verify_subtree_inclusion,
};
use unbroken_tests::naive;

const SIZE: usize = 130;

/// Leaf i is the single byte i.
fn leaves() -> Vec<naive::Digest32> {
    (0..SIZE).map(|i| naive::leaf(&[i as u8])).collect()
}

fn range(start: usize, end: usize) -> CompactRange {
    let mut range = CompactRange::new(start as u64);
    (start..end).for_each(|i| assert!(range.push(leaf_hash(&[i as u8]))));
    range
}

fn hashes(proof: Vec<naive::Digest32>) -> Vec<Hash> {
    proof.into_iter().map(Hash).collect()
}

/// Every change of one hash, every removal and every addition.
fn damaged(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> + '_ {
    let changed = (0..proof.len()).map(|at| {
        let mut proof = proof.to_vec();
        proof[at].0[at % 32] ^= 1 << (at % 8);
        proof
    });
    let removed = (0..proof.len()).map(|at| [&proof[..at], &proof[at + 1..]].concat());
    let added = (0..=proof.len()).map(|at| [&proof[..at], &[Hash::of(b"more")], &proof[at..]].concat());
    let doubled = proof.iter().map(move |hash| [proof, &[*hash]].concat());
    changed.chain(removed).chain(added).chain(doubled)
}

#[test]
fn roots_of_all_ranges() {
    let leaves = leaves();
    for (start, end) in (0..=SIZE).flat_map(|end| (0..=end).map(move |start| (start, end))) {
        let range = range(start, end);
        assert_eq!(range.root().map(|root| root.0), (start == 0).then(|| naive::root(&leaves[..end])));
        let subtree = naive::is_subtree(start, end);
        assert_eq!(is_subtree(start as u64, end as u64), subtree);
        assert_eq!(range.subtree_root().map(|root| root.0), subtree.then(|| naive::root(&leaves[start..end])), "[{start}, {end})");
        for (lo, hi, hash) in range.subtrees() {
            assert_eq!(hash.0, naive::root(&leaves[lo as usize..hi as usize]));
        }
    }
}

/// The digest over all subtree hashes, as independent implementations agree on it.
#[test]
fn subtree_hashes_digest() {
    let mut lines = String::new();
    for (start, end) in (0..=SIZE).flat_map(|end| (0..=end).map(move |start| (start, end))) {
        if let Some(hash) = range(start, end).subtree_root() {
            writeln!(lines, "[{start}, {end}) {}", hash.to_hex()).unwrap();
        }
    }
    assert_eq!(hex(&lines), "b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81");
}

/// The digest over all subtree inclusion proofs; the twin makes them, the engine verifies each.
#[test]
fn subtree_inclusion_digest() {
    let (leaves, mut lines, mut count) = (leaves(), String::new(), 0);
    for (start, end) in
        (1..=SIZE).flat_map(|end| (0..end).map(move |start| (start, end))).filter(|(start, end)| naive::is_subtree(*start, *end))
    {
        let hash = range(start, end).subtree_root().unwrap();
        for index in start..end {
            let proof = hashes(naive::path(index - start, &leaves[start..end]));
            let verify = |index: usize, proof: &[Hash]| {
                verify_subtree_inclusion(index as u64, start as u64, end as u64, &Hash(leaves[index.min(SIZE - 1)]), proof, &hash)
            };
            assert_eq!(verify(index, &proof), Ok(()));
            assert!(verify(index + 1, &proof).is_err() && (index == 0 || verify(index - 1, &proof).is_err()));
            let printed: String = proof.iter().map(|hash| format!(" {}", hash.to_hex())).collect();
            writeln!(lines, "{index} [{start}, {end}){printed}").unwrap();
            count += 1;
        }
    }
    assert_eq!(count, 12807);
    assert_eq!(hex(&lines), "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f");
}

#[test]
fn inclusion_of_every_leaf_in_every_tree() {
    let leaves = leaves();
    for size in 1..=SIZE {
        let root = Hash(naive::root(&leaves[..size]));
        for index in 0..size {
            let (leaf, path) = (Hash(leaves[index]), hashes(naive::path(index, &leaves[..size])));
            let (i, n) = (index as u64, size as u64);
            assert_eq!(path_len(i, n), Some(path.len()));
            assert_eq!(inclusion_root(i, n, &leaf, &path), Ok(root));
            assert_eq!(verify_inclusion(i, n, &leaf, &path, &root), Ok(()));
            assert!(verify_inclusion(i, n, &Hash::of(b"other"), &path, &root).is_err());
            assert!(damaged(&path).all(|path| verify_inclusion(i, n, &leaf, &path, &root).is_err()));
            // Lemma 1: the path of the last entry of a smaller tree holds the root of that tree.
            assert_eq!(head_root(i, n, &leaf, &path), Ok(Hash(naive::root(&leaves[..=index]))));
            // Each step says truly which leaves the sibling and the node above cover.
            let mut node = leaf;
            for step in inclusion_steps(i, n, &leaf, &path).unwrap() {
                let of = |lo: u64, hi: u64| Hash(naive::root(&leaves[lo as usize..hi as usize]));
                assert_eq!((of(step.lo, step.hi), of(step.above_lo, step.above_hi)), (step.sibling, step.above));
                assert_eq!(step.left, step.hi <= i);
                assert_eq!(step.above, if step.left { node_hash(&step.sibling, &node) } else { node_hash(&node, &step.sibling) });
                node = step.above;
            }
        }
        assert!(verify_inclusion(size as u64, size as u64, &root, &[], &root).is_err());
    }
}

/// A proof is about one index and one size: no other index accepts it, and no other size of the same shape either way.
#[test]
fn a_path_is_about_one_index() {
    let leaves = leaves();
    for size in 1..=40 {
        let root = Hash(naive::root(&leaves[..size]));
        for (index, other) in (0..size).flat_map(|index| (0..size).map(move |other| (index, other))).filter(|(index, other)| index != other)
        {
            let path = hashes(naive::path(index, &leaves[..size]));
            assert!(verify_inclusion(other as u64, size as u64, &Hash(leaves[index]), &path, &root).is_err());
        }
    }
}

#[test]
fn consistency_of_every_pair_of_sizes() {
    let leaves = leaves();
    let roots: Vec<Hash> = (0..=SIZE).map(|size| Hash(naive::root(&leaves[..size]))).collect();
    for (old, new) in (1..=SIZE).flat_map(|new| (1..=new).map(move |old| (old, new))) {
        let proof = hashes(naive::consistency(old, &leaves[..new]));
        let verify = |proof: &[Hash], root1: &Hash, root2: &Hash| verify_consistency(old as u64, new as u64, proof, root1, root2);
        assert_eq!(verify(&proof, &roots[old], &roots[new]), Ok(()), "{old} to {new}");
        assert!(verify(&proof, &roots[old - 1], &roots[new]).is_err() && verify(&proof, &roots[old], &roots[new - 1]).is_err());
        assert!(damaged(&proof).all(|proof| verify(&proof, &roots[old], &roots[new]).is_err()), "{old} to {new}");
        assert!(old == new || verify_consistency(new as u64, old as u64, &proof, &roots[new], &roots[old]).is_err());
    }
}

#[test]
fn consistency_of_every_subtree() {
    let leaves = leaves();
    for size in 1..=SIZE {
        let root = Hash(naive::root(&leaves[..size]));
        for (start, end) in (0..size).flat_map(|start| (start + 1..=size).map(move |end| (start, end))) {
            let hash = Hash(naive::root(&leaves[start..end]));
            let verify =
                |proof: &[Hash], hash: &Hash| verify_subtree_consistency(start as u64, end as u64, size as u64, proof, hash, &root);
            if !naive::is_subtree(start, end) {
                assert!(verify(&[], &hash).is_err());
                continue;
            }
            let proof = hashes(naive::subtree_consistency(start, end, &leaves[..size]));
            assert_eq!(verify(&proof, &hash), Ok(()), "[{start}, {end}) in {size}");
            assert!(verify(&proof, &Hash::of(b"other")).is_err());
            assert!(damaged(&proof).all(|proof| verify(&proof, &hash).is_err()), "[{start}, {end}) in {size}");
        }
    }
}

/// The tree of the Certificate Transparency implementations.
#[test]
fn the_well_known_tree() {
    let mut range = CompactRange::new(0);
    for input in ["", "\0", "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43", "PQRSTUVW", "`abcdefghijklmno"] {
        assert!(range.push(leaf_hash(input.as_bytes())));
    }
    assert_eq!(range.root().map(|root| root.to_hex()).as_deref(), Some("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"));
}

fn hex(text: &str) -> String {
    Hash(Sha256::digest(text).into()).to_hex()
}
