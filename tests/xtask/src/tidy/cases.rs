//! The cases of the corpus, and what they together must expect: every reason, every status.

use super::tokens::{code, inner, is_punct};
use super::{Files, texts, threats};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::BTreeSet;

const CASES: &str = "tests/corpus/";
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
    faults.extend(threats::check(files, &cases));
    let expected: BTreeSet<&str> = cases.iter().flat_map(|(_, case)| case.reasons.iter().map(String::as_str)).collect();
    faults.extend(words(files, REPORT, "Reason", &expected));
    let expected: BTreeSet<&str> = cases.iter().flat_map(|(_, case)| case.statuses.iter().map(String::as_str)).collect();
    faults.extend(words(files, COVERAGE, "Status", &expected));
    faults
}

/// What a case stands for and expects, of all its logs.
#[derive(Default)]
pub struct Case {
    /// The rows of the table of attacks that it stands for.
    pub threats: Vec<u32>,
    reasons: Vec<String>,
    statuses: Vec<String>,
}

impl Case {
    fn read(table: &toml::Table) -> Case {
        let list = |value: Option<&toml::Value>| value.and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let threats = list(table.get("threats")).iter().filter_map(|row| row.as_integer()?.try_into().ok()).collect();
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
    const GOOD: &str = "[expect]\nreason = \"forked\"\ncoverage = [\"proven 0..3\"]\n\
        [expect.logs.\"a.example\"]\nreason = \"rolled-back\"\ncoverage = [\"withheld 1..2\"]\n";

    fn faults(case: &str) -> Vec<String> {
        check(&made_up(&[WORDS, STATUS, ("tests/corpus/x/case.toml", case)]))
    }

    #[test]
    fn a_corpus_that_expects_everything_is_fine() {
        assert_eq!(faults(GOOD), [""; 0]);
    }

    #[test]
    fn a_reason_and_a_status_that_nothing_expects_are_named() {
        assert_eq!(faults(&GOOD.replace("\"rolled-back\"", "\"forked\"")).len(), 1);
        assert_eq!(faults(&GOOD.replace("withheld 1", "proven 1")).len(), 1);
        assert_eq!(check(&made_up(&[])).len(), 2, "no enums at all");
    }

    #[test]
    fn a_case_that_is_no_toml_is_named() {
        assert!(!faults("threats = [1,").is_empty());
    }
}
