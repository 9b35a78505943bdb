//! One sentence for each control record.

use crate::log::control::{Access, Control, Erased};
use crate::log::draft::entries_words;
use crate::trust::checkpoint::Checkpoint;
use crate::trust::note::Note;
use crate::verdict::judge::several;
use crate::verdict::report::RecordFacts;
use alloc::format;
use alloc::string::String;

/// Characters of one text of a record that are repeated in a sentence.
const SHOWN: usize = 120;

/// A record for the report.
pub fn facts(control: &Control, entry: u64, proven: bool, in_effect: bool) -> RecordFacts {
    let said = said(control);
    let sentence = match (proven, in_effect) {
        (false, _) => format!("{said} Its entry is not proven, so it counts for nothing."),
        (true, false) => format!("{said} {}", why_not(control, entry)),
        (true, true) => said,
    };
    RecordFacts { entry, kind: clip(control.kind()), proven, in_effect, sentence }
}

fn said(control: &Control) -> String {
    match control {
        Control::Open { version, keys, after } => {
            let keys = several(keys.len() as u64, "key", "keys");
            let after = after.as_deref().map_or_else(String::new, |note| format!(" and follows {}", checkpoint(note)));
            format!("Opens the log in version {} with {keys}{after}.", clip(version))
        }
        Control::KeyAdd { vkey } => format!("Introduces the key {}.", label(vkey)),
        Control::KeyEnd { key, compromised, from } => {
            let how = if *compromised { "Declares compromised" } else { "Retires" };
            format!("{how} the key {} from entry {from} on.", label(key))
        }
        Control::Checkpoint { note } => format!("Records {}.", checkpoint(note)),
        Control::Heartbeat => String::from("Says that nothing happened until then."),
        Control::Erase { seq, what, reason } => {
            let what = match what {
                Erased::Entry => format!("entry {seq}"),
                Erased::Disclosures(digests) => format!("{} of entry {seq}", several(digests.len() as u64, "value", "values")),
            };
            let reason = reason.as_deref().map_or_else(String::new, |reason| format!(", with the reason \"{}\"", clip(reason)));
            format!("Records that {what} was erased{reason}.")
        }
        Control::Prune { before: 0 } => String::from("Records that nothing was removed by retention."),
        Control::Prune { before } => format!("Records that {} went by retention.", entries_words(0, *before)),
        Control::Export(access) => format!("Records that {} went to {}.", seen(access), clip(&access.who)),
        Control::Read(access) => format!("Records that {} was shown {}.", clip(&access.who), seen(access)),
        Control::Close { next: Some(next) } => format!("Closes the log; {} follows it.", clip(next)),
        Control::Close { next: None } => String::from("Closes the log."),
        Control::Other { kind } if kind.is_empty() => String::from("Names no type."),
        Control::Other { kind } => format!("Is of type {}, in a form that this verifier does not know.", clip(kind)),
    }
}

/// The entries that somebody has seen.
fn seen(access: &Access) -> String {
    let entries = entries_words(access.from, access.to);
    access.log.as_ref().map_or_else(|| entries.clone(), |log| format!("{entries} of {}", clip(log)))
}

/// Why a proven record has no effect.
fn why_not(control: &Control, entry: u64) -> String {
    String::from(match control {
        Control::Open { .. } => "Only entry 0 opens a log, so it counts for nothing.",
        Control::KeyAdd { .. } => "That is not a key this verifier knows, so it counts for nothing.",
        Control::KeyEnd { .. } => "You gave the range of this key yourself, which goes before it.",
        Control::Checkpoint { .. } => "That is no checkpoint of a state before this entry, so it counts for nothing.",
        Control::Erase { seq, .. } | Control::Prune { before: seq } if *seq >= entry => {
            "A record speaks only about entries before it, so it counts for nothing."
        }
        Control::Erase { what: Erased::Entry, .. } => "That entry is here, or what it was is not confirmed; so it accounts for nothing.",
        Control::Prune { .. } => "What was there is not confirmed, so it accounts for nothing.",
        Control::Close { .. } => "The log was closed before.",
        _ => "It counts for nothing.",
    })
}

/// Name and ID of a key.
fn label(key: &str) -> String {
    let end = key.match_indices('+').nth(1).map_or(key.len(), |(at, _)| at);
    clip(key.get(..end).unwrap_or(key))
}

fn checkpoint(note: &str) -> String {
    let read = Note::parse(note.as_bytes()).ok().and_then(|note| Checkpoint::parse(&note.text).ok());
    match read {
        Some(checkpoint) => {
            format!("a checkpoint of {} over {}", clip(&checkpoint.origin), several(checkpoint.size, "entry", "entries"))
        }
        None => String::from("a text that is no checkpoint"),
    }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => String::from(text),
    }
}
