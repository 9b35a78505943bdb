//! A sample of entries that a second auditor can draw again.
//!
//! `seed = SHA-256("unbroken/sample/v1\n" ‖ root ‖ word)`: the root of the tree, 32 bytes, and a word that the auditor chooses, UTF-8.
//! Pick `k`, from 0: the first 8 bytes of `SHA-256(seed ‖ u64be k)`, a big-endian number, modulo the size of the tree; what was picked
//! before is skipped. Whoever writes the log cannot know the word when it signs the root, and whoever chooses the word cannot choose the
//! root.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What the seed begins with.
const CONTEXT: &[u8] = b"unbroken/sample/v1\n";

/// Most entries of a sample.
pub const MOST: u64 = 1000;

/// Positions of `count` entries of a tree of `size`, in the order in which they are drawn; all of them if there are no more.
///
/// ```
/// let picks = unbroken_paper::sample::draw(&[7; 32], "spring", 240, 12);
/// assert_eq!(picks.len(), 12);
/// assert_eq!(picks, unbroken_paper::sample::draw(&[7; 32], "spring", 240, 12));
/// ```
pub fn draw(root: &[u8; 32], word: &str, size: u64, count: u64) -> Vec<u64> {
    let seed = Sha256::new().chain_update(CONTEXT).chain_update(root).chain_update(word).finalize();
    let wanted = count.min(size).min(MOST) as usize;
    let (mut picks, mut seen) = (Vec::with_capacity(wanted), BTreeSet::new());
    let mut k = 0u64;
    while picks.len() < wanted {
        let drawn = Sha256::new().chain_update(seed).chain_update(k.to_be_bytes()).finalize();
        let head = drawn.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        // A wanted pick means that the tree is not empty.
        if let Some(pick) = head.checked_rem(size)
            && seen.insert(pick)
        {
            picks.push(pick);
        }
        k += 1;
    }
    picks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with a shell: printf, xxd, sha256sum and bc.
    #[test]
    fn a_known_sample() {
        assert_eq!(draw(&[0; 32], "", 1000, 3), KNOWN_EMPTY);
        assert_eq!(draw(&[255; 32], "audit 2026", 58_253_265, 4), KNOWN_LARGE);
    }

    const KNOWN_EMPTY: [u64; 3] = [892, 56, 716];
    const KNOWN_LARGE: [u64; 4] = [36_471_584, 44_825_778, 3_394_250, 45_475_790];

    #[test]
    fn every_entry_once_if_all_are_wanted() {
        for size in [0, 1, 2, 7, 64] {
            let mut picks = draw(&[3; 32], "all", size, MOST);
            picks.sort_unstable();
            assert_eq!(picks, (0..size).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_longer_sample_begins_with_the_shorter() {
        let long = draw(&[9; 32], "w", 10_000, 100);
        assert_eq!(draw(&[9; 32], "w", 10_000, 10), long[..10]);
        assert!(draw(&[9; 32], "W", 10_000, 10) != long[..10]);
        assert!(draw(&[8; 32], "w", 10_000, 10) != long[..10]);
    }

    #[test]
    fn work_is_bounded() {
        assert_eq!(draw(&[1; 32], "x", u64::MAX, u64::MAX).len(), 1000);
        assert_eq!(draw(&[1; 32], "x", 1000, 1000).len(), 1000);
    }
}
