//! What becomes of the workers when their work is over: some rest and are taken up again, and nobody keeps what was
//! given; and how they read long files.

use crate::{Visit, ensure, same_bytes, zero_file};
use serde_json::json;
use std::fs;
use unbroken_e2e::{Fault, while_doing};

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

/// Runs before the program of every worker: no file can be read as a stream.
const NO_STREAMS: &str =
    "Blob.prototype.stream = () => ({}); self.ReadableStreamBYOBReader = class { constructor() { throw new TypeError('none'); } };";

/// Runs before the program of every worker: no more than the head of a file can be read at once.
const ONLY_STREAMS: &str = "const read = FileReaderSync.prototype.readAsArrayBuffer;
    FileReaderSync.prototype.readAsArrayBuffer = function (blob) { if (blob.size > 1 << 20) throw new Error('too long'); return read.call(this, blob); };";

/// A long file is read through a stream, a browser that has none reads it stretch by stretch, and both read the same.
pub fn streams(visit: &Visit<'_>) -> Result<(), Fault> {
    let events: String = (0..6_000).map(|n| format!("{{\"action\":\"record.read\",\"actor\":\"alice\",\"n\":{n}}}\n")).collect();
    let case = visit.seal("streams.example/log", &events)?;
    let size = fs::metadata(&case.files[0]).map_err(while_doing("the log"))?.len();
    ensure(size > 1 << 20, || format!("the log has {size} bytes, which can be read at once"))?;
    let expected = case.by_command_line(&visit.house.cli)?;
    for first in [NO_STREAMS, ONLY_STREAMS] {
        let page = visit.page.again()?;
        // What workers run is read from the page when the first one starts.
        page.script("const glue = document.getElementById('glue'); glue.textContent = arguments[0] + glue.textContent", &json!([first]))?;
        page.prepare(&case)?;
        page.give(&case.files)?;
        visit.verdict_is("proven")?;
        same_bytes("page", &expected, &page.report()?)?;
    }
    Ok(())
}
