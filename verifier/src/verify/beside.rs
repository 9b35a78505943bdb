//! What single entries of a log say beside their own content: what they belong together with, and who has seen which entries.

use super::case::Case;
use super::rows::{LogRows, Row};
use crate::log::assemble::Committed;
use crate::log::control::Access;
use crate::log::coverage::Status;
use crate::log::payload;
use crate::log::segment::Rows;
use crate::log::time::Time;
use crate::verdict::expect::TRACE;
use crate::verdict::report::{AccessFacts, AccessList, TraceFacts};
use crate::verdict::trace::{self, Traced};
use crate::verdict::{access, report::LogReport};
use alloc::string::String;
use alloc::vec::Vec;

/// What the entries of one log say beside their own content, by row.
#[derive(Debug, Default)]
pub struct Beside {
    /// Rows with the correlation id that was asked for.
    traced: Vec<Said>,
    /// More lines than are remembered have it.
    cut: bool,
    /// Records of access.
    seen: Vec<(Said, &'static str, Access)>,
}

/// A row, and the append time its line claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    row: u32,
    at: Option<Time>,
}

impl Beside {
    /// Reads a judged log; the rows are those of [`super::kept::keep`].
    pub fn read(log: &Committed<'_>, status: &[Status]) -> Beside {
        let mut beside = Beside::default();
        let sources = log.lines.sources();
        beside.cut = sources.iter().any(|source| source.rows.hits.cut().any(|slot| slot == TRACE));
        let has_any = |rows: &Rows| rows.texts().any(|(_, told)| !told.controls.is_empty()) || !rows.hits.is_empty();
        if !sources.iter().any(|source| has_any(source.rows)) {
            return beside;
        }
        let lines = log.lines.places().iter().zip(status).flat_map(|(place, _)| log.lines.of(*place));
        for (row, line) in (0..).zip(lines) {
            let Some(source) = sources.get(line.source()) else { continue };
            let said = Said { row, at: log.lines.row(*line).at };
            let text = log.held_way(*line).repair.text();
            let told = source.rows.told(text);
            if source.rows.hits.listed().of(line.row()).any(|hit| hit.slot == TRACE && hit.text.says_same(text)) {
                beside.traced.push(said);
            }
            let records = told.controls.of(line.row()).filter_map(access::of);
            beside.seen.extend(records.map(|(kind, access)| (said, kind, access.clone())));
        }
        beside
    }
}

impl Case {
    /// The entries of all logs that share a correlation id with the line of a row, itself among them, by the times they claim; none if it
    /// has no such id.
    pub fn trace(&self, log: usize, row: usize) -> Vec<Traced> {
        let Some(mark) = self.log(log).and_then(|log| log.mark(row)) else { return Vec::new() };
        let mut entries: Vec<Traced> = Vec::new();
        for number in 0..self.logs.len() {
            let Some(log) = self.log(number) else { continue };
            entries.extend(log.marked(&mark).filter_map(|row| traced(number, &log.rows, row, log.rows.at(row))));
        }
        trace::sort(&mut entries);
        entries
    }

    /// Who has seen an entry, as far as any log here records it; proven records first.
    pub fn access(&self, log: usize, seq: u64) -> Vec<AccessFacts> {
        let Some(log) = self.report.logs.get(log) else { return Vec::new() };
        let mut records: Vec<_> = self.access_to(&log.origin).filter(|record| record.from <= seq && seq < record.to).collect();
        access::sort(&mut records);
        records
    }

    /// The records of access to one log, for its report.
    pub(super) fn access_list(&self, log: &LogReport) -> AccessList {
        access::list(self.access_to(&log.origin).collect())
    }

    /// The trace that is asked for.
    pub(super) fn trace_facts(&self, id: &str, unread: bool) -> TraceFacts {
        let logs = self.beside.iter().enumerate().map(|(log, beside)| (log, beside, self.rows(log)));
        let entries = logs.flat_map(|(log, beside, rows)| {
            let traced = |said: &Said| traced(log, &rows, said.row as usize, said.at);
            beside.traced.iter().filter_map(traced).collect::<Vec<_>>()
        });
        let entries = entries.collect();
        let more = unread || self.beside.iter().any(|beside| beside.cut);
        trace::facts(id, entries, more, |entry| {
            let log = self.report.logs.get(entry.log).map(|log| log.origin.clone()).unwrap_or_default();
            let row = self.rows(entry.log).get(entry.row);
            let input = row.and_then(|row| self.report.inputs.get(row.input as usize)).map(|input| input.name.clone());
            (log, input.unwrap_or_default())
        })
    }

    fn access_to<'a>(&'a self, origin: &'a str) -> impl Iterator<Item = AccessFacts> + 'a {
        let logs = self.beside.iter().zip(&self.report.logs).enumerate();
        logs.flat_map(move |(index, (beside, log))| {
            let about = beside.seen.iter().filter(move |(_, _, access)| access.log.as_deref().unwrap_or(&log.origin) == origin);
            let rows = self.rows(index);
            about.filter_map(move |(said, kind, access)| {
                let row = rows.get(said.row as usize)?;
                Some(AccessFacts {
                    kind,
                    who: access.who.clone(),
                    from: access.from,
                    to: access.to,
                    log: String::from(log.origin.as_str()),
                    entry: row.seq,
                    time_millis: said.at.map(Time::millis),
                    status: row.status,
                })
            })
        })
    }
}

fn traced(log: usize, rows: &LogRows<'_>, row: usize, at: Option<Time>) -> Option<Traced> {
    let Row { seq, status, .. } = rows.get(row)?;
    Some(Traced { log, row, seq, at, status })
}

/// Whether a line's event carries a correlation id: its mark, and whether it is the one asked for.
pub fn correlation(line: &[u8], asked: Option<&str>) -> Option<([u8; 16], bool)> {
    let id = payload::correlation(line)?;
    Some((payload::mark(id.as_bytes()), asked == Some(id.as_str())))
}
