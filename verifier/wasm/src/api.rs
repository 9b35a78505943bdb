//! What JavaScript sees of the engine. `js/api.js` stands before it and is the face that people use.

use crate::options::Options;
use crate::reader::{Input, Reader};
use js_sys::{Error, Reflect};
use unbroken::Code;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// No report could be made. `code` is stable, `message` is a sentence.
fn error(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    // Setting a member of a fresh object cannot fail.
    let _always = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// One verification: inputs are opened, pushed in pieces, closed; then there is a report.
#[wasm_bindgen]
pub struct Verifier(Reader);

/// An input that is being read.
#[wasm_bindgen]
pub struct Open(Input);

#[wasm_bindgen]
impl Verifier {
    /// Reads what is trusted and asked, as JSON, before anything else: nobody waits for a file to learn that a policy is misspelt.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Verifier, JsValue> {
        let options = Options::read(options).map_err(|fault| error("options", &fault))?;
        let trust = options.trust().map_err(|fault| error("trust", &fault.to_string()))?;
        Ok(Verifier(Reader::new(trust, options.question, options.max_unpacked)))
    }

    /// Begins an input.
    pub fn open(&self, name: &str) -> Open {
        Open(self.0.open(name))
    }

    /// Takes an input that was read to its end.
    pub fn close(&mut self, input: Open) {
        self.0.close(input.0);
    }

    /// The exact bytes of the report, as text.
    pub fn report(&mut self) -> String {
        self.0.report().to_json()
    }
}

#[wasm_bindgen]
impl Open {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(bytes);
    }
}

/// The page of a finding's code, in Markdown.
#[wasm_bindgen]
pub fn explain(code: &str) -> Result<String, JsValue> {
    Code::parse(code).map(|code| code.page().to_owned()).ok_or_else(|| error("code", "There is no finding of this code."))
}
