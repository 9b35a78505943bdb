//! Sources that count their own entries.

use super::{MOST, fold, rest};
use crate::report::{Log, Source};
use crate::text;
use crate::ui::{Glyph, line, said as say};
use leptos::prelude::*;

pub(super) fn sources(log: &Log) -> Option<impl IntoView + use<>> {
    let item = |source: &Source| {
        view! {
            <li data-test="source" data-gaps=source.gaps.to_string()>
                <Glyph name="checkpoint"/>
                <span class="what"><b class="any">{line(&source.name)}</b><span class="any">{say(&text::source_says(&source.sentence))}</span></span>
            </li>
        }
    };
    (!log.sources.is_empty()).then(|| {
        let list = view! {
            <ul>{log.sources.iter().take(MOST).map(item).collect_view()}</ul>
            {rest(log.sources_count, log.sources.len().min(MOST))}
        };
        fold("sources", text::words().sources, text::number(log.sources_count), false, list)
    })
}
