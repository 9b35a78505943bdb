//! The entries with the correlation id that was asked for, across all logs.

use super::{MOST, entry, fold, rest};
use crate::report::{Trace, Traced};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line};
use leptos::prelude::*;

pub(super) fn trace(state: State, trace: &Trace) -> impl IntoView + use<> {
    let item = |traced: &Traced| {
        let word = traced.status.as_str();
        view! {
            <li class=format!("s-{word}") data-test="traced">
                <Glyph name=word.to_owned()/>
                <span class="what">
                    {entry(state, &traced.log, traced.entry)}<span class="st">{text::status(word)}</span>
                    <span class="q2 any">{line(&traced.log)}", "{text::claimed(traced.time_millis)}</span>
                </span>
            </li>
        }
    };
    let shown = trace.entries.len().min(MOST);
    let list = view! {
        <p class="sm mono any">{line(&trace.id)}</p>
        {trace.entries.is_empty().then(|| view! { <p class="sm q2">{text::words().no_trace}</p> })}
        <ul>{trace.entries.iter().take(MOST).map(item).collect_view()}</ul>
        {rest(trace.count, shown)}
        {(!trace.complete).then(|| view! { <p class="sm q2">{text::words().trace_cut}</p> })}
    };
    fold("trace", text::words().trace, text::number(trace.count), true, list)
}
