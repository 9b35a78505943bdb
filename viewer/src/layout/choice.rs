//! Which parts of events have a column in the list.

use crate::summary::PARTS;

/// A choice of [`PARTS`]: who, what and to what, until something else is chosen. Never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice([bool; PARTS.len()]);

impl Default for Choice {
    fn default() -> Choice {
        Choice([true, true, true, false, false])
    }
}

impl Choice {
    /// Whether the part of this index has a column.
    pub fn has(self, part: usize) -> bool {
        self.0.get(part).copied().unwrap_or_default()
    }

    /// The indexes of those that have one.
    pub fn shown(self) -> Vec<usize> {
        (0..PARTS.len()).filter(|part| self.has(*part)).collect()
    }

    /// Gives a part a column, or takes it away, unless it is the last.
    pub fn toggle(&mut self, part: usize) {
        if self.shown() != [part]
            && let Some(has) = self.0.get_mut(part)
        {
            *has = !*has;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_column() {
        let mut choice = Choice::default();
        assert_eq!(choice.shown(), [0, 1, 2]);
        choice.toggle(3);
        [0, 1, 2].into_iter().for_each(|part| choice.toggle(part));
        assert_eq!(choice.shown(), [3]);
        choice.toggle(3);
        choice.toggle(99);
        assert_eq!(choice.shown(), [3]);
    }
}
