//! The keyboard: which key means which command, and what each command does. The palette runs the same commands.

use crate::command::Command;
use crate::state::State;
use crate::view::{bench, top};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Fields that a person leaves with Escape; what is open stays.
const LEFT: [&str; 2] = ["search", "go-to"];

/// Takes a key, wherever the focus is.
pub fn press(state: State, event: &KeyboardEvent) {
    if untrack(|| state.bench.is_open()) {
        return bench::key(state, event, is_typing(event));
    }
    let key = event.key();
    let with_modifier = event.ctrl_key() || event.meta_key();
    if with_modifier && !event.alt_key() && !event.shift_key() && key.eq_ignore_ascii_case("k") {
        event.prevent_default();
        return state.palette.update(|open| *open = !*open);
    }
    // The palette has keys of its own.
    if with_modifier || event.alt_key() || (state.palette.get_untracked() && key != "Escape") {
        return;
    }
    let Some(command) = Command::of_key(&key) else { return };
    let is_for_element = is_typing(event) || (command == Command::Open && is_pressable(event));
    if (command == Command::Back || !is_for_element) && untrack(|| state.has(command.needs())) {
        event.prevent_default();
        run(state, command);
    }
}

/// Does what a command says.
pub fn run(state: State, command: Command) {
    match command {
        Command::Search => reach(state, "search"),
        Command::HitAfter => state.step_hit(true),
        Command::HitBefore => state.step_hit(false),
        Command::OnlyHits => state.only.update(|only| *only = !*only),
        Command::RowAfter => state.step(true),
        Command::RowBefore => state.step(false),
        Command::NeighbourAfter => state.step_neighbour(true),
        Command::NeighbourBefore => state.step_neighbour(false),
        Command::Open => focus("entry-panel"),
        Command::GoTo => reach(state, "go-to"),
        Command::FindingAfter | Command::FindingBefore => {
            state.reading.set(false);
            state.compare.open.set(false);
            state.step_finding(command == Command::FindingAfter);
        }
        Command::Bookmark => state.toggle_mark(),
        Command::BookmarkAfter => state.step_mark(true),
        Command::BookmarkBefore => state.step_mark(false),
        Command::OnlyBookmarks => state.narrow_to_marks(),
        Command::ClearBookmarks => state.clear_marks(),
        Command::Table => state.table.update(|table| *table = !*table),
        Command::Report => state.read_paper(),
        Command::SaveReport => click("export-report"),
        Command::Trust => state.panel.update(|open| *open = !*open),
        Command::ChooseFiles => click("file-input"),
        Command::StartOver => state.clear(),
        Command::Compare => state.toggle_compare(),
        Command::Bench => state.bench.open(state),
        Command::Theme => top::toggle_theme(),
        Command::Language => state.switch_language(),
        Command::Help => state.help.update(|open| *open = !*open),
        Command::About => state.show_about(),
        Command::Palette => state.palette.set(true),
        Command::Back => back(state),
    }
}

/// Puts the focus into a field beside the list; a finding that lies over the list is closed for it.
fn reach(state: State, name: &'static str) {
    if state.finding.with_untracked(Option::is_none) {
        return focus(name);
    }
    state.finding.set(None);
    request_animation_frame(move || focus(name));
}

/// Out of a field, or one thing closed; the focus never gets lost with what it was in.
fn back(state: State) {
    if state.palette.get_untracked() {
        return state.palette.set(false);
    }
    if LEFT.iter().any(|name| leave(name)) {
        return;
    }
    if find("entry-panel").zip(document().active_element()).is_some_and(|(panel, active)| panel.contains(Some(&active))) {
        focus("rows");
    }
    state.back();
}

fn target(event: &KeyboardEvent) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Whether the focus is in a field, where letters are text.
fn is_typing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|e| {
        matches!(e.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (e.tag_name() == "INPUT" && e.get_attribute("type").as_deref() != Some("checkbox"))
    })
}

/// Whether Enter means what has the focus.
fn is_pressable(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|e| matches!(e.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY" | "INPUT"))
}

fn find(name: &str) -> Option<HtmlElement> {
    document().query_selector(&format!("[data-test={name}]")).ok().flatten()?.dyn_into().ok()
}

fn click(name: &str) {
    if let Some(element) = find(name) {
        element.click();
    }
}

/// Puts the focus on what has this name.
pub fn focus(name: &str) {
    if let Some(element) = find(name) {
        // What cannot take the focus stays as it is.
        let _unfocused = element.focus();
    }
}

/// Takes the focus out of a field, into the list where there is one; whether it was there.
fn leave(name: &str) -> bool {
    let has_focus = |field: &HtmlElement| document().active_element().is_some_and(|active| active == *field.unchecked_ref::<Element>());
    let Some(field) = find(name).filter(has_focus) else { return false };
    find("rows").map_or_else(|| field.blur(), |rows| rows.focus()).is_ok()
}
