//! Everything assembled: the report, and what is needed to look at single entries and to make proofs.

use super::beside::Beside;
use super::facts::{self, JudgedLog};
use super::kept::{Kept, Log, keep};
use super::receipts::{self, Foreign};
use super::recorded::Site;
use super::rows::{LogRows, Row};
use super::stream_faults::stream_faults;
use crate::finding::Code;
use crate::input::Format;
use crate::log::anchors::{self, Anchors};
use crate::log::assemble::Committed;
use crate::log::draft::Draft;
use crate::log::hits::Hits;
use crate::log::lines::Lines;
use crate::log::repair;
use crate::log::segment::RecordKind;
use crate::log::stream::Stream;
use crate::log::time::Time;
use crate::tree::hash::Hash;
use crate::trust::policy::Trust;
use crate::verdict::attachments::{self, Attachments};
use crate::verdict::dating::Brackets;
use crate::verdict::disclosures::{self, Redaction, Supplied};
use crate::verdict::expect::{self, Answer, Seen};
use crate::verdict::judge::{self, Bench, Judged};
use crate::verdict::question::Question;
use crate::verdict::records::{self, Records};
use crate::verdict::report::{Reason, Report};
use crate::verdict::window::Sight;
use crate::verdict::{chains, claims, question};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Everything assembled.
#[derive(Debug)]
pub struct Case {
    pub(super) report: Report,
    pub(super) logs: Vec<Kept>,
    pub(super) beside: Vec<Beside>,
    pub(super) streams: Vec<Stream>,
    /// Disclosures that fit a digest of a proven entry.
    pub(super) disclosed: Supplied,
    pub(super) trust: Trust,
    pub(super) question: Question,
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
        let unread = streams.iter().any(|stream| !stream.complete || !question.was_put_to(stream));
        for stream in streams.iter_mut().filter(|stream| !question.was_put_to(stream)) {
            // What it remembers answers another question.
            stream.segment.logs.values_mut().for_each(|rows| rows.hits = Hits::default());
        }
        let mut loose = Vec::new();
        let anchors = anchors::collect(&streams, trust, &mut loose);
        let foreign = receipts::foreign(&streams, &anchors, &attachments::named(&streams));
        let supplied = disclosures::supplied(&streams);
        let judging = Judging { streams: &streams, trust, question, foreign: &foreign, supplied: &supplied };
        let put_together = judging.put_together(anchors, &mut loose);
        let said = judging.listen(&put_together, &mut loose);
        stream_faults(&streams, trust, &foreign, &said.attachments, &mut loose);
        let attachments = said.attachments.clone();
        let (mut heard, fitting) = judging.judge(put_together, said, &mut loose);
        let answer = question.events.as_ref().map(|events| {
            let seen: Vec<&Seen> = heard.iter().map(|heard| &heard.seen).collect();
            expect::answer(events, &seen, unread)
        });
        if let Some(answer) = &answer {
            heard.iter_mut().for_each(|heard| answer.lay(&mut heard.log.report, &mut heard.log.drafts));
            loose.extend(answer.loose());
        }
        let (mut reports, mut logs, mut beside) = (Vec::new(), Vec::new(), Vec::new());
        for heard in heard {
            reports.push(heard.log);
            logs.push(heard.kept);
            beside.push(heard.beside);
        }
        let report = facts::report(&streams, trust, question, &attachments, reports, &loose);
        logs.iter_mut().for_each(|kept| kept.adopt(&mut streams));
        let disclosed = supplied.into_iter().filter(|(digest, _)| fitting.contains(digest)).collect();
        let mut case = Case { report, logs, beside, streams, disclosed, trust: trust.clone(), question: question.clone() };
        case.add_content(question, answer, unread);
        case
    }

    /// Adds to the report what the content of entries says.
    fn add_content(&mut self, question: &Question, answer: Option<Answer>, unread: bool) {
        let access: Vec<_> = self.report.logs.iter().map(|log| self.access_list(log)).collect();
        self.report.logs.iter_mut().zip(access).for_each(|(log, access)| log.access = access);
        self.report.trace = question.trace.as_deref().map(|id| self.trace_facts(id, unread));
        self.report.expected = answer.map(|answer| answer.facts);
        let undecided = self.report.expected.map_or(0, |expected| expected.undecided);
        if undecided > 0 {
            let what = judge::several(undecided, "of your expectations is met", "of your expectations are met");
            self.report.not_checked.insert(0, format!("Whether {what}: not everything that could decide it is here and was looked at."));
        }
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
    pub fn rows(&self, log: usize) -> LogRows<'_> {
        self.logs.get(log).map(Kept::rows).unwrap_or_default()
    }

    /// A log (index into the report's logs) with its lines.
    pub(super) fn log(&self, log: usize) -> Option<Log<'_>> {
        self.logs.get(log).map(|kept| Log { kept, rows: kept.rows() })
    }

    /// The append time that each row of a log claims, in their order; milliseconds since 1970.
    pub fn times(&self, log: usize) -> impl Iterator<Item = Option<i64>> + Clone {
        let rows = self.rows(log);
        (0..rows.len()).map(move |row| rows.at(row).map(Time::millis))
    }

    /// The exact bytes of the entry of a row; `received` is the stretch of the input that the row names. `None` if there is no such row, or
    /// the stretch is not what was read.
    pub fn exact(&self, log: usize, row: usize, received: &[u8]) -> Option<Vec<u8>> {
        let log = self.log(log)?;
        let (place, held) = (log.rows.get(row)?, log.held(row)?);
        let received = self.extra(&place).unwrap_or(received);
        if crate::tree::merkle::leaf_hash(received) != held.received {
            return None;
        }
        repair::apply(held.repair, received)
    }

    /// A C2SP tlog-proof of the entry at `index` under the newest usable checkpoint that allows one; `line` are its bytes,
    /// exact or as received; the exact ones become `extra`.
    pub fn prove(&self, log: usize, index: u64, line: &[u8]) -> Result<String, ProveError> {
        let log = self.log(log).ok_or(ProveError::NoSuchEntry)?;
        let leaf = crate::tree::merkle::leaf_hash(line);
        let held = log.held_at(index).find(|held| held.leaf == leaf || held.received == leaf).ok_or(ProveError::NoSuchEntry)?;
        let line = if held.leaf == leaf { Some(line.to_vec()) } else { repair::apply(held.repair, line) };
        let line = line.filter(|line| crate::tree::merkle::leaf_hash(line) == held.leaf).ok_or(ProveError::NoSuchEntry)?;
        let mut error = ProveError::NoCheckpoint;
        for root in log.kept.usable_roots(index) {
            let Some(path) = log.path(index, root.size, &root.hash) else {
                error = ProveError::NodesMissing;
                continue;
            };
            let path = path.into_iter().map(|step| step.sibling).collect();
            let Some(anchor) = log.kept.anchors.best_note(root) else { continue };
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
    supplied: &'j Supplied,
}

/// One log, judged, with what its entries say.
struct Heard {
    log: JudgedLog,
    kept: Kept,
    beside: Beside,
    seen: Seen,
}

type Stubs = BTreeMap<u64, Vec<Hash>>;

/// Every log put together and not yet judged.
struct PutTogether<'j> {
    logs: Vec<OneLog<'j>>,
    /// Whether there is anything to judge.
    readable: bool,
}

/// One log put together, and what its entries say.
struct OneLog<'j> {
    log: Committed<'j>,
    stubs: Stubs,
    records: Records,
    headline: bool,
}

/// What the entries of all logs say about other bytes.
struct SaidOfBytes {
    attachments: Attachments,
    /// Digests and disclosures, in the order of the logs.
    redactions: Vec<Redaction>,
    /// Disclosures that fit nothing, by the log they speak against.
    unmatched: BTreeMap<String, Vec<Draft>>,
}

impl<'j> Judging<'j> {
    /// Puts every log together that occurs in the input; if none does, those that the trust input names.
    fn put_together(&self, mut anchors: BTreeMap<String, Anchors>, loose: &mut Vec<Draft>) -> PutTogether<'j> {
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
        let expected: BTreeSet<String> = self.question.events.iter().flat_map(|events| events.logs().map(String::from)).collect();
        let mut named: BTreeSet<String> = self
            .trust
            .logs
            .iter()
            .map(|log| log.origin.clone())
            .chain(self.trust.pins.iter().map(|pin| pin.opened.checkpoint.origin.clone()))
            .collect();
        let readable = !occurring.is_empty() || !stray_stubs.is_empty();
        // A log that an expectation names is asked about, and answers for itself even if nothing of it is here.
        named.extend(expected.iter().cloned());
        if !occurring.is_empty() {
            occurring.extend(expected);
        }
        let all = if occurring.is_empty() { named.clone() } else { occurring };
        let trusted: BTreeSet<&String> = all.iter().filter(|origin| named.contains(*origin)).collect();
        let logs = all
            .iter()
            .map(|origin| {
                let headline = trusted.is_empty() || trusted.contains(origin);
                let (anchors, stubs) = (anchors.remove(origin).unwrap_or_default(), stubs.remove(origin).unwrap_or_default());
                self.one(origin, anchors, stubs, headline)
            })
            .collect();
        PutTogether { logs, readable }
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

    fn one(&self, origin: &str, anchors: Anchors, stubs: Stubs, headline: bool) -> OneLog<'j> {
        let sources = receipts::sources(origin, self.streams, self.foreign);
        let told = sources.iter().flat_map(|source| source.rows.texts().flat_map(|(_, told)| told.controls.iter()));
        let controls = told.map(|(_, control)| control);
        let heads = records::heads(controls);
        let site = Site { origin, streams: self.streams, foreign: self.foreign, trust: self.trust, stubs: &stubs, heads: &heads };
        let log = site.assemble(Lines::new(sources), anchors);
        let records = records::read(&log, self.trust);
        OneLog { log, stubs, records, headline }
    }

    /// Listens to what the entries of all logs say about other bytes: attachments and disclosed values.
    fn listen(&self, put_together: &PutTogether<'_>, loose: &mut Vec<Draft>) -> SaidOfBytes {
        // A log of another version says nothing that is understood here.
        let known = || put_together.logs.iter().filter(|one| one.records.unknown_version.is_none());
        let attachments = attachments::read(known().map(|one| &one.log), self.streams, self.trust);
        let redactions: Vec<Redaction> =
            put_together.logs.iter().map(|one| disclosures::compare(&one.log, self.supplied, &one.records)).collect();
        let mut unmatched: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
        // What they fit may stand in the rest of an input that was not read to its end.
        let found = if attachments.is_partial(self.streams) {
            Vec::new()
        } else {
            disclosures::unmatched(self.supplied, &redactions, self.streams)
        };
        for (log, draft) in found {
            match log {
                Some(log) => unmatched.entry(log).or_default().push(draft),
                None => loose.push(draft),
            }
        }
        SaidOfBytes { attachments, redactions, unmatched }
    }

    /// Judges every log. Also says which disclosures fit.
    fn judge(&self, all: PutTogether<'_>, mut said: SaidOfBytes, loose: &mut Vec<Draft>) -> (Vec<Heard>, BTreeSet<String>) {
        // The bytes of an attachment are covered by its hash, whatever they are.
        let others = || self.streams.iter().enumerate().filter(|(index, _)| !said.attachments.covers(*index));
        let packed = |stream: &Stream| stream.format == Format::Encrypted || is_packed(stream);
        let whole = Whole {
            readable: all.readable,
            torn: others().any(|(_, stream)| stream.segment.torn.is_some()),
            junk: others().any(|(_, stream)| !stream.segment.faults.is_empty() || stream.format == Format::Unknown || packed(stream)),
            unread: said.attachments.unread(self.streams).next().is_some() || others().any(|(_, stream)| packed(stream)),
            partial: said.attachments.is_partial(self.streams),
        };
        let (mut heard, mut fitting) = (Vec::new(), BTreeSet::new());
        for (one, redaction) in all.logs.into_iter().zip(core::mem::take(&mut said.redactions)) {
            let origin = one.log.origin.clone();
            let mut found = said.attachments.drafts.remove(&origin).unwrap_or_default();
            found.extend(said.unmatched.remove(&origin).unwrap_or_default());
            if self.question.list_redacted {
                found.extend(disclosures::list(&redaction));
            }
            if !one.headline {
                let message =
                    format!("Entries or checkpoints of log {origin} are here too; they were judged apart and do not change the headline.");
                loose.push(Draft::new(Code::EntryOfOtherLog, message));
            }
            heard.push(self.judge_one(one, &whole, &found, &redaction));
            fitting.extend(redaction.fitting);
        }
        (heard, fitting)
    }

    fn judge_one(&self, one: OneLog<'_>, whole: &Whole, found: &[Draft], redaction: &Redaction) -> Heard {
        let OneLog { log, stubs, records, headline } = one;
        let brackets = Brackets::of(&log);
        let Question { accept_withheld, now_secs, skew_secs, delay_secs, .. } = *self.question;
        let none = Question { accept_withheld, now_secs, skew_secs, delay_secs, ..Question::default() };
        let question = if headline { self.question } else { &none };
        let sight = Sight { log: &log, records: &records, stubs: &stubs, brackets: &brackets, trust: self.trust, delay_secs };
        let asked = question::ask(&log, self.streams, question.entries, question.time.map(|range| sight.window(range)));
        let chains = chains::read(&log);
        let bench = Bench {
            log: &log,
            trust: self.trust,
            asked: &asked,
            question,
            records: &records,
            brackets: &brackets,
            chains: &chains,
            redacted: redaction.facts,
            found,
            stubs: &stubs,
            torn: whole.torn,
            unread: whole.unread,
            partial: whole.partial,
            junk: whole.junk,
        };
        let mut judged = judge::judge(&bench);
        let mut sentence = None;
        if let Some(version) = &records.unknown_version {
            let message = format!("The log declares version {version}, which this verifier does not know; nothing else was judged.");
            sentence = Some(format!("Unproven: the log declares version {version}, which this verifier does not know."));
            judged = Judged::nothing(Reason::Unreadable, alloc::vec![Draft::new(Code::VersionUnsupported, message)]);
        }
        if !whole.readable {
            judged = Judged::nothing(Reason::Unreadable, Vec::new());
        }
        let reason = judged.reasons.first().copied().unwrap_or(Reason::Unanchored);
        let sentence = sentence.unwrap_or_else(|| claims::headline(&bench, &judged, reason));
        let claims = if reason == Reason::Unreadable { claims::nothing() } else { claims::claims(&bench, &judged) };
        let report = facts::log_report(&bench, &judged, reason, sentence, claims);
        let seen = match reason {
            Reason::Unreadable => Seen::nothing(&log.origin, headline),
            _ => expect::see(&bench, &judged, headline),
        };
        let beside = Beside::read(&log, &judged.status);
        let kept = keep(log, brackets, &judged.status);
        Heard { log: JudgedLog { report, drafts: judged.drafts, headline }, kept, beside, seen }
    }
}

/// What is known of the input as a whole.
struct Whole {
    readable: bool,
    /// A stream ended in the middle of a line.
    torn: bool,
    /// A line is unreadable or of no known kind.
    junk: bool,
    /// A part was not read.
    unread: bool,
    /// A stream was not read to its end: what was not found may stand in the rest.
    partial: bool,
}
