//! What each way changes and nothing else, and what the engine says of the copy then.

use super::form::{Form, Kind, first_place};
use super::lines::{Lines, Record};
use super::op::{Change, Edit, Fault, Op, Signature, What};
use super::outcome::{Outcome, new_findings};
use super::surprise::surprise;
use super::tried::Try;
use super::{fields, forge};
use crate::report::Report;
use crate::sample::Sample;
use unbroken::trust::note::Vkey;
use unbroken::{Input, Question, Trust, TrustTexts, verify};

const ORIGIN: &str = "acme.example/audit";
const LOG_KEY: &str = "acme.example/audit+96c2db2d";

fn lines_of(name: &str) -> Lines {
    Lines::read(Sample::named(name).unwrap().files[0].1, ORIGIN)
}

fn intact() -> Lines {
    lines_of("intact")
}

/// The report on these lines under what a sample trusts.
fn judged(sample: &str, lines: &Lines, entries: Option<(u64, Option<u64>)>) -> Report {
    let texts = Sample::named(sample).unwrap().trust().texts();
    let pins: Vec<&[u8]> = texts.pins.iter().map(String::as_bytes).collect();
    let trust = TrustTexts { policy: texts.policy.as_deref(), logs: texts.logs.as_deref(), writers: texts.writers.as_deref(), pins: &pins };
    let question = Question { entries, ..Question::default() };
    let report = verify(&[Input { name: "copy", data: &lines.to_bytes() }], &Trust::read(&trust).unwrap(), &question);
    serde_json::from_str(&report.to_json()).unwrap()
}

fn edit(value: &str) -> Edit {
    Edit { seq: 6, pointer: "/event/actor".into(), value: value.into() }
}

fn note(size: u64) -> Op {
    Op::Strip(Signature::Note(size, LOG_KEY.into()))
}

/// Lines of the file that differ, where no line was added or removed.
fn differing(change: &Change) -> Vec<usize> {
    let (old, new) = (intact(), &change.lines);
    assert_eq!(old.all().len(), new.all().len());
    (0..old.all().len()).filter(|at| old.all()[*at] != new.all()[*at]).collect()
}

/// The file without these lines.
fn without(old: &Lines, gone: impl Fn(&Record) -> bool) -> Vec<Vec<u8>> {
    old.all().iter().zip(old.records()).filter(|(_, record)| !gone(record)).map(|(line, _)| line.clone()).collect()
}

/// The file without its checkpoints.
fn bare(old: &Lines) -> Lines {
    Lines::read(&without(old, |record| matches!(record, Record::Note { .. })).join(&b'\n'), ORIGIN)
}

#[test]
fn lines_joined_again_are_the_file() {
    for name in ["intact", "altered", "gap", "fork", "empty"] {
        let bytes = Sample::named(name).unwrap().files[0].1;
        assert_eq!(Lines::read(bytes, ORIGIN).to_bytes(), bytes, "{name}");
    }
    for bytes in [&b""[..], b"\n", b"a\r\n\nb", b"\xff\n{\"seq\":1}\n"] {
        assert_eq!(Lines::read(bytes, ORIGIN).to_bytes(), bytes);
    }
    let lines = intact();
    assert_eq!(lines.entries().len(), 24);
    assert_eq!(lines.sizes().into_iter().collect::<Vec<_>>(), [8, 16, 24]);
    assert!(Lines::read(&lines.to_bytes(), "other.example/log").entries().is_empty(), "entries of another log are not its own");
}

#[test]
fn changed_lines_are_what_reading_the_changed_file_gives() {
    let old = intact();
    for op in [Op::Insert { after: 6 }, Op::Delete { start: 6, end: 8 }, Op::Resign { seq: 6 }, note(24), Op::RollBack { size: 16 }] {
        let new = op.apply(&old).unwrap().lines;
        assert_eq!(new, Lines::read(&new.to_bytes(), ORIGIN), "{op:?}");
    }
    let at = old.at(6).unwrap();
    let torn = old.with([(at, Some(b"{\n}".to_vec()))].into());
    assert_eq!(torn, Lines::read(&torn.to_bytes(), ORIGIN), "a new line feed is one");
}

#[test]
fn one_entry_changes_and_no_other_line() {
    let (old, at) = (intact(), intact().at(6).unwrap());
    let ops = [Op::Flip { seq: 6, offset: 120 }, Op::Edit(edit("mallory")), Op::Strip(Signature::Entry(6)), Op::Resign { seq: 6 }];
    for op in ops {
        let change = op.apply(&old).unwrap();
        assert_eq!((differing(&change), change.count), (vec![at], 1), "{op:?}");
        let pair = &change.pairs[0];
        assert_eq!((pair.what, pair.before.as_ref(), pair.after.as_ref()), (What::Entry(6), old.all().get(at), change.lines.all().get(at)));
    }
}

#[test]
fn a_flip_is_one_bit_of_one_byte() {
    let old = intact();
    let change = Op::Flip { seq: 6, offset: 120 }.apply(&old).unwrap();
    let flipped: Vec<u32> =
        old.to_bytes().iter().zip(change.lines.to_bytes()).map(|(a, b)| (a ^ b).count_ones()).filter(|n| *n > 0).collect();
    assert_eq!(flipped, [1]);
}

#[test]
fn an_edit_changes_one_value() {
    let line = |op: Op| op.apply(&intact()).unwrap().pairs[0].after.clone().unwrap();
    let text = |line: &[u8]| String::from_utf8(line.to_vec()).unwrap();
    let old = text(&intact().all()[intact().at(6).unwrap()]);
    assert_eq!(text(&line(Op::Edit(edit("a\"\u{202e}")))), old.replace("\"actor\":\"alice\"", "\"actor\":\"a\\\"\u{202e}\""));
    let number = |value: &str| text(&line(Op::Edit(Edit { seq: 6, pointer: "/event/n".into(), value: value.into() })));
    assert_eq!(number("7"), old.replace("\"n\":6", "\"n\":7"));
    assert_eq!(number("true"), old.replace("\"n\":6", "\"n\":true"));
    assert_eq!(number("{}"), old.replace("\"n\":6", "\"n\":\"{}\""), "a value never becomes more than one value");
    let found = fields::fields(b"{\"event\":{\"a/b\":[1,{\"~\":\"\\u0061\"}],\"n\":null},\"seq\":1}");
    let found: Vec<_> = found.iter().map(|field| (field.pointer.as_str(), field.value.as_str())).collect();
    assert_eq!(found, [("/event/a~1b/0", "1"), ("/event/a~1b/1/~0", "a"), ("/event/n", "null")]);
}

#[test]
fn lines_are_taken_out_and_nothing_else() {
    let old = intact();
    let all = |op: Op| op.apply(&old).unwrap().lines.all().to_vec();
    let entry = |record: &Record| if let Record::Entry { seq, .. } = record { Some(*seq) } else { None };
    assert_eq!(all(Op::Delete { start: 6, end: 8 }), without(&old, |record| entry(record).is_some_and(|seq| (6..8).contains(&seq))));
    assert_eq!(all(Op::Cut { from: 20 }), without(&old, |record| entry(record).is_some_and(|seq| seq >= 20)));
    let newer = |record: &Record| entry(record).is_some_and(|seq| seq >= 16) || matches!(record, Record::Note { size: 24, .. });
    let change = Op::RollBack { size: 16 }.apply(&old).unwrap();
    assert_eq!((change.lines.all().to_vec(), change.count), (without(&old, newer), 9));
}

#[test]
fn an_insertion_adds_one_line() {
    let old = intact();
    let change = Op::Insert { after: 6 }.apply(&old).unwrap();
    let mut lines = change.lines.all().to_vec();
    let added = lines.remove(old.at(6).unwrap() + 1);
    assert_eq!((lines.as_slice(), Some(&added)), (old.all(), change.pairs[0].after.as_ref()));
    assert!(String::from_utf8_lossy(&added).contains("\"seq\":7"));
}

#[test]
fn a_swap_keeps_both_lines_unless_their_numbers_are_exchanged() {
    let old = intact();
    let (a, b) = (old.at(6).unwrap(), old.at(9).unwrap());
    let plain = Op::Swap { a: 6, b: 9, renumber: false }.apply(&old).unwrap();
    assert_eq!(differing(&plain), [a, b]);
    assert_eq!((&plain.lines.all()[a], &plain.lines.all()[b]), (&old.all()[b], &old.all()[a]));
    let renumbered = Op::Swap { a: 6, b: 9, renumber: true }.apply(&old).unwrap();
    assert_eq!(differing(&renumbered), [a, b]);
    assert_eq!(renumbered.lines.at(6), Some(a), "the file still looks as if it were in order");
}

#[test]
fn a_stripped_checkpoint_loses_one_line_of_its_note() {
    let old = intact();
    let change = note(24).apply(&old).unwrap();
    let [at] = differing(&change)[..] else { panic!("one record changes") };
    let (before, after) = (String::from_utf8_lossy(&old.all()[at]), String::from_utf8_lossy(&change.lines.all()[at]));
    let (head, rest) = before.split_once("— acme.example/audit ").unwrap();
    let (_, rest) = rest.split_once("\\n").unwrap();
    assert_eq!(after, format!("{head}{rest}"));
}

#[test]
fn a_rewritten_chain_fits_again() {
    let old = intact();
    for sign in [false, true] {
        let change = Op::Rewrite { edit: edit("mallory"), sign }.apply(&old).unwrap();
        assert_eq!(differing(&change), (old.at(6).unwrap()..=old.at(23).unwrap()).collect::<Vec<_>>());
        assert_eq!(change.count, 18);
        // Without any trust and without the checkpoints that speak against it, nothing is found in it but missing trust.
        let bare = bare(&change.lines);
        let codes: Vec<String> =
            judged("unpinned", &bare, None).logs.iter().flat_map(|log| log.findings.iter().map(|f| f.code.clone())).collect();
        assert!(!codes.iter().any(|code| code == "link-broken" || code == "entry-altered"), "sign {sign}: {codes:?}");
    }
}

#[test]
fn the_demonstration_key_signs_what_it_says() {
    let old = intact();
    let line = forge::resigned(&old.all()[old.at(6).unwrap()]).unwrap();
    let by = unbroken::json::scan(&line).unwrap().get(&line, "by").and_then(|by| by.string(&line));
    assert_eq!(by, Some(forge::label()));
    let key = Vkey::parse(&forge::vkey()).unwrap();
    assert_eq!(key.label(), forge::label());
    // Whoever trusts it is told that the signature is good; the log it stands in still is not.
    let texts = TrustTexts { writers: Some(&format!("{}\n", forge::vkey())), ..TrustTexts::default() };
    let report = verify(&[Input { name: "copy", data: &line }], &Trust::read(&texts).unwrap(), &Question::default());
    let report: Report = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(report.logs[0].signers.iter().map(|signer| (signer.pinned, signer.valid)).collect::<Vec<_>>(), [(true, 1)]);
}

#[test]
fn what_cannot_be_done_is_said() {
    let old = intact();
    for (op, fault) in [
        (Op::Flip { seq: 99, offset: 0 }, Fault::NoEntry(99)),
        (Op::Flip { seq: 6, offset: 1 << 20 }, Fault::NoByte(1 << 20)),
        (Op::Edit(edit("alice")), Fault::Same),
        (Op::Edit(Edit { pointer: "/event/nobody".into(), ..edit("x") }), Fault::NoField),
        (Op::Edit(Edit { pointer: "/event".into(), ..edit("x") }), Fault::NoField),
        (Op::Delete { start: 8, end: 8 }, Fault::NoEntry(8)),
        (Op::Insert { after: 99 }, Fault::NoEntry(99)),
        (Op::Swap { a: 6, b: 6, renumber: true }, Fault::Same),
        (Op::Cut { from: 24 }, Fault::NoEntry(24)),
        (note(23), Fault::NoSignature),
        (Op::RollBack { size: 24 }, Fault::Same),
        (Op::RollBack { size: 17 }, Fault::NoCheckpoint),
    ] {
        assert_eq!(op.apply(&old), Err(fault), "{op:?}");
        assert!(crate::text::bench_fault(fault).ends_with('.'));
    }
    let unsigned = Op::Strip(Signature::Entry(6)).apply(&old).unwrap().lines;
    assert_eq!(Op::Strip(Signature::Entry(6)).apply(&unsigned), Err(Fault::NoSignature));
}

/// The verdict, the first new code and the outcome of every way, when entries 0 to 23 are asked for.
#[test]
fn the_engine_says_what_the_table_of_attacks_asks() {
    let old = intact();
    let before = judged("intact", &old, Some((0, Some(24))));
    let rows = [
        (Op::Flip { seq: 6, offset: 120 }, "broken", Some("entry-altered"), Outcome::Broke),
        (Op::Edit(edit("mallory")), "broken", Some("entry-altered"), Outcome::Broke),
        (Op::Delete { start: 6, end: 8 }, "broken", Some("entries-missing"), Outcome::Broke),
        (Op::Insert { after: 6 }, "broken", Some("entry-impostor"), Outcome::Broke),
        (Op::Insert { after: 23 }, "broken", Some("signature-invalid"), Outcome::Broke),
        (Op::Swap { a: 6, b: 9, renumber: false }, "proven", Some("out-of-order"), Outcome::Named),
        (Op::Swap { a: 6, b: 9, renumber: true }, "broken", Some("entry-altered"), Outcome::Broke),
        (Op::Cut { from: 20 }, "broken", Some("entries-missing"), Outcome::Broke),
        (Op::Strip(Signature::Entry(6)), "broken", Some("entry-altered"), Outcome::Broke),
        (note(24), "unproven", Some("checkpoint-key-unknown"), Outcome::Doubted),
        (note(16), "proven", Some("checkpoint-key-unknown"), Outcome::Named),
        (Op::Strip(Signature::Note(24, "witness.example/w1+aea9e500".into())), "unproven", Some("quorum-unmet"), Outcome::Doubted),
        (Op::Strip(Signature::Note(8, "witness.example/w1+aea9e500".into())), "proven", None, Outcome::Harmless),
        (Op::Resign { seq: 6 }, "broken", Some("entry-altered"), Outcome::Broke),
        (Op::RollBack { size: 16 }, "broken", Some("entries-expected"), Outcome::Broke),
        (Op::Rewrite { edit: edit("mallory"), sign: false }, "broken", Some("block-altered"), Outcome::Broke),
        (Op::Rewrite { edit: edit("mallory"), sign: true }, "broken", Some("block-altered"), Outcome::Broke),
    ];
    for (op, verdict, code, outcome) in rows {
        let change = op.apply(&old).unwrap();
        let after = judged("intact", &change.lines, Some((0, Some(24))));
        let first = new_findings(&before, &after).first().map(|finding| finding.code.clone());
        let became = Outcome::of(&before, &after, change.lines.same_entries(&old));
        assert_eq!((after.verdict.as_str(), first.as_deref(), became), (verdict, code, outcome), "{op:?}: {}", after.sentence);
    }
}

/// What an honest tool cannot see, and what makes it visible.
#[test]
fn a_rollback_is_seen_only_by_who_kept_a_checkpoint_or_says_what_is_expected() {
    let old = intact();
    let change = Op::RollBack { size: 16 }.apply(&old).unwrap();
    let outcome = |sample: &str, entries| {
        let same = change.lines.same_entries(&old);
        Outcome::of(&judged(sample, &old, entries), &judged(sample, &change.lines, entries), same)
    };
    assert_eq!(outcome("intact", Some((0, None))), Outcome::Unnoticed);
    assert_eq!(outcome("intact", None), Outcome::Unnoticed);
    assert_eq!(outcome("intact", Some((0, Some(24)))), Outcome::Broke);
    assert_eq!(outcome("rollback", Some((0, None))), Outcome::Broke, "its reader kept the checkpoint over 24 entries");
}

/// Without a key or a checkpoint of the reader, whoever rewrites everything is not seen.
#[test]
fn whoever_made_the_file_could_have_made_all_of_it() {
    let old = bare(&intact());
    let change = Op::Rewrite { edit: edit("mallory"), sign: false }.apply(&old).unwrap();
    let (before, after) = (judged("unpinned", &old, None), judged("unpinned", &change.lines, None));
    assert_eq!(Outcome::of(&before, &after, false), Outcome::Unnoticed);
}

#[test]
fn a_second_change_of_a_broken_entry_is_a_new_finding() {
    let old = lines_of("altered");
    let before = judged("altered", &old, Some((0, Some(24))));
    assert_eq!(before.verdict, "broken");
    let [start, _] = before.logs[0].findings.iter().find(|f| f.code == "entry-altered").and_then(|f| f.entries).unwrap();
    let change = Op::Edit(Edit { seq: start, pointer: "/event/actor".into(), value: "trudy".into() }).apply(&old).unwrap();
    let after = judged("altered", &change.lines, Some((0, Some(24))));
    assert_eq!(Outcome::of(&before, &after, false), Outcome::Broke);
}

#[test]
fn the_form_reads_into_the_change_it_shows() {
    let old = intact();
    for seed in 0..400_usize {
        let mut state = seed;
        let op = surprise(&old, |n| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n.max(1)
        });
        let op = op.unwrap();
        let mut form = Form::about(&old, 3);
        form.show(&old, &op);
        assert_eq!(form.read(Kind::of(&op), &old).as_ref(), Ok(&op));
        assert!(op.apply(&old).is_ok(), "{op:?}");
        assert!(!crate::text::bench_place(&op, 0).is_empty());
    }
    assert_eq!(surprise(&Lines::read(b"", ORIGIN), |_| 0), None);
    assert_eq!(Form::about(&old, 3).offered(&old).len(), 1 + 9);
    let empty = Form { seq: "x".into(), ..Form::about(&old, 3) };
    assert!(empty.read(Kind::Edit, &old).is_err());
}

#[test]
fn the_form_begins_where_there_is_something_to_change() {
    let old = intact();
    assert_eq!([Some(3), Some(0), Some(99), None].map(|open| first_place(&old, open)), [3, 12, 12, 12]);
    assert_eq!(first_place(&Lines::read(b"", ORIGIN), Some(1)), 0);
    let form = Form::about(&old, 3);
    assert_eq!(
        (form.pointer.as_str(), form.value.as_str(), form.other.as_str(), form.size.as_str()),
        ("/event/actor", "mallory", "4", "16")
    );
}

#[test]
fn a_try_is_listed_with_what_is_left() {
    let (old, op) = (intact(), Op::Rewrite { edit: edit("mallory"), sign: true });
    let new = op.apply(&old).unwrap().lines;
    let reports = (judged("intact", &old, None), judged("intact", &new, None));
    let one = Try::new(&op, 2, (&reports.0, &reports.1), ORIGIN, false);
    assert_eq!(crate::text::bench_place(&one.op, one.below), "entry 6, /event/actor → mallory, signed again, on top of 2 changes");
    assert_eq!((one.outcome, one.proven), (Outcome::Broke, (6, 24)));
    assert_eq!(one.codes, ["block-altered", "entry-altered", "signer-unpinned"], "each code once, the gravest first");
}

#[test]
fn every_way_has_its_own_key() {
    let mut keys: Vec<_> = Kind::ALL.iter().map(|kind| kind.key()).chain(["r", "t", "?"]).collect();
    keys.sort_unstable();
    let all = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), all);
}
