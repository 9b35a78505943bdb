//! The slow twin: hash trees straight from their recursive definitions, sharing no code with the engine it judges.
//!
//! RFC 6962 §2.1 for trees, paths and consistency; draft-ietf-plants-merkle-tree-certs §4 for subtrees.

use sha2::{Digest, Sha256};

/// A hash, as plain bytes.
pub type Digest32 = [u8; 32];

/// `HASH(0x00 || d)`.
pub fn leaf(data: &[u8]) -> Digest32 {
    Sha256::digest([&[0], data].concat()).into()
}

/// `HASH(0x01 || left || right)`.
pub fn node(left: Digest32, right: Digest32) -> Digest32 {
    Sha256::digest([&[1], &left[..], &right[..]].concat()).into()
}

/// `MTH(D[n])`, over leaf hashes.
pub fn root(leaves: &[Digest32]) -> Digest32 {
    match leaves {
        [] => Sha256::digest([]).into(),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(root(left), root(right))
        }
    }
}

/// `PATH(m, D[n])`: the inclusion proof of leaf `m`.
pub fn path(m: usize, leaves: &[Digest32]) -> Vec<Digest32> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if m < k { (path(m, left), root(right)) } else { (path(m - k, right), root(left)) };
    proof.push(sibling);
    proof
}

/// `PROOF(m, D[n])`: the consistency proof of the first `m` leaves, 0 < m <= n.
pub fn consistency(m: usize, leaves: &[Digest32]) -> Vec<Digest32> {
    subproof(m, leaves, true)
}

fn subproof(m: usize, leaves: &[Digest32], known: bool) -> Vec<Digest32> {
    if m == leaves.len() {
        return if known { Vec::new() } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if m <= k { (subproof(m, left, known), root(right)) } else { (subproof(m - k, right, false), root(left)) };
    proof.push(sibling);
    proof
}

/// `SUBTREE_PROOF(start, end, D_n)`: the consistency proof of the subtree `[start, end)`, start < end.
pub fn subtree_consistency(start: usize, end: usize, leaves: &[Digest32]) -> Vec<Digest32> {
    subtree_subproof(start, end, leaves, true)
}

fn subtree_subproof(start: usize, end: usize, leaves: &[Digest32], known: bool) -> Vec<Digest32> {
    if start == 0 && end == leaves.len() {
        return if known { Vec::new() } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if end <= k {
        (subtree_subproof(start, end, left, known), root(right))
    } else if k <= start {
        (subtree_subproof(start - k, end - k, right, known), root(left))
    } else {
        (subtree_subproof(0, end - k, right, false), root(left))
    };
    proof.push(sibling);
    proof
}

/// Whether `[start, end)` is a subtree: `start` is a multiple of the smallest power of two that is at least `end - start`.
pub fn is_subtree(start: usize, end: usize) -> bool {
    let mut power = 1;
    while power < end - start {
        power *= 2;
    }
    start.is_multiple_of(power)
}

/// The largest power of two smaller than `n`.
fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}
