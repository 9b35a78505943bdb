//! When two texts may be two spellings of one subject.
//!
//! They are folded and compared: blanks around them and characters that nobody sees (soft hyphen, zero-width characters, word joiner, byte
//! order mark) are taken off, full-width forms become the usual ones, every run of blanks becomes one, and letters become small ones by
//! Unicode's simple rule, character by character, with the final sigma as a sigma. Accents, look-alikes of other scripts and composed
//! forms are left alone: to fold them would call different people one.

use alloc::format;
use alloc::string::String;

/// The folded form; texts with the same one are spellings of one subject.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().filter(|c| !is_unseen(*c)).map(narrow) {
        if c.is_whitespace() {
            blank = !folded.is_empty();
            continue;
        }
        if core::mem::take(&mut blank) {
            folded.push(' ');
        }
        folded.extend(c.to_lowercase().map(|c| if c == '\u{3c2}' { '\u{3c3}' } else { c }));
    }
    folded
}

/// The text in quotes, with what would otherwise not be seen written out.
pub fn shown(text: &str) -> String {
    let mut shown = String::from("\"");
    for c in text.chars() {
        if is_unseen(c) || narrow(c) != c || c.is_control() || (c.is_whitespace() && c != ' ') {
            shown.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown.push('"');
    shown
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The usual form of a full-width character.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_subject() {
        for other in
            ["Alice", "ALICE", " alice", "alice\t", "\u{ff41}\u{ff2c}ice", "al\u{200b}ice", "\u{feff}alice", "ali\u{ad}ce", "\u{3000}alice"]
        {
            assert_eq!(fold(other), "alice", "{other:?}");
        }
        assert_eq!(fold("Jane \u{a0} Roe"), fold("jane roe"));
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ"), fold("οδυσσευς"));
    }

    #[test]
    fn two_subjects() {
        for (a, b) in
            [("alice", "alicia"), ("alice", "\u{430}lice"), ("jose", "jos\u{e9}"), ("a b", "ab"), ("alice", "alice1"), ("a-b", "a_b")]
        {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
        for text in ["", " ", "\u{200b}\u{3000}"] {
            assert_eq!(fold(text), "");
        }
    }

    #[test]
    fn differences_are_seen() {
        assert_eq!(shown("a\u{200b}b \u{ff21}\n"), "\"a\\u{200b}b \\u{ff21}\\u{a}\"");
        assert_eq!(shown("Ольга é"), "\"Ольга é\"");
    }
}
