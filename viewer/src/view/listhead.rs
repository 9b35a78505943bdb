//! The heads of the list: how many entries there are, bookmarks, a way to one entry; and the words above the columns.

use crate::command::Command;
use crate::query::Part;
use crate::state::State;
use crate::summary::PARTS;
use crate::text;
use crate::ui::Glyph;
use crate::view::row::NARROW;
use leptos::prelude::*;
use unbroken::log::coverage::Status;
use wasm_bindgen::JsCast;

/// The line above the search.
#[component]
pub fn ListHead() -> impl IntoView {
    let state = expect_context::<State>();
    let rows = move || state.rows.with(|rows| rows.get(state.log.get()).copied().unwrap_or(0));
    let missing = move || {
        let missing =
            state.log_on_screen(|log| log.tally().into_iter().find(|(status, _)| *status == Status::Missing).map_or(0, |(_, n)| n));
        missing.unwrap_or(0)
    };
    let marked = Memo::new(move |_| state.marked().len() as u64);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = state.going.with_untracked(|typed| typed.trim().replace([',', ' ', '\u{202f}'], ""));
        if let Ok(seq) = typed.parse() {
            state.go_to(seq);
        }
    };
    view! {
        <div class="head">
            <span class="lab">{text::words().entries}</span>
            <span class="q2">{move || text::present(rows(), missing())}</span>
            <span class="sp"></span>
            <Show when=move || marked.get() != 0>
                <span class="pair" data-test="bookmarks" data-count=move || marked.get().to_string()>
                    <button class="btn bare" type="button" data-test="bookmarks-only" title=text::command(Command::OnlyBookmarks) on:click=move |_| state.narrow_to_marks()>
                        <Glyph name="marked"/>{move || text::bookmarks(marked.get())}
                    </button>
                    <button class="btn bare link" type="button" data-test="bookmarks-clear" title=text::command(Command::ClearBookmarks)
                        aria-label=text::command(Command::ClearBookmarks) on:click=move |_| state.clear_marks()>{text::words().clear_marks}</button>
                </span>
            </Show>
            <Choice/>
            <form on:submit=go><input class="field sm" inputmode="numeric" size="10" placeholder=text::words().go_to aria-label=text::words().go_to data-test="go-to"
                prop:value=state.going on:input=move |event| state.going.set(event_target_value(&event))/><kbd>"g"</kbd></form>
        </div>
    }
}

/// Which parts of events have a column. At least one has.
#[component]
fn Choice() -> impl IntoView {
    let state = expect_context::<State>();
    let option = move |(k, part): (usize, &Part)| {
        let part = *part;
        let is_on = move || state.columns.get().has(k);
        let is_last = move || is_on() && state.columns.get().shown().len() == 1;
        view! {
            <label class="check">
                <input type="checkbox" data-test="column" data-part=text::part(part) prop:checked=is_on disabled=is_last
                    on:change=move |_| state.columns.update(|columns| columns.toggle(k))/>
                {text::part(part)}
            </label>
        }
    };
    let details = NodeRef::<leptos::html::Details>::new();
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        // A click on a word beside a box takes the focus nowhere for a moment.
        let Some(next) = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()) else { return };
        if details.get_untracked().is_some_and(|details| !details.contains(Some(&next))) {
            close();
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && details.get_untracked().is_some_and(|details| details.open()) {
            // Nothing else is closed with it.
            event.stop_propagation();
            close();
        }
    };
    view! {
        <details class="choice" node_ref=details on:focusout=left on:keydown=key>
            <summary class="btn bare" data-test="columns">{text::words().choose_columns}</summary>
            <div class="choices">{PARTS.iter().enumerate().map(option).collect_view()}</div>
        </details>
    }
}

/// The words above the columns.
#[component]
pub fn RowHead(
    /// What stands above the times.
    #[prop(into)]
    times: Signal<String>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let [number, _, status] = text::words().columns;
    let parts = move || {
        let heads = state.columns.get().shown().into_iter().filter_map(|k| PARTS.get(k)).enumerate();
        heads.map(|(place, part)| view! { <span class=if place < NARROW { "" } else { "more" }>{text::part(*part)}</span> }).collect_view()
    };
    view! {
        <div class="rowhead" aria-hidden="true" data-test="row-head">
            <span></span><span class="num">{number}</span><span class="when" data-test="times">{times}</span>{parts}<span class="st">{status}</span>
        </div>
    }
}
