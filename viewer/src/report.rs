//! The report and an entry as the page reads them back from the engine's JSON. Reads only what is shown; judges nothing.

use serde::Deserialize;
use unbroken::TimeRange;
use unbroken::log::coverage::Status;
pub use unbroken::verdict::report::Run;

/// A report.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Report {
    /// What made it.
    pub tool: Tool,
    /// What was read.
    pub inputs: Vec<Input>,
    /// What was asked.
    pub question: Question,
    /// Whom the reader trusts.
    pub policy: Policy,
    /// `proven`, `unproven`, `broken`.
    pub verdict: String,
    /// Why, one word.
    pub reason: String,
    /// The headline as one sentence.
    pub sentence: String,
    /// What became of the rules about content.
    pub expected: Option<Expected>,
    /// The entries with the correlation id that was asked for.
    pub trace: Option<Trace>,
    /// One element per log.
    pub logs: Vec<Log>,
    /// Findings that belong to no log.
    pub findings: Vec<Finding>,
    /// What was not checked, one sentence each.
    pub not_checked: Vec<String>,
}

/// The tool that made it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Tool {
    /// Version.
    pub version: String,
    /// Digest of its sources.
    pub source_sha256: String,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: Option<String>,
    /// What it was read as.
    pub format: String,
    /// Name of the container it was unpacked from.
    pub inside: Option<String>,
    /// The entry whose attachment it is.
    pub attached_to: Option<Attached>,
}

impl Input {
    /// Whether it is only transport for what is inside.
    pub fn is_container(&self) -> bool {
        matches!(self.format.as_str(), "gzip" | "zip")
    }
}

/// The entry that names an input as its attachment.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Attached {
    /// Its log.
    pub log: String,
    /// Its position.
    pub entry: u64,
    /// What the entry calls it.
    pub name: String,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Question {
    /// `[a, b)`, open if there is no end.
    pub entries: Option<(u64, Option<u64>)>,
    /// Append times `[t1, t2)`.
    pub time: Option<TimeRange>,
    /// What had to be shown beside the entries.
    pub require: Vec<String>,
    /// The present that was given, seconds since 1970.
    pub now_secs: Option<u64>,
    /// How old the newest state may be.
    pub max_age_secs: Option<u64>,
    /// How long the log may be without an entry.
    pub max_silence_secs: Option<u64>,
    /// How far clocks may differ.
    pub skew_secs: u64,
    /// How long an entry may be absent from the witnessed state.
    pub delay_secs: u64,
    /// SHA-256 of the rules about content.
    pub events_sha256: Option<String>,
    /// The correlation id asked for.
    pub trace: Option<String>,
    /// `asked` or `input`.
    pub from: String,
}

/// What became of the rules about content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Expected {
    /// How many there were.
    pub asked: u64,
    /// How many are met.
    pub met: u64,
    /// How many are not.
    pub unmet: u64,
    /// How many could not be decided.
    pub undecided: u64,
}

/// The entries with one correlation id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Trace {
    /// The id.
    pub id: String,
    /// How many there are.
    pub count: u64,
    /// Whether all of them are listed.
    pub complete: bool,
    /// By the times they claim.
    pub entries: Vec<Traced>,
}

/// One entry of a trace.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Traced {
    /// Its log.
    pub log: String,
    /// Its position.
    pub entry: u64,
    /// The time it claims.
    pub time_millis: Option<i64>,
    /// What is known about it.
    pub status: Status,
    /// The input it lies in.
    pub input: String,
}

/// Records of access to one log.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct AccessList {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub listed: Vec<Access>,
}

/// One record of access.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Access {
    /// `export` or `read`.
    pub kind: String,
    /// Who, as the record says.
    pub who: String,
    /// First entry seen.
    pub from: u64,
    /// One after the last.
    pub to: u64,
    /// The log that records it.
    pub log: String,
    /// Position of the record there.
    pub entry: u64,
    /// The time it claims.
    pub time_millis: Option<i64>,
    /// What is known about the record.
    pub status: Status,
}

/// Whom the reader trusts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Policy {
    /// Log keys.
    pub logs: Vec<LogKey>,
    /// Witness vkeys.
    pub witnesses: Vec<String>,
    /// In words.
    pub quorum: String,
    /// Writer vkeys.
    pub writers: Vec<String>,
    /// Kept checkpoints.
    pub pins: Vec<Pin>,
}

/// A log key.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LogKey {
    /// The key.
    pub vkey: String,
    /// The origin it is believed for.
    pub origin: String,
}

/// A kept checkpoint.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Pin {
    /// Origin.
    pub origin: String,
    /// Tree size.
    pub size: u64,
}

/// One log.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Log {
    /// Its origin.
    pub origin: String,
    /// Headline word.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// One sentence.
    pub sentence: String,
    /// What the answer speaks about.
    pub scope: Scope,
    /// The four claims.
    pub claims: Claims,
    /// Status per position, as runs.
    pub coverage: Vec<Run>,
    /// What is wrong, stretch by stretch.
    pub incidents: Vec<Incident>,
    /// Checkpoints seen or kept.
    pub checkpoints: Vec<Checkpoint>,
    /// Signers of entries.
    pub signers: Vec<Signer>,
    /// Control records, of each type the first few.
    pub records: Vec<Record>,
    /// All of them.
    pub records_count: u64,
    /// Sources that count their own entries, the first few.
    pub sources: Vec<Source>,
    /// All of them.
    pub sources_count: u64,
    /// Values that may be withheld.
    pub redacted: Redacted,
    /// Who has seen its entries.
    pub access: AccessList,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What an answer speaks about.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Scope {
    /// First entry.
    pub start: Option<u64>,
    /// One after the last.
    pub end: Option<u64>,
    /// Size of the newest trusted checkpoint.
    pub size: Option<u64>,
    /// When witnesses had seen it.
    pub as_of_secs: Option<u64>,
}

/// The four claims.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claims {
    /// What is present is what was committed.
    pub unaltered: Claim,
    /// By whom.
    pub signed: Claim,
    /// Nothing asked is absent.
    pub complete: Claim,
    /// When.
    pub dated: Claim,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claim {
    /// `proven`, `unproven`, `broken`, `not-checked`.
    pub state: String,
    /// How many were checked …
    pub checked: u64,
    /// … of how many present.
    pub present: u64,
    /// One sentence.
    pub sentence: String,
}

/// A maximal run of asked positions that are not proven, erased or pruned.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Incident {
    /// First position.
    pub start: u64,
    /// One after the last.
    pub end: u64,
    /// The worst status in it.
    pub worst: Status,
    /// The nearest proven position before.
    pub proven_before: Option<u64>,
    /// The nearest proven position after.
    pub proven_after: Option<u64>,
    /// Ids of the findings that touch it.
    pub findings: Vec<String>,
    /// One sentence.
    pub sentence: String,
}

/// One checkpoint.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Checkpoint {
    /// Tree size.
    pub size: u64,
    /// Root, base64.
    pub root: String,
    /// `witnessed`, `pinned`, `unpinned`.
    pub level: String,
    /// Whether the reader kept it.
    pub kept: bool,
    /// Whether another contradicts it.
    pub contested: bool,
    /// Present entries shown in its tree.
    pub entries: u64,
    /// Positions shown in its tree, as runs.
    pub shown: Vec<[u64; 2]>,
    /// Keys that signed as the log.
    pub signed_by: Vec<String>,
    /// Witnesses and their times.
    pub cosigned_by: Vec<Cosigner>,
    /// Lines by keys nobody pinned.
    pub unknown: Vec<String>,
    /// The note, verbatim.
    pub note: String,
}

impl Checkpoint {
    /// Whether a key the reader gave signed it, or the reader kept it.
    pub fn is_signed(&self) -> bool {
        self.level != "unpinned"
    }

    /// Whether a key or a pin of the reader stands behind it.
    pub fn is_trusted(&self) -> bool {
        self.level != "unpinned" && !self.contested
    }
}

/// A witness and its time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Cosigner {
    /// Its key.
    pub key: String,
    /// Seconds since 1970.
    pub time_secs: u64,
}

/// A signer of entries.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Signer {
    /// Its key.
    pub key: String,
    /// Whether the reader pinned it.
    pub pinned: bool,
    /// Valid signatures.
    pub valid: u64,
    /// Entries that name it.
    pub entries: u64,
    /// The proven record that introduced it.
    pub introduced_at: Option<u64>,
}

/// A control record.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Record {
    /// Its position.
    pub entry: u64,
    /// Its type.
    pub kind: String,
    /// Whether its entry is proven.
    pub proven: bool,
    /// Whether it counts.
    pub in_effect: bool,
    /// What it says.
    pub sentence: String,
}

/// A source of entries.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Entries that name it.
    pub entries: u64,
    /// Of these, proven.
    pub proven: u64,
    /// Lowest number of a proven one.
    pub first: Option<u64>,
    /// Highest number of a proven one.
    pub last: Option<u64>,
    /// Entries the newest proven one leads back to.
    pub linked: u64,
    /// Gaps between proven ones.
    pub gaps: u64,
    /// In words.
    pub sentence: String,
}

/// Values that may be withheld, in proven entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Redacted {
    /// Entries with digests.
    pub entries: u64,
    /// Digests.
    pub digests: u64,
    /// Values that fit.
    pub disclosed: u64,
    /// Values erased on record.
    pub erased: u64,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Finding {
    /// Stable within one report.
    pub id: String,
    /// What was found.
    pub code: String,
    /// `note`, `warning`, `error`, `critical`.
    pub severity: String,
    /// The claim it speaks about.
    pub claim: String,
    /// Its log.
    pub log: Option<String>,
    /// Entries `[start, end)`.
    pub entries: Option<[u64; 2]>,
    /// Bytes `[start, end)`.
    pub bytes: Option<[u64; 2]>,
    /// The input they lie in.
    pub input: Option<String>,
    /// How often.
    pub count: u64,
    /// What our computation or trust says.
    pub expected: Option<String>,
    /// What the evidence says.
    pub actual: Option<String>,
    /// One sentence of fact.
    pub message: String,
    /// What a third party needs.
    pub evidence: Vec<Evidence>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Evidence {
    /// `note`, `line`, `proof`.
    pub kind: String,
    /// Verbatim.
    pub text: String,
}

/// One entry, explained.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Entry {
    /// Its log.
    pub log: String,
    /// Its position.
    pub seq: u64,
    /// What is known.
    pub status: Status,
    /// The input it lies in.
    pub input: String,
    /// Whether it is the extra data of a receipt.
    pub in_receipt: bool,
    /// Offset of the line.
    pub offset: u64,
    /// Length of the line.
    pub len: u64,
    /// The bytes that were hashed, as text.
    pub text: String,
    /// Set if a repair recovered them.
    pub repaired: Option<String>,
    /// When witnesses had seen the log and not yet this entry, seconds since 1970.
    pub not_before_secs: Option<u64>,
    /// By when witnesses had seen this entry, seconds since 1970.
    pub known_by_secs: Option<u64>,
    /// Values that were supplied and fit their digest.
    pub disclosed: Vec<Disclosed>,
    /// Digests without a value.
    pub undisclosed: u64,
    /// Parts of `text`.
    pub members: Vec<Member>,
    /// Each check.
    pub steps: Vec<Step>,
    /// From the leaf to the root.
    pub path: Vec<PathNode>,
    /// Commands that redo it.
    pub by_hand: String,
}

/// A value that was supplied and fits its digest.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Disclosed {
    /// Name of the member; none for an element of a list.
    pub name: Option<String>,
    /// Its text.
    pub value: String,
    /// The digest the entry carries.
    pub digest: String,
}

/// A member of an entry and where its value stands.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Member {
    /// Name.
    pub name: String,
    /// First byte of the value.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Step {
    /// What is checked.
    pub name: String,
    /// `good`, `bad`, `unknown`.
    pub state: String,
    /// Expected.
    pub expected: Option<String>,
    /// Found.
    pub actual: Option<String>,
    /// In words.
    pub sentence: String,
}

/// One node of a path.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PathNode {
    /// Whether the sibling stands on the left.
    pub left: bool,
    /// Its hash.
    pub sibling: String,
    /// First entry it stands for.
    pub lo: u64,
    /// One after the last.
    pub hi: u64,
    /// The hash of both together.
    pub above: String,
}

impl Finding {
    /// Whether it is of a severity of which there is evidence to hand on.
    pub fn is_damage(&self) -> bool {
        matches!(self.severity.as_str(), "error" | "critical")
    }
}

impl Report {
    /// Index of the log with this origin.
    pub fn log_named(&self, origin: &str) -> Option<usize> {
        self.logs.iter().position(|log| log.origin == origin)
    }

    /// The log the headline speaks about: the first with its verdict and reason.
    pub fn headline_log(&self) -> Option<usize> {
        let same = self.logs.iter().position(|log| log.verdict == self.verdict && log.reason == self.reason);
        same.or(if self.logs.is_empty() { None } else { Some(0) })
    }

    /// Whether only checkpoints were read: no entry, no receipt with its entry.
    pub fn is_checkpoints(&self) -> bool {
        let mut streams = self.inputs.iter().filter(|input| !input.is_container()).peekable();
        streams.peek().is_some() && streams.all(|input| input.format == "checkpoint")
    }

    /// Whether only receipts, and files that go with them, were read.
    pub fn is_receipt(&self) -> bool {
        let receipt = |input: &Input| input.format == "receipt";
        self.inputs.iter().any(receipt)
            && self.inputs.iter().all(|input| receipt(input) || input.is_container() || input.format == "unknown")
    }
}

impl Log {
    /// The positions a lane must show: coverage, scope and trusted checkpoints.
    pub fn extent(&self) -> (u64, u64) {
        let starts = self.coverage.iter().map(|r| r.start).chain(self.scope.start);
        let ends = self.coverage.iter().map(|r| r.end).chain(self.scope.end);
        match (starts.min(), ends.max()) {
            (Some(start), Some(end)) if start < end => (start, end),
            _ => (0, 0),
        }
    }

    /// Where to look first: what the gravest finding points at, else the worst status, else nowhere in particular.
    pub fn first_look(&self) -> Option<u64> {
        let grave = |severity: &str| self.findings.iter().find(|f| f.severity == severity).and_then(|f| f.entries);
        let quiet = |run: &&Run| !run.status.is_accounted_for();
        let worst = || self.coverage.iter().filter(quiet).min_by_key(|run| (run.status, run.start)).map(|run| run.start);
        grave("critical").or_else(|| grave("error")).map(|[start, _]| start).or_else(worst)
    }

    /// How many positions have each status, worst first; only those that occur.
    pub fn tally(&self) -> Vec<(Status, u64)> {
        let sum = |status| self.coverage.iter().filter(|r| r.status == status).map(|r| r.end - r.start).sum();
        Status::ALL.into_iter().map(|status| (status, sum(status))).filter(|(_, count)| *count > 0).collect()
    }

    /// The newest checkpoint a trusted key stands behind: worth keeping.
    pub fn newest_trusted(&self) -> Option<&Checkpoint> {
        self.checkpoints.iter().filter(|c| c.is_trusted() && c.size > 0).max_by_key(|c| c.size)
    }
}
