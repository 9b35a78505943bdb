//! Status per position, as runs; the worst of a stretch.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What is known about one position of a log. The order is the one in which a summary must show them: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Covered by two trusted histories that differ here.
    Disputed,
    /// Two different lines, neither proven.
    Conflict,
    /// A signature or a position that is false.
    Forged,
    /// Bytes present, and a known value for this position is different.
    Altered,
    /// Asked for, and no bytes.
    Missing,
    /// Inside an authenticated block whose recomputed hash is wrong.
    Suspect,
    /// Older than a trusted checkpoint, but the proof path runs through missing neighbours.
    Unproven,
    /// Missing, its committed value known, and a placeholder with that value present.
    Withheld,
    /// Named by the `prev` of a proven or chained entry; its place in the tree was not shown.
    Chained,
    /// Shown in a tree, below the required level of trust.
    Committed,
    /// Newer than the newest usable checkpoint.
    Uncovered,
    /// Missing, and accounted for by a proven `erase` record.
    Erased,
    /// Missing, and accounted for by a proven `prune` record.
    Pruned,
    /// Shown in the tree of a trusted root at the required level.
    Proven,
}

impl Status {
    /// Every status, the worst first.
    pub const ALL: [Status; 14] = [
        Status::Disputed,
        Status::Conflict,
        Status::Forged,
        Status::Altered,
        Status::Missing,
        Status::Suspect,
        Status::Unproven,
        Status::Withheld,
        Status::Chained,
        Status::Committed,
        Status::Uncovered,
        Status::Erased,
        Status::Pruned,
        Status::Proven,
    ];

    /// The word for it, as it stands in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Disputed => "disputed",
            Status::Conflict => "conflict",
            Status::Forged => "forged",
            Status::Altered => "altered",
            Status::Missing => "missing",
            Status::Suspect => "suspect",
            Status::Unproven => "unproven",
            Status::Withheld => "withheld",
            Status::Chained => "chained",
            Status::Committed => "committed",
            Status::Uncovered => "uncovered",
            Status::Erased => "erased",
            Status::Pruned => "pruned",
            Status::Proven => "proven",
        }
    }

    /// Whether a position with it is proven, or its absence is accounted for by a proven record. Such a position is no incident.
    pub const fn is_accounted_for(self) -> bool {
        matches!(self, Status::Proven | Status::Erased | Status::Pruned)
    }

    /// The same, where the auditor may accept a withheld entry with a fitting placeholder.
    pub const fn is_accepted(self, accept_withheld: bool) -> bool {
        self.is_accounted_for() || (accept_withheld && matches!(self, Status::Withheld))
    }
}

/// A set of positions, as sorted runs that neither touch nor overlap. Costs what there are runs, never what there are positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runs(Vec<(u64, u64)>);

impl Runs {
    /// Adds `[start, end)`.
    pub fn add(&mut self, start: u64, end: u64) {
        if start >= end {
            return;
        }
        let first = self.0.partition_point(|run| run.1 < start);
        let last = self.0.partition_point(|run| run.0 <= end);
        let start = self.0.get(first).map_or(start, |run| run.0.min(start));
        let end = if last > first { self.0.get(last - 1).map_or(end, |run| run.1.max(end)) } else { end };
        self.0.splice(first..last.max(first), [(start, end)]);
    }

    /// Adds every position of another set.
    pub fn add_all(&mut self, other: &Runs) {
        for (start, end) in other.iter() {
            self.add(start, end);
        }
    }

    /// Whether `at` is in the set.
    pub fn contains(&self, at: u64) -> bool {
        self.covers(at, at.saturating_add(1))
    }

    /// Whether all of `[start, end)` is in the set.
    pub fn covers(&self, start: u64, end: u64) -> bool {
        start >= end || self.0.get(self.0.partition_point(|run| run.1 <= start)).is_some_and(|run| run.0 <= start && end <= run.1)
    }

    /// Whether any of `[start, end)` is in the set.
    pub fn touches(&self, start: u64, end: u64) -> bool {
        start < end && self.0.get(self.0.partition_point(|run| run.1 <= start)).is_some_and(|run| run.0 < end)
    }

    /// The runs, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, u64)> + '_ {
        self.0.iter().copied()
    }

    /// The parts of `[start, end)` that are not in the set.
    pub fn gaps(&self, start: u64, end: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut at = start;
        for (from, to) in self.0.iter().copied().skip(self.0.partition_point(|run| run.1 <= start)) {
            if from >= end {
                break;
            }
            if from > at {
                gaps.push((at, from));
            }
            at = at.max(to);
        }
        if at < end {
            gaps.push((at, end));
        }
        gaps
    }

    /// The positions in both sets.
    #[must_use]
    pub fn intersect(&self, other: &Runs) -> Runs {
        let mut both = Runs::default();
        for (start, end) in self.iter() {
            let mut at = start;
            for (from, to) in other.gaps(start, end) {
                both.add(at, from);
                at = to;
            }
            both.add(at, end);
        }
        both
    }

    /// How many positions there are.
    pub fn count(&self) -> u64 {
        self.0.iter().fold(0, |sum, (start, end)| sum.saturating_add(end - start))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// First position and one after the last.
    pub fn hull(&self) -> Option<(u64, u64)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Runs, Status};
    use alloc::collections::BTreeSet;
    use alloc::format;

    /// The list is complete as far as the compiler can tell: the words are those of a match, and the order is that of the type.
    #[test]
    fn words_and_order_of_status() {
        assert!(Status::ALL.windows(2).all(|pair| pair[0] < pair[1]), "the worst first, each once");
        for status in Status::ALL {
            let word = format!("\"{}\"", status.as_str());
            assert_eq!(serde_json::to_string(&status).unwrap(), word);
            assert_eq!(serde_json::from_str::<Status>(&word).unwrap(), status);
            let counts = ["proven", "erased", "pruned"].contains(&status.as_str());
            assert_eq!((status.is_accounted_for(), status.is_accepted(false)), (counts, counts));
            assert_eq!(status.is_accepted(true), counts || status.as_str() == "withheld");
        }
    }

    /// Every operation against a plain set of positions, over every small case.
    #[test]
    fn runs_are_sets() {
        let mut seed = 7u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..500 {
            let (mut runs, mut set) = (Runs::default(), BTreeSet::new());
            let (mut other, mut other_set) = (Runs::default(), BTreeSet::new());
            for _ in 0..6 {
                let (start, len) = (random(20), random(6));
                runs.add(start, start + len);
                set.extend(start..start + len);
                let (start, len) = (random(20), random(6));
                other.add(start, start + len);
                other_set.extend(start..start + len);
            }
            assert_eq!(runs.iter().flat_map(|(a, b)| a..b).collect::<BTreeSet<_>>(), set);
            assert!(runs.0.windows(2).all(|pair| pair[0].1 < pair[1].0), "{runs:?}");
            assert_eq!(runs.intersect(&other).iter().flat_map(|(a, b)| a..b).collect::<BTreeSet<_>>(), &set & &other_set);
            assert_eq!(runs.count(), set.len() as u64);
            for start in 0..27 {
                for end in start..27 {
                    assert_eq!(runs.covers(start, end), (start..end).all(|at| set.contains(&at)));
                    assert_eq!(runs.touches(start, end), (start..end).any(|at| set.contains(&at)));
                    let gaps: BTreeSet<u64> = runs.gaps(start, end).into_iter().flat_map(|(a, b)| a..b).collect();
                    assert_eq!(gaps, (start..end).filter(|at| !set.contains(at)).collect());
                }
            }
        }
    }
}
