//! One verification: parts, tasks for workers, what came back, and when to ask for the report. Knows nothing of the browser.
//!
//! The head worker (number 0) recognises the files, keeps the segments and answers questions afterwards; the others take digests and
//! fold parts, each one task at a time. A worker that dies leaves its task undone: the stream is then incomplete, and the engine says so.

use crate::worker::protocol::{StreamFacts, ToPage, ToWorker, Unpacked};
use std::collections::VecDeque;
use unbroken::{Format, Question};

/// A part is at least this long, so that starting one costs little compared with reading it.
pub const PART_MIN: u64 = 8 << 20;
/// A part is at most this long, so that progress and cancelling stay lively and memory small.
pub const PART_MAX: u64 = 64 << 20;
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
    Digest { stream: usize },
    Fold { stream: usize, part: usize, format: Format, start: u64, end: u64, whole: bool },
}

impl Task {
    fn message(&self) -> ToWorker {
        match *self {
            Task::Digest { stream } => ToWorker::Digest { stream },
            Task::Fold { stream, part, format, start, end, whole } => ToWorker::Fold { stream, part, format, start, end, whole },
        }
    }
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
    /// Stop a worker that has nothing left to do.
    Stop {
        /// Which.
        worker: usize,
    },
    /// The report is there.
    Done {
        /// Its exact bytes.
        report: String,
        /// Rows per log.
        rows: Vec<u64>,
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
    /// Bytes read for folding.
    pub read: u64,
    /// Bytes there are.
    pub size: u64,
    /// Entries folded.
    pub entries: u64,
    /// Bytes read for folding and for digests.
    pub work: u64,
    /// Bytes to be read for both.
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
    parts_open: usize,
    digest_open: bool,
}

/// One verification.
#[derive(Debug)]
pub struct Job {
    question: Question,
    most: usize,
    sources: Vec<Source>,
    queue: VecDeque<Task>,
    /// By worker: what it does, and how far it is with it.
    busy: Vec<Option<(Task, u64, u64)>>,
    dead: Vec<bool>,
    progress: Progress,
    assembling: bool,
    lost: usize,
}

impl Job {
    /// A job over files `(name, size)` with at most `workers` besides the head.
    pub fn new(files: &[(String, u64)], question: Question, workers: usize) -> Job {
        let facts = |(name, size): &(String, u64)| StreamFacts {
            name: name.clone(),
            size: *size,
            sha256: None,
            format: Format::Unknown,
            complete: true,
            inside: None,
        };
        let sources: Vec<Source> = files.iter().map(|f| Source { facts: facts(f), parts_open: 0, digest_open: true }).collect();
        let size = files.iter().map(|f| f.1).sum();
        Job {
            question,
            most: workers.max(1),
            sources,
            queue: VecDeque::new(),
            busy: vec![None],
            dead: vec![false],
            progress: Progress { size, work_total: 2 * size, ..Progress::default() },
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
        let mut now = self.progress;
        for (task, bytes, entries) in self.busy.iter().flatten() {
            now.work += bytes;
            if let Task::Fold { .. } = task {
                now.read += bytes;
                now.entries += entries;
            }
        }
        now
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
                    self.progress.work += source.facts.size;
                }
                self.next(worker)
            }
            ToPage::Folded { stream, entries, read, .. } => {
                let bytes = match self.settle(worker) {
                    Some(Task::Fold { start, end, .. }) => end - start,
                    _ => 0,
                };
                if let Some(source) = self.sources.get_mut(stream) {
                    source.parts_open = source.parts_open.saturating_sub(1);
                    source.facts.complete &= read;
                }
                self.progress.work += bytes;
                self.progress.read += bytes;
                self.progress.entries += entries;
                self.next(worker)
            }
            ToPage::Assembled { report, rows } => vec![Action::Done { report, rows }],
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
        if let Some(task) = self.settle(worker) {
            self.lose(&task);
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
        self.lost += 1;
        match *task {
            Task::Digest { stream } => self.sources[stream].digest_open = false,
            Task::Fold { stream, .. } => {
                self.sources[stream].parts_open -= 1;
                self.sources[stream].facts.complete = false;
            }
        }
    }

    fn plan(&mut self, formats: &[Format], unpacked: Vec<Unpacked>) -> Vec<Action> {
        for (source, format) in self.sources.iter_mut().zip(formats) {
            source.facts.format = *format;
        }
        for Unpacked { container, complete, streams } in unpacked {
            let Some(outer) = self.sources.get_mut(container) else { continue };
            outer.facts.complete = complete;
            let inside = Some(outer.facts.name.clone());
            for (name, size, format, complete) in streams {
                let facts = StreamFacts { name, size, sha256: None, format, complete, inside: inside.clone() };
                self.progress.size += size;
                self.progress.work_total += 2 * size;
                self.sources.push(Source { facts, parts_open: 0, digest_open: true });
            }
        }
        // Digests go first: a digest cannot be split, so it would otherwise be what everybody waits for at the end.
        self.queue.extend((0..self.sources.len()).map(|stream| Task::Digest { stream }));
        for (stream, source) in self.sources.iter_mut().enumerate() {
            let StreamFacts { format, size, complete: whole, .. } = source.facts;
            if format.is_container() {
                // It was read when it was unpacked; one inside another is not read.
                self.progress.work += size;
                self.progress.read += size;
                continue;
            }
            let parts = parts(size, format.splits(), self.most);
            source.parts_open = parts.len();
            let tasks = parts.into_iter().enumerate();
            self.queue.extend(tasks.map(|(part, (start, end))| Task::Fold { stream, part, format, start, end, whole }));
        }
        if self.queue.is_empty() {
            return self.finish();
        }
        // Small evidence is read by one worker sooner than a second one starts.
        let useful = if self.progress.size <= PART_MIN { 1 } else { self.queue.len() };
        let workers = 1 + self.most.min(useful);
        self.busy.resize(workers, None);
        self.dead.resize(workers, false);
        let mut actions = vec![Action::Start { workers }];
        for worker in 1..workers {
            actions.extend(self.next(worker));
        }
        actions
    }

    fn settle(&mut self, worker: usize) -> Option<Task> {
        self.busy.get_mut(worker)?.take().map(|(task, ..)| task)
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
        let streams = self.sources.iter().map(|s| s.facts.clone()).collect();
        vec![Action::Send { worker: HEAD, message: ToWorker::Assemble { streams, question: self.question.clone() } }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(sizes: &[u64], format: Format, workers: usize) -> (Job, Vec<Action>) {
        let files: Vec<_> = sizes.iter().enumerate().map(|(k, size)| (format!("f{k}"), *size)).collect();
        let mut job = Job::new(&files, Question::default(), workers);
        assert_eq!(job.begin(), [Action::Send { worker: HEAD, message: ToWorker::Detect }]);
        let actions = job.hear(HEAD, ToPage::Formats { formats: vec![format; sizes.len()], unpacked: Vec::new() });
        (job, actions)
    }

    /// Answers every task as a worker would, until the job asks for the report; gives what was folded.
    fn drive(job: &mut Job, mut actions: VecDeque<Action>, dies: Option<usize>) -> (Vec<(usize, u64, u64)>, Vec<StreamFacts>) {
        let mut folded = Vec::new();
        while let Some(action) = actions.pop_front() {
            let Action::Send { worker, message } = action else { continue };
            let more = match message {
                _ if dies == Some(worker) => job.died(worker),
                ToWorker::Digest { stream } => job.hear(worker, ToPage::Digested { stream, sha256: Some([stream as u8; 32]) }),
                ToWorker::Fold { stream, part, start, end, .. } => {
                    folded.push((stream, start, end));
                    job.hear(worker, ToPage::Folded { stream, part, entries: 1, read: true })
                }
                ToWorker::Assemble { streams, .. } => {
                    assert!(actions.iter().all(|a| !matches!(a, Action::Send { .. })), "nothing is asked after the report");
                    return (folded, streams);
                }
                other => panic!("unexpected {other:?}"),
            };
            actions.extend(more);
        }
        panic!("the report was never asked for");
    }

    #[test]
    fn parts_cover_the_file_and_each_byte_once() {
        for size in [0, 1, PART_MIN - 1, PART_MIN, PART_MIN + 1, 100_000_000, 20_000_000_001] {
            for workers in [0, 1, 2, 8] {
                for splits in [false, true] {
                    let parts = parts(size, splits, workers);
                    assert_eq!(parts.first().unwrap().0, 0);
                    assert_eq!(parts.last().unwrap().1, size);
                    assert!(parts.windows(2).all(|w| w[0].1 == w[1].0), "{size} {workers}");
                    assert!(parts.iter().all(|p| p.1 - p.0 <= PART_MAX || !splits));
                    assert!(splits || parts.len() == 1);
                }
            }
        }
    }

    #[test]
    fn every_part_is_folded_once_and_then_the_report_is_asked_for() {
        let (mut job, actions) = begin(&[200_000_000, 0, 12], Format::Bundle, 3);
        let (mut folded, streams) = drive(&mut job, actions.into(), None);
        folded.sort_unstable();
        let expected: Vec<_> = [200_000_000, 0, 12]
            .into_iter()
            .enumerate()
            .flat_map(|(k, size)| parts(size, true, 3).into_iter().map(move |(a, b)| (k, a, b)))
            .collect();
        assert_eq!(folded, expected);
        assert!(streams.iter().all(|s| s.complete && s.sha256.is_some()));
        assert_eq!(job.progress().work, job.progress().work_total);
        assert_eq!(job.progress().entries, expected.len() as u64);
    }

    #[test]
    fn what_is_inside_a_container_is_read_and_the_container_is_not() {
        let mut job = Job::new(&[("a.zip".into(), 100), ("b".into(), 5)], Question::default(), 2);
        job.begin();
        let streams = vec![("x".into(), 300, Format::Bundle, true), ("y".into(), 7, Format::Receipt, false)];
        let unpacked = vec![Unpacked { container: 0, complete: false, streams }];
        let actions = job.hear(HEAD, ToPage::Formats { formats: vec![Format::Zip, Format::Bundle], unpacked });
        let (mut folded, facts) = drive(&mut job, actions.into(), None);
        folded.sort_unstable();
        assert_eq!(folded, [(1, 0, 5), (2, 0, 300), (3, 0, 7)]);
        let facts: Vec<_> = facts.iter().map(|f| (f.name.as_str(), f.inside.as_deref(), f.complete, f.sha256.is_some())).collect();
        assert_eq!(
            facts,
            [("a.zip", None, false, true), ("b", None, true, true), ("x", Some("a.zip"), true, true), ("y", Some("a.zip"), false, true)]
        );
        assert_eq!(job.progress().work, job.progress().work_total);
    }

    #[test]
    fn a_format_that_does_not_split_is_one_part() {
        let (mut job, actions) = begin(&[200_000_000], Format::Receipt, 4);
        let (folded, _) = drive(&mut job, actions.into(), None);
        assert_eq!(folded, [(0, 0, 200_000_000)]);
    }

    #[test]
    fn a_dead_worker_leaves_its_stream_incomplete() {
        let (mut job, actions) = begin(&[200_000_000], Format::Bundle, 2);
        // Worker 1 dies over the digest, so only that is lost; worker 2 does the rest.
        let (_, streams) = drive(&mut job, actions.into(), Some(1));
        assert_eq!((streams[0].sha256, streams[0].complete, job.lost()), (None, true, 1));
        let (mut job, actions) = begin(&[200_000_000], Format::Bundle, 2);
        let (_, streams) = drive(&mut job, actions.into(), Some(2));
        assert_eq!((streams[0].sha256.is_some(), streams[0].complete, job.lost()), (true, false, 1));
    }

    #[test]
    fn when_all_workers_die_nothing_is_complete_and_the_report_still_comes() {
        let (mut job, actions) = begin(&[PART_MIN, 3], Format::Bundle, 1);
        let (folded, streams) = drive(&mut job, actions.into(), Some(1));
        assert!(folded.is_empty());
        assert!(streams.iter().all(|s| !s.complete && s.sha256.is_none()));
        assert!(job.is_partial());
    }

    #[test]
    fn a_file_that_cannot_be_read_any_more_leaves_its_stream_incomplete() {
        let (mut job, _) = begin(&[5], Format::Bundle, 1);
        assert!(!job.is_partial());
        job.hear(1, ToPage::Digested { stream: 0, sha256: None });
        let actions = job.hear(1, ToPage::Folded { stream: 0, part: 0, entries: 0, read: false });
        let asked = |a: &Action| matches!(a, Action::Send { message: ToWorker::Assemble { streams, .. }, .. } if !streams[0].complete);
        assert!(job.is_partial() && actions.iter().any(asked));
    }

    #[test]
    fn without_its_head_a_job_fails() {
        let (mut job, _) = begin(&[1], Format::Bundle, 1);
        assert_eq!(job.died(HEAD), [Action::Failed]);
    }

    #[test]
    fn no_files_still_give_a_report() {
        let (mut job, actions) = begin(&[], Format::Bundle, 2);
        let (_, streams) = drive(&mut job, actions.into(), None);
        assert!(streams.is_empty());
        assert_eq!(job.progress().seconds_left(5.0), None);
    }
}
