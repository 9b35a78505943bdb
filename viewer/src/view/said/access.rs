//! Who has seen entries of this log, as any log here records it.

use super::{MOST, entry, fold, rest};
use crate::report::{Access, AccessList};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line};
use leptos::prelude::*;

pub(super) fn access(state: State, access: &AccessList) -> Option<impl IntoView + use<>> {
    let item = |seen: &Access| {
        let word = seen.status.as_str();
        let verb = if seen.kind == "export" { text::words().exported } else { text::words().read };
        view! {
            <li class=format!("s-{word}") data-test="access">
                <Glyph name=word.to_owned()/>
                <span class="what">
                    <span class="any">{text::range(seen.from, seen.to)}" "{verb}" "<b>{line(&seen.who)}</b></span>
                    {entry(state, &seen.log, seen.entry)}<span class="st">{text::status(word)}</span>
                    <span class="q2 any">{line(&seen.log)}", "{text::claimed(seen.time_millis)}</span>
                </span>
            </li>
        }
    };
    (!access.listed.is_empty()).then(|| {
        let list = view! {
            <ul>{access.listed.iter().take(MOST).map(item).collect_view()}</ul>
            {rest(access.count, access.listed.len().min(MOST))}
        };
        fold("access", text::words().access, text::number(access.count), false, list)
    })
}
