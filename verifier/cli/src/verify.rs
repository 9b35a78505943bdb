//! `unbroken verify`: reads, asks the engine, prints the report. Judges nothing itself.

use crate::args::{ReportFormat, Shown, Verify};
use crate::fault::Fault;
use crate::out::{self, Page};
use crate::{first, inputs, junit, read, sarif, text, trusted};
use std::path::Path;
use unbroken::{Case, Reason, Report, Verdict};
use unbroken_paper::SampleWish;

/// Verifies; the verdict becomes the exit code.
pub fn run(args: &Verify) -> Result<Verdict, Fault> {
    args.shown.check()?;
    let trust = trusted::load(&args.given.trusted)?;
    let sources = inputs::expand(&[args.files.as_slice(), &args.given.entry].concat())?;
    let question = args.given.asked.question()?;
    let plans = read::plan(&sources)?;
    let what = if !args.shown.quiet && first::look(&plans, &trust, &question) { "checking signatures" } else { "reading" };
    let streams = read::read_planned(&plans, (&trust, &question), args.given.unpacking.max_unpacked, what)?;
    let case = Case::assemble(streams, &trust, &question);
    let report = case.report();
    show(report, &args.shown)?;
    match &args.save_checkpoint {
        Some(path) => save_checkpoint(report, path)?,
        None if !args.shown.quiet => offer_checkpoint(report),
        None => {}
    }
    Ok(report.verdict)
}

/// Prints a report in the form that was asked for.
pub fn show(report: &Report, shown: &Shown) -> Result<(), Fault> {
    let format = if shown.json { ReportFormat::Json } else { shown.format };
    match format {
        _ if shown.quiet => Ok(()),
        ReportFormat::Json => out::print(&report.to_json()),
        ReportFormat::Junit => out::print(&junit::report(report)),
        ReportFormat::Sarif => out::print(&sarif::report(report)),
        ReportFormat::Html => {
            let wish = shown.sample.as_ref().map(|word| SampleWish { word: word.clone(), count: shown.sample_size });
            out::print(&unbroken_paper::html(report, wish.as_ref()))
        }
        ReportFormat::Text => {
            let mut page = Page::for_stdout();
            text::report(&mut page, report);
            out::print(&page.into_text())
        }
    }
}

/// The newest trusted checkpoint that nothing contradicts, and its log.
fn newest(report: &Report) -> Vec<(&str, u64, &str)> {
    let usable = report.logs.iter().filter(|log| !matches!(log.reason, Reason::Forked | Reason::RolledBack));
    usable
        .filter_map(|log| {
            let trusted = log.checkpoints.iter().filter(|checkpoint| checkpoint.level != "unpinned" && !checkpoint.contested);
            trusted
                .max_by_key(|checkpoint| (checkpoint.size, checkpoint.cosigned_by.len()))
                .map(|c| (log.origin.as_str(), c.size, c.note.as_str()))
        })
        .collect()
}

fn save_checkpoint(report: &Report, path: &Path) -> Result<(), Fault> {
    match newest(report).as_slice() {
        [(_, size, note)] => {
            unbroken_writer::write_whole(path, note.as_bytes())?;
            out::say(&format!("Kept the checkpoint of size {size} in {}. Bring it next time: --pin {0}", path.display()));
            Ok(())
        }
        [] => Err(Fault::new("there is no trusted checkpoint to keep").hint("the report says why; give the log's key with --policy")),
        several => Err(Fault::new(format!("{} logs have a trusted checkpoint, and one file keeps one", several.len()))
            .hint("verify the logs one by one to keep their checkpoints")),
    }
}

/// On a terminal, a reminder of what protects the next check.
fn offer_checkpoint(report: &Report) {
    use std::io::IsTerminal;
    let kept = |size: u64| report.logs.iter().flat_map(|log| &log.checkpoints).any(|checkpoint| checkpoint.kept && checkpoint.size == size);
    if let ([(origin, size, _)], true) = (newest(report).as_slice(), std::io::stderr().is_terminal())
        && !kept(*size)
    {
        out::say(&out::visible(&format!(
            "\
Keep the checkpoint of size {size} of {origin} with --save-checkpoint FILE and bring it next time with --pin FILE: \
a copy that is older, or another history, is then found."
        )));
    }
}
