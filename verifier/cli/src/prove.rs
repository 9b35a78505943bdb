//! `unbroken prove`: one entry of a bundle as a receipt.

use crate::args::{EntryName, Prove};
use crate::fault::Fault;
use crate::inputs::Place;
use crate::{inputs, out, read, text, trusted};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use unbroken::log::coverage::Status;
use unbroken::unpack::{Sink, Unpacker};
use unbroken::verify::{ProveError, Row};
use unbroken::{Case, Format, Question};

pub fn run(args: &Prove) -> Result<(), Fault> {
    let trust = trusted::load(&args.trusted)?;
    let sources = inputs::expand(std::slice::from_ref(&args.bundle))?;
    let [source] = sources.as_slice() else {
        return Err(Fault::new(format!("{} holds several files", args.bundle.display())).hint("name the bundle that holds the entry"));
    };
    let Place::File(path) = &source.place else {
        return Err(Fault::new("a bundle is read twice to prove an entry, and this cannot").hint("save it to a file first"));
    };
    let streams = read::read(&sources, &trust, None)?;
    let case = Case::assemble(streams, &trust, &Question::default());
    let log = which_log(&case, args.log.as_deref())?;
    let (row, line) = which_row(&case, log, path, &args.entry)?;
    let receipt = case.prove(log, row.seq, &line).map_err(|fault| not_proved(row.seq, fault))?;
    if !matches!(row.status, Status::Proven) {
        out::say(&format!(
            "unbroken: entry {} is not proven under what you trust; whoever gets the receipt must trust the checkpoint in it",
            row.seq
        ));
    }
    match &args.out {
        Some(target) => Ok(unbroken_writer::write_whole(target, receipt.as_bytes())?),
        None => out::print(&receipt),
    }
}

fn which_log(case: &Case, origin: Option<&str>) -> Result<usize, Fault> {
    let logs = &case.report().logs;
    let found: Vec<usize> = (0..logs.len()).filter(|at| origin.is_none_or(|origin| logs[*at].origin == origin)).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Fault::new("this log is not in the bundle").hint("`unbroken inspect` says which are")),
        several => {
            Err(Fault::new(format!("the bundle holds {}", text::count(several.len() as u64, "log", "logs")))
                .hint("name one with --log ORIGIN"))
        }
    }
}

/// The row of an entry and its exact bytes. A proven line wins over others of the same position.
fn which_row(case: &Case, log: usize, path: &Path, name: &EntryName) -> Result<(Row, Vec<u8>), Fault> {
    let rows = case.rows(log);
    let mut bytes = Bytes::open(case, path)?;
    let mut line_of = |at: usize| {
        let row = rows.get(at).ok_or_else(|| Fault::new("there is no such entry"))?;
        let received = bytes.read(row)?;
        Ok::<_, Fault>(case.exact(log, at, &received).unwrap_or(received))
    };
    let seq = match name {
        EntryName::Seq(seq) => *seq,
        EntryName::Id(id) => {
            let mut found = None;
            for (at, row) in rows.iter().enumerate() {
                let value: Option<Value> = serde_json::from_slice(&line_of(at)?).ok();
                if value.is_some_and(|value| value["id"].as_str() == Some(id)) {
                    found = Some(row.seq);
                    break;
                }
            }
            found.ok_or_else(|| Fault::new(format!("no entry has the id {id:?}")).hint("name the entry by its number"))?
        }
    };
    let at = (0..rows.len()).filter(|at| rows[*at].seq == seq).max_by_key(|at| rows[*at].status);
    let at = at.ok_or_else(|| Fault::new(format!("entry {seq} is not in the bundle")).hint("`unbroken inspect` says which are"))?;
    Ok((rows[at], line_of(at)?))
}

/// Where the bytes of rows are read: in the file, or in a copy of what was unpacked from it, which only this process can see.
struct Bytes<'c> {
    case: &'c Case,
    file: File,
    path: &'c Path,
    /// Per input of the report, where its bytes stand in `file`.
    starts: Vec<u64>,
}

impl<'c> Bytes<'c> {
    fn open(case: &'c Case, path: &'c Path) -> Result<Bytes<'c>, Fault> {
        let failed = |fault: std::io::Error| Fault::io("read", path, &fault);
        let inputs = &case.report().inputs;
        let file = File::open(path).map_err(failed)?;
        if inputs.iter().all(|input| input.inside.is_none()) {
            return Ok(Bytes { case, file, path, starts: vec![0; inputs.len()] });
        }
        let format = if inputs.iter().any(|input| input.inside.is_none() && input.format == "zip") { Format::Zip } else { Format::Gzip };
        let mut copy = Copy { file: tempfile::tempfile().map_err(failed)?, at: 0, open: None, members: Vec::new(), fault: None };
        if let Some(mut unpacker) = Unpacker::new(format, Some(u64::MAX)) {
            let (mut from, mut piece) = (file, vec![0; 1 << 20]);
            loop {
                let read = from.read(&mut piece).map_err(failed)?;
                if read == 0 {
                    break;
                }
                unpacker.push(&piece[..read], &mut copy);
            }
            unpacker.finish(&mut copy);
        }
        if let Some(fault) = copy.fault {
            return Err(failed(fault));
        }
        // Equal digests are equal bytes, whichever of them is taken.
        let start =
            |digest: &Option<String>| copy.members.iter().find(|(member, _)| Some(member) == digest.as_ref()).map_or(u64::MAX, |m| m.1);
        let starts = inputs.iter().map(|input| start(&input.sha256)).collect();
        Ok(Bytes { case, file: copy.file, path, starts })
    }

    fn read(&mut self, row: &Row) -> Result<Vec<u8>, Fault> {
        let start = self.starts.get(row.input as usize).copied().unwrap_or(u64::MAX);
        let mut line = vec![0; row.len as usize];
        let name = self.case.report().inputs.get(row.input as usize).map(|input| input.name.clone()).unwrap_or_default();
        let Some(at) = start.checked_add(row.offset) else {
            return Err(Fault::new(format!("{name} is not there any more")).hint("verify a copy that nobody writes to"));
        };
        let read = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(&mut line));
        read.map(|()| line).map_err(|fault| Fault::io("read", self.path, &fault))
    }
}

/// Takes what is unpacked into a file without a name.
struct Copy {
    file: File,
    at: u64,
    open: Option<(u64, Sha256)>,
    /// Digest in hex, and where the bytes start.
    members: Vec<(String, u64)>,
    fault: Option<std::io::Error>,
}

impl Sink for Copy {
    fn open(&mut self, _: Option<&str>) {
        self.open = Some((self.at, Sha256::new()));
    }

    fn data(&mut self, bytes: &[u8]) {
        if let Some((_, hash)) = &mut self.open {
            hash.update(bytes);
        }
        self.at += bytes.len() as u64;
        if let Err(fault) = self.file.write_all(bytes) {
            self.fault.get_or_insert(fault);
        }
    }

    fn close(&mut self, _: bool) {
        if let Some((start, hash)) = self.open.take() {
            let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            self.members.push((digest, start));
        }
    }
}

fn not_proved(seq: u64, fault: ProveError) -> Fault {
    match fault {
        ProveError::NoCheckpoint => Fault::new(format!("no checkpoint in the bundle covers entry {seq}")).hint("ask for a newer bundle"),
        ProveError::NodesMissing => Fault::new(format!("the proof path of entry {seq} runs through missing entries"))
            .hint("ask the exporter for the missing entries, or for the receipt"),
        ProveError::NoSuchEntry => Fault::new(format!("entry {seq} is not what the log committed to, or not there"))
            .hint("`unbroken verify` says what is wrong with it"),
    }
}
