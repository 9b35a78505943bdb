//! One report, written out and read aloud.

use super::*;
use unbroken::verdict::report::*;

fn claim(state: Known, checked: u64, present: u64, sentence: &str) -> ClaimState {
    ClaimState { state, checked, present, sentence: sentence.to_owned() }
}

fn finding(code: Code, entries: [u64; 2], message: &str) -> Finding {
    Finding {
        id: format!("{code}-1"),
        code,
        severity: code.severity(),
        claim: code.claim(),
        log: Some("acme.example/audit".to_owned()),
        entries: Some(entries),
        bytes: None,
        input: None,
        count: 1,
        expected: None,
        actual: None,
        message: message.to_owned(),
        evidence: Vec::new(),
    }
}

fn run(status: Status, start: u64, end: u64) -> Run {
    Run { status, start, end }
}

fn seen(kind: &'static str, who: &str, status: Status) -> AccessFacts {
    AccessFacts { kind, who: who.to_owned(), from: 0, to: 5, log: "acme.example/access".to_owned(), entry: 7, time_millis: None, status }
}

fn traced(entry: u64, time_millis: Option<i64>, status: Status) -> TracedFacts {
    TracedFacts { log: "acme.example/audit".to_owned(), entry, time_millis, status, input: "a.jsonl".to_owned() }
}

fn example() -> Report {
    let log = LogReport {
        origin: "acme.example/audit".to_owned(),
        verdict: Verdict::Broken,
        reason: Reason::Incomplete,
        reasons: vec![Reason::Incomplete, Reason::Unanchored],
        sentence: "Broken: entries 11 to 13 are missing.".to_owned(),
        scope: Scope { start: Some(0), end: Some(24), size: Some(24), as_of_secs: Some(1_767_605_050) },
        claims: Claims {
            unaltered: claim(Known::Unproven, 18, 21, "3 entries are not provable."),
            signed: claim(Known::Proven, 21, 21, "Every entry is signed by a writer you pinned."),
            complete: claim(Known::Broken, 21, 24, "Entries 11 to 13 are missing."),
            dated: claim(Known::NotChecked, 0, 21, "No times were checked."),
        },
        coverage: vec![run(Status::Proven, 0, 8), run(Status::Unproven, 8, 11), run(Status::Missing, 11, 14), run(Status::Proven, 14, 24)],
        incidents: vec![Incident {
            start: 8,
            end: 14,
            worst: Status::Missing,
            proven_before: Some(7),
            proven_after: Some(14),
            findings: Vec::new(),
            sentence: "Entries 8 to 13 are not proven; entry 7 is the last one proven before, entry 14 the first one after.".to_owned(),
        }],
        checkpoints: vec![CheckpointFacts {
            size: 24,
            root: "KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=".to_owned(),
            level: "witnessed",
            kept: false,
            contested: false,
            entries: 18,
            shown: vec![[0, 8], [14, 24]],
            signed_by: vec!["acme.example/audit+96c2db2d".to_owned()],
            cosigned_by: vec![CosignerFacts { key: "witness.example/w1+aea9e500".to_owned(), time_secs: 1_767_605_050 }],
            unknown: Vec::new(),
            note: String::new(),
        }],
        signers: Vec::new(),
        records: vec![RecordFacts {
            entry: 17,
            kind: "key-end".to_owned(),
            proven: true,
            in_effect: true,
            sentence: "Retires the key acme.example/audit/writer-1+6abf2c0e from entry 18 on.".to_owned(),
        }],
        records_count: 3,
        sources: vec![SourceFacts {
            name: "tenant-7".to_owned(),
            entries: 2,
            proven: 0,
            first: None,
            last: None,
            linked: 0,
            gaps: 0,
            sentence: "2 entries are here, none of them proven; nothing is said about this source.".to_owned(),
        }],
        sources_count: 1,
        redacted: RedactedFacts { entries: 2, digests: 5, disclosed: 1, erased: 1 },
        access: AccessList {
            count: 10,
            listed: vec![seen("export", "Jane Doe", Status::Proven), seen("read", "eve\u{202e}", Status::Unproven)],
        },
        findings: vec![
            finding(Code::EntriesUnprovable, [8, 11], "The proof path of entries 8 to 10 runs through the missing ones."),
            finding(Code::EntriesMissing, [11, 14], "Entries 11 to 13 are missing; entry 14 commits to entry 13 (leaf Jhfu\u{1b}[31m)."),
        ],
    };
    Report {
        report: REPORT_FORMAT,
        tool: Tool { name: "unbroken", version: "0", source_sha256: "" },
        inputs: vec![InputFacts {
            name: "page-1.bin".to_owned(),
            size: 7,
            sha256: None,
            format: "unknown",
            inside: None,
            attached_to: Some(AttachedFacts { log: "acme.example/audit".to_owned(), entry: 16, name: "scan.txt".to_owned() }),
        }],
        question: QuestionFacts {
            entries: Some((0, Some(24))),
            time: None,
            accept_withheld: false,
            require: Vec::new(),
            now_secs: None,
            max_age_secs: None,
            max_silence_secs: None,
            skew_secs: 60,
            delay_secs: 300,
            list_redacted: false,
            events_sha256: None,
            trace: Some("t-1".to_owned()),
            from: "asked",
        },
        policy: PolicyFacts { logs: Vec::new(), witnesses: Vec::new(), quorum: "none".to_owned(), writers: Vec::new(), pins: Vec::new() },
        verdict: Verdict::Broken,
        reason: Reason::Incomplete,
        sentence: "Broken: entries 11 to 13 are missing.".to_owned(),
        expected: Some(ExpectedFacts { asked: 14, met: 12, unmet: 1, undecided: 1 }),
        trace: Some(TraceFacts {
            id: "t-1".to_owned(),
            count: 3,
            complete: false,
            entries: vec![traced(3, Some(1_767_603_910_250), Status::Proven), traced(9, None, Status::Unproven)],
        }),
        logs: vec![log],
        findings: Vec::new(),
        not_checked: vec!["Whether the newest state is recent: no time was given.".to_owned()],
    }
}

#[test]
fn reads_well() {
    let mut page = Page::plain();
    report(&mut page, &example());
    let expected = "\
Broken (incomplete): entries 11 to 13 are missing.
12 of 14 expectations met, 1 not met, 1 not decided.

Log acme.example/audit, entries 0 to 23 (your question)
  Newest trusted checkpoint: 24 entries, seen by your witnesses at 2026-01-05 09:24:10 UTC.
  Also unanchored.
   3 missing    11 to 13                 not in the input
   3 unproven   8 to 10                  the proof path runs through missing entries
  18 proven     0 to 7, 14 to 23         in the tree of a trusted checkpoint

How far it reaches
  Entries 8 to 13 are not proven; entry 7 is the last one proven before, entry 14 the first one after.

Found
  error    entries-missing
           Entries 11 to 13 are missing; entry 14 commits to entry 13 (leaf Jhfu\\u{1b}[31m).
  warning  entries-unprovable
           The proof path of entries 8 to 10 runs through the missing ones.

Claims
  unaltered  unproven    18 of 21     3 entries are not provable.
  signed     proven      21 of 21     Every entry is signed by a writer you pinned.
  complete   broken      21 of 24     Entries 11 to 13 are missing.
  dated      not checked              No times were checked.

Checkpoints
  24 entries, root KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=, witnessed
    signed by acme.example/audit+96c2db2d
    cosigned by witness.example/w1+aea9e500 at 2026-01-05 09:24:10 UTC

Records of the log about itself
  entry 17, key-end: Retires the key acme.example/audit/writer-1+6abf2c0e from entry 18 on.
  … and 2 more; --json lists them

Sources that count their own entries
  tenant-7: 2 entries are here, none of them proven; nothing is said about this source.

Values that may be withheld
  5 digests in 2 proven entries; 1 supplied and fitting, 1 erased on record. Any other may stand for no value at all.

Seen by others, as recorded
  0 to 4 exported to Jane Doe, says entry 7 of acme.example/access (proven)
  0 to 4 read by eve\\u{202e}, says entry 7 of acme.example/access (unproven)
  … and 8 more; --json lists the first 2

Attachments
  page-1.bin is scan.txt of entry 16 of acme.example/audit

Trace t-1
  2026-01-05 09:05:10.250 UTC proven     entry 3 of acme.example/audit
  no time                    unproven   entry 9 of acme.example/audit
  … and 1 more, not all of which were looked at

Not checked
  Whether the newest state is recent: no time was given.

Next: Ask the exporter for exactly these entries, by number, and for the proof records of the range.
More: unbroken explain entries-missing; to show it to others: unbroken evidence FILES --finding entries-missing-1
";
    assert_eq!(page.into_text(), expected);
}
