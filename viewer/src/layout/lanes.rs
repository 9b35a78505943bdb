//! What a lane shows: of a report, and of a preview.

use crate::report::{Log, Run};
use crate::text;
use std::collections::BTreeMap;
use unbroken::log::coverage::Status;
use unbroken::verify::{PreviewLog, TreeStatus};
pub use unbroken_paper::lane::{Stretch, column, position, stretches, ticks};

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
    /// The same with only a part of its positions drawn; whole if that is no part of it.
    pub fn within(mut self, part: Option<(u64, u64)>) -> Lane {
        if let Some((start, end)) = part.filter(|(start, end)| start < end && self.start <= *start && *end <= self.end) {
            self.runs.retain(|run| run.end > start && run.start < end);
            for run in &mut self.runs {
                (run.start, run.end) = (run.start.max(start), run.end.min(end));
            }
            (self.start, self.end) = (start, end);
        }
        self
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_lane_keeps_its_positions() {
        let run = |status, start, end| Run { status, start, end };
        let runs = vec![run(Status::Proven, 0, 40), run(Status::Altered, 40, 41), run(Status::Proven, 41, 100)];
        let lane = Lane { runs, start: 0, end: 100, checkpoints: vec![50, 100], legend: Vec::new() };
        let part = lane.clone().within(Some((30, 45)));
        assert_eq!((part.start, part.end), (30, 45));
        let kept: Vec<_> = part.runs.iter().map(|run| (run.status, run.start, run.end)).collect();
        assert_eq!(kept, [(Status::Proven, 30, 40), (Status::Altered, 40, 41), (Status::Proven, 41, 45)]);
        for none in [None, Some((5, 5)), Some((90, 101))] {
            assert_eq!(lane.clone().within(none), lane);
        }
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
}
