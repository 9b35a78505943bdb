//! The workers themselves: starts one, lets it rest when its work is over, takes it up again, ends it.
//!
//! To start a worker takes longer than to judge a small log. So one that has answered everything is told to forget all it was given, evidence
//! and trust with it, and waits for other work only when it has said that it did. Messages keep their order, so that word is the last of its
//! earlier work: no late one can reach the next job. A worker that trapped never says it, because what it remembers stays borrowed.

use super::protocol::{ToPage, ToWorker};
use js_sys::{Array, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent, Url, Worker};

/// So many may rest: small evidence takes two, and to start more is little beside reading much.
const RESTING_MOST: usize = 2;

/// Memory of a worker never shrinks; one that has grown beyond this does not rest.
const MEMORY_MOST: u64 = 64 << 20;

/// What a worker runs after the glue: it waits for the compiled module, starts, and hears everything after.
const TAIL: &str = "\nself.onmessage=e=>{self.onmessage=null;wasm_bindgen.initSync({module:e.data});wasm_bindgen.start_worker()};\n";

/// Who is told what the worker of a number says, and that it died.
#[derive(Clone, Copy)]
pub struct Ears {
    /// It said something.
    pub heard: fn(usize, &Array),
    /// It died.
    pub died: fn(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Duty {
    /// Works for the job under this number.
    Works(usize),
    /// Was told to forget; until it says that it did, its words are about work that is over.
    Forgets,
    /// Remembers nothing and waits for work.
    Rests,
    /// Was ended; nobody listens.
    Ended,
}

/// A worker.
pub struct Link {
    worker: Worker,
    duty: Rc<Cell<Duty>>,
    // Kept as long as the worker may call them.
    _message: Closure<dyn Fn(MessageEvent)>,
    _error: Closure<dyn Fn(web_sys::Event)>,
}

thread_local! {
    /// Those that rest, or will when they have forgotten.
    static RESTING: RefCell<Vec<Link>> = const { RefCell::new(Vec::new()) };
    static URL: RefCell<Option<String>> = const { RefCell::new(None) };
}

impl Link {
    /// Says something to it; whether that could be said.
    pub fn post(&self, envelope: &Array, transfer: &Array) -> bool {
        self.worker.post_message_with_transfer(envelope, transfer).is_ok()
    }
}

/// A worker for this number: one that rests, or else a fresh one.
pub fn hire(number: usize, ears: Ears) -> Result<Link, JsValue> {
    let rested = RESTING.with_borrow_mut(|resting| {
        let at = resting.iter().position(|link| link.duty.get() == Duty::Rests)?;
        Some(resting.swap_remove(at))
    });
    match rested {
        Some(link) => {
            link.duty.set(Duty::Works(number));
            Ok(link)
        }
        None => spawn(number, ears),
    }
}

/// Lets a worker rest that owes no answer.
pub fn rest(link: Link) {
    link.duty.set(Duty::Forgets);
    let told = serde_json::to_string(&ToWorker::Rest).is_ok_and(|head| link.post(&Array::of1(&JsValue::from_str(&head)), &Array::new()));
    if told && RESTING.with_borrow(Vec::len) < RESTING_MOST {
        RESTING.with_borrow_mut(|resting| resting.push(link));
    } else {
        end(link);
    }
}

/// Terminates a worker. Its closures may be running right now, so they go with the next turn of the event loop.
pub fn end(link: Link) {
    link.duty.set(Duty::Ended);
    link.worker.terminate();
    gloo::timers::callback::Timeout::new(0, move || drop(link)).forget();
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

fn spawn(number: usize, ears: Ears) -> Result<Link, JsValue> {
    let worker = Worker::new(&worker_url()?)?;
    let duty = Rc::new(Cell::new(Duty::Works(number)));
    let own = duty.clone();
    let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let envelope: Array = event.data().unchecked_into();
        match own.get() {
            Duty::Works(number) => (ears.heard)(number, &envelope),
            Duty::Forgets => forgets(&own, &envelope),
            Duty::Rests | Duty::Ended => {}
        }
    });
    let own = duty.clone();
    let error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        event.prevent_default();
        match own.get() {
            Duty::Works(number) => (ears.died)(number),
            Duty::Forgets | Duty::Rests => give_up(&own),
            Duty::Ended => {}
        }
    });
    worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(error.as_ref().unchecked_ref()));
    worker.add_event_listener_with_callback("messageerror", error.as_ref().unchecked_ref())?;
    worker.post_message(&Reflect::get(&js_sys::global(), &"unbrokenModule".into())?)?;
    Ok(Link { worker, duty, _message: message, _error: error })
}

/// A word of a worker that was told to forget.
fn forgets(duty: &Rc<Cell<Duty>>, envelope: &Array) {
    match envelope.get(0).as_string().map(|head| serde_json::from_str::<ToPage>(&head)) {
        Some(Ok(ToPage::Rested { memory })) if memory <= MEMORY_MOST => duty.set(Duty::Rests),
        Some(Ok(ToPage::Rested { .. })) => give_up(duty),
        _ => {}
    }
}

/// Ends one of those that rest.
fn give_up(duty: &Rc<Cell<Duty>>) {
    let link = RESTING.with_borrow_mut(|resting| {
        let at = resting.iter().position(|link| Rc::ptr_eq(&link.duty, duty))?;
        Some(resting.swap_remove(at))
    });
    if let Some(link) = link {
        end(link);
    }
}
