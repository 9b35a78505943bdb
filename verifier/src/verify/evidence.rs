//! Evidence is tried before it is handed out: of several selections the smallest that gives the finding again, and accuses of nothing more.
//!
//! The selections grow from the finding outwards. Each is read and judged as a stranger with the same trust would read it. What does not
//! give the same code at the same entries, or gives damage that the whole input does not give, is not evidence.

use super::case::Case;
use super::exhibits::{self, Exhibits, Header};
use super::material::{Collector, Material, RINGS, Ring};
use super::{Stream, read as read_input};
use crate::budget::{MAX_CANDIDATES, MAX_EVIDENCE_BYTES, MAX_EVIDENCE_LINES, MAX_LISTED};
use crate::finding::{Code, Finding, Severity};
use crate::input::{Format, Input};
use crate::log::segment::RecordKind;
use crate::tree::merkle::leaf_hash;
use crate::verdict::evidence::{self, EvidenceError, EvidenceFile, Need, Reach};
use crate::verdict::question::Question;
use crate::verdict::report::Report;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Case {
    /// The finding with this id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        let all = self.report.logs.iter().flat_map(|log| &log.findings).chain(&self.report.findings);
        all.into_iter().find(|finding| finding.id == id)
    }

    /// A small file from which a stranger with the same trust gets the finding again. `read(input, offset, len)` gives exact bytes of an
    /// input, by its index in the report; the case keeps none.
    pub fn evidence<R>(&self, id: &str, mut read: R) -> Result<EvidenceFile, EvidenceError>
    where
        R: FnMut(usize, u64, u64) -> Option<Vec<u8>>,
    {
        let finding = self.finding(id).ok_or(EvidenceError::NoSuchFinding)?;
        if finding.severity < Severity::Error {
            return Err(EvidenceError::NotDamage);
        }
        let Some(collector) = self.collector(finding) else {
            return Ok(self.file(&Exhibits::default(), finding, &self.question, Vec::new()));
        };
        if finding.code == Code::EntryNotBound {
            return self.unbound(&collector, &mut read);
        }
        let must = evidence::reach(finding.code).gives_again();
        let mut error = EvidenceError::NotAlone;
        for ring in RINGS.into_iter().filter(|ring| *ring >= Ring::first(finding.code)) {
            let material = collector.collect(ring);
            if material.cut || material.rows.len() > MAX_EVIDENCE_LINES {
                error = EvidenceError::TooLarge;
                break;
            }
            let exhibits = self.exhibits(&collector, &material, &mut read)?;
            // Without anything in it a file would lack what is absent as well, and show nothing.
            if must && exhibits.is_empty() {
                continue;
            }
            for question in self.questions(finding) {
                let bare = self.file(&exhibits, finding, &question, Vec::new());
                if bare.data.len() > MAX_EVIDENCE_BYTES {
                    error = EvidenceError::TooLarge;
                    break;
                }
                let report = self.judge(&bare);
                if !must || (gives(&report, finding) && !self.accuses_further(&report)) {
                    return Ok(self.file(&exhibits, finding, &question, self.needs(&report, finding)));
                }
            }
        }
        Err(error)
    }

    /// What belongs to a finding of a log; `None` for one that belongs to no log.
    pub(super) fn collector<'c>(&'c self, finding: &'c Finding) -> Option<Collector<'c>> {
        let origin = finding.log.as_deref()?;
        let log = self.report.logs.iter().position(|log| log.origin == origin)?;
        Some(Collector { case: self, log: self.log(log)?, origin, finding })
    }

    /// The questions under which a finding may come out again. About what is absent only the exact positions may be asked.
    fn questions(&self, finding: &Finding) -> Vec<Question> {
        let exact = finding.entries.map(|[start, end]| Question { entries: Some((start, Some(end))), ..self.question.clone() });
        let open = Question { entries: None, ..self.question.clone() };
        match finding.code {
            Code::EntriesMissing | Code::EntriesExpected | Code::Rollback => exact.into_iter().collect(),
            _ => core::iter::once(open).chain(exact).collect(),
        }
    }

    fn exhibits<R>(&self, collector: &Collector<'_>, material: &Material, read: &mut R) -> Result<Exhibits, EvidenceError>
    where
        R: FnMut(usize, u64, u64) -> Option<Vec<u8>>,
    {
        let mut exhibits = Exhibits {
            lines: Vec::new(),
            proofs: material.given.clone(),
            notes: material.notes.clone(),
            stubs: material.stubs.clone(),
            disclosures: material.disclosures.clone(),
        };
        for drawn in &material.drawn {
            let path = drawn.path.iter().map(|(_, sibling)| *sibling).collect();
            exhibits.proofs.insert((drawn.index, drawn.leaf, path, drawn.note.clone()));
        }
        let mut bytes = 0usize;
        for index in &material.rows {
            let Some(row) = collector.log.rows.get(*index) else { continue };
            // The entry of a foreign log is no line of a bundle.
            let native = collector.log.kept.sources.iter().any(|source| source.input == row.input && !source.foreign);
            bytes = bytes.saturating_add(row.len as usize);
            if !native || bytes > MAX_EVIDENCE_BYTES {
                continue;
            }
            exhibits.lines.push(self.line(collector, *index, read)?);
        }
        Ok(exhibits)
    }

    /// The bytes of a row as they were received; refused if they are not those that were read.
    fn line<R>(&self, collector: &Collector<'_>, index: usize, read: &mut R) -> Result<Vec<u8>, EvidenceError>
    where
        R: FnMut(usize, u64, u64) -> Option<Vec<u8>>,
    {
        let row = collector.log.rows.get(index).ok_or(EvidenceError::InputChanged)?;
        let line = match self.extra(&row) {
            Some(extra) => Some(extra.to_vec()),
            None => read(row.input as usize, row.offset, u64::from(row.len)),
        };
        let same = |line: &Vec<u8>| collector.log.held(index).is_some_and(|held| held.received == leaf_hash(line));
        line.filter(same).ok_or(EvidenceError::InputChanged)
    }

    /// A receipt and its entry, which a bundle cannot hold: there, a proof that fails accuses nobody.
    fn unbound<R>(&self, collector: &Collector<'_>, read: &mut R) -> Result<EvidenceFile, EvidenceError>
    where
        R: FnMut(usize, u64, u64) -> Option<Vec<u8>>,
    {
        let finding = collector.finding;
        let leaf = |index: usize| collector.log.held(index).map(|held| held.received.to_string());
        let entry = (0..collector.log.rows.len()).find(|index| leaf(*index) == finding.actual).ok_or(EvidenceError::NotAlone)?;
        let entry = self.line(collector, entry, read)?;
        // The receipt whose checkpoint states the root that the finding names.
        let states = |note: &str| finding.expected.as_deref().is_some_and(|root| note.lines().any(|line| line == root));
        let records = self.streams.iter().flat_map(|stream| &stream.segment.records);
        let receipts = records.filter_map(|record| match &record.kind {
            RecordKind::Proof { index, path, note, receipt: true, .. } if states(note) => Some((index, path, note)),
            _ => None,
        });
        for (index, path, note) in receipts.take(MAX_CANDIDATES) {
            let data = exhibits::receipt(*index, path, note, &entry);
            for question in self.questions(finding) {
                let mut file =
                    EvidenceFile { data: data.clone(), format: Format::Receipt, question, needs: Vec::new(), reach: Reach::Shows };
                let report = self.judge(&file);
                if gives(&report, finding) && !self.accuses_further(&report) {
                    file.needs = self.needs(&report, finding);
                    return Ok(file);
                }
            }
        }
        Err(EvidenceError::NotAlone)
    }

    fn file(&self, exhibits: &Exhibits, finding: &Finding, question: &Question, needs: Vec<Need>) -> EvidenceFile {
        let header = Header::new(finding, &self.report.inputs, question, &needs);
        let data = exhibits.to_bundle(&header);
        EvidenceFile { data, format: Format::Bundle, question: question.clone(), needs, reach: evidence::reach(finding.code) }
    }

    fn judge(&self, file: &EvidenceFile) -> Report {
        let stream: Stream = read_input(&Input { name: "evidence", data: &file.data }, &self.trust, &file.question);
        Case::assemble(alloc::vec![stream], &self.trust, &file.question).into_report()
    }

    fn needs(&self, report: &Report, finding: &Finding) -> Vec<Need> {
        let Some(log) = report.logs.iter().find(|log| Some(&log.origin) == finding.log.as_ref()) else { return Vec::new() };
        let pins = self.trust.pins.iter().filter(|pin| pin.opened.checkpoint.origin == log.origin);
        evidence::needs(log, &report.policy, pins.map(|pin| pin.note.raw.clone()).collect::<Vec<String>>().into_iter())
    }

    /// Whether a report finds damage that the whole input does not show.
    fn accuses_further(&self, report: &Report) -> bool {
        damage(report).any(|found| {
            let same: Vec<&Finding> = damage(&self.report).filter(|known| known.code == found.code && known.log == found.log).collect();
            let inside = |known: &&Finding| match (known.entries, found.entries) {
                (Some([start, end]), Some([from, to])) => start <= from && to <= end,
                (known, found) => known == found,
            };
            // Of a code with more findings than are listed, any may be one that is not.
            same.len() < MAX_LISTED && !same.iter().any(inside)
        })
    }
}

fn damage(report: &Report) -> impl Iterator<Item = &Finding> {
    let all = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings);
    all.filter(|finding| finding.severity >= Severity::Error)
}

/// Whether a report holds the finding: the same code at the same entries of the same log.
fn gives(report: &Report, finding: &Finding) -> bool {
    damage(report).any(|found| found.code == finding.code && found.log == finding.log && found.entries == finding.entries)
}
