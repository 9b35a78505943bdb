//! The lane on a canvas at device pixels: the worst status of each pixel, by height, pattern and colour.

use crate::layout::lanes::{Lane, Stretch, column, stretches, ticks};
use crate::text;
use leptos::prelude::*;
use unbroken::log::coverage::Status;
use wasm_bindgen::JsCast;
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

/// Draws a lane, with a frame around the position that is open.
pub fn draw(canvas: &HtmlCanvasElement, css: f64, lane: &Lane, selected: Option<u64>) {
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
