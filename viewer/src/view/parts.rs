//! Who did what to what, with which outcome: the parts of the entry that is open, each with a button that searches for it and one that
//! excludes it.

use crate::escape::{flat, short};
use crate::query::{Part, Term, Want};
use crate::state::State;
use crate::text;
use crate::ui;
use leptos::prelude::*;
use unbroken::log::coverage::Status;
use unbroken::log::payload;

/// Longest value, in characters.
const MOST: usize = 80;

/// The parts of an entry.
#[component]
pub fn Parts(
    /// Its bytes, as they were hashed.
    bytes: Vec<u8>,
    /// What is known about it.
    status: Status,
) -> impl IntoView {
    let state = expect_context::<State>();
    let read = payload::read(&bytes).unwrap_or_default();
    let parts = [
        (Part::Who, read.who),
        (Part::What, read.what),
        (Part::Target, read.target),
        (Part::Outcome, read.outcome),
        (Part::Correlation, read.correlation),
    ];
    let named = parts.into_iter().filter_map(|(part, value)| {
        let value = value.filter(|value| !value.is_empty()).map(|value| flat(&short(&value, MOST)))?;
        Some((Some(part), text::part(part), value.clone(), Term::shown(part, &value, false).want))
    });
    let known = (None, text::PART_STATUS, text::status(status.as_str()).to_owned(), Want::Status(status));
    let needles = Memo::new(move |_| state.needles());
    let line = |(part, name, value, want): (Option<Part>, &'static str, String, Want)| {
        let other = want.clone();
        let (only, without) = (text::only_with(name, &value), text::without(name, &value));
        let shown = move || match part {
            Some(part) => ui::found(needles.with(|needles| needles.split(Some(part), &value))),
            None => ui::found(vec![(false, &value)]),
        };
        view! {
            <dt>{name}</dt>
            <dd><span>{shown}</span></dd>
            <dd>
                <button class="btn bare link" data-test="only" data-part=name aria-label=only.clone() title=only on:click=move |_| state.narrow(want.clone(), false)>{text::ONLY}</button>
                <button class="btn bare link" data-test="without" data-part=name aria-label=without.clone() title=without on:click=move |_| state.narrow(other.clone(), true)>{text::WITHOUT}</button>
            </dd>
        }
    };
    view! { <dl class="parts" data-test="parts">{named.chain([known]).map(line).collect_view()}</dl> }
}
