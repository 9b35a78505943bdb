//! The first lines of the evidence while it is being judged, marked as unchecked. Short work is over before they would be read.

use crate::peek::Peeked;
use crate::state::State;
use crate::summary::PARTS;
use crate::text;
use crate::ui::line;
use leptos::prelude::*;

/// Parts of an event that are shown: who, what, to what.
const SHOWN: usize = 3;

/// The lines.
#[component]
pub fn Peek() -> impl IntoView {
    let state = expect_context::<State>();
    let is_long = Memo::new(move |_| state.is_long());
    let shown = move || is_long.get() && state.peek.with(|(_, lines)| !lines.is_empty());
    let [number, when, _] = text::words().columns;
    let parts = || PARTS.iter().take(SHOWN).map(|part| view! { <th scope="col">{text::part(*part)}</th> }).collect_view();
    view! {
        <Show when=shown>
            <section class="peek" data-test="peek" aria-label=text::words().peek>
                <div class="head"><h2 class="lab">{text::words().peek}</h2>
                    <span>{move || state.peek.with(|(name, _)| line(name))}</span><span class="q2">{text::words().peek_why}</span></div>
                <table>
                    <thead><tr>
                        <th class="num" scope="col">{number}</th>
                        <th scope="col">{when}</th>
                        {parts()}
                    </tr></thead>
                    <tbody>{move || state.peek.with(|(_, lines)| lines.iter().map(row).collect_view())}</tbody>
                </table>
            </section>
        </Show>
    }
}

fn row(peeked: &Peeked) -> impl IntoView + use<> {
    let says = &peeked.says;
    view! {
        <tr>
            <td class="num">{peeked.seq.map(text::number)}</td>
            <td>{line(&says.when)}</td>
            {says.parts.iter().take(SHOWN).map(|value| view! { <td>{line(value)}</td> }).collect_view()}
        </tr>
    }
}
