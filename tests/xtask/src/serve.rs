//! Serves `dist/site/` on this machine: a fixed handful of files from memory, with the page's policy also as a header.

use crate::page::{self, Page};
use crate::run::{found, program, say};
use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// `cargo xtask serve`.
pub fn command(port: u16, open: bool) -> Result<(), String> {
    let page = page::build()?;
    let site = Site::new(&page)?;
    let server = listen(port)?;
    let address = format!("http://{}/#sample=altered", server.server_addr());
    say("Serving dist/site/ on this machine only; Ctrl+C ends it");
    println!("{address}");
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if let (true, true, Some(opener)) = (open, desktop, found(&["xdg-open"])) {
        say("Opening it in the browser");
        if let Err(error) = program(opener, &[&address]).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            say(&format!("The browser did not start ({error}); open the address by hand"));
        }
    }
    site.answer_all(&server);
    Ok(())
}

/// Serves in the background for as long as this program runs; the address has no trailing slash.
pub fn in_background(page: &Page) -> Result<String, String> {
    let site = Site::new(page)?;
    let server = listen(0)?;
    let address = format!("http://{}", server.server_addr());
    thread::spawn(move || site.answer_all(&server));
    Ok(address)
}

fn listen(port: u16) -> Result<Server, String> {
    Server::http(("127.0.0.1", port)).map_err(|error| format!("Port {port}: {error}. Another one: cargo xtask serve --port 0"))
}

struct Site {
    files: BTreeMap<String, Vec<u8>>,
    policy: String,
}

impl Site {
    fn new(page: &Page) -> Result<Site, String> {
        let failed = |error| format!("{}: {error}", page.site.display());
        let mut files = BTreeMap::new();
        for item in fs::read_dir(&page.site).map_err(failed)? {
            let item = item.map_err(failed)?;
            files.insert(format!("/{}", item.file_name().to_string_lossy()), fs::read(item.path()).map_err(failed)?);
        }
        Ok(Site { files, policy: page.policy.clone() })
    }

    fn answer_all(&self, server: &Server) {
        for request in server.incoming_requests() {
            // A browser that hangs up before the answer is complete is no fault of ours.
            let _ = self.answer(request);
        }
    }

    fn answer(&self, request: Request) -> std::io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(Response::empty(StatusCode(405)));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or("/").to_owned();
        let name = if path == "/" { "/index.html" } else { &path };
        let Some(bytes) = self.files.get(name) else { return request.respond(Response::empty(StatusCode(404))) };
        let headers = [
            ("Content-Type", content_type(name)),
            ("Content-Security-Policy", &self.policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ];
        let mut response = Response::from_data(bytes.as_slice());
        for (field, value) in headers {
            if let Ok(header) = Header::from_bytes(field, value) {
                response.add_header(header);
            }
        }
        request.respond(response)
    }
}

/// What the site consists of, and nothing else.
fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "text/plain; charset=utf-8",
    }
}
