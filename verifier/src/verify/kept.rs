//! What is kept of one log after it was judged: its lines by position, and the hashes from which paths are drawn.

use super::case::Row;
use crate::log::anchors::{Anchors, Root};
use crate::log::assemble::{Committed, Role, Values};
use crate::log::coverage::Status;
use crate::log::repair::Repair;
use crate::log::segment::Seal;
use crate::log::time::Time;
use crate::tree::hash::Hash;
use crate::tree::merkle::{node_hash, split_point};
use crate::trust::policy::Level;
use crate::verdict::dating::Brackets;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

/// What is kept of one log after it was judged.
#[derive(Debug)]
pub struct Kept {
    pub rows: Vec<Row>,
    plain: Vec<Plain>,
    odd: BTreeMap<usize, Odd>,
    /// Labels of the signers that lines name.
    signers: Vec<String>,
    pub values: Values,
    pub anchors: Anchors,
    pub dropped: BTreeSet<usize>,
    pub brackets: Brackets,
    blocks: RefCell<BTreeMap<(u64, u64), Hash>>,
}

/// What every row has; there are as many as entries, so it is kept small.
#[derive(Clone, Debug)]
struct Plain {
    leaf: Hash,
    seal: Seal,
    /// Index into the signers.
    signer: Option<u32>,
    /// The append time it claims in milliseconds since 1970; [`NO_TIME`] if it claims none.
    at: i64,
}

/// No calendar has this time; an option would take twice the room.
const NO_TIME: i64 = i64::MIN;

/// What few rows have: a role, a repair, something around them, or a `prev` that is not the leaf hash of the row before.
#[derive(Clone, Debug)]
struct Odd {
    role: Option<Role>,
    repair: Repair,
    wrapped: bool,
    prev: Option<Hash>,
    received: Hash,
}

/// What a row's line turned out to be.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    pub leaf: Hash,
    pub repair: Repair,
    /// Whether the received bytes are what an export put around an entry, whatever that turned out to be.
    pub wrapped: bool,
    pub role: Option<Role>,
    pub seal: Seal,
    pub signer: Option<&'a str>,
    pub prev: Option<Hash>,
    pub received: Hash,
}

/// One step of a path, from the leaf upwards.
pub struct PathStep {
    pub left: bool,
    pub lo: u64,
    pub hi: u64,
    pub sibling: Hash,
    pub above: Hash,
}

impl Kept {
    /// What the line of a row turned out to be.
    pub fn held(&self, row: usize) -> Option<Held<'_>> {
        let plain = self.plain.get(row)?;
        let signer = plain.signer.and_then(|signer| self.signers.get(signer as usize)).map(String::as_str);
        let held = Held {
            leaf: plain.leaf,
            repair: Repair::None,
            wrapped: false,
            role: None,
            seal: plain.seal,
            signer,
            prev: self.leaf_before(row),
            received: plain.leaf,
        };
        Some(match self.odd.get(&row) {
            Some(odd) => Held { role: odd.role, repair: odd.repair, wrapped: odd.wrapped, prev: odd.prev, received: odd.received, ..held },
            None => held,
        })
    }

    /// The append time that each row claims, milliseconds since 1970.
    pub fn times(&self) -> impl Iterator<Item = Option<i64>> + Clone {
        self.plain.iter().map(|plain| (plain.at != NO_TIME).then_some(plain.at))
    }

    /// What the lines of a position turned out to be.
    pub fn held_at(&self, seq: u64) -> impl Iterator<Item = Held<'_>> {
        let from = self.rows.partition_point(|row| row.seq < seq);
        let to = self.rows.partition_point(|row| row.seq <= seq);
        (from..to).filter_map(|row| self.held(row))
    }

    fn leaf_before(&self, row: usize) -> Option<Hash> {
        self.plain.get(row.checked_sub(1)?).map(|plain| plain.leaf)
    }

    /// Roots above `index`, the best level and then the newest first.
    pub fn usable_roots(&self, index: u64) -> Vec<&Root> {
        let mut roots: Vec<_> = self
            .anchors
            .roots
            .iter()
            .enumerate()
            .filter(|(id, root)| root.size > index && !self.dropped.contains(id))
            .map(|(_, root)| root)
            .collect();
        roots.sort_by_key(|root| core::cmp::Reverse((root.level, root.size)));
        roots
    }

    /// The inclusion path of `index` in the tree of `size`, if it leads to `hash`.
    pub fn path(&self, index: u64, size: u64, hash: &Hash) -> Option<Vec<PathStep>> {
        let (mut lo, mut hi) = (0, size);
        let mut downwards = Vec::new();
        while hi - lo > 1 {
            let middle = lo + split_point(hi - lo);
            let left = index >= middle;
            let (from, to) = if left { (lo, middle) } else { (middle, hi) };
            downwards.push((left, from, to, self.node(from, to)?));
            (lo, hi) = if left { (middle, hi) } else { (lo, middle) };
        }
        let mut above = self.node(index, index + 1)?;
        let mut steps = Vec::new();
        for (left, lo, hi, sibling) in downwards.into_iter().rev() {
            above = if left { node_hash(&sibling, &above) } else { node_hash(&above, &sibling) };
            steps.push(PathStep { left, lo, hi, sibling, above });
        }
        (above == *hash).then_some(steps)
    }

    /// The hash of a range: authenticated, or recomputed from lines whose place was shown.
    pub fn node(&self, lo: u64, hi: u64) -> Option<Hash> {
        if let Some(hash) = self.values.nodes.get(&(lo, hi)).or(self.blocks.borrow().get(&(lo, hi))) {
            return Some(*hash);
        }
        if hi - lo == 1 {
            if let Some((hash, _)) = self.values.apart.get(&lo) {
                return Some(*hash);
            }
            let shown = self.values.shown_at(Level::Unpinned).contains(lo);
            return self.held_at(lo).find(|held| shown && matches!(held.role, None | Some(Role::Held(_)))).map(|held| held.leaf);
        }
        let middle = lo + split_point(hi - lo);
        let hash = node_hash(&self.node(lo, middle)?, &self.node(middle, hi)?);
        if hi - lo >= 1 << 10 {
            self.blocks.borrow_mut().insert((lo, hi), hash);
        }
        Some(hash)
    }
}

/// Keeps what is needed of a log; `status` is what the judge made of each position with lines.
pub fn keep(log: Committed<'_>, brackets: Brackets, status: &[Status]) -> Kept {
    let mut kept = Kept {
        rows: Vec::new(),
        plain: Vec::new(),
        odd: BTreeMap::new(),
        signers: Vec::new(),
        values: log.values,
        anchors: log.anchors,
        dropped: log.dropped,
        brackets,
        blocks: RefCell::new(BTreeMap::new()),
    };
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for (place, status) in log.lines.places().iter().zip(status) {
        for line in log.lines.of(*place) {
            let row = log.lines.row(*line);
            let role = log.roles.get(line).copied();
            let chosen = match role {
                Some(Role::Held(value)) => log.lines.way(*line, &value),
                _ => None,
            };
            let leaf = chosen.map_or(row.leaf, |way| way.leaf);
            let wrapped = log.lines.ways(*line).any(|way| way.repair.is_unwrapped());
            if role.is_some() || wrapped || row.prev != kept.plain.last().map(|plain| plain.leaf) {
                let repair = chosen.map_or(Repair::None, |way| way.repair);
                kept.odd.insert(kept.plain.len(), Odd { role, repair, wrapped, prev: row.prev, received: row.leaf });
            }
            let signer = log.lines.signer(*line).map(|label| {
                *known.entry(label).or_insert_with(|| {
                    kept.signers.push(String::from(label));
                    (kept.signers.len() - 1) as u32
                })
            });
            let at = row.at.map_or(NO_TIME, Time::millis);
            kept.plain.push(Plain { leaf, seal: chosen.map_or(row.seal, |way| way.seal), signer, at });
            let status = if matches!(role, Some(Role::Impostor(_))) { Status::Forged } else { *status };
            kept.rows.push(Row { seq: row.seq, input: log.lines.stream(*line) as u32, offset: row.offset, len: row.len, status });
        }
    }
    kept
}
