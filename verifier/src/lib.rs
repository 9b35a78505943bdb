//! Verifies tamper-evident audit logs: every hash, link, signature, checkpoint, cosignature and proof.
//!
//! The paved path: read what you trust, hand over what you were given, look at the verdict.
//!
//! ```
//! use unbroken::{Input, Question, Trust, TrustTexts, verify};
//!
//! let trust = Trust::read(&TrustTexts::default())?;
//! let report = verify(&[Input { name: "empty.jsonl", data: b"" }], &trust, &Question::default());
//! assert_eq!(report.verdict, unbroken::Verdict::Unproven); // nothing is proven by absence
//! # Ok::<(), unbroken::TrustError>(())
//! ```
//!
//! The crate has no I/O, no clock, no randomness and no threads, and does not panic on any input. Bad evidence becomes a [`Finding`] and
//! reading goes on; the only error is trust input that cannot be used.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod base64;
pub mod budget;
pub mod deceptive;
pub mod decimal;
pub mod finding;
pub mod format;
pub mod input;
pub mod json;
pub mod log {
    //! From lines to what is committed, position by position.
    pub mod anchors;
    pub mod assemble;
    pub mod control;
    pub mod coverage;
    pub mod draft;
    pub mod entry;
    pub mod extra;
    pub mod hits;
    pub mod lines;
    pub mod paged;
    pub mod payload;
    pub mod redact;
    pub mod repair;
    pub mod segment;
    pub mod solve;
    pub mod standing;
    pub mod stream;
    pub mod time;
}
pub mod tree {
    //! What was committed: RFC 6962 and RFC 9162 arithmetic.
    pub mod hash;
    pub mod merkle;
    pub mod proof;
}
pub mod trust {
    //! Who says so: notes, checkpoints, cosignatures and the reader's policy.
    pub mod checkpoint;
    pub mod cosignature;
    mod digest;
    pub mod note;
    pub mod opened;
    pub mod policy;
    mod quorum;
}
pub mod verdict {
    //! The auditor's question and the answer.
    pub mod access;
    pub mod attachments;
    pub mod chains;
    pub mod claims;
    pub mod dating;
    pub mod disclosures;
    pub mod evidence;
    pub mod expect;
    pub mod incidents;
    pub mod judge;
    pub mod question;
    pub mod records;
    pub mod report;
    pub mod requirements;
    pub mod trace;
    pub mod window;
}
pub mod unpack;
pub mod verify;
pub mod wrapper;

pub use finding::{Claim, Code, Evidence, Finding, Severity};
pub use trust::policy::{Trust, TrustError, TrustTexts};
pub use verdict::evidence::{EvidenceError, EvidenceFile, Need};
pub use verdict::expect::{ExpectError, Expectations};
pub use verdict::report::{Reason, Report, Verdict};
pub use verify::{
    Case, Diff, EntryView, Fold, Format, Input, LogRows, Preview, ProveError, Question, Reading, Requirement, Row, Segment, Stream, Time,
    TimeRange, verify, verify_within,
};
