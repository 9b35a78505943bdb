//! A JSON array whose elements are the lines of a bundle, several in one physical line or one over several lines.
//!
//! Gives the stretch of each element and reads nothing in it. Only brackets and quotes are followed, so a damaged one derails the reading;
//! it starts again at the next place where one object ends and another begins, and the damage stays with the element it is in.

use crate::budget::{MAX_LINE, MAX_RESTARTS};
use alloc::vec::Vec;

/// One thing found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// An element, as it stands in the stream.
    Element {
        /// Where it starts.
        offset: u64,
        /// Its bytes.
        bytes: &'a [u8],
    },
    /// A stretch longer than a line may be, which was passed over.
    Overlong {
        /// Where it starts.
        offset: u64,
    },
}

/// Finds the elements of an array, however its bytes come.
#[derive(Debug, Default)]
pub struct Elements {
    /// Offset of the next byte.
    at: u64,
    /// Offset of the element in `element`.
    start: u64,
    element: Vec<u8>,
    depth: u64,
    /// The open brackets, the innermost in the lowest bit: 1 for a brace. Deeper than it holds, a line is refused anyway.
    braces: u128,
    in_string: bool,
    escaped: bool,
    /// The last bracket of the array was seen, and nothing behind it.
    closed: bool,
    /// The stretch was too long and holds no place to start again: looking for one.
    lost: bool,
    restarts: usize,
}

impl Elements {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], found: &mut dyn FnMut(Piece<'_>)) {
        for byte in bytes {
            self.take(*byte, found);
        }
    }

    /// What is left at the end of the stream: the element that was cut off, with its offset, and whether the array was closed.
    pub fn finish(mut self, found: &mut dyn FnMut(Piece<'_>)) -> (Option<(u64, Vec<u8>)>, bool) {
        while !self.element.is_empty() && !self.lost {
            if !self.restart(found) {
                return (Some((self.start, self.element)), false);
            }
        }
        (None, self.closed)
    }

    fn take(&mut self, byte: u8, found: &mut dyn FnMut(Piece<'_>)) {
        let at = self.at;
        self.at += 1;
        if self.element.is_empty() {
            if byte.is_ascii_whitespace() || matches!(byte, b'[' | b']' | b',') || (at < 3 && b"\xEF\xBB\xBF".contains(&byte)) {
                self.closed = byte == b']' || (self.closed && byte.is_ascii_whitespace());
                return;
            }
            self.start = at;
            self.closed = false;
        }
        if self.lost {
            self.look_for_start(byte, at);
            return;
        }
        let scalar = self.depth == 0 && !self.in_string && !self.element.is_empty();
        if scalar && matches!(byte, b',' | b']') {
            self.give(found);
            self.closed = byte == b']';
            return;
        }
        // Nothing but a name could stand before a colon, and nothing could open or close here: the reading is derailed.
        if scalar && matches!(byte, b':' | b'{' | b'}' | b'[') {
            self.element.push(byte);
            self.give(found);
            return self.lose(byte);
        }
        self.element.push(byte);
        let ended = self.follow(byte);
        if ended {
            self.give(found);
        } else if self.element.len() > MAX_LINE + 4 && !self.restart(found) {
            found(Piece::Overlong { offset: self.start });
            self.lose(byte);
        }
    }

    /// Passes over everything up to the next place to start again, which may have begun with this byte.
    fn lose(&mut self, byte: u8) {
        self.reset();
        self.lost = true;
        self.element.push(if byte == b'}' { byte } else { b' ' });
    }

    /// Follows brackets and quotes; true when the element ends with this byte.
    fn follow(&mut self, byte: u8) -> bool {
        if self.in_string {
            let was_escaped = core::mem::take(&mut self.escaped);
            match byte {
                b'\\' => self.escaped = !was_escaped,
                b'"' if !was_escaped => self.in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                self.braces = self.braces << 1 | u128::from(byte == b'{');
            }
            // A bracket that closes nothing, or something else, closes nothing: the element is damaged, and its end is looked for later.
            b'}' | b']' if self.depth > 0 && (self.braces & 1 == 1) == (byte == b'}') => {
                self.depth -= 1;
                self.braces >>= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    fn give(&mut self, found: &mut dyn FnMut(Piece<'_>)) {
        let element = core::mem::take(&mut self.element);
        found(Piece::Element { offset: self.start, bytes: element.trim_ascii_end() });
        self.element = element;
        self.reset();
    }

    fn reset(&mut self) {
        self.element.clear();
        (self.depth, self.braces, self.in_string, self.escaped) = (0, 0, false, false);
    }

    /// Gives what stands before the first place where an object ends and another begins, and reads the rest again.
    fn restart(&mut self, found: &mut dyn FnMut(Piece<'_>)) -> bool {
        if self.restarts >= MAX_RESTARTS {
            return false;
        }
        let Some((end, next)) = seam(&self.element) else { return false };
        self.restarts += 1;
        let held = core::mem::take(&mut self.element);
        let (first, rest) = (held.get(..end).unwrap_or_default(), held.get(next..).unwrap_or_default());
        found(Piece::Element { offset: self.start, bytes: first });
        self.reset();
        // The rest is shorter than what was held, so this ends; how often it may happen is bounded.
        self.at = self.start + next as u64;
        for byte in rest {
            self.take(*byte, found);
        }
        true
    }

    /// In a stretch that is passed over, keeps only what may be the beginning of a seam.
    fn look_for_start(&mut self, byte: u8, at: u64) {
        let blank = byte.is_ascii_whitespace();
        match (self.element.last().copied(), byte) {
            (_, b'}') => self.element.push(b'}'),
            (Some(b'}'), b',') => self.element.push(b','),
            (Some(b'}' | b','), _) if blank => {}
            (Some(b','), b'{') if self.restarts < MAX_RESTARTS => {
                self.restarts += 1;
                self.lost = false;
                self.reset();
                self.start = at;
                self.element.push(b'{');
                self.follow(b'{');
                return;
            }
            _ => self.element.push(b' '),
        }
        let last = self.element.pop().unwrap_or(b' ');
        self.element.clear();
        self.element.push(last);
    }
}

/// Where the first object ends and the next begins: `}`, a comma, `{`, with blanks between.
fn seam(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| *byte == b'}') {
        let end = from + at + 1;
        let behind = |start: usize| {
            let rest = bytes.get(start..)?;
            rest.iter().position(|byte| !byte.is_ascii_whitespace()).map(|skip| start + skip)
        };
        let comma = behind(end).filter(|at| bytes.get(*at) == Some(&b','));
        let next = comma.and_then(|at| behind(at + 1)).filter(|at| bytes.get(*at) == Some(&b'{'));
        if let Some(next) = next {
            return Some((end, next));
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;

    /// Elements as `offset:text`, and what the end says.
    fn read(text: &str, piece: usize) -> (Vec<String>, Option<String>, bool) {
        let mut list = Vec::new();
        let mut note = |found: Piece<'_>| match found {
            Piece::Element { offset, bytes } => list.push(format!("{offset}:{}", String::from_utf8_lossy(bytes))),
            Piece::Overlong { offset } => list.push(format!("{offset}!")),
        };
        let mut elements = Elements::default();
        for bytes in text.as_bytes().chunks(piece) {
            elements.push(bytes, &mut note);
        }
        let (cut, closed) = elements.finish(&mut note);
        (list, cut.map(|(offset, bytes)| format!("{offset}:{}", String::from_utf8_lossy(&bytes))), closed)
    }

    #[test]
    fn elements_and_their_places() {
        for piece in [1, 3, 1000] {
            let (list, cut, closed) = read("\u{feff}[{\"a\":\"}],{\"},\n {\"b\":[1,{}]} ,\"x\\\"]\", 7 ]\n", piece);
            assert_eq!(list, ["4:{\"a\":\"}],{\"}", "19:{\"b\":[1,{}]}", "33:\"x\\\"]\"", "41:7"]);
            assert_eq!((cut, closed), (None, true));
        }
    }

    #[test]
    fn what_is_cut_off_is_said() {
        assert_eq!(read("[{\"a\":1},{\"b\":", 5), (["1:{\"a\":1}".into()].into(), Some("9:{\"b\":".into()), false));
        assert_eq!(read("[{\"a\":1}", 5), (["1:{\"a\":1}".into()].into(), None, false));
        assert!(!read("[{\"a\":1},", 5).2);
    }

    #[test]
    fn damage_stays_with_its_element() {
        // A quote and a brace that are gone.
        for (broken, whole) in [("{\"a:1}", "{\"a\":1}"), ("{\"a\":{1}", "{\"a\":1}")] {
            let text = format!("[{whole},{broken},{whole},{whole}]");
            for piece in [1, 1000] {
                let (list, _, _) = read(&text, piece);
                let texts: Vec<&str> = list.iter().map(|found| found.split_once(':').unwrap().1).collect();
                assert_eq!(texts[..3], [whole, broken, whole], "{text}");
                assert_eq!(list.len(), 4);
            }
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        let long = "x".repeat(MAX_LINE + 100);
        let (list, cut, closed) = read(&format!("[{{\"a\":\"{long}\"}},{{\"b\":1}},{{\"c\":2}}]"), 4096);
        assert_eq!(list[0], "1!");
        assert_eq!(list[1..], [format!("{}:{{\"b\":1}}", MAX_LINE + 110), format!("{}:{{\"c\":2}}", MAX_LINE + 118)]);
        assert_eq!((cut, closed), (None, true));
    }
}
