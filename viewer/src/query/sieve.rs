//! Whether an entry fits a query. What the index knows decides first, so that no byte is read of an entry that cannot fit, or that fits
//! whatever it says.
//!
//! Texts are compared without regard to case, and as they are shown: a character that the page spells as its code point is found by that.

use super::{Extent, Moment, Part, Query, Span, Want};
use crate::escape;
use crate::summary;
use unbroken::json::{Kind, pointer, skim};
use unbroken::log::coverage::Status;
use unbroken::log::payload::{self, Payload};
use unbroken::{Code, Time};

/// What the index alone says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// It does not fit.
    Out,
    /// It fits.
    Hit,
    /// Its bytes must be read.
    Read,
}

/// A query, ready to be asked of many entries.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    index: Vec<(bool, Known)>,
    content: Vec<(bool, Sought)>,
}

/// What the index decides.
#[derive(Clone, Debug)]
enum Known {
    Status(Status),
    /// Inside one of these ranges `[start, end)`.
    Inside(Vec<[u64; 2]>),
    Seq(Span<u64>),
    /// One of these positions, in order.
    Among(Vec<u64>),
}

/// What the bytes decide; texts are folded.
#[derive(Clone, Debug)]
enum Sought {
    /// One of these spellings: as it is read, and as JSON has it inside a text.
    Text([String; 2]),
    Part(Part, Extent, String),
    Time(Span<Time>),
}

impl Sieve {
    /// `ranges` gives the ranges of the findings with a code, `marked` are the positions with a bookmark, in order.
    pub fn new(query: &Query, ranges: impl Fn(Code) -> Vec<[u64; 2]>, marked: &[u64]) -> Sieve {
        let mut sieve = Sieve::default();
        for term in &query.terms {
            match &term.want {
                Want::Status(status) => sieve.index.push((term.excluded, Known::Status(*status))),
                Want::Code(code) => sieve.index.push((term.excluded, Known::Inside(ranges(*code)))),
                Want::Seq(span) => sieve.index.push((term.excluded, Known::Seq(*span))),
                Want::Marked => sieve.index.push((term.excluded, Known::Among(marked.to_vec()))),
                Want::Text(text) => sieve.content.push((term.excluded, spellings(text))),
                Want::Part(part, extent, value) => sieve.content.push((term.excluded, Sought::Part(*part, *extent, fold(value)))),
                Want::Time(span) => sieve.content.push((term.excluded, Sought::Time(instants(*span)))),
            }
        }
        sieve
    }

    /// Looks at what the index knows of an entry.
    pub fn glance(&self, seq: u64, status: Status) -> Glance {
        let fits = |known: &Known| match known {
            Known::Status(wanted) => *wanted == status,
            Known::Inside(ranges) => ranges.iter().any(|[start, end]| (*start..*end).contains(&seq)),
            Known::Seq(span) => span.contains(seq),
            Known::Among(seqs) => seqs.binary_search(&seq).is_ok(),
        };
        if self.index.iter().any(|(excluded, known)| fits(known) == *excluded) {
            Glance::Out
        } else if self.content.is_empty() {
            Glance::Hit
        } else {
            Glance::Read
        }
    }

    /// Whether the bytes of an entry fit; what the index knows is decided already.
    pub fn fits(&self, line: &[u8]) -> bool {
        let is_text = |sought: &Sought| matches!(sought, Sought::Text(_));
        let text = if self.content.iter().any(|(_, sought)| is_text(sought)) { readable(line) } else { String::new() };
        // What is no JSON object has no parts.
        let parts = if self.content.iter().all(|(_, sought)| is_text(sought)) { None } else { payload::read(line) };
        let says = |part| parts.as_ref().and_then(|parts| value(line, parts, part));
        let fits = |sought: &Sought| match sought {
            Sought::Text(spellings) => spellings.iter().any(|wanted| text.contains(wanted.as_str())),
            Sought::Part(part, Extent::Whole, wanted) => says(*part).is_some_and(|value| fold(&value) == *wanted),
            Sought::Part(part, Extent::Within, wanted) => says(*part).is_some_and(|value| fold(&value).contains(wanted.as_str())),
            // What is no time is in no range of times.
            Sought::Time(span) => {
                let claimed = parts.as_ref().and_then(|parts| summary::claimed_time(line, parts.when.as_deref()));
                claimed.and_then(|text| Time::parse(&text)).is_some_and(|time| span.contains(time))
            }
        };
        self.content.iter().all(|(excluded, sought)| fits(sought) != *excluded)
    }
}

/// What an entry says in one of its parts.
fn value(line: &[u8], parts: &Payload, part: Part) -> Option<String> {
    match part {
        Part::Who => parts.who.clone(),
        Part::What => parts.what.clone(),
        Part::Target => parts.target.clone(),
        Part::Outcome => parts.outcome.clone(),
        Part::Correlation => parts.correlation.clone(),
        Part::Id => pointer::walk(line, skim::outermost(line)?, ["id"])?.string(line),
    }
}

/// Members of an entry that nobody reads. A short word stands by chance somewhere in the signatures of any long log.
const UNREAD: [&str; 2] = ["prev", "sig"];

/// What free text is searched in: the line without its signature and the hash of the entry before it.
fn readable(line: &[u8]) -> String {
    let (mut kept, mut at) = (Vec::with_capacity(line.len()), 0);
    for member in skim::outermost(line).into_iter().flat_map(|whole| skim::members(line, whole)) {
        if member.value.kind == Kind::String && UNREAD.iter().any(|name| member.is_named(line, name)) {
            kept.extend_from_slice(line.get(at..member.value.start).unwrap_or_default());
            at = member.value.end;
        }
    }
    kept.extend_from_slice(line.get(at..).unwrap_or_default());
    fold(&String::from_utf8_lossy(&kept))
}

fn spellings(text: &str) -> Sought {
    let text = fold(text);
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    Sought::Text([text, escaped])
}

/// As shown, and without regard to case.
fn fold(text: &str) -> String {
    // Of these characters all are shown as they are; nearly every line has no others.
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) { text.to_ascii_lowercase() } else { escape::flat(text).to_lowercase() }
}

/// A day alone is all of its hours.
fn instants(span: Span<Moment>) -> Span<Time> {
    const DAY: u64 = 86_400;
    match span {
        Span::One(Moment { time, is_day: true }) => Span::Between(time, time.plus(DAY)),
        span => span.map(|moment| moment.time),
    }
}
