//! The page in real browsers: in Chromium opened from `file://` as the one offline file, and from the served site; in Firefox from `file://`.
//! No host name is resolvable. Which test runs where stands in `table/`.
//!
//! Every test ends by asserting that the page's own policy refused nothing, that no error was uncaught and that nothing was requested from
//! elsewhere. Run by `cargo xtask test`, which builds what is tested and names it in the environment; without that, all are skipped.

mod about;
mod access;
mod bench;
mod compare;
mod evidence;
mod glance;
mod keys;
mod language;
mod list;
mod paper;
mod preview;
mod question;
mod recheck;
mod reflow;
mod search;
mod table;
mod workers;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::json;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;
use unbroken::Question;
use unbroken_e2e::case::{Case, same_bytes, text_of};
use unbroken_e2e::house::{House, root};
use unbroken_e2e::page::Page;
use unbroken_e2e::webdriver::{Browser, Driver, Element, Kind, Session};
use unbroken_e2e::{Fault, served, while_doing};

/// Each sample, its verdict, and a code that must be among its findings.
const SAMPLES: [(&str, &str, Option<&str>); 8] = [
    ("intact", "proven", None),
    ("altered", "broken", Some("entry-altered")),
    ("gap", "broken", Some("entries-missing")),
    ("fork", "broken", Some("split-view")),
    ("rollback", "broken", Some("rollback")),
    ("unpinned", "unproven", Some("nothing-pinned")),
    ("receipt", "proven", None),
    ("empty", "unproven", None),
];

/// The case that the npm package is given in a browser.
const PACKAGED: &str = "altered-three";

/// From the site and in Firefox, every so many-th case of the corpus goes through the page; not the same ones.
const SAMPLE: usize = 12;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let lab = House::of_environment().map_err(|name| format!("{name} is not set; run: cargo xtask test"));
    let lab = lab.and_then(|house| Lab::new(house).map(Arc::new));
    let trials = match &lab {
        Ok(lab) => match Case::all() {
            Ok(cases) => lab.trials(&cases),
            Err(why) => vec![Trial::test("the corpus", move || Err(why.into()))],
        },
        Err(why) => {
            eprintln!("skipped: the browser tests ({why})");
            vec![skipped("the page in a browser")]
        }
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn skipped(name: &str) -> Trial {
    Trial::test(name, || Ok(())).with_ignored_flag(true)
}

/// The parts under test and the browsers.
struct Lab {
    house: House,
    chromium: Lane,
    firefox: Lane,
}

/// One kind of browser.
struct Lane {
    driver: Arc<Driver>,
    /// Held by the test that runs: a driver that has one browser at a time has one test at a time.
    turn: Option<Mutex<()>>,
    free: Mutex<Vec<Free>>,
}

/// A browser, and the address at which it has the page open, ready to start over.
struct Free {
    session: Session,
    ready: Option<String>,
}

/// Whether a test wants the page as it is just after it was opened, or as it is after whatever was shown in it before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Fresh,
    Over,
}

/// What is done with the page once it is open.
type Test = fn(&Visit<'_>) -> Result<(), Fault>;

/// The same, with what it is about.
type Step = Box<dyn Fn(&Visit<'_>) -> Result<(), Fault> + Send>;

/// A kind of page: in which browser, opened from where.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    File,
    Site,
    Firefox,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Place::File => "file",
            Place::Site => "site",
            Place::Firefox => "firefox",
        }
    }

    /// What of the corpus goes through the page here: from which case on, and every how many-th.
    fn corpus(self) -> (usize, usize) {
        match self {
            Place::File => (0, 1),
            Place::Site => (0, SAMPLE),
            Place::Firefox => (SAMPLE / 2, SAMPLE),
        }
    }
}

impl Lab {
    fn new(house: House) -> Result<Lab, Fault> {
        Ok(Lab { chromium: Lane::new(&house.chromium)?, firefox: Lane::new(&house.firefox)?, house })
    }

    fn trials(self: &Arc<Lab>, cases: &[Case]) -> Vec<Trial> {
        let mut chromium = self.trials_at(Place::File, cases);
        chromium.extend(self.trials_at(Place::Site, cases));
        let lab = Arc::clone(self);
        chromium.push(Trial::test("package: the report of a worker and of a page", move || Ok(package_in_browser(&lab)?)));
        // Spread, so that two tests seldom want the one Firefox at the same time.
        let mut firefox = self.trials_at(Place::Firefox, cases).into_iter();
        let every = chromium.len().div_ceil(firefox.len().max(1));
        let mut trials = Vec::new();
        for (k, trial) in chromium.into_iter().enumerate() {
            trials.extend((k % every == 0).then(|| firefox.next()).flatten());
            trials.push(trial);
        }
        trials.extend(firefox);
        trials
    }

    fn trials_at(self: &Arc<Lab>, place: Place, cases: &[Case]) -> Vec<Trial> {
        let mut trials = Vec::new();
        let mut add = |name: &str, start: Start, picture: &str, test: Step| {
            // File and site are one program and look the same.
            let picture = if place == Place::Site { String::new() } else { picture.replace(": ", "-").replace(' ', "-") };
            let lab = Arc::clone(self);
            trials.push(Trial::test(format!("{}: {name}", place.name()), move || lab.visit(place, start, &picture, test)));
        };
        for (name, test) in table::tests(place) {
            add(name, Start::Fresh, name, Box::new(test));
        }
        for (name, verdict, code) in SAMPLES {
            add(&format!("sample {name}"), Start::Fresh, name, Box::new(move |visit| sample(visit, name, verdict, code)));
        }
        let (first, every) = place.corpus();
        for case in cases.iter().skip(first).step_by(every) {
            // A page that did not begin shows nothing from which to start over.
            let start = if case.is_refused() || case.lacks_present() { Start::Fresh } else { Start::Over };
            let (name, case) = (format!("same report as the command line: {}", case.name), case.clone());
            add(&name, start, "", Box::new(move |visit| same_report(visit, &case)));
        }
        trials
    }

    fn lane(&self, place: Place) -> (&Lane, String) {
        match place {
            Place::File => (&self.chromium, format!("file://{}", self.house.single.display())),
            Place::Site => (&self.chromium, format!("{}/", self.house.site)),
            Place::Firefox => (&self.firefox, format!("file://{}", self.house.single.display())),
        }
    }

    /// Shows the page in a free browser, runs `test`, and looks for offences. With a `picture` the state at the end is kept.
    fn visit(&self, place: Place, start: Start, picture: &str, test: impl FnOnce(&Visit<'_>) -> Result<(), Fault>) -> Result<(), Failed> {
        let (lane, address) = self.lane(place);
        let _turn = lane.turn.as_ref().map(|turn| turn.lock().unwrap_or_else(PoisonError::into_inner));
        let free = lane.free.lock().ok().and_then(|mut free| free.pop());
        let free = free.map_or_else(|| lane.browser().map(|session| Free { session, ready: None }), Ok)?;
        let page = match start {
            Start::Over if free.ready.as_deref() == Some(&address) => Page::resume(&free.session, &address)?,
            _ => Page::open(&free.session, &address)?,
        };
        let folder = tempfile::tempdir().map_err(while_doing("a folder for the test"))?;
        let visit = Visit { house: &self.house, page, folder };
        let outcome = test(&visit);
        // Taken also when the test failed: then it is needed most.
        let pictured = if picture.is_empty() { Ok(()) } else { visit.page.picture(&self.house.screenshots, picture) };
        outcome.and(pictured)?;
        behaved(&visit.page)?;
        drop(visit);
        let ready = (start == Start::Over).then_some(address);
        if let Ok(mut list) = lane.free.lock() {
            list.push(Free { session: free.session, ready });
        }
        Ok(())
    }
}

impl Lane {
    fn new(browser: &Browser) -> Result<Lane, Fault> {
        let turn = (browser.kind == Kind::Firefox).then(|| Mutex::new(()));
        Ok(Lane { driver: Arc::new(Driver::start(browser)?), turn, free: Mutex::new(Vec::new()) })
    }

    fn browser(&self) -> Result<Session, Fault> {
        let session = Session::open(Arc::clone(&self.driver))?;
        Page::record(&session)?;
        Ok(session)
    }
}

/// The page, open, and a folder to make files in.
struct Visit<'s> {
    house: &'s House,
    page: Page<'s>,
    folder: TempDir,
}

impl Visit<'_> {
    fn file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Fault> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).map_err(while_doing(name))?;
        Ok(path)
    }

    /// A log of these events, sealed by the command line, whom to trust for it, and whether all of it is there.
    fn seal(&self, log: &str, events: &str) -> Result<Case, Fault> {
        let folder = self.folder.path();
        self.file("events.ndjson", events.as_bytes())?;
        let seal = ["seal", "events.ndjson", "--log", log, "--out", "out", "--keys", "keys"];
        let sealed = Command::new(&self.house.cli).args(seal).current_dir(folder).output().map_err(while_doing("seal"))?;
        ensure(sealed.status.success(), || String::from_utf8_lossy(&sealed.stderr).into_owned())?;
        let out = folder.join("out");
        let files = vec![out.join(format!("{}.unbroken.jsonl", log.replace('/', "-")))];
        let trust = vec![("policy", out.join("policy.txt")), ("writers", out.join("writers.txt"))];
        Ok(Case { files, trust, question: Question { entries: Some((0, None)), ..Question::default() }, ..Case::default() })
    }

    /// The page opened once more; until here it must have behaved.
    fn again(&self) -> Result<Page<'_>, Fault> {
        behaved(&self.page)?;
        self.page.again()
    }

    fn verdict_is(&self, verdict: &str) -> Result<(), Fault> {
        let (found, reason) = self.page.verdict()?;
        ensure(found == verdict, || format!("the verdict is {found} ({reason}), not {verdict}"))
    }
}

fn ensure(holds: bool, sentence: impl FnOnce() -> Fault) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(sentence()) }
}

fn behaved(page: &Page<'_>) -> Result<(), Fault> {
    let offences = page.offences()?;
    ensure(offences.is_empty(), || format!("offences: {offences:#?}"))
}

fn landing(visit: &Visit<'_>) -> Result<(), Fault> {
    ensure(visit.page.verdict()?.0 == "none", || "there is a verdict before there is evidence".into())?;
    ensure(visit.page.shows("samples")?, || "no samples are offered".into())?;
    ensure(visit.page.script("return document.title", &json!([]))?.as_str().is_some_and(|title| !title.is_empty()), || "no title".into())
}

/// The recorder behind every other test sees a refusal when there is one.
fn refusals_are_noticed(visit: &Visit<'_>) -> Result<(), Fault> {
    let probe = "return fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')";
    ensure(visit.page.script(probe, &json!([]))? == "refused", || "a connection was made".into())?;
    let offences = visit.page.offences()?;
    ensure(offences.iter().any(|offence| offence.contains("policy: connect-src")), || format!("not noticed: {offences:?}"))?;
    visit.page.script("seen.length = 0", &json!([])).map(drop)
}

fn sample(visit: &Visit<'_>, name: &str, verdict: &str, code: Option<&str>) -> Result<(), Fault> {
    visit.page.click(&format!("sample-{name}"))?;
    visit.page.idle()?;
    visit.verdict_is(verdict)?;
    ensure(!visit.page.text("headline")?.is_empty(), || "no headline".into())?;
    ensure(visit.page.shows("next")? == (verdict != "proven"), || format!("what is done next: {:?}", visit.page.text("next")))?;
    let codes = visit.page.attributes("finding", "data-code")?;
    ensure(code.is_none_or(|code| codes.iter().any(|found| found == code)), || format!("{code:?} is not among {codes:?}"))?;
    let report: serde_json::Value = serde_json::from_slice(&visit.page.report()?).map_err(while_doing("the saved report"))?;
    ensure(report["verdict"] == verdict, || format!("the saved report says {}", report["verdict"]))
}

fn sample_in_address(visit: &Visit<'_>) -> Result<(), Fault> {
    // Put there without telling the page, which would follow it at once.
    visit.page.script("history.replaceState(null, '', '#sample=altered')", &json!([]))?;
    visit.page.reload()?;
    visit.verdict_is("broken")
}

/// Bytes that mean nothing, the same every time.
fn garbage(visit: &Visit<'_>) -> Result<(), Fault> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    let bytes: Vec<u8> = (0..100_000).map(|_| next()).collect();
    nothing_proven(visit, visit.file("garbage.bin", &bytes)?)
}

fn zeros(visit: &Visit<'_>) -> Result<(), Fault> {
    nothing_proven(visit, zero_file(visit)?)
}

fn zero_file(visit: &Visit<'_>) -> Result<PathBuf, Fault> {
    let path = visit.folder.path().join("zeros.jsonl");
    File::create(&path).and_then(|file| file.set_len(200_000_000)).map_err(while_doing("zeros"))?;
    Ok(path)
}

fn nothing_proven(visit: &Visit<'_>, file: PathBuf) -> Result<(), Fault> {
    visit.page.give(std::slice::from_ref(&file))?;
    visit.verdict_is("unproven")?;
    ensure(visit.page.text("next")?.contains("JSON Lines"), || "nobody is told what can be read here".into())?;
    let case = Case { files: vec![file], exit: 3, ..Case::default() };
    same_bytes("page", &case.by_command_line(&visit.house.cli)?, &visit.page.report()?)
}

fn cancel(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.choose(&[zero_file(visit)?])?;
    ensure(visit.page.state()? == "working", || "the page is not at work".into())?;
    visit.page.click("cancel")?;
    visit.page.idle()?;
    ensure(visit.page.shows("cancelled")?, || "the page does not say that it was cancelled".into())?;
    let (verdict, _) = visit.page.verdict()?;
    ensure(verdict != "proven", || "proven, although it was cancelled".into())
}

/// Trust never comes from the evidence: the log that its own policy would prove stays unproven.
fn dropped_policy(visit: &Visit<'_>) -> Result<(), Fault> {
    visit.page.click("sample-intact")?;
    visit.page.idle()?;
    visit.verdict_is("proven")?;
    let policy = visit.page.script("return document.querySelector('[data-test=trust-policy]').value", &json!([]))?;
    let policy = policy.as_str().filter(|text| text.contains("log ")).ok_or("the sample shows no policy")?;
    let policy = visit.file("policy.txt", policy.as_bytes())?;
    let bundle = visit.file("bundle.jsonl", &fs::read(sample_file("intact")?).map_err(while_doing("the sample"))?)?;

    let fresh = visit.again()?;
    fresh.drop_files(&[bundle, policy])?;
    let inputs = fresh.all("input")?.iter().map(Element::text).collect::<Result<Vec<_>, _>>()?;
    ensure(inputs.len() == 2, || format!("not both files are listed: {inputs:?}"))?;
    let found = inputs.iter().any(|input| input.contains("policy.txt") && input.contains("not used"));
    ensure(found && fresh.shows("found-not-used")?, || format!("the policy is not listed as found and not used: {inputs:?}"))?;
    visit.verdict_is("unproven")
}

fn sample_file(name: &str) -> Result<PathBuf, Fault> {
    let items = fs::read_dir(root().join("www/samples")).map_err(while_doing("www/samples"))?;
    let found = items.flatten().map(|item| item.path()).find(|path| path.file_stem().is_some_and(|stem| stem == name));
    found.ok_or_else(|| format!("www/samples has no {name}"))
}

/// Every page from `file://` shares one storage, so nothing that grants trust may be kept there.
fn reload_forgets(visit: &Visit<'_>) -> Result<(), Fault> {
    let case = Case { trust: vec![("policy", visit.file("policy", b"quorum none\n")?)], ..Case::default() };
    visit.page.trust(&case)?;
    let fresh = visit.again()?;
    let left = "return localStorage.length + sessionStorage.length + document.querySelector('[data-test=trust-policy]').value.length";
    ensure(fresh.script(left, &json!([]))? == 0, || "something was kept".into())
}

/// The report that the page saves is the one that the command line prints, byte for byte.
fn same_report(visit: &Visit<'_>, case: &Case) -> Result<(), Fault> {
    let expected = case.by_command_line(&visit.house.cli)?;
    visit.page.prepare(case)?;
    if case.is_refused() {
        visit.page.apply()?;
        return ensure(visit.page.shows("trust-error")?, || "the page does not refuse what is trusted".into());
    }
    if case.lacks_present() {
        visit.page.apply()?;
        return ensure(visit.page.shows("question-max-age-error")?, || "the page does not ask for the present".into());
    }
    visit.page.give(&case.files)?;
    same_bytes("page", &expected, &visit.page.report_by_script()?)
}

/// The npm package in a browser, without a bundler: a page gets the bytes of the command line, its worker the same report.
fn package_in_browser(lab: &Lab) -> Result<(), Fault> {
    let case = Case::named(PACKAGED)?;
    let expected = case.by_command_line(&lab.house.cli)?;
    let texts = case.files.iter().map(|file| Ok(json!([file.file_name().map(|name| name.to_string_lossy()), text_of(file)?])));
    let arguments = json!([texts.collect::<Result<Vec<_>, Fault>>()?, case.options()?]);
    let session = lab.chromium.browser()?;
    session.go(&format!("{}/", served::folder(&lab.house.npm)?))?;
    let text = session.script(
        "const [files, options] = arguments;
         return import('/browser.js').then(m => m.verifyText(files.map(([name, text]) => new File([text], name)), options))",
        &arguments,
    )?;
    same_bytes("package in a page", &expected, text.as_str().unwrap_or_default().as_bytes())?;
    let answer = session.script(
        "const [files, options] = arguments;
         return new Promise((done, failed) => {
             const worker = new Worker('/examples/worker.mjs', { type: 'module' });
             worker.onmessage = ({ data }) => done(data);
             worker.onerror = fault => failed(fault.message);
             worker.postMessage({ files: files.map(([name, text]) => new File([text], name)), options });
         })",
        &arguments,
    )?;
    let report: serde_json::Value = serde_json::from_slice(&expected).map_err(while_doing("the report"))?;
    ensure(answer["report"] == report, || format!("the worker says {answer}"))
}
