//! What the engine says of the copy: its sentence, the first new finding, what is still proven, and why the change was noticed.

use crate::bench::desk::Desk;
use crate::bench::form::Kind;
use crate::bench::outcome::{Outcome, log, new_findings, runs, total};
use crate::report::{Finding, Report};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, Hash, fact, foreign, line, said, tone, verdict_glyph};
use leptos::prelude::*;
use std::sync::Arc;
use unbroken::log::coverage::Status;

/// Stretches that are named; of more, only how many.
const NAMED: usize = 3;

/// The answer.
#[component]
pub fn Says() -> impl IntoView {
    let state = expect_context::<State>();
    let bench = state.bench;
    let took = move || if bench.is_waiting() { text::words().bench_judging.to_owned() } else { text::bench_took(bench.millis.get()) };
    view! {
        <section class="says" data-test="bench-says" aria-live="polite" aria-busy=move || bench.is_waiting().to_string()>
            <h3><b class="lab">{text::words().bench_says}</b>" "<span class="sm q">{took}</span></h3>
            {move || bench.before.get().zip(bench.report.get()).map(|(before, report)| answer(bench, &before, &report))}
        </section>
    }
}

fn answer(bench: Desk, before: &Arc<Report>, report: &Arc<Report>) -> impl IntoView + use<> {
    let verdict = text::verdict_says(&report.sentence);
    let (head, rest) = verdict.headline();
    let new = new_findings(before, report);
    let first = new.first().copied();
    let told = new.iter().find(|finding| finding.expected.is_some() && finding.actual.is_some()).copied();
    let mut codes: Vec<String> = Vec::new();
    new.iter().for_each(|finding| {
        if !codes.contains(&finding.code) {
            codes.push(finding.code.clone());
        }
    });
    let outcome =
        bench.tries.with_untracked(|tries| tries.last().map(|one| one.outcome)).filter(|_| bench.done.with_untracked(Option::is_some));
    view! {
        <p class=format!("lead {}", tone(&report.verdict)) data-test="bench-verdict" data-verdict=report.verdict.clone() data-reason=report.reason.clone() lang=foreign(&verdict)>
            <Glyph name=verdict_glyph(&report.verdict).to_owned()/>
            " "<b class="st">{line(&head)}</b>{fact(&rest)}
        </p>
        <dl class="kv2">
            <dt>{text::words().bench_reason}</dt><dd class="code">{report.reason.clone()}</dd>
            {(!codes.is_empty()).then(|| view! {
                <dt>{text::words().bench_findings}</dt><dd class="mono">{codes.iter().map(|code| view! { <span data-test="bench-code">{code.clone()}</span> }).collect_view()}</dd>
            })}
            {told.map(values)}
            <dt>{text::words().bench_still}</dt><dd data-test="bench-proven">{still(bench, before, report)}</dd>
        </dl>
        // The values above say the same as a sentence with both in it.
        {first.filter(|_| told.is_none()).map(|finding| view! { <p class="sm fact" data-test="bench-fact">{said(&text::finding_says(&finding.message))}</p> })}
        {why(bench, before, first, outcome)}
    }
}

fn values(finding: &Finding) -> impl IntoView + use<> {
    let value = |value: &Option<String>| text::value(value.as_deref().unwrap_or_default());
    view! {
        <dt>{text::words().bench_expected}</dt><dd><Hash value=value(&finding.expected)/></dd>
        <dt>{text::words().bench_actual}</dt><dd class="s-broken st"><Hash value=value(&finding.actual)/></dd>
    }
}

fn still(bench: Desk, before: &Report, report: &Report) -> String {
    let origin = bench.copy.with_untracked(|copy| copy.as_ref().map(|copy| copy.origin.clone())).unwrap_or_default();
    let proven = |report: &Report| log(report, &origin).map(|log| runs(log, Status::Proven)).unwrap_or_default();
    let (now, was) = (proven(report), proven(before));
    if now.is_empty() {
        return text::words().bench_nothing_proven.into();
    }
    let places = if now.len() <= NAMED {
        now.iter().map(|(start, end)| text::range(*start, *end)).collect::<Vec<_>>().join(&format!(" {} ", text::words().and))
    } else {
        text::stretches(now.len() as u64)
    };
    format!("{places} · {}", text::of(total(&now), total(&was)))
}

/// Why the change was noticed, or does no harm; what it means that it was not noticed.
fn why(bench: Desk, before: &Report, first: Option<&Finding>, outcome: Option<Outcome>) -> Option<AnyView> {
    let (lead, words) = match (outcome?, first) {
        (Outcome::Unnoticed, _) => {
            let kind = bench.done.with_untracked(|done| done.as_ref().map(|done| Kind::of(&done.op)))?;
            let (lead, words) = text::bench_unnoticed(kind);
            return Some(view! { <p class="learn" data-test="bench-unnoticed"><b>{lead}</b>" "{words}</p> }.into_any());
        }
        (outcome, finding) => {
            let words = finding.map(|finding| text::bench_why(&finding.code, guards(bench, before, finding)));
            text::bench_because(outcome, words)
        }
    };
    Some(view! { <p class="q2 sm why" data-test="bench-why"><b>{lead}</b>" "{words}</p> }.into_any())
}

fn guards(bench: Desk, before: &Report, finding: &Finding) -> text::Guards {
    let at = finding.entries.map_or(0, |[start, _]| start);
    let (newest, checkpoints) = bench.copy.with_untracked(|copy| {
        let evidence = copy.as_ref().map(|copy| &copy.evidence);
        let newest = evidence.and_then(|lines| lines.entries().into_keys().next_back()).unwrap_or(at);
        let sizes = evidence.map(|lines| lines.sizes().into_iter().filter(|size| *size > at).count()).unwrap_or(0);
        (newest, sizes as u64)
    });
    text::Guards { later: newest.saturating_sub(at), checkpoints, witnesses: before.policy.witnesses.len() as u64 }
}
