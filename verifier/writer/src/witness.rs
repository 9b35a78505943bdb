//! Cosigning the checkpoints of a log that someone else writes (c2sp.org/tlog-witness, without its network part).
//!
//! A witness signs a checkpoint only if the log's own key signed it and it extends the one this witness signed before. What it signed last
//! is kept beside its key, one file per log. The extension is shown by a receipt: the inclusion proof of leaf m-1 in the tree of N leaves
//! contains the root of the first m leaves (BUNDLE §2.9, Lemma 1).

use crate::fault::Fault;
use crate::keys::{Kind, SecretKey};
use crate::keystore::{KeyStore, file_name, make_private_dir};
use crate::note;
use crate::store::{lock, write_whole};
use std::fs;
use std::io;
use unbroken::format::receipt::Receipt;
use unbroken::tree::hash::Hash;
use unbroken::tree::merkle::{leaf_hash, node_hash};
use unbroken::tree::proof::inclusion_steps;
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::Vkey;

impl KeyStore {
    /// Adds the line of `witness` to `text`, a note signed by `log_key`, and keeps the result before handing it out. `extension` is a
    /// receipt, under this very checkpoint, of the last entry of the checkpoint cosigned before. `time_secs` is now, in seconds since
    /// 1970.
    pub fn cosign(
        &self,
        text: &str,
        log_key: &Vkey,
        witness: &SecretKey,
        time_secs: u64,
        extension: Option<&Receipt>,
    ) -> Result<String, Fault> {
        witness.require(Kind::Witness)?;
        let (note, checkpoint) = note::read(text, &log_key.name)?;
        let own: Vec<_> = note.lines.iter().filter(|line| line.name == log_key.name && line.id == log_key.id).collect();
        if own.is_empty() || !own.iter().all(|line| log_key.verify_note(&note.text, &line.signature)) {
            return Err(Fault::Note);
        }
        let dir = self.witness_dir(witness.name());
        make_private_dir(&dir)?;
        // Two runs at once could each sign another continuation.
        let _lock = lock(&dir)?;
        let kept = dir.join(format!("{}.checkpoint", file_name(&log_key.name)));
        match fs::read_to_string(&kept) {
            Ok(before) => {
                let (_, before) = note::read(&before, &log_key.name)?;
                if !extends(&before, &checkpoint, extension) {
                    return Err(Fault::NotShownToExtend { size: checkpoint.size, kept: before.size });
                }
            }
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(Fault::Io { action: "read", path: kept, source }),
        }
        let line = note::cosignature(&note.text, witness, time_secs)?;
        let cosigned = if note::has_line_of(&note, witness) { text.to_owned() } else { format!("{text}{line}") };
        write_whole(&kept, cosigned.as_bytes())?;
        Ok(cosigned)
    }
}

/// Whether `new` is the same state as `old`, or is shown to contain it.
fn extends(old: &Checkpoint, new: &Checkpoint, receipt: Option<&Receipt>) -> bool {
    if old.size == new.size {
        return old.root == new.root;
    }
    let Some(receipt) = receipt.filter(|receipt| old.size.checked_sub(1) == Some(receipt.index)) else { return old.size == 0 };
    let Some(leaf) = receipt.extra.as_deref().map(leaf_hash) else { return false };
    let Ok(steps) = inclusion_steps(receipt.index, new.size, &leaf, &receipt.path) else { return false };
    let root: Hash = steps.last().map_or(leaf, |step| step.above);
    // The left siblings and the leaf are the compact range of the first `old.size` leaves, from small to large.
    let old_root = steps.iter().filter(|step| step.left).fold(leaf, |right, step| node_hash(&step.sibling, &right));
    root == new.root && old_root == old.root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    fn tree(size: u64, change: Option<u64>) -> Tree {
        let mut tree = Tree::default();
        (0..size).for_each(|leaf| tree.push(leaf_hash(format!("{leaf}{}", if change == Some(leaf) { "x" } else { "" }).as_bytes())));
        tree
    }

    fn checkpoint(tree: &Tree, size: u64) -> Checkpoint {
        Checkpoint { origin: "o".into(), size, root: tree.root(size).unwrap(), extensions: Vec::new() }
    }

    /// Every pair of sizes up to 20: the receipt shows the extension, and shows none for a log that changed one old leaf.
    #[test]
    fn only_an_extension_is_one() {
        for (new, old) in (1..20).flat_map(|new| (1..=new).map(move |old| (new, old))) {
            let honest = tree(new, None);
            let receipt = |tree: &Tree, extra: String| Receipt {
                extra: Some(extra.into_bytes()),
                index: old - 1,
                path: tree.path(old - 1, new).unwrap(),
                note: String::new(),
            };
            let good = receipt(&honest, (old - 1).to_string());
            assert!(extends(&checkpoint(&honest, old), &checkpoint(&honest, new), Some(&good)));
            assert_eq!(extends(&checkpoint(&honest, old), &checkpoint(&honest, new), None), old == new);
            for changed in 0..old {
                let forked = tree(new, Some(changed));
                let extra = format!("{}{}", old - 1, if changed == old - 1 { "x" } else { "" });
                assert!(!extends(&checkpoint(&honest, old), &checkpoint(&forked, new), Some(&receipt(&forked, extra))));
                if old < new {
                    assert!(!extends(&checkpoint(&honest, old), &checkpoint(&forked, new), Some(&good)), "a receipt of another tree");
                }
            }
        }
    }
}
