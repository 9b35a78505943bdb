//! Gives a job its workers, carries messages between them and the job, and stops it all on demand.

use super::crew::{self, Ears, Link};
use super::protocol::{Answer, Pass, ToPage, ToWorker, TrustInput, VERSION};
use crate::job::{Action, HEAD, Job, Progress};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use unbroken::{Format, Question};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// More workers than this make a browser slower, not faster.
const MOST: usize = 8;

/// Where the words of workers go.
const EARS: Ears = Ears { heard, died };

/// What the page is told.
pub enum News {
    /// What the files were recognised as, and what came out of containers: name, length, format.
    Formats(Vec<(String, u64, Format)>),
    /// How far it is.
    Progress(Progress),
    /// What the trees say, as the engine's JSON; the signatures are not checked yet.
    Preview(String),
    /// The report is there, and what went wrong on the way.
    Done {
        /// With what belongs to it.
        answer: Answer,
        /// Whether a worker died.
        died: bool,
        /// Whether a part of the evidence was not read.
        partial: bool,
    },
    /// The trust texts cannot be used: text, line, fault.
    Refused(String, u32, String),
    /// No report can be made.
    Failed,
    /// An answer to a question asked with [`ask`].
    Answer(ToPage, Option<Vec<u8>>),
}

type Hear = Rc<dyn Fn(News)>;

struct Host {
    job: Job,
    links: Vec<Option<Link>>,
    files: Vec<File>,
    trust: TrustInput,
    question: Question,
    hear: Hear,
    done: bool,
    /// Answers that the head owes to [`ask`].
    owed: usize,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

fn with_host<T>(turn: impl FnOnce(&mut Host) -> T) -> Option<T> {
    HOST.with_borrow_mut(|host| host.as_mut().map(turn))
}

/// Starts a job over `files` whose first pass is `first`; `hear` is told what happens. A job that still runs is stopped.
pub fn start(files: Vec<File>, trust: TrustInput, first: Pass, question: Question, hear: Hear) {
    stop();
    let window = web_sys::window();
    let cores = window.as_ref().map_or(1, |w| w.navigator().hardware_concurrency() as usize);
    let named: Vec<(String, u64)> = files.iter().map(|file| (file.name(), file.size() as u64)).collect();
    let mut job = Job::new(&named, cores.clamp(1, MOST), first);
    let first = job.begin();
    HOST.set(Some(Host { job, links: Vec::new(), files, trust, question, hear, done: false, owed: 0 }));
    spawn_up_to(1);
    act(first);
}

/// Stops at once; nothing is heard of the job any more. Only a head that owes nothing is kept, and forgets; whoever is at work is ended.
pub fn stop() {
    let Some(host) = HOST.take() else { return };
    let idle = host.done && host.owed == 0;
    for (number, link) in host.links.into_iter().enumerate() {
        match link {
            Some(link) if number == HEAD && idle => crew::rest(link),
            Some(link) => crew::end(link),
            None => {}
        }
    }
}

/// Asks the worker that keeps the case.
pub fn ask(message: ToWorker) {
    with_host(|host| host.owed += 1);
    send(HEAD, &message, &[]);
}

/// The same, with bytes that go along.
pub fn ask_about(message: ToWorker, bytes: &[u8]) {
    with_host(|host| host.owed += 1);
    send(HEAD, &message, &[Uint8Array::from(bytes).into()]);
}

fn spawn_up_to(workers: usize) {
    let from = HOST.with_borrow(|host| host.as_ref().map_or(workers, |host| host.links.len()));
    for number in from..workers {
        with_host(|host| host.links.push(None));
        open(number);
    }
}

/// Takes the worker of this number out of the job.
fn release(number: usize) -> Option<Link> {
    with_host(|host| host.links.get_mut(number)?.take()).flatten()
}

/// Finds a worker for this number and hands it the files.
fn open(number: usize) {
    let link = crew::hire(number, EARS).ok();
    if link.is_none() {
        return died(number);
    }
    let message = with_host(|host| {
        *host.links.get_mut(number)? = link;
        let question = Box::new(host.question.clone());
        let files: Vec<JsValue> = host.files.iter().map(JsValue::from).collect();
        Some((ToWorker::Open { version: VERSION, trust: host.trust.clone(), question }, files))
    });
    if let Some((message, files)) = message.flatten() {
        send(number, &message, &files);
    }
}

fn send(worker: usize, message: &ToWorker, attached: &[JsValue]) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    for value in attached {
        envelope.push(value);
    }
    let sent = HOST.with_borrow(|host| {
        let link = host.as_ref().and_then(|host| host.links.get(worker)).and_then(Option::as_ref);
        link.map(|link| link.post(&envelope, &Array::new()))
    });
    if sent == Some(false) {
        died(worker);
    }
}

fn heard(worker: usize, envelope: &Array) {
    let Some(Ok(message)) = envelope.get(0).as_string().map(|head| serde_json::from_str::<ToPage>(&head)) else { return };
    let bytes = envelope.get(1).dyn_into::<Uint8Array>().ok();
    match message {
        ToPage::Started => {}
        ToPage::Formats { .. } => {
            // What came out of containers: files like any other from now on.
            let inside = envelope.iter().skip(1).filter_map(|file| file.dyn_into::<File>().ok());
            with_host(|host| host.files.extend(inside));
            step(|job| job.hear(worker, message));
        }
        ToPage::Rows { .. }
        | ToPage::Looked { .. }
        | ToPage::Found { .. }
        | ToPage::Places { .. }
        | ToPage::Entry { .. }
        | ToPage::Proof { .. }
        | ToPage::Compared { .. }
        | ToPage::Paper { .. }
        | ToPage::Times { .. }
        | ToPage::Shown { .. }
        | ToPage::Copied { .. }
        | ToPage::Tried { .. } => {
            with_host(|host| host.owed = host.owed.saturating_sub(1));
            tell(News::Answer(message, bytes.map(|b| b.to_vec())));
        }
        ToPage::Folded { pass, stream, part, .. } => {
            if let Some(bytes) = bytes {
                keep(pass, stream, part, &bytes);
            }
            step(|job| job.hear(worker, message));
        }
        _ => step(|job| job.hear(worker, message)),
    }
}

/// Passes a segment on to the head, without copying it.
fn keep(pass: Pass, stream: usize, part: usize, bytes: &Uint8Array) {
    let Ok(head) = serde_json::to_string(&ToWorker::Segment { pass, stream, part }) else { return };
    let envelope = Array::of2(&JsValue::from_str(&head), bytes);
    let transfer = Array::of1(&bytes.buffer());
    HOST.with_borrow(|host| {
        if let Some(link) = host.as_ref().and_then(|host| host.links.first()).and_then(Option::as_ref) {
            // If the head is gone, its own error event says so.
            let _gone = link.post(&envelope, &transfer);
        }
    });
}

fn died(worker: usize) {
    if let Some(link) = release(worker) {
        crew::end(link);
    }
    let done = HOST.with_borrow(|host| host.as_ref().is_none_or(|host| host.done));
    if done && worker != HEAD {
        return;
    }
    step(|job| job.died(worker));
}

fn step(turn: impl FnOnce(&mut Job) -> Vec<Action>) {
    act(with_host(|host| turn(&mut host.job)).unwrap_or_default());
    if let Some(progress) = HOST.with_borrow(|host| host.as_ref().filter(|h| !h.done).map(|host| host.job.progress())) {
        tell(News::Progress(progress));
    }
}

fn act(actions: Vec<Action>) {
    for action in actions {
        match action {
            Action::Start { workers } => {
                let named = |host: &Host| host.job.files().map(|facts| (facts.name.clone(), facts.size, facts.format)).collect();
                if let Some(formats) = HOST.with_borrow(|host| host.as_ref().map(named)) {
                    tell(News::Formats(formats));
                }
                spawn_up_to(workers);
            }
            Action::Send { worker, message } => send(worker, &message, &[]),
            Action::Restart { worker } => open(worker),
            Action::Preview { preview } => tell(News::Preview(preview)),
            Action::Stop { worker } => {
                if let Some(link) = release(worker) {
                    crew::rest(link);
                }
            }
            Action::Done { answer } => {
                let (died, partial) = with_host(|host| {
                    host.done = true;
                    (host.job.lost() > 0, host.job.is_partial())
                })
                .unwrap_or_default();
                tell(News::Done { answer, died, partial });
            }
            Action::Refused { text, line, fault } => tell(News::Refused(text, line, fault)),
            Action::Failed => tell(News::Failed),
        }
    }
}

fn tell(news: News) {
    let hear = HOST.with_borrow(|host| host.as_ref().map(|host| host.hear.clone()));
    if let Some(hear) = hear {
        hear(news);
    }
}
