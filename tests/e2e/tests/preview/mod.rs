//! What the page shows of a long log while the signatures are still being checked.

use crate::{Visit, ensure, same_bytes};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use unbroken_e2e::case::Case;
use unbroken_e2e::{Fault, while_doing};
use unbroken_viewer::job::PREVIEW_MIN;

/// So many that the preview is seen before the signatures are checked.
const EVENTS: usize = 30_000;

/// A log long enough to be looked at twice on this machine, and who is trusted: sealed by the command line, with white space behind it.
fn long_log(visit: &Visit<'_>) -> Result<Case, Fault> {
    let events: String =
        (0..EVENTS).map(|n| format!("{{\"action\":\"record.read\",\"actor\":\"alice\",\"target\":\"record/{n}\"}}\n")).collect();
    let case = visit.seal("long.example/log", &events)?;
    let mut bundle = fs::read_to_string(&case.files[0]).map_err(while_doing("the bundle"))?;
    let workers = visit.page.script("return navigator.hardwareConcurrency", &json!([]))?.as_u64().unwrap_or(8).clamp(1, 8);
    while bundle.len() as u64 <= PREVIEW_MIN * workers {
        bundle += &format!("{:65535}\n", "");
    }
    let case = Case { files: vec![visit.file("long.jsonl", bundle.as_bytes())?], ..case };
    visit.page.trust(&case)?;
    Ok(case)
}

/// Waits for the preview; gives its words.
fn seen(visit: &Visit<'_>) -> Result<String, Fault> {
    visit.page.wait_for("the preview", || {
        ensure(visit.page.state()? == "working", || "the work was over before the preview was seen".into())?;
        visit.page.shows("preview").map(|shown| shown.then_some(()))
    })?;
    let words = visit.page.text("preview")?;
    let (verdict, _) = visit.page.verdict()?;
    ensure(verdict == "none", || format!("a preview, and the verdict is {verdict}"))?;
    ensure(visit.page.text("headline")?.contains("No verdict yet"), || "the headline does not say that there is no verdict".into())?;
    ensure(!words.to_lowercase().contains("proven"), || format!("a preview says proven: {words}"))?;
    ensure(words.contains("signatures of entries are not checked yet"), || format!("signatures are not mentioned: {words}"))?;
    Ok(words)
}

/// Pictures of the preview, unless this machine is faster than the camera; then the report, as the command line prints it.
fn ends(visit: &Visit<'_>, case: Case, picture: &str, verdict: &str) -> Result<(), Fault> {
    let case = Case { exit: if verdict == "proven" { 0 } else { 1 }, ..case };
    visit.page.picture(&visit.house.screenshots, picture)?;
    visit.page.idle()?;
    visit.verdict_is(verdict)?;
    ensure(!visit.page.shows("preview")? && !visit.page.shows("peek")?, || "the preview stays beside the report".into())?;
    same_bytes("page", &case.by_command_line(&visit.house.cli)?, &visit.page.report()?)
}

pub fn whole(visit: &Visit<'_>) -> Result<(), Fault> {
    let case = long_log(visit)?;
    visit.page.choose(&case.files)?;
    // Long before anything is proven it is seen whether this is the right file.
    visit.page.wait_for("the first lines", || visit.page.shows("peek").map(|shown| shown.then_some(())))?;
    let first = visit.page.text("peek")?;
    ensure(first.contains("record/0") && first.contains("long.jsonl") && first.contains("nothing of it is checked yet"), || {
        format!("the first lines: {first}")
    })?;
    let words = seen(visit)?;
    let all = format!("All {} present entries are what the log committed to", EVENTS + 1);
    ensure(words.contains(&all) && words.contains("in the tree, signature not checked"), || words.clone())?;
    ends(visit, case, "preview", "proven")
}

pub fn damaged(visit: &Visit<'_>) -> Result<(), Fault> {
    let case = long_log(visit)?;
    let bundle = fs::read_to_string(&case.files[0]).map_err(while_doing("the log"))?;
    // One entry says something else, another is gone.
    let lines: String = bundle.split_inclusive('\n').filter(|line| !line.contains("\"record/20000\"")).collect();
    fs::write(&case.files[0], lines.replace("\"record/9999\"", "\"record/0000\"")).map_err(while_doing("the damage"))?;
    visit.page.choose(&case.files)?;
    let words = seen(visit)?;
    ensure(words.contains("Damage seen") && words.contains("Gaps seen"), || words.clone())?;
    ends(visit, case, "preview-damage", "broken")
}

/// Cancelled in the first pass and in the second: nothing is said any more, and nothing comes later.
pub fn cancelled(visit: &Visit<'_>) -> Result<(), Fault> {
    let case = long_log(visit)?;
    let files: &[PathBuf] = &case.files;
    for second in [false, true] {
        visit.page.choose(files)?;
        if second {
            seen(visit)?;
        }
        visit.page.click("cancel")?;
        visit.page.idle()?;
        ensure(visit.page.shows("cancelled")?, || "the page does not say that it was cancelled".into())?;
        ensure(!visit.page.shows("preview")?, || "the preview outlives the work".into())?;
        visit.page.click("again")?;
        visit.page.idle()?;
        visit.page.trust(&case)?;
    }
    Ok(())
}

/// Notes whatever moves on the page without the reader having done anything.
const WATCH_SHIFTS: &str = "window.shifts = [];
    const place = r => [r.x, r.y, r.width, r.height].map(Math.round).join(' ');
    const name = node => node?.dataset?.test || node?.className || node?.nodeName;
    new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry => entry.sources.forEach(source =>
        shifts.push(`${name(source.node)}: ${place(source.previousRect)} to ${place(source.currentRect)}`)))).observe({ type: 'layout-shift' })";

/// Nothing moves while the work goes on: not when its first words come, not with its progress, not with the preview. Where lines wrap, on a
/// narrow screen, there is room for as many as usually come, and no more is promised.
pub fn still(visit: &Visit<'_>) -> Result<(), Fault> {
    let case = long_log(visit)?;
    visit.page.script(WATCH_SHIFTS, &json!([]))?;
    visit.page.screen(1280)?;
    visit.page.script("shifts.splice(0)", &json!([]))?;
    visit.page.choose(&case.files)?;
    seen(visit)?;
    let moved = visit.page.script("return shifts", &json!([]))?;
    ensure(moved == json!([]), || moved.to_string())?;
    // The report is another screen.
    visit.page.idle()?;
    visit.page.screen(0)
}
