//! What must be shown beside the entries asked for: claims, witnesses, signatures.

use crate::made::{Made, ORIGIN, six, six_with};
use crate::window::expect;
use std::ops::Range;
use unbroken_tests::build::{ENTRY_DOMAIN, Key, Log, Say, checkpoint_record};

/// A log of which only some entries are signed.
fn signed(count: usize, at: &[usize]) -> Log {
    let mut log = Log::new(ORIGIN);
    for seq in 0..count {
        let say = if seq == 0 { log.opening(ENTRY_DOMAIN) } else { log.usual() };
        if at.contains(&seq) { log.append(&say) } else { log.append_unsigned(&say) }
    }
    log
}

/// All entries of a log are asked for, under a line of the writers file.
fn kept_to(name: &'static str, why: &'static str, log: Log, require: &str, expect: &'static str) -> Made {
    let asked = format!("0..{}", log.lines.len()).leak();
    let writers = Some(format!("{} {require}\n", log.writer.vkey()).replace(" \n", "\n"));
    Made { asked: Some(asked), writers, threats: &[32], ..Made::of(name, why, log, expect) }
}

fn asking(made: Made, question: &'static str) -> Made {
    Made { question, ..made }
}

fn intact(end: usize) -> &'static str {
    expect("proven", "intact", &format!("proven 0..{end}"), "")
}

fn unmet(findings: &str) -> &'static str {
    expect("unproven", "unmet", "proven 0..6", findings)
}

fn missing(end: usize) -> &'static str {
    expect("broken", "forged", &format!("proven 0..{end}"), "signature-missing")
}

/// Its cases.
pub fn cases() -> Vec<Made> {
    let mut cases = claims();
    cases.extend(signatures());
    cases
}

fn claims() -> Vec<Made> {
    let all = "require = [\"unaltered\", \"signed\", \"complete\", \"dated\", \"witnessed\"]";
    let no_quorum = |made: Made| Made { policy: Some(six().policy(0)), ..made };
    let slice = |expect| Made {
        lines: [six().proof_record(1, 6), six().proof_record(4, 6)].into_iter().chain(six().lines[2..5].iter().cloned()).collect(),
        asked: None,
        question: "require = [\"complete\"]",
        threats: &[38],
        ..Made::of(
            "require-complete-of-a-slice",
            "entries 2 to 4, nobody said which were expected, and they must be complete",
            six(),
            expect,
        )
    };
    vec![
        asking(Made::of("require-everything", "a whole, signed and witnessed log, of which everything is required", six(), intact(6)), all),
        // Anybody can add a line; what was asked is shown all the same.
        asking(
            Made {
                lines: six().bundle().into_iter().chain([strangers_line()]).collect(),
                threats: &[68],
                ..Made::of(
                    "require-beside-a-strangers-line",
                    "everything is required of six entries, and somebody added a line behind the end of the log",
                    six(),
                    expect("proven", "intact", "proven 0..6, uncovered 9..10", "entry-stray"),
                )
            },
            all,
        ),
        Made {
            asked: None,
            ..asking(
                Made::of("require-complete-of-the-whole", "the whole log must be complete, and nobody named its entries", six(), intact(6)),
                "require = [\"complete\"]",
            )
        },
        slice(expect("unproven", "unmet", "proven 2..5", "")),
        no_quorum(asking(
            Made::of("require-dated-without-quorum", "the times must be bounded, and nobody asks for witnesses", six(), unmet("")),
            "require = [\"dated\"]",
        )),
        // The log was witnessed, and the policy would have believed it without.
        no_quorum(asking(
            Made::of("require-witnessed-without-quorum", "witnesses must stand behind it, and the policy asks for none", six(), unmet("")),
            "require = [\"witnessed\"]",
        )),
        witnessed_states("require-witnessed-of-checkpoints", "two states, both confirmed by witnesses, and no entries", true),
        witnessed_states("require-witnessed-of-a-kept-checkpoint", "a confirmed state, and a newer one that is only kept", false),
        Made {
            lines: Vec::new(),
            beside: vec![("receipt.tlog-proof", six().receipt(2, 6))],
            asked: None,
            question: "require = [\"complete\"]",
            ..Made::of(
                "require-complete-of-a-receipt",
                "a receipt speaks about its own entry only",
                six(),
                expect("unproven", "unmet", "proven 2..3", ""),
            )
        },
        Made {
            writers: None,
            ..asking(
                Made::of("require-signed-unpinned", "signatures are required, and no writer is pinned", six(), unmet("signer-unpinned")),
                "require = [\"signed\"]",
            )
        },
        Made {
            asked: None,
            question: "require = [\"complete\"]",
            ..Made::of(
                "require-complete-to-the-end",
                "the last entry closes the log, and it must be complete",
                six_with(5, |log| log.control("", "log-close")),
                intact(6),
            )
        },
    ]
}

/// A checkpoint of four entries and one of six, and the proof that the second extends the first; witnesses are required.
fn witnessed_states(name: &'static str, why: &'static str, newest: bool) -> Made {
    let log = six();
    let note = if newest { log.witnessed(6) } else { log.checkpoint(6) };
    let expect = if newest { expect("proven", "consistent", "", "") } else { expect("unproven", "unmet", "", "") };
    Made {
        lines: vec![checkpoint_record(&log.witnessed(4)), log.proof_under(3, 6, &note)],
        pins: if newest { Vec::new() } else { vec![note] },
        asked: None,
        question: "require = [\"witnessed\"]",
        ..Made::of(name, why, log, expect)
    }
}

/// Entry 9 of a log that names itself alike, by a writer nobody knows, without a signature.
fn strangers_line() -> Vec<u8> {
    let mut other = Log { writer: Key::writer("stranger"), ..Log::of(ORIGIN, 9) };
    other.append_unsigned(&Say { id: "evt-strange".into(), ..other.usual() });
    other.lines.remove(9)
}

/// K7.
fn signatures() -> Vec<Made> {
    let required = "require = [\"signed\"]";
    let none = || signed(6, &[]);
    vec![
        kept_to("unsigned-unasked", "nobody signed an entry, and nobody requires it", none(), "", intact(6)),
        asking(kept_to("signature-missing", "nobody signed an entry, and signatures are required", none(), "", missing(6)), required),
        asking(
            kept_to("require-signed-vouched", "the last entry is signed and vouches for all before it", signed(6, &[5]), "", intact(6)),
            required,
        ),
        asking(
            kept_to(
                "require-signed-tail",
                "the last two entries are not signed, and nothing after them is",
                signed(6, &[3]),
                "",
                missing(6),
            ),
            required,
        ),
        // What vouches may stand behind the window: nobody is accused.
        {
            let log = signed(6, &[5]);
            let lines = [log.proof_record(1, 6), log.proof_record(3, 6)].into_iter().chain(log.lines[2..4].iter().cloned()).collect();
            let made = kept_to(
                "require-signed-window",
                "entries 2 and 3 are not signed, and what may vouch for them is not here",
                log,
                "",
                expect("unproven", "unmet", "proven 2..4", ""),
            );
            asking(Made { lines, asked: Some("2..4"), ..made }, required)
        },
        kept_to("require-every", "every entry is signed, and must be", signed(6, &[0, 1, 2, 3, 4, 5]), "require=every", intact(6)),
        kept_to(
            "require-every-one-missing",
            "entry 3 is not signed, and must be",
            signed(6, &[0, 1, 2, 4, 5]),
            "require=every",
            missing(6),
        ),
        // A key that begins at entry 2; what was before is not its matter.
        kept_to(
            "require-every-from",
            "only entries from 2 on must be signed, and are",
            signed(6, &[2, 3, 4, 5]),
            "from=2 require=every",
            intact(6),
        ),
        kept_to("require-third", "three entries lead to each signed one, as promised", signed(8, &[0, 4, 7]), "require=3", intact(8)),
        kept_to(
            "require-third-late",
            "four entries lead to a signed one, three are promised",
            signed(8, &[0, 1, 6]),
            "require=3",
            missing(8),
        ),
        kept_to("require-third-tail", "the last three entries wait for the next signature", signed(8, &[0, 3, 4]), "require=3", intact(8)),
        kept_to(
            "require-third-long-tail",
            "the last four entries wait for the next signature",
            signed(8, &[0, 3]),
            "require=3",
            missing(8),
        ),
        {
            let log = signed(8, &[0, 3, 6]);
            let lines = [log.proof_record(3, 8), log.proof_record(5, 8)].into_iter().chain(log.lines[4..6].iter().cloned()).collect();
            let made = kept_to(
                "require-third-window",
                "entries 4 and 5 are not signed, and the signed one behind them is not here",
                log,
                "require=3",
                expect("unproven", "unmet", "proven 4..6", ""),
            );
            Made { lines, asked: Some("4..6"), ..made }
        },
        // Three entries may lead to a signed one; the next one behind them is not here, and may be it.
        window(
            "require-third-window-full",
            "entries 4 to 6 are not signed, and the signed one behind them is not here",
            signed(9, &[0, 3, 7]),
            4..7,
            expect("unproven", "unmet", "proven 4..7", ""),
        ),
        window(
            "require-third-window-late",
            "entries 4 to 7 are not signed, and the signed one behind them is not here",
            signed(9, &[0, 3, 8]),
            4..8,
            expect("broken", "forged", "proven 4..8", "signature-missing"),
        ),
        // A signed entry vouches for those it is linked to, and between the two windows there is no link.
        {
            let log = signed(10, &[0, 3, 6, 8, 9]);
            let proofs = [log.proof_record(3, 10), log.proof_record(5, 10), log.proof_record(7, 10)];
            let lines = proofs.into_iter().chain(log.lines[4..6].iter().chain(&log.lines[8..]).cloned()).collect();
            let made = kept_to(
                "require-third-across-a-gap",
                "entries 4 and 5 are not signed, the signed one behind them is not here, and another further on is",
                log,
                "require=3",
                expect("unproven", "unmet", "proven 4..6, proven 8..10", ""),
            );
            Made { lines, asked: Some("4..6"), ..made }
        },
    ]
}

/// A stretch of a log of which a third of the entries must be signed.
fn window(name: &'static str, why: &'static str, log: Log, entries: Range<usize>, expect: &'static str) -> Made {
    let size = log.lines.len();
    let proofs = [entries.start - 1, entries.end - 1].map(|index| log.proof_record(index, size));
    let lines = proofs.into_iter().chain(log.lines[entries.clone()].iter().cloned()).collect();
    let asked = format!("{}..{}", entries.start, entries.end).leak();
    Made { lines, asked: Some(asked), ..kept_to(name, why, log, "require=3", expect) }
}
