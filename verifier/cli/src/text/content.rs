//! What the content of entries says: expectations, a trace, and who has seen what.

use super::RUNS;
use super::words::{count, range};
use crate::out::{Page, Tone};
use jiff::Timestamp;
use unbroken::verdict::report::{AccessList, ExpectedFacts, TraceFacts};

/// Entries of a trace that are shown one by one.
const TRACED: usize = 24;

/// How many rules were met.
pub(super) fn expected(page: &mut Page, expected: &ExpectedFacts) {
    let ExpectedFacts { asked, met, unmet, undecided } = expected;
    let mut words = format!("{met} of {} met", count(*asked, "expectation", "expectations"));
    let rest = [(*unmet, "not met"), (*undecided, "not decided")];
    rest.into_iter().filter(|(number, _)| *number > 0).for_each(|(number, state)| words.push_str(&format!(", {number} {state}")));
    page.line(&format!("{words}."));
}

/// The entries with the correlation id that was asked for.
pub(super) fn trace(page: &mut Page, trace: &TraceFacts) {
    page.end();
    page.put(Tone::Strong, &format!("Trace {}", trace.id)).end();
    if trace.entries.is_empty() {
        page.line("  No entry here carries this id; that proves nothing about entries that are not here.");
    }
    for entry in trace.entries.iter().take(TRACED) {
        page.line(&format!("  {:<26} {:<10} entry {} of {}", time(entry.time_millis), entry.status.as_str(), entry.entry, entry.log));
    }
    let more = trace.count.saturating_sub(trace.entries.len().min(TRACED) as u64);
    if more > 0 || !trace.complete {
        page.line(&format!(
            "  … and {more} more{}",
            if trace.complete { "; --json lists them" } else { ", not all of which were looked at" }
        ));
    }
}

/// Who has seen the entries of a log, as any log here records it.
pub(super) fn access(page: &mut Page, access: &AccessList) {
    if access.listed.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Seen by others, as recorded").end();
    for seen in access.listed.iter().take(RUNS) {
        let verb = if seen.kind == "export" { "exported to" } else { "read by" };
        page.line(&format!(
            "  {} {verb} {}, says entry {} of {} ({})",
            range(seen.from, seen.to),
            seen.who,
            seen.entry,
            seen.log,
            seen.status.as_str()
        ));
    }
    let more = access.count.saturating_sub(access.listed.len().min(RUNS) as u64);
    if more > 0 {
        page.line(&format!("  … and {more} more; --json lists the first {}", access.listed.len()));
    }
}

fn time(millis: Option<i64>) -> String {
    let time = millis.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    time.map_or_else(|| "no time".to_owned(), |time| time.strftime("%Y-%m-%d %H:%M:%S%.3f UTC").to_string())
}
