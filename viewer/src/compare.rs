//! Two states of a log beside each other: which of what was given can be compared, and the engine's answer as the page reads it back.

use crate::text;
use serde::{Deserialize, Serialize};
use unbroken::Format;

/// What stands on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// A file of the evidence, by its number.
    File(usize),
    /// A checkpoint that the reader kept, by its number among those.
    Kept(usize),
}

impl Side {
    /// As it stands in a form.
    pub fn key(self) -> String {
        match self {
            Side::File(at) => format!("file-{at}"),
            Side::Kept(at) => format!("kept-{at}"),
        }
    }
}

/// Why two states are not compared here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoCompare {
    /// Together they have so many bytes; more than is read for this in one go.
    TooLong(u64),
    /// A file changed or vanished.
    Unread,
}

/// Most bytes that are compared here.
pub const COMPARE_MOST: u64 = 256 << 20;

/// Everything that can stand on a side, with what it is called; kept checkpoints first, because they are the older ones.
pub fn candidates<'i>(items: impl Iterator<Item = (&'i str, Option<Format>)>, kept: usize) -> Vec<(Side, String)> {
    let pins = (0..kept).map(|at| (Side::Kept(at), text::kept(at, kept)));
    let holds_state = |format: Option<Format>| {
        matches!(format, Some(Format::Bundle | Format::Table | Format::Array | Format::Receipt | Format::Checkpoint))
    };
    let files = items.enumerate().filter(|(_, (_, format))| holds_state(*format));
    pins.chain(files.map(|(at, (name, _))| (Side::File(at), crate::escape::flat(name)))).collect()
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Diff {
    /// `same`, `grew`, `cannot-tell`, `rolled-back`, `forked`.
    pub relation: String,
    /// It as one sentence.
    pub sentence: String,
    /// One element per log.
    pub logs: Vec<LogDiff>,
}

/// The answer for one log.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LogDiff {
    /// Its origin.
    pub origin: String,
    /// How the two belong together.
    pub relation: String,
    /// The newest trusted state of the older side.
    pub old: Option<State>,
    /// And of the newer one.
    pub new: Option<State>,
    /// One sentence.
    pub sentence: String,
    /// What shows it to others.
    pub evidence: Vec<crate::report::Evidence>,
}

/// A state that somebody trusted vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Tree size.
    pub size: u64,
    /// Root, base64.
    pub root: String,
    /// `witnessed` or `pinned`.
    pub level: String,
    /// The note, verbatim.
    pub note: String,
}

impl Diff {
    /// The class that gives the answer its colour, and its glyph.
    pub fn look(&self) -> (&'static str, &'static str) {
        look(&self.relation)
    }
}

/// The same for one log.
pub fn look(relation: &str) -> (&'static str, &'static str) {
    match relation {
        "same" | "grew" => ("s-proven", "v-proven"),
        "rolled-back" | "forked" => ("s-broken", "v-broken"),
        _ => ("s-unproven", "v-unproven"),
    }
}

/// The files that show the answer to others: each piece of evidence under a name of its own, as `unbroken diff` and `verify` read them.
pub fn files(log: &LogDiff) -> Vec<(String, &str)> {
    let name = |(k, piece): (usize, &crate::report::Evidence)| {
        let ending = if piece.kind == "proof" { "tlog-proof" } else { "checkpoint" };
        format!("{}-{}.{ending}", log.relation, k + 1)
    };
    log.evidence.iter().enumerate().map(|(k, piece)| (name((k, piece)), piece.text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_holds_a_state_is_offered() {
        let items = [
            ("log.jsonl", Some(Format::Bundle)),
            ("policy", Some(Format::Policy)),
            ("a\u{202e}.checkpoint", Some(Format::Checkpoint)),
            ("log.gz", Some(Format::Gzip)),
            ("new", None),
        ];
        let offered = candidates(items.into_iter(), 1);
        assert_eq!(offered.iter().map(|(side, _)| *side).collect::<Vec<_>>(), [Side::Kept(0), Side::File(0), Side::File(2)]);
        assert_eq!(offered[2].1, "a⟨U+202E⟩.checkpoint");
    }

    #[test]
    fn the_engines_answer_is_read_back() {
        use unbroken::verify::{Relation, diff};
        use unbroken::{Trust, TrustTexts};
        let trust = Trust::read(&TrustTexts::default()).unwrap();
        let read: Diff = serde_json::from_str(&diff(Vec::new(), Vec::new(), &trust).to_json()).unwrap();
        assert_eq!((read.relation.as_str(), read.look().0), ("cannot-tell", "s-unproven"));
        for relation in [Relation::Same, Relation::Grew, Relation::CannotTell, Relation::RolledBack, Relation::Forked] {
            let word = serde_json::to_value(relation).unwrap();
            let word = word.as_str().unwrap();
            assert_eq!(look(word).0 == "s-unproven", relation == Relation::CannotTell, "{word}");
            assert!(!text::relation(word).is_empty());
        }
    }
}
