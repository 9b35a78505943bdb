//! The heads of the list: how many entries there are, bookmarks, a way to one entry; and the words above the columns.

use crate::command::Command;
use crate::state::State;
use crate::text;
use crate::ui::Glyph;
use leptos::prelude::*;
use unbroken::log::coverage::Status;

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
            <form on:submit=go><input class="field sm" inputmode="numeric" size="10" placeholder=text::words().go_to aria-label=text::words().go_to data-test="go-to"
                prop:value=state.going on:input=move |event| state.going.set(event_target_value(&event))/><kbd>"g"</kbd></form>
        </div>
    }
}

/// The words above the columns.
#[component]
pub fn RowHead(
    /// What stands above the times.
    #[prop(into)]
    times: Signal<String>,
) -> impl IntoView {
    let [number, _, who, what, target, status] = text::words().columns;
    view! {
        <div class="rowhead" aria-hidden="true" data-test="row-head">
            <span></span><span class="num">{number}</span><span data-test="times">{times}</span><span>{who}</span><span>{what}</span><span>{target}</span><span>{status}</span>
        </div>
    }
}
