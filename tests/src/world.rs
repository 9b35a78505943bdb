//! Random small logs, what an attacker makes of them, and what is given to the verifier: the material of the campaigns.

use crate::campaign::*;
use crate::naive::{self, Digest32};
use unbroken::{Case, Input, Question, Trust, TrustTexts, verify};

/// What the attacker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Power {
    /// The writer's key.
    pub writer: bool,
    /// The log's key.
    pub log: bool,
}

/// A root that was really signed.
#[derive(Debug)]
pub struct Signed {
    /// Index of its tree.
    pub tree: usize,
    /// Its size.
    pub size: usize,
    /// How many witnesses cosigned it.
    pub witnesses: usize,
    /// The note.
    pub note: String,
}

/// A log, every history that anyone made of it, the attacker's power, and what the auditor was given and asks.
#[derive(Debug)]
pub struct World {
    /// Everyone's keys.
    pub keys: Keys,
    /// Every tree that someone signed; the first is the genuine one.
    pub trees: Vec<Tree>,
    /// Their leaf hashes.
    pub leaves: Vec<Vec<Digest32>>,
    /// Every root that was signed.
    pub roots: Vec<Signed>,
    /// What the attacker holds.
    pub power: Power,
    /// How many witnesses the policy asks for.
    pub quorum: usize,
    /// Kept roots.
    pub pins: Vec<usize>,
    /// What the auditor asks.
    pub entries: Option<(u64, Option<u64>)>,
    /// The lines of the input.
    pub records: Vec<String>,
}

/// A world as `seed` gives it, exported and attacked.
pub fn attacked(seed: u64) -> World {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut world = build(&mut random);
    world.export(&mut random);
    for _ in 0..random.below(5) {
        world.mutate(&mut random);
    }
    world
}

fn build(random: &mut Random) -> World {
    let keys = Keys::default();
    let power = Power { writer: random.one_in(2), log: random.one_in(2) };
    // Now and then a log with whole blocks of the search.
    let n = if random.one_in(12) { 60 + random.below(140) } else { 1 + random.below(26) };
    let signed = !random.one_in(4);
    let mut genuine = Tree::default();
    (0..n).for_each(|at| genuine.push((signed || random.one_in(2)).then_some(&keys.writer), &format!("e{at}")));
    let quorum = random.below(4).min(2);
    let mut world = World {
        trees: vec![genuine],
        leaves: Vec::new(),
        roots: Vec::new(),
        keys,
        power,
        quorum,
        pins: Vec::new(),
        entries: None,
        records: Vec::new(),
    };
    let mut sizes: Vec<usize> = (0..1 + random.below(3)).map(|_| 1 + random.below(n)).collect();
    if !random.one_in(4) {
        sizes.push(n);
    }
    for size in sizes {
        let witnesses = random.below(3);
        world.sign(0, size, witnesses);
    }
    if power.log {
        for _ in 0..1 + random.below(2) {
            let tree = world.other_history(random);
            for _ in 0..1 + random.below(2) {
                let size = 1 + random.below(world.trees[tree].lines.len());
                world.sign(tree, size, 0);
            }
        }
    }
    if random.one_in(3) {
        // A kept checkpoint is always a genuine one.
        let genuine: Vec<usize> = (0..world.roots.len()).filter(|id| world.roots[*id].tree == 0).collect();
        world.pins.extend(random.pick(&genuine).copied());
    }
    world.entries = match random.below(4) {
        0 => None,
        1 => Some((random.below(n) as u64, None)),
        _ => {
            let start = random.below(n) as u64;
            Some((start, Some(start + 1 + random.below(n + 2 - start as usize) as u64)))
        }
    };
    world.leaves = world.trees.iter().map(Tree::leaves).collect();
    world
}

impl World {
    fn sign(&mut self, tree: usize, size: usize, witnesses: usize) {
        let cosigners: Vec<&Key> = self.keys.witnesses.iter().take(witnesses).collect();
        let note = self.trees[tree].note(size, Some(&self.keys.log), &cosigners);
        self.roots.push(Signed { tree, size, witnesses, note });
    }

    /// A history that the holder of the log key makes up: it differs somewhere and goes on with or without honest links.
    fn other_history(&mut self, random: &mut Random) -> usize {
        let base = random.below(self.trees.len());
        let mut tree = Tree { lines: self.trees[base].lines.clone() };
        let writer = if self.power.writer { Some(self.keys.writer.clone()) } else { None };
        let at = random.below(tree.lines.len());
        let prev = at.checked_sub(1).map_or([0; 32], |before| naive::leaf(tree.lines[before].as_bytes()));
        tree.lines[at] = entry(writer.as_ref(), at as u64, &prev, &format!("x{}", random.below(1000)));
        match random.below(4) {
            // Only the tree differs: the chain goes through what it was.
            0 => {}
            // Relinked to the end.
            1 => {
                let n = tree.lines.len();
                tree.lines.truncate(at + 1);
                (at + 1..n).for_each(|k| tree.push(writer.as_ref(), &format!("r{k}")));
            }
            2 => {
                tree.lines.truncate(at + 1);
                (0..random.below(6)).for_each(|k| tree.push(writer.as_ref(), &format!("t{k}")));
            }
            // Committed under another position.
            _ => {
                let other = random.below(tree.lines.len());
                tree.lines[at] = self.trees[base].lines[other % self.trees[base].lines.len()].clone();
            }
        }
        self.trees.push(tree);
        self.trees.len() - 1
    }

    /// An honest export of some stretch, and then what the attacker makes of it.
    fn export(&mut self, random: &mut Random) {
        let tree = random.below(self.trees.len());
        let lines = self.trees[tree].lines.clone();
        let whole = random.one_in(2);
        let (from, to) = if whole { (0, lines.len()) } else { (random.below(lines.len()), lines.len() - random.below(lines.len())) };
        for (at, line) in lines.iter().enumerate() {
            if (from..to.max(from + 1)).contains(&at) {
                self.records.push(line.clone());
            }
        }
        for id in 0..self.roots.len() {
            if !random.one_in(4) {
                self.records.push(checkpoint_record(&self.roots[id].note));
            }
            for _ in 0..random.below(3) {
                let at = match random.below(4) {
                    0 => from.saturating_sub(1),
                    1 => to.max(1) - 1,
                    2 => self.roots[random.below(self.roots.len())].size - 1,
                    _ => random.below(self.roots[id].size),
                };
                if at < self.roots[id].size {
                    self.records.push(self.proof(id, at));
                }
            }
        }
    }

    /// The proof record of an entry under a root.
    pub fn proof(&self, id: usize, at: usize) -> String {
        let root = &self.roots[id];
        self.trees[root.tree].proof_record(at, root.size, &root.note)
    }

    fn mutate(&mut self, random: &mut Random) {
        let at = random.below(self.records.len());
        let writer = self.power.writer.then(|| self.keys.writer.clone());
        let somewhere = random.below(self.trees.len());
        let seq = random.below(self.trees[somewhere].lines.len());
        let line = self.trees[somewhere].lines[seq].clone();
        match random.below(17) {
            0 => drop((!self.records.is_empty()).then(|| self.records.remove(at))),
            1 => drop(random.pick(&self.records.clone()).map(|record| self.records.push(record.clone()))),
            2 => random.shuffle(&mut self.records),
            3 => self.records.push(line),
            4 => self.records.extend(self.records.get(at).map(|record| record.replace("\"what\":\"e", "\"what\":\"E"))),
            5 => {
                if let Some(record) = self.records.get_mut(at) {
                    *record = record.replace("\"what\":\"", "\"what\":\"!");
                }
            }
            // A new line at some position, linked to whatever is there, signed if the attacker can.
            6 | 7 => {
                let before = random.below(self.trees.len());
                let prev =
                    seq.checked_sub(1).and_then(|k| self.trees[before].lines.get(k)).map_or([9; 32], |line| naive::leaf(line.as_bytes()));
                let made = entry(writer.as_ref(), seq as u64, &prev, &format!("m{}", random.below(100)));
                if random.one_in(2) {
                    self.records.retain(|record| *record != line);
                }
                let relink = random.one_in(2);
                let next = relink.then(|| entry(writer.as_ref(), seq as u64 + 1, &naive::leaf(made.as_bytes()), "next"));
                self.records.push(made);
                self.records.extend(next);
            }
            8 => {
                self.records.retain(|record| *record != line);
                self.records.push(stub_record(seq as u64, &naive::leaf(line.as_bytes())));
            }
            9 => self.records.push(stub_record(seq as u64, &[random.below(3) as u8; 32])),
            // A proof under another note, of another index, with another hint, or with one hash changed.
            10 => {
                let (a, b) = (random.below(self.roots.len()), random.below(self.roots.len()));
                let (tree, size) = (self.roots[a].tree, self.roots[a].size);
                let index = random.below(size);
                let proof = self.trees[tree].proof(index, size, &self.roots[b].note);
                let hint = if random.one_in(2) { self.leaves[tree][index] } else { naive::leaf(line.as_bytes()) };
                self.records.push(proof_record(&hint, &proof));
            }
            11 => {
                let id = random.below(self.roots.len());
                let index = random.below(self.roots[id].size);
                let record = self.proof(id, index);
                let wrong = format!("index {}\\n", random.below(self.roots[id].size + 1));
                self.records.push(record.replace(&format!("index {index}\\n"), &wrong));
            }
            12 => {
                let id = random.below(self.roots.len());
                let index = random.below(self.roots[id].size);
                let hint = self.leaves[somewhere][seq];
                let record = self.proof(id, index);
                self.records.push(record.replace(&text(&self.leaves[self.roots[id].tree][index]), &text(&hint)));
            }
            // Checkpoints under a key that nobody trusts, of any tree, and notes put together from two.
            13 => {
                let size = 1 + random.below(self.trees[somewhere].lines.len());
                let mut tree = self.trees[somewhere].clone();
                if random.one_in(2) {
                    tree.lines[size - 1] = entry(writer.as_ref(), size as u64 - 1, &[3; 32], "fake");
                }
                let note = tree.note(size, Some(&self.keys.stranger), &[]);
                self.records.push(if random.one_in(2) {
                    checkpoint_record(&note)
                } else {
                    tree.proof_record(random.below(size), size, &note)
                });
            }
            14 => {
                let (a, b) = (random.below(self.roots.len()), random.below(self.roots.len()));
                let (body, signatures) = (self.roots[a].note.split_once("\n\n"), self.roots[b].note.split_once("\n\n"));
                if let (Some((body, _)), Some((_, signatures)), true) = (body, signatures, a != b) {
                    self.records.push(checkpoint_record(&format!("{body}\n\n{signatures}")));
                }
            }
            // A mail program was here.
            15 => {
                if let Some(record) = self.records.get_mut(at) {
                    record.push('\r');
                }
            }
            _ => {
                // Lose every record of some kind.
                let kind = ["\"checkpoint\"", "\"proof\"", "\"seq\"", "\"stub\""][random.below(4)];
                self.records.retain(|record| !(record.starts_with(&format!("{{{kind}")) && random.one_in(2)));
            }
        }
    }

    /// The auditor's policy.
    pub fn policy(&self) -> String {
        policy(&self.keys, self.quorum)
    }

    /// What the auditor trusts.
    #[allow(clippy::unwrap_used, reason = "the keys are made to fit")]
    pub fn trust(&self) -> Trust {
        let pins: Vec<&[u8]> = self.pins.iter().map(|pin| self.roots[*pin].note.as_bytes()).collect();
        let (policy, writers) = (self.policy(), self.keys.writer.vkey());
        Trust::read(&TrustTexts { policy: Some(&policy), logs: None, writers: Some(&writers), pins: &pins }).unwrap()
    }

    /// Whether a root has the required level, and the input or the auditor holds its note.
    pub fn counts(&self, id: usize, records: &[String]) -> bool {
        // A note is as good as the best one over the same root.
        (self.pins.contains(&id) || self.is_given(id, records)) && self.roots[id].witnesses >= self.quorum
    }

    /// Whether the note of a root stands in some record.
    #[allow(clippy::unwrap_used, reason = "a text is a JSON string")]
    pub fn is_given(&self, id: usize, records: &[String]) -> bool {
        let quoted = serde_json::to_string(&self.roots[id].note).unwrap();
        records.iter().any(|record| record.contains(&quoted[1..quoted.len() - 1]))
    }

    /// Where a record comes from, for people; itself if it was made up.
    pub fn origin_of(&self, record: &str) -> String {
        let mut origins = Vec::new();
        for (id, tree) in self.trees.iter().enumerate() {
            origins
                .extend(tree.lines.iter().enumerate().filter(|(_, line)| *line == record).map(|(at, _)| format!("line {at} of tree {id}")));
        }
        for (id, root) in self.roots.iter().enumerate() {
            origins.extend((0..root.size).filter(|at| self.proof(id, *at) == record).map(|at| format!("proof of {at} under root {id}")));
            origins.extend((checkpoint_record(&root.note) == record).then(|| format!("root {id}")));
        }
        if origins.is_empty() { record.into() } else { origins.join(" = ") }
    }

    /// What others would trust who were given the same: nobody; only roots that they kept; only the writer; only the log and its witnesses.
    #[allow(clippy::unwrap_used, reason = "the keys are made to fit")]
    pub fn other_trusts(&self) -> [Trust; 4] {
        let pins: Vec<&[u8]> = self.roots.iter().take(2).map(|root| root.note.as_bytes()).collect();
        let (policy, writers) = (self.policy(), self.keys.writer.vkey());
        let texts = [
            TrustTexts::default(),
            TrustTexts { pins: &pins, ..TrustTexts::default() },
            TrustTexts { writers: Some(&writers), ..TrustTexts::default() },
            TrustTexts { policy: Some(&policy), ..TrustTexts::default() },
        ];
        texts.map(|texts| Trust::read(&texts).unwrap())
    }

    /// The engine's view of some records.
    pub fn case(&self, records: &[String]) -> Case {
        self.case_for(records, &self.trust())
    }

    /// The engine's view of some records for somebody who trusts somebody else.
    pub fn case_for(&self, records: &[String], trust: &Trust) -> Case {
        let data = records.join("\n") + "\n";
        let input = Input { name: "a.jsonl", data: data.as_bytes() };
        let question = Question { entries: self.entries, ..Question::default() };
        Case::assemble(vec![verify::read(&input, trust, &question)], trust, &question)
    }
}
