//! What the corpus must have a case for: every row of the table of attacks, every reason, every status. And every number of a row that a
//! case names is a row.

use super::tokens::{code, inner, is_punct};
use super::{Files, texts};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::BTreeSet;

const CASES: &str = "tests/corpus/";
const THREATS: &str = "tests/corpus/THREATS.md";
const REPORT: &str = "verifier/src/verdict/report.rs";
const COVERAGE: &str = "verifier/src/log/coverage.rs";

pub fn check(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let mut cases = Vec::new();
    for (path, text) in texts(files, CASES, "/case.toml") {
        match text.parse::<toml::Table>() {
            Ok(table) => cases.push((path, Case::read(&table))),
            Err(error) => faults.push(format!("{path}: {error}")),
        }
    }
    faults.extend(threats(files, &cases));
    let expected: BTreeSet<&str> = cases.iter().flat_map(|(_, case)| case.reasons.iter().map(String::as_str)).collect();
    faults.extend(words(files, REPORT, "Reason", &expected));
    let expected: BTreeSet<&str> = cases.iter().flat_map(|(_, case)| case.statuses.iter().map(String::as_str)).collect();
    faults.extend(words(files, COVERAGE, "Status", &expected));
    faults
}

/// What a case stands for and expects, of all its logs.
#[derive(Default)]
struct Case {
    threats: Vec<i64>,
    reasons: Vec<String>,
    statuses: Vec<String>,
}

impl Case {
    fn read(table: &toml::Table) -> Case {
        let list = |value: Option<&toml::Value>| value.and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let threats = list(table.get("threats")).iter().filter_map(toml::Value::as_integer).collect();
        let mut case = Case { threats, ..Case::default() };
        let expect = table.get("expect").and_then(toml::Value::as_table);
        let logs = expect.and_then(|expect| expect.get("logs")).and_then(toml::Value::as_table);
        for expect in expect.into_iter().chain(logs.into_iter().flat_map(|logs| logs.values().filter_map(toml::Value::as_table))) {
            case.reasons.extend(expect.get("reason").and_then(toml::Value::as_str).map(String::from));
            let coverage = list(expect.get("coverage"));
            case.statuses.extend(coverage.iter().filter_map(|run| Some(run.as_str()?.split_once(' ')?.0.to_owned())));
        }
        case
    }
}

/// Every row ⇔ a case. A row that no case can stand for (the page, the build) names the test that does instead, `` `path::function` ``; one
/// whose limit begins with "not yet" says why there is neither.
fn threats(files: &Files, cases: &[(&str, Case)]) -> Vec<String> {
    let Some(table) = files.get(THREATS).and_then(Option::as_deref) else { return Vec::new() };
    let rows: Vec<(i64, &str)> = table.lines().filter_map(row).collect();
    if rows.is_empty() {
        return vec![format!("{THREATS}: has no rows that begin with a number")];
    }
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    for (number, line) in &rows {
        if !known.insert(*number) {
            faults.push(format!("{THREATS}: two rows have the number {number}"));
        }
        let not_yet = line.split('|').nth(4).is_some_and(|limit| limit.trim_start().starts_with("not yet"));
        if !not_yet && !cases.iter().any(|(_, case)| case.threats.contains(number)) && !names_a_test(files, line) {
            faults.push(format!("{THREATS}: no case of the corpus stands for row {number}"));
        }
    }
    for (path, case) in cases {
        faults
            .extend(case.threats.iter().filter(|number| !known.contains(number)).map(|number| format!("{path}: there is no row {number}")));
    }
    faults
}

/// `| 12 | …`.
fn row(line: &str) -> Option<(i64, &str)> {
    let first = line.strip_prefix('|')?.split('|').next()?;
    Some((first.trim().parse().ok()?, line))
}

fn names_a_test(files: &Files, line: &str) -> bool {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.split_once("::"))
        .any(|(path, function)| files.get(path).and_then(Option::as_deref).is_some_and(|text| text.contains(&format!("fn {function}("))))
}

/// Every variant of an enum, as its word in reports, is expected by a case.
fn words(files: &Files, path: &str, name: &str, expected: &BTreeSet<&str>) -> Vec<String> {
    let words = variants(files.get(path).and_then(Option::as_deref).unwrap_or_default(), name);
    if words.is_empty() {
        return vec![format!("{path}: has no enum {name}")];
    }
    let unexpected = words.iter().filter(|word| !expected.contains(word.as_str()));
    unexpected.map(|word| format!("{word}: no case of the corpus expects this {}", name.to_lowercase())).collect()
}

/// The variants of `enum name { … }` in kebab case.
fn variants(text: &str, name: &str) -> Vec<String> {
    let tokens = code(text).unwrap_or_default();
    let body = tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(keyword), TokenTree::Ident(found), TokenTree::Group(group)]
            if *keyword == "enum" && *found == name && group.delimiter() == Delimiter::Brace =>
        {
            Some(inner(group))
        }
        _ => None,
    });
    let body = body.unwrap_or_default();
    body.split(|token| is_punct(token, ',')).filter_map(|variant| variant.last()).map(|variant| kebab(&variant.to_string())).collect()
}

fn kebab(word: &str) -> String {
    let mut out = String::new();
    for letter in word.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    const WORDS: (&str, &str) = (REPORT, "/// Why.\npub enum Reason { Forked, /// Cut back.\n RolledBack, }");
    const STATUS: (&str, &str) = (COVERAGE, "enum Status { Proven, #[x] Withheld }");
    const TABLE: (&str, &str) = (THREATS, "| # | Attack |\n|---|---|\n| 1 | one |\n| 2 | two |\n");
    const GOOD: &str = "threats = [1, 2]\n[expect]\nreason = \"forked\"\ncoverage = [\"proven 0..3\"]\n\
        [expect.logs.\"a.example\"]\nreason = \"rolled-back\"\ncoverage = [\"withheld 1..2\"]\n";

    fn faults(table: (&str, &str), case: &str) -> Vec<String> {
        check(&made_up(&[WORDS, STATUS, table, ("tests/corpus/x/case.toml", case)]))
    }

    #[test]
    fn a_corpus_that_expects_everything_is_fine() {
        assert_eq!(faults(TABLE, GOOD), [""; 0]);
    }

    #[test]
    fn a_row_without_a_case_and_a_number_without_a_row_are_named() {
        assert_eq!(faults(TABLE, &GOOD.replace("[1, 2]", "[1]")).len(), 1);
        assert_eq!(faults(TABLE, &GOOD.replace("[1, 2]", "[1, 2, 3]")).len(), 1);
        assert_eq!(faults((THREATS, "| 1 | one |\n| 1 | two |\n"), &GOOD.replace("[1, 2]", "[1]")).len(), 1);
        assert_eq!(faults((THREATS, "nothing"), GOOD).len(), 1);
    }

    #[test]
    fn without_the_table_no_number_is_named() {
        assert_eq!(check(&made_up(&[WORDS, STATUS, ("tests/corpus/x/case.toml", GOOD)])), [""; 0]);
    }

    #[test]
    fn a_row_may_name_its_test() {
        let (case, page) = (GOOD.replace("[1, 2]", "[1]"), ("tests/page.rs", "fn it_stays_offline() {}"));
        let table = |two: &str| format!("| 1 | one |\n| 2 | two `tests/page.rs::{two}` |\n");
        let check = |table: &str| check(&made_up(&[WORDS, STATUS, page, (THREATS, table), ("tests/corpus/x/case.toml", &case)]));
        assert_eq!(check(&table("it_stays_offline")), [""; 0]);
        assert_eq!(check(&table("it_stays")).len(), 1);
    }

    #[test]
    fn a_reason_and_a_status_that_nothing_expects_are_named() {
        assert_eq!(faults(TABLE, &GOOD.replace("\"rolled-back\"", "\"forked\"")).len(), 1);
        assert_eq!(faults(TABLE, &GOOD.replace("withheld 1", "proven 1")).len(), 1);
        assert_eq!(check(&made_up(&[])).len(), 2, "no enums at all");
    }

    #[test]
    fn a_case_that_is_no_toml_is_named() {
        assert!(!faults(TABLE, "threats = [1,").is_empty());
    }
}
