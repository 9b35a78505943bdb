//! The second opinion of the browser's own cryptography agrees with the verifier: on an entry that is proven, and on one that was changed.

use crate::{Visit, ensure};
use serde_json::json;
use unbroken_e2e::Fault;

/// What the browser says of the entry at this position: each step and its state.
fn asked(visit: &Visit<'_>, seq: u64) -> Result<Vec<(String, String)>, Fault> {
    let page = &visit.page;
    page.script(
        "const field = document.querySelector('[data-test=go-to]');
         field.value = arguments[0];
         field.dispatchEvent(new Event('input', {bubbles: true}));
         field.form.requestSubmit()",
        &json!([seq.to_string()]),
    )?;
    page.wait_for("the entry", || Ok((page.attributes("entry", "data-seq")? == [seq.to_string()]).then_some(())))?;
    page.click("recheck")?;
    page.wait_for("the second opinion", || page.shows("rechecked").map(|shown| shown.then_some(())))?;
    let (names, states) = (page.attributes("rechecked-step", "data-name")?, page.attributes("rechecked-step", "data-state")?);
    Ok(names.into_iter().zip(states).collect())
}

/// In the altered sample entry 13 was changed.
pub fn agrees(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.click("sample-altered")?;
    visit.page.idle()?;
    let named = |steps: &[(&str, &str)]| steps.iter().map(|(name, state)| ((*name).to_owned(), (*state).to_owned())).collect::<Vec<_>>();
    let good = named(&[("leaf", "good"), ("root", "good"), ("log", "good"), ("witness", "good"), ("witness", "good"), ("writer", "good")]);
    let proven = asked(visit, 5)?;
    ensure(proven == good, || format!("of a proven entry it says {proven:?}"))?;
    let altered = asked(visit, 13)?;
    ensure(altered == named(&[("leaf", "bad"), ("writer", "bad")]), || format!("of a changed entry it says {altered:?}"))?;
    let last = asked(visit, 23)?;
    ensure(last == good, || format!("of the last entry it says {last:?}"))?;
    visit.page.script("document.querySelector('[data-test=rechecked]').scrollIntoView({block: 'end'})", &json!([]))?;
    visit.page.picture(&visit.house.screenshots, "recheck")
}
