//! How far damage reaches, then findings with code, severity, range and sentence; each opens its page. Below them what else the report
//! says, and what was not checked.

use crate::markdown::{Block, blocks};
use crate::report::Finding;
use crate::state::State;
use crate::text::{self, Language};
use crate::ui::{Glyph, block, fact, line, said, spans};
use crate::view::exhibits::Exhibits;
use crate::view::incidents::Incidents;
use crate::view::said::Said;
use leptos::prelude::*;

/// The list, and the page of the finding that is open.
#[component]
pub fn Findings() -> impl IntoView {
    let state = expect_context::<State>();
    let count = move || state.findings().len();
    let list = move || {
        let open = state.finding.get();
        state.findings().iter().enumerate().map(|(k, finding)| item(state, k, finding, open == Some(k))).collect_view()
    };
    let unchecked = move || state.report.with(|r| r.as_ref().map(|r| r.not_checked.clone()).unwrap_or_default());
    let page = move || state.finding.get().and_then(|k| state.findings().into_iter().nth(k)).map(|finding| page(state, &finding));
    view! {
        <section class="finds" aria-label=text::words().findings>
            <Incidents/>
            <div class="head">
                <span class="lab">{text::words().findings}</span>
                <span class="q2">{move || if count() == 0 { text::words().no_findings.to_owned() } else { count().to_string() }}</span>
                <span class="sp"></span>
                <span class="q wide">{text::words().next}<kbd>"e"</kbd></span>
            </div>
            <ul data-test="findings">{list}</ul>
            <Said/>
            <div class="aside" hidden=move || unchecked().is_empty()>
                <h2 class="lab">{text::words().not_checked}</h2>
                <ul class="plain sm q2" data-test="not-checked">{move || unchecked().iter().map(|s| view! { <li>{said(&text::not_checked_says(s))}</li> }).collect_view()}</ul>
            </div>
        </section>
        {page}
    }
}

fn severity_glyph(finding: &Finding) -> (&'static str, &'static str) {
    match finding.severity.as_str() {
        "critical" => ("forged", "s-broken"),
        "error" => ("no", "s-broken"),
        "warning" => ("suspect", "s-unproven"),
        _ => ("unchecked", "s-unchecked"),
    }
}

fn place(finding: &Finding) -> String {
    let entries = finding.entries.map(|[start, end]| text::range(start, end));
    let bytes = finding.bytes.map(|[start, _]| text::at_byte(start));
    let place = [entries, bytes].into_iter().flatten().collect::<Vec<_>>().join(", ");
    // A range already says how many entries it has.
    let said = finding.entries.is_some_and(|[start, end]| end - start == finding.count);
    if finding.count > 1 && !said { format!("{place} · {}", text::places(finding.count)) } else { place }
}

fn item(state: State, k: usize, finding: &Finding, open: bool) -> impl IntoView + use<> {
    let (glyph, class) = severity_glyph(finding);
    view! {
        <li class=class class:sel=open data-test="finding" data-code=finding.code.clone() data-severity=finding.severity.clone()>
            <button aria-expanded=open.to_string() on:click=move |_| if open { state.finding.set(None) } else { state.open_finding(k) }>
                <Glyph name=glyph.to_owned()/>
                <span class="ftext">{said(&text::finding_says(&finding.message))}</span>
                <span class="code">{format!("{} · {}", text::severity(&finding.severity), finding.code)}</span>
                <span class="code">{place(finding)}</span>
            </button>
        </li>
    }
}

/// The page of a finding: its own facts first, then what such a finding means.
fn page(state: State, finding: &Finding) -> impl IntoView + use<> {
    let words = unbroken::Code::parse(&finding.code).map_or("", text::finding_page);
    let message = text::finding_says(&finding.message);
    let original = (message.words != finding.message).then(|| finding.message.clone());
    let pair = |name: &'static str, value: &Option<String>| {
        value.as_ref().map(|value| view! { <dt>{name}</dt><dd class="mono any">{block(&text::value(value))}</dd> })
    };
    let exhibit = finding.is_damage().then(|| view! { <Exhibits finding=finding.id.clone()/> });
    view! {
        <article class="fpage" data-test="finding-page" data-code=finding.code.clone() aria-label=text::words().means>
            <div class="head">
                <span class="lab mono">{finding.code.clone()}</span>
                <span class="q2">{text::words().means}</span>
                <span class="sp"></span>
                <button class="btn bare" on:click=move |_| state.finding.set(None)>{text::words().close}<kbd>"Esc"</kbd></button>
            </div>
            <div class="fbody">
                <p class="lead">{said(&message)}</p>
                {original.map(|own| view! {
                    <p class="q2 sm" data-test="original">{text::words().wording}": "<span lang=Language::English.code()>{fact(&own)}</span></p>
                })}
                <dl class="kv2">
                    {pair(text::words().finding_expected, &finding.expected)}
                    {pair(text::words().finding_found, &finding.actual)}
                    {finding.input.as_ref().map(|input| view! { <dt>{text::words().finding_in}</dt><dd>{line(input)}</dd> })}
                </dl>
                {exhibit}
                {blocks(words).into_iter().map(block_view).collect_view()}
            </div>
        </article>
    }
}

fn block_view(block: Block) -> AnyView {
    match block {
        // The first heading repeats the code, which stands above.
        Block::Heading(1, _) => ().into_any(),
        Block::Heading(_, words) => view! { <h3>{spans(words)}</h3> }.into_any(),
        Block::Text(words) => view! { <p>{spans(words)}</p> }.into_any(),
        Block::List(true, items) => view! { <ol>{items.into_iter().map(|i| view! { <li>{spans(i)}</li> }).collect_view()}</ol> }.into_any(),
        Block::List(false, items) => {
            view! { <ul>{items.into_iter().map(|i| view! { <li>{spans(i)}</li> }).collect_view()}</ul> }.into_any()
        }
        Block::Code(text) => view! { <pre class="note">{text}</pre> }.into_any(),
    }
}
