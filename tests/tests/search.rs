//! What the search for committed entries finds where only longer logs, several checkpoints or exact bounds show the difference.

use unbroken::log::coverage::Status;
use unbroken::verdict::report::LogReport;
use unbroken::{Code, Input, Question, Report, Trust, TrustTexts, verify};
use unbroken_tests::build::{Key, Log, base64, checkpoint_record, file, proof_record};
use unbroken_tests::naive;

const ORIGIN: &str = "acme.example/audit";

fn judged(log: &Log, quorum: usize, lines: &[Vec<u8>]) -> Report {
    let policy = log.policy(quorum);
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).expect("the testkit writes usable trust");
    let question = Question { entries: Some((0, Some(log.lines.len() as u64))), ..Question::default() };
    verify(&[Input { name: "x.jsonl", data: &file(lines) }], &trust, &question)
}

fn coverage(log: &LogReport) -> Vec<(Status, u64, u64)> {
    log.coverage.iter().map(|run| (run.status, run.start, run.end)).collect()
}

fn count(log: &LogReport, code: Code) -> usize {
    log.findings.iter().filter(|finding| finding.code == code).count()
}

fn proof(log: &Log, index: usize, size: usize, note: &str) -> Vec<u8> {
    proof_record(&naive::leaf(&log.lines[index]), &log.proof(index, size, None, note))
}

/// A block of which a part was altered is used as its checkpoint gives it: what stands beside it is proven, whether the part is known from
/// the beginning or only from a checkpoint of lower trust that is looked at later.
#[test]
fn an_altered_part_costs_only_itself() {
    let log = Log::unsigned(ORIGIN, 256);
    for note in [log.witnessed(192), log.checkpoint(192)] {
        let mut lines = log.lines.clone();
        // Nothing names entry 191 any more, so that nothing but the tree speaks against the line that stands in its place.
        lines[191] = log.another(191);
        lines.remove(192);
        lines.extend([proof(&log, 0, 192, &note), checkpoint_record(&log.witnessed(256))]);
        let report = judged(&log, 2, &lines);
        let expected = [(Status::Proven, 0, 128), (Status::Suspect, 128, 192), (Status::Missing, 192, 193), (Status::Proven, 193, 256)];
        assert_eq!(coverage(&report.logs[0]), expected);
    }
}

/// A part in which more could be tried than is tried is used as its checkpoint gives it, and costs nothing around it.
#[test]
fn a_part_beyond_the_bound_costs_only_itself() {
    let log = Log::unsigned(ORIGIN, 128);
    let mut lines = vec![proof(&log, 0, 96, &log.witnessed(96)), checkpoint_record(&log.witnessed(128))];
    lines.extend(log.lines.iter().enumerate().filter(|(seq, _)| !(81..83).contains(seq)).map(|(_, line)| line.clone()));
    lines.extend((64..77).map(|seq| log.another(seq)));
    let report = judged(&log, 2, &lines);
    let limits: Vec<_> = report.logs[0].findings.iter().filter(|finding| finding.code == Code::LimitReached).collect();
    assert_eq!(limits.iter().map(|finding| finding.entries).collect::<Vec<_>>(), [Some([64, 96])]);
    let coverage = coverage(&report.logs[0]);
    assert_eq!((coverage.first(), coverage.last()), (Some(&(Status::Proven, 0, 64)), Some(&(Status::Proven, 96, 128))));
}

/// A stranger's checkpoint that disagrees with a trusted one is dropped, also where its own proof is what helped to recompute that one.
#[test]
fn a_strangers_checkpoint_that_disagrees_is_marked() {
    let log = Log::unsigned(ORIGIN, 8);
    for (seq, contested) in [(5, true), (7, false)] {
        let mut theirs = log.clone();
        theirs.lines[seq] = log.another(seq);
        let note = Key::log("stranger.example/log").sign_note(&theirs.checkpoint_text(7));
        // Entries 2 and 3 are known from the stranger's proof alone.
        let mut lines = vec![checkpoint_record(&log.checkpoint(8)), proof(&theirs, 3, 7, &note)];
        lines.extend(log.lines.iter().enumerate().filter(|(seq, _)| !(2..4).contains(seq)).map(|(_, line)| line.clone()));
        let report = judged(&log, 0, &lines);
        assert_eq!(coverage(&report.logs[0]), [(Status::Proven, 0, 2), (Status::Missing, 2, 4), (Status::Proven, 4, 8)]);
        let marked: Vec<_> = report.logs[0].checkpoints.iter().map(|checkpoint| (checkpoint.size, checkpoint.contested)).collect();
        assert_eq!(marked, [(7, contested), (8, false)]);
    }
}

/// Two histories that witnesses confirmed contradict each other; a smaller state that the log signed belongs to both, and is no part of it.
#[test]
fn a_state_that_both_histories_share_is_not_contested() {
    let log = Log::unsigned(ORIGIN, 8);
    let mut other = log.clone();
    other.lines[5] = log.another(5);
    let notes = [log.checkpoint(4), other.witnessed(6), log.witnessed(8)];
    let mut lines: Vec<Vec<u8>> = notes.iter().map(|note| checkpoint_record(note)).collect();
    lines.extend(log.lines.iter().cloned());
    let report = judged(&log, 2, &lines);
    let marked: Vec<_> = report.logs[0].checkpoints.iter().map(|checkpoint| (checkpoint.size, checkpoint.contested)).collect();
    assert_eq!(marked, [(4, false), (6, true), (8, true)]);
    assert_eq!(count(&report.logs[0], Code::SplitView), 1);
}

/// Where nothing is pinned, what one checkpoint shows counts against another that the lines do not fit, placeholders included.
#[test]
fn placeholders_that_a_checkpoint_shows_count_against_another() {
    let log = Log::unsigned(ORIGIN, 12);
    let mut other = log.clone();
    other.lines[11] = log.another(11);
    let mut lines = vec![checkpoint_record(&log.checkpoint(8)), checkpoint_record(&other.checkpoint(12))];
    lines.extend((0..8).map(|seq| log.stub(seq)));
    lines.extend_from_slice(&log.lines[8..]);
    let report = verify(&[Input { name: "x.jsonl", data: &file(&lines) }], &Trust::default(), &Question::default());
    assert_eq!(count(&report.logs[0], Code::CheckpointsDisagree), 1, "{:?}", report.logs[0].findings);
    let said = base64(&naive::root(&other.leaves(12)));
    assert!(report.logs[0].findings.iter().any(|finding| finding.expected.as_deref() == Some(said.as_str())));
}
