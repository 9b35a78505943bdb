//! Which checkpoints contradict each other: roots of one level, roots of different levels, and in a log of which nothing is pinned roots and
//! lines.

use super::{Against, Work};
use crate::budget::MAX_EVIDENCE;
use crate::finding::{Code, Evidence};
use crate::log::anchors::{Root, list};
use crate::log::draft::{Draft, entries_words};
use crate::log::solve::{Fate, Node, RootId};
use crate::tree::hash::Hash;
use crate::trust::policy::Level;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Work<'_, '_> {
    /// Log-signed roots that contradict the witnessed history only where a lower level helped to recompute it, or where what they hold
    /// together gives another hash than the witnesses confirmed; each with a range at which it does.
    pub(super) fn late(&mut self) -> BTreeMap<RootId, Against> {
        let nodes: Vec<(u64, u64, Vec<Node>)> = self.solver.every_node().map(|(lo, hi, nodes)| (lo, hi, nodes.to_vec())).collect();
        let mut found: Vec<(BTreeSet<RootId>, Against)> = Vec::new();
        let mut keys = BTreeSet::new();
        for (lo, hi, node) in nodes.iter().flat_map(|(lo, hi, nodes)| nodes.iter().map(|node| (*lo, *hi, node))) {
            let open = !matches!(node.fate, Fate::Solved { .. });
            if node.level == Level::Pinned && self.solver.known(lo, hi, Level::Witnessed).is_some_and(|known| known != node.hash) {
                found.push((node.roots.clone(), (lo, hi, node.hash)));
                keys.insert((lo, hi, node.hash));
            } else if node.level == Level::Witnessed
                && open
                && let Some(other) = self.solver.derived(lo, hi, Level::Pinned).filter(|other| *other != node.hash)
            {
                let group = self.knowing(lo, hi, Level::Pinned).into_iter().filter(|(_, known)| *known != node.hash).map(|(id, _)| id);
                found.push((group.collect(), (lo, hi, other)));
            }
        }
        // Whoever comes out with such a value contradicts them as well.
        found.extend(self.solver.users(&keys).into_iter().map(|(id, key)| (BTreeSet::from([id]), key)));
        // A range that comes out only with another line than the one that the witnesses' tree shows.
        for rival in self.solver.rivals().iter().filter(|rival| rival.level == Level::Pinned) {
            let pick = rival.picks.iter().find(|(seq, _)| self.solver.shown_at(Level::Witnessed).contains(*seq));
            found.extend(pick.map(|(seq, leaf)| (rival.roots.clone(), (*seq, seq + 1, *leaf))));
        }
        let mut late = BTreeMap::new();
        for (roots, against) in found {
            let signed = |id: &RootId| self.root(*id).is_some_and(|root| root.level == Level::Pinned) && !self.dropped.contains(id);
            roots.into_iter().filter(signed).for_each(|id| {
                late.entry(id).or_insert(against);
            });
        }
        late
    }

    pub(super) fn split_from_above(&mut self, id: RootId, lo: u64, hi: u64, hash: Hash) {
        let Some(root) = self.anchors.roots.get(id) else { return };
        let other = self
            .anchors
            .roots
            .iter()
            .enumerate()
            .filter(|(other, root)| {
                *other != id && root.level == Level::Witnessed && root.size >= hi.min(root.size) && !self.dropped.contains(other)
            })
            .min_by_key(|(_, other)| (other.size != root.size, other.size.abs_diff(root.size)));
        let evidence = other.map(|(_, other)| self.anchors.both_notes(other, root)).unwrap_or_default();
        let known = self.solver.known(lo, hi, Level::Witnessed);
        let message = format!(
            "The log signed a checkpoint of size {} that does not fit the history its witnesses confirmed: {} differ.",
            root.size,
            entries_words(lo, hi)
        );
        let expected = known.map(|hash| hash.to_string()).unwrap_or_default();
        self.drafts.push(Draft::new(Code::SplitView, message).entries(lo, hi).values(expected, hash.to_string()).evidence(evidence));
    }

    /// Roots of one level that cannot both be right: two values given for one range, or a range whose other trees recompute another
    /// value. Of a group of roots only the smallest range is reported.
    pub(super) fn find_contradictions(&mut self, level: Level) {
        let mut found: BTreeMap<(u64, u64), BTreeSet<RootId>> = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for (lo, hi, nodes) in self.solver.contradicted() {
            let nodes: Vec<_> = nodes.into_iter().filter(|node| node.level == level).collect();
            if nodes.len() > 1 {
                found.entry((hi - lo, lo)).or_default().extend(nodes.iter().flat_map(|node| node.roots.iter().copied()));
                keys.extend(nodes.iter().map(|node| (lo, hi, node.hash)));
            }
        }
        // A root that comes out with the value of one side contradicts the other.
        for (id, (lo, hi, _)) in self.solver.users(&keys) {
            found.entry((hi - lo, lo)).or_default().insert(id);
        }
        for (lo, hi, node) in self.solver.open() {
            if node.level == level && self.solver.derived(lo, hi, level).is_some_and(|known| known != node.hash) {
                let others = self.knowing(lo, hi, level).into_iter().map(|(id, _)| id);
                found.entry((hi - lo, lo)).or_default().extend(node.roots.into_iter().chain(others));
            }
        }
        // A range that comes out with other lines than those shown under another root.
        let rivals: Vec<_> = self.solver.rivals().iter().filter(|rival| rival.level == level).cloned().collect();
        let shown = if rivals.is_empty() { BTreeMap::new() } else { self.solver.shown_by_roots() };
        for rival in rivals {
            let (Some((first, _)), Some((last, _))) = (rival.picks.first(), rival.picks.last()) else { continue };
            let same_level = |id: &RootId| self.root(*id).is_some_and(|root| root.level == level);
            let others = shown
                .iter()
                .filter(|(id, shown)| same_level(id) && rival.picks.iter().any(|(seq, _)| shown.contains(*seq)))
                .map(|(id, _)| *id);
            found.entry((last + 1 - first, *first)).or_default().extend(rival.roots.iter().copied().chain(others));
        }
        let mut reported = self.contested.clone();
        for ((len, lo), mut group) in found {
            // A value of this level may have come from a root of a lower one first, and what contradicts it from one of a higher.
            group.retain(|id| self.root(*id).is_some_and(|root| root.level == level));
            // What one of them alone contradicts is of a higher level: a trusted one was told from there, a stranger's is dropped.
            if (group.len() > 1 || level == Level::Unpinned) && !group.is_subset(&reported) {
                reported.extend(group.iter().copied());
                self.contradiction(level, lo, lo + len, &group);
            }
        }
    }

    /// The roots of a level in whose trees a range is known, each with its value. Whoever knows the end of a range knows all of it: a path
    /// gives everything left of what it gives.
    pub(super) fn knowing(&mut self, lo: u64, hi: u64, level: Level) -> Vec<(RootId, Hash)> {
        let of_level = |id: &RootId| self.root(*id).is_some_and(|root| root.level == level && root.size >= hi);
        let ids: Vec<RootId> = (0..self.anchors.roots.len()).filter(of_level).collect();
        ids.into_iter().filter_map(|id| Some((id, self.solver.known_under(lo, hi, id)?))).collect()
    }

    pub(super) fn contradiction(&mut self, level: Level, lo: u64, hi: u64, group: &BTreeSet<RootId>) {
        let roots: Vec<&Root> = group.iter().filter_map(|id| self.anchors.roots.get(*id)).collect();
        let sizes: BTreeSet<u64> = roots.iter().map(|root| root.size).collect();
        let sizes = sizes.iter().map(|size| size.to_string()).collect::<Vec<_>>();
        let evidence = roots.iter().filter_map(|root| self.anchors.best_note(root)).map(|anchor| Evidence::Note(anchor.note.raw.clone()));
        let evidence: Vec<_> = evidence.take(MAX_EVIDENCE).collect();
        let hashes: Vec<String> = roots.iter().take(MAX_EVIDENCE).map(|root| root.hash.to_string()).collect();
        let (first, rest) = (hashes.first().cloned().unwrap_or_default(), hashes.get(1..).unwrap_or_default().join(", "));
        if level == Level::Unpinned {
            // Nobody vouches for either; only a log that nobody pinned can contradict itself this way.
            self.dropped.extend(group.iter().copied());
            let mut labels = BTreeSet::new();
            let share_key = roots.iter().any(|root| self.anchors.labels(root).into_iter().any(|label| !labels.insert(label)));
            if !self.trust.pins_anything() && share_key {
                let message = format!(
                    "Checkpoints of size {} in this input, signed in the name of one key that you did not pin, cannot both be true.",
                    list(&sizes)
                );
                self.drafts.push(Draft::new(Code::CheckpointsDisagree, message).entries(lo, hi).values(first, rest).evidence(evidence));
            }
            return;
        }
        self.contested.extend(group.iter().copied());
        let what = match sizes.as_slice() {
            [size] => format!("{} different checkpoints of size {size}", hashes.len()),
            sizes => format!("checkpoints of sizes {} that cannot both be true", list(sizes)),
        };
        let whose = if roots.iter().all(|root| root.kept) { "You kept" } else { "The log signed" };
        let message = format!("{whose} {what}: they commit to different content, at least for {}.", entries_words(lo, hi));
        self.drafts.push(Draft::new(Code::SplitView, message).entries(lo, hi).values(first, rest).evidence(evidence));
    }

    /// In a log of which nothing is pinned: a checkpoint that the lines beside it do not fit, while no checkpoint of another key fits them.
    pub(super) fn check_unpinned_roots(&mut self) {
        if self.trust.pins_anything() {
            return;
        }
        let fitting: Vec<&Root> = self.anchors.roots.iter().filter(|root| self.solver.is_solved(0, root.size, &root.hash)).collect();
        let fitting: Vec<BTreeSet<String>> = fitting.into_iter().map(|root| self.anchors.labels(root)).collect();
        for (lo, hi, node) in self.solver.open() {
            let accused: Vec<&Root> =
                node.roots.iter().filter(|id| !self.dropped.contains(id)).filter_map(|id| self.anchors.roots.get(*id)).collect();
            let other_key_fits = accused.iter().any(|root| fitting.iter().any(|labels| labels.is_disjoint(&self.anchors.labels(root))));
            // A leaf that only its own proof names, and no line stands there, has nothing that it could fail to fit.
            let absent = hi - lo == 1 && self.lines.find(lo).is_none();
            if accused.is_empty() || other_key_fits || absent || node.fate == Fate::Capped || !self.is_computable(lo, hi) {
                continue;
            }
            let sizes: Vec<String> = accused.iter().map(|root| root.size.to_string()).collect();
            let message = format!(
                "The checkpoint of size {} in this input, signed in the name of a key that you did not pin, does not fit the lines beside it, at least at {}.",
                list(&sizes),
                entries_words(lo, hi)
            );
            let evidence = accused.iter().filter_map(|root| self.anchors.best_note(root)).take(MAX_EVIDENCE);
            let evidence: Vec<_> = evidence.map(|anchor| Evidence::Note(anchor.note.raw.clone())).collect();
            let draft = Draft::new(Code::CheckpointsDisagree, message).entries(lo, hi).values(node.hash.to_string(), "another hash");
            self.drafts.push(draft.evidence(evidence));
            self.dropped.extend(node.roots.iter().copied());
        }
    }
}
