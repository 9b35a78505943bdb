//! Checkpoints as they stand: side by side when they contradict each other. Shown where no entry is to be looked at.

use crate::report::{Checkpoint, Log};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, block, line, save};
use leptos::prelude::*;

/// Checkpoints shown; the report has all.
const MOST: usize = 64;

/// Every checkpoint of the log on screen.
#[component]
pub fn Checkpoints() -> impl IntoView {
    let state = expect_context::<State>();
    let log = Memo::new(move |_| state.report.with(|r| r.as_ref().and_then(|r| r.logs.get(state.log.get()).cloned())));
    view! {
        <section class="cks" data-test="checkpoints" aria-label=text::words().checkpoints>
            {move || log.with(|log| match log {
                Some(log) if !log.checkpoints.is_empty() => cards(log).into_any(),
                Some(_) => view! { <p class="aside q2">{text::words().no_entries}</p> }.into_any(),
                None => view! { <p class="aside q2">{text::words().no_log}</p> }.into_any(),
            })}
        </section>
    }
}

fn cards(log: &Log) -> impl IntoView + use<> {
    let origin = log.origin.clone();
    log.checkpoints.iter().take(MOST).enumerate().map(|(k, ck)| card(k, &origin, ck)).collect_view()
}

fn card(k: usize, origin: &str, ck: &Checkpoint) -> impl IntoView + use<> {
    let contested = ck.contested;
    let letter = char::from(b'A' + (k % 26) as u8);
    let signed = if ck.signed_by.is_empty() {
        view! { <dd class="s-unchecked"><Glyph name="unchecked"/>{text::words().no_given_key}</dd> }.into_any()
    } else {
        view! { <dd class="s-proven"><Glyph name="proven"/>{text::words().valid_by}{line(&ck.signed_by.join(", "))}</dd> }.into_any()
    };
    let witness = |cosigner: &crate::report::Cosigner| {
        view! { <dt>{text::words().witness}</dt><dd class="s-proven"><Glyph name="proven"/>{line(&cosigner.key)}", "{text::time(cosigner.time_secs)}</dd> }
    };
    let unknown = (!ck.unknown.is_empty()).then(|| {
        view! { <dt>{text::words().unknown_keys}</dt><dd class="q2">{line(&ck.unknown.join(", "))}</dd> }
    });
    let (note, name) = (ck.note.clone(), format!("checkpoint-{}-{}.checkpoint", ck.size, letter.to_ascii_lowercase()));
    view! {
        <article class="ck" data-test="checkpoint" data-size=ck.size.to_string() data-level=ck.level.clone()>
            <h2><span class="letter">{letter.to_string()}</span><span><b>{if ck.kept { text::words().checkpoint_kept } else { text::words().checkpoint_here }}</b>
                <span class="q2 sm">{contested.then_some(text::words().contested)}</span></span></h2>
            <dl class="kv2">
                <dt>{text::words().origin}</dt><dd>{line(origin)}</dd>
                <dt>{text::words().size}</dt><dd>{text::entries(ck.size)}</dd>
                <dt>{text::words().root}</dt><dd class="mono any" class:s-broken=contested class:st=contested>{line(&ck.root)}</dd>
                <dt>{text::words().log_signature}</dt>{signed}
                {ck.cosigned_by.iter().map(witness).collect_view()}
                {unknown}
            </dl>
            <pre class="note">{block(&ck.note)}</pre>
            <button class="btn" on:click=move |_| save(note.as_bytes(), &name, "text/plain")>{text::words().save_it}</button>
        </article>
    }
}
