//! Keys as WebDriver wants them: a letter is itself, a key without a letter has a code point of its own.

use crate::Fault;
use serde_json::{Value, json};

/// Keys without a letter, by the names that pages are told.
const NAMED: [(&str, char); 14] = [
    ("Enter", '\u{e006}'),
    ("Escape", '\u{e00c}'),
    ("Tab", '\u{e004}'),
    ("Shift", '\u{e008}'),
    ("Control", '\u{e009}'),
    ("ArrowLeft", '\u{e012}'),
    ("ArrowUp", '\u{e013}'),
    ("ArrowRight", '\u{e014}'),
    ("ArrowDown", '\u{e015}'),
    ("PageUp", '\u{e00e}'),
    ("PageDown", '\u{e00f}'),
    ("Home", '\u{e011}'),
    ("End", '\u{e010}'),
    ("Backspace", '\u{e003}'),
];

/// The body of a command that holds some keys down, presses one, and lets all go.
pub fn stroke(held: &[&str], key: &str) -> Result<Value, Fault> {
    let keys = held.iter().chain([&key]).map(|key| value(key)).collect::<Result<Vec<char>, Fault>>()?;
    let down = keys.iter().map(|key| json!({"type": "keyDown", "value": key}));
    let up = keys.iter().rev().map(|key| json!({"type": "keyUp", "value": key}));
    Ok(json!({"actions": [{"type": "key", "id": "keys", "actions": down.chain(up).collect::<Vec<_>>()}]}))
}

fn value(key: &str) -> Result<char, Fault> {
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => NAMED.iter().find(|(name, _)| *name == key).map(|(_, value)| *value).ok_or_else(|| format!("there is no key {key}")),
    }
}
