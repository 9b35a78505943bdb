//! The report for people: the headline, what it speaks about, what was found, the four claims, and what to do next.

use crate::out::{Page, Tone};
use jiff::Timestamp;
use std::collections::BTreeMap;
use unbroken::finding::{Finding, Severity};
use unbroken::log::coverage::Status;
use unbroken::verdict::report::{CheckpointFacts, ClaimState, Known, LogReport, Run, Scope};
use unbroken::{Claim, Code, Reason, Report, Verdict};

/// Findings of one code that are shown one by one.
const SHOWN: usize = 5;

/// Runs of one status that are shown one by one.
const RUNS: usize = 8;

/// Writes the whole report.
pub fn report(page: &mut Page, report: &Report) {
    headline(page, report.verdict, report.reason, &report.sentence);
    for log in &report.logs {
        page.end();
        one_log(page, report, log);
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
    page.put(tone, &format!("{word} ({}):", name(&reason))).put(Tone::Plain, " ").put(Tone::Strong, sentence).end();
}

fn one_log(page: &mut Page, report: &Report, log: &LogReport) {
    page.put(Tone::Strong, &format!("Log {}", log.origin));
    page.put(Tone::Plain, &format!(", {}", asked(&log.scope, report.question.from))).end();
    page.line(&format!("  {}", newest(&log.scope)));
    if report.logs.len() > 1 {
        page.put(Tone::Plain, "  ");
        headline(page, log.verdict, log.reason, &log.sentence);
    }
    if log.reasons.len() > 1 {
        let others: Vec<_> = log.reasons.iter().filter(|reason| **reason != log.reason).map(name).collect();
        page.line(&format!("  also: {}", others.join(", ")));
    }
    coverage(page, &log.coverage);
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
}

/// `entries 0 to 23 (your question)`.
fn asked(scope: &Scope, from: &str) -> String {
    let whose = if from == "asked" { "your question" } else { "what the input holds; you did not say what you expect" };
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
        page.put(Tone::Plain, &format!("  {:>width$} ", total(runs))).put(tone, &format!("{:<10}", name(status)));
        page.put(Tone::Plain, &format!(" {:<24}", shown.join(", "))).put(Tone::Quiet, &format!(" {}", meaning(*status))).end();
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
            page.line(&format!("           {}{}", finding.message, times(finding)));
        }
        if group.len() > SHOWN {
            page.line(&format!("           … and {} more of this kind; --json lists all", group.len() - SHOWN));
        }
    }
}

fn times(finding: &Finding) -> String {
    if finding.count > 1 { format!(" ({} times)", finding.count) } else { String::new() }
}

fn claim(page: &mut Page, word: &str, claim: &ClaimState) {
    let (state, tone) = match claim.state {
        Known::Proven => ("proven", Tone::Good),
        Known::Unproven => ("unproven", Tone::Doubtful),
        Known::Broken => ("broken", Tone::Bad),
        Known::NotChecked => ("not checked", Tone::Quiet),
    };
    page.put(Tone::Plain, &format!("  {word:<10} ")).put(tone, &format!("{state:<11}"));
    if claim.state != Known::NotChecked {
        page.put(Tone::Quiet, &format!(" {} of {} checked.", claim.checked, claim.present));
    }
    page.put(Tone::Plain, &format!(" {}", claim.sentence)).end();
}

fn checkpoints(page: &mut Page, log: &LogReport) {
    let used: Vec<_> = log.checkpoints.iter().filter(|checkpoint| checkpoint.level != "unpinned").collect();
    let unknown = log.checkpoints.len() - used.len();
    if used.is_empty() && unknown == 0 {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Checkpoints").end();
    let newest_first = used.iter().rev().take(SHOWN);
    newest_first.for_each(|checkpoint| one_checkpoint(page, checkpoint));
    if used.len() > SHOWN {
        page.line(&format!("  … and {} older", used.len() - SHOWN));
    }
    if unknown > 0 {
        page.line(&format!("  {} by keys you did not pin, not used", count(unknown as u64, "checkpoint", "checkpoints")));
    }
}

fn one_checkpoint(page: &mut Page, checkpoint: &CheckpointFacts) {
    let kept = if checkpoint.kept { ", kept by you" } else { "" };
    let contested = if checkpoint.contested { ", contested" } else { "" };
    let size = count(checkpoint.size, "entry", "entries");
    page.line(&format!("  {size}, root {}, {}{kept}{contested}", checkpoint.root, checkpoint.level));
    for key in &checkpoint.signed_by {
        page.line(&format!("    signed by {key}"));
    }
    for witness in &checkpoint.cosigned_by {
        page.line(&format!("    cosigned by {} at {}", witness.key, utc(witness.time_secs)));
    }
}

/// Keys from the input only, to be compared with what the operator published.
fn unpinned_keys(page: &mut Page, log: &LogReport) {
    let unpinned = log.checkpoints.iter().filter(|checkpoint| checkpoint.level == "unpinned");
    let mut keys: Vec<_> = unpinned.flat_map(|checkpoint| &checkpoint.unknown).map(|key| format!("{key}, under checkpoints")).collect();
    let signers = log.signers.iter().filter(|signer| !signer.pinned);
    keys.extend(signers.map(|signer| format!("{}, under {}", signer.key, count(signer.entries, "entry", "entries"))));
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return;
    }
    page.end();
    page.put(Tone::Strong, "Keys in the input that you did not pin").end();
    keys.iter().take(RUNS).for_each(|key| {
        page.line(&format!("  {key}"));
    });
    if keys.len() > RUNS {
        page.line(&format!("  … and {} more", keys.len() - RUNS));
    }
}

/// What the reader does now: the first step of the page of the most serious finding, or what the reason asks for.
fn next_step(page: &mut Page, report: &Report) {
    let step = match report.reason {
        Reason::Intact | Reason::Consistent => None,
        Reason::SelfConsistent => Some(
            "Compare the keys in the input with what the operator published by another way, write them into a policy file, and give it with --policy."
                .to_owned(),
        ),
        Reason::Slice => Some("Say which entries you expected: --expect-entries A..B, or A.. up to the newest.".to_owned()),
        Reason::NoEntries => Some("Give the entries, or for a receipt its entry with --entry FILE.".to_owned()),
        Reason::Withheld => Some("Ask for the withheld entries, or accept them with --accept-withheld.".to_owned()),
        _ => worst(report).and_then(|finding| first_step(finding.code)),
    };
    let worst = worst(report);
    if step.is_some() || worst.is_some() {
        page.end();
    }
    if let Some(step) = step {
        page.put(Tone::Strong, "Next: ").put(Tone::Plain, &step).end();
    }
    if let Some(finding) = worst {
        page.put(Tone::Quiet, &format!("More: unbroken explain {}", finding.code)).end();
    }
}

/// The most serious finding of the headline's logs, of those that fit its reason if there are such.
fn worst(report: &Report) -> Option<&Finding> {
    let fits = |finding: &&Finding| match report.reason {
        Reason::Incomplete | Reason::RolledBack => finding.claim == Claim::Complete,
        Reason::Forged => finding.claim == Claim::Signed || finding.severity >= Severity::Error,
        _ => true,
    };
    let of_headline = report.logs.iter().filter(|log| log.verdict == report.verdict).flat_map(|log| &log.findings);
    let all: Vec<_> = of_headline.chain(&report.findings).filter(|finding| finding.severity > Severity::Note).collect();
    // `max_by_key` takes the last of equals; the first in report order is meant.
    let first_worst = |found: &[&'_ Finding]| found.iter().rev().max_by_key(|finding| finding.severity).map(|finding| finding.id.clone());
    let fitting: Vec<_> = all.iter().copied().filter(fits).collect();
    let id = first_worst(&fitting).or_else(|| first_worst(&all))?;
    all.into_iter().find(|finding| finding.id == id)
}

/// The first item under "What to do next" of a finding's page.
fn first_step(code: Code) -> Option<String> {
    let (_, section) = code.page().split_once("## What to do next\n")?;
    let lines = section.trim_start().lines().take_while(|line| !line.is_empty() && !line.starts_with('#'));
    let mut items = lines.collect::<Vec<_>>().join(" ");
    if let Some(rest) = items.strip_prefix("- ") {
        items = rest.split(" - ").next().unwrap_or(rest).to_owned();
    }
    if items.is_empty() { None } else { Some(items.replace('`', "")) }
}

/// `entries 11 to 13`, `entry 5`.
fn entries(start: u64, end: u64) -> String {
    if end - start == 1 { format!("entry {start}") } else { format!("entries {start} to {}", end - 1) }
}

fn range(start: u64, end: u64) -> String {
    if end - start == 1 { start.to_string() } else { format!("{start} to {}", end - 1) }
}

pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Seconds since 1970 as a date; the number itself for a time that no calendar has.
pub fn utc(secs: u64) -> String {
    let time = i64::try_from(secs).ok().and_then(|secs| Timestamp::from_second(secs).ok());
    time.map_or(format!("{secs} s after 1970"), |time| time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// The word a value has in JSON.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unbroken::verdict::report::*;

    fn claim(state: Known, checked: u64, present: u64, sentence: &str) -> ClaimState {
        ClaimState { state, checked, present, sentence: sentence.to_owned() }
    }

    fn finding(code: Code, entries: [u64; 2], message: &str) -> Finding {
        Finding {
            id: format!("{code}-1"),
            code,
            severity: code.severity(),
            claim: code.claim(),
            log: Some("acme.example/audit".to_owned()),
            entries: Some(entries),
            bytes: None,
            input: None,
            count: 1,
            expected: None,
            actual: None,
            message: message.to_owned(),
            evidence: Vec::new(),
        }
    }

    fn run(status: Status, start: u64, end: u64) -> Run {
        Run { status, start, end }
    }

    fn example() -> Report {
        let log = LogReport {
            origin: "acme.example/audit".to_owned(),
            verdict: Verdict::Broken,
            reason: Reason::Incomplete,
            reasons: vec![Reason::Incomplete, Reason::Unanchored],
            sentence: "3 of 24 entries are missing.".to_owned(),
            scope: Scope { start: Some(0), end: Some(24), size: Some(24), as_of_secs: Some(1_767_605_050) },
            claims: Claims {
                unaltered: claim(Known::Unproven, 18, 21, "3 entries are not provable."),
                signed: claim(Known::Proven, 21, 21, "Every entry is signed by a writer you pinned."),
                complete: claim(Known::Broken, 21, 24, "Entries 11 to 13 are missing."),
                dated: claim(Known::NotChecked, 0, 21, "No times were checked."),
            },
            coverage: vec![
                run(Status::Proven, 0, 8),
                run(Status::Unproven, 8, 11),
                run(Status::Missing, 11, 14),
                run(Status::Proven, 14, 24),
            ],
            checkpoints: vec![CheckpointFacts {
                size: 24,
                root: "KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=".to_owned(),
                level: "witnessed",
                kept: false,
                contested: false,
                entries: 18,
                signed_by: vec!["acme.example/audit+96c2db2d".to_owned()],
                cosigned_by: vec![CosignerFacts { key: "witness.example/w1+aea9e500".to_owned(), time_secs: 1_767_605_050 }],
                unknown: Vec::new(),
                note: String::new(),
            }],
            signers: Vec::new(),
            findings: vec![
                finding(Code::EntriesUnprovable, [8, 11], "The proof path of entries 8 to 10 runs through the missing ones."),
                finding(
                    Code::EntriesMissing,
                    [11, 14],
                    "Entries 11 to 13 are missing; entry 14 commits to entry 13 (leaf Jhfu\u{1b}[31m).",
                ),
            ],
        };
        Report {
            report: REPORT_FORMAT,
            tool: Tool { name: "unbroken", version: "0", source_sha256: "" },
            inputs: Vec::new(),
            question: QuestionFacts { entries: Some((0, Some(24))), accept_withheld: false, from: "asked" },
            policy: PolicyFacts {
                logs: Vec::new(),
                witnesses: Vec::new(),
                quorum: "none".to_owned(),
                writers: Vec::new(),
                pins: Vec::new(),
            },
            verdict: Verdict::Broken,
            reason: Reason::Incomplete,
            sentence: "3 of 24 entries are missing.".to_owned(),
            logs: vec![log],
            findings: Vec::new(),
            not_checked: vec!["Whether the newest state is recent: no time was given.".to_owned()],
        }
    }

    #[test]
    fn reads_well() {
        let mut page = Page::plain();
        report(&mut page, &example());
        let expected = "\
Broken (incomplete): 3 of 24 entries are missing.

Log acme.example/audit, entries 0 to 23 (your question)
  Newest trusted checkpoint: 24 entries, seen by your witnesses at 2026-01-05 09:24:10 UTC.
  also: unanchored
   3 missing    11 to 13                 not in the input
   3 unproven   8 to 10                  the proof path runs through missing entries
  18 proven     0 to 7, 14 to 23         in the tree of a trusted checkpoint

Found
  error    entries-missing
           Entries 11 to 13 are missing; entry 14 commits to entry 13 (leaf Jhfu\\u{1b}[31m).
  warning  entries-unprovable
           The proof path of entries 8 to 10 runs through the missing ones.

Claims
  unaltered  unproven    18 of 21 checked. 3 entries are not provable.
  signed     proven      21 of 21 checked. Every entry is signed by a writer you pinned.
  complete   broken      21 of 24 checked. Entries 11 to 13 are missing.
  dated      not checked No times were checked.

Checkpoints
  24 entries, root KyHChHfoDNEDKWuJYrZ0f3C1rBLvRj8njtIXgKvMQC4=, witnessed
    signed by acme.example/audit+96c2db2d
    cosigned by witness.example/w1+aea9e500 at 2026-01-05 09:24:10 UTC

Not checked
  Whether the newest state is recent: no time was given.

Next: Ask the exporter for exactly these entries, by number, and for the proof records of the range.
More: unbroken explain entries-missing
";
        assert_eq!(page.into_text(), expected);
    }
}
