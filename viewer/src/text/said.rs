//! A sentence of the engine as the page says it.

/// A sentence of the engine: in the language of the page, or, where that has no words for it, in the engine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: String,
    /// Whether they are the engine's, in a page of another language.
    pub is_foreign: bool,
}

impl Said {
    /// In the language of the engine.
    pub fn own(words: &str) -> Said {
        Said { words: words.to_owned(), is_foreign: false }
    }

    /// In another language, if there are words for it.
    pub fn or_foreign(words: Option<String>, own: &str) -> Said {
        Said { is_foreign: words.is_none(), words: words.unwrap_or_else(|| own.to_owned()) }
    }

    /// A headline in two: what carries the colour, up to its colon, and the rest.
    pub fn headline(&self) -> (String, String) {
        match self.words.split_once(':') {
            Some((head, rest)) => (format!("{head}:"), rest.to_owned()),
            None => (String::new(), self.words.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_cut_at_its_first_colon() {
        assert_eq!(Said::own("Broken: a: b.").headline(), ("Broken:".into(), " a: b.".into()));
        assert_eq!(Said::own("Nothing.").headline(), (String::new(), "Nothing.".into()));
    }

    #[test]
    fn what_has_no_words_is_the_engines_own() {
        assert_eq!(Said::or_foreign(None, "so"), Said { words: "so".into(), is_foreign: true });
        assert_eq!(Said::or_foreign(Some("ja".into()), "yes"), Said { words: "ja".into(), is_foreign: false });
    }
}
