//! The report as SARIF 2.1.0 for code-scanning views: a rule per code with its page, a result per finding with its bytes, and one result
//! for the verdict, so that an answer without findings is not taken for a good one.

use serde_json::{Value, json};
use unbroken::{Code, Finding, Report, Severity, Verdict};

/// The rule under which the verdict stands.
const VERDICT: &str = "verdict";

/// The whole report.
pub fn report(report: &Report) -> String {
    let findings: Vec<&Finding> = report.logs.iter().flat_map(|log| &log.findings).chain(&report.findings).collect();
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    let rules: Vec<Value> = std::iter::once(verdict_rule()).chain(codes.iter().map(|code| rule(*code))).collect();
    let index = |code: Code| codes.iter().position(|known| *known == code).map_or(0, |at| at + 1);
    let results = std::iter::once(verdict(report)).chain(findings.iter().map(|finding| result(report, finding, index(finding.code))));
    let exit = crate::exit_code(report.verdict);
    let sarif = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
                "properties": {"source_sha256": report.tool.source_sha256},
            }},
            "invocations": [{"executionSuccessful": true, "exitCode": exit}],
            "artifacts": report.inputs.iter().map(artifact).collect::<Vec<_>>(),
            "results": results.collect::<Vec<_>>(),
            "properties": {"verdict": report.verdict, "reason": report.reason, "notChecked": report.not_checked},
        }],
    });
    format!("{sarif}\n")
}

fn artifact(input: &unbroken::verdict::report::InputFacts) -> Value {
    let mut artifact = json!({"location": {"uri": uri(&input.name)}, "length": input.size});
    if let Some(sha256) = &input.sha256 {
        artifact["hashes"] = json!({"sha-256": sha256});
    }
    artifact
}

fn verdict_rule() -> Value {
    json!({
        "id": VERDICT,
        "shortDescription": {"text": "What the whole input proves: proven, unproven or broken."},
        "defaultConfiguration": {"level": "error"},
    })
}

/// A code: its first sentence, and its page.
fn rule(code: Code) -> Value {
    let page = code.page();
    let sentence = page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default();
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": sentence},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(code.severity())},
        "properties": {"claim": code.claim(), "severity": code.severity()},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error | Severity::Critical => "error",
    }
}

fn verdict(report: &Report) -> Value {
    let (kind, level) = match report.verdict {
        Verdict::Proven => ("pass", "none"),
        Verdict::Unproven => ("fail", "warning"),
        Verdict::Broken => ("fail", "error"),
    };
    let message = json!({"text": report.sentence});
    json!({"ruleId": VERDICT, "ruleIndex": 0, "kind": kind, "level": level, "message": message})
}

fn result(report: &Report, finding: &Finding, rule: usize) -> Value {
    let mut location = json!({});
    if let Some(name) = &finding.input {
        let mut place = json!({"artifactLocation": {"uri": uri(name)}});
        if let Some(at) = report.inputs.iter().position(|input| input.name == *name) {
            place["artifactLocation"]["index"] = json!(at);
        }
        if let Some([start, end]) = finding.bytes {
            place["region"] = json!({"byteOffset": start, "byteLength": end.saturating_sub(start)});
        }
        location["physicalLocation"] = place;
    }
    if let (Some(log), Some([start, end])) = (&finding.log, finding.entries) {
        let name =
            if end.saturating_sub(start) == 1 { format!("entry {start}") } else { format!("entries {start} to {}", end.saturating_sub(1)) };
        location["logicalLocations"] = json!([{"name": name, "fullyQualifiedName": format!("{log} {name}"), "kind": "element"}]);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "properties": {
            "id": finding.id, "claim": finding.claim, "log": finding.log, "entries": finding.entries, "count": finding.count,
            "expected": finding.expected, "actual": finding.actual,
        },
    });
    if location != json!({}) {
        result["locations"] = json!([location]);
    }
    result
}

/// A file name as a relative URI reference: whatever is not plain stands there in percent.
fn uri(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
