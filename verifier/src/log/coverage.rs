//! Status per position, as runs; the worst of a stretch.

use serde::Serialize;

/// What is known about one position of a log. The order is the one in which a summary must show them: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
