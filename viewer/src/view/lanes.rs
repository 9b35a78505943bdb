//! The lane over the whole log, with a table that says the same: what is shown of it, and what pointers do to it.

pub mod paint;

use crate::layout::lanes::{Lane, position};
use crate::state::State;
use crate::text;
use crate::ui::Glyph;
use crate::view::times::TimeLane;
use leptos::html::Canvas;
use leptos::prelude::*;
use paint::draw;
use unbroken::log::coverage::Status;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlCanvasElement;

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
