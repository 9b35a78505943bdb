//! Random small logs under random attacks. What the report calls proven is judged against the full leaf lists of every tree that a key of
//! the policy ever signed. `UNBROKEN_CAMPAIGN=<cases>[,<first seed>]` runs a longer one.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use unbroken::log::coverage::Status;
use unbroken::verify::{self, verify};
use unbroken::{Case, Input, Question, Reason, Trust, TrustTexts, Verdict};
use unbroken_tests::campaign::*;
use unbroken_tests::naive::{self, Digest32};

/// What the attacker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Power {
    writer: bool,
    log: bool,
}

/// A root that was really signed.
struct Signed {
    tree: usize,
    size: usize,
    witnesses: usize,
    note: String,
}

struct World {
    keys: Keys,
    trees: Vec<Tree>,
    leaves: Vec<Vec<Digest32>>,
    roots: Vec<Signed>,
    power: Power,
    quorum: usize,
    pins: Vec<usize>,
    entries: Option<(u64, Option<u64>)>,
    records: Vec<String>,
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

    fn proof(&self, id: usize, at: usize) -> String {
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

    fn trust(&self) -> Trust {
        let pins: Vec<&[u8]> = self.pins.iter().map(|pin| self.roots[*pin].note.as_bytes()).collect();
        let (policy, writers) = (policy(&self.keys, self.quorum), self.keys.writer.vkey());
        Trust::read(&TrustTexts { policy: Some(&policy), logs: None, writers: Some(&writers), pins: &pins }).unwrap()
    }

    /// Whether a root has the required level, and the input or the auditor holds its note.
    fn counts(&self, id: usize, records: &[String]) -> bool {
        let root = &self.roots[id];
        let kept = self.pins.contains(&id);
        let quoted = serde_json::to_string(&root.note).unwrap();
        let here = kept || records.iter().any(|record| record.contains(&quoted[1..quoted.len() - 1]));
        // A note is as good as the best one over the same root.
        here && root.witnesses >= self.quorum
    }

    fn case(&self, records: &[String]) -> Case {
        let data = records.join("\n") + "\n";
        let trust = self.trust();
        let input = Input { name: "a.jsonl", data: data.as_bytes() };
        let question = Question { entries: self.entries, ..Question::default() };
        Case::assemble(vec![verify::read(&input, &trust, &question)], &trust, &question)
    }

    /// Every complaint about one report.
    fn judge(&self, records: &[String]) -> Vec<String> {
        let mut wrong = Vec::new();
        let case = self.case(records);
        let report = case.report();
        let data = records.join("\n") + "\n";
        let counting: Vec<usize> = (0..self.roots.len()).filter(|id| self.counts(*id, records)).collect();
        let Some((index, log)) = report.logs.iter().enumerate().find(|(_, log)| log.origin == ORIGIN) else { return wrong };
        let mut proven: BTreeMap<u64, Digest32> = BTreeMap::new();
        for row in case.rows(index).iter().filter(|row| row.status == Status::Proven) {
            let bytes = &data.as_bytes()[row.offset as usize..row.offset as usize + row.len as usize];
            let leaf = naive::leaf(bytes.trim_ascii_end());
            proven.insert(row.seq, leaf);
            let held = |id: &&usize| self.leaves[self.roots[**id].tree][..self.roots[**id].size].get(row.seq as usize) == Some(&leaf);
            if !counting.iter().any(|id| held(&id)) {
                wrong.push(format!("FALSE PROVEN {}", row.seq));
            }
        }
        for run in log.coverage.iter().filter(|run| run.status == Status::Proven) {
            wrong.extend((run.start..run.end).filter(|seq| !proven.contains_key(seq)).map(|seq| format!("PROVEN WITHOUT LINE {seq}")));
        }
        // A verified path under a trusted root that holds another hash over lines which are all called proven.
        for id in &counting {
            let (tree, size) = (self.roots[*id].tree, self.roots[*id].size);
            let leaves = &self.leaves[tree][..size];
            for at in (0..size).filter(|at| records.contains(&self.proof(*id, *at))) {
                for (lo, hi) in path_ranges(at, size) {
                    let claimed: Option<Vec<Digest32>> = (lo..hi).map(|seq| proven.get(&(seq as u64)).copied()).collect();
                    if claimed.is_some_and(|claimed| claimed != leaves[lo..hi]) {
                        wrong.push(format!("PROVEN AGAINST A PROOF [{lo},{hi}) of {size} (tree {tree})"));
                    }
                }
            }
        }
        if !self.power.log && report.reason == Reason::Forked {
            wrong.push(String::from("FORKED WITHOUT A KEY"));
        }
        if report.verdict == Verdict::Proven
            && report.reason == Reason::Intact
            && let Some((start, end)) = self.entries
        {
            let end = end.unwrap_or(start + 1);
            wrong.extend((start..end).filter(|seq| !proven.contains_key(seq)).map(|seq| format!("INTACT WITHOUT {seq}")));
        }
        if report.reason == Reason::Consistent {
            let prefix = |a: &usize, b: &usize| {
                let (a, b) = (&self.roots[*a], &self.roots[*b]);
                let size = a.size.min(b.size);
                self.leaves[a.tree][..size] == self.leaves[b.tree][..size]
            };
            if counting.iter().any(|a| counting.iter().any(|b| !prefix(a, b))) {
                wrong.push(String::from("CONSISTENT AND IS NOT"));
            }
        }
        // Order and cut of the streams.
        let shape = |report: &unbroken::Report| {
            let logs: Vec<_> = report
                .logs
                .iter()
                .map(|log| (log.reasons.clone(), log.coverage.iter().map(|run| (run.status, run.start, run.end)).collect::<Vec<_>>()))
                .collect();
            format!("{:?} {:?} {logs:?}", report.verdict, report.reason)
        };
        let mut turned = records.to_vec();
        turned.reverse();
        let other = self.case(&turned);
        if shape(report) != shape(other.report()) {
            wrong.push(format!("ORDER {} / {}", shape(report), shape(other.report())));
        }
        if self.entries.is_some() {
            let (a, b) = records.split_at(records.len() / 2);
            let (a, b) = (a.join("\n"), b.join("\n"));
            let inputs = [Input { name: "a", data: a.as_bytes() }, Input { name: "b", data: b.as_bytes() }];
            let trust = self.trust();
            let question = Question { entries: self.entries, ..Question::default() };
            let split = verify(&inputs, &trust, &question);
            if shape(report) != shape(&split) {
                wrong.push(format!("SPLIT {} / {}", shape(report), shape(&split)));
            }
        }
        // More genuine evidence never lowers a verdict; without the log's key nothing genuine can speak against the log.
        let genuine = records
            .iter()
            .filter(|record| record.contains("\"seq\":") && record.starts_with("{\"at\""))
            .all(|record| self.trees[0].lines.contains(record));
        if !self.power.log && genuine && report.verdict == Verdict::Proven && matches!(self.entries, Some((_, Some(_)))) {
            for id in 0..self.roots.len() {
                let mut more = records.to_vec();
                more.push(checkpoint_record(&self.roots[id].note));
                more.push(self.proof(id, self.roots[id].size / 2));
                let after = self.case(&more);
                if after.report().verdict != Verdict::Proven {
                    wrong.push(format!("LOWERED by root {id}: {} / {}", shape(report), shape(after.report())));
                }
            }
        }
        wrong
    }
}

/// Ranges of the nodes on the path of `at` and beside it.
fn path_ranges(at: usize, size: usize) -> Vec<(usize, usize)> {
    let (mut lo, mut hi, mut ranges) = (0, size, vec![(0, size)]);
    while hi - lo > 1 {
        let mut half = 1;
        while half * 2 < hi - lo {
            half *= 2;
        }
        ranges.extend([(lo, lo + half), (lo + half, hi)]);
        (lo, hi) = if at < lo + half { (lo, lo + half) } else { (lo + half, hi) };
    }
    ranges
}

/// Takes records away as long as the same complaint remains.
fn minimise(world: &World, kind: &str) -> Vec<String> {
    let mut records = world.records.clone();
    let mut at = 0;
    while at < records.len() {
        let mut fewer = records.clone();
        fewer.remove(at);
        if world.judge(&fewer).iter().any(|wrong| wrong.starts_with(kind)) { records = fewer } else { at += 1 }
    }
    records
}

#[test]
fn nothing_false_is_ever_proven() {
    let asked = std::env::var("UNBROKEN_CAMPAIGN").unwrap_or_default();
    let mut numbers = asked.split(',').filter_map(|number| number.parse::<u64>().ok());
    let (cases, first) = (numbers.next().unwrap_or(500), numbers.next().unwrap_or(1));
    let mut kinds: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for seed in first..first + cases {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut world = build(&mut random);
        world.export(&mut random);
        for _ in 0..random.below(5) {
            world.mutate(&mut random);
        }
        let reason = world.case(&world.records).report().reason;
        *reasons.entry(format!("{reason:?}")).or_default() += 1;
        for wrong in world.judge(&world.records) {
            let kind: String = wrong.chars().take_while(|c| c.is_ascii_uppercase() || *c == ' ').collect();
            let held = kinds.entry(kind.trim().to_string()).or_insert((0, seed));
            held.0 += 1;
            if held.0 == 1 {
                let few = minimise(&world, kind.trim());
                println!(
                    "seed {seed}: {wrong}\n  power {:?} quorum {} pins {:?} entries {:?}",
                    world.power, world.quorum, world.pins, world.entries
                );
                for (id, root) in world.roots.iter().enumerate() {
                    println!("  root {id}: tree {} size {} witnesses {}", root.tree, root.size, root.witnesses);
                }
                for record in &few {
                    let of: Vec<String> = world
                        .trees
                        .iter()
                        .enumerate()
                        .flat_map(|(t, tree)| {
                            tree.lines
                                .iter()
                                .enumerate()
                                .filter(|(_, line)| *line == record)
                                .map(move |(at, _)| format!("tree {t} line {at}"))
                        })
                        .collect();
                    let proofs: Vec<String> = (0..world.roots.len())
                        .flat_map(|id| (0..world.roots[id].size).map(move |at| (id, at)))
                        .filter(|(id, at)| world.proof(*id, *at) == *record)
                        .map(|(id, at)| format!("proof {at} under root {id}"))
                        .collect();
                    let notes: Vec<String> = (0..world.roots.len())
                        .filter(|id| checkpoint_record(&world.roots[*id].note) == *record)
                        .map(|id| format!("root {id}"))
                        .collect();
                    println!(
                        "  {of:?} {proofs:?} {notes:?} {}",
                        if of.len() + proofs.len() + notes.len() == 0 { record.as_str() } else { "" }
                    );
                }
                println!("  => {:?}", world.judge(&few));
            }
        }
    }
    println!("{cases} cases, reasons {reasons:?}");
    assert!(kinds.is_empty(), "complaint: (cases, first seed) {kinds:?}");
    assert!(reasons.len() > 5, "the campaign has lost its variety: {reasons:?}");
}
