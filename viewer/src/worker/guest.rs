//! What a worker does when told: recognise, hash, fold, keep, assemble, explain. Everything it says about evidence comes from the engine.

use super::hunt::Hunt;
use super::lines::Lines;
use super::protocol::{NoCopy, NoProof, PIECE, Pass, RowLine, Shown, StreamFacts, ToPage, ToWorker, TrustInput, VERSION};
use super::trial::Trial;
use super::unpack::unpack;
use crate::compare::NoCompare;
use crate::found::pack;
use crate::query::Query;
use crate::summary::summary;
use crate::times::Times;
use crate::{escape, source};
use js_sys::{Array, Uint8Array};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use unbroken::tree::hash::Hash;
use unbroken::verdict::evidence::EvidenceFile;
use unbroken::verify::{TreeFold, TreeSegment, TreeStream, TreeTrust};
use unbroken::{Case, Fold, Format, Preview, Question, Row, Segment, Stream, Trust, TrustTexts};
use unbroken_paper::SampleWish;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

#[derive(Default)]
struct Guest {
    trust: Option<Trust>,
    /// For the first pass; gone when that is over.
    tree: Option<TreeTrust>,
    question: Question,
    /// Checkpoints that the reader kept.
    kept: Vec<String>,
    files: Vec<File>,
    /// Parts of the full pass; nothing for one that could not be read back.
    segments: BTreeMap<(usize, usize), Option<Segment>>,
    /// Parts of the first pass, kept until the preview.
    trees: BTreeMap<(usize, usize), TreeSegment>,
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

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says something to the page. If even that fails the page will notice that the worker is silent or gone.
fn say(message: &ToPage, bytes: Option<&[u8]>) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    let transfer = Array::new();
    if let Some(bytes) = bytes {
        let array = Uint8Array::from(bytes);
        transfer.push(&array.buffer());
        envelope.push(&array);
    }
    // A failure to post means that the page is gone.
    let _gone = scope().post_message_with_transfer(&envelope, &transfer);
}

/// Says something to the page, with files.
fn say_files(message: &ToPage, files: &[File]) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    files.iter().for_each(|file| {
        envelope.push(file);
    });
    let _gone = scope().post_message(&envelope);
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
            ToWorker::Digest { stream } => say(&ToPage::Digested { stream, sha256: self.files.get(stream).and_then(digest) }, None),
            ToWorker::Fold { pass, stream, part, format, start, end, whole } => {
                self.fold(pass, (stream, part), format, (start, end), whole)
            }
            ToWorker::Segment { pass, stream, part } => {
                let bytes = || envelope.get(1).unchecked_into::<Uint8Array>().to_vec();
                match pass {
                    Pass::Full => drop(self.segments.insert((stream, part), Segment::from_bytes(&bytes()))),
                    // One that comes late is of no use any more.
                    Pass::Tree if self.tree.is_none() => {}
                    Pass::Tree => self.trees.extend(TreeSegment::from_bytes(&bytes()).map(|segment| ((stream, part), segment))),
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
                let rows = self.case.as_ref().map_or(&[][..], |case| case.rows(log));
                let row = place(rows, seq);
                say(&ToPage::Found { ticket, row: (row < rows.len() as u64).then_some(row) }, None);
            }
            ToWorker::Places { log, seqs } => {
                let rows = self.case.as_ref().map_or(&[][..], |case| case.rows(log));
                say(&ToPage::Places { log, places: seqs.into_iter().map(|seq| (seq, place(rows, seq))).collect() }, None);
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
        *self = Guest { question, files, kept: texts.pins.clone(), ..Guest::default() };
        if version != VERSION {
            let fault = "the page and its worker are of different versions; load the page again".into();
            return say(&ToPage::Refused { text: "page".into(), line: 0, fault }, None);
        }
        match read_trust(texts) {
            Ok(trust) => {
                self.tree = trust.without_writers();
                self.trust = Some(trust);
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
            // Behind every part that a worker could fold of it.
            self.segments.insert((container, usize::MAX), Some(segment));
            unpacked.push(facts);
            inside.extend(files);
        }
        say_files(&ToPage::Formats { formats, unpacked }, &inside);
        self.files.extend(inside);
    }

    fn fold(&self, pass: Pass, (stream, part): (usize, usize), format: Format, (start, end): (u64, u64), whole: bool) {
        let file = self.files.get(stream);
        let folded = match pass {
            Pass::Full => self.trust.as_ref().zip(file).and_then(|(trust, file)| {
                let mut fold = Fold::new(trust, &self.question, format, start, end);
                let ended = feed(file, fold.from(), end - start, |bytes| (fold.push(bytes), fold.progress()))?;
                let entries = fold.progress().0;
                Some((fold.finish(ended && whole).to_bytes(), entries))
            }),
            Pass::Tree => self.tree.as_ref().zip(file).and_then(|(trust, file)| {
                let mut fold = TreeFold::new(trust, format, start, end);
                let ended = feed(file, fold.from(), end - start, |bytes| (fold.push(bytes), fold.progress()))?;
                let entries = fold.progress().0;
                Some((fold.finish(ended && whole).to_bytes(), entries))
            }),
        };
        match folded {
            Some((bytes, entries)) => say(&ToPage::Folded { pass, stream, part, entries, read: true }, Some(&bytes)),
            None => say(&ToPage::Folded { pass, stream, part, entries: 0, read: false }, None),
        }
    }

    /// What the trees say. Afterwards nothing of the first pass is left.
    fn preview(&mut self, streams: &[(Format, usize)]) -> Option<Preview> {
        let trust = self.tree.take()?;
        let mut trees = core::mem::take(&mut self.trees);
        let mut join = |(stream, (format, parts)): (usize, &(Format, usize))| {
            // A part that did not get here would look like missing entries.
            let segments: Vec<TreeSegment> = (0..*parts).map_while(|part| trees.remove(&(stream, part))).collect();
            let complete = segments.len() == *parts;
            TreeStream { format: *format, segment: segments.into_iter().reduce(TreeSegment::merge).unwrap_or_default(), complete }
        };
        let streams = streams.iter().enumerate().map(&mut join).collect();
        Preview::assemble(streams, &trust, &self.question)
    }

    fn assemble(&mut self, facts: Vec<StreamFacts>) {
        let Some(trust) = self.trust.as_ref() else { return };
        let mut segments: Vec<Vec<Option<Segment>>> = facts.iter().map(|_| Vec::new()).collect();
        // In the order of the parts, as the map keeps them.
        for ((stream, _), segment) in core::mem::take(&mut self.segments) {
            if let Some(parts) = segments.get_mut(stream) {
                parts.push(segment);
            }
        }
        let join = |(facts, parts): (&StreamFacts, Vec<Option<Segment>>)| Stream {
            name: facts.name.clone(),
            size: facts.size,
            sha256: facts.sha256,
            format: facts.format,
            // What got lost on the way was not read; it would otherwise look like missing entries.
            complete: facts.complete && parts.iter().all(Option::is_some),
            segment: parts.into_iter().flatten().reduce(Segment::merge).unwrap_or_default(),
            inside: facts.inside.clone(),
        };
        let streams = facts.iter().zip(segments).map(join).collect();
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
        say(&ToPage::Assembled { report: report.to_json(), rows }, None);
        self.case = Some(case);
        self.facts = facts;
    }

    /// What a copy is judged with; it can change nothing here.
    fn trial(&self) -> Option<Trial<'_>> {
        Some(Trial { trust: self.trust.as_ref()?, question: &self.question, lines: self.lines()?, facts: &self.facts })
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
                who: escape::flat(&shown.who),
                what: escape::flat(&shown.what),
                target: escape::flat(&shown.target),
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

/// The row of the first line at or after a position; one after the last row where no line comes.
fn place(rows: &[Row], seq: u64) -> u64 {
    rows.partition_point(|row| row.seq < seq) as u64
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

fn digest(file: &File) -> Option<[u8; 32]> {
    let (reader, size, mut hash, mut piece, mut at) = (FileReaderSync::new().ok()?, file.size() as u64, Sha256::new(), Vec::new(), 0);
    while at < size {
        let end = (at + PIECE).min(size);
        source::read(&reader, file, at, end, &mut piece).ok()?;
        hash.update(&piece);
        at = end;
        say(&ToPage::Progress { bytes: at, entries: 0 }, None);
    }
    Some(hash.finalize().into())
}

/// Hands the bytes from `from` on to `take` until it has enough, and says how far it is; whether the file ended there.
fn feed(file: &File, from: u64, len: u64, mut take: impl FnMut(&[u8]) -> (bool, (u64, u64))) -> Option<bool> {
    let (reader, size, mut piece, mut at, mut more) = (FileReaderSync::new().ok()?, file.size() as u64, Vec::new(), from, true);
    while more && at < size {
        let next = (at + PIECE).min(size);
        source::read(&reader, file, at, next, &mut piece).ok()?;
        let (wants_more, (entries, bytes)) = take(&piece);
        more = wants_more;
        at = next;
        say(&ToPage::Progress { bytes: bytes.min(len), entries }, None);
    }
    Some(at >= size)
}
