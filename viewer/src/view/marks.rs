//! Marks beside the scrollbar of the list: what is not proven, hits, bookmarks. A click on one goes there; keys and buttons lead to the
//! same places, so to who cannot see it it is decoration.

use crate::found::Found;
use crate::layout::lanes::stretches;
use crate::layout::marks::{RIBBON, aim, marks, middle, runs};
use crate::report::Run;
use crate::state::State;
use leptos::prelude::*;
use unbroken::log::coverage::Status;

/// The strip. What it shows stands where the rows stand in the list as it is.
#[component]
pub fn Marks(
    /// Height beside which the rows lie, in pixels.
    #[prop(into)]
    height: Signal<f64>,
    /// Rows of the list.
    #[prop(into)]
    count: Signal<u64>,
) -> impl IntoView {
    let state = expect_context::<State>();
    // The place of a row, and whether the list has it.
    let place_of = move |row: u64| {
        let among = |found: &Option<Found>| found.as_ref().map_or((row, true), |found| found.place_of(row));
        if state.is_filtered() { state.found.with(among) } else { (row, true) }
    };
    Effect::new(move |_| state.want_places());
    let bad = Memo::new(move |_| {
        let rows = |coverage: &[Run]| state.with_places(|rows| runs(coverage, rows, count.get(), place_of));
        state.log_on_screen(|log| rows(&log.coverage)).unwrap_or_default()
    });
    let bookmarks = Memo::new(move |_| {
        let row = |seq: u64| state.with_places(|rows| rows.get(&seq).copied());
        let places = state.marked().into_iter().filter_map(row).map(place_of).filter(|(_, is_there)| *is_there).map(|(place, _)| place);
        places.filter(|place| *place < count.get()).collect::<Vec<u64>>()
    });
    let hits = move || {
        state.found.with(|found| {
            // A list of nothing but hits has nothing to mark.
            let found = found.as_ref().filter(|_| !state.only.get())?;
            let draw = |(from, to): (usize, usize)| format!("M9 {from}h4v{}h-4z", (to - from).max(2));
            Some(marks(found.rows(), found.of, height.get() as usize).into_iter().map(draw).collect::<String>())
        })
    };
    let drawn = move || {
        let stretches = bad.with(|runs| stretches(runs, 0, count.get(), height.get() as usize));
        let rect = |status: Status, y: usize, height: usize| {
            // Damage is wider than what is only not proven: told apart without its colour.
            let width = if status <= Status::Suspect { "7" } else { "4" };
            view! { <rect class=format!("s-{}", status.as_str()) x="1" y=y.to_string() width=width height=height.to_string()></rect> }
        };
        stretches.into_iter().filter_map(|stretch| Some(rect(stretch.status?, stretch.x, stretch.width))).collect_view()
    };
    let ribbons = move || {
        let draw = |place: &u64| format!("M13 {:.1}v{RIBBON}l-7-5z", middle(*place, count.get(), height.get()) - RIBBON / 2.0);
        bookmarks.with(|places| places.iter().map(draw).collect::<String>())
    };
    let jump = move |event: leptos::ev::MouseEvent| {
        let place = untrack(|| {
            let runs = bad.get();
            let none = Vec::new();
            state.found.with(|found| {
                let hits = found.as_ref().filter(|_| !state.only.get()).map_or(none.as_slice(), Found::rows);
                let place = aim(f64::from(event.offset_y()), height.get(), count.get(), &runs, hits, &bookmarks.get())?;
                let listed = |found: &Found| found.rows().get(usize::try_from(place).ok()?).map(|row| u64::from(*row));
                if state.only.get() && found.is_some() { found.as_ref().and_then(listed) } else { Some(place) }
            })
        });
        place.into_iter().for_each(|row| state.select(row));
    };
    view! {
        <svg class="marks" data-test="marks" aria-hidden="true" on:click=jump>
            <path class="hits" d=move || hits().unwrap_or_default()></path>
            <g data-test="marks-found">{drawn}</g>
            <path class="ribbons" data-test="marks-bookmarks" d=ribbons></path>
        </svg>
    }
}
