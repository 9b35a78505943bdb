//! Small parts that every view uses: glyphs, hostile text, hashes, saving a text.

pub mod draw;

use crate::escape::{self, Piece};
use crate::markdown::Span;
use crate::state::blob_url;
use crate::text::{Language, Said};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

/// A glyph of the sprite. Decoration: the word beside it says the same.
#[component]
pub fn Glyph(
    /// Name in the sprite, without `g-`.
    #[prop(into)]
    name: Signal<String>,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let href = move || format!("#g-{}", name.get());
    view! {
        <svg class=format!("g {class}") aria-hidden="true">
            <use_ href=href></use_>
        </svg>
    }
}

fn pieces(pieces: Vec<Piece>) -> Vec<AnyView> {
    let draw = |piece| match piece {
        Piece::Plain(text) => view! { <span>{text}</span> }.into_any(),
        Piece::Mark(code) => view! { <span class="mark" title=crate::text::words().hidden_character>{code}</span> }.into_any(),
    };
    pieces.into_iter().map(draw).collect()
}

/// Words of the page itself, with what is code and what is strong.
pub fn spans(words: Vec<Span>) -> Vec<AnyView> {
    let draw = |span| match span {
        Span::Plain(text) => view! { <span>{text}</span> }.into_any(),
        Span::Code(text) => view! { <code>{text}</code> }.into_any(),
        Span::Strong(text) => view! { <b>{text}</b> }.into_any(),
    };
    words.into_iter().map(draw).collect()
}

/// Text from evidence on one line: text nodes only, hidden characters spelled out.
pub fn line(text: &str) -> Vec<AnyView> {
    pieces(escape::line(text))
}

/// Text from evidence on several lines.
pub fn block(text: &str) -> Vec<AnyView> {
    pieces(escape::block(text))
}

/// Text of one line that is spelled out already, with what was found in it marked.
pub fn found(pieces: Vec<(bool, &str)>) -> Vec<AnyView> {
    let draw = |(found, text): (bool, &str)| {
        let text = text.to_owned();
        if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.into_iter().map(draw).collect()
}

/// Text from evidence on one line, with what was found in it marked.
pub fn found_line(pieces: Vec<(bool, &str)>) -> Vec<AnyView> {
    let draw = |(found, text): (bool, &str)| if found { view! { <mark>{line(text)}</mark> }.into_any() } else { line(text).into_any() };
    pieces.into_iter().map(draw).collect()
}

/// A sentence of the engine: what it quotes between backticks is drawn as evidence.
pub fn fact(sentence: &str) -> Vec<AnyView> {
    let mut out = Vec::new();
    for (k, part) in sentence.split('`').enumerate() {
        if k % 2 == 1 {
            out.push(view! { <code class="any">{line(part)}</code> }.into_any());
        } else {
            out.extend(line(part));
        }
    }
    out
}

/// A sentence of the engine as the page says it; marked where it is in another language than the page.
pub fn said(said: &Said) -> AnyView {
    let words = fact(&said.words);
    match foreign(said) {
        Some(language) => view! { <span lang=language>{words}</span> }.into_any(),
        None => words.into_any(),
    }
}

/// The language of a sentence, where it is not that of the page.
pub fn foreign(said: &Said) -> Option<&'static str> {
    said.is_foreign.then_some(Language::English.code())
}

/// A hash, shortened; its full value is one click away.
#[component]
pub fn Hash(
    /// The whole value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (head, tail) = match (value.get(..7), value.len().checked_sub(5).and_then(|at| value.get(at..))) {
        (Some(head), Some(tail)) if value.len() > 16 => (head.to_owned(), tail.to_owned()),
        _ => (value.clone(), String::new()),
    };
    let short = if tail.is_empty() { escape::flat(&head) } else { escape::flat(&format!("{head}…{tail}")) };
    let full = escape::flat(&value);
    let title = full.clone();
    let shown = move || if open.get() { full.clone() } else { short.clone() };
    view! {
        <button class="hash" class:open=open title=title aria-expanded=move || open.get().to_string() on:click=move |event| {
            event.stop_propagation();
            open.update(|open| *open = !*open);
        }>{shown}</button>
    }
}

/// Offers bytes for saving.
pub fn save(bytes: &[u8], name: &str, kind: &str) {
    let anchor = document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(anchor), Some(url)) = (anchor, blob_url(bytes, kind)) {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        // The browser has taken what it needs by the next minute; revoking earlier can cut a download short.
        gloo::timers::callback::Timeout::new(60_000, move || {
            let _gone = web_sys::Url::revoke_object_url(&url);
        })
        .forget();
    }
}

/// The class of a verdict or a claim: its colour, and nothing else.
pub fn tone(word: &str) -> &'static str {
    match word {
        "proven" => "s-proven",
        "unproven" => "s-unproven",
        "broken" => "s-broken",
        _ => "s-unchecked",
    }
}

/// The small glyph of a verdict or a claim.
pub fn verdict_glyph(word: &str) -> &'static str {
    match word {
        "proven" => "proven",
        "unproven" => "unproven",
        "broken" => "no",
        _ => "unchecked",
    }
}
