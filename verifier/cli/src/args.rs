//! The command line: what can be asked, in the words of `--help`.

mod values;

use crate::fault::Fault;
use crate::trusted;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use unbroken::{Question, Requirement, TimeRange};
use values::{bytes, duration, entry, present, range, requirement, time_range};

const EXIT_CODES: &str = "\
Exit codes:
  0  proven
  1  broken
  3  unproven
  2  no report was made: usage, an input that cannot be read or changed meanwhile, unusable trust input";

const DIFF_CODES: &str = "\
Exit codes:
  0  the same history, or NEW extends OLD
  1  NEW is older than OLD, or the two cannot both be true
  3  nothing shows how the two belong together
  2  no answer was made: usage, a file that cannot be read, unusable trust input";

const EXAMPLES: &str = "\
Examples:
  unbroken verify audit.unbroken.jsonl --policy policy.txt --writers writers.txt --expect-entries 0..24
  unbroken verify receipt.tlog-proof --policy policy.txt
  unbroken explain entries-missing
  unbroken evidence audit.unbroken.jsonl --policy policy.txt --finding entry-altered-1 --out evidence.jsonl
  unbroken diff kept.checkpoint new.unbroken.jsonl --policy policy.txt
  unbroken seal events.ndjson --log example.org/audit --out audit";

const VERIFY_EXAMPLES: &str = "\
Trust comes only through --policy, --logs, --writers and --pin, never from the files that are verified.

Examples:
  unbroken verify audit.unbroken.jsonl --policy policy.txt --writers writers.txt --expect-entries 0..24
  unbroken verify export/ --policy policy.txt --pin kept.checkpoint --expect-entries 100..
  unbroken verify export/ --policy policy.txt --expect-time 2026-01-05T09:00:00Z..2026-01-05T17:00:00Z
  unbroken verify export/ --policy policy.txt --expect-entries 0.. --max-age 36h --now 2026-01-06T12:00:00Z --require signed
  unbroken verify export/ --policy policy.txt --save-checkpoint kept.checkpoint
  unbroken verify export/ --policy policy.txt --expect-entries 0.. --expect-events events.jsonl
  unbroken verify receipt.tlog-proof --entry entry.json --policy policy.txt
  unbroken verify audit.unbroken.jsonl.gz --policy policy.txt --json
  unbroken verify export/ --policy policy.txt --expect-entries 0.. --format html --sample spring > report.html";

/// Verifies tamper-evident audit logs, offline: every hash, link, signature, checkpoint, cosignature and proof.
#[derive(Debug, Parser)]
#[command(name = "unbroken", version, after_help = format!("{EXIT_CODES}\n\n{EXAMPLES}"), max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check files against what you trust, and say what is proven
    #[command(after_help = format!("{EXIT_CODES}\n\n{VERIFY_EXAMPLES}"))]
    Verify(Verify),
    /// Say what files are: format, size, digest, logs, keys, checkpoints. Judges nothing
    Inspect(Inspect),
    /// Print the page of a finding: what was seen, what it means and does not mean, what to do next
    Explain(Explain),
    /// Write a receipt: one entry with its proof, which convinces a third party by itself
    Prove(Prove),
    /// Write a small file that shows one finding to somebody else, and the commands that check it by hand
    Evidence(Evidence),
    /// Compare two states of a log: the same history, grown, rolled back, or forked
    #[command(after_help = DIFF_CODES)]
    Diff(Diff),
    /// Read one part of a file, on one of many machines
    Segment(SegmentArgs),
    /// Put the parts of files together: the same report as `verify`, byte for byte
    #[command(after_help = EXIT_CODES)]
    Merge(Merge),
    /// Make a log, witness or writer key
    Keygen(Keygen),
    /// Turn events into a signed, checkpointed bundle
    Seal(Seal),
    /// Sign the newest state of a log, or cosign a checkpoint as its witness
    Checkpoint(Checkpoint),
    /// Open the offline page that shows what `verify` finds
    View(View),
}

#[derive(Debug, Args)]
pub struct Trusted {
    /// Whom you trust: logs, witnesses and their quorum (C2SP tlog-policy)
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub policy: Option<PathBuf>,
    /// Logs whose origin is not their key's name: `<vkey> <origin>` per line
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub logs: Option<PathBuf>,
    /// Keys that may sign entries: one vkey per line
    #[arg(long, value_name = "FILE", help_heading = "Trust")]
    pub writers: Option<PathBuf>,
    /// A checkpoint you kept; may be given several times
    #[arg(long = "pin", value_name = "CHECKPOINT", help_heading = "Trust")]
    pub pins: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Unpacking {
    /// Most bytes that one .gz or .zip file may unpack to; K, M, G and T count in powers of 1024 [default: 16G]
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub max_unpacked: Option<u64>,
}

#[derive(Debug, Args)]
pub struct Asked {
    /// The entries you expect: `0..24` is 0 to 23, `100..` is 100 up to the newest
    #[arg(long, value_name = "A..B|A..", value_parser = range, help_heading = "Question")]
    pub expect_entries: Option<(u64, Option<u64>)>,
    /// The times whose entries you expect, in UTC: `2026-01-05T09:00:00Z..2026-01-05T17:00:00Z`, the end not included
    #[arg(long, value_name = "T1..T2", value_parser = time_range, help_heading = "Question")]
    pub expect_time: Option<TimeRange>,
    /// Entries that are withheld behind a fitting placeholder are acceptable
    #[arg(long, help_heading = "Question")]
    pub accept_withheld: bool,
    /// What must be shown beside the entries: unaltered, signed, complete, dated or witnessed; may be given several times
    #[arg(long, value_name = "CLAIM", value_parser = requirement, help_heading = "Question")]
    pub require: Vec<Requirement>,
    /// How old the newest confirmed state may be: `36h`, `7d`; needs --now
    #[arg(long, value_name = "D", value_parser = duration, requires = "now", help_heading = "Question")]
    pub max_age: Option<u64>,
    /// How long the log may be without an entry: `90s`, `1h`; with --now also up to the present
    #[arg(long, value_name = "D", value_parser = duration, help_heading = "Question")]
    pub max_silence: Option<u64>,
    /// The present, in UTC; this program asks no clock: --now "$(date -u +%FT%TZ)"
    #[arg(long, value_name = "T", value_parser = present, help_heading = "Question")]
    pub now: Option<u64>,
    /// How far the clocks of writers and witnesses may differ
    #[arg(long, value_name = "D", value_parser = duration, default_value = "60s", help_heading = "Question")]
    pub skew: u64,
    /// How long after its append time an entry may still be absent from what witnesses confirm
    #[arg(long, value_name = "D", value_parser = duration, default_value = "5m", help_heading = "Question")]
    pub delay: u64,
    #[command(flatten)]
    pub content: Content,
    /// List the entries that carry digests of values which are not here
    #[arg(long, help_heading = "Question")]
    pub list_redacted: bool,
}

impl Asked {
    /// As the engine asks it. Fails if the rules about content cannot be read.
    pub fn question(&self) -> Result<Question, Fault> {
        Ok(Question {
            entries: self.expect_entries,
            time: self.expect_time,
            accept_withheld: self.accept_withheld,
            require: self.require.iter().copied().collect(),
            now_secs: self.now,
            max_age_secs: self.max_age,
            max_silence_secs: self.max_silence,
            skew_secs: self.skew,
            delay_secs: self.delay,
            list_redacted: self.list_redacted,
            ..self.content.question()?
        })
    }
}

/// What is asked about the content of entries, which is compared while they are read.
#[derive(Debug, Args)]
pub struct Content {
    /// What the entries must hold: one rule per line, such as {"id":"evt-7f3a"} or {"where":{"/event/action":"role.grant"},"count":1}
    #[arg(long, value_name = "FILE", help_heading = "Question")]
    pub expect_events: Option<PathBuf>,
    /// List the entries of all logs that carry this correlation id
    #[arg(long, value_name = "ID", help_heading = "Question", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub trace: Option<String>,
}

impl Content {
    /// As the engine asks it, and nothing else. Fails if the rules cannot be read.
    pub fn question(&self) -> Result<Question, Fault> {
        let events = self.expect_events.as_deref().map(trusted::expectations).transpose()?;
        Ok(Question { events, trace: self.trace.clone(), ..Question::default() })
    }
}

#[derive(Debug, Args)]
pub struct Shown {
    /// The same as --format json
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub json: bool,
    /// How to print the report: for people, unbroken/report/v1, or for a job of a build server
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, help_heading = "Output")]
    pub format: ReportFormat,
    /// With --format html: a sample of entries that whoever has the root and this word draws again
    #[arg(long, value_name = "WORD", conflicts_with_all = ["json", "quiet"], help_heading = "Output")]
    pub sample: Option<String>,
    /// How many entries the sample has
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=unbroken_paper::sample::MOST), requires = "sample", help_heading = "Output")]
    pub sample_size: u64,
    /// Print no report; the exit code says it
    #[arg(long, short, conflicts_with_all = ["json", "format"], help_heading = "Output")]
    pub quiet: bool,
}

impl Shown {
    /// Refuses what would be left out of the form that is asked for.
    pub fn check(&self) -> Result<(), Fault> {
        if self.sample.is_some() && self.format != ReportFormat::Html {
            return Err(Fault::new("a sample stands in the HTML report only").hint("add --format html"));
        }
        Ok(())
    }
}

/// Under which trust files are verified, and what is asked of them.
#[derive(Debug, Args)]
pub struct Given {
    #[command(flatten)]
    pub trusted: Trusted,
    #[command(flatten)]
    pub asked: Asked,
    /// The entry that a receipt speaks about; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Question")]
    pub entry: Vec<PathBuf>,
    #[command(flatten)]
    pub unpacking: Unpacking,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// Files and directories to verify, .gz and .zip too; `-` is standard input
    #[arg(required_unless_present = "entry", value_name = "FILES|DIRS")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub given: Given,
    #[command(flatten)]
    pub shown: Shown,
    /// Keep the newest trusted checkpoint in this file, to be given to --pin next time
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub save_checkpoint: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// unbroken/report/v1
    Json,
    /// JUnit XML: a test case per claim and per log
    Junit,
    /// SARIF 2.1.0: a result per finding
    Sarif,
    /// One HTML file to print and to sign: everything of the report, and what it supports
    Html,
}

#[derive(Debug, Args)]
pub struct Evidence {
    /// The files that were verified; `-` cannot be one of them, because they are read twice
    #[arg(required_unless_present = "entry", value_name = "FILES|DIRS")]
    pub files: Vec<PathBuf>,
    /// The finding, by its id in the report, such as entry-altered-1; without it, the findings are listed
    #[arg(long, value_name = "ID")]
    pub finding: Option<String>,
    #[command(flatten)]
    pub given: Given,
    /// Write the evidence to this file instead of standard output
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// Print the commands that check it with openssl and a shell, instead of the evidence; with --out both
    #[arg(long, help_heading = "Output")]
    pub by_hand: bool,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The older state: a checkpoint, a receipt or a bundle
    pub old: PathBuf,
    /// The newer one
    pub new: PathBuf,
    #[command(flatten)]
    pub trusted: Trusted,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SegmentArgs {
    /// The file; every machine needs the same bytes
    pub file: PathBuf,
    /// The bytes whose lines are read: `A..B`, or `A..` to the end. Lines that start in them are read to their end
    #[arg(long, value_name = "A..B|A..", value_parser = range)]
    pub part: Option<(u64, Option<u64>)>,
    #[command(flatten)]
    pub trusted: Trusted,
    #[command(flatten)]
    pub content: Content,
    /// Where to write what was read. It is a statement of this machine: whoever can change it can change the report
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Merge {
    /// What `segment` wrote, in any order
    #[arg(required = true, value_name = "SEGMENTS")]
    pub segments: Vec<PathBuf>,
    /// The digests of the whole files, as sha256sum prints them
    #[arg(long, value_name = "FILE")]
    pub sha256sums: Option<PathBuf>,
    /// Parts are missing, and a report about the others is wanted; it never says proven
    #[arg(long)]
    pub partial: bool,
    #[command(flatten)]
    pub trusted: Trusted,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// Files and directories, .gz and .zip too; `-` is standard input
    #[arg(required = true, value_name = "FILES|DIRS")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub unpacking: Unpacking,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The finding's code; without it, every code is listed
    pub code: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Prove {
    /// The bundle that holds the entry
    pub bundle: PathBuf,
    /// The entry: its number, or `id:` and its id
    #[arg(value_parser = entry)]
    pub entry: EntryName,
    /// The log, if the bundle holds several
    #[arg(long, value_name = "ORIGIN")]
    pub log: Option<String>,
    /// Write the receipt to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub trusted: Trusted,
    #[command(flatten)]
    pub unpacking: Unpacking,
}

/// Which entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryName {
    Seq(u64),
    Id(String),
}

#[derive(Debug, Args)]
pub struct Keys {
    /// Directory of private keys [default: unbroken/keys in your configuration folder]
    #[arg(long, value_name = "DIR")]
    pub keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Keygen {
    /// Name of the key; for a log key the origin of the log
    pub name: String,
    /// What the key signs
    #[arg(long, value_enum)]
    pub kind: KeyKind,
    #[command(flatten)]
    pub keys: Keys,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeyKind {
    /// Checkpoints of a log
    Log,
    /// Cosignatures with a time
    Witness,
    /// Entries
    Writer,
}

#[derive(Debug, Args)]
pub struct Seal {
    /// Events, one JSON object per line; `-` is standard input
    pub events: PathBuf,
    /// Name of the log, its origin; new or to be continued
    #[arg(long, value_name = "NAME")]
    pub log: String,
    /// Directory for the bundle, policy.txt and writers.txt
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub keys: Keys,
    /// Cosign with this witness key; may be given several times, the policy then asks for all of them
    #[arg(long = "witness", value_name = "NAME")]
    pub witnesses: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Checkpoint {
    #[command(subcommand)]
    pub action: CheckpointAction,
}

#[derive(Debug, Subcommand)]
pub enum CheckpointAction {
    /// Sign the newest state of a log made by `seal`, and print the checkpoint
    Sign {
        /// Name of the log
        #[arg(long, value_name = "NAME")]
        log: String,
        #[command(flatten)]
        keys: Keys,
    },
    /// Cosign a log's checkpoint as a witness, after checking that it extends the one cosigned before, and print it
    Cosign {
        /// The checkpoint; `-` is standard input
        checkpoint: PathBuf,
        /// Name of the witness key
        #[arg(long, value_name = "NAME")]
        witness: String,
        /// The log's public key
        #[arg(long, value_name = "VKEY")]
        log_key: String,
        /// A receipt of the last entry you cosigned, under this checkpoint
        #[arg(long, value_name = "RECEIPT")]
        proof: Option<PathBuf>,
        #[command(flatten)]
        keys: Keys,
    },
}

#[derive(Debug, Args)]
pub struct View {
    /// Files to look at
    pub files: Vec<PathBuf>,
    /// Say where the page is, and do not open it
    #[arg(long)]
    pub print: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
