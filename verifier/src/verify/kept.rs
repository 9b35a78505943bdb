//! What is kept of one log after it was judged: its lines by position, and the hashes from which paths are drawn.
//!
//! There are as many lines as entries, so they are kept once, in the form in which they were read: beside them stand only their order and
//! what became of each.

use super::rows::{LogRows, Source};
use crate::log::anchors::{Anchors, Root};
use crate::log::assemble::{Committed, Role, Values};
use crate::log::coverage::Status;
use crate::log::lines::{self, LineRef};
use crate::log::repair::Repair;
use crate::log::segment::{Rows, Seal, Way};
use crate::log::standing::held_way;
use crate::log::stream::Stream;
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
    origin: String,
    pub sources: Vec<Source>,
    /// Every distinct line, by position.
    lines: Vec<LineRef>,
    /// What became of each.
    status: Vec<Status>,
    /// Of lines that are not simply held.
    roles: BTreeMap<LineRef, Role>,
    pub values: Values,
    pub anchors: Anchors,
    pub dropped: BTreeSet<usize>,
    pub brackets: Brackets,
    blocks: RefCell<BTreeMap<(u64, u64), Hash>>,
}

/// One log that was judged, with its lines.
#[derive(Debug)]
pub struct Log<'c> {
    pub kept: &'c Kept,
    pub rows: LogRows<'c>,
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
    /// Takes over the lines of the log from the streams they were read from. Nobody else asks for them once a log is judged.
    pub fn adopt(&mut self, streams: &mut [Stream]) {
        for source in self.sources.iter_mut().filter(|source| !source.foreign) {
            let held = streams.get_mut(source.input as usize).and_then(|stream| stream.segment.logs.remove(&self.origin));
            source.rows = held.unwrap_or_default();
        }
    }

    /// The lines.
    pub fn rows(&self) -> LogRows<'_> {
        LogRows { lines: &self.lines, status: &self.status, sources: &self.sources }
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
}

impl<'c> Log<'c> {
    /// What the line of a row turned out to be.
    pub fn held(&self, index: usize) -> Option<Held<'c>> {
        let (line, _, rows) = self.rows.place(index)?;
        let row = rows.get(line.row())?;
        let role = self.kept.roles.get(&line).copied();
        let way = self.way(line, rows)?;
        Some(Held {
            leaf: way.leaf,
            repair: way.repair,
            wrapped: rows.ways(line.row()).any(|way| way.repair.is_unwrapped()),
            role,
            seal: way.seal,
            signer: row.signer.and_then(|signer| rows.signers.get(signer as usize)).map(String::as_str),
            prev: rows.prev(line.row()),
            received: row.leaf,
        })
    }

    fn way(&self, line: LineRef, rows: &Rows) -> Option<Way> {
        held_way(self.kept.roles.get(&line), || rows.ways(line.row()))
    }

    /// What the lines of a position turned out to be.
    pub fn held_at(&self, seq: u64) -> impl Iterator<Item = Held<'c>> {
        (self.rows.first_at(seq)..self.rows.first_at(seq.saturating_add(1))).filter_map(|index| self.held(index))
    }

    /// The mark of the id that a line's event shares with others.
    pub fn mark(&self, index: usize) -> Option<[u8; 16]> {
        let (line, _, rows) = self.rows.place(index)?;
        rows.told(self.way(line, rows)?.repair.text()).correlations.of(line.row()).next().copied()
    }

    /// The lines whose event has this mark.
    pub fn marked<'m>(&'m self, mark: &'m [u8; 16]) -> impl Iterator<Item = usize> + 'm {
        let sources = self.kept.sources.iter().map(|source| &source.rows).enumerate();
        let told = sources.flat_map(|(source, rows)| rows.texts().map(move |(text, told)| (source, rows, text, told)));
        told.flat_map(move |(source, rows, text, told)| {
            let same = told.correlations.iter().filter(move |(_, other)| *other == mark);
            same.filter_map(move |(row, _)| {
                let line = LineRef::new(source, row as usize);
                let held = self.way(line, rows)?.repair.text();
                self.index(line, rows.get(row)?.seq).filter(|_| text.says_same(held))
            })
        })
    }

    /// Index of a line of this position; none if it only repeats another.
    fn index(&self, line: LineRef, seq: u64) -> Option<usize> {
        let (from, to) = (self.rows.first_at(seq), self.rows.first_at(seq.saturating_add(1)));
        (from..to).find(|index| self.kept.lines.get(*index) == Some(&line))
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
        if let Some(hash) = self.kept.values.nodes.get(&(lo, hi)).or(self.kept.blocks.borrow().get(&(lo, hi))) {
            return Some(*hash);
        }
        if hi - lo == 1 {
            if let Some((hash, _)) = self.kept.values.apart.get(&lo) {
                return Some(*hash);
            }
            let shown = self.kept.values.shown_at(Level::Unpinned).contains(lo);
            return self.held_at(lo).find(|held| shown && matches!(held.role, None | Some(Role::Held(_)))).map(|held| held.leaf);
        }
        let middle = lo + split_point(hi - lo);
        let hash = node_hash(&self.node(lo, middle)?, &self.node(middle, hi)?);
        if hi - lo >= 1 << 10 {
            self.kept.blocks.borrow_mut().insert((lo, hi), hash);
        }
        Some(hash)
    }
}

/// Keeps what is needed of a log, and [`Kept::adopt`]s its lines later; `status` is what the judge made of each position with lines.
pub fn keep(log: Committed<'_>, brackets: Brackets, status: &[Status]) -> Kept {
    let source = |source: &lines::Source<'_>| Source {
        input: source.stream as u32,
        foreign: source.foreign,
        rows: if source.foreign { source.rows.clone() } else { Rows::default() },
    };
    let sources = log.lines.sources().iter().map(source).collect();
    let mut each: Vec<Status> = Vec::with_capacity(log.lines.all().len());
    for (place, status) in log.lines.places().iter().zip(status) {
        let impostor = |line| matches!(log.roles.get(line), Some(Role::Impostor(_)));
        each.extend(log.lines.of(*place).iter().map(|line| if impostor(line) { Status::Forged } else { *status }));
    }
    let mut lines = log.lines.into_order();
    // A log that nobody could read has no status, and no lines then.
    lines.truncate(each.len());
    Kept {
        origin: log.origin,
        sources,
        lines,
        status: each,
        roles: log.roles,
        values: log.values,
        anchors: log.anchors,
        dropped: log.dropped,
        brackets,
        blocks: RefCell::new(BTreeMap::new()),
    }
}
