//! The audit viewer: a page that verifies logs in the browser, and the workers behind it.
//!
//! Whatever has logic compiles and tests natively; only what draws, or talks to the browser, is for wasm alone.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking"))]

pub mod bench;
pub mod bookmarks;
pub mod command;
pub mod compare;
pub mod copies;
pub mod drawing;
pub mod found;
pub mod fragment;
pub mod highlight;
pub mod job;
pub mod layout;
pub mod markdown;
pub mod outline;
pub mod peek;
pub mod query;
pub mod question;
pub mod reach;
pub mod recheck;
pub mod report;
pub mod sample;
pub mod stretch;
pub mod summary;
pub mod text;
pub mod times;
pub mod trust;
pub mod worker;

pub use unbroken_paper::escape;

#[cfg(target_arch = "wasm32")]
mod address;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod focus;
#[cfg(target_arch = "wasm32")]
mod keyboard;
#[cfg(target_arch = "wasm32")]
mod source;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod ui;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
mod walk;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Entry point of the page.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start_app() {
    app::start();
}

/// Entry point of a worker.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start_worker() {
    worker::guest::start();
}
