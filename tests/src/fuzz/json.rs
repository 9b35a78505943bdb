//! The scanner against two JSON parsers that others wrote, and what is read from scanned text against the tree one of them builds.

#![allow(clippy::panic, clippy::expect_used, reason = "a target that panics has found something")]

use super::case_inputs;
use json_event_parser::{JsonEvent, SliceJsonParser};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeSet;
use std::str;
use unbroken::budget::MAX_DEPTH;
use unbroken::json::equal::{self, equal};
use unbroken::json::pointer::Pointer;
use unbroken::json::{self, JsonFaultKind, Kind, Scan, Span, skim};
use unbroken::log::repair::canonical;

/// Lines of logs, and the corners of the grammar. A byte FF, which is in no JSON, divides two texts that are compared.
pub fn seeds() -> Vec<Vec<u8>> {
    let corners = [
        r#"{"a":1,"b":[true,false,null,-0,0.5e-7,1E+30],"c":{"d":"\u0061\ud83d\ude00\n"}}"#,
        r#" [ {"😂":1,"דּ":2} , "\ud800" , {"a":1,"\u0061":2} ] "#,
        "[1e999,-1e999,123456789012345678901234567890,0.1,5e-324,1e21,1e-7]",
        "{\"\":{\"\":{\"/\":{\"~\":0}}}}",
        "\u{feff}{}",
    ];
    let mut seeds: Vec<Vec<u8>> = corners.iter().map(|text| text.as_bytes().to_vec()).collect();
    seeds.push(b"{\"n\":[1.0,10e-1]}\xff{\"n\":[1,1]}".to_vec());
    seeds.push([vec![b'['; MAX_DEPTH], vec![b']'; MAX_DEPTH]].concat());
    let lines = case_inputs(8_000).into_iter().flat_map(|data| data.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>());
    seeds.extend(lines.filter(|line| line.first() == Some(&b'{') && line.len() < 600).step_by(97));
    seeds
}

/// One text, or two with a byte FF between.
pub fn scanner(data: &[u8]) {
    match data.iter().position(|byte| *byte == 0xff) {
        None => drop(one(data)),
        Some(at) => {
            let (a, b) = (&data[..at], &data[at + 1..]);
            if let (Some((x, Some(v))), Some((y, Some(w)))) = (one(a), one(b)) {
                let (p, q) = (equal::Value { source: a, span: x.value }, equal::Value { source: b, span: y.value });
                assert_eq!(equal(p, q), equal(q, p), "equality is symmetric");
                assert!(!equal(p, q) || nearly(&v, &w), "equal, and other values for another parser");
                assert!(v != w || has_fraction(&v) || equal(p, q), "the same values for another parser, and not equal");
            }
        }
    }
}

/// The scan of a text that is accepted, and its tree as another parser builds it (`None` where a number is beyond binary64).
fn one(text: &[u8]) -> Option<(Scan, Option<Value>)> {
    let scan = json::scan(text);
    let others = judged(text);
    match (&scan, others) {
        (Ok(_), Ok(())) => {}
        (Err(fault), Err(kind)) => {
            assert!(fault.at <= text.len());
            // Where a text has several faults, each parser may meet another one first.
            let lone = matches!(fault.kind, JsonFaultKind::DuplicateName | JsonFaultKind::TooDeep | JsonFaultKind::LoneSurrogate);
            assert!(lone || kind == "syntax", "we see no JSON ({fault:?}), others {kind}");
        }
        (ours, others) => panic!("we say {ours:?}, others {others:?}"),
    }
    let scan = scan.ok()?;
    assert!(serde_json::from_slice::<IgnoredAny>(text).is_ok(), "serde_json does not accept it");
    assert_eq!(scan.members, skim::members(text, scan.value).collect::<Vec<_>>(), "the second look sees other members");
    let elements = json::elements(text, scan.value);
    if scan.value.kind == Kind::Array {
        assert_eq!(elements, skim::elements(text, scan.value).collect::<Vec<_>>(), "the second look sees other elements");
    }
    let value: Option<Value> = serde_json::from_slice(text).ok();
    match (&value, canonical(text)) {
        (Some(value), Some(canonical)) => repaired(text, &scan, value, &canonical),
        (None, canonical) => assert!(canonical.is_none() || scan.canonical, "a canonical form of a number that is none"),
        (Some(_), None) => panic!("no canonical form"),
    }
    if let Some(value) = &value {
        members(text, &scan, value);
    }
    Some((scan, value))
}

/// Whether two other parsers together accept a text: the grammar, unique names, depth, whole characters.
fn judged(text: &[u8]) -> Result<(), &'static str> {
    if str::from_utf8(text).is_err() || text.starts_with(b"\xef\xbb\xbf") {
        return Err("syntax");
    }
    let mut parser = SliceJsonParser::new(text);
    let mut open: Vec<BTreeSet<String>> = Vec::new();
    let mut fault = Ok(());
    loop {
        match parser.parse_next() {
            Err(_) => return Err("syntax"),
            Ok(JsonEvent::Eof) => return fault,
            Ok(JsonEvent::StartObject | JsonEvent::StartArray) => {
                open.push(BTreeSet::new());
                if open.len() > MAX_DEPTH {
                    fault = Err("too deep");
                }
            }
            Ok(JsonEvent::EndObject | JsonEvent::EndArray) => drop(open.pop()),
            Ok(JsonEvent::ObjectKey(name)) => {
                if open.last_mut().is_some_and(|names| !names.insert(name.into_owned())) {
                    fault = Err("a duplicate");
                }
            }
            Ok(_) => {}
        }
    }
}

/// The form of RFC 8785 says the same, is its own form, and is known as such where the scan claims it.
fn repaired(text: &[u8], scan: &Scan, value: &Value, canonical_text: &[u8]) {
    assert!(!scan.canonical || canonical_text == text, "called canonical, and it is not");
    assert_eq!(canonical(canonical_text).as_deref(), Some(canonical_text), "not a fixed point");
    let again: Value = serde_json::from_slice(canonical_text).expect("the canonical form is JSON");
    assert!(nearly(value, &again), "the canonical form says something else");
}

/// Members, elements and pointers reach the values that the tree has there.
fn members(text: &[u8], scan: &Scan, value: &Value) {
    let read = |span: Span| serde_json::from_slice::<Value>(span.text(text)).expect("a value is JSON");
    for member in &scan.members {
        let name = member.name.string(text).expect("a name is a string");
        assert_eq!(value.get(&name), Some(&read(member.value)), "member {name}");
        assert_eq!(scan.get(text, &name), Some(member.value));
        let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        if let Ok(pointer) = Pointer::parse(&pointer) {
            assert_eq!(pointer.find(text, scan.value), Some(member.value), "pointer {pointer}");
        }
    }
    let elements = json::elements(text, scan.value);
    for (at, element) in elements.iter().enumerate().filter(|_| scan.value.kind == Kind::Array) {
        assert_eq!(value.get(at), Some(&read(*element)), "element {at}");
    }
}

/// The same, numbers as binary64: what RFC 8785 keeps.
fn nearly(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| nearly(a, b)),
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| nearly(a, b))),
        _ => a == b,
    }
}

/// Whether binary64 may have rounded something.
fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(list) => list.iter().any(has_fraction),
        Value::Object(map) => map.values().any(has_fraction),
        _ => false,
    }
}
