//! The bar on top, and the line of the log under it: the one ornament, and it tells the verdict.

use crate::report::Report;
use crate::state::{Phase, State};
use crate::text;
use crate::ui::{Glyph, line, tone};
use leptos::prelude::*;
use unbroken::Format;
use unbroken::log::coverage::Status;

/// Files shown by name; of more only the number.
const NAMED: usize = 4;

/// Whether the page's own policy forbids every connection, as it does in the single file.
pub fn is_sealed() -> bool {
    let meta = document().query_selector("meta[http-equiv=Content-Security-Policy]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).is_some_and(|policy| policy.contains("connect-src 'none'"))
}

/// The switch to the other language: its own name for itself, so that whoever needs it can read it.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let state = expect_context::<State>();
    let other = text::language().other();
    view! {
        <button class="btn bare" data-test="language" lang=other.code() title=text::words().other_language on:click=move |_| state.switch_language()>
            {other.own_name()}
        </button>
    }
}

/// Light to dark and back.
pub fn toggle_theme() {
    let Some(root) = document().document_element() else { return };
    let dark = match root.get_attribute("data-theme") {
        Some(theme) => theme == "dark",
        None => window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches()),
    };
    // Setting an attribute of this name has no failing path.
    let _always = root.set_attribute("data-theme", if dark { "light" } else { "dark" });
}

/// The bar and the line.
#[component]
pub fn Top() -> impl IntoView {
    let state = expect_context::<State>();
    let shown = move || {
        state
            .items
            .get()
            .into_iter()
            .take(NAMED)
            .map(|item| {
                let trust = matches!(item.format, Some(Format::Policy | Format::Keys));
                let note = if trust { text::words().not_used.to_owned() } else { text::bytes(item.size) };
                let word = item.format.map_or("", Format::as_str);
                view! {
                    <li data-test="input" data-format=word title=word>
                        {line(&item.name)}
                        <span class="q">{note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let more = move || {
        let rest = state.items.with(Vec::len).saturating_sub(NAMED);
        (rest > 0).then(|| view! { <li class="q">{text::more_files(rest as u64)}</li> })
    };
    view! {
        <header class="top">
            <button class="word" data-test="start-over" title=text::words().again on:click=move |_| state.clear()>
                <Glyph name="word"/>
                "Unbroken"
            </button>
            <ul class="files sm q2" data-test="inputs" aria-label=text::words().opened>
                {shown}
                {more}
            </ul>
            <span class="sp"></span>
            <span class="off wide">
                <Glyph name="off"/>
                {text::words().stays}
            </span>
            <LanguageSwitch/>
            <button class="btn bare" title=text::words().theme_why on:click=move |_| toggle_theme()>{text::words().theme}<kbd>"t"</kbd></button>
            <button class="btn bare" on:click=move |_| state.help.update(|open| *open = !*open)>{text::words().help}<kbd>"?"</kbd></button>
        </header>
        <Line/>
    }
}

/// Whole if proven, dashed if unproven, cut where it broke, partly drawn while reading.
#[component]
fn Line() -> impl IntoView {
    let state = expect_context::<State>();
    let strokes = move || match state.phase.get() {
        Phase::Landing => None,
        Phase::Working => {
            let (progress, _) = state.progress.get();
            let share = progress.work as f64 / progress.work_total.max(1) as f64 * 100.0;
            Some(("s-unchecked", vec![(0.0, share)], ""))
        }
        Phase::Done => state.report.with(|report| report.as_ref().map(|report| drawn(report, state.log.get()))),
        _ => Some(("s-unchecked", vec![(0.0, 100.0)], "16 8")),
    };
    move || {
        strokes().map(|(class, strokes, dash)| {
            let draw = |(from, to): (f64, f64)| {
                view! { <line x1=format!("{from:.2}%") x2=format!("{to:.2}%") y1="2" y2="2" stroke-dasharray=dash></line> }
            };
            view! { <svg class=format!("theline {class}") aria-hidden="true">{strokes.into_iter().map(draw).collect_view()}</svg> }
        })
    }
}

fn drawn(report: &Report, log: usize) -> (&'static str, Vec<(f64, f64)>, &'static str) {
    let class = tone(&report.verdict);
    match report.verdict.as_str() {
        "proven" => (class, vec![(0.0, 100.0)], ""),
        "broken" => (class, cut(report, log), ""),
        _ => (class, vec![(0.0, 100.0)], "16 8"),
    }
}

/// The line with a gap where the worst run lies; in the middle if the position is not known.
fn cut(report: &Report, log: usize) -> Vec<(f64, f64)> {
    let middle = report.logs.get(log).and_then(|log| {
        let (start, end) = log.extent();
        let worst = log.coverage.iter().filter(|run| run.status < Status::Unproven).min_by_key(|run| run.status)?;
        Some((worst.start + worst.end).saturating_sub(2 * start) as f64 / 2.0 / end.saturating_sub(start).max(1) as f64 * 100.0)
    });
    let at = middle.unwrap_or(50.0).clamp(1.0, 99.0);
    vec![(0.0, at - 0.35), (at + 0.35, 100.0)]
}
