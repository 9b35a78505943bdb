//! Where in the page the reader is, as an address says it, and going where an address leads.

use super::language::wanted;
use super::{Phase, State};
use crate::fragment::Fragment;
use crate::sample::Sample;
use crate::text::Language;
use leptos::prelude::*;

impl State {
    /// Where the reader is; nothing while that is not known, so that an address keeps what it wishes for.
    pub fn place(self) -> Option<Fragment> {
        let is_waiting = self.wish.with(Option::is_some);
        match self.phase.get() {
            Phase::Landing if !is_waiting => Some(Fragment { language: self.unusual_language(), ..Fragment::default() }),
            Phase::Done if !is_waiting => Some(Fragment {
                sample: self.sample.get().map(str::to_owned),
                log: self.report.with(|report| {
                    let logs = report.as_ref().map(|report| report.logs.as_slice()).filter(|logs| logs.len() > 1)?;
                    logs.get(self.log.get()).map(|log| log.origin.clone())
                }),
                entry: self.entry.with(|entry| entry.as_ref().map(|opened| opened.entry.seq)),
                query: self.query.get(),
                only: self.only.get(),
                marks: self.marked(),
                columns: self.columns.get(),
                language: self.unusual_language(),
            }),
            _ => None,
        }
    }

    /// The language on screen, if it is not the one that the browser asks for.
    fn unusual_language(self) -> Option<Language> {
        Some(self.language.get()).filter(|language| *language != wanted())
    }

    /// Goes where an address leads: at once if there is a report, otherwise as soon as there is one. A sample that it names is shown first.
    /// An address that names no language leaves the page in the one it has.
    pub fn go_where(self, mut place: Fragment) {
        place.language.take().into_iter().for_each(|language| self.speak(language));
        let named = place.sample.as_deref().and_then(Sample::named);
        if let Some(sample) = named.filter(|sample| self.sample.get_untracked() != Some(sample.name)) {
            self.show(sample);
            self.wish.set(Some(place));
        } else if self.phase.get_untracked() == Phase::Done {
            self.move_to(place);
        } else if !place.is_empty() {
            self.wish.set(Some(place));
        }
    }

    fn move_to(self, place: Fragment) {
        let at = self.report.with_untracked(|report| report.as_ref()?.log_named(place.log.as_ref()?));
        if let Some(at) = at.filter(|at| *at != self.log.get_untracked()) {
            self.open_log(at);
        }
        place.entry.into_iter().for_each(|seq| self.go_to(seq));
        self.wish.set(Some(place));
        self.begin_as_wished();
        self.hunt();
        self.settle();
    }

    /// Sets search, columns and bookmarks as an address wished, which is fulfilled then. The caller searches.
    pub(super) fn begin_as_wished(self) {
        let Some(wish) = self.wish.get_untracked() else { return };
        self.wish.set(None);
        self.query.set(wish.query);
        self.only.set(wish.only);
        self.columns.set(wish.columns);
        if let Some(origin) = untrack(|| self.log_on_screen(|log| log.origin.clone())).filter(|_| !wish.marks.is_empty()) {
            self.marks.update(|marks| marks.replace(&origin, &wish.marks));
        }
    }
}
