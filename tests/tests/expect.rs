//! Expectations, traces and access through the library: what is counted, what is said, and that nobody without a key can change it.

use unbroken::budget::{MAX_ACCESS, MAX_TRACED};
use unbroken::json::equal::{Value as Placed, equal};
use unbroken::json::pointer::Pointer;
use unbroken::json::{self, skim};
use unbroken::log::coverage::Status;
use unbroken::verdict::report::Known;
use unbroken::verify::read;
use unbroken::{Case, Code, Expectations, Input, Question, Reason, Trust, TrustTexts, Verdict};
use unbroken_tests::build::{self, Key, Log, Say};
use unbroken_tests::random::Random;

fn trust(logs: &[&Log]) -> Trust {
    let policy: String = logs.iter().map(|log| format!("log {}\n", log.key.vkey())).collect();
    let writers: String = logs.iter().map(|log| log.writers()).collect();
    Trust::read(&TrustTexts { policy: Some(&(policy + "quorum none\n")), writers: Some(&writers), ..TrustTexts::default() }).unwrap()
}

fn case(inputs: &[Vec<u8>], trust: &Trust, question: &Question) -> Case {
    let streams = inputs.iter().map(|data| read(&Input { name: "x.jsonl", data }, trust, question)).collect();
    Case::assemble(streams, trust, question)
}

fn rules(lines: &[&str]) -> Question {
    Question { events: Some(Expectations::parse(&lines.join("\n")).unwrap()), ..Question::default() }
}

fn says(event: &str) -> impl Fn(&Log) -> Say {
    move |log| Say { body: format!("\"event\":{event}"), ..log.usual() }
}

fn log(origin: &str, events: &[&str]) -> Log {
    let mut log = Log::of(origin, 1);
    for event in events {
        log.append(&says(event)(&log));
    }
    log
}

const GRANT: &str = r#"{"action":"role.grant","actor":"bob","request_id":"req-1"}"#;
const READ: &str = r#"{"action":"record.read","actor":"alice","request_id":"req-2"}"#;

/// Two logs of the headline: an expectation is about both together, or about the one it names.
#[test]
fn several_logs_answer_together_or_by_name() {
    let (a, b) = (log("a.example/log", &[GRANT, READ]), log("b.example/log", &[READ, GRANT]));
    let inputs = [build::file(&a.bundle()), build::file(&b.bundle())];
    let trust = trust(&[&a, &b]);
    let grant = |rest: &str| format!(r#"{{"where":{{"/event/action":"role.grant"}}{rest}}}"#);
    for (rule, verdict, codes) in [
        (grant(""), Verdict::Proven, &[][..]),
        (grant(r#","count":2"#), Verdict::Proven, &[]),
        (grant(r#","count":1"#), Verdict::Unproven, &[Code::ExpectedTooMany]),
        (grant(r#","count":3"#), Verdict::Broken, &[Code::ExpectedMissing]),
        (grant(r#","count":1,"log":"a.example/log""#), Verdict::Proven, &[]),
        (grant(r#","count":2,"log":"b.example/log""#), Verdict::Broken, &[Code::ExpectedMissing]),
        (grant(r#","log":"c.example/log""#), Verdict::Broken, &[Code::ExpectedMissing]),
        (grant(r#","count":0,"log":"c.example/log""#), Verdict::Unproven, &[]),
    ] {
        let question = rules(&[&rule]);
        let case = case(&inputs, &trust, &question);
        let report = case.report();
        let found: Vec<Code> = report.findings.iter().chain(report.logs.iter().flat_map(|log| &log.findings)).map(|f| f.code).collect();
        assert_eq!((report.verdict, found.as_slice()), (verdict, codes), "{rule}");
        let named = rule.contains("\"log\"");
        let loose = report.findings.iter().any(|finding| codes.contains(&finding.code));
        assert_eq!(loose, !named && !codes.is_empty(), "{rule}: a finding about one log stands there, one about several above them");
        let broken = report.logs.iter().filter(|log| log.verdict == Verdict::Broken).count();
        let expected = if verdict != Verdict::Broken { 0 } else { 1 + usize::from(!named) };
        assert_eq!(broken, expected, "{rule}");
        for log in report.logs.iter().filter(|log| log.verdict == Verdict::Broken) {
            assert_eq!((log.reason, log.claims.complete.state), (Reason::Incomplete, Known::Broken), "{rule}");
        }
    }
}

/// A log that is here and that the policy does not name is not asked, unless an expectation names it.
#[test]
fn a_stranger_s_log_satisfies_nothing() {
    let (a, stranger) = (log("a.example/log", &[READ]), log("z.example/log", &[GRANT]));
    let inputs = [build::file(&a.bundle()), build::file(&stranger.bundle())];
    let trust = trust(&[&a]);
    let question = rules(&[r#"{"where":{"/event/action":"role.grant"}}"#]);
    assert_eq!(case(&inputs, &trust, &question).report().verdict, Verdict::Broken);
    let question = rules(&[r#"{"where":{"/event/action":"role.grant"},"log":"z.example/log"}"#]);
    let case = case(&inputs, &trust, &question);
    assert_eq!(case.report().verdict, Verdict::Broken, "its entries are not proven");
    let z = case.report().logs.iter().find(|log| log.origin == "z.example/log").unwrap();
    let finding = z.findings.iter().find(|finding| finding.code == Code::ExpectedMissing).unwrap();
    assert!(
        finding.message.contains("At 1 other position a line fits that is not proven; the first is entry 1, which is committed."),
        "{}",
        finding.message
    );
}

/// Lines that anyone can add beside a whole log change no answer: not by fitting, not by being many.
#[test]
fn junk_changes_no_answer() {
    let log = log("a.example/log", &[GRANT, READ, READ]);
    let trust = trust(&[&log]);
    let lines = [
        r#"{"id":"evt-0001"}"#,
        r#"{"where":{"/event/action":"role.grant"},"count":1}"#,
        r#"{"where":{"/event/action":"role.revoke"},"count":0}"#,
        r#"{"require":["/event/actor"]}"#,
        r#"{"same":"/event/actor"}"#,
    ];
    let question = Question { entries: Some((0, Some(4))), ..rules(&lines) };
    let clean = case(&[build::file(&log.bundle())], &trust, &question);
    assert_eq!((clean.report().verdict, clean.report().expected.unwrap().met), (Verdict::Proven, 5));
    for event in [r#"{"action":"role.grant"}"#, r#"{"action":"role.revoke"}"#, r#"{"actor":""}"#, r#"{"actor":"ALICE"}"#] {
        for seq in [1, 3, 9] {
            let mut other = Log { lines: log.lines[..log.lines.len().min(seq)].to_vec(), writer: Key::writer("stranger"), ..log.clone() };
            other.append(&says(event)(&other));
            let line = String::from_utf8(other.lines.pop().unwrap()).unwrap().replace("\"seq\":4", &format!("\"seq\":{seq}"));
            for place in 0..2 {
                let mut bundle = log.bundle();
                bundle.insert(place * bundle.len(), line.clone().into_bytes());
                let dirty = case(&[build::file(&bundle)], &trust, &question);
                assert_eq!(dirty.report().expected.unwrap().met, 5, "{event} at {seq}");
            }
        }
    }
}

/// What was not read to its end makes nobody miss an event, and nothing complete.
#[test]
fn a_part_that_was_not_read_decides_nothing() {
    let log = log("a.example/log", &[READ]);
    let trust = trust(&[&log]);
    for (rule, verdict) in [(r#"{"id":"evt-9999"}"#, Verdict::Unproven), (r#"{"id":"evt-9999","count":0}"#, Verdict::Unproven)] {
        let question = rules(&[rule]);
        let data = build::file(&log.bundle());
        let mut stream = read(&Input { name: "x", data: &data }, &trust, &question);
        stream.complete = false;
        let report = Case::assemble(vec![stream], &trust, &question).into_report();
        assert_eq!((report.verdict, report.expected.unwrap().undecided), (verdict, 1), "{rule}");
        assert!(report.not_checked[0].starts_with("Whether 1 of your expectations is met"), "{}", report.not_checked[0]);
    }
}

/// More spellings than are compared: not met, not broken, and said. All of them are junk for far positions.
#[test]
fn a_limit_decides_nothing() {
    let log = log("a.example/log", &[GRANT, READ]);
    let trust = trust(&[&log]);
    let junk = (0..=unbroken::budget::MAX_SPELLINGS)
        .map(|k| format!("{{\"event\":{{\"a\":\"{k}\"}},\"log\":\"a.example/log\",\"seq\":{}}}\n", 7 + 2 * k));
    let data = [junk.collect::<String>().into_bytes(), build::file(&log.bundle())].concat();
    let question = Question { entries: Some((0, Some(3))), ..rules(&[r#"{"same":"/event/a"}"#, r#"{"id":"evt-0001"}"#]) };
    let report = case(&[data], &trust, &question).into_report();
    let facts = report.expected.unwrap();
    assert_eq!((facts.met, facts.unmet, facts.undecided), (1, 0, 1));
    assert_eq!((report.verdict, report.reason), (Verdict::Unproven, Reason::Unanchored));
    assert!(report.logs[0].findings.iter().any(|finding| finding.code == Code::LimitReached && finding.message.contains("Line 1")));
}

/// A stream that was read for another question answers nothing: its slots mean something else.
#[test]
fn the_answer_to_another_question_is_no_answer() {
    let log = log("a.example/log", &[GRANT, READ]);
    let trust = trust(&[&log]);
    let (asked, other) = (rules(&[r#"{"id":"evt-0001"}"#]), rules(&[r#"{"id":"evt-0009"}"#]));
    let data = build::file(&log.bundle());
    for (read_for, met) in [(&asked, 1), (&other, 0), (&Question::default(), 0)] {
        let stream = read(&Input { name: "x", data: &data }, &trust, read_for);
        let other_stream = read(&Input { name: "x", data: &data }, &trust, &asked);
        let report = Case::assemble(vec![stream.clone()], &trust, &asked).into_report();
        let facts = report.expected.unwrap();
        assert_eq!((facts.met, facts.undecided), (met, 1 - met));
        assert_eq!(report.verdict == Verdict::Proven, met == 1);
        let mixed = stream.segment.merge(other_stream.segment);
        let stream = unbroken::Stream { segment: mixed, ..other_stream };
        let report = Case::assemble(vec![stream], &trust, &Question { trace: Some("req-1".into()), ..asked.clone() }).into_report();
        assert_eq!((report.expected.unwrap().met, report.trace.unwrap().complete), (0, false));
    }
}

#[test]
fn a_trace_goes_across_logs_and_calls_proven_only_what_is() {
    let (a, b) = (log("a.example/log", &[GRANT, READ]), log("b.example/log", &[READ, GRANT]));
    let trust = trust(&[&a]);
    let changed = |lines: Vec<Vec<u8>>| -> Vec<Vec<u8>> {
        let change = |line: Vec<u8>| String::from_utf8(line).unwrap().replace("\"actor\":\"bob\"", "\"actor\":\"eve\"").into_bytes();
        lines.into_iter().map(change).collect()
    };
    let question = Question { trace: Some("req-1".into()), ..Question::default() };
    let whole = case(&[build::file(&a.bundle()), build::file(&b.bundle())], &trust, &question);
    let trace = whole.report().trace.clone().unwrap();
    let found: Vec<_> = trace.entries.iter().map(|entry| (entry.log.as_str(), entry.entry, entry.status)).collect();
    assert_eq!(found, [("a.example/log", 1, Status::Proven), ("b.example/log", 2, Status::Committed)]);
    assert_eq!(trace.entries[0].time_millis, Some(1_767_603_660_000));
    assert!(trace.complete && trace.count == 2);
    // The library finds the same from either of them.
    let row = |log: usize, seq: u64| whole.rows(log).iter().position(|row| row.seq == seq).unwrap();
    let from_a: Vec<_> = whole.trace(0, row(0, 1)).iter().map(|entry| (entry.log, entry.seq)).collect();
    assert_eq!(from_a, [(0, 1), (1, 2)]);
    assert_eq!(whole.trace(1, row(1, 2)), whole.trace(0, row(0, 1)));
    assert!(whole.trace(0, row(0, 0)).is_empty() && whole.trace(9, 9).is_empty());
    // An altered entry is listed as altered; another id is not there at all.
    let altered = case(&[build::file(&changed(a.bundle()))], &trust, &question);
    let statuses: Vec<_> = altered.report().trace.clone().unwrap().entries.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [Status::Altered]);
    let question = Question { trace: Some("req-".into()), ..Question::default() };
    assert_eq!(case(&[build::file(&a.bundle())], &trust, &question).report().trace.clone().unwrap().count, 0);
}

/// A separate access log speaks about this one; it explains and changes nothing else.
#[test]
fn access_is_tied_to_the_entries_it_speaks_of() {
    let audit = log("a.example/log", &[GRANT, READ]);
    let mut access = Log::of("access.example/log", 1);
    for (members, kind) in [
        (r#""from":1,"log":"a.example/log","to":2,"who":"Jane Doe","#, "read"),
        (r#""from":0,"log":"a.example/log","to":3,"who":"auditor","#, "export"),
        (r#""from":0,"to":9,"who":"own log","#, "export"),
        (r#""from":3,"log":"a.example/log","to":1,"who":"backwards","#, "read"),
    ] {
        access.append(&access.control(members, kind));
    }
    let inputs = [build::file(&audit.bundle()), build::file(&access.bundle())];
    let alone = case(&inputs[..1], &trust(&[&audit]), &Question::default());
    for (trust, status) in [(trust(&[&audit, &access]), Status::Proven), (trust(&[&audit]), Status::Committed)] {
        let both = case(&inputs, &trust, &Question::default());
        let seen = |seq| {
            both.access(0, seq).iter().map(|record| (record.kind, record.who.clone(), record.entry, record.status)).collect::<Vec<_>>()
        };
        let (read, export) = (("read", "Jane Doe".to_owned(), 1, status), ("export", "auditor".to_owned(), 2, status));
        assert_eq!(seen(1), [read, export.clone()]);
        assert_eq!(seen(2), [export]);
        assert!(seen(3).is_empty());
        let report = both.report();
        assert_eq!(report.logs[0].origin, "a.example/log");
        assert_eq!((report.logs[0].access.count, report.logs[1].access.count), (2, 1));
        assert!(report.logs[0].access.listed.iter().all(|record| record.log == "access.example/log"));
        let (with, without) = (&report.logs[0], &alone.report().logs[0]);
        assert_eq!((with.verdict, &with.reasons, &with.findings), (without.verdict, &without.reasons, &without.findings));
    }
}

/// The listed records are bounded, and flooding with unproven ones hides no proven one.
#[test]
fn access_and_trace_keep_what_is_proven() {
    let audit = log("a.example/log", &[GRANT]);
    let mut access = Log::of("access.example/log", 1);
    access.append(&access.control(r#""from":1,"log":"a.example/log","to":2,"who":"proven","#, "read"));
    let mut flood = Log { writer: Key::writer("stranger"), ..access.clone() };
    flood.lines.pop();
    for _ in 0..1_100 {
        let say = flood.control(r#""from":1,"log":"a.example/log","to":2,"who":"anyone","#, "read");
        let body = say.body.replace("\"ctl\":", "\"event\":{\"request_id\":\"req-1\"},\"ctl\":");
        flood.append(&Say { body, at: "2000-01-01T00:00:00Z".into(), ..say });
    }
    let question = Question { trace: Some("req-1".into()), ..Question::default() };
    let inputs = [build::file(&flood.lines[2..]), build::file(&access.bundle()), build::file(&audit.bundle())];
    let case = case(&inputs, &trust(&[&audit, &access]), &question);
    let list = &case.report().logs[0].access;
    assert_eq!((list.listed.len(), list.listed[0].who.as_str(), list.listed[0].status), (MAX_ACCESS, "proven", Status::Proven));
    assert!(list.count > 1_000);
    let trace = case.report().trace.clone().unwrap();
    assert!(!trace.complete && trace.entries.len() == MAX_TRACED && trace.count > MAX_TRACED as u64);
    assert_eq!(trace.entries.last().map(|entry| (entry.entry, entry.status)), Some((1, Status::Proven)));
}

/// The pointer and the equality of the engine against serde_json, over values whose numbers a double holds exactly.
#[test]
fn pointers_and_equality_agree_with_a_naive_twin() {
    let mut random = Random(7);
    let (mut equals, mut found) = (0, 0);
    for _ in 0..20_000 {
        let (a, b) = (text(&mut random, 3), text(&mut random, 3));
        let (x, y): (serde_json::Value, serde_json::Value) = (serde_json::from_str(&a).unwrap(), serde_json::from_str(&b).unwrap());
        let placed = |text: &'static str| Placed { source: text.as_bytes(), span: json::scan(text.as_bytes()).unwrap().value };
        let (a, b): (&'static str, &'static str) = (a.leak(), b.leak());
        assert_eq!(equal(placed(a), placed(b)), twin(&x, &y), "{a} {b}");
        equals += usize::from(twin(&x, &y));
        let pointer: String =
            (0..random.below(4)).map(|_| ["/a", "/~1", "/~0", "/", "/0", "/1", "/-", "/01", "/é"][random.below(9)]).collect();
        let engine = Pointer::parse(&pointer).unwrap().find(a.as_bytes(), skim::outermost(a.as_bytes()).unwrap());
        let engine = engine.map(|span| serde_json::from_slice::<serde_json::Value>(span.text(a.as_bytes())).unwrap());
        assert_eq!(engine.as_ref(), x.pointer(&pointer), "{a} {pointer}");
        found += usize::from(engine.is_some() && !pointer.is_empty());
    }
    assert!(equals > 200 && found > 200, "{equals} {found}");
}

/// Equal values have equal doubles here; serde_json itself tells `1` from `1.0`.
fn twin(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::*;
    match (a, b) {
        (Number(a), Number(b)) => a.as_f64() == b.as_f64(),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| twin(a, b)),
        (Object(a), Object(b)) => a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| twin(a, b))),
        (a, b) => a == b,
    }
}

/// A small random value, spelled in random ways.
fn text(random: &mut Random, depth: usize) -> String {
    let blank = [" ", "", "", "\t"][random.below(4)];
    let value = match random.below(if depth == 0 { 4 } else { 7 }) {
        0 => ["0", "-0", "0.0", "1", "1.0", "10e-1", "0.5", "5e-1", "-1", "100", "1e2", "1E+2"][random.below(12)].to_owned(),
        1 => ["\"\"", "\"a\"", "\"\\u0061\"", "\"\\/\"", "\"/\"", "\"é\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\u{1F600}\""]
            [random.below(9)]
        .to_owned(),
        2 => ["true", "false"][random.below(2)].to_owned(),
        3 => "null".to_owned(),
        4 => {
            let items: Vec<String> = (0..random.below(3)).map(|_| text(random, depth - 1)).collect();
            format!("[{blank}{}{blank}]", items.join(","))
        }
        _ => {
            let mut names = vec!["\"a\"", "\"\\u002f\"", "\"~\"", "\"\"", "\"0\"", "\"é\""];
            random.shuffle(&mut names);
            let members: Vec<String> =
                names.iter().take(random.below(4)).map(|name| format!("{name}{blank}:{}", text(random, depth - 1))).collect();
            format!("{{{blank}{}{blank}}}", members.join(","))
        }
    };
    format!("{blank}{value}{blank}")
}
