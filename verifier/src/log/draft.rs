//! A finding on its way into the report.

use crate::finding::{Code, Evidence};
use alloc::string::String;
use alloc::vec::Vec;

/// A stretch of bytes of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes {
    /// Index of the stream.
    pub stream: usize,
    /// First byte.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// A finding before it has a number and the names of its inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was found.
    pub code: Code,
    /// Entry indexes `[start, end)`.
    pub entries: Option<(u64, u64)>,
    /// Where it stands.
    pub bytes: Option<Bytes>,
    /// How many places it stands for.
    pub count: u64,
    /// What our computation or trust says.
    pub expected: Option<String>,
    /// What the evidence says.
    pub actual: Option<String>,
    /// One sentence of fact.
    pub message: String,
    /// What a third party needs.
    pub evidence: Vec<Evidence>,
}

impl Draft {
    /// A finding with nothing but its sentence.
    pub fn new(code: Code, message: String) -> Draft {
        Draft { code, entries: None, bytes: None, count: 1, expected: None, actual: None, message, evidence: Vec::new() }
    }

    /// About entries `[start, end)`.
    #[must_use]
    pub fn entries(mut self, start: u64, end: u64) -> Draft {
        self.entries = Some((start, end));
        self
    }

    /// About no entry at all, so that it touches no question. A report has no range for it.
    #[must_use]
    pub fn about_no_entry(self) -> Draft {
        self.entries(0, 0)
    }

    /// Standing in these bytes.
    #[must_use]
    pub fn bytes(mut self, stream: usize, offset: u64, len: u64) -> Draft {
        self.bytes = Some(Bytes { stream, start: offset, end: offset.saturating_add(len) });
        self
    }

    /// With what was expected and what was there.
    #[must_use]
    pub fn values(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Draft {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// Standing for `count` places.
    #[must_use]
    pub fn count(mut self, count: u64) -> Draft {
        self.count = count;
        self
    }

    /// With evidence for a third party.
    #[must_use]
    pub fn evidence(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Draft {
        self.evidence.extend(evidence);
        self
    }
}

/// "entry 7", or "entries 11 to 13" for `[11, 14)`.
pub fn entries_words(start: u64, end: u64) -> String {
    if end.saturating_sub(start) <= 1 { alloc::format!("entry {start}") } else { alloc::format!("entries {start} to {}", end - 1) }
}

/// The same at the start of a sentence.
pub fn entries_words_capital(start: u64, end: u64) -> String {
    if end.saturating_sub(start) <= 1 { alloc::format!("Entry {start}") } else { alloc::format!("Entries {start} to {}", end - 1) }
}
