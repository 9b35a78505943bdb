//! Reads inputs in pieces, on every core, without keeping them: `Fold` parts beside one SHA-256 per input, merged in order.

use crate::fault::Fault;
use crate::inputs::{Place, Source};
use crate::progress::Progress;
use sha2::{Digest, Sha256};
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use unbroken::{Fold, Format, Question, Reading, Segment, Stream, Trust};

/// Bytes read at once.
const PIECE: usize = 1 << 20;

/// Smallest part worth a thread of its own, in bytes.
const PART: u64 = 8 << 20;

/// Reads every source completely, containers with what is inside; `most` bounds what one of them may unpack to. First the sources, in order,
/// then what is inside. Fails if one cannot be read or changes meanwhile.
pub fn read(sources: &[Source], trust: &Trust, question: &Question, most: Option<u64>) -> Result<Vec<Stream>, Fault> {
    read_planned(&plan(sources)?, (trust, question), most, "reading")
}

/// Looks at every source; from now on a change is noticed.
pub fn plan(sources: &[Source]) -> Result<Vec<Plan<'_>>, Fault> {
    sources.iter().map(Plan::new).collect()
}

/// Reads every source that was looked at; `what` names the work on a terminal.
pub fn read_planned(plans: &[Plan<'_>], asked: (&Trust, &Question), most: Option<u64>, what: &'static str) -> Result<Vec<Stream>, Fault> {
    let jobs: Vec<Job> = plans.iter().enumerate().flat_map(|(plan, it)| it.jobs(plan, cores())).collect();
    let progress = Progress::new(plans.iter().map(Plan::work).sum(), what);
    let done = work_off(&jobs, &progress, |job, stop| job.run(&plans[job.plan], asked, most, &progress, stop))?;
    let mut streams: Vec<Stream> = plans.iter().map(Plan::stream).collect();
    let mut inside = Vec::new();
    for (job, done) in jobs.iter().zip(done) {
        let stream = &mut streams[job.plan];
        match done {
            Some(result) => {
                stream.size = stream.size.max(result.size);
                stream.sha256 = result.digest.or(stream.sha256);
                inside.extend(result.inside);
                stream.complete &= result.complete;
                if let Some(segment) = result.segment {
                    stream.segment = std::mem::take(&mut stream.segment).merge(segment);
                }
            }
            None => stream.complete = false,
        }
    }
    plans.iter().zip(&streams).try_for_each(|(plan, stream)| plan.refuse_changed(stream.size))?;
    streams.extend(inside);
    Ok(streams)
}

/// How many threads read.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Works jobs off on every core, in order; what each came to, or the first fault.
pub fn work_off<J: Sync, T: Send>(
    jobs: &[J],
    progress: &Progress,
    work: impl Fn(&J, &AtomicBool) -> Result<T, Fault> + Sync,
) -> Result<Vec<Option<T>>, Fault> {
    let done: Vec<Mutex<Option<T>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let (next, stop, fault) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(None));
    let workers = cores().min(jobs.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { break };
                    match work(job, &stop) {
                        Ok(result) => set(&done[at], result),
                        Err(found) => {
                            set(&fault, found);
                            stop.store(true, Ordering::Relaxed);
                        }
                    }
                }
                progress.leave();
            });
        }
        progress.watch(workers);
    });
    match fault.into_inner().unwrap_or_default() {
        Some(found) => Err(found),
        None => Ok(done.into_iter().map(|done| done.into_inner().unwrap_or_default()).collect()),
    }
}

fn set<T>(slot: &Mutex<Option<T>>, value: T) {
    // A poisoned lock means that another thread ended the program already.
    if let Ok(mut slot) = slot.lock() {
        slot.get_or_insert(value);
    }
}

/// One input, looked at.
pub struct Plan<'s> {
    source: &'s Source,
    pub format: Format,
    /// What the system said before reading, for regular files.
    before: Option<Metadata>,
    /// The bytes of a pipe: its head, read already, and the rest.
    pipe: Mutex<Option<Box<dyn Read + Send>>>,
}

impl<'s> Plan<'s> {
    fn new(source: &'s Source) -> Result<Plan<'s>, Fault> {
        let failed = |fault: io::Error| Fault::io("read", source.path(), &fault);
        let mut rest: Box<dyn Read + Send> = match &source.place {
            Place::Stdin => Box::new(io::stdin()),
            Place::File(path) | Place::Pipe(path) => Box::new(File::open(path).map_err(failed)?),
        };
        let mut head = Vec::new();
        rest.by_ref().take(Format::HEAD as u64).read_to_end(&mut head).map_err(failed)?;
        let format = Format::detect(&head);
        match &source.place {
            Place::File(path) => {
                let before = fs::metadata(path).map_err(failed)?;
                Ok(Plan { source, format, before: Some(before), pipe: Mutex::new(None) })
            }
            _ => Ok(Plan { source, format, before: None, pipe: Mutex::new(Some(Box::new(io::Cursor::new(head).chain(rest)))) }),
        }
    }

    /// The work on this input; parts in file order, the digest of a divided file first because it takes longest.
    fn jobs(&self, plan: usize, cores: usize) -> Vec<Job> {
        match self.parts(cores).as_slice() {
            [_] if self.format.is_container() => vec![Job { plan, task: Task::Unpack }],
            [_] => vec![Job { plan, task: Task::Whole }],
            parts => {
                let parts = parts.iter().map(|(start, end)| Task::Part(*start, *end));
                [Task::Digest].into_iter().chain(parts).map(|task| Job { plan, task }).collect()
            }
        }
    }

    /// The parts in which this input is folded, at least one, in file order.
    pub fn parts(&self, cores: usize) -> Vec<(u64, u64)> {
        let cores = cores as u64;
        let Some(size) = self.size().filter(|size| self.format.splits() && cores > 1 && *size >= 2 * PART) else {
            return vec![(0, u64::MAX)];
        };
        let part = size.div_ceil(4 * cores).max(PART);
        (0..size.div_ceil(part)).map(|k| (k * part, ((k + 1) * part).min(size))).collect()
    }

    /// Its length, if it is a regular file.
    pub fn size(&self) -> Option<u64> {
        self.before.as_ref().map(Metadata::len)
    }

    /// Bytes to be folded; 0 for a pipe.
    fn work(&self) -> u64 {
        self.size().unwrap_or_default()
    }

    fn stream(&self) -> Stream {
        Stream {
            name: self.source.name.clone(),
            size: 0,
            sha256: None,
            format: self.format,
            segment: Segment::default(),
            complete: true,
            inside: None,
        }
    }

    /// A file whose length or time of change moved, or that was replaced, is not what was read.
    pub fn refuse_changed(&self, read: u64) -> Result<(), Fault> {
        let Some(before) = &self.before else { return Ok(()) };
        let path = self.source.path();
        let after = fs::metadata(path).map_err(|fault| Fault::io("read", path, &fault))?;
        if read == before.len()
            && after.len() == before.len()
            && after.modified().ok() == before.modified().ok()
            && same_file(before, &after)
        {
            return Ok(());
        }
        Err(Fault::new(format!("{} changed while it was read", path.display())).hint("verify a copy that nobody writes to"))
    }
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// One piece of work on one input.
struct Job {
    plan: usize,
    task: Task,
}

#[derive(Clone, Copy)]
enum Task {
    /// Fold and digest in one pass.
    Whole,
    /// Unpack, fold and digest in one pass.
    Unpack,
    /// Fold the lines that start in `[start, end)`.
    Part(u64, u64),
    /// The digest of a file that is folded in parts.
    Digest,
}

/// What a job has to say.
struct Done {
    /// Bytes of the input that were seen, if it was read to its end; 0 for parts.
    size: u64,
    digest: Option<[u8; 32]>,
    segment: Option<Segment>,
    /// False if a container was not read to its end.
    complete: bool,
    /// The streams inside a container.
    inside: Vec<Stream>,
}

impl Job {
    fn run(
        &self,
        plan: &Plan<'_>,
        (trust, question): (&Trust, &Question),
        most: Option<u64>,
        progress: &Progress,
        stop: &AtomicBool,
    ) -> Result<Done, Fault> {
        let (mut fold, mut hash) = match self.task {
            Task::Unpack => return unpack(plan, Reading::new(&plan.source.name, trust, question, most), progress, stop),
            Task::Whole => (Some(Fold::new(trust, question, plan.format, 0, u64::MAX)), Some(Sha256::new())),
            Task::Part(start, end) => (Some(Fold::new(trust, question, plan.format, start, end)), None),
            Task::Digest => (None, Some(Sha256::new())),
        };
        let from = fold.as_ref().map_or(0, Fold::from);
        let (mut size, mut wants_more) = (0, true);
        let ended = plan.feed(from, stop, |bytes| {
            size += bytes.len() as u64;
            if let Some(hash) = &mut hash {
                hash.update(bytes);
            }
            if let (Some(fold), true) = (&mut fold, wants_more) {
                wants_more = fold.push(bytes);
                progress.add(bytes.len() as u64);
            }
            // The digest needs every byte, a fold only as many as it asks for.
            hash.is_some() || wants_more
        })?;
        let whole = hash.is_some();
        Ok(Done {
            size: if whole { size } else { 0 },
            digest: hash.map(|hash| hash.finalize().into()),
            segment: fold.map(|fold| fold.finish(ended)),
            complete: true,
            inside: Vec::new(),
        })
    }
}

/// Reads a container in one pass.
fn unpack(plan: &Plan<'_>, mut reading: Reading<&Trust, &Question>, progress: &Progress, stop: &AtomicBool) -> Result<Done, Fault> {
    plan.feed(0, stop, |bytes| {
        reading.push(bytes);
        progress.add(bytes.len() as u64);
        true
    })?;
    let mut streams = reading.finish();
    let container = streams.remove(0);
    let (size, digest, complete) = (container.size, container.sha256, container.complete);
    Ok(Done { size, digest, segment: Some(container.segment), complete, inside: streams })
}

impl Plan<'_> {
    /// Hands the bytes from `from` on to `take` until it has enough; whether the input ended there. A pipe is read once.
    pub fn feed(&self, from: u64, stop: &AtomicBool, mut take: impl FnMut(&[u8]) -> bool) -> Result<bool, Fault> {
        let failed = |fault: io::Error| Fault::io("read", self.source.path(), &fault);
        let mut reader = self.reader(from).map_err(failed)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = read_some(&mut reader, &mut piece).map_err(failed)?;
            if read == 0 || stop.load(Ordering::Relaxed) {
                return Ok(read == 0);
            }
            if !take(&piece[..read]) {
                return Ok(false);
            }
        }
    }

    fn reader(&self, from: u64) -> io::Result<Box<dyn Read + Send>> {
        let pipe = self.pipe.lock().ok().and_then(|mut pipe| pipe.take());
        if let Some(pipe) = pipe {
            return Ok(pipe);
        }
        let mut file = File::open(self.source.path())?;
        file.seek(SeekFrom::Start(from))?;
        Ok(Box::new(file))
    }
}

fn read_some(reader: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(piece) {
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// How messages name a file.
pub fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// A small file, read whole: a policy, a checkpoint, a key list.
pub fn whole(path: &Path) -> Result<Vec<u8>, Fault> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|fault| Fault::io("read", Path::new("standard input"), &fault))?;
        return Ok(bytes);
    }
    fs::read(path).map_err(|fault| Fault::io("read", path, &fault))
}
