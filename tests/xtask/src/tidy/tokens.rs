//! Reads Rust as tokens, so that comments, strings and tests do not count as code.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens of a source text without the items that only tests see.
pub fn code(text: &str) -> Result<Vec<TokenTree>, String> {
    let stream: TokenStream = text.parse().map_err(|error| format!("is not Rust: {error}"))?;
    Ok(without_tests(stream))
}

/// What stands between the brackets, again without tests.
pub fn inner(group: &Group) -> Vec<TokenTree> {
    without_tests(group.stream())
}

/// Every path that begins with `crate` or `super`, group imports taken apart: `crate::a::{b, c::D}` is `crate a b` and `crate a c D`.
pub fn paths(tokens: &[TokenTree]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let [first, tail @ ..] = rest {
        match first {
            TokenTree::Ident(word) if *word == "crate" || *word == "super" => rest = path(vec![word.to_string()], tail, &mut found),
            TokenTree::Group(group) => {
                found.extend(paths(&inner(group)));
                rest = tail;
            }
            _ => rest = tail,
        }
    }
    found
}

/// Follows `:: word :: …` or `:: { … }` from `start`; gives back what comes after.
fn path<'t>(mut start: Vec<String>, mut rest: &'t [TokenTree], found: &mut Vec<Vec<String>>) -> &'t [TokenTree] {
    while let [one, two, next, tail @ ..] = rest {
        match next {
            _ if !is_punct(one, ':') || !is_punct(two, ':') => break,
            TokenTree::Ident(word) => start.push(word.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_punct(token, ',')) {
                    if let [TokenTree::Ident(word), after @ ..] = part {
                        let mut longer = start.clone();
                        longer.push(word.to_string());
                        path(longer, after, found);
                    }
                }
                return tail;
            }
            _ => break,
        }
        rest = tail;
    }
    found.push(start);
    rest
}

pub fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

/// Leaves out `#[cfg(test)]` and `#[test]` with the item that follows, up to its body or semicolon.
fn without_tests(stream: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let attribute = match (&token, tokens.peek()) {
            (hash, Some(TokenTree::Group(group))) if is_punct(hash, '#') => group.stream().to_string().replace(' ', ""),
            _ => String::new(),
        };
        if attribute == "cfg(test)" || attribute == "test" {
            tokens.next();
            for skipped in tokens.by_ref() {
                let body = matches!(&skipped, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                if body || is_punct(&skipped, ';') {
                    break;
                }
            }
        } else {
            kept.push(token);
        }
    }
    kept
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        paths(&code(text).unwrap()).into_iter().map(|path| path.join(" ")).collect()
    }

    #[test]
    fn group_imports_are_taken_apart() {
        assert_eq!(found("use crate::a::{b, c::{D, E as F}};"), ["crate a b", "crate a c D", "crate a c E"]);
    }

    #[test]
    fn paths_inside_bodies_and_macros_count() {
        assert_eq!(found("fn f() { g!(crate::a::B(super::c::d())) }"), ["crate a B", "super c d"]);
    }

    #[test]
    fn comments_strings_and_tests_do_not_count() {
        assert_eq!(
            found(
                "// crate::a\n/// crate::b\nconst X: &str = \"crate::c\";\n#[cfg(test)]\nmod tests { use crate::d; }\n#[cfg(test)] use crate::e;"
            ),
            [""; 0]
        );
        assert_eq!(found("#[cfg(test)]\nmod tests {}\nuse crate::f::G;"), ["crate f G"]);
    }
}
