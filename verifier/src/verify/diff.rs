//! Two states of a log, compared: the same history, grown, rolled back, forked, or nobody can tell.
//!
//! What is compared are the newest trusted checkpoints of both sides. "Grew" is said only when a verified inclusion path of the last entry
//! of the smaller tree leads to the larger root and holds the smaller one (Lemma 1). "Forked" is said only when two trusted roots, or such a
//! path and a trusted root, contradict each other. No entry is judged; that is what `verify` does.

use super::case::Case;
use super::kept::Kept;
use crate::finding::{Code, Evidence};
use crate::format::receipt::Receipt;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::tree::proof::{head_root, verify_inclusion};
use crate::trust::policy::{Level, Trust};
use crate::verdict::question::Question;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// The name and version of the answer's form.
pub const DIFF_FORMAT: &str = "unbroken/diff/v1";

/// How two states belong together; the order is that of a headline, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both end with the same root.
    Same,
    /// The newer one begins with the older one.
    Grew,
    /// Nothing shows it.
    CannotTell,
    /// The newer one ends before the older one.
    RolledBack,
    /// Both cannot be true.
    Forked,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Always [`DIFF_FORMAT`].
    pub diff: &'static str,
    /// The worst over the logs that the reader trusts anyone for.
    pub relation: Relation,
    /// It as one sentence.
    pub sentence: String,
    /// One element per log, sorted by origin.
    pub logs: Vec<LogDiff>,
}

impl Diff {
    /// Compact JSON and one LF.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The answer for one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogDiff {
    /// Origin of the log.
    pub origin: String,
    /// How the two states belong together.
    pub relation: Relation,
    /// The newest trusted state of the older side.
    pub old: Option<State>,
    /// The newest trusted state of the newer side.
    pub new: Option<State>,
    /// One sentence.
    pub sentence: String,
    /// What shows it to others: two notes that contradict each other, or the proof that links them.
    pub evidence: Vec<Evidence>,
}

/// A state that somebody trusted vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// Tree size.
    pub size: u64,
    /// Root hash, base64.
    pub root: String,
    /// `witnessed` or `pinned`.
    pub level: &'static str,
    /// The note, verbatim.
    pub note: String,
}

/// The newest trusted state of a side.
#[derive(Clone, Debug)]
struct End {
    size: u64,
    hash: Hash,
    level: Level,
    note: String,
}

/// Compares two sides, each of any number of streams.
pub fn diff(old: Vec<Stream>, new: Vec<Stream>, trust: &Trust) -> Diff {
    let together: Vec<Stream> = old.iter().chain(&new).cloned().collect();
    let assemble = |streams| Case::assemble(streams, trust, &Question::default());
    let (old, new, both) = (assemble(old), assemble(new), assemble(together));
    let (old_ends, new_ends) = (ends(&old), ends(&new));
    let origins: BTreeSet<&String> = [&old, &new, &both].iter().flat_map(|case| case.report.logs.iter().map(|log| &log.origin)).collect();
    let compare = Comparison { cases: [&both, &new, &old], both: &both, trust };
    let logs: Vec<LogDiff> =
        origins.into_iter().map(|origin| compare.log(origin, old_ends.get(origin.as_str()), new_ends.get(origin.as_str()))).collect();
    let trusted =
        |log: &&LogDiff| trust.has_log_key(&log.origin) || trust.pins.iter().any(|pin| pin.opened.checkpoint.origin == log.origin);
    let worst = logs.iter().filter(trusted).max_by_key(|log| log.relation);
    let (relation, sentence) = worst.map_or_else(
        || (Relation::CannotTell, String::from("Cannot tell: neither side holds a checkpoint of a log that you trust anyone for.")),
        |log| (log.relation, log.sentence.clone()),
    );
    Diff { diff: DIFF_FORMAT, relation, sentence, logs }
}

/// The newest trusted state in the input, per log.
fn ends(case: &Case) -> BTreeMap<&str, End> {
    let newest = |kept: &Kept| {
        let roots = kept.anchors.roots.iter().enumerate();
        let trusted = roots.filter(|(id, root)| root.in_input && root.level >= Level::Pinned && !kept.dropped.contains(id));
        let (_, root) = trusted.max_by_key(|(_, root)| (root.size, root.level))?;
        let note = kept.anchors.best_note(root)?.note.raw.clone();
        Some(End { size: root.size, hash: root.hash, level: root.level, note })
    };
    case.report.logs.iter().zip(&case.logs).filter_map(|(log, kept)| Some((log.origin.as_str(), newest(kept)?))).collect()
}

struct Comparison<'c> {
    /// Where a path may be drawn from.
    cases: [&'c Case; 3],
    both: &'c Case,
    trust: &'c Trust,
}

impl Comparison<'_> {
    fn log(&self, origin: &str, old: Option<&End>, new: Option<&End>) -> LogDiff {
        let (relation, sentence, evidence) = match (self.fork(origin, [old, new]), old, new) {
            (Some(fork), _, _) => fork,
            (None, Some(old), Some(new)) => self.states(origin, old, new),
            (None, Some(_), None) => self.untold("the newer side holds no checkpoint of it that you trust"),
            (None, None, Some(_)) => self.untold("the older side holds no checkpoint of it that you trust"),
            (None, None, None) => self.untold("neither side holds a checkpoint of it that you trust"),
        };
        let state = |end: &End| State { size: end.size, root: end.hash.to_string(), level: end.level.as_str(), note: end.note.clone() };
        LogDiff { origin: String::from(origin), relation, old: old.map(state), new: new.map(state), sentence, evidence }
    }

    fn untold(&self, why: &str) -> (Relation, String, Vec<Evidence>) {
        (Relation::CannotTell, format!("Cannot tell: {why}."), Vec::new())
    }

    /// A contradiction that the engine finds when both sides lie before it together, and the notes that show it.
    fn fork(&self, origin: &str, ends: [Option<&End>; 2]) -> Option<(Relation, String, Vec<Evidence>)> {
        let log = self.both.report.logs.iter().find(|log| log.origin == origin)?;
        let found = |code: Code| log.findings.iter().find(|finding| finding.code == code);
        let finding = found(Code::SplitView).or_else(|| found(Code::LogContradiction))?;
        let mut evidence = finding.evidence.clone();
        for note in ends.into_iter().flatten().map(|end| Evidence::Note(end.note.clone())) {
            if !evidence.contains(&note) {
                evidence.push(note);
            }
        }
        Some((Relation::Forked, format!("Forked: {}", finding.message), evidence))
    }

    fn states(&self, origin: &str, old: &End, new: &End) -> (Relation, String, Vec<Evidence>) {
        let notes = || alloc::vec![Evidence::Note(old.note.clone()), Evidence::Note(new.note.clone())];
        let forked = || {
            let message = format!("Forked: the checkpoints of sizes {} and {} cannot both be true.", old.size, new.size);
            (Relation::Forked, message, notes())
        };
        let (small, large) = if old.size <= new.size { (old, new) } else { (new, old) };
        let link = match (small.size == large.size, small.hash == large.hash) {
            (true, true) => Some((true, Vec::new())),
            (true, false) => Some((false, Vec::new())),
            (false, _) => self.link(origin, small, large).map(|(fits, proof)| (fits, alloc::vec![Evidence::Proof(proof)])),
        };
        match link {
            Some((false, proof)) => {
                let (relation, sentence, notes) = forked();
                (relation, sentence, notes.into_iter().chain(proof).collect())
            }
            Some((true, proof)) if old.size > new.size => {
                let message = format!(
                    "Rolled back: the newer side ends at entry {}, in the middle of what the older side holds up to entry {}.",
                    new.size.saturating_sub(1),
                    old.size.saturating_sub(1)
                );
                (Relation::RolledBack, message, notes().into_iter().chain(proof).collect())
            }
            None if old.size > new.size => {
                let message = format!(
                    "Rolled back: the newer side's newest trusted checkpoint covers {} entries, the older side's {}; whether they are one history was not shown.",
                    new.size, old.size
                );
                (Relation::RolledBack, message, notes())
            }
            None => self.untold(&format!(
                "no proof links the checkpoint of size {} to that of size {}; ask for the proof of entry {} under the newer one",
                old.size,
                new.size,
                old.size.saturating_sub(1)
            )),
            // What fits is said only of states that have the trust the reader asks for.
            Some((true, _)) if old.level < self.trust.required() || new.level < self.trust.required() => {
                self.untold("the checkpoints fit together, and at least one lacks the cosignatures that your policy asks for")
            }
            Some((true, _)) if old.size == new.size => {
                (Relation::Same, format!("The same history: both end with the same checkpoint of size {}.", old.size), Vec::new())
            }
            Some((true, proof)) => {
                let message = format!("Grew: the checkpoint of size {} extends that of size {}.", new.size, old.size);
                (Relation::Grew, message, proof)
            }
        }
    }

    /// Whether the smaller state is the beginning of the larger one, and the proof that says so either way; `None` if there is none.
    fn link(&self, origin: &str, small: &End, large: &End) -> Option<(bool, String)> {
        let index = small.size.checked_sub(1)?;
        self.cases.iter().find_map(|case| {
            let log = case.report.logs.iter().position(|log| log.origin == origin)?;
            let log = case.log(log)?;
            let path: Vec<Hash> = log.path(index, large.size, &large.hash)?.into_iter().map(|step| step.sibling).collect();
            let leaf = log.node(index, index.saturating_add(1))?;
            // Not by what the search remembers, but by the hashes alone.
            verify_inclusion(index, large.size, &leaf, &path, &large.hash).ok()?;
            let head = head_root(index, large.size, &leaf, &path).ok()?;
            let proof = Receipt { extra: None, index, path, note: large.note.clone() }.to_text();
            Some((head == small.hash, proof))
        })
    }
}
