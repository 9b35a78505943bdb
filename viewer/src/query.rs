//! The language in which a reader searches the entries of a log: its words, and how they are written.
//!
//! A query is a list of terms, and an entry fits if it fits all of them. A term is free text, or a name, a mark and a value: `who:ali` is
//! part of the value, `who=alice` is all of it. A minus before a term excludes what fits it. What has spaces stands between quotes. A query
//! that was read prints as text that reads as the same query. Reading is in [`read`], the answer for one entry in [`sieve`].

pub mod read;
pub mod sieve;
#[cfg(test)]
mod tests;

use read::{Fault, is_bare};
use serde::{Deserialize, Serialize};
use std::fmt;
use unbroken::log::coverage::Status;
use unbroken::{Code, Time};

/// The one thing that an entry can be by the reader's own doing.
const MARKED: &str = "marked";

/// What is searched for. It crosses to the worker as its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Query {
    /// All of them must fit.
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether what fits is excluded.
    pub excluded: bool,
    /// What fits.
    pub want: Want,
}

/// What a term is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// A text anywhere in the line.
    Text(String),
    /// A text in one part of the event.
    Part(Part, Extent, String),
    /// What is known about the entry.
    Status(Status),
    /// Inside the range of a finding with this code.
    Code(Code),
    /// The position.
    Seq(Span<u64>),
    /// The time that the entry claims.
    Time(Span<Moment>),
    /// Bookmarked by the reader.
    Marked,
}

/// A part of an event that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who.
    Who,
    /// Did what.
    What,
    /// To what.
    Target,
    /// With which outcome.
    Outcome,
    /// The id of the entry.
    Id,
    /// What it shares with the other entries of one doing.
    Correlation,
}

/// How much of a value must be as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// `:`, any part of it.
    Within,
    /// `=`, all of it.
    Whole,
}

/// One value, or those in a range `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span<T> {
    /// `a`
    One(T),
    /// `a..`
    From(T),
    /// `..b`
    To(T),
    /// `a..b`
    Between(T, T),
}

/// A day or an instant; alone, a day is all of its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its first instant.
    pub time: Time,
    /// Whether it is written as a day.
    pub is_day: bool,
}

impl Part {
    /// All of them, with the words for them; the first word of a part is the one that is written.
    pub const NAMES: [(&'static str, Part); 9] = [
        ("who", Part::Who),
        ("actor", Part::Who),
        ("what", Part::What),
        ("action", Part::What),
        ("target", Part::Target),
        ("outcome", Part::Outcome),
        ("id", Part::Id),
        ("corr", Part::Correlation),
        ("correlation", Part::Correlation),
    ];

    /// The word that is written for it.
    pub fn name(self) -> &'static str {
        Part::NAMES.iter().find(|(_, part)| *part == self).map_or("", |(name, _)| name)
    }
}

impl<T: Copy> Span<T> {
    /// The same ends as another kind of value.
    pub fn map<U>(self, turn: impl Fn(T) -> U) -> Span<U> {
        match self {
            Span::One(at) => Span::One(turn(at)),
            Span::From(start) => Span::From(turn(start)),
            Span::To(end) => Span::To(turn(end)),
            Span::Between(start, end) => Span::Between(turn(start), turn(end)),
        }
    }

    /// Whether a value is inside.
    pub fn contains(self, value: T) -> bool
    where
        T: PartialOrd,
    {
        match self {
            Span::One(at) => value == at,
            Span::From(start) => start <= value,
            Span::To(end) => value < end,
            Span::Between(start, end) => start <= value && value < end,
        }
    }
}

impl Term {
    /// The term for a value that the page shows: all of it, or its beginning where the page shows no more.
    pub fn shown(part: Part, value: &str, excluded: bool) -> Term {
        let start = value.strip_suffix('…').filter(|start| !start.is_empty());
        let (extent, value) = start.map_or((Extent::Whole, value), |start| (Extent::Within, start));
        Term { excluded, want: Want::Part(part, extent, value.to_owned()) }
    }
}

impl Query {
    /// Whether it asks for bookmarks.
    pub fn asks_for_marks(&self) -> bool {
        self.terms.iter().any(|term| term.want == Want::Marked)
    }

    /// The same query with one more term; a term that says the opposite makes way, and one that is there already stays alone.
    #[must_use]
    pub fn with(mut self, term: Term) -> Query {
        self.terms.retain(|other| other.want != term.want);
        self.terms.push(term);
        self
    }
}

impl From<Query> for String {
    fn from(query: Query) -> String {
        query.to_string()
    }
}

impl TryFrom<String> for Query {
    type Error = Fault;

    fn try_from(text: String) -> Result<Query, Fault> {
        Query::read(&text)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.terms.iter().enumerate().try_for_each(|(k, term)| if k == 0 { write!(f, "{term}") } else { write!(f, " {term}") })
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.excluded {
            f.write_str("-")?;
        }
        match &self.want {
            Want::Text(text) if is_bare(text) => f.write_str(text),
            Want::Text(text) => quoted(f, text),
            Want::Part(part, extent, value) => {
                write!(f, "{}{}", part.name(), if *extent == Extent::Whole { '=' } else { ':' })?;
                if value.is_empty() || value.starts_with('"') || value.contains(char::is_whitespace) {
                    quoted(f, value)
                } else {
                    f.write_str(value)
                }
            }
            Want::Status(status) => write!(f, "status:{}", status.as_str()),
            Want::Code(code) => write!(f, "code:{}", code.as_str()),
            Want::Seq(span) => write!(f, "seq:{span}"),
            Want::Time(span) => write!(f, "time:{span}"),
            Want::Marked => write!(f, "is:{MARKED}"),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::One(at) => write!(f, "{at}"),
            Span::From(start) => write!(f, "{start}.."),
            Span::To(end) => write!(f, "..{end}"),
            Span::Between(start, end) => write!(f, "{start}..{end}"),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.time.to_string();
        f.write_str(if self.is_day { text.get(..10).unwrap_or(&text) } else { &text })
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
