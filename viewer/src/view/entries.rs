//! The list of entries: only the rows in view exist, read on demand; the scroll position is mapped to a place in the list. The list has
//! every row of the log, or only those that a search has found.

use crate::found::Found;
use crate::layout::columns::Columns;
use crate::layout::scroll::Scroll;
use crate::state::State;
use crate::summary::PARTS;
use crate::text;
use crate::view::listhead::{ListHead, RowHead};
use crate::view::marks::Marks;
use crate::view::row::{Look, NARROW, row_view};
use crate::view::search::Search;
use crate::worker::protocol::RowLine;
use leptos::html::Div;
use leptos::prelude::*;

/// Height of a row in CSS pixels.
const ROW: f64 = 24.0;
/// Rows read beyond the viewport on either side.
const MARGIN: u64 = 12;

/// The list.
#[component]
pub fn Entries() -> impl IntoView {
    let state = expect_context::<State>();
    let port = NodeRef::<Div>::new();
    let top = RwSignal::new(0.0);
    let view_px = RwSignal::new(480.0);
    let rows = Memo::new(move |_| state.rows.with(|rows| rows.get(state.log.get()).copied().unwrap_or(0)));
    let filtered = Memo::new(move |_| state.is_filtered());
    let places =
        Memo::new(move |_| if filtered.get() { state.found.with(|found| found.as_ref().map_or(0, Found::count)) } else { rows.get() });
    let scroll = move || Scroll { rows: places.get(), row_px: ROW, view_px: view_px.get() };
    let first = Memo::new(move |_| scroll().row_at(top.get()));
    let wanted = Memo::new(move |_| {
        let start = (first.get() as u64).saturating_sub(MARGIN);
        let start = start - start % 8;
        let end = (start + scroll().visible() + 2 * MARGIN + 8).min(places.get());
        if !filtered.get() {
            return (start..end).collect::<Vec<u64>>();
        }
        let rows =
            |found: &Found| found.rows().get(start as usize..end as usize).map(|rows| rows.iter().map(|row| u64::from(*row)).collect());
        state.found.with(|found| found.as_ref().and_then(rows)).unwrap_or_default()
    });
    let measure = move |port: Option<web_sys::HtmlDivElement>| {
        if let Some(port) = port {
            view_px.set(f64::from(port.client_height()).max(ROW));
        }
    };
    Effect::new(move |_| measure(port.get()));
    let resized = window_event_listener(leptos::ev::resize, move |_| measure(port.get_untracked()));
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        state.log.track();
        let wanted = wanted.get();
        if !wanted.is_empty() {
            state.want_rows(wanted);
        }
    });
    // The selection stays in view, whoever moved it.
    let reveal = move || {
        let (Some(row), Some(Some(port)), Some(now)) = (state.selected.get_untracked(), port.try_get_untracked(), top.try_get_untracked())
        else {
            return;
        };
        let Some((place, _)) = untrack(|| place_of(state, row)) else { return };
        let wanted = untrack(scroll).reveal(place, now);
        if (wanted - now).abs() > 0.5 {
            top.set(wanted);
            port.set_scroll_top(wanted as i32);
        }
    };
    Effect::new(move |_| {
        state.selected.track();
        reveal();
    });
    Effect::new(move |_| {
        filtered.track();
        // Only when the list has its new height can it be scrolled there.
        request_animation_frame(reveal);
    });
    let scrolled = move |_| {
        if let Some(port) = port.get_untracked() {
            view_px.set(f64::from(port.client_height()).max(ROW));
            let now = f64::from(port.scroll_top());
            // A position that only differs by rounding is the one that was set here.
            if (now - top.get_untracked()).abs() >= 1.0 {
                top.set(now);
            }
        }
    };
    // Where one pixel of the scrollbar is many rows, the wheel still moves by rows.
    let wheel = move |event: leptos::ev::WheelEvent| {
        let scroll = untrack(scroll);
        if let (true, Some(port)) = (scroll.is_mapped(), port.get_untracked()) {
            event.prevent_default();
            let next = scroll.top_of(first.get_untracked() + event.delta_y() / ROW);
            top.set(next);
            port.set_scroll_top(next as i32);
        }
    };
    // What a search that goes on does not change is not drawn again.
    let spots =
        Memo::new(move |_| state.window.with(|window| window.rows.iter().map(|line| place_of(state, line.row)).collect::<Vec<_>>()));
    // What was seen of a log, so that its columns do not jump while it is scrolled through.
    let columns = Memo::new(move |before: Option<&(usize, Columns)>| {
        let log = state.log.get();
        let mut columns = before.filter(|(known, _)| *known == log).map(|(_, columns)| columns.clone()).unwrap_or_default();
        state.window.with(|window| columns.see(&window.rows, text::status));
        (log, columns)
    });
    let day = Memo::new(move |_| columns.with(|(_, columns)| columns.day().map(str::to_owned)));
    let [number, time, status] = text::words().columns;
    let times = Memo::new(move |_| day.with(|day| day.as_ref().map_or(time.to_owned(), |day| text::times_of(day))));
    let widths = Memo::new(move |_| times.with(|times| columns.with(|(_, columns)| columns.widths([number, times, status]))));
    let parts = Memo::new(move |_| state.columns.get().shown());
    let tracks = move |most: usize| {
        move || {
            let parts = parts.get();
            let heads = parts.iter().take(most).filter_map(|k| Some((*k, text::part(*PARTS.get(*k)?))));
            columns.with(|(_, columns)| columns.tracks(heads))
        }
    };
    let shares = move |most: usize| move || parts.with(|parts| parts.len().min(most).to_string());
    let width = move |k: usize| move || widths.with(|widths| widths.get(k).cloned().unwrap_or_default());
    let needles = Memo::new(move |_| state.needles());
    let marked = Memo::new(move |_| state.marked());
    let shown = move || {
        let (needles, marked, parts, (_, columns)) = (needles.get(), marked.get(), parts.get(), columns.get());
        let selected = state.selected.get();
        let origin = first.get();
        let base = top.get();
        let in_order = !filtered.get();
        state.window.with(|window| {
            let spots = spots.get();
            let row = |(line, spot): (&RowLine, Option<Spot>)| {
                let (place, hit) = spot?;
                let y = base + (place as f64 - origin) * ROW;
                let (selected, marked) = (selected == Some(line.row), marked.binary_search(&line.seq).is_ok());
                let look = Look { place, y, selected, hit, marked, in_order, needles: &needles, parts: &parts, columns: &columns };
                Some(row_view(state, line, look))
            };
            window.rows.iter().zip(spots).filter_map(row).collect_view()
        })
    };
    let nothing =
        move || filtered.get() && state.found.with(|found| found.as_ref().is_some_and(|found| found.is_done() && found.count() == 0));
    let beside = move || view_px.get().min(places.get() as f64 * ROW);
    view! {
        <section class="list" class:long=move || day.with(Option::is_none) aria-label=text::words().entries style=("--no", width(0)) style=("--when", width(1))
            style=("--status", width(2)) style=("--parts", tracks(PARTS.len())) style=("--few", tracks(NARROW))
            style=("--shares", shares(PARTS.len())) style=("--fewer", shares(NARROW))>
            <ListHead/>
            <Search/>
            <RowHead times/>
            <div class="portrow">
                <div class="port" node_ref=port tabindex="0" role="grid" aria-label=text::words().entries aria-rowcount=move || places.get().to_string() data-test="rows"
                    on:scroll=scrolled on:wheel=wheel>
                    <p class="aside q2" data-test="no-hits" hidden=move || !nothing()>{text::words().no_hits}</p>
                    <div class="spacer" style:height=move || format!("{}px", scroll().height())>{shown}</div>
                </div>
                <Marks height=Signal::derive(beside) count=places/>
            </div>
        </section>
    }
}

/// A place in the list, and whether its row was found.
type Spot = (u64, Option<bool>);

/// Where a row is in the list, and whether it was found if something is searched for; nothing if the list leaves it out.
fn place_of(state: State, row: u64) -> Option<Spot> {
    state.found.with(|found| {
        let Some(found) = found else { return Some((row, None)) };
        match (found.place_of(row), state.only.get()) {
            ((place, true), true) => Some((place, None)),
            ((_, false), true) => None,
            ((_, hit), false) => Some((row, Some(hit))),
        }
    })
}
