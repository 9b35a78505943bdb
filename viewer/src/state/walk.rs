//! Going from entry to entry and from log to log.

use super::{State, Window, ticket};
use crate::worker::host;
use crate::worker::protocol::ToWorker;
use leptos::prelude::*;
use std::sync::Arc;

impl State {
    /// Selects and opens a row.
    pub fn select(self, row: u64) {
        if row >= self.row_count() {
            return;
        }
        self.selected.set(Some(row));
        self.proof.set(None);
        host::ask(ToWorker::Entry { ticket: ticket(), log: self.log.get_untracked(), row });
    }

    /// Selects the row before or after in the list.
    pub fn step(self, forward: bool) {
        if untrack(|| self.is_filtered()) {
            let from = self.selected.get_untracked();
            let next = self.found.with_untracked(|found| found.as_ref()?.next(from, forward, false));
            return next.into_iter().for_each(|row| self.select(row));
        }
        let row = match self.selected.get_untracked() {
            None => 0,
            Some(row) if forward => (row + 1).min(self.row_count().saturating_sub(1)),
            Some(row) => row.saturating_sub(1),
        };
        self.select(row);
    }

    /// Selects the row before or after in the log, whether or not the list has it.
    pub fn step_neighbour(self, forward: bool) {
        match self.selected.get_untracked() {
            None => self.select(0),
            Some(row) if forward => self.select(row + 1),
            Some(row) => row.checked_sub(1).into_iter().for_each(|row| self.select(row)),
        }
    }

    /// Selects the first row at or after a position.
    pub fn go_to(self, seq: u64) {
        host::ask(ToWorker::Find { ticket: ticket(), log: self.log.get_untracked(), seq });
    }

    /// Goes to an entry of any log.
    pub fn visit(self, origin: &str, seq: u64) {
        let at = self.report.with_untracked(|report| report.as_ref()?.log_named(origin));
        let Some(at) = at else { return };
        if at != self.log.get_untracked() {
            self.open_log(at);
        }
        self.go_to(seq);
    }

    /// Shows another log.
    pub fn open_log(self, log: usize) {
        self.log.set(log);
        // Rows of the other log that are still on their way are late.
        self.window.set(Arc::new(Window { ticket: ticket(), rows: Vec::new() }));
        self.entry.set(None);
        self.selected.set(None);
        self.finding.set(None);
        self.select(0);
        self.want_times();
        self.hunt();
    }

    /// Asks for rows.
    pub fn want_rows(self, rows: Vec<u64>) {
        host::ask(ToWorker::Rows { ticket: ticket(), log: self.log.get_untracked(), rows });
    }

    /// Asks when the entries of the log on screen claim that they were appended.
    pub(super) fn want_times(self) {
        let ticket = ticket();
        self.times.set((ticket, None));
        host::ask(ToWorker::Times { ticket, log: self.log.get_untracked() });
    }
}
