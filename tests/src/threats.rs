//! The table of attacks, `tests/corpus/THREATS.md`, held against the cases and tests that stand for its rows.

use crate::corpus::Case;
use std::collections::BTreeMap;
use std::path::Path;

/// How many attacks there are.
const ROWS: u32 = 70;

/// What is wrong with the table, one sentence each: a row that is missing or that nothing shows, a named test that is not there, a case for
/// a row that does not exist, an excuse that is no longer true.
pub fn faults(table: &str, cases: &[(String, Case)], root: &Path) -> Vec<String> {
    let rows: BTreeMap<u32, Vec<&str>> = table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
            Some((cells.first()?.parse().ok()?, cells))
        })
        .collect();
    let mut faults = Vec::new();
    for (name, case) in cases {
        for row in case.threats.iter().filter(|row| !rows.contains_key(row)) {
            faults.push(format!("{name} stands for row {row}, which is not in the table"));
        }
    }
    for number in 1..=ROWS {
        let Some(cells) = rows.get(&number) else {
            faults.push(format!("row {number} is missing"));
            continue;
        };
        let [_, _, _, limit, shown] = cells.as_slice() else {
            faults.push(format!("row {number} has {} cells, not number, attack, what is said, limit, and tests", cells.len()));
            continue;
        };
        let has_case = cases.iter().any(|(_, case)| case.threats.contains(&number));
        let tests: Vec<(&str, &str)> = shown.split('`').filter_map(|word| word.split_once("::")).collect();
        for (file, test) in &tests {
            if !std::fs::read_to_string(root.join(file)).is_ok_and(|text| text.contains(test)) {
                faults.push(format!("row {number} names {file}::{test}, which is not there"));
            }
        }
        let excused = limit.starts_with("not yet");
        if excused && has_case {
            faults.push(format!("row {number} says \"not yet\" and has a case; say what its limit is"));
        } else if !excused && !has_case && tests.is_empty() {
            faults.push(format!("row {number} has neither a case nor a test, and does not say \"not yet\""));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(row: &str) -> String {
        (1..=ROWS).filter(|n| *n != 7).map(|n| format!("| {n} | a | b | not yet: x | |\n")).collect::<String>() + row
    }

    #[test]
    fn what_nothing_shows_is_named() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let faults = |row: &str| faults(&table(row), &[], here).len();
        assert_eq!(faults("| 7 | a | b | not yet: x | |"), 0);
        assert_eq!(faults("| 7 | a | b | c | `src/threats.rs::what_nothing_shows_is_named` |"), 0);
        assert_eq!(faults(""), 1, "a row is missing");
        assert_eq!(faults("| 7 | a | b | c | |"), 1, "nothing shows it");
        assert_eq!(faults("| 7 | a | b | not yet |"), 1, "a cell is missing");
        assert_eq!(faults("| 7 | a | b | c | `src/threats.rs::no_such\u{5f}test` |"), 1, "the test is not there");
    }
}
