//! The lane of times: how many entries claim which time, the longest times without one, and when witnesses looked. A table says the same.

use crate::state::State;
use crate::text;
use crate::times::{Times, ticks};
use crate::view::lanes::paint::{AXIS_FONT, fresh};
use crate::view::lanes::watch_size;
use leptos::html::Canvas;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

/// Heights in CSS pixels: bars, what stands below them, both.
const BARS: f64 = 32.0;
const AXIS: f64 = 22.0;
const HEIGHT: f64 = BARS + AXIS;

/// Width of a bar, and the least width of a pause that is named.
const BAR: f64 = 3.0;
const NAMED: f64 = 48.0;

/// Rows of the table twin.
const TABLE: usize = 48;

/// The lane of the log on screen; nothing if no entry claims a time, or all claim the same.
#[component]
pub fn TimeLane() -> impl IntoView {
    let state = expect_context::<State>();
    let times = Memo::new(move |_| state.times.with(|(_, times)| times.clone()).filter(|times| times.start < times.end));
    view! { <Show when=move || times.with(Option::is_some)>{move || times.get().map(|times| view! { <Lane times/> })}</Show> }
}

#[component]
fn Lane(
    /// What it shows.
    times: Arc<Times>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let canvas = NodeRef::<Canvas>::new();
    let width = RwSignal::new(0.0);
    let seen = witnessed(state);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            watch_size(&canvas, width);
        }
    });
    let drawn = times.clone();
    Effect::new(move |_| {
        let css = width.get();
        if let Some(canvas) = canvas.get() {
            draw(&canvas, css, &drawn, &seen);
        }
    });
    let clicked = times.clone();
    let click = move |event: leptos::ev::MouseEvent| {
        let share = f64::from(event.offset_x()) / width.get_untracked().max(1.0);
        if let Some(row) = clicked.row_at(share) {
            state.select(row);
        }
    };
    let words = text::times(&times);
    let table = times.clone();
    view! {
        <section class="lanes times" data-test="time-lane" aria-label=text::words().times>
            <canvas node_ref=canvas role="img" aria-label=words.clone() on:click=click hidden=move || state.table.get()></canvas>
            <Show when=move || state.table.get()>{twin(&table)}</Show>
            <p class="sm q2">{words}</p>
        </section>
    }
}

/// When witnesses had seen a checkpoint of the log on screen, milliseconds since 1970.
fn witnessed(state: State) -> Vec<i64> {
    let times = state.log_on_screen(|log| {
        let all = log.checkpoints.iter().flat_map(|checkpoint| &checkpoint.cosigned_by).map(|by| by.time_secs);
        all.filter_map(|secs| i64::try_from(secs).ok()?.checked_mul(1000)).collect()
    });
    times.unwrap_or_default()
}

fn twin(times: &Times) -> impl IntoView + use<> {
    let row = |(begin, entries): (i64, u64)| view! { <tr><td>{text::moment(begin)}</td><td class="num">{text::number(entries)}</td></tr> };
    let [from, entries] = text::words().times_columns;
    view! {
        <div class="scrolly" tabindex="0">
            <table data-test="times-table">
                <thead><tr><th>{from}</th><th class="num">{entries}</th></tr></thead>
                <tbody>{times.coarse(TABLE).into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn draw(canvas: &HtmlCanvasElement, css: f64, times: &Times, seen: &[i64]) {
    if css < 1.0 {
        return;
    }
    let Some((c, style)) = fresh(canvas, css, HEIGHT) else { return };
    pauses(&c, &style, css, times);
    bars(&c, &style, css, times);
    axis(&c, &style, css, times, seen);
}

fn ink(style: &CssStyleDeclaration, token: &str) -> String {
    style.get_property_value(token).unwrap_or_default()
}

fn bars(c: &CanvasRenderingContext2d, style: &CssStyleDeclaration, css: f64, times: &Times) {
    let bars = times.coarse((css / BAR) as usize);
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1) as f64;
    let each = css / bars.len().max(1) as f64;
    c.set_fill_style_str(&ink(style, "--ink-3"));
    for (k, (_, count)) in bars.iter().enumerate().filter(|(_, (_, count))| *count > 0) {
        // One entry among ten million is still seen.
        let height = (*count as f64 / most * BARS).max(2.0);
        c.fill_rect(k as f64 * each, BARS - height, (each - 0.75).max(1.0), height);
    }
    c.set_fill_style_str(&ink(style, "--rule"));
    c.fill_rect(0.0, BARS, css, 1.0);
}

/// Hatched, with a word where there is room for it.
fn pauses(c: &CanvasRenderingContext2d, style: &CssStyleDeclaration, css: f64, times: &Times) {
    c.set_font(&format!("{AXIS_FONT} {}", ink(style, "--sans")));
    for pause in &times.pauses {
        let (from, to) = (times.share(pause.from) * css + 2.0, times.share(pause.to) * css - 1.0);
        c.save();
        c.begin_path();
        c.rect(from, 0.0, (to - from).max(1.0), BARS);
        c.clip();
        c.set_stroke_style_str(&ink(style, "--line"));
        c.set_line_width(1.0);
        c.begin_path();
        let first = ((from - BARS) / 6.0).floor() as i64;
        for at in (first..).map(|k| k as f64 * 6.0).take_while(|at| *at < to) {
            c.move_to(at, BARS);
            c.line_to(at + BARS, 0.0);
        }
        c.stroke();
        c.restore();
        let words = text::no_entry_for(pause.to - pause.from);
        let width = c.measure_text(&words).map_or(0.0, |measured| measured.width());
        if to - from > NAMED.max(width + 12.0) {
            let left = (from + to - width) / 2.0;
            c.set_fill_style_str(&ink(style, "--paper"));
            c.fill_rect(left - 4.0, BARS / 2.0 - 8.0, width + 8.0, 16.0);
            c.set_fill_style_str(&ink(style, "--ink-2"));
            // Words that cannot be drawn stand below the lane.
            let _drawn = c.fill_text(&words, left, BARS / 2.0 + 4.0);
        }
    }
}

/// Round times below, and a mark for each time at which a witness had seen the log.
fn axis(c: &CanvasRenderingContext2d, style: &CssStyleDeclaration, css: f64, times: &Times, seen: &[i64]) {
    c.set_fill_style_str(&ink(style, "--ink"));
    for time in seen.iter().filter(|time| (times.start..=times.end).contains(time)) {
        let x = (times.share(*time) * css).clamp(3.0, css - 3.0);
        c.fill_rect(x - 3.0, BARS + 1.0, 6.0, 1.5);
        c.fill_rect(x - 0.75, BARS + 1.0, 1.5, 6.0);
    }
    c.set_fill_style_str(&ink(style, "--ink-2"));
    let mut free = 0.0;
    for (time, words) in ticks(times.start, times.end, (css / 72.0) as usize) {
        let width = c.measure_text(&words).map_or(0.0, |measured| measured.width());
        let left = (times.share(time) * css - width / 2.0).clamp(0.0, (css - width).max(0.0));
        if left >= free {
            let _drawn = c.fill_text(&words, left, HEIGHT - 3.0);
            free = left + width + 12.0;
        }
    }
}
