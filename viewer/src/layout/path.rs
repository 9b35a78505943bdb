//! A proof drawn as a pyramid on its root: the length of a branch is log2 of how many entries its hash stands for, its side its real side.

use crate::report::PathNode;

/// One step down, in a drawing `half` pixels wide on each side of the trunk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Branch {
    /// True if the sibling stands on the left.
    pub left: bool,
    /// Length of the branch in pixels.
    pub length: f64,
    /// Entries its hash stands for.
    pub entries: u64,
}

/// The branches of a path, leaf first. The shortest is `half / 8`, the longest `half`.
pub fn branches(path: &[PathNode], half: f64) -> Vec<Branch> {
    let bits = |entries: u64| (entries.max(1) as f64).log2();
    let longest = path.iter().map(|n| bits(n.hi.saturating_sub(n.lo))).fold(1.0, f64::max);
    let branch = |node: &PathNode| {
        let entries = node.hi.saturating_sub(node.lo);
        Branch { left: node.left, length: half / 8.0 + bits(entries) / longest * half * 7.0 / 8.0, entries }
    };
    path.iter().map(branch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_grow_with_what_they_stand_for() {
        let node = |left, lo, hi| PathNode { left, sibling: String::new(), lo, hi, above: String::new() };
        let path = [node(false, 43_930_255, 43_930_256), node(true, 43_930_252, 43_930_254), node(true, 0, 33_554_432)];
        let drawn = branches(&path, 200.0);
        assert_eq!(drawn.iter().map(|b| b.left).collect::<Vec<_>>(), [false, true, true]);
        assert!(drawn[0].length < drawn[1].length && drawn[1].length < drawn[2].length);
        assert_eq!((drawn[0].length, drawn[2].length), (25.0, 200.0));
        assert_eq!(drawn[2].entries, 33_554_432);
        assert!(branches(&[], 10.0).is_empty());
    }
}
