//! The socket on which Firefox takes commands and tells of events: as much of RFC 6455 as one client needs that talks to one server on this
//! machine, and as much of WebDriver BiDi as the tests ask.

use super::STUCK;
use crate::{Fault, while_doing};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// Told of every request of a page, before it is sent.
pub const REQUEST: &str = "network.beforeRequestSent";

/// Told of every line of the console and of every uncaught error.
pub const LOG: &str = "log.entryAdded";

const MASK: [u8; 4] = *b"mask";

const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// The socket, and what was told on it and not yet asked for.
pub struct Socket {
    stream: BufReader<TcpStream>,
    last: u64,
    told: Vec<Value>,
}

impl Socket {
    /// Opens the socket at a `ws://` address.
    pub fn open(address: &str) -> Result<Socket, Fault> {
        let failed = || while_doing(address.to_owned());
        let place = address.strip_prefix("ws://").and_then(|rest| rest.split_once('/')).ok_or("the browser names no socket")?;
        let (host, path) = place;
        let stream = TcpStream::connect(host).map_err(failed())?;
        stream.set_read_timeout(Some(STUCK)).map_err(failed())?;
        let mut stream = BufReader::new(stream);
        // The key shows a server that it talks to a socket and not to a web page; any sixteen bytes do.
        let hello = format!(
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dW5icm9rZW4gYXJlIHdlIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        stream.get_mut().write_all(hello.as_bytes()).map_err(failed())?;
        let mut status = String::new();
        stream.read_line(&mut status).map_err(failed())?;
        if !status.contains(" 101 ") {
            return Err(format!("{address}: {status}"));
        }
        let mut line = status;
        while !line.trim().is_empty() {
            line.clear();
            stream.read_line(&mut line).map_err(failed())?;
        }
        Ok(Socket { stream, last: 0, told: Vec::new() })
    }

    /// Sends a command and waits for its result.
    pub fn command(&mut self, method: &str, params: &Value) -> Result<Value, Fault> {
        self.last += 1;
        let command = json!({"id": self.last, "method": method, "params": params});
        self.send(TEXT, command.to_string().as_bytes()).map_err(while_doing(method))?;
        loop {
            let mut message = self.message().map_err(while_doing(method))?;
            if message["type"] == "event" {
                self.told.push(message);
            } else if message["id"] == self.last {
                return match message["type"].as_str() {
                    Some("success") => Ok(message["result"].take()),
                    _ => Err(format!("{method}: {}: {}", message["error"], message["message"])),
                };
            }
        }
    }

    /// What was told of this kind, once.
    pub fn take(&mut self, kind: &str) -> Vec<Value> {
        let (taken, kept) = std::mem::take(&mut self.told).into_iter().partition(|event| event["method"] == kind);
        self.told = kept;
        Vec::into_iter(taken).map(|mut event| event["params"].take()).collect()
    }

    /// The next message, in one frame or several.
    fn message(&mut self) -> Result<Value, Fault> {
        let mut text = Vec::new();
        loop {
            let (kind, is_last) = self.frame(&mut text).map_err(while_doing("the socket"))?;
            match kind {
                CLOSE => return Err("the browser closed its socket".into()),
                PING | PONG => {}
                _ if is_last => return serde_json::from_slice(&text).map_err(while_doing("a message")),
                _ => {}
            }
        }
    }

    /// Reads a frame: its kind, and whether it ends its message. Bytes of a message go to `text`.
    fn frame(&mut self, text: &mut Vec<u8>) -> std::io::Result<(u8, bool)> {
        let [first, length] = self.bytes()?;
        let kind = first & 0x0f;
        let length = match length & 0x7f {
            126 => u64::from(u16::from_be_bytes(self.bytes()?)),
            127 => u64::from_be_bytes(self.bytes()?),
            short => u64::from(short),
        };
        let mut payload = Vec::new();
        self.stream.by_ref().take(length).read_to_end(&mut payload)?;
        match kind {
            PING => self.send(PONG, &payload)?,
            CLOSE | PONG => {}
            _ => text.extend(payload),
        }
        Ok((kind, first & 0x80 != 0))
    }

    fn bytes<const N: usize>(&mut self) -> std::io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Sends a frame. A client masks what it sends, and a mask of zeros is refused; it hides nothing, so one does for all.
    fn send(&mut self, kind: u8, payload: &[u8]) -> std::io::Result<()> {
        let mut frame = vec![0x80 | kind];
        // The shortest form that holds it: another one is refused.
        match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
            (Ok(short @ ..126), _) => frame.push(0x80 | short),
            (_, Ok(length)) => {
                frame.push(0x80 | 126);
                frame.extend(length.to_be_bytes());
            }
            _ => {
                frame.push(0x80 | 127);
                frame.extend((payload.len() as u64).to_be_bytes());
            }
        }
        frame.extend(MASK);
        frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        self.stream.get_mut().write_all(&frame)
    }
}
