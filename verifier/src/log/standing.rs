//! How much stands behind one line, before anybody listens to what it says about keys, other entries or other bytes.

use super::assemble::{Committed, Role};
use super::coverage::Status;
use super::lines::LineRef;
use super::paged::ByRow;
use super::repair::Repair;
use super::segment::{Seal, Told, Way};
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::vec::Vec;

/// How much stands behind a line, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It differs from what is known, has a rival, or its signature is not one the reader accepts: it says nothing.
    Refuted,
    /// Nothing speaks against it, and nothing the reader trusts for it: anyone may have added it.
    Open,
    /// A trusted tree, an entry proven above it, or a pinned writer's own signature stands behind it.
    Believed,
    /// Proven at the required level.
    Proven,
}

/// Something that a line says about keys, other entries or other bytes.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a, T> {
    /// Position of the line.
    pub seq: u64,
    /// Index of its place.
    pub place: usize,
    /// The line.
    pub line: LineRef,
    /// Its leaf hash, as it is held.
    pub leaf: Hash,
    /// What stands behind it.
    pub standing: Standing,
    /// What it says.
    pub said: &'a T,
}

/// Of the ways to read a line, the received bytes first, the one in which it is held: the value of its position, or the received bytes.
pub fn held_way<W: Iterator<Item = Way>>(role: Option<&Role>, ways: impl Fn() -> W) -> Option<Way> {
    let chosen = match role {
        Some(Role::Held(value)) => ways().find(|way| way.leaf == *value),
        _ => None,
    };
    chosen.or_else(|| ways().next())
}

impl<'a> Committed<'a> {
    /// What lines say that is kept apart in `list`, by position: in the text that is held, and in no other. One entry is heard once, in
    /// however many copies and spellings it is here.
    pub fn heard<T>(&self, list: impl Fn(&'a Told) -> &'a ByRow<T>) -> Vec<Heard<'a, T>> {
        let mut heard = Vec::new();
        for (index, source) in self.lines.sources().iter().enumerate() {
            let said = source.rows.texts().flat_map(|(text, told)| list(told).iter().map(move |said| (text, said)));
            for (text, (row, said)) in said {
                let line = LineRef::new(index, row as usize);
                let (seq, way) = (self.lines.row(line).seq, self.held_way(line));
                let leaf = way.leaf;
                if !text.says_same(way.repair.text()) {
                    continue;
                }
                let Some(place) = self.lines.find(seq) else { continue };
                if self.lines.at(seq).iter().find(|other| self.held_way(**other).leaf == leaf) == Some(&line) {
                    heard.push(Heard { seq, place, line, leaf, standing: self.standing(place, line), said });
                }
            }
        }
        heard.sort_by_key(|heard| (heard.seq, heard.leaf));
        heard
    }

    /// The way in which a line is held: the value of its position, or the received bytes.
    pub fn held_way(&self, line: LineRef) -> Way {
        // A line is only ever made from the rows of its source, and every row can be read as it was received.
        const NONE: Way = Way { repair: Repair::None, leaf: Hash::ZERO, seal: Seal::Absent };
        held_way(self.roles.get(&line), || self.lines.ways(line)).unwrap_or(NONE)
    }

    /// What stands behind a line of the place with this index.
    pub fn standing(&self, place: usize, line: LineRef) -> Standing {
        let refuted = matches!(self.roles.get(&line), Some(Role::Differs(_) | Role::Impostor(_) | Role::Rival));
        let seal = self.held_way(line).seal;
        if refuted || self.unbound.contains_key(&line) || matches!(seal, Seal::Invalid | Seal::Weak | Seal::OutOfRange) {
            return Standing::Refuted;
        }
        match self.status.get(place) {
            Some(Status::Proven) => Standing::Proven,
            Some(Status::Chained) => Standing::Believed,
            Some(Status::Committed) if self.values.shown_at(Level::Pinned).contains(self.lines.row(line).seq) => Standing::Believed,
            Some(Status::Committed | Status::Uncovered | Status::Unproven) if seal == Seal::Valid => Standing::Believed,
            Some(Status::Committed | Status::Uncovered | Status::Unproven) => Standing::Open,
            _ => Standing::Refuted,
        }
    }
}
