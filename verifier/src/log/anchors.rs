//! Checkpoints and proofs of one log: opened under the reader's trust, and sorted into roots.
//!
//! A root is a (size, hash) of one log; its level is the best of all notes that state it. A note whose configured log key fails is
//! rejected as a whole; one that no trusted key signed makes an unpinned root. Every proof is kept with the root it leads to, or is to
//! lead to; whether a leaf leads there is tried when the leaves are known.

use super::draft::Draft;
use super::segment::{Fault, RecordKind};
use crate::budget::MAX_INDEX;
use crate::finding::{Code, Evidence};
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::tree::proof::path_len;
use crate::trust::note::Note;
use crate::trust::policy::{Level, Opened, Trust};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Where a record stands: stream, offset, length.
pub type Place = (usize, u64, u64);

/// One checkpoint note, opened.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The note, verbatim.
    pub note: Note,
    /// What the reader's trust makes of it.
    pub opened: Opened,
    /// Where it stands first; `None` for a kept checkpoint.
    pub place: Option<Place>,
    /// The reader kept it.
    pub kept: bool,
}

/// A root of the log's tree.
#[derive(Clone, Debug)]
pub struct Root {
    /// Tree size.
    pub size: u64,
    /// Root hash.
    pub hash: Hash,
    /// The best level of its notes.
    pub level: Level,
    /// Its notes, indexes into [`Anchors::notes`].
    pub notes: Vec<usize>,
    /// The reader kept one of them.
    pub kept: bool,
    /// One of them stands in the input.
    pub in_input: bool,
}

/// A proof and the root it is to lead to.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Stream, offset and length of its record.
    pub place: Place,
    /// Position.
    pub index: u64,
    /// Siblings.
    pub path: Vec<Hash>,
    /// Size its checkpoint states.
    pub size: u64,
    /// Root hash its checkpoint states.
    pub root: Hash,
    /// Level of that root; `None` if only rejected notes state it.
    pub level: Option<Level>,
    /// Leaf hint of a proof record.
    pub leaf: Option<Hash>,
    /// The entry of a receipt.
    pub extra: Option<Vec<u8>>,
    /// Whether it is a file of its own.
    pub receipt: bool,
}

/// The checkpoints and proofs of one log.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// Distinct notes, kept ones included.
    pub notes: Vec<Anchor>,
    /// Distinct roots of size above 0, by size and hash.
    pub roots: Vec<Root>,
    /// Proofs, by size and root hash.
    pub proofs: Vec<Proof>,
    /// What was found while opening.
    pub drafts: Vec<Draft>,
    /// Whether a note of size 0, or any other readable note, was there.
    pub readable: bool,
}

/// Reads every note and proof of all streams and sorts them by origin. Faults that belong to no log are added to `loose`.
pub fn collect(streams: &[Stream], trust: &Trust, loose: &mut Vec<Draft>) -> BTreeMap<String, Anchors> {
    let mut logs: BTreeMap<String, Anchors> = BTreeMap::new();
    let mut seen: BTreeMap<String, Option<(String, usize)>> = BTreeMap::new();
    for pin in &trust.pins {
        let origin = pin.opened.checkpoint.origin.clone();
        let anchors = logs.entry(origin.clone()).or_default();
        if !seen.contains_key(&pin.note.raw) {
            seen.insert(pin.note.raw.clone(), Some((origin, anchors.notes.len())));
            anchors.notes.push(Anchor { note: pin.note.clone(), opened: pin.opened.clone(), place: None, kept: true });
        }
    }
    for (stream, held) in streams.iter().enumerate() {
        for record in &held.segment.records {
            let place = (stream, record.offset, u64::from(record.len));
            let (raw, proof) = match &record.kind {
                RecordKind::Checkpoint(raw) => (raw, None),
                RecordKind::Proof { leaf, index, path, note, extra, receipt } => (note, Some((leaf, index, path, extra, receipt))),
                _ => continue,
            };
            let opened = match seen.get(raw) {
                Some(known) => known.clone(),
                None => {
                    let opened = open(raw, trust, place, &mut logs, loose);
                    seen.insert(raw.clone(), opened.clone());
                    opened
                }
            };
            let Some((origin, at)) = opened else { continue };
            let anchors = logs.entry(origin).or_default();
            let Some(anchor) = anchors.notes.get_mut(at) else { continue };
            anchor.place.get_or_insert(place);
            anchors.readable = true;
            let (size, root) = (anchor.opened.checkpoint.size, anchor.opened.checkpoint.root);
            if let Some((leaf, index, path, extra, receipt)) = proof {
                if path_len(*index, size) != Some(path.len()) {
                    let fault = Fault {
                        offset: place.1,
                        len: place.2,
                        why: format!(
                            "holds a proof of {} hashes for index {index} of a tree of size {size}, which needs {}",
                            path.len(),
                            path_len(*index, size).map_or_else(|| String::from("the index to be smaller"), |len| len.to_string())
                        ),
                    };
                    loose.push(fault_draft(Code::CheckpointMalformed, stream, &fault));
                    continue;
                }
                let extra = extra.clone();
                anchors.proofs.push(Proof {
                    place,
                    index: *index,
                    path: path.clone(),
                    size,
                    root,
                    level: None,
                    leaf: *leaf,
                    extra,
                    receipt: *receipt,
                });
            }
        }
    }
    for anchors in logs.values_mut() {
        anchors.sort_roots();
        anchors.note_faults(trust);
    }
    logs
}

/// A fault of one line as a finding.
pub fn fault_draft(code: Code, stream: usize, fault: &Fault) -> Draft {
    Draft::new(code, format!("The line at byte {} {}.", fault.offset, fault.why)).bytes(stream, fault.offset, fault.len)
}

fn open(raw: &str, trust: &Trust, place: Place, logs: &mut BTreeMap<String, Anchors>, loose: &mut Vec<Draft>) -> Option<(String, usize)> {
    let mut malformed = |why: String| {
        let fault = Fault { offset: place.1, len: place.2, why };
        loose.push(fault_draft(Code::CheckpointMalformed, place.0, &fault));
    };
    let note = match Note::parse(raw.as_bytes()) {
        Ok(note) => note,
        Err(error) => {
            malformed(format!("holds a note that is not in the form of a signed note: {error}"));
            return None;
        }
    };
    let opened = match trust.open(&note) {
        Ok(opened) if opened.checkpoint.size <= MAX_INDEX => opened,
        Ok(opened) => {
            malformed(format!("holds a checkpoint of size {}, above 2^53-1", opened.checkpoint.size));
            return None;
        }
        Err(error) => {
            malformed(format!("holds a note that is not a checkpoint: {error}"));
            return None;
        }
    };
    let origin = opened.checkpoint.origin.clone();
    let anchors = logs.entry(origin.clone()).or_default();
    anchors.notes.push(Anchor { note, opened, place: None, kept: false });
    Some((origin, anchors.notes.len() - 1))
}

impl Anchors {
    /// Adds checkpoints that the log records in its own entries, as if they stood in the input by themselves. Whether anything was new.
    pub fn record(&mut self, recorded: Vec<Anchor>, trust: &Trust) -> bool {
        let mut known: BTreeMap<String, usize> = self.notes.iter().zip(0..).map(|(anchor, at)| (anchor.note.raw.clone(), at)).collect();
        let mut new = false;
        for anchor in recorded {
            match known.get(&anchor.note.raw).and_then(|at| self.notes.get_mut(*at)) {
                Some(held) if held.place.is_some() => continue,
                Some(held) => held.place = anchor.place,
                None => {
                    known.insert(anchor.note.raw.clone(), self.notes.len());
                    self.notes.push(anchor);
                }
            }
            new = true;
        }
        if new {
            self.drafts.clear();
            self.sort_roots();
            self.note_faults(trust);
        }
        new
    }

    fn sort_roots(&mut self) {
        let mut roots: BTreeMap<(u64, Hash), Root> = BTreeMap::new();
        for (index, anchor) in self.notes.iter().enumerate() {
            let checkpoint = &anchor.opened.checkpoint;
            // The empty tree says nothing and never counts as an anchor.
            if anchor.opened.rejected || checkpoint.size == 0 {
                continue;
            }
            // A kept checkpoint is believed as it stands; under a quorum it reaches the required level only by its cosignatures.
            let level = if anchor.kept { anchor.opened.level.max(Level::Pinned) } else { anchor.opened.level };
            let root = roots.entry((checkpoint.size, checkpoint.root)).or_insert_with(|| Root {
                size: checkpoint.size,
                hash: checkpoint.root,
                level,
                notes: Vec::new(),
                kept: false,
                in_input: false,
            });
            root.level = root.level.max(level);
            root.kept |= anchor.kept;
            root.in_input |= anchor.place.is_some();
            root.notes.push(index);
        }
        // A proof under a weak note is as good as the best note that states the same root.
        for proof in &mut self.proofs {
            proof.level = roots.get(&(proof.size, proof.root)).map(|root| root.level);
        }
        self.proofs.sort_by_key(|proof| (proof.size, proof.root, proof.place));
        self.roots = roots.into_values().collect();
    }

    fn note_faults(&mut self, trust: &Trust) {
        let mut unknown: BTreeMap<String, (u64, Option<Place>)> = BTreeMap::new();
        for anchor in &self.notes {
            let opened = &anchor.opened;
            let size = opened.checkpoint.size;
            let at = |draft: Draft| match anchor.place {
                Some((stream, offset, len)) => draft.bytes(stream, offset, len),
                None => draft,
            };
            let note = || [Evidence::Note(anchor.note.raw.clone())];
            if opened.rejected {
                let message = format!(
                    "The checkpoint of size {size} carries a signature in the name of {}, a key you trust for this log, and the signature is not its own.",
                    list(&opened.log_failed)
                );
                self.drafts.push(at(Draft::new(Code::CheckpointSignatureInvalid, message)).evidence(note()));
                continue;
            }
            for label in &opened.cosignature_failed {
                let message = format!(
                    "The checkpoint of size {size} carries a line in the name of witness {label} that is not its cosignature; the line counts for nothing."
                );
                self.drafts.push(at(Draft::new(Code::CosignatureInvalid, message)).evidence(note()));
            }
            if anchor.kept || !opened.log_signed.is_empty() {
                continue;
            }
            if !opened.other_origin.is_empty() {
                let message = format!(
                    "The checkpoint of size {size} is signed by {}, a key you trust for another log and not for {}.",
                    list(&opened.other_origin),
                    opened.checkpoint.origin
                );
                self.drafts.push(
                    at(Draft::new(Code::OriginMismatch, message)).values(list(&opened.other_origin), opened.checkpoint.origin.clone()),
                );
            } else if !trust.logs.is_empty() {
                let entry = unknown.entry(list(&opened.unknown)).or_insert((0, anchor.place));
                entry.0 += 1;
            }
        }
        for (labels, (count, place)) in unknown {
            let several = if count == 1 { String::from("A checkpoint is") } else { format!("{count} checkpoints are") };
            let message =
                format!("{several} signed in the name of {labels}; you trust no such key for this log, and the signature was not checked.");
            let draft = Draft::new(Code::CheckpointKeyUnknown, message).count(count);
            self.drafts.push(match place {
                Some((stream, offset, len)) => draft.bytes(stream, offset, len),
                None => draft,
            });
        }
    }

    /// The labels under which the notes of a root are signed.
    pub fn labels(&self, root: &Root) -> BTreeSet<String> {
        let notes = root.notes.iter().filter_map(|index| self.notes.get(*index));
        notes
            .flat_map(|anchor| anchor.opened.log_signed.iter().chain(&anchor.opened.unknown).chain(&anchor.opened.other_origin).cloned())
            .collect()
    }

    /// The best note of a root: kept last, the highest level first.
    pub fn best_note(&self, root: &Root) -> Option<&Anchor> {
        root.notes.iter().filter_map(|index| self.notes.get(*index)).max_by_key(|anchor| (anchor.opened.level, anchor.place.is_some()))
    }

    /// The notes of two roots as evidence.
    pub fn both_notes(&self, a: &Root, b: &Root) -> Vec<Evidence> {
        [a, b].into_iter().filter_map(|root| self.best_note(root)).map(|anchor| Evidence::Note(anchor.note.raw.clone())).collect()
    }
}

/// "a", "a and b", "a, b and c"; "no known key" for none.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::from("no known key"),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
