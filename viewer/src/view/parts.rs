//! When, who did what to what, with which outcome: the parts of the entry that is open, each with a button that searches for it and one that
//! excludes it.

use crate::escape::{flat, short};
use crate::query::{Moment, Part, Span, Term, Want};
use crate::state::State;
use crate::summary::{MOST, claimed_time};
use crate::text;
use crate::ui;
use leptos::prelude::*;
use unbroken::Time;
use unbroken::log::coverage::Status;
use unbroken::log::payload;

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
        Some((Some(part), text::part(part), value.clone(), Some(Term::shown(part, &value, false).want)))
    });
    let when = claimed_time(&bytes, read.when.as_deref()).filter(|when| !when.is_empty()).map(|when| {
        let moment = Time::parse(&when).map(|time| Moment { time, is_day: false });
        (None, text::words().part_time, flat(&short(&when, MOST)), moment.map(|moment| Want::Time(Span::One(moment))))
    });
    let known = (None, text::words().part_status, text::status(status.as_str()).to_owned(), Some(Want::Status(status)));
    let needles = Memo::new(move |_| state.needles());
    let line = |(part, name, value, want): (Option<Part>, &'static str, String, Option<Want>)| {
        let searches = want.map(|want| searches(state, name, &value, want));
        let shown = move || match part {
            Some(part) => ui::found(needles.with(|needles| needles.split(Some(part), &value))),
            None => ui::found(vec![(false, &value)]),
        };
        view! { <dt>{name}</dt><dd><span>{shown}</span></dd><dd>{searches}</dd> }
    };
    view! { <dl class="parts" data-test="parts">{when.into_iter().chain(named).chain([known]).map(line).collect_view()}</dl> }
}

/// The two buttons beside a value.
fn searches(state: State, name: &'static str, value: &str, want: Want) -> impl IntoView + use<> {
    let other = want.clone();
    let (only, without) = (text::only_with(name, value), text::without(name, value));
    view! {
        <button class="btn bare link" data-test="only" data-part=name aria-label=only.clone() title=only on:click=move |_| state.narrow(want.clone(), false)>{text::words().only}</button>
        <button class="btn bare link" data-test="without" data-part=name aria-label=without.clone() title=without on:click=move |_| state.narrow(other.clone(), true)>{text::words().without}</button>
    }
}
