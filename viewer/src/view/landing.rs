//! The first screen: what this page does, how to give it evidence, and samples.

use crate::app::files_of;
use crate::sample::{SAMPLES, Sample};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, tone, verdict_glyph};
use crate::view::top::is_sealed;
use leptos::prelude::*;
use unbroken::log::coverage::Status;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

/// Takes the files of an input and empties it, so that the same file can be given again.
pub fn take_files(event: &web_sys::Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
    let files = files_of(input.files());
    input.set_value("");
    files
}

/// The first screen.
#[component]
pub fn Landing() -> impl IntoView {
    view! {
        <div class="landmain">
            <section>
                <h1>{text::words().ask}</h1>
                <p class="read">{text::words().about}</p>
                <Give/>
                <p class="sm q2 kinds">{text::words().kinds}</p>
                <Stays/>
            </section>
            <section>
                <h2 class="shead lab">{text::words().samples}</h2>
                <ul class="samples" data-test="samples">
                    {SAMPLES.iter().enumerate().map(|(k, sample)| view! { <Row sample number=k + 1/> }).collect_view()}
                </ul>
            </section>
        </div>
    }
}

/// The ways to give evidence, on the first screen and later.
#[component]
pub fn Give() -> impl IntoView {
    let state = expect_context::<State>();
    let pasted = state.pasted;
    let folder = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = folder.get() {
            input.set_webkitdirectory(true);
        }
    });
    let give_text = move |_| {
        let parts = js_sys::Array::of1(&wasm_bindgen::JsValue::from_str(&pasted.get_untracked()));
        if let Ok(file) = File::new_with_str_sequence(&parts, text::words().pasted) {
            state.paste.set(false);
            pasted.set(String::new());
            state.give(vec![file]);
        }
    };
    view! {
        <div class="btns give">
            <label class="btn main big filebtn">
                {text::words().choose}<kbd>"o"</kbd>
                <input type="file" multiple data-test="file-input" on:change=move |event| state.give(take_files(&event))/>
            </label>
            <label class="btn big filebtn">
                {text::words().folder}
                <input type="file" multiple node_ref=folder data-test="folder-input" on:change=move |event| state.give(take_files(&event))/>
            </label>
            <button class="btn big" data-test="paste-open" aria-expanded=move || state.paste.get().to_string()
                on:click=move |_| state.paste.update(|open| *open = !*open)>{text::words().paste}</button>
        </div>
        <Show when=move || state.paste.get()>
            <div class="pastebox">
                <textarea class="field mono" rows="6" data-test="paste" aria-label=text::words().paste_here placeholder=text::words().paste_here
                    prop:value=pasted on:input=move |event| pasted.set(event_target_value(&event))></textarea>
                <button class="btn main" data-test="paste-go" disabled=move || pasted.with(|t| t.trim().is_empty()) on:click=give_text>{text::words().paste_go}</button>
            </div>
        </Show>
    }
}

/// That nothing leaves, and what enforces it in this edition of the page.
#[component]
fn Stays() -> impl IntoView {
    let state = expect_context::<State>();
    let (words, directive) =
        if is_sealed() { (text::words().stays_file, "connect-src 'none'") } else { (text::words().stays_site, "connect-src 'self'") };
    view! {
        <div class="offline">
            <p class="lab"><Glyph name="off"/>{text::words().stays}"."</p>
            <p class="q2">{words.0}<code>{directive}</code>{words.1}</p>
            <button class="btn bare link" data-test="open-about" on:click=move |_| state.show_about()>{text::words().about_open}</button>
        </div>
    }
}

#[component]
fn Row(
    /// What it shows.
    sample: &'static Sample,
    /// Its number in the list.
    number: usize,
) -> impl IntoView {
    let state = expect_context::<State>();
    let (title, about) = text::sample(sample.name);
    view! {
        <li>
            <button class="sample" data-test=format!("sample-{}", sample.name) on:click=move |_| state.show(sample)>
                <Picture name=sample.name/>
                <span class="tx"><b>{title}</b><span class="q2">{about}</span></span>
                <span class=format!("vd {}", tone(sample.verdict))>
                    <Glyph name=verdict_glyph(sample.verdict).to_owned()/>
                    <span class="st">{text::known(sample.verdict)}</span>
                </span>
                <span class="q num sm">{number}</span>
            </button>
        </li>
    }
}

/// A small drawing of what a sample is: runs in a lane, two histories, or a path.
#[component]
fn Picture(
    /// Name of the sample.
    name: &'static str,
) -> impl IntoView {
    use Status::{Altered, Committed, Missing, Proven, Unproven};
    let runs: &[(Status, u32, u32)] = match name {
        "intact" => &[(Proven, 0, 240)],
        "altered" => &[(Proven, 0, 130), (Proven, 140, 240), (Altered, 130, 140)],
        "gap" => &[(Proven, 0, 80), (Unproven, 80, 110), (Missing, 110, 140), (Proven, 140, 240)],
        "rollback" => &[(Proven, 0, 160), (Missing, 160, 240)],
        "unpinned" => &[(Committed, 0, 240)],
        "fork" => &[(Proven, 0, 120)],
        _ => &[],
    };
    let rect = |(status, from, to): &(Status, u32, u32)| {
        let (y, height) = if *status == Altered { (2, 28) } else { (8, 16) };
        let fill = format!("url(#p-{})", status.as_str());
        view! { <rect x=*from y=y width=to - from height=height fill=fill></rect> }
    };
    let fork = matches!(name, "fork" | "armory").then(|| {
        let x = if name == "fork" { 120 } else { 8 };
        let up = format!("M{x} 14C{} 14 {} 4 {} 4H240", x + 30, x + 30, x + 60);
        let down = format!("M{x} 18C{} 18 {} 28 {} 28H240", x + 30, x + 30, x + 60);
        view! { <path class="fork" d=format!("{up}{down}")></path> }
    });
    let receipt = matches!(name, "receipt" | "sumdb").then(|| {
        let steps = if name == "receipt" { 5 } else { 26 };
        let tick = |k: u32| {
            let (x, len) = (8 + k * 224 / steps, 2 + k * 12 / steps);
            if k % 3 == 1 { format!("M{x} 16v-{len}") } else { format!("M{x} 16v{len}") }
        };
        let ticks: String = (1..steps).map(tick).collect();
        view! {
            <path class="twig" d=ticks></path>
            <path class="stem" d="M4 16H238"></path>
            <circle class="tip" cx="4" cy="16" r="4"></circle>
            <path class="ground" d="M238 6V26"></path>
        }
    });
    let empty = (name == "empty").then(|| view! { <rect class="nothing" x="1" y="8" width="238" height="16"></rect> });
    view! {
        <svg class="pic" viewBox="0 0 240 32" preserveAspectRatio="none" aria-hidden="true">
            {runs.iter().map(rect).collect_view()}
            {fork}
            {receipt}
            {empty}
        </svg>
    }
}
