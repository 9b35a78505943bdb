//! The split law and its neighbours: however a stream is cut, pushed and merged, and in whatever order streams come, the report is the
//! same, byte for byte; and what was not read to its end proves nothing. `UNBROKEN_LAWS=<scenes>[,<first seed>]` tries more of them.

use std::collections::BTreeSet;
use unbroken::budget::MAX_LINE;
use unbroken::{Case, Code, Expectations, Format, Question, Requirement, Segment, Time, TimeRange, Trust, TrustTexts, Verdict};
use unbroken_tests::build::{self, Log};
use unbroken_tests::corpus::cases;
use unbroken_tests::damage::{damage_bytes, damage_lines};
use unbroken_tests::random::{Random, seeds};
use unbroken_tests::split::{in_parts, part, stream, whole};

/// Streams, and under what they are judged.
struct Scene {
    inputs: Vec<Vec<u8>>,
    trust: usize,
    question: Question,
}

/// Every kind of trust a scene may be judged under: none, keys without a quorum, a quorum, a quorum and a kept checkpoint.
fn trusts(logs: &[Log]) -> Vec<Trust> {
    let log = &logs[0];
    let pins = [log.witnessed(3), log.checkpoint(log.lines.len())];
    let pins: Vec<&[u8]> = pins.iter().map(|pin| pin.as_bytes()).collect();
    let (open, quorum, writers) = (log.policy(0), log.policy(2), log.writers());
    let texts = [
        TrustTexts::default(),
        TrustTexts { policy: Some(&open), ..TrustTexts::default() },
        TrustTexts { policy: Some(&open), writers: Some(&writers), ..TrustTexts::default() },
        TrustTexts { policy: Some(&quorum), writers: Some(&writers), ..TrustTexts::default() },
        TrustTexts { policy: Some(&quorum), writers: Some(&writers), pins: &pins[..1], ..TrustTexts::default() },
        TrustTexts { policy: Some(&open), writers: Some(&writers), pins: &pins, ..TrustTexts::default() },
    ];
    texts.map(|texts| Trust::read(&texts).expect("the testkit writes usable trust")).into()
}

/// Two honest logs, a fork of the first that its writer and log key signed, and one signed by nobody known.
fn logs() -> Vec<Log> {
    let honest = Log::of("acme.example/audit", 11);
    let mut fork = Log { lines: honest.lines[..6].to_vec(), ..honest.clone() };
    while fork.lines.len() < 11 {
        let mut say = fork.usual();
        say.id += "-b";
        fork.append(&say);
    }
    let mut redacted = Log::of("acme.example/other", 5);
    let recorded = format!("\"note\":{},", serde_json::Value::from(redacted.witnessed(3)));
    let controls =
        [(r#""seq":2,"what":"entry","#, "erase"), (r#""before":2,"#, "prune"), (recorded.as_str(), "checkpoint"), ("", "log-close")];
    for (members, kind) in controls {
        let say = redacted.control(members, kind);
        redacted.append(&say);
    }
    // Shared ids, one subject in several spellings, an empty member, and who has seen the others.
    let mut access = Log::of("fourth.example/log", 3);
    for (seq, actor) in ["Alice", "alice", "\u{ff41}lice", ""].into_iter().enumerate() {
        let body = format!(r#""event":{{"actor":"{actor}","n":{seq}.50,"request_id":"req-{}"}}"#, seq % 2);
        access.append(&build::Say { body, ..access.usual() });
    }
    for (members, kind) in
        [(r#""from":0,"log":"acme.example/audit","to":5,"who":"Jane Doe","#, "read"), (r#""from":1,"to":2,"who":"eve","#, "export")]
    {
        access.append(&access.control(members, kind));
    }
    vec![honest, redacted, fork, telling(), access]
}

/// A log whose entries speak about other entries and other bytes.
fn telling() -> Log {
    let mut log = Log::of("third.example/log", 1);
    let digest = "SGVyZSBhcmUgMzIgYnl0ZXMgb2YgYSBkaWdlc3Qu";
    let bodies = [
        format!(r#""att":[{{"name":"","sha256":"{0}","size":1}},{{"name":"a","sha256":"{0}","size":1}}],"event":{{}}"#, "0f".repeat(32)),
        format!(r#""event":{{"_sd":["{digest}","YQ"],"list":[{{"...":"Yg"}}]}}"#),
        format!(r#""ctl":{{"seq":2,"type":"erase","what":["{digest}"]}}"#),
        String::from(r#""ctl":{"type":"heartbeat"}"#),
    ];
    for (number, body) in bodies.into_iter().enumerate() {
        let prev = build::base64(&[0; 32]);
        let chain = format!(r#""chain":{{"name":"source {}","prev":"{prev}","seq":{number}}},"#, number % 2);
        log.append(&build::Say { body: chain + &body, ..log.usual() });
    }
    log
}

/// Rules of every kind, some of which anything fits and some nothing.
const RULES: [&str; 14] = [
    r#"{"id":"evt-0003"}"#,
    r#"{"id":"evt-0003","count":0,"log":"acme.example/audit"}"#,
    r#"{"id":"nobody"}"#,
    r#"{"where":{"/event/action":"record.read"}}"#,
    r#"{"where":{"/event/action":"record.read","/event/actor":"bob"},"count":2}"#,
    r#"{"where":{"/event/n":5.0}}"#,
    r#"{"where":{"/event/n":0.5},"log":"fourth.example/log","count":1}"#,
    r#"{"where":{"/seq":4},"from":"2026-01-05T09:00:00Z","to":"2026-01-05T09:04:00Z","count":0}"#,
    r#"{"where":{"/log":"nowhere.example/log"},"log":"nowhere.example/log","count":0}"#,
    r#"{"require":["/event/actor","/event/action","/at"]}"#,
    r#"{"require":["/event/n"],"where":{"/event/actor":"bob"},"log":"acme.example/other"}"#,
    r#"{"same":"/event/actor"}"#,
    r#"{"same":"/event/actor","log":"fourth.example/log"}"#,
    r#"{"where":{"":{}},"count":3}"#,
];

fn every_rule() -> Expectations {
    Expectations::parse(&RULES.join("\n")).expect("the rules are sound")
}

fn rules(random: &mut Random) -> Expectations {
    let some: Vec<&str> = (0..1 + random.below(4)).map(|_| RULES[random.below(RULES.len())]).collect();
    Expectations::parse(&some.join("\n")).expect("the rules are sound")
}

/// Lines of one or several logs with proofs, checkpoints, placeholders and a header anywhere, and damaged in every way we know.
fn scene(logs: &[Log], real: &[Vec<u8>], random: &mut Random) -> Scene {
    let count = 1 + random.below(3);
    let inputs = (0..count).map(|_| if random.one_in(8) { real[random.below(real.len())].clone() } else { input(logs, random) }).collect();
    let asked = (random.below(6) as u64, Some(6 + random.below(8) as u64).filter(|end| end % 3 > 0));
    Scene {
        inputs,
        trust: random.below(6),
        question: Question {
            entries: Some(asked).filter(|_| random.one_in(2)),
            accept_withheld: random.one_in(2),
            list_redacted: random.one_in(2),
            events: random.one_in(2).then(|| rules(random)),
            trace: random.one_in(2).then(|| format!("req-{}", random.below(3))),
            ..other_questions(random)
        },
    }
}

/// Times, requirements and the present, each now and then.
fn other_questions(random: &mut Random) -> Question {
    let minute = |minute: usize| Time::from_secs(build::START_SECS + 60 * minute as u64);
    let start = random.below(8);
    let time = TimeRange::new(minute(start), minute(start + 1 + random.below(6))).filter(|_| random.one_in(3));
    let secs = |random: &mut Random, most: usize| Some(random.below(most) as u64).filter(|_| random.one_in(3));
    Question {
        time,
        require: Requirement::ALL.into_iter().filter(|_| random.one_in(6)).collect(),
        now_secs: secs(random, 2_000).map(|secs| build::START_SECS + secs),
        max_age_secs: secs(random, 900),
        max_silence_secs: secs(random, 90),
        skew_secs: random.below(90) as u64,
        delay_secs: random.below(600) as u64,
        ..Question::default()
    }
}

fn input(logs: &[Log], random: &mut Random) -> Vec<u8> {
    let log = &logs[random.below(logs.len())];
    match random.below(16) {
        0 => return log.receipt(random.below(4), 4),
        1 => return log.witnessed(1 + random.below(4)).into_bytes(),
        _ => {}
    }
    let mut lines: Vec<Vec<u8>> = log.lines.clone();
    if random.one_in(4) {
        let other = &logs[random.below(logs.len())];
        for line in &other.lines {
            lines.insert(random.below(lines.len() + 1), line.clone());
        }
    }
    let size = log.lines.len();
    for _ in 0..random.below(4) {
        let record = match random.below(8) {
            0 => build::checkpoint_record(&log.witnessed(random.below(size + 1))),
            1 => log.stub(random.below(size)),
            2 => br#"{"disclosure":"WyJhIiwiYiIsImMiXQ"}"#.to_vec(),
            3 => format!(r#"{{"bundle":{{"format":"unbroken/bundle/v1","from":{},"to":{}}}}}"#, random.below(3), random.below(14))
                .into_bytes(),
            _ => {
                let under = 1 + random.below(size);
                log.proof_record(random.below(under), under)
            }
        };
        // First, last or in between.
        let at = [0, lines.len(), random.below(lines.len() + 1)][random.below(3)];
        lines.insert(at, record);
    }
    if random.one_in(3) {
        let at = [0, lines.len()][random.below(2)];
        lines.insert(at, log.proof_record(size - 1, size));
    }
    for _ in 0..random.below(5) {
        damage_lines(&mut lines, random);
    }
    let ending: &[u8] = if random.one_in(8) { b"\r\n" } else { b"\n" };
    let mut data = lines.join(ending);
    if random.one_in(2) {
        data.extend(ending);
    }
    for _ in 0..random.below(3) {
        damage_bytes(&mut data, random);
    }
    data
}

/// The law of one scene; an error says what differs.
fn obey(scene: &Scene, trusts: &[Trust], seed: u64) -> Result<(), String> {
    let (trust, question, inputs) = (&trusts[scene.trust], &scene.question, &scene.inputs);
    let mut random = Random(seed);
    let one_pass = whole(inputs, trust, question);
    let expected = one_pass.to_json();
    let mut streams: Vec<_> = inputs.iter().map(|data| stream(data, in_parts(data, trust, question, &mut random))).collect();
    same("in parts", &expected, &Case::assemble(streams.clone(), trust, question).into_report().to_json())?;
    random.shuffle(&mut streams);
    same("in another order", &expected, &Case::assemble(streams.clone(), trust, question).into_report().to_json())?;
    if one_pass.verdict == Verdict::Proven {
        let cut = random.below(streams.len());
        streams[cut].complete = false;
        if Case::assemble(streams, trust, question).into_report().verdict == Verdict::Proven {
            return Err(String::from("proven although a part was not read"));
        }
    }
    Ok(())
}

fn same(what: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let at = expected.bytes().zip(actual.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200).min(text.len())..(at + 200).min(text.len())]).into_owned()
    };
    Err(format!("{what}, from byte {at} of the report:\n  one pass: {}\n  instead:  {}", around(expected), around(actual)))
}

/// Leaves out streams and lines as long as the law stays broken under one of a few splits.
fn minimise(scene: &mut Scene, trusts: &[Trust], seed: u64) -> String {
    let broken = |scene: &Scene| (0..24).find_map(|k| obey(scene, trusts, seed.wrapping_add(k)).err());
    let mut shorter = true;
    while shorter {
        shorter = false;
        for input in (0..scene.inputs.len()).rev() {
            let data = scene.inputs[input].clone();
            let lines: Vec<&[u8]> = data.split_inclusive(|byte| *byte == b'\n').collect();
            let fewer = |without: usize| -> Vec<u8> {
                lines.iter().enumerate().filter(|(at, _)| *at != without).flat_map(|(_, line)| line.to_vec()).collect()
            };
            for line in (0..lines.len()).rev() {
                scene.inputs[input] = fewer(line);
                if broken(scene).is_some() {
                    shorter = true;
                    break;
                }
                scene.inputs[input] = data.clone();
            }
            let held = scene.inputs.remove(input);
            if scene.inputs.is_empty() || broken(scene).is_none() {
                scene.inputs.insert(input, held);
            } else {
                shorter = true;
            }
        }
    }
    broken(scene).unwrap_or_default()
}

/// Small streams of the corpus, damaged and whole.
fn real() -> Vec<Vec<u8>> {
    let cases = cases().expect("the corpus can be read");
    let inputs = cases.iter().flat_map(|(_, case)| case.read_inputs().expect("its inputs can be read"));
    inputs.map(|(_, data)| data).filter(|data| data.len() < 16_384).collect()
}

#[test]
fn any_split_any_order_one_report() {
    let (logs, real) = (logs(), real());
    let trusts = trusts(&logs);
    let (mut verdicts, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for seed in seeds("UNBROKEN_LAWS", 2_500) {
        let mut scene = scene(&logs, &real, &mut Random(seed));
        if let Err(error) = obey(&scene, &trusts, seed) {
            let least = minimise(&mut scene, &trusts, seed);
            let inputs: Vec<String> = scene.inputs.iter().map(|data| data.escape_ascii().to_string()).collect();
            panic!(
                "seed {seed}: {error}\nat its smallest: {least}\ntrust {}, {:?}\n{}",
                scene.trust,
                scene.question,
                inputs.join("\n---\n")
            );
        }
        if seed % 8 == 0 {
            let report = whole(&scene.inputs, &trusts[scene.trust], &scene.question);
            verdicts.insert(format!("{:?}", report.reason));
            codes.extend(report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).map(|finding| finding.code));
        }
    }
    // A law that holds for nothing but dull scenes would say little.
    assert!(verdicts.len() >= 9, "{verdicts:?}");
    assert!(codes.len() >= 30, "{} {codes:?}", codes.len());
}

/// Where a file is cut in two: a small one everywhere; a larger one around every line break, and elsewhere at every 17th byte, for the
/// middle of a line is like any other.
fn cuts(data: &[u8]) -> impl Iterator<Item = usize> {
    let near_a_break = |cut: usize| data[cut.saturating_sub(4)..(cut + 4).min(data.len())].contains(&b'\n');
    (0..=data.len()).filter(move |cut| data.len() <= 2_000 || cut % 17 == 0 || *cut + 4 >= data.len() || near_a_break(*cut))
}

/// Two parts have the same index as one, wherever the cut is; the empty part is neutral on both sides.
#[test]
fn every_cut_of_small_files() {
    let trust = Trust::default();
    let question = Question { events: Some(every_rule()), trace: Some("req-1".into()), ..Question::default() };
    let mut files = 0;
    let mut seen = BTreeSet::new();
    for (name, case) in cases().expect("the corpus can be read") {
        for (file, data) in case.read_inputs().expect("its inputs can be read") {
            // Many cases ask different things about the same bytes.
            if data.len() > 5_000 || !Format::detect(&data).splits() || !seen.insert(data.clone()) {
                continue;
            }
            files += 1;
            let all = part(&data, &trust, &question, 0, data.len(), &mut Vec::new());
            assert_eq!(Segment::default().merge(all.clone()), all);
            assert_eq!(all.clone().merge(Segment::default()), all);
            for cut in cuts(&data) {
                let first = part(&data, &trust, &question, 0, cut, &mut Vec::new());
                let second = part(&data, &trust, &question, cut, data.len(), &mut Vec::new());
                assert!(first.merge(second) == all, "{name}/{file} cut at byte {cut}");
            }
        }
    }
    assert!(files >= 100, "{files}");
}

/// Lines about as long as a line may be, with and without a carriage return: whether one is too long does not depend on the cut.
#[test]
fn any_split_of_the_longest_lines() {
    let trust = Trust::default();
    let mut random = Random(1);
    let mut passed_over = 0;
    for length in MAX_LINE - 1..MAX_LINE + 7 {
        for ending in ["\n", "\r\n", ""] {
            let mut data = b"\xEF\xBB\xBF{\"a\":1}\n{\"b\":\"".to_vec();
            data.resize(data.len() + length - 8, b'x');
            data.extend_from_slice(b"\"}");
            data.extend_from_slice(ending.as_bytes());
            data.extend_from_slice(if ending.is_empty() { b"" } else { b"{\"c\":3}" });
            let all = whole(std::slice::from_ref(&data), &trust, &Question::default());
            passed_over += usize::from(all.findings.iter().any(|finding| finding.code == Code::LimitReached));
            for _ in 0..4 {
                let split = stream(&data, in_large_pieces(&data, &trust, &mut random));
                let report = Case::assemble(vec![split], &trust, &Question::default()).into_report();
                same(&format!("{length} bytes and {ending:?}"), &all.to_json(), &report.to_json())
                    .unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
    assert!((1..24).contains(&passed_over), "{passed_over}");
}

fn in_large_pieces(data: &[u8], trust: &Trust, random: &mut Random) -> Segment {
    let mut cuts = [0, random.below(40), random.below(data.len() + 1), data.len() - random.below(20), data.len()];
    cuts.sort_unstable();
    let question = Question::default();
    let part = |cut: &[usize]| part(data, trust, &question, cut[0], cut[1], &mut (0..8).map(|_| 1 + random.below(1 << 20)).collect());
    cuts.windows(2).map(part).fold(Segment::default(), Segment::merge)
}
