//! Everything assembled: the report, and what is needed to look at single entries and to make proofs.

use super::facts::{self, JudgedLog};
use super::receipts::{self, Foreign, Unbound};
use crate::finding::Code;
use crate::input::Format;
use crate::log::anchors::{self, Anchors, Root, fault_draft};
use crate::log::assemble::{self, Committed, Parts, Role, Values};
use crate::log::coverage::Status;
use crate::log::draft::Draft;
use crate::log::lines::Lines;
use crate::log::repair::Repair;
use crate::log::segment::{RecordKind, Seal};
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::tree::merkle::{node_hash, split_point};
use crate::trust::policy::{Level, Trust};
use crate::verdict::judge::{self, Bench, Judged};
use crate::verdict::question::Question;
use crate::verdict::report::{LogReport, Reason, Report};
use crate::verdict::{claims, disclosures, question, records};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;

/// Everything assembled.
#[derive(Debug)]
pub struct Case {
    pub(super) report: Report,
    pub(super) logs: Vec<Kept>,
    pub(super) streams: Vec<Stream>,
}

/// What is kept of one log after it was judged.
#[derive(Debug)]
pub(super) struct Kept {
    pub rows: Vec<Row>,
    pub held: Vec<Held>,
    pub values: Values,
    pub anchors: Anchors,
    pub dropped: BTreeSet<usize>,
    blocks: RefCell<BTreeMap<(u64, u64), Hash>>,
}

/// What a row's line turned out to be.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub leaf: Hash,
    pub repair: Repair,
    pub role: Option<Role>,
    pub seal: Seal,
    pub signer: Option<String>,
    pub prev: Option<Hash>,
    pub received: Hash,
}

/// Where a line lies, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its position.
    pub seq: u64,
    /// Index into the inputs of the report.
    pub input: u32,
    /// Where it starts. For the entry of a receipt, an offset into the receipt's extra data.
    pub offset: u64,
    /// Length in bytes, line end excluded.
    pub len: u32,
    /// Status of the line.
    pub status: Status,
}

/// Why no proof could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProveError {
    /// No usable checkpoint covers the entry.
    NoCheckpoint,
    /// The hashes of entries that the path needs are not here.
    NodesMissing,
    /// No line of that position is here, or none that fits.
    NoSuchEntry,
}

impl Case {
    /// Puts all streams together and judges them.
    pub fn assemble(mut streams: Vec<Stream>, trust: &Trust, question: &Question) -> Case {
        for stream in &mut streams {
            let name = stream.name.rsplit(['/', '\\']).next().unwrap_or_default();
            stream.name = String::from(name);
        }
        streams.sort_by(|a, b| (a.sha256, &a.name, a.size).cmp(&(b.sha256, &b.name, b.size)));
        let mut loose = Vec::new();
        let anchors = anchors::collect(&streams, trust, &mut loose);
        let foreign = receipts::foreign(&streams, &anchors);
        stream_faults(&streams, trust, &foreign, &mut loose);
        let (reports, kept) = Judging { streams: &streams, trust, question, foreign: &foreign }.all(anchors, &mut loose);
        let report = facts::report(&streams, trust, question, reports, &loose);
        Case { report, logs: kept, streams }
    }

    /// The report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report alone.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// The lines of a log (index into the report's logs) by position.
    pub fn rows(&self, log: usize) -> &[Row] {
        self.logs.get(log).map_or(&[], |kept| &kept.rows)
    }

    /// A C2SP tlog-proof of the entry at `index` under the newest usable checkpoint that allows one; `line` are its exact bytes and
    /// become `extra`.
    pub fn prove(&self, log: usize, index: u64, line: &[u8]) -> Result<String, ProveError> {
        let kept = self.logs.get(log).ok_or(ProveError::NoSuchEntry)?;
        let leaf = crate::tree::merkle::leaf_hash(line);
        let row = kept.rows.iter().zip(&kept.held).find(|(row, held)| row.seq == index && held.leaf == leaf);
        row.ok_or(ProveError::NoSuchEntry)?;
        let mut error = ProveError::NoCheckpoint;
        for root in kept.usable_roots(index) {
            let Some(path) = kept.path(index, root.size, &root.hash) else {
                error = ProveError::NodesMissing;
                continue;
            };
            let path = path.into_iter().map(|step| step.sibling).collect();
            let Some(anchor) = kept.anchors.best_note(root) else { continue };
            let receipt = crate::format::receipt::Receipt { extra: Some(line.to_vec()), index, path, note: anchor.note.raw.clone() };
            return Ok(receipt.to_text());
        }
        Err(error)
    }

    /// The bytes of the entry of a receipt, which are not a stretch of its file.
    pub(super) fn extra(&self, row: &Row) -> Option<&[u8]> {
        let stream = self.streams.get(row.input as usize).filter(|stream| stream.format == Format::Receipt)?;
        stream.segment.records.iter().find_map(|record| match &record.kind {
            RecordKind::Proof { extra: Some(extra), .. } => Some(extra.as_slice()),
            _ => None,
        })
    }
}

/// One step of a path, from the leaf upwards.
pub(super) struct PathStep {
    pub left: bool,
    pub lo: u64,
    pub hi: u64,
    pub sibling: Hash,
    pub above: Hash,
}

impl Kept {
    /// Roots above `index`, the best level and then the newest first.
    pub fn usable_roots(&self, index: u64) -> Vec<&Root> {
        let mut roots: Vec<_> = self
            .anchors
            .roots
            .iter()
            .enumerate()
            .filter(|(id, root)| root.size > index && !self.dropped.contains(id))
            .map(|(_, root)| root)
            .collect();
        roots.sort_by_key(|root| core::cmp::Reverse((root.level, root.size)));
        roots
    }

    /// The inclusion path of `index` in the tree of `size`, if it leads to `hash`.
    pub fn path(&self, index: u64, size: u64, hash: &Hash) -> Option<Vec<PathStep>> {
        let (mut lo, mut hi) = (0, size);
        let mut downwards = Vec::new();
        while hi - lo > 1 {
            let middle = lo + split_point(hi - lo);
            let left = index >= middle;
            let (from, to) = if left { (lo, middle) } else { (middle, hi) };
            downwards.push((left, from, to, self.node(from, to)?));
            (lo, hi) = if left { (middle, hi) } else { (lo, middle) };
        }
        let mut above = self.node(index, index + 1)?;
        let mut steps = Vec::new();
        for (left, lo, hi, sibling) in downwards.into_iter().rev() {
            above = if left { node_hash(&sibling, &above) } else { node_hash(&above, &sibling) };
            steps.push(PathStep { left, lo, hi, sibling, above });
        }
        (above == *hash).then_some(steps)
    }

    /// The hash of a range: authenticated, or recomputed from lines whose place was shown.
    fn node(&self, lo: u64, hi: u64) -> Option<Hash> {
        if let Some(hash) = self.values.nodes.get(&(lo, hi)).or(self.blocks.borrow().get(&(lo, hi))) {
            return Some(*hash);
        }
        if hi - lo == 1 {
            if let Some((hash, _)) = self.values.apart.get(&lo) {
                return Some(*hash);
            }
            let from = self.rows.partition_point(|row| row.seq < lo);
            let at = self.rows.iter().zip(&self.held).skip(from).take_while(|(row, _)| row.seq == lo);
            let shown = self.values.shown_at(Level::Unpinned).contains(lo);
            return at.filter(|(_, held)| shown && matches!(held.role, None | Some(Role::Held(_)))).map(|(_, held)| held.leaf).next();
        }
        let middle = lo + split_point(hi - lo);
        let hash = node_hash(&self.node(lo, middle)?, &self.node(middle, hi)?);
        if hi - lo >= 1 << 10 {
            self.blocks.borrow_mut().insert((lo, hi), hash);
        }
        Some(hash)
    }
}

/// Faults that need no log to be seen.
fn stream_faults(streams: &[Stream], trust: &Trust, foreign: &Foreign, loose: &mut Vec<Draft>) {
    for (index, stream) in streams.iter().enumerate() {
        for (code, faults) in &stream.segment.faults {
            // A JSON object of no known kind may be the entry that a receipt speaks about.
            if *code == Code::DataUncovered && foreign.used.contains(&index) {
                continue;
            }
            loose.extend(faults.listed.iter().map(|fault| fault_draft(*code, index, fault)));
            let unlisted = faults.count - faults.listed.len() as u64;
            if unlisted > 0 {
                let message = format!(
                    "{} of this kind in {} not listed.",
                    judge::several(unlisted, "more line", "more lines"),
                    if unlisted == 1 { "the input is" } else { "the input are" }
                );
                loose.push(Draft::new(*code, message).count(unlisted));
            }
        }
        if let Some(torn) = &stream.segment.torn {
            let message = format!("The input ends at byte {} in the middle of a record.", torn.offset + torn.len);
            loose.push(Draft::new(Code::InputTruncated, message).bytes(index, torn.offset, torn.len));
        }
        if let Some(first) = stream.segment.line_ends.listed.first() {
            let message = format!(
                "{} in an added carriage return, or the input begins with a byte order mark; the entries are read without it.",
                judge::several(stream.segment.line_ends.count, "line ends", "lines end")
            );
            loose.push(Draft::new(Code::LineEndingsChanged, message).count(stream.segment.line_ends.count).bytes(
                index,
                first.offset,
                first.len,
            ));
        }
        match stream.format {
            Format::Encrypted => loose.push(
                Draft::new(
                    Code::InputEncrypted,
                    String::from("This input is encrypted with age and was not read. Decrypt it first: age -d."),
                )
                .bytes(index, 0, stream.size),
            ),
            Format::Gzip => loose.push(
                Draft::new(
                    Code::LineUnreadable,
                    String::from("This input is compressed with gzip and was not read. Unpack it first: gzip -d."),
                )
                .bytes(index, 0, stream.size),
            ),
            Format::Unknown if !foreign.used.contains(&index) => {
                loose.push(Draft::new(Code::LineUnreadable, String::from("This input is in none of the formats that are read here: from its first byte on it is neither lines of JSON, nor a proof, nor a checkpoint.")).bytes(index, 0, stream.size));
            }
            _ => {}
        }
        for record in &stream.segment.records {
            let RecordKind::Header { from, to } = record.kind else { continue };
            let rows = || stream.segment.logs.values().flat_map(|rows| rows.rows.iter().map(|row| row.seq));
            let (first, end) = (rows().min(), rows().max().map(|last| last + 1));
            let differs = |said: Option<u64>, is: Option<u64>| said.is_some() && said != is;
            if differs(from, first) || differs(to, end) {
                let words = |from: Option<u64>, to: Option<u64>| {
                    format!(
                        "{} to {}",
                        from.map_or("-".to_string(), |n| n.to_string()),
                        to.map_or("-".to_string(), |n| n.saturating_sub(1).to_string())
                    )
                };
                let message = format!("The file says that it holds entries {}; it holds {}.", words(from, to), words(first, end));
                loose.push(
                    Draft::new(Code::HeaderDisagrees, message)
                        .bytes(index, record.offset, u64::from(record.len))
                        .values(words(first, end), words(from, to)),
                );
            }
        }
    }
    for label in &trust.unsupported {
        let message = format!("Your policy lists {label}, a key of a type that this version does not know; it counts for nothing.");
        loose.push(Draft::new(Code::VersionUnsupported, message));
    }
}

struct Judging<'j> {
    streams: &'j [Stream],
    trust: &'j Trust,
    question: &'j Question,
    foreign: &'j Foreign,
}

type Stubs = BTreeMap<u64, Vec<Hash>>;

impl Judging<'_> {
    /// Judges every log that occurs in the input; if none does, those that the trust input names.
    fn all(&self, mut anchors: BTreeMap<String, Anchors>, loose: &mut Vec<Draft>) -> (Vec<JudgedLog>, Vec<Kept>) {
        let mut stubs = self.stubs();
        let mut occurring: BTreeSet<String> = self.streams.iter().flat_map(|stream| stream.segment.logs.keys().cloned()).collect();
        occurring.extend(anchors.iter().filter(|(_, anchors)| anchors.readable).map(|(origin, _)| origin.clone()));
        let stray_stubs: Vec<String> = stubs.keys().filter(|origin| !occurring.contains(*origin)).cloned().collect();
        for origin in &stray_stubs {
            let count = stubs.remove(origin).map_or(0, |stubs| stubs.len() as u64);
            let message = format!(
                "{} for log {origin}, of which nothing else is here.",
                judge::several(count, "placeholder stands", "placeholders stand")
            );
            loose.push(Draft::new(Code::StubMismatch, message).count(count));
        }
        let named: BTreeSet<String> = self
            .trust
            .logs
            .iter()
            .map(|log| log.origin.clone())
            .chain(self.trust.pins.iter().map(|pin| pin.opened.checkpoint.origin.clone()))
            .collect();
        let readable = !occurring.is_empty() || !stray_stubs.is_empty();
        let all = if occurring.is_empty() { named.clone() } else { occurring };
        let trusted: BTreeSet<&String> = all.iter().filter(|origin| named.contains(*origin)).collect();
        let torn = self.streams.iter().any(|stream| stream.segment.torn.is_some());
        let mut reports = Vec::new();
        let mut kept = Vec::new();
        for origin in &all {
            let headline = trusted.is_empty() || trusted.contains(origin);
            let (report, drafts, keep) = self.one(
                origin,
                anchors.remove(origin).unwrap_or_default(),
                stubs.remove(origin).unwrap_or_default(),
                headline,
                readable,
                torn,
            );
            if !headline {
                let message =
                    format!("Entries or checkpoints of log {origin} are here too; they were judged apart and do not change the headline.");
                loose.push(Draft::new(Code::EntryOfOtherLog, message));
            }
            reports.push(JudgedLog { report, drafts, headline });
            kept.push(keep);
        }
        (reports, kept)
    }

    fn stubs(&self) -> BTreeMap<String, Stubs> {
        let mut stubs: BTreeMap<String, Stubs> = BTreeMap::new();
        for record in self.streams.iter().flat_map(|stream| &stream.segment.records) {
            if let RecordKind::Stub { log, seq, leaf } = &record.kind {
                let leaves = stubs.entry(log.clone()).or_default().entry(*seq).or_default();
                if let Err(at) = leaves.binary_search(leaf) {
                    leaves.insert(at, *leaf);
                }
            }
        }
        stubs
    }

    fn one(
        &self,
        origin: &str,
        anchors: Anchors,
        stubs: Stubs,
        headline: bool,
        readable: bool,
        torn: bool,
    ) -> (LogReport, Vec<Draft>, Kept) {
        let sources = receipts::sources(origin, self.streams, self.foreign);
        let controls = sources.iter().flat_map(|source| source.rows.controls.iter().map(|(_, control)| control));
        let heads = records::heads(controls);
        let lines = Lines::new(sources);
        let Unbound { inside, beside } = receipts::unbound(origin, &lines, &anchors, self.streams, self.foreign);
        let log = assemble::assemble(
            Parts { origin: String::from(origin), lines, anchors, stubs: stubs.clone(), unbound: inside, beside, heads },
            self.trust,
        );
        let records = records::read(&log, self.trust);
        let none = Question { accept_withheld: self.question.accept_withheld, ..Question::default() };
        let question = if headline { self.question } else { &none };
        let asked = question::ask(&log, self.streams, Some(question));
        let junk = self
            .streams
            .iter()
            .any(|stream| !stream.segment.faults.is_empty() || matches!(stream.format, Format::Unknown | Format::Encrypted | Format::Gzip));
        let unread = self.streams.iter().any(|stream| !stream.complete || matches!(stream.format, Format::Encrypted | Format::Gzip));
        let bench = Bench { log: &log, trust: self.trust, asked: &asked, question, records: &records, stubs: &stubs, torn, unread, junk };
        let mut judged = judge::judge(&bench);
        let unmatched = disclosures::check(&log, self.streams);
        if !unmatched.is_empty() {
            judged.drafts.extend(unmatched);
            judged.reasons.retain(|reason| *reason < Reason::Tampered);
            judged.reasons.push(Reason::Tampered);
        }
        let mut sentence = None;
        if let Some(version) = &records.unknown_version {
            let message = format!("The log declares version {version}, which this verifier does not know; nothing else was judged.");
            sentence = Some(format!("Unproven: the log declares version {version}, which this verifier does not know."));
            judged = Judged::nothing(Reason::Unreadable, alloc::vec![Draft::new(Code::VersionUnsupported, message)]);
        }
        if !readable {
            judged = Judged::nothing(Reason::Unreadable, Vec::new());
        }
        let reason = judged.reasons.first().copied().unwrap_or(Reason::Unanchored);
        let sentence = sentence.unwrap_or_else(|| claims::headline(&bench, &judged, reason));
        let claims = if reason == Reason::Unreadable { claims::nothing() } else { claims::claims(&bench, &judged) };
        let report = facts::log_report(&bench, &judged, reason, sentence, claims);
        let keep = keep(log);
        (report, judged.drafts, keep)
    }
}

fn keep(log: Committed<'_>) -> Kept {
    let mut rows = Vec::new();
    let mut held = Vec::new();
    for (place, status) in log.lines.places().iter().zip(&log.status) {
        for line in log.lines.of(*place) {
            let row = log.lines.row(*line);
            let role = log.roles.get(line).copied();
            let chosen = match role {
                Some(Role::Held(value)) => log.lines.way(*line, &value),
                _ => log.lines.way(*line, &row.leaf),
            };
            let status = if matches!(role, Some(Role::Impostor(_))) { Status::Forged } else { *status };
            rows.push(Row { seq: row.seq, input: log.lines.stream(*line) as u32, offset: row.offset, len: row.len, status });
            held.push(Held {
                leaf: chosen.map_or(row.leaf, |way| way.leaf),
                repair: chosen.map_or(Repair::None, |way| way.repair),
                role,
                seal: chosen.map_or(row.seal, |way| way.seal),
                signer: log.lines.signer(*line).map(String::from),
                prev: row.prev,
                received: row.leaf,
            });
        }
    }
    Kept { rows, held, values: log.values, anchors: log.anchors, dropped: log.dropped, blocks: RefCell::new(BTreeMap::new()) }
}
