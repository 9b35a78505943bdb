//! The pages of findings as blocks: headings, paragraphs, lists, code. Just what those pages use; never HTML.

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading and its level, from 1.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// A list, numbered or not.
    List(bool, Vec<Vec<Span>>),
    /// Preformatted text.
    Code(String),
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Plain(String),
    /// Evidence, code, names.
    Code(String),
    /// Emphasis.
    Strong(String),
}

/// Reads a page.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut lines = page.lines().peekable();
    // Whether the next plain line continues the block before it.
    let mut open = false;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            open = false;
        } else if let Some(fence) = trimmed.strip_prefix("```") {
            let _language = fence;
            let code: Vec<&str> = lines.by_ref().take_while(|l| l.trim() != "```").collect();
            out.push(Block::Code(code.join("\n")));
            open = false;
        } else if let Some((level, words)) = heading(trimmed) {
            out.push(Block::Heading(level, spans(words)));
            open = false;
        } else if let Some((numbered, words)) = item(trimmed) {
            match out.last_mut() {
                Some(Block::List(kind, items)) if *kind == numbered => items.push(spans(words)),
                _ => out.push(Block::List(numbered, vec![spans(words)])),
            }
            open = true;
        } else {
            match (open, out.last_mut()) {
                (true, Some(Block::Text(words))) => {
                    words.push(Span::Plain(" ".into()));
                    words.extend(spans(trimmed));
                }
                (true, Some(Block::List(_, items))) => {
                    if let Some(words) = items.last_mut() {
                        words.push(Span::Plain(" ".into()));
                        words.extend(spans(trimmed));
                    }
                }
                _ => out.push(Block::Text(spans(trimmed))),
            }
            open = true;
        }
    }
    out
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let words = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level as u8, words.trim()))
}

fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(words) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((false, words));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line[digits..].strip_prefix(". ")?;
    (digits > 0).then_some((true, words))
}

/// The stretches of one line.
pub fn spans(line: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let next = ["`", "**"].into_iter().filter_map(|mark| Some((rest.find(mark)?, mark))).min();
        let pair = next.and_then(|(at, mark)| Some((at, mark, rest[at + mark.len()..].find(mark)?)));
        let Some((at, mark, len)) = pair else {
            out.push(Span::Plain(rest.into()));
            break;
        };
        if at > 0 {
            out.push(Span::Plain(rest[..at].into()));
        }
        let inner = &rest[at + mark.len()..at + mark.len() + len];
        out.push(if mark == "`" { Span::Code(inner.into()) } else { Span::Strong(inner.into()) });
        rest = &rest[at + mark.len() * 2 + len..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{self, Language};
    use unbroken_paper::next::first_item;

    #[test]
    fn a_page_becomes_blocks() {
        let page =
            "# split-view\n\nTwo lines\nof text with `code`.\n\n- one\n  goes on\n- two\n\n1. first\n\n```sh\nsha256sum a\n\nb\n```\nend";
        let plain = |text: &str| Span::Plain(text.into());
        assert_eq!(
            blocks(page),
            [
                Block::Heading(1, vec![plain("split-view")]),
                Block::Text(vec![plain("Two lines"), plain(" "), plain("of text with "), Span::Code("code".into()), plain(".")]),
                Block::List(false, vec![vec![plain("one"), plain(" "), plain("goes on")], vec![plain("two")]]),
                Block::List(true, vec![vec![plain("first")]]),
                Block::Code("sha256sum a\n\nb".into()),
                Block::Text(vec![plain("end")]),
            ]
        );
    }

    #[test]
    fn markup_is_never_markup() {
        assert_eq!(blocks("<img src=x> `open"), [Block::Text(vec![Span::Plain("<img src=x> `open".into())])]);
        assert_eq!(
            blocks("**a** and `**b**`"),
            [Block::Text(vec![Span::Strong("a".into()), Span::Plain(" and ".into()), Span::Code("**b**".into())])]
        );
        assert!(blocks("").is_empty());
    }

    #[test]
    fn the_first_thing_to_do_is_found_on_every_page() {
        let plain = |text: &str| Span::Plain(text.into());
        assert_eq!(spans("Ask for `it`."), [plain("Ask for "), Span::Code("it".into()), plain(".")]);
        for language in Language::ALL {
            text::speak(language);
            for code in unbroken::Code::ALL {
                let item = first_item(text::finding_page(*code), text::words().do_next_heading);
                assert!(!spans(&item).is_empty(), "{code} in {language:?}");
            }
        }
    }

    #[test]
    fn every_page_of_the_engine_is_read() {
        for code in unbroken::Code::ALL {
            assert!(!blocks(code.page()).is_empty(), "{code}");
        }
    }
}
