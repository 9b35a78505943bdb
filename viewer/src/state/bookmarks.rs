//! Bookmarks of the log on screen, and the rows beside which the list has marks.

use super::State;
use crate::layout::marks::bounds;
use crate::query::Want;
use crate::report::Log;
use crate::worker::host;
use crate::worker::protocol::ToWorker;
use leptos::prelude::*;
use std::collections::BTreeMap;

impl State {
    fn origin(self) -> Option<String> {
        self.log_on_screen(|log| log.origin.clone())
    }

    /// Positions of the log on screen that have a bookmark, in order.
    pub fn marked(self) -> Vec<u64> {
        self.origin().map_or(Vec::new(), |origin| self.marks.with(|marks| marks.of(&origin)))
    }

    /// The position of the selected row, if it was read already.
    fn selected_seq(self) -> Option<u64> {
        let row = self.selected.get_untracked()?;
        let listed = self.window.with_untracked(|window| window.rows.iter().find(|line| line.row == row).map(|line| line.seq));
        let opened = || self.entry.with_untracked(|entry| entry.as_ref().filter(|open| open.row == row).map(|open| open.entry.seq));
        listed.or_else(opened)
    }

    /// Sets a bookmark at the selected entry, or takes it away.
    pub fn toggle_mark(self) {
        if let Some((origin, seq)) = untrack(|| self.origin()).zip(self.selected_seq()) {
            self.marks.update(|marks| marks.toggle(&origin, seq));
            self.hunt_for_marks();
        }
    }

    /// Takes away every bookmark of the log on screen.
    pub fn clear_marks(self) {
        if let Some(origin) = untrack(|| self.origin()) {
            self.marks.update(|marks| marks.replace(&origin, &[]));
            self.hunt_for_marks();
        }
    }

    /// Searches again if bookmarks are what is searched for.
    fn hunt_for_marks(self) {
        if self.found.with_untracked(|found| found.as_ref().is_some_and(|found| found.query.asks_for_marks())) {
            self.hunt();
            self.settle();
        }
    }

    /// Adds bookmarks to what is searched for.
    pub fn narrow_to_marks(self) {
        self.narrow(Want::Marked, false);
    }

    /// Goes to the next bookmark or the one before; past the last comes the first.
    pub fn step_mark(self, forward: bool) {
        let Some(origin) = untrack(|| self.origin()) else { return };
        let next = self.marks.with_untracked(|marks| marks.next(&origin, self.selected_seq(), forward));
        next.into_iter().for_each(|seq| self.go_to(seq));
    }

    /// Asks for the rows of positions that have marks beside the list and are not known yet. Follows coverage, bookmarks and log.
    pub fn want_places(self) {
        let wanted = self.log_on_screen(|log: &Log| bounds(&log.coverage).collect::<Vec<u64>>()).unwrap_or_default();
        let log = self.log.get();
        let mut seqs: Vec<u64> = wanted.into_iter().chain(self.marked()).collect();
        self.places.with_untracked(|(known, rows)| seqs.retain(|seq| *known != log || !rows.contains_key(seq)));
        seqs.sort_unstable();
        seqs.dedup();
        if !seqs.is_empty() {
            host::ask(ToWorker::Places { log, seqs });
        }
    }

    /// Something of the rows that are known of positions in the log on screen.
    pub fn with_places<T: Default>(self, look: impl FnOnce(&BTreeMap<u64, u64>) -> T) -> T {
        let log = self.log.get();
        self.places.with(|(known, rows)| if *known == log { look(rows) } else { T::default() })
    }

    /// Takes rows of positions, unless another log is on screen meanwhile.
    pub(super) fn take_places(self, log: usize, places: Vec<(u64, u64)>) {
        if log == self.log.get_untracked() {
            self.places.update(|(known, rows)| {
                if *known != log {
                    (*known, *rows) = (log, BTreeMap::new());
                }
                rows.extend(places);
            });
        }
    }
}
