//! What you ask: entries, times, claims that must be shown, how old the newest state may be, expected events, a trace, pauses and clocks.
//! Each field has its own sentence when it cannot be read.

use crate::question::{Field, QuestionForm};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, line};
use crate::view::landing::take_files;
use leptos::prelude::*;
use leptos::task::spawn_local;
use unbroken::{Question, Requirement};

/// The fields of the question.
#[component]
pub fn QuestionFields() -> impl IntoView {
    let state = expect_context::<State>();
    let usual = Question::default();
    let (skew, delay) = (text::span_left_out(usual.skew_secs), text::span_left_out(usual.delay_secs));
    view! {
        <fieldset class="ask" data-test="question" on:change=move |_| state.check_question()>
            <legend class="lab">{text::words().question}</legend>
            <p class="sm q2 wideline">{text::words().question_about}</p>
            <div class="tfield">
                <h2 class="lab">{text::words().question_entries}</h2>
                <Typed title=text::words().question_from test="question-from" get=|q| &q.from set=|q| &mut q.from/>
                <Typed title=text::words().question_to test="question-to" hint=text::words().question_open get=|q| &q.to set=|q| &mut q.to/>
                <Wrong field=Field::Entries test="question-entries-error"/>
                <Tick title=text::words().accept test="accept-withheld" get=|q| q.accept_withheld set=|q| &mut q.accept_withheld/>
                <Tick title=text::words().list_redacted test="list-redacted" get=|q| q.list_redacted set=|q| &mut q.list_redacted/>
            </div>
            <div class="tfield">
                <h2 class="lab">{text::words().question_times}</h2>
                <Typed title=text::words().question_time_from test="question-time-from" hint=text::words().a_time get=|q| &q.time_from set=|q| &mut q.time_from/>
                <Typed title=text::words().question_to test="question-time-to" hint=text::words().a_time get=|q| &q.time_to set=|q| &mut q.time_to/>
                <Wrong field=Field::Times test="question-time-error"/>
            </div>
            <div class="tfield">
                <h2 class="lab">{text::words().question_state}</h2>
                <Typed title=text::words().question_age test="question-max-age" hint=text::words().a_span get=|q| &q.max_age set=|q| &mut q.max_age/>
                <Wrong field=Field::Age test="question-max-age-error"/>
                <div class="withbtn">
                    <Typed title=text::words().question_now test="question-now" hint=text::words().a_time get=|q| &q.now set=|q| &mut q.now/>
                    <button class="btn" type="button" data-test="question-set-now" title=text::words().now_why on:click=move |_| state.set_now()>{text::words().now}</button>
                </div>
                <Wrong field=Field::Now test="question-now-error"/>
            </div>
            <Events/>
            <div class="boxes wideline">
                <h2 class="lab">{text::words().question_require}</h2>
                {Requirement::ALL.map(|known| view! { <Required known/> }).into_iter().collect_view()}
            </div>
            <div class="tfield half">
                <h2 class="lab">{text::words().question_clocks}</h2>
                <div class="three">
                    <Typed title=text::words().question_silence test="question-silence" hint=text::words().a_span get=|q| &q.silence set=|q| &mut q.silence/>
                    <Typed title=text::words().question_skew test="question-skew" hint=skew get=|q| &q.skew set=|q| &mut q.skew/>
                    <Typed title=text::words().question_delay test="question-delay" hint=delay get=|q| &q.delay set=|q| &mut q.delay/>
                </div>
                <Wrong field=Field::Silence test="question-silence-error"/>
                <Wrong field=Field::Skew test="question-skew-error"/>
                <Wrong field=Field::Delay test="question-delay-error"/>
            </div>
            <div class="tfield half">
                <h2 class="lab">{text::words().question_correlation}</h2>
                <Typed title=text::words().question_trace test="question-trace" get=|q| &q.trace set=|q| &mut q.trace/>
            </div>
        </fieldset>
    }
}

/// A field of one line.
#[component]
fn Typed(
    /// What it is.
    title: &'static str,
    /// Name for tests.
    test: &'static str,
    /// What may stand in it.
    #[prop(optional, into)]
    hint: String,
    /// Its text.
    get: fn(&QuestionForm) -> &String,
    /// Its text.
    set: fn(&mut QuestionForm) -> &mut String,
) -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <label class="sm">{title}<input class="field" data-test=test placeholder=hint spellcheck="false" autocomplete="off"
            prop:value=move || state.question.with(|q| get(q).clone())
            on:input=move |e| state.question.update(|q| *set(q) = event_target_value(&e))/></label>
    }
}

/// A box to tick.
#[component]
fn Tick(
    /// What it asks.
    title: &'static str,
    /// Name for tests.
    test: &'static str,
    /// Whether it is ticked.
    get: fn(&QuestionForm) -> bool,
    /// Whether it is ticked.
    set: fn(&mut QuestionForm) -> &mut bool,
) -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <label class="sm check"><input type="checkbox" data-test=test prop:checked=move || state.question.with(get)
            on:change=move |e| state.question.update(|q| *set(q) = event_target_checked(&e))/>{title}</label>
    }
}

/// The sentence beside a field that cannot be read.
#[component]
fn Wrong(
    /// Which.
    field: Field,
    /// Name for tests.
    test: &'static str,
) -> impl IntoView {
    let state = expect_context::<State>();
    let said = move || state.faults.with(|faults| faults.iter().find(|(at, _)| *at == field).map(|(_, wrong)| line(&text::wrong(wrong))));
    view! {
        <p class="error s-broken sm" role="alert" data-test=test hidden=move || said().is_none()><Glyph name="no"/><span class="st">{said}</span></p>
    }
}

/// A claim, or a level of trust, that must be shown.
#[component]
fn Required(
    /// Which.
    known: Requirement,
) -> impl IntoView {
    let state = expect_context::<State>();
    let mark = move |e: leptos::ev::Event| {
        state.question.update(|question| {
            if event_target_checked(&e) {
                question.require.insert(known);
            } else {
                question.require.remove(&known);
            }
        });
    };
    view! {
        <label class="sm check"><input type="checkbox" data-test=format!("require-{}", known.as_str())
            prop:checked=move || state.question.with(|q| q.require.contains(&known)) on:change=mark/>{text::requirement(known)}</label>
    }
}

/// Rules about content, typed or from a file.
#[component]
fn Events() -> impl IntoView {
    let state = expect_context::<State>();
    let picked = move |event: leptos::ev::Event| {
        let Some(file) = take_files(&event).into_iter().next() else { return };
        // Reading takes a moment; until then the page is not idle.
        let phase = state.phase.get_untracked();
        state.busy();
        spawn_local(async move {
            // A file that cannot be read asks nothing; the empty field shows it.
            if let Ok(bytes) = gloo::file::futures::read_as_bytes(&gloo::file::File::from(file)).await {
                state.set_events(bytes);
            }
            state.enter(phase);
        });
    };
    view! {
        <div class="tfield">
            <div class="trow">
                <label class="lab" for="question-events">{text::words().question_events}</label>
                <label class="btn bare filebtn">{text::words().pick}<input type="file" data-test="question-events-file" on:change=picked/></label>
            </div>
            <textarea class="field mono" id="question-events" data-test="question-events" rows="5" spellcheck="false" placeholder=text::words().question_events_hint
                prop:value=move || state.question.with(|q| q.events.clone())
                on:input=move |e| state.question.update(|q| q.events = event_target_value(&e))></textarea>
            <Wrong field=Field::Events test="question-events-error"/>
        </div>
    }
}
