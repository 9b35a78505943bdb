//! What is committed, position by position: authenticated ranges are recomputed from candidate leaf hashes until nothing changes.
//!
//! An authenticated range `[lo, hi)` is a node of the tree of a trusted root: the root itself, a sibling of a verified inclusion path, or
//! a node above one. When candidates for its leaves recompute its hash, every leaf used is proven by tree edges alone, whatever search
//! found it (unbroken-bundle, Definitions and Algorithm). Ranges are tried smallest first; an authenticated range inside another is used
//! as it stands and not searched again. Trust levels are run from the top and may only add.

mod found;
mod search;

use super::coverage::Runs;
use super::lines::{Lines, Place};
use super::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Subtrees of at least this many leaves are remembered once recomputed.
const BLOCK: u64 = 1 << 6;

/// Index of a trusted or untrusted root of this log.
pub type RootId = usize;

/// A range and its hash.
pub type Key = (u64, u64, Hash);

/// A range with its authenticated hash.
#[derive(Clone, Debug)]
pub struct Node {
    /// The hash.
    pub hash: Hash,
    /// The best level of its roots.
    pub level: Level,
    /// The roots whose notes or proofs give it.
    pub roots: BTreeSet<RootId>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an authenticated range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not recomputed.
    Open,
    /// Recomputed from these leaves and these authenticated ranges inside it.
    Solved {
        /// Positions whose candidate is its leaf.
        leaves: Runs,
        /// Ranges inside it that were used as they stand.
        inside: Vec<Key>,
    },
    /// More combinations than are tried.
    Capped,
}

/// The search for one log.
#[derive(Debug)]
pub struct Solver<'a> {
    lines: &'a Lines<'a>,
    /// The candidate tried first, per place.
    preferred: Vec<Hash>,
    /// Candidates of places that have more than one, the preferred first.
    options: BTreeMap<u64, Vec<Hash>>,
    /// Candidates of positions without lines, the preferred first.
    absent: BTreeMap<u64, Vec<Hash>>,
    /// Positions without lines that have several candidates.
    several: BTreeSet<u64>,
    /// Positions whose preferred candidate is proven by tree edges, per level and above.
    shown: [Runs; 3],
    /// The ranges that each root's own notes and proofs authenticate.
    own: BTreeMap<RootId, Vec<Key>>,
    /// Values that entries above give for the one before them, where no tree value is known.
    chained: BTreeMap<u64, (Hash, Level)>,
    /// Authenticated ranges by (length, start).
    nodes: BTreeMap<(u64, u64), Vec<Node>>,
    blocks: BTreeMap<(u64, u64), Hash>,
    level: Level,
    /// Offer every candidate of a position, whatever is shown there.
    free: bool,
    rivals: Vec<Rival>,
}

/// A range that comes out only with other lines than those shown under other roots.
#[derive(Clone, Debug)]
pub struct Rival {
    /// The best level of its roots.
    pub level: Level,
    /// The roots that give it.
    pub roots: BTreeSet<RootId>,
    /// Positions at which it differs, ascending, each with the leaf hash it takes there.
    pub picks: Vec<(u64, Hash)>,
}

/// What one attempt at a range used.
#[derive(Clone, Debug, Default)]
struct Used {
    leaves: Runs,
    inside: Vec<Key>,
}

/// One combination of choices and the hash it gives. Only positions with more than one candidate are picked; the others go without saying.
#[derive(Clone, Debug)]
struct Choice {
    hash: Hash,
    picks: Vec<(u64, Hash)>,
    inside: Vec<Key>,
}

impl<'a> Solver<'a> {
    /// Collects the candidates of every position: readings of its lines, what the lines after it give as `prev`, and placeholders where
    /// there is no line.
    pub fn new(lines: &'a Lines<'a>, stubs: &BTreeMap<u64, Vec<Hash>>) -> Solver<'a> {
        let mut solver = Solver {
            lines,
            preferred: Vec::with_capacity(lines.places().len()),
            options: BTreeMap::new(),
            absent: BTreeMap::new(),
            several: BTreeSet::new(),
            shown: Default::default(),
            own: BTreeMap::new(),
            chained: BTreeMap::new(),
            nodes: BTreeMap::new(),
            blocks: BTreeMap::new(),
            level: Level::Witnessed,
            free: false,
            rivals: Vec::new(),
        };
        for (index, place) in lines.places().iter().enumerate() {
            let next = lines.places().get(index + 1).copied().filter(|next| next.seq == place.seq + 1);
            let candidates = candidates_of(lines, *place, next);
            solver.preferred.push(candidates.first().copied().unwrap_or_default());
            if candidates.len() > 1 {
                solver.options.insert(place.seq, candidates);
            }
            let before = place.seq.checked_sub(1).filter(|before| lines.find(*before).is_none());
            if let Some(before) = before {
                let claims = lines.of(*place).iter().filter_map(|line| lines.prev(*line)).collect::<BTreeSet<Hash>>();
                solver.absent.entry(before).or_default().extend(claims);
            }
        }
        for (seq, leaves) in stubs.iter().filter(|(seq, _)| lines.find(**seq).is_none()) {
            let options = solver.absent.entry(*seq).or_default();
            let new: BTreeSet<Hash> = leaves.iter().filter(|leaf| !options.contains(leaf)).copied().collect();
            options.extend(new);
        }
        solver.absent.retain(|_, options| !options.is_empty());
        solver.several = solver.absent.iter().filter(|(_, options)| options.len() > 1).map(|(seq, _)| *seq).collect();
        solver
    }

    /// Adds an authenticated range.
    pub fn add(&mut self, lo: u64, hi: u64, hash: Hash, level: Level, root: RootId) {
        if lo >= hi {
            return;
        }
        let nodes = self.nodes.entry((hi - lo, lo)).or_default();
        match nodes.binary_search_by_key(&hash, |node| node.hash) {
            Ok(at) => {
                nodes.get_mut(at).map(|node| node.roots.insert(root));
            }
            Err(at) => {
                nodes.insert(at, Node { hash, level, roots: BTreeSet::from([root]), fate: Fate::Open });
                self.forget_blocks(lo, hi);
            }
        }
        self.own.entry(root).or_default().push((lo, hi, hash));
        self.raise(lo, hi, hash, level);
    }

    /// Runs everything at `level` and above until nothing changes.
    pub fn run(&mut self, level: Level) {
        self.level = level;
        // Every round proves at least one more range or chains at least one more position, so there are at most that many.
        loop {
            let mut progress = false;
            let keys: Vec<(u64, u64)> = self.nodes.keys().copied().collect();
            for (len, lo) in keys {
                progress |= self.attempt(lo, lo + len);
            }
            progress |= self.chain();
            if !progress {
                return;
            }
        }
    }

    fn attempt(&mut self, lo: u64, hi: u64) -> bool {
        let Some(nodes) = self.nodes.get(&(hi - lo, lo)) else { return false };
        let open: Vec<(Hash, BTreeSet<RootId>)> = nodes
            .iter()
            .filter(|node| node.level >= self.level && !matches!(node.fate, Fate::Solved { .. }))
            .map(|node| (node.hash, node.roots.clone()))
            .collect();
        let mut progress = false;
        for (hash, roots) in open {
            let mut used = Used::default();
            if self.preferred_hash(lo, hi, true, &mut used) == Some(hash) {
                self.settle(lo, hi, hash, used);
                progress = true;
                continue;
            }
            if !self.has_choice(lo, hi) {
                continue;
            }
            match self.choices(lo, hi, true, &roots) {
                Ok(choices) => {
                    if let Some(choice) = choices.into_iter().find(|choice| choice.hash == hash) {
                        self.settle_choice(lo, hi, choice, &[]);
                        progress = true;
                    } else {
                        progress |= self.attempt_freely(lo, hi, hash, &roots);
                    }
                }
                Err(TooMany) => self.set_fate(lo, hi, hash, Fate::Capped),
            }
        }
        progress
    }

    /// Tries every candidate also where another one is shown already: what then comes out is another history.
    fn attempt_freely(&mut self, lo: u64, hi: u64, hash: Hash, roots: &BTreeSet<RootId>) -> bool {
        let mut open = self.options.range(lo..hi).map(|(seq, _)| seq).chain(self.several.range(lo..hi));
        if !open.any(|seq| self.shown_at(self.level).contains(*seq)) {
            return false;
        }
        self.free = true;
        let choices = self.choices(lo, hi, true, roots);
        self.free = false;
        let Some(mut choice) = choices.ok().and_then(|choices| choices.into_iter().find(|choice| choice.hash == hash)) else {
            return false;
        };
        let differs = |(seq, pick): &(u64, Hash)| self.shown_at(self.level).contains(*seq) && self.candidate(*seq) != Some(*pick);
        let picks: Vec<(u64, Hash)> = choice.picks.iter().copied().filter(differs).collect();
        let seqs: Vec<u64> = picks.iter().map(|(seq, _)| *seq).collect();
        choice.picks.retain(|(seq, _)| !seqs.contains(seq));
        let level = self.find(lo, hi, &hash).map_or(self.level, |node| node.level);
        self.settle_choice(lo, hi, choice, &seqs);
        self.rivals.push(Rival { level, roots: roots.clone(), picks });
        true
    }

    /// Settles a range with a choice; at the positions `apart` the choice takes another line than the one shown there.
    fn settle_choice(&mut self, lo: u64, hi: u64, choice: Choice, apart: &[u64]) {
        for (seq, hash) in choice.picks {
            self.prefer(seq, hash);
        }
        // Whatever does not lie in a range that was used as it stands was used leaf by leaf.
        let mut not_leaves = Runs::default();
        choice.inside.iter().for_each(|(from, to, _)| not_leaves.add(*from, *to));
        apart.iter().for_each(|seq| not_leaves.add(*seq, *seq + 1));
        let mut leaves = Runs::default();
        not_leaves.gaps(lo, hi).into_iter().for_each(|(from, to)| leaves.add(from, to));
        self.settle(lo, hi, choice.hash, Used { leaves, inside: choice.inside });
    }

    fn settle(&mut self, lo: u64, hi: u64, hash: Hash, used: Used) {
        let Some(level) = self.find(lo, hi, &hash).map(|node| node.level) else { return };
        self.show(level, &used.leaves);
        for (from, to) in used.leaves.iter() {
            let settled: Vec<u64> = self.chained.range(from..to).map(|(seq, _)| *seq).collect();
            for seq in settled {
                self.chained.remove(&seq);
            }
        }
        for (from, to, inner) in &used.inside {
            self.raise(*from, *to, *inner, level);
        }
        self.set_fate(lo, hi, hash, Fate::Solved { leaves: used.leaves, inside: used.inside });
    }

    fn show(&mut self, level: Level, leaves: &Runs) {
        for shown in self.shown.iter_mut().take(level as usize + 1) {
            shown.add_all(leaves);
        }
    }

    /// A range turned out to stand in a tree of a better level: so does what was found inside it. Happens at most twice to a range.
    fn raise(&mut self, lo: u64, hi: u64, hash: Hash, level: Level) {
        let Some(node) = self.nodes.get_mut(&(hi - lo, lo)).and_then(|nodes| nodes.iter_mut().find(|node| node.hash == hash)) else {
            return;
        };
        if node.level >= level {
            return;
        }
        node.level = level;
        if let Fate::Solved { leaves, inside } = node.fate.clone() {
            self.show(level, &leaves);
            for (from, to, inner) in inside {
                self.raise(from, to, inner, level);
            }
        }
    }

    fn find(&self, lo: u64, hi: u64, hash: &Hash) -> Option<&Node> {
        self.nodes.get(&(hi - lo, lo))?.iter().find(|node| node.hash == *hash)
    }

    fn set_fate(&mut self, lo: u64, hi: u64, hash: Hash, fate: Fate) {
        let nodes = self.nodes.get_mut(&(hi - lo, lo));
        if let Some(node) = nodes.and_then(|nodes| nodes.iter_mut().find(|node| node.hash == hash)) {
            node.fate = fate;
        }
    }

    /// Follows `prev` downwards from every proven entry whose predecessor is not proven. Returns whether anything new came of it.
    fn chain(&mut self) -> bool {
        let mut progress = false;
        let starts: Vec<u64> = self.shown_at(self.level).iter().map(|(start, _)| start).collect();
        for start in starts {
            let mut at = start;
            while let Some(prev) = self.matching_prev(at) {
                at -= 1;
                if self.shown_at(self.level).contains(at) || self.chained.contains_key(&at) {
                    break;
                }
                self.chained.insert(at, (prev, self.level));
                self.prefer(at, prev);
                progress = true;
            }
        }
        progress
    }

    /// The `prev` of the line whose reading is the value at `seq`; `None` for position 0 and where no line has the value.
    fn matching_prev(&self, seq: u64) -> Option<Hash> {
        let value = self.value(seq)?;
        let line = self.lines.at(seq).iter().find(|line| self.lines.way(**line, &value).is_some())?;
        if seq == 0 { None } else { self.lines.prev(*line) }
    }

    /// Makes `hash` the first candidate of a position.
    fn prefer(&mut self, seq: u64, hash: Hash) {
        match self.lines.find(seq) {
            Some(index) => {
                let Some(preferred) = self.preferred.get_mut(index) else { return };
                if *preferred != hash {
                    let options = self.options.entry(seq).or_insert_with(|| alloc::vec![*preferred]);
                    options.retain(|option| *option != hash);
                    options.insert(0, hash);
                    *preferred = hash;
                }
            }
            None => {
                let options = self.absent.entry(seq).or_default();
                options.retain(|option| *option != hash);
                options.insert(0, hash);
            }
        }
    }

    fn candidate(&self, seq: u64) -> Option<Hash> {
        match self.lines.find(seq) {
            Some(index) => self.preferred.get(index).copied(),
            None => self.absent.get(&seq).and_then(|options| options.first()).copied(),
        }
    }

    fn candidates(&self, seq: u64) -> Vec<Hash> {
        if !self.free && self.shown_at(self.level).contains(seq) {
            return self.candidate(seq).into_iter().collect();
        }
        match (self.options.get(&seq), self.lines.find(seq)) {
            (Some(options), _) => options.clone(),
            (None, Some(_)) => self.candidate(seq).into_iter().collect(),
            (None, None) => self.absent.get(&seq).cloned().unwrap_or_default(),
        }
    }

    fn node(&self, lo: u64, hi: u64) -> Option<Hash> {
        self.nodes.get(&(hi - lo, lo))?.iter().find(|node| node.level >= self.level).map(|node| node.hash)
    }
}

/// More combinations than are tried.
struct TooMany;

/// Candidates of a position with lines, the likeliest first: a reading that the next entry names, a reading with a valid signature, what
/// the next entry names, any other reading. A position where all agree has one.
fn candidates_of(lines: &Lines<'_>, place: Place, next: Option<Place>) -> Vec<Hash> {
    // What the lines after it name, and whether one of those is validly signed.
    let mut claims: BTreeMap<Hash, bool> = BTreeMap::new();
    for line in next.iter().flat_map(|next| lines.of(*next)) {
        if let Some(prev) = lines.prev(*line) {
            *claims.entry(prev).or_default() |= lines.valid_way(*line).is_some();
        }
    }
    let own = lines.of(place);
    if let [line] = own {
        let mut ways = lines.ways(*line);
        let (first, second) = (ways.next(), ways.next());
        if let (Some(way), None) = (first, second)
            && claims.keys().all(|claim| *claim == way.leaf)
        {
            return alloc::vec![way.leaf];
        }
        // Several readings: one that every next entry names needs no search.
        if claims.len() == 1
            && let Some((claim, _)) = claims.first_key_value()
            && lines.way(*line, claim).is_some()
        {
            return alloc::vec![*claim];
        }
    }
    let mut ranks: BTreeMap<Hash, u8> = claims.iter().map(|(claim, valid)| (*claim, if *valid { 2 } else { 3 })).collect();
    for way in own.iter().flat_map(|line| lines.ways(*line)) {
        let rank = if claims.contains_key(&way.leaf) {
            0
        } else if way.seal == Seal::Valid {
            1
        } else {
            4
        };
        ranks.entry(way.leaf).and_modify(|known| *known = rank.min(*known)).or_insert(rank);
    }
    let mut ranked: Vec<(u8, Hash)> = ranks.into_iter().map(|(hash, rank)| (rank, hash)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, hash)| hash).collect()
}
