//! The page in German: whatever is on screen is German or marked as English, and a switch loses nothing that was typed, chosen or opened.

use crate::search::{opens, typed};
use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use unbroken::Code;
use unbroken_e2e::case::Fill;
use unbroken_e2e::page::Page;
use unbroken_e2e::{Fault, while_doing};
use unbroken_viewer::command::COMMANDS;
use unbroken_viewer::text::{self, Language, words_in};

/// Every text and every label that can be seen or heard and is not marked as being of another language.
const VISIBLE: &str = "const seen = [], own = node => node.closest('[lang]').lang === 'de';
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walk.nextNode();) {
        const parent = node.parentElement;
        if (parent.getClientRects().length && own(parent)) seen.push(node.data);
    }
    for (const element of document.body.querySelectorAll('[title], [aria-label], [placeholder]')) {
        if (!element.getClientRects().length || !own(element)) continue;
        for (const name of ['title', 'aria-label', 'placeholder']) seen.push(element.getAttribute(name) ?? '');
    }
    return seen";

/// What must outlive a switch of the language: fields with what is typed into them.
const TYPED: [(&str, &str); 5] = [
    ("trust-logs", "half a line that is"),
    ("trust-logs-source", "by phone"),
    ("question-from", "3"),
    ("question-trace", "req-7"),
    ("go-to", "1"),
];

/// Texts of a table, however deep.
fn strings(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.trim().to_owned())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

/// What only English says, of more than one word.
fn english() -> Result<Vec<String>, Fault> {
    let table = |language| -> Result<BTreeSet<String>, Fault> {
        let mut found = BTreeSet::new();
        strings(&serde_json::to_value(words_in(language)).map_err(while_doing("the table"))?, &mut found);
        text::speak(language);
        found.extend(COMMANDS.iter().map(|(command, ..)| text::command(*command).to_owned()));
        text::speak(Language::English);
        Ok(found)
    };
    let german = table(Language::German)?;
    Ok(table(Language::English)?.into_iter().filter(|text| text.contains(' ') && !german.contains(text)).collect())
}

/// Nothing on screen is English, unless it says that it is.
fn is_german(page: &Page<'_>, screen: &str) -> Result<(), Fault> {
    ensure(language_of(page)? == "de", || format!("{screen}: the document is in {:?}", language_of(page)))?;
    let seen = page.script(VISIBLE, &json!([]))?;
    let seen: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure(seen.len() > 10, || format!("{screen}: nothing is seen"))?;
    let all = seen.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let left: Vec<String> = english()?.into_iter().filter(|text| all.contains(text.as_str())).collect();
    ensure(left.is_empty(), || format!("{screen}: still English: {left:#?}"))
}

fn language_of(page: &Page<'_>) -> Result<String, Fault> {
    Ok(page.script("return document.documentElement.lang", &json!([]))?.as_str().unwrap_or_default().to_owned())
}

/// Begins in German, by the address.
pub fn in_german(page: &Page<'_>) -> Result<(), Fault> {
    page.script("location.hash = 'lang=de'", &json!([]))?;
    page.wait_for("German", || Ok((language_of(page)? == "de").then_some(())))
}

fn sample(visit: &Visit<'_>, name: &str) -> Result<(), Fault> {
    visit.page.click(&format!("sample-{name}"))?;
    visit.page.idle()?;
    visit.page.wait_for("an entry", || Ok((visit.page.shows("entry")?).then_some(())))
}

/// Screen by screen.
pub fn every_screen(visit: &Visit<'_>) -> Result<(), Fault> {
    let (page, pictures) = (&visit.page, &visit.house.screenshots);
    in_german(page)?;
    is_german(page, "landing")?;
    page.picture(pictures, "language-landing")?;
    sample(visit, "altered")?;
    ensure(page.text("headline")?.starts_with("Gebrochen bei Eintrag 13:"), || page.text("headline").unwrap_or_default())?;
    is_german(page, "verdict and entry")?;
    page.picture(pictures, "language-altered")?;
    page.key("e")?;
    page.wait_for("the finding", || Ok(page.shows("finding-page")?.then_some(())))?;
    is_german(page, "finding")?;
    let finding = page.text("finding-page")?;
    ensure(finding.contains("Was es nicht bedeutet") && page.text("original")?.contains("is not what the log committed to"), || finding)?;
    page.picture(pictures, "language-finding")?;
    page.key("Escape")?;
    page.open_panel()?;
    is_german(page, "trust and question")?;
    page.picture(pictures, "language-panel")?;
    page.close_panel()?;
    page.key("?")?;
    is_german(page, "help")?;
    page.picture(pictures, "language-help")?;
    page.click("open-palette")?;
    is_german(page, "commands")?;
    page.picture(pictures, "language-commands")?;
    page.key("Escape")?;
    page.key("Escape")?;
    page.click("lane-as-table")?;
    is_german(page, "tables")?;
    page.key("r")?;
    page.idle()?;
    is_german(page, "report")?;
    ensure(page.shows("paper-language")?, || "nothing says that the report is in English".into())?;
    page.picture(pictures, "language-report")
}

/// The other states of a log, the bench, and two states beside each other.
pub fn more_screens(visit: &Visit<'_>) -> Result<(), Fault> {
    let (page, pictures) = (&visit.page, &visit.house.screenshots);
    in_german(page)?;
    for name in ["gap", "unpinned", "receipt", "intact"] {
        sample(visit, name)?;
        is_german(page, name)?;
        page.picture(pictures, &format!("language-{name}"))?;
        if name != "intact" {
            page.click("start-over")?;
        }
    }
    page.key("b")?;
    page.wait_for("the bench", || Ok(page.shows("bench-surprise")?.then_some(())))?;
    page.fill(&[Fill::Text("bench-entry", "7".into())])?;
    page.click("bench-go")?;
    page.idle()?;
    is_german(page, "bench")?;
    page.picture(pictures, "language-bench")?;
    page.click("language")?;
    ensure(language_of(page)? == "en" && page.all("try")?.len() == 1, || "the bench forgets its tries".into())?;
    page.click("language")?;
    page.key("Escape")?;
    page.click("start-over")?;
    page.click("sample-armory")?;
    page.idle()?;
    page.key("d")?;
    page.wait_for("the answer", || Ok(page.shows("compared")?.then_some(())))?;
    is_german(page, "two states")?;
    page.picture(pictures, "language-compare")
}

/// Back and forth: what was typed and opened stays, the saved report is the same, and the address says only what is unusual.
pub fn keeps(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    sample(visit, "altered")?;
    let english = page.report()?;
    page.search("who:bob")?;
    page.key("n")?;
    opens(visit, 16)?;
    let fills: Vec<Fill> = TYPED.iter().map(|(field, text)| Fill::Text(field, (*text).into())).collect();
    page.fill(&fills)?;
    for (code, fragment) in [("de", "&lang=de"), ("en", ""), ("de", "&lang=de")] {
        page.close_panel()?;
        page.click("language")?;
        ensure(language_of(page)? == code, || format!("the page is not in {code}"))?;
        let focus = page.script("return document.activeElement.dataset.test", &json!([]));
        page.wait_for("the focus", || {
            Ok((page.script("return document.activeElement.dataset.test", &json!([]))? == "language").then_some(()))
        })
        .map_err(|fault| format!("{fault}; it is on {focus:?}"))?;
        for (field, text) in TYPED {
            let value = page.script("return document.querySelector(`[data-test=${arguments[0]}]`).value", &json!([field]))?;
            ensure(value == text, || format!("{code}: {field} holds {value}"))?;
        }
        ensure(typed(visit)? == "who:bob", || format!("{code}: the search is gone"))?;
        opens(visit, 16)?;
        page.wait_for("the address", || {
            let hash = page.script("return location.hash", &json!([]))?;
            Ok((hash == format!("#sample=altered&q=who%3Abob&only=1&entry=16{fragment}")).then_some(()))
        })?;
    }
    ensure(page.report()? == english, || "in German another report is saved".into())?;
    page.script("location.reload()", &json!([]))?;
    page.wait_for("the page again", || Ok((page.state()? == "idle" && page.verdict()?.0 != "none").then_some(())))?;
    ensure(language_of(page)? == "de", || "after loading again it is not German".into())?;
    page.chord("Control", "k")?;
    page.fill(&[Fill::Text("palette-field", "Sprache".into())])?;
    page.key("Enter")?;
    page.wait_for("English by a command", || Ok((language_of(page)? == "en").then_some(())))
}

/// What cannot be used is said again in the other language, where it was said.
pub fn faults(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.fill(&[Fill::Text("trust-policy", "nonsense\n".into()), Fill::Text("question-time-from", "noon".into())])?;
    page.apply()?;
    let said = |name: &str| page.text(name);
    ensure(said("trust-error")?.contains("begins with"), || said("trust-error").unwrap_or_default())?;
    page.click("language")?;
    ensure(said("trust-error")?.contains("beginnt mit"), || said("trust-error").unwrap_or_default())?;
    ensure(said("question-time-error")?.contains("Zeitraum"), || said("question-time-error").unwrap_or_default())?;
    is_german(page, "faults")?;
    ensure(Code::ALL.iter().all(|code| !text::finding_page(*code).is_empty()), || "a page is empty".into())
}
