//! The bytes of an evidence file: a header that says what it is about, proof records, checkpoint records, and entry lines as they were.

use crate::finding::Finding;
use crate::format::receipt::Receipt;
use crate::log::draft::entries_words;
use crate::tree::hash::Hash;
use crate::verdict::evidence::{Need, reach};
use crate::verdict::question::Question;
use crate::verdict::report::InputFacts;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// What goes into an evidence file. Sets, so that the same finding gives the same bytes.
#[derive(Clone, Debug, Default)]
pub struct Exhibits {
    /// Entry lines, byte for byte, by position and offset.
    pub lines: Vec<Vec<u8>>,
    /// Proofs with the leaf they are about.
    pub proofs: BTreeSet<(u64, Hash, Vec<Hash>, String)>,
    /// Checkpoint notes.
    pub notes: BTreeSet<String>,
    /// Placeholders: position and leaf hash.
    pub stubs: BTreeSet<(u64, Hash)>,
    /// Supplied values.
    pub disclosures: BTreeSet<String>,
}

impl Exhibits {
    /// Whether there is nothing but the header.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.proofs.is_empty() && self.notes.is_empty() && self.stubs.is_empty() && self.disclosures.is_empty()
    }

    /// The bytes of a native bundle.
    pub fn to_bundle(&self, header: &Header<'_>) -> Vec<u8> {
        let mut records = alloc::vec![record(&BundleRecord { bundle: header })];
        for (index, leaf, path, note) in &self.proofs {
            let proof = Receipt { extra: None, index: *index, path: path.clone(), note: note.clone() }.to_text();
            records.push(record(&ProofRecord { leaf: leaf.to_string(), proof }));
        }
        // A note under a proof need not stand there a second time.
        let bare = self.notes.iter().filter(|note| !self.proofs.iter().any(|(_, _, _, under)| under == *note));
        records.extend(bare.map(|note| record(&NoteRecord { checkpoint: note })));
        for (seq, leaf) in &self.stubs {
            let stub = Stub { leaf: leaf.to_string(), log: header.log.unwrap_or_default(), seq: *seq };
            records.push(record(&StubRecord { stub }));
        }
        records.extend(self.disclosures.iter().map(|text| record(&DisclosureRecord { disclosure: text })));
        // A byte order mark is one only where a stream begins.
        let (marked, plain): (Vec<&Vec<u8>>, Vec<&Vec<u8>>) = self.lines.iter().partition(|line| line.starts_with(b"\xEF\xBB\xBF"));
        let mut data = Vec::new();
        for line in marked.into_iter().chain(&records).chain(plain) {
            data.extend_from_slice(line);
            data.push(b'\n');
        }
        data
    }
}

/// What an evidence file says about itself. Not authenticated, and read by people only.
#[derive(Clone, Debug, Serialize)]
pub struct Header<'a> {
    format: &'static str,
    /// Origin of the log.
    pub log: Option<&'a str>,
    tool: String,
    r#for: String,
    inputs: &'a [InputFacts],
    question: &'a Question,
    needs: &'a [Need],
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
}

impl<'a> Header<'a> {
    /// The header of the evidence of a finding.
    pub fn new(finding: &'a Finding, inputs: &'a [InputFacts], question: &'a Question, needs: &'a [Need]) -> Header<'a> {
        let what = finding.entries.map_or_else(String::new, |[start, end]| format!(", {}", entries_words(start, end)));
        Header {
            format: "unbroken/bundle/v1",
            log: finding.log.as_deref(),
            tool: format!("unbroken {}", env!("CARGO_PKG_VERSION")),
            r#for: format!("evidence of {}{what}: {}", finding.code, finding.message),
            inputs,
            question,
            needs,
            limit: reach(finding.code).limit(),
        }
    }
}

/// The text of a receipt that holds its entry.
pub fn receipt(index: u64, path: &[Hash], note: &str, entry: &[u8]) -> Vec<u8> {
    Receipt { extra: Some(entry.to_vec()), index, path: path.to_vec(), note: String::from(note) }.to_text().into_bytes()
}

fn record(value: &impl Serialize) -> Vec<u8> {
    // Serialising plain data into memory has no failing path.
    serde_json::to_vec(value).unwrap_or_default()
}

#[derive(Serialize)]
struct BundleRecord<'a> {
    bundle: &'a Header<'a>,
}

#[derive(Serialize)]
struct ProofRecord {
    leaf: String,
    proof: String,
}

#[derive(Serialize)]
struct NoteRecord<'a> {
    checkpoint: &'a str,
}

#[derive(Serialize)]
struct StubRecord<'a> {
    stub: Stub<'a>,
}

#[derive(Serialize)]
struct Stub<'a> {
    leaf: String,
    log: &'a str,
    seq: u64,
}

#[derive(Serialize)]
struct DisclosureRecord<'a> {
    disclosure: &'a str,
}
