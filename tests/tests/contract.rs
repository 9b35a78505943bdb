//! The report is a contract (`verifier/specs/report.md`): every report of the corpus and of the samples keeps the schema, with its members
//! in the schema's order; a report that anybody changed in form does not; and the types of the JavaScript API say the same.

use jsonschema::Validator;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use unbroken::budget::MAX_INDEX;
use unbroken::{Code, Input, Question, Report, Trust, TrustTexts, verify};
use unbroken_tests::build::{self, Log, Say};
use unbroken_tests::corpus::cases;
use unbroken_tests::members::{Members, schema_differences};
use unbroken_tests::typescript;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn schema() -> Value {
    serde_json::from_str(&read("verifier/specs/report.schema.json")).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is a schema")
}

/// Every report that the contract is held against, with a name.
fn reports() -> Vec<(String, Report)> {
    let mut reports = Vec::new();
    for (name, case) in cases().expect("the corpus can be read") {
        let Ok(trust) = case.read_trust().expect("its trust can be read").read() else { continue };
        let files = case.read_inputs().expect("its inputs can be read");
        let inputs: Vec<_> = files.iter().map(|(name, data)| Input { name, data }).collect();
        reports.push((name, verify(&inputs, &trust, &case.question())));
    }
    reports.extend(samples());
    reports.push(("a trace".to_owned(), traced()));
    reports
}

/// A report about the entries that share a correlation id.
fn traced() -> Report {
    let mut log = Log::of("acme.example/audit", 2);
    let event = r#"{"action":"login","correlation_id":"req-1"}"#;
    log.append(&Say { body: format!("\"event\":{event}"), ..log.usual() });
    let data = build::file(&log.bundle());
    let policy = log.policy(2);
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).expect("usable trust");
    let question = Question { trace: Some("req-1".to_owned()), ..Question::default() };
    verify(&[Input { name: "log.jsonl", data: &data }], &trust, &question)
}

/// Every file of the samples alone and all at once, under every trust that the samples come with, asked and not asked.
fn samples() -> Vec<(String, Report)> {
    let folder = root().join("www/samples");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (policy, no_quorum, writers, kept) = (text("policy"), text("policy-no-quorum"), text("writers"), text("kept.checkpoint"));
    let pins: [&[u8]; 1] = [kept.as_bytes()];
    let mine = TrustTexts { writers: Some(&writers), ..TrustTexts::default() };
    let trusts = [
        TrustTexts::default(),
        TrustTexts { policy: Some(&policy), ..mine.clone() },
        TrustTexts { policy: Some(&no_quorum), ..mine.clone() },
        TrustTexts { policy: Some(&policy), pins: &pins, ..mine },
    ]
    .map(|texts| Trust::read(&texts).expect("the samples come with usable trust"));
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
        .expect("there are samples")
        .map(|file| file.expect("a file").path())
        .map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), fs::read(&path).expect("it can be read")))
        .collect();
    files.sort();
    assert!(files.len() > 8);
    let inputs: Vec<_> = files.iter().map(|(name, data)| Input { name, data }).collect();
    let mut reports = Vec::new();
    for (number, trust) in trusts.iter().enumerate() {
        for question in [Question::default(), Question { entries: Some((0, None)), ..Question::default() }] {
            for input in &inputs {
                let report = verify(&[*input], trust, &question);
                reports.push((format!("sample {} under trust {number}", input.name), report));
            }
            reports.push((format!("all samples under trust {number}"), verify(&inputs, trust, &question)));
        }
    }
    reports
}

#[test]
fn every_report_keeps_the_schema() {
    let (validator, schema) = (validator(), schema());
    let reports = reports();
    assert!(reports.len() > 200);
    for (name, report) in &reports {
        let text = report.to_json();
        let value: Value = serde_json::from_str(&text).expect("a report is JSON");
        let faults: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(faults, [""; 0], "{name}");
        // A schema does not speak about order; the order of `required` is the order of the members.
        let members: Members = serde_json::from_str(&text).expect("a report is JSON");
        assert_eq!(schema_differences(&schema, &members), [""; 0], "{name}");
        assert!(text.ends_with("}\n") && text.matches('\n').count() == 1, "{name}: one line");
    }
}

/// Every object of a report, as the path to it.
fn objects(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(path.to_owned());
            members.iter().for_each(|(name, value)| objects(value, &format!("{path}/{name}"), found));
        }
        // One element of each list has the form of all.
        Value::Array(elements) => elements.iter().take(1).for_each(|value| objects(value, &format!("{path}/0"), found)),
        _ => {}
    }
}

fn kinds(value: &Value) -> BTreeSet<Vec<String>> {
    let mut places = Vec::new();
    objects(value, "", &mut places);
    let names = |place: &String| value.pointer(place).and_then(Value::as_object).map(|members| members.keys().cloned().collect());
    places.iter().filter_map(names).collect()
}

/// A few reports that together have every kind of object in them, the fullest first.
fn full() -> Vec<Value> {
    let values = reports().into_iter().map(|(_, report)| serde_json::to_value(&report).expect("a report is JSON"));
    let mut values: Vec<_> = values.map(|value| (kinds(&value), value)).collect();
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::new();
    while let Some(at) = (0..values.len()).max_by_key(|at| values[*at].0.difference(&seen).count()) {
        let (kinds, value) = values.swap_remove(at);
        if kinds.is_subset(&seen) {
            break;
        }
        seen.extend(kinds);
        chosen.push(value);
    }
    chosen
}

fn at<'v>(value: &'v mut Value, path: &str) -> &'v mut Map<String, Value> {
    value.pointer_mut(path).and_then(Value::as_object_mut).expect("an object")
}

#[test]
fn a_report_of_another_form_is_refused() {
    let validator = validator();
    let defined = schema()["$defs"].as_object().map_or(0, |defs| defs.values().filter(|def| def["type"] == "object").count());
    let mut seen = BTreeSet::new();
    for whole in full() {
        assert!(validator.is_valid(&whole));
        let mut places = Vec::new();
        objects(&whole, "", &mut places);
        for place in &places {
            let mut more = whole.clone();
            at(&mut more, place).insert("surprise".to_owned(), Value::Null);
            assert!(!validator.is_valid(&more), "{place} with a member more");
            let names: Vec<String> = at(&mut more, place).keys().filter(|name| *name != "surprise").cloned().collect();
            if !seen.insert(names.clone()) {
                continue;
            }
            for name in names {
                let mut less = whole.clone();
                at(&mut less, place).remove(&name);
                assert!(!validator.is_valid(&less), "{place} without {name}");
                // No member of a report may be an object with a member of no meaning, or a number below those of every time.
                for wrong in [serde_json::json!({"surprise": 0}), serde_json::json!(-62_167_219_200_001_i64)] {
                    let mut other = whole.clone();
                    at(&mut other, place).insert(name.clone(), wrong.clone());
                    assert!(!validator.is_valid(&other), "{place}/{name} as {wrong}");
                }
            }
        }
    }
    assert_eq!(seen.len(), defined, "an object of the schema was not tried: {seen:?}");
}

#[test]
fn a_word_of_no_meaning_is_refused() {
    let validator = validator();
    let reports: Vec<Value> = reports().into_iter().map(|(_, report)| serde_json::to_value(&report).expect("a report is JSON")).collect();
    for place in [
        "/report",
        "/verdict",
        "/reason",
        "/inputs/0/format",
        "/inputs/0/sha256",
        "/question/from",
        "/logs/0/verdict",
        "/logs/0/reason",
        "/logs/0/reasons/0",
        "/logs/0/claims/signed/state",
        "/logs/0/coverage/0/status",
        "/logs/0/checkpoints/0/level",
        "/logs/0/checkpoints/0/root",
        "/logs/0/findings/0/code",
        "/logs/0/findings/0/id",
        "/logs/0/findings/0/severity",
        "/logs/0/findings/0/claim",
        "/tool/source_sha256",
        "/question/require/0",
        "/question/time/0",
        "/question/events_sha256",
        "/trace/entries/0/status",
        "/logs/0/incidents/0/worst",
        "/logs/0/incidents/0/findings/0",
        "/logs/0/access/listed/0/kind",
        "/logs/0/access/listed/0/status",
    ] {
        let mut other =
            reports.iter().find(|report| report.pointer(place).is_some()).unwrap_or_else(|| panic!("{place} is nowhere")).clone();
        if let Some(word) = other.pointer_mut(place) {
            *word = Value::from("proved");
        }
        assert!(!validator.is_valid(&other), "{place}");
    }
}

/// A witness may sign any time up to 2^63-1; a number in a report is one that every reader of JSON can hold.
#[test]
fn no_time_is_larger_than_a_json_number() {
    let log = Log::of("acme.example/audit", 2);
    let note = log.witnesses.iter().fold(log.checkpoint(2), |note, witness| witness.cosign(&note, i64::MAX as u64));
    let policy = log.policy(2);
    let trust = Trust::read(&TrustTexts { policy: Some(&policy), ..TrustTexts::default() }).expect("usable trust");
    let report = verify(&[Input { name: "x.checkpoint", data: note.as_bytes() }], &trust, &Question::default());
    let facts = &report.logs[0];
    assert_eq!((facts.scope.as_of_secs, facts.checkpoints[0].cosigned_by[1].time_secs), (Some(MAX_INDEX), MAX_INDEX));
    let value = serde_json::to_value(&report).expect("a report is JSON");
    assert!(validator().is_valid(&value));
}

#[test]
fn the_schema_knows_exactly_the_codes_of_the_engine() {
    let schema = schema();
    let listed: Vec<&str> = schema["$defs"]["code"]["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(listed, codes);
}

/// The types of a report, with what the union of findings takes from `codes.d.ts` written out. That those codes are the engine's, with
/// their severities and claims, is tested where the file is made.
fn types() -> String {
    let (all, codes) = (read("verifier/wasm/types.d.ts"), read("verifier/wasm/codes.d.ts"));
    let report = all.split("export type Verdict").nth(1).and_then(|rest| rest.split("/** Verifies and gives").next()).unwrap_or_default();
    let words: Vec<&str> = codes.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
    let union = format!("export type Code = \"{}\";", words.join("\" | \""));
    let written_out = [
        ("export type Code = keyof Codes;", union.as_str()),
        ("export type Finding = { [C in Code]: FindingOf<C> }[Code];", ""),
        ("export interface FindingOf<C extends Code> {", "export interface Finding {"),
        ("code: C;", "code: Code;"),
        ("severity: Codes[C][\"severity\"];", "severity: \"note\" | \"warning\" | \"error\" | \"critical\";"),
        ("claim: Codes[C][\"claim\"];", "claim: \"unaltered\" | \"signed\" | \"complete\" | \"dated\";"),
    ];
    written_out.iter().fold(format!("export type Verdict{report}"), |text, (from, to)| {
        assert!(text.contains(from), "types.d.ts no longer has {from}");
        text.replace(from, to)
    })
}

#[test]
fn the_types_of_the_javascript_api_say_the_same() {
    let types = types();
    assert_eq!(typescript::differences(&types, "Report", &schema()), [""; 0]);
}

#[test]
fn a_difference_between_types_and_schema_is_named() {
    let types = types();
    for (from, to) in [
        ("not_checked: string[];", ""),
        ("not_checked: string[];", "not_checked: string[]; more: string;"),
        ("not_checked: string[];", "not_checked: string;"),
        ("not_checked: string[];", "not_checked?: string[];"),
        ("\"rolled-back\"", "\"rolledback\""),
        ("\"link-broken\" | ", ""),
        ("log: string | null;", "log: string;"),
        ("kept: boolean;", "kept: number;"),
        ("start: number; end: number }", "end: number; start: number }"),
    ] {
        let changed = types.replace(from, to);
        assert_ne!(changed, types, "{from} is not there");
        assert_ne!(typescript::differences(&changed, "Report", &schema()), [""; 0], "{from} as {to}");
    }
}

// --- the specifications beside the schema

/// The words in backticks of the first column of the tables below a heading.
fn first_column(text: &str, heading: &str) -> Vec<String> {
    let below = text.split(&format!("# {heading}\n")).nth(1).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = below.split("\n#").next().unwrap_or_default();
    let cells = section.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(String::from).collect()
}

fn enum_words(name: &str) -> Vec<String> {
    let schema = schema();
    schema["$defs"][name]["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
}

#[test]
fn the_bundle_specification_has_the_reasons_in_the_order_of_the_engine() {
    let text = read("verifier/specs/unbroken-bundle.md");
    assert_eq!(first_column(&text, "Verdict per log"), enum_words("reason"));
    let listed: BTreeSet<String> = first_column(&text, "Statuses").into_iter().collect();
    assert_eq!(listed, enum_words("status").into_iter().collect());
}

#[test]
fn the_bundle_specification_lists_every_code_with_its_severity() {
    let text = read("verifier/specs/unbroken-bundle.md");
    for code in Code::ALL {
        let severity = serde_json::to_value(code.severity()).expect("a word");
        let row = format!("| `{code}` | {} | ", severity.as_str().unwrap_or_default());
        assert!(text.contains(&row), "{row}");
    }
}

#[test]
fn the_report_specification_names_every_member_and_word() {
    let (text, schema) = (read("verifier/specs/report.md"), schema());
    for (name, def) in schema["$defs"].as_object().into_iter().flatten() {
        let members = def["properties"].as_object().into_iter().flatten();
        for (member, property) in members {
            assert!(text.contains(&format!("`{member}`")), "{name}.{member}");
            // Reasons, statuses and codes have tables of their own in the bundle specification.
            for word in property["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                assert!(text.contains(&format!("`{word}`")), "{name}.{member}: {word}");
            }
        }
    }
}
