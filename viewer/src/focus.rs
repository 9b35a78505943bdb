//! Where the focus is when what had it is gone: never nowhere. Whoever walks by keys is put on the screen that opened, and back to where they
//! were when it closes; a pointer needs none of this, and nothing moves for it.

use crate::state::{Phase, State};
use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Landing,
    Working,
    Answer,
    Compare,
    Paper,
    Bench,
    Help,
    About,
}

impl Screen {
    fn of(state: State) -> Screen {
        match state.phase.get() {
            _ if state.about.get() => Screen::About,
            _ if state.help.get() => Screen::Help,
            _ if state.bench.is_open() => Screen::Bench,
            Phase::Landing => Screen::Landing,
            Phase::Working => Screen::Working,
            _ if state.compare.open.get() => Screen::Compare,
            _ if state.reading.get() => Screen::Paper,
            _ => Screen::Answer,
        }
    }

    /// Where a person begins on it.
    fn place(self) -> &'static str {
        match self {
            Screen::Landing => "h1",
            Screen::Working | Screen::Answer => "[data-test=headline]",
            Screen::Compare => "[data-test=compare]",
            Screen::Paper => "[data-test=paper]",
            Screen::Bench => "[data-test=bench]",
            Screen::Help => "[data-test=help]",
            Screen::About => "[data-test=about]",
        }
    }

    /// Whether it lies over another one, to which it leads back.
    fn lies_over(self) -> bool {
        matches!(self, Screen::Compare | Screen::Paper | Screen::Bench | Screen::Help | Screen::About)
    }
}

/// Looks after the focus for as long as the page is there.
pub fn keep(state: State) {
    // What had the focus last, and what had it when a screen was laid over another one.
    let (last, left) = (StoredValue::new_local(None::<HtmlElement>), StoredValue::new_local(None::<HtmlElement>));
    let by_pointer = StoredValue::new(false);
    let screen = Memo::new(move |_| Screen::of(state));
    let settle = move |always: bool| {
        let now = screen.get_untracked();
        let back = if now.lies_over() { None } else { left.try_update_value(Option::take).flatten() };
        let is_lost = last.with_value(|last| last.as_ref().is_some_and(|last| !is_usable(last))) && !has_focus();
        if !by_pointer.get_value() && (is_lost || always) {
            let same = || last.with_value(|last| last.as_ref().filter(|_| is_lost).and_then(same_name));
            let there = back.filter(is_usable).or_else(same).or_else(|| find(now.place()));
            there.into_iter().for_each(|there| go(&there));
        }
    };
    // What is hidden is so when the next frame is drawn, and not before.
    let settle = move |always: bool| request_animation_frame(move || request_animation_frame(move || settle(always)));
    let window = window();
    EventListener::new(&window, "focusin", move |event| last.set_value(event.target().and_then(|target| target.dyn_into().ok()))).forget();
    EventListener::new(&window, "pointerdown", move |_| by_pointer.set_value(true)).forget();
    EventListener::new(&window, "keydown", move |_| {
        by_pointer.set_value(false);
        settle(false);
    })
    .forget();
    Effect::new(move |before: Option<Screen>| {
        let now = screen.get();
        let Some(before) = before.filter(|before| *before != now) else { return now };
        if now.lies_over() && !before.lies_over() {
            left.set_value(last.get_value());
        }
        // A dialog is entered, and a new beginning begins on top, also where something else could keep the focus.
        settle(matches!(now, Screen::Help | Screen::About | Screen::Landing));
        now
    });
    // An answer that comes later replaces what is open, and another language draws everything anew.
    Effect::new(move |_| {
        state.language.track();
        state.entry.track();
        state.bench.report.track();
        settle(false);
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// What now stands where an element stood that was drawn again.
fn same_name(gone: &HtmlElement) -> Option<HtmlElement> {
    find(&format!("[data-test=\"{}\"]", gone.get_attribute("data-test")?)).filter(is_usable)
}

fn is_usable(element: &HtmlElement) -> bool {
    element.is_connected() && element.offset_width() > 0 && !element.has_attribute("disabled")
}

fn has_focus() -> bool {
    let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
    active.is_some_and(|active| active.tag_name() != "BODY" && is_usable(&active))
}

fn go(element: &HtmlElement) {
    // A heading takes the focus only from here, and Tab does not stop at it.
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    // What cannot take the focus is still on screen.
    let _unfocused = element.focus();
}
