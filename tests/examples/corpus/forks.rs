//! Histories that differ: where the difference shows only when everything is put together.

use crate::made::{Made, ORIGIN};
use unbroken_tests::build::{Log, Say, checkpoint_record, proof_record};
use unbroken_tests::naive;

/// Its cases.
pub fn cases() -> Vec<Made> {
    vec![signed_against_witnessed(), signed_parts_against_witnessed(), signed_entry_against_witnessed(), last_line_cut()]
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

/// §3.1: the same where both versions of the entry are here, and the log-signed tree comes out with the one that the witnesses' does not hold.
fn signed_entry_against_witnessed() -> Made {
    let log = Log::of(ORIGIN, 8);
    let mut other = Log { lines: log.lines[..2].to_vec(), ..log.clone() };
    other.append_unsigned(&Say { id: "another".into(), ..other.usual() });
    let another = other.lines[2].clone();
    other.lines.extend_from_slice(&log.lines[3..]);
    let mut lines = vec![checkpoint_record(&log.witnessed(6)), checkpoint_record(&other.checkpoint(8))];
    lines.extend_from_slice(&log.lines);
    lines.insert(5, another);
    Made {
        lines,
        threats: &[19, 65],
        ..Made::of(
            "fork-against-witnesses-in-one-entry",
            "witnesses confirmed six entries; the log signed eight, of which entry 2 is another, and both versions of it are here",
            log,
            "verdict = \"broken\"
             reason = \"forked\"
             coverage = [\"proven 0..6\", \"uncovered 6..8\"]
             findings = [\"entries-uncovered\", \"entry-impostor\", \"split-view\"]",
        )
    }
}

/// §3.2: only a root that disagrees with present lines may accuse. A leaf that its own proof names, with no line in its place, disagrees
/// with nothing.
fn last_line_cut() -> Made {
    let mut made = Made::of(
        "last-line-cut-without-trust",
        "an honest log without its last line, for a reader who trusts nobody; the proof of that line is here",
        Log::of(ORIGIN, 6),
        "verdict = \"unproven\"
         reason = \"self-consistent\"
         coverage = [\"committed 0..5\"]
         findings = [\"nothing-pinned\", \"signer-unpinned\", \"trust-too-low\"]",
    );
    made.lines.pop();
    Made { policy: None, writers: None, asked: None, threats: &[4, 8], ..made }
}
