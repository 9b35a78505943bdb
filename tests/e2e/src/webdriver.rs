//! A WebDriver client as small as these tests allow: chromedriver or geckodriver as a child process, JSON over HTTP to 127.0.0.1. What is
//! asked of each browser in its own way stands in `webdriver/browser.rs`, the socket on which Firefox tells of events in `webdriver/bidi.rs`.
//!
//! Covers: sessions, navigation, elements, scripts, keys, pictures. Spec: W3C WebDriver 2.

mod bidi;
mod browser;
mod keys;

pub use browser::{Browser, Kind};

use crate::{Fault, while_doing};
use base64ct::{Base64, Encoding};
use bidi::Socket;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use ureq::Agent;

/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// After this long a page that is still at work is called stuck.
pub const STUCK: Duration = Duration::from_secs(120);

/// A running driver of a browser.
pub struct Driver {
    browser: Browser,
    child: Child,
    address: String,
    agent: Agent,
}

impl Driver {
    /// Starts the browser's driver on a free port.
    pub fn start(browser: &Browser) -> Result<Driver, Fault> {
        let name = browser.driver.display();
        let mut child = Command::new(&browser.driver)
            .args(browser.kind.driver_arguments())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(while_doing(&name))?;
        let mut lines = child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(Result::ok);
        let port = lines.by_ref().find_map(|line| browser.kind.port(&line)).ok_or_else(|| format!("{name} did not say its port"))?;
        // Whatever else it prints is read, so that it never waits for a reader.
        thread::spawn(move || lines.for_each(drop));
        // Straight to the driver, whatever proxy this machine uses.
        let agent = Agent::config_builder().proxy(None).timeout_global(Some(Duration::from_secs(300))).http_status_as_error(false);
        let agent = agent.build().into();
        Ok(Driver { browser: browser.clone(), child, address: format!("http://127.0.0.1:{port}"), agent })
    }

    /// Which browser it drives.
    pub fn kind(&self) -> Kind {
        self.browser.kind
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, Fault> {
        let url = format!("{}{path}", self.address);
        let answer = match method {
            "GET" => self.agent.get(&url).call(),
            "DELETE" => self.agent.delete(&url).call(),
            _ => self.agent.post(&url).send_json(body),
        };
        let mut answer = answer.map_err(while_doing(path))?;
        // Screenshots are larger than the default limit of a body.
        let mut value: Value = answer.body_mut().with_config().limit(1 << 28).read_json().map_err(while_doing(path))?;
        let value = value["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(format!("{path}: {error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ends the browsers too; if it is gone already, so are they.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One browser with a profile and a download folder of its own.
pub struct Session {
    driver: Arc<Driver>,
    path: String,
    folder: TempDir,
    /// On which Firefox tells of events.
    socket: Option<Mutex<Socket>>,
}

impl Session {
    /// Opens a browser that resolves no host name at all.
    pub fn open(driver: Arc<Driver>) -> Result<Session, Fault> {
        let folder = tempfile::tempdir().map_err(while_doing("a folder for the browser"))?;
        let wanted = json!({"capabilities": {"alwaysMatch": driver.browser.capabilities(folder.path())}});
        let opened = driver.call("POST", "/session", &wanted)?;
        let id = opened["sessionId"].as_str().ok_or("the driver opened no session")?;
        let path = format!("/session/{id}");
        let socket = opened["capabilities"]["webSocketUrl"].as_str().map(Socket::open).transpose()?.map(Mutex::new);
        let session = Session { driver, path, folder, socket };
        std::fs::create_dir_all(session.downloads()).map_err(while_doing("a folder for downloads"))?;
        session.prepare()?;
        Ok(session)
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.driver.kind()
    }

    /// Where files end up that the page offers for saving.
    pub fn downloads(&self) -> std::path::PathBuf {
        browser::downloads(self.folder.path())
    }

    fn get(&self, path: &str) -> Result<Value, Fault> {
        self.driver.call("GET", &format!("{}{path}", self.path), &Value::Null)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, Fault> {
        self.driver.call("POST", &format!("{}{path}", self.path), body)
    }

    /// Goes to `url` and waits until it is loaded.
    pub fn go(&self, url: &str) -> Result<(), Fault> {
        self.post("/url", &json!({"url": url})).map(drop)
    }

    /// Loads the page again and waits until it is loaded.
    pub fn reload(&self) -> Result<(), Fault> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Runs the body of a function in the page; `arguments[0]` is the first argument.
    pub fn script(&self, body: &str, arguments: &Value) -> Result<Value, Fault> {
        self.post("/execute/sync", &json!({"script": body, "args": arguments}))
    }

    /// The same, but the body ends when it calls its last argument; after [`STUCK`] that is a fault.
    pub fn script_until_told(&self, body: &str, arguments: &Value) -> Result<Value, Fault> {
        self.post("/execute/async", &json!({"script": body, "args": arguments}))
    }

    /// Presses a key wherever the focus is, while others are held down. Keys have the names that pages are told.
    pub fn press(&self, held: &[&str], key: &str) -> Result<(), Fault> {
        self.post("/actions", &keys::stroke(held, key)?).map(drop)
    }

    /// Every element that `selector` matches.
    pub fn find(&self, selector: &str) -> Result<Vec<Element<'_>>, Fault> {
        let found = self.post("/elements", &json!({"using": "css selector", "value": selector}))?;
        let ids = found.as_array().into_iter().flatten().filter_map(|element| element[ELEMENT].as_str());
        Ok(ids.map(|id| Element { session: self, path: format!("/element/{id}") }).collect())
    }

    /// A picture of the window, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>, Fault> {
        let taken = self.get("/screenshot")?;
        Base64::decode_vec(taken.as_str().unwrap_or_default()).map_err(while_doing("the screenshot"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.driver.call("DELETE", &self.path, &Value::Null);
    }
}

/// An element of the page.
pub struct Element<'s> {
    session: &'s Session,
    path: String,
}

impl Element<'_> {
    /// Clicks it as a person does: refused when something lies over it.
    pub fn click(&self) -> Result<(), Fault> {
        self.session.post(&format!("{}/click", self.path), &json!({})).map(drop)
    }

    /// Types; into a file input: chooses the files whose paths stand on the lines of `keys`.
    pub fn send_keys(&self, keys: &str) -> Result<(), Fault> {
        self.session.post(&format!("{}/value", self.path), &json!({"text": keys})).map(drop)
    }

    /// The text as it is shown.
    pub fn text(&self) -> Result<String, Fault> {
        self.get("text").map(|text| text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute, if it has it.
    pub fn attribute(&self, name: &str) -> Result<Option<String>, Fault> {
        self.get(&format!("attribute/{name}")).map(|value| value.as_str().map(str::to_owned))
    }

    /// Whether a person can see it.
    pub fn is_shown(&self) -> Result<bool, Fault> {
        self.get("displayed").map(|shown| shown == true)
    }

    fn get(&self, what: &str) -> Result<Value, Fault> {
        self.session.get(&format!("{}/{what}", self.path))
    }
}
