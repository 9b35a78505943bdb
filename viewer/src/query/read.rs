//! Reads a query. What cannot be read has a place in the text, in bytes, and one reason; nothing is searched with a part of a query.

use super::{Extent, MARKED, Moment, Part, Query, Span, Term, Want};
use std::fmt;
use unbroken::budget::MAX_INDEX;
use unbroken::log::coverage::Status;
use unbroken::{Code, Time};

/// Why a query cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// First byte of what is wrong.
    pub start: usize,
    /// One after its last; the same where something is missing.
    pub end: usize,
    /// What is wrong.
    pub why: Why,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A minus excludes nothing.
    NothingExcluded,
    /// A name, or quotes, without a value.
    NoValue,
    /// Quotes that are not closed.
    Unclosed,
    /// Something stands right behind the closing quote.
    AfterQuote,
    /// A name that is none.
    Name,
    /// A word that is no status.
    Status,
    /// A word that is no code of a finding.
    Code,
    /// What should be a position or a range of them.
    Seq,
    /// What should be a time or a range of them.
    Time,
    /// What no entry can be.
    Is,
    /// A range that ends before it begins, or where it begins.
    Backwards,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at byte {}", self.why, self.start)
    }
}

impl Query {
    /// Reads a query; no text is the query that everything fits.
    pub fn read(text: &str) -> Result<Query, Fault> {
        let mut terms = Vec::new();
        let mut reader = Reader { text, at: 0 };
        while reader.skip_spaces() {
            terms.push(reader.term()?);
        }
        Ok(Query { terms })
    }
}

/// Whether a free text reads as itself without quotes.
pub fn is_bare(text: &str) -> bool {
    let plain = !text.is_empty() && !text.starts_with(['-', '"']) && !text.contains(char::is_whitespace);
    plain && name_of(text).is_none()
}

/// The name that a word begins with, and where its value begins. A word before a colon is always taken for one, so that a slip of the
/// pen is noticed; one before an equals sign only if there is such a name, because such texts are common.
fn name_of(word: &str) -> Option<(&str, Extent, usize)> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = word.get(..letters).filter(|name| !name.is_empty())?;
    match word.as_bytes().get(letters)? {
        b':' => Some((name, Extent::Within, letters + 1)),
        b'=' if named(name).is_some() => Some((name, Extent::Whole, letters + 1)),
        _ => None,
    }
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Named {
    Part(Part),
    Status,
    Code,
    Seq,
    Time,
    Is,
}

fn named(name: &str) -> Option<Named> {
    let others = [("status", Named::Status), ("code", Named::Code), ("seq", Named::Seq), ("time", Named::Time), ("is", Named::Is)];
    let parts = Part::NAMES.map(|(name, part)| (name, Named::Part(part)));
    parts.into_iter().chain(others).find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, named)| named)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether something comes after the spaces.
    fn skip_spaces(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    fn term(&mut self) -> Result<Term, Fault> {
        let excluded = self.rest().starts_with('-');
        self.at += usize::from(excluded);
        let start = self.at;
        if self.word_end() == start {
            return Err(Fault { start: start - 1, end: start, why: Why::NothingExcluded });
        }
        let want = match name_of(self.rest()) {
            None => Want::Text(self.value()?.0),
            Some((name, extent, length)) => {
                self.at += length;
                self.named(name, extent, start)?
            }
        };
        Ok(Term { excluded, want })
    }

    /// Where the word that begins here ends, if it is not quoted.
    fn word_end(&self) -> usize {
        self.at + self.rest().find(char::is_whitespace).unwrap_or(self.rest().len())
    }

    /// What a named term wants; `start` is where its name stands.
    fn named(&mut self, name: &str, extent: Extent, start: usize) -> Result<Want, Fault> {
        let Some(named) = named(name) else {
            return Err(Fault { start, end: self.at - 1, why: Why::Name });
        };
        let (value, start) = self.value()?;
        let fault = |why| Fault { start, end: self.at, why };
        Ok(match named {
            Named::Part(part) => Want::Part(part, extent, value),
            Named::Status => Want::Status(status(&value).ok_or_else(|| fault(Why::Status))?),
            Named::Code => Want::Code(Code::parse(&value.to_ascii_lowercase()).ok_or_else(|| fault(Why::Code))?),
            Named::Is if value.eq_ignore_ascii_case(MARKED) => Want::Marked,
            Named::Is => return Err(fault(Why::Is)),
            Named::Seq => Want::Seq(span(&value, position, |a, b| a < b).map_err(|why| fault(why.unwrap_or(Why::Seq)))?),
            Named::Time => Want::Time(span(&value, moment, |a, b| a.time < b.time).map_err(|why| fault(why.unwrap_or(Why::Time)))?),
        })
    }

    /// A value, quoted or up to the next space, and where it begins.
    fn value(&mut self) -> Result<(String, usize), Fault> {
        let start = self.at;
        if self.rest().starts_with('"') {
            return Ok((self.quoted()?, start));
        }
        let word = self.text.get(start..self.word_end()).unwrap_or_default();
        self.at += word.len();
        if word.is_empty() { Err(Fault { start, end: start, why: Why::NoValue }) } else { Ok((word.to_owned(), start)) }
    }

    fn quoted(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let mut value = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at = start + at + 1;
                    if value.is_empty() {
                        return Err(Fault { start, end: self.at, why: Why::NoValue });
                    }
                    let end = self.word_end();
                    return if end == self.at { Ok(value) } else { Err(Fault { start: self.at, end, why: Why::AfterQuote }) };
                }
                '\\' => value.push(chars.next_if(|(_, c)| matches!(c, '"' | '\\')).map_or(c, |(_, c)| c)),
                c => value.push(c),
            }
        }
        Err(Fault { start, end: self.text.len(), why: Why::Unclosed })
    }
}

fn status(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.as_str().eq_ignore_ascii_case(word))
}

/// `a`, `a..`, `..b`, `a..b`; the error is more than that it cannot be read where both ends can be, the wrong way round.
fn span<T: Copy>(text: &str, read: fn(&str) -> Option<T>, before: fn(T, T) -> bool) -> Result<Span<T>, Option<Why>> {
    let Some((start, end)) = text.split_once("..") else { return read(text).map(Span::One).ok_or(None) };
    match (start, end) {
        ("", end) => read(end).map(Span::To).ok_or(None),
        (start, "") => read(start).map(Span::From).ok_or(None),
        (start, end) => {
            let (start, end) = read(start).zip(read(end)).ok_or(None)?;
            if before(start, end) { Ok(Span::Between(start, end)) } else { Err(Some(Why::Backwards)) }
        }
    }
}

fn position(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|position| digits && *position <= MAX_INDEX)
}

fn moment(text: &str) -> Option<Moment> {
    if let Some(time) = Time::parse(text) {
        return Some(Moment { time, is_day: false });
    }
    Time::parse(&format!("{text}T00:00:00Z")).map(|time| Moment { time, is_day: true })
}
