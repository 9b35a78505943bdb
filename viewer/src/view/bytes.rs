//! The event of an entry beside the exact bytes it was read from: to point at a value in one shows it in the other.

use crate::highlight::Needles;
use crate::outline::{Line, Outline, Piece};
use crate::report::Entry;
use crate::text;
use crate::ui::{block, found_line, line};
use leptos::html::Pre;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Bytes of an entry shown at once; more are saved, not shown.
pub const SHOWN: usize = 64 << 10;

/// First byte of the value that is pointed at.
pub type Lit = RwSignal<Option<usize>>;

/// How many bytes of a text are shown; characters stay whole.
pub fn shown(text: &str) -> usize {
    (0..=text.len().min(SHOWN)).rev().find(|k| text.is_char_boundary(*k)).unwrap_or(0)
}

/// The event, a line for each value; arrow keys go from line to line.
#[component]
pub fn Event(
    /// Its lines.
    outline: Outline,
    /// What is pointed at.
    lit: Lit,
    /// What is searched for.
    needles: Memo<Needles>,
) -> impl IntoView {
    let starts: Arc<[usize]> = outline.lines.iter().filter(|line| line.value.is_some()).map(|line| line.start).collect();
    let walk = move |event: leptos::ev::KeyboardEvent| {
        let forward = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        // The page's own arrow keys go from entry to entry.
        event.prevent_default();
        event.stop_propagation();
        let at = lit.get_untracked().and_then(|lit| starts.iter().position(|start| *start == lit));
        let next = match at {
            None => 0,
            Some(at) if forward => (at + 1).min(starts.len().saturating_sub(1)),
            Some(at) => at.saturating_sub(1),
        };
        lit.set(starts.get(next).copied());
    };
    let draw = move |one: &Line| {
        let (start, has_value) = (one.start, one.value.is_some());
        let value = one.value.clone().map(|value| {
            let words = move || found_line(needles.with(|needles| needles.split(None, &value)));
            view! { <b data-at=start.to_string() class:on=move || lit.get() == Some(start)>{words}</b> }
        });
        view! {
            <li style:padding-left=format!("{}rem", one.depth.min(12)) on:mouseenter=move |_| lit.set(has_value.then_some(start))>
                <span class="q2">{line(&one.name)}</span>
                {value}
            </li>
        }
    };
    let cut = outline.is_cut.then(|| view! { <li class="q">{text::words().event_cut}</li> });
    view! {
        <ul class="event" tabindex="0" data-test="entry-event" aria-label=text::words().event on:keydown=walk on:mouseleave=move |_| lit.set(None) on:blur=move |_| lit.set(None)>
            {outline.lines.iter().map(draw).collect_view()}
            {cut}
        </ul>
    }
}

/// The bytes, values in ink and what is between them quiet.
#[component]
pub fn Bytes(
    /// The entry.
    entry: Entry,
    /// Its bytes, cut.
    pieces: Vec<Piece>,
    /// What is pointed at.
    lit: Lit,
) -> impl IntoView {
    let pane = NodeRef::<Pre>::new();
    // The pane scrolls within itself, so that nothing else on the page moves.
    Effect::new(move |_| {
        let (Some(pane), Some(start)) = (pane.get(), lit.get()) else { return };
        let found =
            pane.query_selector(&format!("[data-at=\"{start}\"]")).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(found) = found {
            let (top, height) = (found.offset_top() - pane.offset_top(), pane.client_height());
            if top < pane.scroll_top() || top + found.offset_height() > pane.scroll_top() + height {
                pane.set_scroll_top(top - height / 3);
            }
        }
    });
    let text = entry.text.as_str();
    let names: Vec<(usize, String)> = entry.members.iter().map(|member| (member.start as usize, member.name.clone())).collect();
    let draw = |piece: &Piece| {
        let words = text.get(piece.start..piece.end).unwrap_or_default();
        let start = piece.start;
        if !piece.is_value {
            return view! { <span class="dim">{block(words)}</span> }.into_any();
        }
        let name = names.iter().find(|(at, _)| *at == start).map(|(_, name)| crate::escape::flat(name));
        view! {
            <b data-at=start.to_string() data-member=name.clone() title=name class:on=move || lit.get() == Some(start)
                on:mouseenter=move |_| lit.set(Some(start)) on:mouseleave=move |_| lit.set(None)>{block(words)}</b>
        }
        .into_any()
    };
    let rest = text.len() - shown(text);
    let rest = (rest > 0).then(|| view! { <span class="q">" … "{text::more_bytes(rest as u64)}</span> });
    view! { <pre class="bytes" data-test="entry-text" tabindex="0" aria-label=text::words().bytes node_ref=pane>{pieces.iter().map(draw).collect_view()}{rest}</pre> }
}
