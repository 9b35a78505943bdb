//! The engine as the npm package `unbroken-verifier` needs it; `cargo xtask npm` puts the package together from this crate, `js/` and
//! `types.d.ts`. See README.md for the API.
//!
//! Bytes come in pieces and are not kept. Every integer of a report is at most 2^53-1, so it is a JavaScript number without loss. Bad
//! evidence is a finding in the report; an error means that no report could be made.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking"))]

pub mod codes;
pub mod options;
pub mod reader;

#[cfg(target_arch = "wasm32")]
mod api;
