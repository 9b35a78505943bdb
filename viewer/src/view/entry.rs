//! One entry: the event in a readable form, the exact bytes that were hashed, each step of its proof, and how to redo it by hand.

use crate::command::Command;
use crate::outline::{outline, pieces};
use crate::report::Step;
use crate::state::{Opened, State};
use crate::text::{self, Language};
use crate::ui::{Glyph, block, line, said, save};
use crate::view::bytes::{Bytes, Event, Lit, SHOWN, shown};
use crate::view::disclosed::DisclosedValues;
use crate::view::parts::Parts;
use crate::view::path::Path;
use crate::view::recheck::Recheck;
use leptos::prelude::*;
use std::sync::Arc;

/// The panel.
#[component]
pub fn EntryPanel() -> impl IntoView {
    let state = expect_context::<State>();
    view! {
        <aside class="one" aria-label=text::words().one_entry tabindex="-1" data-test="entry-panel">
            {move || match state.entry.get() {
                Some(opened) => view! { <One opened/> }.into_any(),
                None => view! { <p class="aside q2">{text::words().select}</p> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn One(
    /// What is open.
    opened: Arc<Opened>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let entry = &opened.entry;
    let word = entry.status.as_str();
    let event = outline(&entry.text);
    let members: Vec<_> = entry.members.iter().map(|member| (member.start as usize, member.end as usize)).collect();
    let cut = pieces(shown(&entry.text), event.as_ref().unwrap_or(&Default::default()), &members);
    let lit = Lit::default();
    let recovered = entry.repaired.as_ref().map(|how| text::recovered(how));
    let bracket = text::bracket(entry.not_before_secs, entry.known_by_secs);
    let (log, seq) = (entry.log.clone(), entry.seq);
    let receipt = move || {
        state.proof.get().map(|proof| match proof {
        Ok(text) => {
            let name = format!("{}-{seq}.tlog-proof", log.rsplit('/').next().unwrap_or("entry"));
            view! { <button class="btn" data-test="receipt-ready" on:click=move |_| save(text.as_bytes(), &name, "text/plain")>{text::save_file(&format!("entry-{seq}.tlog-proof"))}</button> }.into_any()
        }
        Err(why) => view! { <span class="q2 sm" role="status">{text::no_proof(why)}</span> }.into_any(),
    })
    };
    let needles = Memo::new(move |_| state.needles());
    let is_marked = move || state.marked().binary_search(&seq).is_ok();
    let by_hand = entry.by_hand.clone();
    let (bytes, status) = (opened.bytes.clone(), entry.status);
    view! {
        <article class=format!("s-{word}") data-test="entry" data-seq=seq.to_string() data-status=word>
            <div class="head">
                <h2 class="lab">{text::entry_title(seq)}</h2>
                <Glyph name=word.to_owned()/>
                <span class="st">{text::status(word)}</span>
                <span class="sp"></span>
                <button class="btn bare" data-test="bookmark" aria-label=text::words().bookmark title=text::words().bookmark aria-pressed=move || is_marked().to_string()
                    on:click=move |_| state.toggle_mark()>
                    <Glyph name=Signal::derive(move || if is_marked() { "marked".to_owned() } else { "mark".to_owned() })/><kbd>"m"</kbd>
                </button>
                <span class="pair" role="group" aria-label=text::words().neighbours>
                    <button class="btn bare" data-test="neighbour-before" title=text::command(Command::NeighbourBefore) aria-label=text::command(Command::NeighbourBefore)
                        on:click=move |_| state.step_neighbour(false)>"↑"<kbd>","</kbd></button>
                    <button class="btn bare" data-test="neighbour-after" title=text::command(Command::NeighbourAfter) aria-label=text::command(Command::NeighbourAfter)
                        on:click=move |_| state.step_neighbour(true)>"↓"<kbd>"."</kbd></button>
                </span>
                <button class="btn bare" on:click=move |_| { state.selected.set(None); state.entry.set(None) }>{text::words().close}<kbd>"Esc"</kbd></button>
            </div>
            <p class="say">{text::status_sentence(word)}
                {bracket.map(|words| view! { <span class="q2 sm bracket" data-test="entry-bracket">{words}</span> })}
            </p>
            <div class="facts">
            <Show when=move || state.can_search()>
                <section><Parts bytes=bytes.clone() status/></section>
            </Show>
            {event.map(|event| view! { <section>
                <h3><b>{text::words().event}</b><span class="q2">" "{text::words().event_whose}</span></h3>
                <Event outline=event lit needles/>
            </section> })}
            <section>
                <h3><b>{text::words().bytes}</b><span class="q2">
                    {text::where_bytes_lie(entry.len, entry.offset, entry.in_receipt)}
                    {line(&entry.input)}{recovered.map(|words| format!("; {words}"))}
                </span></h3>
                <Bytes entry=entry.clone() pieces=cut lit/>
                <details class="raw"><summary class="sm">{text::words().hexadecimal}</summary><pre class="bytes" data-test="entry-hex">{hex(&opened.bytes)}</pre></details>
            </section>
            <DisclosedValues entry=entry.clone()/>
            </div>
            <section class="proof">
                <h3><b>{text::words().proof}</b><span class="q2">" "{text::words().proof_way}</span></h3>
                <Path entry=entry.clone()/>
                <ul class="steps">{entry.steps.iter().map(step).collect_view()}</ul>
                <Recheck opened=opened.clone()/>
            </section>
            <section class="hand">
                <details class="raw"><summary class="lab">{text::words().by_hand}</summary><pre class="note" data-test="by-hand" lang=Language::English.code()>{block(&by_hand)}</pre></details>
                <div class="btns">
                    <button class="btn" data-test="want-receipt" on:click=move |_| state.want_proof()>{text::words().receipt}</button>
                    {receipt}
                </div>
            </section>
        </article>
    }
}

fn step(step: &Step) -> impl IntoView + use<> {
    let (glyph, class, word) = match step.state.as_str() {
        "good" => ("ok", "s-proven", text::words().fits),
        "bad" => ("no", "s-broken", text::words().does_not_fit),
        _ => ("unchecked", "s-unchecked", text::words().step_not_checked),
    };
    let value = |name: &'static str, value: &Option<String>| {
        value.as_ref().map(|value| view! { <span class="q2">{name}" "</span><code class="any">{block(&text::value(value))}</code>" " })
    };
    view! {
        <li class=class data-test="entry-step" data-name=step.name.clone() data-state=step.state.clone()>
            <span class="name">{text::step_name(&step.name)}</span>
            <span class="what">
                {said(&text::step_says(&step.sentence))}
                <span class="pairs">{value(text::words().step_expected, &step.expected)}{value(text::words().step_found, &step.actual)}</span>
            </span>
            <span class="st" title=word><Glyph name=glyph.to_owned()/><span class="vh">{word}</span></span>
        </li>
    }
}

/// Offset, sixteen bytes, and their printable characters.
fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (k, row) in bytes[..bytes.len().min(SHOWN)].chunks(16).enumerate() {
        let digits: Vec<String> = row.iter().map(|b| format!("{b:02x}")).collect();
        let printable: String = row.iter().map(|b| if (0x20..0x7f).contains(b) { *b as char } else { '.' }).collect();
        out += &format!("{:08x}  {:<47}  {printable}\n", k * 16, digits.join(" "));
    }
    out
}
