//! The palette: every command by its name, found by typing. A dialog with a combobox: the field keeps the focus, and says which of the
//! options below is meant.

use crate::command::{Command, matching};
use crate::keyboard;
use crate::state::State;
use crate::text;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let state = expect_context::<State>();
    let (dialog, field) = (NodeRef::<Dialog>::new(), NodeRef::<Input>::new());
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| typed.with(|typed| matching(typed)));
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if !state.palette.get() {
            return dialog.close();
        }
        typed.set(String::new());
        at.set(0);
        if !dialog.open() {
            // The browser keeps the focus inside, and gives it back on closing.
            let _shown = dialog.show_modal();
        }
        field.get_untracked().into_iter().for_each(|field| drop(field.focus()));
    });
    let choose = move |command: Command| {
        if untrack(|| state.has(command.needs())) {
            // Closed before, so that the focus is given back before the command moves it.
            dialog.get_untracked().into_iter().for_each(|dialog| dialog.close());
            state.palette.set(false);
            keyboard::run(state, command);
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let now = at.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if count > 0 => (now + 1) % count,
            "ArrowUp" if count > 0 => (now + count - 1) % count,
            "PageDown" if count > 0 => (now + 8).min(count - 1),
            "PageUp" => now.saturating_sub(8),
            "Enter" => {
                event.prevent_default();
                found.with_untracked(|found| found.get(now).copied()).into_iter().for_each(choose);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        at.set(next);
        reveal(next);
    };
    let option = move |(k, command): (usize, Command)| {
        let able = Memo::new(move |_| state.has(command.needs()));
        view! {
            <li id=option_id(k) role="option" class="option" data-test="command" aria-selected=move || (at.get() == k).to_string()
                aria-disabled=move || (!able.get()).to_string() on:click=move |_| choose(command)>
                <span>{text::command(command)}{move || (!able.get()).then(|| view! { <span class="q">{format!(", {}", text::words().not_now)}</span> })}</span>
                <kbd>{command.keys()}</kbd>
            </li>
        }
    };
    let backdrop = move |event: leptos::ev::MouseEvent| {
        if dialog.get_untracked().is_some_and(|dialog| event.target().is_some_and(|target| target == *dialog.as_ref())) {
            state.palette.set(false);
        }
    };
    view! {
        <dialog class="palette" node_ref=dialog aria-label=text::words().commands data-test="palette" on:close=move |_| state.palette.set(false) on:click=backdrop>
            <div class="ask1">
                <input class="field" node_ref=field type="text" role="combobox" aria-expanded="true" aria-controls="commands" aria-autocomplete="list"
                    aria-label=text::words().commands aria-activedescendant=move || found.with(|found| (at.get() < found.len()).then(|| option_id(at.get()))) placeholder=text::words().commands_hint maxlength="100"
                    spellcheck="false" autocomplete="off" autocapitalize="off" data-test="palette-field" prop:value=typed
                    on:input=move |event| { typed.set(event_target_value(&event)); at.set(0) } on:keydown=press/>
                <button class="btn bare" type="button" on:click=move |_| state.palette.set(false)>{text::words().close}<kbd>"Esc"</kbd></button>
            </div>
            <ul id="commands" role="listbox" aria-label=text::words().commands>
                {move || found.get().into_iter().enumerate().map(option).collect_view()}
            </ul>
            <p class="sm q2" role="status">{move || text::commands(found.with(Vec::len))}</p>
        </dialog>
    }
}

fn option_id(k: usize) -> String {
    format!("command-{k}")
}

/// Brings an option into view; the focus does not follow it, so neither does the browser.
fn reveal(k: usize) {
    if let Some(option) = document().get_element_by_id(&option_id(k)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
