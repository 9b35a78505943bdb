//! The place in the page that an address names, as the fragment of the URL: log, entry, search, bookmarks and columns, perhaps a sample by
//! its name, and a language. Never evidence, trust or a question, so that whoever sends a link decides nothing but where its reader looks first.
//!
//! `#sample=altered&log=acme.example%2Faudit&entry=13&q=status%3Aaltered&only=1&marks=3,13&cols=who,outcome&lang=de`. What cannot be read is left out, the rest
//! counts: a link is a hint. Of two parts with one name the first counts.

use crate::layout::choice::Choice;
use crate::text::Language;
use std::fmt::{self, Write};
use unbroken::budget::MAX_INDEX;

/// Longest fragment that is read, in bytes.
pub const LONGEST: usize = 8 << 10;
/// Longest text of one part, in characters; the field of the search takes no more.
pub const LONGEST_PART: usize = 2_000;
/// Most bookmarks that an address carries. Where there are more it carries none, so that it never seems to have all.
pub const MOST_MARKS: usize = 64;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Name of a sample.
    pub sample: Option<String>,
    /// Origin of the log on screen, where there are several.
    pub log: Option<String>,
    /// The position that is open.
    pub entry: Option<u64>,
    /// What is searched for, as typed.
    pub query: String,
    /// Whether the list leaves out what was not found.
    pub only: bool,
    /// Positions of this log with a bookmark, in order.
    pub marks: Vec<u64>,
    /// Parts of events that have a column in the list.
    pub columns: Choice,
    /// The language on screen, if it is not the one that the browser asks for.
    pub language: Option<Language>,
}

impl Default for Fragment {
    fn default() -> Fragment {
        Fragment {
            sample: None,
            log: None,
            entry: None,
            query: String::new(),
            only: true,
            marks: Vec::new(),
            columns: Choice::default(),
            language: None,
        }
    }
}

impl Fragment {
    /// Reads a fragment, with or without its `#`.
    pub fn read(text: &str) -> Fragment {
        let text = text.strip_prefix('#').unwrap_or(text);
        let mut read = Fragment::default();
        if text.len() > LONGEST {
            return read;
        }
        let mut seen = Vec::new();
        for (name, value) in text.split('&').filter_map(|part| part.split_once('=')) {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            match name {
                "sample" => read.sample = decoded(value),
                "log" => read.log = decoded(value),
                "entry" => read.entry = position(value),
                "q" => read.query = decoded(value).unwrap_or_default(),
                "only" => read.only = value != "0",
                "marks" => read.marks = positions(value),
                "cols" => read.columns = Choice::read(value).unwrap_or_default(),
                "lang" => read.language = Language::of_code(value),
                _ => {}
            }
        }
        read
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        *self == Fragment::default()
    }
}

impl fmt::Display for Fragment {
    /// Without the `#`; nothing for a fragment that names nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut text = |name: &str, value: &str| {
            if !value.is_empty() && value.chars().count() <= LONGEST_PART {
                parts.push(format!("{name}={}", encoded(value)));
            }
        };
        text("sample", self.sample.as_deref().unwrap_or_default());
        text("log", self.log.as_deref().unwrap_or_default());
        text("q", &self.query);
        if !self.query.is_empty() || !self.only {
            parts.push(format!("only={}", u8::from(self.only)));
        }
        parts.extend(self.entry.map(|entry| format!("entry={entry}")));
        if (1..=MOST_MARKS).contains(&self.marks.len()) {
            let marks: Vec<String> = self.marks.iter().map(u64::to_string).collect();
            parts.push(format!("marks={}", marks.join(",")));
        }
        if self.columns != Choice::default() {
            parts.push(format!("cols={}", self.columns));
        }
        parts.extend(self.language.map(|language| format!("lang={}", language.code())));
        let whole = parts.join("&");
        // A search in another script can be nine bytes per character; a place that cannot be read back is not written.
        f.write_str(if whole.len() <= LONGEST { &whole } else { "" })
    }
}

fn position(text: &str) -> Option<u64> {
    let is_number = (1..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|position| is_number && *position <= MAX_INDEX)
}

/// All of the positions, in order and each once, or none.
fn positions(text: &str) -> Vec<u64> {
    let read: Option<Vec<u64>> = text.split(',').take(MOST_MARKS + 1).map(position).collect();
    let mut read = read.filter(|read| read.len() <= MOST_MARKS).unwrap_or_default();
    read.sort_unstable();
    read.dedup();
    read
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _always = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A text; nothing where it is empty, too long, no UTF-8, or has characters that a field of one line cannot hold.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { digit(rest.next())? << 4 | digit(rest.next())? } else { byte });
    }
    let text = String::from_utf8(bytes).ok()?;
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_PART && !text.contains(char::is_control);
    fits.then_some(text)
}

fn digit(byte: Option<u8>) -> Option<u8> {
    char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Fragment {
        Fragment {
            sample: Some("altered".into()),
            log: Some("acme.example/audit".into()),
            entry: Some(13),
            query: "status:altered -who=\"a & b\" ž%41".into(),
            only: false,
            marks: vec![3, 13],
            columns: Choice::read("who,outcome").unwrap(),
            language: Some(Language::German),
        }
    }

    #[test]
    fn a_place_survives_the_address() {
        let text = "sample=altered&log=acme.example%2Faudit&q=status%3Aaltered%20-who%3D%22a%20%26%20b%22%20%C5%BE%2541&only=0&entry=13&marks=3,13&cols=who,outcome&lang=de";
        assert_eq!(whole().to_string(), text);
        assert_eq!(Fragment::read(text), whole());
        assert_eq!(Fragment::read(&format!("#{text}")), whole());
        for place in [
            Fragment::default(),
            Fragment { entry: Some(0), ..Fragment::default() },
            Fragment { entry: Some(MAX_INDEX), ..Fragment::default() },
            Fragment { only: false, ..Fragment::default() },
            Fragment { query: "監査\u{202e}<b>#?/+".into(), ..Fragment::default() },
            Fragment { marks: (0..MOST_MARKS as u64).collect(), ..Fragment::default() },
        ] {
            assert_eq!(Fragment::read(&place.to_string()), place, "{place}");
        }
    }

    #[test]
    fn a_name_alone_is_a_sample_and_nothing_is_nothing() {
        assert_eq!(Fragment::read("#sample=gap"), Fragment { sample: Some("gap".into()), ..Fragment::default() });
        assert!(Fragment::read("").is_empty() && Fragment::read("#").is_empty() && Fragment::default().to_string().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_the_rest_counts() {
        for (text, expected) in [
            ("entry=x&q=a", "q=a&only=1"),
            ("entry=-1", ""),
            ("entry=+1", ""),
            ("entry=1.5", ""),
            ("entry=9007199254740992", ""),
            ("entry=00000000000000001", ""),
            ("entry=7&entry=8", "entry=7"),
            ("entry=x&entry=8", ""),
            ("q=%", ""),
            ("q=%4", ""),
            ("q=%zz", ""),
            ("q=%ff", ""),
            ("q=a%0Ab", ""),
            ("q=a%00", ""),
            ("q=%€", ""),
            ("q=a+b", "q=a%2Bb&only=1"),
            ("marks=5,3,5", "marks=3,5"),
            ("marks=5,x", ""),
            ("marks=", ""),
            ("marks=,", ""),
            ("only=0", "only=0"),
            ("only=", ""),
            ("cols=corr,what", "cols=what,corr"),
            ("cols=what,target,who", ""),
            ("cols=", ""),
            ("cols=who,%77hat", ""),
            ("lang=fr", ""),
            ("lang=DE", ""),
            ("lang=en&lang=de", "lang=en"),
            ("policy=x&trust=y&evidence=z&=&&==&%61=1", ""),
            ("sample=%2e%2e", "sample=.."),
            ("javascript:alert(1)", ""),
            ("entry=7&<script>&q=%3Cscript%3E", "q=%3Cscript%3E&only=1&entry=7"),
        ] {
            assert_eq!(Fragment::read(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn no_address_is_long() {
        assert!(Fragment::read(&format!("entry=1&x={}", "a".repeat(LONGEST))).is_empty());
        assert_eq!(Fragment::read(&format!("entry=1&q={}", "a".repeat(LONGEST_PART + 1))).to_string(), "entry=1");
        let many: Vec<u64> = (0..=MOST_MARKS as u64).collect();
        assert!(Fragment { marks: many, ..Fragment::default() }.to_string().is_empty());
        let listed: Vec<String> = (0..=MOST_MARKS).map(|k| k.to_string()).collect();
        assert!(Fragment::read(&format!("marks={}", listed.join(","))).is_empty());
        let wide = Fragment { query: "監".repeat(LONGEST_PART), entry: Some(7), ..Fragment::default() };
        assert!(wide.to_string().len() <= LONGEST);
        assert_eq!(Fragment { query: "a".repeat(LONGEST_PART + 1), entry: Some(7), ..Fragment::default() }.to_string(), "only=1&entry=7");
    }

    /// Whatever stands in an address, reading it ends, and what was read prints as text that reads the same.
    #[test]
    fn every_text_reads_and_prints_the_same_again() {
        let pieces = [
            "sample=", "q=", "entry=", "marks=", "only=", "cols=who", "lang=de", "&", "=", "%", "%C5", "%BE", "1", ",", "a", "#",
            "\u{202e}",
        ];
        for number in 0..pieces.len().pow(4) {
            let text: String = (0..4).map(|k| pieces[number / pieces.len().pow(k) % pieces.len()]).collect();
            let read = Fragment::read(&text);
            assert_eq!(Fragment::read(&read.to_string()), read, "{text}");
        }
    }
}
