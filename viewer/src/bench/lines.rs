//! A bundle as lines, and which of them are what: entries of one log, records that carry a checkpoint of it, anything else. Reads with the
//! engine's own reader and judges nothing; joined again the lines are the file, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use unbroken::format::native::{Line, read_line};
use unbroken::log::entry::Sealed;
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::Note;

/// What a line is to the log on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// One of its entries.
    Entry {
        /// Position.
        seq: u64,
        /// Whether it carries a signature.
        signed: bool,
    },
    /// A record with one of its checkpoints.
    Note {
        /// Tree size.
        size: u64,
        /// The keys of its signature lines, `<name>+<id>`.
        keys: Vec<String>,
    },
    /// Anything else.
    Other,
}

/// The lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    origin: String,
    lines: Vec<Vec<u8>>,
    records: Vec<Record>,
}

impl Lines {
    /// The lines of `bytes`, as the log `origin` sees them.
    pub fn read(bytes: &[u8], origin: &str) -> Lines {
        let lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let records = lines.iter().map(|line| record(line, origin)).collect();
        Lines { origin: origin.to_owned(), lines, records }
    }

    /// The lines with some of them replaced; what is replaced by nothing is gone. Only what is new is read.
    pub fn with(&self, mut new: BTreeMap<usize, Option<Vec<u8>>>) -> Lines {
        let (mut lines, mut records) = (Vec::new(), Vec::new());
        for (at, (line, kind)) in self.lines.iter().zip(&self.records).enumerate() {
            match new.remove(&at) {
                None => {
                    lines.push(line.clone());
                    records.push(kind.clone());
                }
                // A line feed that was not there before makes two lines of one.
                Some(Some(bytes)) => bytes.split(|byte| *byte == b'\n').for_each(|line| {
                    records.push(record(line, &self.origin));
                    lines.push(line.to_vec());
                }),
                Some(None) => {}
            }
        }
        Lines { origin: self.origin.clone(), lines, records }
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.lines.join(&b'\n')
    }

    /// All lines. Behind a final line feed there is an empty one.
    pub fn all(&self) -> &[Vec<u8>] {
        &self.lines
    }

    /// What each line is.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The first line that claims a position.
    pub fn at(&self, wanted: u64) -> Option<usize> {
        self.records.iter().position(|record| matches!(record, Record::Entry { seq, .. } if *seq == wanted))
    }

    /// Positions that lines claim, and the first line that does.
    pub fn entries(&self) -> BTreeMap<u64, usize> {
        let mut found = BTreeMap::new();
        for (at, record) in self.records.iter().enumerate() {
            if let Record::Entry { seq, .. } = record {
                found.entry(*seq).or_insert(at);
            }
        }
        found
    }

    /// Sizes of the checkpoints, small to large.
    pub fn sizes(&self) -> BTreeSet<u64> {
        let size = |record: &Record| if let Record::Note { size, .. } = record { Some(*size) } else { None };
        self.records.iter().filter_map(size).collect()
    }

    /// Whether both hold the same entries, in whatever order.
    pub fn same_entries(&self, other: &Lines) -> bool {
        self.sorted_entries() == other.sorted_entries()
    }

    fn sorted_entries(&self) -> Vec<&[u8]> {
        let entry = |(line, record)| matches!(record, &Record::Entry { .. }).then_some(line);
        let mut entries: Vec<&[u8]> = self.lines.iter().map(Vec::as_slice).zip(&self.records).filter_map(entry).collect();
        entries.sort_unstable();
        entries
    }
}

fn record(line: &[u8], origin: &str) -> Record {
    let note = match read_line(line) {
        Line::Entry(entry) if entry.log == origin => {
            return Record::Entry { seq: entry.seq, signed: entry.sealed != Sealed::Not };
        }
        Line::Proof { receipt, .. } => receipt.note,
        Line::Checkpoint(note) => note,
        _ => return Record::Other,
    };
    let read = Note::parse(note.as_bytes()).ok().and_then(|note| Some((Checkpoint::parse(&note.text).ok()?, note)));
    match read {
        Some((checkpoint, note)) if checkpoint.origin == origin => {
            Record::Note { size: checkpoint.size, keys: note.lines.iter().map(|line| line.label()).collect() }
        }
        _ => Record::Other,
    }
}
