//! The slow twin of the judgement: which entries are proven and which roots contradict each other, by exhaustion and straight from the
//! definitions (unbroken-bundle, Definitions). It shares no code with the engine but the crates for SHA-256
//! and Ed25519; JSON is read by a library. For small logs only, of one origin, in notes that are well formed.
//!
//! A value is *held* under a root when tree edges alone lead to it: the root, a node of a verified path, the halves of a held range when
//! they recompute it. Candidates for recomputing are the readings of the lines of a position, what the lines after it name, placeholders
//! where there is no line, and whatever is held under any root.

mod whole;

pub use whole::Whole;

use crate::base64::decode;
use crate::naive::{self, Digest32};
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// More values for one range than this, and nothing is claimed about the log.
const TOO_MANY: usize = 1_000;

/// A range of positions.
type Range = (usize, usize);

/// A key as a policy lists it.
#[derive(Clone, Debug)]
pub struct Named {
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl Named {
    /// Reads `<name>+<id>+<base64 of type and key>`; the ID is computed, not believed.
    pub fn read(vkey: &str) -> Option<Named> {
        let mut parts = vkey.splitn(3, '+');
        let (name, _, body) = (parts.next()?, parts.next()?, decode(parts.next()?)?);
        let digest = Sha256::digest([name.as_bytes(), b"\n", &body].concat());
        let key = VerifyingKey::from_bytes(body.last_chunk()?).ok()?;
        Some(Named { name: name.into(), id: digest[..4].try_into().ok()?, key })
    }
}

/// Whom the auditor trusts.
#[derive(Clone, Debug)]
pub struct Trusted {
    /// The log's key.
    pub log: Named,
    /// The witnesses.
    pub witnesses: Vec<Named>,
    /// How many of them must have cosigned; 0: none.
    pub quorum: usize,
    /// Kept notes.
    pub pins: Vec<String>,
    /// The writer.
    pub writer: Named,
}

/// How much stands behind a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unpinned,
    Pinned,
    Witnessed,
}

/// What the twin says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Positions that are proven whatever is made of weaker checkpoints that contradict stronger ones.
    pub proven: BTreeSet<u64>,
    /// Positions that are proven at most.
    pub possible: BTreeSet<u64>,
    /// Two trusted roots hold different values for one range.
    pub forked: bool,
    /// Statuses and reasons, where the twin has an answer to a question with both ends.
    pub whole: Option<Whole>,
}

/// A root and every range whose value its tree holds.
#[derive(Clone, Debug)]
struct Root {
    size: usize,
    hash: Digest32,
    rank: Rank,
    held: BTreeMap<Range, Digest32>,
}

/// The candidates of each position, and its lines.
#[derive(Debug, Default)]
struct Lines {
    leaves: BTreeMap<usize, BTreeSet<Digest32>>,
    names: BTreeMap<usize, BTreeSet<Digest32>>,
    stubs: BTreeMap<usize, BTreeSet<Digest32>>,
    /// By leaf hash what a line names as the entry before it.
    prev: BTreeMap<Digest32, Digest32>,
}

/// Judges the records of a bundle. `None` where there is too much to try.
pub fn judge(records: &[String], trusted: &Trusted, asked: Option<(u64, u64)>) -> Option<Answer> {
    let lines = Lines::read(records);
    let mut roots: Vec<Root> = Vec::new();
    for pin in &trusted.pins {
        let (size, hash, rank) = open(pin, trusted)?;
        add(&mut roots, size, hash, rank.max(Rank::Pinned));
    }
    let values: Vec<Value> = records.iter().filter_map(|record| serde_json::from_str(record.trim_end()).ok()).collect();
    for value in &values {
        let note = value["checkpoint"].as_str().or_else(|| value["proof"].as_str().and_then(|text| Some(text.split_once("\n\n")?.1)));
        if let Some((size, hash, rank)) = note.and_then(|note| open(note, trusted)) {
            add(&mut roots, size, hash, rank);
        }
    }
    for value in &values {
        hold_proof(value, &lines, trusted, &mut roots);
    }
    let required = if trusted.quorum > 0 { Rank::Witnessed } else { Rank::Pinned };
    // What a checkpoint of an unknown key shows may help to recompute what a trusted one states, or be left out because it contradicts
    // something. So the twin judges with them and without, and is sure of what is so both times.
    let known: Vec<Root> = roots.iter().filter(|root| root.rank >= Rank::Pinned).cloned().collect();
    let (with, without) = (Model::new(&roots, &lines)?, Model::new(&known, &lines)?);
    Some(Answer {
        proven: with.proven(&lines, required).intersection(&without.proven(&lines, required)).copied().collect(),
        possible: with.possible(&lines, required).union(&without.possible(&lines, required)).copied().collect(),
        forked: forked(&without.everything) || forked(&with.usable),
        whole: asked.and_then(|asked| whole::judge(records, &lines, &with, trusted, &trusted.writer, asked)),
    })
}

/// Whether two trusted roots contradict each other.
fn forked(roots: &[Root]) -> bool {
    let trusted: Vec<&Root> = roots.iter().filter(|root| root.rank >= Rank::Pinned).collect();
    trusted.iter().enumerate().any(|(at, a)| trusted[..at].iter().any(|b| contradict(a, b)))
}

/// What follows from some roots.
struct Model {
    /// Every root, helped by all others.
    everything: Vec<Root>,
    /// Those that contradict no better one, helped by each other only.
    usable: Vec<Root>,
}

impl Model {
    fn new(roots: &[Root], lines: &Lines) -> Option<Model> {
        let mut everything = roots.to_vec();
        hold_all(&mut everything, lines)?;
        // A root that contradicts a better one contributes nothing.
        let worse = |own: &&Root| everything.iter().any(|other| other.rank > own.rank && contradict(own, other));
        let dropped: Vec<(usize, Digest32)> = everything.iter().filter(worse).map(|root| (root.size, root.hash)).collect();
        let mut usable: Vec<Root> = roots.iter().filter(|root| !dropped.contains(&(root.size, root.hash))).cloned().collect();
        hold_all(&mut usable, lines)?;
        Some(Model { everything, usable })
    }

    /// What is surely proven.
    fn proven(&self, lines: &Lines, required: Rank) -> BTreeSet<u64> {
        proven(&self.usable, &self.usable, lines, required)
    }

    /// What is proven at most.
    fn possible(&self, lines: &Lines, required: Rank) -> BTreeSet<u64> {
        proven(&self.everything, &self.usable, lines, required)
    }
}

/// Positions with a line that is held under a root of the required rank, under every such root that contradicts another of its rank as far
/// as `sure` roots tell, and that no entry which a sure root holds names otherwise.
fn proven(roots: &[Root], sure: &[Root], lines: &Lines, required: Rank) -> BTreeSet<u64> {
    let is_same = |a: &Root, b: &Root| (a.size, a.hash) == (b.size, b.hash);
    let contests = |a: &Root| sure.iter().filter(|b| is_same(a, b)).any(|a| sure.iter().any(|b| a.rank == b.rank && contradict(a, b)));
    let good: Vec<&Root> = roots.iter().filter(|root| root.rank >= required).collect();
    let contested: Vec<&Root> = good.iter().filter(|root| contests(root)).copied().collect();
    let shows = |root: &Root, seq: usize| root.held.get(&(seq, seq + 1)).is_some_and(|leaf| lines.has(seq, leaf));
    let mut proven = BTreeSet::new();
    for seq in lines.leaves.keys().copied() {
        if good.iter().any(|root| shows(root, seq)) && contested.iter().all(|root| shows(root, seq)) {
            proven.insert(seq as u64);
        }
    }
    // The log committed to two contents for one position: in the tree, and in the entry after.
    let trusted = || sure.iter().filter(|root| root.rank >= Rank::Pinned);
    proven.retain(|seq| {
        let seq = *seq as usize;
        let value = trusted().find_map(|root| root.held.get(&(seq, seq + 1)));
        let named = trusted().filter(|root| shows(root, seq + 1)).filter_map(|root| lines.prev.get(root.held.get(&(seq + 1, seq + 2))?));
        // Where no sure root knows the value, nothing speaks against it.
        named.into_iter().all(|named| value.is_none_or(|value| named == value))
    });
    proven
}

/// Whether two trees hold different values for one range.
fn contradict(a: &Root, b: &Root) -> bool {
    let differs = |a: &Root, b: &Root| a.held.iter().any(|(range, hash)| derive(b, *range).is_some_and(|other| other != *hash));
    differs(a, b) || differs(b, a)
}

/// The value of a range in one tree: held, or made of its halves.
fn derive(root: &Root, (lo, hi): Range) -> Option<Digest32> {
    if let Some(hash) = root.held.get(&(lo, hi)) {
        return Some(*hash);
    }
    if hi - lo == 1 || hi > root.size {
        return None;
    }
    let middle = lo + half(hi - lo);
    Some(naive::node(derive(root, (lo, middle))?, derive(root, (middle, hi))?))
}

/// Lets every root hold what can be recomputed, until nothing changes.
fn hold_all(roots: &mut [Root], lines: &Lines) -> Option<()> {
    loop {
        let before: usize = roots.iter().map(|root| root.held.len()).sum();
        let mut pool: BTreeMap<Range, BTreeSet<Digest32>> = BTreeMap::new();
        for (range, hash) in roots.iter().flat_map(|root| &root.held) {
            pool.entry(*range).or_default().insert(*hash);
        }
        let mut known = BTreeMap::new();
        for root in roots.iter_mut() {
            let mut open: Vec<(Range, Digest32)> = root.held.iter().map(|(range, hash)| (*range, *hash)).collect();
            while let Some(((lo, hi), hash)) = open.pop() {
                if hi - lo == 1 {
                    continue;
                }
                let middle = lo + half(hi - lo);
                let (left, right) = (values((lo, middle), lines, &pool, &mut known)?, values((middle, hi), lines, &pool, &mut known)?);
                let found = left.iter().flat_map(|l| right.iter().map(move |r| (*l, *r))).find(|(l, r)| naive::node(*l, *r) == hash);
                for (range, part) in found.into_iter().flat_map(|(l, r)| [((lo, middle), l), ((middle, hi), r)]) {
                    if root.held.insert(range, part).is_none() {
                        open.push((range, part));
                    }
                }
            }
        }
        if roots.iter().map(|root| root.held.len()).sum::<usize>() == before {
            return Some(());
        }
    }
}

/// Every value that a range could have.
fn values(
    (lo, hi): Range,
    lines: &Lines,
    pool: &BTreeMap<Range, BTreeSet<Digest32>>,
    known: &mut BTreeMap<Range, BTreeSet<Digest32>>,
) -> Option<BTreeSet<Digest32>> {
    if let Some(found) = known.get(&(lo, hi)) {
        return Some(found.clone());
    }
    let mut found = pool.get(&(lo, hi)).cloned().unwrap_or_default();
    if hi - lo == 1 {
        found.extend(lines.candidates(lo));
    } else {
        let middle = lo + half(hi - lo);
        let (left, right) = (values((lo, middle), lines, pool, known)?, values((middle, hi), lines, pool, known)?);
        if left.len() * right.len() > TOO_MANY {
            return None;
        }
        found.extend(left.iter().flat_map(|l| right.iter().map(move |r| naive::node(*l, *r))));
    }
    known.insert((lo, hi), found.clone());
    Some(found)
}

impl Lines {
    fn read(records: &[String]) -> Lines {
        let mut lines = Lines::default();
        for record in records {
            let Ok(value) = serde_json::from_str::<Value>(record.trim_end()) else { continue };
            if let Some(seq) = value["seq"].as_u64().map(|seq| seq as usize) {
                // As received, without one carriage return, and as a writer wrote it who wrote no blanks.
                let texts = [record.as_str(), record.strip_suffix('\r').unwrap_or(record), record.trim_end_matches('\r')];
                let readings = texts.map(|text| naive::leaf(text.as_bytes()));
                lines.leaves.entry(seq).or_default().extend(readings);
                if let (Some(prev), Some(before)) = (hash(&value["prev"]), seq.checked_sub(1)) {
                    lines.names.entry(before).or_default().insert(prev);
                    lines.prev.extend(readings.map(|reading| (reading, prev)));
                }
            }
            let stub = &value["stub"];
            if let (Some(seq), Some(leaf)) = (stub["seq"].as_u64(), hash(&stub["leaf"])) {
                lines.stubs.entry(seq as usize).or_default().insert(leaf);
            }
        }
        lines
    }

    fn has(&self, seq: usize, leaf: &Digest32) -> bool {
        self.leaves.get(&seq).is_some_and(|leaves| leaves.contains(leaf))
    }

    fn candidates(&self, seq: usize) -> BTreeSet<Digest32> {
        let stubs = if self.leaves.contains_key(&seq) { None } else { self.stubs.get(&seq) };
        [self.leaves.get(&seq), self.names.get(&seq), stubs].into_iter().flatten().flatten().copied().collect()
    }
}

/// Adds the nodes of a proof that leads from some candidate to its root.
fn hold_proof(value: &Value, lines: &Lines, trusted: &Trusted, roots: &mut [Root]) {
    let parts = || {
        let (head, note) = value["proof"].as_str()?.split_once("\n\n")?;
        let mut head = head.lines().skip(1);
        let index: usize = head.next()?.strip_prefix("index ")?.parse().ok()?;
        let path = head.map(|line| decode(line)?.try_into().ok()).collect::<Option<Vec<Digest32>>>()?;
        Some((hash(&value["leaf"])?, index, path, open(note, trusted)?))
    };
    let Some((hint, index, path, (size, top, _))) = parts() else { return };
    let own = lines.leaves.get(&index).into_iter().chain(lines.names.get(&index)).flatten().copied();
    for leaf in [hint].into_iter().chain(own) {
        let mut nodes = BTreeMap::new();
        if climb(index, (0, size), leaf, &path, &mut nodes) == Some(top) {
            roots.iter_mut().filter(|root| (root.size, root.hash) == (size, top)).for_each(|root| root.held.extend(nodes.clone()));
        }
    }
}

/// `PATH` read backwards: the value of a range from a leaf inside it and its path, every node on the way noted.
fn climb(index: usize, (lo, hi): Range, leaf: Digest32, path: &[Digest32], nodes: &mut BTreeMap<Range, Digest32>) -> Option<Digest32> {
    if index < lo || index >= hi {
        return None;
    }
    let value = match (hi - lo, path) {
        (1, []) => leaf,
        (2.., [below @ .., sibling]) => {
            let middle = lo + half(hi - lo);
            if index < middle {
                nodes.insert((middle, hi), *sibling);
                naive::node(climb(index, (lo, middle), leaf, below, nodes)?, *sibling)
            } else {
                nodes.insert((lo, middle), *sibling);
                naive::node(*sibling, climb(index, (middle, hi), leaf, below, nodes)?)
            }
        }
        _ => return None,
    };
    nodes.insert((lo, hi), value);
    Some(value)
}

fn add(roots: &mut Vec<Root>, size: usize, hash: Digest32, rank: Rank) {
    if size == 0 {
        return;
    }
    match roots.iter_mut().find(|root| (root.size, root.hash) == (size, hash)) {
        Some(root) => root.rank = root.rank.max(rank),
        None => roots.push(Root { size, hash, rank, held: BTreeMap::from([((0, size), hash)]) }),
    }
}

/// Size, root hash and rank of a note; `None` for one that a failing signature of the log poisons, or that is no checkpoint.
fn open(note: &str, trusted: &Trusted) -> Option<(usize, Digest32, Rank)> {
    let cut = note.rfind("\n\n")?;
    let (text, signatures) = (&note[..=cut], &note[cut + 2..]);
    let mut rows = text.lines().skip(1);
    let (size, root) = (rows.next()?.parse().ok()?, decode(rows.next()?)?.try_into().ok()?);
    let (mut signed, mut cosigned) = (false, BTreeSet::new());
    for line in signatures.lines() {
        let (name, body) = line.strip_prefix("\u{2014} ")?.rsplit_once(' ')?;
        let body = decode(body)?;
        let (id, body) = body.split_at_checked(4)?;
        let is = |named: &Named| named.name == name && named.id == id;
        if is(&trusted.log) {
            let signature = Signature::from_slice(body).ok()?;
            trusted.log.key.verify_strict(text.as_bytes(), &signature).ok()?;
            signed = true;
        }
        for (number, witness) in trusted.witnesses.iter().enumerate().filter(|(_, witness)| is(witness)) {
            let Some((time, signature)) = body.split_at_checked(8) else { continue };
            let time = time.iter().fold(0u64, |time, byte| time << 8 | u64::from(*byte));
            let message = format!("cosignature/v1\ntime {time}\n{text}");
            let valid = Signature::from_slice(signature).is_ok_and(|it| witness.key.verify_strict(message.as_bytes(), &it).is_ok());
            cosigned.extend(valid.then_some(number));
        }
    }
    let rank = match (signed, trusted.quorum > 0 && cosigned.len() >= trusted.quorum) {
        (false, _) => Rank::Unpinned,
        (true, false) => Rank::Pinned,
        (true, true) => Rank::Witnessed,
    };
    Some((size, root, rank))
}

fn hash(value: &Value) -> Option<Digest32> {
    decode(value.as_str()?)?.try_into().ok()
}

/// The largest power of two smaller than `n`.
fn half(n: usize) -> usize {
    let mut half = 1;
    while half * 2 < n {
        half *= 2;
    }
    half
}
