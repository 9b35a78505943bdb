//! What JavaScript sees.

use crate::options::Options;
use js_sys::{Array, Error, JSON, Reflect, Uint8Array};
use serde::Serialize;
use unbroken::{Code, Input, verify_within as judge};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

/// An `UnbrokenError`: no report could be made. `code` is stable, `message` is a sentence.
fn error(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name("UnbrokenError");
    // Setting a member of a fresh object cannot fail.
    let _always = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// A file as `{name, data}`, or bare bytes.
fn read_file(value: &JsValue, number: usize) -> Result<(String, Vec<u8>), JsValue> {
    let bytes = |value: &JsValue| match value.as_string() {
        Some(text) => Some(text.into_bytes()),
        None => value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec),
    };
    if let Some(data) = bytes(value) {
        return Ok((format!("input-{number}"), data));
    }
    let member = |name: &str| Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    match (member("name").as_string(), bytes(&member("data"))) {
        (Some(name), Some(data)) => Ok((name, data)),
        _ => Err(error("files", &format!("File {number} is neither bytes nor {{ name, data }}."))),
    }
}

/// The options by way of JSON, which refuses members nobody knows: a misspelt `policy` would otherwise trust nobody in silence.
fn read_options(value: &JsValue) -> Result<Options, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Options::default());
    }
    let text =
        JSON::stringify(value).ok().and_then(|text| text.as_string()).ok_or_else(|| error("options", "The options are not plain data."))?;
    serde_json::from_str(&text).map_err(|fault| error("options", &fault.to_string()))
}

fn report(files: &JsValue, options: &JsValue) -> Result<unbroken::Report, JsValue> {
    let list = if Array::is_array(files) { files.clone().unchecked_into() } else { Array::of1(files) };
    let files: Vec<_> = list.iter().enumerate().map(|(k, file)| read_file(&file, k + 1)).collect::<Result<_, _>>()?;
    let options = read_options(options)?;
    let trust = options.trust().map_err(|fault| error("trust", &fault.to_string()))?;
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, data)| Input { name, data }).collect();
    Ok(judge(&inputs, &trust, &options.question, options.max_unpacked))
}

/// Verifies and gives the report as an object.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn verify(
    #[wasm_bindgen(unchecked_param_type = "Files")] files: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    // Objects and null, as JSON.parse of the text would give.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    report(&files, &options)?.serialize(&serializer).map_err(|fault| error("report", &fault.to_string()))
}

/// Verifies and gives the exact bytes of the report, as text.
#[wasm_bindgen(js_name = verifyText)]
pub fn verify_text(
    #[wasm_bindgen(unchecked_param_type = "Files")] files: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<String, JsValue> {
    Ok(report(&files, &options)?.to_json())
}

/// The page of a finding's code, in Markdown.
#[wasm_bindgen]
pub fn explain(code: &str) -> Result<String, JsValue> {
    Code::parse(code).map(|code| code.page().to_owned()).ok_or_else(|| error("code", &format!("There is no code {code}.")))
}
