//! The event of an entry, line by line as it is read, each line with the bytes it comes from.

use unbroken::json::{self, Kind, Span, pointer, skim};

/// Lines of one outline; nobody reads more, and the bytes have them all.
const MOST: usize = 400;

/// A member or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands; the outermost is 0.
    pub depth: usize,
    /// Its name, or its number in a list.
    pub name: String,
    /// Its value as it is read; none for what has lines of its own below.
    pub value: Option<String>,
    /// First byte of its value.
    pub start: usize,
    /// One after the last.
    pub end: usize,
}

/// The lines, and whether some were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In the order of the bytes.
    pub lines: Vec<Line>,
    /// There are more than are shown.
    pub is_cut: bool,
}

/// The outline of the event of a line, or of its control record, or of the whole line if it has neither; nothing if it is no JSON object.
pub fn outline(text: &str) -> Option<Outline> {
    let source = text.as_bytes();
    let root = json::scan(source).ok()?.value;
    if root.kind != Kind::Object {
        return None;
    }
    let inner = ["event", "ctl"].into_iter().find_map(|name| pointer::walk(source, root, [name]));
    let mut out = Outline::default();
    below(source, inner.filter(|inner| inner.kind == Kind::Object).unwrap_or(root), 0, &mut out);
    Some(out)
}

/// The scan has bounded how deep this goes.
fn below(source: &[u8], container: Span, depth: usize, out: &mut Outline) {
    let named = skim::members(source, container).map(|member| (member.name.string(source).unwrap_or_default(), member.value));
    let numbered = skim::elements(source, container).enumerate().map(|(k, value)| (k.to_string(), value));
    for (name, value) in named.chain(numbered) {
        if out.lines.len() == MOST {
            out.is_cut = true;
            return;
        }
        let has_lines = matches!(value.kind, Kind::Object | Kind::Array) && value.end - value.start > 2;
        let read = || value.string(source).unwrap_or_else(|| String::from_utf8_lossy(value.text(source)).into_owned());
        out.lines.push(Line { depth, name, value: (!has_lines).then(read), start: value.start, end: value.end });
        if has_lines {
            below(source, value, depth + 1, out);
        }
    }
}

/// A stretch of the bytes: one that a line of the outline or a member of the entry stands for, or what lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: usize,
    /// One after the last.
    pub end: usize,
    /// Whether it is a value.
    pub is_value: bool,
}

/// Cuts `len` bytes into pieces: every value of `outline` that has no lines below it, every one of `members` in which no such value lies,
/// and what is between them.
pub fn pieces(len: usize, outline: &Outline, members: &[(usize, usize)]) -> Vec<Piece> {
    let leaves = outline.lines.iter().filter(|line| line.value.is_some()).map(|line| (line.start, line.end));
    let mut values: Vec<(usize, usize)> = leaves.collect();
    let whole = |member: &&(usize, usize)| !values.iter().any(|(start, end)| member.0 <= *start && *end <= member.1);
    let members: Vec<_> = members.iter().filter(whole).copied().collect();
    values.extend(members);
    values.sort_unstable();
    let (mut out, mut at) = (Vec::new(), 0);
    for (start, end) in values {
        if start < at || end > len || start >= end {
            continue;
        }
        if at < start {
            out.push(Piece { start: at, end: start, is_value: false });
        }
        out.push(Piece { start, end, is_value: true });
        at = end;
    }
    if at < len {
        out.push(Piece { start: at, end: len, is_value: false });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let show = |line: &Line| format!("{}{}={}", " ".repeat(line.depth), line.name, line.value.as_deref().unwrap_or("…"));
        outline(text).unwrap().lines.iter().map(show).collect()
    }

    #[test]
    fn a_line_for_each_member_with_its_bytes() {
        let text = r#"{"at":"t","event":{"actor":{"name":"ali\u0063e","roles":["a",{"b":null}]},"n":-1.50,"empty":{},"none":[]},"seq":1}"#;
        let expected = ["actor=…", " name=alice", " roles=…", "  0=a", "  1=…", "   b=null", "n=-1.50", "empty={}", "none=[]"];
        assert_eq!(lines(text), expected);
        let name = &outline(text).unwrap().lines[1];
        assert_eq!(&text[name.start..name.end], "\"ali\\u0063e\"");
    }

    #[test]
    fn a_line_without_an_event_is_its_own() {
        assert_eq!(lines(r#"{"ctl":{"type":"heartbeat"},"seq":1}"#), ["type=heartbeat"]);
        assert_eq!(lines(r#"{"event":"login","n":1}"#), ["event=login", "n=1"]);
        assert_eq!(lines("{}"), [""; 0]);
        for text in ["", "x", "[1]", "{\"a\":1", "1"] {
            assert_eq!(outline(text), None, "{text}");
        }
    }

    #[test]
    fn an_outline_is_bounded_and_says_so() {
        let many = format!("{{\"event\":{{\"l\":[{}0]}}}}", "0,".repeat(2 * MOST));
        let out = outline(&many).unwrap();
        assert_eq!((out.lines.len(), out.is_cut), (MOST, true));
        assert!(!outline("{\"event\":{\"a\":1}}").unwrap().is_cut);
    }

    #[test]
    fn pieces_are_all_of_the_bytes_in_order() {
        let text = r#"{"at":"t","event":{"actor":"a","n":{"m":1}},"seq":1}"#;
        let out = outline(text).unwrap();
        let members = [(6, 9), (18, 43), (50, 51)];
        let cut = pieces(text.len(), &out, &members);
        assert_eq!(cut.iter().map(|piece| &text[piece.start..piece.end]).collect::<String>(), text);
        let values: Vec<_> = cut.iter().filter(|piece| piece.is_value).map(|piece| &text[piece.start..piece.end]).collect();
        assert_eq!(values, ["\"t\"", "\"a\"", "1", "1"]);
        // A member that lies elsewhere, or about nothing, takes no bytes from the others.
        let strange = pieces(text.len(), &out, &[(0, 1000), (5, 5), (7, 6)]);
        assert_eq!(strange.iter().map(|piece| &text[piece.start..piece.end]).collect::<String>(), text);
    }
}
