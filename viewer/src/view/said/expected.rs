//! How many of the rules about content are met.

use super::fold;
use crate::report::Expected;
use crate::text;
use leptos::prelude::*;

pub(super) fn expected(expected: Expected) -> impl IntoView {
    let rows = [
        ("met", text::words().met, expected.met),
        ("unmet", text::words().unmet, expected.unmet),
        ("undecided", text::words().undecided, expected.undecided),
    ];
    let row = |(name, words, count): (&'static str, &'static str, u64)| {
        view! { <dt>{words}</dt><dd data-test=format!("expected-{name}")>{text::number(count)}</dd> }
    };
    let list = view! { <dl class="kv2 sm">{rows.map(row).into_iter().collect_view()}</dl> };
    fold("expected", text::words().question_events, text::of(expected.met, expected.asked), true, list)
}
