//! `unbroken prove`: one entry of a bundle as a receipt.

use crate::args::{EntryName, Prove};
use crate::fault::Fault;
use crate::inputs::Place;
use crate::stored::Stored;
use crate::{inputs, out, read, text, trusted};
use serde_json::Value;
use unbroken::log::coverage::Status;
use unbroken::verify::{ProveError, Row};
use unbroken::{Case, Question};

pub fn run(args: &Prove) -> Result<(), Fault> {
    let trust = trusted::load(&args.trusted)?;
    let sources = inputs::expand(std::slice::from_ref(&args.bundle))?;
    let [source] = sources.as_slice() else {
        return Err(Fault::new(format!("{} holds several files", args.bundle.display())).hint("name the bundle that holds the entry"));
    };
    let Place::File(_) = &source.place else {
        return Err(Fault::new("a bundle is read twice to prove an entry, and this cannot").hint("save it to a file first"));
    };
    let question = Question::default();
    let most = args.unpacking.max_unpacked;
    let streams = read::read(&sources, &trust, &question, most)?;
    let stored = Stored::open(&sources, &streams, most)?;
    let case = Case::assemble(streams, &trust, &question);
    let log = which_log(&case, args.log.as_deref())?;
    let (row, line) = which_row(&case, log, stored, &args.entry)?;
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
fn which_row(case: &Case, log: usize, mut stored: Stored, name: &EntryName) -> Result<(Row, Vec<u8>), Fault> {
    let rows = case.rows(log);
    let mut line_of = |at: usize| {
        let gone = || Fault::new("the bundle is not what it was when it was read").hint("use a copy that nobody writes to");
        let row = rows.get(at).ok_or_else(gone)?;
        let received = stored.read(case.report(), row.input as usize, row.offset, u64::from(row.len)).ok_or_else(gone)?;
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
    let here = rows.iter().enumerate().filter(|(_, row)| row.seq == seq);
    let (at, row) = here
        .max_by_key(|(_, row)| row.status)
        .ok_or_else(|| Fault::new(format!("entry {seq} is not in the bundle")).hint("`unbroken inspect` says which are"))?;
    Ok((row, line_of(at)?))
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
