//! The address of the page: read when the page begins and when it changes, written a moment after the reader moved. Nothing is added to
//! the history, and the file's own address stays as it is.

use crate::fragment::Fragment;
use crate::state::State;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// How long the reader must stay, in milliseconds: browsers refuse to have the address changed many times a second.
const STAY_MILLIS: u32 = 250;

thread_local! {
    static PENDING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Follows the address, and has it follow the reader.
pub fn follow(state: State) {
    state.go_where(Fragment::read(&hash()));
    EventListener::new(&window(), "hashchange", move |_| {
        PENDING.set(None);
        state.go_where(Fragment::read(&hash()));
    })
    .forget();
    Effect::new(move |_| {
        if let Some(place) = state.place() {
            PENDING.set(Some(Timeout::new(STAY_MILLIS, move || write(&place.to_string()))));
        }
    });
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

fn write(fragment: &str) {
    let href = window().location().href().unwrap_or_default();
    let own = href.split('#').next().unwrap_or_default();
    let wanted = if fragment.is_empty() { own.to_owned() } else { format!("{own}#{fragment}") };
    if wanted != href
        && let Ok(history) = window().history()
    {
        // A browser that refuses leaves an address that leads elsewhere; nothing else depends on it.
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&wanted));
    }
}
