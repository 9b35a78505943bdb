//! Findings about single lines: altered, impostor, equivocated, rivals, signatures, signers, form, readings, links.

use super::{Bench, Signed, several};
use crate::finding::Code;
use crate::log::assemble::Role;
use crate::log::coverage::Status;
use crate::log::draft::Draft;
use crate::log::lines::{LineRef, Place, Way};
use crate::log::repair::Repair;
use crate::log::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use crate::verdict::question::linked;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Bench<'_, '_> {
    /// The way in which a line is held: the value of its position, or the received bytes.
    pub(super) fn held_way(&self, line: LineRef) -> Way {
        let lines = &self.log.lines;
        let row = lines.row(line);
        let chosen = match self.log.roles.get(&line) {
            Some(Role::Held(value)) => lines.way(line, value),
            _ => None,
        };
        let received = Way { repair: Repair::None, leaf: row.leaf, seal: row.seal };
        chosen.unwrap_or(received)
    }

    /// Findings about single lines: altered, impostor, equivocated, rivals, signatures, signers, form, readings.
    pub(super) fn judge_lines(&self, status: &mut [Status], drafts: &mut Vec<Draft>) -> Signed {
        let lines = &self.log.lines;
        let mut signed = Signed::default();
        let mut unpinned: BTreeMap<&str, (u64, LineRef)> = BTreeMap::new();
        let mut reencoded: Option<(u64, LineRef)> = None;
        let mut halved: Option<(u64, LineRef)> = None;
        let mut vouched = false;
        for index in (0..lines.places().len()).rev() {
            let Some(place) = lines.places().get(index).copied() else { continue };
            let linked_above = lines.places().get(index + 1).is_some_and(|next| linked(self.log, place, *next));
            let equivocated = self.judge_rivals(place, status.get(index).copied(), drafts);
            let mut own = false;
            for line in lines.of(place) {
                if let Some((_, value)) = self.log.unbound.get(line) {
                    let message = format!(
                        "Entry {} given with this proof does not lead to the root of its checkpoint: the proof is not about this entry, or one of the two was changed.",
                        place.seq
                    );
                    drafts.push(
                        self.at(*line, Draft::new(Code::EntryNotBound, message))
                            .entries(place.seq, place.seq + 1)
                            .values(value.to_string(), lines.row(*line).leaf.to_string()),
                    );
                    continue;
                }
                match self.log.roles.get(line) {
                    Some(Role::Differs(value)) => {
                        let message = format!(
                            "Entry {} is not what the log committed to: its hash is {}, the log committed to {value}.",
                            place.seq,
                            lines.row(*line).leaf
                        );
                        drafts.push(
                            self.at(*line, Draft::new(Code::EntryAltered, message))
                                .entries(place.seq, place.seq + 1)
                                .values(value.to_string(), lines.row(*line).leaf.to_string()),
                        );
                        continue;
                    }
                    Some(Role::Impostor(value)) => {
                        if !equivocated.contains(line) {
                            let message =
                                format!("A second line claims to be entry {}; the genuine one is proven and is also here.", place.seq);
                            drafts.push(
                                self.at(*line, Draft::new(Code::EntryImpostor, message))
                                    .entries(place.seq, place.seq + 1)
                                    .values(value.to_string(), lines.row(*line).leaf.to_string()),
                            );
                        }
                        continue;
                    }
                    _ => {}
                }
                let way = self.held_way(*line);
                if way.repair == Repair::Halved {
                    halved = Some((halved.map_or(1, |(count, _)| count + 1), *line));
                }
                if way.repair.is_reencoded() {
                    reencoded = Some((reencoded.map_or(1, |(count, _)| count + 1), *line));
                }
                if let Some(label) = lines.signer(*line).filter(|_| way.seal == Seal::Unpinned) {
                    let entry = unpinned.entry(label).or_insert((0, *line));
                    *entry = (entry.0 + 1, *line);
                }
                own |= way.seal == Seal::Valid;
                if !equivocated.contains(line) {
                    self.judge_signature(*line, place, way.seal, index, status, drafts);
                    self.judge_form(*line, place, way.repair, drafts);
                }
            }
            let any = lines.of(place).iter().any(|line| lines.row(*line).seal != Seal::Absent);
            signed.any += u64::from(any);
            let vouched_here = linked_above && vouched;
            signed.own += u64::from(own);
            signed.vouched += u64::from(!own && vouched_here);
            vouched = own || vouched_here;
        }
        for (label, (count, line)) in unpinned {
            let entries = if count == 1 { String::from("1 entry names") } else { format!("{count} entries name") };
            let message = format!("{entries} {label} as signer, a key you did not pin; the signatures were not checked.");
            drafts.push(self.at(line, Draft::new(Code::SignerUnpinned, message)).count(count));
        }
        if let Some((count, line)) = reencoded {
            let message = format!(
                "A tool rewrote the JSON of {}; the original bytes were recovered and are the ones shown.",
                several(count, "entry", "entries")
            );
            drafts.push(self.at(line, Draft::new(Code::EntryReencoded, message)).count(count));
        }
        if let Some((count, line)) = halved {
            let message = format!("The escapes of PostgreSQL's COPY text were removed from {}.", several(count, "entry", "entries"));
            drafts.push(self.at(line, Draft::new(Code::WrapperRemoved, message)).count(count));
        }
        signed
    }

    /// Two lines for one position: by one key, or by nobody knows whom. Returns the lines of an equivocation.
    pub(super) fn judge_rivals(&self, place: Place, status: Option<Status>, drafts: &mut Vec<Draft>) -> Vec<LineRef> {
        let lines = &self.log.lines;
        let own = lines.of(place);
        if own.len() < 2 {
            return Vec::new();
        }
        let mut by_key: BTreeMap<&str, Vec<LineRef>> = BTreeMap::new();
        for line in own.iter().filter(|line| lines.valid_way(**line).is_some()) {
            if let Some(label) = lines.signer(*line) {
                by_key.entry(label).or_default().push(*line);
            }
        }
        let mut equivocated = Vec::new();
        for (label, signed) in by_key {
            let leaves: BTreeSet<Hash> = signed.iter().filter_map(|line| lines.valid_way(*line)).map(|way| way.leaf).collect();
            if leaves.len() < 2 || self.is_compromised(label, place.seq) {
                continue;
            }
            let message = format!("{label} signed {} different entries {}.", leaves.len(), place.seq);
            let mut leaves = leaves.iter().map(|leaf| leaf.to_string());
            let (first, second) = (leaves.next().unwrap_or_default(), leaves.collect::<Vec<_>>().join(", "));
            let draft = Draft::new(Code::WriterEquivocated, message).entries(place.seq, place.seq + 1).values(first, second);
            drafts.push(signed.first().map_or_else(|| draft.clone(), |line| self.at(*line, draft.clone())));
            equivocated.extend(signed);
        }
        if status == Some(Status::Conflict) {
            let message =
                format!("There are {} different lines for entry {}, and nothing here tells which is genuine.", own.len(), place.seq);
            let draft = Draft::new(Code::EntryConflict, message).entries(place.seq, place.seq + 1);
            drafts.push(own.first().map_or_else(|| draft.clone(), |line| self.at(*line, draft.clone())));
        }
        equivocated
    }

    pub(super) fn judge_signature(
        &self,
        line: LineRef,
        place: Place,
        seal: Seal,
        index: usize,
        status: &mut [Status],
        drafts: &mut Vec<Draft>,
    ) {
        let lines = &self.log.lines;
        let Some(label) = lines.signer(line) else { return };
        let Some(held) = status.get_mut(index) else { return };
        let seq = place.seq;
        if matches!(held, Status::Altered | Status::Conflict) && seal != Seal::Valid {
            return;
        }
        match seal {
            Seal::Invalid | Seal::Weak => {
                let committed =
                    *held == Status::Proven || (*held == Status::Committed && self.log.values.shown_at(Level::Pinned).contains(seq));
                let (code, message) = if seal == Seal::Weak {
                    (Code::KeyWeak, format!("The signature of entry {seq} in the name of {label} is cryptographically unusable."))
                } else if committed {
                    (
                        Code::SignatureInvalidCommitted,
                        format!("The log committed to entry {seq}, and its signature in the name of {label} is not from that key."),
                    )
                } else {
                    (
                        Code::SignatureInvalid,
                        format!("The signature of entry {seq} in the name of {label} is not from that key over these bytes."),
                    )
                };
                drafts.push(self.at(line, Draft::new(code, message)).entries(seq, seq + 1).values(label, "a signature that fails"));
                if *held != Status::Disputed {
                    *held = Status::Forged;
                }
            }
            Seal::Valid => self.judge_signer(line, label, seq, drafts),
            Seal::Absent | Seal::Unpinned => {}
        }
    }

    /// Whether a valid signature was made inside the range in which its key may sign.
    pub(super) fn judge_signer(&self, line: LineRef, label: &str, seq: u64, drafts: &mut Vec<Draft>) {
        let ranges: Vec<_> = self.trust.writers.iter().filter(|writer| writer.may_write(label, &self.log.origin)).collect();
        let bounded = ranges.iter().any(|writer| writer.from > 0 || writer.until.is_some());
        if bounded {
            if !ranges.iter().any(|writer| writer.from <= seq && writer.until.is_none_or(|until| seq < until)) {
                let message = format!("Entry {seq} is signed by {label}, which you trust only for other entries.");
                drafts.push(self.at(line, Draft::new(Code::SignerOutOfRange, message)).entries(seq, seq + 1));
            }
            return;
        }
        for end in self.records.ends.iter().filter(|end| end.label == label && seq >= end.from) {
            let (code, message) = match (end.compromised, seq > end.at) {
                (_, true) => (
                    Code::SignerOutOfRange,
                    format!("Entry {seq} is signed by {label}, whose end entry {} records from {} on.", end.at, end.from),
                ),
                (true, false) => (
                    Code::SignerCompromised,
                    format!(
                        "Entry {seq} is signed by {label}, which entry {} declares compromised from {} on; its content is fixed, its author is not.",
                        end.at, end.from
                    ),
                ),
                (false, false) => continue,
            };
            drafts.push(self.at(line, Draft::new(code, message)).entries(seq, seq + 1));
        }
    }

    pub(super) fn is_compromised(&self, label: &str, seq: u64) -> bool {
        self.records.ends.iter().any(|end| end.compromised && end.label == label && seq >= end.from)
    }

    pub(super) fn judge_form(&self, line: LineRef, place: Place, repair: Repair, drafts: &mut Vec<Draft>) {
        let Some(source) = self.log.lines.sources().get(line.source()) else { return };
        if let Some(rule) = source.rows.broken_rule(line.row(), repair) {
            let message = format!("Entry {} {rule}.", place.seq);
            drafts.push(self.at(line, Draft::new(Code::EntryMalformed, message)).entries(place.seq, place.seq + 1));
        }
    }

    /// Neighbours of which one says something else about the other, where nothing else settles which of the two is wrong.
    pub(super) fn judge_links(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let open =
            |status: Option<&Status>| matches!(status, Some(Status::Uncovered | Status::Unproven | Status::Committed | Status::Forged));
        for (index, pair) in self.log.lines.places().windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.seq + 1 != b.seq || !open(status.get(index)) || !open(status.get(index + 1)) || linked(self.log, *a, *b) {
                continue;
            }
            let settled = |status: Option<&Status>| matches!(status, Some(Status::Committed));
            if settled(status.get(index)) && settled(status.get(index + 1)) {
                continue;
            }
            let forged = |status: Option<&Status>| matches!(status, Some(Status::Forged));
            if forged(status.get(index)) || forged(status.get(index + 1)) {
                continue;
            }
            let named = self.log.lines.of(*b).iter().find_map(|line| self.log.lines.row(*line).prev);
            let actual = self.log.lines.of(*a).first().map(|line| self.log.lines.row(*line).leaf);
            let (named, actual) =
                (named.map_or_else(String::new, |hash| hash.to_string()), actual.map_or_else(String::new, |hash| hash.to_string()));
            let message = format!("Entry {} says the entry before it hashes to {named}; entry {} hashes to {actual}.", b.seq, a.seq);
            drafts.push(Draft::new(Code::LinkBroken, message).entries(a.seq, b.seq + 1).values(named, actual));
        }
    }
}
