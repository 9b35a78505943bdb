//! Which parts of events have a column in the list.

use crate::query::Part;
use crate::summary::PARTS;
use std::fmt;

/// A choice of [`PARTS`]: who, what and to what, until something else is chosen. Never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice([bool; PARTS.len()]);

impl Default for Choice {
    fn default() -> Choice {
        Choice([true, true, true, false, false])
    }
}

impl Choice {
    /// Reads the names of parts, in any order with commas between; nothing if one of them can have no column.
    pub fn read(text: &str) -> Option<Choice> {
        let mut choice = Choice([false; PARTS.len()]);
        for name in text.split(',') {
            let at = PARTS.iter().position(|part| part.name() == name)?;
            choice.0.get_mut(at).into_iter().for_each(|has| *has = true);
        }
        Some(choice)
    }

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

impl fmt::Display for Choice {
    /// As [`Choice::read`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.shown().into_iter().filter_map(|at| PARTS.get(at).copied()).map(Part::name).collect();
        f.write_str(&names.join(","))
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

    #[test]
    fn every_choice_is_read_as_it_is_written() {
        for number in 1..1 << PARTS.len() {
            let choice = Choice(std::array::from_fn(|part| number >> part & 1 == 1));
            assert_eq!(Choice::read(&choice.to_string()), Some(choice), "{choice}");
        }
        assert_eq!(Choice::read("outcome,who,who").map(|choice| choice.to_string()).as_deref(), Some("who,outcome"));
        for wrong in ["", ",", "who,", "who,x", "id", "WHO", "who outcome"] {
            assert_eq!(Choice::read(wrong), None, "{wrong}");
        }
    }
}
