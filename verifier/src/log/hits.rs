//! Which lines answer what was asked about their content; a monoid beside the rows of a log.
//!
//! A segment keeps no bytes, so content is compared while a line is read, once per text, and what is kept are the rows that fit: a row
//! counts later only if the text that fitted is the one that is believed. A slot is a number that the question gave out; what it means
//! is known there. Every list is bounded by what matched and by a limit; what is cut says so, for all parts of a stream alike.

use super::paged::ByRow;
use super::repair::Text;
use crate::budget::{MAX_MATCHES, MAX_SPELLINGS};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A line that fits a slot of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The slot.
    pub slot: u32,
    /// The text of the line that fits.
    pub text: Text,
}

/// The lines of one log in one stream that fit what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// The first [`MAX_MATCHES`] of each slot.
    listed: ByRow<Hit>,
    /// All of each slot.
    counts: BTreeMap<u32, u64>,
    /// Spellings per slot; `None` where there are more than [`MAX_SPELLINGS`].
    spellings: BTreeMap<u32, Option<Spellings>>,
}

/// For each spelling of a value the lines that have it: the row, and in which text of the line.
pub type Spellings = BTreeMap<String, Vec<(u32, Text)>>;

impl Hits {
    /// Remembers that a row fits.
    pub fn push(&mut self, row: u32, hit: Hit) {
        let count = self.counts.entry(hit.slot).or_default();
        *count += 1;
        if *count <= MAX_MATCHES as u64 {
            self.listed.push(row, hit);
        }
    }

    /// Remembers how a row spells a value.
    pub fn spell(&mut self, row: u32, hit: Hit, text: String) {
        self.add_spellings(hit.slot, Some(BTreeMap::from([(text, alloc::vec![(row, hit.text)])])));
    }

    /// Whether anything was asked that any line fits.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.spellings.is_empty()
    }

    /// By row, the lines that fit.
    pub fn listed(&self) -> &ByRow<Hit> {
        &self.listed
    }

    /// Slots that more lines fit than are listed.
    pub fn cut(&self) -> impl Iterator<Item = u32> {
        self.counts.iter().filter(|(_, count)| **count > MAX_MATCHES as u64).map(|(slot, _)| *slot)
    }

    /// The spellings of every slot; `None` where there are too many.
    pub fn spellings(&self) -> impl Iterator<Item = (u32, Option<&Spellings>)> {
        self.spellings.iter().map(|(slot, spellings)| (*slot, spellings.as_ref()))
    }

    /// Adds those of the rows that follow, which begin at `shift`.
    pub fn append(&mut self, next: Hits, shift: u32) {
        let mut room: BTreeMap<u32, u64> = BTreeMap::new();
        for (row, hit) in next.listed {
            let held = self.counts.get(&hit.slot).copied().unwrap_or_default();
            let room = room.entry(hit.slot).or_insert((MAX_MATCHES as u64).saturating_sub(held));
            if *room > 0 {
                *room -= 1;
                self.listed.push(row + shift, hit);
            }
        }
        for (slot, count) in next.counts {
            *self.counts.entry(slot).or_default() += count;
        }
        for (slot, spellings) in next.spellings {
            let shifted = spellings.map(|mut spellings| {
                spellings.values_mut().flatten().for_each(|(row, _)| *row += shift);
                spellings
            });
            self.add_spellings(slot, shifted);
        }
    }

    /// More than the limit is "too many" for good, so that it does not depend on where a stream was cut.
    fn add_spellings(&mut self, slot: u32, next: Option<Spellings>) {
        let held = self.spellings.entry(slot).or_insert_with(|| Some(BTreeMap::new()));
        let (Some(map), Some(next)) = (held.as_mut(), next) else {
            *held = None;
            return;
        };
        for (text, lines) in next {
            map.entry(text).or_default().extend(lines);
        }
        if map.len() > MAX_SPELLINGS {
            *held = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn hit(slot: u32) -> Hit {
        Hit { slot, text: Text::Plain }
    }

    /// One slot is hit by every row, one by every third, and two are spelled: in few ways, and in more than are compared.
    fn made(from: usize, to: usize) -> Hits {
        let mut hits = Hits::default();
        for row in from..to {
            let own = (row - from) as u32;
            hits.push(own, hit(0));
            if row % 3 == 0 {
                hits.push(own, hit(1));
            }
            if row <= MAX_SPELLINGS {
                hits.spell(own, hit(7), format!("{row}"));
                hits.spell(own, hit(8), format!("{}", row % 5));
            }
        }
        hits
    }

    /// Cut anywhere, also at and beyond the limits, the whole is the same.
    #[test]
    fn limits_do_not_depend_on_the_cut() {
        let rows = MAX_MATCHES + 9;
        let whole = made(0, rows);
        assert_eq!(whole.cut().collect::<Vec<_>>(), [0]);
        assert_eq!(whole.listed().iter().filter(|(_, hit)| hit.slot == 0).count(), MAX_MATCHES);
        let spelled: Vec<(u32, usize)> = whole.spellings().map(|(slot, ways)| (slot, ways.map_or(0, |ways| ways.len()))).collect();
        assert_eq!(spelled, [(7, 0), (8, 5)]);
        let most: Vec<(u32, usize)> =
            made(0, MAX_SPELLINGS).spellings().map(|(slot, ways)| (slot, ways.map_or(0, |ways| ways.len()))).collect();
        assert_eq!(most, [(7, MAX_SPELLINGS), (8, 5)]);
        let (a, b) = (MAX_SPELLINGS, MAX_MATCHES - 1);
        let mut left = made(0, a);
        left.append(made(a, b), a as u32);
        left.append(made(b, rows), b as u32);
        assert!(left == whole);
        let mut tail = made(a, b);
        tail.append(made(b, rows), (b - a) as u32);
        let mut right = made(0, a);
        right.append(tail, a as u32);
        assert!(right == whole);
    }
}
