//! What a report says beside its findings: each part folds open where it has something to say.

mod access;
mod attachments;
mod expected;
mod records;
mod redacted;
mod sources;
mod trace;

use crate::state::State;
use crate::text;
use leptos::prelude::*;

/// Elements of one list that are shown; the report has more.
const MOST: usize = 64;

/// Everything of the report, and of the log on screen, that is said beside the findings.
#[component]
pub fn Said() -> impl IntoView {
    let state = expect_context::<State>();
    move || {
        state.report.with(|report| {
            let report = report.as_ref()?;
            let log = report.logs.get(state.log.get());
            Some(view! {
                {report.expected.map(expected::expected)}
                {report.trace.as_ref().map(|trace| trace::trace(state, trace))}
                {log.and_then(|log| records::records(state, log))}
                {log.and_then(sources::sources)}
                {log.and_then(|log| redacted::redacted(log.redacted))}
                {attachments::attachments(state, report)}
                {log.and_then(|log| access::access(state, &log.access))}
            })
        })
    }
}

/// A part with a title and a count; closed until somebody wants it.
fn fold(test: &'static str, title: impl Into<String>, count: String, open: bool, body: impl IntoView + 'static) -> impl IntoView {
    view! {
        <details class="said" data-test=test open=open>
            <summary><h2 class="lab">{title.into()}</h2><span class="q2">{count}</span></summary>
            {body}
        </details>
    }
}

/// What a list leaves out.
fn rest(count: u64, shown: usize) -> Option<impl IntoView> {
    let more = count.saturating_sub(shown as u64);
    (more > 0).then(|| view! { <p class="sm q2">{text::more(more)}</p> })
}

/// An entry, as a button that goes there.
fn entry(state: State, log: &str, seq: u64) -> impl IntoView + use<> {
    let log = log.to_owned();
    view! { <button class="btn bare link" on:click=move |_| state.visit(&log, seq)>{text::range(seq, seq + 1)}</button> }
}
