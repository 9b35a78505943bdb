//! Whole inputs: containers, streams in parts, segments that came from somewhere else, and the verdict.

#![allow(clippy::expect_used, clippy::panic, reason = "a target that panics has found something")]

use super::case_inputs;
use crate::build::{self, Log};
use crate::pack;
use crate::random::Random;
use crate::split::{in_parts, part, stream, whole};
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::sync::OnceLock;
use unbroken::log::coverage::Status;
use unbroken::unpack::{Sink, Unpacked, Unpacker};
use unbroken::verify::{Part, TreeSegment};
use unbroken::{Case, Expectations, Format, Question, Reason, Requirement, Segment, Time, TimeRange, Trust, TrustTexts};

/// The log that everyone attacks, and under what it is judged.
struct Scene {
    log: Log,
    trusts: Vec<Trust>,
    questions: Vec<Question>,
}

fn scene() -> &'static Scene {
    static SCENE: OnceLock<Scene> = OnceLock::new();
    SCENE.get_or_init(|| {
        // An origin of its own: with the keys of the corpus other histories were signed.
        let mut log = Log::of("fuzzed.example/audit", 6);
        let say = log.control(r#""seq":2,"what":"entry","#, "erase");
        log.append(&say);
        let (open, quorum, writers, pin) = (log.policy(0), log.policy(2), log.writers(), log.witnessed(3));
        let pins = [pin.as_bytes()];
        let texts = [
            TrustTexts::default(),
            TrustTexts { policy: Some(&open), ..TrustTexts::default() },
            TrustTexts { policy: Some(&open), writers: Some(&writers), pins: &pins, ..TrustTexts::default() },
            TrustTexts { policy: Some(&quorum), writers: Some(&writers), ..TrustTexts::default() },
        ];
        let trusts = texts.iter().map(|texts| Trust::read(texts).expect("the testkit writes usable trust")).collect();
        let rules = "{\"id\":\"evt-0003\"}\n{\"where\":{\"/event/actor\":\"bob\"},\"count\":2}\n{\"require\":[\"/event/n\"]}\n{\"same\":\"/event/actor\"}";
        let minute = |minute: u64| Time::from_secs(build::START_SECS + 60 * minute);
        let questions = vec![
            Question::default(),
            Question { entries: Some((0, Some(6))), ..Question::default() },
            Question { entries: Some((1, None)), accept_withheld: true, list_redacted: true, ..Question::default() },
            Question {
                time: TimeRange::new(minute(1), minute(4)),
                events: Expectations::parse(rules).ok(),
                require: Requirement::ALL.into(),
                trace: Some("req-1".into()),
                now_secs: Some(build::START_SECS + 900),
                max_age_secs: Some(600),
                max_silence_secs: Some(90),
                ..Question::default()
            },
        ];
        Scene { log, trusts, questions }
    })
}

/// The first byte chooses trust and question; the rest is the input.
fn chosen(data: &[u8]) -> Option<(&'static Trust, &'static Question, &[u8])> {
    let (choice, data) = data.split_first()?;
    let scene = scene();
    Some((&scene.trusts[usize::from(choice & 3)], &scene.questions[usize::from(choice >> 2 & 3)], data))
}

/// Bundles, receipts and checkpoints of the log, and inputs of the corpus.
pub fn seeds() -> Vec<Vec<u8>> {
    let log = &scene().log;
    let mut lines = log.bundle();
    lines.push(build::checkpoint_record(&log.witnessed(4)));
    lines.extend([log.stub(2), log.proof_record(3, 5)]);
    let bundle = build::file(&lines);
    let array = [b"[", build::file(&lines).trim_ascii_end().to_vec().as_slice(), b"]"].concat();
    let own = [bundle.clone(), log.receipt(3, 7), log.witnessed(7).into_bytes(), array, pack::gzip(&bundle)];
    let of_corpus = case_inputs(3_000).into_iter().step_by(7);
    own.into_iter().chain(of_corpus).enumerate().map(|(at, data)| [vec![(at % 16) as u8], data].concat()).collect()
}

/// The split law.
pub fn fold(data: &[u8]) {
    let Some((trust, question, data)) = chosen(data) else { return };
    let seed = data.iter().fold(0, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(*byte));
    let one_pass = whole(&[data.to_vec()], trust, question).to_json();
    let parts = stream(data, in_parts(data, trust, question, &mut Random(seed)));
    assert_eq!(Case::assemble(vec![parts], trust, question).into_report().to_json(), one_pass);
}

/// Soundness: what is proven is an entry of the log, byte for byte or repaired; without keys nobody forks it.
pub fn verify(data: &[u8]) {
    let Some((trust, question, data)) = chosen(data) else { return };
    let log = &scene().log;
    let streams = unbroken::verify::unpack(&unbroken::Input { name: "f", data }, trust, question, Some(1 << 22));
    let plain = streams.len() == 1;
    let case = Case::assemble(streams, trust, question);
    let report = case.report();
    for (index, entry) in report.logs.iter().enumerate() {
        assert!(!matches!(entry.reason, Reason::Forked | Reason::RolledBack), "forked or rolled back without a key");
        for (at, row) in case.rows(index).iter().enumerate().filter(|(_, row)| row.status == Status::Proven && plain) {
            let received = &data[row.offset as usize..row.offset as usize + row.len as usize];
            let line = case.exact(index, at, received).expect("the exact bytes of a proven entry");
            assert_eq!(Some(&line), log.lines.get(row.seq as usize), "entry {} is proven and is not the log's", row.seq);
            assert_eq!(entry.origin, log.origin);
        }
    }
    let ids: Vec<String> = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).map(|found| found.id.clone()).collect();
    for id in ids.iter().take(8).filter(|_| plain) {
        let read = |_: usize, offset: u64, len: u64| data.get(offset as usize..(offset + len) as usize).map(<[u8]>::to_vec);
        let _ = (case.evidence(id, read), case.by_hand(id));
    }
    assert!(serde_json::from_str::<serde_json::Value>(&report.to_json()).is_ok());
}

/// Containers of one and of several streams.
pub fn container_seeds() -> Vec<Vec<u8>> {
    let data = build::file(&scene().log.lines);
    let zip = |members: &[pack::Member]| pack::zip(members);
    let packed = case_inputs(20_000).into_iter().filter(|data| data.starts_with(b"PK") || data.starts_with(b"\x1f\x8b"));
    let own = [
        pack::gzip(b"one"),
        [pack::gzip(b"one"), pack::gzip(&data)].concat(),
        zip(&[pack::Member::new("a.jsonl", &data), pack::Member::stored("b", b"two")]),
    ];
    own.into_iter().chain(packed.step_by(3)).collect()
}

/// Streams, as they come out.
#[derive(Debug, Default, PartialEq, Eq)]
struct Taken(Vec<(Option<String>, Vec<u8>, Option<bool>)>);

impl Sink for Taken {
    fn open(&mut self, name: Option<&str>) {
        self.0.push((name.map(str::to_owned), Vec::new(), None));
    }

    fn data(&mut self, bytes: &[u8]) {
        let (_, data, closed) = self.0.last_mut().expect("data comes after a stream was opened");
        assert!(closed.is_none(), "data after the end of a stream");
        data.extend_from_slice(bytes);
    }

    fn close(&mut self, whole: bool) {
        let (_, _, closed) = self.0.last_mut().expect("a stream is closed after it was opened");
        assert!(closed.replace(whole).is_none(), "a stream is closed twice");
    }
}

fn unpacked(data: &[u8], piece: usize) -> Option<(Taken, Unpacked)> {
    let mut taken = Taken::default();
    let mut unpacker = Unpacker::new(Format::detect(data), Some(1 << 22))?;
    data.chunks(piece.max(1)).for_each(|piece| unpacker.push(piece, &mut taken));
    let out = unpacker.finish(&mut taken);
    Some((taken, out))
}

/// Unpacking, in one piece and in small ones, and beside another gunzip.
pub fn container(data: &[u8]) {
    let Some((taken, out)) = unpacked(data, data.len()) else { return };
    assert!(taken.0.iter().all(|stream| stream.2.is_some()), "a stream is never closed");
    assert_eq!(out.streams, taken.0.len() as u64);
    let piece = 1 + data.last().map_or(0, |byte| usize::from(*byte)) % 61;
    assert!(unpacked(data, piece) == Some((Taken(taken.0.clone()), out.clone())), "in pieces of {piece} bytes something else comes out");
    if Format::detect(data) == Format::Gzip {
        let mut other = Vec::new();
        if MultiGzDecoder::new(data).take(1 << 22).read_to_end(&mut other).is_ok() && other.len() < 1 << 22 {
            let ours: Vec<u8> = taken.0.into_iter().flat_map(|stream| stream.1).collect();
            assert!(ours == other, "another gunzip gives out something else");
        }
    }
}

/// Segments and part files of small inputs.
pub fn segment_seeds() -> Vec<Vec<u8>> {
    let Scene { log, trusts, questions } = scene();
    let mut seeds = Vec::new();
    for (at, data) in [build::file(&log.bundle()), log.receipt(3, 7), b"{}\n{\n".to_vec()].into_iter().enumerate() {
        let segment = part(&data, &trusts[3], &questions[at], 0, data.len(), &mut Vec::new());
        seeds.push(segment.to_bytes());
        let len = data.len() as u64;
        seeds.push(Part::new(&trusts[3], "f", len, Format::detect(&data), (0, len), segment).to_bytes());
    }
    seeds
}

/// Bytes that say they are a segment: refused, or put together with others without harm.
pub fn segment(data: &[u8]) {
    let _ = (Part::from_bytes(data), TreeSegment::from_bytes(data));
    let Some(segment) = Segment::from_bytes(data) else { return };
    assert_eq!(Segment::from_bytes(&segment.to_bytes()).as_ref(), Some(&segment));
    let Scene { trusts, questions, .. } = scene();
    let merged = segment.clone().merge(segment);
    let report = Case::assemble(vec![stream(data, merged)], &trusts[3], &questions[3]).into_report();
    assert!(!report.to_json().is_empty());
}
