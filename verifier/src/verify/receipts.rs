//! Receipts find their entries: in the proof file itself, beside it, or in a bundle (unbroken-bundle, Proof recipes).
//!
//! An entry that leads to the checkpoint's root is bound. One that was given with the receipt and does not is unbound, and a finding. An
//! entry of a foreign log has no form that this crate knows; it gets a row of its own so that it can be shown and judged.

use crate::log::anchors::{Anchors, Proof};
use crate::log::lines::{LineRef, Lines, Source};
use crate::log::segment::{Row, Rows, Seal};
use crate::tree::hash::Hash;
use crate::tree::merkle::leaf_hash;
use crate::tree::proof::inclusion_root;
use crate::trust::policy::Level;
use crate::verify::Stream;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// Entries of foreign logs, per origin and stream.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// Rows per (origin, stream they lie in).
    pub rows: BTreeMap<(String, usize), Rows>,
    /// Leaf hashes of rows that do not lead to their root: (origin, index, leaf).
    pub unbound: BTreeSet<(String, u64, Hash)>,
    /// Streams that serve as the entry of a receipt.
    pub used: BTreeSet<usize>,
}

fn leads(proof: &Proof, leaf: &Hash) -> bool {
    inclusion_root(proof.index, proof.size, leaf, &proof.path).is_ok_and(|root| root == proof.root)
}

/// Finds the entries of receipts of foreign logs.
pub fn foreign(streams: &[Stream], anchors: &BTreeMap<String, Anchors>) -> Foreign {
    let mut found = Foreign::default();
    for (origin, anchors) in anchors {
        for proof in anchors.proofs.iter().filter(|proof| proof.receipt) {
            let stream = proof.place.0;
            let native_here = streams.get(stream).is_some_and(|stream| !stream.segment.logs.is_empty());
            let native_elsewhere = streams.iter().any(|stream| stream.segment.logs.get(origin).is_some_and(|rows| rows.rows.iter().any(|row| row.seq == proof.index)));
            if native_here || (native_elsewhere && proof.extra.is_none()) {
                continue;
            }
            // Its own extra first; without one, any loose file or object that is nothing else.
            let own = proof.extra.as_ref().map(|extra| (stream, 0, extra.len() as u32, leaf_hash(extra)));
            let beside = streams.iter().enumerate().filter(|_| own.is_none()).flat_map(|(index, stream)| {
                let orphans = stream.segment.orphans.iter().filter(|orphan| orphan.foreign);
                orphans.flat_map(move |orphan| orphan.leaves.iter().map(move |leaf| (index, orphan.offset, orphan.len, *leaf)))
            });
            let candidates: Vec<(usize, u64, u32, Hash)> = own.into_iter().chain(beside).collect();
            let bound = candidates.iter().find(|candidate| leads(proof, &candidate.3));
            let Some((lies_in, offset, len, leaf)) = bound.or(candidates.first()).copied() else { continue };
            if bound.is_none() {
                found.unbound.insert((origin.clone(), proof.index, leaf));
            }
            found.used.insert(lies_in);
            let rows = found.rows.entry((origin.clone(), lies_in)).or_default();
            if !rows.rows.iter().any(|row| row.seq == proof.index && row.leaf == leaf) {
                rows.rows.push(Row { seq: proof.index, offset, len, leaf, prev: None, seal: Seal::Absent, signer: None, at: None, id: None });
            }
        }
    }
    found
}

/// The sources of the lines of one log: its streams, and its foreign entries.
pub fn sources<'a>(origin: &str, streams: &'a [Stream], foreign: &'a Foreign) -> Vec<Source<'a>> {
    let native = streams.iter().enumerate().filter_map(|(stream, held)| Some(Source { stream, rows: held.segment.logs.get(origin)?, foreign: false }));
    let others = foreign.rows.iter().filter(|((log, _), _)| log == origin);
    native.chain(others.map(|((_, stream), rows)| Source { stream: *stream, rows, foreign: true })).collect()
}

/// Lines that were given as the entry of a receipt and do not lead to its root.
#[derive(Clone, Debug, Default)]
pub struct Unbound {
    /// Lines of the receipt's own file.
    pub own: BTreeMap<LineRef, (u64, Hash)>,
    /// Lines found elsewhere for a receipt without an entry.
    pub beside: BTreeMap<LineRef, (u64, Hash)>,
}

/// Finds the lines that do not lead to the root of the receipt they were given with.
pub fn unbound(origin: &str, lines: &Lines<'_>, anchors: &Anchors, foreign: &Foreign) -> Unbound {
    let mut unbound = Unbound::default();
    // Where the reader trusts a root of this log, a proof under another key is not used, for or against.
    let is_trusted = |level: Option<Level>| level >= Some(Level::Pinned);
    let any_trusted = anchors.roots.iter().any(|root| is_trusted(Some(root.level)));
    for proof in anchors.proofs.iter().filter(|proof| proof.receipt && (is_trusted(proof.level) || !any_trusted)) {
        let here = |line: &LineRef| lines.stream(*line) == proof.place.0;
        for line in lines.all().chain(lines.repeated.iter().copied()).filter(here) {
            let row = lines.row(line);
            let bound = row.seq == proof.index && lines.ways(line).any(|way| leads(proof, &way.leaf));
            if !bound {
                // The same line may be held from another stream.
                let held = lines.at(row.seq).iter().find(|held| lines.row(**held).leaf == row.leaf);
                unbound.own.insert(held.copied().unwrap_or(line), (proof.index, proof.root));
            }
        }
        if proof.extra.is_none() && !lines.at(proof.index).iter().any(|line| here(line) || lines.ways(*line).any(|way| leads(proof, &way.leaf))) {
            let given = lines.at(proof.index).iter().filter(|line| !lines.sources().get(line.source()).is_some_and(|source| source.foreign));
            unbound.beside.extend(given.map(|line| (*line, (proof.index, proof.root))));
        }
    }
    for line in lines.all() {
        let row = lines.row(line);
        if foreign.unbound.contains(&(String::from(origin), row.seq, row.leaf)) {
            let root = anchors.proofs.iter().find(|proof| proof.index == row.seq).map_or(Hash::ZERO, |proof| proof.root);
            unbound.own.insert(line, (row.seq, root));
        }
    }
    unbound
}
