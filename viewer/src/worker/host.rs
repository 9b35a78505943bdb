//! Starts workers, carries messages between them and the job, notices when one dies, and stops them all on demand.

use super::protocol::{Pass, ToPage, ToWorker, TrustInput, VERSION};
use crate::job::{Action, HEAD, Job, Progress};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use unbroken::{Format, Question};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File, MessageEvent, Url, Worker};

/// More workers than this make a browser slower, not faster.
const MOST: usize = 8;

/// What a worker runs after the glue: it waits for the compiled module, starts, and hears everything after.
const TAIL: &str = "\nself.onmessage=e=>{self.onmessage=null;wasm_bindgen.initSync({module:e.data});wasm_bindgen.start_worker()};\n";

/// What the page is told.
pub enum News {
    /// What the files were recognised as, and what came out of containers: name, length, format.
    Formats(Vec<(String, u64, Format)>),
    /// How far it is.
    Progress(Progress),
    /// What the trees say, as the engine's JSON; the signatures are not checked yet.
    Preview(String),
    /// The report is there: its exact bytes, rows per log, and what went wrong on the way.
    Done {
        /// Exact bytes.
        report: String,
        /// Rows per log.
        rows: Vec<u64>,
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

struct Link {
    worker: Worker,
    // Kept as long as the worker may call them.
    _message: Closure<dyn Fn(MessageEvent)>,
    _error: Closure<dyn Fn(web_sys::Event)>,
}

struct Host {
    job: Job,
    links: Vec<Option<Link>>,
    files: Vec<File>,
    trust: TrustInput,
    question: Question,
    hear: Hear,
    done: bool,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    /// Counts jobs, so that a late word from a stopped worker reaches nobody.
    static RUN: RefCell<u32> = const { RefCell::new(0) };
    static URL: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Starts a job over `files` whose first pass is `first`; `hear` is told what happens. A job that still runs is stopped.
pub fn start(files: Vec<File>, trust: TrustInput, first: Pass, question: Question, hear: Hear) {
    stop();
    let window = web_sys::window();
    let cores = window.as_ref().map_or(1, |w| w.navigator().hardware_concurrency() as usize);
    let named: Vec<(String, u64)> = files.iter().map(|file| (file.name(), file.size() as u64)).collect();
    let mut job = Job::new(&named, cores.clamp(1, MOST), first);
    let first = job.begin();
    HOST.set(Some(Host { job, links: Vec::new(), files, trust, question, hear, done: false }));
    spawn_up_to(1);
    act(first);
}

/// Stops every worker at once; nothing is heard of the job any more.
pub fn stop() {
    RUN.with_borrow_mut(|run| *run += 1);
    if let Some(host) = HOST.take() {
        for link in host.links.into_iter().flatten() {
            end(link);
        }
    }
}

/// Terminates a worker. Its closures may be running right now, so they go with the next turn of the event loop.
fn end(link: Link) {
    link.worker.terminate();
    gloo::timers::callback::Timeout::new(0, move || drop(link)).forget();
}

/// Asks the worker that keeps the case.
pub fn ask(message: ToWorker) {
    send(HEAD, &message, None);
}

fn worker_url() -> Result<String, JsValue> {
    if let Some(url) = URL.with_borrow(Clone::clone) {
        return Ok(url);
    }
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let glue = document.get_element_by_id("glue").and_then(|e| e.text_content()).ok_or(JsValue::NULL)?;
    let text = Array::of2(&JsValue::from_str(&glue), &JsValue::from_str(TAIL));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/javascript");
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&text, &options)?)?;
    URL.set(Some(url.clone()));
    Ok(url)
}

fn spawn(number: usize, run: u32) -> Result<Link, JsValue> {
    let worker = Worker::new(&worker_url()?)?;
    let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if RUN.with_borrow(|now| *now == run) {
            heard(number, &event.data().unchecked_into());
        }
    });
    let error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        event.prevent_default();
        if RUN.with_borrow(|now| *now == run) {
            died(number);
        }
    });
    worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(error.as_ref().unchecked_ref()));
    worker.add_event_listener_with_callback("messageerror", error.as_ref().unchecked_ref())?;
    worker.post_message(&Reflect::get(&js_sys::global(), &"unbrokenModule".into())?)?;
    Ok(Link { worker, _message: message, _error: error })
}

fn spawn_up_to(workers: usize) {
    let from = HOST.with_borrow(|host| host.as_ref().map_or(workers, |host| host.links.len()));
    for number in from..workers {
        HOST.with_borrow_mut(|host| {
            if let Some(host) = host {
                host.links.push(None);
            }
        });
        open(number);
    }
}

/// Puts a fresh worker in the place of one that died.
fn restart(number: usize) {
    let old = HOST.with_borrow_mut(|host| host.as_mut().and_then(|host| host.links.get_mut(number)?.take()));
    if let Some(link) = old {
        // What it may still have to say is about work that was given up.
        link.worker.set_onmessage(None);
        link.worker.set_onerror(None);
        end(link);
    }
    open(number);
}

/// Starts the worker of this number and hands it the files.
fn open(number: usize) {
    let link = spawn(number, RUN.with_borrow(|run| *run)).ok();
    if link.is_none() {
        return died(number);
    }
    let message = HOST.with_borrow_mut(|host| {
        let host = host.as_mut()?;
        *host.links.get_mut(number)? = link;
        Some((
            ToWorker::Open { version: VERSION, trust: host.trust.clone(), question: Box::new(host.question.clone()) },
            host.files.clone(),
        ))
    });
    if let Some((message, files)) = message {
        send(number, &message, Some(&files));
    }
}

fn send(worker: usize, message: &ToWorker, files: Option<&[File]>) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    for file in files.unwrap_or_default() {
        envelope.push(file);
    }
    let sent = HOST.with_borrow(|host| {
        let link = host.as_ref().and_then(|host| host.links.get(worker)).and_then(Option::as_ref);
        link.map(|link| link.worker.post_message(&envelope).is_ok())
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
            HOST.with_borrow_mut(|host| {
                if let Some(host) = host {
                    host.files.extend(inside);
                }
            });
            step(|job| job.hear(worker, message));
        }
        ToPage::Rows { .. } | ToPage::Found { .. } | ToPage::Entry { .. } | ToPage::Proof { .. } | ToPage::Shown { .. } => {
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
            let _gone = link.worker.post_message_with_transfer(&envelope, &transfer);
        }
    });
}

fn died(worker: usize) {
    let done = HOST.with_borrow(|host| host.as_ref().is_none_or(|host| host.done));
    if done && worker != HEAD {
        return;
    }
    step(|job| job.died(worker));
}

fn step(turn: impl FnOnce(&mut Job) -> Vec<Action>) {
    let actions = HOST.with_borrow_mut(|host| host.as_mut().map(|host| turn(&mut host.job)));
    act(actions.unwrap_or_default());
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
            Action::Send { worker, message } => send(worker, &message, None),
            Action::Restart { worker } => restart(worker),
            Action::Preview { preview } => tell(News::Preview(preview)),
            Action::Stop { worker } => {
                let link = HOST.with_borrow_mut(|host| host.as_mut().and_then(|host| host.links.get_mut(worker)?.take()));
                if let Some(link) = link {
                    end(link);
                }
            }
            Action::Done { report, rows } => {
                let (died, partial) = HOST.with_borrow_mut(|host| {
                    host.as_mut().map_or((false, false), |host| {
                        host.done = true;
                        (host.job.lost() > 0, host.job.is_partial())
                    })
                });
                tell(News::Done { report, rows, died, partial });
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
