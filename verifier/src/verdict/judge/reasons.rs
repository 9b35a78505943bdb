//! Which reasons apply (unbroken-bundle, Verdict per log): the first row of the table that does decides.

use super::{Bench, Judged};
use crate::finding::Code;
use crate::log::coverage::Status;
use crate::trust::policy::Level;
use crate::verdict::report::Reason;
use alloc::vec::Vec;

impl Bench<'_, '_> {
    pub(super) fn reasons(&self, judged: &Judged, all_asked: bool) -> Vec<Reason> {
        let Judged { drafts, status, coverage, .. } = judged;
        let unmet = !judged.unmet.is_empty();
        let has = |codes: &[Code]| drafts.iter().any(|draft| codes.contains(&draft.code));
        let asked = |wanted: &[Status]| {
            coverage.iter().any(|(status, start, end)| wanted.contains(status) && self.asked.runs.touches(*start, *end))
        };
        let entries = !self.log.lines.places().is_empty();
        let consistent = self.is_consistent();
        let proven = status.contains(&Status::Proven);
        let unbound_torn = self.torn && (!self.asked.explicit || self.asked.open || asked(&[Status::Missing]));
        // A valid checkpoint of that size may stand in what was not read.
        let forged_checkpoint =
            drafts.iter().any(|draft| draft.code == Code::CheckpointSignatureInvalid) && !self.has_checkpoint_above() && !self.partial;
        let limit = drafts
            .iter()
            .any(|draft| draft.code == Code::LimitReached && draft.entries.is_none_or(|(start, end)| self.asked.runs.touches(start, end)));
        let slice = !self.asked.explicit
            && !self.asked.receipts_only
            && self.log.newest.is_none_or(|size| self.asked.runs.iter().collect::<Vec<_>>() != [(0, size)]);
        let table = [
            (Reason::Forked, has(&[Code::SplitView, Code::LogContradiction])),
            (Reason::RolledBack, has(&[Code::Rollback])),
            (Reason::Tampered, has(TAMPERED)),
            (Reason::Forged, has(FORGED) || forged_checkpoint),
            (Reason::Incomplete, has(&[Code::EntriesMissing, Code::EntriesExpected, Code::SourceGap]) || unbound_torn),
            (Reason::NoEntries, !entries && !consistent),
            (Reason::SelfConsistent, entries && !self.verified_anything(status)),
            (
                Reason::Unanchored,
                entries
                    && (asked(&[
                        Status::Chained,
                        Status::Committed,
                        Status::Uncovered,
                        Status::Unproven,
                        Status::Suspect,
                        Status::Disputed,
                    ]) || has(&[Code::PinNotComparable])
                        || limit
                        || self.unread
                        || !proven),
            ),
            (Reason::Withheld, entries && !self.question.accept_withheld && asked(&[Status::Withheld])),
            (Reason::Unmet, unmet && (consistent || (entries && all_asked))),
            (Reason::Slice, entries && slice),
            (Reason::Intact, proven && all_asked && !unmet && !slice && !self.unread && !self.asked.runs.is_empty()),
            (Reason::Consistent, consistent && !unmet && !self.unread),
        ];
        let mut reasons: Vec<Reason> = table.iter().filter(|(_, applies)| *applies).map(|(reason, _)| *reason).collect();
        if reasons.is_empty() {
            reasons.push(Reason::Unanchored);
        }
        reasons
    }

    /// Anything the reader pinned verified something of this log.
    pub(super) fn verified_anything(&self, status: &[Status]) -> bool {
        if !self.trust.pins_anything() {
            return false;
        }
        let signed = self.log.lines.all().any(|line| self.log.lines.valid_way(line).is_some());
        let anchored = self.log.anchors.roots.iter().any(|root| root.level >= Level::Pinned);
        signed || anchored || status.contains(&Status::Proven)
    }

    pub(super) fn has_checkpoint_above(&self) -> bool {
        let rejected =
            self.log.anchors.notes.iter().filter(|anchor| anchor.opened.rejected).map(|anchor| anchor.opened.checkpoint.size).max();
        rejected.is_none_or(|size| {
            self.log
                .anchors
                .roots
                .iter()
                .enumerate()
                .any(|(id, root)| root.level >= Level::Pinned && root.size >= size && !self.log.dropped.contains(&id))
        })
    }

    /// Two or more checkpoints and nothing else, each neighbouring pair connected.
    pub(super) fn is_consistent(&self) -> bool {
        let roots: Vec<_> = self.log.anchors.roots.iter().enumerate().filter(|(id, _)| !self.log.dropped.contains(id)).collect();
        let nothing_else = self.log.lines.places().is_empty() && self.stubs.is_empty() && !self.junk && !self.asked.explicit && !self.torn;
        let trusted = roots.iter().all(|(_, root)| root.kept || root.level >= self.trust.required());
        nothing_else
            && roots.len() >= 2
            && trusted
            && self.log.contested.is_empty()
            && roots.windows(2).all(|pair| matches!(pair, [(a, _), _] if self.log.values.extended.contains(a)))
    }
}

/// Codes that make a log tampered.
pub const TAMPERED: &[Code] = &[
    Code::EntryAltered,
    Code::BlockAltered,
    Code::EntryConflict,
    Code::LinkBroken,
    Code::CheckpointsDisagree,
    Code::AttachmentAltered,
    Code::DisclosureUnmatched,
    Code::EntryNotBound,
    Code::EntryAfterClose,
];

/// Codes that make a log forged.
pub const FORGED: &[Code] = &[
    Code::WriterEquivocated,
    Code::EntryImpostor,
    Code::EntryMisplaced,
    Code::SignatureInvalid,
    Code::SignatureInvalidCommitted,
    Code::SignerOutOfRange,
    Code::SignatureMissing,
    Code::KeyWeak,
];
