//! Two states beside each other: the page says of every pair what the command line says, and what shows it can be saved.

use crate::{Visit, ensure};
use serde_json::{Value, json};
use std::process::Command;
use unbroken_e2e::case::Case;
use unbroken_e2e::house::root;
use unbroken_e2e::{Fault, while_doing};

/// Files of the samples, in the order in which they are given.
const FILES: [&str; 4] = ["intact.jsonl", "rollback.jsonl", "kept.checkpoint", "receipt.tlog-proof"];

/// Chooses one of what a side offers.
fn choose(visit: &Visit<'_>, side: &str, at: usize) -> Result<(), Fault> {
    let body = "const field = document.querySelector(`[data-test=${arguments[0]}]`);
        field.selectedIndex = arguments[1];
        field.dispatchEvent(new Event('change', {bubbles: true}))";
    visit.page.script(body, &json!([side, at]))?;
    visit.page.idle()
}

fn relation(visit: &Visit<'_>) -> Result<String, Fault> {
    visit.page.idle()?;
    Ok(visit.page.attributes("compared", "data-relation")?.concat())
}

/// Every two of four files, both ways round, as `unbroken diff` says it.
pub fn every_pair(visit: &Visit<'_>) -> Result<(), Fault> {
    let samples = root().join("www/samples").canonicalize().map_err(while_doing("the samples"))?;
    let files: Vec<_> = FILES.iter().map(|name| samples.join(name)).collect();
    let case = Case { files: files.clone(), trust: vec![("policy", samples.join("policy"))], ..Case::default() };
    visit.page.prepare(&case)?;
    visit.page.give(&case.files)?;
    visit.page.key("d")?;
    ensure(!relation(visit)?.is_empty(), || "nothing is compared at first".into())?;
    let mut seen = std::collections::BTreeSet::new();
    for old in 0..files.len() {
        for new in 0..files.len() {
            choose(visit, "compare-old", old)?;
            choose(visit, "compare-new", new)?;
            let mut command = Command::new(&visit.house.cli);
            command.arg("diff").args([&files[old], &files[new]]).arg("--policy").arg(samples.join("policy")).arg("--json");
            let printed = command.output().map_err(while_doing("diff"))?.stdout;
            let expected: Value = serde_json::from_slice(&printed).map_err(while_doing("the answer of the command line"))?;
            let (said, expected) = (relation(visit)?, expected["relation"].as_str().unwrap_or_default().to_owned());
            ensure(said == expected, || format!("{} and {}: {said}, not {expected}", FILES[old], FILES[new]))?;
            seen.insert(said);
        }
    }
    ensure(["same", "grew", "rolled-back"].iter().all(|word| seen.contains(*word)), || format!("only {seen:?} were seen"))?;
    choose(visit, "compare-old", 1)?;
    choose(visit, "compare-new", 0)?;
    visit.page.picture(&visit.house.screenshots, "compare-grew")?;
    visit.page.click("compare-swap")?;
    ensure(relation(visit)? == "rolled-back", || "exchanged, they say the same".into())
}

/// Against the checkpoint that was kept; Escape leads back to the list.
pub fn kept(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.click("sample-rollback")?;
    visit.page.idle()?;
    visit.page.click("open-compare")?;
    ensure(relation(visit)? == "rolled-back", || format!("the older copy is {:?}", relation(visit)))?;
    visit.page.picture(&visit.house.screenshots, "compare-rolled-back")?;
    visit.page.key("Escape")?;
    ensure(visit.page.shows("rows")? && !visit.page.shows("compare")?, || "it does not close".into())?;
    visit.page.click("start-over")?;
    visit.page.idle()?;
    visit.page.click("sample-intact")?;
    visit.page.idle()?;
    visit.page.key("d")?;
    ensure(!visit.page.shows("compare")? && !visit.page.shows("open-compare")?, || "one state is compared with nothing".into())
}

/// Two signed histories: what shows that can be saved.
pub fn forked(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.click("sample-armory")?;
    visit.page.idle()?;
    visit.page.key("d")?;
    ensure(relation(visit)? == "forked", || format!("two histories are {:?}", relation(visit)))?;
    visit.page.picture(&visit.house.screenshots, "compare-forked")?;
    let note = visit.page.saved("save-forked-1.checkpoint", "checkpoint")?;
    ensure(String::from_utf8_lossy(&note).contains("\n\n\u{2014} "), || String::from_utf8_lossy(&note).into_owned())
}
