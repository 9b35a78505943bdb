//! The list of entries: its columns, what stands beside it, bookmarks, what a search found in the texts, the place in the address, the
//! palette of commands, and the neighbours of an entry. Whatever has a key is done by key.

use crate::search::{hits, lists, opens, typed};
use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken_e2e::case::Case;
use unbroken_e2e::page::Page;
use unbroken_e2e::{Fault, while_doing};

/// The size of the screen for which no column of a sample may be cut.
const WIDE: u64 = 1280;
const NARROW: u64 = 390;

/// What is cut of the head and of the rows that exist.
const CUT: &str = "return [...document.querySelectorAll('[data-test=row-head] > *, [data-test=row] > [role=gridcell]')]
    .filter(cell => cell.getClientRects().length && cell.clientWidth > 1 && cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)";

/// Left edges of the columns that can be seen: of the head, and of each row that exists.
const EDGES: &str = "const edges = row => [...row.children].filter(cell => cell.getClientRects().length && cell.clientWidth > 1
        && (cell.role === 'gridcell' || row.dataset.test === 'row-head')).map(cell => Math.round(cell.getBoundingClientRect().left));
    return [edges(document.querySelector('[data-test=row-head]')), ...[...document.querySelectorAll('[data-test=row]')].map(edges)]";

/// Texts of the elements that fit a selector.
fn texts(page: &Page<'_>, selector: &str) -> Result<Vec<String>, Fault> {
    let found = page.script("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", &json!([selector]))?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The fragment of the address, as soon as it is this one.
fn address_is(page: &Page<'_>, expected: &str) -> Result<(), Fault> {
    page.wait_for(&format!("the address to end with {expected}"), || {
        let hash = page.script("return location.hash", &json!([]))?;
        Ok((hash == expected).then_some(()))
    })
}

fn sample(visit: &Visit<'_>, name: &str) -> Result<(), Fault> {
    visit.page.click(&format!("sample-{name}"))?;
    visit.page.idle()?;
    visit.page.wait_for("rows", || Ok((!visit.page.all("row")?.is_empty()).then_some(())))
}

/// A log of events as long as they come in real logs, over two days if that is wanted.
fn give_log(visit: &Visit<'_>, events: usize, days: bool) -> Result<(), Fault> {
    let event = |number: usize| {
        let actor = if number.is_multiple_of(10) { "system:serviceaccount:production:deployer" } else { "alice" };
        json!({"action": "record.read", "actor": actor, "target": format!("patient/{number}/observations/latest"), "n": number}).to_string()
            + "\n"
    };
    let mut case = visit.seal("list.example/log", &(0..events).map(event).collect::<String>())?;
    if days {
        // Changed bytes are still read for the list, and say so beside each row.
        let lines = fs::read_to_string(&case.files[0]).map_err(while_doing("the log"))?;
        let last = lines.rmatch_indices("\"at\":\"20").next().map_or(0, |(at, _)| at);
        let (before, after) = lines.split_at(last);
        fs::write(&case.files[0], format!("{before}{}", after.replacen("\"at\":\"20", "\"at\":\"19", 1)))
            .map_err(while_doing("the damage"))?;
        case = Case { question: Default::default(), ..case };
    }
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)
}

/// The parts that have a column are the reader's choice, and there is always one.
pub fn choice(visit: &Visit<'_>) -> Result<(), Fault> {
    let event = "{\"action\":\"login\",\"actor\":\"bob\",\"outcome\":\"failure\",\"request_id\":\"req-7\"}\n";
    let case = visit.seal("choice.example/log", &event.repeat(3))?;
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)?;
    visit.page.close_panel()?;
    visit.page.screen(WIDE)?;
    let head = || visit.page.text("row-head");
    ensure(head()?.contains("Target") && !head()?.contains("Outcome"), || "not the usual columns".into())?;
    visit.page.click("columns")?;
    let boxes = visit.page.all("column")?;
    ensure(boxes.len() == 5, || format!("{} parts to choose from", boxes.len()))?;
    boxes[3].click()?;
    boxes[4].click()?;
    visit.page.wait_for("the outcome", || Ok((head()?.contains("Outcome") && head()?.contains("Correlation")).then_some(())))?;
    let row = texts(&visit.page, "[data-test=row]")?.into_iter().find(|row| row.contains("login")).ok_or("no row")?;
    ensure(row.contains("failure") && row.contains("req-7"), || format!("the row says {row}"))?;
    visit.page.picture(&visit.house.screenshots, "list-choice")?;
    for part in &boxes[..4] {
        part.click()?;
    }
    visit.page.wait_for("one column", || Ok((!head()?.contains("Who") && head()?.contains("Correlation")).then_some(())))?;
    let last = "return document.querySelectorAll('[data-test=column]')[4].disabled";
    ensure(visit.page.script(last, &json!([]))? == true, || "the last column can be taken away".into())?;
    let edges = visit.page.script(EDGES, &json!([]))?;
    let first = edges.get(0).cloned().unwrap_or_default();
    ensure(edges.as_array().is_some_and(|rows| rows.len() > 1 && rows.iter().all(|row| *row == first)), || format!("edges: {edges}"))?;
    // The choice is part of the place that an address names.
    visit.page.wait_for("the choice in the address", || {
        Ok((visit.page.script("return location.hash.endsWith('&cols=corr')", &json!([]))? == true).then_some(()))
    })?;
    visit.page.script("location.hash = '#entry=1&cols=outcome,what'", &json!([]))?;
    visit.page.wait_for("the columns of the address", || {
        Ok((head()?.contains("Outcome") && head()?.contains("What") && !head()?.contains("Correlation")).then_some(()))
    })?;
    address_is(&visit.page, "#entry=1&cols=what,outcome")
}

/// Nothing of a sample is cut, a date is said once, and on a narrow screen head and rows stand under each other.
pub fn columns(visit: &Visit<'_>) -> Result<(), Fault> {
    for name in ["intact", "altered", "gap", "fork", "rollback", "unpinned"] {
        sample(visit, name)?;
        visit.page.screen(WIDE)?;
        let cut = visit.page.script(CUT, &json!([]))?;
        ensure(cut == json!([]), || format!("{name}: cut at {WIDE} pixels: {cut}"))?;
        ensure(visit.page.text("times")? == "2026-01-05, claimed", || visit.page.text("times").unwrap_or_default())?;
        let times = texts(&visit.page, "[data-test=row] .when")?;
        ensure(times.iter().all(|time| time.starts_with("09:") && time.ends_with('Z')), || format!("{name}: {times:?}"))?;
        for width in [WIDE, NARROW] {
            visit.page.screen(width)?;
            let edges = visit.page.script(EDGES, &json!([]))?;
            let edges: Vec<&Value> = edges.as_array().into_iter().flatten().collect();
            let count = edges.first().and_then(|head| head.as_array()).map_or(0, Vec::len);
            visit.page.script("document.querySelector('.list').scrollIntoView()", &json!([]))?;
            visit.page.shot(&visit.house.screenshots, &format!("list-{name}-{width}"))?;
            ensure(count >= 5 && edges.windows(2).all(|two| two[0] == two[1]), || format!("{name} at {width}: {edges:?}"))?;
        }
        visit.page.screen(0)?;
        visit.page.click("start-over")?;
        visit.page.idle()?;
    }
    Ok(())
}

/// Where times are of several days each is shown whole, and what is cut of a long value is said on hovering.
pub fn several_days(visit: &Visit<'_>) -> Result<(), Fault> {
    give_log(visit, 12, true)?;
    let page = &visit.page;
    page.wait_for("rows", || Ok((page.all("row")?.len() == 13).then_some(())))?;
    ensure(page.text("times")? == "Time, claimed", || page.text("times").unwrap_or_default())?;
    let times = texts(page, "[data-test=row] .when")?;
    ensure(times.iter().all(|time| time.len() > 19 && time.contains('T')), || format!("{times:?}"))?;
    let titles = "return [...document.querySelectorAll('[data-test=row] > [role=gridcell]')].slice(2)
        .filter(cell => cell.scrollWidth > cell.clientWidth && cell.title !== cell.textContent && !cell.querySelector('[title]')).length";
    ensure(page.script(titles, &json!([]))? == 0, || "a value is cut and nowhere whole".into())?;
    page.picture(&visit.house.screenshots, "list-days")?;
    page.screen(NARROW)?;
    page.script("document.querySelector('.list').scrollIntoView()", &json!([]))?;
    page.shot(&visit.house.screenshots, "list-days-390")?;
    page.screen(0)
}

/// Bookmarks by key: set, gone through, searched for, taken away; they are seen in the row, beside the list, in the address, and counted.
pub fn bookmarks(visit: &Visit<'_>) -> Result<(), Fault> {
    sample(visit, "altered")?;
    let page = &visit.page;
    opens(visit, 13)?;
    for key in ["m", "j", "j", "j", "m", "k", "m"] {
        page.key(key)?;
    }
    let marked = || texts(page, "[data-test=row][data-marked=true] .num");
    page.wait_for("three bookmarks", || Ok((marked()?.len() == 3).then_some(())))?;
    ensure(page.attributes("bookmarks", "data-count")? == ["3"], || "they are not counted".into())?;
    address_is(page, "#sample=altered&entry=15&marks=13,15,16")?;
    page.wait_for("three ribbons", || {
        let drawn = page
            .script("return document.querySelector('[data-test=marks-bookmarks]').getAttribute('d').split('M').length - 1", &json!([]))?;
        Ok((drawn == 3).then_some(()))
    })?;
    for (key, seq) in [("'", 16), ("'", 13), ("\"", 16), ("\"", 15)] {
        page.key(key)?;
        opens(visit, seq)?;
    }
    page.picture(&visit.house.screenshots, "list-bookmarks")?;
    page.search("is:marked")?;
    lists(visit, &[13, 15, 16])?;
    page.key("m")?;
    page.idle()?;
    lists(visit, &[13, 16])?;
    ensure(hits(visit)? == "2", || "a bookmark that is gone is still found".into())?;
    page.click("bookmarks-clear")?;
    page.idle()?;
    ensure(hits(visit)? == "0" && !page.shows("bookmarks")?, || "bookmarks are left".into())?;
    ensure(page.script("return localStorage.length + sessionStorage.length", &json!([]))? == 0, || "something was kept".into())
}

/// Beside the list: what is not proven, and where a click on it leads, in the whole list and in a list of hits.
pub fn marks(visit: &Visit<'_>) -> Result<(), Fault> {
    give_log(visit, 600, true)?;
    let page = &visit.page;
    let last = || {
        page.script("const r = [...document.querySelectorAll('[data-test=marks-found] rect')].at(-1); return r && [r.getAttribute('class'), +r.getAttribute('y'), +r.getAttribute('height')]", &json!([]))
    };
    let seen = page.wait_for("a mark", || Ok(last()?.as_array().cloned()))?;
    ensure(seen[0] == "s-altered" && seen[2].as_f64().is_some_and(|height| height >= 3.0), || format!("{seen:?}"))?;
    let click = "const strip = document.querySelector('[data-test=marks]'), box = strip.getBoundingClientRect();
        strip.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: box.left + 4, clientY: box.top + arguments[0]}))";
    page.script(click, &json!([2]))?;
    page.wait_for("an early entry", || {
        Ok(page.attributes("entry", "data-seq")?.pop().and_then(|seq| seq.parse().ok()).filter(|seq: &u64| *seq < 10))
    })?;
    page.script(click, &json!([seen[1].as_f64().unwrap_or_default()]))?;
    opens(visit, 600)?;
    // Marks stand where the rows do: in a list of hits, among the hits.
    page.search("status:altered")?;
    page.wait_for("the mark to fill the strip", || {
        Ok(last()?.as_array().is_some_and(|seen| seen[1] == 0.0 && seen[2].as_f64().is_some_and(|height| height >= 20.0)).then_some(()))
    })?;
    page.search("who:deployer")?;
    page.wait_for("no mark", || Ok(last()?.is_null().then_some(())))?;
    page.click("only-hits")?;
    page.key("m")?;
    page.picture(&visit.house.screenshots, "list-marks")
}

/// What was found is marked in the cells and in the entry, as text.
pub fn highlight(visit: &Visit<'_>) -> Result<(), Fault> {
    sample(visit, "altered")?;
    let page = &visit.page;
    page.search("READ who:li")?;
    page.key("n")?;
    page.wait_for("marks in cells", || {
        let found = texts(page, "[data-test=row] mark")?;
        Ok((found.len() > 2 && found.iter().all(|text| text == "read" || text == "li")).then_some(()))
    })?;
    page.wait_for("marks in the entry", || {
        let parts = texts(page, "[data-test=parts] mark")?;
        let event = texts(page, "[data-test=entry-event] mark")?;
        Ok((parts == ["li", "read"] && event == ["read"]).then_some(()))
    })?;
    page.picture(&visit.house.screenshots, "list-found")?;
    page.search("")?;
    page.wait_for("no marks", || Ok(texts(page, "mark")?.is_empty().then_some(())))
}

/// The address follows the reader, and leads back: after a reload, on a page that is open, and never with evidence or trust.
pub fn address(visit: &Visit<'_>) -> Result<(), Fault> {
    sample(visit, "altered")?;
    let page = &visit.page;
    address_is(page, "#sample=altered&entry=13")?;
    page.search("who:bob")?;
    page.click("only-hits")?;
    page.key("n")?;
    opens(visit, 16)?;
    page.key("m")?;
    let whole = "#sample=altered&q=who%3Abob&only=0&entry=16&marks=16";
    address_is(page, whole)?;
    page.reload()?;
    opens(visit, 16)?;
    ensure(typed(visit)? == "who:bob" && !hits(visit)?.is_empty(), || "the search is gone".into())?;
    ensure(page.attributes("bookmarks", "data-count")? == ["1"], || "the bookmark is gone".into())?;
    address_is(page, whole)?;
    page.script("location.hash = 'sample=altered&entry=3&q=is%3Amarked&marks=3,5'", &json!([]))?;
    opens(visit, 3)?;
    lists(visit, &[3, 5])?;
    page.script("location.hash = 'sample=gap&entry=20&policy=x'", &json!([]))?;
    page.wait_for("the other sample", || Ok((page.attributes("entry", "data-seq")? == ["20"] && page.state()? == "idle").then_some(())))?;
    ensure(page.text("headline")?.contains("missing"), || page.text("headline").unwrap_or_default())?;
    address_is(page, "#sample=gap&entry=20")?;
    page.click("start-over")?;
    address_is(page, "")
}

/// The place that an address wishes for waits until there is evidence of the reader's own.
pub fn address_waits(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.script("location.hash = 'q=alice&only=0&entry=7&sample=no-such&marks=2'", &json!([]))?;
    give_log(visit, 12, false)?;
    opens(visit, 7)?;
    ensure(typed(visit)? == "alice" && page.attributes("bookmarks", "data-count")? == ["1"], || "the wish is lost".into())?;
    address_is(page, "#q=alice&only=0&entry=7&marks=2")
}

/// Of several logs the address names the one on screen, and each has bookmarks of its own.
pub fn address_of_several(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let log = |name: &str| {
        let events: String = (0..9).map(|n| json!({"action": "login", "actor": "bob", "n": n}).to_string() + "\n").collect();
        let case = visit.seal(name, &events)?;
        // Out of the folder, which is for one log.
        let bytes = fs::read(&case.files[0]).map_err(while_doing("the log"))?;
        fs::remove_dir_all(visit.folder.path().join("out")).map_err(while_doing("the folder of one log"))?;
        visit.file(&name.replace('/', "-"), &bytes)
    };
    page.give(&[log("a.example/log")?, log("b.example/log")?])?;
    // The list is low where much stands above it; its head is not what makes way.
    page.screen(WIDE)?;
    let height = page.script("return document.querySelector('[data-test=row-head]').offsetHeight", &json!([]))?;
    ensure(height == 24, || format!("the head of the list is {height} pixels high"))?;
    page.screen(0)?;
    let tab = "const tab = [...document.querySelectorAll('[data-test=log]')].find(tab => tab.textContent === arguments[0]); tab.click()";
    for (name, seq) in [("a.example/log", 3), ("b.example/log", 5)] {
        page.script(tab, &json!([name]))?;
        opens(visit, 0)?;
        page.search(&format!("seq:{seq}"))?;
        page.key("n")?;
        opens(visit, seq)?;
        page.key("m")?;
        let name = name.replace('/', "%2F");
        address_is(page, &format!("#log={name}&q=seq%3A{seq}&only=1&entry={seq}&marks={seq}"))?;
    }
    page.script("location.hash = 'log=a.example%2Flog&entry=7'", &json!([]))?;
    opens(visit, 7)?;
    lists(visit, &[6, 7, 8])?;
    let marked = || texts(page, "[data-test=row][data-marked=true] .num");
    page.wait_for("the bookmark of this log", || Ok((marked()? == ["3"]).then_some(())))?;
    address_is(page, "#log=a.example%2Flog&entry=7&marks=3")
}

/// The palette with the keys alone: opened, narrowed, gone through, chosen from, left; the focus comes back.
pub fn palette(visit: &Visit<'_>) -> Result<(), Fault> {
    sample(visit, "altered")?;
    let page = &visit.page;
    let focus = || {
        Ok::<_, Fault>(page.script("return document.activeElement.dataset.test ?? ''", &json!([]))?.as_str().unwrap_or_default().to_owned())
    };
    let meant = || {
        let id = "return document.getElementById(document.querySelector('[data-test=palette-field]').getAttribute('aria-activedescendant'))?.textContent ?? ''";
        Ok::<_, Fault>(page.script(id, &json!([]))?.as_str().unwrap_or_default().to_owned())
    };
    page.script("document.querySelector('[data-test=rows]').focus()", &json!([]))?;
    page.chord("Control", "k")?;
    page.wait_for("the palette", || Ok((focus()? == "palette-field").then_some(())))?;
    let all = page.all("command")?.len();
    ensure(all > 20, || format!("{all} commands"))?;
    page.picture(&visit.house.screenshots, "list-palette")?;
    for key in ["f", "i", "n", "d", "i", "n", "g"] {
        page.key(key)?;
    }
    page.wait_for("two commands", || Ok((page.all("command")?.len() == 2).then_some(())))?;
    ensure(meant()?.starts_with("next finding"), || meant().unwrap_or_default())?;
    page.key("ArrowDown")?;
    page.wait_for("the second command", || Ok(meant()?.starts_with("finding before").then_some(())))?;
    page.key("Escape")?;
    page.wait_for("the focus back in the list", || Ok((focus()? == "rows").then_some(())))?;
    ensure(page.all("entry")?.len() == 1, || "Escape closed more than the palette".into())?;
    page.chord("Control", "k")?;
    page.wait_for("the palette", || Ok((focus()? == "palette-field").then_some(())))?;
    ensure(page.all("command")?.len() == all, || "what was typed before is still there".into())?;
    for key in ["s", "e", "t", " ", "b", "o", "o", "k", "Enter"] {
        page.key(key)?;
    }
    page.wait_for("a bookmark", || Ok((page.attributes("bookmarks", "data-count")? == ["1"]).then_some(())))?;
    page.chord("Control", "k")?;
    page.wait_for("the palette", || Ok((focus()? == "palette-field").then_some(())))?;
    for key in ["/", "Enter"] {
        page.key(key)?;
    }
    page.wait_for("the focus in the search", || Ok((focus()? == "search").then_some(())))?;
    page.key("Escape")?;
    page.key("?")?;
    page.wait_for("the help", || Ok(page.shows("help")?.then_some(())))?;
    page.picture(&visit.house.screenshots, "list-help")?;
    page.click("open-palette")?;
    page.wait_for("the palette", || Ok((focus()? == "palette-field").then_some(())))?;
    page.key("Escape")
}

/// Neighbours are those of the log, also where the list leaves them out; Enter leads to the entry, Escape back to the list.
pub fn neighbours(visit: &Visit<'_>) -> Result<(), Fault> {
    sample(visit, "altered")?;
    let page = &visit.page;
    page.search("who:bob")?;
    page.key("n")?;
    opens(visit, 16)?;
    for (key, seq) in [(".", 17), (".", 18), (",", 17), (",", 16), (",", 15)] {
        page.key(key)?;
        opens(visit, seq)?;
    }
    page.key("Enter")?;
    let focus = || page.script("return document.activeElement.dataset.test ?? ''", &json!([]));
    page.wait_for("the focus in the entry", || Ok((focus()? == "entry-panel").then_some(())))?;
    page.click("neighbour-after")?;
    opens(visit, 16)?;
    page.key("Escape")?;
    page.wait_for("the focus in the list", || Ok((focus()? == "rows").then_some(())))?;
    ensure(page.all("entry")?.is_empty(), || "Escape closed nothing".into())
}
