//! Measures the page: seconds from choosing a file to its first lines, to the preview and to the finished report, the best of some rounds; then, with the log
//! open in a fresh browser, the longest task of the main thread in milliseconds while the list is scrolled through and searched, and seconds
//! of the search; then what page and workers hold in memory, in bytes: before, with the log open, at most until then, and after the search.
//! Used by `cargo xtask bench`.
//!
//! Arguments: chromedriver, chromium, page, bundle, policy, writers, rounds. The report must be proven, or nothing is printed. A log that is
//! judged before its first lines or its preview would be read shows neither, and the report is the first that is seen.

use serde_json::json;
use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use unbroken::Question;
use unbroken_e2e::case::Case;
use unbroken_e2e::page::Page;
use unbroken_e2e::webdriver::{Browser, Driver, Kind, Session};
use unbroken_e2e::{Fault, memory, while_doing};

/// Notes how long the longest task of the main thread is from now on; a browser tells of those above 50 ms.
const WATCH: &str = "globalThis.longest = 0;
    new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); })
        .observe({type: 'longtask'});";

/// Notes when the first lines of what is chosen are drawn, in milliseconds from then.
const FIRST: &str = "globalThis.lines = null;
    addEventListener('change', () => {
        const began = performance.now();
        const look = () => document.querySelector('[data-test=peek]') ? lines = performance.now() - began : requestAnimationFrame(look);
        look();
    }, {capture: true, once: true});";

/// Goes through the whole list in so many jumps, a frame each, and waits for the rows of the last.
const SCROLL: &str = "const told = arguments[arguments.length - 1];
    const port = document.querySelector('[data-test=rows]');
    let k = 0;
    const jump = () => {
        if (k++ === 240) return setTimeout(() => told(document.querySelectorAll('[data-test=row]').length), 500);
        port.scrollTop = port.scrollHeight * k / 240;
        requestAnimationFrame(jump);
    };
    jump();";

/// What every log of the bench has, and only in few entries.
const SOUGHT: &str = "target:accounts/4711";

/// How often a page may be called stuck before it is believed: a log may be as long as one likes.
const PATIENCE: usize = 60;

/// Waits until nothing runs, however long that takes.
fn finished(page: &Page<'_>) -> Result<(), Fault> {
    (1..PATIENCE).find_map(|_| page.idle().ok()).map_or_else(|| page.idle(), Ok)
}

fn is_proven(page: &Page<'_>) -> Result<(), Fault> {
    let (verdict, reason) = page.verdict()?;
    if verdict == "proven" { Ok(()) } else { Err(format!("the measured log is {verdict} ({reason})")) }
}

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
    let browser = Browser { kind: Kind::Chromium, program: chromium.into(), driver: chromedriver.into() };
    let driver = Arc::new(Driver::start(&browser)?);
    let session = Session::open(Arc::clone(&driver))?;
    let (mut lines, mut first, mut best) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..rounds.parse::<u32>().map_err(while_doing("rounds"))? {
        let page = Page::open(&session, &format!("file://{single}"))?;
        page.trust(&case)?;
        page.script(FIRST, &json!([]))?;
        let start = Instant::now();
        page.choose(&case.files)?;
        page.wait_for("the preview or the report", || Ok((page.state()? == "idle" || page.shows("preview")?).then_some(())))?;
        first = first.min(start.elapsed().as_secs_f64());
        finished(&page)?;
        best = best.min(start.elapsed().as_secs_f64());
        lines = page.script("return lines", &json!([]))?.as_f64().map_or(best, |millis| millis / 1e3).min(lines);
        is_proven(&page)?;
    }
    drop(session);
    let session = Session::open(Arc::clone(&driver))?;
    let page = Page::open(&session, &format!("file://{single}"))?;
    page.trust(&case)?;
    let before = memory::of_pages(driver.process());
    let most = memory::at_most(driver.process(), || {
        page.choose(&case.files)?;
        finished(&page)
    })?;
    is_proven(&page)?;
    let open = memory::of_pages(driver.process());
    page.script(WATCH, &json!([]))?;
    if page.told(SCROLL)? == 0 {
        return Err("the list is empty".into());
    }
    let start = Instant::now();
    // A search of a long log takes longer than the page is waited for once.
    page.search(SOUGHT).or_else(|_| finished(&page))?;
    let search = start.elapsed().as_secs_f64();
    let longest = page.script("return longest", &json!([]))?;
    let searched = memory::of_pages(driver.process());
    println!("{lines} {first} {best} {longest} {search} {before} {open} {most} {searched}");
    Ok(())
}
