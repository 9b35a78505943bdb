//! How far the damage reaches: each stretch that is not proven, and the nearest proven entries on both sides of it.

use crate::report::Incident;
use crate::state::State;
use crate::text;
use crate::ui::{Glyph, said};
use leptos::prelude::*;

/// Incidents shown; the report has more.
const MOST: usize = 64;

/// The incidents of the log on screen.
#[component]
pub fn Incidents() -> impl IntoView {
    let state = expect_context::<State>();
    let incidents = Memo::new(move |_| state.log_on_screen(|log| log.incidents.clone()).unwrap_or_default());
    let more = move || incidents.with(Vec::len).saturating_sub(MOST);
    view! {
        <section aria-label=text::words().incidents hidden=move || incidents.with(Vec::is_empty)>
            <div class="head"><h2 class="lab">{text::words().incidents}</h2></div>
            <ul data-test="incidents">{move || incidents.with(|all| all.iter().take(MOST).map(|one| item(state, one)).collect_view())}</ul>
            <p class="aside sm q2" hidden=move || more() == 0>{move || text::more(more() as u64)}</p>
        </section>
    }
}

fn item(state: State, incident: &Incident) -> impl IntoView + use<> {
    let (word, start) = (incident.worst.as_str(), incident.start);
    view! {
        <li class=format!("s-{word}") data-test="incident" data-worst=word>
            <button on:click=move |_| state.go_to(start)>
                <Glyph name=word.to_owned()/>
                <span class="ftext">{said(&text::incident_says(&incident.sentence))}</span>
                <span class="code"><span class="st">{text::status(word)}</span>{text::incident_findings(incident.findings.len() as u64)}</span>
            </button>
        </li>
    }
}
