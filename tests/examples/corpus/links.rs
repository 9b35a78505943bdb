//! Neighbours that are not linked, and lines that stand where the log committed to something else or to nothing.

use crate::first::six_signed;
use crate::made::{Made, six, six_saying};
use crate::window::expect;
use unbroken_tests::build::{ENTRY_DOMAIN, Key, Log, Say, checkpoint_record};

/// The first `count` entries, and another entry after them, by the same writer.
fn fork(count: usize) -> Log {
    let mut log = Log { lines: six().lines[..count].to_vec(), ..six() };
    log.append(&Say { id: "another".into(), ..log.usual() });
    log
}

/// The next line of a log, signed in the name of its writer by somebody else.
fn impostor(log: &Log) -> Vec<u8> {
    let prefix = log.prefix(&log.usual());
    Log::sealed(&prefix, &Key::writer("impostor").sign(format!("{ENTRY_DOMAIN}\n{prefix}").as_bytes()))
}

/// A signature of entry 3 that is not its writer's.
fn badly_signed() -> Log {
    six_signed(|_, prefix| Key::writer("impostor").sign(format!("{ENTRY_DOMAIN}\n{prefix}").as_bytes()))
}

/// Five entries, the first four of them under a checkpoint, and what follows.
fn behind(name: &'static str, why: &'static str, lines: Vec<Vec<u8>>, expect: &'static str) -> Made {
    let log = six();
    let lines = [checkpoint_record(&log.witnessed(4))].into_iter().chain(log.lines[..5].iter().cloned()).chain(lines).collect();
    Made { lines, ..Made::of(name, why, log, expect) }
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let (unsigned, signed) = {
        let mut fork = fork(4);
        let signed = impostor(&fork);
        fork.append_unsigned(&fork.usual());
        (fork.lines[5].clone(), signed)
    };
    let later = {
        let mut fork = fork(3);
        fork.append(&fork.usual());
        fork.lines[4].clone()
    };
    let again = Log { lines: [&six().lines[..5], &six().lines[4..5]].concat(), ..six() };
    let (badly, log) = (badly_signed(), six());
    vec![
        // Nothing is said of the link, nor of the signature: where two lines stand, neither says anything of its neighbour.
        Made {
            threats: &[16],
            ..behind(
                "two-lines-that-name-another-entry",
                "behind the newest entry two lines for one position, one of them badly signed, and both name another entry before them",
                vec![unsigned, signed.clone()],
                expect("broken", "tampered", "proven 0..4, uncovered 4..5, conflict 5..6", "entries-uncovered entry-conflict"),
            )
        },
        // What is wrong with the line is its signature; the neighbour is not accused.
        Made {
            threats: &[2],
            ..behind(
                "badly-signed-line-names-another-entry",
                "behind the newest entry a line that is badly signed and names another entry before it",
                vec![signed],
                expect("broken", "forged", "proven 0..4, uncovered 4..5, forged 5..6", "entries-uncovered signature-invalid"),
            )
        },
        // Without its witnesses the checkpoint settles nothing for this reader, and the writer signed something else.
        Made {
            lines: [checkpoint_record(&log.checkpoint(4))].into_iter().chain(log.lines[..4].iter().cloned()).chain([later]).collect(),
            asked: Some("0..5"),
            threats: &[65],
            ..Made::of(
                "signed-behind-another-history",
                "four entries under a checkpoint without witnesses, and the writer's entry 4, which names another entry 3",
                six(),
                expect("broken", "tampered", "committed 0..4, uncovered 4..5", "entries-uncovered link-broken quorum-unmet trust-too-low"),
            )
        },
        // The log's own key is enough to say that the log committed to it.
        Made {
            lines: [checkpoint_record(&badly.checkpoint(6))].into_iter().chain(badly.lines.iter().cloned()).collect(),
            ..Made::of(
                "signature-invalid-committed-without-witnesses",
                "the log committed to entry 3 with a signature that is not its writer's, and no witness confirmed it",
                badly.clone(),
                expect(
                    "broken",
                    "forged",
                    "committed 0..3, forged 3..4, committed 4..6",
                    "quorum-unmet signature-invalid-committed trust-too-low",
                ),
            )
        },
        // Nobody asked for a range; the position that the tree gives to a line of another one is asked for like any that is here.
        Made {
            lines: [again.proof_record(5, 6)].into_iter().chain(again.lines[..5].iter().cloned()).collect(),
            asked: None,
            ..Made::of(
                "entry-misplaced-at-the-end",
                "the tree holds entry 4 at the last index as well",
                again,
                expect("broken", "forged", "proven 0..5, forged 5..6", "entry-misplaced"),
            )
        },
        Made {
            lines: log.lines[..3].to_vec(),
            pins: vec![log.witnessed(6)],
            asked: Some("0..3"),
            threats: &[67],
            ..Made::of(
                "pin-and-no-checkpoint",
                "the first three entries, nothing that says which log they are of, and a kept checkpoint of six",
                six(),
                expect("unproven", "unanchored", "unproven 0..3", "entries-unprovable pin-not-comparable"),
            )
        },
        Made {
            threats: &[46],
            ..Made::of(
                "text-deceptive-in-neighbours",
                "an actor's name holds a character that nobody sees, in entry 1 and in the neighbours 3 and 4",
                six_saying(&[1, 3, 4].map(|seq| (seq, &hidden as &dyn Fn(&Log) -> String))),
                expect("proven", "intact", "proven 0..6", "text-deceptive"),
            )
        },
    ]
}

fn hidden(_: &Log) -> String {
    String::from("\"event\":{\"action\":\"record.read\",\"actor\":\"b\u{200b}ob\"}")
}
