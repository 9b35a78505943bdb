//! Comparing two states: what is chosen, what was answered.

use super::{State, ticket};
use crate::compare::{Diff, NoCompare, Side};
use crate::view::compare::offered;
use crate::worker::host;
use crate::worker::protocol::ToWorker;
use leptos::prelude::*;
use std::sync::Arc;

/// What the screen remembers.
#[derive(Clone, Copy, Default)]
pub struct Comparing {
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// The older side.
    pub old: RwSignal<Option<Side>>,
    /// The newer one.
    pub new: RwSignal<Option<Side>>,
    /// The answer, when it is there.
    pub answer: RwSignal<Option<Result<Arc<Diff>, NoCompare>>>,
    /// Number of the question that is waited for.
    ticket: RwSignal<u32>,
}

impl Comparing {
    /// Nothing chosen, nothing answered.
    pub fn forget(self) {
        self.open.set(false);
        self.old.set(None);
        self.new.set(None);
        self.answer.set(None);
    }
}

impl State {
    /// Opens the screen, or closes it. At first the first two states stand beside each other.
    pub fn toggle_compare(self) {
        let opens = !self.compare.open.get_untracked() && untrack(|| self.can_compare());
        self.reading.set(false);
        self.compare.open.set(opens);
        if !opens {
            return;
        }
        if self.compare.old.get_untracked().is_none() {
            let mut sides = untrack(|| offered(self)).into_iter().map(|(side, _)| side);
            self.compare.old.set(sides.next());
            self.compare.new.set(sides.next());
        }
        self.want_compare();
    }

    /// Whether there are two states.
    pub fn can_compare(self) -> bool {
        self.report.with(Option::is_some) && offered(self).len() > 1
    }

    /// Exchanges the sides.
    pub fn swap_sides(self) {
        let old = self.compare.old.get_untracked();
        self.compare.old.set(self.compare.new.get_untracked());
        self.compare.new.set(old);
        self.want_compare();
    }

    /// Asks how what is chosen belongs together.
    pub fn want_compare(self) {
        let (Some(old), Some(new)) = (self.compare.old.get_untracked(), self.compare.new.get_untracked()) else { return };
        let ticket = ticket();
        self.compare.ticket.set(ticket);
        self.compare.answer.set(None);
        self.busy();
        host::ask(ToWorker::Compare { ticket, old, new });
    }

    /// Takes the answer, unless it is to an earlier question.
    pub(super) fn compared(self, ticket: u32, diff: Result<String, NoCompare>) {
        if ticket == self.compare.ticket.get_untracked() {
            let read = |json: String| serde_json::from_str(&json).map(Arc::new).map_err(|_| NoCompare::Unread);
            self.compare.answer.set(Some(diff.and_then(read)));
            self.settle();
        }
    }
}
