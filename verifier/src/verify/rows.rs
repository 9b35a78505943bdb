//! The lines of one log as its reader goes through them: where each lies, and what became of it.

use crate::log::coverage::Status;
use crate::log::lines::LineRef;
use crate::log::segment::{self, Rows};
use crate::log::time::Time;

/// Where a line lies, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its position.
    pub seq: u64,
    /// Index into the inputs of the report.
    pub input: u32,
    /// Where it starts. For the entry of a receipt, an offset into the receipt's extra data.
    pub offset: u64,
    /// Length in bytes, line end excluded.
    pub len: u32,
    /// Status of the line.
    pub status: Status,
}

/// The lines of one log of a [`Case`](super::Case), by position.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogRows<'c> {
    pub(super) lines: &'c [LineRef],
    pub(super) status: &'c [Status],
    pub(super) sources: &'c [Source],
}

/// The lines of one log in one input.
#[derive(Debug)]
pub struct Source {
    /// Index of the input.
    pub input: u32,
    /// Entries of a foreign log that receipts speak about, rather than lines of the input.
    pub foreign: bool,
    /// Its lines.
    pub rows: Rows,
}

impl<'c> LogRows<'c> {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line with this index.
    pub fn get(&self, index: usize) -> Option<Row> {
        let (line, input, rows) = self.place(index)?;
        let row = rows.get(line.row())?;
        Some(Row { seq: row.seq, input, offset: row.offset, len: row.len, status: *self.status.get(index)? })
    }

    /// Every line.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Row> + DoubleEndedIterator + Clone + use<'c> {
        const NONE: Row = Row { seq: 0, input: 0, offset: 0, len: 0, status: Status::Unproven };
        // Every index below the length has a line.
        (0..self.len()).map(move |index| self.get(index).unwrap_or(NONE))
    }

    /// Index of the first line at or after a position; the number of lines if none comes.
    pub fn first_at(&self, seq: u64) -> usize {
        self.lines.partition_point(|line| self.raw(*line).is_some_and(|row| row.seq < seq))
    }

    pub(super) fn place(&self, index: usize) -> Option<(LineRef, u32, &'c Rows)> {
        let line = *self.lines.get(index)?;
        let source = self.sources.get(line.source())?;
        Some((line, source.input, &source.rows))
    }

    fn raw(&self, line: LineRef) -> Option<&'c segment::Row> {
        self.sources.get(line.source())?.rows.get(line.row())
    }

    /// The append time that a line claims.
    pub(super) fn at(&self, index: usize) -> Option<Time> {
        self.lines.get(index).and_then(|line| self.raw(*line)?.at)
    }
}
