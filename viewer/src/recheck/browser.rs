//! Carries a plan out with the cryptography of the browser (WebCrypto), which knows nothing of the verifier.

use super::{Plan, Signature};
use base64ct::{Base64, Encoding};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// What came out of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What was done: `leaf`, `root`, `log`, `witness`, `writer`.
    pub what: &'static str,
    /// Whether it fits; nothing if the browser could not say.
    pub fits: Option<bool>,
    /// What was computed, or whose signature it is.
    pub value: String,
    /// What it was compared with.
    pub expected: Option<String>,
}

/// Does every step; nothing if this browser has no such cryptography for this page.
pub async fn carry_out(plan: Plan) -> Option<Vec<Checked>> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    // Pages without a secure context have none.
    if subtle.is_undefined() {
        return None;
    }
    let mut hash = digest(&subtle, &plan.leaf).await.ok()?;
    let mut out = vec![compared("leaf", &hash, plan.committed)];
    for (left, sibling) in &plan.path {
        let (a, b) = if *left { (sibling, &hash) } else { (&hash, sibling) };
        hash = digest(&subtle, &[&[1u8], a.as_slice(), b.as_slice()].concat()).await.ok()?;
    }
    if let Some((root, _)) = plan.root {
        out.push(compared("root", &hash, Some(root)));
    }
    for signature in &plan.signatures {
        let fits = verify(&subtle, signature).await.ok();
        out.push(Checked { what: signature.role, fits, value: signature.key_name.clone(), expected: None });
    }
    Some(out)
}

/// A hash beside what it has to be.
fn compared(what: &'static str, hash: &[u8; 32], expected: Option<[u8; 32]>) -> Checked {
    let fits = expected.map(|expected| expected == *hash);
    Checked { what, fits, value: Base64::encode_string(hash), expected: expected.map(|expected| Base64::encode_string(&expected)) }
}

async fn digest(subtle: &SubtleCrypto, bytes: &[u8]) -> Result<[u8; 32], JsValue> {
    let promise = subtle.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))?;
    let digest = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
    digest.try_into().map_err(|_| JsValue::NULL)
}

/// Whether a signature is valid; an error if the browser does not know Ed25519.
async fn verify(subtle: &SubtleCrypto, signature: &Signature) -> Result<bool, JsValue> {
    let usages = Array::of1(&"verify".into());
    let raw = Uint8Array::from(signature.key.as_slice());
    let key: CryptoKey = JsFuture::from(subtle.import_key_with_str("raw", &raw, "Ed25519", false, &usages)?).await?.unchecked_into();
    let (given, message) = (Uint8Array::from(signature.signature.as_slice()), Uint8Array::from(signature.message.as_slice()));
    let promise = subtle.verify_with_str_and_js_u8_array_and_js_u8_array("Ed25519", &key, &given, &message)?;
    Ok(JsFuture::from(promise).await?.is_truthy())
}
