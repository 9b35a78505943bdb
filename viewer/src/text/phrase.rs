//! Sentences of the engine in another language, rebuilt from the values in them.
//!
//! A phrase is a pair: the sentence as the engine forms it, with its values as places, and the same in the other language, which takes the
//! values from those places and has no others. So a sentence that is rebuilt can say less than the engine's, never another number. What no
//! phrase fits is not guessed at.
//!
//! Places of the engine's sentence: `{n}` a number, `{e}` entries (`entry 7`, `entries 11 to 13`), `{w}` text without blanks, `{t}` any
//! text, `{is|are}` one of these words. Places of the other sentence name them by their order: `{1}` as it is, `{1d}` entries in the dative,
//! `{1?ist|sind}` a word for one or for several, `{1p}` a part that has a phrase of its own, `{1l}` several of those between semicolons,
//! `{1u}` names and numbers with the words of a list between them.

use std::borrow::Cow;

/// A sentence of the engine, and the same in another language.
pub type Phrase = (&'static str, &'static str);

/// A value in a sentence of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value<'s> {
    Number(&'s str),
    Entries(&'s str, Option<&'s str>),
    Text(&'s str),
    Choice(usize),
}

/// What a language adds: how it writes values, and the phrases of parts.
pub struct Grammar {
    /// A number with its thousands apart.
    pub number: fn(u64) -> String,
    /// Entries by their first and one after the last.
    pub entries: fn(u64, u64) -> String,
    /// The same behind a preposition.
    pub dative: fn(u64, u64) -> String,
    /// Words between names, and what they are in this language.
    pub joins: &'static [Phrase],
    /// Phrases of parts of sentences.
    pub parts: &'static [&'static [Phrase]],
}

impl Grammar {
    /// The sentence in the other language, if a phrase of the book fits it.
    pub fn rebuild(&self, book: &[Phrase], sentence: &str) -> Option<String> {
        book.iter().find_map(|(from, to)| {
            let mut values = Vec::new();
            if read(from, sentence, &mut values) { self.write(to, &values) } else { None }
        })
    }

    fn write(&self, phrase: &str, values: &[Value<'_>]) -> Option<String> {
        let mut out = String::new();
        let mut rest = phrase;
        while let Some((before, more)) = rest.split_once('{') {
            let (place, after) = more.split_once('}')?;
            out += before;
            out += &self.place(place, values)?;
            rest = after;
        }
        Some(out + rest)
    }

    fn place(&self, place: &str, values: &[Value<'_>]) -> Option<Cow<'static, str>> {
        let (at, how) = numbered(place)?;
        let value = *values.get(at.checked_sub(1)?)?;
        if let Some(words) = how.strip_prefix('?') {
            let (one, several) = words.split_once('|')?;
            return Some(Cow::Owned(if is_one(value) { one } else { several }.to_owned()));
        }
        Some(Cow::Owned(match (value, how) {
            (Value::Number(digits), "") => digits.parse().map_or_else(|_| digits.to_owned(), self.number),
            (Value::Entries(first, last), "" | "d") => {
                let start: u64 = first.parse().ok()?;
                let end = last.map_or(Some(start), |last| last.parse().ok())?.checked_add(1)?;
                if how == "d" { (self.dative)(start, end) } else { (self.entries)(start, end) }
            }
            (Value::Text(text), "") => text.to_owned(),
            (Value::Text(text), "p") => self.part(text)?,
            (Value::Text(text), "l") => text.split("; ").map(|part| self.part(part)).collect::<Option<Vec<_>>>()?.join("; "),
            (Value::Text(text), "u") => self.joined(text),
            _ => return None,
        }))
    }

    /// Names of keys and numbers have no blanks, so a word between blanks is none of them.
    pub fn joined(&self, text: &str) -> String {
        self.joins.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    fn part(&self, text: &str) -> Option<String> {
        self.parts.iter().find_map(|book| self.rebuild(book, text))
    }
}

/// The number of a place, and how its value is to be written.
fn numbered(place: &str) -> Option<(usize, &str)> {
    let end = place.find(|c: char| !c.is_ascii_digit()).unwrap_or(place.len());
    Some((place.get(..end)?.parse().ok()?, place.get(end..)?))
}

fn is_one(value: Value<'_>) -> bool {
    match value {
        Value::Number(digits) => digits == "1",
        Value::Entries(_, last) => last.is_none(),
        Value::Choice(at) => at == 0,
        Value::Text(_) => false,
    }
}

/// Whether a sentence is of this form; its values are added in their order. A text is as short as it can be.
fn read<'s>(phrase: &str, sentence: &'s str, values: &mut Vec<Value<'s>>) -> bool {
    let Some((before, more)) = phrase.split_once('{') else { return phrase == sentence };
    let Some(sentence) = sentence.strip_prefix(before) else { return false };
    let Some((place, rest)) = more.split_once('}') else { return false };
    let known = values.len();
    let mut goes_on = |value: Value<'s>, end: usize| {
        values.truncate(known);
        values.push(value);
        sentence.get(end..).is_some_and(|after| read(rest, after, values))
    };
    match place {
        "n" => number(sentence).is_some_and(|digits| goes_on(Value::Number(digits), digits.len())),
        "e" => entries(sentence).is_some_and(|(value, end)| goes_on(value, end)),
        "t" | "w" => {
            let mut ends = sentence.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
            let short = |(_, c): &(usize, char)| place == "t" || !c.is_whitespace();
            ends.by_ref().take_while(short).any(|(end, _)| sentence.get(..end).is_some_and(|text| goes_on(Value::Text(text), end)))
        }
        choices => {
            let mut choices = choices.split('|').enumerate();
            choices.any(|(at, word)| sentence.starts_with(word) && goes_on(Value::Choice(at), word.len()))
        }
    }
}

fn number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).filter(|digits| !digits.is_empty())
}

fn entries(text: &str) -> Option<(Value<'_>, usize)> {
    let one = ["entry ", "Entry "].iter().find_map(|word| text.strip_prefix(word));
    if let Some(rest) = one {
        let digits = number(rest)?;
        return Some((Value::Entries(digits, None), "entry ".len() + digits.len()));
    }
    let rest = ["entries ", "Entries "].iter().find_map(|word| text.strip_prefix(word))?;
    let first = number(rest)?;
    let last = number(rest.get(first.len()..)?.strip_prefix(" to ")?)?;
    Some((Value::Entries(first, Some(last)), "entries ".len() + first.len() + " to ".len() + last.len()))
}

/// What is wrong with a phrase: a place that is none, a value that is not there, a value that is left out.
#[cfg(test)]
pub fn fault((from, to): &Phrase) -> Option<String> {
    let places = |text: &'static str| text.split('{').skip(1).map(|piece| piece.split_once('}').map(|(place, _)| place));
    let values: Option<Vec<&str>> = places(from).collect();
    let wrong = |why: &str| Some(format!("{why}: {from:?} / {to:?}"));
    let (Some(values), Some(named)) = (values, places(to).map(|place| numbered(place?)).collect::<Option<Vec<_>>>()) else {
        return wrong("a place that is none");
    };
    for (at, how) in &named {
        let fits = |value: &&str| match (*how, *value) {
            ("", "n" | "e" | "t" | "w") | ("d", "e") | ("p" | "l" | "u", "t") | ("p" | "u", "w") => true,
            (how, value) => how.starts_with('?') && how.contains('|') && (matches!(value, "n" | "e") || value.contains('|')),
        };
        if !at.checked_sub(1).and_then(|at| values.get(at)).is_some_and(fits) {
            return wrong("a value that is not there");
        }
    }
    let is_said = |at: usize| named.iter().any(|(named, how)| *named == at + 1 && !how.starts_with('?'));
    let is_left_out = values.iter().enumerate().any(|(at, value)| !value.contains('|') && !is_said(at));
    if is_left_out { wrong("a value that is left out") } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[Phrase] = &[("it is {n}", "es ist {1}"), ("it is not", "es ist nicht")];

    fn rebuilt(book: &[Phrase], sentence: &str) -> Option<String> {
        let grammar = Grammar {
            number: |n| format!("<{n}>"),
            entries: |start, end| format!("E{start}-{end}"),
            dative: |start, end| format!("D{start}-{end}"),
            joins: &[(" and ", " und ")],
            parts: &[PARTS],
        };
        grammar.rebuild(book, sentence)
    }

    #[test]
    fn values_are_taken_over_and_nothing_else() {
        let book: &[Phrase] = &[("At {e} {is|are} {n} of {t}.", "{4} hat bei {1d} {1?eines|mehrere}, {2?ist|sind} {3}.")];
        assert_eq!(rebuilt(book, "At entries 3 to 5 are 1000 of a.b.").unwrap(), "a.b hat bei D3-6 mehrere, sind <1000>.");
        assert_eq!(rebuilt(book, "At entry 3 is 1 of x.").unwrap(), "x hat bei D3-4 eines, ist <1>.");
        for other in
            ["At entry 3 is 1 of x", "At entry is 1 of x.", "At entry 3 was 1 of x.", "At entry 3 is 1 of .", " At entry 3 is 1 of x."]
        {
            assert_eq!(rebuilt(book, other), None, "{other}");
        }
    }

    #[test]
    fn parts_have_phrases_of_their_own_or_there_is_no_sentence() {
        let book: &[Phrase] = &[("No: {t}.", "Nein: {1l}."), ("Yes, {t}!", "Ja, {1p}!"), ("By {t}?", "Von {1u}?")];
        assert_eq!(rebuilt(book, "No: it is 7; it is not.").unwrap(), "Nein: es ist <7>; es ist nicht.");
        assert_eq!(rebuilt(book, "No: it is 7; it was."), None);
        assert_eq!(rebuilt(book, "Yes, it is 7!").unwrap(), "Ja, es ist <7>!");
        assert_eq!(rebuilt(book, "By a, b and c?").unwrap(), "Von a, b und c?");
    }

    /// Text from evidence cannot make one sentence out of another: what stands before it is fixed.
    #[test]
    fn hostile_text_stays_text() {
        let book: &[Phrase] = &[("The name {t} is long.", "Der Name {1} ist lang."), ("All is well.", "Alles ist gut.")];
        assert_eq!(rebuilt(book, "The name All is well. is long.").unwrap(), "Der Name All is well. ist lang.");
        assert_eq!(rebuilt(book, "The name {1} {n} is long.").unwrap(), "Der Name {1} {n} ist lang.");
    }

    #[test]
    fn a_phrase_that_loses_or_invents_a_value_is_named() {
        assert_eq!(fault(&("{n} of {e}", "{1} von {2d}")), None);
        assert_eq!(fault(&("{is|are} {n}", "{2?ist|sind} {2}")), None);
        for wrong in [("{n}", ""), ("{n}", "{1} {2}"), ("{n}", "{1d}"), ("{n}", "{x}"), ("{n", "{1}"), ("{n}", "{1?a|b}"), ("{n}", "{0}")] {
            assert!(fault(&wrong).is_some(), "{wrong:?}");
        }
    }
}
