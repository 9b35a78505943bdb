//! Searching the entries of a log: what is found and how that is said, what is typed wrong, from hit to hit, terms by a click, and a search
//! that a newer one ends.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken_e2e::case::Case;
use unbroken_e2e::{Fault, while_doing};

/// Entries of the log; the one that opens it comes first.
const EVENTS: usize = 600;

/// What becomes of a log under this query: hits among all of its entries.
const QUERIES: [(&str, usize); 18] = [
    ("caroline", 6),
    ("CAROLINE grant", 6),
    ("-caroline", EVENTS - 5),
    ("target=record/7\"", 1),
    ("who:aro", 6),
    ("who=aro", 0),
    ("actor=caroline -target:record/100", 5),
    ("action:role.grant", 6),
    ("outcome:denied", 6),
    ("corr=req-1", EVENTS / 3),
    ("status:altered", 1),
    ("-status:proven", 1),
    ("code:entry-altered", 1),
    ("code:link-broken", 0),
    ("seq:41", 1),
    ("seq:100..200 -seq:150", 99),
    ("time:2020-01-01..2120-01-01", EVENTS + 1),
    ("time:..2020-01-01", 0),
];

/// An event; every hundredth is of another kind.
fn event(number: usize) -> String {
    let (actor, action, outcome) =
        if number.is_multiple_of(100) { ("caroline", "role.grant", "denied") } else { ("alice <b>", "record.read", "allowed") };
    json!({"action": action, "actor": actor, "target": format!("record/{number}"), "outcome": outcome, "correlation_id": format!("req-{}", number % 3)})
        .to_string()
        + "\n"
}

/// Opens a log of so many events in which the one that read record 77 says something else.
fn open(visit: &Visit<'_>, events: usize) -> Result<(), Fault> {
    let case = visit.seal("search.example/log", &(0..events).map(event).collect::<String>())?;
    let lines = fs::read_to_string(&case.files[0]).map_err(while_doing("the log"))?;
    fs::write(&case.files[0], lines.replace("\"record/77\"", "\"record/7\\\"\"")).map_err(while_doing("the damage"))?;
    let case = Case { question: Default::default(), ..case };
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)?;
    visit.verdict_is("broken")
}

/// How many hits the page says there are.
pub fn hits(visit: &Visit<'_>) -> Result<String, Fault> {
    Ok(visit.page.attributes("search-count", "data-hits")?.pop().unwrap_or_default())
}

/// What the rows that exist say under this name, from the top of the list down.
fn rows(visit: &Visit<'_>, name: &str) -> Result<Vec<String>, Fault> {
    let look = "return [...document.querySelectorAll('[data-test=row]')]
        .map(row => [row.getBoundingClientRect().top, row.dataset[arguments[0]] ?? '']).sort((a, b) => a[0] - b[0]).map(([, says]) => says)";
    let said = visit.page.script(look, &json!([name]))?;
    Ok(said.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Waits until the list has the entries at these positions beside each other.
pub fn lists(visit: &Visit<'_>, expected: &[u64]) -> Result<(), Fault> {
    let expected: Vec<String> = expected.iter().map(u64::to_string).collect();
    visit.page.wait_for(&format!("a list with {expected:?}"), || {
        Ok(rows(visit, "seq")?.windows(expected.len()).any(|some| some == expected).then_some(()))
    })
}

/// Waits until the entry at this position is open.
pub fn opens(visit: &Visit<'_>, seq: u64) -> Result<(), Fault> {
    visit.page.wait_for(&format!("entry {seq} to be open"), || {
        let open = visit.page.attributes("entry", "data-seq")?;
        Ok((open == [seq.to_string()]).then_some(()))
    })
}

/// What stands in the field.
pub fn typed(visit: &Visit<'_>) -> Result<String, Fault> {
    let typed = visit.page.script("return document.querySelector('[data-test=search]').value", &json!([]))?;
    Ok(typed.as_str().unwrap_or_default().to_owned())
}

/// Every kind of term finds what it should, and the count says so; what fits nothing is said in words.
pub fn finds(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, EVENTS)?;
    for (query, expected) in QUERIES {
        visit.page.search(query)?;
        ensure(hits(visit)? == expected.to_string(), || format!("{query}: {} hits, not {expected}", hits(visit).unwrap_or_default()))?;
    }
    visit.page.picture(&visit.house.screenshots, "search-nothing")?;
    ensure(visit.page.text("search-count")? == "No hit in 601 entries looked at.", || visit.page.text("search-count").unwrap_or_default())?;
    ensure(visit.page.shows("no-hits")?, || "an empty list does not say why".into())?;
    visit.page.search("caroline")?;
    ensure(visit.page.text("search-count")? == "6 hits in 601 entries looked at.", || visit.page.text("search-count").unwrap_or_default())?;
    lists(visit, &[1, 101, 201, 301, 401, 501])?;
    visit.page.click("start-over")?;
    visit.page.idle()?;
    visit.page.click("sample-altered")?;
    visit.page.idle()?;
    ensure(typed(visit)?.is_empty() && hits(visit)?.is_empty(), || "a search outlives its log".into())
}

/// A query that cannot be read: the field and a sentence say so and where, and nothing is searched with a part of it.
pub fn faults(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, EVENTS)?;
    let before = visit.page.script("return document.querySelector('[data-test=rows]').getBoundingClientRect().top", &json!([]))?;
    visit.page.search("caroline status:alterd")?;
    let sentence = visit.page.text("search-fault")?;
    ensure(sentence == "At character 17: “alterd” is no status.", || sentence)?;
    ensure(visit.page.attributes("search-fault", "data-at")? == ["16"], || "the place of the fault is not said".into())?;
    ensure(visit.page.attributes("search", "aria-invalid")? == ["true"], || "the field does not say that it is wrong".into())?;
    ensure(hits(visit)?.is_empty() && !visit.page.shows("search-count")?, || "a part of a query was searched for".into())?;
    // The entry that the verdict is about, and what nobody searched for around it.
    lists(visit, &[77, 78, 79])?;
    let after = visit.page.script("return document.querySelector('[data-test=rows]').getBoundingClientRect().top", &json!([]))?;
    ensure(before == after, || format!("the list moved from {before} to {after}"))?;
    visit.page.picture(&visit.house.screenshots, "search-fault")?;
    visit.page.search("caroline status:altered")?;
    ensure(!visit.page.shows("search-fault")? && hits(visit)? == "0", || "a corrected query is still wrong".into())
}

/// With the keys alone: into the field, a query, out of it, from hit to hit and round, in a list of hits and in one that marks them.
pub fn walks(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, EVENTS)?;
    let page = &visit.page;
    for key in ["/", "c", "a", "r", "o", "l", "i", "n", "e"] {
        page.key(key)?;
    }
    page.idle()?;
    ensure(typed(visit)? == "caroline" && hits(visit)? == "6", || "the field did not take the keys".into())?;
    // The entry that the verdict is about is open: number 78.
    page.key("Enter")?;
    opens(visit, 101)?;
    page.key("Escape")?;
    for (key, seq) in [("n", 201), ("N", 101), ("N", 1), ("N", 501), ("n", 1), ("j", 101), ("k", 1), ("k", 1)] {
        page.key(key)?;
        opens(visit, seq)?;
    }
    page.picture(&visit.house.screenshots, "search-hits")?;
    page.click("only-hits")?;
    page.key("n")?;
    opens(visit, 101)?;
    page.wait_for("marks", || Ok((rows(visit, "hit")?.iter().filter(|hit| *hit == "true").count() == 1).then_some(())))?;
    let drawn =
        page.script("return document.querySelector('[data-test=marks] path').getAttribute('d').split('M').length - 1", &json!([]))?;
    ensure(drawn == 6, || format!("{drawn} marks for six hits"))?;
    page.key("j")?;
    opens(visit, 102)?;
    page.picture(&visit.house.screenshots, "search-marks")
}

/// A value in the entry, or in the row that is selected, becomes a term; the other button turns it round. Nothing of it is markup.
pub fn narrows(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, EVENTS)?;
    let page = &visit.page;
    let press = "const found = [...document.querySelectorAll(`[data-test=\"${arguments[0]}\"]`)];
        found.find(e => e.dataset.part === arguments[1] || e.textContent === arguments[1]).dispatchEvent(
            new MouseEvent('click', {bubbles: true, shiftKey: arguments[2], detail: 1}))";
    let steps = [
        ("only", "Who", false, "who=\"alice <b>\"", EVENTS - 6),
        ("without", "Who", false, "-who=\"alice <b>\"", 7),
        ("without", "Status", false, "-who=\"alice <b>\" -status:altered", 7),
    ];
    for (button, part, shift, query, expected) in steps {
        page.script(press, &json!([button, part, shift]))?;
        page.idle()?;
        ensure(typed(visit)? == query && hits(visit)? == expected.to_string(), || {
            format!("{button} {part}: {:?} with {:?} hits", typed(visit), hits(visit))
        })?;
    }
    page.search("who:caroline")?;
    page.key("n")?;
    opens(visit, 101)?;
    for (value, shift, query, expected) in [
        ("role.grant", false, "who:caroline what=role.grant", 6),
        ("record/100", true, "who:caroline what=role.grant -target=record/100", 5),
    ] {
        page.wait_for("the values of the row", || Ok((page.all("value")?.len() == 4).then_some(())))?;
        page.script(press, &json!(["value", value, shift]))?;
        page.idle()?;
        ensure(typed(visit)? == query && hits(visit)? == expected.to_string(), || {
            format!("{value}: {:?} with {:?} hits", typed(visit), hits(visit))
        })?;
    }
    page.search("who=\"alice <b>\"")?;
    ensure(page.script("return document.querySelectorAll('.list b').length", &json!([]))? == 0, || "evidence became markup".into())?;
    page.click("search-clear")?;
    page.idle()?;
    ensure(typed(visit)?.is_empty() && hits(visit)?.is_empty(), || "the field is not empty".into())
}

/// Notes which search the page asks its workers to go on with.
const WATCH: &str = "window.asked = [];
    window.Worker = class extends Worker {
        postMessage(data, ...more) {
            const head = Array.isArray(data) && typeof data[0] === 'string' ? JSON.parse(data[0]) : {};
            if (head.do === 'search') asked.push([head.query, head.from]);
            super.postMessage(data, ...more);
        }
    };";

/// A long log is looked at in several goes, with rows in between; a newer search ends the one before.
pub fn superseded(visit: &Visit<'_>) -> Result<(), Fault> {
    const MANY: usize = 20_000;
    let page = &visit.page;
    page.script(WATCH, &json!([]))?;
    open(visit, MANY)?;
    page.search("caroline")?;
    ensure(hits(visit)? == (MANY / 100).to_string(), || format!("{:?} hits", hits(visit)))?;
    let goes = page.script("return asked.length", &json!([]))?.as_u64().unwrap_or_default();
    ensure(goes > 2, || format!("a long log was looked at in {goes} goes"))?;
    let change = "asked.length = 0;
        const field = document.querySelector('[data-test=search]');
        for (const query of ['record', 'alice', 'who=caroline seq:..5000']) {
            field.value = query;
            field.dispatchEvent(new Event('input', {bubbles: true}));
        }";
    page.script(change, &json!([]))?;
    page.idle()?;
    ensure(hits(visit)? == "50", || format!("{:?} hits of the last of three searches", hits(visit)))?;
    let asked =
        page.script("return asked.filter(([query, from]) => query !== 'who=caroline seq:..5000' && from > 0).length", &json!([]))?;
    ensure(asked == 0, || format!("a search that is over was asked for {asked} times more"))?;
    // A list of nearly everything scrolls to its end.
    page.search("-caroline")?;
    page.script("const rows = document.querySelector('[data-test=rows]'); rows.scrollTop = rows.scrollHeight", &json!([]))?;
    lists(visit, &[MANY as u64 - 1, MANY as u64])?;
    page.search("")?;
    page.idle()
}
