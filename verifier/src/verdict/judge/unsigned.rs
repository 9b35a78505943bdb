//! Entries without a signature where signatures are required (rule K7).
//!
//! The writers file may require them: on every entry, or so that at most k entries lead to the next one that is signed and linked to it. The
//! question may require them too; then a later signature vouches however far away it is. An entry is accused only when everything that
//! could vouch for it is here and carries no signature, and only if the log committed to it, so nobody without a key can add one. Where it
//! is merely not shown that the writers file is kept to, a requirement is unmet.

use super::Bench;
use crate::finding::Code;
use crate::log::assemble::Role;
use crate::log::coverage::Status;
use crate::log::draft::{Draft, entries_words_capital};
use crate::log::lines::LineRef;
use crate::log::segment::Seal;
use crate::trust::policy::Level;
use crate::verdict::question::{Requirement, linked};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What follows an entry upwards, link by link; this entry counts too.
#[derive(Clone, Copy, Default)]
struct Above {
    /// Steps to the next entry that a pinned writer signed.
    signed: Option<u64>,
    /// Committed entries without any signature, one after the other.
    bare: u64,
    /// Entries up to the end of the log, if it is here.
    rest: Option<u64>,
}

impl Above {
    /// Anyone can link a line to the newest entry, so only a committed one is counted for or against.
    fn step(self, seal: Seal, committed: bool) -> Above {
        Above {
            signed: if seal == Seal::Valid { Some(0) } else { self.signed.map(|steps| steps + 1) },
            bare: if seal == Seal::Absent && committed { self.bare + 1 } else { 0 },
            rest: self.rest.map(|rest| rest + 1),
        }
    }
}

impl Bench<'_, '_> {
    /// One finding per run of entries whose required signature is missing. Whether what the writers file requires stays open somewhere.
    pub(super) fn judge_unsigned(&self, status: &[Status], drafts: &mut Vec<Draft>) -> bool {
        let asked = self.question.require.contains(&Requirement::Signed);
        if !asked && self.trust.writers.iter().all(|writer| writer.require.is_none()) {
            return false;
        }
        let lines = &self.log.lines;
        let mut above = Above::default();
        let mut missing: Vec<(u64, LineRef)> = Vec::new();
        let mut open = false;
        for (index, place) in lines.places().iter().enumerate().rev() {
            let line = lines.of(*place).iter().find(|line| matches!(self.log.roles.get(line), None | Some(Role::Held(_)))).copied();
            // A line that is not the genuine one is judged elsewhere, and nothing vouches through it.
            let seal = line.map_or(Seal::Invalid, |line| self.log.held_way(line).seal);
            let mut before = match lines.places().get(index + 1) {
                Some(next) if linked(self.log, *place, *next) => above,
                _ => Above::default(),
            };
            // What lies above the newest state is not committed, so nothing of it was counted.
            if self.log.newest == Some(place.seq + 1) {
                before = Above { rest: Some(0), ..before };
            }
            let committed = match status.get(index) {
                Some(Status::Proven | Status::Chained) => true,
                Some(Status::Committed) => self.log.values.shown_at(Level::Pinned).contains(place.seq),
                _ => false,
            };
            above = before.step(seal, committed);
            let Some(line) = line.filter(|_| committed) else { continue };
            let fails = match self.trust.signatures_required(&self.log.origin, place.seq) {
                // Signed soon enough, or so close to the end of the log that the next signature is not due.
                Some(most) if [above.signed, above.rest].into_iter().flatten().any(|steps| steps <= most) => false,
                Some(most) => {
                    open |= above.bare <= most;
                    above.bare > most
                }
                None => asked && seal == Seal::Absent && above.signed.is_none() && above.rest == Some(above.bare),
            };
            if fails {
                missing.push((place.seq, line));
            }
        }
        missing.reverse();
        for run in missing.chunk_by(|a, b| a.0 + 1 == b.0) {
            let (Some((start, line)), Some((last, _))) = (run.first(), run.last()) else { continue };
            let (start, end) = (*start, last + 1);
            let carries = if end - start == 1 { "carries" } else { "carry" };
            let message = format!("{} {carries} no signature, and no later one vouches as you require.", entries_words_capital(start, end));
            let draft = Draft::new(Code::SignatureMissing, message).entries(start, end).count(end - start);
            drafts.push(self.at(*line, draft).values(self.required_words(start), "no signature"));
        }
        open
    }

    fn required_words(&self, seq: u64) -> String {
        match self.trust.signatures_required(&self.log.origin, seq) {
            Some(0) => String::from("a signature on every entry"),
            Some(most) => format!("a signed and linked entry at most {most} further on"),
            None => String::from("a signature of its own, or a later one that is linked to it"),
        }
    }
}
