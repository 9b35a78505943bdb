//! What is seen at a glance, and what points at what: the lane of times leads to entries and has a table that says the same; a value of an
//! event and its bytes light up together.

use crate::{Visit, ensure};
use serde_json::json;
use unbroken_e2e::Fault;
use unbroken_e2e::case::Case;

fn open_entry(visit: &Visit<'_>) -> Result<Option<u64>, Fault> {
    Ok(visit.page.attributes("entry", "data-seq")?.pop().and_then(|seq| seq.parse().ok()))
}

/// A click into the lane of times opens what was said then.
pub fn times(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-gap")?;
    page.idle()?;
    page.wait_for("the lane of times", || page.shows("time-lane").map(|shown| shown.then_some(())))?;
    let words = page.text("time-lane")?;
    ensure(words.starts_with("Claimed times 2026-01-05 09:"), || words)?;
    let click = "const canvas = document.querySelector('[data-test=time-lane] canvas');
        const box = canvas.getBoundingClientRect();
        canvas.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: box.left + box.width * arguments[0], clientY: box.top + 5}))";
    for (share, seq) in [(0.0, 0), (1.0, 23)] {
        page.script(click, &json!([share]))?;
        page.wait_for(&format!("entry {seq}"), || Ok((open_entry(visit)? == Some(seq)).then_some(())))?;
    }
    page.click("lane-as-table")?;
    ensure(page.shows("times-table")? && page.shows("lane-table")?, || "a lane without its table".into())?;
    let sum =
        "return [...document.querySelectorAll('[data-test=times-table] td.num')].reduce((sum, cell) => sum + Number(cell.textContent), 0)";
    let rows = page.attributes("rows", "aria-rowcount")?;
    let counted = page.script(sum, &json!([]))?;
    ensure(rows == [counted.to_string()], || format!("the table does not count {rows:?}"))
}

/// A pull over the lane of positions shows a part of it; a click goes to an entry, in the part as in the whole.
pub fn brush(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-altered")?;
    page.idle()?;
    let pointer = "const canvas = document.querySelector('[data-test=lane-canvas]');
        const box = canvas.getBoundingClientRect();
        canvas.setPointerCapture = () => {};
        const at = (kind, share) => canvas.dispatchEvent(new PointerEvent(kind, {
            bubbles: true, button: 0, pointerId: 1, clientX: box.left + box.width * share, clientY: box.top + 30}));
        at('pointerdown', arguments[0]);
        at('pointermove', arguments[1]);
        at('pointerup', arguments[1])";
    page.script(pointer, &json!([12.5 / 24.0, 12.5 / 24.0]))?;
    page.wait_for("entry 12", || Ok((open_entry(visit)? == Some(12)).then_some(())))?;
    ensure(!page.shows("whole-log")?, || "a click is taken for a pull".into())?;
    page.script(pointer, &json!([17.5 / 24.0, 10.5 / 24.0]))?;
    ensure(page.text("whole-log")? == "entries 10 to 17 only; show the whole log", || page.text("whole-log").unwrap_or_default())?;
    page.picture(&visit.house.screenshots, "lane-part")?;
    page.script(pointer, &json!([0.99, 0.99]))?;
    page.wait_for("entry 17", || Ok((open_entry(visit)? == Some(17)).then_some(())))?;
    page.click("whole-log")?;
    ensure(!page.shows("whole-log")?, || "the whole log is not shown again".into())
}

/// What is to be done next stands under the verdict, and leads to the finding that says why, from whatever log is on screen.
pub fn next(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-altered")?;
    page.idle()?;
    let words = page.text("next")?;
    ensure(words.starts_with("Next: Keep this file as it is."), || words)?;
    let opened =
        |code: &str| ensure(page.attributes("finding-page", "data-code").is_ok_and(|open| open == [code]), || format!("no {code}"));
    page.click("next-more")?;
    page.idle()?;
    opened("entry-altered")?;
    let again = visit.again()?;
    let case = Case::named("two-logs-one-damaged")?;
    again.prepare(&case)?;
    again.give(&case.files)?;
    let other = "const logs = [...document.querySelectorAll('[data-test=log]')];
        logs.find(log => log.getAttribute('aria-selected') === 'false').click();";
    again.script(other, &json!([]))?;
    again.idle()?;
    again.click("next-more")?;
    again.idle()?;
    ensure(!again.attributes("finding-page", "data-code")?.is_empty(), || "the finding of the other log is not opened".into())
}

/// Pointing at a value of the event lights its bytes, by mouse and by key, and the other way round.
pub fn linked(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-altered")?;
    page.idle()?;
    let lit = || page.script("return [...document.querySelectorAll('.event .on, .bytes .on')].map(lit => lit.textContent)", &json!([]));
    ensure(lit()? == json!([]), || "something is lit before anybody points".into())?;
    let over = "document.querySelectorAll(arguments[0])[arguments[1]].dispatchEvent(new MouseEvent(arguments[2]))";
    page.script(over, &json!(["[data-test=entry-event] li", 1, "mouseenter"]))?;
    ensure(lit()? == json!(["eve", "\"eve\""]), || format!("{:?}", lit()))?;
    page.script(over, &json!(["[data-test=entry-event]", 0, "mouseleave"]))?;
    ensure(lit()? == json!([]), || "it stays lit".into())?;
    page.script("document.querySelector('[data-test=entry-event]').focus()", &json!([]))?;
    for expected in [["record.read", "\"record.read\""], ["eve", "\"eve\""], ["13", "13"], ["13", "13"]] {
        page.key("ArrowDown")?;
        ensure(lit()? == json!(expected), || format!("{:?}, not {expected:?}", lit()))?;
    }
    ensure(open_entry(visit)? == Some(13), || "the arrow went to another entry".into())?;
    page.script("document.querySelector('[data-test=entry-event]').blur()", &json!([]))?;
    page.script(over, &json!(["[data-test=entry-text] b[data-member=seq]", 0, "mouseenter"]))?;
    ensure(lit()? == json!(["13"]), || format!("{:?}", lit()))
}
