//! What proven control records explain or accuse of (unbroken-bundle, Control records; rules K3, K4, R1 to R5).
//!
//! A record counts only if its own entry is proven. It never creates trust; it accounts for positions that are missing, ends a key, or
//! says that nothing follows.

use crate::finding::Code;
use crate::log::assemble::{Committed, Role};
use crate::log::control::Control;
use crate::log::coverage::{Runs, Status};
use crate::log::draft::Draft;
use crate::log::repair::Repair;
use crate::log::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::policy::{Level, Trust};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What the proven control records of a log say.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// Positions erased on record whose committed value is known.
    pub erased: Runs,
    /// Positions below a recorded prune whose head is authenticated.
    pub pruned: Runs,
    /// Ends of keys.
    pub ends: Vec<KeyEnd>,
    /// Position of the record that closes the log.
    pub closed: Option<u64>,
    /// The version the log declares, if it is one this verifier does not know.
    pub unknown_version: Option<String>,
    /// What was found.
    pub drafts: Vec<Draft>,
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

/// Reads the proven control records of a log.
pub fn read(log: &Committed<'_>, trust: &Trust) -> Records {
    let mut records = Records::default();
    for (index, place) in log.lines.places().iter().enumerate() {
        if log.status.get(index) != Some(&Status::Proven) {
            continue;
        }
        for line in log.lines.of(*place) {
            // A line beside the genuine one says nothing, and neither does one whose signature is not its writer's.
            let (seal, repair) = match log.roles.get(line) {
                None => (log.lines.row(*line).seal, Repair::None),
                Some(Role::Held(value)) => log.lines.way(*line, value).map_or((Seal::Invalid, Repair::None), |way| (way.seal, way.repair)),
                Some(_) => continue,
            };
            if matches!(seal, Seal::Invalid | Seal::Weak) {
                continue;
            }
            let Some(source) = log.lines.sources().get(line.source()) else { continue };
            if let Some(control) = source.rows.control(line.row(), repair) {
                records.take(log, trust, place.seq, control);
            }
        }
    }
    records
}

impl Records {
    fn take(&mut self, log: &Committed<'_>, trust: &Trust, at: u64, control: &Control) {
        match control {
            Control::Open { version } if at == 0 && version != crate::log::entry::ENTRY_DOMAIN && version != BUNDLE_VERSION => {
                self.unknown_version = Some(version.clone());
            }
            Control::Erase { seq, entry: true } if *seq < at && log.lines.find(*seq).is_none() => {
                let known = log.values.apart.get(seq).is_some_and(|(_, level)| *level >= trust.required())
                    && log.values.shown_at(trust.required()).contains(*seq);
                if known {
                    self.erased.add(*seq, *seq + 1);
                } else {
                    self.uncorroborated(at, *seq, *seq + 1);
                }
            }
            Control::Prune { before } => {
                if *before <= at && log.values.heads.contains(before) {
                    self.pruned.add(0, *before);
                } else if log.lines.count(0, *before) < *before {
                    self.uncorroborated(at, 0, *before);
                }
            }
            Control::KeyEnd { key, compromised, from } => {
                let label = key.splitn(3, '+').take(2).collect::<Vec<_>>().join("+");
                self.ends.push(KeyEnd { at, label, compromised: *compromised, from: *from });
            }
            Control::Close => self.closed = self.closed.or(Some(at)),
            _ => {}
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

impl crate::log::assemble::Values {
    /// Positions shown at `level` and above.
    pub fn shown_at(&self, level: Level) -> &Runs {
        self.shown.get(level as usize).unwrap_or(&self.shown[0])
    }

    /// The value known for a position without a matching line, at `level` or above.
    pub fn apart_at(&self, seq: u64, level: Level) -> Option<Hash> {
        self.apart.get(&seq).filter(|(_, known)| *known >= level).map(|(hash, _)| *hash)
    }
}
