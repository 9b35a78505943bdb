//! The report, put together from what was judged.

use crate::budget::{MAX_INDEX, MAX_LISTED};
use crate::finding::{Code, Finding};
use crate::log::coverage::Runs;
use crate::log::draft::Draft;
use crate::log::segment::Seal;
use crate::log::stream::Stream;
use crate::trust::policy::Trust;
use crate::verdict::attachments::Attachments;
use crate::verdict::claims;
use crate::verdict::incidents;
use crate::verdict::judge::{Bench, Judged, several};
use crate::verdict::question::Question;
use crate::verdict::report::{
    AccessList, AttachedFacts, CheckpointFacts, Claims, CosignerFacts, InputFacts, LogKeyFacts, LogReport, PinFacts, PolicyFacts,
    QuestionFacts, REPORT_FORMAT, Reason, Report, Run, Scope, SignerFacts, Tool,
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
pub fn report(
    streams: &[Stream],
    trust: &Trust,
    question: &Question,
    attachments: &Attachments,
    judged: Vec<JudgedLog>,
    loose: &[Draft],
) -> Report {
    let mut numbers = BTreeMap::new();
    let mut headline: Option<(Reason, String)> = None;
    let mut logs = Vec::new();
    for JudgedLog { report: mut log, drafts, headline: counts } in judged {
        log.findings = findings(drafts, Some(&log.origin), streams, &mut numbers);
        for incident in &mut log.incidents {
            incident.findings = incidents::touching(incident, &log.findings);
        }
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
        inputs: streams.iter().enumerate().map(|(index, stream)| input(stream, attachments.inputs.get(&index).cloned())).collect(),
        question: question_facts(question),
        policy: policy(trust),
        verdict: reason.verdict(),
        reason,
        sentence,
        expected: None,
        trace: None,
        not_checked: not_checked(streams, trust, question, attachments, &logs),
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

fn input(stream: &Stream, attached_to: Option<AttachedFacts>) -> InputFacts {
    let sha256 = stream.sha256.map(|digest| crate::tree::hash::hex(&digest));
    InputFacts {
        name: stream.name.clone(),
        size: stream.size,
        sha256,
        format: stream.format.as_str(),
        inside: stream.inside.clone(),
        attached_to,
    }
}

fn question_facts(question: &Question) -> QuestionFacts {
    let capped = |secs: u64| secs.min(MAX_INDEX);
    QuestionFacts {
        entries: question.entries,
        time: question.time,
        accept_withheld: question.accept_withheld,
        require: question.require.iter().copied().collect(),
        now_secs: question.now_secs.map(capped),
        max_age_secs: question.max_age_secs.map(capped),
        max_silence_secs: question.max_silence_secs.map(capped),
        skew_secs: capped(question.skew_secs),
        delay_secs: capped(question.delay_secs),
        list_redacted: question.list_redacted,
        events_sha256: question.events.as_ref().map(|events| crate::tree::hash::hex(&events.digest())),
        trace: question.trace.clone(),
        from: if question.entries.is_some() || question.time.is_some() { "asked" } else { "input" },
    }
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

fn not_checked(streams: &[Stream], trust: &Trust, question: &Question, attachments: &Attachments, logs: &[LogReport]) -> Vec<String> {
    let mut list = Vec::new();
    let undigested = streams.iter().filter(|stream| stream.sha256.is_none()).count() as u64;
    if undigested > 0 {
        list.push(format!("The SHA-256 of {} was not taken.", several(undigested, "input", "inputs")));
    }
    if attachments.undecided > 0 {
        let what = several(attachments.undecided, "attachment is", "attachments are");
        list.push(format!("Whether {what} here: that shows only in the SHA-256 of every input."));
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
    match (question.now_secs, question.max_age_secs) {
        (None, _) => list.push(String::from("How old the newest state is: no present time was given.")),
        (Some(_), None) => list.push(String::from("Whether the newest state is recent enough: you did not say how old it may be.")),
        (Some(_), Some(_)) => {}
    }
    if trust.writers.is_empty() {
        list.push(String::from("Who wrote the entries: you pinned no writer."));
    }
    if !(trust.logs.is_empty() && trust.writers.is_empty()) {
        list.push(String::from("Whether a key was withdrawn in another way than by a record of its log."));
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
            entries: draft.entries.filter(|(start, end)| start < end).map(|(start, end)| [start, end]),
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
    let coverage: Vec<Run> = judged.coverage.iter().map(|(status, start, end)| Run { status: *status, start: *start, end: *end }).collect();
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
            as_of_secs: claims::known_by(bench).map(|secs| secs.min(MAX_INDEX)),
        },
        claims,
        incidents: incidents::incidents(&coverage, &bench.asked.runs, bench.question.accept_withheld),
        coverage,
        checkpoints: checkpoints(bench),
        signers: signers(bench),
        records: bench.records.listed.clone(),
        records_count: bench.records.count,
        sources: bench.chains.listed.clone(),
        sources_count: bench.chains.count,
        redacted: bench.redacted,
        access: AccessList::default(),
        findings: Vec::new(),
    }
}

/// Times above 2^53-1 stand there as 2^53-1, so that nobody who reads the report rounds them.
fn checkpoints(bench: &Bench<'_, '_>) -> Vec<CheckpointFacts> {
    let log = bench.log;
    let mut facts = Vec::new();
    for (id, root) in log.anchors.roots.iter().enumerate() {
        let Some(anchor) = log.anchors.best_note(root) else { continue };
        let opened = &anchor.opened;
        let shown: Vec<(u64, u64)> = log.values.shown_by.get(&id).into_iter().flat_map(Runs::iter).collect();
        facts.push(CheckpointFacts {
            size: root.size,
            root: root.hash.to_string(),
            level: root.level.as_str(),
            kept: root.kept,
            contested: log.contested.contains(&id) || log.dropped.contains(&id),
            entries: shown.iter().map(|(start, end)| log.lines.count(*start, *end)).sum(),
            shown: shown.iter().take(MAX_LISTED).map(|(start, end)| [*start, *end]).collect(),
            signed_by: opened.log_signed.clone(),
            cosigned_by: opened
                .cosigned
                .iter()
                .map(|cosigned| CosignerFacts { key: cosigned.label.clone(), time_secs: cosigned.time_secs.min(MAX_INDEX) })
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
    let facts = |(key, (pinned, valid, entries))| SignerFacts {
        key: String::from(key),
        pinned,
        valid,
        entries,
        introduced_at: bench.records.introduced.get(key).copied(),
    };
    signers.into_iter().map(facts).collect()
}
