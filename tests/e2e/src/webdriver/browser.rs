//! The two browsers, each as it is asked: Chromium by the DevTools protocol, Firefox by WebDriver BiDi. Both are headless, resolve no host
//! name, save without asking, and say what they requested and which errors they wrote into their console.

use super::{STUCK, Session, bidi};
use crate::{Fault, while_doing};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by geckodriver, which has one session at a time.
    Firefox,
}

/// A browser and its driver, as installed.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Which one it is.
    pub kind: Kind,
    /// The browser.
    pub program: PathBuf,
    /// Its driver.
    pub driver: PathBuf,
}

impl Kind {
    /// So that the driver, and Firefox itself, take free ports.
    pub(super) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Kind::Chromium => &["--port=0"],
            Kind::Firefox => &["--port=0", "--websocket-port=0"],
        }
    }

    /// The port, in the line with which the driver tells it.
    pub(super) fn port(self, line: &str) -> Option<u16> {
        match self {
            // "ChromeDriver was started successfully on port 34567."
            Kind::Chromium => line.strip_suffix('.')?.split_once("successfully on port ")?.1.parse().ok(),
            // "1764360000000	geckodriver	INFO	Listening on 127.0.0.1:34567"
            Kind::Firefox => line.split_once("Listening on 127.0.0.1:")?.1.trim().parse().ok(),
        }
    }
}

/// Where a browser with this folder saves files.
pub(super) fn downloads(folder: &Path) -> PathBuf {
    folder.join("downloads")
}

impl Browser {
    /// What a session is asked to be.
    pub(super) fn capabilities(&self, folder: &Path) -> Value {
        let mut wanted = match self.kind {
            Kind::Chromium => chromium(folder),
            Kind::Firefox => firefox(folder),
        };
        let options = if self.kind == Kind::Chromium { "goog:chromeOptions" } else { "moz:firefoxOptions" };
        wanted[options]["binary"] = json!(self.program);
        wanted["timeouts"] = json!({"script": STUCK.as_millis() as u64});
        wanted
    }
}

fn chromium(folder: &Path) -> Value {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1280,900",
        // What the page says is compared with English, whatever this machine speaks.
        "--lang=en-US",
        "--accept-lang=en-US",
        &profile,
    ];
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"args": arguments},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    })
}

fn firefox(folder: &Path) -> Value {
    // The discard port: whatever is not on this machine ends there, and its name is never looked up.
    let nowhere = [("network.proxy.http_port", json!(9)), ("network.proxy.ssl_port", json!(9)), ("network.proxy.socks_port", json!(9))];
    let preferences = [
        ("network.dns.disabled", json!(true)),
        ("network.proxy.type", json!(1)),
        ("network.proxy.http", json!("127.0.0.1")),
        ("network.proxy.ssl", json!("127.0.0.1")),
        ("network.proxy.socks", json!("127.0.0.1")),
        ("network.proxy.socks_remote_dns", json!(true)),
        // What the page says is compared with English, whatever this machine speaks.
        ("intl.accept_languages", json!("en-US")),
        ("browser.download.folderList", json!(2)),
        ("browser.download.dir", json!(downloads(folder))),
        ("browser.download.alwaysOpenPanel", json!(false)),
    ];
    let preferences: serde_json::Map<String, Value> =
        preferences.into_iter().chain(nowhere).map(|(name, value)| (name.to_owned(), value)).collect();
    json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": {"args": ["-headless", "--width=1280", "--height=900"], "prefs": preferences},
    })
}

impl Session {
    /// What is to be said once, right after the browser was opened.
    pub(super) fn prepare(&self) -> Result<(), Fault> {
        match self.kind() {
            Kind::Chromium => {
                let place = json!({"behavior": "allow", "downloadPath": self.downloads()});
                self.devtools("Browser.setDownloadBehavior", &place)?;
                self.devtools("Page.enable", &json!({})).map(drop)
            }
            Kind::Firefox => self.bidi("session.subscribe", &json!({"events": [bidi::REQUEST, bidi::LOG]})).map(drop),
        }
    }

    /// A command of the Chrome DevTools Protocol; there is none in Firefox.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Fault> {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    fn bidi(&self, command: &str, parameters: &Value) -> Result<Value, Fault> {
        let socket = self.socket.as_ref().ok_or("this browser has no socket")?;
        socket.lock().map_err(while_doing("the socket"))?.command(command, parameters)
    }

    /// The window, as BiDi names it.
    fn context(&self) -> Result<Value, Fault> {
        self.get("/window")
    }

    /// Runs `source` in every page from now on, before any script of the page.
    pub fn run_first(&self, source: &str) -> Result<(), Fault> {
        match self.kind() {
            Kind::Chromium => self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": source})).map(drop),
            Kind::Firefox => self.bidi("script.addPreloadScript", &json!({"functionDeclaration": format!("() => {{{source}}}")})).map(drop),
        }
    }

    /// Makes the page so many pixels wide and high; nothing is the window's own size.
    pub fn screen(&self, size: Option<(u64, u64)>) -> Result<(), Fault> {
        match (self.kind(), size) {
            (Kind::Chromium, None) => self.devtools("Emulation.clearDeviceMetricsOverride", &json!({})),
            (Kind::Chromium, Some((width, height))) => {
                let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
                self.devtools("Emulation.setDeviceMetricsOverride", &screen)
            }
            (Kind::Firefox, size) => {
                let viewport = size.map(|(width, height)| json!({"width": width, "height": height}));
                self.bidi("browsingContext.setViewport", &json!({"context": self.context()?, "viewport": viewport}))
            }
        }
        .map(drop)
    }

    /// Forgets what was requested and complained of so far.
    pub fn forget(&self) -> Result<(), Fault> {
        self.requests()?;
        self.complaints().map(drop)
    }

    /// Addresses that were requested since this was last asked.
    pub fn requests(&self) -> Result<Vec<String>, Fault> {
        let url = |request: &Value| request["url"].as_str().unwrap_or_default().to_owned();
        if self.kind() == Kind::Firefox {
            return Ok(self.events(bidi::REQUEST)?.iter().map(|event| url(&event["request"])).collect());
        }
        let mut urls = Vec::new();
        for line in self.log("performance")? {
            let message: Value = serde_json::from_str(line["message"].as_str().unwrap_or_default()).map_err(while_doing("a log line"))?;
            if message["message"]["method"] == "Network.requestWillBeSent" {
                urls.push(url(&message["message"]["params"]["request"]));
            }
        }
        Ok(urls)
    }

    /// Errors in the console since this was last asked.
    pub fn complaints(&self) -> Result<Vec<String>, Fault> {
        let (lines, level, severe, text) = match self.kind() {
            Kind::Chromium => (self.log("browser")?, "level", "SEVERE", "message"),
            Kind::Firefox => (self.events(bidi::LOG)?, "level", "error", "text"),
        };
        Ok(lines.iter().filter(|line| line[level] == severe).map(|line| line[text].to_string()).collect())
    }

    /// Lines of Chromium's log `kind` since it was last asked for.
    fn log(&self, kind: &str) -> Result<Vec<Value>, Fault> {
        match self.post("/se/log", &json!({"type": kind}))? {
            Value::Array(lines) => Ok(lines),
            other => Err(format!("the log {kind} is no list: {other}")),
        }
    }

    /// What Firefox told of this kind since it was last asked for.
    fn events(&self, kind: &str) -> Result<Vec<Value>, Fault> {
        // What the page's process said before this answer has arrived with it.
        let target = json!({"expression": "0", "awaitPromise": false, "target": {"context": self.context()?}});
        self.bidi("script.evaluate", &target)?;
        let socket = self.socket.as_ref().ok_or("this browser has no socket")?;
        Ok(socket.lock().map_err(while_doing("the socket"))?.take(kind))
    }
}
