//! Which language the page speaks, and drawing everything anew in another.

use super::State;
use crate::text::{self, Language};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The language that the browser asks for.
pub fn wanted() -> Language {
    let wanted: Vec<String> = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Language::of_browser(&wanted)
}

impl State {
    /// Speaks a language from now on. What was typed, chosen and opened stays; what is said about it is said anew.
    pub fn speak(self, language: Language) {
        let before = text::words().sample_source;
        text::speak(language);
        if let Some(root) = document().document_element() {
            // Setting an attribute of this name has no failing path.
            let _always = root.set_attribute("lang", language.code());
        }
        document().set_title(text::words().title);
        if self.language.get_untracked() == language {
            return;
        }
        self.trust.update(|trust| trust.say_anew(before, text::words().sample_source));
        self.language.set(language);
    }

    /// Speaks the other language. The focus stays on the switch if it was there.
    pub fn switch_language(self) {
        let is_switch = |element: &web_sys::Element| element.get_attribute("data-test").as_deref() == Some("language");
        let was_there = document().active_element().is_some_and(|element| is_switch(&element));
        self.speak(self.language.get_untracked().other());
        if was_there {
            request_animation_frame(|| {
                let switch = document().query_selector("[data-test=language]").ok().flatten();
                if let Some(switch) = switch.and_then(|switch| switch.dyn_into::<HtmlElement>().ok()) {
                    // A button that cannot take the focus is still there.
                    let _unfocused = switch.focus();
                }
            });
        }
    }
}
