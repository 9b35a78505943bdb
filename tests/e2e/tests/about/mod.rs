//! What the page says of itself, and how a copy of it is told from the published one.

use super::{Fault, Visit, ensure, while_doing};
use serde_json::json;
use std::fs;
use std::process::Command;

/// A copy of the page that is dropped is no evidence: its digest is shown, as `sha256sum` computes it. What else is dropped is judged.
pub fn copy(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    let single = &visit.house.single;
    page.drop_files(std::slice::from_ref(single))?;
    page.wait_for("the digest", || Ok(page.shows("page-copy")?.then_some(())))?;
    let said = page.text("page-copy")?;
    let summed = Command::new("sha256sum").arg(single).output().map_err(while_doing("sha256sum"))?;
    let digest = String::from_utf8_lossy(&summed.stdout).split(' ').next().unwrap_or_default().to_owned();
    ensure(digest.len() == 64 && said.contains(&digest), || format!("{digest} is not what the page says: {said}"))?;
    ensure(page.verdict()?.0 == "none" && page.shows("samples")?, || "the copy was judged".into())?;
    page.picture(&visit.house.screenshots, "file-about")?;

    // A saved report looks much like it, and is evidence that nobody can use.
    let other = visit.file("report.html", b"<!doctype html>\n<title>Unbroken: intact</title>")?;
    let bundle = visit.file("bundle.jsonl", &fs::read(super::sample_file("altered")?).map_err(while_doing("the sample"))?)?;
    let fresh = visit.again()?;
    fresh.drop_files(&[single.clone(), other, bundle])?;
    // In one look: what is asked in two may be drawn anew between them.
    let is_judged = "const verdict = document.querySelector('[data-test=verdict]');
        return document.documentElement.dataset.state === 'idle' && Boolean(verdict) && verdict.dataset.verdict !== 'none'";
    fresh.wait_for("the report", || Ok((fresh.script(is_judged, &json!([]))? == true).then_some(())))?;
    ensure(fresh.all("input")?.len() == 2, || "not exactly the evidence was taken for evidence".into())?;
    ensure(fresh.all("page-copy")?.len() == 1, || "the copy is not told from the rest".into())
}

/// The site hands out the single file by its version, and beside it the digest that it has.
pub fn download(visit: &Visit<'_>) -> Result<(), Fault> {
    let page = &visit.page;
    page.click("open-about")?;
    let version = page.text("version")?;
    let name = format!("unbroken-{version}.html");
    let links = page.attributes("download", "download")?;
    ensure(links == [name.as_str()], || format!("the download is {links:?}, not {name}"))?;
    let fetched = page.script(
        "const [name] = arguments;
         return Promise.all([fetch(name), fetch('SHA256SUMS')]).then(async ([file, sums]) => {
             const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
             const hex = [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
             return [`${hex}  ${name}\\n`, await sums.text(), file.status];
         })",
        &json!([name]),
    )?;
    ensure(fetched[0] == fetched[1] && fetched[2] == 200, || format!("what is handed out is not what is published: {fetched}"))
}
