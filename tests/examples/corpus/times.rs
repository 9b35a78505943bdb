//! Times against witnesses, silence, the age of the newest state, and checkpoints that the log records in itself.

use crate::made::{Made, ORIGIN, six, six_with};
use crate::window::expect;
use unbroken_tests::build::{Log, START_SECS, Say, checkpoint_record, time};

fn says(at: &str) -> Log {
    let at = format!("2026-01-05T{at}Z");
    six_with(5, |log| Say { at: at.clone(), ..log.usual() })
}

fn intact(findings: &str) -> &'static str {
    expect("proven", "intact", "proven 0..6", findings)
}

/// Six entries under a checkpoint whose cosignatures are put together by hand.
fn under(log: &Log, note: &str) -> Vec<Vec<u8>> {
    [log.proof_under(5, 6, note)].into_iter().chain(log.lines.iter().cloned()).collect()
}

/// Six entries, and the first three under a checkpoint that was cosigned so many seconds after the first entry.
fn three_seen_at(secs: &[u64]) -> Vec<Vec<u8>> {
    let log = six();
    let three = secs.iter().map(|secs| checkpoint_record(&log.witnessed_at(3, START_SECS + secs)));
    three.chain(under(&log, &log.witnessed_at(6, START_SECS + 4000))).collect()
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let mut cases = witnessed();
    cases.extend(present());
    cases.extend(silence());
    cases.extend(recorded());
    cases
}

/// T1 and T2. The checkpoint of six entries is cosigned at 09:06:00 and 09:06:01, so a quorum of two knew it by 09:06:01.
fn witnessed() -> Vec<Made> {
    let backdated = |name, why, lines, question, expect| Made { lines, question, threats: &[35], ..Made::of(name, why, six(), expect) };
    vec![
        Made::of(
            "time-at-witness-bound",
            "the last entry is as late as the clocks of writer and witness may differ",
            says("09:07:01"),
            intact(""),
        ),
        Made {
            threats: &[35, 36],
            ..Made::of(
                "time-after-witness",
                "the last entry is a nanosecond later than its witnesses allow",
                says("09:07:01.000000001"),
                intact("time-after-witness"),
            )
        },
        Made {
            question: "skew_secs = 61",
            ..Made::of("time-after-witness-allowed", "the same entry, and clocks may differ more", says("09:07:01.000000001"), intact(""))
        },
        Made {
            question: "require = [\"dated\"]",
            ..Made::of(
                "time-after-witness-required",
                "the same entry, and the times must be right",
                says("09:07:02"),
                expect("unproven", "unmet", "proven 0..6", "time-after-witness"),
            )
        },
        // No quorum, no bracket.
        Made {
            policy: Some(six().policy(0)),
            ..Made::of("time-without-quorum", "an entry of next year, and nobody asks for witnesses", says("23:59:59"), intact(""))
        },
        backdated(
            "time-backdated",
            "entry 3 claims a time six minutes before witnesses saw a log without it",
            three_seen_at(&[540]),
            "",
            intact("time-backdated"),
        ),
        backdated(
            "time-at-backdate-bound",
            "entry 3 claims a time five minutes before witnesses saw a log without it",
            three_seen_at(&[480]),
            "",
            intact(""),
        ),
        backdated(
            "time-a-second-backdated",
            "entry 3 claims a time five minutes and a second before witnesses saw a log without it",
            three_seen_at(&[481]),
            "",
            intact("time-backdated"),
        ),
        backdated(
            "time-backdated-allowed",
            "entry 3 claims a time six minutes before witnesses saw a log without it, and may wait that long",
            three_seen_at(&[540]),
            "delay_secs = 360",
            intact(""),
        ),
        // The log was asked for its newest state again while entries waited for the next one: the first time counts.
        backdated(
            "state-cosigned-again",
            "the older checkpoint is cosigned in time, and once more much later",
            three_seen_at(&[480, 3000]),
            "",
            intact(""),
        ),
        // Either witness is enough, and the second had seen more before the first saw less: nobody is accused of backdating.
        {
            let log = six();
            let [first, second] = [0, 1].map(|k| log.witnesses[k].clone());
            let three = first.cosign(&log.checkpoint(3), START_SECS + 900);
            let all = second.cosign(&log.checkpoint(6), START_SECS + 400);
            let lines = [checkpoint_record(&three)].into_iter().chain(under(&log, &all)).collect();
            let made =
                Made::of("witness-lagging", "one of two witnesses cosigns an older state after the other the newer", six(), intact(""));
            Made { lines, policy: Some(log.policy(1)), threats: &[27, 35], ..made }
        },
        // Row 36: the entry breaks the format, and is what the log committed to.
        Made {
            threats: &[36],
            ..Made::of("time-leap-second", "the last entry names second 60", says("09:05:60"), intact("entry-malformed"))
        },
        Made {
            threats: &[36],
            ..Made::of(
                "time-local-offset",
                "the last entry gives its time with an offset",
                says("09:05:00+01:00"),
                intact("entry-malformed"),
            )
        },
    ]
}

/// T4, the present.
fn present() -> Vec<Made> {
    let asked = |name, why, question: String, expect| Made { question: question.leak(), ..Made::of(name, why, six(), expect) };
    let aged = |secs: u64, allowed: u64| format!("now_secs = {}\nmax_age_secs = {allowed}", START_SECS + secs);
    let stale = || expect("unproven", "unmet", "proven 0..6", "checkpoint-stale");
    let log = six();
    let half_fresh = log.witnesses[1].cosign(&log.witnesses[0].cosign(&log.checkpoint(6), START_SECS + 360), START_SECS + 90_000);
    let twice = log.witnesses[0].cosign(&log.witnesses[0].cosign(&log.checkpoint(6), START_SECS + 360), START_SECS + 420);
    let again = [checkpoint_record(&log.witnessed_at(6, START_SECS + 90_000))].into_iter().chain(log.bundle()).collect();
    let nobody = Made {
        policy: Some(log.policy(0)),
        ..asked("age-without-quorum", "an age is asked for, and no witnesses", aged(400, 60), stale())
    };
    vec![
        asked("age-at-bound", "the newest state is as old as it may be", aged(360 + 3600, 3600), intact("")),
        Made {
            threats: &[17],
            ..asked("checkpoint-stale", "the newest state is a second older than it may be", aged(360 + 3601, 3600), stale())
        },
        // One fresh cosignature beside an old one is no fresh quorum.
        Made {
            lines: under(&log, &half_fresh),
            threats: &[17, 27],
            ..asked(
                "age-one-fresh-witness",
                "one of two witnesses confirmed the newest state yesterday, one now",
                aged(90_000, 3600),
                stale(),
            )
        },
        Made {
            lines: again,
            ..asked("age-cosigned-again", "an idle log whose newest state was cosigned again", aged(90_000, 3600), intact(""))
        },
        nobody,
        // A requirement that could not be looked at is not met.
        asked(
            "age-without-present",
            "an age is asked for, and no present is given",
            "max_age_secs = 3600".into(),
            expect("unproven", "unmet", "proven 0..6", ""),
        ),
        asked(
            "cosignature-at-present",
            "the later cosignature is as far ahead as clocks may differ",
            format!("now_secs = {}", START_SECS + 301),
            intact(""),
        ),
        Made {
            threats: &[36],
            ..asked(
                "cosignature-in-future",
                "one cosignature is a second further ahead of the present than clocks may differ",
                format!("now_secs = {}", START_SECS + 300),
                intact("time-in-future"),
            )
        },
        asked(
            "age-of-future-state",
            "both cosignatures lie in the future, so how old the state is nobody can say",
            aged(299, 3600),
            expect("unproven", "unmet", "proven 0..6", "checkpoint-stale time-in-future"),
        ),
        // At the bound for the first of two cosignatures, and a second beyond it for the other.
        asked(
            "age-of-state-at-present",
            "the older of two cosignatures is as far ahead as clocks may differ, so the state is as new as can be",
            aged(300, 3600),
            intact("time-in-future"),
        ),
        Made {
            policy: Some(log.policy(0)),
            question: format!("now_secs = {}", START_SECS + 360).leak(),
            ..Made::of(
                "entry-at-present",
                "the last entry is as far ahead of the present as clocks may differ",
                says("09:07:00"),
                intact(""),
            )
        },
        Made {
            policy: Some(log.policy(0)),
            threats: &[36],
            ..asked(
                "entry-in-future",
                "the last entry is a second further ahead of the present than clocks may differ",
                format!("now_secs = {}", START_SECS + 239),
                intact("time-in-future"),
            )
        },
        // Row 27: distinct witnesses count.
        Made {
            lines: under(&log, &twice),
            threats: &[27],
            ..Made::of(
                "quorum-one-witness-twice",
                "two are asked for, and one of them cosigned twice",
                six(),
                expect("unproven", "unanchored", "committed 0..6", "quorum-unmet trust-too-low"),
            )
        },
    ]
}

/// T4, silence: an hour, and the last entry comes 61 or 60 minutes after the one before.
fn silence() -> Vec<Made> {
    let hour = "max_silence_secs = 3600";
    let late = says("10:04:00.000000001");
    let in_time = says("10:04:00");
    let seen = |log: &Log| under(log, &log.witnessed_at(6, START_SECS + 4000));
    let beat = {
        let mut log = Log::of(ORIGIN, 5);
        log.append(&Say { at: time(60), ..log.control("", "heartbeat") });
        log
    };
    let until = |secs: u64| -> &'static str { format!("max_silence_secs = 3600\nnow_secs = {}", START_SECS + secs).leak() };
    let closed = six_with(5, |log| log.control("", "log-close"));
    let gap = {
        let mut lines = seen(&late);
        lines.remove(5);
        lines
    };
    vec![
        Made {
            lines: seen(&late),
            question: hour,
            ..Made::of("silence", "an hour and a nanosecond without an entry", six(), intact("silence"))
        },
        Made { lines: seen(&in_time), question: hour, ..Made::of("silence-an-hour", "an hour without an entry", six(), intact("")) },
        Made { lines: seen(&late), ..Made::of("silence-unasked", "an hour without an entry, and nobody asks", six(), intact("")) },
        Made {
            lines: seen(&beat),
            question: "max_silence_secs = 3360",
            ..Made::of("silence-heartbeat", "nothing happens for 56 minutes, and a heartbeat says so", six(), intact(""))
        },
        // An entry may have stood where one is missing.
        Made {
            lines: gap,
            question: hour,
            ..Made::of(
                "silence-across-gap",
                "the entry before the last is gone",
                six(),
                expect("broken", "incomplete", "proven 0..4, missing 4..5, proven 5..6", "entries-missing"),
            )
        },
        Made { question: until(300 + 3600), ..Made::of("silence-to-present-an-hour", "the last entry is an hour old", six(), intact("")) },
        Made {
            question: until(300 + 3601),
            ..Made::of("silence-to-present", "the last entry is over an hour old", six(), intact("silence"))
        },
        Made { question: until(300 + 3601), ..Made::of("silence-after-close", "the log was closed an hour ago", closed, intact("")) },
        Made {
            lines: [six().proof_record(3, 6)].into_iter().chain(six().lines[..4].iter().cloned()).collect(),
            asked: Some("0..4"),
            question: until(300 + 9000),
            ..Made::of(
                "silence-of-a-slice",
                "the export ends before the newest entry, so its end is no silence",
                six(),
                expect("proven", "intact", "proven 0..4", ""),
            )
        },
    ]
}

/// Twelve entries; entry `at` records a checkpoint.
fn recording(at: usize, note: impl Fn(&Log) -> String) -> Log {
    let mut log = Log::of(ORIGIN, at);
    let members = format!("\"note\":{},", serde_json::Value::from(note(&log)));
    log.append(&log.control(&members, "checkpoint"));
    while log.lines.len() < 12 {
        log.append(&log.usual());
    }
    log
}

/// T5.
fn recorded() -> Vec<Made> {
    let log = recording(9, |log| log.witnessed(4));
    let apart = |under: usize| -> Vec<Vec<u8>> {
        let proofs = if under == 12 { vec![log.proof_record(11, 12)] } else { vec![checkpoint_record(&log.witnessed(under))] };
        proofs.into_iter().chain(log.lines[..4].iter().chain(&log.lines[8..]).cloned()).collect()
    };
    let other = six_with(4, |log| Say { id: "another".into(), ..log.usual() });
    let fork = other.checkpoint(6);
    let all = |log: &Log| log.bundle();
    let (above, below) = (recording(3, |_| fork.clone()), recording(7, |_| fork.clone()));
    let (foreign, broken) =
        (recording(7, |_| Log::of("acme.example/other", 3).checkpoint(3)), recording(7, |_| "acme.example/audit\n3\nnot a hash\n".into()));
    let twelve = |name, why, log: &Log, expect| Made { lines: all(log), asked: Some("0..12"), ..Made::of(name, why, log.clone(), expect) };
    let four = |name, why, lines, expect| Made { lines, asked: Some("0..4"), ..Made::of(name, why, log.clone(), expect) };
    vec![
        four(
            "recorded-checkpoint",
            "nothing but a checkpoint recorded in proven entry 9 proves entries 0 to 3",
            apart(12),
            expect("proven", "intact", "proven 0..4, proven 8..12", ""),
        ),
        // The record is not proven, whoever signed its entry.
        four(
            "recorded-checkpoint-unproven",
            "the entry that records the checkpoint is newer than every checkpoint",
            apart(8),
            expect("unproven", "unanchored", "unproven 0..4, uncovered 8..12", "entries-uncovered entries-unprovable"),
        ),
        Made {
            threats: &[18, 63],
            ..twelve(
                "recorded-fork",
                "proven entry 7 records a checkpoint that the log signed over another history",
                &below,
                expect("broken", "forked", "proven 0..12", "split-view"),
            )
        },
        twelve(
            "recorded-checkpoint-above-itself",
            "proven entry 3 records a checkpoint over six entries, which it could not know",
            &above,
            expect("proven", "intact", "proven 0..12", ""),
        ),
        twelve(
            "recorded-checkpoint-of-other-log",
            "proven entry 7 records a checkpoint of another log, as an event of this one",
            &foreign,
            expect("proven", "intact", "proven 0..12", ""),
        ),
        twelve(
            "recorded-checkpoint-malformed",
            "proven entry 7 records a checkpoint that is none",
            &broken,
            expect("proven", "intact", "proven 0..12", "checkpoint-malformed"),
        ),
    ]
}
