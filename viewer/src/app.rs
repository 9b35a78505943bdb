//! Mounts the page: first screen or workspace, the window as drop target, the keyboard table, the link to a sample.

use crate::sample::Sample;
use crate::state::{Phase, State};
use crate::text;
use crate::view::{bench, checkpoints, entries, entry, findings, help, landing, lanes, top, trust, verdict};
use crate::walk;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, File, FileList, HtmlElement, KeyboardEvent};

/// Mounts the page into the body.
pub fn start() {
    let state = State::new();
    mount_to_body(move || view! { <App state/> });
    listen(state);
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    state.enter(Phase::Landing);
    let hash = window().location().hash().unwrap_or_default();
    if let Some(sample) = hash.strip_prefix("#sample=").and_then(Sample::named) {
        state.show(sample);
    }
}

#[component]
fn App(
    /// Everything the page remembers.
    state: State,
) -> impl IntoView {
    provide_context(state);
    let landing = move || state.phase.get() == Phase::Landing;
    let done = move || state.phase.get() == Phase::Done && state.report.with(Option::is_some);
    view! {
        <div class="app" class:drag=state.dragging class:land=landing data-test="drop">
            <Show when=move || !state.bench.is_open() fallback=bench::Bench>
                <top::Top/>
                <Show when=landing>
                    <landing::Landing/>
                </Show>
                <Show when=move || !landing()>
                    <verdict::Verdict/>
                </Show>
                <trust::TrustPanel/>
                <Show when=done>
                    <Workspace/>
                </Show>
            </Show>
            <help::Help/>
            <div class="dropline" aria-hidden="true">{text::DROP}</div>
            <svg class="corners" aria-hidden="true">
                <g fill="none" stroke="currentColor" stroke-width="2">
                    <svg x="0" y="0" overflow="visible"><path d="M1 32V1H32"></path></svg>
                    <svg x="100%" y="0" overflow="visible"><path d="M-32 1H-1V32"></path></svg>
                    <svg x="0" y="100%" overflow="visible"><path d="M1-32V-1H32"></path></svg>
                    <svg x="100%" y="100%" overflow="visible"><path d="M-32-1H-1V-32"></path></svg>
                </g>
            </svg>
        </div>
    }
}

/// Lane, findings, list and the entry that is open; for checkpoints alone the checkpoints themselves.
#[component]
fn Workspace() -> impl IntoView {
    let state = expect_context::<State>();
    let receipt = Memo::new(move |_| state.report.with(|r| r.as_ref().is_some_and(|r| r.is_receipt())));
    let checkpoints = Memo::new(move |_| state.report.with(|r| r.as_ref().is_some_and(|r| r.is_checkpoints())));
    let empty = Memo::new(move |_| state.rows.with(|rows| rows.get(state.log.get()).copied().unwrap_or(0) == 0));
    view! {
        <main class="work" class:receipt=receipt class:empty=move || checkpoints.get() || empty.get()>
            <Show when=move || !receipt.get()>
                <lanes::Lanes/>
            </Show>
            <findings::Findings/>
            <Show when=move || !receipt.get() && !checkpoints.get() && !empty.get()>
                <entries::Entries/>
            </Show>
            <Show when=move || checkpoints.get() || empty.get()>
                <checkpoints::Checkpoints/>
            </Show>
            <Show when=move || !checkpoints.get() && !empty.get()>
                <entry::EntryPanel/>
            </Show>
        </main>
    }
}

/// The files of a list, in order.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map_or(Vec::new(), |list| (0..list.length()).filter_map(|k| list.get(k)).collect())
}

fn listen(state: State) {
    let window = window();
    let active = EventListenerOptions::enable_prevent_default;
    let drag = move |event: &web_sys::Event| {
        event.prevent_default();
        state.dragging.set(true);
    };
    EventListener::new_with_options(&window, "dragenter", active(), drag).forget();
    EventListener::new_with_options(&window, "dragover", active(), drag).forget();
    EventListener::new(&window, "dragleave", move |event| {
        // Leaving for a child element is not leaving the window.
        let event: &DragEvent = event.unchecked_ref();
        if event.related_target().is_none() {
            state.dragging.set(false);
        }
    })
    .forget();
    EventListener::new_with_options(&window, "drop", active(), move |event| {
        event.prevent_default();
        state.dragging.set(false);
        let event: &DragEvent = event.unchecked_ref();
        if let Some(data) = event.data_transfer() {
            walk::walk(&data, move |files| match files {
                Some(files) => state.give(files),
                None => state.enter(Phase::Refused(text::FOLDER_UNREAD.into())),
            });
        }
    })
    .forget();
    EventListener::new_with_options(&window, "keydown", active(), move |event| key(state, event.unchecked_ref())).forget();
}

/// Whether the focus is in a field, where letters are text.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|e| {
        matches!(e.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (e.tag_name() == "INPUT" && e.get_attribute("type").as_deref() != Some("checkbox"))
    })
}

fn find(name: &str) -> Option<HtmlElement> {
    document().query_selector(&format!("[data-test={name}]")).ok().flatten()?.dyn_into().ok()
}

fn press(name: &str) {
    if let Some(element) = find(name) {
        element.click();
    }
}

fn focus(name: &str) {
    if let Some(field) = find(name) {
        // A field that cannot take the focus stays as it is.
        let _unfocused = field.focus();
    }
}

/// Takes the focus out of a field; whether it was there.
fn leave(name: &str) -> bool {
    let has_focus = |field: &HtmlElement| document().active_element().is_some_and(|active| active == *field.unchecked_ref::<Element>());
    find(name).filter(has_focus).is_some_and(|field| field.blur().is_ok())
}

fn key(state: State, event: &KeyboardEvent) {
    if untrack(|| state.bench.is_open()) {
        return bench::key(state, event, is_typing(event));
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    if key == "Escape" {
        if !leave("search") {
            state.back();
        }
        return;
    }
    if is_typing(event) {
        return;
    }
    match key.as_str() {
        "j" | "ArrowDown" if state.report.with_untracked(Option::is_some) => {
            event.prevent_default();
            state.step(true);
        }
        "k" | "ArrowUp" if state.report.with_untracked(Option::is_some) => {
            event.prevent_default();
            state.step(false);
        }
        "e" => state.step_finding(true),
        "E" => state.step_finding(false),
        "o" => press("file-input"),
        "r" => press("export-report"),
        "n" => state.step_hit(true),
        "N" => state.step_hit(false),
        "g" => {
            event.prevent_default();
            focus("go-to");
        }
        "/" => {
            event.prevent_default();
            focus("search");
        }
        "b" => state.bench.open(state),
        "v" => state.panel.update(|open| *open = !*open),
        "t" => top::toggle_theme(),
        "?" => state.help.update(|open| *open = !*open),
        _ => {}
    }
}
