//! Every try at this copy, and what became of it; the newest first.

use crate::bench::form::Kind;
use crate::bench::outcome::Outcome;
use crate::bench::tried::Try;
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line, said, tone, verdict_glyph};
use leptos::prelude::*;

/// The list.
#[component]
pub fn Tries() -> impl IntoView {
    let state = expect_context::<State>();
    let tries = state.bench.tries;
    let totals = move || tries.with(|tries| text::bench_totals(&tries.iter().map(|one| one.outcome).collect::<Vec<_>>()));
    let rows = move || tries.with(|tries| tries.iter().rev().map(row).collect_view());
    view! {
        <section class="tries" aria-label=text::words().bench_tries>
            <div class="head"><h3 class="lab">{text::words().bench_tries}</h3><span class="q2 sm" data-test="bench-totals">{totals}</span></div>
            <div class="scrollx" hidden=move || tries.with(Vec::is_empty) tabindex="0" role="group" aria-label=text::words().bench_tries>
                <table>
                    <thead><tr>{text::words().bench_columns.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(one: &Try) -> impl IntoView + use<> {
    let words = if one.outcome == Outcome::Unnoticed { format!(" · {}", text::words().bench_unnoticed) } else { String::new() };
    let codes = if one.codes.is_empty() { text::words().bench_no_finding.to_owned() } else { one.codes.join(" ") };
    view! {
        <tr class=tone(&one.verdict) data-test="try" data-outcome=one.outcome.as_str() data-verdict=one.verdict.clone()>
            <td>{text::bench_kind(Kind::of(&one.op))}</td>
            <td class="q2 any">{line(&text::bench_place(&one.op, one.below))}</td>
            <td><Glyph name=verdict_glyph(&one.verdict).to_owned()/>" "<span class="st">{said(&text::verdict_says(&one.sentence))}{words}</span></td>
            <td class="mono q2">{codes}</td>
            <td class="num">{text::of(one.proven.0, one.proven.1)}</td>
        </tr>
    }
}
