//! What is asked: by the auditor, or by what the input itself shows (unbroken-bundle, Verdict, The question).
//!
//! Entries and a time range may both be asked for; then both must be answered: the positions asked are those of the one and those of the
//! other. Which positions a time range asks for is found in `window`.

use super::expect::Expectations;
use super::window::Window;
use crate::input::Format;
use crate::log::assemble::{Committed, Role};
use crate::log::coverage::{Runs, Status};
use crate::log::lines::{Place, Source};
use crate::log::payload;
use crate::log::stream::Stream;
use crate::log::time::TimeRange;
use crate::tree::hash::Hash;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the auditor asks. Members that are left out ask for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    /// Entries `[a, b)`; `(a, None)` is open: up to the newest state. `None`: not asked.
    pub entries: Option<(u64, Option<u64>)>,
    /// Entries whose append time lies in this range.
    pub time: Option<TimeRange>,
    /// Withheld entries with a fitting placeholder are acceptable.
    pub accept_withheld: bool,
    /// What must be shown beside the entries asked for.
    pub require: BTreeSet<Requirement>,
    /// The present, seconds since 1970. Nothing here has a clock.
    pub now_secs: Option<u64>,
    /// How old the newest confirmed state may be; needs `now_secs`.
    pub max_age_secs: Option<u64>,
    /// How long the log may be without an entry.
    pub max_silence_secs: Option<u64>,
    /// How far clocks may differ.
    pub skew_secs: u64,
    /// How long after its append time an entry may still be absent from the witnessed state.
    pub delay_secs: u64,
    /// Entries with redacted values that are not here are listed.
    pub list_redacted: bool,
    /// What the entries must hold, by rules about their content.
    pub events: Option<Expectations>,
    /// A correlation id whose entries the report lists.
    pub trace: Option<String>,
}

impl Default for Question {
    fn default() -> Question {
        Question {
            entries: None,
            time: None,
            accept_withheld: false,
            require: BTreeSet::new(),
            now_secs: None,
            max_age_secs: None,
            max_silence_secs: None,
            skew_secs: 60,
            delay_secs: 300,
            list_redacted: false,
            events: None,
            trace: None,
        }
    }
}

impl Question {
    /// By what the lines of a stream are known to have been compared with this question; `None` if it asks nothing about content.
    pub fn mark(&self) -> Option<[u8; 16]> {
        if self.events.is_none() && self.trace.is_none() {
            return None;
        }
        let rules = self.events.as_ref().map_or([0; 32], Expectations::digest);
        let trace = self.trace.as_deref().unwrap_or_default();
        Some(payload::mark(&[&rules, trace.as_bytes()].concat()))
    }

    /// Whether what a stream remembers answers this question.
    pub fn was_put_to(&self, stream: &Stream) -> bool {
        let mark = self.mark();
        mark.is_none() || stream.segment.entries() == 0 || stream.segment.compared.iter().copied().eq(mark)
    }
}

/// What an auditor may require: a claim that must be proven, or a level of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Requirement {
    /// The claim that what is present is what the log committed to.
    Unaltered,
    /// The claim that says by whom.
    Signed,
    /// The claim that nothing is absent.
    Complete,
    /// The claim that says when.
    Dated,
    /// A quorum of witnesses behind everything that is called proven.
    Witnessed,
}

impl Requirement {
    /// Every requirement.
    pub const ALL: [Requirement; 5] =
        [Requirement::Unaltered, Requirement::Signed, Requirement::Complete, Requirement::Dated, Requirement::Witnessed];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Requirement::Unaltered => "unaltered",
            Requirement::Signed => "signed",
            Requirement::Complete => "complete",
            Requirement::Dated => "dated",
            Requirement::Witnessed => "witnessed",
        }
    }
}

/// The positions of one log that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The positions.
    pub runs: Runs,
    /// The auditor gave a range.
    pub explicit: bool,
    /// The range is open: up to the newest state.
    pub open: bool,
    /// Nothing but receipts ask, each for its own index.
    pub receipts_only: bool,
    /// Positions with lines that anything trusted speaks for, directly or through links.
    pub supported: Runs,
    /// What became of the time range, if one was asked for.
    pub window: Option<Window>,
}

/// Derives the question for one log: what the auditor asks, `window` included, or else what the input itself shows.
pub fn ask(log: &Committed<'_>, streams: &[Stream], entries: Option<(u64, Option<u64>)>, window: Option<Window>) -> Asked {
    let supported = supported(log);
    if entries.is_some() || window.is_some() {
        let newest = log.newest.unwrap_or(0).max(supported.hull().map_or(0, |(_, end)| end));
        let mut runs = window.as_ref().map_or_else(Runs::default, |window| window.asked.clone());
        if let Some((start, end)) = entries {
            // An open question always asks at least for its first entry: a log cut back behind it must not be an empty success.
            runs.add(start, end.unwrap_or(newest.max(start.saturating_add(1))));
        }
        let open = entries.is_some_and(|(_, end)| end.is_none());
        return Asked { runs, explicit: true, open, receipts_only: false, supported, window };
    }
    let mut runs = Runs::default();
    let mut receipts_only = true;
    for source in log.lines.sources() {
        let is_receipt = source.foreign || is_receipt(log, source, streams);
        let seqs = source.rows.iter().map(|row| row.seq);
        if is_receipt {
            seqs.for_each(|seq| runs.add(seq, seq + 1));
            continue;
        }
        receipts_only = false;
        let counted: Vec<u64> = seqs.filter(|seq| supported.is_empty() || supported.contains(*seq)).collect();
        if let (Some(first), Some(last)) = (counted.iter().min(), counted.iter().max()) {
            runs.add(*first, last + 1);
        }
    }
    for seq in log.misplaced.keys() {
        runs.add(*seq, seq + 1);
    }
    let receipts_only = receipts_only && !runs.is_empty();
    Asked { runs, explicit: false, open: false, receipts_only, supported, window: None }
}

/// Whether a stream is a receipt, or nothing but the entry that a receipt without one speaks about.
fn is_receipt(log: &Committed<'_>, source: &Source<'_>, streams: &[Stream]) -> bool {
    let Some(stream) = streams.get(source.stream) else { return false };
    let lone_entry = || {
        let bare = |seq| log.anchors.proofs.iter().any(|proof| proof.receipt && proof.extra.is_none() && proof.index == seq);
        stream.is_lone_entry() && source.rows.iter().all(|row| bare(row.seq))
    };
    stream.format == Format::Receipt || lone_entry()
}

/// Positions whose lines are proven, chained, committed, signed by a pinned writer, or linked to such a line.
fn supported(log: &Committed<'_>) -> Runs {
    let mut supported = Runs::default();
    let mut status = log.status.as_slice();
    for group in log.lines.places().chunk_by(|a, b| linked(log, *a, *b)) {
        let speaks = |(place, status): (&Place, &Status)| {
            matches!(status, Status::Proven | Status::Committed | Status::Chained)
                || log.lines.of(*place).iter().any(|line| {
                    !matches!(log.roles.get(line), Some(Role::Differs(_) | Role::Impostor(_))) && log.lines.valid_way(*line).is_some()
                })
        };
        let Some((held, rest)) = status.split_at_checked(group.len()) else { break };
        status = rest;
        if group.iter().zip(held).any(speaks) {
            group.iter().for_each(|place| supported.add(place.seq, place.seq + 1));
        }
    }
    supported
}

/// Whether a line of `b` names a reading of a line of `a`, the position before it.
pub fn linked(log: &Committed<'_>, a: Place, b: Place) -> bool {
    if a.seq + 1 != b.seq {
        return false;
    }
    let named: BTreeSet<Hash> = log.lines.of(b).iter().filter_map(|line| log.lines.prev(*line)).collect();
    log.lines.of(a).iter().any(|line| log.lines.ways(*line).any(|way| named.contains(&way.leaf)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::segment::{Row, Rows, Segment};

    /// What lines were compared with answers the question they were compared with, and no other.
    #[test]
    fn a_stream_answers_what_it_was_asked() {
        let rules = |text: &str| Question { events: Expectations::parse(text).ok(), ..Question::default() };
        let traced = |id: &str| Question { trace: Some(String::from(id)), ..Question::default() };
        let asking = [rules("{\"id\":\"a\"}"), rules("{\"id\":\"b\"}"), traced("a"), traced("b")];
        let stream = |entries: u64, asked: Option<&Question>| {
            let mut segment = Segment::default();
            let mut rows = Rows::default();
            for seq in 0..entries {
                rows.push(Row::bare(seq, (0, 0), Hash::ZERO), None);
            }
            segment.logs.insert(String::from("a/b"), rows);
            segment.compared.extend(asked.and_then(Question::mark));
            Stream { name: String::new(), size: 0, sha256: None, format: Format::Bundle, segment, complete: true, inside: None }
        };
        for (at, asked) in asking.iter().enumerate() {
            for (other, put) in asking.iter().enumerate() {
                assert_eq!(asked.mark() == put.mark(), at == other);
                assert_eq!(asked.was_put_to(&stream(3, Some(put))), at == other);
            }
            assert!(!asked.was_put_to(&stream(3, None)) && asked.was_put_to(&stream(0, None)));
            assert!(Question::default().was_put_to(&stream(3, Some(asked))), "who asks nothing about content is answered by any stream");
        }
        assert_eq!(Question::default().mark(), None);
    }
}
