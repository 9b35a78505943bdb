//! Findings about single lines: altered, impostor, equivocated, rivals, signatures, signers, form, readings, links.

use super::{Bench, Signed, several};
use crate::finding::Code;
use crate::log::assemble::Role;
use crate::log::coverage::{Runs, Status};
use crate::log::draft::{Draft, entries_words_capital};
use crate::log::lines::{LineRef, Place};
use crate::log::repair::Repair;
use crate::log::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use crate::verdict::question::linked;
use crate::verdict::records::KeyEnd;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Bench<'_, '_> {
    /// Findings about single lines: altered, impostor, equivocated, rivals, signatures, signers, form, readings.
    pub(super) fn judge_lines(&self, status: &mut [Status], drafts: &mut Vec<Draft>) -> Signed {
        let lines = &self.log.lines;
        let mut signed = Signed::default();
        let mut unpinned: BTreeMap<&str, (u64, LineRef)> = BTreeMap::new();
        let mut reencoded: Option<(u64, LineRef)> = None;
        let mut halved: Option<(u64, LineRef)> = None;
        let mut doubts = Doubts::default();
        // What the line above says about the line before it, if a believed signature stands behind that.
        let mut vouching: (u64, Vec<Hash>) = (0, Vec::new());
        let exchanged = self.exchanged();
        for index in (0..lines.places().len()).rev() {
            let Some(place) = lines.places().get(index).copied() else { continue };
            let equivocated = self.judge_rivals(place, status.get(index).copied(), drafts);
            let (mut own, mut vouched, mut doubted) = (false, false, false);
            let mut names: Vec<Hash> = Vec::new();
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
                        let place_of_other = exchanged.get(&place.seq).map_or_else(String::new, |other| {
                            format!(" It names the entry before it as entry {other} should: the two seem to have been exchanged.")
                        });
                        let message = format!(
                            "Entry {} is not what the log committed to: its hash is {}, the log committed to {value}.{place_of_other}",
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
                let way = self.log.held_way(*line);
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
                let doubt = lines.signer(*line).filter(|_| way.seal == Seal::Valid).and_then(|label| self.doubt(label, place.seq));
                let signed_here = way.seal == Seal::Valid && !matches!(doubt, Some(Code::SignerOutOfRange | Code::SignerCompromised));
                let vouched_here = vouching.0 == place.seq + 1 && vouching.1.contains(&way.leaf);
                own |= signed_here;
                vouched |= vouched_here;
                doubted |= way.seal == Seal::Valid && !signed_here;
                names.extend(lines.prev(*line).filter(|_| signed_here || vouched_here));
                if !equivocated.contains(line) {
                    self.judge_signature(*line, place, way.seal, index, status, drafts);
                    doubts.note(doubt, lines.signer(*line), place.seq);
                    self.judge_form(*line, place, drafts);
                }
            }
            let any = lines.of(place).iter().any(|line| lines.row(*line).seal != Seal::Absent);
            signed.any += u64::from(any);
            signed.own += u64::from(own);
            signed.vouched += u64::from(!own && vouched);
            signed.doubted += u64::from(!own && doubted);
            signed.open += u64::from(!own && !vouched && self.asked.runs.contains(place.seq));
            vouching = (place.seq, names);
        }
        for (label, (count, line)) in unpinned {
            let entries = if count == 1 { String::from("1 entry names") } else { format!("{count} entries name") };
            let introduced =
                self.records.introduced.get(label).map_or_else(String::new, |at| format!(", introduced by entry {at} of the log"));
            let message = format!("{entries} {label} as signer, a key you did not pin{introduced}; the signatures were not checked.");
            drafts.push(self.at(line, Draft::new(Code::SignerUnpinned, message)).count(count));
        }
        drafts.extend(doubts.drafts(self));
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
            Seal::OutOfRange => {
                let message = format!("Entry {seq} is signed by {label}, which you trust only for other entries.");
                drafts.push(self.at(line, Draft::new(Code::SignerOutOfRange, message)).entries(seq, seq + 1));
            }
            Seal::Valid if self.doubt(label, seq) == Some(Code::SignerOutOfRange) => {
                let end = self.ends(label, seq).find(|end| seq > end.at);
                let (at, from) = end.map_or((0, 0), |end| (end.at, end.from));
                let message = format!("Entry {seq} is signed by {label}, whose end entry {at} records from {from} on.");
                drafts.push(self.at(line, Draft::new(Code::SignerOutOfRange, message)).entries(seq, seq + 1));
            }
            Seal::Valid | Seal::Absent | Seal::Unpinned => {}
        }
    }

    pub(super) fn is_compromised(&self, label: &str, seq: u64) -> bool {
        self.records.ends.iter().any(|end| end.compromised && end.label == label && seq >= end.from)
    }

    /// What the log says against a key at a position (rule K3), where the reader gave no range of it. The gravest of several ends counts.
    pub(super) fn doubt(&self, label: &str, seq: u64) -> Option<Code> {
        let codes = self.ends(label, seq).map(|end| match (end.compromised, seq > end.at) {
            (_, true) => (2, Code::SignerOutOfRange),
            (true, false) => (1, Code::SignerCompromised),
            (false, false) => (0, Code::SignerRetired),
        });
        codes.max_by_key(|(gravity, _)| *gravity).map(|(_, code)| code)
    }

    fn ends<'e>(&'e self, label: &'e str, seq: u64) -> impl Iterator<Item = &'e KeyEnd> {
        self.records.ends.iter().filter(move |end| end.label == label && seq >= end.from)
    }

    pub(super) fn judge_form(&self, line: LineRef, place: Place, drafts: &mut Vec<Draft>) {
        let Some(source) = self.log.lines.sources().get(line.source()) else { return };
        let told = source.rows.told(self.log.held_way(line).repair.text());
        for rule in told.breaks.of(line.row()) {
            let message = format!("Entry {} {rule}.", place.seq);
            drafts.push(self.at(line, Draft::new(Code::EntryMalformed, message)).entries(place.seq, place.seq + 1));
        }
    }

    /// Neighbours of which one says something else about the other, where nothing else settles which of the two is wrong.
    pub(super) fn judge_links(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let open = |status: &Status| matches!(status, Status::Uncovered | Status::Unproven | Status::Committed);
        for (pair, held) in self.log.lines.places().windows(2).zip(status.windows(2)) {
            let ([a, b], [of_a, of_b]) = (pair, held) else { continue };
            let both_committed = matches!((of_a, of_b), (Status::Committed, Status::Committed));
            if a.seq + 1 != b.seq || !open(of_a) || !open(of_b) || both_committed || linked(self.log, *a, *b) {
                continue;
            }
            let named = self.log.lines.of(*b).iter().find_map(|line| self.log.lines.prev(*line));
            let actual = self.log.lines.of(*a).first().map(|line| self.log.lines.row(*line).leaf);
            let (named, actual) =
                (named.map_or_else(String::new, |hash| hash.to_string()), actual.map_or_else(String::new, |hash| hash.to_string()));
            let message = format!("Entry {} says the entry before it hashes to {named}; entry {} hashes to {actual}.", b.seq, a.seq);
            drafts.push(Draft::new(Code::LinkBroken, message).entries(a.seq, b.seq + 1).values(named, actual));
        }
    }
}

/// Entries signed where the log does not want a key to be believed, by code and key; one finding per run.
#[derive(Default)]
struct Doubts<'l>(BTreeMap<(Code, &'l str), Runs>);

impl<'l> Doubts<'l> {
    fn note(&mut self, doubt: Option<Code>, label: Option<&'l str>, seq: u64) {
        if let (Some(code @ (Code::SignerCompromised | Code::SignerRetired)), Some(label)) = (doubt, label) {
            self.0.entry((code, label)).or_default().add(seq, seq + 1);
        }
    }

    fn drafts(&self, bench: &Bench<'_, '_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for ((code, label), runs) in &self.0 {
            for (start, end) in runs.iter() {
                let Some(key_end) = bench.ends(label, start).next() else { continue };
                let words = entries_words_capital(start, end);
                let (verb, its) = if end - start == 1 { ("is", "its") } else { ("are", "their") };
                let message = match code {
                    Code::SignerCompromised => format!(
                        "{words} {verb} signed by {label}, which entry {} declares compromised from {} on; {its} content is fixed, {its} author is not.",
                        key_end.at, key_end.from
                    ),
                    _ => format!(
                        "{words} {verb} signed by {label}, which entry {} retires from {} on; the record came after.",
                        key_end.at, key_end.from
                    ),
                };
                drafts.push(Draft::new(*code, message).entries(start, end).count(end - start));
            }
        }
        drafts
    }
}
