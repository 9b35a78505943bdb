//! Random small logs under random attacks. What the report calls proven is judged against the full leaf lists of every tree that a key of
//! the policy ever signed. `UNBROKEN_CAMPAIGN=<cases>[,<first seed>]` runs a longer one.

use std::collections::BTreeMap;
use unbroken::log::coverage::Status;
use unbroken::{Input, Question, Reason, Verdict, verify};
use unbroken_tests::campaign::*;
use unbroken_tests::naive::{self, Digest32};
use unbroken_tests::world::{World, attacked};

/// Every complaint about one report.
fn judge(world: &World, records: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    let case = world.case(records);
    let report = case.report();
    let data = records.join("\n") + "\n";
    let counting: Vec<usize> = (0..world.roots.len()).filter(|id| world.counts(*id, records)).collect();
    let Some((index, log)) = report.logs.iter().enumerate().find(|(_, log)| log.origin == ORIGIN) else { return wrong };
    let mut proven: BTreeMap<u64, Digest32> = BTreeMap::new();
    for row in case.rows(index).iter().filter(|row| row.status == Status::Proven) {
        let bytes = &data.as_bytes()[row.offset as usize..row.offset as usize + row.len as usize];
        let leaf = naive::leaf(bytes.trim_ascii_end());
        proven.insert(row.seq, leaf);
        let held = |id: &&usize| world.leaves[world.roots[**id].tree][..world.roots[**id].size].get(row.seq as usize) == Some(&leaf);
        if !counting.iter().any(|id| held(&id)) {
            wrong.push(format!("FALSE PROVEN {}", row.seq));
        }
    }
    for run in log.coverage.iter().filter(|run| run.status == Status::Proven) {
        wrong.extend((run.start..run.end).filter(|seq| !proven.contains_key(seq)).map(|seq| format!("PROVEN WITHOUT LINE {seq}")));
    }
    // A verified path under a trusted root that holds another hash over lines which are all called proven.
    for id in &counting {
        let (tree, size) = (world.roots[*id].tree, world.roots[*id].size);
        let leaves = &world.leaves[tree][..size];
        for at in (0..size).filter(|at| records.contains(&world.proof(*id, *at))) {
            for (lo, hi) in path_ranges(at, size) {
                let claimed: Option<Vec<Digest32>> = (lo..hi).map(|seq| proven.get(&(seq as u64)).copied()).collect();
                if claimed.is_some_and(|claimed| claimed != leaves[lo..hi]) {
                    wrong.push(format!("PROVEN AGAINST A PROOF [{lo},{hi}) of {size} (tree {tree})"));
                }
            }
        }
    }
    if !world.power.log && report.reason == Reason::Forked {
        wrong.push(String::from("FORKED WITHOUT A KEY"));
    }
    if report.verdict == Verdict::Proven
        && report.reason == Reason::Intact
        && let Some((start, end)) = world.entries
    {
        let end = end.unwrap_or(start + 1);
        wrong.extend((start..end).filter(|seq| !proven.contains_key(seq)).map(|seq| format!("INTACT WITHOUT {seq}")));
    }
    if report.reason == Reason::Consistent {
        let prefix = |a: &usize, b: &usize| {
            let (a, b) = (&world.roots[*a], &world.roots[*b]);
            let size = a.size.min(b.size);
            world.leaves[a.tree][..size] == world.leaves[b.tree][..size]
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
    let other = world.case(&turned);
    if shape(report) != shape(other.report()) {
        wrong.push(format!("ORDER {} / {}", shape(report), shape(other.report())));
    }
    if world.entries.is_some() {
        let (a, b) = records.split_at(records.len() / 2);
        let (a, b) = (a.join("\n"), b.join("\n"));
        let inputs = [Input { name: "a", data: a.as_bytes() }, Input { name: "b", data: b.as_bytes() }];
        let trust = world.trust();
        let question = Question { entries: world.entries, ..Question::default() };
        let split = verify(&inputs, &trust, &question);
        if shape(report) != shape(&split) {
            wrong.push(format!("SPLIT {} / {}", shape(report), shape(&split)));
        }
    }
    // More genuine evidence never lowers a verdict; without the log's key nothing genuine can speak against the log.
    let genuine = records
        .iter()
        .filter(|record| record.contains("\"seq\":") && record.starts_with("{\"at\""))
        .all(|record| world.trees[0].lines.contains(record));
    if !world.power.log && genuine && report.verdict == Verdict::Proven && matches!(world.entries, Some((_, Some(_)))) {
        for id in 0..world.roots.len() {
            let mut more = records.to_vec();
            more.push(checkpoint_record(&world.roots[id].note));
            more.push(world.proof(id, world.roots[id].size / 2));
            let after = world.case(&more);
            if after.report().verdict != Verdict::Proven {
                wrong.push(format!("LOWERED by root {id}: {} / {}", shape(report), shape(after.report())));
            }
        }
    }
    wrong
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
        if judge(world, &fewer).iter().any(|wrong| wrong.starts_with(kind)) { records = fewer } else { at += 1 }
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
        let world = attacked(seed);
        let reason = world.case(&world.records).report().reason;
        *reasons.entry(format!("{reason:?}")).or_default() += 1;
        for wrong in judge(&world, &world.records) {
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
                println!("  => {:?}", judge(&world, &few));
            }
        }
    }
    println!("{cases} cases, reasons {reasons:?}");
    assert!(kinds.is_empty(), "complaint: (cases, first seed) {kinds:?}");
    assert!(reasons.len() > 5, "the campaign has lost its variety: {reasons:?}");
}
