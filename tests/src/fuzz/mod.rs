//! What the fuzzers run: per target one plain function that panics where the engine breaks a promise. The ordinary tests run each over its
//! seeds and over what earlier campaigns found (`verifier/fuzz/corpus/`); `cargo xtask fuzz` goes on from there.

mod json;
mod lines;
mod streams;
mod texts;

use crate::base64::decode;
use crate::corpus::cases;
use std::fs;
use std::path::PathBuf;

/// One function to fuzz.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// As on the command line.
    pub name: &'static str,
    /// What it is held to.
    pub promise: &'static str,
    /// Panics if the promise is broken.
    pub body: fn(&[u8]),
    /// Where a campaign starts.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Longest input in bytes that is worth trying.
    pub longest: usize,
}

/// Every target.
pub const TARGETS: [Target; 12] = [
    Target {
        name: "json",
        promise: "accepts what two other parsers accept, less duplicates and depth; members, pointers, equality and RFC 8785 agree with them",
        body: json::scanner,
        seeds: json::seeds,
        longest: 2_000,
    },
    Target {
        name: "note",
        promise: "one note, one text: what is read is written back to the same bytes",
        body: texts::note,
        seeds: texts::note_seeds,
        longest: 4_000,
    },
    Target {
        name: "checkpoint",
        promise: "one checkpoint, one text",
        body: texts::checkpoint,
        seeds: texts::checkpoint_seeds,
        longest: 1_000,
    },
    Target {
        name: "vkey",
        promise: "one key, one text; its ID follows from it; never a weak key",
        body: texts::vkey,
        seeds: texts::vkey_seeds,
        longest: 500,
    },
    Target { name: "receipt", promise: "one receipt, one text", body: texts::receipt, seeds: texts::receipt_seeds, longest: 8_000 },
    Target {
        name: "policy",
        promise: "trust is read or refused with a line, the same way every time",
        body: texts::policy,
        seeds: texts::policy_seeds,
        longest: 4_000,
    },
    Target {
        name: "question",
        promise: "expectations, pointers and times are read or refused; what is shown reads as the same again",
        body: texts::question,
        seeds: texts::question_seeds,
        longest: 2_000,
    },
    Target {
        name: "line",
        promise: "whatever a line is, it is read as one kind; repairs are idempotent; containers of lines give records",
        body: lines::line,
        seeds: lines::seeds,
        longest: 4_000,
    },
    Target {
        name: "container",
        promise: "unpacked bytes do not depend on the pieces, and are those of another inflate",
        body: streams::container,
        seeds: streams::container_seeds,
        longest: 20_000,
    },
    Target {
        name: "segment",
        promise: "bytes of a worker or a part file that are not its own do no harm",
        body: streams::segment,
        seeds: streams::segment_seeds,
        longest: 20_000,
    },
    Target {
        name: "fold",
        promise: "one report, however a stream is cut and merged",
        body: streams::fold,
        seeds: streams::seeds,
        longest: 8_000,
    },
    Target {
        name: "verify",
        promise: "nothing is proven that the log did not write; nobody without keys forks or rolls back; evidence can be made of anything",
        body: streams::verify,
        seeds: streams::seeds,
        longest: 8_000,
    },
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

/// Runs a target once; does nothing if there is none of this name.
pub fn run(name: &str, data: &[u8]) {
    if let Some(target) = target(name) {
        (target.body)(data);
    }
}

/// The file in which inputs that a campaign found are kept: one per line, in base64.
pub fn kept_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../verifier/fuzz/corpus/{name}.txt"))
}

/// What earlier campaigns found; nothing where none ran.
pub fn kept(name: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(kept_file(name)).unwrap_or_default();
    text.lines().filter_map(decode).collect()
}

/// Every input of the corpus of cases that is not too long.
fn case_inputs(longest: usize) -> Vec<Vec<u8>> {
    let cases = cases().unwrap_or_default();
    let inputs = cases.iter().filter_map(|(_, case)| case.read_inputs().ok()).flatten().map(|(_, data)| data);
    let mut inputs: Vec<Vec<u8>> = inputs.filter(|data| data.len() <= longest).collect();
    inputs.sort();
    inputs.dedup();
    inputs
}
