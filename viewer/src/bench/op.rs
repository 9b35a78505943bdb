//! The ways to break a copy, what each makes of it, and why one cannot be gone.

use super::lines::Lines;

/// One change to a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Turns the lowest bit of one byte of an entry.
    Flip {
        /// Which entry.
        seq: u64,
        /// Which byte of its line.
        offset: usize,
    },
    /// Writes another value into an event.
    Edit(Edit),
    /// Takes entries `[start, end)` out.
    Delete {
        /// The first.
        start: u64,
        /// One after the last.
        end: u64,
    },
    /// Puts in an entry that claims the position behind another and links to it.
    Insert {
        /// The other one; it is the model for the event.
        after: u64,
    },
    /// Exchanges the lines of two entries.
    Swap {
        /// One.
        a: u64,
        /// The other.
        b: u64,
        /// Whether their positions are exchanged too, so that the file looks as if it were in order.
        renumber: bool,
    },
    /// Takes out every entry from a position on.
    Cut {
        /// The first to go.
        from: u64,
    },
    /// Takes a signature away.
    Strip(Signature),
    /// Signs an entry with the demonstration key in place of its own.
    Resign {
        /// Which.
        seq: u64,
    },
    /// Takes out everything that an older checkpoint does not cover: entries and newer checkpoints.
    RollBack {
        /// Its size.
        size: u64,
    },
    /// Edits, then links every entry that follows to the one before it, so that the chain fits again.
    Rewrite {
        /// What is edited.
        edit: Edit,
        /// Whether what was changed is signed again, with the demonstration key.
        sign: bool,
    },
}

/// Another value in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which entry.
    pub seq: u64,
    /// Where, as in `/event/actor`.
    pub pointer: String,
    /// The new value.
    pub value: String,
}

/// A signature that can be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Of whoever wrote an entry.
    Entry(u64),
    /// Under a checkpoint: its size, and the key, `<name>+<id>`.
    Note(u64, String),
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An entry.
    Entry(u64),
    /// A line that claims a position beside whatever stands there.
    Added(u64),
    /// Where an entry stands in the file, whatever stands there now.
    Place(u64),
    /// A checkpoint of this size.
    Checkpoint(u64),
}

/// One line before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What it is.
    pub what: What,
    /// Before, unless it was not there.
    pub before: Option<Vec<u8>>,
    /// After, unless it is gone.
    pub after: Option<Vec<u8>>,
}

/// What a change made of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The copy now.
    pub lines: Lines,
    /// The first few lines that differ.
    pub pairs: Vec<Pair>,
    /// How many lines differ.
    pub count: usize,
}

/// Why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The copy has no entry at this position.
    NoEntry(u64),
    /// The line is shorter.
    NoByte(usize),
    /// There is no such value.
    NoField,
    /// It would stay as it is.
    Same,
    /// There is no such signature.
    NoSignature,
    /// There is no older checkpoint of this size.
    NoCheckpoint,
    /// A whole number is missing.
    NoNumber,
}
