//! The report as a document: for print, as one HTML file, and on the screen of the viewer.
//!
//! Everything on it comes from an `unbroken/report/v1`; nothing is judged here. It carries no date and no clock is asked, so the same report
//! and the same wish for a sample give the same bytes.
//!
//! ```
//! use unbroken::{Input, Question, Trust, TrustTexts, verify};
//!
//! let trust = Trust::read(&TrustTexts::default()).unwrap();
//! let report = verify(&[Input { name: "empty.jsonl", data: b"" }], &trust, &Question::default());
//! let html = unbroken_paper::html(&report, None);
//! assert!(html.starts_with("<!doctype html>") && html.contains("Unproven"));
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking"))]

mod controls;
pub mod escape;
mod given;
mod html;
pub mod lane;
mod log;
pub mod next;
pub mod node;
mod picture;
pub mod sample;
mod sheet;
mod text;
pub mod words;

pub use sheet::{SampleWish, sheet};
pub use text::{Scope, scope};

use unbroken::Report;

/// The document as one HTML file that loads nothing and runs nothing.
pub fn html(report: &Report, wish: Option<&SampleWish>) -> String {
    document(report, &sheet(report, wish))
}

/// A sheet of this report as that file, for who has set it already.
pub fn document(report: &Report, sheet: &node::Element) -> String {
    html::document(&text::title(report), sheet)
}
