//! Where and how: the fields that the chosen way needs, and no others.

use crate::bench::desk::Desk;
use crate::bench::fields::Field;
use crate::bench::form::{Form, Kind};
use crate::bench::lines::Lines;
use crate::bench::op::Signature;
use crate::state::State;
use crate::text;
use crate::{escape, ui};
use leptos::prelude::*;

/// The form of the chosen way.
#[component]
pub fn Make() -> impl IntoView {
    let state = expect_context::<State>();
    let bench = state.bench;
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        bench.apply(state);
    };
    let again = move |event| {
        bench.on_top.set(event_target_checked(&event));
        // The entry may look different there.
        bench.fill(|form, lines| form.choose(lines, form.seq.clone()));
    };
    let below = move || bench.ops.with(Vec::is_empty);
    view! {
        <form class="make" on:submit=go data-test="bench-form">
            <h3 class="lab">{move || text::bench_kind(bench.kind.get())}</h3>
            <p class="sm q2">{move || ui::line(&text::bench_about(bench.kind.get()))}</p>
            <div class="fields">{move || parts(state, bench.kind.get())}</div>
            {move || bench.fault.get().map(|fault| view! {
                <p class="error sm" role="alert" data-test="bench-fault"><ui::Glyph name="suspect"/>{text::bench_fault(fault)}</p>
            })}
            <div class="btns">
                <button class="btn main" type="submit" data-test="bench-go">{text::words().bench_go}<kbd>{text::key("Enter")}</kbd></button>
                <label class="sm check q2" hidden=below><input type="checkbox" data-test="bench-on-top" prop:checked=move || bench.on_top.get() on:change=again/>{text::words().bench_on_top}</label>
            </div>
        </form>
    }
}

fn parts(state: State, kind: Kind) -> Vec<AnyView> {
    let seq = |label| number(state, label, "bench-entry", |form| form.seq.clone(), |form, lines, typed| form.choose(lines, typed));
    let other = |label| number(state, label, "bench-other", |form| form.other.clone(), |form, _, typed| form.other = typed);
    let offset = |label| number(state, label, "bench-byte", |form| form.offset.clone(), |form, _, typed| form.offset = typed);
    match kind {
        Kind::Flip => vec![seq(text::words().bench_entry), offset(text::words().bench_byte)],
        Kind::Edit => vec![seq(text::words().bench_entry), field(state), value(state)],
        Kind::Rewrite => vec![seq(text::words().bench_entry), field(state), value(state), also(state, text::words().bench_sign)],
        Kind::Delete => vec![seq(text::words().question_from), other(text::words().question_to)],
        Kind::Insert => vec![seq(text::words().bench_behind)],
        Kind::Swap => vec![seq(text::words().bench_entry), other(text::words().bench_with), also(state, text::words().bench_renumber)],
        Kind::Cut => vec![seq(text::words().bench_first_to_go)],
        Kind::Strip => vec![seq(text::words().bench_entry), signature(state)],
        Kind::Resign => vec![seq(text::words().bench_entry)],
        Kind::RollBack => vec![size(state)],
    }
}

/// What a field writes into the form.
type Take = fn(&mut Form, &Lines, String);

fn number(state: State, label: &'static str, test: &'static str, show: fn(&Form) -> String, set: Take) -> AnyView {
    let typed = move |event| {
        let typed = event_target_value(&event);
        state.bench.fill(|form, lines| set(form, lines, typed));
    };
    view! {
        <label class="sm short">{label}
            <input class="field" inputmode="numeric" autocomplete="off" data-test=test prop:value=move || state.bench.form.with(show) on:input=typed/>
        </label>
    }
    .into_any()
}

fn value(state: State) -> AnyView {
    let bench = state.bench;
    view! {
        <label class="sm">{text::words().bench_value}
            <input class="field" maxlength="2000" spellcheck="false" autocomplete="off" autocapitalize="off" data-test="bench-value"
                prop:value=move || bench.form.with(|form| form.value.clone()) on:input=move |event| bench.fill(|form, _| form.value = event_target_value(&event))/>
        </label>
    }
    .into_any()
}

fn also(state: State, label: &'static str) -> AnyView {
    let bench = state.bench;
    view! {
        <label class="sm check wideline"><input type="checkbox" data-test="bench-also" prop:checked=move || bench.form.with(|form| form.also)
            on:change=move |event| bench.fill(|form, _| form.also = event_target_checked(&event))/>{label}</label>
    }
    .into_any()
}

/// One of a list.
struct Choice {
    value: String,
    words: String,
    chosen: bool,
}

/// A list to choose from. What comes from the log is shown with hidden characters spelled out.
fn choices(state: State, label: &'static str, test: &'static str, list: fn(Desk) -> Vec<Choice>, set: Take) -> AnyView {
    let option = |choice: Choice| view! { <option value=choice.value selected=choice.chosen>{escape::flat(&choice.words)}</option> };
    let chosen = move |event| {
        let chosen = event_target_value(&event);
        state.bench.fill(|form, lines| set(form, lines, chosen));
    };
    view! {
        <label class="sm">{label}
            <select class="field" data-test=test on:change=chosen>{move || list(state.bench).into_iter().map(option).collect_view()}</select>
        </label>
    }
    .into_any()
}

/// Which value of the event.
fn field(state: State) -> AnyView {
    let list = |bench: Desk| {
        let chosen = bench.form.with(|form| form.pointer.clone());
        let choice = |field: Field| Choice {
            words: format!("{}: {}", field.pointer, escape::short(&field.value, 40)),
            chosen: field.pointer == chosen,
            value: field.pointer,
        };
        bench.fields().into_iter().map(choice).collect()
    };
    choices(state, text::words().bench_field, "bench-field", list, |form, lines, pointer| {
        form.pointer = pointer;
        form.suggest(lines);
    })
}

fn signature(state: State) -> AnyView {
    let list = |bench: Desk| {
        let chosen = bench.form.with(|form| form.signature);
        let offered = bench.look(|lines| bench.form.with(|form| form.offered(lines)));
        let choice = |(at, signature): (usize, Signature)| Choice {
            value: at.to_string(),
            words: text::bench_signature(&signature),
            chosen: at == chosen,
        };
        offered.into_iter().enumerate().map(choice).collect()
    };
    choices(state, text::words().bench_signature, "bench-signature", list, |form, _, at| form.signature = at.parse().unwrap_or(0))
}

/// The checkpoints older than the newest.
fn size(state: State) -> AnyView {
    let list = |bench: Desk| {
        let chosen = bench.form.with(|form| form.size.clone());
        let sizes: Vec<u64> = bench.look(|lines| lines.sizes().into_iter().rev().skip(1).collect());
        let choice = |size: u64| Choice { value: size.to_string(), words: text::number(size), chosen: chosen == size.to_string() };
        sizes.into_iter().map(choice).collect()
    };
    choices(state, text::words().bench_size, "bench-size", list, |form, _, size| form.size = size)
}
