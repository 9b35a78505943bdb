//! What shows a finding to somebody else: a small file that gives the same finding to whoever trusts the same keys, and the commands that
//! check it by hand.

use crate::state::{Exhibit, State};
use crate::text;
use crate::ui::{block, line, save};
use crate::worker::protocol::Shown;
use leptos::prelude::*;
use std::sync::Arc;

/// Of the finding with this id, as soon as the worker has made it.
#[component]
pub fn Exhibits(
    /// Id of the finding.
    finding: String,
) -> impl IntoView {
    let state = expect_context::<State>();
    let ready = move || state.exhibit.get().filter(|exhibit| exhibit.finding == finding);
    view! { <section class="hand" aria-label=text::EVIDENCE>{move || ready().map(show)}</section> }
}

fn show(exhibit: Arc<Exhibit>) -> impl IntoView {
    let by_hand = exhibit.by_hand.as_ref().map(|commands| {
        view! {
            <details class="raw">
                <summary class="lab">{text::BY_HAND}</summary>
                <pre class="note" data-test="finding-by-hand">{block(commands)}</pre>
            </details>
        }
    });
    let file = match &exhibit.file {
        Ok(shown) => offered(shown, Arc::clone(&exhibit)).into_any(),
        Err(why) => view! { <p class="q2 sm" data-test="no-evidence">{text::no_evidence(why)}</p> }.into_any(),
    };
    view! { {file} {by_hand} }
}

fn offered(shown: &Shown, exhibit: Arc<Exhibit>) -> impl IntoView + use<> {
    let name = shown.name.clone();
    let give = move |_| save(&exhibit.data, &name, "application/octet-stream");
    let needs = shown.needs.iter().map(|(role, text)| view! { <li class="mono any">{format!("{role} ")}{line(text)}</li> }).collect_view();
    let none = shown.needs.is_empty().then_some(text::EVIDENCE_NEEDS_NOTHING);
    view! {
        <div class="btns"><button class="btn" data-test="save-evidence" on:click=give>{text::SAVE_EVIDENCE}</button></div>
        <p class="sm">{text::evidence_asked(shown.range)}{none}</p>
        <ul class="sm plain" data-test="evidence-needs">{needs}</ul>
        {shown.limit.as_ref().map(|limit| view! { <p class="q2 sm">{line(limit)}</p> })}
    }
}
