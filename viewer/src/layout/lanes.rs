//! From coverage runs to the columns of a lane: per pixel the worst status wins, and nothing that matters is thinner than it can be seen.

use crate::report::{Log, Run};
use crate::text;
use std::collections::BTreeMap;
use unbroken::log::coverage::Status;
use unbroken::verify::{PreviewLog, TreeStatus};

/// Smallest width of a run that is not proven, in pixels.
pub const VISIBLE: usize = 3;

/// What a lane shows: runs, checkpoints, and what each status is called there.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Status per position, as runs.
    pub runs: Vec<Run>,
    /// First position of the lane.
    pub start: u64,
    /// One after the last.
    pub end: u64,
    /// Sizes of the checkpoints.
    pub checkpoints: Vec<u64>,
    /// The words for each status that occurs, worst first, and how many positions have it.
    pub legend: Vec<(Status, &'static str, u64)>,
}

impl Lane {
    /// What a status is called in this lane.
    pub fn word(&self, status: Status) -> &'static str {
        self.legend.iter().find(|(known, ..)| *known == status).map_or("", |(_, word, _)| word)
    }
}

impl From<&Log> for Lane {
    fn from(log: &Log) -> Lane {
        let (start, end) = log.extent();
        let named = |(status, count): (Status, u64)| (status, text::status(status.as_str()), count);
        Lane {
            runs: log.coverage.clone(),
            start,
            end,
            checkpoints: log.checkpoints.iter().map(|checkpoint| checkpoint.size).collect(),
            legend: log.tally().into_iter().map(named).collect(),
        }
    }
}

/// The lane of a preview. What is in the tree looks as if it were trusted less, because its signature is not checked yet.
impl From<&PreviewLog> for Lane {
    fn from(log: &PreviewLog) -> Lane {
        let runs: Vec<Run> = log.coverage.iter().map(|run| Run { status: look(run.status), start: run.start, end: run.end }).collect();
        let mut tally: BTreeMap<TreeStatus, u64> = BTreeMap::new();
        for run in &log.coverage {
            *tally.entry(run.status).or_default() += run.end - run.start;
        }
        Lane {
            start: runs.iter().map(|run| run.start).min().unwrap_or(0),
            end: runs.iter().map(|run| run.end).max().unwrap_or(0),
            runs,
            checkpoints: Vec::new(),
            legend: tally.into_iter().map(|(status, count)| (look(status), text::tree_status(status), count)).collect(),
        }
    }
}

/// How a status of a preview is drawn: every one differently, and none as if it were proven.
fn look(status: TreeStatus) -> Status {
    match status {
        TreeStatus::Disputed => Status::Disputed,
        TreeStatus::Conflict => Status::Conflict,
        TreeStatus::Misplaced => Status::Forged,
        TreeStatus::Altered => Status::Altered,
        TreeStatus::Missing => Status::Missing,
        TreeStatus::Suspect => Status::Suspect,
        TreeStatus::Unproven => Status::Unproven,
        TreeStatus::Withheld => Status::Withheld,
        TreeStatus::Chained => Status::Chained,
        TreeStatus::Committed => Status::Pruned,
        TreeStatus::Uncovered => Status::Uncovered,
        TreeStatus::Recorded => Status::Erased,
        TreeStatus::Shown => Status::Committed,
    }
}

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
    fn a_preview_is_never_drawn_as_proven() {
        use TreeStatus as T;
        let all = [
            T::Disputed,
            T::Conflict,
            T::Misplaced,
            T::Altered,
            T::Missing,
            T::Suspect,
            T::Unproven,
            T::Withheld,
            T::Chained,
            T::Committed,
            T::Uncovered,
            T::Recorded,
            T::Shown,
        ];
        let run = |(at, status): (usize, &T)| unbroken::verify::TreeRun { status: *status, start: at as u64, end: at as u64 + 1 };
        let coverage = all.iter().enumerate().map(run).collect();
        let lane = Lane::from(&PreviewLog { origin: String::new(), shown: 1, present: 1, sentence: String::new(), coverage });
        let looks: std::collections::BTreeSet<Status> = lane.runs.iter().map(|run| run.status).collect();
        assert_eq!((looks.len(), looks.contains(&Status::Proven), lane.end), (all.len(), false, 13));
        assert!(lane.runs.iter().all(|run| !lane.word(run.status).is_empty() && !lane.word(run.status).contains("proven")));
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
