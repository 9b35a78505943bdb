//! Measures the page: seconds from choosing a file to the preview and to the finished report, the best of some rounds. Used by `cargo xtask
//! bench`.
//!
//! Arguments: chromedriver, chromium, page, bundle, policy, writers, rounds. The report must be proven, or nothing is printed. Without a
//! preview the two figures are the same.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use unbroken::Question;
use unbroken_e2e::case::Case;
use unbroken_e2e::page::Page;
use unbroken_e2e::webdriver::{Driver, Session};
use unbroken_e2e::{Fault, while_doing};

fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [chromedriver, chromium, single, bundle, policy, writers, rounds] = arguments.as_slice() else {
        return Err("measure: wants chromedriver, chromium, page, bundle, policy, writers, rounds".into());
    };
    let case = Case {
        files: vec![PathBuf::from(bundle)],
        trust: vec![("policy", policy.into()), ("writers", writers.into())],
        question: Question { entries: Some((0, None)), ..Question::default() },
        ..Case::default()
    };
    let session = Session::open(Arc::new(Driver::start(chromedriver.as_ref())?), chromium.as_ref())?;
    let (mut first, mut best) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..rounds.parse::<u32>().map_err(while_doing("rounds"))? {
        let page = Page::open(&session, &format!("file://{single}"))?;
        page.trust(&case)?;
        let start = Instant::now();
        page.choose(&case.files)?;
        page.wait_for("the preview or the report", || Ok((page.state()? == "idle" || page.shows("preview")?).then_some(())))?;
        first = first.min(start.elapsed().as_secs_f64());
        page.idle()?;
        best = best.min(start.elapsed().as_secs_f64());
        let (verdict, reason) = page.verdict()?;
        if verdict != "proven" {
            return Err(format!("the measured log is {verdict} ({reason})"));
        }
    }
    println!("{first} {best}");
    Ok(())
}
