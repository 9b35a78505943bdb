//! Where words go: results to standard output, the rest to standard error. Nothing that evidence says reaches a terminal unescaped.

use anstyle::{AnsiColor, Style};
use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use crate::fault::Fault;

/// Writes results. A reader that has seen enough (a closed pipe) is no fault.
pub fn print(text: &str) -> Result<(), Fault> {
    print_bytes(text.as_bytes())
}

/// Writes a file's bytes as the result.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => Err(Fault::io("write", Path::new("standard output"), &fault)),
        _ => Ok(()),
    }
}

/// Says something that is no result; if nobody listens, that is no fault.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Strong,
    Good,
    Bad,
    Doubtful,
    Quiet,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Good => AnsiColor::Green.on_default().bold(),
            Tone::Bad => AnsiColor::Red.on_default().bold(),
            Tone::Doubtful => AnsiColor::Yellow.on_default().bold(),
            Tone::Quiet => Style::new().dimmed(),
        }
    }
}

/// A text for people, built piece by piece. Every piece is made harmless here and nowhere else.
#[derive(Debug)]
pub struct Page {
    text: String,
    colour: bool,
}

impl Page {
    /// A page for standard output: coloured only on a terminal, and not if `NO_COLOR` is set.
    pub fn for_stdout() -> Page {
        let refused =
            env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || env::var_os("TERM").is_some_and(|term| term == "dumb");
        Page { text: String::new(), colour: io::stdout().is_terminal() && !refused }
    }

    #[cfg(test)]
    pub fn plain() -> Page {
        Page { text: String::new(), colour: false }
    }

    /// Adds a piece.
    pub fn put(&mut self, tone: Tone, piece: &str) -> &mut Page {
        let style = tone.style();
        if self.colour && tone != Tone::Plain {
            self.text.push_str(&format!("{style}{}{style:#}", visible(piece)));
        } else {
            self.text.push_str(&visible(piece));
        }
        self
    }

    /// Ends the line.
    pub fn end(&mut self) -> &mut Page {
        self.text.push('\n');
        self
    }

    /// Adds a whole line.
    pub fn line(&mut self, piece: &str) -> &mut Page {
        self.put(Tone::Plain, piece).end()
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// Longest piece shown whole, in characters.
const LONGEST: usize = 1200;

/// `text` with everything that moves the cursor, hides, or changes direction written as `\u{…}`, and with a count instead of the rest
/// if it is very long.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            out.push_str(&format!("… ({} more characters)", text.chars().count() - LONGEST));
            break;
        }
        if deceptive(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// Control characters, and the format characters of Unicode that are invisible or reorder what stands around them.
fn deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_shown() {
        assert_eq!(visible("a\u{1b}[31mb\nc\u{202e}d\u{200b}é"), "a\\u{1b}[31mb\\u{a}c\\u{202e}d\\u{200b}é");
        assert_eq!(visible(&"x".repeat(1203)), format!("{}… (3 more characters)", "x".repeat(1200)));
        let mut page = Page::plain();
        page.put(Tone::Bad, "\r").put(Tone::Plain, "ok").end();
        assert_eq!(page.into_text(), "\\u{d}ok\n");
    }
}
