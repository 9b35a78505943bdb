//! The answer for one log: what is absent, what every status means as a finding, and which reasons apply.

use super::question::Asked;
use super::question::Question;
use super::records::Records;
use super::report::Reason;
use crate::finding::Code;
use crate::log::assemble::{Committed, Role};
use crate::log::coverage::{Runs, Status};
use crate::log::draft::{Draft, entries_words, entries_words_capital};
use crate::log::lines::{LineRef, Place};
use crate::log::segment::Seal;
use crate::tree::hash::Hash;
use crate::trust::policy::{Level, Trust};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The answer for one log, before it is put into words.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was found.
    pub drafts: Vec<Draft>,
    /// Status per position asked or present, as runs.
    pub coverage: Vec<(Status, u64, u64)>,
    /// Every reason that applies, the first decides.
    pub reasons: Vec<Reason>,
    /// Lines with a valid pinned signature of their own, and positions only vouched for.
    pub signed: Signed,
    /// Every asked position is proven, erased or pruned (or withheld, if that was accepted).
    pub all_asked: bool,
}

impl Judged {
    /// The answer where nothing could be judged.
    pub fn nothing(reason: Reason, drafts: Vec<Draft>) -> Judged {
        Judged { drafts, coverage: Vec::new(), reasons: alloc::vec![reason], signed: Signed::default(), all_asked: false }
    }
}

/// Who stands behind the entries.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// Positions with their own valid pinned signature.
    pub own: u64,
    /// Positions that a linked, signed successor vouches for.
    pub vouched: u64,
    /// Positions whose line carries any signature.
    pub any: u64,
}

/// What is judged, and by what.
pub struct Bench<'j, 'a> {
    /// The log.
    pub log: &'j Committed<'a>,
    /// Whom the reader trusts.
    pub trust: &'j Trust,
    /// What is asked.
    pub asked: &'j Asked,
    /// The auditor's question, as given.
    pub question: &'j Question,
    /// What proven records say.
    pub records: &'j Records,
    /// Placeholders per position.
    pub stubs: &'j BTreeMap<u64, Vec<Hash>>,
    /// A stream ended in the middle of a line.
    pub torn: bool,
    /// A part of the input was not read.
    pub unread: bool,
    /// The input holds a line that is unreadable or of no known kind.
    pub junk: bool,
}

/// Judges one log.
pub fn judge(bench: &Bench<'_, '_>) -> Judged {
    let mut drafts = bench.log.drafts.clone();
    drafts.extend(bench.records.drafts.iter().cloned());
    let mut status = bench.log.status.clone();
    let forms = bench.judge_lines(&mut status, &mut drafts);
    bench.judge_links(&status, &mut drafts);
    bench.judge_runs(&status, &mut drafts);
    let absent = bench.judge_absent(&mut drafts);
    let coverage = bench.coverage(&status, &absent);
    bench.judge_kept(&status, &mut drafts);
    bench.judge_order(&status, &mut drafts);
    let accept = bench.question.accept_withheld;
    let fine =
        |status: &Status| matches!(status, Status::Proven | Status::Erased | Status::Pruned) || (accept && *status == Status::Withheld);
    let all_asked = coverage.iter().all(|(status, start, end)| fine(status) || !bench.asked.runs.touches(*start, *end));
    let reasons = bench.reasons(&status, &coverage, all_asked, &drafts);
    Judged { drafts, coverage, reasons, signed: forms, all_asked }
}

impl Bench<'_, '_> {
    fn at(&self, line: LineRef, draft: Draft) -> Draft {
        let row = self.log.lines.row(line);
        draft.bytes(self.log.lines.stream(line), row.offset, u64::from(row.len))
    }

    /// The way in which a line is held: the value of its position, or the received bytes.
    fn held_way(&self, line: LineRef) -> crate::log::lines::Way {
        let lines = &self.log.lines;
        let row = lines.row(line);
        let chosen = match self.log.roles.get(&line) {
            Some(Role::Held(value)) => lines.way(line, value),
            _ => None,
        };
        let received = crate::log::lines::Way { repair: crate::log::repair::Repair::None, leaf: row.leaf, seal: row.seal };
        chosen.unwrap_or(received)
    }

    /// Findings about single lines: altered, impostor, equivocated, rivals, signatures, signers, form, readings.
    fn judge_lines(&self, status: &mut [Status], drafts: &mut Vec<Draft>) -> Signed {
        let lines = &self.log.lines;
        let mut signed = Signed::default();
        let mut unpinned: BTreeMap<&str, (u64, LineRef)> = BTreeMap::new();
        let mut reencoded: Option<(u64, LineRef)> = None;
        let mut vouched = false;
        for index in (0..lines.places().len()).rev() {
            let Some(place) = lines.places().get(index).copied() else { continue };
            let linked_above = lines.places().get(index + 1).is_some_and(|next| super::question::linked(self.log, place, *next));
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
                if way.repair == crate::log::repair::Repair::Reencoded {
                    reencoded = Some((reencoded.map_or(1, |(count, _)| count + 1), *line));
                }
                if let Some(label) = lines.signer(*line).filter(|_| way.seal == Seal::Unpinned) {
                    let entry = unpinned.entry(label).or_insert((0, *line));
                    *entry = (entry.0 + 1, *line);
                }
                own |= way.seal == Seal::Valid;
                if !equivocated.contains(line) {
                    self.judge_signature(*line, place, way.seal, index, status, drafts);
                    self.judge_form(*line, place, drafts);
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
        signed
    }

    /// Two lines for one position: by one key, or by nobody knows whom. Returns the lines of an equivocation.
    fn judge_rivals(&self, place: Place, status: Option<Status>, drafts: &mut Vec<Draft>) -> Vec<LineRef> {
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

    fn judge_signature(&self, line: LineRef, place: Place, seal: Seal, index: usize, status: &mut [Status], drafts: &mut Vec<Draft>) {
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
    fn judge_signer(&self, line: LineRef, label: &str, seq: u64, drafts: &mut Vec<Draft>) {
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

    fn is_compromised(&self, label: &str, seq: u64) -> bool {
        self.records.ends.iter().any(|end| end.compromised && end.label == label && seq >= end.from)
    }

    fn judge_form(&self, line: LineRef, place: Place, drafts: &mut Vec<Draft>) {
        let Some(source) = self.log.lines.sources().get(line.source()) else { return };
        let breaks = &source.rows.breaks;
        let first = breaks.partition_point(|(row, _)| *row < line.row());
        for (_, rule) in breaks.iter().skip(first).take_while(|(row, _)| *row == line.row()) {
            let message = format!("Entry {} {rule}.", place.seq);
            drafts.push(self.at(line, Draft::new(Code::EntryMalformed, message)).entries(place.seq, place.seq + 1));
        }
    }

    /// Neighbours of which one says something else about the other, where nothing else settles which of the two is wrong.
    fn judge_links(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let open =
            |status: Option<&Status>| matches!(status, Some(Status::Uncovered | Status::Unproven | Status::Committed | Status::Forged));
        for (index, pair) in self.log.lines.places().windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.seq + 1 != b.seq || !open(status.get(index)) || !open(status.get(index + 1)) || super::question::linked(self.log, *a, *b) {
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

    /// One finding per run of positions that are only chained, committed, uncovered or unproven.
    fn judge_runs(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let supports = |place: &Place| {
            self.asked.supported.is_empty() && !self.asked.explicit
                || self.asked.supported.contains(place.seq)
                || self.asked.runs.contains(place.seq)
        };
        for (held, start, end) in runs_of(status, self.log.lines.places()) {
            let place = self.log.lines.places().get(self.log.lines.range(start, end).start);
            let stray = place.is_some_and(|place| !supports(place));
            let words = entries_words_capital(start, end);
            let (verb, has) = if end - start == 1 { ("is", "has") } else { ("are", "have") };
            if stray && matches!(held, Status::Uncovered | Status::Unproven) {
                let message = format!(
                    "{words} {verb} far from everything else here, and nothing connects {} to it.",
                    if end - start == 1 { "it" } else { "them" }
                );
                drafts.push(Draft::new(Code::EntryStray, message).entries(start, end).count(end - start));
                continue;
            }
            let found = match held {
                Status::Uncovered => Some((
                    Code::EntriesUncovered,
                    format!("{words} {verb} newer than every checkpoint that could be used, and so only linked or signed."),
                )),
                Status::Unproven => Some((
                    Code::EntriesUnprovable,
                    format!("{words} {verb} undamaged as far as visible; the proof runs through entries that are missing."),
                )),
                Status::Chained => Some((
                    Code::TreeUnchecked,
                    format!(
                        "{words} {verb} named by the entry after; {} place in the log's tree was not shown.",
                        if end - start == 1 { "its" } else { "their" }
                    ),
                )),
                Status::Committed => Some((
                    Code::TrustTooLow,
                    format!("{words} {has} a place in the tree of a checkpoint, but not of one with the trust you require."),
                )),
                _ => None,
            };
            drafts.extend(found.map(|(code, message)| Draft::new(code, message).entries(start, end).count(end - start)));
        }
    }

    /// Asked positions without lines, as runs with what accounts for them.
    fn judge_absent(&self, drafts: &mut Vec<Draft>) -> Vec<(Status, u64, u64)> {
        let log = self.log;
        let required = self.trust.required();
        let mut absent = Vec::new();
        let top = log.lines.places().last().map(|place| place.seq);
        for (start, end) in self.asked.runs.iter() {
            for (from, to) in self.gaps(start, end) {
                let mut rest = Runs::default();
                rest.add(from, to);
                let mut account = |status: Status, these: &Runs, absent: &mut Vec<(Status, u64, u64)>| {
                    let both = rest.intersect(these);
                    let left: Vec<(u64, u64)> = rest.iter().flat_map(|(a, b)| both.gaps(a, b)).collect();
                    rest = Runs::default();
                    left.into_iter().for_each(|(a, b)| rest.add(a, b));
                    absent.extend(both.iter().map(|(a, b)| (status, a, b)));
                };
                account(Status::Erased, &self.records.erased, &mut absent);
                account(Status::Pruned, &self.records.pruned, &mut absent);
                let mut misplaced = Runs::default();
                log.misplaced.range(from..to).for_each(|(seq, _)| misplaced.add(*seq, *seq + 1));
                account(Status::Forged, &misplaced, &mut absent);
                let mut withheld = Runs::default();
                for (seq, leaves) in self.stubs.range(from..to) {
                    let value = log.values.apart_at(*seq, required);
                    if value.is_some_and(|value| leaves.contains(&value)) {
                        withheld.add(*seq, *seq + 1);
                    }
                }
                account(Status::Withheld, &withheld, &mut absent);
                for (a, b) in rest.iter() {
                    absent.push((Status::Missing, a, b));
                    // What lies at or above the newest confirmed state and above every entry was never shown to exist.
                    let known = log.newest.unwrap_or(0).max(top.map_or(0, |top| top + 1)).clamp(a, b);
                    self.missing(a, known, drafts);
                    if known < b {
                        let state = log.newest.map_or_else(
                            || String::from("no confirmed state reaches it"),
                            |size| format!("the newest confirmed state ends at {}", size.saturating_sub(1)),
                        );
                        let message = format!("You asked for {}, and {state}.", entries_words(known, b));
                        drafts.push(Draft::new(Code::EntriesExpected, message).entries(known, b).count(b - known));
                    }
                }
            }
        }
        absent.sort_by_key(|(_, start, _)| *start);
        self.explain_absent(&absent, drafts);
        absent
    }

    fn missing(&self, start: u64, end: u64, drafts: &mut Vec<Draft>) {
        if start >= end {
            return;
        }
        let mut message = if end - start == 1 {
            format!("Entry {start} is not in this input.")
        } else {
            format!("Entries {start} to {} are not in this input.", end - 1)
        };
        if let Some(next) = self.log.lines.find(end).and_then(|index| self.log.lines.places().get(index)) {
            message = format!("{message} Entry {} carries the hash of entry {}.", next.seq, end - 1);
        } else if let Some(size) = self.log.newest.filter(|size| *size >= end) {
            message = format!("{message} A checkpoint over {size} entries says there are that many.");
        }
        let draft = Draft::new(Code::EntriesMissing, message).entries(start, end).count(end - start);
        drafts.push(draft);
    }

    fn explain_absent(&self, absent: &[(Status, u64, u64)], drafts: &mut Vec<Draft>) {
        for (status, start, end) in absent {
            let words = entries_words_capital(*start, *end);
            let (verb, it) = if end - start == 1 { ("is", "it") } else { ("are", "them") };
            let found = match status {
                Status::Erased => Some((Code::EntryErased, format!("{words} {verb} erased, and a proven record says so."))),
                Status::Pruned => Some((Code::LogPruned, format!("{words} {verb} gone by retention, and a proven record says so."))),
                Status::Withheld => {
                    Some((Code::EntryWithheld, format!("{words} {verb} withheld: a placeholder with the committed hash stands for {it}.")))
                }
                _ => None,
            };
            drafts.extend(found.map(|(code, message)| Draft::new(code, message).entries(*start, *end).count(end - start)));
        }
        for (seq, line) in &self.log.misplaced {
            let named = self.log.lines.row(*line).seq;
            let message = format!("The log committed at position {seq} to a line that says it is entry {named}.");
            drafts.push(
                self.at(*line, Draft::new(Code::EntryMisplaced, message))
                    .entries(*seq, *seq + 1)
                    .values(seq.to_string(), named.to_string()),
            );
        }
        // A placeholder must have the committed value, whether or not the entry itself is here too.
        let value = |seq: &u64| {
            let held = || {
                self.log.lines.at(*seq).iter().find(|line| !self.log.roles.contains_key(line)).map(|line| self.log.lines.row(*line).leaf)
            };
            let shown = self.log.values.shown_at(Level::Pinned).contains(*seq);
            self.log.values.apart.get(seq).or(self.log.values.chained.get(seq)).map(|(hash, _)| *hash).or_else(|| held().filter(|_| shown))
        };
        for (seq, leaves) in self.stubs {
            let Some(value) = value(seq) else { continue };
            for leaf in leaves.iter().filter(|leaf| **leaf != value) {
                let message = format!("The placeholder for entry {seq} does not stand for what the log committed to.");
                drafts.push(Draft::new(Code::StubMismatch, message).entries(*seq, seq + 1).values(value.to_string(), leaf.to_string()));
            }
        }
    }

    /// Parts of `[start, end)` without lines.
    fn gaps(&self, start: u64, end: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut at = start;
        for place in self.log.lines.places().get(self.log.lines.range(start, end)).unwrap_or_default() {
            if place.seq > at {
                gaps.push((at, place.seq));
            }
            at = place.seq + 1;
        }
        if at < end {
            gaps.push((at, end));
        }
        gaps
    }

    fn coverage(&self, status: &[Status], absent: &[(Status, u64, u64)]) -> Vec<(Status, u64, u64)> {
        let mut all = runs_of(status, self.log.lines.places());
        all.extend_from_slice(absent);
        for seq in self.log.misplaced.keys().filter(|seq| !self.asked.runs.contains(**seq)) {
            all.push((Status::Forged, *seq, seq + 1));
        }
        all.sort_by_key(|(_, start, _)| *start);
        let mut merged: Vec<(Status, u64, u64)> = Vec::with_capacity(all.len());
        for run in all {
            match merged.last_mut() {
                Some(last) if last.0 == run.0 && last.2 == run.1 => last.2 = run.2,
                _ => merged.push(run),
            }
        }
        merged
    }

    /// Kept checkpoints, quorum, rollback.
    fn judge_kept(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let roots = &self.log.anchors.roots;
        let proven: Vec<u64> = self
            .log
            .lines
            .places()
            .iter()
            .zip(status)
            .filter(|(_, status)| **status == Status::Proven)
            .map(|(place, _)| place.seq)
            .collect();
        let asked_proven: Vec<u64> = proven.iter().copied().filter(|seq| self.asked.runs.contains(*seq)).collect();
        let mut largest_kept = 0;
        for (id, root) in roots.iter().enumerate().filter(|(_, root)| root.kept) {
            largest_kept = largest_kept.max(root.size);
            let shown = self.log.values.shown_by.get(&id);
            let under_pin = !asked_proven.is_empty() && asked_proven.iter().all(|seq| shown.is_some_and(|shown| shown.contains(*seq)));
            let contradicts = self.log.contested.contains(&id) || self.log.dropped.contains(&id);
            if contradicts || under_pin || self.log.values.connected.contains(&id) || !self.has_anything() {
                continue;
            }
            let message = format!(
                "No proof links the checkpoint of size {} that you kept to this input. Ask for the proof of entry {} under a newer checkpoint.",
                root.size,
                root.size - 1
            );
            drafts.push(Draft::new(Code::PinNotComparable, message).entries(0, root.size));
        }
        let newest_in_input = roots
            .iter()
            .enumerate()
            .filter(|(id, root)| root.in_input && root.level >= Level::Pinned && !self.log.dropped.contains(id))
            .map(|(_, root)| root.size)
            .max();
        if let Some(newest) = newest_in_input {
            let beyond = self.asked.open || self.asked.runs.hull().is_some_and(|(_, end)| end > newest);
            let mut shown = Runs::default();
            proven.iter().for_each(|seq| shown.add(*seq, seq + 1));
            let unproven = self
                .asked
                .runs
                .iter()
                .any(|(start, end)| !shown.gaps(start.max(newest), end.min(largest_kept).max(start.max(newest))).is_empty());
            if largest_kept > newest && self.asked.explicit && beyond && unproven {
                let message = format!("You kept a checkpoint over {largest_kept} entries; the newest one here covers {newest}.");
                let kept = roots.iter().filter(|root| root.kept && root.size == largest_kept);
                let here = roots.iter().filter(|root| root.in_input && root.size == newest);
                let evidence: Vec<_> = kept
                    .chain(here)
                    .filter_map(|root| self.log.anchors.best_note(root))
                    .map(|anchor| crate::finding::Evidence::Note(anchor.note.raw.clone()))
                    .collect();
                drafts.push(
                    Draft::new(Code::Rollback, message)
                        .entries(newest, largest_kept)
                        .values(largest_kept.to_string(), newest.to_string())
                        .evidence(evidence),
                );
            }
        }
        if self.trust.required() == Level::Witnessed {
            let covers = |level: Level| {
                roots
                    .iter()
                    .enumerate()
                    .filter(|(id, root)| root.level >= level && !self.log.dropped.contains(id))
                    .map(|(_, root)| root.size)
                    .max()
                    .unwrap_or(0)
            };
            let (pinned, witnessed) = (covers(Level::Pinned), covers(Level::Witnessed));
            let (start, end) = (witnessed, pinned);
            if self.asked.runs.touches(start, end) && self.log.lines.count(start, end) > 0 {
                let message = format!(
                    "A checkpoint over {pinned} entries is signed by the log, and the cosignatures your policy asks for ({}) are not there.",
                    self.trust.quorum_words()
                );
                drafts.push(Draft::new(Code::QuorumUnmet, message).entries(start, end));
            }
        }
    }

    fn has_anything(&self) -> bool {
        !self.log.lines.places().is_empty() || self.log.anchors.roots.iter().any(|root| root.in_input)
    }

    /// Order, repetition, identity and time.
    fn judge_order(&self, status: &[Status], drafts: &mut Vec<Draft>) {
        let lines = &self.log.lines;
        let mut backwards = 0u64;
        let mut first = None;
        let repeated: BTreeSet<LineRef> = lines.repeated.iter().copied().collect();
        for (index, source) in lines.sources().iter().enumerate() {
            let mut before: Option<&crate::log::segment::Row> = None;
            for (number, row) in source.rows.rows.iter().enumerate() {
                if repeated.contains(&LineRef::new(index, number)) {
                    continue;
                }
                if before.is_some_and(|before| row.seq < before.seq) {
                    backwards += 1;
                    first.get_or_insert((source.stream, row));
                }
                before = Some(row);
            }
        }
        if let Some((stream, row)) = first {
            let message = format!(
                "{} after a later one in the file; they were sorted by position.",
                several(backwards, "entry stands", "entries stand")
            );
            drafts.push(Draft::new(Code::OutOfOrder, message).count(backwards).bytes(stream, row.offset, u64::from(row.len)));
        }
        if let Some(line) = lines.repeated.iter().copied().min() {
            let count = lines.repeated.len() as u64;
            let message = format!("{} of another, byte for byte.", several(count, "line is a repetition", "lines are repetitions"));
            drafts.push(self.at(line, Draft::new(Code::LineRepeated, message)).count(count));
        }
        let mut ids: BTreeMap<u64, u64> = BTreeMap::new();
        let mut latest: Option<(u64, crate::log::time::Time)> = None;
        for (place, held) in lines.places().iter().zip(status) {
            let genuine = lines.of(*place).iter().find(|line| matches!(self.log.roles.get(line), None | Some(Role::Held(_))));
            let Some(line) = genuine.filter(|_| !matches!(held, Status::Altered)) else { continue };
            let row = lines.row(*line);
            if let Some(id) = row.id
                && let Some(other) = ids.insert(id, place.seq)
            {
                let message = format!("Entries {other} and {} carry the same id.", place.seq);
                drafts.push(self.at(*line, Draft::new(Code::IdRepeated, message)).entries(other, place.seq + 1));
            }
            if matches!(held, Status::Proven | Status::Chained | Status::Committed | Status::Uncovered)
                && let Some(at) = row.at
            {
                if let Some((seq, before)) = latest
                    && at < before
                {
                    let message = format!("Entry {} claims an earlier time than entry {seq} before it.", place.seq);
                    drafts.push(self.at(*line, Draft::new(Code::TimeBackwards, message)).entries(seq, place.seq + 1));
                }
                latest = Some((place.seq, at));
            }
        }
        if let Some(close) = self.records.closed {
            let above = lines
                .places()
                .iter()
                .zip(status)
                .find(|(place, held)| place.seq > close && matches!(held, Status::Proven | Status::Committed | Status::Chained));
            let larger = self.log.newest.filter(|size| *size > close + 1);
            if above.is_some() || larger.is_some() {
                let message = format!("Entry {close} closed the log, and entries after it are committed.");
                drafts.push(Draft::new(Code::EntryAfterClose, message).entries(close + 1, larger.unwrap_or(close + 2).max(close + 2)));
            }
        }
    }

    fn reasons(&self, status: &[Status], coverage: &[(Status, u64, u64)], all_asked: bool, drafts: &[Draft]) -> Vec<Reason> {
        let has = |codes: &[Code]| drafts.iter().any(|draft| codes.contains(&draft.code));
        let asked = |wanted: &[Status]| {
            coverage.iter().any(|(status, start, end)| wanted.contains(status) && self.asked.runs.touches(*start, *end))
        };
        let entries = !self.log.lines.places().is_empty();
        let consistent = self.is_consistent();
        let proven = status.contains(&Status::Proven);
        let unbound_torn = self.torn && (!self.asked.explicit || self.asked.open || asked(&[Status::Missing]));
        let forged_checkpoint = drafts.iter().any(|draft| draft.code == Code::CheckpointSignatureInvalid) && !self.has_checkpoint_above();
        let limit = drafts
            .iter()
            .any(|draft| draft.code == Code::LimitReached && draft.entries.is_none_or(|(start, end)| self.asked.runs.touches(start, end)));
        let slice = !self.asked.explicit
            && !self.asked.receipts_only
            && self.log.newest.is_none_or(|size| self.asked.runs.iter().collect::<Vec<_>>() != [(0, size)]);
        let table = [
            (Reason::Forked, has(&[Code::SplitView, Code::LogContradiction])),
            (Reason::RolledBack, has(&[Code::Rollback])),
            (Reason::Tampered, has(TAMPERED)),
            (Reason::Forged, has(FORGED) || forged_checkpoint),
            (Reason::Incomplete, has(&[Code::EntriesMissing, Code::EntriesExpected]) || unbound_torn),
            (Reason::NoEntries, !entries && !consistent),
            (Reason::SelfConsistent, entries && !self.verified_anything(status)),
            (
                Reason::Unanchored,
                entries
                    && (asked(&[
                        Status::Chained,
                        Status::Committed,
                        Status::Uncovered,
                        Status::Unproven,
                        Status::Suspect,
                        Status::Disputed,
                    ]) || has(&[Code::PinNotComparable])
                        || limit
                        || self.unread
                        || !proven),
            ),
            (Reason::Withheld, entries && !self.question.accept_withheld && asked(&[Status::Withheld])),
            (Reason::Slice, entries && slice),
            (Reason::Intact, proven && all_asked && !slice && !self.unread && !self.asked.runs.is_empty()),
            (Reason::Consistent, consistent && !self.unread),
        ];
        let mut reasons: Vec<Reason> = table.iter().filter(|(_, applies)| *applies).map(|(reason, _)| *reason).collect();
        if reasons.is_empty() {
            reasons.push(Reason::Unanchored);
        }
        reasons
    }

    /// Anything the reader pinned verified something of this log.
    fn verified_anything(&self, status: &[Status]) -> bool {
        if !self.trust.pins_anything() {
            return false;
        }
        let signed = self.log.lines.all().any(|line| self.log.lines.valid_way(line).is_some());
        let anchored = self.log.anchors.roots.iter().any(|root| root.level >= Level::Pinned);
        signed || anchored || status.contains(&Status::Proven)
    }

    fn has_checkpoint_above(&self) -> bool {
        let rejected =
            self.log.anchors.notes.iter().filter(|anchor| anchor.opened.rejected).map(|anchor| anchor.opened.checkpoint.size).max();
        rejected.is_none_or(|size| {
            self.log
                .anchors
                .roots
                .iter()
                .enumerate()
                .any(|(id, root)| root.level >= Level::Pinned && root.size >= size && !self.log.dropped.contains(&id))
        })
    }

    /// Two or more checkpoints and nothing else, each neighbouring pair connected.
    fn is_consistent(&self) -> bool {
        let roots: Vec<_> = self.log.anchors.roots.iter().enumerate().filter(|(id, _)| !self.log.dropped.contains(id)).collect();
        let nothing_else = self.log.lines.places().is_empty() && self.stubs.is_empty() && !self.junk && !self.asked.explicit && !self.torn;
        let trusted = roots.iter().all(|(_, root)| root.kept || root.level >= self.trust.required());
        nothing_else
            && roots.len() >= 2
            && trusted
            && self.log.contested.is_empty()
            && roots.windows(2).all(|pair| matches!(pair, [(a, _), _] if self.log.values.extended.contains(a)))
    }
}

/// Codes that make a log tampered.
pub const TAMPERED: &[Code] = &[
    Code::EntryAltered,
    Code::BlockAltered,
    Code::EntryConflict,
    Code::LinkBroken,
    Code::CheckpointsDisagree,
    Code::DisclosureUnmatched,
    Code::EntryNotBound,
    Code::EntryAfterClose,
];

/// Codes that make a log forged.
pub const FORGED: &[Code] = &[
    Code::WriterEquivocated,
    Code::EntryImpostor,
    Code::EntryMisplaced,
    Code::SignatureInvalid,
    Code::SignatureInvalidCommitted,
    Code::SignerOutOfRange,
    Code::KeyWeak,
];

/// "1 entry", "3 entries".
pub fn several(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Runs of equal status over positions with lines.
fn runs_of(status: &[Status], places: &[Place]) -> Vec<(Status, u64, u64)> {
    let mut runs: Vec<(Status, u64, u64)> = Vec::new();
    for (place, status) in places.iter().zip(status) {
        match runs.last_mut() {
            Some(last) if last.0 == *status && last.2 == place.seq => last.2 = place.seq + 1,
            _ => runs.push((*status, place.seq, place.seq + 1)),
        }
    }
    runs
}
