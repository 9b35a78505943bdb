//! The codes of findings as TypeScript knows them: `codes.d.ts`, one line per code with its severity and its claim.
//!
//! The file is made from the engine's own list by `cargo run -p unbroken-wasm --example codes`; a test fails when the two differ.

use unbroken::Code;

/// The text of `codes.d.ts`.
pub fn declarations() -> String {
    let mut text = String::from(
        "// Made from the engine's list of codes: cargo run -p unbroken-wasm --example codes\n\n\
         /** Every code of a finding, with its severity and the claim it speaks about. */\n\
         export interface Codes {\n",
    );
    for code in Code::ALL {
        // Words of the report, in quotation marks already.
        let word = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
        let (severity, claim) = (word(serde_json::to_string(&code.severity())), word(serde_json::to_string(&code.claim())));
        text.push_str(&format!("  \"{code}\": {{ severity: {severity}; claim: {claim} }};\n"));
    }
    text + "}\n"
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_declared_codes_are_those_of_the_engine() {
        assert!(
            super::declarations() == include_str!("../codes.d.ts"),
            "codes.d.ts is out of date. Run: cargo run -p unbroken-wasm --example codes"
        );
    }
}
