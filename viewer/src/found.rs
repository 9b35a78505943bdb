//! What a search has found so far: rows in order, how far it has looked, and the way from one hit to the next.

use crate::query::Query;

/// The hits of one search in one log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What is searched for.
    pub query: Query,
    /// Number of the search; an answer to another one is late.
    pub ticket: u32,
    /// How many rows there are to look at.
    pub of: u64,
    /// How many were looked at, from the first on.
    pub looked: u64,
    /// Rows among them whose bytes could not be read.
    pub unread: u64,
    /// Whether a finding that was asked for has more places than the report lists.
    pub is_partial: bool,
    rows: Vec<u32>,
}

impl Found {
    /// Nothing yet.
    pub fn begin(query: Query, ticket: u32, of: u64) -> Found {
        Found { query, ticket, of, ..Found::default() }
    }

    /// Takes further hits: row numbers in order, four bytes each, the lowest first.
    pub fn take(&mut self, packed: &[u8], looked: u64, unread: u64) {
        self.rows.extend(unpack(packed));
        self.looked = looked;
        self.unread += unread;
    }

    /// Whether every row was looked at.
    pub fn is_done(&self) -> bool {
        self.looked >= self.of
    }

    /// The rows that fit, in order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many fit.
    pub fn count(&self) -> u64 {
        self.rows.len() as u64
    }

    /// How many fit before a row, and whether it fits itself.
    pub fn place_of(&self, row: u64) -> (u64, bool) {
        let before = self.rows.partition_point(|hit| u64::from(*hit) < row);
        (before as u64, self.rows.get(before).is_some_and(|hit| u64::from(*hit) == row))
    }

    /// The hit after or before a row; past the last comes the first, unless the way ends there.
    pub fn next(&self, row: Option<u64>, forward: bool, round: bool) -> Option<u64> {
        let (before, is_hit) = row.map_or((0, false), |row| self.place_of(row));
        let after = before + u64::from(is_hit);
        let at = match (forward, round) {
            (true, true) if after >= self.count() => 0,
            (true, _) => after,
            (false, true) => before.checked_sub(1).or(self.count().checked_sub(1))?,
            (false, false) => before.checked_sub(1)?,
        };
        self.rows.get(usize::try_from(at).ok()?).map(|row| u64::from(*row))
    }
}

/// Row numbers as they cross from the worker.
pub fn pack(rows: &[u32]) -> Vec<u8> {
    rows.iter().flat_map(|row| row.to_le_bytes()).collect()
}

fn unpack(packed: &[u8]) -> impl Iterator<Item = u32> {
    packed.chunks_exact(4).map(|four| four.iter().rev().fold(0, |row, byte| row << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[u32]) -> Found {
        let mut found = Found::begin(Query::default(), 1, 100);
        found.take(&pack(rows), 100, 0);
        found
    }

    #[test]
    fn hits_come_in_pieces() {
        let mut found = Found::begin(Query::default(), 1, 10);
        assert!(!found.is_done() && found.rows().is_empty());
        found.take(&pack(&[0, 3]), 5, 1);
        assert!(!found.is_done());
        found.take(&pack(&[7]), 10, 2);
        assert_eq!((found.rows(), found.unread, found.is_done()), (&[0, 3, 7][..], 3, true));
        assert!(Found::begin(Query::default(), 1, 0).is_done(), "nothing to look at");
    }

    #[test]
    fn row_numbers_survive_the_crossing() {
        let rows = [0, 1, 255, 256, 0x0102_0304, u32::MAX];
        assert_eq!(unpack(&pack(&rows)).collect::<Vec<_>>(), rows);
        assert_eq!(unpack(&[1, 0, 0, 0, 9]).collect::<Vec<_>>(), [1], "a piece of a number is none");
    }

    #[test]
    fn from_hit_to_hit_and_round() {
        let found = found(&[3, 7, 9]);
        let next = |row, forward| found.next(row, forward, true);
        assert_eq!([next(None, true), next(Some(3), true), next(Some(4), true), next(Some(9), true)], [Some(3), Some(7), Some(7), Some(3)]);
        assert_eq!(
            [next(None, false), next(Some(9), false), next(Some(8), false), next(Some(3), false)],
            [Some(9), Some(7), Some(7), Some(9)]
        );
        assert_eq!([found.next(Some(9), true, false), found.next(Some(3), false, false)], [None, None], "the way ends");
        assert_eq!(found.next(Some(8), true, false), Some(9));
    }

    #[test]
    fn without_hits_there_is_no_way() {
        let none = found(&[]);
        for (forward, round) in [(true, true), (true, false), (false, true), (false, false)] {
            assert_eq!(none.next(Some(4), forward, round), None);
        }
    }

    #[test]
    fn places_count_the_hits_before() {
        let found = found(&[3, 7, 9]);
        assert_eq!([0, 3, 4, 9, 10].map(|row| found.place_of(row)), [(0, false), (0, true), (1, false), (2, true), (3, false)]);
    }
}
