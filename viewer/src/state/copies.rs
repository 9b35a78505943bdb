//! What is given: evidence is judged; a copy of this page is not, its digest is shown.

use super::State;
use crate::copies::{HEAD, PageCopy, is_page, may_be_page};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};

impl State {
    /// Adds evidence and judges all of it, without what is a copy of this page.
    pub fn give(self, files: Vec<File>) {
        let (pages, evidence): (Vec<File>, Vec<File>) = files.into_iter().partition(|file| may_be_page(&file.name(), file.size() as u64));
        if pages.is_empty() {
            return self.take(evidence);
        }
        spawn_local(async move {
            let (mut copies, mut evidence) = (Vec::new(), evidence);
            for file in pages {
                match copy(&file).await {
                    Some(copy) => copies.push(copy),
                    // Whatever cannot be read is evidence that cannot be read, which is said.
                    None => evidence.push(file),
                }
            }
            if !copies.is_empty() {
                self.copies.update(|shown| shown.extend(copies));
                self.show_about();
            }
            self.take(evidence);
        });
    }

    /// Shows what this page is.
    pub fn show_about(self) {
        self.help.set(false);
        self.about.set(true);
    }
}

/// A file that says of itself that it is this page.
async fn copy(file: &File) -> Option<PageCopy> {
    let head = file.slice_with_f64_and_f64(0.0, HEAD as f64).ok()?;
    if !is_page(&bytes(&head).await.ok()?) {
        return None;
    }
    Some(PageCopy::of(&file.name(), &bytes(file).await.ok()?))
}

/// All of a file, or of a part of one.
pub(super) async fn bytes(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    Ok(js_sys::Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}
