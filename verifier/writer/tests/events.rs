//! Events keep their meaning: whatever goes in, what stands in the entry says the same, in one spelling where that is safe.
#![allow(missing_docs)]

use libtest_mimic::{Arguments, Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use unbroken_writer::Event;

fn main() {
    let arguments = Arguments::from_args();
    let root = std::env::var_os("UNBROKEN_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"), PathBuf::from);
    let folder = root.join("jcs");
    let mut trials = vec![
        Trial::test("any JSON keeps its meaning and has one spelling", any_json_keeps_its_meaning),
        Trial::test("any bytes are an event or a fault", any_bytes_are_an_event_or_a_fault),
    ];
    let here = folder.is_dir();
    for name in ["arrays", "french", "structures", "unicode", "values", "weird"] {
        let folder = folder.clone();
        trials.push(Trial::test(format!("RFC 8785 {name}"), move || published_pair(&folder, name)).with_ignored_flag(!here));
    }
    trials.push(Trial::test("RFC 8785 numbers", move || published_numbers(&folder)).with_ignored_flag(!here));
    libtest_mimic::run(&arguments, trials).exit();
}

/// An event is an object, so the published value becomes a member of one.
fn published_pair(folder: &Path, name: &str) -> Result<(), Failed> {
    let read = |side: &str| fs::read_to_string(folder.join(format!("testdata/{side}/{name}.json")));
    let (input, output) = (read("input")?, read("output")?);
    // One published number has more digits than a double keeps. The standard rounds it; a writer must not, and keeps the event as it is.
    let safe = input.replace("333333333.33333329", "333333333.3333333");
    let event = |text: &str| Event::parse(format!("{{\"v\":{}}}", text.trim().replace(['\r', '\n'], " ")).as_bytes());
    let published = format!("{{\"v\":{output}}}");
    match (event(&safe), event(&input)) {
        (Ok(made), Ok(kept)) if made.as_str() == published && (kept.as_str() == published) == (safe == input) => Ok(()),
        other => Err(format!("{other:?}, expected {published}").into()),
    }
}

/// Every published spelling of a double is the one the writer uses.
fn published_numbers(folder: &Path) -> Result<(), Failed> {
    let mut count = 0;
    for line in fs::read_to_string(folder.join("es6testfile10k.txt"))?.lines() {
        let (bits, expected) = line.split_once(',').ok_or("no comma")?;
        let double = f64::from_bits(u64::from_str_radix(bits, 16)?);
        let embedded = |number: &str| Event::parse(format!("{{\"n\":{number}}}").as_bytes()).map(|event| event.as_str().to_owned());
        let published = format!("{{\"n\":{expected}}}");
        // Another spelling of the same double: if it is another decimal, or minus zero, it stays as it is written.
        let other = format!("{double:e}");
        let other_good = embedded(&other).is_ok_and(|text| text == published || text == format!("{{\"n\":{other}}}"));
        if embedded(expected).ok().as_ref() != Some(&published) || !other_good {
            return Err(line.to_owned().into());
        }
        count += 1;
    }
    if count == 10_000 { Ok(()) } else { Err(format!("{count} lines").into()) }
}

/// Failures are printed with their smallest input; nothing is written beside the sources.
fn runner() -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..Config::default() })
}

fn any_json_keeps_its_meaning() -> Result<(), Failed> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let json = leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..5).prop_map(Value::from_iter),
        ]
    });
    let events = prop::collection::hash_map(any::<String>(), json, 0..6).prop_map(Value::from_iter);
    runner().run(&events, |value: Value| {
        let event = Event::parse(value.to_string().as_bytes()).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        let again = Event::parse(event.as_str().as_bytes()).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        prop_assert_eq!(&event, &again);
        let back: Value = serde_json::from_str(event.as_str()).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        prop_assert!(same(&value, &back), "{} became {}", value, back);
        Ok(())
    })?;
    Ok(())
}

/// Equal, where 1.0 and 1 are the same number, and doubles may differ in the last digit that this test's parser rounds.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            x == y || (x.is_f64() || y.is_f64()) && x.as_f64().zip(y.as_f64()).is_some_and(|(x, y)| (x - y).abs() <= x.abs() * 1e-15)
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Value::Object(x), Value::Object(y)) => x.len() == y.len() && x.iter().all(|(name, x)| y.get(name).is_some_and(|y| same(x, y))),
        _ => a == b,
    }
}

fn any_bytes_are_an_event_or_a_fault() -> Result<(), Failed> {
    let bytes = prop_oneof![any::<Vec<u8>>(), "\\{[\\[\\]{}:,\"0-9a-z.eE+\\-\\\\ ]*\\}".prop_map(String::into_bytes)];
    runner().run(&bytes, |bytes| {
        if let Ok(event) = Event::parse(&bytes) {
            let one_object = event.as_str().starts_with('{') && !event.as_str().contains('\n');
            prop_assert!(one_object);
            prop_assert!(serde_json::from_str::<Value>(event.as_str()).is_ok());
        }
        Ok(())
    })?;
    Ok(())
}
