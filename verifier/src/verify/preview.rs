//! What the tree alone says, before the signatures of entries are checked (unbroken-bundle, Preview).
//!
//! Signatures are nearly all the work of a large log, and whether its entries are what the log committed to does not depend on them. So a
//! host may fold everything once without them, show what a [`Preview`] says, and fold again for the report. The first pass has types of its
//! own: what was folded for a preview cannot become a report, and a preview has no word for a signature, a writer or a verdict.
//!
//! A preview must say nothing that the report takes back. What could go wrong, and what is done about it:
//!
//! - Only writers are pinned: without them nothing would be, and other rules hold for such logs. There is no [`TreeTrust`] then.
//! - Something was not read to its end, or is a container, which only the second pass unpacks: what is missing may stand there. There is no
//!   preview then.
//! - An entry in the tree carries a false signature: the report calls it forged. So a preview says where an entry stands, never that it is
//!   proven, and always that signatures are not checked yet.
//! - A signed successor names another hash: the report calls the entry altered where the preview had nothing to say.
//! - A control record is in the tree and its signature is false: it has no effect in the report. What only such a record accounts for is
//!   [`TreeStatus::Recorded`], which promises nothing.
//! - The log declares another version, or nothing can be read: the report judges nothing, and a preview leaves the log out.
//! - Nothing of a log is in any tree: which of its lines belong together is then known from signatures alone, so nothing is called missing.
//! - A loose file beside a receipt is an attachment: that shows in its digest, which is for the report. Where any entry names an attachment,
//!   such a file is not counted unless it leads to the root.
//! - Candidates are tried in another order when signatures are known. That finds the same values, except where a search ends at its bound:
//!   there the report may say `limit-reached` about entries of which the preview had found a true value.
//!
//! So whatever is altered, missing, disputed, in conflict, misplaced or suspect here is bad in the report too.

use super::Fold;
use super::case::Case;
use crate::input::Format;
use crate::log::coverage::Status;
use crate::log::segment::Segment;
use crate::log::stream::Stream;
use crate::trust::policy::Trust;
use crate::verdict::judge::several;
use crate::verdict::question::Question;
use crate::verdict::report::{LogReport, Reason};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Whom the reader trusts about trees: log keys, witnesses and kept checkpoints, no writer.
#[derive(Clone, Debug)]
pub struct TreeTrust(Trust);

impl Trust {
    /// The same trust without its writers; `None` if there are none, or nothing else that is pinned. Then one pass does everything.
    pub fn without_writers(&self) -> Option<TreeTrust> {
        let mut tree = self.clone();
        tree.writers.clear();
        (!self.writers.is_empty() && tree.pins_anything()).then_some(TreeTrust(tree))
    }
}

/// A [`Fold`] that checks no signature of an entry.
#[derive(Debug)]
pub struct TreeFold<'t>(Fold<&'t Trust, Question>);

impl<'t> TreeFold<'t> {
    /// See [`Fold::new`].
    pub fn new(trust: &'t TreeTrust, format: Format, start: u64, end: u64) -> TreeFold<'t> {
        TreeFold(Fold::new(&trust.0, Question::default(), format, start, end))
    }

    /// See [`Fold::from`].
    pub fn from(&self) -> u64 {
        self.0.from()
    }

    /// See [`Fold::push`].
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.0.push(bytes)
    }

    /// See [`Fold::progress`].
    pub fn progress(&self) -> (u64, u64) {
        self.0.progress()
    }

    /// See [`Fold::finish`].
    pub fn finish(self, stream_ended: bool) -> TreeSegment {
        TreeSegment(self.0.finish(stream_ended))
    }
}

/// A [`Segment`] of which no signature was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeSegment(Segment);

impl TreeSegment {
    /// See [`Segment::merge`].
    #[must_use]
    pub fn merge(self, next: TreeSegment) -> TreeSegment {
        TreeSegment(self.0.merge(next.0))
    }

    /// See [`Segment::to_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// See [`Segment::from_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Option<TreeSegment> {
        Segment::from_bytes(bytes).map(TreeSegment)
    }
}

/// One stream of the first pass.
#[derive(Clone, Debug)]
pub struct TreeStream {
    /// What it was read as.
    pub format: Format,
    /// What was read.
    pub segment: TreeSegment,
    /// False if a part of it was not read.
    pub complete: bool,
}

/// What the tree says about one position. The order is that of [`Status`]: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TreeStatus {
    /// Covered by two trusted histories that differ here.
    Disputed,
    /// Two different lines, neither in the tree.
    Conflict,
    /// In the tree at this position, and naming another.
    Misplaced,
    /// The log committed to other bytes.
    Altered,
    /// Asked for, and no bytes.
    Missing,
    /// Inside a block of which at least one entry was changed.
    Suspect,
    /// The path to the tree runs through missing neighbours.
    Unproven,
    /// Missing, and a placeholder has its committed value.
    Withheld,
    /// Named by the entry after it; its place in the tree was not shown.
    Chained,
    /// In a tree, below the required level of trust.
    Committed,
    /// Newer than the newest usable checkpoint.
    Uncovered,
    /// Missing, and a record in the log says why; whether the record counts is not known yet.
    Recorded,
    /// In the tree of a trusted checkpoint at the required level.
    Shown,
}

impl From<Status> for TreeStatus {
    fn from(status: Status) -> TreeStatus {
        match status {
            Status::Disputed => TreeStatus::Disputed,
            Status::Conflict => TreeStatus::Conflict,
            // No signature was checked, so only a position can be false.
            Status::Forged => TreeStatus::Misplaced,
            Status::Altered => TreeStatus::Altered,
            Status::Missing => TreeStatus::Missing,
            Status::Suspect => TreeStatus::Suspect,
            Status::Unproven => TreeStatus::Unproven,
            Status::Withheld => TreeStatus::Withheld,
            Status::Chained => TreeStatus::Chained,
            Status::Committed => TreeStatus::Committed,
            Status::Uncovered => TreeStatus::Uncovered,
            Status::Erased | Status::Pruned => TreeStatus::Recorded,
            Status::Proven => TreeStatus::Shown,
        }
    }
}

/// A run of positions with one status, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeRun {
    /// What the tree says about each.
    pub status: TreeStatus,
    /// First position.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// What the trees say about one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewLog {
    /// Its origin.
    pub origin: String,
    /// Present entries that are in the tree of a trusted checkpoint at the required level …
    pub shown: u64,
    /// … of how many present.
    pub present: u64,
    /// The same in words, with what is certainly wrong.
    pub sentence: String,
    /// Status per position, as runs.
    pub coverage: Vec<TreeRun>,
}

/// What the trees say about every log of the input, before any signature of an entry is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// One element per log of which the trees say something, sorted by origin.
    pub logs: Vec<PreviewLog>,
}

impl Preview {
    /// Puts the streams of the first pass together. `None` if a part was not read, an input is a
    /// container, or the trees say nothing about any log.
    pub fn assemble(streams: Vec<TreeStream>, trust: &TreeTrust, question: &Question) -> Option<Preview> {
        if streams.iter().any(|stream| !stream.complete || stream.format.is_container()) {
            return None;
        }
        // Names, sizes and digests are for the report.
        let whole = |TreeStream { format, segment, complete }| Stream {
            name: String::new(),
            size: 0,
            sha256: None,
            format,
            segment: segment.0,
            complete,
            inside: None,
        };
        // What is asked about content is for the report.
        let question = Question { events: None, trace: None, ..question.clone() };
        let report = Case::assemble(streams.into_iter().map(whole).collect(), &trust.0, &question).into_report();
        let logs: Vec<PreviewLog> = report.logs.iter().filter_map(log).collect();
        (!logs.is_empty()).then_some(Preview { logs })
    }
}

/// What the trees say about a log; nothing if it was not judged or has no entry.
fn log(judged: &LogReport) -> Option<PreviewLog> {
    let present = judged.claims.unaltered.present;
    if judged.reason == Reason::Unreadable || present == 0 {
        return None;
    }
    let runs = judged.coverage.iter().map(|run| TreeRun { status: run.status.into(), start: run.start, end: run.end });
    let mut coverage: Vec<TreeRun> = runs.collect();
    let anchored = |run: &TreeRun| matches!(run.status, TreeStatus::Shown | TreeStatus::Committed | TreeStatus::Chained);
    if !coverage.iter().any(anchored) {
        coverage.retain(|run| run.status != TreeStatus::Missing);
    }
    // Erased beside pruned became one status.
    let mut merged: Vec<TreeRun> = Vec::with_capacity(coverage.len());
    for run in coverage {
        match merged.last_mut() {
            Some(last) if last.status == run.status && last.end == run.start => last.end = run.end,
            _ => merged.push(run),
        }
    }
    let shown = count(&merged, TreeStatus::Shown);
    let sentence = sentence(shown, present, &merged);
    Some(PreviewLog { origin: judged.origin.clone(), shown, present, sentence, coverage: merged })
}

fn count(runs: &[TreeRun], status: TreeStatus) -> u64 {
    runs.iter().filter(|run| run.status == status).map(|run| run.end - run.start).sum()
}

fn sentence(shown: u64, present: u64, runs: &[TreeRun]) -> String {
    let entries = match (shown, present) {
        (1, 1) => String::from("The entry is what the log committed to"),
        _ if shown == present => format!("All {present} present entries are what the log committed to"),
        _ => format!("{shown} of {present} present entries are shown to be what the log committed to"),
    };
    let wrong: Vec<String> = [
        (TreeStatus::Altered, "is not what it committed to", "are not what it committed to"),
        (TreeStatus::Suspect, "stands in a block that was changed", "stand in blocks that were changed"),
        (TreeStatus::Misplaced, "names a place that is not its own", "name places that are not their own"),
        (TreeStatus::Conflict, "is here in two versions", "are here in two versions"),
        (TreeStatus::Disputed, "differs between two histories", "differ between two histories"),
        (TreeStatus::Missing, "is missing", "are missing"),
    ]
    .into_iter()
    .map(|(status, one, many)| (count(runs, status), one, many))
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| several(count, one, many))
    .collect();
    let wrong = match wrong.as_slice() {
        [] => String::new(),
        [one] => format!(", {one}"),
        [rest @ .., last] => format!(", {} and {last}", rest.join(", ")),
    };
    let whose = if present == 1 { "its signature is" } else { "signatures of entries are" }.to_string();
    format!("{entries}{wrong}; {whose} not checked yet.")
}
