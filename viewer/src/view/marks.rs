//! Marks for hits beside the scrollbar of the list. Decoration: the keys and buttons lead to the same places.

use crate::layout::marks::marks;
use crate::state::State;
use leptos::prelude::*;

/// The strip.
#[component]
pub fn Marks(
    /// Height beside which the rows lie, in pixels.
    #[prop(into)]
    height: Signal<f64>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let path = move || {
        state.found.with(|found| {
            // A list of nothing but hits has nothing to mark.
            let found = found.as_ref().filter(|_| !state.only.get())?;
            let draw = |(from, to): (usize, usize)| format!("M2 {from}h8v{}h-8z", (to - from).max(2));
            Some(marks(found.rows(), found.of, height.get() as usize).into_iter().map(draw).collect::<String>())
        })
    };
    view! { <svg class="marks" data-test="marks" aria-hidden="true"><path d=move || path().unwrap_or_default()></path></svg> }
}
