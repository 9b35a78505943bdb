//! What a person takes away from a finding: the evidence file gives the same finding to whoever trusts the same keys, and the commands are
//! there to be read.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::fs;
use unbroken::Question;
use unbroken_e2e::case::Case;
use unbroken_e2e::{Fault, while_doing};

/// One entry of a sealed log is changed; what the page saves of that shows it alone.
pub fn handed_on(visit: &Visit<'_>) -> Result<(), Fault> {
    let events: String = (0..24).map(|n| json!({"action": "record.read", "actor": "alice", "n": n}).to_string() + "\n").collect();
    let sealed = visit.seal("handed.example/log", &events)?;
    let lines = fs::read_to_string(&sealed.files[0]).map_err(while_doing("the log"))?;
    fs::write(&sealed.files[0], lines.replace("\"n\":7}", "\"n\":8}")).map_err(while_doing("the damage"))?;
    let page = &visit.page;
    page.prepare(&sealed)?;
    page.give(&sealed.files)?;
    visit.verdict_is("broken")?;
    page.script("document.querySelector('[data-test=finding][data-severity=error] button').click()", &json!([]))?;
    ensure(!page.shows("save-evidence")?, || "evidence is made before it is wanted".into())?;
    page.script("document.querySelector('[data-test=exhibits]').open = true", &json!([]))?;
    page.wait_for("the evidence", || page.shows("save-evidence").map(|shown| shown.then_some(())))?;
    let code = page.attributes("finding-page", "data-code")?.pop().ok_or("no finding is open")?;
    ensure(page.text("evidence-says")?.contains("gets the same finding"), || "it is not said what the file does".into())?;
    ensure(page.text("evidence-needs")?.contains("handed.example/log+"), || "the keys it needs are not listed".into())?;
    let commands = page.script("return document.querySelector('[data-test=finding-by-hand]').textContent", &json!([]))?;
    ensure(commands.as_str().is_some_and(|text| text.contains("must print")), || format!("the commands are {commands}"))?;
    let evidence = visit.file("evidence", &page.saved("save-evidence", "jsonl")?)?;
    let alone = Case { files: vec![evidence], question: Question::default(), exit: 1, ..sealed };
    let report: Value = serde_json::from_slice(&alone.by_command_line(&visit.house.cli)?).map_err(while_doing("the report"))?;
    let found = report["logs"][0]["findings"].as_array().is_some_and(|list| list.iter().any(|finding| finding["code"] == code));
    ensure(found, || format!("the evidence alone does not say {code}: {report}"))
}
