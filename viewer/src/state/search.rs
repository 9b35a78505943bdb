//! The search in the log on screen: what is typed, what was found so far, and the way from hit to hit.

use super::{State, ticket};
use crate::found::Found;
use crate::highlight::Needles;
use crate::query::{Query, Term, Want};
use crate::worker::host;
use crate::worker::protocol::ToWorker;
use leptos::prelude::*;

impl State {
    /// Searches for what is typed now. The search before is over, whatever it still has to say.
    pub fn search(self, typed: String) {
        self.query.set(typed);
        self.hunt();
        self.settle();
    }

    /// Adds a term to what is typed. What cannot be read is not guessed at: the term then stands behind it.
    pub fn narrow(self, want: Want, excluded: bool) {
        let term = Term { excluded, want };
        let typed = self.query.with_untracked(|typed| match Query::read(typed) {
            Ok(query) => query.with(term).to_string(),
            Err(_) => format!("{typed} {term}"),
        });
        self.search(typed);
    }

    /// Begins the search, if what is typed can be read.
    pub(super) fn hunt(self) {
        let query = self.query.with_untracked(|typed| Query::read(typed).ok()).filter(|query| !query.terms.is_empty());
        self.found.set(query.map(|query| Found::begin(query, ticket(), self.row_count())));
        self.hunt_on();
    }

    /// Asks for the next hits, unless every row was looked at.
    pub(super) fn hunt_on(self) {
        let next = |found: &Found| (found.ticket, found.query.clone(), found.looked);
        let next = self.found.with_untracked(|found| found.as_ref().filter(|found| !found.is_done()).map(next));
        if let Some((ticket, query, from)) = next {
            self.busy();
            let marked = if query.asks_for_marks() { untrack(|| self.marked()) } else { Vec::new() };
            host::ask(ToWorker::Search { ticket, log: self.log.get_untracked(), query, from, marked });
        }
    }

    /// Takes what was found, unless it is the answer to an earlier search.
    pub(super) fn looked(self, ticket: u32, packed: &[u8], looked: u64, unread: u64, is_partial: bool) {
        if self.found.with_untracked(|found| found.as_ref().is_none_or(|found| found.ticket != ticket)) {
            return;
        }
        self.found.update(|found| {
            if let Some(found) = found {
                found.is_partial = is_partial;
                found.take(packed, looked, unread);
            }
        });
        self.hunt_on();
        self.settle();
    }

    /// Whether the list shows only what was found.
    pub fn is_filtered(self) -> bool {
        self.only.get() && self.found.with(Option::is_some)
    }

    /// What is pointed out in the texts of entries.
    pub fn needles(self) -> Needles {
        self.found.with(|found| found.as_ref().map(|found| Needles::of(&found.query)).unwrap_or_default())
    }

    /// Whether there is a list to search in.
    pub fn can_search(self) -> bool {
        !self.report.with(|report| report.as_ref().is_some_and(|report| report.is_receipt()))
    }

    /// Selects the next hit or the one before; past the last comes the first.
    pub fn step_hit(self, forward: bool) {
        let from = self.selected.get_untracked();
        if let Some(row) = self.found.with_untracked(|found| found.as_ref()?.next(from, forward, true)) {
            self.select(row);
        }
    }
}
