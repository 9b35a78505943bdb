//! The law of previews: what the first pass says is never taken back by the report. Over the corpus, and over damaged and forged logs.

use std::collections::BTreeSet;
use unbroken::log::coverage::Status;
use unbroken::verdict::report::LogReport;
use unbroken::verify::{PreviewLog, TreeFold, TreeSegment, TreeStatus, TreeStream, TreeTrust};
use unbroken::{Code, Format, Preview, Question, Reason, Trust, TrustTexts, Verdict};
use unbroken_tests::build::{self, ENTRY_DOMAIN, Key, Log, Say};
use unbroken_tests::corpus::cases;
use unbroken_tests::damage::{damage_bytes, damage_lines};
use unbroken_tests::random::Random;
use unbroken_tests::split::whole;

const RUNS: u64 = 1_500;

/// What a first pass makes of `[start, end)`.
fn part(data: &[u8], trust: &TreeTrust, start: usize, end: usize) -> TreeSegment {
    let mut fold = TreeFold::new(trust, Format::detect(data), start as u64, end as u64);
    let from = fold.from() as usize;
    fold.push(&data[from..]);
    fold.finish(true)
}

fn stream(data: &[u8], trust: &TreeTrust) -> TreeStream {
    TreeStream { format: Format::detect(data), segment: part(data, trust, 0, data.len()), complete: true }
}

fn preview(inputs: &[Vec<u8>], trust: &TreeTrust, question: &Question) -> Option<Preview> {
    Preview::assemble(inputs.iter().map(|data| stream(data, trust)).collect(), trust, question)
}

/// What a report may say about a position of which the preview said this.
fn may_become(status: TreeStatus, later: Status) -> bool {
    let bad = [Status::Disputed, Status::Conflict, Status::Forged, Status::Altered, Status::Missing, Status::Suspect];
    match status {
        TreeStatus::Disputed
        | TreeStatus::Conflict
        | TreeStatus::Misplaced
        | TreeStatus::Altered
        | TreeStatus::Missing
        | TreeStatus::Suspect => bad.contains(&later),
        TreeStatus::Shown => matches!(later, Status::Proven | Status::Forged),
        TreeStatus::Withheld => later == Status::Withheld,
        TreeStatus::Recorded => {
            matches!(later, Status::Erased | Status::Pruned | Status::Missing | Status::Withheld | Status::Forged)
        }
        TreeStatus::Unproven | TreeStatus::Chained | TreeStatus::Committed | TreeStatus::Uncovered => {
            later == Status::Forged || later == Status::Altered || TreeStatus::from(later) == status
        }
    }
}

/// What became of what: pairs of words.
type Seen = BTreeSet<(TreeStatus, Status)>;

fn log_holds(before: &PreviewLog, after: &LogReport, seen: &mut Seen) -> Result<(), String> {
    let sum = |status| before.coverage.iter().filter(|run| run.status == status).map(|run| run.end - run.start).sum::<u64>();
    if before.shown != sum(TreeStatus::Shown) || before.present != after.claims.unaltered.present || before.shown > before.present {
        return Err(format!("{} of {} against {:?}", before.shown, before.present, after.claims.unaltered));
    }
    if !before.sentence.ends_with("not checked yet.") {
        return Err(before.sentence.clone());
    }
    // A search that ended at its bound says so.
    let bounded = after.findings.iter().any(|finding| finding.code == Code::LimitReached);
    for run in &before.coverage {
        let mut at = run.start;
        for later in after.coverage.iter().filter(|later| later.start < run.end && later.end > run.start) {
            if later.start > at {
                return Err(format!("{run:?}: nothing is said about {at}"));
            }
            at = later.end;
            seen.insert((run.status, later.status));
            if !may_become(run.status, later.status) && !bounded {
                return Err(format!("{run:?} became {later:?}"));
            }
        }
        if at < run.end {
            return Err(format!("{run:?}: nothing is said about {at}"));
        }
    }
    Ok(())
}

/// The law for one input.
fn holds(inputs: &[Vec<u8>], trust: &Trust, question: &Question, seen: &mut Seen) -> Result<(), String> {
    let Some(tree) = trust.without_writers() else {
        let alone = trust.logs.is_empty() && trust.pins.is_empty();
        return if trust.writers.is_empty() || alone { Ok(()) } else { Err("no first pass".into()) };
    };
    let report = whole(inputs, trust, question);
    let Some(preview) = preview(inputs, &tree, question) else {
        let judged = |log: &&LogReport| log.reason != Reason::Unreadable && log.claims.unaltered.present > 0;
        // A record of another version silences a preview before its signature is known, and has no effect if that is false.
        let version = |data: &Vec<u8>| String::from_utf8_lossy(data).contains("unbroken/entry/v9");
        // A container is unpacked in the second pass only.
        let packed = |data: &Vec<u8>| Format::detect(data).is_container();
        let silent = report.logs.iter().filter(judged).count() == 0 || inputs.iter().any(version) || inputs.iter().any(packed);
        return if silent { Ok(()) } else { Err("no preview of a log that the report judges".into()) };
    };
    let text = serde_json::to_string(&preview).expect("a preview is plain data").to_lowercase().replace("unproven", "");
    if let Some(word) = ["proven", "valid", "signed", "writer", "verdict", "broken"].iter().find(|word| text.contains(**word)) {
        return Err(format!("a preview says {word}: {text}"));
    }
    for before in &preview.logs {
        let after = report.logs.iter().find(|log| log.origin == before.origin).ok_or("a log that the report does not know")?;
        log_holds(before, after, seen).map_err(|why| format!("{}: {why}", before.origin))?;
    }
    Ok(())
}

#[test]
fn the_corpus_obeys() {
    let (mut seen, mut previews) = (Seen::new(), 0);
    for (name, case) in cases().expect("the corpus can be read") {
        let Ok(trust) = case.read_trust().expect("its trust can be read").read() else { continue };
        previews += usize::from(trust.without_writers().is_some());
        let inputs: Vec<Vec<u8>> = case.read_inputs().expect("its inputs can be read").into_iter().map(|(_, data)| data).collect();
        holds(&inputs, &trust, &case.question(), &mut seen).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    assert!(previews > 80, "{previews}");
    for became in [
        (TreeStatus::Shown, Status::Proven),
        (TreeStatus::Altered, Status::Altered),
        (TreeStatus::Misplaced, Status::Forged),
        (TreeStatus::Suspect, Status::Suspect),
    ] {
        assert!(seen.contains(&became), "{became:?} was not among {seen:?}");
    }
}

/// A line in the name of the writer that somebody else signed.
fn forged(log: &Log, say: &Say) -> Vec<u8> {
    let prefix = log.prefix(say);
    Log::sealed(&prefix, &Key::writer("impostor").sign(format!("{ENTRY_DOMAIN}\n{prefix}").as_bytes()))
}

/// Twelve entries; at some positions a control record or an ordinary entry, with a true or a false signature.
fn log(random: &mut Random) -> Log {
    let mut log = Log::new(["acme.example/audit", "acme.example/other"][random.below(2)]);
    while log.lines.len() < 12 {
        let seq = log.lines.len();
        let say = match random.below(14) {
            _ if seq == 0 => log.opening(if random.one_in(12) { "unbroken/entry/v9" } else { ENTRY_DOMAIN }),
            0 => log.control(&format!(r#""seq":{},"what":"entry","#, random.below(seq)), "erase"),
            1 => log.control(&format!(r#""before":{},"#, random.below(seq)), "prune"),
            2 => log.control("", "log-close"),
            _ => log.usual(),
        };
        match random.below(6) {
            0 => log.lines.push(forged(&log, &say)),
            _ => log.append(&say),
        }
    }
    log
}

/// The bundle of a log: lines, proofs of some of its states, placeholders, another history from somewhere on; damaged.
fn bundle(log: &Log, random: &mut Random) -> Vec<u8> {
    let mut lines = log.lines.clone();
    if random.one_in(4) {
        let mut fork = Log { lines: log.lines[..6].to_vec(), ..log.clone() };
        for _ in 0..4 {
            let usual = fork.usual();
            fork.append(&Say { id: format!("{}-b", usual.id), ..usual });
        }
        lines.extend_from_slice(&fork.lines[6..]);
        if random.one_in(3) {
            lines.push(fork.proof_record(9, 10));
        }
    }
    for _ in 0..random.below(3) {
        damage_lines(&mut lines, random);
    }
    // Gone without a trace, and what may account for it.
    for _ in 0..random.below(3) {
        let at = random.below(12);
        lines.retain(|line| *line != log.lines[at]);
        if random.one_in(2) {
            lines.push(log.stub(at));
        }
    }
    // Up to a state above which everything is newer.
    let size = [12, 12, 8, 4, 1][random.below(5)];
    if !random.one_in(6) {
        lines.push(log.proof_record(size - 1, size));
        for _ in 0..random.below(3) {
            let under = 1 + random.below(size);
            lines.push(log.proof_record(random.below(under), under));
        }
    }
    let mut data = build::file(&lines);
    if random.one_in(5) {
        damage_bytes(&mut data, random);
    }
    data
}

#[test]
fn damaged_and_forged_logs_obey() {
    let mut seen = Seen::new();
    for seed in 0..RUNS {
        let mut random = Random(seed);
        let log = log(&mut random);
        let mut inputs = vec![bundle(&log, &mut random)];
        if random.one_in(6) {
            inputs.push(log.receipt(random.below(4), 4));
        }
        let (policy, writers) = (log.policy(2 * random.below(2)), log.writers());
        let pin = log.witnessed(5).into_bytes();
        let pins: &[&[u8]] = &[&pin];
        let trust = Trust::read(&TrustTexts {
            policy: (!random.one_in(8)).then_some(policy.as_str()),
            writers: Some(&writers),
            pins: if random.one_in(3) { pins } else { &[] },
            ..TrustTexts::default()
        })
        .expect("the testkit writes usable trust");
        let asked = [None, Some((0, None)), Some((0, Some(12))), Some((3, Some(14)))][random.below(4)];
        let question = Question { entries: asked, accept_withheld: random.one_in(2), ..Question::default() };
        holds(&inputs, &trust, &question, &mut seen).unwrap_or_else(|why| {
            let lines: Vec<String> = inputs.iter().map(|data| data.escape_ascii().to_string()).collect();
            panic!("seed {seed}: {why}\n{question:?}\n{}", lines.join("\n---\n"))
        });
    }
    // Everything that signatures can change was seen to change.
    for became in [
        (TreeStatus::Shown, Status::Forged),
        (TreeStatus::Uncovered, Status::Altered),
        (TreeStatus::Uncovered, Status::Forged),
        (TreeStatus::Recorded, Status::Missing),
        (TreeStatus::Recorded, Status::Erased),
        (TreeStatus::Altered, Status::Altered),
        (TreeStatus::Missing, Status::Missing),
        (TreeStatus::Disputed, Status::Disputed),
        (TreeStatus::Conflict, Status::Conflict),
        (TreeStatus::Withheld, Status::Withheld),
    ] {
        assert!(seen.contains(&became), "{became:?} was not among {seen:?}");
    }
}

fn scene() -> (Log, Trust, TreeTrust) {
    let log = Log::of("acme.example/audit", 6);
    let (policy, writers) = (log.policy(2), log.writers());
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() }).expect("usable");
    let tree = trust.without_writers().expect("a log key and a writer are pinned");
    (log, trust, tree)
}

#[test]
fn a_whole_log_in_words() {
    let (log, _, tree) = scene();
    let data = build::file(&log.bundle());
    let preview = preview(&[data], &tree, &Question::default()).expect("something to say");
    assert_eq!(preview.logs.len(), 1);
    assert_eq!(preview.logs[0].sentence, "All 6 present entries are what the log committed to; signatures of entries are not checked yet.");
    assert_eq!(serde_json::to_string(&preview.logs[0].coverage).expect("plain data"), r#"[{"status":"shown","start":0,"end":6}]"#);
}

#[test]
fn damage_in_words() {
    let (log, _, tree) = scene();
    let mut lines = log.bundle();
    lines.remove(3);
    lines[4] = String::from_utf8_lossy(&lines[4]).replace("record.read", "record.seen").into_bytes();
    let question = Question { entries: Some((0, Some(6))), ..Question::default() };
    let preview = preview(&[build::file(&lines)], &tree, &question).expect("something to say");
    assert_eq!(
        preview.logs[0].sentence,
        "4 of 5 present entries are shown to be what the log committed to, 1 is not what it committed to and 1 is missing; \
         signatures of entries are not checked yet."
    );
}

/// A committed entry whose signature is false: the preview shows it in the tree, the report calls it forged and the verdict is Broken.
#[test]
fn a_false_signature_comes_out_later() {
    let (mut log, trust, tree) = scene();
    let line = forged(&log, &log.usual());
    log.lines.push(line);
    let inputs = [build::file(&log.bundle())];
    let preview = preview(&inputs, &tree, &Question::default()).expect("something to say");
    assert_eq!((preview.logs[0].shown, preview.logs[0].present), (7, 7));
    assert_eq!(whole(&inputs, &trust, &Question::default()).verdict, Verdict::Broken);
}

/// Without any tree only signatures tell which lines belong together, so a line far away makes nothing missing.
#[test]
fn nothing_is_missing_where_nothing_is_in_a_tree() {
    let (log, trust, tree) = scene();
    let far = format!(
        r#"{{"at":"2026-01-06T09:00:00Z","event":{{}},"id":"far","log":"{}","prev":"{}","seq":1000}}"#,
        log.origin,
        build::base64(&[7; 32])
    );
    let inputs = [build::file(&[&log.lines[..], &[far.into_bytes()]].concat())];
    let before = preview(&inputs, &tree, &Question::default()).expect("something to say");
    assert!(before.logs[0].coverage.iter().all(|run| run.status == TreeStatus::Uncovered), "{before:?}");
    let after = whole(&inputs, &trust, &Question::default());
    assert!(after.logs[0].coverage.iter().all(|run| run.status == Status::Uncovered), "{:?}", after.logs[0].coverage);
}

#[test]
fn where_there_is_no_preview() {
    let (log, trust, tree) = scene();
    let data = build::file(&log.bundle());
    let writers = log.writers();
    let only_writers = Trust::read(&TrustTexts { writers: Some(&writers), ..TrustTexts::default() }).expect("usable");
    assert!(only_writers.without_writers().is_none());
    let policy = log.policy(2);
    let no_writers = Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).expect("usable");
    assert!(no_writers.without_writers().is_none() && Trust::default().without_writers().is_none());
    assert!(trust.without_writers().is_some());

    let question = Question::default();
    let cut = TreeStream { complete: false, ..stream(&data, &tree) };
    assert_eq!(Preview::assemble(vec![cut], &tree, &question), None, "a part was not read");
    let nothing = [Vec::new(), b"age-encryption.org/v1\n".to_vec(), log.witnessed(6).into_bytes()];
    assert_eq!(preview(&nothing, &tree, &question), None, "no entry was read");
    let mut later = Log::new("acme.example/audit");
    later.append(&later.opening("unbroken/entry/v9"));
    assert_eq!(preview(&[build::file(&later.bundle())], &tree, &question), None, "another version");
}

/// Parts, merged and carried as bytes, are one pass.
#[test]
fn parts_are_one_pass() {
    let (log, _, tree) = scene();
    let data = build::file(&log.bundle());
    let all = part(&data, &tree, 0, data.len());
    for cut in (0..=data.len()).step_by(7) {
        let (first, second) = (part(&data, &tree, 0, cut), part(&data, &tree, cut, data.len()));
        let carried = TreeSegment::from_bytes(&second.to_bytes()).expect("it came from there");
        assert!(first.merge(carried) == all, "cut at {cut}");
    }
}
