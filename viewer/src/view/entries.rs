//! The list of entries: only the rows in view exist, read on demand; the scroll position is mapped to a row.

use crate::layout::scroll::Scroll;
use crate::state::State;
use crate::text;
use crate::ui::Glyph;
use crate::worker::protocol::RowLine;
use leptos::html::Div;
use leptos::prelude::*;
use unbroken::log::coverage::Status;

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
    let scroll = move || Scroll { rows: rows.get(), row_px: ROW, view_px: view_px.get() };
    let first = Memo::new(move |_| scroll().row_at(top.get()));
    let wanted = Memo::new(move |_| {
        let start = (first.get() as u64).saturating_sub(MARGIN);
        (start - start % 8, scroll().visible() + 2 * MARGIN + 8)
    });
    Effect::new(move |_| {
        if let Some(port) = port.get() {
            view_px.set(f64::from(port.client_height()).max(ROW));
        }
    });
    Effect::new(move |_| {
        let (start, count) = wanted.get();
        state.log.track();
        if rows.get() > 0 {
            state.want_rows(start, count);
        }
    });
    // The selection stays in view, whoever moved it.
    Effect::new(move |_| {
        let (Some(row), Some(port)) = (state.selected.get(), port.get_untracked()) else { return };
        let scroll = untrack(scroll);
        let wanted = scroll.reveal(row, top.get_untracked());
        if (wanted - top.get_untracked()).abs() > 0.5 {
            top.set(wanted);
            port.set_scroll_top(wanted as i32);
        }
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
    let shown = move || {
        let selected = state.selected.get();
        let origin = first.get();
        let base = top.get();
        state.window.with(|window| {
            let row = |line: &RowLine| {
                let y = base + (line.row as f64 - origin) * ROW;
                row_view(state, line, y, selected == Some(line.row))
            };
            window.rows.iter().map(row).collect_view()
        })
    };
    let missing = move || {
        state.report.with(|report| {
            let log = report.as_ref().and_then(|r| r.logs.get(state.log.get()));
            log.map_or(0, |log| log.tally().into_iter().find(|(s, _)| *s == Status::Missing).map_or(0, |(_, n)| n))
        })
    };
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let form = event_target::<web_sys::Element>(&event);
        let field = form.query_selector("input").ok().flatten().map(wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlInputElement>);
        if let Some(seq) = field.and_then(|f| f.value().trim().replace(',', "").parse().ok()) {
            state.go_to(seq);
        }
    };
    view! {
        <section class="list" aria-label=text::ENTRIES>
            <div class="head">
                <span class="lab">{text::ENTRIES}</span>
                <span class="q2">{move || {
                    let present = format!("{} in the evidence", text::number(rows.get()));
                    if missing() > 0 { format!("{present}, {} missing", text::number(missing())) } else { present }
                }}</span>
                <span class="sp"></span>
                <form on:submit=go><input class="field sm" inputmode="numeric" size="10" placeholder="go to entry" aria-label="Go to entry" data-test="go-to"/><kbd>"g"</kbd></form>
            </div>
            <div class="rowhead" aria-hidden="true">
                <span></span><span class="num">"No."</span><span>"Time, claimed"</span><span>"Who"</span><span>"What"</span><span>"Target"</span><span>"Status"</span>
            </div>
            <div class="port" node_ref=port tabindex="0" role="grid" aria-label=text::ENTRIES aria-rowcount=move || rows.get().to_string() data-test="rows"
                on:scroll=scrolled on:wheel=wheel>
                <div class="spacer" style:height=move || format!("{}px", scroll().height())>{shown}</div>
            </div>
        </section>
    }
}

fn row_view(state: State, line: &RowLine, y: f64, selected: bool) -> impl IntoView + use<> {
    let (row, word) = (line.row, line.status.clone());
    // Positions between this line and the one before it have no line; the coverage says what is known of them.
    let gap = line.before.filter(|before| before + 1 < line.seq).map(|before| {
        let (from, to) = (before + 1, line.seq);
        let words = format!("{} {}", text::range(from, to), gap_words(state, from));
        view! { <span class="gapnote" role="note">{words}</span> }
    });
    let (quiet, broken) = (word == "proven", gap.is_some());
    view! {
        <div class=format!("row s-{word}") class:sel=selected class:gap=broken role="row" aria-selected=selected.to_string() aria-rowindex=(row + 1).to_string()
            data-test="row" data-seq=line.seq.to_string() data-status=word.clone()
            style:transform=format!("translateY({y:.2}px)") on:click=move |_| state.select(row)>
            <span role="gridcell"><Glyph name=word.clone()/></span>
            <span role="gridcell" class="num">{text::number(line.seq)}</span>
            <span role="gridcell" class="when">{line.when.clone()}</span>
            <span role="gridcell">{line.who.clone()}</span>
            <span role="gridcell">{line.what.clone()}</span>
            <span role="gridcell">{line.target.clone()}</span>
            <span role="gridcell" class="st" class:quiet=quiet>{text::status(&word)}</span>
            {gap}
        </div>
    }
}

fn gap_words(state: State, seq: u64) -> String {
    let status = state.report.with_untracked(|report| {
        let log = report.as_ref().and_then(|r| r.logs.get(state.log.get_untracked()))?;
        log.coverage.iter().find(|run| (run.start..run.end).contains(&seq)).map(|run| run.status)
    });
    match status {
        Some(Status::Missing) => "missing".into(),
        Some(status) => text::status(status.as_str()).to_lowercase(),
        None => "not in this evidence, and not asked for".into(),
    }
}
