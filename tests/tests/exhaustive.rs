//! Small logs under every small change there is: every bit, every truncation, every line dropped, doubled, altered, emptied or swapped, and
//! every two lines dropped, doubled, altered or emptied together. Each change is reported, or lies outside what is protected; and blame falls on what was touched.
//!
//! What is protected is said without the engine: the entries that were asked for, line by line, and the note with every signature that the
//! policy wants.

use std::collections::BTreeSet;
use std::ops::Range;
use unbroken::log::coverage::Status;
use unbroken::{Case, Question, Reason, Severity, Trust, TrustTexts, Verdict};
use unbroken_tests::build::{self, Log};
use unbroken_tests::split::{part, stream};

/// A whole and good input.
struct Scene {
    name: &'static str,
    log: Log,
    lines: Vec<Vec<u8>>,
    trust: Trust,
    asked: Range<u64>,
    /// What every proof stands on: a note as it stands in a record, or in a file.
    note: String,
}

fn scenes() -> Vec<Scene> {
    let log = Log::of("acme.example/audit", 4);
    let mut plain = Log::new("acme.example/audit");
    while plain.lines.len() < 4 {
        let say = plain.usual();
        plain.append_unsigned(&say);
    }
    let scene = |name, log: &Log, lines, quorum, asked: Range<u64>, note: String| {
        let (policy, writers) = (log.policy(quorum), log.writers());
        let writers = Some(writers.as_str()).filter(|_| quorum > 0);
        let trust = Trust::read(&TrustTexts { policy: Some(&policy), writers, ..TrustTexts::default() }).unwrap();
        Scene { name, log: log.clone(), lines, trust, asked, note }
    };
    let quoted = |note: String| serde_json::Value::from(note).to_string().trim_matches('"').to_owned();
    let bare = [plain.lines.clone(), vec![build::checkpoint_record(&plain.checkpoint(4))]].concat();
    let window = vec![log.proof_record(1, 4), log.lines[1].clone(), log.lines[2].clone(), log.proof_record(2, 4)];
    vec![
        scene("signed and witnessed", &log, log.bundle(), 2, 0..4, quoted(log.witnessed(4))),
        scene("a bare checkpoint over unsigned entries", &plain, bare, 0, 0..4, quoted(plain.checkpoint(4))),
        scene("a window", &log, window, 2, 1..3, quoted(log.witnessed(4))),
    ]
}

impl Scene {
    fn case(&self, data: &[u8]) -> Case {
        let question = Question { entries: Some((self.asked.start, Some(self.asked.end))), ..Question::default() };
        let segment = part(data, &self.trust, &question, 0, data.len(), &mut Vec::new());
        Case::assemble(vec![stream(data, segment)], &self.trust, &question)
    }

    /// Whether a line says what the genuine entry says: byte for byte, or to any JSON parser.
    fn is_genuine(&self, seq: u64, line: &[u8]) -> bool {
        let genuine = &self.log.lines[seq as usize];
        let json = |line: &[u8]| serde_json::from_slice::<serde_json::Value>(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)).ok();
        line.trim_ascii() == genuine || json(line).is_some_and(|value| Some(value) == json(genuine))
    }

    /// Positions at which something is not as it was: no genuine line, or another line that speaks of it.
    fn touched(&self, data: &[u8]) -> BTreeSet<u64> {
        let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
        let gone = self.asked.clone().filter(|seq| !lines.iter().any(|line| self.is_genuine(*seq, line)));
        let others = lines.iter().filter_map(|line| {
            let seq = serde_json::from_slice::<serde_json::Value>(line).ok()?["seq"].as_u64()?;
            ((seq as usize) >= self.log.lines.len() || !self.is_genuine(seq, line)).then_some(seq)
        });
        gone.chain(others).collect()
    }

    /// The law of one changed input; gives back whether it is still called proven.
    fn hold(&self, data: &[u8], what: &dyn Fn() -> String) -> bool {
        let case = self.case(data);
        let report = case.report();
        let what = || format!("{}, {}: {:?}, {}", self.name, what(), report.reason, data.escape_ascii());
        let touched = self.touched(data);
        for (index, log) in report.logs.iter().enumerate() {
            for row in case.rows(index).iter().filter(|row| row.status == Status::Proven) {
                let line = &data[row.offset as usize..][..row.len as usize];
                assert!(log.origin == self.log.origin && self.is_genuine(row.seq, line), "entry {} is proven: {}", row.seq, what());
            }
            assert!(!matches!(log.reason, Reason::Forked | Reason::RolledBack), "{}", what());
            let accusing = log.findings.iter().filter(|finding| finding.severity >= Severity::Error);
            for (code, [start, end]) in accusing.filter_map(|finding| finding.entries.map(|entries| (finding.code, entries))) {
                let near = touched.range(start.saturating_sub(1)..end.saturating_add(1)).next().is_some();
                assert!(near, "{code} {start}..{end}, touched {touched:?}: {}", what());
            }
        }
        let proven = report.verdict == Verdict::Proven;
        let intact = touched.is_disjoint(&self.asked.clone().collect()) && String::from_utf8_lossy(data).contains(&self.note);
        assert!(intact || !proven, "changed, and proven: {}", what());
        let told = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).count() + report.not_checked.len();
        assert!(proven || told > 0, "not proven, and nothing says why: {}", what());
        proven
    }
}

/// One way to change a line.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Drop,
    Double,
    Alter,
    Empty,
    Swap(usize),
}

const EDITS: [Edit; 4] = [Edit::Drop, Edit::Double, Edit::Alter, Edit::Empty];

/// Applies edits to the lines they name, the last line first, so that the places of the others stay what they are.
fn edited(lines: &[Vec<u8>], edits: &[(usize, Edit)]) -> Vec<u8> {
    let mut lines = lines.to_vec();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(at, _)| usize::MAX - at);
    for (at, edit) in edits {
        match edit {
            Edit::Drop => drop(lines.remove(at)),
            Edit::Double => lines.insert(at, lines[at].clone()),
            Edit::Alter => {
                let middle = lines[at].len() / 2;
                lines[at][middle] ^= 1;
            }
            Edit::Empty => lines[at].clear(),
            Edit::Swap(other) => lines.swap(at, other),
        }
    }
    build::file(&lines)
}

#[test]
fn every_edit_and_every_two() {
    for scene in scenes() {
        assert!(scene.hold(&build::file(&scene.lines), &|| "unchanged".into()), "{}", scene.name);
        let count = scene.lines.len();
        let singles: Vec<(usize, Edit)> =
            (0..count).flat_map(|at| EDITS.into_iter().chain((at + 1..count).map(Edit::Swap)).map(move |edit| (at, edit))).collect();
        let (mut tried, mut proven) = (0, 0);
        for (k, first) in singles.iter().enumerate() {
            for edits in std::iter::once(vec![*first]).chain(singles[k + 1..].iter().map(|second| vec![*first, *second])) {
                // After one edit the other's line must still be where it was.
                let fits = edits.iter().all(|(_, edit)| !matches!(edit, Edit::Swap(_)) || edits.len() == 1);
                if fits && (edits.len() == 1 || edits[0].0 != edits[1].0) {
                    tried += 1;
                    proven += usize::from(scene.hold(&edited(&scene.lines, &edits), &|| format!("{edits:?}")));
                }
            }
        }
        // Doubled lines, another order, and empty lines hurt nobody; most other changes do.
        assert!(tried > 80 && proven > 5 && proven * 2 < tried, "{}: {proven} of {tried}", scene.name);
    }
}

#[test]
fn every_truncation() {
    for scene in scenes() {
        let data = build::file(&scene.lines);
        for end in 0..data.len() - 1 {
            // Without its last line feed a last line is whole; a record of a proof may stand there that nobody needs.
            scene.hold(&data[..end], &|| format!("up to byte {end}"));
            scene.hold(&data[end..], &|| format!("from byte {end} on"));
        }
    }
}

/// Flips these bits of every byte of every scene.
fn flip(bits: Range<u8>) {
    for scene in scenes() {
        let mut data = build::file(&scene.lines);
        for at in 0..data.len() {
            for bit in bits.clone() {
                data[at] ^= 1 << bit;
                scene.hold(&data, &|| format!("bit {bit} of byte {at}"));
                data[at] ^= 1 << bit;
            }
        }
    }
}

#[test]
fn every_low_bit() {
    flip(0..4);
}

#[test]
fn every_high_bit() {
    flip(4..8);
}
