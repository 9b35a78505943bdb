//! What shows a finding to somebody else: a small file that gives the same finding to whoever trusts the same keys, and the commands that
//! check it by hand. Made when the reader opens it.

use crate::state::{Exhibit, State};
use crate::text::{self, Language};
use crate::ui::{block, line, said, save};
use crate::worker::protocol::Shown;
use leptos::prelude::*;
use std::sync::Arc;

/// Of the finding with this id.
#[component]
pub fn Exhibits(
    /// Id of the finding.
    finding: String,
) -> impl IntoView {
    let state = expect_context::<State>();
    let wanted = finding.clone();
    // What was asked for already stays open when the page is drawn anew.
    let is_open = state.exhibit.with_untracked(|exhibit| exhibit.as_ref().is_some_and(|exhibit| exhibit.finding == finding));
    let toggled = move |event: leptos::ev::Event| {
        if event_target::<web_sys::Element>(&event).has_attribute("open") {
            state.want_exhibit(&wanted);
        }
    };
    let ready = move || state.exhibit.get().filter(|exhibit| exhibit.finding == finding);
    view! {
        <details class="hand" data-test="exhibits" open=is_open on:toggle=toggled>
            <summary class="lab">{text::words().evidence}</summary>
            <div class="handed">{move || ready().map(show)}</div>
        </details>
    }
}

fn show(exhibit: Arc<Exhibit>) -> impl IntoView {
    let by_hand = exhibit.by_hand.as_ref().map(|commands| {
        view! {
            <h4 class="lab">{text::words().by_hand}</h4>
            <pre class="note" data-test="finding-by-hand" lang=Language::English.code()>{block(commands)}</pre>
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
    let needs = shown.needs.iter().map(|need| view! { <li class="mono any">{line(&text::need(need))}</li> }).collect_view();
    view! {
        <button class="btn" data-test="save-evidence" on:click=give>{text::words().save_evidence}</button>
        <p class="sm" data-test="evidence-says">{text::evidence_says(shown.gives_again, !shown.needs.is_empty(), &shown.question)}</p>
        <ul class="sm plain" data-test="evidence-needs">{needs}</ul>
        {shown.limit.as_ref().map(|limit| view! { <p class="q2 sm">{said(&text::limit_says(limit))}</p> })}
    }
}
