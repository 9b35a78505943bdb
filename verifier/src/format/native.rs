//! Lines of the native bundle (unbroken-entry; unbroken-bundle, Bundle records).
//!
//! Reading never judges: a line that breaks a rule but still says which log and which position it belongs to is an [`Entry`] that
//! carries the rule it breaks; whether it was committed is for others to find out.

use super::receipt::Receipt;
use crate::base64::decode_base64_array;
use crate::finding::Code;
use crate::json::{self, Kind, Scan, Span};
use crate::log::entry::{Control, Entry, Header, SIGNATURE_SUFFIX, Sealed, Time, attachments, chain, is_origin, redactables};
use crate::tree::hash::Hash;
use crate::wrapper::RECORD_KINDS;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What a line is.
#[derive(Clone, Debug)]
pub enum Line {
    /// Only blanks.
    Blank,
    /// An entry with its log and position.
    Entry(Box<Entry>),
    /// A tlog-proof of a leaf.
    Proof {
        /// The leaf hash the exporter says it is about; a hint.
        leaf: Hash,
        /// The proof.
        receipt: Receipt,
    },
    /// A bare checkpoint note.
    Checkpoint(String),
    /// "The exporter chose not to send this."
    Stub {
        /// Its log.
        log: String,
        /// Its position.
        seq: u64,
        /// The leaf hash it claims.
        leaf: Hash,
    },
    /// An SD-JWT disclosure.
    Disclosure(String),
    /// What the file says about itself.
    Header(Header),
    /// A JSON object of no known kind.
    Other,
    /// Nothing that can be used.
    Fault {
        /// Which finding it makes.
        code: Code,
        /// Offset of the fault inside the line.
        at: usize,
        /// What is wrong, fitting behind "This line".
        why: String,
    },
}

/// Reads one line, line end excluded.
pub fn read_line(line: &[u8]) -> Line {
    if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
        return Line::Blank;
    }
    match json::scan(line) {
        Ok(scan) => read_scanned(line, &scan),
        Err(fault) => Line::Fault {
            code: Code::LineUnreadable,
            at: fault.at,
            why: format!("has {} at byte {} of the line", fault.kind.words(), fault.at),
        },
    }
}

fn malformed(why: &str) -> Line {
    Line::Fault { code: Code::EntryMalformed, at: 0, why: String::from(why) }
}

/// Reads a line whose text a scan accepted.
pub fn read_scanned(line: &[u8], scan: &Scan) -> Line {
    if scan.value.kind != Kind::Object {
        return malformed("is JSON but not an object");
    }
    let mut found = RECORD_KINDS.iter().filter_map(|name| scan.get(line, name).map(|value| (*name, value)));
    let Some((kind, value)) = found.next() else { return Line::Other };
    if found.next().is_some() {
        return malformed("is of two kinds at once");
    }
    match kind {
        "seq" => read_entry(line, scan, value),
        "proof" => read_proof(line, scan, value),
        "checkpoint" => match value.string(line) {
            Some(note) => Line::Checkpoint(note),
            None => checkpoint_malformed("is a checkpoint record without a note"),
        },
        "stub" => read_stub(line, value).unwrap_or_else(|| malformed("is a placeholder that lacks its log, position or hash")),
        "disclosure" => value.string(line).map_or_else(|| malformed("is a disclosure that is not a string"), Line::Disclosure),
        _ => read_header(line, value),
    }
}

/// Whether a record other than an entry has a top-level member that records of its kind do not have. The record is read as it is, and
/// nothing vouches for the member.
pub fn has_stranger(line: &[u8]) -> bool {
    const RECORDS: [&[&str]; 5] = [&["proof", "leaf"], &["checkpoint"], &["stub"], &["disclosure"], &["bundle"]];
    let Ok(scan) = json::scan(line) else { return false };
    let names = RECORDS.iter().find(|names| names.first().is_some_and(|kind| scan.get(line, kind).is_some()));
    names.is_some_and(|names| scan.members.iter().any(|member| !names.iter().any(|name| member.is_named(line, name))))
}

fn checkpoint_malformed(why: &str) -> Line {
    Line::Fault { code: Code::CheckpointMalformed, at: 0, why: String::from(why) }
}

fn read_proof(line: &[u8], scan: &Scan, value: Span) -> Line {
    let leaf = scan.get(line, "leaf").and_then(|leaf| leaf.string(line)).and_then(|text| Hash::parse(&text));
    let Some(leaf) = leaf else { return checkpoint_malformed("is a proof record whose leaf is not a hash of 32 bytes") };
    let Some(text) = value.string(line) else { return checkpoint_malformed("is a proof record whose proof is not a string") };
    match Receipt::parse(text.as_bytes()) {
        Ok(receipt) => Line::Proof { leaf, receipt },
        Err(error) => Line::Fault { code: Code::CheckpointMalformed, at: 0, why: format!("is a proof record whose {error}") },
    }
}

fn read_stub(line: &[u8], value: Span) -> Option<Line> {
    let text = value.text(line);
    let scan = json::scan(text).ok()?;
    let log = scan.get(text, "log")?.string(text).filter(|log| is_origin(log))?;
    let seq = scan.get(text, "seq")?.index(text)?;
    let leaf = Hash::parse(&scan.get(text, "leaf")?.string(text)?)?;
    Some(Line::Stub { log, seq, leaf })
}

fn read_header(line: &[u8], value: Span) -> Line {
    let text = value.text(line);
    match json::scan(text) {
        Ok(scan) if value.kind == Kind::Object => {
            let index = |name| scan.get(text, name).and_then(|value| value.index(text));
            Line::Header(Header { from: index("from"), to: index("to") })
        }
        _ => malformed("is a bundle header that is not an object"),
    }
}

fn read_entry(line: &[u8], scan: &Scan, seq: Span) -> Line {
    let Some(seq) = seq.index(line) else { return malformed("has a seq that is not a plain number from 0 to 2^53-1") };
    let text = |name| scan.get(line, name).and_then(|value| value.string(line));
    let Some(log) = text("log") else { return malformed("has a seq but no log") };
    let event = scan.get(line, "event");
    let ctl = scan.get(line, "ctl");
    let mut entry = Entry {
        seq,
        prev: text("prev").and_then(|prev| Hash::parse(&prev)),
        at: text("at").and_then(|at| Time::parse(&at)),
        id: text("id"),
        by: text("by"),
        sealed: sealed(line, scan),
        control: ctl.filter(|ctl| ctl.kind == Kind::Object).map(|ctl| Control::read(ctl.text(line))),
        redactable: event.map(|event| redactables(event.text(line))).unwrap_or_default(),
        attachments: Vec::new(),
        chain: scan.get(line, "chain").map(|value| chain(line, value)),
        breaks: None,
        log,
    };
    let mut whole = true;
    if let Some(list) = scan.get(line, "att") {
        (entry.attachments, whole) = attachments(line, list);
    }
    entry.breaks = broken_rule(line, scan, &entry, event, ctl);
    if !whole {
        entry.breaks.get_or_insert("has an attachment that is not a name, a SHA-256 in lower-case hex and a size");
    }
    Line::Entry(Box::new(entry))
}

/// The first rule of the format that the line breaks, fitting behind "This entry".
fn broken_rule(line: &[u8], scan: &Scan, entry: &Entry, event: Option<Span>, ctl: Option<Span>) -> Option<&'static str> {
    const NAMES: [&str; 11] = ["at", "att", "by", "chain", "ctl", "event", "id", "log", "prev", "seq", "sig"];
    let kind = |name| scan.get(line, name).map(|value: Span| value.kind);
    let id_fits = |id: &String| (1..=128).contains(&id.len()) && !id.contains(char::is_control);
    let rules = [
        (!is_origin(&entry.log), "names a log in a form that is not allowed"),
        (entry.prev.is_none(), "has no prev, or one that is not a hash of 32 bytes"),
        // Zeros at another position are no fault of form: no entry hashes to them, so the link simply does not fit.
        (entry.seq == 0 && entry.prev.is_some_and(|prev| prev != Hash::ZERO), "is entry 0 and names an entry before it"),
        (entry.at.is_none(), "has no append time in the form YYYY-MM-DDTHH:MM:SS.fffZ"),
        (!entry.id.as_ref().is_some_and(id_fits), "has no id of 1 to 128 bytes without control characters"),
        (entry.by.is_some() != (entry.sealed != Sealed::Not), "names a signer without a signature, or the reverse"),
        (event.is_some() == ctl.is_some(), "needs exactly one of event and ctl"),
        (event.or(ctl).is_some_and(|body| body.kind != Kind::Object), "has an event or ctl that is not an object"),
        (kind("att").is_some_and(|kind| kind != Kind::Array), "has attachments that are not a list"),
        (entry.chain == Some(None), "has a chain that is not a name, a number and a hash of 32 bytes"),
        (
            scan.members.iter().any(|member| !NAMES.iter().any(|name| member.is_named(line, name))),
            "has a member that an entry does not have",
        ),
    ];
    rules.iter().find(|(broken, _)| *broken).map(|(_, words)| *words)
}

/// The signature, if `sig` stands exactly where and as the format asks for.
fn sealed(line: &[u8], scan: &Scan) -> Sealed {
    let Some(sig) = scan.get(line, "sig") else { return Sealed::Not };
    let is_suffix = line.len().checked_sub(SIGNATURE_SUFFIX).is_some_and(|start| {
        line.get(start..).is_some_and(|suffix| suffix.starts_with(b",\"sig\":\"") && suffix.ends_with(b"\"}"))
            && sig.end + 1 == line.len()
            && sig.start == start + 7
    });
    let text = sig.text(line);
    match text.get(1..text.len().saturating_sub(1)).and_then(decode_base64_array::<64>) {
        Some(signature) if is_suffix => Sealed::Signature(signature),
        _ => Sealed::Malformed,
    }
}
