//! What differs between a line before and after, as pieces to be drawn: member by member where both are JSON, else from the first byte that
//! differs to the last. Long stretches that are the same are left out, with their length.

use std::mem;
use unbroken::json::{Scan, Span, scan};

/// Bytes of what is the same that are shown beside a difference.
const BESIDE: usize = 32;
/// Bytes shown of one difference.
const MOST: usize = 240;

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The same on both sides.
    Same(String),
    /// Not on the other side. Empty where the other side has something more.
    Differs(String),
    /// So many bytes are not shown.
    Left(usize),
}

/// The pieces of both sides. With `words` a difference inside a word is one of the whole word; without, it is one of bytes.
pub fn pieces(before: Option<&[u8]>, after: Option<&[u8]>, words: bool) -> [Option<Vec<Piece>>; 2] {
    match (before, after) {
        (Some(before), Some(after)) => {
            let (mut left, mut right) = (Side::default(), Side::default());
            match (scan(before), scan(after)) {
                (Ok(a), Ok(b)) if !a.members.is_empty() && !b.members.is_empty() => {
                    members(before, &a, after, &b, words, &mut left);
                    members(after, &b, before, &a, words, &mut right);
                }
                _ => {
                    left.compare(before, after, words);
                    right.compare(after, before, words);
                }
            }
            [Some(left.finish()), Some(right.finish())]
        }
        (one, other) => [one, other].map(|line| line.map(|line| clipped(line, MOST, 0, Piece::Differs))),
    }
}

fn members(own: &[u8], scanned: &Scan, other: &[u8], others: &Scan, words: bool, side: &mut Side) {
    let mut at = 0;
    for member in &scanned.members {
        let name = member.name.string(own).unwrap_or_default();
        let value = |span: Span| other.get(span.start..span.end).unwrap_or_default();
        match others.get(other, &name).map(value) {
            Some(theirs) => {
                side.same(own.get(at..member.value.start).unwrap_or_default());
                side.compare(member.value.text(own), theirs, words);
            }
            None => side.differs(own.get(at..member.value.end).unwrap_or_default()),
        }
        at = member.value.end;
    }
    // Where the other side has a member more, the eye needs a place to look at.
    if others.members.iter().any(|member| scanned.get(own, &member.name.string(other).unwrap_or_default()).is_none()) {
        side.differs(b"");
    }
    side.same(own.get(at..).unwrap_or_default());
}

/// Bytes by turns the same and different, beginning with the same.
#[derive(Default)]
struct Side {
    done: Vec<(Vec<u8>, bool)>,
    open: Vec<u8>,
}

impl Side {
    fn same(&mut self, bytes: &[u8]) {
        self.open.extend_from_slice(bytes);
    }

    fn differs(&mut self, bytes: &[u8]) {
        self.done.push((mem::take(&mut self.open), false));
        self.done.push((bytes.to_vec(), true));
    }

    fn compare(&mut self, own: &[u8], other: &[u8], words: bool) {
        if own == other {
            return self.same(own);
        }
        let most = own.len().min(other.len());
        let mut start = own.iter().zip(other).take_while(|(a, b)| a == b).count();
        let mut end = own.iter().rev().zip(other.iter().rev()).take(most - start).take_while(|(a, b)| a == b).count();
        let inside = |byte: Option<&u8>| byte.is_some_and(|byte| byte & 0xC0 == 0x80);
        let in_word = |byte: u8| words && (byte.is_ascii_alphanumeric() || b"-_.+/=".contains(&byte));
        while start > 0 && (inside(own.get(start)) || inside(other.get(start)) || in_word(own[start - 1])) {
            start -= 1;
        }
        while end > 0 && (inside(own.get(own.len() - end)) || in_word(own[own.len() - end])) {
            end -= 1;
        }
        self.same(&own[..start]);
        self.differs(&own[start..own.len() - end]);
        self.same(&own[own.len() - end..]);
    }

    fn finish(mut self) -> Vec<Piece> {
        self.done.push((mem::take(&mut self.open), false));
        let last = self.done.len() - 1;
        let draw = |(at, (bytes, differs)): (usize, &(Vec<u8>, bool))| {
            if *differs {
                return clipped(bytes, MOST, BESIDE, Piece::Differs);
            }
            let (head, tail) = (if at == 0 { 0 } else { BESIDE }, if at == last { 0 } else { BESIDE });
            clipped(bytes, head, tail, Piece::Same)
        };
        let not_empty = |piece: &Piece| *piece != Piece::Same(String::new());
        self.done.iter().enumerate().flat_map(draw).filter(not_empty).collect()
    }
}

/// The beginning and the end of what is longer, cut between characters.
fn clipped(bytes: &[u8], head: usize, tail: usize, piece: fn(String) -> Piece) -> Vec<Piece> {
    let text = |bytes: &[u8]| piece(String::from_utf8_lossy(bytes).into_owned());
    let inside = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    if bytes.len() <= head + tail + BESIDE / 2 {
        return vec![text(bytes)];
    }
    let start = (0..=head).rev().find(|at| !inside(*at)).unwrap_or(0);
    let end = (bytes.len() - tail..bytes.len()).find(|at| !inside(*at)).unwrap_or(bytes.len());
    let mut pieces = vec![Piece::Left(end - start)];
    if start > 0 {
        pieces.insert(0, text(&bytes[..start]));
    }
    if end < bytes.len() {
        pieces.push(text(&bytes[end..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(side: &Option<Vec<Piece>>) -> String {
        let draw = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Differs(text) => format!("[{text}]"),
            Piece::Left(bytes) => format!("<{bytes}>"),
        };
        side.as_ref().map_or("-".into(), |pieces| pieces.iter().map(draw).collect())
    }

    fn both(before: &str, after: &str, words: bool) -> [String; 2] {
        pieces(Some(before.as_bytes()), Some(after.as_bytes()), words).map(|side| drawn(&side))
    }

    #[test]
    fn a_changed_word_is_marked_whole_and_a_byte_alone() {
        let (before, after) = (r#"{"actor":"dave","n":1}"#, r#"{"actor":"alice","n":1}"#);
        assert_eq!(both(before, after, true), [r#"{"actor":"[dave]","n":1}"#, r#"{"actor":"[alice]","n":1}"#]);
        assert_eq!(both(r#"{"a":"bob"}"#, r#"{"a":"boc"}"#, false), [r#"{"a":"bo[b]"}"#, r#"{"a":"bo[c]"}"#]);
    }

    #[test]
    fn members_are_compared_with_their_namesakes() {
        let (before, after) = (r#"{"by":"x","e":{"a":1},"sig":"y"}"#, r#"{"e":{"a":1}}"#);
        assert_eq!(both(before, after, true), [r#"[{"by":"x"],"e":{"a":1}[,"sig":"y"]}"#, r#"{"e":{"a":1}[]}"#]);
    }

    #[test]
    fn what_is_no_json_is_compared_as_bytes() {
        assert_eq!(both("{\"a\":\"b\"}", "{\"a\"#\"b\"}", false), ["{\"a\"[:]\"b\"}", "{\"a\"[#]\"b\"}"]);
        assert_eq!(both("ä", "ö", false), ["[ä]", "[ö]"]);
    }

    #[test]
    fn what_is_the_same_for_long_is_left_out() {
        let long = "x".repeat(500);
        let [before, _] = both(
            &format!("{{\"a\":\"{long}\",\"b\":1,\"c\":\"{long}\"}}"),
            &format!("{{\"a\":\"{long}\",\"b\":2,\"c\":\"{long}\"}}"),
            true,
        );
        assert!(before.starts_with("<") && before.contains("[1]") && before.ends_with(">") && before.len() < 90, "{before}");
        assert_eq!(pieces(None, Some(b"new"), true).map(|side| drawn(&side)), ["-", "[new]"]);
    }
}
