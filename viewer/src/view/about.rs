//! What this page is: version, digest of its sources, how to have it as one file, and how to tell a copy that is the published one.

use super::top::is_sealed;
use crate::copies::PageCopy;
use crate::state::State;
use crate::text::{self, Language};
use crate::ui::line;
use leptos::prelude::*;
use unbroken::{Question, Trust, TrustTexts, verify};

/// The fonts stand in the page, so their licence does too.
const FONTS: &str = include_str!("../../../www/fonts/OFL.txt");
/// What computes a digest, on each system: before the name of the file, and behind it.
const TOOLS: [(&str, &str, &str); 3] =
    [("Linux", "sha256sum ", ""), ("macOS", "shasum -a 256 ", ""), ("Windows", "certutil -hashfile ", " SHA256")];

/// Version and source digest, as every report carries them.
fn tool() -> (&'static str, &'static str) {
    let tool = Trust::read(&TrustTexts::default()).map(|trust| verify(&[], &trust, &Question::default()).tool);
    tool.map_or_else(|_| Default::default(), |tool| (tool.version, tool.source_sha256))
}

/// The box.
#[component]
pub fn About() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <Show when=move || state.about.get()>
            <section class="help about" role="dialog" aria-label=text::words().about_title data-test="about">
                <div class="head"><span class="lab">{text::words().about_title}</span><span class="sp"></span>
                    <button class="btn bare" on:click=move |_| state.about.set(false)>{text::words().close}<kbd>"Esc"</kbd></button>
                </div>
                <Contents/>
            </section>
        </Show>
    }
}

#[component]
fn Contents() -> impl IntoView {
    let state = expect_context::<State>();
    let (version, source) = tool();
    let file = format!("unbroken-{version}.html");
    let edition = if is_sealed() {
        view! { <p class="read">{text::words().about_file}</p> }.into_any()
    } else {
        view! {
            <p class="read">{text::words().about_site}</p>
            <p class="btns">
                <a class="btn main" href=file.clone() download=file.clone() data-test="download">{text::words().about_download}</a>
                <a class="btn" href="SHA256SUMS" download="SHA256SUMS" data-test="sums">{text::words().about_sums}</a>
            </p>
        }
        .into_any()
    };
    let tools =
        TOOLS.map(|(system, before, behind)| view! { <dt>{system}</dt><dd><code class="any">{before}{file.clone()}{behind}</code></dd> });
    view! {
        <dl class="facts">
            <dt>{text::words().about_version}</dt><dd data-test="version">{version}</dd>
            <dt>{text::words().about_source}</dt><dd><code class="any">{source}</code></dd>
        </dl>
        {edition}
        <h2 class="lab">{text::words().about_same}</h2>
        <p class="read">{text::words().about_compare}</p>
        <dl class="facts">{tools}</dl>
        <p class="read">{text::words().about_drop}</p>
        <ul class="copies" aria-live="polite">{move || state.copies.get().into_iter().map(copy).collect_view()}</ul>
        <details class="raw"><summary class="sm">{text::words().about_fonts}</summary><pre class="note" lang=Language::English.code()>{FONTS}</pre></details>
    }
}

/// A copy that was given.
fn copy(copy: PageCopy) -> impl IntoView {
    view! {
        <li data-test="page-copy">
            <p>{line(&copy.name)}<span class="q2">" "{text::bytes(copy.size)}</span></p>
            <code class="any">{copy.sha256}</code>
        </li>
    }
}
