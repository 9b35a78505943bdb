//! Ranges of times against the whole log that the auditor does not have, and the bounds that an entry is shown with.

use std::collections::BTreeSet;
use unbroken::verify::read;
use unbroken::{Case, Input, Question, Time, TimeRange, Trust, TrustTexts, Verdict};
use unbroken_tests::build::{self, Log, START_SECS, Say, checkpoint_record};
use unbroken_tests::random::Random;

const RUNS: u64 = 600;
const SIZE: usize = 16;

fn at(secs: u64) -> Time {
    Time::from_secs(START_SECS + secs)
}

fn trust(log: &Log) -> Trust {
    let (policy, writers) = (log.policy(2), log.writers());
    Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() }).unwrap()
}

/// An honest log: its times never go down, and now and then stand still. Returns the second of each entry too.
fn honest(random: &mut Random) -> (Log, Vec<u64>) {
    let (mut log, mut times, mut now) = (Log::new("acme.example/audit"), Vec::new(), 0);
    while log.lines.len() < SIZE {
        now += [0, 0, 1, 60, 200][random.below(5)];
        let say = if log.lines.is_empty() { log.opening(build::ENTRY_DOMAIN) } else { log.usual() };
        log.append(&Say { at: at(now).to_string(), ..say });
        times.push(now);
    }
    (log, times)
}

/// Whatever an exporter picks: proven for a range of times means that nothing of the range is missing, and what the specification asks of
/// an exporter is enough.
#[test]
fn proven_means_that_nothing_of_the_range_is_missing() {
    let (mut proven, mut open) = (0, 0);
    for seed in 0..RUNS {
        let mut random = Random(seed);
        let (log, times) = honest(&mut random);
        let last = times[SIZE - 1];
        let (start, len) = (random.below(last as usize + 120) as u64, 1 + random.below(400) as u64);
        let range = TimeRange::new(at(start), at(start + len)).unwrap();
        let inside: BTreeSet<usize> = (0..SIZE).filter(|seq| (start..start + len).contains(&times[*seq])).collect();
        // Around the range a little more or less than what is needed, sometimes with a hole.
        let first = times.iter().filter(|time| **time < start).count();
        let end = times.iter().filter(|time| **time < start + len).count();
        let from = (first + random.below(3)).saturating_sub(2);
        let to = (end + random.below(3)).saturating_sub(random.below(2)).clamp(from, SIZE);
        let hole = random.below(SIZE * 2);
        let held: BTreeSet<usize> = (from..to).filter(|seq| *seq != hole).collect();
        // Sometimes the newest state ends with the export, and is confirmed soon or late.
        let size = if random.one_in(3) && to > 0 { to } else { SIZE };
        let confirmed = START_SECS + times[size - 1] + random.below(900) as u64;
        let note = log.witnessed_at(size, confirmed);
        let mut lines = vec![checkpoint_record(&note)];
        lines.extend([from.saturating_sub(1), to.max(1) - 1].map(|index| log.proof_under(index.min(size - 1), size, &note)));
        lines.extend(held.iter().map(|seq| log.lines[*seq].clone()));
        let data = build::file(&lines);
        let trust = trust(&log);
        let question = Question { time: Some(range), ..Question::default() };
        let stream = read(&Input { name: "a.jsonl", data: &data }, &trust, &question);
        let case = Case::assemble(vec![stream], &trust, &question);
        let report = case.report();
        let codes: BTreeSet<&str> = report.logs[0].findings.iter().map(|finding| finding.code.as_str()).collect();
        // What was confirmed later than the delay allows cannot be honest: the entry would have been in it.
        let honest = size == SIZE || START_SECS + times[size] + 300 >= confirmed;
        match report.verdict {
            Verdict::Proven => {
                proven += 1;
                assert!(!honest || inside.is_subset(&held), "seed {seed}: {inside:?} are asked, {held:?} are here, and it is proven");
            }
            Verdict::Broken => assert!(!inside.is_subset(&held), "seed {seed}: everything is here: {}", report.sentence),
            Verdict::Unproven => open += 1,
        }
        // The neighbours on both sides and everything between them, under the newest state.
        let needed: BTreeSet<usize> = (first.saturating_sub(1)..(end + 1).min(SIZE)).collect();
        if size == SIZE && end < SIZE && needed.is_subset(&held) && hole >= SIZE {
            assert_eq!(report.verdict, Verdict::Proven, "seed {seed}: {codes:?} {}", report.sentence);
        }
    }
    assert!(proven > 50 && open > 50, "the test has lost its variety: {proven} proven, {open} open");
}

/// T3: what an entry is shown with.
#[test]
fn an_entry_is_shown_between_two_times_of_witnesses() {
    let log = Log::of("acme.example/audit", 8);
    let lines = [4, 8].map(|size| log.proof_under(size - 1, size, &log.witnessed(size)));
    let data = build::file(&lines.into_iter().chain(log.lines.iter().cloned()).collect::<Vec<_>>());
    let trust = trust(&log);
    let case =
        Case::assemble(vec![read(&Input { name: "a.jsonl", data: &data }, &trust, &Question::default())], &trust, &Question::default());
    let bounds = |row: usize| {
        let place = case.rows(0).get(row).unwrap();
        let line = &data[place.offset as usize..][..place.len as usize];
        let view = case.entry(0, row, line).unwrap();
        let step = view.steps.iter().find(|step| step.name == "time").unwrap().clone();
        (view.not_before_secs, view.known_by_secs, step.state, step.sentence)
    };
    for seq in 0..8 {
        let (not_before, known_by, state, sentence) = bounds(seq);
        let expected = if seq < 4 { (None, Some(START_SECS + 241)) } else { (Some(START_SECS + 240), Some(START_SECS + 481)) };
        assert_eq!((not_before, known_by), expected, "entry {seq}");
        assert_eq!(state, "good");
        assert!(sentence.ends_with("a claim that fits."), "{sentence}");
    }
    let sentence = bounds(5).3;
    assert!(sentence.contains("not seen it at 2026-01-05 09:04:00 UTC, and had seen it by 2026-01-05 09:08:01 UTC"), "{sentence}");
}

/// Without a quorum nobody bounds anything.
#[test]
fn without_a_quorum_there_is_no_bound() {
    let log = Log::of("acme.example/audit", 4);
    let data = build::file(&log.bundle());
    let policy = log.policy(0);
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).unwrap();
    let case =
        Case::assemble(vec![read(&Input { name: "a.jsonl", data: &data }, &trust, &Question::default())], &trust, &Question::default());
    let place = case.rows(0).get(2).unwrap();
    let view = case.entry(0, 2, &data[place.offset as usize..][..place.len as usize]).unwrap();
    assert_eq!((view.not_before_secs, view.known_by_secs), (None, None));
    assert_eq!(view.steps.iter().find(|step| step.name == "time").map(|step| step.state), Some("unknown"));
}
