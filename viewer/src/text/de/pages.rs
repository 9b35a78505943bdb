//! The pages of findings in German. A code without its page does not compile.

use unbroken::Code;

macro_rules! pages {
    ($($variant:ident, $code:literal;)*) => {
        /// The page that explains a code, in Markdown.
        pub const fn page(code: Code) -> &'static str {
            match code { $(Code::$variant => include_str!(concat!("findings/", $code, ".md")),)* }
        }
    };
}

pages! {
    AttachmentAltered, "attachment-altered";
    AttachmentMissing, "attachment-missing";
    BlockAltered, "block-altered";
    CheckpointKeyUnknown, "checkpoint-key-unknown";
    CheckpointMalformed, "checkpoint-malformed";
    CheckpointSignatureInvalid, "checkpoint-signature-invalid";
    CheckpointStale, "checkpoint-stale";
    CheckpointsDisagree, "checkpoints-disagree";
    CosignatureInvalid, "cosignature-invalid";
    DataTrailing, "data-trailing";
    DataUncovered, "data-uncovered";
    DisclosureUnmatched, "disclosure-unmatched";
    EntriesExpected, "entries-expected";
    EntriesMissing, "entries-missing";
    EntriesUncovered, "entries-uncovered";
    EntriesUnprovable, "entries-unprovable";
    EntryAfterClose, "entry-after-close";
    EntryAltered, "entry-altered";
    EntryConflict, "entry-conflict";
    EntryErased, "entry-erased";
    EntryImpostor, "entry-impostor";
    EntryMalformed, "entry-malformed";
    EntryMisplaced, "entry-misplaced";
    EntryNotBound, "entry-not-bound";
    EntryOfOtherLog, "entry-of-other-log";
    EntryReencoded, "entry-reencoded";
    EntryStray, "entry-stray";
    EntryWithheld, "entry-withheld";
    ExpectedMissing, "expected-missing";
    ExpectedTooMany, "expected-too-many";
    FieldMissing, "field-missing";
    FieldRedacted, "field-redacted";
    HeaderDisagrees, "header-disagrees";
    IdRepeated, "id-repeated";
    IdSpelledDifferently, "id-spelled-differently";
    InputEncrypted, "input-encrypted";
    InputTruncated, "input-truncated";
    KeyWeak, "key-weak";
    LimitReached, "limit-reached";
    LineEndingsChanged, "line-endings-changed";
    LineRepeated, "line-repeated";
    LineUnreadable, "line-unreadable";
    LinkBroken, "link-broken";
    LogContradiction, "log-contradiction";
    LogPruned, "log-pruned";
    NothingPinned, "nothing-pinned";
    OriginMismatch, "origin-mismatch";
    OutOfOrder, "out-of-order";
    PinNotComparable, "pin-not-comparable";
    ProofFailed, "proof-failed";
    PruneUncorroborated, "prune-uncorroborated";
    QuorumUnmet, "quorum-unmet";
    Rollback, "rollback";
    SignatureInvalid, "signature-invalid";
    SignatureInvalidCommitted, "signature-invalid-committed";
    SignatureMissing, "signature-missing";
    SignerCompromised, "signer-compromised";
    SignerOutOfRange, "signer-out-of-range";
    SignerRetired, "signer-retired";
    SignerUnpinned, "signer-unpinned";
    Silence, "silence";
    SourceGap, "source-gap";
    SplitView, "split-view";
    StubMismatch, "stub-mismatch";
    TextDeceptive, "text-deceptive";
    TimeAfterWitness, "time-after-witness";
    TimeBackdated, "time-backdated";
    TimeBackwards, "time-backwards";
    TimeInFuture, "time-in-future";
    TreeUnchecked, "tree-unchecked";
    TreeUnseparated, "tree-unseparated";
    TrustTooLow, "trust-too-low";
    UnexpectedPresent, "unexpected-present";
    VersionUnsupported, "version-unsupported";
    WrapperRemoved, "wrapper-removed";
    WindowEdgeOpen, "window-edge-open";
    WriterEquivocated, "writer-equivocated";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Block, Span, blocks};

    /// What must be the same in both languages: headings by their level, items per list, code.
    fn shape(page: &str) -> (Vec<u8>, Vec<(bool, usize)>, Vec<String>) {
        let (mut headings, mut lists, mut code) = (Vec::new(), Vec::new(), Vec::new());
        for block in blocks(page) {
            let spans = match block {
                Block::Heading(level, words) => {
                    headings.push(level);
                    words
                }
                Block::Text(words) => words,
                Block::List(ordered, items) => {
                    lists.push((ordered, items.len()));
                    items.concat()
                }
                Block::Code(text) => vec![Span::Code(text)],
            };
            code.extend(spans.into_iter().filter_map(|span| if let Span::Code(words) = span { Some(words) } else { None }));
        }
        code.sort();
        (headings, lists, code)
    }

    #[test]
    fn every_page_has_the_shape_of_the_english_one() {
        for code in Code::ALL {
            let (german, english) = (shape(page(*code)), shape(code.page()));
            assert_eq!(german, english, "{code}");
            assert!(page(*code).starts_with(&format!("# {code}")), "{code}");
            assert_ne!(page(*code), code.page(), "{code} is not translated");
        }
    }
}
