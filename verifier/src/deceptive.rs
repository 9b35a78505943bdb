//! Text that shows something else than it says: characters that reorder or hide, and letters that imitate those of another script.
//!
//! A small rule that honest text passes. Everywhere: bidirectional overrides, embeddings and isolates, invisible characters, control
//! characters other than tab and line ends. Beside a letter or digit of ASCII only, because Persian, the scripts of India and emoji need
//! them elsewhere: joiners and direction marks. And a word that mixes ASCII letters with look-alikes of them from Greek, Cyrillic or the
//! full-width forms (Unicode Technical Standard 39, single characters only). A word made of look-alikes alone is a word of its script;
//! it is not told.

/// The first deceptive character of a JSON text, escapes undone.
pub fn first(json: &[u8]) -> Option<char> {
    // Nearly every line: nothing but ASCII and no escape of a code point.
    if json.is_ascii() && !json.windows(2).any(|pair| pair == b"\\u") {
        return None;
    }
    let text = core::str::from_utf8(json).ok()?;
    let mut seen = Seen::default();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = if c == '\\' { unescape(&mut chars) } else { c };
        if let Some(found) = seen.take(c) {
            return Some(found);
        }
    }
    None
}

/// The first deceptive character of a text as it stands.
pub fn first_plain(text: &str) -> Option<char> {
    let mut seen = Seen::default();
    text.chars().find_map(|c| seen.take(c))
}

/// What stands behind a backslash. A half of a surrogate pair is no character of its own; the scanner refused it if it stands alone.
fn unescape(chars: &mut core::str::Chars<'_>) -> char {
    match chars.next() {
        Some('u') => {
            let high = hex(chars);
            if !(0xd800..0xdc00).contains(&high) {
                return char::from_u32(high).unwrap_or(' ');
            }
            let (_, _) = (chars.next(), chars.next());
            let low = hex(chars);
            char::from_u32(0x10000 + ((high - 0xd800) << 10 | (low & 0x3ff))).unwrap_or(' ')
        }
        // Line ends, tabs, quotes and slashes mean themselves; a word ends at them either way.
        _ => ' ',
    }
}

fn hex(chars: &mut core::str::Chars<'_>) -> u32 {
    (0..4).fold(0, |value, _| value << 4 | chars.next().and_then(|c| c.to_digit(16)).unwrap_or(0))
}

/// What was seen of the word that is read.
#[derive(Default)]
struct Seen {
    before: Option<char>,
    ascii: bool,
    imitation: Option<char>,
}

impl Seen {
    fn take(&mut self, c: char) -> Option<char> {
        let before = self.before.replace(c);
        if is_never_plain(c) {
            return Some(c);
        }
        let beside = |other: Option<char>| other.is_some_and(|other| other.is_ascii_alphanumeric());
        if is_joiner(c) && beside(before) {
            return Some(c);
        }
        if let Some(joiner) = before.filter(|before| is_joiner(*before) && c.is_ascii_alphanumeric()) {
            return Some(joiner);
        }
        if !c.is_alphabetic() {
            (self.ascii, self.imitation) = (false, None);
            return None;
        }
        self.ascii |= c.is_ascii_alphabetic();
        if imitates(c) {
            self.imitation.get_or_insert(c);
        }
        self.imitation.filter(|_| self.ascii)
    }
}

/// Characters that reorder what stands around them, or cannot be seen. Tab and line ends are harmless.
fn is_never_plain(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}' | '\u{e0001}')
}

/// Joiners and direction marks.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200c}'..='\u{200f}')
}

/// Letters that look like one of ASCII.
fn imitates(c: char) -> bool {
    matches!(c,
        'Α' | 'Β' | 'Ε' | 'Ζ' | 'Η' | 'Ι' | 'Κ' | 'Μ' | 'Ν' | 'Ο' | 'Ρ' | 'Τ' | 'Υ' | 'Χ' | 'ο' | 'ν' | 'ι' | 'ϲ' | 'ϳ'
        | 'А' | 'В' | 'Е' | 'К' | 'М' | 'Н' | 'О' | 'Р' | 'С' | 'Т' | 'У' | 'Х' | 'Ѕ' | 'І' | 'Ј' | 'а' | 'е' | 'о' | 'р' | 'с' | 'у' | 'х'
        | 'ѕ' | 'і' | 'ј' | 'һ' | 'ԁ' | 'ԛ' | 'ԝ' | 'ӏ' | 'Ԛ' | 'Ԝ' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive() {
        for (text, found) in [
            ("{\"who\":\"al\u{202e}ice\"}", '\u{202e}'),
            (r#"{"who":"al\u202eice"}"#, '\u{202e}'),
            (r#"{"who":"al\u200Bice"}"#, '\u{200b}'),
            ("\"a\u{200d}b\"", '\u{200d}'),
            ("\"\u{200f}a\"", '\u{200f}'),
            (r#""\u001b[31m""#, '\u{1b}'),
            // Cyrillic a in a Latin word, full-width o.
            ("\"p\u{430}ypal\"", '\u{430}'),
            ("\"r\u{ff4f}ot\"", '\u{ff4f}'),
            ("\"\u{391}dmin\"", '\u{391}'),
            (r#""\u0430dmin""#, '\u{430}'),
            // An escaped pair.
            (r#""\udb40\udc01""#, '\u{e0001}'),
        ] {
            assert_eq!(first(text.as_bytes()), Some(found), "{text}");
        }
    }

    #[test]
    fn plain() {
        for text in [
            "{\"a\":\"b\\n\\t\\\\u202e\"}",
            "\"Привет, Αθήνα, 東京, naïve, Ωmega\"",
            "\"می\u{200c}خواهم\"",
            "\"\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{2764}\u{fe0f}\"",
            "\"10 μs, Δt, кПа\"",
            r#""\ud83d\ude00""#,
            "",
        ] {
            assert_eq!(first(text.as_bytes()), None, "{text}");
        }
        assert_eq!(first_plain("acme.example/audit"), None);
        assert_eq!(first_plain("acme.ex\u{430}mple/audit"), Some('\u{430}'));
    }
}
