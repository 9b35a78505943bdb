//! The report, put together from what was judged.

use crate::budget::MAX_LISTED;
use crate::finding::{Code, Finding};
use crate::log::draft::Draft;
use crate::log::segment::Seal;
use crate::log::stream::Stream;
use crate::trust::policy::Trust;
use crate::verdict::claims;
use crate::verdict::judge::{Bench, Judged, several};
use crate::verdict::question::Question;
use crate::verdict::report::{
    CheckpointFacts, Claims, CosignerFacts, InputFacts, LogKeyFacts, LogReport, PinFacts, PolicyFacts, QuestionFacts, REPORT_FORMAT,
    Reason, Report, Run, Scope, SignerFacts, Tool,
};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// One log, judged and not yet numbered.
pub struct JudgedLog {
    /// Its report, without findings.
    pub report: LogReport,
    /// Its findings.
    pub drafts: Vec<Draft>,
    /// Whether it counts for the headline.
    pub headline: bool,
}

/// The whole report.
pub fn report(streams: &[Stream], trust: &Trust, question: &Question, judged: Vec<JudgedLog>, loose: &[Draft]) -> Report {
    let mut numbers = BTreeMap::new();
    let mut headline: Option<(Reason, String)> = None;
    let mut logs = Vec::new();
    for JudgedLog { report: mut log, drafts, headline: counts } in judged {
        log.findings = findings(drafts, Some(&log.origin), streams, &mut numbers);
        if counts && headline.as_ref().is_none_or(|(worst, _)| badness(log.reason) > badness(*worst)) {
            headline = Some((log.reason, log.sentence.clone()));
        }
        logs.push(log);
    }
    let (reason, sentence) =
        headline.unwrap_or((Reason::Unreadable, String::from("Unproven: nothing here can be read as entries, proofs or checkpoints.")));
    let mut loose = loose.to_vec();
    let unpinned = !trust.pins_anything();
    if unpinned && !logs.is_empty() {
        loose.push(nothing_pinned(&logs));
    }
    Report {
        report: REPORT_FORMAT,
        tool: Tool { name: "unbroken", version: env!("CARGO_PKG_VERSION"), source_sha256: env!("UNBROKEN_SOURCE_SHA256") },
        inputs: streams.iter().map(input).collect(),
        question: QuestionFacts {
            entries: question.entries,
            accept_withheld: question.accept_withheld,
            from: if question.entries.is_some() { "asked" } else { "input" },
        },
        policy: policy(trust),
        verdict: reason.verdict(),
        reason,
        sentence,
        not_checked: not_checked(streams, trust, &logs),
        findings: findings(loose, None, streams, &mut numbers),
        logs,
    }
}

/// Which of two reasons is worse: broken before unproven before proven, and in each the earlier row of the table.
fn badness(reason: Reason) -> (crate::verdict::report::Verdict, core::cmp::Reverse<Reason>) {
    (reason.verdict(), core::cmp::Reverse(reason))
}

fn nothing_pinned(logs: &[LogReport]) -> Draft {
    let mut keys: Vec<String> =
        logs.iter().flat_map(|log| log.checkpoints.iter().flat_map(|checkpoint| checkpoint.unknown.iter().cloned())).collect();
    keys.extend(logs.iter().flat_map(|log| log.signers.iter().map(|signer| signer.key.clone())));
    keys.sort();
    keys.dedup();
    keys.truncate(8);
    let compare = if keys.is_empty() {
        String::new()
    } else {
        format!(" Compare these fingerprints with what the operator published elsewhere: {}.", keys.join(", "))
    };
    Draft::new(Code::NothingPinned, format!("You pinned no key, so whoever made this input could have made all of it.{compare}"))
}

fn input(stream: &Stream) -> InputFacts {
    let sha256 = stream.sha256.map(|digest| crate::tree::hash::hex(&digest));
    InputFacts { name: stream.name.clone(), size: stream.size, sha256, format: stream.format.as_str(), inside: stream.inside.clone() }
}

fn policy(trust: &Trust) -> PolicyFacts {
    PolicyFacts {
        logs: trust.logs.iter().map(|log| LogKeyFacts { vkey: log.vkey.text.clone(), origin: log.origin.clone() }).collect(),
        witnesses: trust.witnesses.iter().map(|witness| witness.vkey.text.clone()).collect(),
        quorum: trust.quorum_words(),
        writers: trust.writers.iter().map(|writer| writer.vkey.text.clone()).collect(),
        pins: trust
            .pins
            .iter()
            .map(|pin| {
                let checkpoint = &pin.opened.checkpoint;
                PinFacts { origin: checkpoint.origin.clone(), size: checkpoint.size, root: checkpoint.root.to_string() }
            })
            .collect(),
    }
}

fn not_checked(streams: &[Stream], trust: &Trust, logs: &[LogReport]) -> Vec<String> {
    let mut list = Vec::new();
    let undigested = streams.iter().filter(|stream| stream.sha256.is_none()).count() as u64;
    if undigested > 0 {
        list.push(format!("The SHA-256 of {} was not taken.", several(undigested, "input", "inputs")));
    }
    let incomplete = streams.iter().filter(|stream| !stream.complete).count() as u64;
    if incomplete > 0 {
        list.push(format!("{} not read to the end.", several(incomplete, "input was", "inputs were")));
    }
    let unpinned: u64 = logs.iter().flat_map(|log| &log.signers).filter(|signer| !signer.pinned).map(|signer| signer.entries).sum();
    if unpinned > 0 {
        list.push(format!("The signatures of {} by keys that you did not pin.", several(unpinned, "entry", "entries")));
    }
    let used = streams.iter().filter(|stream| matches!(stream.format, crate::input::Format::Policy | crate::input::Format::Keys));
    for stream in used {
        list.push(format!(
            "{} holds keys or a policy. It was found among the evidence and not used; trust comes only from you.",
            stream.name
        ));
    }
    list.push(String::from("How old the newest state is: no present time was given."));
    if trust.writers.is_empty() {
        list.push(String::from("Who wrote the entries: you pinned no writer."));
    }
    list.push(String::from("Whether events were kept from the log, and whether what was written is true."));
    list
}

/// Numbers the findings and names their inputs. Of each code the first few are listed; the last of them says how many more there are.
fn findings(mut drafts: Vec<Draft>, log: Option<&str>, streams: &[Stream], numbers: &mut BTreeMap<Code, u64>) -> Vec<Finding> {
    drafts.sort_by(|a, b| {
        let key = |draft: &Draft| (core::cmp::Reverse(draft.code.severity()), draft.code, draft.entries, draft.bytes);
        key(a).cmp(&key(b)).then_with(|| (&a.message, &a.expected, &a.actual).cmp(&(&b.message, &b.expected, &b.actual)))
    });
    drafts.dedup();
    let mut found: Vec<Finding> = Vec::new();
    let mut listed: BTreeMap<Code, usize> = BTreeMap::new();
    for draft in drafts {
        let held = listed.entry(draft.code).or_insert(0);
        *held += 1;
        if *held > MAX_LISTED {
            if let Some(last) = found.iter_mut().rev().find(|finding| finding.code == draft.code) {
                last.count += draft.count;
            }
            continue;
        }
        let number = numbers.entry(draft.code).or_insert(0);
        *number += 1;
        found.push(Finding {
            id: format!("{}-{number}", draft.code),
            code: draft.code,
            severity: draft.code.severity(),
            claim: draft.code.claim(),
            log: log.map(String::from),
            entries: draft.entries.map(|(start, end)| [start, end]),
            bytes: draft.bytes.map(|bytes| [bytes.start, bytes.end]),
            input: draft.bytes.and_then(|bytes| streams.get(bytes.stream)).map(|stream| stream.name.clone()),
            count: draft.count,
            expected: draft.expected,
            actual: draft.actual,
            message: draft.message,
            evidence: draft.evidence,
        });
    }
    for (code, count) in listed.into_iter().filter(|(_, count)| *count > MAX_LISTED) {
        if let Some(last) = found.iter_mut().rev().find(|finding| finding.code == code) {
            last.message =
                format!("{} {} of this kind not listed.", last.message, several((count - MAX_LISTED) as u64, "more is", "more are"));
        }
    }
    found
}

/// The report of one log, without its findings.
pub fn log_report(bench: &Bench<'_, '_>, judged: &Judged, reason: Reason, sentence: String, claims: Claims) -> LogReport {
    let log = bench.log;
    let mut hull = bench.asked.runs.clone();
    if !bench.asked.explicit {
        judged.coverage.iter().for_each(|(_, start, end)| hull.add(*start, *end));
    }
    let hull = hull.hull();
    LogReport {
        origin: log.origin.clone(),
        verdict: reason.verdict(),
        reason,
        reasons: judged.reasons.clone(),
        sentence,
        scope: Scope {
            start: hull.map(|(start, _)| start),
            end: hull.map(|(_, end)| end),
            size: log.newest,
            as_of_secs: claims::known_by(bench),
        },
        claims,
        coverage: judged.coverage.iter().map(|(status, start, end)| Run { status: *status, start: *start, end: *end }).collect(),
        checkpoints: checkpoints(bench),
        signers: signers(bench),
        findings: Vec::new(),
    }
}

fn checkpoints(bench: &Bench<'_, '_>) -> Vec<CheckpointFacts> {
    let log = bench.log;
    let mut facts = Vec::new();
    for (id, root) in log.anchors.roots.iter().enumerate() {
        let Some(anchor) = log.anchors.best_note(root) else { continue };
        let opened = &anchor.opened;
        let shown = log.values.shown_by.get(&id).map_or(0, |shown| shown.iter().map(|(start, end)| log.lines.count(start, end)).sum());
        facts.push(CheckpointFacts {
            size: root.size,
            root: root.hash.to_string(),
            level: root.level.as_str(),
            kept: root.kept,
            contested: log.contested.contains(&id) || log.dropped.contains(&id),
            entries: shown,
            signed_by: opened.log_signed.clone(),
            cosigned_by: opened
                .cosigned
                .iter()
                .map(|cosigned| CosignerFacts { key: cosigned.label.clone(), time_secs: cosigned.time_secs })
                .collect(),
            unknown: opened.unknown.clone(),
            note: anchor.note.raw.clone(),
        });
    }
    facts
}

fn signers(bench: &Bench<'_, '_>) -> Vec<SignerFacts> {
    let lines = &bench.log.lines;
    let mut signers: BTreeMap<&str, (bool, u64, u64)> = BTreeMap::new();
    for line in lines.all() {
        let Some(label) = lines.signer(line) else { continue };
        let facts = signers.entry(label).or_insert((false, 0, 0));
        facts.0 |= lines.row(line).seal != Seal::Unpinned;
        facts.1 += u64::from(lines.valid_way(line).is_some());
        facts.2 += 1;
    }
    signers.into_iter().map(|(key, (pinned, valid, entries))| SignerFacts { key: String::from(key), pinned, valid, entries }).collect()
}
