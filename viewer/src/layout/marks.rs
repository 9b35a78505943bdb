//! Marks beside the scrollbar: where in the list the hits are, what is not proven, and the bookmarks; and where a click on one leads.
//! However many there are, a pixel is looked at once.
//!
//! Places are those of the list as it is shown. In a list of nothing but hits, hits have no marks, because every row is one; what is not
//! proven and bookmarks are marked where their rows stand among the hits, and not at all where the list leaves them out.

use crate::report::Run;
use std::collections::BTreeMap;

/// How far from a mark a click still means it, in pixels.
const REACH: f64 = 5.0;

/// How high the ribbon of a bookmark is, in pixels.
pub const RIBBON: f64 = 10.0;

/// Stretches `[from, to)` of `px` pixels beside `rows` rows in which one of `hits` lies; these are row numbers in order.
pub fn marks(hits: &[u32], rows: u64, px: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    if rows == 0 {
        return out;
    }
    let scale = |y: usize| y as f64 / px.max(1) as f64 * rows as f64;
    for y in 0..px {
        let (from, to) = (scale(y).floor() as u64, scale(y + 1).ceil() as u64);
        let first = hits.partition_point(|hit| u64::from(*hit) < from);
        if hits.get(first).is_some_and(|hit| u64::from(*hit) < to) {
            match out.last_mut() {
                Some((_, end)) if *end == y => *end = y + 1,
                _ => out.push((y, y + 1)),
            }
        }
    }
    out
}

/// Whether a run of positions has a mark: what is not proven, unless it is gone on record.
pub fn is_marked(run: &Run) -> bool {
    !run.status.is_accounted_for()
}

/// The positions whose rows must be known to place the marks of `coverage`, in order.
pub fn bounds(coverage: &[Run]) -> impl Iterator<Item = u64> {
    coverage.iter().filter(|run| is_marked(run)).flat_map(|run| [run.start, run.end])
}

/// Runs of places that have a mark. `row_of` gives for a position the row of the first line at or after it; `place_of` gives for a row its
/// place among the `count` of the list: how many stand before it, and whether it is in the list itself. The row after the last is in a list
/// that leaves nothing out.
pub fn runs(coverage: &[Run], rows: &BTreeMap<u64, u64>, count: u64, place_of: impl Fn(u64) -> (u64, bool)) -> Vec<Run> {
    let place = |run: &Run| {
        let (first, last) = (*rows.get(&run.start)?, *rows.get(&run.end)?);
        let (start, is_there) = place_of(first);
        if first == last && is_there && count > 0 {
            // Entries without a line stand between two rows: the mark is at the row after them, or at the last one.
            let start = start.min(count - 1);
            return Some(Run { status: run.status, start, end: start + 1 });
        }
        let end = place_of(last).0;
        (start < end).then_some(Run { status: run.status, start, end })
    };
    coverage.iter().filter(|run| is_marked(run)).filter_map(place).collect()
}

/// The place that a click at `y` means, of `count` places beside `px` pixels: the nearest mark within reach, or the place there.
pub fn aim(y: f64, px: f64, count: u64, runs: &[Run], hits: &[u32], bookmarks: &[u64]) -> Option<u64> {
    let last = count.checked_sub(1)?;
    let per_px = count as f64 / px.max(1.0);
    let at = (y.max(0.0) * per_px) as u64;
    let at = at.min(last);
    let after = hits.partition_point(|hit| u64::from(*hit) < at);
    let hits = hits.get(after.saturating_sub(1)..).unwrap_or_default().iter().take(2).map(|hit| u64::from(*hit));
    let ends = runs.iter().filter(|run| run.start < run.end).map(|run| at.clamp(run.start, run.end - 1));
    let near = hits.chain(ends).chain(bookmarks.iter().copied()).filter(|place| *place <= last);
    let near = near.filter(|place| place.abs_diff(at) as f64 <= (REACH * per_px).max(0.0));
    Some(near.min_by_key(|place| place.abs_diff(at)).unwrap_or(at))
}

/// Middle of the ribbon for one place, in pixels: no nearer to an end of the strip than half of what it is high.
pub fn middle(place: u64, count: u64, px: f64) -> f64 {
    let middle = (place as f64 + 0.5) / count.max(1) as f64 * px;
    middle.min(px - RIBBON / 2.0).max(RIBBON / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken::log::coverage::Status;

    fn run(status: Status, start: u64, end: u64) -> Run {
        Run { status, start, end }
    }

    /// The rows of a log that lacks positions 4 to 6.
    fn rows(seqs: &[u64]) -> BTreeMap<u64, u64> {
        let lines = [0, 1, 2, 3, 7, 8, 9];
        seqs.iter().map(|seq| (*seq, lines.partition_point(|line| line < seq) as u64)).collect()
    }

    #[test]
    fn few_rows_are_taller_than_a_pixel() {
        assert_eq!(marks(&[0, 3], 4, 100), [(0, 25), (75, 100)]);
        assert_eq!(marks(&[1, 2], 4, 100), [(25, 75)]);
    }

    #[test]
    fn one_hit_in_ten_million_is_seen() {
        for hit in [0, 1, 4_999_999, 9_999_999] {
            let found = marks(&[hit], 10_000_000, 600);
            assert!(matches!(found.as_slice(), [(from, to)] if (1..=2).contains(&(to - from))), "{hit}: {found:?}");
        }
    }

    #[test]
    fn nothing_is_marked_without_hits_rows_or_room() {
        assert!(marks(&[], 10, 100).is_empty() && marks(&[1], 0, 100).is_empty() && marks(&[1], 10, 0).is_empty());
    }

    #[test]
    fn runs_lie_where_their_rows_do() {
        let coverage = [
            run(Status::Proven, 0, 2),
            run(Status::Altered, 2, 4),
            run(Status::Missing, 4, 7),
            run(Status::Proven, 7, 9),
            run(Status::Uncovered, 9, 10),
        ];
        let known: Vec<u64> = bounds(&coverage).collect();
        assert_eq!(known, [2, 4, 4, 7, 9, 10]);
        let all = runs(&coverage, &rows(&known), 7, |row| (row, true));
        assert_eq!(all, [run(Status::Altered, 2, 4), run(Status::Missing, 4, 5), run(Status::Uncovered, 6, 7)]);
        assert!(runs(&coverage, &BTreeMap::new(), 7, |row| (row, true)).is_empty(), "what the worker did not say yet");
    }

    #[test]
    fn in_a_list_of_hits_they_lie_among_the_hits() {
        let coverage = [run(Status::Altered, 2, 4), run(Status::Missing, 4, 7), run(Status::Uncovered, 9, 10)];
        let known = rows(&bounds(&coverage).collect::<Vec<_>>());
        let among = |hits: &'static [u64]| {
            move |row: u64| {
                let before = hits.partition_point(|hit| *hit < row);
                (before as u64, hits.get(before) == Some(&row))
            }
        };
        assert_eq!(runs(&coverage, &known, 3, among(&[0, 3, 5])), [run(Status::Altered, 1, 2)]);
        assert_eq!(runs(&coverage, &known, 1, among(&[4])), [run(Status::Missing, 0, 1)], "the row after the gap is a hit");
        assert!(runs(&coverage, &known, 2, among(&[0, 1])).is_empty());
    }

    #[test]
    fn what_is_missing_at_the_end_is_marked_at_the_last_row() {
        let missing = [run(Status::Missing, 10, 12)];
        assert_eq!(runs(&missing, &rows(&[10, 12]), 7, |row| (row, true)), [run(Status::Missing, 6, 7)]);
        assert!(runs(&missing, &rows(&[10, 12]), 3, |_| (3, false)).is_empty(), "a list of hits does not have it");
        assert!(runs(&missing, &rows(&[10, 12]), 0, |row| (row, true)).is_empty());
    }

    #[test]
    fn a_click_means_the_nearest_mark_or_the_place() {
        let far = [run(Status::Altered, 500_000, 500_001)];
        assert_eq!(aim(302.0, 600.0, 1_000_000, &far, &[], &[]), Some(500_000));
        assert_eq!(aim(320.0, 600.0, 1_000_000, &far, &[], &[]), Some(533_333));
        assert_eq!(aim(302.0, 600.0, 1_000_000, &far, &[503_000], &[]), Some(503_000));
        assert_eq!(aim(302.0, 600.0, 1_000_000, &far, &[], &[503_300, 7]), Some(503_300));
        let long = [run(Status::Unproven, 100, 900)];
        assert_eq!(aim(300.0, 600.0, 1_000, &long, &[], &[]), Some(500), "inside a run the place itself");
        assert_eq!(aim(58.0, 600.0, 1_000, &long, &[], &[]), Some(100));
    }

    #[test]
    fn a_click_never_leaves_the_list() {
        for (y, count) in [(-5.0, 3), (1e9, 3), (f64::NAN, 3), (0.0, 1)] {
            assert!(aim(y, 0.0, count, &[run(Status::Altered, 7, 9)], &[99], &[99]).is_some_and(|place| place < count), "{y}");
        }
        assert_eq!(aim(5.0, 100.0, 0, &[], &[], &[]), None);
        assert_eq!([middle(0, 4, 100.0), middle(0, 1_000, 100.0), middle(999, 1_000, 100.0), middle(0, 1, 0.0)], [12.5, 5.0, 95.0, 5.0]);
    }
}
