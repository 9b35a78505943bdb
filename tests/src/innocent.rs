//! The false-alarm suite: what happens to every log one day, and must never read as an accusation.
//!
//! A case that says `innocent = "<cause>"` may come out proven, unproven or incomplete; nobody may be called a forger for it.

use serde::{Deserialize, Serialize};
use unbroken::log::coverage::Status;
use unbroken::verdict::report::LogReport;
use unbroken::{Reason, Report};

macro_rules! causes {
    ($($(#[$doc:meta])* $cause:ident,)*) => {
        /// What happened, innocently.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Cause { $($(#[$doc])* $cause,)* }

        impl Cause {
            /// Every cause; each needs a case.
            pub const ALL: &'static [Cause] = &[$(Cause::$cause,)*];
        }
    };
}

causes! {
    /// Old entries were removed as planned.
    Retention,
    /// Some entries were kept although the others of their age were removed.
    LegalHold,
    /// An entry was erased on request.
    Erasure,
    /// Entries were held back behind placeholders, or a field was.
    Redaction,
    /// A key was replaced.
    Rotation,
    /// A key was lost, and its owner said so.
    Compromise,
    /// The writer stopped and began again.
    Restart,
    /// The last line was cut off.
    TornTail,
    /// A part of the log was handed over.
    Slice,
    /// Lines or files were lost on the way.
    Loss,
    /// Bytes rotted.
    Rot,
    /// A version or a type of key to come.
    NewerVersion,
    /// An editor or a mail program changed the ends of lines, or put a mark in front.
    LineEndings,
    /// A tool wrote the JSON again.
    Reencoding,
    /// Exports overlap, or a line was written twice.
    Repetition,
    /// Lines came in another order, or several logs in one file.
    Order,
    /// Entries are newer than the newest checkpoint.
    LateCheckpoint,
    /// A witness was away.
    WitnessAway,
    /// The reader pinned nothing, or another key.
    NothingPinned,
    /// The clock of the writer was set back.
    Clock,
    /// Something that is no log lies beside it.
    Junk,
}

/// What in the report accuses somebody, one line each.
pub fn accusations(report: &Report) -> Vec<String> {
    let accuses = |reason: &Reason| matches!(reason, Reason::Forked | Reason::RolledBack | Reason::Tampered | Reason::Forged);
    let headline = accuses(&report.reason).then(|| format!("the headline says {:?}", report.reason));
    let of_log = |log: &LogReport| {
        let reasons = log.reasons.iter().filter(|reason| accuses(reason)).map(|reason| format!("{} reads {reason:?}", log.origin));
        let damaged = log
            .coverage
            .iter()
            .filter(|run| matches!(run.status, Status::Altered | Status::Forged | Status::Conflict | Status::Suspect | Status::Disputed));
        let damaged = damaged.map(|run| format!("{}: entries from {} are {:?}", log.origin, run.start, run.status));
        reasons.chain(damaged).collect::<Vec<_>>()
    };
    headline.into_iter().chain(report.logs.iter().flat_map(of_log)).collect()
}
