//! How far the damage reaches: each stretch that is not proven, drawn between the proven entries on both sides of it, with the checkpoints
//! that those are proven by.

use crate::reach::{Side, sides};
use crate::report::{Incident, Log};
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, said};
use leptos::prelude::*;
use unbroken::log::coverage::Status;

/// Incidents shown; the report has more.
const MOST: usize = 64;

/// The incidents of the log on screen.
#[component]
pub fn Incidents() -> impl IntoView {
    let state = expect_context::<State>();
    let read = |log: &Log| log.incidents.iter().map(|incident| (incident.clone(), sides(log, incident))).collect::<Vec<_>>();
    let incidents = Memo::new(move |_| state.log_on_screen(read).unwrap_or_default());
    let more = move || incidents.with(Vec::len).saturating_sub(MOST);
    view! {
        <section aria-label=text::words().incidents hidden=move || incidents.with(Vec::is_empty)>
            <div class="head"><h2 class="lab">{text::words().incidents}</h2></div>
            <ul data-test="incidents">{move || incidents.with(|all| all.iter().take(MOST).map(|one| item(state, one)).collect_view())}</ul>
            <p class="aside sm q2" hidden=move || more() == 0>{move || text::more(more() as u64)}</p>
        </section>
    }
}

fn item(state: State, (incident, sides): &(Incident, [Option<Side>; 2])) -> impl IntoView + use<> {
    let (word, start, end) = (incident.worst.as_str(), incident.start, incident.end);
    let drawn = sides.iter().any(Option::is_some).then(|| {
        let [before, after] = sides.clone();
        view! {
            <div class="reach">
                {before.map(|side| cell(state, side.end - 1, &side))}
                <span class="hurt"><Bar word/><span class="num">{text::numbers(start, end)}</span></span>
                {after.map(|side| cell(state, side.start, &side))}
            </div>
        }
    });
    view! {
        <li class=format!("s-{word}") data-test="incident" data-worst=word>
            <button on:click=move |_| state.go_to(start)>
                <Glyph name=word.to_owned()/>
                <span class="ftext">{said(&text::incident_says(&incident.sentence))}</span>
                <span class="code"><span class="st">{text::status(word)}</span>{text::incident_findings(incident.findings.len() as u64)}</span>
            </button>
            {drawn}
        </li>
    }
}

/// What is still proven on one side, and by which checkpoints; it leads to the entry next to the damage.
fn cell(state: State, next: u64, side: &Side) -> impl IntoView + use<> {
    let whole = text::still_proven(side.start, side.end, &side.by, side.whole);
    view! {
        <button class="flank" data-test="flank" title=whole on:click=move |_| state.go_to(next)>
            <Bar word=Status::Proven.as_str()/>
            <span class="num">{text::numbers(side.start, side.end)}</span>
            <span class="q2">{text::by_checkpoints(&side.by, side.whole)}</span>
        </button>
    }
}

/// A piece of the lane.
#[component]
fn Bar(
    /// The status of its entries.
    word: &'static str,
) -> impl IntoView {
    view! { <svg class="piece" aria-hidden="true"><rect width="100%" height="10" fill=format!("url(#p-{word})")></rect></svg> }
}
