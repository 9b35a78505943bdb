//! `unbroken inspect`: what files are. Reads with nobody trusted, and says nothing about what is proven.

use crate::args::Inspect;
use crate::fault::Fault;
use crate::out::{self, Page, Tone};
use crate::text::count;
use crate::{inputs, read};
use serde_json::{Value, json};
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::Note;
use unbroken::verdict::report::LogReport;
use unbroken::verify::LogRows;
use unbroken::{Case, Question, Trust, TrustTexts};

pub fn run(args: &Inspect) -> Result<(), Fault> {
    let nobody = Trust::read(&TrustTexts::default()).map_err(|fault| Fault::new(fault.to_string()).hint("please report this"))?;
    let sources = inputs::expand(&args.files)?;
    let question = Question::default();
    let files: Vec<Value> = read::read(&sources, &nobody, &question, args.unpacking.max_unpacked)?
        .into_iter()
        .map(|stream| {
            let case = Case::assemble(vec![stream], &nobody, &question);
            one_file(&case)
        })
        .collect();
    if args.json {
        return out::print(&format!("{}\n", json!({ "inspect": "unbroken/inspect/v1", "files": files })));
    }
    let mut page = Page::for_stdout();
    files.iter().for_each(|file| show(&mut page, file));
    page.put(Tone::Quiet, "Nothing was judged: signatures, links and proofs are the work of `unbroken verify`.").end();
    out::print(&page.into_text())
}

fn one_file(case: &Case) -> Value {
    let report = case.report();
    let logs: Vec<Value> = report.logs.iter().enumerate().map(|(at, log)| one_log(log, &case.rows(at))).collect();
    let facts = report.inputs.first();
    json!({
        "name": facts.map(|facts| &facts.name),
        "format": facts.map(|facts| facts.format),
        "inside": facts.and_then(|facts| facts.inside.as_ref()),
        "size": facts.map(|facts| facts.size),
        "sha256": facts.and_then(|facts| facts.sha256.as_ref()),
        "logs": logs,
    })
}

fn one_log(log: &LogReport, rows: &LogRows<'_>) -> Value {
    let mut checkpoints: Vec<Value> = log.checkpoints.iter().map(|checkpoint| note(&checkpoint.note)).collect();
    checkpoints.dedup();
    json!({
        "origin": log.origin,
        "entries": rows.len(),
        "first": rows.get(0).map(|row| row.seq),
        "last": rows.iter().next_back().map(|row| row.seq),
        "signers": log.signers.iter().map(|signer| json!({ "key": signer.key, "entries": signer.entries })).collect::<Vec<_>>(),
        "checkpoints": checkpoints,
    })
}

/// What a note says, signature lines by name only.
fn note(raw: &str) -> Value {
    let Ok(note) = Note::parse(raw.as_bytes()) else { return Value::Null };
    let checkpoint = Checkpoint::parse(&note.text).ok();
    json!({
        "origin": checkpoint.as_ref().map(|checkpoint| &checkpoint.origin),
        "size": checkpoint.as_ref().map(|checkpoint| checkpoint.size),
        "root": checkpoint.as_ref().map(|checkpoint| checkpoint.root.to_string()),
        "signatures": note.lines.iter().map(|line| line.label()).collect::<Vec<_>>(),
    })
}

fn show(page: &mut Page, file: &Value) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    page.put(Tone::Strong, &text(&file["name"])).end();
    page.line(&format!("  format   {}", text(&file["format"])));
    if file["inside"].is_string() {
        page.line(&format!("  inside   {}", text(&file["inside"])));
    }
    page.line(&format!("  size     {}", count(file["size"].as_u64().unwrap_or_default(), "byte", "bytes")));
    page.line(&format!("  SHA-256  {}", text(&file["sha256"])));
    for log in file["logs"].as_array().into_iter().flatten() {
        let entries = log["entries"].as_u64().unwrap_or_default();
        let range = match (log["first"].as_u64(), log["last"].as_u64()) {
            (Some(first), Some(last)) if first == last => format!(", numbered {first}"),
            (Some(first), Some(last)) => format!(", numbered {first} to {last}"),
            _ => String::new(),
        };
        page.put(Tone::Plain, "  log      ").put(Tone::Strong, &text(&log["origin"])).end();
        page.line(&format!("    {}{range}", count(entries, "entry line", "entry lines")));
        for signer in log["signers"].as_array().into_iter().flatten() {
            page.line(&format!(
                "    signer {} named by {}",
                text(&signer["key"]),
                count(signer["entries"].as_u64().unwrap_or_default(), "entry", "entries")
            ));
        }
        for checkpoint in log["checkpoints"].as_array().into_iter().flatten().filter(|checkpoint| !checkpoint.is_null()) {
            page.line(&format!("    checkpoint of size {}, root {}", checkpoint["size"], text(&checkpoint["root"])));
            for signature in checkpoint["signatures"].as_array().into_iter().flatten() {
                page.line(&format!("      signature line of {}", text(signature)));
            }
        }
    }
    page.end();
}
