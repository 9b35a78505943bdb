//! What the engine says about the corpus, kept so that no change of it goes unseen: three whole reports byte for byte beside their cases; of
//! every case a digest of the report, of what is said about its entries, and of the report on another question; and digests of the reports on
//! random logs under random attacks.
//!
//! What names the build is put out of them: the version is `0.0.0`, and the digest of the sources is all zeros. Everything else is what the
//! engine says. That it is right is not shown here: what a case expects is reasoned from the specification (`corpus.rs`).

use crate::corpus::{Case, cases};
use crate::world::attacked;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use unbroken::verdict::report::Tool;
use unbroken::verify::{Time, TimeRange};
use unbroken::{Case as Assembled, Question, Report, Trust};

/// Cases whose whole report is kept: one where all is well, one altered entry, one fork with its evidence.
pub const CASES: [&str; 3] = ["example-altered", "example-full", "fork-in-bundle"];

/// Of each log, so many entries are part of its digest.
const ENTRIES: usize = 64;

/// So many random logs are looked at …
const WORLDS: u64 = 400;
/// … so many with one digest.
const TOGETHER: u64 = 50;

/// A file of evidence: its name and its bytes.
type Given = (String, Vec<u8>);

/// The files with what is kept, and what is to stand in them.
pub fn files() -> io::Result<Vec<(PathBuf, String)>> {
    let (mut files, mut digests) = (Vec::new(), String::new());
    for (name, case) in cases()? {
        let Ok(trust) = case.read_trust()?.read() else { continue };
        let given = case.read_inputs()?;
        let assembled = case.assemble(&given, &trust);
        digests += &format!("{}  {name}\n", digest(&case, &trust, &assembled, &given));
        if CASES.contains(&name.as_str()) {
            files.push((case.folder.join("expected.json"), nameless(assembled.report())));
        }
    }
    worlds().for_each(|(name, seeds)| digests += &format!("{}  {name}\n", digest_of_worlds(seeds)));
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

/// The groups of random logs, by name, with the seeds they come from.
pub fn worlds() -> impl Iterator<Item = (String, RangeInclusive<u64>)> {
    let groups = (1..=WORLDS).step_by(TOGETHER as usize).map(|first| first..=first + TOGETHER - 1);
    groups.map(|seeds| (format!("worlds {} to {}", seeds.start(), seeds.end()), seeds))
}

/// SHA-256, lower-case hex, over the reports on random logs under random attacks, for readers who trust more or less.
pub fn digest_of_worlds(seeds: RangeInclusive<u64>) -> String {
    let mut hasher = Sha256::new();
    for seed in seeds {
        let world = attacked(seed);
        hasher.update(nameless(world.case(&world.records).report()));
        for trust in world.other_trusts() {
            hasher.update(nameless(world.case_for(&world.records, &trust).report()));
        }
    }
    hex(hasher)
}

/// SHA-256, lower-case hex, over the report, what is said about the first entries of every log, and the report on another question.
pub fn digest(case: &Case, trust: &Trust, assembled: &Assembled, given: &[Given]) -> String {
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
    if let Some(question) = another_question(case, assembled) {
        hasher.update(nameless(case.assemble_asked(given, trust, &question).report()));
    }
    hex(hasher)
}

/// Whatever can be asked of times, at the very times that stand in the first log, where every comparison is a near miss.
fn another_question(case: &Case, assembled: &Assembled) -> Option<Question> {
    let mut times: Vec<i64> = assembled.times(0).flatten().collect();
    times.sort_unstable();
    let time = |at: usize| {
        times.get(at).map(|millis| Time { secs: millis.div_euclid(1_000), nanos: (millis.rem_euclid(1_000) as u32) * 1_000_000 })
    };
    let (from, to) = (time(times.len() / 3)?, time(times.len() * 2 / 3)?);
    let (first, last) = (u64::try_from(times.first()? / 1_000).ok()?, u64::try_from(times.last()? / 1_000).ok()?);
    Some(Question {
        time: TimeRange::new(from, to),
        now_secs: Some(last),
        max_age_secs: Some((last - first) / 4),
        max_silence_secs: Some((last - first) / 8),
        skew_secs: 0,
        delay_secs: 0,
        list_redacted: true,
        ..case.question()
    })
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A report without what names the build.
fn nameless(report: &Report) -> String {
    let source_sha256 = "0000000000000000000000000000000000000000000000000000000000000000";
    Report { tool: Tool { name: report.tool.name, version: "0.0.0", source_sha256 }, ..report.clone() }.to_json()
}
