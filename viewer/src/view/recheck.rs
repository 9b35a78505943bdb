//! A second opinion on the entry that is open, by the browser's own cryptography, when the reader asks for it.

use crate::recheck::browser::{Checked, carry_out};
use crate::recheck::plan;
use crate::state::{Opened, State};
use crate::text;
use crate::ui::{Glyph, line};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What became of it.
#[derive(Clone, PartialEq)]
enum Outcome {
    Asked,
    Done(Vec<Checked>),
    /// This browser cannot.
    Unable,
}

/// The button, and what came out.
#[component]
pub fn Recheck(
    /// The entry.
    opened: Arc<Opened>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let outcome = RwSignal::new(None::<Outcome>);
    let ask = move |_| {
        // Once asked it stays asked; the button keeps the focus, so it is not disabled.
        if outcome.with_untracked(Option::is_some) {
            return;
        }
        let plan = state.report.with_untracked(|report| {
            let report = report.as_ref()?;
            let log = report.logs.iter().find(|log| log.origin == opened.entry.log)?;
            Some(plan(&opened.entry, &opened.bytes, &log.checkpoints, &report.policy))
        });
        let Some(plan) = plan else { return };
        outcome.set(Some(Outcome::Asked));
        spawn_local(async move {
            let done = carry_out(plan).await.map_or(Outcome::Unable, Outcome::Done);
            // Another entry may be open by now; then nobody waits for this.
            let _late = outcome.try_set(Some(done));
        });
    };
    let shown = move || match outcome.get() {
        None | Some(Outcome::Asked) => ().into_any(),
        Some(Outcome::Unable) => view! { <p class="q2 sm" role="status">{text::words().recheck_unable}</p> }.into_any(),
        Some(Outcome::Done(steps)) => {
            view! { <ul class="steps" data-test="rechecked">{steps.iter().map(step).collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <div class="btns">
            <button class="btn" data-test="recheck" aria-disabled=move || outcome.with(Option::is_some).to_string() on:click=ask title=text::words().recheck_why>{text::words().recheck}</button>
        </div>
        <div aria-live="polite">{shown}</div>
    }
}

fn step(checked: &Checked) -> impl IntoView + use<> {
    let (glyph, class, word) = match checked.fits {
        Some(true) => ("ok", "s-proven", text::words().fits),
        Some(false) => ("no", "s-broken", text::words().does_not_fit),
        None => ("unchecked", "s-unchecked", text::words().nothing_to_compare),
    };
    let state = match checked.fits {
        Some(true) => "good",
        Some(false) => "bad",
        None => "unknown",
    };
    let what = checked.what;
    let expected = checked.expected.clone().map(|expected| {
        view! { <span class="pairs"><span class="q2">{text::recheck_stated(what)}" "</span><code class="any">{expected}</code></span> }
    });
    view! {
        <li class=class data-test="rechecked-step" data-name=checked.what data-state=state>
            <span class="name">{text::step_name(checked.what)}</span>
            <span class="what">
                {text::rechecked(checked.what, checked.fits)}
                <span class="pairs"><code class="any">{line(&checked.value)}</code></span>
                {expected}
            </span>
            <span class="st" title=word><Glyph name=glyph.to_owned()/><span class="vh">{word}</span></span>
        </li>
    }
}
