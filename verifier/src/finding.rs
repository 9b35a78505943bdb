//! The vocabulary of what can be found wrong: code, severity, claim, range, expected and actual.
//!
//! A finding states a fact about evidence. It never guesses at a motive, and its severity says how serious it is to a reader; the
//! verdict is decided elsewhere (`verdict`), from statuses and named codes. Codes are stable words: retired one day perhaps, never
//! reused. Every code has a page under `findings/`, compiled in: a code without its page does not build.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How serious a finding is to its reader. It does not set the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Explained or harmless.
    Note,
    /// Weaker assurance.
    Warning,
    /// Damage.
    Error,
    /// Proof against the holder of a key.
    Critical,
}

/// The four things a report speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// What is present is what the log committed to.
    Unaltered,
    /// By whom: log, witnesses, writers.
    Signed,
    /// Nothing that was asked for is absent.
    Complete,
    /// When, as bounded by others than the log.
    Dated,
}

macro_rules! codes {
    ($($variant:ident, $code:literal, $severity:ident, $claim:ident;)*) => {
        /// What was found, as a stable kebab-case word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the page under findings/ is the documentation of a code")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code, in alphabetical order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// How serious it is to its reader.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The claim it speaks about.
            pub const fn claim(self) -> Claim {
                match self { $(Code::$variant => Claim::$claim,)* }
            }

            /// The page that explains it, in Markdown.
            pub const fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("../findings/", $code, ".md")),)* }
            }

            /// The code spelled `word`, if there is one.
            pub fn parse(word: &str) -> Option<Code> {
                match word { $($code => Some(Code::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    AttachmentAltered, "attachment-altered", Error, Unaltered;
    AttachmentMissing, "attachment-missing", Warning, Complete;
    BlockAltered, "block-altered", Error, Unaltered;
    CheckpointKeyUnknown, "checkpoint-key-unknown", Warning, Signed;
    CheckpointMalformed, "checkpoint-malformed", Warning, Signed;
    CheckpointSignatureInvalid, "checkpoint-signature-invalid", Error, Signed;
    CheckpointStale, "checkpoint-stale", Warning, Dated;
    CheckpointsDisagree, "checkpoints-disagree", Error, Unaltered;
    CosignatureInvalid, "cosignature-invalid", Warning, Signed;
    DataTrailing, "data-trailing", Warning, Unaltered;
    DataUncovered, "data-uncovered", Warning, Unaltered;
    DisclosureUnmatched, "disclosure-unmatched", Error, Unaltered;
    EntriesExpected, "entries-expected", Error, Complete;
    EntriesMissing, "entries-missing", Error, Complete;
    EntriesUncovered, "entries-uncovered", Note, Unaltered;
    EntriesUnprovable, "entries-unprovable", Warning, Unaltered;
    EntryAfterClose, "entry-after-close", Error, Unaltered;
    EntryAltered, "entry-altered", Error, Unaltered;
    EntryConflict, "entry-conflict", Error, Unaltered;
    EntryErased, "entry-erased", Note, Complete;
    EntryImpostor, "entry-impostor", Error, Unaltered;
    EntryMalformed, "entry-malformed", Warning, Unaltered;
    EntryMisplaced, "entry-misplaced", Error, Unaltered;
    EntryNotBound, "entry-not-bound", Error, Unaltered;
    EntryOfOtherLog, "entry-of-other-log", Note, Complete;
    EntryReencoded, "entry-reencoded", Note, Unaltered;
    EntryStray, "entry-stray", Warning, Complete;
    EntryWithheld, "entry-withheld", Note, Complete;
    ExpectedMissing, "expected-missing", Error, Complete;
    ExpectedTooMany, "expected-too-many", Warning, Complete;
    FieldMissing, "field-missing", Warning, Complete;
    FieldRedacted, "field-redacted", Note, Complete;
    HeaderDisagrees, "header-disagrees", Warning, Complete;
    IdRepeated, "id-repeated", Warning, Complete;
    IdSpelledDifferently, "id-spelled-differently", Warning, Complete;
    InputEncrypted, "input-encrypted", Warning, Unaltered;
    InputTruncated, "input-truncated", Error, Complete;
    KeyWeak, "key-weak", Error, Signed;
    LimitReached, "limit-reached", Warning, Unaltered;
    LineEndingsChanged, "line-endings-changed", Note, Unaltered;
    LineRepeated, "line-repeated", Note, Unaltered;
    LineUnreadable, "line-unreadable", Warning, Unaltered;
    LinkBroken, "link-broken", Error, Unaltered;
    LogContradiction, "log-contradiction", Critical, Unaltered;
    LogPruned, "log-pruned", Note, Complete;
    NothingPinned, "nothing-pinned", Warning, Signed;
    OriginMismatch, "origin-mismatch", Warning, Signed;
    OutOfOrder, "out-of-order", Note, Complete;
    PinNotComparable, "pin-not-comparable", Warning, Complete;
    ProofFailed, "proof-failed", Warning, Unaltered;
    PruneUncorroborated, "prune-uncorroborated", Warning, Complete;
    QuorumUnmet, "quorum-unmet", Warning, Signed;
    Rollback, "rollback", Error, Complete;
    SignatureInvalid, "signature-invalid", Error, Signed;
    SignatureInvalidCommitted, "signature-invalid-committed", Error, Signed;
    SignatureMissing, "signature-missing", Error, Signed;
    SignerCompromised, "signer-compromised", Warning, Signed;
    SignerOutOfRange, "signer-out-of-range", Error, Signed;
    SignerRetired, "signer-retired", Note, Signed;
    SignerUnpinned, "signer-unpinned", Warning, Signed;
    Silence, "silence", Warning, Complete;
    SourceGap, "source-gap", Error, Complete;
    SplitView, "split-view", Critical, Unaltered;
    StubMismatch, "stub-mismatch", Warning, Complete;
    TextDeceptive, "text-deceptive", Note, Unaltered;
    TimeAfterWitness, "time-after-witness", Warning, Dated;
    TimeBackdated, "time-backdated", Warning, Dated;
    TimeBackwards, "time-backwards", Warning, Dated;
    TimeInFuture, "time-in-future", Warning, Dated;
    TreeUnchecked, "tree-unchecked", Warning, Unaltered;
    TreeUnseparated, "tree-unseparated", Warning, Unaltered;
    TrustTooLow, "trust-too-low", Warning, Signed;
    UnexpectedPresent, "unexpected-present", Note, Complete;
    VersionUnsupported, "version-unsupported", Warning, Signed;
    WrapperRemoved, "wrapper-removed", Note, Unaltered;
    WindowEdgeOpen, "window-edge-open", Warning, Complete;
    WriterEquivocated, "writer-equivocated", Critical, Signed;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let word = String::deserialize(deserializer)?;
        Code::parse(&word).ok_or_else(|| D::Error::custom("not a finding code"))
    }
}

/// One thing found, as it stands in the report.
///
/// `entries` and `bytes` are half-open; an empty or absent range is `null`. `expected` is what our computation or trust says, `actual`
/// what the evidence says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable within one report: `<code>-<k>`, counted from 1 in report order.
    pub id: String,
    /// What was found.
    pub code: Code,
    /// How serious it is to its reader.
    pub severity: Severity,
    /// The claim it speaks about.
    pub claim: Claim,
    /// The origin of the log it belongs to.
    pub log: Option<String>,
    /// Entry indexes `[start, end)`.
    pub entries: Option<[u64; 2]>,
    /// Byte offsets `[start, end)` in `input`.
    pub bytes: Option<[u64; 2]>,
    /// Name of the input the bytes lie in.
    pub input: Option<String>,
    /// How often, when one finding stands for several places.
    pub count: u64,
    /// What our computation or trust says.
    pub expected: Option<String>,
    /// What the evidence says.
    pub actual: Option<String>,
    /// One sentence of fact.
    pub message: String,
    /// What a third party needs to see the same.
    pub evidence: Vec<Evidence>,
}

/// A piece of evidence that stands on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "kebab-case")]
pub enum Evidence {
    /// A signed note, verbatim.
    Note(String),
    /// An entry line, verbatim.
    Line(String),
    /// A tlog-proof, verbatim.
    Proof(String),
}
