//! A comment or a page that refers to a specification refers to something that is there: `unbroken-bundle, sections A and B (x).`, steps and
//! rules included. And the page of every finding says under Spec where its rule stands.

use super::{Files, texts};

const SPECS: &str = "verifier/specs/";
const PAGES: &str = "verifier/findings/";
const NAMES: [&str; 2] = ["unbroken-bundle", "unbroken-entry"];
/// What a reference begins with, in the languages of the pages.
const SECTIONS: [&str; 4] = ["sections ", "section ", "Abschnitte ", "Abschnitt "];

pub fn check(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for name in NAMES {
        if spec(files, name).is_empty() {
            faults.push(format!("{SPECS}{name}.md: is not there"));
        }
    }
    // This file is full of references that lead nowhere.
    let told = |path: &str| (path.ends_with(".rs") || path.ends_with(".md")) && !path.ends_with("tidy/specs.rs");
    for (path, text) in texts(files, "", "").filter(|(path, _)| told(path)) {
        let flat = flat(text);
        for (name, items) in references(&flat) {
            faults.extend(unresolved(spec(files, name), &items).map(|item| format!("{path}: {name} has no \"{item}\"")));
        }
        if path.starts_with("verifier/") {
            let rules = lettered_rules(&flat).into_iter().filter(|rule| !has_rule(spec(files, "unbroken-bundle"), rule));
            faults.extend(rules.map(|rule| format!("{path}: there is no rule {rule}")));
        }
        if path.starts_with(PAGES) && spec_section(text).is_none_or(|section| references(&self::flat(section)).next().is_none()) {
            faults.push(format!("{path}: names no section of a specification under Spec"));
        }
    }
    faults
}

fn spec<'f>(files: &'f Files, name: &str) -> &'f str {
    files.get(&format!("{SPECS}{name}.md")).and_then(Option::as_deref).unwrap_or_default()
}

/// The text in one line, the marks of comments and the ends of lines left out.
fn flat(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim();
        let bare = ["//!", "///", "//"].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
        bare.trim().to_owned()
    };
    text.lines().map(line).collect::<Vec<_>>().join(" ")
}

fn spec_section(page: &str) -> Option<&str> {
    page.split("\n## ").find_map(|section| section.strip_prefix("Spec\n"))
}

/// Every place where the name of a specification is followed by a comma and what is meant in it.
fn references(text: &str) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    NAMES.into_iter().flat_map(move |name| {
        let meant = text.match_indices(name).filter_map(move |(at, _)| text.get(at + name.len()..)?.strip_prefix(", "));
        meant.map(move |rest| (name, items(rest)))
    })
}

/// `sections A, B (x) and C. …` as A, B, C.
fn items(rest: &str) -> Vec<String> {
    let mut depth = 0;
    let mut meant = String::new();
    for letter in rest.chars() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '.' | ';' | ':' | '"' if depth == 0 => break,
            _ if depth == 0 => meant.push(letter),
            _ => {}
        }
    }
    let bare = |item: &str| {
        let item = item.trim();
        SECTIONS.iter().find_map(|word| item.strip_prefix(word)).unwrap_or(item).to_owned()
    };
    meant.replace(" and ", ", ").replace(" und ", ", ").split(", ").map(bare).collect()
}

/// What is neither a heading, nor a member of a table (`` `at` ``), nor a rule or step of the section named before it.
fn unresolved<'i>(spec: &str, items: &'i [String]) -> impl Iterator<Item = &'i String> {
    let mut section = spec.to_owned();
    items.iter().filter(move |item| match item.split_once(' ') {
        Some(("rule" | "step", number)) => !has_rule(&section, number),
        _ if item.starts_with('`') => !section.lines().any(|line| line.starts_with(&format!("| {item} "))),
        _ => below(spec, item).map(|found| section = found).is_none(),
    })
}

/// The text below a heading, up to the next one of its kind.
fn below(text: &str, heading: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| title(line) != Some(heading));
    let deep = lines.next()?.starts_with("### ");
    let ends = |line: &&str| line.starts_with("## ") || (deep && line.starts_with("### "));
    Some(lines.take_while(|line| !ends(line)).collect::<Vec<_>>().join("\n"))
}

fn title(line: &str) -> Option<&str> {
    line.strip_prefix("## ").or(line.strip_prefix("### "))
}

/// A list item `14. …`, or a paragraph that begins `**K3.**` or `**Step 4.**`.
fn has_rule(text: &str, number: &str) -> bool {
    let begins = [format!("{number}. "), format!("**{number}.**"), format!("**Step {number}.**")];
    text.lines().any(|line| begins.iter().any(|begin| line.starts_with(begin)))
}

/// `rule T1`, `rules K3, K4, R1 to R5`: the rules that have a letter.
fn lettered_rules(text: &str) -> Vec<String> {
    let is_rule = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|letter| "KRT".contains(letter)) && !letters.as_str().is_empty() && letters.all(|c| c.is_ascii_digit())
    };
    let mut found = Vec::new();
    for (at, word) in text.match_indices("rule") {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix("s ").or(rest.strip_prefix(' ')) else { continue };
        let words = rest.split(' ').take_while(|word| ["to", "and"].contains(word) || is_rule(bare(word)));
        found.extend(words.map(bare).filter(|word| is_rule(word)).map(String::from));
    }
    found
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    const BUNDLE: (&str, &str) = (
        "verifier/specs/unbroken-bundle.md",
        "# x\n## Verdict\n1. one\n### The question\n2. two\n## Keys and time\n**K3.** three\n**Step 4.** four\n",
    );
    const ENTRY: (&str, &str) = ("verifier/specs/unbroken-entry.md", "## Members\n| `at` | string |\n");

    fn faults(path: &str, text: &str) -> Vec<String> {
        check(&made_up(&[BUNDLE, ENTRY, (path, text)]))
    }

    #[test]
    fn references_to_what_is_there_are_fine() {
        for text in [
            "//! Asks (unbroken-bundle, Verdict, The question).",
            "//! Asks (unbroken-bundle,\n//! The question), and more.",
            "/// See unbroken-bundle, sections Verdict (headline) and The question. Not there.",
            "// unbroken-bundle, Verdict, rule 1; unbroken-entry, Members, `at`; rules K3 and K3",
            "// (unbroken-entry; the unbroken-bundle crate)",
            "const X: &str = \"unbroken-bundle, Verdict\"; f(a, b)",
        ] {
            assert_eq!(faults("verifier/src/a.rs", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn references_to_nothing_are_named() {
        for text in [
            "//! (unbroken-bundle, Verdicts)",
            "//! (unbroken-bundle,\n//! Question)",
            "// unbroken-bundle, sections Verdict and Truth.",
            "// unbroken-bundle, The question, rule 1",
            "// unbroken-bundle, Verdict, rule 3",
            "// unbroken-bundle, Verdict, step 4",
            "// unbroken-entry, Members, `by`",
            "// unbroken-entry, Verdict",
            "// rules K3, K4",
            "// rule T1",
        ] {
            assert_eq!(faults("verifier/src/a.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_page_says_where_its_rule_stands() {
        let page = |spec: &str| faults("verifier/findings/x.md", &format!("# x\n\n## What was seen\n\nx\n\n## Spec\n\n{spec}\n")).len();
        assert_eq!(page("unbroken-bundle, sections Verdict and The question. RFC 6962."), 0);
        assert_eq!(page("RFC 6962."), 1);
        assert_eq!(page("unbroken-bundle."), 1);
        assert_eq!(page("unbroken-bundle, Truth."), 1);
    }

    #[test]
    fn specifications_that_are_not_there_are_named() {
        assert_eq!(check(&made_up(&[])).len(), 2);
    }
}
