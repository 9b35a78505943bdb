//! The report for people: the headline, what it speaks about, what was found, the four claims, and what to do next.

mod checkpoints;
mod content;
mod next;
mod said;
mod words;

use crate::out::{Page, Tone};
use checkpoints::{checkpoints, unpinned_keys};
use next::next_step;
use std::collections::BTreeMap;
use unbroken::finding::{Finding, Severity};
use unbroken::log::coverage::Status;
use unbroken::verdict::report::{ClaimState, Incident, Known, LogReport, Run, Scope};
use unbroken::{Code, Reason, Report, Verdict};
pub use words::{count, name};
use words::{entries, range, utc};

/// Findings of one code that are shown one by one.
const SHOWN: usize = 5;

/// Runs of one status that are shown one by one.
const RUNS: usize = 8;

/// Writes the whole report.
pub fn report(page: &mut Page, report: &Report) {
    headline(page, report.verdict, report.reason, &report.sentence);
    if report.logs.len() > 1 {
        let deciding = report.logs.iter().filter(|log| (log.verdict, log.reason) == (report.verdict, report.reason));
        let names: Vec<_> = deciding.map(|log| log.origin.as_str()).collect();
        page.line(&format!("{} here; this is the answer for {}.", count(report.logs.len() as u64, "log", "logs"), names.join(", ")));
    }
    if let Some(expected) = &report.expected {
        content::expected(page, expected);
    }
    for log in &report.logs {
        page.end();
        one_log(page, report, log);
    }
    said::attachments(page, report);
    if let Some(trace) = &report.trace {
        content::trace(page, trace);
    }
    if !report.findings.is_empty() {
        page.end();
        page.put(Tone::Strong, "Found in the input as a whole").end();
        findings(page, &report.findings);
    }
    if !report.not_checked.is_empty() {
        page.end();
        page.put(Tone::Strong, "Not checked").end();
        report.not_checked.iter().for_each(|sentence| {
            page.line(&format!("  {sentence}"));
        });
    }
    next_step(page, report);
}

fn headline(page: &mut Page, verdict: Verdict, reason: Reason, sentence: &str) {
    let (word, tone) = match verdict {
        Verdict::Proven => ("Proven", Tone::Good),
        Verdict::Unproven => ("Unproven", Tone::Doubtful),
        Verdict::Broken => ("Broken", Tone::Bad),
    };
    // The engine's sentence begins with the word; the reason stands right after it: "Broken (tampered) at entry 41: …".
    let rest = sentence.strip_prefix(word).map_or(format!(": {sentence}"), str::to_owned);
    page.put(tone, &format!("{word} ({})", name(&reason))).put(Tone::Strong, &rest).end();
}

fn one_log(page: &mut Page, report: &Report, log: &LogReport) {
    page.put(Tone::Strong, &format!("Log {}", log.origin));
    page.put(Tone::Plain, &format!(", {}", asked(&log.scope, report.question.from))).end();
    if let Some(time) = report.question.time {
        page.line(&format!("  You asked for the times from {} up to {}.", time.start(), time.end()));
    }
    if !report.question.require.is_empty() {
        page.line(&format!("  You require: {}.", report.question.require.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    page.line(&format!("  {}", newest(&log.scope)));
    if report.logs.len() > 1 {
        page.put(Tone::Plain, "  ");
        headline(page, log.verdict, log.reason, &log.sentence);
    }
    let others: Vec<_> =
        log.reasons.iter().filter(|reason| **reason != log.reason && reason.verdict() != Verdict::Proven).map(name).collect();
    if !others.is_empty() {
        page.line(&format!("  Also {}.", others.join(", ")));
    }
    coverage(page, &log.coverage);
    incidents(page, &log.incidents);
    if !log.findings.is_empty() {
        page.end();
        page.put(Tone::Strong, "Found").end();
        findings(page, &log.findings);
    }
    page.end();
    page.put(Tone::Strong, "Claims").end();
    let claims = [
        ("unaltered", &log.claims.unaltered),
        ("signed", &log.claims.signed),
        ("complete", &log.claims.complete),
        ("dated", &log.claims.dated),
    ];
    claims.into_iter().for_each(|(word, state)| claim(page, word, state));
    checkpoints(page, log);
    unpinned_keys(page, log);
    said::records(page, log);
    said::sources(page, log);
    said::redacted(page, log);
    content::access(page, &log.access);
}

/// `entries 0 to 23 (your question)`.
fn asked(scope: &Scope, from: &str) -> String {
    let whose = if from == "asked" { "your question" } else { "as found; you did not say which you expect" };
    match (scope.start, scope.end) {
        (Some(start), Some(end)) if start < end => format!("{} ({whose})", entries(start, end)),
        _ => "no entries".to_owned(),
    }
}

/// Up to where anyone you trust vouches for the log, and since when.
fn newest(scope: &Scope) -> String {
    let seen = scope.as_of_secs.map_or(String::new(), |secs| format!(", seen by your witnesses at {}", utc(secs)));
    match scope.size {
        Some(size) => format!("Newest trusted checkpoint: {}{seen}.", count(size, "entry", "entries")),
        None => "No trusted checkpoint.".to_owned(),
    }
}

/// One line per status: how many, which.
fn coverage(page: &mut Page, runs: &[Run]) {
    let mut by_status: BTreeMap<Status, Vec<(u64, u64)>> = BTreeMap::new();
    for run in runs {
        by_status.entry(run.status).or_default().push((run.start, run.end));
    }
    let total = |runs: &[(u64, u64)]| runs.iter().map(|(start, end)| end - start).sum::<u64>();
    let width = by_status.values().map(|runs| total(runs).to_string().len()).max().unwrap_or_default();
    // The worst stands first, as in the lanes of the page.
    for (status, runs) in &by_status {
        let tone = match status {
            Status::Proven => Tone::Good,
            Status::Disputed | Status::Conflict | Status::Forged | Status::Altered | Status::Missing | Status::Suspect => Tone::Bad,
            Status::Unproven | Status::Chained | Status::Committed | Status::Uncovered => Tone::Doubtful,
            Status::Withheld | Status::Erased | Status::Pruned => Tone::Quiet,
        };
        let mut shown: Vec<_> = runs.iter().take(RUNS).map(|(start, end)| range(*start, *end)).collect();
        if runs.len() > RUNS {
            shown.push(format!("and {} more", count((runs.len() - RUNS) as u64, "run", "runs")));
        }
        page.put(Tone::Plain, &format!("  {:>width$} ", total(runs))).put(tone, &format!("{:<10}", status.as_str()));
        page.put(Tone::Plain, &format!(" {:<24}", shown.join(", "))).put(Tone::Quiet, &format!(" {}", meaning(*status))).end();
    }
}

/// What is wrong, stretch by stretch, and how far the log can still be believed on both sides.
fn incidents(page: &mut Page, incidents: &[Incident]) {
    if incidents.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "How far it reaches").end();
    incidents.iter().take(RUNS).for_each(|incident| {
        page.line(&format!("  {}", incident.sentence));
    });
    if incidents.len() > RUNS {
        page.line(&format!("  … and {} more; --json lists them", incidents.len() - RUNS));
    }
}

/// What a status says, in one clause.
fn meaning(status: Status) -> &'static str {
    match status {
        Status::Disputed => "two trusted histories differ here",
        Status::Conflict => "two different lines, neither proven",
        Status::Forged => "a signature or a position is false",
        Status::Altered => "the log committed to other bytes",
        Status::Missing => "not in the input",
        Status::Suspect => "at least one entry of this block was changed",
        Status::Unproven => "the proof path runs through missing entries",
        Status::Withheld => "a fitting placeholder instead of the entry",
        Status::Chained => "named by the next entry; the place in the tree was not shown",
        Status::Committed => "in a tree, below the trust you require",
        Status::Uncovered => "newer than the newest usable checkpoint",
        Status::Erased => "erasure recorded in the log",
        Status::Pruned => "retention recorded in the log",
        Status::Proven => "in the tree of a trusted checkpoint",
    }
}

/// Grouped by code, the most serious first; in each group in the report's order.
fn findings(page: &mut Page, findings: &[Finding]) {
    let mut groups: Vec<(Code, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, group)) => group.push(finding),
            None => groups.push((finding.code, vec![finding])),
        }
    }
    groups.sort_by_key(|(code, _)| std::cmp::Reverse(code.severity()));
    for (code, group) in groups {
        let tone = match code.severity() {
            Severity::Critical | Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Doubtful,
            Severity::Note => Tone::Quiet,
        };
        page.put(Tone::Plain, "  ").put(tone, &format!("{:<8} ", name(&code.severity()))).put(Tone::Strong, code.as_str()).end();
        for finding in group.iter().take(SHOWN) {
            page.line(&format!("           {}", finding.message));
        }
        if group.len() > SHOWN {
            page.line(&format!("           … and {} more of this kind; --json lists all", group.len() - SHOWN));
        }
    }
}

fn claim(page: &mut Page, word: &str, claim: &ClaimState) {
    let (state, tone) = match claim.state {
        Known::Proven => ("proven", Tone::Good),
        Known::Unproven => ("unproven", Tone::Doubtful),
        Known::Broken => ("broken", Tone::Bad),
        Known::NotChecked => ("not checked", Tone::Quiet),
    };
    page.put(Tone::Plain, &format!("  {word:<10} ")).put(tone, &format!("{state:<11}"));
    let checked = if claim.state == Known::NotChecked { String::new() } else { format!("{} of {}", claim.checked, claim.present) };
    page.put(Tone::Quiet, &format!(" {checked:<12}")).put(Tone::Plain, &format!(" {}", claim.sentence)).end();
}

#[cfg(test)]
mod tests;
