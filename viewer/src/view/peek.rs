//! The first lines of the evidence while it is being judged, marked as unchecked. Short work is over before they would be read.

use crate::peek::Peeked;
use crate::state::State;
use crate::text;
use crate::ui::line;
use leptos::prelude::*;

/// Work that takes less shows only its answer, in seconds.
const PATIENCE: f64 = 0.25;

/// The lines.
#[component]
pub fn Peek() -> impl IntoView {
    let state = expect_context::<State>();
    let is_long = Memo::new(move |_| state.progress.with(|(_, elapsed)| *elapsed >= PATIENCE));
    let shown = move || is_long.get() && state.peek.with(|lines| !lines.is_empty());
    let [number, when, who, what, target, _] = text::words().columns;
    view! {
        <Show when=shown>
            <section class="peek" data-test="peek" aria-label=text::words().peek>
                <div class="head"><h2 class="lab">{text::words().peek}</h2><span class="q2">{text::words().peek_why}</span></div>
                <table>
                    <thead><tr>
                        <th class="num" scope="col">{number}</th>
                        {[when, who, what, target].map(|head| view! { <th scope="col">{head}</th> })}
                    </tr></thead>
                    <tbody>{move || state.peek.with(|lines| lines.iter().map(row).collect_view())}</tbody>
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
            {[&says.when, &says.who, &says.what, &says.target].map(|value| view! { <td>{line(value)}</td> })}
        </tr>
    }
}
