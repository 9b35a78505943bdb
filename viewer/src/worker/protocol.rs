//! What the page and its workers say to each other. One message is a JSON head plus attachments (files, bytes) that JSON cannot carry.
//!
//! Page and workers are one binary, so the version only guards against a page that was replaced while open.

use crate::compare::{NoCompare, Side};
use crate::query::Query;
use crate::summary::PARTS;
use crate::times::Times;
use serde::{Deserialize, Serialize};
use unbroken::verdict::evidence::Need;
use unbroken::{Format, Question};
use unbroken_paper::next::Step;
use unbroken_paper::node::Element;

/// Version of this protocol.
pub const VERSION: u32 = 6;

/// Bytes read at once from a file.
pub const PIECE: u64 = 4 << 20;

/// Evidence longer than this is not copied to the tamper bench: every try reads and judges all of it again.
pub const COPY_MOST: u64 = 8 << 20;

/// Why there is no copy of a log to break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoCopy {
    /// None of its entries lies in a bundle.
    NoBundle,
    /// The evidence is longer than [`COPY_MOST`]: so many bytes.
    TooLong(u64),
    /// It cannot be read any more.
    Unread,
}

/// Why there is no receipt for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoProof {
    /// There is no such entry, or it cannot be read any more.
    NoEntry,
    /// No checkpoint that the reader trusts covers it.
    NoCheckpoint,
    /// Hashes of the path are not here.
    NodesMissing,
}

/// What went wrong while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A part of the evidence was not read.
    Part,
    /// A worker died, and no part of the evidence with it.
    Worker,
}

/// The texts the reader trusts; none of them comes from the evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustInput {
    /// C2SP tlog-policy.
    pub policy: Option<String>,
    /// `<vkey> <origin>` per line.
    pub logs: Option<String>,
    /// Entry vkeys.
    pub writers: Option<String>,
    /// Checkpoints the reader kept.
    pub pins: Vec<String>,
}

/// One reading of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// For a preview: without the signatures of entries.
    Tree,
    /// For the report.
    Full,
}

/// What is known of a stream besides its segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamFacts {
    /// Last path component.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256, if it was taken.
    pub sha256: Option<[u8; 32]>,
    /// What it was read as.
    pub format: Format,
    /// False if a part of it was not read.
    pub complete: bool,
    /// Name of the container it was unpacked from.
    pub inside: Option<String>,
}

/// What a worker found inside one container; its streams are attached as files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// Index of the container among the files.
    pub container: usize,
    /// False if a part of it was not read.
    pub complete: bool,
    /// Name, length and format of each stream, and whether it was unpacked to its end.
    pub streams: Vec<(String, u64, Format, bool)>,
}

/// The report, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its exact bytes.
    pub report: String,
    /// Rows per log.
    pub rows: Vec<u64>,
    /// What the reader does now.
    pub next: Next,
}

/// What the reader does now, and the finding that says more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The first step, if there is one to take.
    pub step: Option<Step>,
    /// Its id.
    pub finding: Option<String>,
}

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ToWorker {
    /// First message of a job; the files are attached, in order.
    Open {
        /// Must be [`VERSION`].
        version: u32,
        /// What the reader trusts.
        trust: TrustInput,
        /// What the reader asks; what it says about content is compared while the files are read.
        question: Box<Question>,
    },
    /// Recognise every file by its head, and unpack those that are containers.
    Detect,
    /// Take the SHA-256 of one file.
    Digest {
        /// Index of the file.
        stream: usize,
    },
    /// Fold the lines that start in `[start, end)`.
    Fold {
        /// What for.
        pass: Pass,
        /// Index of the file.
        stream: usize,
        /// Which part of it.
        part: usize,
        /// What it is read as.
        format: Format,
        /// First byte of the part.
        start: u64,
        /// One after the last.
        end: u64,
        /// Whether the end of the file is the end of the stream: false for what was unpacked up to a limit.
        whole: bool,
    },
    /// Keep a folded part; its bytes are attached.
    Segment {
        /// What it was folded for.
        pass: Pass,
        /// Index of the file.
        stream: usize,
        /// Which part of it.
        part: usize,
    },
    /// Every part of the first pass is kept: give the preview, and drop them.
    Preview {
        /// What each file is read as, and in how many parts.
        streams: Vec<(Format, usize)>,
    },
    /// There will be no preview: drop what was kept for it.
    Forget,
    /// Every part is kept: give the report.
    Assemble {
        /// One element per file.
        streams: Vec<StreamFacts>,
    },
    /// Read some rows for the list.
    Rows {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
        /// Which, by number.
        rows: Vec<u64>,
    },
    /// Look for entries that fit, for a short time; whoever wants all of them asks again until every row was looked at. A new ticket is a
    /// new search, and the one before is over.
    Search {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
        /// What for.
        query: Query,
        /// Row to go on with.
        from: u64,
        /// Positions with a bookmark, in order, if it asks for them.
        marked: Vec<u64>,
    },
    /// The row of the first line at or after a position.
    Find {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
        /// Position looked for.
        seq: u64,
    },
    /// The row of the first line at or after each of some positions.
    Places {
        /// Index into the logs of the report.
        log: usize,
        /// Positions looked for.
        seqs: Vec<u64>,
    },
    /// Explain one row.
    Entry {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
        /// Row.
        row: u64,
    },
    /// Make a receipt for one row.
    Prove {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
        /// Row.
        row: u64,
    },
    /// Make what shows a finding to others.
    Show {
        /// Id of the finding; comes back with the answer.
        finding: String,
    },
    /// When the entries of a log claim that they were appended.
    Times {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
    },
    /// Give the bytes of the bundle with a log, to be changed at the tamper bench.
    Copy {
        /// Comes back with the answer.
        ticket: u32,
        /// Index into the logs of the report.
        log: usize,
    },
    /// Set the report as a sheet of paper.
    Paper {
        /// Comes back with the answer.
        ticket: u32,
        /// The word of a sample, and how many entries it has.
        sample: Option<(String, u64)>,
    },
    /// Judge the attached bytes in the place of one file, with the trust and the question of the job. Nothing of the job changes.
    Try {
        /// Comes back with the answer.
        ticket: u32,
        /// Index of the file.
        file: usize,
    },
    /// Compare two states.
    Compare {
        /// Comes back with the answer.
        ticket: u32,
        /// The older one.
        old: Side,
        /// The newer one.
        new: Side,
    },
    /// Last message of a job: forget everything, and say so. Another job may follow.
    Rest,
}

/// What shows a finding to others, beside the bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How the file is to be called.
    pub name: String,
    /// Whom its reader must trust.
    pub needs: Vec<Need>,
    /// What its reader must ask.
    pub question: Box<Question>,
    /// Whether it gives the finding again.
    pub gives_again: bool,
    /// What it cannot show.
    pub limit: Option<String>,
}

/// One row as the list shows it. Every text is from the log, shortened, and shown as text only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowLine {
    /// Row number.
    pub row: u64,
    /// Position in the log.
    pub seq: u64,
    /// Position of the row before, if there is one.
    pub before: Option<u64>,
    /// Status word.
    pub status: String,
    /// Time the entry claims.
    pub when: String,
    /// The other parts of its event, in the order of [`PARTS`].
    pub parts: [String; PARTS.len()],
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum ToPage {
    /// The wasm module runs and waits for `Open`.
    Started,
    /// The trust texts cannot be used; nothing is judged.
    Refused {
        /// Which text.
        text: String,
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        fault: String,
    },
    /// Answer to `Detect`, one per file.
    Formats {
        /// In the order of the files.
        formats: Vec<Format>,
        /// What came out of containers, in their order; the files are attached in the same order.
        unpacked: Vec<Unpacked>,
    },
    /// How far the current task is.
    Progress {
        /// Bytes handled in this task.
        bytes: u64,
        /// Entries handled in this task.
        entries: u64,
    },
    /// Answer to `Digest`.
    Digested {
        /// Index of the file.
        stream: usize,
        /// SHA-256, or nothing if the file could not be read.
        sha256: Option<[u8; 32]>,
    },
    /// Answer to `Fold`; the segment's bytes are attached unless `read` is false.
    Folded {
        /// What for.
        pass: Pass,
        /// Index of the file.
        stream: usize,
        /// Which part of it.
        part: usize,
        /// Entries in it.
        entries: u64,
        /// False if the file could not be read.
        read: bool,
    },
    /// Answer to `Preview`: the engine's preview as JSON, if the trees say anything.
    Previewed {
        /// JSON.
        preview: Option<String>,
    },
    /// Answer to `Assemble`.
    Assembled {
        /// With what belongs to it.
        answer: Answer,
    },
    /// Answer to `Rows`.
    Rows {
        /// As asked.
        ticket: u32,
        /// The rows that could be read.
        rows: Vec<RowLine>,
    },
    /// Answer to `Search`; the rows that fit are attached, packed (see [`crate::found`]).
    Looked {
        /// As asked.
        ticket: u32,
        /// Rows looked at, from the first on.
        looked: u64,
        /// Rows that could not be read since the answer before.
        unread: u64,
        /// Whether a finding that is searched for has more places than the report lists.
        partial: bool,
    },
    /// Answer to `Find`.
    Found {
        /// As asked.
        ticket: u32,
        /// The row.
        row: Option<u64>,
    },
    /// Answer to `Places`.
    Places {
        /// As asked.
        log: usize,
        /// Each position and its row; one after the last row where no line comes.
        places: Vec<(u64, u64)>,
    },
    /// Answer to `Entry`: an `EntryView` as JSON; the line's exact bytes are attached.
    Entry {
        /// As asked.
        ticket: u32,
        /// The row.
        row: u64,
        /// JSON, absent if there is no such row.
        view: Option<String>,
    },
    /// Answer to `Prove`.
    Proof {
        /// As asked.
        ticket: u32,
        /// The tlog-proof, or why there is none.
        proof: Result<String, NoProof>,
    },
    /// Answer to `Show`; the bytes of the file are attached, if there is one.
    Shown {
        /// As asked.
        finding: String,
        /// The file, or why there is none.
        file: Result<Shown, String>,
        /// The commands for a check by hand on the inputs.
        by_hand: Option<String>,
    },
    /// Answer to `Times`.
    Times {
        /// As asked.
        ticket: u32,
        /// The times, if any entry claims one.
        times: Option<Times>,
    },
    /// Answer to `Paper`; the same as one HTML file is attached.
    Paper {
        /// As asked.
        ticket: u32,
        /// The sheet.
        sheet: Element,
    },
    /// Answer to `Copy`; the bytes of the file are attached, if there is one.
    Copied {
        /// As asked.
        ticket: u32,
        /// Index of the file, or why there is no copy.
        file: Result<usize, NoCopy>,
    },
    /// Answer to `Try`.
    Tried {
        /// As asked.
        ticket: u32,
        /// The report, as JSON; nothing if a file could not be read any more.
        report: Option<String>,
    },
    /// Answer to `Compare`.
    Compared {
        /// As asked.
        ticket: u32,
        /// The engine's answer as JSON, or why there is none.
        diff: Result<String, NoCompare>,
    },
    /// Answer to `Rest`: everything is forgotten.
    Rested {
        /// Bytes of memory that the worker has taken; it never gives any back.
        memory: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken_paper::node::{Attr, Tag};

    #[test]
    fn messages_survive_the_crossing() {
        let down = [
            ToWorker::Open {
                version: VERSION,
                trust: TrustInput { pins: vec!["a\n1\n".into()], ..TrustInput::default() },
                question: Box::new(Question {
                    entries: Some((3, None)),
                    accept_withheld: true,
                    events: unbroken::Expectations::parse("{\"id\":\"a\"}\n").ok(),
                    ..Question::default()
                }),
            },
            ToWorker::Detect,
            ToWorker::Fold { pass: Pass::Tree, stream: 1, part: 2, format: Format::Bundle, start: 3, end: (1 << 53) - 1, whole: true },
            ToWorker::Assemble {
                streams: vec![StreamFacts {
                    name: "a".into(),
                    size: 5,
                    sha256: Some([7; 32]),
                    format: Format::Receipt,
                    complete: false,
                    inside: None,
                }],
            },
            ToWorker::Rows { ticket: 1, log: 0, rows: vec![0, 7] },
            ToWorker::Search { ticket: 2, log: 1, query: Query::read("-who:\"a b\" seq:1..2").unwrap(), from: 3, marked: vec![7] },
            ToWorker::Places { log: 1, seqs: vec![3, (1 << 53) - 1] },
            ToWorker::Paper { ticket: 3, sample: Some(("a word".into(), 12)) },
            ToWorker::Copy { ticket: 3, log: 0 },
            ToWorker::Try { ticket: 4, file: 1 },
            ToWorker::Compare { ticket: 5, old: Side::Kept(0), new: Side::File(2) },
            ToWorker::Rest,
        ];
        for message in down {
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<ToWorker>(&text).unwrap(), message);
        }
        let up = [
            ToPage::Started,
            ToPage::Formats {
                formats: vec![Format::Zip, Format::Unknown],
                unpacked: vec![Unpacked { container: 0, complete: true, streams: vec![("a".into(), 7, Format::Bundle, false)] }],
            },
            ToPage::Digested { stream: 0, sha256: Some([255; 32]) },
            ToPage::Previewed { preview: Some("{}".into()) },
            ToPage::Looked { ticket: 2, looked: 9, unread: 1, partial: true },
            ToPage::Places { log: 1, places: vec![(3, 2), (9, 7)] },
            ToPage::Proof { ticket: 9, proof: Err(NoProof::NoCheckpoint) },
            ToPage::Shown { finding: "rollback-1".into(), file: Err("too long".into()), by_hand: Some("# 1".into()) },
            ToPage::Shown {
                finding: "entry-altered-1".into(),
                file: Ok(Shown {
                    name: "entry-altered-1.unbroken.jsonl".into(),
                    needs: vec![Need::Log("a+1+x".into()), Need::Kept("a\n3\n".into())],
                    question: Box::default(),
                    gives_again: true,
                    limit: None,
                }),
                by_hand: None,
            },
            ToPage::Assembled {
                answer: Answer {
                    report: "{\"a\":\"\\u0000\"}\n".into(),
                    rows: vec![24],
                    next: Next { step: Some(Step::Page(unbroken::Code::EntryAltered)), finding: Some("entry-altered-1".into()) },
                },
            },
            ToPage::Paper {
                ticket: 3,
                sheet: Element::new(Tag::P).class("x").text("a").with(Element::new(Tag::B).attr(Attr::Href, "#g").said("b\u{202e}")),
            },
            ToPage::Copied { ticket: 3, file: Err(NoCopy::TooLong(9 << 20)) },
            ToPage::Copied { ticket: 3, file: Ok(1) },
            ToPage::Tried { ticket: 4, report: Some("{}\n".into()) },
            ToPage::Compared { ticket: 5, diff: Err(NoCompare::TooLong(9)) },
            ToPage::Rested { memory: 64 << 20 },
        ];
        for message in up {
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<ToPage>(&text).unwrap(), message);
        }
    }
}
