//! Reads bytes of files; nothing else in the viewer reads evidence. For workers, which may wait.
//!
//! A stretch is read at once. A whole file is read through one buffer that goes back and forth between the browser and this worker, so that
//! a long file leaves no more behind than a short one; where a browser has no such streams, it is read stretch by stretch.

use crate::worker::protocol::PIECE;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FileReaderSync, ReadableStreamByobReader, ReadableStreamReadResult};

/// Reads `[start, end)` of `file` into `into`, replacing what it held. Fails if the file changed or vanished since it was given.
pub fn read(reader: &FileReaderSync, file: &File, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), JsValue> {
    let blob = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    take(&Uint8Array::new(&reader.read_as_array_buffer(&blob)?.into()), into);
    Ok(())
}

fn take(bytes: &Uint8Array, into: &mut Vec<u8>) {
    into.resize(bytes.length() as usize, 0);
    bytes.copy_to(into);
}

/// A file, read from a place on in pieces of at most [`PIECE`].
pub struct Pieces<'f> {
    file: &'f File,
    size: u64,
    at: u64,
    way: Way,
}

enum Way {
    /// The buffer is here between two pieces, and with the browser while it fills it.
    Stream {
        reader: ReadableStreamByobReader,
        buffer: ArrayBuffer,
    },
    Slices(FileReaderSync),
}

impl<'f> Pieces<'f> {
    /// Begins to read.
    pub fn new(file: &'f File, from: u64) -> Result<Pieces<'f>, JsValue> {
        let rest = file.slice_with_f64_and_f64(from as f64, file.size())?;
        let way = match ReadableStreamByobReader::new(&rest.stream()) {
            Ok(reader) => Way::Stream { reader, buffer: ArrayBuffer::new(PIECE as u32) },
            Err(_) => Way::Slices(FileReaderSync::new()?),
        };
        Ok(Pieces { file, size: file.size() as u64, at: from, way })
    }

    /// Whether the whole file was read.
    pub fn is_over(&self) -> bool {
        self.at >= self.size
    }

    /// Reads the next piece into `into`, replacing what it held. Fails if the file changed or vanished since it was given, or is over.
    pub async fn next(&mut self, into: &mut Vec<u8>) -> Result<(), JsValue> {
        match &mut self.way {
            Way::Stream { reader, buffer } => {
                let result = JsFuture::from(reader.read_with_array_buffer_view(&Uint8Array::new(buffer))).await?;
                let bytes = result.unchecked_into::<ReadableStreamReadResult>().get_value().dyn_into::<Uint8Array>()?;
                *buffer = bytes.buffer();
                take(&bytes, into);
            }
            Way::Slices(reader) => read(reader, self.file, self.at, (self.at + PIECE).min(self.size), into)?,
        }
        self.at += into.len() as u64;
        // A stream says that it is over with an empty piece; whoever knows the length does not ask then.
        if into.is_empty() { Err(JsValue::NULL) } else { Ok(()) }
    }
}

impl Drop for Pieces<'_> {
    /// Lets go of what the browser has read ahead. Nobody waits for it, and a stream that failed says so once more.
    fn drop(&mut self) {
        if let Way::Stream { reader, .. } = &self.way {
            let over = JsFuture::from(reader.cancel());
            spawn_local(async move { drop(over.await) });
        }
    }
}
