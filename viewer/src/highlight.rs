//! Where in a text that is shown a search has found something. A guess for reading: the worker decides what fits, by the whole line.

use crate::escape;
use crate::query::{Part, Query, Want};

/// Most places in one text that are pointed out.
const MOST: usize = 100;

/// What a search looks for in texts, as it is shown and without regard to case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needles {
    everywhere: Vec<String>,
    parts: Vec<(Part, String)>,
}

impl Needles {
    /// What a query looks for; what it excludes is nowhere to be seen.
    pub fn of(query: &Query) -> Needles {
        let mut needles = Needles::default();
        for term in query.terms.iter().filter(|term| !term.excluded) {
            match &term.want {
                Want::Text(text) => needles.everywhere.push(folded(text)),
                Want::Part(part, _, text) => needles.parts.push((*part, folded(text))),
                _ => {}
            }
        }
        needles
    }

    /// A text in pieces, each with whether it was found. `part` is what the text is, if it has a name.
    pub fn split<'t>(&self, part: Option<Part>, text: &'t str) -> Vec<(bool, &'t str)> {
        let own = self.parts.iter().filter(|(known, _)| Some(*known) == part).map(|(_, needle)| needle);
        let needles: Vec<&String> = self.everywhere.iter().chain(own).filter(|needle| !needle.is_empty()).collect();
        if needles.is_empty() {
            return if text.is_empty() { Vec::new() } else { vec![(false, text)] };
        }
        cut(text, &places(text, &needles))
    }
}

/// Ranges of bytes in which one of the needles was found, in order, none touching the next.
fn places(text: &str, needles: &[&String]) -> Vec<(usize, usize)> {
    // Lower case may be longer or shorter: for each byte of it, the character that it came from.
    let (mut low, mut from) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        low.extend(c.to_lowercase());
        from.resize(low.len(), (at, at + c.len_utf8()));
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for needle in needles {
        let ends = |(at, _): (usize, &str)| Some((from.get(at)?.0, from.get(at + needle.len() - 1)?.1));
        found.extend(low.match_indices(needle.as_str()).take(MOST).filter_map(ends));
    }
    found.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in found {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined.truncate(MOST);
    joined
}

fn cut<'t>(text: &'t str, places: &[(usize, usize)]) -> Vec<(bool, &'t str)> {
    let (mut out, mut at) = (Vec::new(), 0);
    for (start, end) in places {
        out.extend([(false, text.get(at..*start)), (true, text.get(*start..*end))]);
        at = *end;
    }
    out.push((false, text.get(at..)));
    out.into_iter().filter_map(|(found, piece)| Some((found, piece.filter(|piece| !piece.is_empty())?))).collect()
}

/// As shown, in lower case character by character, as the text is that it is compared with.
fn folded(text: &str) -> String {
    escape::flat(text).chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split<'t>(query: &str, part: Option<Part>, text: &'t str) -> Vec<(bool, &'t str)> {
        Needles::of(&Query::read(query).unwrap()).split(part, text)
    }

    #[test]
    fn words_are_found_everywhere_and_values_in_their_part() {
        assert_eq!(split("ALI", Some(Part::What), "alice, Alice"), [(true, "ali"), (false, "ce, "), (true, "Ali"), (false, "ce")]);
        assert_eq!(split("who:ali", Some(Part::Who), "alice"), [(true, "ali"), (false, "ce")]);
        assert_eq!(split("who=alice", Some(Part::Who), "Alice"), [(true, "Alice")]);
        for (query, part) in
            [("who:ali", Some(Part::What)), ("who:ali", None), ("-ali", Some(Part::Who)), ("status:altered", None), ("", None)]
        {
            assert_eq!(split(query, part, "alice"), [(false, "alice")], "{query}");
        }
        assert!(split("a", None, "").is_empty() && split("", None, "").is_empty());
    }

    #[test]
    fn places_that_meet_are_one() {
        assert_eq!(split("ab bc cd", None, "xabcdx"), [(false, "x"), (true, "abcd"), (false, "x")]);
        assert_eq!(split("aa", None, "aaaa"), [(true, "aaaa")]);
    }

    #[test]
    fn case_that_changes_the_length_keeps_its_place() {
        assert_eq!(split("i\u{307}z", None, "xİZy"), [(false, "x"), (true, "İZ"), (false, "y")]);
        assert_eq!(split("ß", None, "Straße"), [(false, "Stra"), (true, "ß"), (false, "e")]);
        assert_eq!(split("žlutý", None, "ŽLUTÝ 😀"), [(true, "ŽLUTÝ"), (false, " 😀")]);
        // A part of what one character became points at the whole character.
        assert_eq!(split("\u{307}", None, "aİb"), [(false, "a"), (true, "İ"), (false, "b")]);
    }

    #[test]
    fn what_is_spelled_out_is_found_as_it_is_shown() {
        assert_eq!(split("u+202e", None, "a⟨U+202E⟩b"), [(false, "a⟨"), (true, "U+202E"), (false, "⟩b")]);
        assert_eq!(split("\"a\u{202e}\"", None, "a⟨U+202E⟩b"), [(true, "a⟨U+202E⟩"), (false, "b")]);
    }

    #[test]
    fn pieces_are_the_text_and_few() {
        let text = "aXbX".repeat(5_000);
        let pieces = split("a b \"\u{10ffff}\"", None, &text);
        assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), text);
        assert!(pieces.len() <= 2 * MOST + 1);
    }
}
