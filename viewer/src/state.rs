//! Everything the page remembers: every signal, one struct. What can be computed from it is computed where it is shown.

mod bookmarks;
mod compare;
mod copies;
mod findings;
pub mod language;
mod peek;
mod place;
mod search;
mod walk;
mod work;

use crate::bench::desk::Desk;
use crate::bookmarks::Bookmarks;
use crate::command::Needs;
use crate::copies::PageCopy;
use crate::drawing::SampleForm;
use crate::found::Found;
use crate::fragment::Fragment;
use crate::job::Progress;
use crate::layout::choice::Choice;
use crate::peek::Peeked;
use crate::question::{Faults, Field, QuestionForm, Wrong};
use crate::report::{Entry, Log, Report};
use crate::text::Language;
use crate::times::Times;
use crate::trust::{Refusal, TrustForm};
use crate::worker::host;
use crate::worker::protocol::{Lost, Next, NoProof, RowLine, Shown, ToWorker};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
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
    /// What the reader does now.
    pub next: RwSignal<Next>,
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
            next: RwSignal::default(),
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

    /// Says that nothing runs, unless a search does, or the bench waits.
    pub fn settle(self) {
        let hunts = self.found.with_untracked(|found| found.as_ref().is_some_and(|found| !found.is_done()));
        if !hunts && !untrack(|| self.bench.is_waiting()) {
            mark("idle");
        }
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

    /// Something of the log on screen.
    pub fn log_on_screen<T>(self, look: impl FnOnce(&Log) -> T) -> Option<T> {
        self.report.with(|report| report.as_ref()?.logs.get(self.log.get()).map(look))
    }

    /// Asks for a receipt of the selected row.
    pub fn want_proof(self) {
        if let Some(row) = self.selected.get_untracked() {
            host::ask(ToWorker::Prove { ticket: ticket(), log: self.log.get_untracked(), row });
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
