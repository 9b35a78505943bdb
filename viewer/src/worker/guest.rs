//! What a worker does when told: recognise, hash, fold, keep, assemble, explain. Everything it says about evidence comes from the engine.

use super::fold::{self, Part};
use super::hunt::Hunt;
use super::lines::Lines;
use super::protocol::{Answer, Next, NoCopy, NoProof, Pass, RowLine, Shown, StreamFacts, ToPage, ToWorker, TrustInput, VERSION};
use super::say::{say, say_files, scope};
use super::trial::Trial;
use super::unpack::unpack;
use crate::compare::NoCompare;
use crate::escape;
use crate::found::pack;
use crate::query::Query;
use crate::source;
use crate::summary::summary;
use crate::times::Times;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use unbroken::tree::hash::Hash;
use unbroken::verdict::evidence::EvidenceFile;
use unbroken::verify::{TreeSegment, TreeStream, TreeTrust};
use unbroken::{Case, Format, Preview, Question, Segment, Stream, Trust, TrustTexts};
use unbroken_paper::SampleWish;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{File, FileReaderSync, MessageEvent};

#[derive(Default)]
struct Guest {
    trust: Option<Rc<Trust>>,
    /// For the first pass; gone when that is over.
    tree: Option<Rc<TreeTrust>>,
    question: Rc<Question>,
    /// Checkpoints that the reader kept.
    kept: Vec<String>,
    files: Vec<File>,
    /// Parts of the full pass, as they came: outside of the memory of this module, which never shrinks, until they are joined one by one.
    segments: BTreeMap<(usize, usize), Uint8Array>,
    /// What was read of containers, behind every part of them.
    unpacked: BTreeMap<usize, Segment>,
    /// Parts of the first pass, kept until the preview.
    trees: BTreeMap<(usize, usize), Uint8Array>,
    case: Option<Case>,
    /// For each input of the report, the file it came from.
    origin: Vec<usize>,
    /// What is known of each file.
    facts: Vec<StreamFacts>,
    /// The newest search.
    hunt: Option<Hunt>,
}

thread_local! {
    static GUEST: RefCell<Guest> = RefCell::new(Guest::default());
}

/// Listens to the page from now on.
pub fn start() {
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let envelope: Array = event.data().unchecked_into();
        let Some(Ok(message)) = envelope.get(0).as_string().map(|head| serde_json::from_str::<ToWorker>(&head)) else { return };
        GUEST.with_borrow_mut(|guest| guest.hear(message, &envelope));
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    hear.forget();
    say(&ToPage::Started, None);
}

impl Guest {
    fn hear(&mut self, message: ToWorker, envelope: &Array) {
        match message {
            ToWorker::Open { version, trust, question } => self.open(version, &trust, *question, envelope),
            ToWorker::Detect => self.detect(),
            ToWorker::Digest { stream } => fold::digest(stream, self.files.get(stream).cloned()),
            ToWorker::Fold { pass, stream, part, format, start, end, whole } => {
                let part = Part { pass, stream, part, format, start, end, whole };
                let file = self.files.get(stream).cloned();
                match pass {
                    Pass::Full => fold::full(part, file, self.trust.clone(), Rc::clone(&self.question)),
                    Pass::Tree => fold::tree(part, file, self.tree.clone()),
                }
            }
            ToWorker::Segment { pass, stream, part } => {
                let bytes = envelope.get(1).unchecked_into::<Uint8Array>();
                match pass {
                    Pass::Full => drop(self.segments.insert((stream, part), bytes)),
                    // One that comes late is of no use any more.
                    Pass::Tree if self.tree.is_none() => {}
                    Pass::Tree => drop(self.trees.insert((stream, part), bytes)),
                }
            }
            ToWorker::Preview { streams } => {
                let preview = self.preview(&streams).and_then(|preview| serde_json::to_string(&preview).ok());
                say(&ToPage::Previewed { preview }, None);
            }
            ToWorker::Forget => {
                self.tree = None;
                self.trees.clear();
            }
            ToWorker::Assemble { streams } => self.assemble(streams),
            ToWorker::Rows { ticket, log, rows } => say(&ToPage::Rows { ticket, rows: self.rows(log, &rows) }, None),
            ToWorker::Search { ticket, log, query, from, marked } => self.search(ticket, log, (&query, &marked), from),
            ToWorker::Find { ticket, log, seq } => {
                let rows = self.case.as_ref().map(|case| case.rows(log)).unwrap_or_default();
                let row = rows.first_at(seq);
                say(&ToPage::Found { ticket, row: (row < rows.len()).then_some(row as u64) }, None);
            }
            ToWorker::Places { log, seqs } => {
                let rows = self.case.as_ref().map(|case| case.rows(log)).unwrap_or_default();
                let places = seqs.into_iter().map(|seq| (seq, rows.first_at(seq) as u64)).collect();
                say(&ToPage::Places { log, places }, None);
            }
            ToWorker::Entry { ticket, log, row } => {
                let line = self.lines().and_then(|lines| lines.received(log, row));
                let view = self.case.as_ref().zip(line.as_ref()).and_then(|(case, line)| case.entry(log, row as usize, line));
                let view = view.and_then(|view| serde_json::to_string(&view).ok());
                let exact = self.case.as_ref().zip(line.as_ref()).and_then(|(case, line)| case.exact(log, row as usize, line));
                say(&ToPage::Entry { ticket, row, view }, exact.or(line).as_deref());
            }
            ToWorker::Prove { ticket, log, row } => say(&ToPage::Proof { ticket, proof: self.prove(log, row) }, None),
            ToWorker::Show { finding } => self.show(finding),
            ToWorker::Times { ticket, log } => {
                let times = self.case.as_ref().and_then(|case| Times::of(case.times(log)));
                say(&ToPage::Times { ticket, times }, None);
            }
            ToWorker::Paper { ticket, sample } => self.paper(ticket, sample),
            ToWorker::Copy { ticket, log } => {
                let copy = self.trial().map_or(Err(NoCopy::Unread), |trial| trial.copy(log));
                let (file, bytes) = copy.map_or_else(|why| (Err(why), None), |(file, bytes)| (Ok(file), Some(bytes)));
                say(&ToPage::Copied { ticket, file }, bytes.as_deref());
            }
            ToWorker::Try { ticket, file } => {
                let copy = envelope.get(1).unchecked_into::<Uint8Array>().to_vec();
                let report = self.trial().and_then(|trial| trial.judge(file, &copy));
                say(&ToPage::Tried { ticket, report }, None);
            }
            ToWorker::Compare { ticket, old, new } => {
                let compared = self.trial().map_or(Err(NoCompare::Unread), |trial| trial.compare(old, new, &self.kept));
                say(&ToPage::Compared { ticket, diff: compared }, None);
            }
            ToWorker::Rest => {
                *self = Guest::default();
                say(&ToPage::Rested { memory: memory() }, None);
            }
        }
    }

    fn open(&mut self, version: u32, texts: &TrustInput, question: Question, envelope: &Array) {
        let files = envelope.iter().skip(1).map(JsCast::unchecked_into).collect();
        // Whatever a worker was given before, a job begins with what is given now.
        *self = Guest { question: Rc::new(question), files, kept: texts.pins.clone(), ..Guest::default() };
        if version != VERSION {
            let fault = "the page and its worker are of different versions; load the page again".into();
            return say(&ToPage::Refused { text: "page".into(), line: 0, fault }, None);
        }
        match read_trust(texts) {
            Ok(trust) => {
                self.tree = trust.without_writers().map(Rc::new);
                self.trust = Some(Rc::new(trust));
            }
            Err(error) => say(&ToPage::Refused { text: error.text.to_string(), line: error.line, fault: error.fault.to_string() }, None),
        }
    }

    /// Recognises every file, and adds what containers hold to the files.
    fn detect(&mut self) {
        let formats: Vec<Format> = self.files.iter().map(detect).collect();
        let (mut unpacked, mut inside) = (Vec::new(), Vec::new());
        for (container, (file, format)) in self.files.iter().zip(&formats).enumerate() {
            let Some((facts, segment, files)) = unpack(container, file, *format) else { continue };
            self.unpacked.insert(container, segment);
            unpacked.push(facts);
            inside.extend(files);
        }
        say_files(&ToPage::Formats { formats, unpacked }, &inside);
        self.files.extend(inside);
    }

    /// What the trees say. Afterwards nothing of the first pass is left.
    fn preview(&mut self, streams: &[(Format, usize)]) -> Option<Preview> {
        let trust = self.tree.take()?;
        let mut trees = core::mem::take(&mut self.trees);
        let mut join = |(stream, (format, parts)): (usize, &(Format, usize))| {
            // A part that did not get here would look like missing entries.
            let read = |part| TreeSegment::from_bytes(&trees.remove(&(stream, part))?.to_vec());
            let joined = (0..*parts).map(read).try_fold(TreeSegment::default(), |whole, part| Some(whole.merge(part?)));
            TreeStream { format: *format, complete: joined.is_some(), segment: joined.unwrap_or_default() }
        };
        let streams = streams.iter().enumerate().map(&mut join).collect();
        Preview::assemble(streams, &trust, &self.question)
    }

    fn assemble(&mut self, facts: Vec<StreamFacts>) {
        let Some(trust) = self.trust.as_ref() else { return };
        let mut joined: Vec<(Segment, bool)> = facts.iter().map(|_| (Segment::default(), true)).collect();
        let mut join = |stream: usize, part: Option<Segment>| {
            let Some((whole, complete)) = joined.get_mut(stream) else { return };
            // What got lost on the way was not read; it would otherwise look like missing entries.
            *complete &= part.is_some();
            *whole = core::mem::take(whole).merge(part.unwrap_or_default());
        };
        // In the order of the parts, as the map keeps them, and never two of them in two forms.
        for ((stream, _), bytes) in core::mem::take(&mut self.segments) {
            join(stream, Segment::from_bytes(&bytes.to_vec()));
        }
        for (stream, segment) in core::mem::take(&mut self.unpacked) {
            join(stream, Some(segment));
        }
        let stream = |(facts, (segment, complete)): (&StreamFacts, (Segment, bool))| Stream {
            name: facts.name.clone(),
            size: facts.size,
            sha256: facts.sha256,
            format: facts.format,
            complete: facts.complete && complete,
            segment,
            inside: facts.inside.clone(),
        };
        let streams = facts.iter().zip(joined).map(stream).collect();
        let case = Case::assemble(streams, trust, &self.question);
        let report = case.report();
        let same = |input: &unbroken::verdict::report::InputFacts, facts: &StreamFacts| {
            input.name == facts.name
                && input.size == facts.size
                && input.inside == facts.inside
                && input.sha256 == facts.sha256.map(|digest| Hash(digest).to_hex())
        };
        self.origin = report.inputs.iter().map(|input| facts.iter().position(|f| same(input, f)).unwrap_or(usize::MAX)).collect();
        let rows = (0..report.logs.len()).map(|log| case.rows(log).len() as u64).collect();
        let unbroken_paper::next::Next { step, finding } = unbroken_paper::next::next(report);
        let next = Next { step, finding: finding.map(|finding| finding.id.clone()) };
        say(&ToPage::Assembled { answer: Answer { report: report.to_json(), rows, next } }, None);
        self.case = Some(case);
        self.facts = facts;
    }

    /// What a copy is judged with; it can change nothing here.
    fn trial(&self) -> Option<Trial<'_>> {
        Some(Trial { trust: self.trust.as_deref()?, question: &self.question, lines: self.lines()?, facts: &self.facts })
    }

    fn lines(&self) -> Option<Lines<'_>> {
        Some(Lines { case: self.case.as_ref()?, files: &self.files, origin: &self.origin })
    }

    /// What shows a finding to others: a small file, and the commands that check it by hand.
    fn show(&self, finding: String) {
        let Some(lines) = self.lines() else { return };
        let by_hand = lines.case.by_hand(&finding);
        let made = lines.case.evidence(&finding, |input, offset, len| lines.stretch(input, offset, len));
        let (file, data) = match made {
            Ok(file) => (Ok(shown(&finding, &file)), Some(file.data)),
            Err(error) => (Err(error.to_string()), None),
        };
        say(&ToPage::Shown { finding, file, by_hand }, data.as_deref());
    }

    /// The report as a sheet, and the same as a file.
    fn paper(&self, ticket: u32, sample: Option<(String, u64)>) {
        let Some(case) = self.case.as_ref() else { return };
        let wish = sample.map(|(word, count)| SampleWish { word, count });
        let sheet = unbroken_paper::sheet(case.report(), wish.as_ref());
        let html = unbroken_paper::document(case.report(), &sheet);
        say(&ToPage::Paper { ticket, sheet }, Some(html.as_bytes()));
    }

    fn rows(&self, log: usize, wanted: &[u64]) -> Vec<RowLine> {
        let Some(lines) = self.lines() else { return Vec::new() };
        let rows = lines.case.rows(log);
        let wanted: Vec<usize> = wanted.iter().filter_map(|k| usize::try_from(*k).ok()).filter(|k| *k < rows.len()).collect();
        let mut shown = BTreeMap::new();
        lines.each(log, &wanted, |k, line| drop(shown.insert(k, summary(line))));
        let mut line = |k: &usize| {
            let row = rows.get(*k)?;
            let shown = shown.remove(k).unwrap_or_default();
            Some(RowLine {
                row: *k as u64,
                seq: row.seq,
                before: k.checked_sub(1).and_then(|k| rows.get(k)).map(|row| row.seq),
                status: row.status.as_str().into(),
                when: escape::flat(&shown.when),
                parts: shown.parts.map(|text| escape::flat(&text)),
            })
        };
        wanted.iter().filter_map(&mut line).collect()
    }

    /// One go of a search.
    fn search(&mut self, ticket: u32, log: usize, (query, marked): (&Query, &[u64]), from: u64) {
        let (Some(case), files, origin) = (self.case.as_ref(), &self.files, &self.origin) else { return };
        let lines = Lines { case, files, origin };
        if self.hunt.as_ref().is_none_or(|hunt| hunt.ticket != ticket) {
            self.hunt = Some(Hunt::new(ticket, log, (query, marked), &lines));
        }
        let Some(hunt) = self.hunt.as_ref() else { return };
        let found = hunt.go(&lines, usize::try_from(from).unwrap_or(usize::MAX));
        say(&ToPage::Looked { ticket, looked: found.at as u64, unread: found.unread, partial: hunt.is_partial }, Some(&pack(&found.hits)));
    }

    fn prove(&self, log: usize, row: u64) -> Result<String, NoProof> {
        use unbroken::verify::ProveError;
        let case = self.case.as_ref().ok_or(NoProof::NoEntry)?;
        let line = self.lines().and_then(|lines| lines.received(log, row)).ok_or(NoProof::NoEntry)?;
        let seq = case.rows(log).get(row as usize).ok_or(NoProof::NoEntry)?.seq;
        case.prove(log, seq, &line).map_err(|error| match error {
            ProveError::NoCheckpoint => NoProof::NoCheckpoint,
            ProveError::NodesMissing => NoProof::NodesMissing,
            ProveError::NoSuchEntry => NoProof::NoEntry,
        })
    }
}

/// Bytes of memory taken so far.
fn memory() -> u64 {
    const PAGE: u64 = 64 << 10;
    core::arch::wasm32::memory_size::<0>() as u64 * PAGE
}

fn shown(finding: &str, file: &EvidenceFile) -> Shown {
    let ending = if file.format == Format::Receipt { "tlog-proof" } else { "unbroken.jsonl" };
    Shown {
        name: format!("{finding}.{ending}"),
        needs: file.needs.clone(),
        question: Box::new(file.question.clone()),
        gives_again: file.reach.gives_again(),
        limit: file.reach.limit().map(str::to_owned),
    }
}

/// Reads the reader's texts.
pub fn read_trust(texts: &TrustInput) -> Result<Trust, unbroken::TrustError> {
    let pins: Vec<&[u8]> = texts.pins.iter().map(String::as_bytes).collect();
    Trust::read(&TrustTexts {
        policy: texts.policy.as_deref(),
        logs: texts.logs.as_deref(),
        writers: texts.writers.as_deref(),
        pins: &pins,
    })
}

pub(super) fn detect(file: &File) -> Format {
    let mut head = Vec::new();
    let read = FileReaderSync::new().and_then(|reader| source::read(&reader, file, 0, Format::HEAD as u64, &mut head));
    if read.is_err() { Format::Unknown } else { Format::detect(&head) }
}
