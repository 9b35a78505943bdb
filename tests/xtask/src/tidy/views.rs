//! A view has no sentence of its own: whatever the page says stands in its table, where a language that lacks it does not compile.
//!
//! A sentence is a literal with two words side by side that are no classes of the style sheets, or any word that is read out or shown on
//! hovering.

use super::tokens::{code, inner, is_punct};
use super::{Files, texts};
use proc_macro2::TokenTree;
use std::collections::BTreeSet;

/// Attributes whose text is said to people.
const SAID: [&str; 3] = ["label", "title", "placeholder"];

pub fn check(files: &Files) -> Vec<String> {
    let classes: BTreeSet<&str> = texts(files, "www/styles/", ".css").flat_map(|(_, text)| classes(text)).collect();
    let views = texts(files, "viewer/src/view/", ".rs").chain(texts(files, "viewer/src/ui/", ".rs"));
    let mut faults = Vec::new();
    for (path, text) in views {
        for literal in own_words(&code(text).unwrap_or_default(), &classes) {
            faults.push(format!("{path}: {literal} belongs into the table of sentences, viewer/src/text.rs"));
        }
    }
    faults
}

/// The names behind dots.
fn classes(css: &str) -> impl Iterator<Item = &str> {
    css.split('.').skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next())
}

fn own_words(tokens: &[TokenTree], classes: &BTreeSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            // An attribute of the code: documentation is one.
            TokenTree::Group(_)
                if tokens[..at].iter().rev().find(|token| !is_punct(token, '!')).is_some_and(|token| is_punct(token, '#')) => {}
            TokenTree::Group(group) => found.extend(own_words(&inner(group), classes)),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let is_text = text.starts_with('"') || text.starts_with("r#") || text.starts_with("r\"");
                let before = at.checked_sub(2).and_then(|start| tokens.get(start..at));
                let is_said = match before {
                    Some([TokenTree::Ident(name), TokenTree::Punct(sign)]) => {
                        sign.as_char() == '=' && SAID.iter().any(|said| *name == said)
                    }
                    _ => false,
                };
                if is_text && ((is_said && text.contains(char::is_alphabetic)) || is_sentence(&text, classes)) {
                    found.push(text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Two words side by side, neither of them a class.
fn is_sentence(text: &str, classes: &BTreeSet<&str>) -> bool {
    let is_word = |word: &str| {
        let is_spelled =
            word.len() > 1 && word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphabetic() || "-'".contains(c));
        is_spelled && !classes.contains(word)
    };
    let words: Vec<&str> = text.trim_matches(|c| c == '"').split(' ').collect();
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word.trim_end_matches(['.', ',', '?', '!', ';']))))
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    fn faults(view: &str) -> usize {
        check(&made_up(&[("www/styles/a.css", ".btn { } .btn.bare:hover { }"), ("viewer/src/view/a.rs", view)])).len()
    }

    #[test]
    fn what_is_not_said_is_fine() {
        for view in [
            r#"fn f() { view! { <p class="btn bare" data-test="a b" style:left=format!("{} px", 1)>{text::words().ask}" "</p> } }"#,
            r#"fn f() { format!("btn bare {}", tone()); g("text/plain"); h(", "); query("[data-test=search]") }"#,
            "/// A sentence of documentation.\nfn f() { }",
            "#[cfg(test)]\nmod tests { fn f() { g(\"a sentence in a test\") } }",
        ] {
            assert_eq!(faults(view), 0, "{view}");
        }
    }

    #[test]
    fn a_sentence_is_named() {
        for view in [
            r#"fn f() { view! { <p>"No entry here"</p> } }"#,
            r#"fn f() { view! { <p aria-label="Checkpoints"></p> } }"#,
            r#"fn f() { view! { <p title="Light"></p> } }"#,
            r#"fn f() { format!("and {} more of them", 1) }"#,
        ] {
            assert_eq!(faults(view), 1, "{view}");
        }
    }
}
