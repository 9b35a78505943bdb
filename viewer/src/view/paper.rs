//! The report as a sheet, in place of the workspace: to read, to print, to save, with a sample that somebody else can draw again.

use crate::state::State;
use crate::text::{self, Language};
use crate::ui::{draw::draw, save};
use leptos::html::Div;
use leptos::prelude::*;

/// The screen, while it is open.
#[component]
pub fn PaperScreen() -> impl IntoView {
    let state = expect_context::<State>();
    let desk = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(desk) = desk.get() else { return };
        desk.set_text_content(None);
        state.paper.with(|paper| {
            if let Some(drawn) = paper.as_ref().and_then(|paper| draw(&paper.sheet)) {
                // A fresh element can be appended to an empty one.
                let _always = desk.append_child(&drawn);
            }
        });
    });
    let note = text::words().paper_language;
    view! {
        <section class="papers" data-test="paper" aria-label=text::words().paper>
            <Tools/>
            {(!note.is_empty()).then(|| view! { <p class="aside sm q2" data-test="paper-language">{note}</p> })}
            <div class="desk" tabindex="0" role="document" lang=Language::English.code() aria-label=text::words().paper node_ref=desk></div>
        </section>
    }
}

/// What can be done with it.
#[component]
fn Tools() -> impl IntoView {
    let state = expect_context::<State>();
    let html = move |_| {
        if let Some(paper) = state.paper.get_untracked() {
            save(&paper.html, "unbroken-report.html", "text/html");
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.want_paper();
    };
    let word = move |event| state.draws.update(|draws| draws.word = event_target_value(&event));
    let count = move |event| state.draws.update(|draws| draws.count = event_target_value(&event));
    let print = move |_| {
        // A browser that cannot print says so itself.
        let _asked = window().print();
    };
    view! {
        <div class="tools">
            <b>{text::words().paper}</b>
            <form class="drawn" on:submit=submit title=text::words().sample_why>
                <label class="sm">{text::words().sample_word}" "<input class="field" size="14" data-test="sample-word" prop:value=move || state.draws.with(|draws| draws.word.clone()) on:input=word/></label>
                <label class="sm">{text::words().sample_count}" "<input class="field" size="4" inputmode="numeric" data-test="sample-count" prop:value=move || state.draws.with(|draws| draws.count.clone()) on:input=count/></label>
                <button class="btn" data-test="draw">{text::words().sample_draw}</button>
                <span class="st s-broken sm" role="status" data-test="sample-fault">{move || state.draws.with(|draws| draws.fault())}</span>
            </form>
            <span class="sp"></span>
            <button class="btn main" data-test="print" on:click=print>{text::words().print}</button>
            <button class="btn" data-test="save-html" on:click=html>{text::words().save_html}</button>
            <button class="btn bare" data-test="close-paper" on:click=move |_| state.reading.set(false)>{text::words().back}<kbd>"Esc"</kbd></button>
        </div>
    }
}

/// The button that opens it.
#[component]
pub fn OpenPaper() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <button class="btn main" data-test="open-paper" on:click=move |_| state.read_paper()>{text::words().open_paper}<kbd>"r"</kbd></button>
    }
}
