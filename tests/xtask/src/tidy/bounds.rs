//! Every bound of the verifier is reached: a test somewhere names it.

use super::tokens::{code, inner};
use super::{Files, texts};
use proc_macro2::{Group, TokenStream, TokenTree};

const BOUNDS: &str = "verifier/src/budget.rs";

pub fn check(files: &Files) -> Vec<String> {
    let text = files.get(BOUNDS).and_then(Option::as_deref).unwrap_or_default();
    let tokens = code(text).unwrap_or_default();
    let bounds: Vec<String> = tokens
        .windows(2)
        .filter_map(|two| match two {
            [TokenTree::Ident(keyword), TokenTree::Ident(name)] if *keyword == "const" => Some(name.to_string()),
            _ => None,
        })
        .collect();
    if bounds.is_empty() {
        return vec![format!("{BOUNDS}: has no bounds")];
    }
    bounds
        .iter()
        .filter(|name| !texts(files, "", ".rs").any(|(path, text)| is_named_by_a_test(path, text, name)))
        .map(|name| format!("{BOUNDS}: no test names {name}"))
        .collect()
}

/// In a file that is all test, any use counts; elsewhere only one inside `#[cfg(test)]` or `#[test]`.
fn is_named_by_a_test(path: &str, text: &str, name: &str) -> bool {
    if !text.contains(name) {
        return false;
    }
    let whole = |group: &Group| group.stream().into_iter().collect();
    let all = text.parse::<TokenStream>().map_or(0, |tokens| uses(tokens.into_iter().collect(), name, whole));
    let is_test = path.ends_with("/tests.rs") || path.contains("/tests/") || path.starts_with("tests/tests/");
    all > if is_test { 0 } else { uses(code(text).unwrap_or_default(), name, inner) }
}

/// How often a name stands in the code; `open` gives what stands between brackets.
fn uses(tokens: Vec<TokenTree>, name: &str, open: fn(&Group) -> Vec<TokenTree>) -> usize {
    let count = |token: TokenTree| match token {
        TokenTree::Group(group) => uses(open(&group), name, open),
        TokenTree::Ident(word) => usize::from(word == name),
        _ => 0,
    };
    tokens.into_iter().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::super::made_up;
    use super::*;

    const BUDGET: (&str, &str) = (BOUNDS, "/// MAX_LINE\npub const MAX_LINE: usize = 1;\n");

    #[test]
    fn a_bound_that_a_test_names_is_fine() {
        for (path, text) in [
            ("tests/tests/hostile.rs", "fn f() { g(MAX_LINE) }"),
            ("verifier/src/json/tests.rs", "use crate::budget::MAX_LINE;"),
            ("verifier/src/json.rs", "use crate::budget::MAX_LINE;\n#[cfg(test)]\nmod tests { fn f() { g(super::MAX_LINE) } }"),
        ] {
            assert_eq!(check(&made_up(&[BUDGET, (path, text)])), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_bound_that_no_test_names_is_named() {
        for (path, text) in [
            ("verifier/src/json.rs", "use crate::budget::MAX_LINE;\n#[cfg(test)]\nmod tests { fn f() {} }"),
            ("verifier/src/json.rs", "mod a { use crate::budget::MAX_LINE; }"),
            ("tests/tests/hostile.rs", "// MAX_LINE\nfn f() { g(\"MAX_LINE\", MAX_LINES) }"),
        ] {
            assert_eq!(check(&made_up(&[BUDGET, (path, text)])).len(), 1, "{path}");
        }
        assert_eq!(check(&made_up(&[])).len(), 1, "no bounds at all");
    }
}
