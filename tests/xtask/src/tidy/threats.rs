//! The table of attacks, `tests/corpus/THREATS.md`: every row is there and has a case of the corpus or names the test that stands for it
//! (`` `path::function` ``: the page and the build have no cases), and every number that a case names is a row.

use super::Files;
use super::cases::Case;
use std::collections::BTreeMap;

const TABLE: &str = "tests/corpus/THREATS.md";
/// How many attacks there are.
const ROWS: u32 = 70;

/// What is wrong with the table, one sentence each.
pub fn check(files: &Files, cases: &[(&str, Case)]) -> Vec<String> {
    let Some(table) = files.get(TABLE).and_then(Option::as_deref) else { return Vec::new() };
    let mut faults = Vec::new();
    let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (number, cells) in table.lines().filter_map(row) {
        if rows.insert(number, cells).is_some() {
            faults.push(format!("two rows have the number {number}"));
        }
    }
    for (path, case) in cases {
        let unknown = case.threats.iter().filter(|number| !rows.contains_key(number));
        faults.extend(unknown.map(|number| format!("{path} stands for row {number}, which is not in the table")));
    }
    for number in 1..=ROWS {
        match rows.get(&number).map(Vec::as_slice) {
            None => faults.push(format!("row {number} is missing")),
            Some([_, _, _, limit, shown]) => {
                let named = tests(shown);
                let absent = named.iter().filter(|(path, function)| !is_there(files, path, function));
                faults.extend(absent.map(|(path, function)| format!("row {number} names {path}::{function}, which is not there")));
                let has_case = cases.iter().any(|(_, case)| case.threats.contains(&number));
                let excused = limit.starts_with("not yet");
                if excused && has_case {
                    faults.push(format!("row {number} says \"not yet\" and has a case; say what its limit is"));
                } else if !excused && !has_case && named.is_empty() {
                    faults.push(format!("row {number} has neither a case nor a test, and does not say \"not yet\""));
                }
            }
            Some(cells) => {
                faults.push(format!("row {number} has {} cells, not number, attack, what is said, limit, and tests", cells.len()));
            }
        }
    }
    faults.into_iter().map(|fault| format!("{TABLE}: {fault}")).collect()
}

/// `| 12 | … |`, its cells.
fn row(line: &str) -> Option<(u32, Vec<&str>)> {
    let cells: Vec<&str> = line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    Some((cells.first()?.parse().ok()?, cells))
}

/// The tests that a cell names.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').filter_map(|word| word.split_once("::")).collect()
}

/// In Rust a test is a function, in JavaScript a sentence.
fn is_there(files: &Files, path: &str, name: &str) -> bool {
    let begins = if path.ends_with(".rs") { format!("fn {name}(") } else { format!("test(\"{name}\"") };
    files.get(path).and_then(Option::as_deref).is_some_and(|text| text.contains(&begins))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::made_up;

    /// The faults of a table that is whole but for its seventh row.
    fn faults(seven: &str, rows: &[u32]) -> usize {
        let others: String = (1..=ROWS).filter(|n| *n != 7).map(|n| format!("| {n} | a | b | not yet: x | |\n")).collect();
        let files = made_up(&[(TABLE, &format!("| # | Attack |\n|---|---|\n{others}{seven}")), ("tests/page.rs", "fn it_stays() {}")]);
        let mut case = Case::default();
        case.threats = rows.to_vec();
        check(&files, &[("tests/corpus/x/case.toml", case)]).len()
    }

    #[test]
    fn a_row_is_shown_by_a_case_or_a_test_or_says_why_not() {
        assert_eq!(faults("| 7 | a | b | c | |", &[7]), 0);
        assert_eq!(faults("| 7 | a | b | c | `tests/page.rs::it_stays` |", &[]), 0);
        assert_eq!(faults("| 7 | a | b | not yet: x | |", &[]), 0);
        assert_eq!(faults("| 7 | a | b | c | |", &[]), 1, "nothing shows it");
    }

    #[test]
    fn what_does_not_correspond_is_named() {
        assert_eq!(faults("", &[]), 1, "a row is missing");
        assert_eq!(faults("| 7 | a | b | not yet: x | |\n| 7 | a | b | not yet: x | |", &[]), 1, "a number twice");
        assert_eq!(faults("| 7 | a | b | not yet |", &[]), 1, "a cell is missing");
        assert_eq!(faults("| 7 | a | b | not yet: x | |", &[7]), 1, "an excuse that is no longer true");
        assert_eq!(faults("| 7 | a | b | c | `tests/page.rs::it` |", &[]), 1, "the test is not there");
        assert_eq!(faults("| 7 | a | b | c | |", &[7, 71]), 1, "a case for no row");
    }

    #[test]
    fn a_project_without_the_table_has_no_fault() {
        assert_eq!(check(&made_up(&[]), &[]), [""; 0]);
    }
}
