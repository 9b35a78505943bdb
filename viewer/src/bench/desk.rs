//! The bench while it is open: the copy, what was done to it, what the engine said. All of it is gone when the bench is left.

use super::fields::Field;
use super::form::{Form, Kind, first_place};
use super::lines::Lines;
use super::op::{Fault, Op, Pair};
use super::surprise::surprise;
use super::tried::Try;
use crate::report::Report;
use crate::state::{State, now_secs, ticket};
use crate::worker::host;
use crate::worker::protocol::{NoCopy, ToWorker};
use leptos::prelude::*;
use std::sync::Arc;

/// Where the bench is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Not shown.
    #[default]
    Closed,
    /// The copy is being made, or the unchanged copy judged.
    Copying,
    /// There is no copy.
    Refused(NoCopy),
    /// There is one.
    Open,
}

/// What is copied.
#[derive(Debug, PartialEq, Eq)]
pub struct Copy {
    file: usize,
    /// Name of the file.
    pub name: String,
    /// The log on screen.
    pub origin: String,
    /// The evidence as it was.
    pub evidence: Arc<Lines>,
}

/// The last change, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The change.
    pub op: Op,
    /// The first lines that differ.
    pub pairs: Vec<Pair>,
    /// How many differ.
    pub count: usize,
}

/// What an answer is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waits {
    Copy,
    Evidence,
    Try,
    Undo,
}

/// Every signal of the bench.
#[derive(Clone, Copy, Default)]
pub struct Desk {
    /// Where it is.
    pub stage: RwSignal<Stage>,
    /// What is copied.
    pub copy: RwSignal<Option<Arc<Copy>>>,
    /// The copy as it stands.
    pub lines: RwSignal<Option<Arc<Lines>>>,
    /// The changes in it.
    pub ops: RwSignal<Vec<Op>>,
    /// The last of them.
    pub done: RwSignal<Option<Arc<Done>>>,
    /// The report on the unchanged copy.
    pub before: RwSignal<Option<Arc<Report>>>,
    /// The report on the copy as it stands.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// How long it took to judge, in milliseconds.
    pub millis: RwSignal<u64>,
    /// Every try.
    pub tries: RwSignal<Vec<Try>>,
    /// The chosen way.
    pub kind: RwSignal<Kind>,
    /// The form.
    pub form: RwSignal<Form>,
    /// Why the change that is typed cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// Whether a change comes on top of those before.
    pub on_top: RwSignal<bool>,
    waits: RwSignal<Option<(u32, Waits, f64)>>,
}

impl Desk {
    /// Whether the bench is on screen.
    pub fn is_open(self) -> bool {
        self.stage.get() != Stage::Closed
    }

    /// Opens it: asks for a copy of the log on screen.
    pub fn open(self, state: State) {
        if self.stage.get_untracked() == Stage::Closed && untrack(|| state.can_break()) {
            self.stage.set(Stage::Copying);
            let ticket = self.wait(state, Waits::Copy);
            host::ask(ToWorker::Copy { ticket, log: state.log.get_untracked() });
        }
    }

    /// Forgets the copy and everything about it.
    pub fn close(self) {
        self.stage.set(Stage::Closed);
        self.copy.set(None);
        self.lines.set(None);
        self.ops.set(Vec::new());
        self.done.set(None);
        self.before.set(None);
        self.report.set(None);
        self.tries.set(Vec::new());
        self.kind.set(Kind::default());
        self.form.set(Form::default());
        self.fault.set(None);
        self.on_top.set(false);
        self.waits.set(None);
    }

    fn wait(self, state: State, waits: Waits) -> u32 {
        let ticket = ticket();
        self.waits.set(Some((ticket, waits, now_secs())));
        state.busy();
        ticket
    }

    /// Whether an answer is waited for; until it is there nothing else is asked.
    pub fn is_waiting(self) -> bool {
        self.waits.with(Option::is_some)
    }

    fn heard(self, ticket: u32) -> Option<Waits> {
        let (_, waits, began) = self.waits.get_untracked().filter(|(own, ..)| *own == ticket)?;
        self.waits.set(None);
        self.millis.set(((now_secs() - began) * 1000.0) as u64);
        Some(waits)
    }

    /// The copy is there, or there is none.
    pub fn copied(self, state: State, ticket: u32, file: Result<usize, NoCopy>, bytes: Option<Vec<u8>>) {
        if self.heard(ticket).is_none() {
            return;
        }
        let origin = untrack(|| state.log_on_screen(|log| log.origin.clone())).unwrap_or_default();
        let (file, bytes) = match (file, bytes) {
            (Ok(file), Some(bytes)) => (file, bytes),
            (Err(why), _) => return self.refuse(state, why),
            (Ok(_), None) => return self.refuse(state, NoCopy::Unread),
        };
        let name = state.items.with_untracked(|items| items.get(file).map(|item| item.name.clone())).unwrap_or_default();
        let evidence = Arc::new(Lines::read(&bytes, &origin));
        let open = state.entry.with_untracked(|entry| entry.as_ref().map(|opened| opened.entry.seq));
        self.form.set(Form::about(&evidence, first_place(&evidence, open)));
        self.lines.set(Some(evidence.clone()));
        self.copy.set(Some(Arc::new(Copy { file, name, origin, evidence })));
        self.judge(state, Waits::Evidence);
    }

    fn refuse(self, state: State, why: NoCopy) {
        self.stage.set(Stage::Refused(why));
        state.settle();
    }

    fn judge(self, state: State, waits: Waits) {
        let Some((copy, lines)) = self.copy.get_untracked().zip(self.lines.get_untracked()) else { return };
        let ticket = self.wait(state, waits);
        host::ask_about(ToWorker::Try { ticket, file: copy.file }, &lines.to_bytes());
    }

    /// The lines that the next change is made to.
    pub fn base(self) -> Option<Arc<Lines>> {
        if self.on_top.get_untracked() {
            return self.lines.get_untracked();
        }
        self.copy.with_untracked(|copy| copy.as_ref().map(|copy| copy.evidence.clone()))
    }

    /// Something of the lines that the next change is made to, where the form shows it.
    pub fn look<T: Default>(self, look: impl FnOnce(&Lines) -> T) -> T {
        if self.on_top.get() {
            return self.lines.with(|lines| lines.as_ref().map(|lines| look(lines))).unwrap_or_default();
        }
        self.copy.with(|copy| copy.as_ref().map(|copy| look(&copy.evidence))).unwrap_or_default()
    }

    /// The values that can be edited.
    pub fn fields(self) -> Vec<Field> {
        self.look(|lines| self.form.with(|form| form.fields(lines)))
    }

    /// Changes the form.
    pub fn fill(self, fill: impl FnOnce(&mut Form, &Lines)) {
        if let Some(lines) = self.base() {
            self.fault.set(None);
            self.form.update(|form| fill(form, &lines));
        }
    }

    /// Chooses a way.
    pub fn choose(self, kind: Kind) {
        self.fault.set(None);
        self.kind.set(kind);
    }

    /// Makes the change that is typed, and has the copy judged.
    pub fn apply(self, state: State) {
        let Some(lines) = self.base().filter(|_| !untrack(|| self.is_waiting())) else { return };
        match self.form.with_untracked(|form| form.read(self.kind.get_untracked(), &lines)) {
            Ok(op) => self.make(state, &lines, op),
            Err(fault) => self.fault.set(Some(fault)),
        }
    }

    /// Makes a change by chance.
    pub fn surprise(self, state: State) {
        let Some(lines) = self.base().filter(|_| !untrack(|| self.is_waiting())) else { return };
        let below = |n: usize| (js_sys::Math::random() * n as f64) as usize;
        if let Some(op) = surprise(&lines, below) {
            self.choose(Kind::of(&op));
            self.form.update(|form| form.show(&lines, &op));
            self.make(state, &lines, op);
        }
    }

    fn make(self, state: State, lines: &Lines, op: Op) {
        let change = match op.apply(lines) {
            Ok(change) => change,
            Err(fault) => return self.fault.set(Some(fault)),
        };
        self.fault.set(None);
        if !self.on_top.get_untracked() {
            self.ops.set(Vec::new());
        }
        self.ops.update(|ops| ops.push(op.clone()));
        self.done.set(Some(Arc::new(Done { op, pairs: change.pairs, count: change.count })));
        self.lines.set(Some(Arc::new(change.lines)));
        self.judge(state, Waits::Try);
    }

    /// Takes the last change back, by making those before it again.
    pub fn undo(self, state: State) {
        let Some(copy) = self.copy.get_untracked().filter(|_| !untrack(|| self.is_waiting())) else { return };
        if self.ops.with_untracked(Vec::is_empty) {
            return;
        }
        self.ops.update(|ops| drop(ops.pop()));
        let (mut lines, mut done) = (copy.evidence.clone(), None);
        for op in self.ops.get_untracked() {
            // What could be done once can be done again to the same lines.
            if let Ok(change) = op.apply(&lines) {
                lines = Arc::new(change.lines);
                done = Some(Arc::new(Done { op, pairs: change.pairs, count: change.count }));
            }
        }
        self.fault.set(None);
        self.done.set(done);
        self.lines.set(Some(lines));
        self.judge(state, Waits::Undo);
    }

    /// The engine judged the copy.
    pub fn tried(self, state: State, ticket: u32, report: Option<&str>) {
        let Some(waits) = self.heard(ticket) else { return };
        let Some(report) = report.and_then(|json| serde_json::from_str::<Report>(json).ok()).map(Arc::new) else {
            return self.refuse(state, NoCopy::Unread);
        };
        self.report.set(Some(report.clone()));
        match waits {
            Waits::Copy | Waits::Undo => {}
            Waits::Evidence => {
                self.before.set(Some(report));
                self.stage.set(Stage::Open);
            }
            Waits::Try => self.remember(&report),
        }
        state.settle();
    }

    fn remember(self, report: &Report) {
        let (Some(before), Some(copy), Some(lines), Some(done)) =
            (self.before.get_untracked(), self.copy.get_untracked(), self.lines.get_untracked(), self.done.get_untracked())
        else {
            return;
        };
        let below = self.ops.with_untracked(Vec::len).saturating_sub(1);
        let one = Try::new(&done.op, below, (&before, report), &copy.origin, lines.same_entries(&copy.evidence));
        self.tries.update(|tries| tries.push(one));
    }
}
