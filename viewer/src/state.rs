//! Everything the page remembers: every signal, one struct. What can be computed from it is computed where it is shown.

mod bookmarks;
mod compare;
mod copies;
pub mod language;
mod peek;
mod place;

use crate::bench::desk::Desk;
use crate::bookmarks::Bookmarks;
use crate::command::Needs;
use crate::copies::PageCopy;
use crate::drawing::SampleForm;
use crate::found::Found;
use crate::fragment::Fragment;
use crate::highlight::Needles;
use crate::job::Progress;
use crate::layout::choice::Choice;
use crate::peek::Peeked;
use crate::query::{Query, Term, Want};
use crate::question::{Faults, Field, QuestionForm, Wrong};
use crate::report::{Entry, Finding, Log, Report};
use crate::sample::Sample;
use crate::text::Language;
use crate::times::Times;
use crate::trust::{Refusal, TrustForm};
use crate::worker::host::{self, News};
use crate::worker::protocol::{Lost, NoProof, Pass, RowLine, Shown, ToPage, ToWorker};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use unbroken::{Format, Preview};
use unbroken_paper::node::Element;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, Url};

/// Where the page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was given.
    Landing,
    /// Evidence is being read.
    Working,
    /// The report is there.
    Done,
    /// The reader stopped it.
    Cancelled,
    /// What is trusted cannot be read: why.
    Refused(Refusal),
    /// What is asked cannot be read; the fields say why.
    Misasked,
    /// The browser gave up.
    Failed,
}

/// One file of the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// What it was recognised as.
    pub format: Option<Format>,
}

/// An entry that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its row.
    pub row: u64,
    /// What the engine says.
    pub entry: Entry,
    /// The line's exact bytes.
    pub bytes: Vec<u8>,
}

/// What shows the finding that is open to others.
#[derive(Clone, Debug, PartialEq)]
pub struct Exhibit {
    /// Its id.
    pub finding: String,
    /// The file, or why there is none.
    pub file: Result<Shown, String>,
    /// The bytes of the file.
    pub data: Vec<u8>,
    /// The commands for a check by hand.
    pub by_hand: Option<String>,
}

/// The report as a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// To draw.
    pub sheet: Element,
    /// To save: the same as one HTML file.
    pub html: Vec<u8>,
}

/// The stretch of rows the list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Number of the question it answers.
    pub ticket: u32,
    /// The rows.
    pub rows: Vec<RowLine>,
}

/// Every signal.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the page is.
    pub phase: RwSignal<Phase>,
    /// The evidence.
    pub items: RwSignal<Vec<Item>>,
    /// Set while the evidence is a sample.
    pub sample: RwSignal<Option<&'static str>>,
    /// The trust panel as typed.
    pub trust: RwSignal<TrustForm>,
    /// What is wrong with the trust panel.
    pub trust_error: RwSignal<Option<Refusal>>,
    /// The question as typed.
    pub question: RwSignal<QuestionForm>,
    /// What is wrong with it, field by field.
    pub faults: RwSignal<Faults>,
    /// How far the job is, and seconds since it began.
    pub progress: RwSignal<(Progress, f64)>,
    /// The first lines of the first file, and its name, while they are being checked.
    pub peek: RwSignal<(String, Vec<Peeked>)>,
    /// What the tree says, while the signatures are still being checked.
    pub preview: RwSignal<Option<Arc<Preview>>>,
    /// What went wrong while reading.
    pub lost: RwSignal<Option<Lost>>,
    /// The report.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// Where its exact bytes can be had.
    pub export: RwSignal<Option<String>>,
    /// Rows per log.
    pub rows: RwSignal<Vec<u64>>,
    /// The log on screen.
    pub log: RwSignal<usize>,
    /// When its entries claim that they were appended, and the number of the question.
    pub times: RwSignal<(u32, Option<Arc<Times>>)>,
    /// The rows on screen.
    pub window: RwSignal<Arc<Window>>,
    /// What is searched for, as typed.
    pub query: RwSignal<String>,
    /// What was found, if a query that can be read is typed.
    pub found: RwSignal<Option<Found>>,
    /// Whether the list leaves out what was not found.
    pub only: RwSignal<bool>,
    /// The parts of events that the list shows.
    pub columns: RwSignal<Choice>,
    /// Positions that the reader wants to find again.
    pub marks: RwSignal<Bookmarks>,
    /// Rows of the positions beside which the list has marks, in the log with this index.
    pub places: RwSignal<(usize, BTreeMap<u64, u64>)>,
    /// Where an address leads, until there is something to show.
    pub wish: RwSignal<Option<Fragment>>,
    /// The selected row.
    pub selected: RwSignal<Option<u64>>,
    /// The entry that is open.
    pub entry: RwSignal<Option<Arc<Opened>>>,
    /// What became of the wish for a receipt.
    pub proof: RwSignal<Option<Result<String, NoProof>>>,
    /// The finding that is open.
    pub finding: RwSignal<Option<usize>>,
    /// What shows it to others.
    pub exhibit: RwSignal<Option<Arc<Exhibit>>>,
    /// The report as a sheet, as it was asked for last.
    pub paper: RwSignal<Option<Arc<Paper>>>,
    /// Number of the sheet that is waited for.
    pub paper_ticket: RwSignal<u32>,
    /// Whether it is being read.
    pub reading: RwSignal<bool>,
    /// The sample that it is to have, as typed.
    pub draws: RwSignal<SampleForm>,
    /// Two states beside each other.
    pub compare: compare::Comparing,
    /// Whether the trust panel is open.
    pub panel: RwSignal<bool>,
    /// Whether the help is open.
    pub help: RwSignal<bool>,
    /// Whether what this page is stands open.
    pub about: RwSignal<bool>,
    /// Copies of this page that were given.
    pub copies: RwSignal<Vec<PageCopy>>,
    /// Whether the palette of commands is open.
    pub palette: RwSignal<bool>,
    /// Whether the box for pasting is open.
    pub paste: RwSignal<bool>,
    /// What was pasted into it.
    pub pasted: RwSignal<String>,
    /// The number typed to go to an entry.
    pub going: RwSignal<String>,
    /// The language on screen; everything is drawn anew when it changes.
    pub language: RwSignal<Language>,
    /// Whether something is being dragged over the window.
    pub dragging: RwSignal<bool>,
    /// Whether the lane is shown as a table.
    pub table: RwSignal<bool>,
    /// The tamper bench.
    pub bench: Desk,
}

/// Work that takes less shows only its answer, in seconds.
const PATIENCE: f64 = 0.25;

thread_local! {
    /// The files themselves; they cannot live in a signal.
    static FILES: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
    static TICKET: RefCell<u32> = const { RefCell::new(0) };
    static BEGAN: RefCell<f64> = const { RefCell::new(0.0) };
}

/// The next number of a question.
pub fn ticket() -> u32 {
    TICKET.with_borrow_mut(|ticket| {
        *ticket += 1;
        *ticket
    })
}

/// Seconds since the page began.
pub fn now_secs() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now() / 1000.0)
}

impl State {
    /// Nothing given yet.
    pub fn new() -> State {
        State {
            phase: RwSignal::new(Phase::Landing),
            items: RwSignal::default(),
            sample: RwSignal::default(),
            trust: RwSignal::default(),
            trust_error: RwSignal::default(),
            question: RwSignal::default(),
            faults: RwSignal::default(),
            progress: RwSignal::default(),
            peek: RwSignal::default(),
            preview: RwSignal::default(),
            lost: RwSignal::default(),
            report: RwSignal::default(),
            export: RwSignal::default(),
            rows: RwSignal::default(),
            log: RwSignal::default(),
            times: RwSignal::default(),
            window: RwSignal::default(),
            query: RwSignal::default(),
            found: RwSignal::default(),
            only: RwSignal::new(true),
            columns: RwSignal::default(),
            marks: RwSignal::default(),
            places: RwSignal::default(),
            wish: RwSignal::default(),
            selected: RwSignal::default(),
            entry: RwSignal::default(),
            proof: RwSignal::default(),
            exhibit: RwSignal::default(),
            finding: RwSignal::default(),
            paper: RwSignal::default(),
            paper_ticket: RwSignal::default(),
            reading: RwSignal::default(),
            draws: RwSignal::default(),
            compare: compare::Comparing::default(),
            panel: RwSignal::default(),
            help: RwSignal::default(),
            about: RwSignal::default(),
            copies: RwSignal::default(),
            palette: RwSignal::default(),
            paste: RwSignal::default(),
            pasted: RwSignal::default(),
            going: RwSignal::default(),
            language: RwSignal::default(),
            dragging: RwSignal::default(),
            table: RwSignal::default(),
            bench: Desk::default(),
        }
    }

    /// Moves to another phase; the document's root says whether something runs.
    pub fn enter(self, phase: Phase) {
        mark(if phase == Phase::Working { "working" } else { "idle" });
        if self.phase.get_untracked() != phase {
            self.phase.set(phase);
        }
    }

    /// Whether there is a report on screen.
    pub fn is_done(self) -> bool {
        self.phase.get() == Phase::Done && self.report.with(Option::is_some)
    }

    /// Whether two states stand beside each other, in place of the workspace.
    pub fn is_comparing(self) -> bool {
        self.is_done() && self.compare.open.get()
    }

    /// Whether the report is being read as a sheet.
    pub fn is_reading(self) -> bool {
        self.is_done() && self.reading.get()
    }

    /// Says that something runs, without leaving the phase.
    pub fn busy(self) {
        mark("working");
    }

    /// Adds evidence and judges all of it. A sample makes way, with everything it trusted.
    fn take(self, files: Vec<File>) {
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

    fn forget_results(self) {
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
        BEGAN.set(now_secs());
        self.enter(Phase::Working);
        self.look_at(files.first().cloned());
        host::start(files, trust, first, question, Rc::new(move |news| self.hear(news)));
    }

    /// Whether the work has taken long enough that something is shown before its answer.
    pub fn is_long(self) -> bool {
        self.progress.with(|(_, elapsed)| *elapsed >= PATIENCE)
    }

    /// Says beside the fields what cannot be read of the question as it stands.
    pub fn check_question(self) {
        self.faults.set(self.question.with_untracked(QuestionForm::read).err().unwrap_or_default());
    }

    /// Fills in the present by the clock of the browser, because the reader wants it.
    pub fn set_now(self) {
        self.question.update(|question| question.set_now((js_sys::Date::now() / 1000.0) as u64));
        self.check_question();
    }

    /// Rules about content from a file, every byte as it is.
    pub fn set_events(self, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(events) => {
                self.question.update(|question| question.events = events);
                self.check_question();
            }
            Err(_) => self.faults.update(|faults| {
                faults.retain(|(field, _)| *field != Field::Events);
                faults.push((Field::Events, Wrong::NotText));
            }),
        }
    }

    /// Stops the work; nothing is said about the evidence then.
    pub fn cancel(self) {
        host::stop();
        self.forget_results();
        self.enter(Phase::Cancelled);
    }

    fn refuse(self, why: Refusal) {
        self.trust_error.set(Some(why.clone()));
        self.panel.set(true);
        let nothing = FILES.with_borrow(Vec::is_empty);
        self.enter(if nothing { Phase::Landing } else { Phase::Refused(why) });
    }

    fn hear(self, news: News) {
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
            News::Done { report, rows, died, partial } => {
                let lost = if partial { Some(Lost::Part) } else { died.then_some(Lost::Worker) };
                self.done(&report, rows, lost);
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

    fn done(self, json: &str, rows: Vec<u64>, lost: Option<Lost>) {
        let Ok(report) = serde_json::from_str::<Report>(json) else {
            host::stop();
            return self.enter(Phase::Failed);
        };
        self.preview.set(None);
        self.table.set(false);
        self.export.set(blob_url(json.as_bytes(), "application/json"));
        self.lost.set(lost);
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

    fn answered(self, answer: ToPage, bytes: Option<Vec<u8>>) {
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

    /// Leaves the tamper bench; the focus goes back to where it came from.
    pub fn leave_bench(self) {
        self.bench.close();
        self.settle();
        request_animation_frame(|| {
            let button = document().query_selector("[data-test=break-it]").ok().flatten();
            if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                // A button that cannot take the focus is still there.
                let _unfocused = button.focus();
            }
        });
    }

    /// Whether a copy of what is on screen can be broken: it is a log in a bundle.
    pub fn can_break(self) -> bool {
        let bundle = self.items.with(|items| items.iter().any(|item| item.format == Some(Format::Bundle)));
        bundle && self.rows.with(|rows| rows.get(self.log.get()).is_some_and(|rows| *rows > 0))
    }

    /// How many rows the log on screen has.
    pub fn row_count(self) -> u64 {
        self.rows.with_untracked(|rows| rows.get(self.log.get_untracked()).copied().unwrap_or(0))
    }

    /// Asks when the entries of the log on screen claim that they were appended.
    fn want_times(self) {
        let ticket = ticket();
        self.times.set((ticket, None));
        host::ask(ToWorker::Times { ticket, log: self.log.get_untracked() });
    }

    /// Asks for rows.
    pub fn want_rows(self, rows: Vec<u64>) {
        host::ask(ToWorker::Rows { ticket: ticket(), log: self.log.get_untracked(), rows });
    }

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
    fn hunt(self) {
        let query = self.query.with_untracked(|typed| Query::read(typed).ok()).filter(|query| !query.terms.is_empty());
        self.found.set(query.map(|query| Found::begin(query, ticket(), self.row_count())));
        self.hunt_on();
    }

    /// Asks for the next hits, unless every row was looked at.
    fn hunt_on(self) {
        let next = |found: &Found| (found.ticket, found.query.clone(), found.looked);
        let next = self.found.with_untracked(|found| found.as_ref().filter(|found| !found.is_done()).map(next));
        if let Some((ticket, query, from)) = next {
            self.busy();
            let marked = if query.asks_for_marks() { untrack(|| self.marked()) } else { Vec::new() };
            host::ask(ToWorker::Search { ticket, log: self.log.get_untracked(), query, from, marked });
        }
    }

    /// Takes what was found, unless it is the answer to an earlier search.
    fn looked(self, ticket: u32, packed: &[u8], looked: u64, unread: u64, is_partial: bool) {
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

    /// Says that nothing runs, unless a search does, or the bench waits.
    pub fn settle(self) {
        let hunts = self.found.with_untracked(|found| found.as_ref().is_some_and(|found| !found.is_done()));
        if !hunts && !untrack(|| self.bench.is_waiting()) {
            mark("idle");
        }
    }

    /// Whether the list shows only what was found.
    pub fn is_filtered(self) -> bool {
        self.only.get() && self.found.with(Option::is_some)
    }

    /// What is pointed out in the texts of entries.
    pub fn needles(self) -> Needles {
        self.found.with(|found| found.as_ref().map(|found| Needles::of(&found.query)).unwrap_or_default())
    }

    /// Whether there is what a command needs.
    pub fn has(self, needs: Needs) -> bool {
        let list =
            || !self.reading.get() && self.rows.with(|rows| rows.get(self.log.get()).is_some_and(|count| *count > 0)) && self.can_search();
        match needs {
            Needs::Nothing => true,
            Needs::Report => self.report.with(Option::is_some),
            Needs::List => list(),
            Needs::Hits => self.found.with(Option::is_some),
            Needs::TwoStates => self.can_compare(),
            Needs::Bundle => self.can_break(),
            Needs::Bookmarks => list() && !self.marked().is_empty(),
        }
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

    /// Something of the log on screen.
    pub fn log_on_screen<T>(self, look: impl FnOnce(&Log) -> T) -> Option<T> {
        self.report.with(|report| report.as_ref()?.logs.get(self.log.get()).map(look))
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

    /// Asks for a receipt of the selected row.
    pub fn want_proof(self) {
        if let Some(row) = self.selected.get_untracked() {
            host::ask(ToWorker::Prove { ticket: ticket(), log: self.log.get_untracked(), row });
        }
    }

    /// Asks for what shows a finding to others, once. Only when it is wanted: the worker judges the file before it hands it out.
    pub fn want_exhibit(self, finding: &str) {
        if self.exhibit.with_untracked(|exhibit| exhibit.as_ref().is_none_or(|exhibit| exhibit.finding != finding)) {
            host::ask(ToWorker::Show { finding: finding.to_owned() });
        }
    }

    /// Opens the sheet, or closes it.
    pub fn read_paper(self) {
        self.compare.open.set(false);
        let opens = !self.reading.get_untracked() && self.report.with_untracked(Option::is_some);
        self.reading.set(opens);
        if opens && self.paper.with_untracked(Option::is_none) {
            self.want_paper();
        }
    }

    /// Asks for the sheet, with the sample that is typed; one that cannot be read is not drawn.
    pub fn want_paper(self) {
        let Ok(sample) = self.draws.with_untracked(SampleForm::read) else { return };
        let ticket = ticket();
        self.paper_ticket.set(ticket);
        self.busy();
        host::ask(ToWorker::Paper { ticket, sample });
    }

    /// The findings on screen: those of the log, then those of no log.
    pub fn findings(self) -> Vec<Finding> {
        self.report.with(|report| {
            let Some(report) = report else { return Vec::new() };
            let of_log = report.logs.get(self.log.get()).map(|log| log.findings.as_slice()).unwrap_or_default();
            of_log.iter().chain(&report.findings).cloned().collect()
        })
    }

    /// Opens a finding and goes to where it points.
    pub fn open_finding(self, index: usize) {
        let finding = untrack(|| self.findings().into_iter().nth(index));
        self.finding.set(finding.is_some().then_some(index));
        self.exhibit.set(None);
        if let Some([start, _]) = finding.and_then(|finding| finding.entries) {
            self.go_to(start);
        }
    }

    /// Opens the finding before or after.
    pub fn step_finding(self, forward: bool) {
        let count = untrack(|| self.findings().len());
        if count > 0 {
            let index = match self.finding.get_untracked() {
                None if forward => 0,
                None => count - 1,
                Some(index) if forward => (index + 1) % count,
                Some(index) => (index + count - 1) % count,
            };
            self.open_finding(index);
        }
    }

    /// Closes what is open, one thing at a time.
    pub fn back(self) {
        if self.about.get_untracked() {
            self.about.set(false);
        } else if self.help.get_untracked() {
            self.help.set(false);
        } else if self.compare.open.get_untracked() {
            self.compare.open.set(false);
        } else if self.reading.get_untracked() {
            self.reading.set(false);
        } else if self.paste.get_untracked() {
            self.paste.set(false);
        } else if self.finding.get_untracked().is_some() {
            self.finding.set(None);
        } else if self.panel.get_untracked() {
            self.panel.set(false);
        } else {
            self.selected.set(None);
            self.entry.set(None);
        }
    }
}

/// Says on the document's root whether something runs.
fn mark(word: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute of this name has no failing path.
        let _always = root.set_attribute("data-state", word);
    }
}

/// A URL under which bytes can be saved.
pub fn blob_url(bytes: &[u8], kind: &str) -> Option<String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
