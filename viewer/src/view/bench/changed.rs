//! The last change: each line before and after, what differs in inverse video.

use crate::bench::change::{Piece, pieces};
use crate::bench::desk::Done;
use crate::bench::op::{Op, Pair};
use crate::state::State;
use crate::text;
use crate::ui::block;
use leptos::prelude::*;

/// Before and after.
#[component]
pub fn Changed() -> impl IntoView {
    let state = expect_context::<State>();
    let shown = move || match state.bench.done.get() {
        None => view! { <p class="q2">{text::words().bench_unchanged}</p> }.into_any(),
        Some(done) => lines(&done).into_any(),
    };
    view! {
        <section class="changed" data-test="bench-changed">
            <h3 class="lab">{text::words().bench_changed}</h3>
            {shown}
        </section>
    }
}

fn lines(done: &Done) -> impl IntoView + use<> {
    let words = !matches!(done.op, Op::Flip { .. });
    let more = (done.count - done.pairs.len()) as u64;
    view! {
        {done.pairs.iter().map(|pair| pair_view(pair, words)).collect_view()}
        {(more > 0).then(|| view! { <p class="sm q2">{text::bench_more(more)}</p> })}
    }
}

fn pair_view(pair: &Pair, words: bool) -> impl IntoView + use<> {
    // What is gone as a whole needs no mark to be found.
    let was = if pair.after.is_some() { "was" } else { "went" };
    let [before, after] = pieces(pair.before.as_deref(), pair.after.as_deref(), words);
    view! {
        <p class="lab2">{text::bench_what(pair.what)}" "<span class="q">{text::words().bench_before}</span></p>
        {side(before, was, text::words().bench_not_there)}
        <p class="lab2">{text::bench_what(pair.what)}" "<span class="q">{text::words().bench_after}</span></p>
        {side(after, "now", text::words().bench_gone)}
    }
}

fn side(pieces: Option<Vec<Piece>>, class: &'static str, none: &'static str) -> AnyView {
    let Some(pieces) = pieces else { return view! { <p class="none q2">{none}</p> }.into_any() };
    let draw = |piece: Piece| match piece {
        Piece::Same(text) => block(&text).into_any(),
        Piece::Differs(text) => view! { <b class=class data-test=format!("bench-{class}")>{block(&text)}</b> }.into_any(),
        Piece::Left(bytes) => view! { <span class="q left">{format!("⋯ {} ⋯", text::bytes(bytes as u64))}</span> }.into_any(),
    };
    view! { <pre class="note">{pieces.into_iter().map(draw).collect_view()}</pre> }.into_any()
}
