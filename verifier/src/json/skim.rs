//! A second look at text that a scan accepted: members, elements and where values end, without checking anything again.
//!
//! On text that no scan accepted the answers mean nothing, but nothing here panics or runs on for ever.

use super::{Kind, Member, Span};

/// The outermost value.
pub fn outermost(source: &[u8]) -> Option<Span> {
    Skim { source, at: 0, end: source.len() }.next_value()
}

/// The members of an object in order of appearance; none for another type.
pub fn members(source: &[u8], object: Span) -> impl Iterator<Item = Member> {
    let mut skim = Skim::inside(source, object, Kind::Object);
    core::iter::from_fn(move || Some(Member { name: skim.next_value()?, value: skim.next_value()? }))
}

/// The elements of an array; none for another type.
pub fn elements(source: &[u8], array: Span) -> impl Iterator<Item = Span> {
    let mut skim = Skim::inside(source, array, Kind::Array);
    core::iter::from_fn(move || skim.next_value())
}

struct Skim<'a> {
    source: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Skim<'a> {
    fn inside(source: &'a [u8], container: Span, kind: Kind) -> Skim<'a> {
        let end = if container.kind == kind { container.end.saturating_sub(1) } else { 0 };
        Skim { source, at: container.start.saturating_add(1), end }
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied().filter(|_| self.at < self.end)
    }

    fn next_value(&mut self) -> Option<Span> {
        while matches!(self.peek()?, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') {
            self.at += 1;
        }
        let start = self.at;
        let kind = match self.peek()? {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' => Kind::True,
            b'f' => Kind::False,
            b'n' => Kind::Null,
            _ => Kind::Number,
        };
        match kind {
            Kind::Object | Kind::Array => self.container(),
            Kind::String => self.string(),
            _ => self.word(),
        }
        Some(Span { kind, start, end: self.at.min(self.end) })
    }

    fn container(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn word(&mut self) {
        self.at += 1;
        while !matches!(self.peek(), None | Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}')) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use alloc::vec::Vec;

    /// The skim finds what the scanner found, whatever stands in the values.
    #[test]
    fn it_agrees_with_the_scanner() {
        for text in [
            "{}",
            " { } ",
            "{\"a\":1}",
            "{\"\":{\"b\":[1,\"]\",{\"c\":\"}\\\"\"}]} , \"d\\u0041\\\\\":null,\"e\":[ ],\"f\":-1.5e+3 , \"g\":true,\"h\":false}",
            "{\"a\":\"\\\\\",\"b\":\"\\\"\"}",
        ] {
            let source = text.as_bytes();
            let scan = json::scan(source).unwrap();
            assert_eq!(outermost(source), Some(scan.value), "{text}");
            assert_eq!(members(source, scan.value).collect::<Vec<_>>(), scan.members, "{text}");
        }
        let source = b"[1 , [2,3],\"x,\",{\"a\":[]},null]";
        let scan = json::scan(source).unwrap();
        assert_eq!(elements(source, scan.value).collect::<Vec<_>>(), json::elements(source, scan.value));
        assert_eq!(members(source, scan.value).count(), 0);
    }

    #[test]
    fn anything_at_all_comes_to_an_end() {
        for text in ["", "{", "}", "]]]", "{\"a", "{\"a\\", "[[[", "{\"a\":}", "{:::}", "[,,,}", "\"\\"] {
            let source = text.as_bytes();
            for kind in [Kind::Object, Kind::Array] {
                for (start, end) in [(0, source.len()), (0, 99), (7, 3)] {
                    let span = Span { kind, start, end };
                    assert!(members(source, span).count() <= 4 && elements(source, span).count() <= 4, "{text}");
                }
            }
        }
    }
}
