//! What is remembered about a stretch of lines; a monoid.
//!
//! A segment is an index of its stretch: one [`Row`] per entry line, the records between them, and counters. Joining two segments appends
//! the second index to the first, so that reading a stream in any parts gives exactly what one pass gives (the tests hold it to that).
//! Nothing here looks at two lines at once; what follows from their order and links is decided when everything is assembled.

use super::control::Control;
use super::entry::{Attachment, Header, Redactable};
use super::hits::Hits;
use super::paged::{ByRow, Paged};
use super::repair::{Repair, Text};
use super::time::Time;
use crate::budget::{MAX_LISTED, MAX_ORPHANS};
use crate::finding::Code;
use crate::tree::hash::Hash;
use crate::wrapper::Wrapper;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::num::NonZeroU64;
use serde::{Deserialize, Serialize};

/// What is known about the signature of one reading of a line, before anything else about the line is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Seal {
    /// No signature.
    Absent,
    /// Valid under the pinned writer key it names.
    Valid,
    /// Not made by the pinned writer key it names over these bytes, or not in the form the format asks for.
    Invalid,
    /// Valid under the pinned writer key it names, for a position or a log that the reader does not trust the key for.
    OutOfRange,
    /// S not reduced, or a point of small order: cryptographically unusable.
    Weak,
    /// Names a key nobody pinned; not checked.
    Unpinned,
}

/// One entry line. Of these there are as many as entries, so they are kept small.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The position it names.
    pub seq: u64,
    /// Where the received line starts in its stream.
    pub offset: u64,
    /// Its length as received, line end excluded.
    pub len: u32,
    /// Leaf hash of the received bytes.
    pub leaf: Hash,
    /// Signature of the received bytes.
    pub seal: Seal,
    /// Index into [`Rows::signers`] of the signer it names.
    pub signer: Option<u32>,
    /// Append time.
    pub at: Option<Time>,
    /// First 8 bytes of the hash of its id; one, should they all be zero.
    pub id: Option<NonZeroU64>,
    /// Whether the leaf hash it gives for the entry before is that of the row before; what else it gives is kept apart.
    pub(crate) follows: bool,
}

impl Row {
    /// A line with nothing but a place and bytes.
    pub const fn bare(seq: u64, (offset, len): (u64, u32), leaf: Hash) -> Row {
        Row { seq, offset, len, leaf, seal: Seal::Absent, signer: None, at: None, id: None, follows: false }
    }
}

/// One way to read a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How it is obtained.
    pub repair: Repair,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Its signature.
    pub seal: Seal,
}

/// The place of a row in the chain of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainLink {
    /// Index into [`Rows::chain_names`]; `None` for a chain that cannot be read.
    pub name: Option<u32>,
    /// The source's counter.
    pub seq: u64,
    /// Leaf hash of the entry before in the chain.
    pub prev: Hash,
}

/// What one text of the lines says besides their places. Only few lines say each of these, so each is kept apart, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Control records.
    pub controls: ByRow<Control>,
    /// Objects and lists with redactable values.
    pub redactables: ByRow<Redactable>,
    /// Attachments.
    pub attachments: ByRow<Attachment>,
    /// Places in the chains of sources.
    pub chains: ByRow<ChainLink>,
    /// Rules that are broken.
    pub breaks: ByRow<String>,
    /// The mark of the id that the event shares with others (see [`super::payload`]).
    pub correlations: ByRow<[u8; 16]>,
    /// The first character that hides or misleads.
    pub deceptive: ByRow<char>,
}

impl Told {
    fn append(&mut self, next: Told, shift: u32, chain_names: &[u32]) {
        self.controls.append(next.controls, shift);
        self.redactables.append(next.redactables, shift);
        self.attachments.append(next.attachments, shift);
        let named = |name: Option<u32>| name.and_then(|name| chain_names.get(name as usize).copied());
        self.chains.append(next.chains.into_iter().map(|(row, link)| (row, ChainLink { name: named(link.name), ..link })), shift);
        self.breaks.append(next.breaks, shift);
        self.correlations.append(next.correlations, shift);
        self.deceptive.append(next.deceptive, shift);
    }
}

/// The entry lines of one log, in stream order, with what only few of them have kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// One per line.
    rows: Paged<Row>,
    /// What lines give as the leaf hash of the entry before, where that is not the leaf hash of the row before.
    prevs: ByRow<Hash>,
    /// Other readings than the received bytes.
    pub readings: ByRow<Way>,
    /// What the lines say.
    pub plain: Told,
    /// What those say that may also be read with their backslashes halved, in that reading.
    pub halved: Told,
    /// Labels of the signers named, in order of appearance.
    pub signers: Vec<String>,
    /// Names of the sources named, in order of appearance.
    pub chain_names: Vec<String>,
    /// Rows that fit what was asked about content.
    pub hits: Hits,
}

impl Rows {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The line with this index.
    pub fn get(&self, row: u32) -> Option<&Row> {
        self.rows.get(row as usize)
    }

    /// Every line.
    pub fn iter(&self) -> impl Iterator<Item = &Row> + Clone {
        self.rows.iter()
    }

    /// The leaf hash that a line gives for the entry before.
    pub fn prev(&self, row: u32) -> Option<Hash> {
        if self.get(row)?.follows {
            return self.get(row.checked_sub(1)?).map(|before| before.leaf);
        }
        self.prevs.of(row).next().copied()
    }

    /// The ways to read a line, the received bytes first.
    pub fn ways(&self, row: u32) -> impl Iterator<Item = Way> {
        let received = self.get(row).map(|row| Way { repair: Repair::None, leaf: row.leaf, seal: row.seal });
        received.into_iter().chain(self.readings.of(row).copied())
    }

    /// Adds a line and the leaf hash it gives for the entry before; its index.
    pub fn push(&mut self, row: Row, prev: Option<Hash>) -> u32 {
        let index = self.rows.len() as u32;
        let follows = prev.is_some() && prev == self.rows.last().map(|before| before.leaf);
        if let Some(prev) = prev.filter(|_| !follows) {
            self.prevs.push(index, prev);
        }
        self.rows.push(Row { follows, ..row });
        index
    }

    /// What lines say in any text.
    pub fn texts(&self) -> impl Iterator<Item = (Text, &Told)> {
        [(Text::Plain, &self.plain), (Text::Halved, &self.halved)].into_iter()
    }

    /// What lines say in one text.
    pub fn told(&self, text: Text) -> &Told {
        match text {
            Text::Plain | Text::Canonical => &self.plain,
            Text::Halved => &self.halved,
        }
    }

    fn append(&mut self, next: Rows) {
        let shift = self.rows.len() as u32;
        let signers = adopt(&mut self.signers, &next.signers);
        let chain_names = adopt(&mut self.chain_names, &next.chain_names);
        // Nothing but the first line can turn out to follow one that was not known before.
        let first = next.prev(0);
        let mut rows = next.rows.into_iter().map(|mut row| {
            row.signer = row.signer.and_then(|signer| signers.get(signer as usize).copied());
            row
        });
        if let Some(row) = rows.next() {
            self.push(row, first);
        }
        self.rows.extend(rows);
        self.prevs.append(next.prevs.into_iter().filter(|(row, _)| *row != 0), shift);
        self.readings.append(next.readings, shift);
        self.plain.append(next.plain, shift, &chain_names);
        self.halved.append(next.halved, shift, &chain_names);
        self.hits.append(next.hits, shift);
    }
}

/// Adds to `list` what only `next` has; returns the index in `list` of each of `next`.
fn adopt(list: &mut Vec<String>, next: &[String]) -> Vec<u32> {
    let known: BTreeMap<String, u32> = list.iter().cloned().zip(0..).collect();
    next.iter().map(|word| known.get(word).copied().unwrap_or_else(|| add(list, word))).collect()
}

/// Adds a word that is not in the list yet; returns its index.
pub fn add(list: &mut Vec<String>, word: &str) -> u32 {
    list.push(String::from(word));
    (list.len() - 1) as u32
}

/// A record that is not an entry, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Offset of its line.
    pub offset: u64,
    /// Length of its line.
    pub len: u32,
    /// What it is.
    pub kind: RecordKind,
}

/// The kinds of records that are not entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordKind {
    /// A tlog-proof.
    Proof {
        /// Leaf hint of a proof record; absent in a receipt.
        leaf: Option<Hash>,
        /// Position.
        index: u64,
        /// Siblings.
        path: Vec<Hash>,
        /// The checkpoint note.
        note: String,
        /// The entry of a receipt.
        extra: Option<Vec<u8>>,
        /// Whether it is a file of its own (a receipt) rather than a record in a bundle.
        receipt: bool,
    },
    /// A checkpoint note.
    Checkpoint(String),
    /// A placeholder.
    Stub {
        /// Its log.
        log: String,
        /// Its position.
        seq: u64,
        /// The leaf hash it claims.
        leaf: Hash,
    },
    /// An SD-JWT disclosure.
    Disclosure(String),
    /// What the file says about itself.
    Header {
        /// First position.
        from: Option<u64>,
        /// One after the last.
        to: Option<u64>,
    },
}

impl From<Header> for RecordKind {
    fn from(header: Header) -> RecordKind {
        RecordKind::Header { from: header.from, to: header.to }
    }
}

/// A fault of one line that needs no other line to be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Offset of its line.
    pub offset: u64,
    /// Length of its line.
    pub len: u64,
    /// What is wrong, fitting behind "This line".
    pub why: String,
}

/// Faults of one code: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    /// The first [`MAX_LISTED`].
    pub listed: Vec<Fault>,
    /// All of them.
    pub count: u64,
}

/// A line that names no position; it may still be the preimage of a committed leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    /// Offset of its line.
    pub offset: u64,
    /// Length of its line.
    pub len: u32,
    /// Leaf hashes of its readings.
    pub leaves: Vec<Hash>,
    /// Whether it is the whole stream, or a JSON object of no known kind (the entry of a foreign log may be either).
    pub foreign: bool,
}

/// What is remembered about a stretch of one stream; [`Segment::merge`] joins it with the stretch that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Entry lines per log.
    pub(crate) logs: BTreeMap<String, Rows>,
    /// Everything else that was understood, in stream order.
    pub(crate) records: Vec<Record>,
    /// Faults of single lines.
    pub(crate) faults: BTreeMap<Code, Faults>,
    /// The first [`MAX_ORPHANS`] lines without a position.
    pub(crate) orphans: Vec<Orphan>,
    /// A last line without a line feed that is not JSON.
    pub(crate) torn: Option<Fault>,
    /// Lines that end in a carriage return, and a byte order mark if there is one.
    pub(crate) line_ends: Faults,
    /// Lines that came in a wrapping, by its kind.
    pub(crate) wrapped: BTreeMap<Wrapper, Faults>,
    /// How many streams it holds, if it is a container that was unpacked.
    pub(crate) unpacked: Option<u64>,
    /// Lines, blank ones included.
    pub(crate) lines: u64,
    /// Marks of the questions about content that its lines were compared with; slots of another question mean something else.
    pub(crate) compared: BTreeSet<[u8; 16]>,
}

impl Segment {
    /// Joins with the segment of the bytes that follow. Associative; the empty segment is neutral.
    #[must_use]
    pub fn merge(mut self, next: Segment) -> Segment {
        for (log, rows) in next.logs {
            self.logs.entry(log).or_default().append(rows);
        }
        self.records.extend(next.records);
        for (code, faults) in next.faults {
            self.faults.entry(code).or_default().append(faults);
        }
        self.orphans.extend(next.orphans.into_iter().take(MAX_ORPHANS - self.orphans.len().min(MAX_ORPHANS)));
        self.torn = next.torn.or(self.torn);
        self.line_ends.append(next.line_ends);
        for (wrapper, lines) in next.wrapped {
            self.wrapped.entry(wrapper).or_default().append(lines);
        }
        self.unpacked = next.unpacked.or(self.unpacked);
        self.lines = self.lines.saturating_add(next.lines);
        self.compared.extend(next.compared);
        self
    }

    /// Bytes for crossing a worker boundary. Their form is private to one version.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The reverse of [`Segment::to_bytes`]; `None` if the bytes are not a segment of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Segment> {
        postcard::from_bytes(bytes).ok()
    }

    /// Entry lines.
    pub fn entries(&self) -> u64 {
        self.logs.values().map(|rows| rows.len() as u64).sum()
    }

    pub(crate) fn fault(&mut self, code: Code, fault: Fault) {
        self.faults.entry(code).or_default().push(fault);
    }

    pub(crate) fn orphan(&mut self, orphan: Orphan) {
        if self.orphans.len() < MAX_ORPHANS {
            self.orphans.push(orphan);
        }
    }
}

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.count += 1;
        if self.listed.len() < MAX_LISTED {
            self.listed.push(fault);
        }
    }

    fn append(&mut self, next: Faults) {
        self.count = self.count.saturating_add(next.count);
        self.listed.extend(next.listed.into_iter().take(MAX_LISTED - self.listed.len().min(MAX_LISTED)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(number: u64) -> Hash {
        Hash::of(&number.to_be_bytes())
    }

    /// Lines of which some name the one before, some another, and some none.
    fn prev(number: u64) -> Option<Hash> {
        match number % 4 {
            0 => Some(leaf(number + 7)),
            3 => None,
            _ => number.checked_sub(1).map(leaf),
        }
    }

    fn made(from: u64, to: u64) -> Rows {
        let mut rows = Rows::default();
        for number in from..to {
            assert_eq!(rows.push(Row::bare(number, (9 * number, 8), leaf(number)), prev(number)), (number - from) as u32);
        }
        rows
    }

    /// Cut anywhere, a stretch of lines is the same, and every line still names what it named.
    #[test]
    fn what_a_line_names_does_not_depend_on_the_cut() {
        const LINES: u64 = 13;
        let whole = made(0, LINES);
        for a in 0..=LINES {
            for b in a..=LINES {
                let mut left = made(0, a);
                left.append(made(a, b));
                left.append(made(b, LINES));
                assert_eq!(left, whole, "{a} {b}");
                let mut tail = made(a, b);
                tail.append(made(b, LINES));
                let mut right = made(0, a);
                right.append(tail);
                assert_eq!(right, whole, "{a} {b}");
            }
        }
        for number in 0..LINES {
            assert_eq!(whole.prev(number as u32), prev(number), "{number}");
        }
        assert_eq!(whole.prev(LINES as u32), None);
        assert_eq!(whole.prevs.iter().count(), 4, "only what names another line than the one before takes room");
    }

    /// One line per word: the word signed it, and is the source it counts for.
    fn named(words: &[&str]) -> Rows {
        let mut rows = Rows::default();
        for word in words {
            let (signer, name) = (add(&mut rows.signers, word), add(&mut rows.chain_names, word));
            let row = rows.push(Row { signer: Some(signer), ..Row::bare(0, (0, 0), Hash::ZERO) }, None);
            rows.plain.chains.push(row, ChainLink { name: Some(name), seq: 0, prev: Hash::ZERO });
            rows.halved.chains.push(row, ChainLink { name: None, seq: 0, prev: Hash::ZERO });
            rows.readings.push(row, Way { repair: Repair::LineEnd, leaf: leaf(u64::from(row)), seal: Seal::Valid });
        }
        rows
    }

    /// Each stretch numbers its words by itself; joined they are those of the whole.
    #[test]
    fn a_line_keeps_its_words_and_its_readings() {
        let (first, second) = (["a", "b"], ["c", "b", "a"]);
        let mut rows = named(&first);
        rows.append(named(&second));
        assert_eq!(
            (rows.signers.as_slice(), rows.chain_names.as_slice()),
            (&["a", "b", "c"].map(String::from)[..], &["a", "b", "c"].map(String::from)[..])
        );
        for (row, word) in (0..).zip(first.iter().chain(&second)) {
            let signer = rows.get(row).and_then(|row| rows.signers.get(row.signer? as usize));
            let names: Vec<_> = rows.plain.chains.of(row).map(|link| rows.chain_names.get(link.name.unwrap() as usize)).collect();
            assert_eq!((signer.map(String::as_str), names), (Some(*word), alloc::vec![Some(&String::from(*word))]));
            assert_eq!(rows.halved.chains.of(row).map(|link| link.name).collect::<Vec<_>>(), [None]);
            let own = u64::from(if row < 2 { row } else { row - 2 });
            assert_eq!(rows.ways(row).map(|way| way.leaf).collect::<Vec<_>>(), [Hash::ZERO, leaf(own)]);
        }
    }

    /// What is bounded holds the first of all, wherever a stream was cut.
    #[test]
    fn lists_end_where_they_are_full() {
        let made = |from: usize, to: usize| {
            let mut segment = Segment::default();
            for offset in from..to {
                segment.orphan(Orphan { offset: offset as u64, len: 1, leaves: Vec::new(), foreign: false });
                segment.line_ends.push(Fault { offset: offset as u64, len: 1, why: String::new() });
            }
            segment
        };
        let most = MAX_ORPHANS.max(MAX_LISTED) + 3;
        let whole = made(0, most);
        assert_eq!((whole.orphans.len(), whole.line_ends.listed.len(), whole.line_ends.count), (MAX_ORPHANS, MAX_LISTED, most as u64));
        for cut in [0, 1, MAX_LISTED - 1, MAX_LISTED, MAX_LISTED + 1, MAX_ORPHANS - 1, MAX_ORPHANS, MAX_ORPHANS + 1, most] {
            assert_eq!(made(0, cut).merge(made(cut, most)), whole, "{cut}");
        }
        assert_eq!(Segment::from_bytes(&whole.to_bytes()), Some(whole));
        assert_eq!(Segment::from_bytes(b"no segment"), None);
    }

    /// There are as many as entries, and a browser gives four gigabytes.
    #[test]
    fn a_line_takes_little_room() {
        assert!(size_of::<Row>() <= 96, "{}", size_of::<Row>());
    }
}
