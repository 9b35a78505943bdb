//! Evidence comes in, is judged, and what the workers say comes back.

use super::{BEGAN, Exhibit, FILES, Item, Opened, PATIENCE, Paper, Phase, State, Window, blob_url, now_secs};
use crate::bookmarks::Bookmarks;
use crate::drawing::SampleForm;
use crate::job::Progress;
use crate::question::{Faults, QuestionForm};
use crate::report::{Entry, Log, Report};
use crate::sample::Sample;
use crate::trust::{Refusal, TrustForm};
use crate::worker::host::{self, News};
use crate::worker::protocol::{Answer, Lost, Pass, ToPage};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use web_sys::{File, Url};

impl State {
    /// Adds evidence and judges all of it. A sample makes way, with everything it trusted.
    pub(super) fn take(self, files: Vec<File>) {
        if files.is_empty() {
            return;
        }
        if self.sample.get_untracked().is_some() {
            self.clear();
        }
        FILES.with_borrow_mut(|held| held.extend(files));
        self.judge();
    }

    /// Shows a sample: its evidence, its trust, its question, and nothing else.
    pub fn show(self, sample: &'static Sample) {
        self.clear();
        self.sample.set(Some(sample.name));
        self.trust.set(sample.trust());
        self.question.set(QuestionForm::of(&sample.question()));
        let file = |(name, data): &(&str, &[u8])| {
            let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(*data));
            File::new_with_u8_array_sequence(&parts, name).ok()
        };
        FILES.with_borrow_mut(|held| held.extend(sample.files.iter().filter_map(file)));
        self.judge();
    }

    /// Forgets evidence, trust and question.
    pub fn clear(self) {
        host::stop();
        FILES.with_borrow_mut(Vec::clear);
        self.forget_results();
        self.items.set(Vec::new());
        self.sample.set(None);
        self.trust.set(TrustForm::default());
        self.trust_error.set(None);
        self.question.set(QuestionForm::default());
        self.faults.set(Faults::default());
        self.query.set(String::new());
        self.draws.set(SampleForm::default());
        self.going.set(String::new());
        self.only.set(true);
        self.marks.set(Bookmarks::default());
        self.wish.set(None);
        self.enter(Phase::Landing);
    }

    pub(super) fn forget_results(self) {
        if let Some(url) = self.export.get_untracked() {
            // Revoking a URL that is gone already changes nothing.
            let _gone = Url::revoke_object_url(&url);
        }
        self.bench.close();
        self.export.set(None);
        self.preview.set(None);
        self.peek.set(Default::default());
        self.report.set(None);
        self.entry.set(None);
        self.selected.set(None);
        self.finding.set(None);
        self.proof.set(None);
        self.exhibit.set(None);
        self.paper.set(None);
        self.reading.set(false);
        self.compare.forget();
        self.rows.set(Vec::new());
        self.window.set(Arc::default());
        self.times.set((0, None));
        self.places.set(Default::default());
        self.found.set(None);
        self.log.set(0);
        self.lost.set(None);
        self.table.set(false);
    }

    /// Judges what is there with what is trusted and asked now.
    pub fn judge(self) {
        host::stop();
        self.forget_results();
        self.trust_error.set(None);
        let files = FILES.with_borrow(Clone::clone);
        self.items.set(files.iter().map(|f| Item { name: f.name(), size: f.size() as u64, format: None }).collect());
        let question = self.question.with_untracked(QuestionForm::read);
        self.faults.set(question.as_ref().err().cloned().unwrap_or_default());
        let trust = self.trust.with_untracked(TrustForm::texts);
        let first = match crate::worker::guest::read_trust(&trust) {
            Ok(trust) if trust.without_writers().is_some() => Pass::Tree,
            Ok(_) => Pass::Full,
            Err(error) => {
                return self.refuse(Refusal::Text { text: error.text, line: error.line, fault: error.fault.to_string() });
            }
        };
        let Ok(question) = question else {
            self.panel.set(true);
            return self.enter(if files.is_empty() { Phase::Landing } else { Phase::Misasked });
        };
        if files.is_empty() {
            return self.enter(Phase::Landing);
        }
        self.progress.set((Progress::default(), 0.0));
        let began = now_secs();
        BEGAN.set(began);
        self.enter(Phase::Working);
        // Whoever waits is told so even while no worker has anything to say yet.
        set_timeout(move || self.has_lasted(began), Duration::from_secs_f64(PATIENCE));
        self.look_at(files.first().cloned());
        host::start(files, trust, first, question, Rc::new(move |news| self.hear(news)));
    }

    /// Notes how long the work that began then has taken, if it still goes on.
    fn has_lasted(self, began: f64) {
        if self.phase.get_untracked() == Phase::Working && BEGAN.with_borrow(|at| *at == began) {
            self.progress.update(|(_, elapsed)| *elapsed = elapsed.max(now_secs() - began));
        }
    }

    /// Stops the work; nothing is said about the evidence then.
    pub fn cancel(self) {
        host::stop();
        self.forget_results();
        self.enter(Phase::Cancelled);
    }

    pub(super) fn refuse(self, why: Refusal) {
        self.trust_error.set(Some(why.clone()));
        self.panel.set(true);
        let nothing = FILES.with_borrow(Vec::is_empty);
        self.enter(if nothing { Phase::Landing } else { Phase::Refused(why) });
    }

    pub(super) fn hear(self, news: News) {
        match news {
            News::Formats(files) => {
                let item = |(name, size, format)| Item { name, size, format: Some(format) };
                self.items.set(files.into_iter().map(item).collect());
            }
            News::Progress(progress) => {
                let elapsed = now_secs() - BEGAN.with_borrow(|began| *began);
                // Four times a second is as much as anyone reads.
                if elapsed - self.progress.with_untracked(|p| p.1) >= 0.25 {
                    self.progress.set((progress, elapsed));
                }
            }
            // One that cannot be read is as good as none.
            News::Preview(json) => self.preview.set(serde_json::from_str(&json).ok().map(Arc::new)),
            News::Done { answer, died, partial } => {
                let lost = if partial { Some(Lost::Part) } else { died.then_some(Lost::Worker) };
                self.done(answer, lost);
            }
            News::Refused(text, line, fault) => self.refuse(Refusal::Text { text, line, fault }),
            News::Failed => {
                host::stop();
                self.forget_results();
                self.enter(Phase::Failed);
            }
            News::Answer(answer, bytes) => self.answered(answer, bytes),
        }
    }

    pub(super) fn done(self, answer: Answer, lost: Option<Lost>) {
        let Answer { report: json, rows, next } = answer;
        let Ok(report) = serde_json::from_str::<Report>(&json) else {
            host::stop();
            return self.enter(Phase::Failed);
        };
        self.preview.set(None);
        self.table.set(false);
        self.export.set(blob_url(json.as_bytes(), "application/json"));
        self.lost.set(lost);
        self.next.set(next);
        let wish = self.wish.get_untracked().unwrap_or_default();
        let wished = wish.log.as_ref().and_then(|origin| report.log_named(origin));
        self.log.set(wished.or_else(|| report.headline_log()).unwrap_or(0));
        self.rows.set(rows);
        let first = self.log.with_untracked(|log| report.logs.get(*log)).and_then(Log::first_look);
        self.report.set(Some(Arc::new(report)));
        self.enter(Phase::Done);
        self.begin_as_wished();
        if self.row_count() > 0 {
            // Idle again when the first entry is there.
            self.busy();
            self.go_to(wish.entry.or(first).unwrap_or(0));
            self.want_times();
            self.hunt();
        }
    }

    pub(super) fn answered(self, answer: ToPage, bytes: Option<Vec<u8>>) {
        match answer {
            ToPage::Rows { ticket, rows } if ticket >= self.window.with_untracked(|w| w.ticket) => {
                self.window.set(Arc::new(Window { ticket, rows }));
            }
            ToPage::Looked { ticket, looked, unread, partial } => self.looked(ticket, &bytes.unwrap_or_default(), looked, unread, partial),
            ToPage::Found { row, .. } => {
                let last = self.row_count().checked_sub(1);
                if let Some(row) = row.or(last) {
                    self.select(row);
                }
            }
            ToPage::Places { log, places } => self.take_places(log, places),
            ToPage::Entry { row, view, .. } => {
                self.settle();
                let entry = view.and_then(|view| serde_json::from_str::<Entry>(&view).ok());
                if self.selected.get_untracked() == Some(row) {
                    self.entry.set(entry.map(|entry| Arc::new(Opened { row, entry, bytes: bytes.unwrap_or_default() })));
                }
            }
            ToPage::Times { ticket, times } if ticket == self.times.with_untracked(|times| times.0) => {
                self.times.set((ticket, times.map(Arc::new)));
            }
            ToPage::Paper { ticket, sheet } if ticket == self.paper_ticket.get_untracked() => {
                self.paper.set(Some(Arc::new(Paper { sheet, html: bytes.unwrap_or_default() })));
                self.settle();
            }
            ToPage::Compared { ticket, diff } => self.compared(ticket, diff),
            ToPage::Proof { proof, .. } => self.proof.set(Some(proof)),
            ToPage::Shown { finding, file, by_hand } => {
                self.exhibit.set(Some(Arc::new(Exhibit { finding, file, data: bytes.unwrap_or_default(), by_hand })));
            }
            ToPage::Copied { ticket, file } => self.bench.copied(self, ticket, file, bytes),
            ToPage::Tried { ticket, report } => self.bench.tried(self, ticket, report.as_deref()),
            _ => {}
        }
    }
}
