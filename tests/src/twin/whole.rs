//! The twin's statuses and reasons: what the definitions say of every position with lines, and of the log, for a question with both ends.
//! Straight from the tables of the specification (Statuses, Verdict per log), where no two checkpoints contradict each other, none of
//! an unknown key took part, and the log did not contradict itself; elsewhere it says nothing.

use super::{Lines, Model, Named, Rank, Root, Trusted, contradict, half, open};
use crate::base64::decode;
use crate::naive::{self, Digest32};
use ed25519_dalek::Signature;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Statuses by position, and the reasons that hold, in the words of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Of every position with lines.
    pub statuses: BTreeMap<u64, &'static str>,
    /// In the order of the table.
    pub reasons: Vec<&'static str>,
}

/// What a line's own signature says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seal {
    Absent,
    Valid,
    Fails,
}

/// One entry line.
struct Entry {
    readings: BTreeSet<Digest32>,
    prev: Option<Digest32>,
    seal: Seal,
}

/// A known value and what stands behind it.
type Known = Option<(Digest32, Rank)>;

struct Log<'a> {
    entries: BTreeMap<usize, Vec<Entry>>,
    stubs: &'a BTreeMap<usize, BTreeSet<Digest32>>,
    roots: &'a [Root],
    required: Rank,
    /// Size of the newest trusted root.
    newest: Option<usize>,
}

/// Judges records under `model`; `asked` is the question, `[start, end)`.
pub(super) fn judge(
    records: &[String],
    lines: &Lines,
    model: &Model,
    trusted: &Trusted,
    writer: &Named,
    asked: (u64, u64),
) -> Option<Whole> {
    let roots = &model.usable;
    let clashes = |a: &Root| model.everything.iter().any(|b| contradict(a, b));
    if roots.len() < model.everything.len() || roots.iter().any(|root| root.rank == Rank::Unpinned || clashes(root)) {
        return None;
    }
    let required = if trusted.quorum > 0 { Rank::Witnessed } else { Rank::Pinned };
    let newest = roots.iter().map(|root| root.size).max();
    let log = Log { entries: read(records, writer), stubs: &lines.stubs, roots, required, newest };
    let known = log.known()?;
    let suspect = log.suspect(&known)?;
    let (statuses, findings) = log.statuses(&known, &suspect);
    let asked = asked.0 as usize..asked.1 as usize;
    Some(Whole { reasons: log.reasons(&statuses, findings, asked, records, trusted), statuses })
}

/// Every entry line once.
fn read(records: &[String], writer: &Named) -> BTreeMap<usize, Vec<Entry>> {
    let mut entries: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for record in records {
        let Ok(value) = serde_json::from_str::<Value>(record.trim_end()) else { continue };
        let Some(seq) = value["seq"].as_u64() else { continue };
        let stripped = record.trim_end_matches('\r');
        let readings = BTreeSet::from([record.as_str(), stripped].map(|text| naive::leaf(text.as_bytes())));
        let held = entries.entry(seq as usize).or_default();
        // The same entry again.
        if held.iter().any(|entry| !entry.readings.is_disjoint(&readings)) {
            continue;
        }
        held.push(Entry { readings, prev: super::hash(&value["prev"]), seal: seal(stripped, &value, writer) });
    }
    entries
}

fn seal(line: &str, value: &Value, writer: &Named) -> Seal {
    let Some((prefix, _)) = line.rsplit_once(",\"sig\":\"") else { return Seal::Absent };
    let signature = value["sig"].as_str().and_then(decode).and_then(|bytes| Signature::from_slice(&bytes).ok());
    let message = format!("unbroken/entry/v1\n{prefix}");
    match signature.is_some_and(|signature| writer.key.verify_strict(message.as_bytes(), &signature).is_ok()) {
        true => Seal::Valid,
        false => Seal::Fails,
    }
}

impl Log<'_> {
    fn at(&self, seq: usize) -> &[Entry] {
        self.entries.get(&seq).map_or(&[], Vec::as_slice)
    }

    fn tree(&self, seq: usize) -> Known {
        let held = self.roots.iter().filter_map(|root| Some((*root.held.get(&(seq, seq + 1))?, root.rank)));
        held.max_by_key(|(_, rank)| *rank)
    }

    /// Tree values, and chained values downwards from entries that have one. `None` where an entry with a value names another value for the
    /// one before it than the tree holds.
    fn known(&self) -> Option<BTreeMap<usize, (Known, Known)>> {
        let last = self.entries.keys().next_back().map_or(0, |seq| seq + 1).max(self.newest.unwrap_or(0));
        let mut known: BTreeMap<usize, (Known, Known)> = (0..last).map(|seq| (seq, (self.tree(seq), None))).collect();
        for seq in (1..last).rev() {
            let (tree, chained) = known[&seq];
            let Some((value, rank)) = tree.or(chained) else { continue };
            let Some(prev) = self.at(seq).iter().find(|entry| entry.readings.contains(&value)).and_then(|entry| entry.prev) else {
                continue;
            };
            let before = known.get_mut(&(seq - 1))?;
            match before.0 {
                Some((tree, _)) if tree != prev => return None,
                Some(_) => {}
                None => before.1 = Some((prev, rank)),
            }
        }
        Some(known)
    }

    /// Positions of authenticated ranges that can be computed and were not. `None` where all that is not shown there is chained.
    fn suspect(&self, known: &BTreeMap<usize, (Known, Known)>) -> Option<BTreeSet<usize>> {
        let mut ranges: Vec<(usize, usize)> = self.roots.iter().flat_map(|root| root.held.keys().copied()).collect();
        ranges.sort_by_key(|(lo, hi)| (hi - lo, *lo));
        ranges.dedup();
        let mut suspect = BTreeSet::new();
        for (lo, hi) in ranges.into_iter().filter(|(lo, hi)| hi - lo > 1) {
            let middle = lo + half(hi - lo);
            let solved = self.roots.iter().any(|root| root.held.contains_key(&(lo, hi)) && root.held.contains_key(&(lo, middle)));
            if solved || suspect.range(lo..hi).next().is_some() {
                continue;
            }
            let is_known = |seq: usize| known.get(&seq).is_some_and(|(tree, chained)| tree.or(*chained).is_some());
            let is_named = |seq: usize| seq + 1 < hi && self.at(seq + 1).iter().any(|entry| entry.prev.is_some());
            if !(lo..hi).all(|seq| !self.at(seq).is_empty() || is_known(seq) || is_named(seq)) {
                continue;
            }
            let mut unshown = (lo..hi).filter(|seq| known.get(seq).is_none_or(|(tree, _)| tree.is_none())).peekable();
            if unshown.peek().is_some() && unshown.all(|seq| known.get(&seq).is_some_and(|(_, chained)| chained.is_some())) {
                return None;
            }
            suspect.extend(lo..hi);
        }
        Some(suspect)
    }

    /// Statuses from the last position down, and the kinds of findings that decide reasons.
    fn statuses(
        &self,
        known: &BTreeMap<usize, (Known, Known)>,
        suspect: &BTreeSet<usize>,
    ) -> (BTreeMap<u64, &'static str>, BTreeSet<&'static str>) {
        let mut statuses = BTreeMap::new();
        let mut findings = BTreeSet::new();
        // Lines of the position after that differ from what is known there.
        let mut differ: Vec<bool> = Vec::new();
        let mut above = usize::MAX;
        for (seq, entries) in self.entries.iter().rev() {
            let (tree, chained) = known.get(seq).copied().unwrap_or_default();
            let next: &[Entry] = if above == seq + 1 { self.at(above) } else { &[] };
            let signed: Vec<Option<Digest32>> = next
                .iter()
                .zip(&differ)
                .filter(|(entry, differs)| !**differs && entry.seal == Seal::Valid)
                .map(|(entry, _)| entry.prev)
                .collect();
            let holds = |value: &Digest32| entries.iter().filter(|entry| entry.readings.contains(value)).collect::<Vec<_>>();
            let equivocated = entries.iter().filter(|entry| entry.seal == Seal::Valid).count() > 1;
            let mut off = vec![false; entries.len()];
            let mut status = if let Some((value, rank)) = tree {
                off = entries.iter().map(|entry| !entry.readings.contains(&value)).collect();
                let holders = holds(&value);
                if !holders.is_empty() && holders.len() < entries.len() {
                    findings.insert("impostor");
                }
                if holders.is_empty() {
                    "altered"
                } else if holders.iter().any(|entry| entry.seal == Seal::Fails) {
                    "forged"
                } else if rank >= self.required {
                    "proven"
                } else {
                    "committed"
                }
            } else if let Some((value, _)) = chained {
                let holders = holds(&value);
                if holders.is_empty() {
                    off = vec![true; entries.len()];
                    "altered"
                } else if holders.len() < entries.len() {
                    "conflict"
                } else {
                    "chained"
                }
            } else if entries.len() > 1 {
                "conflict"
            } else if let Some(value) = signed.first().copied().flatten().filter(|value| signed.iter().all(|other| *other == Some(*value)))
                && holds(&value).is_empty()
            {
                off = vec![true; entries.len()];
                "altered"
            } else if self.newest.is_some_and(|size| *seq < size) {
                "unproven"
            } else {
                "uncovered"
            };
            if suspect.contains(seq) && matches!(status, "chained" | "unproven" | "uncovered") {
                status = "suspect";
            }
            if matches!(status, "chained" | "unproven" | "uncovered" | "suspect") && entries.iter().any(|entry| entry.seal == Seal::Fails) {
                status = "forged";
            }
            if equivocated {
                findings.insert("equivocated");
            }
            statuses.insert(*seq as u64, status);
            (differ, above) = (off, *seq);
        }
        if !suspect.is_empty() {
            findings.insert("block-altered");
        }
        for (seq, entries) in self.entries.iter().skip(1) {
            let Some(before) = seq.checked_sub(1).filter(|before| self.entries.contains_key(before)) else { continue };
            let (a, b) = (statuses[&(before as u64)], statuses[&(*seq as u64)]);
            let loose = |status| matches!(status, "uncovered" | "unproven" | "committed");
            let linked = entries
                .iter()
                .filter_map(|entry| entry.prev)
                .any(|prev| self.at(before).iter().any(|entry| entry.readings.contains(&prev)));
            if loose(a) && loose(b) && (a, b) != ("committed", "committed") && !linked {
                findings.insert("link-broken");
            }
        }
        (statuses, findings)
    }

    /// The reasons that hold, in the order of the table.
    fn reasons(
        &self,
        statuses: &BTreeMap<u64, &'static str>,
        findings: BTreeSet<&'static str>,
        asked: std::ops::Range<usize>,
        records: &[String],
        trusted: &Trusted,
    ) -> Vec<&'static str> {
        let any = |words: &[&str]| statuses.values().any(|status| words.contains(status));
        let asked_is = |words: &[&str]| statuses.range(asked.start as u64..asked.end as u64).any(|(_, status)| words.contains(status));
        let found = |words: &[&str]| words.iter().any(|word| findings.contains(word));
        // An absent position whose committed leaf is a line that stands elsewhere.
        let all: BTreeSet<Digest32> = self.entries.values().flatten().flat_map(|entry| entry.readings.iter().copied()).collect();
        let end = self.newest.unwrap_or(0);
        let misplaced = |seq: usize| !self.entries.contains_key(&seq) && self.tree(seq).is_some_and(|(value, _)| all.contains(&value));
        let withheld = |seq: &usize| {
            let value = self.tree(*seq).filter(|(_, rank)| *rank >= self.required);
            value.is_some_and(|(value, _)| self.stubs.get(seq).is_some_and(|stubs| stubs.contains(&value)))
        };
        let absent: Vec<usize> = asked.clone().filter(|seq| !self.entries.contains_key(seq) && !misplaced(*seq)).collect();
        let entries = !self.entries.is_empty();
        let proven = any(&["proven"]);
        let signed = self.entries.values().flatten().any(|entry| entry.seal == Seal::Valid);
        let given = Given::read(records, trusted, self.roots);
        let kept = trusted.pins.iter().filter_map(|pin| open(pin, trusted)).map(|(size, _, _)| size).max();
        let rolled_back = given.trusted.zip(kept).is_some_and(|(given, kept)| {
            let between = asked.clone().filter(|seq| (given..kept).contains(seq));
            given < kept && asked.end > given && between.into_iter().any(|seq| statuses.get(&(seq as u64)) != Some(&"proven"))
        });
        let forged_note = given.rejected.is_some_and(|size| self.roots.iter().all(|root| root.size < size));
        let loose = ["chained", "committed", "uncovered", "unproven", "suspect"];
        let intact = |seq: usize| statuses.get(&(seq as u64)) == Some(&"proven");
        let readable = records.iter().any(|record| serde_json::from_str::<Value>(record.trim_end()).is_ok());
        if !readable {
            return vec!["unreadable"];
        }
        let table = [
            ("rolled-back", rolled_back),
            ("tampered", any(&["altered", "conflict"]) || found(&["block-altered", "link-broken"])),
            ("forged", any(&["forged"]) || found(&["impostor", "equivocated"]) || (0..end).any(misplaced) || forged_note),
            ("incomplete", absent.iter().any(|seq| !withheld(seq))),
            ("no-entries", !entries),
            ("self-consistent", entries && !signed && self.roots.is_empty() && !proven),
            ("unanchored", entries && (asked_is(&loose) || !proven)),
            ("withheld", entries && absent.iter().any(withheld)),
            ("intact", proven && asked.clone().all(intact)),
        ];
        table.iter().filter(|(_, holds)| *holds).map(|(reason, _)| *reason).collect()
    }
}

/// Sizes of checkpoints in the input.
#[derive(Default)]
struct Given {
    /// The largest that states a trusted root, whoever signed it here.
    trusted: Option<usize>,
    /// The largest that a failing signature of the log rejects.
    rejected: Option<usize>,
}

impl Given {
    fn read(records: &[String], trusted: &Trusted, roots: &[Root]) -> Given {
        let mut given = Given::default();
        for record in records {
            let Ok(value) = serde_json::from_str::<Value>(record.trim_end()) else { continue };
            let note = value["checkpoint"].as_str().or_else(|| value["proof"].as_str().and_then(|text| Some(text.split_once("\n\n")?.1)));
            let Some(note) = note else { continue };
            match open(note, trusted) {
                Some((size, hash, _)) if roots.iter().any(|root| (root.size, root.hash) == (size, hash)) => {
                    given.trusted = given.trusted.max(Some(size));
                }
                Some(_) => {}
                None => given.rejected = given.rejected.max(note.lines().nth(1).and_then(|size| size.parse().ok())),
            }
        }
        given
    }
}
