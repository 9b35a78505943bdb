//! What control records explain or accuse of (unbroken-bundle, Control records; rules K2 to K6, R1 to R5).
//!
//! Every record is listed. One counts only if its own entry is proven: it never creates trust; it accounts for what is missing, introduces
//! or ends a key, or says that nothing follows.

mod words;

use super::report::RecordFacts;
use crate::budget::MAX_LISTED;
use crate::finding::Code;
use crate::log::assemble::Committed;
use crate::log::control::{Control, Erased};
use crate::log::coverage::Runs;
use crate::log::draft::Draft;
use crate::log::standing::Standing;
use crate::trust::checkpoint::Checkpoint;
use crate::trust::note::{Note, PublicKey, Vkey};
use crate::trust::policy::Trust;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What the control records of a log say.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// Positions erased on record whose committed value is known.
    pub erased: Runs,
    /// Digests whose disclosures are erased on record, by entry.
    pub erased_digests: BTreeMap<u64, BTreeSet<String>>,
    /// Positions below a recorded prune whose head is authenticated.
    pub pruned: Runs,
    /// Labels of writer keys that the log introduced, and where first.
    pub introduced: BTreeMap<String, u64>,
    /// Ends of keys for which the reader gave no range.
    pub ends: Vec<KeyEnd>,
    /// Position of the record that closes the log.
    pub closed: Option<u64>,
    /// The version the log declares, if it is one this verifier does not know.
    pub unknown_version: Option<String>,
    /// What was found.
    pub drafts: Vec<Draft>,
    /// The records themselves, in order of position; of each type the first few.
    pub listed: Vec<RecordFacts>,
    /// How many there are.
    pub count: u64,
}

/// The end of a key.
#[derive(Clone, Debug)]
pub struct KeyEnd {
    /// Position of the record.
    pub at: u64,
    /// The key's label.
    pub label: String,
    /// Compromised rather than retired.
    pub compromised: bool,
    /// First position not to be believed.
    pub from: u64,
}

/// The positions about whose head control records speak, before anything is known to be proven.
pub fn heads<'a>(controls: impl Iterator<Item = &'a Control>) -> BTreeSet<u64> {
    controls.filter_map(|control| if let Control::Prune { before } = control { Some(*before) } else { None }).collect()
}

/// Reads the control records of a log.
pub fn read(log: &Committed<'_>, trust: &Trust) -> Records {
    let mut records = Records::default();
    let mut held: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for heard in log.heard(|told| &told.controls) {
        let (at, proven, control) = (heard.seq, heard.standing == Standing::Proven, heard.said);
        let in_effect = proven && records.take(log, trust, at, control);
        records.count += 1;
        let kind = if matches!(control, Control::Other { .. }) { "" } else { control.kind() };
        let listed = held.entry((String::from(kind), proven)).or_default();
        *listed += 1;
        if *listed <= MAX_LISTED {
            records.listed.push(words::facts(control, at, proven, in_effect));
        }
    }
    records
}

impl Records {
    /// Takes a proven record; whether it has an effect.
    fn take(&mut self, log: &Committed<'_>, trust: &Trust, at: u64, control: &Control) -> bool {
        match control {
            Control::Open { version, keys, .. } => {
                if at == 0 && version != crate::log::entry::ENTRY_DOMAIN && version != BUNDLE_VERSION {
                    self.unknown_version = Some(version.clone());
                }
                if at == 0 {
                    keys.iter().for_each(|vkey| self.introduce(at, vkey));
                }
                at == 0
            }
            Control::KeyAdd { vkey } => {
                self.introduce(at, vkey);
                Vkey::parse(vkey).is_ok()
            }
            Control::KeyEnd { key, compromised, from } => {
                let label = key.splitn(3, '+').take(2).collect::<Vec<_>>().join("+");
                // The reader's range goes before what the log says.
                let counts = !trust.bounds(&label, &log.origin);
                if counts {
                    self.ends.push(KeyEnd { at, label, compromised: *compromised, from: *from });
                }
                counts
            }
            Control::Erase { seq, what, .. } => *seq < at && self.take_erase(log, trust, at, *seq, what),
            Control::Prune { before } => {
                let counts = *before <= at && log.values.heads.contains(before);
                if counts {
                    self.pruned.add(0, *before);
                } else if log.lines.count(0, *before) < *before {
                    self.uncorroborated(at, 0, *before);
                }
                counts
            }
            Control::Checkpoint { note } => {
                let checkpoint = Note::parse(note.as_bytes()).ok().and_then(|note| Checkpoint::parse(&note.text).ok());
                checkpoint.is_some_and(|checkpoint| checkpoint.size <= at)
            }
            Control::Close { .. } => {
                let first = self.closed.is_none();
                self.closed = self.closed.or(Some(at));
                first
            }
            Control::Heartbeat | Control::Export(_) | Control::Read(_) => true,
            Control::Other { .. } => false,
        }
    }

    fn introduce(&mut self, at: u64, vkey: &str) {
        if let Ok(vkey) = Vkey::parse(vkey)
            && matches!(vkey.key, PublicKey::Entry(_))
        {
            self.introduced.entry(vkey.label()).or_insert(at);
        }
    }

    fn take_erase(&mut self, log: &Committed<'_>, trust: &Trust, at: u64, seq: u64, what: &Erased) -> bool {
        match what {
            Erased::Disclosures(digests) => {
                self.erased_digests.entry(seq).or_default().extend(digests.iter().cloned());
                true
            }
            // What is still here is judged like any other.
            Erased::Entry if log.lines.find(seq).is_some() => false,
            Erased::Entry => {
                let known = log.values.apart_at(seq, trust.required()).is_some() && log.values.shown_at(trust.required()).contains(seq);
                if known {
                    self.erased.add(seq, seq + 1);
                } else {
                    self.uncorroborated(at, seq, seq + 1);
                }
                known
            }
        }
    }

    fn uncorroborated(&mut self, at: u64, start: u64, end: u64) {
        let what = crate::log::draft::entries_words(start, end);
        let verb = if end - start == 1 { "was" } else { "were" };
        let message = format!("Entry {at} records that {what} {verb} removed on purpose, and what stands beside it does not confirm that.");
        self.drafts.push(Draft::new(Code::PruneUncorroborated, message).entries(start, end));
    }
}

/// The version string that `log-open` records of this format carry beside that of the entries.
const BUNDLE_VERSION: &str = "unbroken/log/v1";
