//! How a worker speaks to the page.

use super::protocol::ToPage;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File};

/// The worker.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says something to the page. If even that fails the page will notice that the worker is silent or gone.
pub fn say(message: &ToPage, bytes: Option<&[u8]>) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    let transfer = Array::new();
    if let Some(bytes) = bytes {
        let array = Uint8Array::from(bytes);
        transfer.push(&array.buffer());
        envelope.push(&array);
    }
    // A failure to post means that the page is gone.
    let _gone = scope().post_message_with_transfer(&envelope, &transfer);
}

/// Says something to the page, with files.
pub fn say_files(message: &ToPage, files: &[File]) {
    let Ok(head) = serde_json::to_string(message) else { return };
    let envelope = Array::of1(&JsValue::from_str(&head));
    files.iter().for_each(|file| {
        envelope.push(file);
    });
    let _gone = scope().post_message(&envelope);
}
