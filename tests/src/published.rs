//! The corpus as one JSON text, for implementers who do not want to read TOML and folders: `verifier/specs/vectors.md` says what is in it.

use crate::corpus::{Case, Expect, ExpectLog, cases};
use serde_json::{Value, json};
use std::fs;
use std::io;

/// Every case. Texts of trust stand as they are, inputs and kept checkpoints in base64.
pub fn vectors() -> io::Result<Value> {
    let cases = cases()?.iter().map(|(name, case)| vector(name, case)).collect::<io::Result<Vec<Value>>>()?;
    Ok(json!({ "vectors": "unbroken/bundle/v1", "cases": cases }))
}

fn vector(name: &str, case: &Case) -> io::Result<Value> {
    let base64 = |data: &[u8]| Value::from(crate::build::base64(data));
    let text = |file: &Option<String>| file.as_ref().map(|file| fs::read_to_string(case.folder.join(file))).transpose();
    let inputs = case.read_inputs()?;
    let inputs: Vec<Value> = inputs.iter().map(|(name, data)| json!({ "name": name, "data": base64(data) })).collect();
    let pins =
        case.pins.iter().map(|file| fs::read(case.folder.join(file)).map(|data| base64(&data))).collect::<io::Result<Vec<Value>>>()?;
    Ok(json!({
        "name": name,
        "why": case.why,
        "inputs": inputs,
        "policy": text(&case.policy)?,
        "logs": text(&case.logs)?,
        "writers": text(&case.writers)?,
        "pins": pins,
        "question": case.question(),
        "threats": case.threats,
        "expect": expect(&case.expect),
    }))
}

fn expect(expect: &Expect) -> Value {
    let Expect { verdict, reason, coverage, findings, logs } = expect;
    let logs: serde_json::Map<String, Value> = logs
        .iter()
        .map(|(origin, ExpectLog { verdict, reason, coverage, findings })| {
            (origin.clone(), json!({ "verdict": verdict, "reason": reason, "coverage": coverage, "findings": findings }))
        })
        .collect();
    json!({ "verdict": verdict, "reason": reason, "coverage": coverage, "findings": findings, "logs": logs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_there_with_everything_it_needs() -> io::Result<()> {
        let vectors = vectors()?;
        let published = vectors["cases"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(published.len(), cases()?.len());
        for (vector, (name, case)) in published.iter().zip(cases()?) {
            assert_eq!(vector["name"], Value::from(name.as_str()));
            assert_eq!(vector["inputs"].as_array().map(Vec::len), Some(case.inputs.len()), "{name}");
            assert_eq!(vector["pins"].as_array().map(Vec::len), Some(case.pins.len()), "{name}");
            assert_eq!(
                (vector["policy"].is_string(), vector["writers"].is_string()),
                (case.policy.is_some(), case.writers.is_some()),
                "{name}"
            );
            assert_eq!(vector["expect"]["verdict"], Value::from(case.expect.verdict.as_str()), "{name}");
        }
        Ok(())
    }
}
