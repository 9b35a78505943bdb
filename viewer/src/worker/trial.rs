//! What is tried beside the job: a changed copy of one file in the place of that file, under its trust and question; and two of its states
//! against each other. Borrows what the job knows, so that it can change none of it.

use super::lines::Lines;
use super::protocol::{COPY_MOST, NoCopy, StreamFacts};
use crate::compare::{COMPARE_MOST, NoCompare, Side};
use crate::source;
use std::collections::BTreeMap;
use unbroken::verify::diff;
use unbroken::{Case, Fold, Format, Question, Stream, Trust};
use web_sys::{File, FileReaderSync};

/// What a copy is judged with.
pub struct Trial<'g> {
    /// Whom the reader trusts.
    pub trust: &'g Trust,
    /// What the reader asks.
    pub question: &'g Question,
    /// The evidence, and where its lines lie.
    pub lines: Lines<'g>,
    /// What is known of each file.
    pub facts: &'g [StreamFacts],
}

impl Trial<'_> {
    /// The bundle that has most lines of a log: which file it is, and its bytes.
    pub fn copy(&self, log: usize) -> Result<(usize, Vec<u8>), NoCopy> {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for row in self.lines.case.rows(log).iter() {
            let file = self.lines.origin.get(row.input as usize).copied().unwrap_or(usize::MAX);
            if self.facts.get(file).is_some_and(|facts| facts.format == Format::Bundle) {
                *count.entry(file).or_default() += 1;
            }
        }
        let (file, _) = count.into_iter().max_by_key(|(_, lines)| *lines).ok_or(NoCopy::NoBundle)?;
        // What is inside a container is a file of its own; the container is only how it came.
        let size = self.facts.iter().filter(|facts| !facts.format.is_container()).map(|facts| facts.size).sum();
        if size > COPY_MOST {
            return Err(NoCopy::TooLong(size));
        }
        self.lines.files.get(file).and_then(whole).map(|bytes| (file, bytes)).ok_or(NoCopy::Unread)
    }

    /// The report on the evidence with `copy` in the place of one file.
    pub fn judge(&self, file: usize, copy: &[u8]) -> Option<String> {
        let mut streams = Vec::new();
        for (at, (facts, own)) in self.facts.iter().zip(self.lines.files).enumerate() {
            if at == file {
                streams.push(self.stream(facts, Format::detect(copy), copy));
            } else if !facts.format.is_container() {
                streams.push(self.stream(facts, facts.format, &whole(own)?));
            }
        }
        Some(Case::assemble(streams, self.trust, self.question).report().to_json())
    }

    /// How two states belong together, as the engine's JSON. `kept` are the checkpoints that the reader kept.
    pub fn compare(&self, old: Side, new: Side, kept: &[String]) -> Result<String, NoCompare> {
        let size = |side| match side {
            Side::File(at) => self.facts.get(at).map_or(0, |facts| facts.size),
            Side::Kept(_) => 0,
        };
        let together = size(old).saturating_add(size(new));
        if together > COMPARE_MOST {
            return Err(NoCompare::TooLong(together));
        }
        let side = |side| self.side(side, kept).map(|stream| vec![stream]).ok_or(NoCompare::Unread);
        Ok(diff(side(old)?, side(new)?, self.trust).to_json())
    }

    fn side(&self, side: Side, kept: &[String]) -> Option<Stream> {
        match side {
            Side::File(at) => {
                let facts = self.facts.get(at)?;
                Some(self.stream(facts, facts.format, &whole(self.lines.files.get(at)?)?))
            }
            Side::Kept(at) => {
                let data = kept.get(at)?.as_bytes();
                let format = Format::Checkpoint;
                let facts =
                    StreamFacts { name: String::new(), size: data.len() as u64, sha256: None, format, complete: true, inside: None };
                Some(self.stream(&facts, format, data))
            }
        }
    }

    fn stream(&self, facts: &StreamFacts, format: Format, data: &[u8]) -> Stream {
        let size = data.len() as u64;
        let mut fold = Fold::new(self.trust, self.question, format, 0, size);
        fold.push(data);
        let (name, inside) = (facts.name.clone(), facts.inside.clone());
        Stream { name, size, sha256: None, format, segment: fold.finish(true), complete: facts.complete, inside }
    }
}

fn whole(file: &File) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    source::read(&FileReaderSync::new().ok()?, file, 0, file.size() as u64, &mut bytes).ok()?;
    Some(bytes)
}
