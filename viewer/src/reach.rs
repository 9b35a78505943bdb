//! How far trust still reaches on both sides of damage: the proven entries next to it, and the checkpoints they are proven by.

use crate::report::{Checkpoint, Incident, Log};
use unbroken::log::coverage::Status;

/// Checkpoints that are named for one side.
const NAMED: usize = 3;

/// Proven entries on one side of damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// First of them.
    pub start: u64,
    /// One after the last.
    pub end: u64,
    /// Sizes of checkpoints that prove them, ascending; all of them together prove every entry of the side if `whole`.
    pub by: Vec<u64>,
    /// Whether every entry is accounted for by a checkpoint that is named.
    pub whole: bool,
}

/// The proven entries directly before and after an incident, as far as they go without a break.
pub fn sides(log: &Log, incident: &Incident) -> [Option<Side>; 2] {
    [incident.proven_before, incident.proven_after].map(|at| {
        let at = at?;
        let run = log.coverage.iter().find(|run| run.status == Status::Proven && run.start <= at && at < run.end)?;
        Some(side(&log.checkpoints, run.start, run.end))
    })
}

/// The fewest checkpoints that prove all of `[start, end)`: from the first entry on, always the one that reaches furthest.
fn side(checkpoints: &[Checkpoint], start: u64, end: u64) -> Side {
    let (mut at, mut by) = (start, Vec::new());
    while at < end && by.len() < NAMED {
        let reach = |checkpoint: &Checkpoint| checkpoint.shown.iter().find(|[from, to]| *from <= at && at < *to).map(|[_, to]| *to);
        let trusted = checkpoints.iter().filter(|checkpoint| checkpoint.is_trusted());
        // Of two that reach as far the smaller one: it was there earlier.
        let best = trusted.filter_map(|checkpoint| Some((reach(checkpoint)?, checkpoint.size)));
        let Some((to, size)) = best.max_by_key(|(to, size)| (*to, std::cmp::Reverse(*size))) else { break };
        by.push(size);
        at = to;
    }
    by.sort_unstable();
    by.dedup();
    Side { start, end, by, whole: at >= end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(size: u64, level: &str, shown: &[[u64; 2]]) -> Checkpoint {
        Checkpoint {
            size,
            root: String::new(),
            level: level.to_owned(),
            kept: false,
            contested: false,
            entries: 0,
            shown: shown.to_vec(),
            signed_by: Vec::new(),
            cosigned_by: Vec::new(),
            unknown: Vec::new(),
            note: String::new(),
        }
    }

    #[test]
    fn the_smallest_checkpoint_that_proves_all() {
        let checkpoints =
            [checkpoint(8, "witnessed", &[[0, 8]]), checkpoint(16, "witnessed", &[[0, 8]]), checkpoint(24, "unpinned", &[[0, 24]])];
        assert_eq!(side(&checkpoints, 0, 8), Side { start: 0, end: 8, by: vec![8], whole: true });
    }

    #[test]
    fn several_that_prove_it_together() {
        let checkpoints = [checkpoint(8, "pinned", &[[0, 8]]), checkpoint(16, "pinned", &[[8, 16]])];
        assert_eq!(side(&checkpoints, 2, 12), Side { start: 2, end: 12, by: vec![8, 16], whole: true });
    }

    #[test]
    fn what_no_trusted_checkpoint_shows_is_not_accounted_for() {
        let contested = Checkpoint { contested: true, ..checkpoint(16, "pinned", &[[0, 16]]) };
        let checkpoints = [checkpoint(8, "pinned", &[[0, 4], [6, 8]]), contested];
        assert_eq!(side(&checkpoints, 0, 8), Side { start: 0, end: 8, by: vec![8], whole: false });
        assert_eq!(side(&[], 0, 8), Side { start: 0, end: 8, by: vec![], whole: false });
        let many: Vec<_> = (0..5).map(|k| checkpoint(k + 1, "pinned", &[[k, k + 1]])).collect();
        assert_eq!(side(&many, 0, 5), Side { start: 0, end: 5, by: vec![1, 2, 3], whole: false });
    }
}
