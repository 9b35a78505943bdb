//! One row of the list of entries. The values of the selected row are buttons that search for them; what a search found in a value is marked.

use crate::highlight::Needles;
use crate::layout::columns::Columns;
use crate::query::{Part, Term, Want};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, found};
use crate::worker::protocol::RowLine;
use leptos::prelude::*;
use unbroken::log::coverage::Status;

/// How a row is shown.
#[derive(Clone, Copy, PartialEq)]
pub struct Look<'l> {
    /// Which place of the list it has.
    pub place: u64,
    /// Where that is, in pixels.
    pub y: f64,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it was found, if something is searched for.
    pub hit: Option<bool>,
    /// Whether it has a bookmark.
    pub marked: bool,
    /// Whether the row above it in the list is the one before it in the log.
    pub in_order: bool,
    /// What is pointed out in its texts.
    pub needles: &'l Needles,
    /// What all rows have in common.
    pub columns: &'l Columns,
}

/// The row.
pub fn row_view(state: State, line: &RowLine, look: Look<'_>) -> impl IntoView + use<> {
    let (row, word, selected) = (line.row, line.status.clone(), look.selected);
    // Positions between this line and the one before it have no line; the coverage says what is known of them.
    let gap = line.before.filter(|before| look.in_order && before + 1 < line.seq).map(|before| {
        let (from, to) = (before + 1, line.seq);
        let words = text::gap(from, to, status_of(state, from).map(Status::as_str));
        view! { <span class="gapnote" role="note">{words}</span> }
    });
    let (quiet, broken) = (word == "proven", gap.is_some());
    let status = Status::ALL.into_iter().find(|status| status.as_str() == word).map(Want::Status);
    let part = |part, value: &str| {
        let want = selected.then(|| Term::shown(part, value, false).want);
        cell(state, want, value, look.needles.split(Some(part), value), "")
    };
    let (time, words) = (look.columns.time(&line.when), text::status(&word));
    let mark = (look.hit == Some(true)).then(|| view! { <span class="vh">{text::words().a_hit}</span> });
    let bookmark = look.marked.then(|| view! { <Glyph name="marked" class="bookmark"/><span class="vh">{text::words().a_bookmark}</span> });
    view! {
        <div class=format!("row s-{word}") class:sel=selected class:hit=look.hit == Some(true) class:miss=look.hit == Some(false) class:gap=broken
            role="row" aria-selected=selected.to_string() aria-rowindex=(look.place + 1).to_string()
            data-test="row" data-seq=line.seq.to_string() data-status=word.clone() data-hit=look.hit.map(|hit| hit.to_string())
            data-marked=look.marked.to_string()
            style:transform=format!("translateY({:.2}px)", look.y) on:click=move |_| state.select(row)>
            <span role="gridcell"><Glyph name=word.clone()/>{mark}{bookmark}{gap}</span>
            <span role="gridcell" class="num">{text::number(line.seq)}</span>
            <span role="gridcell" class="when" title=line.when.clone()>{found(look.needles.split(None, time))}</span>
            {part(Part::Who, &line.who)}
            {part(Part::What, &line.what)}
            {part(Part::Target, &line.target)}
            {cell(state, status.filter(|_| selected), words, vec![(false, words)], if quiet && !selected { "st quiet" } else { "st" })}
        </div>
    }
}

/// A value in pieces, and what a click on it searches for.
fn cell(state: State, want: Option<Want>, value: &str, pieces: Vec<(bool, &str)>, class: &'static str) -> AnyView {
    let Some(want) = want.filter(|_| !value.is_empty()) else {
        return view! { <span role="gridcell" class=class title=value.to_owned()>{found(pieces)}</span> }.into_any();
    };
    let pick = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        // The second click of two selected the row with the first, and meant no more.
        if event.detail() <= 1 {
            state.narrow(want.clone(), event.shift_key());
        }
    };
    let title = format!("{value}\n{}", text::words().value);
    // The panel of the entry offers the same to the keyboard.
    view! { <span role="gridcell" class=class><button class="value" data-test="value" tabindex="-1" title=title on:click=pick>{found(pieces)}</button></span> }
        .into_any()
}

/// What is known of the positions from `seq` on.
fn status_of(state: State, seq: u64) -> Option<Status> {
    state.report.with_untracked(|report| {
        let log = report.as_ref().and_then(|r| r.logs.get(state.log.get_untracked()))?;
        log.coverage.iter().find(|run| (run.start..run.end).contains(&seq)).map(|run| run.status)
    })
}
