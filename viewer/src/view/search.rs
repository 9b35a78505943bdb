//! The search over the entries: the field, what was found so far in words, and whether the list shows only that.

use crate::keyboard::focus;
use crate::query::Query;
use crate::state::State;
use crate::text;
use crate::ui::Glyph;
use leptos::prelude::*;

/// The field, and the line under it that always has its place, so that nothing moves when counts arrive.
#[component]
pub fn Search() -> impl IntoView {
    let state = expect_context::<State>();
    let fault = Memo::new(move |_| state.query.with(|typed| Query::read(typed).err()));
    let is_bad = move || fault.with(Option::is_some);
    let wrong = move || fault.with(|fault| fault.as_ref().map(|fault| state.query.with(|typed| text::query_fault(fault, typed))));
    let said = move || state.found.with(|found| found.as_ref().map_or(text::words().search_how.to_owned(), text::found));
    let none = move || state.found.with(|found| found.as_ref().is_none_or(|found| found.rows().is_empty()));
    let running = move || state.found.with(|found| found.as_ref().is_some_and(|found| !found.is_done()));
    let hits = move || state.found.with(|found| found.as_ref().map(|found| found.count().to_string()));
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            state.step_hit(!event.shift_key());
        }
    };
    view! {
        <div class="find" role="search">
            <label class="field seek" class:bad=is_bad>
                <Glyph name="find"/>
                <input id="search" data-test="search" type="text" maxlength="2000" spellcheck="false" autocomplete="off" autocapitalize="off"
                    placeholder=text::words().search_hint aria-label=text::words().search aria-describedby="search-said" aria-invalid=move || is_bad().to_string()
                    prop:value=state.query on:input=move |event| state.search(event_target_value(&event)) on:keydown=press/>
                <kbd>"/"</kbd>
            </label>
            <button class="btn" type="button" data-test="search-clear" disabled=move || state.query.with(String::is_empty)
                on:click=move |_| { state.search(String::new()); focus("search") }>{text::words().clear}</button>
        </div>
        <div class="found sm">
            <div id="search-said" role="status" aria-busy=move || running().to_string()>
                <p class="st s-broken" data-test="search-fault" data-at=move || fault.with(|fault| fault.as_ref().map(|fault| fault.start.to_string()))
                    hidden=move || !is_bad()><Glyph name="no"/>{wrong}</p>
                <p class="q2" data-test="search-count" data-hits=hits hidden=is_bad>{said}</p>
            </div>
            <label class="check"><input type="checkbox" data-test="only-hits" prop:checked=state.only
                on:change=move |event| state.only.set(event_target_checked(&event))/>{text::words().only_hits}</label>
            <button class="btn bare" type="button" data-test="hit-before" title=text::words().hit_before aria-label=text::words().hit_before disabled=none
                on:click=move |_| state.step_hit(false)>"↑"</button>
            <button class="btn bare" type="button" data-test="hit-after" title=text::words().hit_after aria-label=text::words().hit_after disabled=none
                on:click=move |_| state.step_hit(true)>"↓"</button>
        </div>
    }
}
