//! Writes tamper-evident audit logs: append, sign, checkpoint, cosign, prove, export.
//!
//! The other half of `unbroken`, and never a dependency of it: what is written here must convince a verifier that shares none of this
//! code's secrets or state. Time is an argument; randomness is used for new keys only.
//!
//! ```
//! use unbroken_writer::{AppendTime, Content, Event, Kind, Log, NewEntry, Opening, SecretKey, Selection};
//!
//! let dir = tempfile::tempdir()?;
//! let (log_key, writer) = (SecretKey::generate("example.org/audit", Kind::Log)?, SecretKey::generate("example.org/audit/w", Kind::Writer)?);
//! let at = AppendTime::parse("2026-01-05T09:00:00.000Z")?;
//! let opening = Opening { at: at.clone(), id: "0".into(), keys: vec![log_key.vkey(), writer.vkey()], after: None };
//! let mut log = Log::create(&dir.path().join("log"), "example.org/audit", &opening, Some(&writer))?;
//! let event = Event::parse(br#"{"actor":"alice","action":"login"}"#)?;
//! log.append(&[NewEntry { at, id: "evt-1".into(), content: Content::Event(event) }], Some(&writer))?;
//! log.checkpoint(&log_key)?;
//! let mut bundle = Vec::new();
//! log.export(&Selection::default(), &mut bundle)?;
//! assert_eq!(bundle.iter().filter(|byte| **byte == b'\n').count(), 3); // one proof record, two entries
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod entry;
mod event;
mod export;
mod fault;
mod keys;
mod keystore;
mod log;
mod note;
mod store;
mod tree;
mod witness;

pub use entry::{AppendTime, Content, MAX_LINE};
pub use event::Event;
pub use export::Selection;
pub use fault::{EventFault, Fault};
pub use keys::{Kind, SecretKey};
pub use keystore::KeyStore;
pub use log::{Log, NewEntry, Opening};
pub use store::write_whole;
