//! The commands that have keys, and the language of the search.

use crate::command::COMMANDS;
use crate::state::State;
use crate::text;
use leptos::prelude::*;

/// The help.
#[component]
pub fn Help() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <Show when=move || state.help.get()>
            <section class="help" role="dialog" aria-label=text::words().help data-test="help">
                <div class="head"><span class="lab">{text::words().keys}</span><span class="sp"></span>
                    <button class="btn bare" data-test="open-palette" on:click=move |_| state.palette.set(true)>{text::words().commands}<kbd>{text::key("Ctrl+K")}</kbd></button>
                    <button class="btn bare" data-test="open-about" on:click=move |_| state.show_about()>{text::words().about_open}</button>
                    <button class="btn bare" on:click=move |_| state.help.set(false)>{text::words().close}<kbd>"Esc"</kbd></button>
                </div>
                <dl class="keys">
                    {COMMANDS.iter().filter(|(_, keys, _)| !keys.is_empty())
                        .map(|(command, ..)| view! { <dt><kbd>{command.keys()}</kbd></dt><dd>{text::command(*command)}</dd> }).collect_view()}
                </dl>
                <h2 class="lab">{text::words().search}</h2>
                <dl class="keys asks">
                    {text::words().queries.map(|(query, what)| view! { <dt><code>{query}</code></dt><dd>{what}</dd> }).collect_view()}
                </dl>
            </section>
        </Show>
    }
}
