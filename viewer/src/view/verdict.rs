//! The verdict: a sentence, its scope, the four claims, what may be done. While reading: how far. It never says more than was checked.

use crate::report::{Claim, Log, Report};
use crate::state::{Phase, State};
use crate::text::{self, Said};
use crate::ui::{Glyph, fact, foreign, line, said, save, tone, verdict_glyph};
use crate::view::landing::take_files;
use crate::view::next::NextStep;
use crate::view::paper::OpenPaper;
use crate::view::peek::Peek;
use crate::view::preview::PreviewPanel;
use leptos::prelude::*;
use unbroken::Format;

/// Verdict, scope, claims.
#[component]
pub fn Verdict() -> impl IntoView {
    let state = expect_context::<State>();
    move || {
        match state.phase.get() {
        Phase::Landing => ().into_any(),
        Phase::Working => view! { <Working/> }.into_any(),
        Phase::Cancelled => {
            view! { <Plain words=text::words().cancelled why=text::words().cancelled_why.into() test="cancelled"/> }.into_any()
        }
        Phase::Refused(why) => {
            view! { <Plain words=text::words().refused why=format!("{} {}", text::words().refused_why, text::refusal(&why)) test="refused"/> }.into_any()
        }
        Phase::Misasked => view! { <Plain words=text::words().misasked why=text::words().misasked_why.into() test="misasked"/> }.into_any(),
        Phase::Failed => view! { <Plain words=text::words().failed why=text::words().failed_why.into() test="failed"/> }.into_any(),
        Phase::Done => state.report.with(|r| r.clone().map(|report| view! { <Answer report at=state.log.get()/> })).into_any(),
    }
    }
}

/// Add files, start over: what can be done in every phase.
#[component]
fn Actions() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <label class="btn filebtn">
            {text::words().add}<kbd>"o"</kbd>
            <input type="file" multiple data-test="file-input" on:change=move |event| state.give(take_files(&event))/>
        </label>
        <button class="btn" data-test="again" on:click=move |_| state.clear()>{text::words().again}</button>
    }
}

#[component]
fn Working() -> impl IntoView {
    let state = expect_context::<State>();
    let share = move || {
        let (progress, _) = state.progress.get();
        progress.work.saturating_mul(100) / progress.work_total.max(1)
    };
    let words = move || {
        let (progress, elapsed) = state.progress.get();
        text::progress(&progress, elapsed)
    };
    view! {
        <section class="verdict s-unchecked" data-test="verdict" data-verdict="none">
            <Glyph name="v-work" class="g-32"/>
            <h1 data-test="headline"><span aria-live="polite"><b>{text::words().reading}</b>" "{move || text::share(share())}</span></h1>
            <p data-test="progress" class="figures">{words}</p>
            <div class="btns">
                <button class="btn main" data-test="cancel" on:click=move |_| state.cancel()>{text::words().cancel}</button>
            </div>
            <progress class="bar" max="100" value=move || share().to_string() aria-label=text::words().share_done></progress>
        </section>
        <PreviewPanel/>
        <Peek/>
    }
}

#[component]
fn Plain(
    /// Headline, its coloured part first.
    words: (&'static str, &'static str),
    /// What it means.
    why: String,
    /// Name for tests.
    test: &'static str,
) -> impl IntoView {
    view! {
        <section class="verdict s-unchecked" data-test="verdict" data-verdict="none">
            <Glyph name="v-unproven" class="g-32"/>
            <h1 data-test="headline"><span role="status"><b>{words.0}</b>" "{words.1}</span></h1>
            <p data-test=test>{why}</p>
            <div class="btns"><Actions/></div>
        </section>
    }
}

/// The headline. A proven receipt is said in the words of the one who holds it; everything else as the engine says it.
fn headline(report: &Report, log: Option<&Log>) -> Said {
    let receipt = || {
        let log = log.filter(|_| report.verdict == "proven" && report.is_receipt() && report.logs.len() == 1)?;
        let [run] = log.coverage.as_slice() else { return None };
        let newest = log.newest_trusted().filter(|_| run.end == run.start + 1)?;
        let names: Vec<&str> = newest.signed_by.iter().map(|key| key.rsplit_once('+').map_or(key.as_str(), |(name, _)| name)).collect();
        let words = || format!("{}: {}", text::known(&report.verdict), text::receipt(run.start, newest.size, &names.join(", ")));
        (!names.is_empty()).then(|| Said { words: words(), is_foreign: false })
    };
    receipt().unwrap_or_else(|| text::verdict_says(&report.sentence))
}

/// What the verdict speaks about.
fn scope(report: &Report, log: &Log) -> String {
    let policy = &report.policy;
    text::scope(&unbroken_paper::Scope {
        origin: &log.origin,
        start: log.scope.start,
        end: log.scope.end,
        size: log.scope.size,
        as_of_secs: log.scope.as_of_secs,
        keys: policy.logs.iter().filter(|key| key.origin == log.origin).count() as u64,
        witnesses: policy.witnesses.len() as u64,
        pins: policy.pins.iter().filter(|pin| pin.origin == log.origin).count() as u64,
        quorum: &policy.quorum,
        is_asked: report.question.from == "asked" && report.question.entries.is_some(),
        is_receipt: report.is_receipt(),
    })
}

#[component]
fn Answer(
    /// The report.
    report: std::sync::Arc<Report>,
    /// The log on screen.
    at: usize,
) -> impl IntoView {
    let state = expect_context::<State>();
    let log = report.logs.get(at);
    let verdict = headline(&report, log);
    let (head, rest) = verdict.headline();
    let class = format!("verdict {}", tone(&report.verdict));
    let checked =
        log.is_some_and(|log| log.claims.unaltered.present > 0 || log.checkpoints.iter().any(|checkpoint| checkpoint.is_signed()));
    // A log that is not the one of the headline says its own sentence.
    let own = log.filter(|log| log.sentence != report.sentence).map(|log| log.sentence.clone());
    let found = state.items.with_untracked(|items| items.iter().any(|i| matches!(i.format, Some(Format::Policy | Format::Keys))));
    let keep = log.and_then(Log::newest_trusted).filter(|_| report.verdict != "broken").map(|c| (c.size, c.note.clone()));
    let unanchored = report.reason == "self-consistent";
    view! {
        <section class=class data-test="verdict" data-verdict=report.verdict.clone() data-reason=report.reason.clone()>
            <Glyph name=format!("v-{}", report.verdict) class="g-32"/>
            <h1 data-test="headline"><span role="status" lang=foreign(&verdict)><b>{line(&head)}</b>{fact(&rest)}</span></h1>
            <p data-test="scope">
                <span class="code" data-test="reason">{report.reason.clone()}</span>
                " "
                {log.map(|log| line(&scope(&report, log)))}
                {own.map(|own| view! { <span class="own">" "{said(&text::verdict_says(&own))}</span> })}
                {unanchored.then(|| format!(" {}", text::words().self_made))}
                {(!checked).then(|| view! { <span data-test="nothing-checked">" "{text::words().nothing}</span> })}
            </p>
            <NextStep/>
            <div class="btns">
                <OpenPaper/>
                <a class="btn" data-test="export-report" download="unbroken-report.json" href=state.export.get_untracked()>{text::words().export}</a>
                <Show when=move || state.can_compare()>
                    <button class="btn" data-test="open-compare" on:click=move |_| state.toggle_compare()>{text::words().compare_open}<kbd>"d"</kbd></button>
                </Show>
                {keep.map(|(size, note)| view! {
                    <button class="btn wide" data-test="keep" title=text::words().keep_why
                        on:click=move |_| save(note.as_bytes(), &format!("kept-{size}.checkpoint"), "text/plain")>{text::words().keep}</button>
                })}
                {move || state.can_break().then(|| view! {
                    <button class="btn" data-test="break-it" title=text::words().bench_why on:click=move |_| state.bench.open(state)>{text::words().bench_open}<kbd>"b"</kbd></button>
                })}
                <Actions/>
            </div>
        </section>
        {state.lost.get_untracked().map(|lost| view! {
            <p class="notice s-unproven" role="alert" data-test="not-read"><Glyph name="suspect"/><b>{text::lost(lost)}</b></p>
        })}
        {found.then(|| view! {
            <p class="notice" data-test="found-not-used"><Glyph name="unchecked"/><span>{text::words().not_used_why}</span></p>
        })}
        <Logs report=report.clone() at/>
        {log.map(|log| {
            let c = &log.claims;
            let rows = [("unaltered", &c.unaltered), ("signed", &c.signed), ("complete", &c.complete), ("dated", &c.dated)];
            view! {
                <ul class="claims" data-test="claims">
                    {rows.into_iter().zip(text::words().claims).map(|((name, claim), title)| claim_view(name, title, claim)).collect_view()}
                </ul>
                {unanchored.then(|| vouch(state, log))}
            }
        })}
    }
}

/// What to do when nobody the reader trusts vouches: compare fingerprints, then give a key.
fn vouch(state: State, log: &Log) -> Option<impl IntoView + use<>> {
    let named = log.checkpoints.iter().flat_map(|c| c.signed_by.iter().chain(&c.unknown)).chain(log.signers.iter().map(|s| &s.key));
    let mut keys: Vec<String> = named.cloned().collect();
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return None;
    }
    let print = |key: &String| {
        let (name, id) = key.rsplit_once('+').unwrap_or((key, ""));
        let fours: Vec<String> = id.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
        view! {
            <li data-test="fingerprint">
                {fours.iter().map(|four| view! { <span class="four">{line(four)}</span> }).collect_view()}
                <span class="q2">{line(name)}</span>
            </li>
        }
    };
    Some(view! {
        <div class="vouch" data-test="vouch">
            <section>
                <h2 class="lead">{text::words().compare}</h2>
                <p class="q2">{text::words().compare_why}</p>
                <ul class="prints">{keys.iter().map(print).collect_view()}</ul>
            </section>
            <section>
                <h2 class="lead">{text::words().pin}</h2>
                <p class="q2">{text::words().pin_why}</p>
                <button class="btn" on:click=move |_| state.panel.set(true)>{text::words().trust}</button>
            </section>
        </div>
    })
}

fn claim_view(name: &'static str, title: &'static str, claim: &Claim) -> impl IntoView + use<> {
    let (of, end) = text::words().checked_of;
    let width = if claim.present == 0 { 0.0 } else { claim.checked as f64 / claim.present as f64 * 100.0 };
    view! {
        <li class=tone(&claim.state) data-test=format!("claim-{name}") data-state=claim.state.clone()>
            <div class="row">
                <Glyph name=verdict_glyph(&claim.state).to_owned()/>
                <b>{title}</b>
                <b class="st">{text::known(&claim.state)}</b>
                <span class="cnt"><b>{text::number(claim.checked)}</b>{of}{text::number(claim.present)}{end}</span>
            </div>
            <p>{said(&text::claim_says(&claim.sentence))}</p>
            <svg class="meter" aria-hidden="true"><rect class="all" width="100%" height="4"></rect><rect class="part" width=format!("{width:.2}%") height="4"></rect></svg>
        </li>
    }
}

/// Several logs: each with its own verdict, one on screen.
#[component]
fn Logs(
    /// The report.
    report: std::sync::Arc<Report>,
    /// The log on screen.
    at: usize,
) -> impl IntoView {
    let state = expect_context::<State>();
    (report.logs.len() > 1).then(|| {
        let tab = |(k, log): (usize, &Log)| {
            view! {
                <li role="presentation">
                    <button role="tab" class=format!("btn bare {}", tone(&log.verdict)) aria-selected=(at == k).to_string()
                        data-test="log" on:click=move |_| state.open_log(k)>
                        <Glyph name=verdict_glyph(&log.verdict).to_owned()/>
                        {line(&log.origin)}
                    </button>
                </li>
            }
        };
        view! { <ul class="logs" role="tablist" aria-label=text::words().logs>{report.logs.iter().enumerate().map(tab).collect_view()}</ul> }
    })
}
