//! Hard signatures, once more by OpenSSL inside Node: a reader who checks one there must get the answer that we give.

use serde_json::{Value, json};
use std::fmt::Write;
use unbroken_e2e::Fault;
use unbroken_tests::ed25519::{hard_cases, holds};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One line per case.
pub fn jobs() -> String {
    let job = |case: &unbroken_tests::ed25519::Hard| {
        json!({"key": hex(&case.key), "message": case.message, "signature": hex(&case.signature)}).to_string() + "\n"
    };
    hard_cases().iter().map(job).collect()
}

/// Every answer is that of the equation which the engine is held to (`tests/ed25519.rs`).
pub fn agree(answers: &[Value]) -> Result<(), Fault> {
    let cases = hard_cases();
    if answers.len() != cases.len() {
        return Err(format!("Node answered {} of {} cases", answers.len(), cases.len()));
    }
    let differs = |(case, answer): &(&unbroken_tests::ed25519::Hard, &Value)| {
        answer.as_bool().unwrap_or(false) != holds(&case.key, case.message.as_bytes(), &case.signature).unwrap_or(false)
    };
    match cases.iter().zip(answers).find(differs) {
        Some((case, answer)) => Err(format!("OpenSSL says {answer} of {case:?}")),
        None => Ok(()),
    }
}
