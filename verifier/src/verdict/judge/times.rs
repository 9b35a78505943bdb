//! Times against what witnesses bound and what the auditor allows (rules T2 and T4), and edges of a time range that are not shut.

use super::{Bench, several};
use crate::budget::MAX_LISTED;
use crate::finding::{Code, Evidence};
use crate::log::draft::{Draft, entries_words, entries_words_capital};
use crate::log::time::Time;
use crate::trust::policy::Level;
use crate::verdict::claims::utc;
use crate::verdict::dating::{Bound, Claimed, claimed};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Neighbouring entries with the same fault, as one incident.
struct Run {
    code: Code,
    first: Claimed,
    end: u64,
    bound: Bound,
}

impl Bench<'_, '_> {
    /// Entries, cosignatures and the newest state against witnesses, the present and what is allowed.
    pub(super) fn judge_times(&self, drafts: &mut Vec<Draft>) {
        let mut runs: Vec<Run> = Vec::new();
        let mut before: Option<Claimed> = None;
        let mut silences = 0u64;
        for claim in claimed(self.log) {
            for (code, bound) in self.out_of_bounds(&claim) {
                let same = |run: &&mut Run| run.code == code && run.bound == bound && run.end == claim.seq;
                match runs.iter_mut().rev().take(3).find(same) {
                    Some(run) => run.end += 1,
                    None => runs.push(Run { code, first: claim, end: claim.seq + 1, bound }),
                }
            }
            if let (Some(allowed), Some(before)) = (self.question.max_silence_secs, before)
                && before.seq + 1 == claim.seq
                && claim.at > before.at.plus(allowed)
            {
                silences += 1;
                // As many as are listed; a maximum of seconds would otherwise cost a sentence per entry.
                if silences <= MAX_LISTED as u64 {
                    let message =
                        format!("Between entry {} at {} and entry {} at {} there is no entry.", before.seq, before.at, claim.seq, claim.at);
                    drafts.push(self.at(claim.line, Draft::new(Code::Silence, message)).entries(before.seq, claim.seq + 1));
                }
            }
            before = Some(claim);
        }
        drafts.extend(runs.iter().map(|run| self.run_draft(run)));
        if silences > MAX_LISTED as u64
            && let Some(last) = drafts.iter_mut().rev().find(|draft| draft.code == Code::Silence)
        {
            last.count += silences - MAX_LISTED as u64;
            last.message = format!("{} {} not listed.", last.message, several(silences - MAX_LISTED as u64, "more is", "more are"));
        }
        drafts.extend(before.and_then(|last| self.silent_since(&last)));
        self.judge_cosignature_times(drafts);
        drafts.extend(self.stale());
        self.judge_edges(drafts);
    }

    /// The bounds that the time of an entry breaks. A bound of no note is the present.
    fn out_of_bounds(&self, claim: &Claimed) -> impl Iterator<Item = (Code, Bound)> + use<> {
        let Claimed { seq, at, .. } = *claim;
        let (skew, delay) = (self.question.skew_secs, self.question.delay_secs);
        let seen = self.brackets.known_by(seq).filter(|by| at > Time::from_secs(by.secs).plus(skew));
        let unseen = self.brackets.not_before(seq).filter(|from| at < Time::from_secs(from.secs).minus(delay));
        let now = self.question.now_secs.map(|secs| Bound { secs, note: usize::MAX });
        let future = now.filter(|now| at > Time::from_secs(now.secs).plus(skew));
        let found = [(Code::TimeAfterWitness, seen), (Code::TimeBackdated, unseen), (Code::TimeInFuture, future)];
        found.into_iter().filter_map(|(code, bound)| Some((code, bound?)))
    }

    fn run_draft(&self, run: &Run) -> Draft {
        let Run { code, first, end, bound } = run;
        let (words, when) = (entries_words_capital(first.seq, *end), utc(bound.secs));
        let (give, seen) = if end - first.seq == 1 { ("gives itself", "it") } else { ("give themselves", "them") };
        let (message, expected) = match code {
            Code::TimeAfterWitness => (
                format!(
                    "{words} {give} a time after {when}, when your witnesses had already seen {seen}; entry {} says {}.",
                    first.seq, first.at
                ),
                format!("at most {} s after {when}", self.question.skew_secs),
            ),
            Code::TimeBackdated => (
                format!(
                    "{words} {give} a time before {when}, when your witnesses saw a newest state without {seen}; entry {} says {}.",
                    first.seq, first.at
                ),
                format!("at most {} s before {when}", self.question.delay_secs),
            ),
            _ => (
                format!("{words} {give} a time after the present, which you gave as {when}; entry {} says {}.", first.seq, first.at),
                format!("at most {} s after {when}", self.question.skew_secs),
            ),
        };
        let note = self.log.anchors.notes.get(bound.note).map(|anchor| Evidence::Note(anchor.note.raw.clone()));
        self.at(first.line, Draft::new(*code, message))
            .entries(first.seq, *end)
            .count(end - first.seq)
            .values(expected, first.at.to_string())
            .evidence(note)
    }

    /// Nothing since the newest entry, if it is here and the log goes on.
    fn silent_since(&self, last: &Claimed) -> Option<Draft> {
        let (allowed, now) = (self.question.max_silence_secs?, self.question.now_secs?);
        let is_newest = self.log.newest.is_none_or(|size| size <= last.seq + 1)
            && self.log.lines.places().last().is_some_and(|place| place.seq == last.seq)
            && self.records.closed.is_none();
        if !is_newest || Time::from_secs(now) <= last.at.plus(allowed) {
            return None;
        }
        let message = format!(
            "After entry {} at {}, the newest one known here, there is no entry up to the present, which you gave as {}.",
            last.seq,
            last.at,
            utc(now)
        );
        Some(self.at(last.line, Draft::new(Code::Silence, message)).entries(last.seq, last.seq + 1))
    }

    /// Cosignatures dated after the present.
    fn judge_cosignature_times(&self, drafts: &mut Vec<Draft>) {
        let Some(now) = self.question.now_secs else { return };
        let latest = now.saturating_add(self.question.skew_secs);
        let mut early: BTreeMap<&str, (u64, u64, u64, usize)> = BTreeMap::new();
        for (index, anchor) in self.log.anchors.notes.iter().enumerate().filter(|(_, anchor)| anchor.opened.level > Level::Unpinned) {
            for cosigned in anchor.opened.cosigned.iter().filter(|cosigned| cosigned.time_secs > latest) {
                let found = (cosigned.time_secs, anchor.opened.checkpoint.size, 0, index);
                let held = early.entry(&cosigned.label).or_insert(found);
                let count = held.2 + 1;
                *held = (*held).max(found);
                held.2 = count;
            }
        }
        for (label, (secs, size, count, note)) in early {
            let message = format!(
                "{} of witness {label} dated after the present, which you gave as {}; the one under the checkpoint of size {size} says {}.",
                several(count, "cosignature is", "cosignatures are"),
                utc(now),
                utc(secs)
            );
            let note = self.log.anchors.notes.get(note).map(|anchor| Evidence::Note(anchor.note.raw.clone()));
            let draft = Draft::new(Code::TimeInFuture, message).count(count).evidence(note);
            drafts.push(draft.values(format!("at most {} s after {}", self.question.skew_secs, utc(now)), utc(secs)));
        }
    }

    /// The newest state is older than allowed, or how old it is is not shown.
    fn stale(&self) -> Option<Draft> {
        let (now, allowed) = (self.question.now_secs?, self.question.max_age_secs?);
        let newest = self.brackets.newest();
        let (message, actual) = match newest {
            None => (
                String::from("How old the newest state is, is not shown: no quorum of witnesses confirmed any state here."),
                String::from("no confirmed time"),
            ),
            Some(bound) if bound.secs > now.saturating_add(self.question.skew_secs) => (
                format!("How old the newest state is, is not shown: its witnesses date it {}, after the present.", utc(bound.secs)),
                utc(bound.secs),
            ),
            Some(bound) if now.saturating_sub(bound.secs) > allowed => (
                format!(
                    "Your witnesses last confirmed the newest state at {}, {} s before the present; you allow {allowed} s.",
                    utc(bound.secs),
                    now - bound.secs
                ),
                utc(bound.secs),
            ),
            Some(_) => return None,
        };
        let note = newest.and_then(|bound| self.log.anchors.notes.get(bound.note)).map(|anchor| Evidence::Note(anchor.note.raw.clone()));
        let expected = format!("{} or later", utc(now.saturating_sub(allowed)));
        Some(Draft::new(Code::CheckpointStale, message).values(expected, actual).evidence(note))
    }

    /// Edges of the time range that are not shut.
    fn judge_edges(&self, drafts: &mut Vec<Draft>) {
        let Some(window) = &self.asked.window else { return };
        for edge in &window.open {
            let (start, end) = edge.entries;
            let (at, range) = (edge.at, window.range);
            let side = if at == range.start() { "the beginning" } else { "the end" };
            let what = match end {
                Some(end) => format!("{} lie here or are proven with a time", not_all(start, end)),
                None => format!("no proven entry from entry {start} on is here"),
            };
            let message = format!("Whether something is missing at {side} of the time you asked for, {at}, is not shown: {what}.");
            let end = end.unwrap_or(self.log.newest.unwrap_or(0).max(start + 1));
            drafts.push(
                Draft::new(Code::WindowEdgeOpen, message)
                    .entries(start, end)
                    .values("a proven entry on either side of it", entries_words(start, end)),
            );
        }
    }
}

fn not_all(start: u64, end: u64) -> String {
    if end - start == 1 { format!("entry {start} does not") } else { format!("not all of {}", entries_words(start, end)) }
}
