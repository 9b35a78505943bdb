//! What you trust: apart from the evidence, given by the reader, each with where it came from. What you ask stands below it.

use crate::question::QuestionForm;
use crate::state::State;
use crate::text;
use crate::trust::TrustForm;
use crate::ui::Glyph;
use crate::view::landing::take_files;
use crate::view::question::QuestionFields;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One field of the panel: name for tests, its number among titles and sources, its text.
struct Field {
    test: &'static str,
    source: usize,
    get: fn(&TrustForm) -> &String,
    set: fn(&mut TrustForm) -> &mut String,
    /// Whether further files are added below, rather than replacing what is there.
    adds: bool,
}

const FIELDS: [Field; 4] = [
    Field { test: "trust-policy", source: 0, get: |f| &f.policy, set: |f| &mut f.policy, adds: false },
    Field { test: "trust-logs", source: 1, get: |f| &f.logs, set: |f| &mut f.logs, adds: false },
    Field { test: "trust-writers", source: 2, get: |f| &f.writers, set: |f| &mut f.writers, adds: false },
    Field { test: "trust-pins", source: 3, get: |f| &f.pins, set: |f| &mut f.pins, adds: true },
];

impl Field {
    fn title(&self) -> &'static str {
        text::words().trust_fields[self.source].0
    }
}

/// The panel. Its fields stay in the document while it is closed.
#[component]
pub fn TrustPanel() -> impl IntoView {
    let state = expect_context::<State>();
    let toggled = move |event: leptos::ev::Event| {
        let open = event_target::<web_sys::Element>(&event).has_attribute("open");
        if open != state.panel.get_untracked() {
            state.panel.set(open);
        }
    };
    let digest = move || {
        let sample = state.sample.with(Option::is_some);
        state.trust.with(|trust| {
            if sample && !trust.is_empty() {
                return text::words().sample_source.to_owned();
            }
            let given: Vec<&str> = FIELDS.iter().filter(|f| !(f.get)(trust).trim().is_empty()).map(|f| f.title()).collect();
            if given.is_empty() { text::words().trust_empty.to_owned() } else { given.join(", ") }
        })
    };
    let asked = move || state.question.with(QuestionForm::read).map_or_else(|_| text::words().question_bad.to_owned(), |q| text::asked(&q));
    view! {
        <details class="trust" data-test="trust-panel" open=move || state.panel.get() on:toggle=toggled>
            <summary>
                <span class="pair"><span class="lab">{text::words().trust}</span><span class="q2">{digest}</span></span>
                <span class="pair"><span class="lab">{text::words().question}</span><span class="q2" data-test="asked">{asked}</span></span>
                <kbd>"v"</kbd>
            </summary>
            <div class="trustbody">
                <p class="q2 wideline">{move || if state.sample.with(Option::is_some) { text::words().trust_sample } else { text::words().trust_about }}</p>
                {FIELDS.iter().map(|field| view! { <FieldView field/> }).collect_view()}
                <QuestionFields/>
                <div class="btns wideline">
                    <button class="btn main" data-test="trust-apply" on:click=move |_| state.judge()>{text::words().apply}</button>
                    <p class="error s-broken" role="alert" data-test="trust-error" hidden=move || state.trust_error.with(Option::is_none)>
                        <Glyph name="no"/>
                        <span class="st">{move || state.trust_error.with(|error| error.as_ref().map(text::refusal))}</span>
                    </p>
                </div>
            </div>
        </details>
    }
}

#[component]
fn FieldView(
    /// Which.
    field: &'static Field,
) -> impl IntoView {
    let state = expect_context::<State>();
    let picked = move |event: leptos::ev::Event| {
        let files = take_files(&event);
        // Reading takes a moment; until then the page is not idle.
        let phase = state.phase.get_untracked();
        state.busy();
        spawn_local(async move {
            for file in files {
                let name = file.name();
                // A file that cannot be read grants nothing; the empty field shows it.
                let Ok(read) = gloo::file::futures::read_as_text(&gloo::file::File::from(file)).await else { continue };
                state.trust.update(|trust| {
                    let text = (field.set)(trust);
                    if field.adds && !text.trim().is_empty() {
                        *text = format!("{}\n\n{read}", text.trim_end());
                    } else {
                        *text = read;
                    }
                    let source = &mut trust.sources[field.source];
                    if source.is_empty() {
                        *source = text::from_file(&name);
                    }
                });
            }
            state.enter(phase);
        });
    };
    view! {
        <div class="tfield">
            <div class="trow">
                <label class="lab" for=field.test>{field.title()}</label>
                <label class="btn bare filebtn">{text::words().pick}
                    <input type="file" multiple=field.adds data-test=format!("{}-file", field.test) on:change=picked/></label>
            </div>
            <textarea class="field mono" id=field.test data-test=field.test rows="4" spellcheck="false" placeholder=text::words().trust_fields[field.source].1
                prop:value=move || state.trust.with(|t| (field.get)(t).clone())
                on:input=move |e| state.trust.update(|t| *(field.set)(t) = event_target_value(&e))></textarea>
            <input class="field sm" aria-label=text::words().trust_source placeholder=text::words().trust_source data-test=format!("{}-source", field.test)
                prop:value=move || state.trust.with(|t| t.sources[field.source].clone())
                on:input=move |e| state.trust.update(|t| t.sources[field.source] = event_target_value(&e))/>
        </div>
    }
}
