//! The ways to break a copy, each with its key; taking one back; one by chance.

use crate::bench::form::Kind;
use crate::state::State;
use crate::text;
use leptos::prelude::*;

/// The list.
#[component]
pub fn Ways() -> impl IntoView {
    let state = expect_context::<State>();
    let bench = state.bench;
    let way = move |kind: Kind| {
        let chosen = move || (bench.kind.get() == kind).to_string();
        view! {
            <li>
                <button data-test="way" data-way=kind.key() aria-pressed=chosen on:click=move |_| bench.choose(kind)>
                    <span>{text::bench_kind(kind)}</span>
                    <kbd>{kind.key()}</kbd>
                </button>
            </li>
        }
    };
    let nothing = move || bench.ops.with(Vec::is_empty);
    view! {
        <section class="ops" aria-label=text::words().bench_open>
            <div class="head wide"><h2 class="lab">{text::words().bench_open}</h2></div>
            <ul>{Kind::ALL.map(way).collect_view()}</ul>
            <div class="opsf btns">
                <button class="btn" data-test="bench-undo" disabled=nothing on:click=move |_| bench.undo(state)>{text::words().bench_undo}<kbd>{text::key("Ctrl Z")}</kbd></button>
                <button class="btn" data-test="bench-surprise" on:click=move |_| bench.surprise(state)>{text::words().bench_surprise}<kbd>"r"</kbd></button>
            </div>
        </section>
    }
}
