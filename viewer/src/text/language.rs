//! The languages of the page, and which of them it speaks now.

use std::cell::Cell;

/// A language that the table of sentences has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The language of the engine, whose sentences are the ones of record.
    #[default]
    English,
    /// German.
    German,
}

thread_local! {
    /// What the page speaks. A worker says nothing to people, so it never asks.
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// Its code, as it stands in an address and in the document.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// What it calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
        }
    }

    /// The language of a code.
    pub fn of_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The other one, which the switch offers.
    pub const fn other(self) -> Language {
        match self {
            Language::English => Language::German,
            Language::German => Language::English,
        }
    }

    /// The first language of a browser that is known here, whatever its region; English if none is.
    pub fn of_browser<S: AsRef<str>>(wanted: &[S]) -> Language {
        let known = |tag: &S| {
            let primary = tag.as_ref().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
            Language::of_code(&primary)
        };
        wanted.iter().find_map(known).unwrap_or_default()
    }
}

/// What the page speaks now.
pub fn language() -> Language {
    SPOKEN.get()
}

/// Has the page speak a language from now on; what is on screen must be drawn anew.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_first_language_that_is_known() {
        assert_eq!(Language::of_browser::<&str>(&[]), Language::English);
        for (wanted, chosen) in [
            (vec!["de"], Language::German),
            (vec!["de-AT", "en"], Language::German),
            (vec!["DE_CH"], Language::German),
            (vec!["fr-FR", "de-DE", "en-US"], Language::German),
            (vec!["en-GB", "de"], Language::English),
            (vec!["fr", "ja"], Language::English),
            (vec!["den", "", "-"], Language::English),
        ] {
            assert_eq!(Language::of_browser(&wanted), chosen, "{wanted:?}");
        }
    }

    #[test]
    fn a_code_leads_back_to_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
            assert_eq!(language.other().other(), language);
            assert_ne!(language.other().own_name(), language.own_name());
        }
        assert_eq!(Language::of_code("DE"), None);
    }
}
