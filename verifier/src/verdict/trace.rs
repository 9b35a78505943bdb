//! Entries that share a correlation id, in every log of the input.
//!
//! They are found by what they say themselves. An entry that is not here, or whose id was changed, is not among them, and nothing is
//! proven by their number. Their order is that of the times they claim; only the status of an entry says what is proven.

use super::report::{TraceFacts, TracedFacts};
use crate::budget::MAX_TRACED;
use crate::log::coverage::Status;
use crate::log::time::Time;
use alloc::string::String;
use alloc::vec::Vec;

/// One entry of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Index into the logs of the report.
    pub log: usize,
    /// Its row in the log.
    pub row: usize,
    /// Its position.
    pub seq: u64,
    /// The append time it claims.
    pub at: Option<Time>,
    /// What is known about it.
    pub status: Status,
}

/// Puts entries in the order of the times they claim, those without one last.
pub fn sort(entries: &mut [Traced]) {
    entries.sort_by_key(|entry| (entry.at.is_none(), entry.at, entry.log, entry.seq, entry.row));
}

/// The trace as a report lists it. Where it is cut, proven entries are kept first: anyone can add any number of others.
pub fn facts(id: &str, mut entries: Vec<Traced>, more: bool, name: impl Fn(&Traced) -> (String, String)) -> TraceFacts {
    let count = entries.len() as u64;
    sort(&mut entries);
    entries.sort_by_key(|entry| entry.status != Status::Proven);
    entries.truncate(MAX_TRACED);
    sort(&mut entries);
    let fact = |entry: &Traced| {
        let (log, input) = name(entry);
        TracedFacts { log, entry: entry.seq, time_millis: entry.at.map(Time::millis), status: entry.status, input }
    };
    let entries: Vec<TracedFacts> = entries.iter().map(fact).collect();
    let complete = !more && entries.len() as u64 == count;
    TraceFacts { id: String::from(id), count, complete, entries }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    /// Entries of a log in order of position, a second apart.
    fn traced(count: usize, proven: impl Fn(usize) -> bool) -> Vec<Traced> {
        let entry = |row: usize| Traced {
            log: 0,
            row,
            seq: row as u64,
            at: Some(Time::from_secs(row as u64)),
            status: if proven(row) { Status::Proven } else { Status::Uncovered },
        };
        (0..count).map(entry).collect()
    }

    /// Up to the bound all are listed; beyond it the others go before any that is proven, and what is left keeps its order.
    #[test]
    fn what_is_proven_is_listed_first_and_a_cut_is_said() {
        let listed = |entries: Vec<Traced>, more: bool| {
            let facts = facts("req-1", entries, more, |entry| (format!("log {}", entry.log), String::from("x.jsonl")));
            let seqs: Vec<u64> = facts.entries.iter().map(|entry| entry.entry).collect();
            (facts.count as usize, facts.complete, seqs)
        };
        let all: Vec<u64> = (0..MAX_TRACED as u64).collect();
        assert_eq!(listed(traced(MAX_TRACED, |_| true), false), (MAX_TRACED, true, all.clone()));
        assert_eq!(listed(traced(MAX_TRACED, |_| true), true), (MAX_TRACED, false, all.clone()), "more fit than were remembered");
        assert_eq!(listed(traced(MAX_TRACED + 1, |_| true), false), (MAX_TRACED + 1, false, all));
        // Entry 0 and the last two are proven; so the last of the others is left out, and neither of them.
        let last = MAX_TRACED as u64;
        let kept: Vec<u64> = (0..=last).filter(|seq| *seq != last - 2).collect();
        assert_eq!(listed(traced(MAX_TRACED + 1, |row| row == 0 || row as u64 > last - 2), false), (MAX_TRACED + 1, false, kept));
    }
}
