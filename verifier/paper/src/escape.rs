//! Hostile text made visible. Whatever comes from evidence is drawn as text nodes; characters that would hide, reorder or imitate are
//! drawn as their code point instead.

/// A stretch of text as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Plain(String),
    /// A character that must not take effect, as `U+202E`.
    Mark(String),
}

/// Whether a character is drawn as its code point. Line breaks and tabs are the caller's business: with `block` they stay.
fn is_hidden(c: char, block: bool) -> bool {
    match c {
        '\n' | '\t' => !block,
        c if c.is_control() => true,
        // Soft hyphen, joiners, direction marks and isolates, invisible operators, line and paragraph separators, fillers.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' => true,
        // Variation selectors, interlinear annotation, tags, private use, spaces that look like others.
        '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' => true,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => true,
        '\u{f0000}'..='\u{10ffff}' => true,
        _ => false,
    }
}

/// Text of one line in pieces; line breaks and tabs are marks too.
pub fn line(text: &str) -> Vec<Piece> {
    pieces(text, false)
}

/// Text of several lines in pieces; line breaks and tabs stay.
pub fn block(text: &str) -> Vec<Piece> {
    pieces(text, true)
}

fn pieces(text: &str, block: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut plain = String::new();
    for c in text.chars() {
        if is_hidden(c, block) {
            if !plain.is_empty() {
                out.push(Piece::Plain(core::mem::take(&mut plain)));
            }
            out.push(Piece::Mark(format!("U+{:04X}", c as u32)));
        } else {
            plain.push(c);
        }
    }
    if !plain.is_empty() {
        out.push(Piece::Plain(plain));
    }
    out
}

/// Text of one line with marks spelled `⟨U+202E⟩`, for places that take a plain string.
pub fn flat(text: &str) -> String {
    let spell = |piece| match piece {
        Piece::Plain(text) => text,
        Piece::Mark(code) => format!("⟨{code}⟩"),
    };
    line(text).into_iter().map(spell).collect()
}

/// The start of a text, at most `most` characters, with an ellipsis if it was longer.
pub fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_of_any_script_stays() {
        for text in ["alice deletes pods", "Žluťoučký kůň", "監査ログ", "تدقيق", "a<b>&\"c\"", "😀"] {
            assert_eq!(flat(text), text);
            assert_eq!(line(text), [Piece::Plain(text.into())]);
        }
        assert!(line("").is_empty());
    }

    #[test]
    fn what_hides_or_reorders_is_spelled_out() {
        assert_eq!(flat("admin\u{202e}txt.exe"), "admin⟨U+202E⟩txt.exe");
        assert_eq!(flat("a\u{200b}b\u{0}c\u{1b}[31m\u{7f}"), "a⟨U+200B⟩b⟨U+0000⟩c⟨U+001B⟩[31m⟨U+007F⟩");
        assert_eq!(flat("a\nb\tc\r"), "a⟨U+000A⟩b⟨U+0009⟩c⟨U+000D⟩");
        assert_eq!(flat("\u{feff}x\u{2066}y\u{e0041}\u{a0}"), "⟨U+FEFF⟩x⟨U+2066⟩y⟨U+E0041⟩⟨U+00A0⟩");
    }

    #[test]
    fn blocks_keep_their_lines() {
        assert_eq!(block("a\n\tb\r"), [Piece::Plain("a\n\tb".into()), Piece::Mark("U+000D".into())]);
    }

    #[test]
    fn shortening_counts_characters() {
        assert_eq!(short("žluť", 3), "žlu…");
        assert_eq!(short("žlu", 3), "žlu");
    }
}
