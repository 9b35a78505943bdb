//! The page for everybody: axe-core finds no violation of WCAG 2.2 AA, nor of its best practices, in any state, light or dark.

use crate::language::in_german;
use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken_e2e::{Fault, while_doing};

/// The rules that must hold: those of WCAG up to 2.2 AA, and the best practices of axe.
const RULES: &str = "const told = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, {resultTypes: ['violations'], runOnly: tags}).then(
        found => told(found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))),
        error => told([`axe: ${error}`]));";

/// A state: its name, and how it is reached from a freshly opened page.
pub type State = (&'static str, fn(&Visit<'_>) -> Result<(), Fault>);

/// Every state of the page that is looked at as a whole.
pub const STATES: [State; 20] = [
    ("landing", |_| Ok(())),
    ("landing, in German", |visit| in_german(&visit.page)),
    ("landing, panel", |visit| visit.page.open_panel()),
    ("intact", |visit| sample(visit, "intact")),
    ("altered", |visit| sample(visit, "altered")),
    ("altered, a finding in German", |visit| {
        in_german(&visit.page)?;
        sample(visit, "altered")?;
        visit.page.key("e")?;
        visit.page.wait_for("the finding", || visit.page.shows("finding-page").map(|shown| shown.then_some(())))
    }),
    ("altered, a finding", |visit| {
        sample(visit, "altered")?;
        visit.page.key("e")?;
        visit.page.wait_for("the finding", || visit.page.shows("finding-page").map(|shown| shown.then_some(())))
    }),
    ("altered, panel", |visit| {
        sample(visit, "altered")?;
        visit.page.open_panel()
    }),
    ("altered, help", |visit| {
        sample(visit, "altered")?;
        visit.page.key("?")
    }),
    ("altered, all commands", |visit| {
        sample(visit, "altered")?;
        visit.page.key("?")?;
        visit.page.click("open-palette")
    }),
    ("gap, the lane as a table", |visit| {
        sample(visit, "gap")?;
        visit.page.click("lane-as-table")
    }),
    ("altered, found", |visit| {
        sample(visit, "altered")?;
        visit.page.search("record")
    }),
    ("altered, a query that cannot be read", |visit| {
        sample(visit, "altered")?;
        visit.page.search("status:alterd")
    }),
    ("altered, the report", |visit| {
        sample(visit, "altered")?;
        visit.page.key("r")?;
        visit.page.idle()
    }),
    ("a copy that was broken", |visit| {
        sample(visit, "intact")?;
        visit.page.key("b")?;
        visit.page.wait_for("the bench", || visit.page.shows("bench-surprise").map(|shown| shown.then_some(())))?;
        visit.page.click("bench-surprise")?;
        visit.page.idle()
    }),
    ("fork, both beside each other", |visit| {
        sample(visit, "armory")?;
        visit.page.key("d")?;
        visit.page.idle()
    }),
    ("fork", |visit| sample(visit, "fork")),
    ("receipt", |visit| sample(visit, "receipt")),
    ("unpinned", |visit| sample(visit, "unpinned")),
    ("garbage", |visit| {
        let file = visit.file("garbage", &[0x80, 0, 0xff, 7].repeat(64))?;
        visit.page.give(&[file])
    }),
];

fn sample(visit: &Visit<'_>, name: &str) -> Result<(), Fault> {
    visit.page.click(&format!("sample-{name}"))?;
    visit.page.idle()
}

/// Every state by every rule; all violations at once, so that one run shows what is left.
pub fn rules(visit: &Visit<'_>) -> Result<(), Fault> {
    let axe = fs::read_to_string(&visit.house.axe).map_err(while_doing("axe-core"))?;
    let mut violations = Vec::new();
    for (name, reach) in STATES {
        let fresh = visit.again()?;
        fresh.script(&axe, &json!([]))?;
        reach(visit)?;
        for scheme in ["light", "dark"] {
            fresh.scheme(scheme)?;
            let found = fresh.told(RULES)?;
            let found = found.as_array().ok_or_else(|| format!("{name}: axe said {found}"))?;
            violations.extend(found.iter().filter_map(Value::as_str).map(|what| format!("{name}, {scheme}: {what}")));
        }
        fresh.scheme("")?;
    }
    ensure(violations.is_empty(), || format!("{} violations:\n{}", violations.len(), violations.join("\n")))
}
