//! What belongs to one finding: its lines, the proofs of its positions, the checkpoints, its neighbours, and further and further from it.

use super::case::Case;
use super::kept::Log;
use super::rows::Row;
use crate::budget::{MAX_EVIDENCE, MAX_EVIDENCE_LINES};
use crate::finding::{Code, Evidence, Finding};
use crate::log::control::Control;
use crate::log::coverage::Status;
use crate::log::segment::RecordKind;
use crate::tree::hash::Hash;
use crate::trust::checkpoint::Checkpoint;
use crate::trust::note::Note;
use crate::trust::policy::Level;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// Positions of a long range for which proofs are drawn.
const EDGES: u64 = 16;

/// How much stands beside the finding itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ring {
    /// The lines and notes that the finding names.
    Own,
    /// The proofs of its positions, and the newest checkpoints.
    Proofs,
    /// The lines before and after, with their proofs.
    Neighbours,
    /// The lines that follow up to one that is proven, and the control records that may speak about it.
    Chain,
    /// Every checkpoint, proof and placeholder of the log.
    Records,
    /// Every line of the log.
    Everything,
}

/// Every ring, the innermost first.
pub const RINGS: [Ring; 6] = [Ring::Own, Ring::Proofs, Ring::Neighbours, Ring::Chain, Ring::Records, Ring::Everything];

impl Ring {
    /// The innermost ring that says enough about a code: where something is absent, a file that lacks everything would show it too.
    pub fn first(code: Code) -> Ring {
        match code {
            Code::EntriesMissing | Code::Rollback | Code::EntryConflict | Code::LinkBroken => Ring::Neighbours,
            Code::EntriesExpected | Code::ExpectedMissing | Code::AttachmentAltered | Code::InputTruncated => Ring::Proofs,
            Code::DisclosureUnmatched => Ring::Chain,
            _ => Ring::Own,
        }
    }
}

/// A proof drawn from what is known: position, size of the tree, root, leaf, path and note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    pub index: u64,
    pub size: u64,
    pub root: Hash,
    pub leaf: Hash,
    pub path: Vec<(bool, Hash)>,
    pub note: String,
}

/// What belongs to a finding, inside one ring.
#[derive(Debug, Default)]
pub struct Material {
    /// Indexes of rows.
    pub rows: BTreeSet<usize>,
    pub drawn: BTreeSet<Drawn>,
    /// Proofs as they were given: position, leaf, path and note.
    pub given: BTreeSet<(u64, Hash, Vec<Hash>, String)>,
    pub notes: BTreeSet<String>,
    pub stubs: BTreeSet<(u64, Hash)>,
    pub disclosures: BTreeSet<String>,
    /// More belongs to it than an evidence file may hold.
    pub cut: bool,
}

/// Collects what belongs to one finding of one log.
pub struct Collector<'c> {
    pub case: &'c Case,
    pub log: Log<'c>,
    pub origin: &'c str,
    pub finding: &'c Finding,
}

impl Collector<'_> {
    /// Everything inside a ring.
    pub fn collect(&self, ring: Ring) -> Material {
        let mut material = Material::default();
        let (start, end) = self.finding.entries.map_or((0, 0), |[start, end]| (start, end));
        self.own(start, end, &mut material);
        if ring >= Ring::Proofs {
            self.newest_note(&mut material);
            self.edges(start, end).into_iter().for_each(|seq| self.draw(seq, &mut material));
            // Where histories part, the end of each: its proof in the larger tree contains the smaller tree (Lemma 1).
            if matches!(self.finding.code, Code::SplitView | Code::CheckpointsDisagree | Code::LogContradiction) {
                let ends: Vec<u64> =
                    self.log.kept.anchors.roots.iter().map(|root| root.size.saturating_sub(1)).take(MAX_EVIDENCE).collect();
                ends.into_iter().for_each(|seq| self.draw(seq, &mut material));
            }
        }
        if ring >= Ring::Neighbours {
            for seq in start.checked_sub(1).into_iter().chain([end]).filter(|_| end > 0) {
                self.lines(seq, seq.saturating_add(1), &mut material);
                self.draw(seq, &mut material);
            }
        }
        if ring >= Ring::Chain {
            self.chain(end, &mut material);
            self.controls(&mut material);
        }
        if ring >= Ring::Records {
            self.records(&mut material);
        }
        if ring >= Ring::Everything {
            self.lines(0, u64::MAX, &mut material);
        }
        material
    }

    /// What the finding itself names.
    fn own(&self, start: u64, end: u64, material: &mut Material) {
        if self.finding.code == Code::EntryImpostor {
            // Of any number of lines beside the genuine one, the one that the finding is about.
            let genuine = |row: &Row| (start..end).contains(&row.seq) && row.status == Status::Proven;
            material.rows.extend(self.log.rows.iter().enumerate().filter(|(_, row)| genuine(row)).map(|(index, _)| index));
        } else {
            self.lines(start, end, material);
        }
        if let (Some([from, to]), Some(name)) = (self.finding.bytes, &self.finding.input) {
            let named = |row: &Row| {
                row.offset == from
                    && row.offset.saturating_add(u64::from(row.len)) == to
                    && self.case.report.inputs.get(row.input as usize).is_some_and(|input| input.name == *name)
            };
            material.rows.extend(self.log.rows.iter().enumerate().filter(|(_, row)| named(row)).map(|(index, _)| index));
            if self.finding.code == Code::DisclosureUnmatched {
                let inputs = self.case.report.inputs.iter().zip(&self.case.streams).filter(|(input, _)| input.name == *name);
                for record in inputs.flat_map(|(_, stream)| &stream.segment.records).filter(|record| record.offset == from) {
                    if let RecordKind::Disclosure(text) = &record.kind {
                        material.disclosures.insert(text.clone());
                    }
                }
            }
        }
        for evidence in &self.finding.evidence {
            // A note that was only kept is named in the header: as a record it would say that the input held it.
            if let Evidence::Note(note) = evidence
                && !(self.finding.code == Code::Rollback && self.is_only_kept(note))
            {
                material.notes.insert(note.clone());
            }
        }
    }

    fn is_only_kept(&self, note: &str) -> bool {
        self.log.kept.anchors.notes.iter().any(|anchor| anchor.note.raw == note && anchor.place.is_none())
    }

    fn lines(&self, start: u64, end: u64, material: &mut Material) {
        let range = self.log.rows.first_at(start)..self.log.rows.first_at(end);
        material.cut |= material.rows.len().saturating_add(range.len()) > MAX_EVIDENCE_LINES.saturating_add(2);
        material.rows.extend(range.take(MAX_EVIDENCE_LINES));
    }

    fn edges(&self, start: u64, end: u64) -> Vec<u64> {
        if end.saturating_sub(start) <= EDGES { (start..end).collect() } else { alloc::vec![start, end.saturating_sub(1)] }
    }

    /// Draws the proof of a position under the best root of the input that gives one.
    fn draw(&self, index: u64, material: &mut Material) {
        for root in self.log.kept.usable_roots(index).into_iter().filter(|root| root.in_input) {
            let Some(path) = self.log.path(index, root.size, &root.hash) else { continue };
            let (Some(leaf), Some(anchor)) = (self.log.node(index, index.saturating_add(1)), self.log.kept.anchors.best_note(root)) else {
                continue;
            };
            let path = path.into_iter().map(|step| (step.left, step.sibling)).collect();
            material.drawn.insert(Drawn { index, size: root.size, root: root.hash, leaf, path, note: anchor.note.raw.clone() });
            return;
        }
    }

    /// The notes of the newest trusted root in the input; without one, of the newest root.
    fn newest_note(&self, material: &mut Material) {
        let here =
            || self.log.kept.anchors.roots.iter().enumerate().filter(|(id, root)| root.in_input && !self.log.kept.dropped.contains(id));
        let trusted = here().filter(|(_, root)| root.level >= Level::Pinned).max_by_key(|(_, root)| (root.level, root.size));
        let newest = here().filter(|(_, root)| root.level >= Level::Pinned).max_by_key(|(_, root)| root.size);
        for (_, root) in trusted.into_iter().chain(newest) {
            material.notes.extend(self.log.kept.anchors.best_note(root).map(|anchor| anchor.note.raw.clone()));
        }
    }

    /// The lines from `seq` on up to the first that is proven, with its proof.
    fn chain(&self, seq: u64, material: &mut Material) {
        for index in (self.log.rows.first_at(seq)..self.log.rows.len()).take(MAX_EVIDENCE_LINES) {
            let Some(row) = self.log.rows.get(index) else { return };
            material.rows.insert(index);
            if row.status == Status::Proven {
                self.draw(row.seq, material);
                return;
            }
        }
    }

    /// Lines that carry a control record about keys or the end of the log, or digests of supplied values, with their proofs.
    fn controls(&self, material: &mut Material) {
        let mut wanted: BTreeSet<(u32, u64)> = BTreeSet::new();
        for source in &self.log.kept.sources {
            let told = || source.rows.texts().map(|(_, told)| told);
            let ends = |control: &Control| matches!(control, Control::KeyEnd { .. } | Control::Close { .. });
            let controls = told().flat_map(|told| told.controls.iter()).filter(|(_, control)| ends(control)).map(|(row, _)| row);
            let has_digests = self.finding.code == Code::DisclosureUnmatched;
            let digests = told().flat_map(|told| told.redactables.iter()).filter(|_| has_digests).map(|(row, _)| row);
            wanted.extend(controls.chain(digests).filter_map(|row| Some((source.input, source.rows.get(row)?.offset))));
        }
        let found: Vec<(usize, u64)> = self
            .log
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| wanted.contains(&(row.input, row.offset)))
            .map(|(index, row)| (index, row.seq))
            .take(MAX_EVIDENCE_LINES)
            .collect();
        for (index, seq) in found {
            material.rows.insert(index);
            self.draw(seq, material);
        }
    }

    /// Every checkpoint, proof and placeholder of this log, as it was given.
    fn records(&self, material: &mut Material) {
        for record in self.case.streams.iter().flat_map(|stream| &stream.segment.records) {
            if material.given.len().saturating_add(material.notes.len()) > MAX_EVIDENCE_LINES {
                material.cut = true;
                return;
            }
            match &record.kind {
                RecordKind::Checkpoint(note) if self.is_mine(note) => drop(material.notes.insert(note.clone())),
                RecordKind::Proof { leaf, index, path, note, extra, .. } if self.is_mine(note) => {
                    let own = extra.as_ref().map(|extra| crate::tree::merkle::leaf_hash(extra));
                    match leaf.or(own) {
                        Some(leaf) => drop(material.given.insert((*index, leaf, path.clone(), note.clone()))),
                        None => drop(material.notes.insert(note.clone())),
                    }
                }
                RecordKind::Stub { log, seq, leaf } if log == self.origin => drop(material.stubs.insert((*seq, *leaf))),
                _ => {}
            }
        }
    }

    fn is_mine(&self, note: &str) -> bool {
        let origin = Note::parse(note.as_bytes()).ok().and_then(|note| Checkpoint::parse(&note.text).ok()).map(|it| it.origin);
        origin.as_deref() == Some(self.origin)
    }
}
