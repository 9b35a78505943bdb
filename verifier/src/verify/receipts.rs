//! Receipts find their entries: in the proof file itself, beside it, or in a bundle (unbroken-bundle, Proof recipes).
//!
//! An entry that leads to the checkpoint's root is bound. One that was given with the receipt and does not is unbound, and a finding. An
//! entry of a foreign log has no form that this crate knows; it gets a row of its own so that it can be shown and judged.

use crate::finding::Code;
use crate::log::anchors::{Anchors, Proof};
use crate::log::draft::Draft;
use crate::log::lines::{LineRef, Lines, Source};
use crate::log::segment::{Row, Rows};
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::tree::merkle::leaf_hash;
use crate::tree::proof::{inclusion_root, unseparated_root};
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
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
    /// Receipts over a tree that does not keep leaves and nodes apart: origin, index and stream.
    unseparated: BTreeSet<(String, u64, usize)>,
}

fn leads(proof: &Proof, leaf: &Hash) -> bool {
    inclusion_root(proof.index, proof.size, leaf, &proof.path).is_ok_and(|root| root == proof.root)
}

/// Whether bytes with this SHA-256 lead to the root in a tree that does not keep leaves and nodes apart.
fn leads_unseparated(proof: &Proof, entry: &Hash) -> bool {
    unseparated_root(proof.index, proof.size, entry, &proof.path).is_ok_and(|root| root == proof.root)
}

/// Whether a stream holds one thing that is no record, and nothing else, as the entry beside a receipt does. Of a stream that was not read
/// to the end nobody knows.
fn is_nothing_else(stream: &Stream) -> bool {
    stream.complete && stream.segment.records.is_empty() && stream.segment.entries() == 0 && stream.segment.orphans.len() == 1
}

/// Which of these positions some stream has a line for; one walk over the lines, however many receipts lie beside them.
fn held(streams: &[Stream], origin: &str, wanted: &BTreeSet<u64>) -> BTreeSet<u64> {
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let rows = streams.iter().filter_map(|stream| stream.segment.logs.get(origin)).flat_map(Rows::iter);
    rows.map(|row| row.seq).filter(|seq| wanted.contains(seq)).collect()
}

/// Finds the entries of receipts of foreign logs.
///
/// A file whose hash some entry names as its attachment is no entry that was given with a receipt, unless it leads to the root. A loose file
/// may be one where its digest was not taken, and where the entry that names it may stand in what was not read.
pub fn foreign(streams: &[Stream], anchors: &BTreeMap<String, Anchors>, attached: &BTreeSet<[u8; 32]>) -> Foreign {
    let digest = |stream: usize| streams.get(stream).and_then(|stream| stream.sha256);
    let is_attached = |stream: usize| digest(stream).is_some_and(|digest| attached.contains(&digest));
    let partial = streams.iter().any(|stream| !stream.complete && stream.inside.is_none());
    let may_be_attached = |stream: usize| partial || (digest(stream).is_none() && !attached.is_empty());
    let mut found = Foreign::default();
    for (origin, anchors) in anchors {
        let receipts = || anchors.proofs.iter().filter(|proof| proof.receipt);
        let native = held(streams, origin, &receipts().map(|proof| proof.index).collect());
        for proof in receipts() {
            let stream = proof.place.0;
            let native_here = streams.get(stream).is_some_and(|stream| !stream.segment.logs.is_empty());
            if native_here || (native.contains(&proof.index) && proof.extra.is_none()) {
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
            // What was given as the entry and leads nowhere is accused; one line among others, or an attachment, is only tried.
            let is_given = |candidate: usize| {
                candidate == stream || (!may_be_attached(candidate) && streams.get(candidate).is_some_and(is_nothing_else))
            };
            let given = candidates.iter().find(|candidate| is_given(candidate.0) && !is_attached(candidate.0));
            let Some((lies_in, offset, len, leaf)) = bound.or(given).copied() else { continue };
            let plain = || match &proof.extra {
                Some(extra) => Some(Hash::of(extra)),
                None => streams.get(lies_in).and_then(|stream| stream.sha256).map(Hash),
            };
            if bound.is_none() && plain().is_some_and(|entry| leads_unseparated(proof, &entry)) {
                found.unseparated.insert((origin.clone(), proof.index, stream));
            } else if bound.is_none() {
                found.unbound.insert((origin.clone(), proof.index, leaf));
            }
            found.used.insert(lies_in);
            let rows = found.rows.entry((origin.clone(), lies_in)).or_default();
            if !rows.iter().any(|row| row.seq == proof.index && row.leaf == leaf) {
                rows.push(Row::bare(proof.index, (offset, len), leaf), None);
            }
        }
    }
    found
}

/// The sources of the lines of one log: its streams, and its foreign entries.
pub fn sources<'a>(origin: &str, streams: &'a [Stream], foreign: &'a Foreign) -> Vec<Source<'a>> {
    let native = streams
        .iter()
        .enumerate()
        .filter_map(|(stream, held)| Some(Source { stream, rows: held.segment.logs.get(origin)?, foreign: false }));
    let others = foreign.rows.iter().filter(|((log, _), _)| log == origin);
    native.chain(others.map(|((_, stream), rows)| Source { stream: *stream, rows, foreign: true })).collect()
}

/// What is said about receipts over a tree that does not keep leaves and nodes apart. Nobody is accused, and nothing is proven.
pub fn unseparated(origin: &str, foreign: &Foreign) -> Vec<Draft> {
    let here = foreign.unseparated.iter().filter(|(log, _, _)| log == origin);
    here.map(|(_, index, stream)| {
        let message = format!(
            "The proof for index {index} leads to its root only in a tree that hashes entries and inner nodes alike; such a tree cannot tell one from the other, and this proves nothing."
        );
        Draft::new(Code::TreeUnseparated, message).entries(*index, index + 1).bytes(*stream, 0, 0)
    })
    .collect()
}

/// Lines that were given as the entry of a receipt and do not lead to its root, with its index and root.
#[derive(Clone, Debug, Default)]
pub struct Unbound {
    /// Entries inside the receipt.
    pub inside: BTreeMap<LineRef, (u64, Hash)>,
    /// A lone entry beside a receipt that has none inside.
    pub beside: BTreeMap<LineRef, (u64, Hash)>,
}

/// Finds the lines that do not lead to the root of the receipt they were given with. A line of a bundle is never accused by a receipt
/// that lies beside it, and where the reader trusts a root of this log, a proof under another key is not used, for or against.
pub fn unbound(origin: &str, lines: &Lines<'_>, anchors: &Anchors, streams: &[Stream], foreign: &Foreign) -> Unbound {
    let mut unbound = Unbound::default();
    let any_trusted = anchors.roots.iter().any(|root| root.level >= Level::Pinned);
    let counts = |proof: &&Proof| proof.receipt && (!any_trusted || proof.level >= Some(Level::Pinned));
    for proof in anchors.proofs.iter().filter(counts) {
        for source in lines.sources().iter().filter(|source| !source.foreign) {
            let lone = || {
                proof.extra.is_none()
                    && streams.get(source.stream).is_some_and(Stream::is_lone_entry)
                    && source.rows.iter().all(|row| row.seq == proof.index)
            };
            let list = if source.stream == proof.place.0 {
                &mut unbound.inside
            } else if lone() {
                &mut unbound.beside
            } else {
                continue;
            };
            for row in source.rows.iter() {
                // The kept line with these bytes, which may lie in another stream.
                let Some(line) = lines.at(row.seq).iter().find(|line| lines.row(**line).leaf == row.leaf) else { continue };
                if row.seq != proof.index || !lines.ways(*line).any(|way| leads(proof, &way.leaf)) {
                    list.insert(*line, (proof.index, proof.root));
                }
            }
        }
    }
    for (_, seq, leaf) in foreign.unbound.iter().filter(|(log, _, _)| log == origin) {
        let root = anchors.proofs.iter().find(|proof| proof.index == *seq).map_or(Hash::ZERO, |proof| proof.root);
        unbound.inside.extend(lines.at(*seq).iter().filter(|line| lines.row(**line).leaf == *leaf).map(|line| (*line, (*seq, root))));
    }
    unbound
}
