//! Lines, anchors and trust put together: what is committed, position by position, and what contradicts it.
//!
//! Everything here is a function of the set of lines per position and the set of checkpoints and proofs, never of their order.

mod contradict;
mod places;
mod ranges;
mod values;

use super::anchors::{Anchors, Proof, Root};
use super::coverage::{Runs, Status};
use super::draft::Draft;
use super::lines::{LineRef, Lines};
use super::solve::{RootId, Solver};
use crate::budget::MAX_CANDIDATES;
use crate::finding::Code;
use crate::tree::hash::Hash;
use crate::tree::proof::inclusion_steps;
use crate::trust::policy::{Level, Trust};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What one line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its reading with this leaf hash is the value of its position, or nothing speaks against it.
    Held(Hash),
    /// Another value is known for its position.
    Differs(Hash),
    /// The genuine line of its position is there as well.
    Impostor(Hash),
    /// One of several, and nobody can tell which is genuine.
    Rival,
}

/// Everything known about one log before anyone asks about it.
#[derive(Debug)]
pub struct Committed<'a> {
    /// Origin of the log.
    pub origin: String,
    /// Its lines.
    pub lines: Lines<'a>,
    /// Its checkpoints and proofs.
    pub anchors: Anchors,
    /// Roots that contradict one of their own level.
    pub contested: BTreeSet<RootId>,
    /// Roots that contradict one of a higher level, or that nobody trusts and nothing fits.
    pub dropped: BTreeSet<RootId>,
    /// Status per place of `lines`.
    pub status: Vec<Status>,
    /// Positions whose committed bytes name another position or log.
    pub misplaced: BTreeMap<u64, LineRef>,
    /// Role per line that is not simply held.
    pub roles: BTreeMap<LineRef, Role>,
    /// Size of the newest trusted checkpoint that was not dropped, in the input or kept.
    pub newest: Option<u64>,
    /// Positions whose leaf was compared with a tree value.
    pub compared: u64,
    /// What was found.
    pub drafts: Vec<Draft>,
    /// Receipt lines that do not lead to their checkpoint.
    pub unbound: BTreeMap<LineRef, (u64, Hash)>,
    /// The values found.
    pub values: Values,
}

/// What is known of values after the search, detached from it.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Values known from a tree for positions that are not simply held by their line.
    pub apart: BTreeMap<u64, (Hash, Level)>,
    /// Values that entries above give, where no tree value is known.
    pub chained: BTreeMap<u64, (Hash, Level)>,
    /// Positions shown at each level and above.
    pub shown: [Runs; 3],
    /// Positions shown by each root.
    pub shown_by: BTreeMap<RootId, Runs>,
    /// Roots that were recomputed in the tree of a larger trusted root.
    pub extended: BTreeSet<RootId>,
    /// Kept checkpoints that are linked to the input.
    pub connected: BTreeSet<RootId>,
    /// Sizes `before` for which `[0, before)` is authenticated, among those asked about.
    pub heads: BTreeSet<u64>,
    /// Authenticated node hashes by range, for drawing proofs.
    pub nodes: BTreeMap<(u64, u64), Hash>,
}

impl Values {
    /// Positions shown at `level` and above.
    pub fn shown_at(&self, level: Level) -> &Runs {
        self.shown.get(level as usize).unwrap_or(&self.shown[0])
    }

    /// The value known for a position without a matching line, at `level` or above.
    pub fn apart_at(&self, seq: u64, level: Level) -> Option<Hash> {
        self.apart.get(&seq).filter(|(_, known)| *known >= level).map(|(hash, _)| *hash)
    }
}

/// What is needed to put one log together.
pub struct Parts<'a> {
    /// Origin of the log.
    pub origin: String,
    /// Its lines.
    pub lines: Lines<'a>,
    /// Its checkpoints and proofs.
    pub anchors: Anchors,
    /// Placeholders per position.
    pub stubs: BTreeMap<u64, Vec<Hash>>,
    /// Entries inside receipts that do not lead to their checkpoint: index and root hash.
    pub unbound: BTreeMap<LineRef, (u64, Hash)>,
    /// The same for entries beside a receipt; they count only where no tree shows the line.
    pub beside: BTreeMap<LineRef, (u64, Hash)>,
    /// Sizes whose head the control records speak about.
    pub heads: BTreeSet<u64>,
}

/// Puts one log together.
pub fn assemble<'a>(parts: Parts<'a>, trust: &Trust) -> Committed<'a> {
    let Parts { origin, lines, anchors, stubs, mut unbound, beside, heads } = parts;
    let mut work = Work::new(trust, &lines, &anchors, &stubs, BTreeMap::new());
    // Removing a root takes knowledge away and adds none, so a second search finds nothing that the first did not.
    let late = work.late();
    if !late.is_empty() {
        work = Work::new(trust, &lines, &anchors, &stubs, late);
    }
    work.check_unpinned_roots();
    work.shown_by = work.solver.shown_by_roots();
    work.check_chain_against_tree();
    work.judge_open_ranges();
    let newest = anchors
        .roots
        .iter()
        .enumerate()
        .filter(|(id, root)| root.level >= Level::Pinned && !work.dropped.contains(id))
        .map(|(_, root)| root.size)
        .max();
    unbound.extend(beside.into_iter().filter(|(line, _)| !work.is_shown(*line)));
    let places = work.judge_places(newest, &unbound);
    let values = work.values(&heads);
    let Work { contested, dropped, drafts, .. } = work;
    let drafts = anchors.drafts.iter().cloned().chain(drafts).collect();
    let misplaced = misplaced(&lines, &values);
    Committed {
        origin,
        contested,
        dropped,
        status: places.status,
        misplaced,
        roles: places.roles,
        newest,
        compared: places.compared,
        drafts,
        unbound,
        values,
        anchors,
        lines,
    }
}

/// A range that a root states, and another hash than a higher level knows for it.
type Against = (u64, u64, Hash);

struct Work<'w, 'a> {
    trust: &'w Trust,
    lines: &'w Lines<'a>,
    anchors: &'w Anchors,
    solver: Solver<'w>,
    /// Roots that contribute nothing, known from an earlier search.
    outside: BTreeMap<RootId, Against>,
    contested: BTreeSet<RootId>,
    dropped: BTreeSet<RootId>,
    drafts: Vec<Draft>,
    disputed: Runs,
    suspect: Runs,
    shown_by: BTreeMap<RootId, Runs>,
}

struct Places {
    status: Vec<Status>,
    roles: BTreeMap<LineRef, Role>,
    compared: u64,
}

impl<'w, 'a> Work<'w, 'a> {
    /// Runs every level from the top.
    fn new(
        trust: &'w Trust,
        lines: &'w Lines<'a>,
        anchors: &'w Anchors,
        stubs: &BTreeMap<u64, Vec<Hash>>,
        outside: BTreeMap<RootId, Against>,
    ) -> Work<'w, 'a> {
        let mut work = Work {
            trust,
            lines,
            anchors,
            solver: Solver::new(lines, stubs),
            outside,
            contested: BTreeSet::new(),
            dropped: BTreeSet::new(),
            drafts: Vec::new(),
            disputed: Runs::default(),
            suspect: Runs::default(),
            shown_by: BTreeMap::new(),
        };
        for level in [Level::Witnessed, Level::Pinned, Level::Unpinned] {
            work.run_level(level);
        }
        work
    }
}

impl Work<'_, '_> {
    fn root(&self, id: RootId) -> Option<&Root> {
        self.anchors.roots.get(id)
    }

    /// Adds the roots of one level with everything their proofs show, and runs the search.
    fn run_level(&mut self, level: Level) {
        let mut ids: Vec<RootId> =
            (0..self.anchors.roots.len()).filter(|id| self.root(*id).is_some_and(|root| root.level == level)).collect();
        if level == Level::Unpinned {
            // Anyone can make any number of these, so a few of each size are enough.
            let mut held: BTreeMap<u64, usize> = BTreeMap::new();
            let (few, more): (Vec<RootId>, Vec<RootId>) = ids.into_iter().partition(|id| {
                let count = held.entry(self.root(*id).map_or(0, |root| root.size)).or_default();
                *count += 1;
                *count <= MAX_CANDIDATES
            });
            self.note_passed_over(more.len() as u64);
            self.dropped.extend(more);
            ids = few;
        }
        let higher = match level {
            Level::Witnessed => None,
            Level::Pinned => Some(Level::Witnessed),
            Level::Unpinned => Some(Level::Pinned),
        };
        for id in &ids {
            let Some(root) = self.anchors.roots.get(*id) else { continue };
            let nodes = self.nodes_of(*id, root);
            let above = self.outside.get(id).copied().or_else(|| {
                let higher = higher?;
                nodes.iter().find(|(lo, hi, hash)| self.solver.known(*lo, *hi, higher).is_some_and(|known| known != *hash)).copied()
            });
            if let Some((lo, hi, hash)) = above {
                self.dropped.insert(*id);
                if level == Level::Pinned {
                    self.split_from_above(*id, lo, hi, hash);
                }
                continue;
            }
            for (lo, hi, hash) in nodes {
                self.solver.add(lo, hi, hash, level, *id);
            }
        }
        if ids.is_empty() {
            return;
        }
        self.solver.run(level);
        // What this level helped to recompute may show that roots of a higher one cannot both be right.
        for level in [Level::Witnessed, Level::Pinned, Level::Unpinned].into_iter().filter(|above| *above >= level) {
            self.find_contradictions(level);
        }
    }

    /// Says how many checkpoints nobody looked at. It is about no entry: anyone can make any number of them, and none could show anything.
    fn note_passed_over(&mut self, count: u64) {
        if count == 0 {
            return;
        }
        let (them, verb) = if count == 1 { ("checkpoint", "was") } else { ("checkpoints", "were") };
        let message = format!(
            "{count} {them} by keys that you did not pin {verb} not looked at, because there are more than {MAX_CANDIDATES} of one size."
        );
        self.drafts.push(Draft::new(Code::LimitReached, message).about_no_entry().count(count));
    }

    /// The root and every node of the proofs that lead to it.
    fn nodes_of(&mut self, id: RootId, root: &Root) -> Vec<(u64, u64, Hash)> {
        let mut nodes = alloc::vec![(0, root.size, root.hash)];
        let first = self.anchors.proofs.partition_point(|proof| (proof.size, proof.root) < (root.size, root.hash));
        let proofs = self.anchors.proofs.iter().skip(first).take_while(|proof| proof.size == root.size && proof.root == root.hash);
        for proof in proofs {
            let Tried { leaves, more } = candidate_leaves(self.lines, proof);
            let found = leaves.iter().find_map(|leaf| {
                let steps = inclusion_steps(proof.index, proof.size, leaf, &proof.path).ok()?;
                let top = steps.last().map_or(*leaf, |step| step.above);
                (top == root.hash).then_some((leaf, steps))
            });
            match found {
                Some((leaf, steps)) => {
                    nodes.push((proof.index, proof.index + 1, *leaf));
                    for step in steps {
                        nodes.push((step.lo, step.hi, step.sibling));
                        nodes.push((step.above_lo, step.above_hi, step.above));
                    }
                }
                None if !proof.receipt && !leaves.is_empty() && root.level >= Level::Pinned && !self.dropped.contains(&id) => {
                    let (stream, offset, len) = proof.place;
                    let from = if more {
                        format!("the first {} leaf hashes tried, of more that were given,", leaves.len())
                    } else {
                        String::from("any leaf hash given")
                    };
                    let message = format!(
                        "The proof for index {} does not lead from {from} to the root of its checkpoint of size {}.",
                        proof.index, proof.size
                    );
                    self.drafts
                        .push(Draft::new(Code::ProofFailed, message).entries(proof.index, proof.index + 1).bytes(stream, offset, len));
                }
                None => {}
            }
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

/// The leaf hashes that a proof is tried with.
struct Tried {
    /// At most [`MAX_CANDIDATES`].
    leaves: Vec<Hash>,
    /// There are more, which are not tried.
    more: bool,
}

/// The leaf hashes a proof is tried with: its own, that of the lines of its position, and what the next entries name.
fn candidate_leaves(lines: &Lines<'_>, proof: &Proof) -> Tried {
    let extra = proof.extra.as_ref().map(|extra| crate::tree::merkle::leaf_hash(extra));
    let mut leaves: Vec<Hash> = proof.leaf.into_iter().chain(extra).collect();
    let own = lines.at(proof.index).iter().flat_map(|line| lines.ways(*line).map(|way| way.leaf));
    let named = lines.at(proof.index + 1).iter().filter_map(|line| lines.prev(*line));
    for leaf in own.chain(named) {
        if leaves.contains(&leaf) {
            continue;
        }
        if leaves.len() >= MAX_CANDIDATES {
            return Tried { leaves, more: true };
        }
        leaves.push(leaf);
    }
    Tried { leaves, more: false }
}

/// Lines that are the committed content of a position without lines, although they name another.
fn misplaced(lines: &Lines<'_>, values: &Values) -> BTreeMap<u64, LineRef> {
    let wanted = values.apart.iter().filter(|(seq, (_, level))| *level >= Level::Pinned && lines.find(**seq).is_none());
    let wanted: BTreeMap<Hash, u64> = wanted.map(|(seq, (hash, _))| (*hash, *seq)).collect();
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    lines.all().filter_map(|line| Some((*lines.ways(line).find_map(|way| wanted.get(&way.leaf))?, line))).collect()
}
