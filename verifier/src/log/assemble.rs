//! Lines, anchors and trust put together: what is committed, position by position, and what contradicts it.
//!
//! Everything here is a function of the set of lines per position and the set of checkpoints and proofs, never of their order.

use super::anchors::{Anchors, Proof, Root};
use super::coverage::{Runs, Status};
use super::draft::{Draft, entries_words};
use super::lines::{LineRef, Lines};
use super::solve::{Fate, RootId, Solver};
use crate::budget::{MAX_CANDIDATES, MAX_EVIDENCE};
use crate::finding::Code;
use crate::tree::hash::Hash;
use crate::tree::proof::inclusion_steps;
use crate::trust::policy::{Level, Trust};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
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
    let mut work = Work {
        trust,
        lines: &lines,
        anchors: &anchors,
        solver: Solver::new(&lines, &stubs),
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

struct Work<'w, 'a> {
    trust: &'w Trust,
    lines: &'w Lines<'a>,
    anchors: &'w Anchors,
    solver: Solver<'w>,
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
            let above = higher.and_then(|higher| {
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
        self.solver.run(level);
        self.find_contradictions(level);
    }

    /// The root and every node of the proofs that lead to it.
    fn nodes_of(&mut self, id: RootId, root: &Root) -> Vec<(u64, u64, Hash)> {
        let mut nodes = alloc::vec![(0, root.size, root.hash)];
        let first = self.anchors.proofs.partition_point(|proof| (proof.size, proof.root) < (root.size, root.hash));
        let proofs = self.anchors.proofs.iter().skip(first).take_while(|proof| proof.size == root.size && proof.root == root.hash);
        for proof in proofs {
            let leaves = candidate_leaves(self.lines, proof);
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
                    let message = format!(
                        "The proof for index {} does not lead from any leaf hash given to the root of its checkpoint of size {}.",
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

    fn split_from_above(&mut self, id: RootId, lo: u64, hi: u64, hash: Hash) {
        let Some(root) = self.anchors.roots.get(id) else { return };
        let other = self
            .anchors
            .roots
            .iter()
            .enumerate()
            .filter(|(other, root)| {
                *other != id && root.level == Level::Witnessed && root.size >= hi.min(root.size) && !self.dropped.contains(other)
            })
            .min_by_key(|(_, other)| (other.size != root.size, other.size.abs_diff(root.size)));
        let evidence = other.map(|(_, other)| self.anchors.both_notes(other, root)).unwrap_or_default();
        let known = self.solver.known(lo, hi, Level::Witnessed);
        let message = format!(
            "The log signed a checkpoint of size {} that does not fit the history its witnesses confirmed: {} differ.",
            root.size,
            entries_words(lo, hi)
        );
        let expected = known.map(|hash| hash.to_string()).unwrap_or_default();
        self.drafts.push(Draft::new(Code::SplitView, message).entries(lo, hi).values(expected, hash.to_string()).evidence(evidence));
    }

    /// Roots of one level that cannot both be right: two values given for one range, or a range whose other trees recompute another
    /// value. Of a group of roots only the smallest range is reported.
    fn find_contradictions(&mut self, level: Level) {
        let mut found: BTreeMap<(u64, u64), BTreeSet<RootId>> = BTreeMap::new();
        for (lo, hi, nodes) in self.solver.contradicted() {
            let nodes: Vec<_> = nodes.into_iter().filter(|node| node.level == level).collect();
            if nodes.len() > 1 {
                found.entry((hi - lo, lo)).or_default().extend(nodes.iter().flat_map(|node| node.roots.iter().copied()));
            }
        }
        for (lo, hi, node) in self.solver.open() {
            if node.level == level && self.solver.derived(lo, hi, level).is_some_and(|known| known != node.hash) {
                let mut group = node.roots.clone();
                self.supporters(lo, hi, level, &node.roots, &mut group);
                found.entry((hi - lo, lo)).or_default().extend(group);
            }
        }
        // A range that comes out with other lines than those shown under another root.
        let rivals: Vec<_> = self.solver.rivals().iter().filter(|rival| rival.level == level).cloned().collect();
        let shown = if rivals.is_empty() { BTreeMap::new() } else { self.solver.shown_by_roots() };
        for rival in rivals {
            let (Some(first), Some(last)) = (rival.seqs.first(), rival.seqs.last()) else { continue };
            let same_level = |id: &RootId| self.root(*id).is_some_and(|root| root.level == level);
            let others =
                shown.iter().filter(|(id, shown)| same_level(id) && rival.seqs.iter().any(|seq| shown.contains(*seq))).map(|(id, _)| *id);
            found.entry((last + 1 - first, *first)).or_default().extend(rival.roots.iter().copied().chain(others));
        }
        let mut reported: BTreeSet<RootId> = BTreeSet::new();
        for ((len, lo), group) in found {
            if group.len() > 1 && !group.is_subset(&reported) {
                reported.extend(group.iter().copied());
                self.contradiction(level, lo, lo + len, &group);
            }
        }
    }

    /// The roots, other than `apart`, in whose trees a range is known; where none knows all of it, those that know its halves.
    fn supporters(&mut self, lo: u64, hi: u64, level: Level, apart: &BTreeSet<RootId>, group: &mut BTreeSet<RootId>) {
        let ids: Vec<RootId> = (0..self.anchors.roots.len())
            .filter(|id| !apart.contains(id) && self.root(*id).is_some_and(|root| root.level == level && root.size >= hi))
            .collect();
        let whole: Vec<RootId> = ids.into_iter().filter(|id| self.solver.known_under(lo, hi, *id).is_some()).collect();
        if whole.is_empty() && hi - lo > 1 {
            let middle = lo + crate::tree::merkle::split_point(hi - lo);
            self.supporters(lo, middle, level, apart, group);
            self.supporters(middle, hi, level, apart, group);
        }
        group.extend(whole);
    }

    fn contradiction(&mut self, level: Level, lo: u64, hi: u64, group: &BTreeSet<RootId>) {
        let roots: Vec<&Root> = group.iter().filter_map(|id| self.anchors.roots.get(*id)).collect();
        let sizes: BTreeSet<u64> = roots.iter().map(|root| root.size).collect();
        let sizes = sizes.iter().map(|size| size.to_string()).collect::<Vec<_>>();
        let evidence = roots
            .iter()
            .filter_map(|root| self.anchors.best_note(root))
            .map(|anchor| crate::finding::Evidence::Note(anchor.note.raw.clone()));
        let evidence: Vec<_> = evidence.take(MAX_EVIDENCE).collect();
        let hashes: Vec<String> = roots.iter().take(MAX_EVIDENCE).map(|root| root.hash.to_string()).collect();
        let (first, rest) = (hashes.first().cloned().unwrap_or_default(), hashes.get(1..).unwrap_or_default().join(", "));
        if level == Level::Unpinned {
            // Nobody vouches for either; only a log that nobody pinned can contradict itself this way.
            self.dropped.extend(group.iter().copied());
            let mut labels = BTreeSet::new();
            let share_key = roots.iter().any(|root| self.anchors.labels(root).into_iter().any(|label| !labels.insert(label)));
            if !self.trust.pins_anything() && share_key {
                let message = format!(
                    "Checkpoints of size {} in this input, signed by one key that you did not pin, cannot both be true.",
                    super::anchors::list(&sizes)
                );
                self.drafts.push(Draft::new(Code::CheckpointsDisagree, message).entries(lo, hi).values(first, rest).evidence(evidence));
            }
            return;
        }
        self.contested.extend(group.iter().copied());
        let what = match sizes.as_slice() {
            [size] => format!("{} different checkpoints of size {size}", hashes.len()),
            sizes => format!("checkpoints of sizes {} that cannot both be true", super::anchors::list(sizes)),
        };
        let whose = if roots.iter().all(|root| root.kept) { "You kept" } else { "The log signed" };
        let message = format!("{whose} {what}: they commit to different content, at least for {}.", entries_words(lo, hi));
        self.drafts.push(Draft::new(Code::SplitView, message).entries(lo, hi).values(first, rest).evidence(evidence));
    }

    /// In a log of which nothing is pinned: a checkpoint that the lines beside it do not fit, while no checkpoint of another key fits them.
    fn check_unpinned_roots(&mut self) {
        if self.trust.pins_anything() {
            return;
        }
        let fitting: Vec<&Root> = self.anchors.roots.iter().filter(|root| self.solver.is_solved(0, root.size, &root.hash)).collect();
        let fitting: Vec<BTreeSet<String>> = fitting.into_iter().map(|root| self.anchors.labels(root)).collect();
        for (lo, hi, node) in self.solver.open() {
            let accused: Vec<&Root> =
                node.roots.iter().filter(|id| !self.dropped.contains(id)).filter_map(|id| self.anchors.roots.get(*id)).collect();
            let other_key_fits = accused.iter().any(|root| fitting.iter().any(|labels| labels.is_disjoint(&self.anchors.labels(root))));
            if accused.is_empty() || other_key_fits || node.fate == Fate::Capped || !self.is_computable(lo, hi) {
                continue;
            }
            let sizes: Vec<String> = accused.iter().map(|root| root.size.to_string()).collect();
            let message = format!(
                "The checkpoint of size {} in this input, signed by a key that you did not pin, does not fit the lines beside it, at least at {}.",
                super::anchors::list(&sizes),
                entries_words(lo, hi)
            );
            let evidence = accused.iter().filter_map(|root| self.anchors.best_note(root)).take(MAX_EVIDENCE);
            let evidence: Vec<_> = evidence.map(|anchor| crate::finding::Evidence::Note(anchor.note.raw.clone())).collect();
            let draft = Draft::new(Code::CheckpointsDisagree, message).entries(lo, hi).values(node.hash.to_string(), "another hash");
            self.drafts.push(draft.evidence(evidence));
            self.dropped.extend(node.roots.iter().copied());
        }
    }

    /// Where an entry names another value for the entry before it than the tree holds there.
    fn check_chain_against_tree(&mut self) {
        let shown = self.solver.shown_at(Level::Pinned).clone();
        let mut wrong = Runs::default();
        let mut values: Vec<(u64, Hash, Hash)> = Vec::new();
        for (start, end) in shown.iter() {
            for index in self.lines.range(start.max(1), end) {
                let Some(place) = self.lines.places().get(index) else { continue };
                let Some((before, level)) = self.solver.tree_value(place.seq - 1) else { continue };
                let Some(value) = self.solver.value(place.seq) else { continue };
                let prev = self
                    .lines
                    .of(*place)
                    .iter()
                    .find(|line| self.lines.way(**line, &value).is_some())
                    .and_then(|line| self.lines.row(*line).prev);
                if level >= Level::Pinned && prev.is_some_and(|prev| prev != before) {
                    wrong.add(place.seq - 1, place.seq);
                    values.extend(prev.map(|prev| (place.seq - 1, before, prev)));
                }
            }
        }
        for (seq, tree, chain) in values {
            let message = format!(
                "Entry {} names another hash for entry {seq} than the log's tree holds there: the log committed to two contents for one position.",
                seq + 1
            );
            self.drafts.push(Draft::new(Code::LogContradiction, message).entries(seq, seq + 1).values(tree.to_string(), chain.to_string()));
        }
        self.disputed.add_all(&wrong);
    }

    /// Authenticated ranges that could be recomputed and come out different.
    fn judge_open_ranges(&mut self) {
        for (lo, hi, node) in self.solver.open() {
            if node.level < Level::Pinned || node.roots.iter().all(|id| self.contested.contains(id) || self.dropped.contains(id)) {
                continue;
            }
            if node.fate == Fate::Capped {
                let message = format!(
                    "More than {} combinations would have to be tried for {}; nothing is called proven because of it.",
                    crate::budget::MAX_COMBINATIONS,
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::LimitReached, message).entries(lo, hi));
                continue;
            }
            if hi - lo == 1 || self.suspect.touches(lo, hi) || self.disputed.touches(lo, hi) || !self.is_computable(lo, hi) {
                continue;
            }
            let chained_only: Vec<u64> = self
                .unshown(lo, hi)
                .into_iter()
                .filter(|seq| self.solver.chained_value(*seq).is_some_and(|(_, level)| level >= Level::Pinned))
                .collect();
            if chained_only.len() as u64 == self.unshown(lo, hi).len() as u64 && !chained_only.is_empty() {
                let message = format!(
                    "Entries name each other as {}, and the log's tree holds something else there: the log committed to two contents.",
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::LogContradiction, message).entries(lo, hi).values(node.hash.to_string(), "another hash"));
                for seq in chained_only {
                    self.disputed.add(seq, seq + 1);
                }
            } else {
                let message = format!(
                    "At least one of {} was changed: together they do not give the hash that the log committed to.",
                    entries_words(lo, hi)
                );
                self.drafts.push(Draft::new(Code::BlockAltered, message).entries(lo, hi).values(node.hash.to_string(), "another hash"));
                self.suspect.add(lo, hi);
            }
        }
    }

    /// Positions of a range whose leaf is not shown at level pinned or above.
    fn unshown(&self, lo: u64, hi: u64) -> Vec<u64> {
        let gaps = self.solver.shown_at(Level::Pinned).gaps(lo, hi);
        let mut unshown = Vec::new();
        for (start, end) in gaps {
            unshown.extend((start..end).filter(|seq| self.solver.tree_value(*seq).is_none_or(|(_, level)| level < Level::Pinned)));
        }
        unshown
    }

    /// Whether a line right of a position names a value for it.
    fn is_named(&self, seq: u64) -> bool {
        self.lines.at(seq + 1).iter().any(|line| self.lines.row(*line).prev.is_some())
    }

    /// Every position has a line, a known value, or a right neighbour inside the range that names one.
    fn is_computable(&self, lo: u64, hi: u64) -> bool {
        // At most every second position may do without a line, so a range with fewer lines needs no look at its positions.
        if self.lines.count(lo, hi).saturating_mul(2) + 2 < hi - lo && !self.solver.shown_at(Level::Pinned).touches(lo, hi) {
            return false;
        }
        self.solver.shown_at(Level::Pinned).gaps(lo, hi).into_iter().all(|(start, end)| {
            self.lines.count(start, end).saturating_mul(2) + 2 >= end - start
                && (start..end)
                    .all(|seq| self.lines.find(seq).is_some() || self.solver.value(seq).is_some() || (seq + 1 < hi && self.is_named(seq)))
        })
    }

    fn is_proven(&self, seq: u64) -> bool {
        let required = self.trust.required();
        self.solver.shown_at(required).contains(seq)
            && self
                .contested
                .iter()
                .filter(|id| self.root(**id).is_some_and(|root| root.level >= required))
                .all(|id| self.shown_by.get(id).is_some_and(|shown| shown.contains(seq)))
    }

    /// Whether a tree of a trusted root holds the line.
    fn is_shown(&self, line: LineRef) -> bool {
        let value = self.solver.tree_value(self.lines.row(line).seq).filter(|(_, level)| *level >= Level::Pinned);
        value.is_some_and(|(value, _)| self.lines.way(line, &value).is_some())
    }

    /// Status of every position with lines, and what each line is.
    fn judge_places(&mut self, newest: Option<u64>, unbound: &BTreeMap<LineRef, (u64, Hash)>) -> Places {
        let mut out = Places { status: Vec::with_capacity(self.lines.places().len()), roles: BTreeMap::new(), compared: 0 };
        // From the top down, because what a line is depends on the line after it.
        for index in (0..self.lines.places().len()).rev() {
            let Some(place) = self.lines.places().get(index).copied() else { continue };
            let seq = place.seq;
            let all = self.lines.of(place);
            // A line that other evidence shows is judged as such, whatever became of the receipt that came with it.
            let bound: Vec<LineRef> = all.iter().filter(|line| !unbound.contains_key(line) || self.is_shown(**line)).copied().collect();
            let older = newest.is_some_and(|size| seq < size);
            let status = if bound.is_empty() { Status::Suspect } else { self.judge_place(seq, &bound, older, &mut out) };
            let status =
                if !self.contested.is_empty() && status != Status::Proven && self.is_trust_contested() { Status::Disputed } else { status };
            let status = if self.disputed.contains(seq) { Status::Disputed } else { status };
            out.status.push(status);
        }
        out.status.reverse();
        out
    }

    fn is_trust_contested(&self) -> bool {
        self.contested.iter().any(|id| self.root(*id).is_some_and(|root| root.level >= Level::Pinned))
    }

    fn judge_place(&self, seq: u64, lines: &[LineRef], older: bool, out: &mut Places) -> Status {
        let tree = self.solver.tree_value(seq);
        let chained = self.solver.chained_value(seq);
        let holds = |value: &Hash| lines.iter().filter(|line| self.lines.way(**line, value).is_some()).copied().collect::<Vec<_>>();
        if let Some((value, level)) = tree
            && (level >= Level::Pinned || !holds(&value).is_empty())
        {
            out.compared += 1;
            let holders = holds(&value);
            for line in lines.iter().filter(|line| !holders.contains(line)) {
                out.roles.insert(*line, if holders.is_empty() { Role::Differs(value) } else { Role::Impostor(value) });
            }
            if holders.is_empty() {
                return Status::Altered;
            }
            for line in &holders {
                self.note_reading(*line, &value, out);
            }
            if lines.len() > holders.len() && level < Level::Pinned {
                return self.rivals(lines, out);
            }
            return if self.is_proven(seq) { Status::Proven } else { Status::Committed };
        }
        if let Some((value, level)) = chained
            && level >= Level::Pinned
        {
            let holders = holds(&value);
            if holders.is_empty() {
                out.roles.extend(lines.iter().map(|line| (*line, Role::Differs(value))));
                return Status::Altered;
            }
            if holders.len() < lines.len() {
                return self.rivals(lines, out);
            }
            holders.iter().for_each(|line| self.note_reading(*line, &value, out));
            return if self.suspect.contains(seq) { Status::Suspect } else { Status::Chained };
        }
        // A pinned signature on the entry after it, unless that entry itself differs from a known value.
        let differs = |line: &&LineRef| matches!(out.roles.get(line), Some(Role::Differs(_) | Role::Impostor(_)));
        let successors: Vec<LineRef> = self.lines.at(seq + 1).iter().filter(|line| !differs(line)).copied().collect();
        let signed: Vec<Hash> =
            successors.iter().filter(|line| self.lines.valid_way(**line).is_some()).filter_map(|line| self.lines.row(*line).prev).collect();
        if lines.len() > 1 && !self.one_reading(lines) {
            return self.rivals(lines, out);
        }
        if let Some(value) = signed.first()
            && signed.iter().all(|other| other == value)
            && holds(value).is_empty()
        {
            out.roles.extend(lines.iter().map(|line| (*line, Role::Differs(*value))));
            return Status::Altered;
        }
        let names: BTreeSet<Hash> = successors.iter().filter_map(|next| self.lines.row(*next).prev).collect();
        for line in lines {
            let named = self.lines.ways(*line).map(|way| way.leaf).find(|leaf| names.contains(leaf));
            let value = named.or_else(|| self.lines.valid_way(*line).map(|way| way.leaf));
            if let Some(value) = value {
                self.note_reading(*line, &value, out);
            }
        }
        if self.suspect.contains(seq) {
            Status::Suspect
        } else if older {
            Status::Unproven
        } else {
            Status::Uncovered
        }
    }

    /// Remembers the reading of a line when it is not the received bytes.
    fn note_reading(&self, line: LineRef, value: &Hash, out: &mut Places) {
        if self.lines.row(line).leaf != *value {
            out.roles.insert(line, Role::Held(*value));
        }
    }

    /// Whether all lines of a position can be read as the same entry.
    fn one_reading(&self, lines: &[LineRef]) -> bool {
        lines
            .first()
            .is_some_and(|first| self.lines.ways(*first).any(|way| lines.iter().all(|line| self.lines.way(*line, &way.leaf).is_some())))
    }

    fn rivals(&self, lines: &[LineRef], out: &mut Places) -> Status {
        out.roles.extend(lines.iter().map(|line| (*line, Role::Rival)));
        Status::Conflict
    }

    fn values(&mut self, heads: &BTreeSet<u64>) -> Values {
        let mut values = Values::default();
        for (slot, level) in values.shown.iter_mut().zip([Level::Unpinned, Level::Pinned, Level::Witnessed]) {
            *slot = self.solver.shown_at(level).clone();
        }
        values.shown_by = core::mem::take(&mut self.shown_by);
        values.heads = heads.iter().filter(|before| self.is_head_known(**before)).copied().collect();
        values.extended = (0..self.anchors.roots.len()).filter(|id| self.is_extended(*id)).collect();
        values.connected = (0..self.anchors.roots.len()).filter(|id| values.extended.contains(id) || self.is_connected(*id)).collect();
        values.chained = self.solver.chained().map(|(seq, hash, level)| (seq, (hash, level))).collect();
        let mut apart: BTreeMap<u64, (Hash, Level)> = BTreeMap::new();
        for (lo, hi, nodes) in self.solver.every_node() {
            if let Some(node) = nodes.iter().max_by_key(|node| (node.level, node.hash)) {
                values.nodes.insert((lo, hi), node.hash);
                if hi - lo == 1 {
                    apart.insert(lo, (node.hash, node.level));
                }
            }
        }
        for (start, end) in values.shown[Level::Unpinned as usize].clone().iter() {
            for (from, to) in self.lines_gaps(start, end) {
                apart.extend((from..to).filter_map(|seq| Some((seq, self.solver.tree_value(seq)?))).collect::<Vec<_>>());
            }
        }
        values.apart = apart;
        values
    }

    /// Parts of `[start, end)` without lines.
    fn lines_gaps(&self, start: u64, end: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut at = start;
        for place in self.lines.places().get(self.lines.range(start, end)).unwrap_or_default() {
            if place.seq > at {
                gaps.push((at, place.seq));
            }
            at = place.seq + 1;
        }
        if at < end {
            gaps.push((at, end));
        }
        gaps
    }

    fn is_trusted(&self, id: RootId) -> bool {
        self.root(id).is_some_and(|root| root.level >= Level::Pinned) && !self.dropped.contains(&id)
    }

    /// Whether the root was recomputed in the tree of a larger trusted one.
    fn is_extended(&mut self, id: RootId) -> bool {
        let Some(root) = self.anchors.roots.get(id) else { return false };
        // Roots are sorted by size. The next larger ones link a log's own checkpoints; a kept one may be linked by any.
        let larger = (id + 1..self.anchors.roots.len())
            .filter(|other| self.is_trusted(*other) && self.root(*other).is_some_and(|other| other.size > root.size));
        let larger: Vec<RootId> = larger.take(if root.kept { usize::MAX } else { 4 }).collect();
        larger.into_iter().any(|other| self.solver.known_under(0, root.size, other) == Some(root.hash))
    }

    /// Whether a kept root is the newest trusted one of the input itself, or the newest one was recomputed in its tree.
    fn is_connected(&mut self, id: RootId) -> bool {
        let Some(root) = self.root(id).filter(|root| root.kept) else { return false };
        let size = root.size;
        let newest = self
            .anchors
            .roots
            .iter()
            .enumerate()
            .filter(|(other, root)| root.in_input && self.is_trusted(*other))
            .max_by_key(|(_, root)| root.size);
        let Some((other, newest)) = newest.map(|(other, newest)| (other, (newest.size, newest.hash))) else { return false };
        other == id || (newest.0 < size && self.solver.known_under(0, newest.0, id) == Some(newest.1))
    }

    fn is_head_known(&mut self, before: u64) -> bool {
        // The compact range of [0, before): one perfect subtree per set bit, largest first.
        let mut at = 0;
        for bit in (0..64).rev().map(|bit| 1u64 << bit).filter(|bit| before & bit != 0) {
            if self.solver.known(at, at + bit, self.trust.required()).is_none() {
                return false;
            }
            at += bit;
        }
        before > 0
    }
}

/// The leaf hashes a proof is tried with: its own, that of the lines of its position, and what the next entries name; at most
/// [`MAX_CANDIDATES`] of them.
fn candidate_leaves(lines: &Lines<'_>, proof: &Proof) -> Vec<Hash> {
    let extra = proof.extra.as_ref().map(|extra| crate::tree::merkle::leaf_hash(extra));
    let mut leaves: Vec<Hash> = proof.leaf.into_iter().chain(extra).collect();
    let own = lines.at(proof.index).iter().flat_map(|line| lines.ways(*line).map(|way| way.leaf));
    let named = lines.at(proof.index + 1).iter().filter_map(|line| lines.row(*line).prev);
    for leaf in own.chain(named) {
        if leaves.len() >= MAX_CANDIDATES {
            break;
        }
        if !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    }
    leaves
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
