//! The commands that have keys, the language of the search, and what this page is: version and digest of its sources.

use crate::command::COMMANDS;
use crate::state::State;
use crate::text::{self, Language};
use leptos::prelude::*;
use unbroken::{Question, Trust, TrustTexts, verify};

/// The fonts stand in the page, so their licence does too.
const FONTS: &str = include_str!("../../../www/fonts/OFL.txt");

/// Version and source digest, as every report carries them.
fn tool() -> (String, String) {
    let trust = Trust::read(&TrustTexts::default());
    trust.map_or_else(
        |_| Default::default(),
        |trust| {
            let tool = verify(&[], &trust, &Question::default()).tool;
            (tool.version.to_owned(), tool.source_sha256.to_owned())
        },
    )
}

/// The help.
#[component]
pub fn Help() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <Show when=move || state.help.get()>
            <section class="help" role="dialog" aria-label=text::words().help data-test="help">
                <div class="head"><span class="lab">{text::words().keys}</span><span class="sp"></span>
                    <button class="btn bare" data-test="open-palette" on:click=move |_| state.palette.set(true)>{text::words().commands}<kbd>{text::key("Ctrl+K")}</kbd></button>
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
                {move || {
                    let (version, source) = tool();
                    view! {
                        <p class="sm q2">"Unbroken "{version}</p>
                        <p class="sm q2">{text::words().sources_digest}" "<code class="any">{source}</code></p>
                        <details class="raw"><summary class="sm">{text::words().fonts}</summary><pre class="note" lang=Language::English.code()>{FONTS}</pre></details>
                    }
                }}
            </section>
        </Show>
    }
}
