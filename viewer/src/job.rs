//! One verification: parts, tasks for workers, what came back, and when to ask for the report. Knows nothing of the browser.
//!
//! The head worker (number 0) recognises the files, keeps the segments and answers questions afterwards; the others take digests and
//! fold parts, each one task at a time. A worker that dies leaves its task undone: the stream is then incomplete, and the engine says so.
//!
//! Long evidence is folded twice: first for a preview, without signatures, then for the report. The first pass can be given up at any time;
//! a worker that dies over it costs the preview and nothing else.

use crate::worker::protocol::{Answer, Pass, StreamFacts, ToPage, ToWorker, Unpacked};
use std::collections::VecDeque;
use unbroken::Format;

/// A part is at least this long, so that starting one costs little compared with reading it.
pub const PART_MIN: u64 = 8 << 20;
/// A part is at most this long, so that progress and cancelling stay lively and memory small.
pub const PART_MAX: u64 = 64 << 20;
/// Evidence longer than this, for each worker there may be, is looked at twice: that much takes a worker more than a second with signatures.
pub const PREVIEW_MIN: u64 = 8 << 20;
/// What folding a byte with signatures costs, in bytes folded without: they are 92 % of the work.
const SIGNATURES: u64 = 12;
/// The worker that keeps everything.
pub const HEAD: usize = 0;

/// Cuts `[0, size)` into parts for `workers`: together they are the file, each byte once. An empty file has one empty part.
pub fn parts(size: u64, splits: bool, workers: usize) -> Vec<(u64, u64)> {
    if !splits || size <= PART_MIN {
        return vec![(0, size)];
    }
    // About four parts per worker even out lines that are slower than others.
    let wanted = size.div_ceil((workers.max(1) as u64) * 4).clamp(PART_MIN, PART_MAX);
    let mut parts = Vec::new();
    let mut start = 0;
    while start < size {
        let end = start.saturating_add(wanted).min(size);
        parts.push((start, end));
        start = end;
    }
    parts
}

/// One piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Task {
    Digest { stream: usize, size: u64 },
    Fold { pass: Pass, stream: usize, part: usize, format: Format, start: u64, end: u64, whole: bool },
}

impl Task {
    fn message(&self) -> ToWorker {
        match *self {
            Task::Digest { stream, .. } => ToWorker::Digest { stream },
            Task::Fold { pass, stream, part, format, start, end, whole } => {
                ToWorker::Fold { pass, stream, part, format, start, end, whole }
            }
        }
    }

    fn bytes(&self) -> u64 {
        match *self {
            Task::Digest { size, .. } => size,
            Task::Fold { start, end, .. } => end - start,
        }
    }

    fn is_for(&self, wanted: Pass) -> bool {
        matches!(self, Task::Fold { pass, .. } if *pass == wanted)
    }
}

/// Where the first of two passes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// One pass does everything.
    None,
    /// So many of its parts are not folded yet.
    Open(usize),
    /// Its parts went into the preview, or it was given up.
    Over,
}

/// What the host must do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Start workers up to and without this number; worker 0 runs already.
    Start {
        /// How many there are then.
        workers: usize,
    },
    /// Send a message.
    Send {
        /// To which worker.
        worker: usize,
        /// What.
        message: ToWorker,
    },
    /// Put a fresh worker in the place of one that died.
    Restart {
        /// Which.
        worker: usize,
    },
    /// The preview is there.
    Preview {
        /// As the engine wrote it.
        preview: String,
    },
    /// Let a worker go that has nothing left to do and owes no answer.
    Stop {
        /// Which.
        worker: usize,
    },
    /// The report is there.
    Done {
        /// With what belongs to it.
        answer: Answer,
    },
    /// The trust texts cannot be used.
    Refused {
        /// Which text.
        text: String,
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        fault: String,
    },
    /// No report can be made.
    Failed,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Which of two passes runs; `None` if there is only one.
    pub pass: Option<Pass>,
    /// Bytes that this pass has folded.
    pub read: u64,
    /// Bytes there are.
    pub size: u64,
    /// Entries that this pass has folded.
    pub entries: u64,
    /// Work done, in bytes read: of both passes and of the digests, each at what it costs.
    pub work: u64,
    /// All of it.
    pub work_total: u64,
}

impl Progress {
    /// Seconds left at the pace so far; nothing until there is a pace.
    pub fn seconds_left(&self, elapsed_secs: f64) -> Option<u64> {
        if elapsed_secs < 1.0 || self.work == 0 {
            return None;
        }
        let rate = self.work as f64 / elapsed_secs;
        Some(((self.work_total.saturating_sub(self.work)) as f64 / rate).ceil() as u64)
    }
}

/// One file of a job.
#[derive(Clone, Debug)]
struct Source {
    facts: StreamFacts,
    parts: usize,
    parts_open: usize,
    digest_open: bool,
}

/// One verification.
#[derive(Debug)]
pub struct Job {
    most: usize,
    sources: Vec<Source>,
    queue: VecDeque<Task>,
    /// By worker: what it does, and how far it is with it.
    busy: Vec<Option<(Task, u64, u64)>>,
    dead: Vec<bool>,
    first: First,
    /// Bytes and entries of the tasks that are done, of the first pass and of the full one.
    folded: [(u64, u64); 2],
    size: u64,
    work: u64,
    work_total: u64,
    assembling: bool,
    lost: usize,
}

impl Job {
    /// A job over files `(name, size)` with at most `workers` besides the head. With [`Pass::Tree`] as `first` long evidence gets a preview.
    pub fn new(files: &[(String, u64)], workers: usize, first: Pass) -> Job {
        let facts = |(name, size): &(String, u64)| StreamFacts {
            name: name.clone(),
            size: *size,
            sha256: None,
            format: Format::Unknown,
            complete: true,
            inside: None,
        };
        let sources: Vec<Source> = files.iter().map(|f| Source { facts: facts(f), parts: 0, parts_open: 0, digest_open: true }).collect();
        let size = files.iter().map(|f| f.1).sum::<u64>();
        let most = workers.max(1);
        let twice = first == Pass::Tree && size > PREVIEW_MIN.saturating_mul(most as u64);
        Job {
            most,
            sources,
            queue: VecDeque::new(),
            busy: vec![None],
            dead: vec![false],
            first: if twice { First::Open(0) } else { First::None },
            folded: [(0, 0); 2],
            size,
            work: 0,
            // The digests, and one pass or two.
            work_total: size.saturating_mul(if twice { 1 + 1 + SIGNATURES } else { 2 }),
            assembling: false,
            lost: 0,
        }
    }

    /// The first messages, after `Open` went to the head.
    pub fn begin(&mut self) -> Vec<Action> {
        vec![Action::Send { worker: HEAD, message: ToWorker::Detect }]
    }

    /// How far it is, counting what workers are at.
    pub fn progress(&self) -> Progress {
        let pass = match self.first {
            First::None => None,
            First::Open(_) => Some(Pass::Tree),
            First::Over => Some(Pass::Full),
        };
        let running = pass.unwrap_or(Pass::Full);
        let (mut read, mut entries) = self.folded[running as usize];
        let mut work = self.work;
        for (task, bytes, lines) in self.busy.iter().flatten() {
            work += self.cost(task, *bytes);
            if task.is_for(running) {
                read += bytes;
                entries += lines;
            }
        }
        Progress { pass, read, size: self.size, entries, work, work_total: self.work_total }
    }

    /// What `bytes` of a task cost.
    fn cost(&self, task: &Task, bytes: u64) -> u64 {
        let signed = self.first != First::None && task.is_for(Pass::Full);
        bytes.saturating_mul(if signed { SIGNATURES } else { 1 })
    }

    /// What each file was recognised as, those from containers behind them.
    pub fn files(&self) -> impl Iterator<Item = &StreamFacts> {
        self.sources.iter().map(|source| &source.facts)
    }

    /// How many tasks were lost with a worker.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// Whether a part of the evidence was not read: a worker died over it, or the file changed or vanished meanwhile.
    pub fn is_partial(&self) -> bool {
        self.sources.iter().any(|source| !source.facts.complete)
    }

    /// A worker said something.
    pub fn hear(&mut self, worker: usize, message: ToPage) -> Vec<Action> {
        match message {
            ToPage::Refused { text, line, fault } => vec![Action::Refused { text, line, fault }],
            ToPage::Formats { formats, unpacked } => self.plan(&formats, unpacked),
            ToPage::Progress { bytes, entries } => {
                if let Some(Some(task)) = self.busy.get_mut(worker) {
                    (task.1, task.2) = (bytes, entries);
                }
                Vec::new()
            }
            ToPage::Digested { stream, sha256 } => {
                self.settle(worker);
                if let Some(source) = self.sources.get_mut(stream) {
                    source.facts.sha256 = sha256;
                    source.digest_open = false;
                }
                self.next(worker)
            }
            ToPage::Folded { pass, stream, entries, read, .. } => {
                let bytes = self.settle(worker).map_or(0, |task| task.bytes());
                let folded = &mut self.folded[pass as usize];
                *folded = (folded.0 + bytes, folded.1 + entries);
                let mut actions = match pass {
                    Pass::Tree if read => self.tree_folded(),
                    Pass::Tree => self.give_up(),
                    Pass::Full => {
                        if let Some(source) = self.sources.get_mut(stream) {
                            source.parts_open = source.parts_open.saturating_sub(1);
                            source.facts.complete &= read;
                        }
                        Vec::new()
                    }
                };
                actions.extend(self.next(worker));
                actions
            }
            ToPage::Previewed { preview } => preview.map(|preview| Action::Preview { preview }).into_iter().collect(),
            ToPage::Assembled { answer } => vec![Action::Done { answer }],
            _ => Vec::new(),
        }
    }

    /// A worker died: of a trap, of lack of memory, or because the browser could not start it.
    pub fn died(&mut self, worker: usize) -> Vec<Action> {
        if worker == HEAD {
            return vec![Action::Failed];
        }
        let Some(dead) = self.dead.get_mut(worker) else { return Vec::new() };
        if core::mem::replace(dead, true) {
            return Vec::new();
        }
        match self.take(worker) {
            Some(task) if task.is_for(Pass::Tree) => return self.replace(worker, &task),
            Some(task) => self.lose(&task),
            None => {}
        }
        if self.dead.iter().skip(1).all(|d| *d) {
            // Nobody is left to do the rest; the verdict will say that it was not read.
            while let Some(task) = self.queue.pop_front() {
                self.lose(&task);
            }
        }
        self.finish()
    }

    fn lose(&mut self, task: &Task) {
        match *task {
            Task::Digest { stream, .. } => self.sources[stream].digest_open = false,
            Task::Fold { pass: Pass::Full, stream, .. } => {
                self.sources[stream].parts_open -= 1;
                self.sources[stream].facts.complete = false;
            }
            Task::Fold { pass: Pass::Tree, .. } => return,
        }
        self.lost += 1;
    }

    /// A worker died over the first pass: another takes its place, and the preview is given up.
    fn replace(&mut self, worker: usize, task: &Task) -> Vec<Action> {
        self.work_total = self.work_total.saturating_sub(task.bytes());
        let mut actions = self.give_up();
        if self.queue.is_empty() {
            actions.extend(self.finish());
            return actions;
        }
        self.dead[worker] = false;
        actions.push(Action::Restart { worker });
        actions.extend(self.next(worker));
        actions
    }

    /// A part of the first pass is folded; after the last one the head is asked for the preview.
    fn tree_folded(&mut self) -> Vec<Action> {
        let First::Open(open) = self.first else { return Vec::new() };
        if open > 1 {
            self.first = First::Open(open - 1);
            return Vec::new();
        }
        self.first = First::Over;
        let streams = self.sources.iter().map(|source| (source.facts.format, source.parts)).collect();
        let message = ToWorker::Preview { streams };
        vec![Action::Send { worker: HEAD, message }]
    }

    /// There will be no preview; what is still to be done for it is not done.
    fn give_up(&mut self) -> Vec<Action> {
        if !matches!(self.first, First::Open(_)) {
            return Vec::new();
        }
        self.first = First::Over;
        let dropped = self.queue.iter().filter(|task| task.is_for(Pass::Tree)).map(Task::bytes).sum();
        self.work_total = self.work_total.saturating_sub(dropped);
        self.queue.retain(|task| !task.is_for(Pass::Tree));
        vec![Action::Send { worker: HEAD, message: ToWorker::Forget }]
    }

    fn plan(&mut self, formats: &[Format], unpacked: Vec<Unpacked>) -> Vec<Action> {
        for (source, format) in self.sources.iter_mut().zip(formats) {
            source.facts.format = *format;
        }
        // A container is unpacked for the full pass only, so there is no preview.
        if self.first != First::None && formats.iter().any(|format| format.is_container()) {
            self.first = First::None;
            self.work_total = self.size.saturating_mul(2);
        }
        for Unpacked { container, complete, streams } in unpacked {
            let Some(outer) = self.sources.get_mut(container) else { continue };
            outer.facts.complete = complete;
            let inside = Some(outer.facts.name.clone());
            for (name, size, format, complete) in streams {
                let facts = StreamFacts { name, size, sha256: None, format, complete, inside: inside.clone() };
                self.size += size;
                self.work_total += 2 * size;
                self.sources.push(Source { facts, parts: 0, parts_open: 0, digest_open: true });
            }
        }
        let (mut trees, mut folds) = (VecDeque::new(), VecDeque::new());
        for (stream, source) in self.sources.iter_mut().enumerate() {
            let StreamFacts { format, size, complete: whole, .. } = source.facts;
            if format.is_container() {
                // It was read when it was unpacked; one inside another is not read.
                self.work += size;
                self.folded[Pass::Full as usize].0 += size;
                continue;
            }
            let parts = parts(size, format.splits(), self.most);
            (source.parts, source.parts_open) = (parts.len(), parts.len());
            for (part, (start, end)) in parts.into_iter().enumerate() {
                let task = |pass| Task::Fold { pass, stream, part, format, start, end, whole };
                trees.push_back(task(Pass::Tree));
                folds.push_back(task(Pass::Full));
            }
        }
        if self.first != First::None {
            self.first = First::Open(trees.len());
            self.queue.append(&mut trees);
        }
        // Digests go before the folds of the full pass: a digest cannot be split, so it would otherwise be what everybody waits for at the end.
        self.queue.extend(self.sources.iter().enumerate().map(|(stream, source)| Task::Digest { stream, size: source.facts.size }));
        self.queue.append(&mut folds);
        if self.queue.is_empty() {
            return self.finish();
        }
        // Small evidence is read by one worker sooner than a second one starts.
        let useful = if self.size <= PART_MIN { 1 } else { self.queue.len() };
        let workers = 1 + self.most.min(useful);
        self.busy.resize(workers, None);
        self.dead.resize(workers, false);
        let mut actions = vec![Action::Start { workers }];
        for worker in 1..workers {
            actions.extend(self.next(worker));
        }
        actions
    }

    fn take(&mut self, worker: usize) -> Option<Task> {
        self.busy.get_mut(worker)?.take().map(|(task, ..)| task)
    }

    /// The task of a worker is done.
    fn settle(&mut self, worker: usize) -> Option<Task> {
        let task = self.take(worker)?;
        self.work += self.cost(&task, task.bytes());
        Some(task)
    }

    fn next(&mut self, worker: usize) -> Vec<Action> {
        match self.queue.pop_front() {
            Some(task) => {
                let message = task.message();
                self.busy[worker] = Some((task, 0, 0));
                vec![Action::Send { worker, message }]
            }
            None => {
                let mut actions = vec![Action::Stop { worker }];
                actions.extend(self.finish());
                actions
            }
        }
    }

    fn finish(&mut self) -> Vec<Action> {
        let open = self.sources.iter().any(|s| s.digest_open || s.parts_open > 0);
        if open || self.assembling {
            return Vec::new();
        }
        self.assembling = true;
        // A preview that would come after the report is of no use.
        let mut actions = self.give_up();
        let streams = self.sources.iter().map(|s| s.facts.clone()).collect();
        actions.push(Action::Send { worker: HEAD, message: ToWorker::Assemble { streams } });
        actions
    }
}

#[cfg(test)]
mod tests;
