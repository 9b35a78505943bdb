//! What convinces strangers, on the command line: evidence, the comparison of states, reports for build servers, and the fold in parts.

use crate::place::{Outcome, Place, asked_by, by_hand, example};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The worked example with one name changed, as `altered.jsonl`, and the whole one as `full.jsonl`.
fn altered() -> Place {
    let place = Place::new();
    let full = fs::read_to_string(example("full.jsonl")).unwrap();
    place.write("altered.jsonl", full.replace("\"bob\"", "\"eve\""));
    place.write("full.jsonl", full);
    place
}

/// With the trust of the worked example.
fn trusting(place: &Place, arguments: &[&str]) -> Outcome {
    let (policy, writers) = (example("policy.txt"), example("writers.txt"));
    place.run(&[arguments, &["--policy", &policy, "--writers", &writers]].concat())
}

#[test]
fn evidence_gives_the_same_finding_alone() {
    let place = altered();
    let ask = ["evidence", "altered.jsonl", "--expect-entries", "0..5"];
    let list = trusting(&place, &ask);
    assert_eq!((list.code, list.out.lines().count()), (0, 1));
    assert!(list.out.starts_with("entry-altered-1  Entry 3 is not what the log committed to"), "{}", list.out);
    let made = trusting(&place, &[&ask[..], &["--finding", "entry-altered-1", "--out", "e.jsonl", "--by-hand"]].concat());
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.err.contains("unbroken verify e.jsonl") && made.err.contains("  log acme.example/audit+96c2db2d+"), "{}", made.err);
    let alone = trusting(&place, &["verify", "e.jsonl"]);
    assert_eq!(alone.code, 1, "{}", alone.out);
    assert!(alone.out.contains("Entry 3 is not what the log committed to"), "{}", alone.out);
    // It brings no trust along: who trusts nobody learns from it what the whole input says, that it contradicts itself.
    let whole = place.run(&["verify", "altered.jsonl"]);
    let nobody = place.run(&["verify", "e.jsonl"]);
    assert_eq!((nobody.code, nobody.out.lines().next()), (whole.code, whole.out.lines().next()));
    assert_ne!(nobody.code, 0);
    // The commands are for the evidence alone, and print what they say.
    fs::remove_file(place.path("altered.jsonl")).unwrap();
    assert!(by_hand(&made.out, place.dir.path()).is_none_or(|steps| steps > 5), "{}", made.out);
}

/// A finding that the question alone makes comes out again only if the reader of the evidence asks the same.
#[test]
fn evidence_says_what_to_ask() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/signature-missing");
    let at = |name: &str| folder.join(name).display().to_string();
    let trust = ["--policy".to_owned(), at("policy.txt"), "--writers".to_owned(), at("writers.txt")];
    let place = Place::new();
    let run = |words: &[String]| place.run(&words.iter().chain(&trust).map(String::as_str).collect::<Vec<_>>());
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let input = at("signature-missing.jsonl");
    let made = run(&[words("evidence --expect-entries 0..6 --require signed --finding signature-missing-1 --out e"), vec![input]].concat());
    assert_eq!(made.code, 0, "{}", made.err);
    let asked = asked_by(&made.err, Path::new("e"));
    assert!(asked.ends_with(&words("--require signed")), "{}", made.err);
    let alone = run(&[words("verify e"), asked].concat());
    assert!(alone.code == 1 && alone.out.contains("you require one"), "{}", alone.out);
}

#[test]
fn evidence_that_cannot_be_made_says_why() {
    let place = altered();
    let none = trusting(&place, &["evidence", "full.jsonl", "--expect-entries", "0..5"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    let unknown = trusting(&place, &["evidence", "full.jsonl", "--finding", "entry-altered-1"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.starts_with("unbroken: no evidence of entry-altered-1: ") && unknown.err.contains("\nhint: "), "{}", unknown.err);
    let warning = place.run(&["evidence", "full.jsonl", "--finding", "nothing-pinned-1"]);
    assert!(warning.code == 2 && warning.err.contains("only findings of severity error or critical"), "{}", warning.err);
    assert_eq!(place.run(&["evidence", "-", "--finding", "x"]).code, 2);
}

#[test]
fn states_are_compared() {
    let place = altered();
    let kept = trusting(&place, &["verify", "full.jsonl", "--expect-entries", "0..5", "--quiet", "--save-checkpoint", "kept"]);
    assert_eq!(kept.code, 0, "{}", kept.err);
    let same = trusting(&place, &["diff", "kept", "full.jsonl"]);
    assert_eq!(same.code, 0, "{}", same.out);
    assert!(same.out.starts_with("The same history: both end with the same checkpoint of size 5.\n"), "{}", same.out);
    let nobody = place.run(&["diff", "kept", "full.jsonl"]);
    assert!(nobody.code == 3 && nobody.out.starts_with("Cannot tell: "), "{}", nobody.out);
    assert_eq!(trusting(&place, &["diff", "kept", "absent"]).code, 2);
    // A log that grows, and the same turned round.
    fs::write(place.path("e.ndjson"), "{}\n").unwrap();
    let seal = ["seal", "e.ndjson", "--log", "l", "--out", "o", "--keys", "k"];
    assert_eq!(place.run(&seal).code, 0);
    fs::copy(place.path("o/l.unbroken.jsonl"), place.path("old")).unwrap();
    assert_eq!(place.run(&seal).code, 0);
    let grew = place.run(&["diff", "old", "o/l.unbroken.jsonl", "--policy", "o/policy.txt", "--json"]);
    let json: Value = serde_json::from_str(&grew.out).unwrap();
    assert_eq!((grew.code, json["relation"].as_str(), json["diff"].as_str()), (0, Some("grew"), Some("unbroken/diff/v1")), "{}", grew.out);
    assert!(json["logs"][0]["evidence"][0]["text"].as_str().unwrap().starts_with("c2sp.org/tlog-proof@v1\nindex 1\n"));
    let back = place.run(&["diff", "o/l.unbroken.jsonl", "old", "--policy", "o/policy.txt"]);
    assert!(back.code == 1 && back.out.starts_with("Rolled back: "), "{}", back.out);
}

#[test]
fn parts_give_the_report_of_verify() {
    let place = altered();
    let whole = trusting(&place, &["verify", "altered.jsonl", "--expect-entries", "0..5", "--json"]);
    let size = fs::metadata(place.path("altered.jsonl")).unwrap().len();
    for (part, out) in [("0..700", "1"), ("700..2000", "2"), ("2000..", "3")] {
        let made = trusting(&place, &["segment", "altered.jsonl", "--part", part, "--out", out]);
        assert_eq!((made.code, made.out.as_str(), made.err.as_str()), (0, "", ""), "{part} of {size}");
    }
    let json: Value = serde_json::from_str(&whole.out).unwrap();
    let digest = json["inputs"][0]["sha256"].as_str().unwrap();
    fs::write(place.path("sums"), format!("{digest}  some/where/altered.jsonl\n")).unwrap();
    let merge = |more: &[&str]| trusting(&place, &[&["merge", "--expect-entries", "0..5", "--json"], more].concat());
    let merged = merge(&["3", "1", "2", "--sha256sums", "sums"]);
    assert_eq!((merged.code, merged.out, merged.err.as_str()), (1, whole.out, ""));
    let undigested = merge(&["1", "2", "3"]);
    assert!(undigested.out.contains("The SHA-256 of 1 input was not taken."), "{}", undigested.out);
    // What does not belong together makes no report.
    for (arguments, says) in [
        (&["1", "3"][..], "no segment covers bytes 700 to 2000 of altered.jsonl"),
        (&["1", "2"], "no segment covers bytes 2000 to"),
        (&["1", "2", "2", "3"], "two segments of altered.jsonl cover byte 700"),
        (&["1", "2", "3", "--pin", "kept"], "under another trust"),
        (&["1", "sums"], "sums: not a segment"),
    ] {
        if arguments.contains(&"kept") {
            let kept = trusting(&place, &["verify", "full.jsonl", "--expect-entries", "0..5", "-q", "--save-checkpoint", "kept"]);
            assert_eq!(kept.code, 0);
        }
        let refused = merge(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        assert!(refused.err.contains(says) && refused.err.contains("\nhint: "), "{}", refused.err);
    }
    let partial = merge(&["1", "2", "--partial"]);
    assert!(partial.code != 0 && partial.out.contains("1 input was not read to the end."), "{}", partial.out);
    assert!(!partial.out.contains("entries-missing"), "{}", partial.out);
}

#[test]
fn a_report_to_print() {
    let place = altered();
    let html = |more: &[&str]| trusting(&place, &[&["verify", "altered.jsonl", "--expect-entries", "0..5"], more].concat());
    let printed = html(&["--format", "html", "--sample", "a <word>", "--sample-size", "3"]);
    assert_eq!(printed.code, 1);
    assert!(printed.out.starts_with("<!doctype html>") && printed.out.contains("3 entries, drawn from the root of checkpoint"));
    assert!(printed.out.contains("a &lt;word&gt;") && !printed.out.contains("<script"));
    assert_eq!(printed.out, html(&["--format", "html", "--sample", "a <word>", "--sample-size", "3"]).out);
    assert!(!html(&["--format", "html"]).out.contains("Sample for"));
    for wrong in
        [&["--sample", "a"][..], &["--sample-size", "3", "--format", "html"], &["--format", "html", "--sample", "a", "--sample-size", "0"]]
    {
        assert_eq!(html(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn a_report_for_build_servers() {
    let place = altered();
    // A log whose name is markup: what evidence says must stay text.
    let hostile = "a<&\"'>]]>\u{1b}\u{fffe}b";
    fs::write(place.path("hostile.jsonl"), format!("{}\n", serde_json::json!({"seq": 0, "log": hostile}))).unwrap();
    for (file, code) in [("full.jsonl", 0), ("altered.jsonl", 1), ("hostile.jsonl", 3)] {
        let junit = trusting(&place, &["verify", file, "--expect-entries", "0..5", "--format", "junit"]);
        let xml = roxmltree::Document::parse(&junit.out).unwrap_or_else(|error| panic!("{error}: {}", junit.out));
        let named = |name: &str| xml.descendants().filter(|node| node.has_tag_name(name)).count();
        let count = |name: &str| xml.root_element().attribute(name).unwrap().parse::<usize>().unwrap();
        assert_eq!((count("tests"), count("failures"), count("skipped")), (named("testcase"), named("failure"), named("skipped")));
        assert_eq!(named("testcase"), 1 + 5 * (named("testsuite") - 1));
        assert_eq!(count("failures") == 0, code == 0, "a build fails exactly when the program does: {}", junit.out);
        let sarif = trusting(&place, &["verify", file, "--expect-entries", "0..5", "--format", "sarif"]);
        let plain = trusting(&place, &["verify", file, "--expect-entries", "0..5", "--json"]);
        assert_eq!((junit.code, sarif.code, plain.code), (plain.code, plain.code, plain.code));
        if file != "hostile.jsonl" {
            assert_eq!(plain.code, code);
        }
        let (sarif, report): (Value, Value) = (serde_json::from_str(&sarif.out).unwrap(), serde_json::from_str(&plain.out).unwrap());
        check_sarif(&sarif, &report);
    }
    let altered = trusting(&place, &["verify", "altered.jsonl", "--expect-entries", "0..5", "--format", "junit"]);
    let xml = roxmltree::Document::parse(&altered.out).unwrap();
    let failed: Vec<_> = xml.descendants().filter(|node| node.has_tag_name("failure")).collect();
    assert!(failed.iter().any(|node| node.attribute("type") == Some("tampered") && node.text().unwrap().contains("entry-altered-1")));
}

fn check_sarif(sarif: &Value, report: &Value) {
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(result["message"]["text"].is_string());
    }
    let verdict = &results[0];
    assert_eq!(verdict["kind"] == "pass", report["verdict"] == "proven");
    let logs = report["logs"].as_array().unwrap().iter().flat_map(|log| log["findings"].as_array().unwrap());
    let findings: Vec<&Value> = logs.chain(report["findings"].as_array().unwrap()).collect();
    assert_eq!(results.len(), findings.len() + 1);
    for (result, finding) in results[1..].iter().zip(findings) {
        assert_eq!((&result["ruleId"], &result["properties"]["id"]), (&finding["code"], &finding["id"]));
        let Some(bytes) = finding["bytes"].as_array() else { continue };
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["byteOffset"], bytes[0]);
        assert_eq!(region["byteLength"].as_u64().unwrap(), bytes[1].as_u64().unwrap() - bytes[0].as_u64().unwrap());
    }
    for rule in &rules[1..] {
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with(&format!("# {}", rule["id"].as_str().unwrap())));
    }
}
