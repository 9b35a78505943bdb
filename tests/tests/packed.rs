//! Containers and wrappings under every cut and every flipped bit: no panic, nothing proven or altered that is not, and the same report
//! however the bytes come.

use unbroken::budget::{MAX_MEMBERS, MAX_NAME, MAX_RATIO, MAX_RESTARTS, MAX_UNPACKED, UNPACKED_FREE};
use unbroken::log::coverage::Status;
use unbroken::{Case, Code, Input, Question, Reading, Report, Stream, Trust, TrustTexts, Verdict, verify, verify_within};
use unbroken_tests::build::{self, Log};
use unbroken_tests::pack::{Member, array, copy, csv, gzip, zip};

fn log() -> Log {
    Log::of("acme.example/audit", 6)
}

fn trust(log: &Log) -> Trust {
    let (policy, writers) = (log.policy(2), log.writers());
    Trust::read(&TrustTexts { policy: Some(&policy), writers: Some(&writers), ..TrustTexts::default() })
        .expect("the testkit writes usable trust")
}

fn asked() -> Question {
    Question { entries: Some((0, Some(6))), ..Question::default() }
}

fn run(data: &[u8], trust: &Trust) -> Report {
    verify(&[Input { name: "x", data }], trust, &asked())
}

/// The log as one line-by-line file, and in every container and wrapping, small enough to be damaged everywhere.
fn forms(log: &Log) -> Vec<(&'static str, Vec<u8>)> {
    let lines = log.bundle();
    let all = build::file(&lines);
    let per = |wrap: fn(&[u8]) -> Vec<u8>| build::file(&lines.iter().map(|line| wrap(line)).collect::<Vec<_>>());
    vec![
        ("gzip", gzip(&all)),
        ("gzip members", [gzip(&build::file(&lines[..3])), gzip(&build::file(&lines[3..]))].concat()),
        ("zip", zip(&[Member::new("a.jsonl", &build::file(&lines[..3])), Member::stored("b.jsonl", &build::file(&lines[3..]))])),
        ("zip, sums behind", zip(&[Member { flags: 8, ..Member::new("a.jsonl", &all) }])),
        ("zip, 64 bits", zip(&[Member { wide: true, flags: 8, ..Member::new("a.jsonl", &all) }])),
        ("csv", per(csv)),
        ("copy", per(copy)),
        ("array", array(&lines, b"")),
        ("array by line", array(&lines, b"\n")),
    ]
}

/// Nobody without a key makes a line count as the log's, and the log's own lines stay what they are.
fn nothing_false(report: &Report, what: &str) {
    let proven = report.logs.iter().flat_map(|log| &log.coverage).filter(|run| run.status == Status::Proven);
    assert!(proven.clone().all(|run| run.end <= 6), "{what}");
    let covered: u64 = proven.map(|run| run.end - run.start).sum();
    assert!(report.verdict != Verdict::Proven || covered == 6, "{what}: proven without all entries");
}

#[test]
fn every_form_is_proven_as_it_is() {
    let log = log();
    let trust = trust(&log);
    for (form, data) in forms(&log) {
        let report = run(&data, &trust);
        assert_eq!((report.verdict, report.logs.len()), (Verdict::Proven, 1), "{form}: {}", report.to_json());
        let codes: Vec<Code> = report.findings.iter().chain(&report.logs[0].findings).map(|finding| finding.code).collect();
        assert!(codes.iter().all(|code| *code == Code::WrapperRemoved), "{form}: {codes:?}");
    }
}

#[test]
fn cut_anywhere() {
    let log = log();
    let trust = trust(&log);
    for (form, data) in forms(&log) {
        for end in 0..data.len() {
            let what = format!("{form} cut at {end} of {}", data.len());
            let report = run(&data[..end], &trust);
            nothing_false(&report, &what);
            // What is there is genuine, so nothing may be called altered or forged.
            let accused =
                report.logs.iter().flat_map(|log| &log.coverage).find(|run| matches!(run.status, Status::Altered | Status::Forged));
            assert!(accused.is_none(), "{what}: {accused:?}");
            if form.starts_with("gzip") || form.starts_with("zip") {
                let told = |code| report.findings.iter().any(|finding| finding.code == code);
                let whole_members = form == "gzip members" && end == gzip(&build::file(&log.bundle()[..3])).len();
                assert!(told(Code::InputTruncated) || end < 4 || whole_members, "{what}: the cut is not told");
            }
        }
    }
}

#[test]
fn flipped_anywhere() {
    let log = log();
    let trust = trust(&log);
    for (form, data) in forms(&log) {
        for at in 0..data.len() {
            let bit = 1 << (at % 8);
            let mut damaged = data.clone();
            damaged[at] ^= bit;
            nothing_false(&run(&damaged, &trust), &format!("{form} with byte {at} changed by {bit}"));
        }
    }
}

/// The report that comes of pieces of this length.
fn in_pieces(data: &[u8], piece: usize, trust: &Trust) -> String {
    let question = asked();
    let mut reading = Reading::new("x", trust, &question, None);
    data.chunks(piece).for_each(|bytes| reading.push(bytes));
    let streams: Vec<Stream> = reading.finish();
    Case::assemble(streams, trust, &question).into_report().to_json()
}

#[test]
fn pieces_change_nothing() {
    let log = log();
    let trust = trust(&log);
    for (form, mut data) in forms(&log) {
        for damage in [false, true] {
            if damage {
                let at = data.len() * 2 / 3;
                data[at] ^= 1;
            }
            let whole = run(&data, &trust).to_json();
            for piece in [1, 2, 7, 64, 1000, 70_000] {
                assert_eq!(in_pieces(&data, piece, &trust), whole, "{form} in pieces of {piece}, damaged: {damage}");
            }
        }
    }
}

/// A bomb in a file of a few megabytes stops where its ratio shows, long before its end.
#[test]
fn bombs_stop() {
    let log = log();
    let trust = trust(&log);
    let zeros = miniz_oxide::deflate::compress_to_vec(&vec![0; 64 << 20], 6);
    let bomb = |member: Member| zip(&[member]);
    // Ten gigabytes by the claim of its header, and as many members of 64 MB as make them.
    let many: Vec<Member> = (0..160).map(|k| Member::new(&format!("{k}"), &vec![0; 1 << 20])).collect();
    let head = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255][..], &zeros].concat();
    for (what, data) in [("gzip", head), ("zip", bomb(Member::new("zeros", &vec![0; 64 << 20]))), ("many members", zip(&many))] {
        let report = run(&data, &trust);
        let limit =
            |finding: &unbroken::Finding| finding.code == Code::LimitReached && finding.message.contains(&format!("{MAX_RATIO} times"));
        assert!(report.findings.iter().any(limit), "{what}");
        assert_eq!(report.verdict, Verdict::Unproven);
    }
}

#[test]
fn the_host_sets_the_total() {
    let log = log();
    let trust = trust(&log);
    let data = gzip(&build::file(&log.bundle()));
    let all = build::file(&log.bundle()).len() as u64;
    for (most, verdict) in [(all, Verdict::Proven), (all - 1, Verdict::Unproven), (0, Verdict::Unproven)] {
        let report = verify_within(&[Input { name: "x.gz", data: &data }], &trust, &asked(), Some(most));
        assert_eq!(report.verdict, verdict, "{most} of {all}");
    }
}

fn is_limited(report: &Report, words: &str) -> bool {
    report.findings.iter().any(|finding| finding.code == Code::LimitReached && finding.message.contains(words))
}

/// At each bound nothing is said, one beyond it the number is.
#[test]
fn bounds_of_containers() {
    let trust = trust(&log());
    let zeros = |len: u64| gzip(&vec![0; usize::try_from(len).expect("small")]);
    let ratio = format!("{MAX_RATIO} times");
    assert!(!is_limited(&run(&zeros(UNPACKED_FREE), &trust), &ratio));
    assert!(is_limited(&run(&zeros(2 * UNPACKED_FREE), &trust), &ratio));
    let members = |count: usize| zip(&(0..count).map(|k| Member::stored(&format!("{k}"), b"")).collect::<Vec<_>>());
    let count = format!("more than {MAX_MEMBERS} members");
    assert!(!is_limited(&run(&members(MAX_MEMBERS), &trust), &count));
    assert!(is_limited(&run(&members(MAX_MEMBERS + 1), &trust), &count));
    let named = |len: usize| zip(&[Member::stored(&"n".repeat(len), b"x")]);
    let name = format!("longer than {MAX_NAME} bytes");
    assert!(!is_limited(&run(&named(MAX_NAME), &trust), &name));
    assert!(is_limited(&run(&named(MAX_NAME + 1), &trust), &name));
    let data = gzip(&build::file(&log().bundle()));
    let inputs = [Input { name: "x", data: &data }];
    assert_eq!(verify_within(&inputs, &trust, &asked(), Some(MAX_UNPACKED)), verify(&inputs, &trust, &asked()));
}

/// An array that is damaged more often than it is read again neither hangs nor proves anything.
#[test]
fn an_array_damaged_all_over() {
    let log = log();
    let trust = trust(&log);
    let line = String::from_utf8_lossy(&log.lines[0]).into_owned();
    for times in [MAX_RESTARTS - 1, MAX_RESTARTS + 1, 4 * MAX_RESTARTS] {
        let text = format!("[{}\n{line}]", "{\"a\": {\"b\" 1},\n".repeat(times));
        nothing_false(&run(text.as_bytes(), &trust), &format!("{times} times"));
    }
}

/// Given and unpacked bytes are inputs of their own, each with the digest that `sha256sum` gives.
#[test]
fn inputs_name_their_container() {
    let log = log();
    let all = build::file(&log.bundle());
    let report = verify(&[Input { name: "d/audit.jsonl.gz", data: &gzip(&all) }], &trust(&log), &asked());
    let mut inputs: Vec<_> =
        report.inputs.iter().map(|input| (input.name.as_str(), input.format, input.inside.as_deref(), input.size)).collect();
    inputs.sort_unstable();
    assert_eq!(
        inputs,
        [("audit.jsonl", "bundle", Some("audit.jsonl.gz"), all.len() as u64), ("audit.jsonl.gz", "gzip", None, gzip(&all).len() as u64)]
    );
}
