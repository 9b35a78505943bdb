//! Lines of a bundle, whatever they are: every reader of a line sees the same bytes and none stumbles.

#![allow(clippy::expect_used, reason = "a target that panics has found something")]

use super::case_inputs;
use unbroken::deceptive;
use unbroken::format::native::{self, Line};
use unbroken::json;
use unbroken::log::control::Control;
use unbroken::log::entry::signed_message;
use unbroken::log::repair::{Repair, apply, canonical, strip, trim};
use unbroken::log::{payload, redact};
use unbroken::wrapper::{self, Wrapper};

/// One line of every kind in the corpus, wrapped ones as well.
pub fn seeds() -> Vec<Vec<u8>> {
    let lines = case_inputs(30_000).into_iter().flat_map(|data| data.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>());
    let mut seeds: Vec<Vec<u8>> = lines.filter(|line| (2..1_500).contains(&line.len())).collect();
    seeds.sort();
    seeds.dedup();
    seeds.into_iter().step_by(11).collect()
}

/// One line.
pub fn line(data: &[u8]) {
    let line = data;
    let read = native::read_line(line);
    let scan = json::scan(line);
    match &read {
        Line::Blank => assert!(strip(line).is_empty()),
        Line::Fault { at, why, .. } => assert!(*at <= line.len() && !why.is_empty()),
        _ => assert!(scan.is_ok(), "read as a record, and no JSON"),
    }
    if let Line::Entry(_) = &read {
        let message = signed_message(line);
        assert!(message.len() <= line.len() + 18, "a signature covers more than the line");
    }
    let _ = native::has_stranger(line);
    let shown = payload::read(line);
    assert!(scan.is_ok() || shown.is_none());
    if scan.is_ok() {
        assert_eq!(payload::correlation(line), shown.and_then(|shown| shown.correlation), "two readings of one correlation id");
    }
    assert!(Control::read(line).kind().len() <= line.len());
    redact::redactables(line);
    assert!(deceptive::first(line).is_none() || !line.is_ascii() || line.windows(2).any(|pair| pair == b"\\u"));
    repairs(line);
    wrappers(line);
}

/// What is stripped or brought into form is so for good.
fn repairs(line: &[u8]) {
    assert_eq!(trim(trim(line)), trim(line));
    assert!(strip(line).len() <= line.len());
    if let Some(form) = canonical(line) {
        assert_eq!(canonical(&form).as_ref(), Some(&form));
        assert!(json::scan(&form).is_ok());
    }
    for repair in [Repair::None, Repair::LineEnd, Repair::Reencoded, Repair::Halved] {
        let _ = apply(repair, line);
    }
}

/// What comes out of a wrapping is a record, or a stretch of the line.
fn wrappers(line: &[u8]) {
    for kind in [Wrapper::Csv, Wrapper::Copy, Wrapper::Column] {
        if let Some(record) = kind.unwrap(line) {
            assert!(wrapper::is_record(&record) && record.len() <= line.len());
        }
    }
    let inner = wrapper::narrow(line);
    assert_eq!(&line[wrapper::place_of(inner, line)..][..inner.len()], inner);
    let _ = (wrapper::is_punctuation(line), wrapper::is_heading(line));
    assert!(wrapper::halved(line).is_none_or(|half| half.len() <= line.len()));
}
