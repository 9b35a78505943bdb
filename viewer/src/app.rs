//! Mounts the page: first screen or workspace, and the window as what files are dropped on and keys are pressed in.

use crate::state::language::wanted;
use crate::state::{Phase, State};
use crate::text;
use crate::trust::Refusal;
use crate::view::{
    about, bench, checkpoints, compare, entries, entry, findings, help, landing, lanes, palette, paper, top, trust, verdict,
};
use crate::{address, focus, keyboard, walk};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList};

/// Mounts the page into the body.
pub fn start() {
    let state = State::new();
    state.speak(wanted());
    mount_to_body(move || view! { <App state/> });
    listen(state);
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    state.enter(Phase::Landing);
    address::follow(state);
}

#[component]
fn App(
    /// Everything the page remembers.
    state: State,
) -> impl IntoView {
    provide_context(state);
    focus::keep(state);
    let landing = move || state.phase.get() == Phase::Landing;
    let (comparing, reading) = (move || state.is_comparing(), move || state.is_reading());
    // All that is said is said while it is drawn, so another language draws all of it anew.
    let drawn = move || {
        state.language.track();
        view! { <Screens/> }
    };
    view! {
        <div class="app" class:drag=state.dragging class:land=landing class:reading=move || reading() || comparing() data-test="drop">
            {drawn}
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

/// The bench, or everything else; help and palette over both.
#[component]
fn Screens() -> impl IntoView {
    let state = expect_context::<State>();
    let landing = move || state.phase.get() == Phase::Landing;
    let (comparing, reading) = (move || state.is_comparing(), move || state.is_reading());
    view! {
        <Show when=move || !state.bench.is_open() fallback=bench::Bench>
            <top::Top/>
            <main class="stage">
                <Show when=landing>
                    <landing::Landing/>
                </Show>
                <Show when=move || !landing()>
                    <verdict::Verdict/>
                </Show>
                <trust::TrustPanel/>
                <Show when=move || state.is_done()>
                    <Workspace/>
                </Show>
                <Show when=comparing>
                    <compare::Compare/>
                </Show>
                <Show when=reading>
                    <paper::PaperScreen/>
                </Show>
            </main>
        </Show>
        <help::Help/>
        <about::About/>
        <palette::Palette/>
        <div class="dropline" aria-hidden="true">{text::words().drop}</div>
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
        <div class="work" class:receipt=receipt class:empty=move || checkpoints.get() || empty.get()>
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
        </div>
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
                None => state.enter(Phase::Refused(Refusal::Folder)),
            });
        }
    })
    .forget();
    EventListener::new_with_options(&window, "keydown", active(), move |event| keyboard::press(state, event.unchecked_ref())).forget();
}
