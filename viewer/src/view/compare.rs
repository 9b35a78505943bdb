//! Two states of a log beside each other, in place of the workspace: the same history, grown, rolled back, forked, or nobody can tell.

use crate::compare::{Diff, LogDiff, Side, State as Vouched, candidates, files, look};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, block, fact, foreign, line, said, save};
use leptos::prelude::*;
use std::sync::Arc;

/// The screen, while it is open.
#[component]
pub fn Compare() -> impl IntoView {
    let state = expect_context::<State>();
    let answer = move || match state.compare.answer.get() {
        None => view! { <p class="aside q2" role="status">{text::words().comparing}</p> }.into_any(),
        Some(Err(why)) => view! { <p class="aside" role="status" data-test="no-compare">{text::no_compare(why)}</p> }.into_any(),
        Some(Ok(diff)) => view! { <Answer diff/> }.into_any(),
    };
    view! {
        <section class="papers compare" data-test="compare" aria-label=text::words().compare_title>
            <div class="tools">
                <b>{text::words().compare_title}</b>
                <Choice label=text::words().compare_old test="compare-old" side=state.compare.old/>
                <Choice label=text::words().compare_new test="compare-new" side=state.compare.new/>
                <button class="btn" data-test="compare-swap" on:click=move |_| state.swap_sides()>{text::words().compare_swap}</button>
                <span class="sp"></span>
                <button class="btn bare" data-test="close-compare" on:click=move |_| state.compare.open.set(false)>{text::words().back}<kbd>"Esc"</kbd></button>
            </div>
            {answer}
            <p class="aside sm q2">{text::words().compare_limit}</p>
        </section>
    }
}

/// What can be compared now.
pub fn offered(state: State) -> Vec<(Side, String)> {
    let kept = state.trust.with(|trust| trust.texts().pins.len());
    state.items.with(|items| candidates(items.iter().map(|item| (item.name.as_str(), item.format)), kept))
}

#[component]
fn Choice(
    /// Which side.
    label: &'static str,
    /// Name for tests.
    test: &'static str,
    /// What stands on it.
    side: RwSignal<Option<Side>>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let choose = move |event: leptos::ev::Event| {
        let key = event_target_value(&event);
        side.set(untrack(|| offered(state)).into_iter().map(|(side, _)| side).find(|side| side.key() == key));
        state.want_compare();
    };
    let option = move |(own, name): (Side, String)| {
        view! { <option value=own.key() selected=move || side.get() == Some(own)>{name}</option> }
    };
    view! {
        <label class="sm side">{label}" "
            <select class="field" data-test=test on:change=choose>{move || offered(state).into_iter().map(option).collect_view()}</select>
        </label>
    }
}

#[component]
fn Answer(
    /// The engine's.
    diff: Arc<Diff>,
) -> impl IntoView {
    let (class, glyph) = diff.look();
    let answer = text::diff_says(&diff.sentence);
    let (head, rest) = answer.headline();
    view! {
        <div class=format!("verdict {class}") data-test="compared" data-relation=diff.relation.clone()>
            <Glyph name=glyph.to_owned() class="g-32"/>
            <h1><span role="status" lang=foreign(&answer)><b>{line(&head)}</b>{fact(&rest)}</span></h1>
            <p>{text::relation(&diff.relation)}</p>
        </div>
        {diff.logs.iter().map(|log| one_log(log, diff.logs.len() > 1)).collect_view()}
    }
}

fn one_log(log: &LogDiff, named: bool) -> impl IntoView + use<> {
    let (class, _) = look(&log.relation);
    let most = log.old.iter().chain(&log.new).map(|side| side.size).max().unwrap_or(0);
    let bar = |name: &'static str, side: &Option<Vouched>, y: f64| {
        let width = side.as_ref().map_or(0.0, |side| side.size as f64 / most.max(1) as f64 * 100.0);
        view! {
            <text x="0" y=y + 14.0 class="letter">{name}</text>
            <svg x="24" y=y width="calc(100% - 24px)" height="20" overflow="visible">
                <rect width=format!("{width:.2}%") height="20" class="extent"></rect>
                <rect x=format!("{width:.2}%") width="1.5" y="-4" height="28" class="end"></rect>
            </svg>
        }
    };
    let file = |(name, text): (String, &str)| {
        let (text, saved) = (text.to_owned(), name.clone());
        view! { <button class="btn" data-test=format!("save-{saved}") on:click=move |_| save(text.as_bytes(), &saved, "text/plain")>{text::words().save_evidence}" "{name}</button> }
    };
    view! {
        <section class=class>
            {named.then(|| view! { <h2 class="lead">{line(&log.origin)}</h2><p class="q2">{said(&text::diff_says(&log.sentence))}</p> })}
            <svg class="twobars" width="100%" height="64" aria-hidden="true">{bar("A", &log.old, 6.0)}{bar("B", &log.new, 38.0)}</svg>
            <div class="cks">{card("A", text::words().compare_old, log.old.as_ref())}{card("B", text::words().compare_new, log.new.as_ref())}</div>
            <div class="btns">{files(log).into_iter().map(file).collect_view()}</div>
        </section>
    }
}

fn card(letter: &'static str, title: &'static str, side: Option<&Vouched>) -> impl IntoView + use<> {
    let body = match side {
        None => view! { <p class="q2">{text::words().no_state}</p> }.into_any(),
        Some(side) => view! {
            <dl class="kv2">
                <dt>{text::words().size}</dt><dd>{text::entries(side.size)}</dd>
                <dt>{text::words().root}</dt><dd class="mono any">{line(&side.root)}</dd>
                <dt>{text::words().level}</dt><dd>{text::level(&side.level)}</dd>
            </dl>
            <pre class="note">{block(&side.note)}</pre>
        }
        .into_any(),
    };
    view! { <article class="ck" data-test="compared-side"><h2><span class="letter">{letter}</span><b>{title}</b></h2>{body}</article> }
}
