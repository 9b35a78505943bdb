//! The tamper bench: every way to break a copy and what the verifier says of it, undo, tries by chance, the keyboard alone, what is too long
//! to be copied, text that would like to be markup; and the evidence, which none of this may touch.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken::Question;
use unbroken_e2e::case::{Case, Fill, same_bytes};
use unbroken_e2e::house::root;
use unbroken_e2e::{Fault, while_doing};

/// A way by its key, fields to fill, the verdict, the first code, what becomes of it: on the intact sample, entries 0 to 23 asked for.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

const ROWS: [Row; 12] = [
    ("f", &[("bench-entry", "6"), ("bench-byte", "120")], "broken", "entry-altered", "broke"),
    ("e", &[("bench-entry", "6"), ("bench-value", "mallory")], "broken", "entry-altered", "broke"),
    ("d", &[("bench-entry", "6"), ("bench-other", "8")], "broken", "entries-missing", "broke"),
    ("i", &[("bench-entry", "6")], "broken", "entry-impostor", "broke"),
    ("s", &[("bench-entry", "6"), ("bench-other", "9")], "proven", "out-of-order", "named"),
    ("c", &[("bench-entry", "20")], "broken", "entries-missing", "broke"),
    ("u", &[("bench-entry", "6"), ("bench-signature", "0")], "broken", "entry-altered", "broke"),
    // The log's own signature under the newest checkpoint.
    ("u", &[("bench-entry", "6"), ("bench-signature", "7")], "unproven", "checkpoint-key-unknown", "doubted"),
    // A witness of the oldest one.
    ("u", &[("bench-entry", "6"), ("bench-signature", "2")], "proven", "", "harmless"),
    ("k", &[("bench-entry", "6")], "broken", "entry-altered", "broke"),
    ("b", &[("bench-size", "16")], "broken", "entries-expected", "broke"),
    ("w", &[("bench-entry", "6"), ("bench-value", "mallory")], "broken", "block-altered", "broke"),
];

/// Shows a sample and opens the bench.
fn open(visit: &Visit<'_>, sample: &str) -> Result<(), Fault> {
    visit.page.click(&format!("sample-{sample}"))?;
    visit.page.idle()?;
    enter(visit)
}

fn enter(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.press("break-it")?;
    ensure(visit.page.text("copy-band")?.starts_with("This is a copy."), || "the bench does not say that it is a copy".into())
}

fn choose(visit: &Visit<'_>, way: &str) -> Result<(), Fault> {
    visit.page.script("document.querySelector(`[data-way=${arguments[0]}]`).click()", &json!([way])).map(drop)
}

fn make(visit: &Visit<'_>, way: &str, fields: &[(&'static str, &str)]) -> Result<(), Fault> {
    choose(visit, way)?;
    for (name, value) in fields {
        visit.page.fill(&[Fill::Text(name, (*value).to_owned())])?;
    }
    visit.page.press("bench-go")
}

fn verdict(visit: &Visit<'_>) -> Result<String, Fault> {
    Ok(visit.page.attributes("bench-verdict", "data-verdict")?.pop().unwrap_or_default())
}

/// What became of the tries, from the first on; the list has the newest on top.
fn outcomes(visit: &Visit<'_>) -> Result<Vec<String>, Fault> {
    Ok(visit.page.attributes("try", "data-outcome")?.into_iter().rev().collect())
}

fn value(visit: &Visit<'_>, name: &str) -> Result<String, Fault> {
    let value = visit.page.script("return document.querySelector(`[data-test=${arguments[0]}]`).value", &json!([name]))?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Every way leads where it should, and the tries are counted.
pub fn ways(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, "intact")?;
    ensure(verdict(visit)? == "proven", || "the unchanged copy is not judged as the evidence is".into())?;
    visit.page.picture(&visit.house.screenshots, "bench-unchanged")?;
    for (way, fields, expected, code, outcome) in ROWS {
        make(visit, way, fields)?;
        let (is, first, became) = (verdict(visit)?, visit.page.text("bench-code")?, outcomes(visit)?.pop().unwrap_or_default());
        let right = is == expected && first == code && became == outcome;
        ensure(right, || format!("{way} {fields:?}: {is}, {first}, {became}: {}", visit.page.text("bench-says").unwrap_or_default()))?;
        let said = visit.page.shows("bench-why")?;
        ensure(said, || format!("{way}: nothing says why"))?;
        if matches!(way, "e" | "b" | "w" | "s" | "i") {
            visit.page.picture(&visit.house.screenshots, &format!("bench-way-{way}"))?;
        }
    }
    let totals = visit.page.text("bench-totals")?;
    ensure(totals == "12, of which 9 broke the log, 1 left it unproven, 2 were harmless", || totals)
}

/// What was changed is in inverse video: the new value and nothing beside it, the old value above it.
pub fn shows_the_change(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, "intact")?;
    make(visit, "e", &[("bench-entry", "6"), ("bench-value", "mallory")])?;
    let sides = [visit.page.text("bench-was")?, visit.page.text("bench-now")?];
    ensure(sides == ["alice", "mallory"], || format!("marked: {sides:?}"))?;
    let proven = visit.page.text("bench-proven")?;
    ensure(proven == "entries 0 to 5 and entries 7 to 23 · 23 of 24", || proven)?;
    let why = visit.page.text("bench-why")?;
    let hide = "you would have to change 17 later entries, 3 signed checkpoints and the memory of 2 witnesses.";
    ensure(why.ends_with(hide), || why)
}

/// Changes on top of each other, taken back one by one, down to the evidence.
pub fn undo(visit: &Visit<'_>) -> Result<(), Fault> {
    open(visit, "intact")?;
    make(visit, "s", &[("bench-entry", "6"), ("bench-other", "9")])?;
    visit.page.fill(&[Fill::Check("bench-on-top", true)])?;
    make(visit, "e", &[("bench-entry", "6"), ("bench-value", "mallory")])?;
    ensure(verdict(visit)? == "broken", || "an edit on top of a swap is not noticed".into())?;
    visit.page.chord("Control", "z")?;
    visit.page.idle()?;
    ensure(verdict(visit)? == "proven" && visit.page.text("bench-code")? == "out-of-order", || "the swap is not as it was".into())?;
    visit.page.press("bench-undo")?;
    let changed = visit.page.text("bench-changed")?;
    ensure(changed.contains("byte for byte") && visit.page.text("bench-code")?.is_empty(), || changed)?;
    ensure(outcomes(visit)? == ["named", "broke"], || "the tries are forgotten with the changes".into())?;
    visit.page.fill(&[Fill::Text("bench-entry", "99".into())])?;
    visit.page.press("bench-go")?;
    let fault = visit.page.text("bench-fault")?;
    ensure(fault == "The copy has no entry 99." && outcomes(visit)?.len() == 2, || fault)
}

/// After all that the evidence is what it was: the same report, entries that open, receipts; and nothing of the copy is left.
pub fn evidence_untouched(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-intact")?;
    page.idle()?;
    let (headline, report) = (page.text("headline")?, page.report()?);
    let files = page.text("inputs")?;
    enter(visit)?;
    ensure(page.text("bench-verdict")?.trim() == headline, || "the unchanged copy has another headline".into())?;
    for (way, fields, ..) in ROWS {
        make(visit, way, fields)?;
    }
    page.key("Escape")?;
    page.idle()?;
    ensure(!page.shows("bench")? && page.text("headline")? == headline && page.text("inputs")? == files, || "another verdict".into())?;
    same_bytes("page", &report, &page.report()?)?;
    page.key("j")?;
    page.idle()?;
    ensure(page.attributes("entry", "data-status")? == ["proven"], || "an entry does not open as proven".into())?;
    ensure(!page.text("entry-text")?.contains("mallory"), || "the copy is among the evidence".into())?;
    page.press("want-receipt")?;
    page.wait_for("a receipt", || Ok(page.shows("receipt-ready")?.then_some(())))?;
    page.search("mallory")?;
    ensure(page.text("search-count")?.starts_with("No hit"), || "the copy is searched".into())?;
    enter(visit)?;
    ensure(outcomes(visit)?.is_empty() && verdict(visit)? == "proven", || "the copy was not gone".into())
}

/// With the keys alone: in, a way, judged, undone, by chance, out; the focus comes back to where it was.
pub fn by_keys(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("sample-intact")?;
    page.idle()?;
    page.key("b")?;
    page.idle()?;
    ensure(page.shows("bench")? && verdict(visit)? == "proven", || "the key does not open the bench".into())?;
    for (key, verdict_) in [("e", "broken"), ("s", "proven"), ("c", "broken")] {
        page.key(key)?;
        page.key("Enter")?;
        page.idle()?;
        ensure(verdict(visit)? == verdict_, || format!("{key} leads to {:?}", verdict(visit)))?;
    }
    page.chord("Control", "z")?;
    page.idle()?;
    ensure(verdict(visit)? == "proven", || "it was not undone".into())?;
    for tried in 4..14 {
        page.key("r")?;
        page.idle()?;
        ensure(outcomes(visit)?.len() == tried, || "nothing was tried by chance".into())?;
    }
    page.picture(&visit.house.screenshots, "bench-by-chance")?;
    page.key("?")?;
    ensure(page.shows("help")?, || "no help".into())?;
    page.key("Escape")?;
    ensure(page.shows("bench")?, || "the key that closes the help leaves the bench".into())?;
    page.key("Escape")?;
    page.wait_for("the way back", || {
        let focus = page.script("return document.activeElement?.dataset.test ?? ''", &json!([]))?;
        Ok((focus == "break-it").then_some(()))
    })
}

/// An older state is not noticed where nothing says that there is a newer one, and the page says what that means.
pub fn unnoticed(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.click("sample-intact")?;
    visit.page.idle()?;
    visit.page.open_panel()?;
    visit.page.fill(&[Fill::Text("question-to", String::new())])?;
    visit.page.apply()?;
    visit.page.close_panel()?;
    enter(visit)?;
    make(visit, "e", &[("bench-entry", "6"), ("bench-value", "mallory")])?;
    make(visit, "b", &[("bench-size", "16")])?;
    ensure(verdict(visit)? == "proven" && outcomes(visit)? == ["broke", "unnoticed"], || format!("{:?}", outcomes(visit)))?;
    let means = visit.page.text("bench-unnoticed")?;
    let right = means.starts_with("The last one was not noticed, and could not be.") && means.ends_with("or a witness, can tell.");
    ensure(right, || means)?;
    visit.page.picture(&visit.house.screenshots, "bench-unnoticed")?;
    // Whoever kept the newer checkpoint sees it.
    visit.page.key("Escape")?;
    visit.page.press("start-over")?;
    visit.page.click("sample-rollback")?;
    visit.page.idle()?;
    enter(visit)?;
    ensure(verdict(visit)? == "broken", || "a kept checkpoint counts for nothing at the bench".into())
}

/// Evidence that is too long is not copied; a log that lies in no bundle offers no bench.
pub fn refused(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let bundle = visit.file("bundle.jsonl", &fs::read(crate::sample_file("intact")?).map_err(while_doing("the sample"))?)?;
    let more = visit.file("more.txt", &vec![b' '; 9 << 20])?;
    page.give(&[bundle, more])?;
    page.press("break-it")?;
    let why = page.text("bench-refused")?;
    ensure(why.contains("9.4 MB") && why.contains("shorter window"), || why)?;
    page.picture(&visit.house.screenshots, "bench-refused")?;
    page.press("bench-back")?;
    page.press("start-over")?;
    page.click("sample-receipt")?;
    page.idle()?;
    page.key("b")?;
    ensure(!page.shows("bench")? && !page.shows("break-it")?, || "a receipt can be broken".into())
}

/// A log of thousands of entries is broken as well, the whole of it too.
pub fn long(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let event = |n: usize| json!({"action": "record.read", "actor": "alice", "target": format!("record/{n}")}).to_string() + "\n";
    let case = visit.seal("long.example/log", &(0..6_000).map(event).collect::<String>())?;
    page.prepare(&case)?;
    page.give(&case.files)?;
    enter(visit)?;
    make(visit, "e", &[("bench-entry", "3000"), ("bench-value", "mallory")])?;
    ensure(outcomes(visit)? == ["broke"] && visit.page.text("bench-code")? == "entry-altered", || "the edit is not noticed".into())?;
    make(visit, "w", &[("bench-entry", "3"), ("bench-value", "mallory")])?;
    ensure(outcomes(visit)?.len() == 2, || "the rewriting is not judged".into())
}

/// Files beside the bundle stay as they are: the checkpoint in one of them still knows how long the log was. And a bundle that came packed
/// is broken as if it had come alone.
pub fn other_files(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let sample = |name: &str| visit.file(name, &fs::read(root().join("www/samples").join(name)).map_err(while_doing("a sample"))?);
    let trust = vec![("policy", sample("policy")?), ("writers", sample("writers")?)];
    let question = Question { entries: Some((0, None)), ..Question::default() };
    page.prepare(&Case { trust, question, ..Case::default() })?;
    page.give(&[sample("kept.checkpoint")?, sample("intact.jsonl")?])?;
    visit.verdict_is("proven")?;
    enter(visit)?;
    make(visit, "b", &[("bench-size", "16")])?;
    let seen = visit.page.text("bench-code")? == "entries-missing" && outcomes(visit)? == ["broke"];
    ensure(seen, || format!("the checkpoint beside it was not heard: {:?}", visit.page.text("bench-says")))?;
    page.press("bench-back")?;
    page.press("start-over")?;
    let packed = Case::named("packed-gzip")?;
    page.prepare(&packed)?;
    page.give(&packed.files)?;
    let (as_evidence, _) = page.verdict()?;
    enter(visit)?;
    ensure(verdict(visit)? == as_evidence, || format!("what was packed is {as_evidence} as evidence, and as a copy {:?}", verdict(visit)))?;
    make(visit, "d", &[("bench-entry", "1"), ("bench-other", "2")])?;
    ensure(visit.page.text("bench-code")? == "entries-missing", || "a packed bundle cannot be broken".into())
}

/// Names and values that would like to be markup, or to hide, are shown as what they are.
pub fn hostile(visit: &Visit<'_>) -> Result<(), Fault> {
    let event = |n: usize| json!({"action": "read", "<i>actor": "<b>al\u{202e}ice</b>", "n": n}).to_string() + "\n";
    let case = visit.seal("hostile.example/log", &(0..6).map(event).collect::<String>())?;
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)?;
    enter(visit)?;
    choose(visit, "e")?;
    visit.page.fill(&[Fill::Text("bench-entry", "1".into())])?;
    let fields =
        visit.page.script("return [...document.querySelector('[data-test=bench-field]').options].map(o => o.textContent)", &json!([]))?;
    let spelled = |field: &Value| field.as_str().is_some_and(|field| field.contains("<b>al⟨U+202E⟩ice</b>"));
    ensure(fields.as_array().is_some_and(|fields| fields.iter().any(spelled)), || format!("the fields are {fields}"))?;
    visit.page.fill(&[Fill::Text("bench-field", "/event/<i>actor".into())])?;
    visit.page.fill(&[Fill::Text("bench-value", "<img src=x>\u{202e}".into())])?;
    ensure(value(visit, "bench-field")? == "/event/<i>actor", || "the field was not chosen".into())?;
    visit.page.press("bench-go")?;
    ensure(verdict(visit)? == "broken", || "the edit is not noticed".into())?;
    let after = visit.page.text("bench-now")?;
    ensure(after.starts_with("img src=x>") && after.contains("U+202E"), || format!("after: {after}"))?;
    let markup = visit.page.script("return document.querySelectorAll('.bench :is(i, u, img)').length", &json!([]))?;
    ensure(markup == 0, || "evidence became markup".into())?;
    visit.page.picture(&visit.house.screenshots, "bench-hostile")
}
