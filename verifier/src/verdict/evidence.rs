//! The small file that convinces a third party: what it holds, what trust it needs, and what it cannot show.
//!
//! An evidence file is a native bundle (for `entry-not-bound` a receipt): entry lines byte for byte, proof records, checkpoint records, and
//! a header that says what it is about. Nothing in it is trusted: whoever reads it judges it like any other input, under trust of their own.

use super::question::Question;
use super::report::{LogReport, PolicyFacts};
use crate::finding::Code;
use crate::input::Format;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A file that shows one finding to a stranger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Its bytes.
    pub data: Vec<u8>,
    /// Bundle, or receipt.
    pub format: Format,
    /// The question under which it gives the finding.
    pub question: Question,
    /// Whom a stranger must trust to get the same finding; none of it is taken from the file.
    pub needs: Vec<Need>,
    /// What it can do for the finding, and what it cannot show.
    pub reach: Reach,
}

/// Something that the finding rests on and that a stranger must bring.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "role", content = "text")]
pub enum Need {
    /// A log key, `<vkey>`.
    Log(String),
    /// A witness key, `<vkey>`.
    Witness(String),
    /// A writer key, `<vkey>`.
    Writer(String),
    /// A kept checkpoint: the note. That it was kept is a statement of its keeper; in the file it is only a note.
    Kept(String),
}

/// Why there is no evidence file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceError {
    /// No finding of the report has this id.
    NoSuchFinding,
    /// The finding is a warning or a note.
    NotDamage,
    /// A stretch of an input could not be read again, or is not what was read before.
    InputChanged,
    /// What shows the finding is longer than an evidence file may be; the input itself is the evidence.
    TooLarge,
    /// No selection of what is here gives the finding again; the input itself is the evidence.
    NotAlone,
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EvidenceError::NoSuchFinding => "no finding of the report has this id",
            EvidenceError::NotDamage => "only findings of severity error or critical have evidence",
            EvidenceError::InputChanged => "the input is not what was read before",
            EvidenceError::TooLarge => "what shows this finding is too long for an evidence file; the input itself is the evidence",
            EvidenceError::NotAlone => "no part of the input shows this finding by itself; the input itself is the evidence",
        })
    }
}

impl core::error::Error for EvidenceError {}

/// What an evidence file can do for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It gives the finding again, and the finding is a fact about what the file holds.
    Shows,
    /// It gives the finding again, but the finding is about something that was not there; why this is not a proof.
    Absence(&'static str),
    /// It holds what is known and need not give the finding again; why it cannot show it.
    Known(&'static str),
}

/// What an evidence file can do for a code; the one table of exceptions.
pub const fn reach(code: Code) -> Reach {
    match code {
        Code::EntriesMissing => Reach::Absence(
            "It shows that the log holds these entries. That the input lacked them is seen in the input alone, whose digest it names.",
        ),
        Code::EntriesExpected => Reach::Absence(
            "It shows the newest state that was confirmed. That the input held no newer one is seen in the input alone, whose digest it names.",
        ),
        Code::Rollback => Reach::Absence(
            "It shows the older state. That the input held no newer one is seen in the input alone, whose digest it names; that a newer one was kept is its keeper's statement.",
        ),
        Code::EntryConflict | Code::LinkBroken => Reach::Absence(
            "It shows that the lines contradict each other. That nothing else in the input tells which is genuine is seen in the input alone, whose digest it names.",
        ),
        Code::DisclosureUnmatched => Reach::Known(
            "It holds the value and the entries that carry digests. That no other entry carries its digest is seen in the input alone, whose digest it names.",
        ),
        Code::ExpectedMissing => Reach::Absence(
            "It shows the newest state that was confirmed. That no proven entry of the input meets the rule is seen in the input alone, whose digest it names.",
        ),
        Code::AttachmentAltered => Reach::Known(
            "It holds the entries that name the attachment. Which bytes came under its name is seen in that input alone, whose digest it names.",
        ),
        Code::InputTruncated => Reach::Known("Where an input ends is seen in the input alone; it names its size and digest."),
        _ => Reach::Shows,
    }
}

impl Reach {
    /// Whether the file gives the finding again.
    pub const fn gives_again(self) -> bool {
        !matches!(self, Reach::Known(_))
    }

    /// What the file cannot show.
    pub const fn limit(self) -> Option<&'static str> {
        match self {
            Reach::Shows => None,
            Reach::Absence(why) | Reach::Known(why) => Some(why),
        }
    }
}

/// Whom a report about an evidence file rests on: the trusted keys that sign something in it, and the checkpoints kept of its log.
pub fn needs(log: &LogReport, policy: &PolicyFacts, kept: impl Iterator<Item = String>) -> Vec<Need> {
    let mut needs = BTreeSet::new();
    let logs: Vec<String> = policy.logs.iter().map(|log| log.vkey.clone()).collect();
    let keyed = |label: &str, vkeys: &[String]| {
        vkeys.iter().find(|vkey| vkey.strip_prefix(label).is_some_and(|rest| rest.starts_with('+'))).cloned()
    };
    for checkpoint in &log.checkpoints {
        for label in &checkpoint.signed_by {
            needs.extend(keyed(label, &logs).map(Need::Log));
        }
        for cosigned in &checkpoint.cosigned_by {
            needs.extend(keyed(&cosigned.key, &policy.witnesses).map(Need::Witness));
        }
    }
    for signer in log.signers.iter().filter(|signer| signer.pinned) {
        needs.extend(keyed(&signer.key, &policy.writers).map(Need::Writer));
    }
    needs.extend(kept.map(Need::Kept));
    needs.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That something was not there is seen in the input alone; so the evidence of every finding that rests on it says what it cannot show.
    #[test]
    fn what_rests_on_absence_says_so() {
        let absent = [
            Code::EntriesMissing,
            Code::EntriesExpected,
            Code::Rollback,
            Code::ExpectedMissing,
            Code::DisclosureUnmatched,
            // Which of two lines is genuine might be told by one that is not here.
            Code::EntryConflict,
            Code::LinkBroken,
            // What it is about lies in another input, or behind its end.
            Code::AttachmentAltered,
            Code::InputTruncated,
        ];
        for code in Code::ALL.iter().copied() {
            let limit = reach(code).limit();
            assert_eq!(limit.is_some(), absent.contains(&code), "{code}");
            assert!(limit.is_none_or(|limit| limit.contains("is seen in ") && limit.ends_with('.')), "{code}");
        }
    }
}
