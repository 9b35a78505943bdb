//! Ranges of times: fences that are there, absent or unproven, and everything else that shuts an edge or leaves it open.

use crate::made::{Made, ORIGIN, six_with};
use unbroken_tests::build::{Log, START_SECS, Say, checkpoint_record, time};

/// 09:03 up to 09:07: entries 3 to 6.
const RANGE: &str = "time = [\"2026-01-05T09:03:00Z\", \"2026-01-05T09:07:00Z\"]";

fn twelve() -> Log {
    Log::of(ORIGIN, 12)
}

/// The lines of some entries, with proofs of others under the newest state.
fn export(log: &Log, entries: impl IntoIterator<Item = usize>, proofs: &[usize]) -> Vec<Vec<u8>> {
    let size = log.lines.len();
    let proofs = proofs.iter().map(|index| log.proof_record(*index, size));
    proofs.chain(entries.into_iter().map(|seq| log.lines[seq].clone())).collect()
}

/// What must come out; runs are separated by a comma, codes by a blank.
pub fn expect(verdict: &str, reason: &str, coverage: &str, findings: &str) -> &'static str {
    let coverage = coverage.split(", ").filter(|run| !run.is_empty()).map(|run| format!("\"{run}\"")).collect::<Vec<_>>().join(", ");
    let findings = findings.split(' ').filter(|code| !code.is_empty()).map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
    format!("verdict = \"{verdict}\"\nreason = \"{reason}\"\ncoverage = [{coverage}]\nfindings = [{findings}]").leak()
}

fn made(name: &'static str, why: &'static str, lines: Vec<Vec<u8>>, question: &'static str, expect: &'static str) -> Made {
    Made { lines, asked: None, question, ..Made::of(name, why, twelve(), expect) }
}

/// Entries 2 to 6 under a checkpoint of size 7, and when that was cosigned.
fn ending_with_checkpoint(secs_after_range: i64) -> Vec<Vec<u8>> {
    let log = twelve();
    let range_end = START_SECS + 7 * 60;
    let note = log.witnessed_at(7, range_end.saturating_add_signed(secs_after_range));
    [log.proof_under(1, 7, &note)].into_iter().chain(log.lines[2..7].iter().cloned()).collect()
}

/// Twelve entries, of which entry 8 claims the time of entry 5.
fn set_back() -> Log {
    let mut log = Log::of(ORIGIN, 8);
    log.append(&Say { at: time(5), ..log.usual() });
    while log.lines.len() < 12 {
        log.append(&log.usual());
    }
    log
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let mut cases = fences();
    cases.extend(edges());
    cases.extend(inside());
    cases
}

/// §2.9: the window plus its fence entries.
fn fences() -> Vec<Made> {
    let log = twelve();
    let uncovered = {
        let note = log.witnessed(7);
        [log.proof_under(1, 7, &note)].into_iter().chain(log.lines[2..8].iter().cloned()).collect()
    };
    vec![
        made(
            "time-window",
            "four minutes, with the entry before and the entry behind",
            export(&log, 2..8, &[1, 7]),
            RANGE,
            expect("proven", "intact", "proven 2..8", ""),
        ),
        made(
            "time-window-without-entry-before",
            "four minutes, and no entry from before them",
            export(&log, 3..8, &[2, 7]),
            RANGE,
            expect("unproven", "unmet", "proven 3..8", "window-edge-open"),
        ),
        made(
            "time-window-without-entry-behind",
            "four minutes, and no entry from after them",
            export(&log, 2..7, &[1, 7]),
            RANGE,
            expect("unproven", "unmet", "proven 2..7", "window-edge-open"),
        ),
        // Only proven entries can be fences.
        made(
            "time-window-entry-behind-unproven",
            "four minutes, and the entry after them is signed and newer than the checkpoint",
            uncovered,
            RANGE,
            expect("unproven", "unmet", "proven 2..7, uncovered 7..8", "entries-uncovered window-edge-open"),
        ),
        // The entry between fence and range is absent: nobody knows on which side it lies, and nobody is accused.
        made(
            "time-window-fence-apart",
            "four minutes, and the entry before them is not the neighbour of the first",
            export(&log, [1, 3, 4, 5, 6, 7], &[1, 2, 7]),
            RANGE,
            expect("unproven", "unmet", "proven 1..2, proven 3..8", "window-edge-open"),
        ),
        made(
            "time-window-empty",
            "twenty seconds between two entries",
            export(&log, 2..8, &[1, 7]),
            "time = [\"2026-01-05T09:03:30Z\", \"2026-01-05T09:03:50Z\"]",
            expect("proven", "intact", "proven 2..8", ""),
        ),
        // The fences are the last entry before and the first behind, and nothing of what follows.
        made(
            "time-window-empty-up-to-an-entry",
            "half a minute that ends at the very time of an entry, with more entries behind it",
            export(&log, 2..8, &[1, 7]),
            "time = [\"2026-01-05T09:03:30Z\", \"2026-01-05T09:04:00Z\"]",
            expect("proven", "intact", "proven 2..8", ""),
        ),
        made(
            "time-window-empty-behind-the-newest",
            "twenty seconds after the last entry of a checkpoint that was cosigned when the allowed delay was over",
            ending_with_checkpoint(300),
            "time = [\"2026-01-05T09:06:30Z\", \"2026-01-05T09:06:50Z\"]",
            expect("proven", "intact", "proven 2..7", ""),
        ),
        made(
            "time-window-empty-unfenced",
            "twenty seconds before the first entry of an export that begins late",
            export(&log, 4..8, &[3, 7]),
            "time = [\"2026-01-05T09:03:30Z\", \"2026-01-05T09:03:50Z\"]",
            expect("unproven", "unmet", "proven 4..8", "window-edge-open"),
        ),
        // The range holds its start and not its end: one nanosecond decides.
        made(
            "time-window-from-entry-on",
            "a range that begins with entry 3 and ends just behind entry 6, of which the neighbours are the fences",
            export(&log, 2..8, &[1, 7]),
            "time = [\"2026-01-05T09:02:00.000000001Z\", \"2026-01-05T09:06:00.000000001Z\"]",
            expect("proven", "intact", "proven 2..8", ""),
        ),
        made(
            "time-window-begins-at-first-entry",
            "a range that begins at the very time of the first entry here: one before it may have the same time",
            export(&log, 2..8, &[1, 7]),
            "time = [\"2026-01-05T09:02:00Z\", \"2026-01-05T09:07:00Z\"]",
            expect("unproven", "unmet", "proven 2..8", "window-edge-open"),
        ),
    ]
}

/// What else shuts an edge.
fn edges() -> Vec<Made> {
    let log = twelve();
    let pruned = {
        let log = six_with(5, |log| log.control("\"before\":2,", "prune"));
        Made {
            lines: export(&log, 2..6, &[1, 5]),
            asked: None,
            question: "time = [\"2026-01-05T08:00:00Z\", \"2026-01-05T09:04:00Z\"]",
            threats: &[39],
            ..Made::of(
                "time-window-pruned",
                "a range that begins before the entries that retention left, and a proven record of the removal",
                log,
                expect("proven", "intact", "pruned 0..2, proven 2..6", "log-pruned"),
            )
        }
    };
    let to_the_end = "time = [\"2026-01-05T09:03:00Z\", \"2026-01-05T10:00:00Z\"]";
    let closed = six_with(5, |log| log.control("", "log-close"));
    let timeless = {
        let mut log = Log::of(ORIGIN, 2);
        log.append(&Say { at: "2026-01-05T09:02:60Z".into(), ..log.usual() });
        while log.lines.len() < 12 {
            log.append(&log.usual());
        }
        log
    };
    let mut withheld = export(&log, [1, 3, 4, 5, 6, 7], &[1, 2, 7]);
    withheld.push(log.stub(2));
    vec![
        made(
            "time-window-shut-by-checkpoint",
            "four minutes that end with a checkpoint, cosigned when the allowed delay after them was over",
            ending_with_checkpoint(300),
            RANGE,
            expect("proven", "intact", "proven 2..7", ""),
        ),
        // An entry written in the range may still have been waiting for the next checkpoint.
        made(
            "time-window-checkpoint-too-early",
            "four minutes that end with a checkpoint, cosigned a second before the allowed delay was over",
            ending_with_checkpoint(299),
            RANGE,
            expect("unproven", "unmet", "proven 2..7", "window-edge-open"),
        ),
        made(
            "time-window-checkpoint-no-delay",
            "four minutes that end with a checkpoint, cosigned at their end; no delay is allowed",
            ending_with_checkpoint(0),
            "time = [\"2026-01-05T09:03:00Z\", \"2026-01-05T09:07:00Z\"]\ndelay_secs = 0",
            expect("proven", "intact", "proven 2..7", ""),
        ),
        made(
            "time-window-from-the-first",
            "a range that begins before the log did",
            export(&log, 0..4, &[3]),
            "time = [\"2026-01-05T08:00:00Z\", \"2026-01-05T09:03:00Z\"]",
            expect("proven", "intact", "proven 0..4", ""),
        ),
        made(
            "time-window-to-the-newest",
            "a range that ends after the newest entry: the log may have gone on",
            export(&log, 0..12, &[11]),
            to_the_end,
            expect("unproven", "unmet", "proven 0..12", "window-edge-open"),
        ),
        Made {
            asked: None,
            question: to_the_end,
            ..Made::of(
                "time-window-closed",
                "a range that ends after the entry which closes the log",
                closed,
                expect("proven", "intact", "proven 0..6", ""),
            )
        },
        // The record that closes the log is the last entry, but nobody knows its own time: it may lie inside.
        Made {
            asked: None,
            question: to_the_end,
            ..Made::of(
                "time-window-closed-without-a-time",
                "a range that ends after the entry which closes the log and names second 60",
                six_with(5, |log| Say { at: "2026-01-05T09:05:60Z".into(), ..log.control("", "log-close") }),
                expect("unproven", "unmet", "proven 0..6", "entry-malformed window-edge-open"),
            )
        },
        // A proven entry is accounted for, whatever time it gives itself, and asked for like one that is withheld.
        made(
            "time-window-fence-without-a-time",
            "the entry before the range names second 60, and the one before that is here too",
            export(&timeless, 1..8, &[0, 7]),
            RANGE,
            expect("proven", "intact", "proven 1..8", "entry-malformed"),
        ),
        pruned,
        // Withheld entries have no known time: they may lie inside.
        made(
            "time-window-fence-withheld",
            "a placeholder instead of the entry before the range",
            withheld.clone(),
            RANGE,
            expect("unproven", "withheld", "proven 1..2, withheld 2..3, proven 3..8", "entry-withheld"),
        ),
        made(
            "time-window-fence-withheld-accepted",
            "a placeholder instead of the entry before the range, which may be withheld",
            withheld,
            "time = [\"2026-01-05T09:03:00Z\", \"2026-01-05T09:07:00Z\"]\naccept_withheld = true",
            expect("proven", "intact", "proven 1..2, withheld 2..3, proven 3..8", "entry-withheld"),
        ),
    ]
}

/// What lies in the range, and times that run backwards.
fn inside() -> Vec<Made> {
    let log = twelve();
    let set_back = set_back();
    let uncovered = {
        let note = log.witnessed(5);
        [log.proof_under(4, 5, &note)].into_iter().chain(log.lines.iter().cloned()).collect()
    };
    let late = six_with(5, |log| Say { at: "2026-01-05T09:07:02Z".into(), ..log.usual() });
    vec![
        made(
            "time-window-missing-inside",
            "an entry between two of the range is gone",
            export(&log, [2, 3, 5, 6, 7], &[1, 7]),
            RANGE,
            expect("broken", "incomplete", "proven 2..4, missing 4..5, proven 5..8", "entries-missing"),
        ),
        made(
            "time-window-uncovered-inside",
            "the checkpoint ends in the middle of the range",
            uncovered,
            RANGE,
            expect("unproven", "unanchored", "proven 0..5, uncovered 5..12", "entries-uncovered window-edge-open"),
        ),
        Made {
            threats: &[35],
            ..made(
                "time-window-clock-set-back",
                "the whole log, of which entry 8 claims a time in the range, behind one that lies after it",
                export(&set_back, 0..12, &[11]),
                RANGE,
                expect("proven", "intact", "proven 0..12", "time-backwards"),
            )
        },
        // What follows entry 8 is not here, and may claim times in the range too.
        Made {
            threats: &[35],
            ..made(
                "time-window-clock-set-back-at-the-edge",
                "the range and its fences, and one entry further a clock that was set back",
                export(&set_back, 2..9, &[1, 8]),
                RANGE,
                expect("unproven", "unmet", "proven 2..9", "time-backwards window-edge-open"),
            )
        },
        // Both must be answered.
        Made {
            asked: Some("0..2"),
            ..made(
                "time-window-and-entries",
                "a range of times that is complete, and entries that are not here",
                export(&log, 2..8, &[1, 7]),
                RANGE,
                expect("broken", "incomplete", "missing 0..2, proven 2..8", "entries-missing"),
            )
        },
        Made {
            asked: Some("8..12"),
            ..made(
                "time-window-and-other-entries",
                "a range of times and entries outside of it, all of them here",
                export(&log, 0..12, &[11]),
                RANGE,
                expect("proven", "intact", "proven 0..12", ""),
            )
        },
        // The range rests on the times; where witnesses contradict one, it is not shown.
        Made {
            asked: None,
            question: "time = [\"2026-01-05T09:01:00Z\", \"2026-01-05T09:05:00Z\"]",
            threats: &[36],
            ..Made::of(
                "time-window-over-impossible-time",
                "the fence behind the range claims a time at which witnesses had seen it already",
                late,
                expect("unproven", "unmet", "proven 0..6", "time-after-witness"),
            )
        },
        // A line nobody vouches for cannot widen the question.
        made(
            "time-window-and-stray",
            "the range with its fences, and far away a line of nobody that claims a time inside",
            export(&log, 2..8, &[1, 7]).into_iter().chain([stray()]).collect(),
            RANGE,
            expect("proven", "intact", "proven 2..8, uncovered 5000..5001", "entry-stray time-backwards"),
        ),
        made(
            "time-window-and-forged-checkpoint",
            "the range without the entry behind, and a checkpoint of its size that only a stranger's witnesses cosigned",
            export(&log, 2..7, &[1, 7]).into_iter().chain([checkpoint_record(&strangers_note(&log))]).collect(),
            RANGE,
            expect("unproven", "unmet", "proven 2..7", "window-edge-open"),
        ),
    ]
}

/// An unsigned line at a position far away.
fn stray() -> Vec<u8> {
    let line = format!(
        r#"{{"at":"2026-01-05T09:04:00.000Z","event":{{}},"id":"stray","log":"{ORIGIN}","prev":"{}","seq":5000}}"#,
        unbroken_tests::build::base64(&[7; 32])
    );
    line.into_bytes()
}

/// A genuine checkpoint of size 7, cosigned an hour later by witnesses of other names.
fn strangers_note(log: &Log) -> String {
    let witnesses = ["other.example/w1", "other.example/w2"].map(unbroken_tests::build::Key::witness).into();
    Log { witnesses, ..log.clone() }.witnessed_at(7, START_SECS + 4000)
}
