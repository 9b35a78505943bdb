//! Histories that differ: where the difference shows only when everything is put together.

use crate::made::{Made, ORIGIN};
use unbroken_tests::build::{Log, Say, checkpoint_record, proof_record};
use unbroken_tests::naive;

/// Its cases.
pub fn cases() -> Vec<Made> {
    vec![signed_against_witnessed(), signed_parts_against_witnessed()]
}

/// §3.1: a log-signed root that disagrees with a witnessed value is a split view, also where the witnessed tree can be recomputed only
/// with the help of another log-signed checkpoint.
fn signed_against_witnessed() -> Made {
    let log = Log::of(ORIGIN, 24);
    let mut other = Log::of(ORIGIN, 2);
    other.append(&Say { id: "another".into(), ..other.usual() });
    other.append(&other.usual());
    let mut lines = vec![
        checkpoint_record(&log.witnessed(24)),
        proof_record(&naive::leaf(&log.lines[5]), &log.proof(5, 8, None, &log.checkpoint(8))),
        checkpoint_record(&other.checkpoint(4)),
    ];
    lines.extend(log.lines.iter().enumerate().filter(|(seq, _)| !(3..6).contains(seq)).map(|(_, line)| line.clone()));
    Made {
        lines,
        asked: Some("0..24"),
        threats: &[19],
        ..Made::of(
            "fork-against-witnesses",
            "the log signed a checkpoint of size 4 over other entries than its witnesses confirmed, and entries 3 to 5 are missing",
            log,
            "verdict = \"broken\"
             reason = \"forked\"
             coverage = [\"unproven 0..3\", \"missing 3..6\", \"proven 6..24\"]
             findings = [\"entries-missing\", \"entries-unprovable\", \"split-view\"]",
        )
    }
}

/// §3.1: the same where no node of the log-signed tree has the range that the witnesses confirmed, and only its parts together differ.
fn signed_parts_against_witnessed() -> Made {
    let log = Log::of(ORIGIN, 6);
    let mut other = Log::of(ORIGIN, 4);
    other.append(&Say { id: "another".into(), ..other.usual() });
    while other.lines.len() < 8 {
        other.append(&other.usual());
    }
    let proof = other.proof(0, 8, None, &other.checkpoint(8));
    let mut lines = vec![checkpoint_record(&log.witnessed(6)), proof_record(&naive::leaf(&other.lines[0]), &proof)];
    lines.extend_from_slice(&other.lines[4..]);
    Made {
        lines,
        threats: &[19],
        ..Made::of(
            "fork-against-witnesses-in-parts",
            "witnesses confirmed six entries; the log signed eight, of which entry 4 is another, and the entries from there on are here",
            log,
            "verdict = \"broken\"
             reason = \"forked\"
             coverage = [\"missing 0..4\", \"unproven 4..6\", \"uncovered 6..8\"]
             findings = [\"entries-missing\", \"entries-uncovered\", \"entries-unprovable\", \"split-view\"]",
        )
    }
}
