//! The judge of the campaigns: every complaint there is about what the engine says of a world. What it calls proven is compared with the
//! full leaf lists of every tree that a key of the policy signed, and with the slow twin; what it accuses, with what was really touched.

use crate::blame::wandering;
use crate::campaign::{ORIGIN, checkpoint_record};
use crate::corpus::word;
use crate::naive::{self, Digest32};
use crate::twin::{self, Named, Trusted, Whole};
use crate::world::World;
use std::collections::{BTreeMap, BTreeSet};
use unbroken::log::coverage::Status;
use unbroken::{Case, Input, Question, Reason, Report, Verdict, verify};

/// What came of one world.
#[derive(Debug)]
pub struct Judged {
    /// Complaints; each begins with capitals that say of which kind it is.
    pub wrong: Vec<String>,
    /// Entries called proven that were looked at.
    pub proven: u64,
    /// Accusations that were looked at.
    pub accused: u64,
    /// Whether the twin could judge it as well.
    pub by_twin: bool,
    /// Whether the twin said the status of every position and the reasons, too.
    pub wholly: bool,
    /// The engine's reason.
    pub reason: Reason,
}

/// Looks at what the engine says about some records of a world.
pub fn judge(world: &World, records: &[String]) -> Judged {
    let case = world.case(records);
    let report = case.report();
    let mut judged = Judged { wrong: Vec::new(), proven: 0, accused: 0, by_twin: false, wholly: false, reason: report.reason };
    let Some((index, log)) = report.logs.iter().enumerate().find(|(_, log)| log.origin == ORIGIN) else { return judged };
    let counting: Vec<usize> = (0..world.roots.len()).filter(|id| world.counts(*id, records)).collect();
    let proven = proven_rows(&case, index, records);
    judged.proven = proven.len() as u64;
    judged.accused = log.findings.iter().filter(|finding| crate::blame::accuses(finding)).count() as u64;
    judged.wrong.extend(unsound(world, records, &counting, &proven));
    for run in log.coverage.iter().filter(|run| run.status == Status::Proven) {
        judged.wrong.extend((run.start..run.end).filter(|seq| !proven.contains_key(seq)).map(|seq| format!("PROVEN WITHOUT LINE {seq}")));
    }
    judged.wrong.extend(headline(world, records, report, &counting, &proven));
    judged.wrong.extend(wandering(world, records, log));
    judged.wrong.extend(unstable(world, records, report));
    let twin = against_twin(world, records, &case, index);
    if let Some((wrong, wholly)) = twin {
        (judged.by_twin, judged.wholly) = (true, wholly);
        judged.wrong.extend(wrong);
    }
    judged
}

/// The leaf of every entry that is called proven, over its exact bytes.
fn proven_rows(case: &Case, index: usize, records: &[String]) -> BTreeMap<u64, Digest32> {
    let data = records.join("\n") + "\n";
    let rows = case.rows(index);
    rows.iter()
        .filter(|row| row.status == Status::Proven)
        .map(|row| {
            let bytes = &data.as_bytes()[row.offset as usize..row.offset as usize + row.len as usize];
            (row.seq, naive::leaf(bytes.trim_ascii_end()))
        })
        .collect()
}

/// Entries called proven that no signed tree holds, or that a verified path speaks against.
fn unsound(world: &World, records: &[String], counting: &[usize], proven: &BTreeMap<u64, Digest32>) -> Vec<String> {
    let leaves = |id: usize| &world.leaves[world.roots[id].tree][..world.roots[id].size];
    let held = |seq: u64, leaf: &Digest32| counting.iter().any(|id| leaves(*id).get(seq as usize) == Some(leaf));
    let mut wrong: Vec<String> =
        proven.iter().filter(|(seq, leaf)| !held(**seq, leaf)).map(|(seq, _)| format!("FALSE PROVEN {seq}")).collect();
    // A path under a trusted root that holds another hash over lines which are all called proven.
    for id in counting {
        let (leaves, size) = (leaves(*id), world.roots[*id].size);
        for at in (0..size).filter(|at| records.contains(&world.proof(*id, *at))) {
            for (lo, hi) in path_ranges(at, size) {
                let claimed: Option<Vec<Digest32>> = (lo..hi).map(|seq| proven.get(&(seq as u64)).copied()).collect();
                if claimed.is_some_and(|claimed| claimed != leaves[lo..hi]) {
                    wrong.push(format!("PROVEN AGAINST A PROOF [{lo},{hi}) of {size}, root {id}"));
                }
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

/// Verdicts that claim more than is so.
fn headline(world: &World, records: &[String], report: &Report, counting: &[usize], proven: &BTreeMap<u64, Digest32>) -> Vec<String> {
    let mut wrong = Vec::new();
    if !world.power.log && report.reason == Reason::Forked {
        wrong.push(String::from("FORKED WITHOUT A KEY"));
    }
    // Whoever drops the newest checkpoints gives an older state than the auditor kept; that is what the word says, and nothing else is.
    let newest = |ids: &[usize]| ids.iter().map(|id| world.roots[*id].size).max().unwrap_or(0);
    let given: Vec<usize> = (0..world.roots.len()).filter(|id| world.is_given(*id, records)).collect();
    if !world.power.log && report.reason == Reason::RolledBack && newest(&given) >= newest(&world.pins) {
        wrong.push(String::from("ROLLED BACK AND IS NOT"));
    }
    if report.verdict == Verdict::Proven
        && report.reason == Reason::Intact
        && let Some((start, end)) = world.entries
    {
        let asked = start..end.unwrap_or(start + 1);
        wrong.extend(asked.filter(|seq| !proven.contains_key(seq)).map(|seq| format!("INTACT WITHOUT {seq}")));
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
    wrong
}

/// What must not change a verdict and does: the order, the cut, more genuine evidence.
fn unstable(world: &World, records: &[String], report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
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
        let split = verify(&inputs, &world.trust(), &Question { entries: world.entries, ..Question::default() });
        if shape(report) != shape(&split) {
            wrong.push(format!("SPLIT {} / {}", shape(report), shape(&split)));
        }
    }
    // Without the log's key nothing genuine can speak against the log.
    let mut entries = records.iter().filter(|record| record.contains("\"seq\":") && record.starts_with("{\"at\""));
    let genuine = entries.all(|record| world.trees[0].lines.contains(record));
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

fn shape(report: &Report) -> String {
    let logs: Vec<_> = report
        .logs
        .iter()
        .map(|log| (log.reasons.clone(), log.coverage.iter().map(|run| (run.status, run.start, run.end)).collect::<Vec<_>>()))
        .collect();
    format!("{:?} {:?} {logs:?}", report.verdict, report.reason)
}

/// Where engine and twin differ, and whether the twin said all; `None` where it says nothing.
fn against_twin(world: &World, records: &[String], case: &Case, index: usize) -> Option<(Vec<String>, bool)> {
    let asked = world.entries.and_then(|(start, end)| Some((start, end?)));
    let answer = twin::judge(records, &trusted(world), asked)?;
    let rows = case.rows(index);
    let with = |status: Status| rows.iter().filter(move |row| row.status == status).map(|row| row.seq).collect::<BTreeSet<u64>>();
    let proven = with(Status::Proven);
    let mut wrong = Vec::new();
    let more: Vec<&u64> = proven.difference(&answer.possible).collect();
    if !more.is_empty() {
        wrong.push(format!("FALSE BY THE TWIN {more:?}"));
    }
    // A committed entry whose signature fails is forged.
    let settled: BTreeSet<u64> = proven.union(&with(Status::Forged)).copied().collect();
    let missed: Vec<&u64> = answer.proven.difference(&settled).collect();
    if !missed.is_empty() {
        wrong.push(format!("MISSED {missed:?}"));
    }
    if answer.forked && case.report().logs[index].reason != Reason::Forked {
        wrong.push(String::from("FORK MISSED"));
    }
    if let Some(whole) = &answer.whole {
        wrong.extend(against_whole(world, whole, case, index));
    }
    Some((wrong, answer.whole.is_some()))
}

/// Where statuses or reasons differ.
fn against_whole(world: &World, whole: &Whole, case: &Case, index: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let runs = &case.report().logs[index].coverage;
    let ours = |seq: u64| runs.iter().find(|run| (run.start..run.end).contains(&seq)).map(|run| word(&run.status));
    let differing: Vec<_> = whole
        .statuses
        .iter()
        .filter(|(seq, status)| ours(**seq).as_deref() != Some(**status))
        .map(|(seq, status)| (seq, status, ours(*seq)))
        .collect();
    if !differing.is_empty() {
        wrong.push(format!("STATUS of twin and engine {differing:?}"));
    }
    // Whether a kept checkpoint is linked is another question.
    let compared = |reason: &String| {
        !matches!(reason.as_str(), "slice" | "unmet") && (world.pins.is_empty() || !matches!(reason.as_str(), "unanchored" | "intact"))
    };
    let reasons: Vec<String> = case.report().logs[index].reasons.iter().map(word).filter(compared).collect();
    let expected: Vec<String> = whole.reasons.iter().map(|reason| (*reason).to_owned()).filter(compared).collect();
    if reasons != expected {
        wrong.push(format!("REASONS twin {expected:?}, engine {reasons:?}"));
    }
    wrong
}

#[allow(clippy::unwrap_used, reason = "the keys are made to fit")]
fn trusted(world: &World) -> Trusted {
    Trusted {
        log: Named::read(&world.keys.log.vkey()).unwrap(),
        witnesses: world.keys.witnesses.iter().map(|witness| Named::read(&witness.vkey()).unwrap()).collect(),
        quorum: world.quorum,
        writer: Named::read(&world.keys.writer.vkey()).unwrap(),
        pins: world.pins.iter().map(|pin| world.roots[*pin].note.clone()).collect(),
    }
}

/// The capitals at the beginning of a complaint.
pub fn kind(wrong: &str) -> String {
    let capitals: String = wrong.chars().take_while(|c| c.is_ascii_uppercase() || *c == ' ').collect();
    capitals.trim().into()
}

/// Takes records away as long as a complaint of this kind remains.
pub fn minimise(world: &World, kind: &str) -> Vec<String> {
    let mut records = world.records.clone();
    let mut at = 0;
    while at < records.len() {
        let mut fewer = records.clone();
        fewer.remove(at);
        if judge(world, &fewer).wrong.iter().any(|wrong| self::kind(wrong) == kind) { records = fewer } else { at += 1 }
    }
    records
}
