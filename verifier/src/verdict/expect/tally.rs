//! What the entries of one log say to the rules, position by position, once it is known what is proven.
//!
//! A position counts once, however many files repeat its line, and only with the reading that the log committed to. A line beside the
//! genuine one, an altered line and a placeholder count for nothing.

use super::TRACE;
use crate::log::assemble::{Committed, Role};
use crate::log::coverage::Status;
use crate::log::lines::LineRef;
use crate::log::repair::{Repair, Text};
use crate::log::segment::Rows;
use crate::verdict::judge::{Bench, Judged};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// What one log says to the rules.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Its origin.
    pub origin: String,
    /// Whether it counts for the headline.
    pub headline: bool,
    /// Whether it was judged at all.
    pub judged: bool,
    /// Whether every position asked for is proven, so that nothing can hide there.
    pub(super) shown: bool,
    /// Whether any position is proven.
    pub(super) proven: bool,
    /// Whether it has proven entries of a form whose content is not read here.
    pub(super) foreign: bool,
    pub(super) tallies: BTreeMap<u32, Tally>,
    /// Slots that more lines fit than were remembered.
    pub(super) cut: BTreeSet<u32>,
    /// Per slot, each proven spelling with the first position that has it; `None` where there are too many.
    pub(super) subjects: BTreeMap<u32, Option<BTreeMap<String, u64>>>,
}

/// The positions that fit one slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Proven positions that fit, as runs, and how many they are.
    pub proven: Vec<(u64, u64)>,
    pub count: u64,
    /// Other positions with a line that fits: how many, and the first with what is known about the line.
    pub others: u64,
    pub other: Option<(u64, Status)>,
}

impl Tally {
    fn add(&mut self, seq: u64) {
        self.count += 1;
        match self.proven.last_mut() {
            Some(last) if last.1 == seq => last.1 = seq + 1,
            _ => self.proven.push((seq, seq + 1)),
        }
    }

    fn add_other(&mut self, seq: u64, status: Status) {
        self.others += 1;
        self.other = self.other.or(Some((seq, status)));
    }
}

/// Goes through the lines of a judged log.
pub fn see(bench: &Bench<'_, '_>, judged: &Judged, headline: bool) -> Seen {
    let log = bench.log;
    let asked = &bench.asked.runs;
    let shown = judged.coverage.iter().all(|(status, start, end)| *status == Status::Proven || !asked.touches(*start, *end));
    let mut seen = Seen {
        origin: log.origin.clone(),
        headline,
        judged: true,
        shown: shown && !asked.is_empty(),
        proven: judged.status.contains(&Status::Proven),
        foreign: is_foreign(log, &judged.status),
        ..Seen::default()
    };
    if log.lines.sources().iter().any(|source| !source.rows.hits.is_empty()) {
        seen.count_positions(log, &judged.status);
        seen.read_spellings(log, &judged.status);
    }
    seen
}

impl Seen {
    /// A log in which nothing could be judged.
    pub fn nothing(origin: &str, headline: bool) -> Seen {
        Seen { origin: String::from(origin), headline, ..Seen::default() }
    }

    fn count_positions(&mut self, log: &Committed<'_>, status: &[Status]) {
        for source in log.lines.sources() {
            self.cut.extend(source.rows.hits.cut());
        }
        for (place, status) in log.lines.places().iter().zip(status) {
            let mut proven = BTreeSet::new();
            let mut others = BTreeMap::new();
            for line in log.lines.of(*place) {
                let Some(source) = log.lines.sources().get(line.source()) else { continue };
                let genuine = genuine(log, *line, *status);
                for hit in source.rows.hits.listed().of(line.row()).filter(|hit| hit.slot != TRACE) {
                    match genuine {
                        Some(repair) if hit.text == repair.text() => {
                            proven.insert(hit.slot);
                        }
                        // The line as received is not what the log committed to; only the repaired one is shown.
                        Some(_) => {}
                        None => {
                            let impostor = matches!(log.roles.get(line), Some(Role::Impostor(_)));
                            others.insert(hit.slot, if impostor { Status::Forged } else { *status });
                        }
                    }
                }
            }
            for slot in &proven {
                self.tallies.entry(*slot).or_default().add(place.seq);
            }
            for (slot, status) in others.into_iter().filter(|(slot, _)| !proven.contains(slot)) {
                self.tallies.entry(slot).or_default().add_other(place.seq, status);
            }
        }
    }

    fn read_spellings(&mut self, log: &Committed<'_>, status: &[Status]) {
        for source in log.lines.sources() {
            for (slot, spellings) in source.rows.hits.spellings() {
                let held = self.subjects.entry(slot).or_insert_with(|| Some(BTreeMap::new()));
                let (Some(held), Some(spellings)) = (held.as_mut(), spellings) else {
                    *held = None;
                    continue;
                };
                for (text, lines) in spellings {
                    let Some(first) = first_proven(log, status, source.rows, lines) else { continue };
                    let known = held.entry(text.clone()).or_insert(first);
                    *known = first.min(*known);
                }
            }
        }
    }
}

/// The first position among the lines of a spelling that is proven with it.
fn first_proven(log: &Committed<'_>, status: &[Status], rows: &Rows, lines: &[(u32, Text)]) -> Option<u64> {
    let proven = lines.iter().filter_map(|(row, text)| {
        let row = rows.get(*row)?;
        let status = status.get(log.lines.find(row.seq)?)?;
        // The kept line with these bytes, which may lie in another stream.
        let line = log.lines.at(row.seq).iter().find(|line| log.lines.row(**line).leaf == row.leaf)?;
        let repair = genuine(log, *line, *status)?;
        (*text == repair.text()).then_some(row.seq)
    });
    proven.min()
}

/// Whether a proven position has no line of the form that is read here.
fn is_foreign(log: &Committed<'_>, status: &[Status]) -> bool {
    let foreign = |line: &LineRef| log.lines.sources().get(line.source()).is_some_and(|source| source.foreign);
    log.lines.sources().iter().any(|source| source.foreign)
        && log.lines.places().iter().zip(status).any(|(place, status)| {
            let mut genuine = log.lines.of(*place).iter().filter(|line| genuine(log, **line, *status).is_some());
            *status == Status::Proven && genuine.all(foreign)
        })
}

/// How a line of a proven position is read if it is the genuine one.
fn genuine(log: &Committed<'_>, line: LineRef, status: Status) -> Option<Repair> {
    match log.roles.get(&line) {
        _ if status != Status::Proven => None,
        None => Some(Repair::None),
        Some(Role::Held(value)) => log.lines.way(line, value).map(|way| way.repair),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_run() {
        let mut tally = Tally::default();
        [1, 2, 4, 5, 9].into_iter().for_each(|seq| tally.add(seq));
        assert_eq!((tally.proven, tally.count), (alloc::vec![(1, 3), (4, 6), (9, 10)], 5));
        let mut others = Tally::default();
        [(7, Status::Altered), (3, Status::Missing)].into_iter().for_each(|(seq, status)| others.add_other(seq, status));
        assert_eq!((others.others, others.other, others.count), (2, Some((7, Status::Altered)), 0));
    }
}
