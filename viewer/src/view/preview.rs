//! What the tree says while the signatures are still being checked: the claim, the lane, and in words what is not known yet.

use crate::layout::lanes::Lane;
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line, said};
use crate::view::lanes::LaneView;
use leptos::prelude::*;
use unbroken::Preview;
use unbroken::verify::{PreviewLog, TreeStatus};

/// The preview, as long as there is no report.
#[component]
pub fn PreviewPanel() -> impl IntoView {
    let state = expect_context::<State>();
    let shown = Memo::new(move |_| state.preview.with(|preview| preview.as_ref().and_then(|preview| worst(preview).cloned())));
    let more = move || state.preview.with(|preview| preview.as_ref().map_or(0, |preview| preview.logs.len().saturating_sub(1)));
    let lane = Signal::derive(move || shown.with(|log| log.as_ref().map(Lane::from)));
    let is_long = Memo::new(move |_| state.is_long());
    // No entry can be opened yet.
    let selected = Signal::derive(|| None::<u64>);
    view! {
        <Show when=move || shown.with(Option::is_some) fallback=move || (is_long.get()).then(nothing_yet)>
            <div class="so-far" data-test="preview">
                {move || shown.get().map(|log| claims(&log, more()))}
                <LaneView lane selected jump=|_: u64| ()/>
            </div>
        </Show>
    }
}

/// Where the preview will stand, as high as it usually is, so that nothing moves when it comes.
fn nothing_yet() -> impl IntoView {
    let words = text::words();
    let claims = words.claims.map(|title| {
        view! {
            <li class="s-unchecked">
                <div class="row"><Glyph name="unchecked"/><b>{title}</b><b class="st">{words.at_the_end}</b></div>
            </li>
        }
    });
    view! {
        <div class="so-far">
            <ul class="claims">{claims}</ul>
        </div>
    }
}

/// The log to look at first: one with damage, the one with most entries.
fn worst(preview: &Preview) -> Option<&PreviewLog> {
    preview.logs.iter().max_by_key(|log| (is_damaged(log), log.present))
}

/// Whether something present is bad whatever the signatures say.
fn is_damaged(log: &PreviewLog) -> bool {
    log.coverage.iter().any(|run| run.status <= TreeStatus::Suspect && run.status != TreeStatus::Missing)
}

/// The four claims, of which the tree knows a part of the first.
fn claims(log: &PreviewLog, more: usize) -> impl IntoView + use<> {
    let (tone, glyph, word) = match (is_damaged(log), log.shown == log.present) {
        (true, _) => ("s-broken", "no", text::words().damage),
        (false, true) => ("s-committed", "committed", text::words().so_far),
        (false, false) => ("s-unchecked", "unchecked", text::words().at_the_end),
    };
    let more = if more == 0 { String::new() } else { text::more_logs(more as u64) };
    let missing = log.coverage.iter().any(|run| run.status == TreeStatus::Missing);
    let complete = if missing {
        ("s-broken", "no", text::words().gaps, text::words().gaps_why)
    } else {
        ("s-unchecked", "unchecked", text::words().at_the_end, text::words().complete_later)
    };
    let (of, end) = text::words().in_tree_of;
    let later = [
        (text::words().claims[1], ("s-unchecked", "unchecked", text::words().running, text::words().running_why)),
        (text::words().claims[2], complete),
        (text::words().claims[3], ("s-unchecked", "unchecked", text::words().at_the_end, text::words().dated_later)),
    ];
    let waiting = |(title, (tone, glyph, word, why)): (&'static str, (&'static str, &'static str, &'static str, &'static str))| {
        view! {
            <li class=tone data-test="preview-later">
                <div class="row"><Glyph name=glyph/><b>{title}</b><b class="st">{word}</b></div>
                <p>{why}</p>
            </li>
        }
    };
    view! {
        <ul class="claims" aria-live="polite">
            <li class=tone data-test="preview-unaltered">
                <div class="row">
                    <Glyph name=glyph/>
                    <b>{text::words().claims[0]}</b>
                    <b class="st">{word}</b>
                    <span class="cnt"><b>{text::number(log.shown)}</b>{of}{text::number(log.present)}{end}</span>
                </div>
                <p>{line(&log.origin)}": "{said(&text::preview_says(&log.sentence))}{more}</p>
            </li>
            {later.into_iter().map(waiting).collect_view()}
        </ul>
    }
}
