//! The lines of a log, read from the files of the reader: one by one, or many in few goes.

use crate::source;
use crate::stretch::{Place, stretches};
use unbroken::{Case, Row};
use web_sys::{File, FileReaderSync};

/// Longest line that a list or a detail reads whole; the engine's own bound on a line is below it.
const LINE_MOST: u64 = 16 << 20;

/// A case and the files it was made from.
#[derive(Clone, Copy)]
pub struct Lines<'g> {
    /// What the engine knows of every line.
    pub case: &'g Case,
    /// The files.
    pub files: &'g [File],
    /// For each input of the report, the file it came from.
    pub origin: &'g [usize],
}

impl Lines<'_> {
    /// The line of a row as it lies in its file.
    pub fn received(&self, log: usize, row: u64) -> Option<Vec<u8>> {
        let place = place(&self.case.rows(log).get(usize::try_from(row).ok()?)?);
        self.bytes(&FileReaderSync::new().ok()?, place)
    }

    /// Bytes of an input of the report.
    pub fn stretch(&self, input: usize, offset: u64, len: u64) -> Option<Vec<u8>> {
        self.bytes(&FileReaderSync::new().ok()?, Place { input, start: offset, end: offset.saturating_add(len) })
    }

    /// Hands on the line of each row as it was hashed, in the order in which they lie; gives the number of those that cannot be read.
    pub fn each(&self, log: usize, wanted: &[usize], mut take: impl FnMut(usize, &[u8])) -> u64 {
        let rows = self.case.rows(log);
        let wanted: Vec<(usize, Place)> = wanted.iter().filter_map(|k| Some((*k, place(&rows.get(*k)?)))).collect();
        let places: Vec<Place> = wanted.iter().map(|(_, place)| *place).collect();
        let reader = FileReaderSync::new().ok();
        let mut unread = 0;
        for stretch in stretches(&places) {
            let Some(bytes) = reader.as_ref().and_then(|reader| self.bytes(reader, stretch.place)) else {
                unread += stretch.lines.len() as u64;
                continue;
            };
            for (row, place) in stretch.lines.iter().filter_map(|k| wanted.get(*k)) {
                let part = |at: u64| (at - stretch.place.start) as usize;
                let received = bytes.get(part(place.start)..part(place.end)).unwrap_or_default();
                match self.case.exact(log, *row, received) {
                    Some(exact) => take(*row, &exact),
                    None => take(*row, received),
                }
            }
        }
        unread
    }

    fn bytes(&self, reader: &FileReaderSync, place: Place) -> Option<Vec<u8>> {
        let file = self.files.get(*self.origin.get(place.input)?)?;
        let mut bytes = Vec::new();
        source::read(reader, file, place.start, place.end, &mut bytes).ok()?;
        Some(bytes)
    }
}

fn place(row: &Row) -> Place {
    Place { input: row.input as usize, start: row.offset, end: row.offset.saturating_add(u64::from(row.len).min(LINE_MOST)) }
}
