//! JSON Pointers (RFC 6901) into text that a scan accepted.
//!
//! A pointer names one place by exact member names and plain array indexes; nothing is matched loosely. Names compare by their
//! characters after unescaping, so `\u0061` in the text is `a` in the pointer.

use super::{Span, skim};
use crate::budget::{MAX_DEPTH, MAX_POINTER};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A pointer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer {
    /// Member names and array indexes, unescaped, from the outside in.
    tokens: Vec<String>,
}

/// Why a text is not a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerFault {
    /// Neither empty nor beginning with `/`.
    NoSlash,
    /// A `~` that is not `~0` or `~1`.
    Escape,
    /// More than [`MAX_POINTER`] bytes.
    TooLong,
    /// More than [`MAX_DEPTH`] levels: no line reaches so deep.
    TooDeep,
}

impl fmt::Display for PointerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PointerFault::NoSlash => f.write_str("a pointer begins with /"),
            PointerFault::Escape => f.write_str("in a pointer ~ is written ~0, and / inside a name ~1"),
            PointerFault::TooLong => write!(f, "a pointer has at most {MAX_POINTER} bytes"),
            PointerFault::TooDeep => write!(f, "a pointer has at most {MAX_DEPTH} levels"),
        }
    }
}

impl Pointer {
    /// Reads a pointer.
    pub fn parse(text: &str) -> Result<Pointer, PointerFault> {
        if text.len() > MAX_POINTER {
            return Err(PointerFault::TooLong);
        }
        let Some(rest) = text.strip_prefix('/') else {
            return if text.is_empty() { Ok(Pointer { tokens: Vec::new() }) } else { Err(PointerFault::NoSlash) };
        };
        if rest.split('/').count() > MAX_DEPTH {
            return Err(PointerFault::TooDeep);
        }
        rest.split('/').map(unescape).collect::<Option<_>>().map(|tokens| Pointer { tokens }).ok_or(PointerFault::Escape)
    }

    /// The value it names inside `root`.
    pub fn find(&self, source: &[u8], root: Span) -> Option<Span> {
        walk(source, root, self.tokens.iter().map(String::as_str))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| write!(f, "/{}", token.replace('~', "~0").replace('/', "~1")))
    }
}

/// Follows names and indexes from `root` inwards.
pub fn walk<'t>(source: &[u8], root: Span, tokens: impl IntoIterator<Item = &'t str>) -> Option<Span> {
    tokens.into_iter().try_fold(root, |value, token| step(source, value, token))
}

fn step(source: &[u8], value: Span, token: &str) -> Option<Span> {
    match value.kind {
        super::Kind::Object => skim::members(source, value).find(|member| member.is_named(source, token)).map(|member| member.value),
        // `-`, the element behind the last, is never there; neither is an index with a sign or a leading zero.
        super::Kind::Array => {
            let index = usize::try_from(super::parse_index(token.as_bytes())?).ok()?;
            skim::elements(source, value).nth(index)
        }
        _ => None,
    }
}

fn unescape(token: &str) -> Option<String> {
    let mut out = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '~' => match chars.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            other => other,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use alloc::string::ToString;

    fn at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
        let root = json::scan(text.as_bytes()).unwrap().value;
        let found = Pointer::parse(pointer).unwrap().find(text.as_bytes(), root)?;
        core::str::from_utf8(found.text(text.as_bytes())).ok()
    }

    /// The document and the answers of RFC 6901, section 5.
    #[test]
    fn the_example_of_the_rfc() {
        let text = r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
        for (pointer, value) in [
            ("", text),
            ("/foo", r#"["bar","baz"]"#),
            ("/foo/0", "\"bar\""),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/e^f", "3"),
            ("/g|h", "4"),
            ("/i\\j", "5"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
        ] {
            assert_eq!(at(text, pointer), Some(value), "{pointer}");
            assert_eq!(Pointer::parse(pointer).unwrap().to_string(), pointer);
        }
        for nowhere in ["/foo/-", "/foo/2", "/foo/00", "/foo/01", "/foo/+1", "/foo/ 0", "/foo/0/0", "/FOO", "/fo", "//", "/foo/"] {
            assert_eq!(at(text, nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn names_are_names_and_nothing_else() {
        let text = r#"{"__proto__":{"":{"":1}},"constructor":[[]],"\u0061\u002fb":2,"~1":3,"0":4}"#;
        assert_eq!(at(text, "/__proto__//"), Some("1"));
        assert_eq!(at(text, "/constructor/0"), Some("[]"));
        assert_eq!(at(text, "/constructor/length"), None);
        assert_eq!(at(text, "/toString"), None);
        assert_eq!(at(text, "/a~1b"), Some("2"));
        assert_eq!(at(text, "/~01"), Some("3"));
        assert_eq!(at(text, "/0"), Some("4"));
    }

    #[test]
    fn near_misses_are_refused() {
        for (text, fault) in [
            ("a", PointerFault::NoSlash),
            (" /a", PointerFault::NoSlash),
            ("#/a", PointerFault::NoSlash),
            ("/~", PointerFault::Escape),
            ("/a~2", PointerFault::Escape),
            ("/~~0", PointerFault::Escape),
            ("/a/~", PointerFault::Escape),
        ] {
            assert_eq!(Pointer::parse(text), Err(fault), "{text}");
        }
        let deep = |levels: usize| "/a".repeat(levels);
        assert!(Pointer::parse(&deep(MAX_DEPTH)).is_ok());
        assert_eq!(Pointer::parse(&deep(MAX_DEPTH + 1)), Err(PointerFault::TooDeep));
        let long = |bytes: usize| alloc::format!("/{}", "a".repeat(bytes - 1));
        assert!(Pointer::parse(&long(MAX_POINTER)).is_ok());
        assert_eq!(Pointer::parse(&long(MAX_POINTER + 1)), Err(PointerFault::TooLong));
    }
}
