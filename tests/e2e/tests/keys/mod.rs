//! The page by the keyboard alone: no test here clicks, and none puts the focus anywhere. One walk through what an auditor does, and Tab
//! through every screen. At every step the focus is somewhere, in view, not covered, and marked.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use unbroken_e2e::page::Page;
use unbroken_e2e::{Fault, while_doing};

/// What a person can stop at with Tab.
const STOPS: &str = "a[href], button, input, select, textarea, summary, [tabindex=\"0\"]";

/// More than there are stops on any screen.
const MANY: usize = 200;

/// How often is looked at what should be marked.
const LOOKS: usize = 50;

/// What has the focus, what is wrong with how it is seen, and which stops nobody has been at yet.
///
/// A file input is as large as nothing and its label stands for it; the browsers' own marks of focus are outlines, and so are ours. What
/// had the focus before may have none any more, or a mark would not tell where it is.
const LOOK: &str = "const [stops] = arguments;
    window.been ??= new Set();
    const active = document.activeElement;
    const named = e => e.dataset.test ?? `${e.localName} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40)}`;
    const shape = e => {
        const whole = [...e.getClientRects()].find(box => box.width > 4 && box.height > 4);
        const box = whole ?? e.closest('label')?.getBoundingClientRect() ?? e.getBoundingClientRect();
        let [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        let [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        // Of what is longer than the pane in which it scrolls, the part that is seen.
        for (let up = e.parentElement; up; up = up.parentElement) {
            if (getComputedStyle(up).overflowY === 'visible') continue;
            const pane = up.getBoundingClientRect();
            [top, bottom] = [Math.max(top, pane.top), Math.min(bottom, pane.bottom)];
        }
        return right > left && bottom > top ? [(left + right) / 2, (top + bottom) / 2] : null;
    };
    const wrong = () => {
        if (active === document.body || !active) return 'nothing has the focus';
        const centre = shape(active);
        if (!centre) return 'it is out of view';
        const over = document.elementFromPoint(...centre);
        const own = over && (active.contains(over) || over.contains(active) && over.closest('label')?.contains(active) || active.closest('label')?.contains(over));
        if (!own) return `it is covered by ${over ? named(over) : 'nothing'}`;
        const is_marked = e => {
            for (let up = e; up; up = up.parentElement) {
                const style = getComputedStyle(up);
                if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) return true;
            }
            return false;
        };
        if (!is_marked(active)) return 'nothing marks it';
        const before = window.before;
        const was_left = before?.isConnected && before !== active && !before.contains(active) && !active.contains(before);
        return was_left && is_marked(before) ? `${named(before)} is still marked` : '';
    };
    const says = wrong();
    been.add(active);
    window.before = active;
    const modal = document.querySelector('dialog[open]') ?? document;
    const left = [...modal.querySelectorAll(stops)].filter(e => {
        const of_a_group = e.type === 'radio' && !e.checked;
        return e.tabIndex >= 0 && !e.disabled && !of_a_group && e.checkVisibility({visibilityProperty: true}) && !been.has(e);
    });
    return {at: document.hasFocus() && active && active !== document.body ? named(active) : '', wrong: says, left: left.map(named)};";

struct Look {
    at: String,
    wrong: String,
    left: Vec<String>,
}

fn look(page: &Page<'_>) -> Result<Look, Fault> {
    let seen = page.script(LOOK, &json!([STOPS]))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let left = seen["left"].as_array().into_iter().flatten().map(text).collect();
    Ok(Look { at: text(&seen["at"]), wrong: text(&seen["wrong"]), left })
}

/// The focus is somewhere, and seen; gives its name.
fn focused(page: &Page<'_>, after: &str) -> Result<String, Fault> {
    let mut last = String::new();
    let seen = page.wait_for("the focus", || {
        let now = look(page)?;
        last = format!("{}: {}", now.at, now.wrong);
        Ok(now.wrong.is_empty().then_some(now.at))
    });
    seen.map_err(|_| format!("after {after}: {last}"))
}

/// Waits until the focus is on what has this name.
fn focus_is(page: &Page<'_>, name: &str, after: &str) -> Result<(), Fault> {
    let mut at = String::new();
    let there = page.wait_for(name, || {
        at = look(page)?.at;
        Ok((at == name).then_some(()))
    });
    there.map_err(|_| format!("after {after} the focus is at {at:?}, not at {name}"))?;
    focused(page, after).map(drop)
}

/// Presses Tab, or Shift and Tab, and looks. Past the last stop the browser itself has the focus: then it is at nothing.
fn step(page: &Page<'_>, back: bool) -> Result<Look, Fault> {
    if back {
        page.chord("Shift", "Tab")?
    } else {
        page.key("Tab")?
    }
    let mut now = look(page)?;
    // A browser may mark a moment later than it tells the page.
    for _ in 0..LOOKS {
        if now.at.is_empty() || now.wrong.is_empty() {
            return Ok(now);
        }
        now = look(page)?;
    }
    Err(format!("Tab to {}: {}", now.at, now.wrong))
}

/// Past the last stop and before the first: back into the page, as the next Tab of a person is, which goes through the browser's own buttons.
fn turn(page: &Page<'_>) -> Result<(), Fault> {
    page.script("window.focus()", &json!([])).map(drop)
}

/// Goes on with Tab until the focus is on what has this name, and back if there is nothing more; at every stop it is seen.
fn tab_to(page: &Page<'_>, name: &str) -> Result<(), Fault> {
    for back in [false, true] {
        for _ in 0..MANY {
            match step(page, back)?.at {
                at if at == name => return Ok(()),
                at if at.is_empty() => break,
                _ => {}
            }
        }
        turn(page)?;
    }
    Err(format!("Tab does not lead to {name}"))
}

fn type_in(page: &Page<'_>, text: &str) -> Result<(), Fault> {
    text.chars().try_for_each(|letter| page.key(&letter.to_string()))
}

/// Chooses a command in the palette by a part of its name.
fn command(page: &Page<'_>, name: &str) -> Result<(), Fault> {
    page.chord("Control", "k")?;
    focus_is(page, "palette-field", "Ctrl+K")?;
    type_in(page, name)?;
    page.key("Enter")
}

fn waits(page: &Page<'_>, name: &str) -> Result<(), Fault> {
    page.wait_for(name, || page.shows(name).map(|shown| shown.then_some(())))
}

/// Waits until another entry than this one is open; gives its number.
fn moved(page: &Page<'_>, from: &str) -> Result<String, Fault> {
    page.wait_for("another entry", || Ok(page.attributes("entry", "data-seq")?.pop().filter(|seq| seq != from)))
}

/// What an auditor does with a log, from the first screen to the next log.
pub fn walk(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    tab_to(page, "sample-altered")?;
    page.key("Enter")?;
    page.idle()?;
    visit.verdict_is("broken")?;
    focus_is(page, "headline", "opening a sample")?;

    page.key("e")?;
    waits(page, "finding-page")?;
    focused(page, "e")?;
    page.key("Enter")?;
    focus_is(page, "entry-panel", "Enter")?;
    tab_to(page, "recheck")?;
    page.key(" ")?;
    waits(page, "rechecked")?;
    focus_is(page, "recheck", "checking again")?;
    tab_to(page, "neighbour-after")?;
    page.key("Enter")?;
    crate::search::opens(visit, 14)?;
    focus_is(page, "neighbour-after", "opening the neighbour")?;

    let saved = page.downloaded("json", || command(page, "as json"))?;
    ensure(saved.starts_with(b"{"), || "what was saved is no report".into())?;
    focused(page, "saving")?;
    page.key("/")?;
    focus_is(page, "search", "/")?;
    type_in(page, "alice")?;
    page.idle()?;
    page.key("Enter")?;
    let hit = moved(page, "14")?;
    page.key("Escape")?;
    focus_is(page, "rows", "leaving the field")?;
    page.key("n")?;
    moved(page, &hit)?;
    tab_to(page, "search")?;
    tab_to(page, "search-clear")?;
    page.key("Enter")?;
    focus_is(page, "search", "clearing the field")?;

    page.key("Escape")?;
    page.chord("Control", "k")?;
    focus_is(page, "palette-field", "Ctrl+K")?;
    page.key("Escape")?;
    focus_is(page, "rows", "leaving the palette")?;
    for (key, name) in [("r", "paper"), ("?", "help")] {
        page.key(key)?;
        page.idle()?;
        focus_is(page, name, key)?;
        page.key("Escape")?;
        focus_is(page, "rows", "Escape")?;
    }
    command(page, "about")?;
    focus_is(page, "about", "the command")?;
    page.key("Escape")?;
    focus_is(page, "rows", "Escape")?;

    page.key("b")?;
    page.idle()?;
    focus_is(page, "bench", "b")?;
    page.key("e")?;
    page.key("Enter")?;
    page.idle()?;
    ensure(page.attributes("bench-verdict", "data-verdict")? == ["broken"], || "the copy is not judged".into())?;
    focused(page, "judging the copy")?;
    tab_to(page, "bench-undo")?;
    page.key("Enter")?;
    page.idle()?;
    focused(page, "taking the change back")?;
    page.key("Escape")?;
    focus_is(page, "break-it", "leaving the bench")?;

    page.key("v")?;
    focused(page, "v")?;
    tab_to(page, "trust-policy")?;
    page.chord("Control", "a")?;
    type_in(page, "quorum none")?;
    tab_to(page, "trust-apply")?;
    page.key("Enter")?;
    page.idle()?;
    focused(page, "judging")?;
    let saved = page.downloaded("json", || command(page, "as json"))?;
    let report: Value = serde_json::from_slice(&saved).map_err(while_doing("the saved report"))?;
    ensure(report["policy"]["logs"] == json!([]), || "the log was not judged with what was typed".into())?;
    command(page, "start over")?;
    waits(page, "samples")?;
    focused(page, "starting over")?;

    tab_to(page, "sample-rollback")?;
    page.key("Enter")?;
    page.idle()?;
    page.key("d")?;
    page.idle()?;
    focus_is(page, "compare", "d")?;
    tab_to(page, "compare-swap")?;
    page.key(" ")?;
    page.idle()?;
    focus_is(page, "compare-swap", "exchanging")?;
    page.key("Escape")?;
    focus_is(page, "headline", "leaving the comparison")
}

/// Tab from stop to stop to the end of a screen, and back to its beginning: every one that can be seen is reached, and none holds the focus.
fn through(page: &Page<'_>, screen: &str) -> Result<(), Fault> {
    page.script("window.been = new Set()", &json!([]))?;
    let mut left = Vec::new();
    for back in [false, true] {
        let mut presses = 0;
        loop {
            let now = step(page, back).map_err(while_doing(screen))?;
            left = now.left;
            if now.at.is_empty() {
                break;
            }
            presses += 1;
            ensure(presses < MANY, || format!("{screen}: Tab never comes to an end; it is at {}", now.at))?;
        }
        ensure(!back || presses > 3, || format!("{screen}: only {presses} stops"))?;
        turn(page)?;
    }
    ensure(left.is_empty(), || format!("{screen}: Tab never reaches {left:?}"))
}

/// Every screen, reached by keys.
pub fn stops(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    through(page, "landing")?;
    tab_to(page, "sample-altered")?;
    page.key("Enter")?;
    page.idle()?;
    through(page, "answer")?;
    for (key, screen) in [("e", "a finding"), ("v", "panel"), ("r", "report")] {
        page.key("Escape")?;
        page.key(key)?;
        page.idle()?;
        through(page, screen)?;
    }
    page.key("Escape")?;
    page.key("b")?;
    page.idle()?;
    page.key("e")?;
    page.key("Enter")?;
    page.idle()?;
    through(page, "bench")?;
    page.key("Escape")?;
    command(page, "start over")?;
    waits(page, "samples")?;
    tab_to(page, "sample-rollback")?;
    page.key("Enter")?;
    page.idle()?;
    page.key("d")?;
    page.idle()?;
    through(page, "compare")
}
