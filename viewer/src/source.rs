//! Reads bytes of files by span; nothing else in the viewer reads evidence. For workers, which may wait.

use web_sys::wasm_bindgen::JsValue;
use web_sys::{File, FileReaderSync};

/// Reads `[start, end)` of `file` into `into`, replacing what it held. Fails if the file changed or vanished since it was given.
pub fn read(reader: &FileReaderSync, file: &File, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), JsValue> {
    let blob = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    let bytes = js_sys::Uint8Array::new(&reader.read_as_array_buffer(&blob)?.into());
    into.resize(bytes.length() as usize, 0);
    bytes.copy_to(into);
    Ok(())
}
