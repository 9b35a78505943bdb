//! Serves the npm package to a browser on this machine, as any web server would.

use crate::{Fault, while_doing};
use std::fs;
use std::path::Path;
use std::thread;
use tiny_http::{Header, Response, Server};

/// Serves the files of a folder for as long as this program runs; the address has no slash at the end.
pub fn folder(folder: &Path) -> Result<String, Fault> {
    let server = Server::http(("127.0.0.1", 0)).map_err(while_doing("a port"))?;
    let address = format!("http://{}", server.server_addr());
    let folder = folder.to_owned();
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let path = request.url().trim_start_matches('/').to_owned();
            let bytes = match path.as_str() {
                "" => Some(b"<!doctype html><title>package</title>".to_vec()),
                path if path.contains("..") => None,
                path => fs::read(folder.join(path)).ok(),
            };
            let kind = match path.rsplit('.').next() {
                Some("js" | "mjs") => "text/javascript",
                Some("wasm") => "application/wasm",
                _ => "text/html",
            };
            let status = if bytes.is_some() { 200 } else { 404 };
            let mut response = Response::from_data(bytes.unwrap_or_default()).with_status_code(status);
            if let Ok(header) = Header::from_bytes("Content-Type", kind) {
                response.add_header(header);
            }
            // A browser that went away has no use for an answer.
            let _ = request.respond(response);
        }
    });
    Ok(address)
}
