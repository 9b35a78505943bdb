//! What the engine says about the corpus, kept so that no change of it goes unseen: three whole reports byte for byte beside their cases, and
//! of every case a digest of the report and of what is said about its entries.
//!
//! What names the build is put out of them: the version is `0.0.0`, and the digest of the sources is all zeros. Everything else is what the
//! engine says. That it is right is not shown here: what a case expects is reasoned from the specification (`corpus.rs`).

use crate::corpus::{Case, cases};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use unbroken::verdict::report::Tool;
use unbroken::{Case as Assembled, Report};

/// Cases whose whole report is kept: one where all is well, one altered entry, one fork with its evidence.
pub const CASES: [&str; 3] = ["example-altered", "example-full", "fork-in-bundle"];

/// Of each log, so many entries are part of its digest.
const ENTRIES: usize = 64;

/// A file of evidence: its name and its bytes.
type Given = (String, Vec<u8>);

/// The files with what is kept, and what is to stand in them.
pub fn files() -> io::Result<Vec<(PathBuf, String)>> {
    let (mut files, mut digests) = (Vec::new(), String::new());
    for (name, case) in cases()? {
        let Ok(trust) = case.read_trust()?.read() else { continue };
        let given = case.read_inputs()?;
        let assembled = case.assemble(&given, &trust);
        digests += &format!("{}  {name}\n", digest(&assembled, &given));
        if CASES.contains(&name.as_str()) {
            files.push((case.folder.join("expected.json"), nameless(assembled.report())));
        }
    }
    files.push((list(), digests));
    Ok(files)
}

/// The kept digests, by case.
pub fn digests() -> io::Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(list())?;
    Ok(text.lines().filter_map(|line| line.split_once("  ")).map(|(digest, name)| (name.to_owned(), digest.to_owned())).collect())
}

fn list() -> PathBuf {
    Case::root().join("reports.sha256")
}

/// SHA-256, lower-case hex, over the report and what is said about the first entries of every log.
pub fn digest(assembled: &Assembled, given: &[Given]) -> String {
    let report = assembled.report();
    let mut hasher = Sha256::new_with_prefix(nameless(report));
    for (log, _) in report.logs.iter().enumerate() {
        for (number, row) in assembled.rows(log).iter().enumerate().take(ENTRIES) {
            let input = report.inputs.get(row.input as usize);
            let bytes = input.and_then(|input| given.iter().find(|(name, _)| *name == input.name)).map(|(_, data)| data.as_slice());
            let line = bytes.and_then(|bytes| bytes.get(row.offset as usize..)?.get(..row.len as usize)).unwrap_or_default();
            hasher.update(serde_json::to_vec(&assembled.entry(log, number, line)).unwrap_or_default());
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A report without what names the build.
fn nameless(report: &Report) -> String {
    let source_sha256 = "0000000000000000000000000000000000000000000000000000000000000000";
    Report { tool: Tool { name: report.tool.name, version: "0.0.0", source_sha256 }, ..report.clone() }.to_json()
}
