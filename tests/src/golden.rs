//! Whole reports, kept byte for byte beside their cases, so that a change of the contract is seen where the change is read.
//!
//! What names the build is put out of them: the version is `0.0.0`, and the digest of the sources is all zeros. Everything else is what the
//! engine says.

use crate::corpus::cases;
use std::io;
use std::path::PathBuf;
use unbroken::verdict::report::Tool;
use unbroken::{Input, verify};

/// Cases whose whole report is kept: one where all is well, one altered entry, one fork with its evidence.
pub const CASES: [&str; 3] = ["example-altered", "example-full", "fork-in-bundle"];

/// The file of each such case, and the report that is to stand there.
pub fn reports() -> io::Result<Vec<(PathBuf, String)>> {
    let mut reports = Vec::new();
    for (_, case) in cases()?.into_iter().filter(|(name, _)| CASES.contains(&name.as_str())) {
        let trust = case.read_trust()?.read().map_err(io::Error::other)?;
        let files = case.read_inputs()?;
        let inputs: Vec<_> = files.iter().map(|(name, data)| Input { name, data }).collect();
        let mut report = verify(&inputs, &trust, &case.question());
        report.tool = Tool {
            name: report.tool.name,
            version: "0.0.0",
            source_sha256: "0000000000000000000000000000000000000000000000000000000000000000",
        };
        reports.push((case.folder.join("expected.json"), report.to_json()));
    }
    Ok(reports)
}
