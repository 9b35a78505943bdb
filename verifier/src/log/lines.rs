//! All lines of one log, from every stream, by position.
//!
//! A position may have several lines and a line several readings; all of them are candidates. What is offered here is a function of the
//! set of lines per position, never of the order in which they came.

use super::segment::{Row, Rows, Seal, Way};
use crate::tree::hash::Hash;
use alloc::vec::Vec;

/// The lines of one log in one stream.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Index of the stream.
    pub stream: usize,
    /// Its lines.
    pub rows: &'a Rows,
    /// Entries of a foreign log that receipts speak about, one row each, rather than lines of a stream.
    pub foreign: bool,
}

/// One line: index of its [`Source`] and of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineRef {
    source: u32,
    row: u32,
}

impl LineRef {
    /// The line of a row of a source.
    pub fn new(source: usize, row: usize) -> LineRef {
        LineRef { source: source as u32, row: row as u32 }
    }

    /// Index of the row in its source.
    pub fn row(self) -> u32 {
        self.row
    }

    /// Index of the source.
    pub fn source(self) -> usize {
        self.source as usize
    }
}

/// A position with at least one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position.
    pub seq: u64,
    first: u32,
    count: u32,
}

/// The lines of one log by position.
#[derive(Debug)]
pub struct Lines<'a> {
    sources: Vec<Source<'a>>,
    /// Distinct by position and received bytes, sorted by them.
    lines: Vec<LineRef>,
    places: Vec<Place>,
    /// Lines that repeat another, byte for byte.
    pub repeated: Vec<LineRef>,
}

impl<'a> Lines<'a> {
    /// Sorts the lines of all sources by position.
    pub fn new(sources: Vec<Source<'a>>) -> Lines<'a> {
        let mut lines: Vec<LineRef> = Vec::with_capacity(sources.iter().map(|source| source.rows.len()).sum());
        for (source, held) in sources.iter().enumerate() {
            lines.extend((0..held.rows.len()).map(|row| LineRef { source: source as u32, row: row as u32 }));
        }
        let key = |line: &LineRef| {
            let row = row_of(&sources, *line);
            (row.map(|row| row.seq), row.map(|row| row.leaf), *line)
        };
        if !lines.is_sorted_by_key(|line| row_of(&sources, *line).map(|row| row.seq)) {
            lines.sort_unstable_by_key(key);
        } else {
            // Already in order of position, as most logs are: only lines that share one need sorting.
            for group in lines.chunk_by_mut(|a, b| row_of(&sources, *a).map(|row| row.seq) == row_of(&sources, *b).map(|row| row.seq)) {
                group.sort_unstable_by_key(key);
            }
        }
        let mut repeated = Vec::new();
        lines.dedup_by(|later, first| {
            let same =
                matches!((row_of(&sources, *later), row_of(&sources, *first)), (Some(a), Some(b)) if a.seq == b.seq && a.leaf == b.leaf);
            if same {
                repeated.push(*later);
            }
            same
        });
        let mut places: Vec<Place> = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let seq = row_of(&sources, *line).map_or(0, |row| row.seq);
            match places.last_mut() {
                Some(place) if place.seq == seq => place.count += 1,
                _ => places.push(Place { seq, first: index as u32, count: 1 }),
            }
        }
        Lines { sources, lines, places, repeated }
    }

    /// Positions with lines, ascending.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Index into [`Lines::places`] of position `seq`.
    pub fn find(&self, seq: u64) -> Option<usize> {
        // In a log without gaps the index is the distance from the first position.
        let guess = usize::try_from(seq.checked_sub(self.places.first()?.seq)?).unwrap_or(usize::MAX);
        if self.places.get(guess).is_some_and(|place| place.seq == seq) {
            return Some(guess);
        }
        self.places.binary_search_by_key(&seq, |place| place.seq).ok()
    }

    /// How many positions of `[start, end)` have lines.
    pub fn count(&self, start: u64, end: u64) -> u64 {
        let index = |seq| self.places.partition_point(|place| place.seq < seq);
        (index(end) - index(start)) as u64
    }

    /// The positions of `[start, end)` that have lines, as indexes of places.
    pub fn range(&self, start: u64, end: u64) -> core::ops::Range<usize> {
        let index = |seq| self.places.partition_point(|place| place.seq < seq);
        index(start)..index(end).max(index(start))
    }

    /// The parts of `[start, end)` without lines.
    pub fn gaps(&self, start: u64, end: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut at = start;
        for place in self.places.get(self.range(start, end)).unwrap_or_default() {
            if place.seq > at {
                gaps.push((at, place.seq));
            }
            at = place.seq + 1;
        }
        if at < end {
            gaps.push((at, end));
        }
        gaps
    }

    /// The lines of a place.
    pub fn of(&self, place: Place) -> &[LineRef] {
        self.lines.get(place.first as usize..(place.first + place.count) as usize).unwrap_or_default()
    }

    /// The lines at a position.
    pub fn at(&self, seq: u64) -> &[LineRef] {
        self.find(seq).and_then(|index| self.places.get(index)).map_or(&[], |place| self.of(*place))
    }

    /// Every distinct line, by position, and nothing else.
    pub fn into_order(self) -> Vec<LineRef> {
        self.lines
    }

    /// Every distinct line, by position.
    pub fn all(&self) -> impl ExactSizeIterator<Item = LineRef> + '_ {
        self.lines.iter().copied()
    }

    /// The sources.
    pub fn sources(&self) -> &[Source<'a>] {
        &self.sources
    }

    /// The row of a line.
    pub fn row(&self, line: LineRef) -> &'a Row {
        // A line is only ever made from the rows of its source.
        static NONE: Row = Row::bare(0, (0, 0), Hash::ZERO);
        row_of(&self.sources, line).unwrap_or(&NONE)
    }

    /// The leaf hash that a line gives for the entry before.
    pub fn prev(&self, line: LineRef) -> Option<Hash> {
        self.sources.get(line.source as usize)?.rows.prev(line.row)
    }

    /// Index of the stream of a line.
    pub fn stream(&self, line: LineRef) -> usize {
        self.sources.get(line.source as usize).map_or(0, |source| source.stream)
    }

    /// The label of the signer a line names.
    pub fn signer(&self, line: LineRef) -> Option<&'a str> {
        let source = self.sources.get(line.source as usize)?;
        source.rows.signers.get(self.row(line).signer? as usize).map(|label| label.as_str())
    }

    /// The ways to read a line, the received bytes first.
    pub fn ways(&self, line: LineRef) -> impl Iterator<Item = Way> + 'a {
        let rows = self.sources.get(line.source as usize).map(|source| source.rows);
        rows.into_iter().flat_map(move |rows| rows.ways(line.row))
    }

    /// The way to read a line that has leaf hash `leaf`.
    pub fn way(&self, line: LineRef, leaf: &Hash) -> Option<Way> {
        self.ways(line).find(|way| way.leaf == *leaf)
    }

    /// The way of a line with a valid pinned signature.
    pub fn valid_way(&self, line: LineRef) -> Option<Way> {
        self.ways(line).find(|way| way.seal == Seal::Valid)
    }
}

fn row_of<'a>(sources: &[Source<'a>], line: LineRef) -> Option<&'a Row> {
    sources.get(line.source as usize)?.rows.get(line.row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn gaps_are_the_stretches_without_lines_and_never_empty() {
        let mut rows = Rows::default();
        for seq in [2, 3, 5] {
            rows.push(Row::bare(seq, (0, 0), Hash::ZERO), None);
        }
        let lines = Lines::new(vec![Source { stream: 0, rows: &rows, foreign: false }]);
        for (start, end, gaps) in [
            (0, 7, vec![(0, 2), (4, 5), (6, 7)]),
            (2, 4, vec![]),
            (2, 5, vec![(4, 5)]),
            (4, 6, vec![(4, 5)]),
            (5, 6, vec![]),
            (6, 6, vec![]),
            (6, 8, vec![(6, 8)]),
        ] {
            assert_eq!(lines.gaps(start, end), gaps, "{start} to {end}");
        }
    }
}
