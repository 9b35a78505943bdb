//! What the log says about itself: keys, erasures, prunings, checkpoints.

use super::{MOST, entry, fold, rest};
use crate::report::{Log, Record};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line, said as say};
use leptos::prelude::*;

pub(super) fn records(state: State, log: &Log) -> Option<impl IntoView + use<>> {
    let item = |record: &Record| {
        let (tone, glyph) = if record.proven { ("s-proven", "proven") } else { ("s-unproven", "unproven") };
        let counts = if record.in_effect { text::words().in_effect } else { text::words().not_in_effect };
        view! {
            <li class=tone data-test="record" data-kind=record.kind.clone() data-effect=record.in_effect.to_string()>
                <Glyph name=glyph/>
                <span class="what">
                    {entry(state, &log.origin, record.entry)}<span class="code">{line(&record.kind)}", "{counts}</span>
                    <span class="any">{say(&text::record_says(&record.sentence))}</span>
                </span>
            </li>
        }
    };
    (!log.records.is_empty()).then(|| {
        let list = view! {
            <ul>{log.records.iter().take(MOST).map(item).collect_view()}</ul>
            {rest(log.records_count, log.records.len().min(MOST))}
        };
        fold("records", text::words().records, text::number(log.records_count), false, list)
    })
}
