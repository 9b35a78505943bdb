//! Two altered entries whose places were exchanged: each names as the entry before it the one that belongs before the other.

use super::Bench;
use crate::log::assemble::Role;
use crate::tree::hash::Hash;
use alloc::collections::BTreeMap;

impl Bench<'_, '_> {
    /// Altered positions by the position they were exchanged with.
    pub(super) fn exchanged(&self) -> BTreeMap<u64, u64> {
        let lines = &self.log.lines;
        let altered = || {
            self.log
                .roles
                .iter()
                .filter(|(_, role)| matches!(role, Role::Differs(_)))
                .map(|(line, _)| (lines.row(*line).seq, lines.prev(*line)))
        };
        // What belongs before each altered position.
        let places: BTreeMap<Hash, u64> = altered().filter_map(|(seq, _)| Some((self.committed(seq.checked_sub(1)?)?, seq))).collect();
        let moves: BTreeMap<u64, u64> = altered().filter_map(|(seq, prev)| Some((seq, *places.get(&prev?)?))).collect();
        let both = |(from, to): &(u64, u64)| from != to && moves.get(to) == Some(from);
        moves.iter().map(|(from, to)| (*from, *to)).filter(both).collect()
    }

    /// The value of a position as far as its lines tell it.
    fn committed(&self, seq: u64) -> Option<Hash> {
        let line = *self.log.lines.at(seq).first()?;
        match self.log.roles.get(&line) {
            None => Some(self.log.lines.row(line).leaf),
            Some(Role::Held(value) | Role::Differs(value) | Role::Impostor(value)) => Some(*value),
            Some(Role::Rival) => None,
        }
    }
}
