//! The first lines of what was given, to read while it is being judged: whether it is the right file is seen long before it is proven.

use crate::summary::{Summary, summary};
use unbroken::json::{self, Kind};

/// So many bytes of a file are looked at.
pub const HEAD: u64 = 64 << 10;
/// So many lines are shown.
const MOST: usize = 16;

/// A line as the file says it; nothing of it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peeked {
    /// The number it claims.
    pub seq: Option<u64>,
    /// What it says.
    pub says: Summary,
}

/// The first events among the lines that `head` holds in full.
pub fn peek(head: &[u8]) -> Vec<Peeked> {
    let lines = head.split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"));
    lines.filter_map(event).take(MOST).collect()
}

fn event(line: &[u8]) -> Option<Peeked> {
    let scan = json::scan(line).ok().filter(|scan| scan.value.kind == Kind::Object)?;
    let says = summary(line);
    let number = scan.get(line, "seq").filter(|value| value.kind == Kind::Number);
    let seq = number.and_then(|value| std::str::from_utf8(value.text(line)).ok()?.parse().ok());
    // Records that stand between the entries, such as checkpoints, are no events.
    let is_event = !(says.when.is_empty() && says.who.is_empty() && says.what.is_empty());
    is_event.then_some(Peeked { seq, says })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_that_are_events() {
        let head =
            b"{\"at\":\"t\",\"event\":{\"actor\":\"eve\"},\"seq\":7}\r\n{\"note\":\"x\"}\nnot json\n{\"action\":\"login\"}\n{\"at\":\"cut";
        let seen = peek(head);
        assert_eq!(
            seen.iter().map(|line| (line.seq, line.says.who.as_str(), line.says.what.as_str())).collect::<Vec<_>>(),
            [(Some(7), "eve", ""), (None, "", "login")]
        );
    }

    #[test]
    fn only_a_few() {
        assert_eq!(peek(&b"{\"at\":\"t\"}\n".repeat(100)).len(), MOST);
        assert!(peek(&[0x1f, 0x8b, b'\n', 0]).is_empty());
    }
}
