//! What the entries say: control records, sources, redacted values, attachments.

use super::words::count;
use super::{RUNS, SHOWN};
use crate::out::{Page, Tone};
use unbroken::Report;
use unbroken::verdict::report::LogReport;

/// The records that change something; of the others there are many, and `--json` has them.
pub(super) fn records(page: &mut Page, log: &LogReport) {
    if log.records.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Records of the log about itself").end();
    let telling = log.records.iter().filter(|record| !matches!(record.kind.as_str(), "heartbeat" | "checkpoint" | "export"));
    let shown: Vec<_> = telling.take(RUNS).collect();
    for record in &shown {
        page.line(&format!("  entry {}, {}: {}", record.entry, record.kind, record.sentence));
    }
    let more = log.records_count - shown.len() as u64;
    if more > 0 {
        page.line(&format!("  … and {more} more; --json lists them"));
    }
}

pub(super) fn sources(page: &mut Page, log: &LogReport) {
    if log.sources.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Sources that count their own entries").end();
    for source in log.sources.iter().take(SHOWN) {
        page.line(&format!("  {}: {}", source.name, source.sentence));
    }
    let more = log.sources_count - log.sources.len().min(SHOWN) as u64;
    if more > 0 {
        page.line(&format!("  … and {}; --json lists them", count(more, "more source", "more sources")));
    }
}

pub(super) fn redacted(page: &mut Page, log: &LogReport) {
    let facts = log.redacted;
    if facts.digests == 0 {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Values that may be withheld").end();
    page.line(&format!(
        "  {} in {}; {} supplied and fitting, {} erased on record. Any other may stand for no value at all.",
        count(facts.digests, "digest", "digests"),
        count(facts.entries, "proven entry", "proven entries"),
        facts.disclosed,
        facts.erased
    ));
}

pub(super) fn attachments(page: &mut Page, report: &Report) {
    let attached: Vec<_> = report.inputs.iter().filter_map(|input| Some((&input.name, input.attached_to.as_ref()?))).collect();
    if attached.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Attachments").end();
    for (input, entry) in attached.iter().take(SHOWN) {
        page.line(&format!("  {input} is {} of entry {} of {}", entry.name, entry.entry, entry.log));
    }
    if attached.len() > SHOWN {
        page.line(&format!("  … and {} more; --json lists them", attached.len() - SHOWN));
    }
}
