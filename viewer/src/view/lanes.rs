//! The lane over the whole log: on a canvas at device pixels, the worst status of each pixel, with a table that says the same.

use crate::layout::lanes::{Lane, Stretch, column, position, stretches, ticks};
use crate::state::State;
use crate::text;
use crate::ui::Glyph;
use crate::view::times::TimeLane;
use leptos::html::Canvas;
use leptos::prelude::*;
use unbroken::log::coverage::Status;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

/// Heights in CSS pixels: labels, how far damage leaves the lane, the lane, ticks.
const LABELS: f64 = 18.0;
const OVER: f64 = 6.0;
const LANE: f64 = 32.0;
const AXIS: f64 = 22.0;
const HEIGHT: f64 = LABELS + OVER + LANE + OVER + AXIS;
const TOP: f64 = LABELS + OVER;

/// Size and weight of what stands on an axis.
pub const AXIS_FONT: &str = "11px";

/// A pull shorter than this is a click.
const BRUSH: f64 = 5.0;

/// Runs in the table twin; a table of more would not be read.
const TABLE_MOST: usize = 500;

/// The lane of the log on screen.
#[component]
pub fn Lanes() -> impl IntoView {
    let state = expect_context::<State>();
    let lane = Memo::new(move |_| state.report.with(|r| r.as_ref().and_then(|r| r.logs.get(state.log.get()).map(Lane::from))));
    let selected = Signal::derive(move || state.entry.with(|entry| entry.as_ref().map(|opened| opened.entry.seq)));
    view! {
        <div class="glance">
            <LaneView lane selected jump=move |seq: u64| state.go_to(seq)/>
            <TimeLane/>
        </div>
    }
}

/// A lane, its legend, its table.
#[component]
pub fn LaneView(
    /// What it shows.
    #[prop(into)]
    lane: Signal<Option<Lane>>,
    /// The position that is open.
    #[prop(into)]
    selected: Signal<Option<u64>>,
    /// What a click on a position does.
    #[prop(into)]
    jump: Callback<u64>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let canvas = NodeRef::<Canvas>::new();
    let width = RwSignal::new(0.0);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        watch_size(&canvas, width);
    });
    let (zoom, drag) = (RwSignal::new(None::<(u64, u64)>), RwSignal::new(None::<(f64, f64)>));
    let part = Memo::new(move |_| lane.get().map(|lane| lane.within(zoom.get())));
    // Another log, or another lane, is shown whole.
    Effect::new(move |before: Option<Option<(u64, u64)>>| {
        let now = lane.with(|lane| lane.as_ref().map(|lane| (lane.start, lane.end)));
        if before.is_some_and(|before| before != now) {
            zoom.set(None);
        }
        now
    });
    Effect::new(move |_| {
        let (css, seq) = (width.get(), selected.get());
        let Some(canvas) = canvas.get() else { return };
        part.with(|lane| {
            if let Some(lane) = lane {
                draw(&canvas, css, lane, seq);
            }
        });
    });
    let at = move |x: f64| {
        let place = part.with_untracked(|lane| lane.as_ref().map(|lane| (lane.start, lane.end)));
        place.map(|(start, end)| position(x, start, end, width.get_untracked() as usize))
    };
    let press = move |event: leptos::ev::PointerEvent| {
        if event.button() == 0 {
            let x = f64::from(event.offset_x());
            drag.set(Some((x, x)));
            if let Some(canvas) = canvas.get_untracked() {
                // Without capture the brush ends where the lane does.
                let _captured = canvas.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let pull = move |event: leptos::ev::PointerEvent| {
        if drag.with_untracked(Option::is_some) {
            let x = f64::from(event.offset_x()).clamp(0.0, width.get_untracked());
            drag.update(|drag| *drag = drag.map(|(from, _)| (from, x)));
        }
    };
    let release = move |_: leptos::ev::PointerEvent| {
        let Some((from, to)) = drag.get_untracked() else { return };
        drag.set(None);
        if (to - from).abs() < BRUSH {
            at(to).into_iter().for_each(|seq| jump.run(seq));
        } else if let (Some(start), Some(last)) = (at(from.min(to)), at(from.max(to))) {
            zoom.set(Some((start, last + 1)));
        }
    };
    let brush = move || {
        drag.get().filter(|(from, to)| (to - from).abs() >= BRUSH).map(|(from, to)| {
            view! { <span class="brush" style:left=format!("{:.0}px", from.min(to)) style:width=format!("{:.0}px", (to - from).abs())></span> }
        })
    };
    let whole = move || {
        part.with(|lane| lane.as_ref().filter(|_| zoom.get().is_some()).map(|lane| text::only_part(lane.start, lane.end))).map(|words| {
            view! { <button class="btn bare link" data-test="whole-log" on:click=move |_| zoom.set(None)>{words}</button> }
        })
    };
    let described = move || lane.with(|lane| lane.as_ref().map_or(String::new(), describe));
    view! {
        <section class="lanes" data-test="lane" aria-label=text::words().glance hidden=move || lane.with(|lane| lane.as_ref().is_none_or(|lane| lane.runs.is_empty()))>
            <div class="brushed">
                <canvas node_ref=canvas role="img" aria-label=described title=text::words().brush on:pointerdown=press on:pointermove=pull on:pointerup=release
                    on:pointercancel=move |_| drag.set(None) data-test="lane-canvas" hidden=move || state.table.get()></canvas>
                {brush}
            </div>
            <Show when=move || state.table.get()>
                {move || lane.with(|lane| lane.as_ref().map(table))}
            </Show>
            <div class="legendrow">
                {move || lane.with(|lane| lane.as_ref().map(legend))}
                {whole}
                <button class="btn bare link" data-test="lane-as-table" on:click=move |_| state.table.update(|table| *table = !*table)>
                    {move || if state.table.get() { text::words().as_picture } else { text::words().as_table }}
                </button>
            </div>
        </section>
    }
}

pub fn watch_size(canvas: &HtmlCanvasElement, width: RwSignal<f64>) {
    let watched = canvas.clone();
    // Both closures outlive the lane of a preview, and its signal with it: then there is nothing to draw.
    let measure = Closure::<dyn Fn()>::new(move || {
        let _gone = width.try_set(f64::from(watched.client_width()));
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
        observer.observe(canvas);
        let observer = send_wrapper(observer);
        on_cleanup(move || observer.disconnect());
    }
    // The observer may call it until it is disconnected; a view lives long, so the closure does too.
    measure.forget();
    // Colours follow the theme, whoever changes it.
    let again = Closure::<dyn Fn()>::new(move || {
        if let Some(now) = width.try_get_untracked() {
            width.set(now);
        }
    });
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        query.set_onchange(Some(again.as_ref().unchecked_ref()));
    }
    if let Some(root) = document().document_element()
        && let Ok(observer) = web_sys::MutationObserver::new(again.as_ref().unchecked_ref())
    {
        let options = web_sys::MutationObserverInit::new();
        options.set_attributes(true);
        options.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
        // The root exists and the options are valid: nothing can fail here.
        let _always = observer.observe_with_options(&root, &options);
    }
    again.forget();
}

fn send_wrapper<T>(value: T) -> leptos::__reexports::send_wrapper::SendWrapper<T> {
    leptos::__reexports::send_wrapper::SendWrapper::new(value)
}

fn describe(lane: &Lane) -> String {
    let runs = lane.legend.iter().map(|(_, word, count)| format!("{} {}", text::number(*count), text::inside(word)));
    runs.collect::<Vec<_>>().join(", ")
}

fn legend(lane: &Lane) -> impl IntoView + use<> {
    let item = |(status, words, count): &(Status, &'static str, u64)| {
        let word = status.as_str();
        view! {
            <li class=format!("s-{word}")>
                <svg class="sw" aria-hidden="true"><rect width="16" height="10" fill=format!("url(#p-{word})")></rect></svg>
                <Glyph name=word.to_owned()/>
                {text::inside(words)}
                <b>{text::number(*count)}</b>
            </li>
        }
    };
    let ck = (!lane.checkpoints.is_empty()).then(|| view! { <li class="q"><Glyph name="checkpoint"/>{text::words().checkpoint}</li> });
    view! { <ul class="legend">{lane.legend.iter().rev().map(item).collect_view()}{ck}</ul> }
}

fn table(lane: &Lane) -> impl IntoView + use<> {
    let more = lane.runs.len().saturating_sub(TABLE_MOST);
    let row = |run: &crate::report::Run| {
        let word = run.status.as_str();
        view! {
            <tr class=format!("s-{word}")>
                <td><Glyph name=word.to_owned()/></td>
                <td class="st">{lane.word(run.status)}</td>
                <td>{text::range(run.start, run.end)}</td>
                <td class="num">{text::number(run.end - run.start)}</td>
            </tr>
        }
    };
    let [mark, status, entries, how_many] = text::words().lane_columns;
    view! {
        <div class="scrolly">
            <table data-test="lane-table">
                <thead><tr><th><span class="vh">{mark}</span></th><th>{status}</th><th>{entries}</th><th class="num">{how_many}</th></tr></thead>
                <tbody>{lane.runs.iter().take(TABLE_MOST).map(row).collect_view()}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="sm q2">{text::more_runs(more as u64)}</p> })}
        </div>
    }
}

/// The colours of the page as they are now.
struct Ink {
    style: CssStyleDeclaration,
}

impl Ink {
    fn get(&self, token: &str) -> String {
        self.style.get_property_value(token).unwrap_or_default()
    }

    /// Status ink and status fill.
    fn of(&self, status: Status) -> (String, String) {
        let word = match status {
            Status::Disputed | Status::Conflict | Status::Forged | Status::Altered | Status::Missing => "broken",
            Status::Erased | Status::Pruned => "withheld",
            Status::Chained => "committed",
            other => other.as_str(),
        };
        (self.get(&format!("--s-{word}")), self.get(&format!("--f-{word}")))
    }
}

/// An empty canvas of this size in CSS pixels, drawn at device pixels, and the style of the page as it is now.
pub fn fresh(canvas: &HtmlCanvasElement, width: f64, height: f64) -> Option<(CanvasRenderingContext2d, CssStyleDeclaration)> {
    let ratio = window().device_pixel_ratio().max(1.0);
    canvas.set_width((width * ratio) as u32);
    canvas.set_height((height * ratio) as u32);
    let context = canvas.get_context("2d").ok().flatten()?.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let style = window().get_computed_style(&document().document_element()?).ok().flatten()?;
    // Scaling a fresh canvas cannot fail.
    let _always = context.scale(ratio, ratio);
    Some((context, style))
}

fn draw(canvas: &HtmlCanvasElement, css: f64, lane: &Lane, selected: Option<u64>) {
    let (start, end) = (lane.start, lane.end);
    if css < 1.0 || start == end {
        canvas.set_height(0);
        return;
    }
    let Some((c, style)) = fresh(canvas, css, HEIGHT) else { return };
    let ink = Ink { style };
    for stretch in stretches(&lane.runs, start, end, css as usize) {
        paint(&c, &ink, &stretch);
    }
    axis(&c, &ink, lane, css);
    if let Some(seq) = selected {
        let (x0, x1) = (column(seq, start, end, css as usize), column(seq + 1, start, end, css as usize));
        c.set_stroke_style_str(&ink.get("--ink"));
        c.set_line_width(2.0);
        let (left, right) = ((x0 - 2.0).max(1.0), (x1.max(x0 + 3.0) + 2.0).min(css - 1.0));
        for (x, inward) in [(left, 4.0), (right, -4.0)] {
            c.begin_path();
            c.move_to(x + inward, TOP - OVER - 2.0);
            c.line_to(x, TOP - OVER - 2.0);
            c.line_to(x, TOP + LANE + OVER + 1.0);
            c.line_to(x + inward, TOP + LANE + OVER + 1.0);
            c.stroke();
        }
    }
}

/// One stretch: its height and pattern say the status, its colour the verdict it leads to.
fn paint(c: &CanvasRenderingContext2d, ink: &Ink, stretch: &Stretch) {
    let (x, w) = (stretch.x as f64, stretch.width as f64);
    let Some(status) = stretch.status else { return };
    let (stroke, fill) = ink.of(status);
    let (y, h) = match status {
        Status::Altered | Status::Forged | Status::Conflict | Status::Disputed => (TOP - OVER, LANE + 2.0 * OVER),
        Status::Uncovered | Status::Chained => (TOP + LANE * 0.25, LANE * 0.75),
        Status::Withheld | Status::Erased | Status::Pruned => (TOP + LANE * 0.3, LANE * 0.4),
        _ => (TOP, LANE),
    };
    c.save();
    c.begin_path();
    c.rect(x, y, w, h);
    c.clip();
    let paper = matches!(status, Status::Missing | Status::Forged | Status::Conflict | Status::Disputed | Status::Erased | Status::Pruned);
    c.set_fill_style_str(&if paper { ink.get("--paper") } else { fill.clone() });
    c.fill_rect(x, y, w, h);
    c.set_stroke_style_str(&stroke);
    c.set_fill_style_str(&fill);
    let line = |x0: f64, y0: f64, x1: f64, y1: f64| {
        c.move_to(x0, y0);
        c.line_to(x1, y1);
    };
    c.begin_path();
    // Patterns start at multiples of their period, so that neighbouring stretches fit together.
    let steps = |period: f64| {
        let first = ((x - h) / period).floor() as i64;
        (first..).map(move |k| k as f64 * period).take_while(move |at| *at < x + w + h)
    };
    match status {
        Status::Committed => {
            c.set_line_width(1.0);
            (0..(h / 4.0) as i32).for_each(|k| line(x, y + 1.5 + f64::from(k) * 4.0, x + w, y + 1.5 + f64::from(k) * 4.0));
        }
        Status::Chained => {
            c.set_line_width(1.0);
            if let Ok(()) = c.set_line_dash(&js_sys::Array::of2(&2.into(), &2.into())) {
                (0..(h / 4.0) as i32).for_each(|k| line(x, y + 1.5 + f64::from(k) * 4.0, x + w, y + 1.5 + f64::from(k) * 4.0));
            }
        }
        Status::Unproven => {
            c.set_line_width(1.25);
            steps(5.0).for_each(|at| line(at, y + h, at + h, y));
        }
        Status::Missing => {
            c.set_line_width(1.1);
            steps(6.0).for_each(|at| line(at, y, at + h, y + h));
        }
        Status::Suspect => {
            c.set_line_width(1.25);
            steps(6.0).for_each(|at| {
                line(at, y, at + h, y + h);
                line(at, y + h, at + h, y);
            });
        }
        Status::Disputed => {
            c.set_stroke_style_str(&fill);
            c.set_line_width(3.0);
            steps(12.0).for_each(|at| {
                line(at, y, at + h, y + h);
                line(at, y + h, at + h, y);
            });
        }
        Status::Forged => steps(4.0).for_each(|at| c.fill_rect(at, y, 2.5, h)),
        Status::Conflict => steps(6.0).for_each(|at| {
            (0..(h / 3.0) as i32).for_each(|k| c.fill_rect(at + f64::from(k % 2) * 3.0, y + f64::from(k) * 3.0, 3.0, 3.0));
        }),
        Status::Uncovered => {
            c.set_fill_style_str(&stroke);
            steps(5.0).for_each(|at| (0..(h / 5.0) as i32).for_each(|k| c.fill_rect(at + 1.5, y + 2.0 + f64::from(k) * 5.0, 2.0, 2.0)));
        }
        Status::Erased => {
            c.set_line_width(2.0);
            line(x, y + 1.0, x + w, y + 1.0);
            line(x, y + h - 1.0, x + w, y + h - 1.0);
        }
        Status::Pruned => {
            c.set_line_width(1.5);
            steps(4.0).for_each(|at| line(at, y + h, at, y + h / 2.0));
        }
        Status::Proven | Status::Altered | Status::Withheld => {}
    }
    c.stroke();
    if status == Status::Missing {
        c.set_line_width(3.0);
        if let Ok(()) = c.set_line_dash(&js_sys::Array::of2(&3.into(), &2.into())) {
            c.stroke_rect(x, y, w, h);
        }
    }
    c.restore();
}

/// Checkpoints as ticks with their sizes below, as many labels as fit; damage is named above.
fn axis(c: &CanvasRenderingContext2d, ink: &Ink, lane: &Lane, css: f64) {
    let (start, end) = (lane.start, lane.end);
    let at = |position: u64| column(position, start, end, css as usize);
    c.set_font(&format!("{AXIS_FONT} {}", ink.get("--sans")));
    c.set_fill_style_str(&ink.get("--ink"));
    let mut sizes: Vec<u64> = lane.checkpoints.iter().copied().filter(|size| (start..=end).contains(size) && *size > start).collect();
    sizes.sort_unstable();
    sizes.dedup();
    for size in &sizes {
        let x = at(*size).clamp(1.0, css - 1.0);
        c.set_fill_style_str(&ink.get("--paper"));
        c.fill_rect(x - 1.5, TOP, 3.0, LANE);
        c.set_fill_style_str(&ink.get("--ink"));
        c.fill_rect(x - 0.75, TOP - 3.0, 1.5, LANE + 9.0);
        c.fill_rect((x - 4.0).max(0.0), TOP + LANE + 5.0, 8.0, 2.0);
    }
    c.set_fill_style_str(&ink.get("--ink-2"));
    let marks = if sizes.is_empty() { ticks(start, end, (css / 90.0) as usize) } else { [start].into_iter().chain(sizes).collect() };
    let mut free = 0.0;
    for mark in marks {
        let (label, x) = (text::number(mark), at(mark));
        let width = c.measure_text(&label).map_or(0.0, |m| m.width());
        let left = (x - width / 2.0).clamp(0.0, css - width);
        if left >= free {
            // Text that cannot be drawn is still in the table.
            let _drawn = c.fill_text(&label, left, HEIGHT - 3.0);
            free = left + width + 12.0;
        }
    }
    c.set_font(&format!("600 11px {}", ink.get("--sans")));
    let mut free = 0.0;
    let worth = |run: &&crate::report::Run| {
        !matches!(run.status, Status::Proven | Status::Committed | Status::Chained | Status::Erased | Status::Pruned)
    };
    for run in lane.runs.iter().filter(worth).take(200) {
        let label = text::stretch(run.start, run.end, lane.word(run.status));
        let width = c.measure_text(&label).map_or(0.0, |m| m.width());
        let left = ((at(run.start) + at(run.end)) / 2.0 - width / 2.0).clamp(0.0, (css - width).max(0.0));
        if left >= free {
            c.set_fill_style_str(&ink.of(run.status).0);
            let _drawn = c.fill_text(&label, left, 11.0);
            free = left + width + 12.0;
        }
    }
}
