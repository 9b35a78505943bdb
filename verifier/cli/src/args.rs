//! The command line: what can be asked, in the words of `--help`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  proven
  1  broken
  3  unproven
  2  no report was made: usage, an input that cannot be read or changed meanwhile, unusable trust input";

const EXAMPLES: &str = "\
Examples:
  unbroken verify audit.unbroken.jsonl --policy policy.txt --writers writers.txt --expect-entries 0..24
  unbroken verify receipt.tlog-proof --policy policy.txt
  unbroken explain entries-missing
  unbroken seal events.ndjson --log example.org/audit --out audit";

const VERIFY_EXAMPLES: &str = "\
Trust comes only through --policy, --logs, --writers and --pin, never from the files that are verified.

Examples:
  unbroken verify audit.unbroken.jsonl --policy policy.txt --writers writers.txt --expect-entries 0..24
  unbroken verify export/ --policy policy.txt --pin kept.checkpoint --expect-entries 100..
  unbroken verify export/ --policy policy.txt --save-checkpoint kept.checkpoint
  unbroken verify receipt.tlog-proof --entry entry.json --policy policy.txt
  unbroken verify audit.unbroken.jsonl.gz --policy policy.txt --json";

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
pub struct Verify {
    /// Files and directories to verify, .gz and .zip too; `-` is standard input
    #[arg(required_unless_present = "entry", value_name = "FILES|DIRS")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub trusted: Trusted,
    /// The entries you expect: `0..24` is 0 to 23, `100..` is 100 up to the newest
    #[arg(long, value_name = "A..B|A..", value_parser = range, help_heading = "Question")]
    pub expect_entries: Option<(u64, Option<u64>)>,
    /// Entries that are withheld behind a fitting placeholder are acceptable
    #[arg(long, help_heading = "Question")]
    pub accept_withheld: bool,
    /// The entry that a receipt speaks about; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Question")]
    pub entry: Vec<PathBuf>,
    #[command(flatten)]
    pub unpacking: Unpacking,
    /// The same as --format json
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub json: bool,
    /// How to print the report: for people, or unbroken/report/v1
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, help_heading = "Output")]
    pub format: ReportFormat,
    /// Print no report; the exit code says it
    #[arg(long, short, conflicts_with_all = ["json", "format"], help_heading = "Output")]
    pub quiet: bool,
    /// Keep the newest trusted checkpoint in this file, to be given to --pin next time
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub save_checkpoint: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Text,
    Json,
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

/// `A..B` or `A..`, half-open.
fn range(text: &str) -> Result<(u64, Option<u64>), String> {
    let (start, end) = text.split_once("..").ok_or("write A..B or A.., such as 0..24 for entries 0 to 23")?;
    let start = number(start)?;
    let end = if end.is_empty() { None } else { Some(number(end)?) };
    match end {
        Some(end) if end <= start => Err(format!("{start}..{end} holds no entry; the end is not included")),
        _ => Ok((start, end)),
    }
}

/// A number of bytes, with a letter for its power of 1024 if there is one.
fn bytes(text: &str) -> Result<u64, String> {
    let (digits, power) = match text.char_indices().last() {
        Some((at, letter)) if letter.is_ascii_alphabetic() => {
            (&text[..at], "KMGT".find(letter.to_ascii_uppercase()).map(|power| power + 1))
        }
        _ => (text, Some(0)),
    };
    let scaled = power.zip(number(digits).ok()).and_then(|(power, number)| number.checked_mul(1 << (10 * power)));
    scaled.ok_or_else(|| format!("{text:?} is not a number of bytes, such as 500M or 64G"))
}

fn entry(text: &str) -> Result<EntryName, String> {
    match text.strip_prefix("id:") {
        Some(id) => Ok(EntryName::Id(id.to_owned())),
        None => number(text).map(EntryName::Seq).map_err(|_| "write an entry's number, or id: and its id".to_owned()),
    }
}

/// Entry numbers go up to 2^53-1.
fn number(text: &str) -> Result<u64, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse::<u64>().ok() } else { None };
    number.filter(|number| *number < 1 << 53).ok_or_else(|| format!("{text:?} is not an entry number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn sizes() {
        for (text, expected) in [("0", 0), ("7", 7), ("2K", 2048), ("1g", 1 << 30), ("16T", 16 << 40)] {
            assert_eq!(bytes(text), Ok(expected), "{text}");
        }
        for bad in ["", "K", "1X", "-1", "1.5G", "9007199254740991T", "1é"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ranges() {
        assert_eq!(range("0..24"), Ok((0, Some(24))));
        assert_eq!(range("7.."), Ok((7, None)));
        for bad in ["", "5", "..", "..5", "5..5", "6..5", "a..b", "+1..2", "0..=3", "-1..4", "0..9007199254740992", "1..2..3"] {
            assert!(range(bad).is_err(), "{bad}");
        }
        assert_eq!(entry("id:x"), Ok(EntryName::Id("x".to_owned())));
        assert!(entry("x").is_err());
    }
}
