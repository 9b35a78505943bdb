//! The page enlarged: a screen of 1280 pixels at 200 % and at 400 % is one of 640 and of 320. In every state nothing is wider than the
//! screen, no text is cut that nobody can get at, and no two things to press lie over each other (WCAG 1.4.4 and 1.4.10).

use crate::access::STATES;
use crate::{Visit, ensure};
use serde_json::{Value, json};
use unbroken_e2e::Fault;

/// Screens of 1280 by 1024 at 200 %, and of 1280 by 2560, which is more than anybody has, at 400 %.
const SIZES: [(u64, u64); 2] = [(640, 512), (320, 640)];

/// What is wrong with the page as it stands.
///
/// A text may be cut where it can be scrolled, or where its whole stands in a title. What a screen reader alone is told is cut to a pixel.
const WRONG: &str = "const wrong = [];
    const wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) wrong.push(`${wide} pixels wide`);
    const named = e => `${e.localName}.${e.getAttribute('class') ?? ''} ${(e.dataset.test ?? '')} “${e.textContent.trim().slice(0, 40)}”`;
    const drawn = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const unseen = e => { const style = getComputedStyle(e); return style.clipPath === 'inset(50%)' || e.offsetWidth === 1; };
    // What cuts an element, unless what lies outside can be scrolled to. What is placed by itself is cut only by what it is placed in.
    const cut = (e, box) => {
        let placed = false;
        for (let up = e; up && up !== document.documentElement; up = up.parentElement) {
            const {overflowX: flow, position} = getComputedStyle(up);
            if (placed && position === 'static') continue;
            placed = position === 'absolute';
            if (unseen(up) || up.localName === 'svg' && up.getAttribute('aria-hidden')) return null;
            if (flow === 'auto' || flow === 'scroll') return null;
            if (flow === 'visible') continue;
            const edge = up.getBoundingClientRect();
            if (box.right > edge.right + 1 || box.left < edge.left - 1) return up;
        }
        return box.right > innerWidth + 1 || box.left < -1 ? document.body : null;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !drawn(e) || e.closest('option, script, style')) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const by = [...range.getClientRects()].map(box => cut(e, box)).find(by => by);
        const whole = by && by !== document.body && e.closest('[title]');
        if (by && !whole) wrong.push(`cut by ${named(by)}: ${named(e)}`);
    }
    // What can be pressed, each where it is seen; a dialog lies over the rest, and over a list its finding.
    const presses = [...document.querySelectorAll('button, a[href], select, summary, input:not([type=file]), textarea, label.btn')].filter(drawn);
    const layer = e => e.closest('dialog, [role=dialog], .fpage') ?? document.body;
    const seen = e => {
        let {left, right, top, bottom} = e.getBoundingClientRect();
        for (let up = e.parentElement; up; up = up.parentElement) {
            if (getComputedStyle(up).overflowY === 'visible') continue;
            const edge = up.getBoundingClientRect();
            [left, right, top, bottom] = [Math.max(left, edge.left), Math.min(right, edge.right), Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
        }
        return {left, right, top, bottom};
    };
    const boxes = presses.map(e => [e, seen(e)]).filter(([, box]) => box.right > box.left && box.bottom > box.top);
    boxes.forEach(([a, one], k) => boxes.slice(k + 1).forEach(([b, other]) => {
        const over = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const under = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (over > 1 && under > 1 && layer(a) === layer(b) && !a.contains(b) && !b.contains(a)) wrong.push(`${named(a)} lies over ${named(b)}`);
    }));
    return wrong;";

/// Every state of the page in both sizes; everything that is wrong at once, with a picture of each.
pub fn enlarged(visit: &Visit<'_>) -> Result<(), Fault> {
    let mut all = Vec::new();
    for (name, reach) in STATES {
        let fresh = visit.again()?;
        reach(visit)?;
        for (width, height) in SIZES {
            fresh.size(width, height)?;
            let wrong = fresh.script(WRONG, &json!([]))?;
            let wrong = wrong.as_array().ok_or_else(|| format!("{name}: {wrong}"))?;
            all.extend(wrong.iter().filter_map(Value::as_str).map(|what| format!("{name} at {width}: {what}")));
            fresh.whole_shot(&visit.house.screenshots, &format!("reflow-{}-{width}", name.replace([',', ' '], "-")), width)?;
        }
        fresh.screen(0)?;
    }
    ensure(all.is_empty(), || format!("{} faults:\n{}", all.len(), all.join("\n")))
}
