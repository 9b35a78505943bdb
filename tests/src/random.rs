//! A small generator with a fixed seed, so that a failing case can be made again from its seed alone.

use std::env;
use std::ops::Range;

/// The seeds of a random test: `usual` many from 1 on, or as the variable says: `<how many>[,<first>]`.
pub fn seeds(variable: &str, usual: u64) -> Range<u64> {
    let asked = env::var(variable).unwrap_or_default();
    let mut numbers = asked.split(',').filter_map(|number| number.parse::<u64>().ok());
    let (count, first) = (numbers.next().unwrap_or(usual), numbers.next().unwrap_or(1));
    first..first + count
}

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() >> 16) as usize % end.max(1)
    }

    /// True once in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Random bytes.
    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.bits() as u8).collect()
    }

    /// Puts the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
