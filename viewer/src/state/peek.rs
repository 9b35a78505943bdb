//! Reads the first lines of what is being judged.

use super::copies::bytes;
use super::{State, ticket};
use crate::peek::{HEAD, peek};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

thread_local! {
    /// The look that counts; one at evidence that is no longer judged comes too late.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

impl State {
    /// Shows how a file begins, as soon as that is read.
    pub(super) fn look_at(self, file: Option<File>) {
        let number = ticket();
        LATEST.set(number);
        let Some(file) = file else { return };
        let Ok(head) = file.slice_with_f64_and_f64(0.0, HEAD as f64) else { return };
        spawn_local(async move {
            // What cannot be read here cannot be read by the workers, and they say so.
            let Ok(head) = bytes(&head).await else { return };
            if LATEST.get() == number {
                self.peek.set((file.name(), peek(&head)));
            }
        });
    }
}
