//! Whether blame wanders: every accusation names a range that holds a position which someone touched, or a neighbour of one. What was
//! touched is read off the records and the genuine log, without the engine.

use crate::world::World;
use std::collections::{BTreeMap, BTreeSet};
use unbroken::verdict::report::LogReport;
use unbroken::{Finding, Severity};

/// Whether a finding says that something was done to the log.
pub fn accuses(finding: &Finding) -> bool {
    finding.severity >= Severity::Error && finding.entries.is_some()
}

/// A complaint for every accusation of a range that nobody was near.
pub fn wandering(world: &World, records: &[String], log: &LogReport) -> Vec<String> {
    let touched = touched(world, records);
    let near = |start: u64, end: u64| touched.range(start.saturating_sub(1)..end.saturating_add(1)).next().is_some();
    let blamed = log.findings.iter().filter(|finding| accuses(finding));
    let far = blamed.filter_map(|finding| finding.entries.filter(|[start, end]| !near(*start, *end)).map(|range| (finding.code, range)));
    far.map(|(code, range)| format!("WANDERING {code} {range:?}, touched {touched:?}")).collect()
}

/// Positions at which something is not as the genuine log has it: a line that is another, none where others are, one that nobody signed,
/// a placeholder, another history.
pub fn touched(world: &World, records: &[String]) -> BTreeSet<u64> {
    let genuine = &world.trees[0].lines;
    let mut touched = BTreeSet::new();
    let mut here: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for record in records {
        if let Some(seq) = number_behind(record, "\"seq\":") {
            here.entry(seq).or_default().push(record);
        }
    }
    for (seq, lines) in &here {
        let own = genuine.get(*seq as usize);
        // A mail program's carriage return is no touch: the line is repaired.
        if lines.iter().any(|line| own.is_none_or(|own| line.trim_end_matches('\r') != own)) || !lines[0].contains("\"sig\":") {
            touched.insert(*seq);
        }
    }
    // An open question goes as far as the log does.
    let asked = world.entries.map_or(0..0, |(start, end)| start..end.unwrap_or(genuine.len() as u64));
    let first = here.keys().next().copied().unwrap_or(u64::MAX).min(asked.start);
    let last = here.keys().last().copied().unwrap_or(0).max(asked.end.max(1) - 1);
    touched.extend((first..=last).filter(|seq| !here.contains_key(seq)));
    // Whoever takes the newest checkpoint away touches what it alone covered.
    let newest = |ids: &mut dyn Iterator<Item = usize>| ids.map(|id| world.roots[id].size as u64).max().unwrap_or(0);
    let given = newest(&mut (0..world.roots.len()).filter(|id| world.is_given(*id, records)));
    touched.extend(given..newest(&mut world.pins.iter().copied()));
    for tree in &world.trees[1..] {
        let longest = tree.lines.len().max(genuine.len());
        touched.extend((0..longest).filter(|at| tree.lines.get(*at) != genuine.get(*at)).map(|at| at as u64));
    }
    touched
}

/// The number that stands behind the last occurrence of a name in a record.
fn number_behind(record: &str, name: &str) -> Option<u64> {
    let digits: String = record.rsplit_once(name)?.1.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
