//! Ranges that the lines here do not give as they stand: when that accuses whom, and what it leaves alone.

use crate::made::{Made, ORIGIN, six};
use unbroken_tests::build::{Key, Log, base64, checkpoint_record, proof_record};
use unbroken_tests::naive;

/// Every case of this area.
pub fn cases() -> Vec<Made> {
    vec![
        chained_otherwise(),
        neighbours_changed(),
        deleted_before_a_checkpoint(),
        every_second_lost(),
        last_changed(),
        two_of_a_chained_entry(),
        withheld_otherwise(),
        closed_by_an_impostor(),
        strangers_checkpoints_that_fit_nothing(),
    ]
}

/// A line of which the content was edited, and nothing else.
fn edited(line: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(line);
    text.replace("record.read", "record.kept").replace("log-open", "heartbeat").into_bytes()
}

/// A line that names another hash for the entry before it.
fn relinked(line: &[u8], before: &[u8; 32], named: &[u8; 32]) -> Vec<u8> {
    String::from_utf8_lossy(line).replace(&base64(before), &base64(named)).into_bytes()
}

/// The proof of an entry under a state that the witnesses confirmed.
fn witnessed_proof(log: &Log, index: usize, size: usize) -> Vec<u8> {
    proof_record(&naive::leaf(&log.lines[index]), &log.proof(index, size, None, &log.witnessed(size)))
}

/// Algorithm, step 5: every value is a tree's or chained from a proven entry, and the range differs: the log contradicts itself. That the
/// line of a position whose leaf the tree gives was edited, and another is missing, changes nothing about that.
fn chained_otherwise() -> Made {
    let chained = Log::unsigned(ORIGIN, 6);
    let mut tree = chained.clone();
    tree.lines[3] = chained.another(3);
    let mut lines = vec![checkpoint_record(&tree.witnessed(1)), witnessed_proof(&tree, 5, 6), edited(&chained.lines[0])];
    lines.extend_from_slice(&chained.lines[2..]);
    Made {
        lines,
        threats: &[65],
        ..Made::of(
            "chain-against-tree-behind-damage",
            "the witnessed tree holds another entry 3 than entry 4 names; entry 0, whose leaf a checkpoint gives, was edited, and 1 is missing",
            tree,
            "verdict = \"broken\"
             reason = \"forked\"
             coverage = [\"altered 0..1\", \"missing 1..2\", \"disputed 2..4\", \"proven 4..6\"]
             findings = [\"entries-missing\", \"entry-altered\", \"log-contradiction\"]",
        )
    }
}

/// Step 5: of the values some are only claimed by lines, so that a present line is wrong, and the log is not accused.
fn neighbours_changed() -> Made {
    let log = Log::unsigned(ORIGIN, 6);
    let mut lines = log.bundle();
    lines[2] = edited(&log.lines[1]);
    lines[3] = relinked(&log.lines[2], &naive::leaf(&log.lines[1]), &[9; 32]);
    Made {
        lines,
        threats: &[1, 20],
        ..Made::of(
            "neighbours-altered",
            "entry 1 was edited, and entry 2 names another entry before it; the entries behind them are as they were",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"suspect 0..2\", \"altered 2..3\", \"suspect 3..4\", \"proven 4..6\"]
             findings = [\"block-altered\", \"entry-altered\"]",
        )
    }
}

/// Step 5, in so many words: deleting an entry and editing the `prev` of the next must not accuse the innocent lines before.
fn deleted_before_a_checkpoint() -> Made {
    let log = Log::unsigned(ORIGIN, 6);
    let mut lines = log.bundle();
    lines[5] = relinked(&log.lines[4], &naive::leaf(&log.lines[3]), &naive::leaf(&log.lines[2]));
    lines.remove(4);
    Made {
        lines,
        threats: &[6],
        ..Made::of(
            "deleted-and-next-relinked",
            "entry 3, the last of a block, was deleted, and entry 4 names entry 2 as the one before it",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"unproven 0..3\", \"missing 3..4\", \"altered 4..5\", \"proven 5..6\"]
             findings = [\"entries-missing\", \"entries-unprovable\", \"entry-altered\"]",
        )
    }
}

/// Step 5: a right neighbour inside the range is enough for every second position, and a proven entry names the last.
fn every_second_lost() -> Made {
    let log = Log::unsigned(ORIGIN, 9);
    let mut lines = vec![checkpoint_record(&log.witnessed(1)), witnessed_proof(&log, 8, 9)];
    lines.extend([log.lines[0].clone(), edited(&log.lines[2]), log.lines[4].clone(), log.lines[6].clone(), log.lines[8].clone()]);
    Made {
        lines,
        asked: Some("0..9"),
        threats: &[20],
        ..Made::of(
            "every-second-lost-and-one-altered",
            "every second entry is missing, and entry 2 was edited",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"proven 0..1\", \"missing 1..2\", \"suspect 2..3\", \"missing 3..4\", \"suspect 4..5\", \"missing 5..6\", \"suspect 6..7\", \"missing 7..8\", \"proven 8..9\"]
             findings = [\"block-altered\", \"entries-missing\"]",
        )
    }
}

/// Step 5: a tree value is as good as a line, so that the only line here can be told from what the log committed to.
fn last_changed() -> Made {
    let log = Log::unsigned(ORIGIN, 8);
    let mut lines: Vec<Vec<u8>> = (0..7).map(|index| witnessed_proof(&log, index, 7)).collect();
    lines.extend([checkpoint_record(&log.witnessed(8)), edited(&log.lines[7])]);
    Made {
        lines,
        asked: Some("7..8"),
        threats: &[20],
        ..Made::of(
            "only-line-altered-behind-proofs",
            "proofs of seven entries that are not here, a checkpoint of size 8, and entry 7, which was edited",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"suspect 7..8\"]
             findings = [\"block-altered\"]",
        )
    }
}

/// Statuses: two lines of which one is named by a chained value are a conflict, and an impostor needs a tree value.
fn two_of_a_chained_entry() -> Made {
    let log = Log::unsigned(ORIGIN, 6);
    let mut lines = vec![witnessed_proof(&log, 5, 6), log.another(3)];
    lines.extend_from_slice(&log.lines[3..]);
    Made {
        lines,
        asked: Some("3..6"),
        threats: &[16],
        ..Made::of(
            "two-versions-of-a-chained-entry",
            "a window from entry 3 on whose head is not proven, and two versions of entry 3, of which entry 4 names one",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"conflict 3..4\", \"proven 4..6\"]
             findings = [\"entry-conflict\"]",
        )
    }
}

/// Step 4: candidates that a chained value forces are tried first, and the full set when that fails: entry 6 names another entry 5 than the
/// tree holds, and that shows only with the leaf that a proof of lower trust gives for entry 4.
fn withheld_otherwise() -> Made {
    let chained = Log::unsigned(ORIGIN, 8);
    let mut tree = chained.clone();
    tree.lines[5] = chained.another(5);
    let signed = proof_record(&naive::leaf(&tree.lines[4]), &tree.proof(4, 5, None, &tree.checkpoint(5)));
    let mut lines = vec![witnessed_proof(&tree, 6, 8), signed, tree.stub(5)];
    lines.extend_from_slice(&tree.lines[6..]);
    Made {
        lines,
        asked: Some("4..8"),
        threats: &[65],
        ..Made::of(
            "chain-against-tree-withheld",
            "a placeholder for the entry 5 that the tree holds, and an entry 6 that names another",
            tree,
            "verdict = \"broken\"
             reason = \"forked\"
             coverage = [\"missing 4..5\", \"withheld 5..6\", \"proven 6..8\"]
             findings = [\"entries-missing\", \"entry-withheld\", \"log-contradiction\"]",
        )
    }
}

/// Control records: they count only if their own entry is proven, and an impostor is not, whatever stands at its position.
fn closed_by_an_impostor() -> Made {
    let log = six();
    let mut false_log = Log { lines: log.lines[..3].to_vec(), ..log.clone() };
    false_log.append_unsigned(&false_log.control("", "log-close"));
    let mut made = Made::of(
        "impostor-closes-the-log",
        "beside the genuine entry 3 a line that says that the log ended there",
        log,
        "verdict = \"broken\"
         reason = \"forged\"
         coverage = [\"proven 0..6\"]
         findings = [\"entry-impostor\"]",
    );
    // Behind the proof and entries 0 to 3.
    made.lines.insert(5, false_log.lines.remove(3));
    made.threats = &[12];
    made
}

/// Statuses: where nothing is pinned, a root that disagrees with the lines accuses while no root of other keys fits them. Another that does
/// not fit them either excuses nobody.
fn strangers_checkpoints_that_fit_nothing() -> Made {
    let log = Log::unsigned(ORIGIN, 6);
    let note = |key: &str, size: usize| Key::log(key).sign_note(&format!("{ORIGIN}\n{size}\n{}\n", base64(&[size as u8; 32])));
    let mut lines = vec![checkpoint_record(&note("first.example/log", 4)), checkpoint_record(&note("second.example/log", 6))];
    lines.extend_from_slice(&log.lines);
    Made {
        lines,
        policy: None,
        writers: None,
        threats: &[20],
        ..Made::of(
            "two-strangers-checkpoints-fit-nothing",
            "six linked entries, and two checkpoints by keys nobody pinned, neither of which the entries fit",
            log,
            "verdict = \"broken\"
             reason = \"tampered\"
             coverage = [\"uncovered 0..6\"]
             findings = [\"checkpoints-disagree\", \"entries-uncovered\", \"nothing-pinned\"]",
        )
    }
}
