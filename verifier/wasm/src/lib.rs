//! The JavaScript API: `verify`, `verifyText`, `explain`. Plain data in, plain data out.
//!
//! ```js
//! const report = verify([{ name: "audit.jsonl", data: bytes }], { policy, writers, logs, pins: [checkpoint], question });
//! if (report.verdict !== "proven") for (const finding of report.findings) console.log(finding.code, finding.message);
//! ```
//!
//! Every integer of a report is at most 2^53-1, so it is a JavaScript number without loss. Bad evidence is a finding in the report; what
//! is thrown is an `UnbrokenError` with a stable `code`, and it means that no report could be made.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking"))]

mod options;

#[cfg(target_arch = "wasm32")]
mod api;
