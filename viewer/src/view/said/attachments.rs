//! Inputs that an entry names as its attachment.

use super::{MOST, entry, fold, rest};
use crate::report::{Attached, Report};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line};
use leptos::prelude::*;

pub(super) fn attachments(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let attached: Vec<(&str, &Attached)> =
        report.inputs.iter().filter_map(|input| Some((input.name.as_str(), input.attached_to.as_ref()?))).collect();
    let item = |(input, to): &(&str, &Attached)| {
        view! {
            <li data-test="attachment">
                <Glyph name="ok"/>
                <span class="what">
                    <b class="any">{line(input)}</b>
                    <span class="any">{text::words().attached}" "<span class="mono">{line(&to.name)}</span>", "{line(&to.log)}</span>
                    {entry(state, &to.log, to.entry)}
                </span>
            </li>
        }
    };
    (!attached.is_empty()).then(|| {
        let count = attached.len() as u64;
        let list = view! { <ul>{attached.iter().take(MOST).map(item).collect_view()}</ul>{rest(count, attached.len().min(MOST))} };
        fold("attachments", text::words().attachments, text::number(count), false, list)
    })
}
