//! The lane of a log as a picture for paper. Colour, pattern and height say the status, as on the screen.

use crate::lane::{column, stretches, ticks};
use crate::node::{Attr, Element, Tag};
use crate::words::{number, range};
use unbroken::log::coverage::Status;
use unbroken::verdict::report::{LogReport, Run};

/// The picture in its own units: labels above, the lane, labels below.
const WIDTH: usize = 640;
const HEIGHT: usize = 66;
const TOP: f64 = 20.0;
const LANE: f64 = 20.0;

/// Width of a letter of a label, roughly, and the space between two labels.
const LETTER: f64 = 6.2;
const APART: f64 = 10.0;

/// The picture; nothing for a log without a position.
pub fn picture(log: &LogReport) -> Option<Element> {
    let starts = log.coverage.iter().map(|run| run.start).chain(log.scope.start);
    let ends = log.coverage.iter().map(|run| run.end).chain(log.scope.end);
    let (start, end) = (starts.min()?, ends.max()?);
    if start >= end {
        return None;
    }
    let at = |position: u64| column(position, start, end, WIDTH);
    let mut svg = Element::new(Tag::Svg)
        .class("rlane")
        .attr(Attr::ViewBox, format!("0 0 {WIDTH} {HEIGHT}"))
        .attr(Attr::Role, "img")
        .attr(Attr::Label, described(&log.coverage));
    for stretch in stretches(&log.coverage, start, end, WIDTH) {
        if let Some(status) = stretch.status {
            svg = svg.with(run(status, stretch.x as f64, stretch.width as f64));
        }
    }
    let mut sizes: Vec<u64> =
        log.checkpoints.iter().map(|checkpoint| checkpoint.size).filter(|size| *size > start && *size <= end).collect();
    sizes.dedup();
    for size in sizes.iter().take(WIDTH) {
        let x = at(*size).min(WIDTH as f64 - 1.0);
        svg =
            svg.with(rect(x - 0.5, TOP - 3.0, 1.0, LANE + 8.0, "var(--ink)")).with(rect(x - 4.0, TOP + LANE + 5.0, 8.0, 2.0, "var(--ink)"));
    }
    let marks = if sizes.is_empty() { ticks(start, end, 8) } else { [start].into_iter().chain(sizes).collect() };
    let below = marks.into_iter().map(|mark| (at(mark), number(mark), "q"));
    let named = log.coverage.iter().filter(|run| run.status != Status::Proven).map(|run| {
        let words = format!("{} {}", range(run.start, run.end).replace("entries ", "").replace("entry ", ""), run.status.as_str());
        ((at(run.start) + at(run.end)) / 2.0, words, run.status.as_str())
    });
    Some(svg.with_all(labels(below, HEIGHT as f64 - 4.0)).with_all(labels(named, 8.0)))
}

/// The same for who cannot see it.
fn described(runs: &[Run]) -> String {
    let sum = |status| runs.iter().filter(|run| run.status == status).map(|run| run.end - run.start).sum::<u64>();
    let parts = Status::ALL.into_iter().map(|status| (status, sum(status))).filter(|(_, n)| *n > 0);
    parts.map(|(status, n)| format!("{} {}", number(n), status.as_str())).collect::<Vec<_>>().join(", ")
}

fn run(status: Status, x: f64, width: f64) -> Element {
    let (y, height) = match status {
        Status::Altered | Status::Forged | Status::Conflict | Status::Disputed => (TOP - 4.0, LANE + 8.0),
        Status::Uncovered | Status::Chained => (TOP + LANE * 0.25, LANE * 0.75),
        Status::Withheld | Status::Erased | Status::Pruned => (TOP + LANE * 0.3, LANE * 0.4),
        _ => (TOP, LANE),
    };
    let drawn = rect(x, y, width, height, &format!("url(#p-{})", status.as_str()));
    if status == Status::Missing {
        return drawn.attr(Attr::Stroke, "var(--s-broken)").attr(Attr::StrokeWidth, "1.5").attr(Attr::Dashes, "3 2");
    }
    drawn
}

fn rect(x: f64, y: f64, width: f64, height: f64, fill: &str) -> Element {
    let place = [(Attr::X, x), (Attr::Y, y), (Attr::Width, width), (Attr::Height, height)];
    let rect = place.into_iter().fold(Element::new(Tag::Rect), |rect, (attr, value)| rect.attr(attr, format!("{value:.2}")));
    rect.attr(Attr::Fill, fill)
}

/// As many labels as fit without touching, from the left, each with its middle, its words and its class.
fn labels(wanted: impl Iterator<Item = (f64, String, &'static str)>, y: f64) -> Vec<Element> {
    let mut free = 0.0;
    let mut out = Vec::new();
    for (middle, words, class) in wanted {
        let width = words.chars().count() as f64 * LETTER;
        let left = (middle - width / 2.0).clamp(0.0, (WIDTH as f64 - width).max(0.0));
        if left >= free {
            free = left + width + APART;
            let class = if class == "q" { "q".to_owned() } else { format!("b s-{class}") };
            let text = Element::new(Tag::Text).class(class).attr(Attr::X, format!("{left:.2}")).attr(Attr::Y, format!("{y:.2}"));
            out.push(text.text(words));
        }
    }
    out
}
