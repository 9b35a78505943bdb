//! A code ⇔ a page ⇔ a case of the corpus that expects it ⇔ a place outside tests that constructs it. A page has all eight headings, in
//! order, and says something under each.

use super::tokens::{code, inner, is_punct};
use super::{Files, texts};
use proc_macro2::TokenTree;
use std::collections::BTreeSet;

const VOCABULARY: &str = "verifier/src/finding.rs";
const PAGES: &str = "verifier/findings/";
const CASES: &str = "tests/corpus/";
const HEADINGS: [&str; 8] = [
    "What was seen",
    "What it means",
    "What it does not mean",
    "Innocent causes",
    "Hostile causes",
    "What to do next",
    "Check it by hand",
    "Spec",
];

pub fn check(files: &Files) -> Vec<String> {
    let codes = codes(files);
    if codes.is_empty() {
        return vec![format!("{VOCABULARY}: no codes were found in `codes! {{ … }}`")];
    }
    let used = constructed(files);
    let mut faults = Vec::new();
    for (variant, word) in &codes {
        match files.get(&format!("{PAGES}{word}.md")).and_then(Option::as_deref) {
            Some(page) => faults.extend(page_faults(page).into_iter().map(|fault| format!("{PAGES}{word}.md: {fault}"))),
            None => faults.push(format!("{word}: has no page")),
        }
        let quoted = format!("\"{word}\"");
        if !texts(files, CASES, "/case.toml").any(|(_, case)| case.contains(&quoted)) {
            faults.push(format!("{word}: no case of the corpus expects it"));
        }
        if !used.contains(variant) {
            faults.push(format!("{word}: no code outside tests constructs Code::{variant}"));
        }
    }
    for (path, _) in texts(files, PAGES, ".md") {
        let word = path.trim_start_matches(PAGES).trim_end_matches(".md");
        if !codes.iter().any(|(_, known)| known == word) {
            faults.push(format!("{path}: there is no code of this name"));
        }
    }
    faults
}

/// Reads `codes! { Variant, "word", …; }`.
fn codes(files: &Files) -> Vec<(String, String)> {
    let text = files.get(VOCABULARY).and_then(Option::as_deref).unwrap_or_default();
    let tokens = code(text).unwrap_or_default();
    let list = tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(name), bang, TokenTree::Group(group)] if *name == "codes" && is_punct(bang, '!') => Some(group.stream()),
        _ => None,
    });
    let list: Vec<_> = list.into_iter().flatten().collect();
    let lines = list.split(|token| is_punct(token, ';'));
    lines
        .filter_map(|line| match line {
            [TokenTree::Ident(variant), _, TokenTree::Literal(word), ..] => {
                Some((variant.to_string(), word.to_string().trim_matches('"').to_owned()))
            }
            _ => None,
        })
        .collect()
}

fn page_faults(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in page.lines() {
        match (line.strip_prefix("## "), sections.last_mut()) {
            (Some(heading), _) => sections.push((heading.trim(), String::new())),
            (None, Some((_, body))) => body.push_str(line.trim()),
            (None, None) => {}
        }
    }
    let found: Vec<_> = sections.iter().map(|(heading, _)| *heading).collect();
    if found != HEADINGS {
        faults.push(format!("its headings are [{}], not [{}]", found.join(" · "), HEADINGS.join(" · ")));
    }
    faults.extend(sections.iter().filter(|(_, body)| body.is_empty()).map(|(heading, _)| format!("says nothing under \"{heading}\"")));
    faults
}

/// Variants that appear as a value somewhere in the verifier; an arm of a match or a pattern's alternative is no value.
fn constructed(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in texts(files, "verifier/src/", ".rs") {
        if path != VOCABULARY && !path.ends_with("/tests.rs") {
            collect(&code(text).unwrap_or_default(), &mut found);
        }
    }
    found
}

fn collect(tokens: &[TokenTree], found: &mut BTreeSet<String>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect(&inner(group), found),
            TokenTree::Ident(name) if *name == "Code" => {
                let [one, two, TokenTree::Ident(variant), ..] = &tokens[at + 1..] else { continue };
                let next = |offset: usize, wanted: char| tokens.get(at + offset).is_some_and(|token| is_punct(token, wanted));
                let pattern = next(4, '|') || (next(4, '=') && next(5, '>'));
                if is_punct(one, ':') && is_punct(two, ':') && !pattern {
                    found.insert(variant.to_string());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    const WORDS: (&str, &str) =
        (VOCABULARY, "macro_rules! codes { ($x:ident) => {}; }\ncodes! { LinkBroken, \"link-broken\", Error, Unaltered; }");
    const USED: (&str, &str) = ("verifier/src/log/assemble.rs", "fn f() { report(Code::LinkBroken, 4) }");

    const CASE: (&str, &str) = ("tests/corpus/cut/case.toml", "findings = [\"link-broken\"]");

    fn page() -> String {
        HEADINGS.map(|heading| format!("## {heading}\n\nText.\n")).concat()
    }

    #[test]
    fn a_code_with_page_and_place_is_fine() {
        assert_eq!(check(&made_up(&[WORDS, USED, CASE, ("verifier/findings/link-broken.md", &page())])), [""; 0]);
    }

    #[test]
    fn a_code_without_page_and_a_page_without_code_are_named() {
        assert_eq!(check(&made_up(&[WORDS, USED, CASE])).len(), 1);
        let page = page();
        let both = made_up(&[WORDS, USED, CASE, ("verifier/findings/link-broken.md", &page), ("verifier/findings/other.md", &page)]);
        assert_eq!(check(&both).len(), 1);
    }

    #[test]
    fn a_code_without_a_case_is_named() {
        let other = ("tests/corpus/cut/case.toml", "findings = [\"link-broken-elsewhere\"]");
        assert_eq!(check(&made_up(&[WORDS, USED, other, ("verifier/findings/link-broken.md", &page())])).len(), 1);
    }

    #[test]
    fn a_code_that_nothing_constructs_is_named() {
        let page = page();
        for text in [
            "#[cfg(test)]\nmod tests { fn f() { g(Code::LinkBroken) } }",
            "fn f() { match c { Code::LinkBroken => 1 } }",
            "// Code::LinkBroken",
        ] {
            let files = made_up(&[WORDS, CASE, ("verifier/src/log/assemble.rs", text), ("verifier/findings/link-broken.md", &page)]);
            assert_eq!(check(&files).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_page_with_a_heading_too_few_or_empty_is_named() {
        assert_eq!(page_faults(&page()), [""; 0]);
        assert_eq!(page_faults(&page().replace("## Spec", "Spec")).len(), 1);
        assert_eq!(page_faults(&page().replace("## Spec\n\nText.", "## Spec\n\n")).len(), 1);
    }

    #[test]
    fn no_codes_at_all_is_a_fault() {
        assert_eq!(check(&made_up(&[(VOCABULARY, "fn f() {}")])).len(), 1);
    }
}
