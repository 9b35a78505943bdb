//! Bookmarks: positions that the reader wants to find again. They live in the page, and in its address where they are few; never in the
//! browser's storage, which every local page shares.

use std::collections::{BTreeMap, BTreeSet};

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmarks {
    /// By origin of the log.
    places: BTreeMap<String, BTreeSet<u64>>,
}

impl Bookmarks {
    /// Sets a bookmark, or takes it away where there is one.
    pub fn toggle(&mut self, log: &str, seq: u64) {
        let places = self.places.entry(log.to_owned()).or_default();
        if !places.remove(&seq) {
            places.insert(seq);
        }
    }

    /// These and no others in one log.
    pub fn replace(&mut self, log: &str, seqs: &[u64]) {
        self.places.insert(log.to_owned(), seqs.iter().copied().collect());
    }

    /// Those of one log, in order.
    pub fn of(&self, log: &str) -> Vec<u64> {
        self.places.get(log).map(|places| places.iter().copied().collect()).unwrap_or_default()
    }

    /// The bookmark after or before a position; past the last comes the first.
    pub fn next(&self, log: &str, from: Option<u64>, forward: bool) -> Option<u64> {
        let all = self.places.get(log)?;
        match (from, forward) {
            (None, true) => all.first(),
            (None, false) => all.last(),
            (Some(from), true) => all.iter().find(|seq| **seq > from).or(all.first()),
            (Some(from), false) => all.iter().rfind(|seq| **seq < from).or(all.last()),
        }
        .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(places: &[(&str, u64)]) -> Bookmarks {
        let mut marks = Bookmarks::default();
        places.iter().for_each(|(log, seq)| marks.toggle(log, *seq));
        marks
    }

    #[test]
    fn a_second_time_takes_it_away() {
        let mut marks = marked(&[("a", 7), ("b", 7), ("a", 3)]);
        assert_eq!((marks.of("a"), marks.of("b"), marks.of("c")), (vec![3, 7], vec![7], vec![]));
        marks.toggle("a", 7);
        assert_eq!((marks.of("a"), marks.of("b")), (vec![3], vec![7]));
        marks.replace("a", &[9, 1, 9]);
        assert_eq!((marks.of("a"), marks.of("b")), (vec![1, 9], vec![7]));
        marks.replace("a", &[]);
        assert_eq!((marks.of("a"), marks.next("a", Some(1), true)), (vec![], None));
    }

    #[test]
    fn from_bookmark_to_bookmark_and_round() {
        let marks = marked(&[("a", 3), ("a", u64::MAX), ("a", 7), ("b", 5)]);
        let next = |from, forward| marks.next("a", from, forward);
        assert_eq!([next(None, true), next(Some(3), true), next(Some(4), true)], [Some(3), Some(7), Some(7)]);
        assert_eq!(next(Some(u64::MAX), true), Some(3));
        assert_eq!([next(None, false), next(Some(7), false), next(Some(3), false)], [Some(u64::MAX), Some(3), Some(u64::MAX)]);
        assert_eq!((marks.next("b", Some(5), true), marks.next("c", None, true)), (Some(5), None));
    }
}
