//! The report as a sheet: the file that the page saves is the one of the command line, what is printed is the sheet alone, and what a log
//! says stays text on it.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken_e2e::case::{Case, same_bytes};
use unbroken_e2e::page::Page;
use unbroken_e2e::{Fault, while_doing};

/// A word that would be markup, and would turn the text around, if anybody let it.
const WORD: &str = "<img src=x onerror=alert(1)>\u{202e}";

/// What is seen of the page, by the names of its parts.
const SEEN: &str = "return ['sheet', 'verdict', 'claims', 'rows', 'print', 'inputs']
    .filter(name => [...document.querySelectorAll(`[data-test=${name}]`)].some(element => element.checkVisibility()))";

/// Opens a log in which one entry was changed, whose file is named like markup.
fn open(visit: &Visit<'_>) -> Result<Case, Fault> {
    let events: String = (0..240).map(|n| json!({"action": "record.read", "actor": "alice", "n": n}).to_string() + "\n").collect();
    let sealed = visit.seal("paper.example/log", &events)?;
    let lines = fs::read_to_string(&sealed.files[0]).map_err(while_doing("the log"))?;
    let file = visit.file("<b>&\u{200b}log.jsonl", lines.replace("\"n\":77}", "\"n\":78}").as_bytes())?;
    let case = Case { files: vec![file], exit: 1, ..sealed };
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)?;
    visit.verdict_is("broken")?;
    Ok(case)
}

fn seen(page: &Page<'_>) -> Result<Vec<String>, Fault> {
    let seen = page.script(SEEN, &json!([]))?;
    Ok(seen.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// With a sample, saved from the page and by the command line: the same bytes. Opened by itself the file asks for nothing.
pub fn same_file(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let case = open(visit)?;
    page.key("r")?;
    page.idle()?;
    ensure(seen(page)? == ["sheet", "print", "inputs"], || format!("seen are {:?}", seen(page)))?;
    ensure(!page.text("sheet")?.contains("Sample for"), || "a sample that nobody wanted".into())?;
    page.script(
        "const field = document.querySelector('[data-test=sample-word]');
         field.value = arguments[0];
         field.dispatchEvent(new Event('input', {bubbles: true}))",
        &json!([WORD]),
    )?;
    page.click("draw")?;
    page.idle()?;
    page.wait_for("the sample", || Ok(page.text("sheet")?.contains("Sample for").then_some(())))?;
    let html = page.saved("save-html", "html")?;
    same_bytes("the page", &case.printed(&visit.house.cli, &["--format", "html", &format!("--sample={WORD}")])?, &html)?;
    let text = page.text("sheet")?;
    ensure(text.contains("<img src=x onerror=alert(1)>U+202E") && text.contains("<b>&U+200Blog.jsonl"), || format!("not said: {text}"))?;
    let made = page.script("return document.querySelectorAll('[data-test=sheet] :is(img, a, script, iframe)').length", &json!([]))?;
    ensure(made == 0, || format!("{made} elements that nobody meant"))?;
    visit.page.picture(&visit.house.screenshots, "paper-sample")?;
    page.key("Escape")?;
    ensure(seen(page)?.contains(&"rows".to_owned()) && !seen(page)?.contains(&"sheet".to_owned()), || "it does not close".into())?;
    // The saved file by itself, under its own policy.
    let saved = visit.file("report.html", &html)?;
    let alone = page.visit(&format!("file://{}", saved.display()))?;
    let headline = alone.script("return document.querySelector('h1').textContent", &json!([]))?;
    ensure(headline.as_str().is_some_and(|text| text.starts_with("Broken at entry 78:")), || format!("it says {headline}"))?;
    let styled = alone.script("return getComputedStyle(document.querySelector('.sheet .rt')).borderCollapse", &json!([]))?;
    ensure(styled == "collapse", || "its own policy refuses its style".into())?;
    alone.picture(&visit.house.screenshots, "paper-file")?;
    crate::behaved(&alone)
}

/// What is printed is the sheet and nothing else, dark on light whatever the screen is.
pub fn printed(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-altered")?;
    page.idle()?;
    page.click("open-paper")?;
    page.idle()?;
    page.script("document.documentElement.dataset.theme = 'dark'", &json!([]))?;
    let look = "const style = getComputedStyle(document.querySelector('[data-test=sheet]')); return [style.color, style.backgroundColor]";
    let on_screen = page.script(look, &json!([]))?;
    page.media("print")?;
    let on_paper = page.script(look, &json!([]))?;
    ensure(seen(page)? == ["sheet"], || format!("printed are {:?}", seen(page)))?;
    ensure(on_paper == json!(["rgb(20, 24, 28)", "rgb(255, 255, 255)"]) && on_screen != on_paper, || {
        format!("{on_screen} and {on_paper}")
    })?;
    page.media("")?;
    page.script("delete document.documentElement.dataset.theme", &json!([])).map(drop)
}

/// A number of entries that makes no sense is said beside the field, and nothing is drawn.
pub fn faults(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-intact")?;
    page.idle()?;
    page.click("open-paper")?;
    page.idle()?;
    for (count, fault) in [("0", true), ("1001", true), ("x", true), ("1000", false)] {
        page.script(
            "for (const [name, value] of [['sample-word', 'w'], ['sample-count', arguments[0]]]) {
                 const field = document.querySelector(`[data-test=${name}]`);
                 field.value = value;
                 field.dispatchEvent(new Event('input', {bubbles: true}));
             }",
            &json!([count]),
        )?;
        page.click("draw")?;
        page.idle()?;
        ensure(page.text("sample-fault")?.is_empty() != fault, || format!("{count}: {:?}", page.text("sample-fault")))?;
        ensure(page.text("sheet")?.contains("Sample for") != fault, || format!("{count}: drawn or not drawn"))?;
    }
    ensure(page.text("sheet")?.contains("24 entries, drawn from the root of checkpoint 24"), || "not all of a small log".into())
}
