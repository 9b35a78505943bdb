//! The page as an object: what a person can do with it and see on it. Waits for the page to say that it is idle, never for a time.

use crate::case::{Case, Fill, TRUSTED, text_of};
use crate::webdriver::{Element, Kind, STUCK, Session};
use crate::{Fault, while_doing};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// Tells the driver as soon as the page says that nothing runs. The page says that something runs before whatever started it returns, so
/// nobody who asks after that is told too early.
const WHEN_IDLE: &str = "const told = arguments[arguments.length - 1];
    const root = document.documentElement;
    const look = () => { if (root.dataset.state === 'idle') { watch.disconnect(); told(null); } };
    const watch = new MutationObserver(look);
    watch.observe(root, {attributes: true, attributeFilter: ['data-state']});
    look();";

/// Notes every refusal by the page's own policy and every uncaught error, from before the page's first script on.
const RECORDER: &str = "globalThis.seen = [];
    addEventListener('securitypolicyviolation', e => seen.push(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
    addEventListener('error', e => seen.push(`error: ${e.message}`));
    addEventListener('unhandledrejection', e => seen.push(`rejection: ${e.reason}`));";

/// The page, open in a browser.
pub struct Page<'s> {
    session: &'s Session,
    address: String,
}

impl<'s> Page<'s> {
    /// Puts the recorder into every page this browser opens from now on.
    pub fn record(session: &Session) -> Result<(), Fault> {
        session.run_first(RECORDER)
    }

    /// Opens `address` afresh and waits until it is idle.
    pub fn open(session: &'s Session, address: &str) -> Result<Page<'s>, Fault> {
        session.go("about:blank")?;
        session.forget()?;
        session.go(address)?;
        let page = Page { session, address: address.to_owned() };
        page.idle()?;
        Ok(page)
    }

    /// The page that is open at `address` already, started over for the next log.
    pub fn resume(session: &'s Session, address: &str) -> Result<Page<'s>, Fault> {
        let page = Page { session, address: address.to_owned() };
        page.press("start-over")?;
        Ok(page)
    }

    /// The page, opened afresh in the same browser.
    pub fn again(&self) -> Result<Page<'s>, Fault> {
        Page::open(self.session, &self.address)
    }

    /// Loads the page again at the address at which it is, and waits for the verdict on what the address names.
    pub fn reload(&self) -> Result<(), Fault> {
        self.session.reload()?;
        self.wait_for("the verdict", || Ok((self.state()? == "idle" && self.verdict()?.0 != "none").then_some(())))
    }

    /// Another page in the same browser.
    pub fn visit(&self, address: &str) -> Result<Page<'s>, Fault> {
        self.session.go(address)?;
        Ok(Page { session: self.session, address: address.to_owned() })
    }

    /// Shows the page in this colour scheme; as it is for an empty name.
    pub fn scheme(&self, scheme: &str) -> Result<(), Fault> {
        // Without motion, so that nothing is looked at halfway through a change of colour.
        let calm = if scheme.is_empty() { "" } else { "reduce" };
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": calm}
        ]});
        self.session.devtools("Emulation.setEmulatedMedia", &features).map(drop)
    }

    /// Runs `body` in the page and gives back what it tells its last argument.
    pub fn told(&self, body: &str) -> Result<Value, Fault> {
        self.session.script_until_told(body, &json!([]))
    }

    /// Shows the page as on this medium; as it is for an empty name.
    pub fn media(&self, medium: &str) -> Result<(), Fault> {
        self.session.devtools("Emulation.setEmulatedMedia", &json!({"media": medium})).map(drop)
    }

    /// `idle`, `working`, or nothing before the page has started.
    pub fn state(&self) -> Result<String, Fault> {
        let state = self.session.script("return document.documentElement.dataset.state ?? ''", &json!([]))?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until nothing runs.
    pub fn idle(&self) -> Result<(), Fault> {
        self.then_idle("", &json!([]))
    }

    /// Runs `body` in the page and waits there until nothing runs.
    fn then_idle(&self, body: &str, arguments: &Value) -> Result<(), Fault> {
        let waited = self.session.script_until_told(&format!("{body}\n{WHEN_IDLE}"), arguments);
        waited.map(drop).map_err(|fault| format!("waiting until the page is idle: {fault} {}", self.text("boot-error").unwrap_or_default()))
    }

    /// Clicks by script, whatever lies over the element, and waits: for tests that are not about the buttons of the page.
    pub fn press(&self, name: &str) -> Result<(), Fault> {
        let body = "const found = document.querySelectorAll(`[data-test=\"${arguments[0]}\"]`);
            if (found.length !== 1) throw Error(`${arguments[0]} is on the page ${found.length} times`);
            found[0].click();";
        self.then_idle(body, &json!([name]))
    }

    /// Looks again and again until there is something to see.
    pub fn wait_for<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>, Fault>) -> Result<T, Fault> {
        let start = Instant::now();
        loop {
            if let Some(seen) = look()? {
                return Ok(seen);
            }
            if start.elapsed() > STUCK {
                let boot = self.text("boot-error").unwrap_or_default();
                return Err(format!("the page is stuck, waiting for: {what}. {boot}"));
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Elements with this `data-test`.
    pub fn all(&self, name: &str) -> Result<Vec<Element<'_>>, Fault> {
        self.session.find(&format!("[data-test=\"{name}\"]"))
    }

    /// The one element with this `data-test`.
    pub fn one(&self, name: &str) -> Result<Element<'_>, Fault> {
        let mut found = self.all(name)?;
        match (found.pop(), found.len()) {
            (Some(element), 0) => Ok(element),
            (None, _) => Err(format!("{name} is not on the page")),
            (Some(_), more) => Err(format!("{name} is on the page {} times", more + 1)),
        }
    }

    /// Text of the first element with this `data-test`, empty if there is none.
    pub fn text(&self, name: &str) -> Result<String, Fault> {
        self.all(name)?.first().map_or(Ok(String::new()), Element::text)
    }

    /// Whether an element with this `data-test` can be seen.
    pub fn shows(&self, name: &str) -> Result<bool, Fault> {
        self.all(name)?.first().map_or(Ok(false), Element::is_shown)
    }

    /// An attribute of every element with this `data-test`.
    pub fn attributes(&self, name: &str, attribute: &str) -> Result<Vec<String>, Fault> {
        self.all(name)?.iter().filter_map(|element| element.attribute(attribute).transpose()).collect()
    }

    /// The verdict and its reason; `none` before there is one.
    pub fn verdict(&self) -> Result<(String, String), Fault> {
        let Some(element) = self.all("verdict")?.pop() else { return Ok(("none".into(), String::new())) };
        Ok((element.attribute("data-verdict")?.unwrap_or_default(), element.attribute("data-reason")?.unwrap_or_default()))
    }

    /// Clicks without waiting.
    pub fn click(&self, name: &str) -> Result<(), Fault> {
        self.one(name)?.click().map_err(while_doing(name))
    }

    /// Chooses evidence through the file picker, without waiting.
    pub fn choose(&self, files: &[PathBuf]) -> Result<(), Fault> {
        self.one("file-input")?.send_keys(&lines(files))
    }

    /// Chooses evidence through the file picker.
    pub fn give(&self, files: &[PathBuf]) -> Result<(), Fault> {
        self.choose(files)?;
        self.idle()
    }

    /// Drags files over the window and lets them go.
    pub fn drop_files(&self, files: &[PathBuf]) -> Result<(), Fault> {
        for kind in ["dragEnter", "dragOver", "drop"] {
            let data = json!({"items": [], "files": files, "dragOperationsMask": 1});
            self.session.devtools("Input.dispatchDragEvent", &json!({"type": kind, "x": 400, "y": 300, "data": data}))?;
        }
        self.idle()
    }

    /// Fills the panel of what is trusted, and the question, and applies both.
    pub fn trust(&self, case: &Case) -> Result<(), Fault> {
        self.prepare(case)?;
        self.apply()
    }

    /// Fills the panel of what is trusted, and the question; both count as soon as there is evidence.
    pub fn prepare(&self, case: &Case) -> Result<(), Fault> {
        let mut fills = case.on_page()?;
        for trusted in &TRUSTED {
            let files: Vec<PathBuf> =
                case.trust.iter().filter(|(member, _)| *member == trusted.member).map(|(_, file)| file.clone()).collect();
            if trusted.several && !files.is_empty() {
                self.pick(trusted.field, &files)?;
            } else if let [file] = files.as_slice() {
                fills.push(Fill::Text(trusted.field, text_of(file)?));
            }
        }
        self.fill(&fills)
    }

    /// Fills fields as pasting does, and sets or clears boxes.
    pub fn fill(&self, fills: &[Fill]) -> Result<(), Fault> {
        if fills.is_empty() {
            return Ok(());
        }
        let wanted: Vec<Value> = fills
            .iter()
            .map(|fill| match fill {
                Fill::Text(name, text) => json!([name, text]),
                Fill::Check(name, set) => json!([name, set]),
            })
            .collect();
        let body = "for (const [name, wanted] of arguments[0]) {
                const found = document.querySelectorAll(`[data-test=\"${name}\"]`);
                if (found.length !== 1) return `${name} is on the page ${found.length} times`;
                const [field] = found;
                if (typeof wanted === 'boolean') {
                    if (field.checked !== wanted) field.click();
                    continue;
                }
                field.value = wanted;
                for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true}));
            }";
        match self.session.script(body, &json!([wanted]))? {
            Value::Null => Ok(()),
            fault => Err(fault.to_string()),
        }
    }

    /// Searches the entries as pasting into the field does.
    pub fn search(&self, query: &str) -> Result<(), Fault> {
        self.fill(&[Fill::Text("search", query.into())])?;
        self.idle()
    }

    /// Presses a key wherever the focus is.
    pub fn key(&self, key: &str) -> Result<(), Fault> {
        self.session.press(&[], key)
    }

    /// Presses a key together with another one, such as `Control` or `Shift`.
    pub fn chord(&self, held: &str, key: &str) -> Result<(), Fault> {
        self.session.press(&[held], key)
    }

    /// Makes the screen so many pixels wide; none is the window's own width.
    pub fn screen(&self, width: u64) -> Result<(), Fault> {
        self.session.screen((width > 0).then_some((width, 900)))
    }

    /// Makes the screen so many pixels wide and high.
    pub fn size(&self, width: u64, height: u64) -> Result<(), Fault> {
        self.session.screen(Some((width, height)))
    }

    /// Opens the panel of what is trusted and asked.
    pub fn open_panel(&self) -> Result<(), Fault> {
        let open = "document.querySelectorAll('details').forEach(d => { if (d.querySelector('[data-test=trust-apply]')) d.open = true })";
        self.session.script(open, &json!([])).map(drop)
    }

    /// Closes it, so that the answer is seen.
    pub fn close_panel(&self) -> Result<(), Fault> {
        self.session.script("document.querySelector('[data-test=trust-panel]').open = false", &json!([])).map(drop)
    }

    /// Judges with what is in the panel.
    pub fn apply(&self) -> Result<(), Fault> {
        self.open_panel()?;
        self.click("trust-apply")?;
        self.idle()
    }

    /// Picks files for a field.
    pub fn pick(&self, name: &str, files: &[PathBuf]) -> Result<(), Fault> {
        self.one(name)?.send_keys(&lines(files))?;
        self.idle()
    }

    /// Saves the report as a person does, and gives back the bytes that were saved.
    pub fn report(&self) -> Result<Vec<u8>, Fault> {
        self.saved("export-report", "json")
    }

    /// The same, pressed by script.
    pub fn report_by_script(&self) -> Result<Vec<u8>, Fault> {
        self.downloaded("json", || self.press("export-report"))
    }

    /// Clicks what saves a file with this ending, and gives back the bytes.
    pub fn saved(&self, button: &str, ending: &str) -> Result<Vec<u8>, Fault> {
        self.downloaded(ending, || self.click(button))
    }

    /// Does what saves a file with this ending, and gives back the bytes that were saved.
    pub fn downloaded(&self, ending: &str, start: impl FnOnce() -> Result<(), Fault>) -> Result<Vec<u8>, Fault> {
        let folder = self.session.downloads();
        let items = || -> Result<Vec<PathBuf>, Fault> {
            Ok(fs::read_dir(&folder).map_err(while_doing("the downloads"))?.flatten().map(|item| item.path()).collect())
        };
        for old in items()? {
            fs::remove_file(old).map_err(while_doing("an old download"))?;
        }
        start()?;
        // The browser reserves the name with an empty file, writes elsewhere and then renames: what has bytes is whole.
        let whole = |path: &PathBuf| path.extension().is_some_and(|end| end == ending) && path.metadata().is_ok_and(|data| data.len() > 0);
        let file = self.wait_for("a saved file", || Ok(items()?.into_iter().find(whole)))?;
        fs::read(file).map_err(while_doing("the saved file"))
    }

    /// What must never happen: refusals by the page's own policy, errors, requests to anywhere else. Empty when all is well.
    pub fn offences(&self) -> Result<Vec<String>, Fault> {
        let seen = self.session.script("return globalThis.seen", &json!([]))?;
        let seen: Vec<Value> = seen.as_array().cloned().ok_or("the recorder is gone")?;
        let mut offences: Vec<String> = seen.iter().map(Value::to_string).collect();
        offences.extend(self.session.complaints()?);
        let own = self.address.split('#').next().unwrap_or_default();
        let own = if own.starts_with("http") { own } else { "file:" };
        let elsewhere = |url: &String| !["about:", "data:", "blob:", own].iter().any(|start| url.starts_with(start));
        offences.extend(self.session.requests()?.into_iter().filter(elsewhere).map(|url| format!("request: {url}")));
        Ok(offences)
    }

    /// Takes a picture of this state: light, dark and on a narrow screen, where it must not scroll sideways.
    pub fn picture(&self, folder: &Path, name: &str) -> Result<(), Fault> {
        fs::create_dir_all(folder).map_err(while_doing(folder.display()))?;
        let is_firefox = self.session.kind() == Kind::Firefox;
        for (variant, scheme, width) in [("light", "light", 1280_u64), ("dark", "dark", 1280), ("narrow", "light", 390)] {
            // WebDriver knows no colour schemes: Firefox shows its own, which is light.
            match (is_firefox, variant) {
                (true, "dark") => continue,
                (true, _) => {}
                (false, _) => self.scheme(scheme)?,
            }
            self.screen(width)?;
            let browser = if is_firefox { "firefox-" } else { "" };
            self.shot(folder, &format!("{browser}{name}-{variant}"))?;
            let wide = self.session.script("return document.documentElement.scrollWidth", &json!([]))?;
            if wide.as_u64().is_none_or(|wide| wide > width) {
                return Err(format!("{name} is {wide} pixels wide on a screen of {width}"));
            }
        }
        self.screen(0)?;
        if is_firefox { Ok(()) } else { self.scheme("") }
    }

    /// Takes one picture of what is on screen.
    pub fn shot(&self, folder: &Path, name: &str) -> Result<(), Fault> {
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, self.session.screenshot()?).map_err(while_doing(file.display()))
    }

    /// Takes one picture of the whole page at this width, as if the screen were as high.
    pub fn whole_shot(&self, folder: &Path, name: &str, width: u64) -> Result<(), Fault> {
        fs::create_dir_all(folder).map_err(while_doing(folder.display()))?;
        let height = self.script("return document.scrollingElement.scrollHeight", &json!([]))?;
        self.size(width, height.as_u64().unwrap_or_default().clamp(1, 16_000))?;
        self.shot(folder, name)
    }

    /// Runs the body of a function in the page.
    pub fn script(&self, body: &str, arguments: &Value) -> Result<Value, Fault> {
        self.session.script(body, arguments)
    }
}

fn lines(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join("\n")
}
