//! The tamper bench on screen: a copy of the log, ways to break it, what the engine says of it. Striped, so that nobody takes it for
//! evidence.

mod changed;
mod form;
mod says;
mod tries;
mod ways;

use crate::bench::desk::Stage;
use crate::bench::form::Kind;
use crate::bench::outcome::log;
use crate::layout::lanes::Lane;
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line};
use crate::view::lanes::LaneView;
use crate::view::top::{LanguageSwitch, toggle_theme};
use leptos::html::Main;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// The whole screen.
#[component]
pub fn Bench() -> impl IntoView {
    let state = expect_context::<State>();
    let screen = NodeRef::<Main>::new();
    // Whoever cannot see the stripes hears first that this is a copy.
    Effect::new(move |_| {
        if let Some(screen) = screen.get() {
            // A screen that cannot take the focus is still on screen.
            let _unfocused = screen.focus();
        }
    });
    let name = move || state.bench.copy.with(|copy| copy.as_ref().map(|copy| line(&copy.name)));
    view! {
        <main class="bench" node_ref=screen tabindex="-1" data-test="bench" aria-label=text::words().bench aria-describedby="copy-band">
            <header class="top">
                <span class="word"><Glyph name="word"/>"Unbroken"</span>
                <h1 class="sm q2">{text::words().bench}</h1>
                <span class="sm q wide">{name}</span>
                <span class="sp"></span>
                <LanguageSwitch/>
                <button class="btn bare wide" title=text::words().theme_why on:click=move |_| toggle_theme()>{text::words().theme}<kbd>"t"</kbd></button>
                <button class="btn bare wide" on:click=move |_| state.help.update(|open| *open = !*open)>{text::words().help}<kbd>"?"</kbd></button>
                <button class="btn" data-test="bench-back" on:click=move |_| state.leave_bench()>{text::words().bench_back}<kbd>"Esc"</kbd></button>
            </header>
            <svg class="stripe" width="100%" height="8" aria-hidden="true"><rect width="100%" height="8" fill="url(#p-copy)"></rect></svg>
            <p class="copyband" id="copy-band" data-test="copy-band"><b>{text::words().bench_copy.0}</b>" "{text::words().bench_copy.1}</p>
            {move || match state.bench.stage.get() {
                Stage::Closed => ().into_any(),
                Stage::Copying => view! { <p class="aside q2" role="status">{text::words().bench_copying}</p> }.into_any(),
                Stage::Refused(why) => view! {
                    <div class="aside" data-test="bench-refused" role="status">
                        <p class="lead">{text::words().bench_no_copy}</p>
                        <p class="q2">{text::bench_no_copy(why)}</p>
                    </div>
                }.into_any(),
                Stage::Open => view! { <Table/> }.into_any(),
            }}
            <footer class="foot sm q2 wide">
                {text::words().bench_keys.map(|(key, what)| view! { <span><kbd>{text::key(key)}</kbd>{what}</span> }).collect_view()}
            </footer>
        </main>
    }
}

/// Ways on the left; on the right the copy, the change, the answer, the tries.
#[component]
fn Table() -> impl IntoView {
    let state = expect_context::<State>();
    let bench = state.bench;
    let lane = Memo::new(move |_| {
        let origin = bench.copy.with(|copy| copy.as_ref().map(|copy| copy.origin.clone()))?;
        bench.report.with(|report| log(report.as_ref()?, &origin).map(Lane::from))
    });
    let selected = Signal::derive(move || bench.form.with(|form| form.seq.trim().parse::<u64>().ok()));
    let jump = move |seq: u64| bench.fill(|form, lines| form.choose(lines, seq.to_string()));
    view! {
        <div class="tb">
            <ways::Ways/>
            <div class="tbm" class:judging=move || bench.is_waiting()>
                <LaneView lane selected jump/>
                <div class="ba">
                    <form::Make/>
                    <says::Says/>
                    <changed::Changed/>
                </div>
                <tries::Tries/>
            </div>
        </div>
    }
}

/// What a key does at the bench; `typing` says that letters are text.
pub fn key(state: State, event: &KeyboardEvent, typing: bool) {
    let (key, bench) = (event.key(), state.bench);
    let open = bench.stage.get_untracked() == Stage::Open;
    let with_control = event.ctrl_key() || event.meta_key();
    if key == "Escape" {
        return if state.help.get_untracked() { state.help.set(false) } else { state.leave_bench() };
    }
    if typing || event.alt_key() {
        return;
    }
    if with_control {
        if open && key == "z" {
            event.prevent_default();
            bench.undo(state);
        }
        return;
    }
    match (key.as_str(), Kind::ALL.into_iter().find(|kind| kind.key() == key)) {
        (_, Some(kind)) if open => bench.choose(kind),
        ("r", _) if open => bench.surprise(state),
        // A button that has the focus takes the key itself.
        ("Enter", _) if open && !has_button() => bench.apply(state),
        ("t", _) => toggle_theme(),
        ("?", _) => state.help.update(|open| *open = !*open),
        _ => {}
    }
}

fn has_button() -> bool {
    document().active_element().is_some_and(|active| matches!(active.tag_name().as_str(), "BUTTON" | "INPUT"))
}
