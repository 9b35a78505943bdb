//! Findings about runs of positions, and about positions that have no line at all.

use super::{Bench, runs_of};
use crate::finding::Code;
use crate::log::coverage::{Runs, Status};
use crate::log::draft::{Draft, entries_words, entries_words_capital};
use crate::log::lines::Place;
use crate::trust::policy::Level;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Bench<'_, '_> {
    /// One finding per run of positions that are only chained, committed, uncovered or unproven.
    pub(super) fn judge_runs(&self, status: &[Status], drafts: &mut Vec<Draft>) {
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
    pub(super) fn judge_absent(&self, drafts: &mut Vec<Draft>) -> Vec<(Status, u64, u64)> {
        let log = self.log;
        let required = self.trust.required();
        let mut absent = Vec::new();
        let top = log.lines.places().last().map(|place| place.seq);
        for (start, end) in self.asked.runs.iter() {
            for (from, to) in log.lines.gaps(start, end) {
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
                    if self.partial {
                        // It may stand in what was not read, so nobody is accused of leaving it out.
                        absent.push((Status::Unproven, a, b));
                        continue;
                    }
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

    pub(super) fn missing(&self, start: u64, end: u64, drafts: &mut Vec<Draft>) {
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

    pub(super) fn explain_absent(&self, absent: &[(Status, u64, u64)], drafts: &mut Vec<Draft>) {
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
}
