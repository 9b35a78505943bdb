//! What becomes of the workers when their work is over: some rest and are taken up again, and nobody keeps what was given.

use crate::{Visit, ensure, zero_file};
use serde_json::json;
use unbroken_e2e::Fault;

/// Notes every worker that the page starts, and its last word.
const WATCH: &str = "window.crew = [];
    window.Worker = class extends Worker {
        constructor(address) {
            super(address);
            crew.push(this);
            this.addEventListener('message', ({ data }) => { this.last = JSON.parse(data[0]).is; });
        }
        terminate() {
            super.terminate();
            this.last = 'ended';
        }
    };";

/// Whether every worker was ended, or has said that it forgot.
fn forgot(visit: &Visit<'_>) -> Result<bool, Fault> {
    let all = visit.page.script("return crew.every(worker => ['ended', 'rested'].includes(worker.last))", &json!([]))?;
    Ok(all == true)
}

/// Workers that judged a log judge the next one. They forget each, and when they are stopped at work they are gone.
pub fn rest(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.script(WATCH, &json!([]))?;
    let logs = [("intact", "proven"), ("altered", "broken"), ("fork", "broken"), ("intact", "proven")];
    for (sample, verdict) in logs {
        page.click(&format!("sample-{sample}"))?;
        page.idle()?;
        visit.verdict_is(verdict)?;
        page.click("start-over")?;
        page.wait_for("every worker to forget", || forgot(visit).map(|all| all.then_some(())))?;
    }
    // A log takes two. One that still owes rows when the reader goes on does not rest, so there may be more than two in all.
    let started = page.script("return crew.length", &json!([]))?.as_u64().unwrap_or(u64::MAX);
    ensure(started < 2 * logs.len() as u64, || format!("{started} workers were started for {} logs", logs.len()))?;
    page.choose(&[zero_file(visit)?])?;
    page.click("cancel")?;
    page.idle()?;
    ensure(forgot(visit)?, || "a worker outlives what was cancelled".into())
}
