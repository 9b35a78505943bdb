//! What the reader does now: one sentence under the verdict, and the way to the finding that says more.

use crate::markdown;
use crate::state::State;
use crate::text;
use crate::ui::spans;
use leptos::prelude::*;
use unbroken_paper::next::{Step, first_item};

/// The sentence; nothing where all is well.
#[component]
pub fn NextStep() -> impl IntoView {
    let state = expect_context::<State>();
    let next = state.next.get_untracked();
    let step = next.step.map(says).filter(|words| !words.is_empty())?;
    let finding = next.finding.filter(|_| matches!(next.step, Some(Step::Page(_))));
    let more = finding.map(|id| {
        let open = move |_| state.open_finding_named(&id);
        view! { " "<button class="btn bare link" data-test="next-more" on:click=open>{text::words().means}</button> }
    });
    Some(view! { <p class="next" data-test="next"><b>{text::words().do_next}</b>" "{spans(markdown::spans(&step))}{more}</p> })
}

/// Its words, as Markdown.
fn says(step: Step) -> String {
    match step {
        Step::Page(code) => first_item(text::finding_page(code), text::words().do_next_heading),
        step => text::next_says(step).unwrap_or_default().to_owned(),
    }
}
