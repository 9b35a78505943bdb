//! Everything assembled: the report, and what is needed to look at single entries and to make proofs.

use super::facts::{self, JudgedLog};
use super::kept::{Kept, keep};
use super::receipts::{self, Foreign, Unbound};
use super::stream_faults::stream_faults;
use crate::finding::Code;
use crate::input::Format;
use crate::log::anchors::{self, Anchors};
use crate::log::assemble::{self, Parts};
use crate::log::coverage::Status;
use crate::log::draft::Draft;
use crate::log::lines::Lines;
use crate::log::repair;
use crate::log::segment::RecordKind;
use crate::log::stream::Stream;
use crate::tree::hash::Hash;
use crate::trust::policy::Trust;
use crate::verdict::judge::{self, Bench, Judged};
use crate::verdict::question::Question;
use crate::verdict::report::{LogReport, Reason, Report};
use crate::verdict::{claims, disclosures, question, records};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Everything assembled.
#[derive(Debug)]
pub struct Case {
    pub(super) report: Report,
    pub(super) logs: Vec<Kept>,
    pub(super) streams: Vec<Stream>,
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
        streams.sort_by(|a, b| (a.sha256, &a.name, a.size, &a.inside).cmp(&(b.sha256, &b.name, b.size, &b.inside)));
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

    /// The exact bytes of the entry of a row; `received` is the stretch of the input that the row names. `None` if there is no such row, or
    /// the stretch is not what was read.
    pub fn exact(&self, log: usize, row: usize, received: &[u8]) -> Option<Vec<u8>> {
        let kept = self.logs.get(log)?;
        let (place, held) = (kept.rows.get(row)?, kept.held(row)?);
        let received = self.extra(place).unwrap_or(received);
        if crate::tree::merkle::leaf_hash(received) != held.received {
            return None;
        }
        repair::apply(held.repair, received)
    }

    /// A C2SP tlog-proof of the entry at `index` under the newest usable checkpoint that allows one; `line` are its bytes,
    /// exact or as received; the exact ones become `extra`.
    pub fn prove(&self, log: usize, index: u64, line: &[u8]) -> Result<String, ProveError> {
        let kept = self.logs.get(log).ok_or(ProveError::NoSuchEntry)?;
        let leaf = crate::tree::merkle::leaf_hash(line);
        let held = kept.held_at(index).find(|held| held.leaf == leaf || held.received == leaf).ok_or(ProveError::NoSuchEntry)?;
        let line = if held.leaf == leaf { Some(line.to_vec()) } else { repair::apply(held.repair, line) };
        let line = line.filter(|line| crate::tree::merkle::leaf_hash(line) == held.leaf).ok_or(ProveError::NoSuchEntry)?;
        let mut error = ProveError::NoCheckpoint;
        for root in kept.usable_roots(index) {
            let Some(path) = kept.path(index, root.size, &root.hash) else {
                error = ProveError::NodesMissing;
                continue;
            };
            let path = path.into_iter().map(|step| step.sibling).collect();
            let Some(anchor) = kept.anchors.best_note(root) else { continue };
            let receipt = crate::format::receipt::Receipt { extra: Some(line), index, path, note: anchor.note.raw.clone() };
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

/// A container that nobody unpacked.
fn is_packed(stream: &Stream) -> bool {
    stream.format.is_container() && stream.segment.unpacked.is_none()
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
        let controls = sources.iter().flat_map(|source| {
            let retold = source.rows.retold.iter().filter_map(|(_, (_, told))| told.control.as_ref());
            source.rows.controls.iter().map(|(_, control)| control).chain(retold)
        });
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
        let junk = self.streams.iter().any(|stream| {
            !stream.segment.faults.is_empty() || matches!(stream.format, Format::Unknown | Format::Encrypted) || is_packed(stream)
        });
        let unread = self.streams.iter().any(|stream| !stream.complete || stream.format == Format::Encrypted || is_packed(stream));
        let at_limit = |stream: &Stream| stream.segment.faults.contains_key(&Code::LimitReached);
        let stopped = self.streams.iter().any(|stream| stream.format.is_container() && !stream.complete && at_limit(stream));
        let bench =
            Bench { log: &log, trust: self.trust, asked: &asked, question, records: &records, stubs: &stubs, torn, unread, stopped, junk };
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
        let keep = keep(log, &judged.status);
        (report, judged.drafts, keep)
    }
}
