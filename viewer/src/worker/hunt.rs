//! A search over the rows of a log, a short time at a go: between two goes the worker hears what else is wanted, a newer search above all.

use super::lines::Lines;
use crate::query::sieve::{Glance, Sieve};
use crate::query::{Query, Want};
use unbroken::Code;

/// How long one go takes, in milliseconds; a person does not notice that something else waits for so long.
const GO_MILLIS: f64 = 40.0;

/// Rows that are looked at between two looks at the clock.
const ROWS: usize = 1 << 14;

/// Bytes of lines that are read between two looks at the clock.
const BYTES: u64 = 512 << 10;

/// One search.
pub struct Hunt {
    /// Its number.
    pub ticket: u32,
    log: usize,
    sieve: Sieve,
    /// Whether a finding that is asked for has more places than the report lists.
    pub is_partial: bool,
}

/// What one go found.
pub struct Looked {
    /// The row to go on with.
    pub at: usize,
    /// Rows that fit, in order.
    pub hits: Vec<u32>,
    /// Rows that could not be read.
    pub unread: u64,
}

impl Hunt {
    /// A search in one log, with the positions that have a bookmark.
    pub fn new(ticket: u32, log: usize, (query, marked): (&Query, &[u64]), lines: &Lines<'_>) -> Hunt {
        let findings = lines.case.report().logs.get(log).map(|log| log.findings.as_slice()).unwrap_or_default();
        let of = |code: Code| findings.iter().filter(move |finding| finding.code == code);
        let ranges = |code| of(code).filter_map(|finding| finding.entries).collect();
        let unlisted = |want: &Want| match want {
            Want::Code(code) => {
                of(*code).any(|finding| finding.entries.is_some_and(|[start, end]| finding.count > end.saturating_sub(start)))
            }
            _ => false,
        };
        let is_partial = query.terms.iter().any(|term| unlisted(&term.want));
        Hunt { ticket, log, sieve: Sieve::new(query, ranges, marked), is_partial }
    }

    /// Looks at rows from `from` on until its time is over.
    pub fn go(&self, lines: &Lines<'_>, from: usize) -> Looked {
        let rows = lines.case.rows(self.log).len();
        let mut looked = Looked { at: from.min(rows), hits: Vec::new(), unread: 0 };
        let until = js_sys::Date::now() + GO_MILLIS;
        loop {
            self.look(lines, &mut looked);
            // A clock that is set back costs one answer that comes late.
            if looked.at >= rows || js_sys::Date::now() >= until {
                return looked;
            }
        }
    }

    fn look(&self, lines: &Lines<'_>, looked: &mut Looked) {
        let (first, mut wanted, mut bytes) = (looked.hits.len(), Vec::new(), 0);
        let rows = lines.case.rows(self.log);
        for k in (looked.at..rows.len()).take(ROWS) {
            let Some(row) = rows.get(k) else { return };
            match self.sieve.glance(row.seq, row.status) {
                Glance::Out => {}
                Glance::Hit => looked.hits.extend(u32::try_from(k)),
                Glance::Read => {
                    bytes += u64::from(row.len);
                    wanted.push(k);
                }
            }
            looked.at = k + 1;
            if bytes >= BYTES {
                break;
            }
        }
        let hits = &mut looked.hits;
        looked.unread += lines.each(self.log, &wanted, |k, line| {
            if self.sieve.fits(line) {
                hits.extend(u32::try_from(k));
            }
        });
        // They came in the order in which they lie in the files.
        looked.hits[first..].sort_unstable();
    }
}
