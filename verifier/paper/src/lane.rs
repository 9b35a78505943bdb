//! From coverage runs to the columns of a lane: per pixel the worst status wins, and nothing that matters is thinner than it can be seen.

use unbroken::log::coverage::Status;
use unbroken::verdict::report::Run;

/// Smallest width of a run that is not proven, in pixels.
pub const VISIBLE: usize = 3;

/// A stretch of columns with one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The worst status in it; `None` where nothing is known.
    pub status: Option<Status>,
    /// First column.
    pub x: usize,
    /// How many columns.
    pub width: usize,
}

/// Column of a position in a lane of `width` columns that shows `[start, end)`.
pub fn column(position: u64, start: u64, end: u64, width: usize) -> f64 {
    let span = end.saturating_sub(start).max(1) as f64;
    position.saturating_sub(start) as f64 / span * width as f64
}

/// Position under a column.
pub fn position(column: f64, start: u64, end: u64, width: usize) -> u64 {
    let span = end.saturating_sub(start);
    let offset = (column / (width.max(1) as f64) * span as f64).floor().max(0.0) as u64;
    start + offset.min(span.saturating_sub(1))
}

/// The stretches of a lane of `width` columns that shows `[start, end)`.
pub fn stretches(runs: &[Run], start: u64, end: u64, width: usize) -> Vec<Stretch> {
    let mut columns: Vec<Option<Status>> = vec![None; width];
    for run in runs.iter().filter(|run| run.end > start && run.start < end && run.start < run.end) {
        let from = column(run.start.max(start), start, end, width).floor() as usize;
        let to = column(run.end.min(end), start, end, width).ceil() as usize;
        let least = if run.status == Status::Proven { 1 } else { VISIBLE };
        let to = to.max(from + least).min(width);
        let from = from.min(to.saturating_sub(least));
        for column in &mut columns[from..to] {
            // The order of `Status` is worst first.
            *column = Some(column.map_or(run.status, |seen| seen.min(run.status)));
        }
    }
    let mut out: Vec<Stretch> = Vec::new();
    for (x, status) in columns.into_iter().enumerate() {
        match out.last_mut() {
            Some(last) if last.status == status => last.width += 1,
            _ => out.push(Stretch { status, x, width: 1 }),
        }
    }
    out
}

/// Round positions for an axis: at most `most` of them, the first is `start`.
pub fn ticks(start: u64, end: u64, most: usize) -> Vec<u64> {
    let span = end.saturating_sub(start);
    if span == 0 || most == 0 {
        return vec![start];
    }
    let powers = (0..16).map(|k| 10u64.pow(k));
    let steps = powers.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
    let step = steps.into_iter().find(|step| span / step < most as u64).unwrap_or(span);
    let first = start.div_ceil(step) * step;
    (0..).map(|k| first + k * step).take_while(|tick| *tick < end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(status: Status, start: u64, end: u64) -> Run {
        Run { status, start, end }
    }

    #[test]
    fn the_worst_wins_and_is_never_too_thin_to_see() {
        let runs =
            [run(Status::Proven, 0, 4_999_999), run(Status::Altered, 4_999_999, 5_000_000), run(Status::Proven, 5_000_000, 10_000_000)];
        let seen = stretches(&runs, 0, 10_000_000, 800);
        assert_eq!(seen.iter().map(|s| s.width).sum::<usize>(), 800);
        let altered: Vec<_> = seen.iter().filter(|s| s.status == Some(Status::Altered)).collect();
        assert_eq!(altered.len(), 1);
        assert_eq!(altered[0].width, VISIBLE);
    }

    #[test]
    fn one_bad_entry_at_either_edge_is_seen() {
        for at in [0, 999_999] {
            let runs = [run(Status::Proven, 0, 1_000_000), run(Status::Forged, at, at + 1)];
            let seen = stretches(&runs, 0, 1_000_000, 300);
            assert!(seen.iter().any(|s| s.status == Some(Status::Forged) && s.width == VISIBLE), "{at}");
        }
    }

    #[test]
    fn nothing_proven_hides_anything_else() {
        for status in Status::ALL {
            let runs = [run(status, 5, 6), run(Status::Proven, 0, 1000)];
            let seen = stretches(&runs, 0, 1000, 10);
            assert!(seen.iter().any(|s| s.status == Some(status)), "{status:?}");
        }
    }

    #[test]
    fn few_entries_fill_the_lane_in_proportion() {
        let runs = [run(Status::Proven, 0, 8), run(Status::Unproven, 8, 11), run(Status::Missing, 11, 14), run(Status::Proven, 14, 24)];
        let seen = stretches(&runs, 0, 24, 240);
        assert_eq!(seen.iter().map(|s| (s.x, s.width)).collect::<Vec<_>>(), [(0, 80), (80, 30), (110, 30), (140, 100)]);
    }

    #[test]
    fn what_is_not_covered_is_left_open() {
        assert_eq!(stretches(&[], 0, 10, 5), [Stretch { status: None, x: 0, width: 5 }]);
        assert_eq!(stretches(&[run(Status::Proven, 20, 30)], 0, 10, 5), [Stretch { status: None, x: 0, width: 5 }]);
        assert!(stretches(&[run(Status::Proven, 0, 10)], 0, 10, 0).is_empty());
    }

    #[test]
    fn a_column_leads_back_to_its_position() {
        for at in [0, 1, 13, 23] {
            assert_eq!(position(column(at, 0, 24, 960) + 0.5, 0, 24, 960), at);
        }
        assert_eq!(position(1e9, 10, 20, 100), 19);
        assert_eq!(position(-5.0, 10, 20, 100), 10);
    }

    #[test]
    fn ticks_are_few_and_inside() {
        for (start, end) in [(0, 1), (0, 24), (0, 240), (7, 58_253_265), (0, (1 << 53) - 1)] {
            let ticks = ticks(start, end, 10);
            assert!(ticks.len() <= 11, "{start} {end} {}", ticks.len());
            assert!(ticks.iter().all(|t| (start..end).contains(t)));
        }
    }
}
