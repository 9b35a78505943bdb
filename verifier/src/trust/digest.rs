//! A digest of everything the reader trusts: work done under one trust must not be taken for work done under another.

use super::policy::Trust;
use crate::tree::hash::Hash;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Trust {
    /// A digest of everything the reader trusts, in the order in which it was given, because a report shows it in that order. Its form is
    /// private to one version.
    pub fn digest(&self) -> Hash {
        let mut lines: Vec<String> = alloc::vec![String::from("unbroken/trust/v1")];
        lines.extend(self.logs.iter().map(|log| format!("log {} {}", log.vkey.text, log.origin)));
        lines.extend(self.witnesses.iter().map(|witness| format!("witness {} {}", witness.name, witness.vkey.text)));
        lines.push(format!("quorum {:?}", self.quorum));
        lines.extend(self.writers.iter().map(|writer| {
            let log = writer.log.as_deref().map_or_else(|| String::from("any"), |log| format!("log {log}"));
            let until = writer.until.map_or_else(|| String::from("end"), |until| until.to_string());
            let require = writer.require.map_or_else(|| String::from("none"), |require| require.to_string());
            format!("writer {} {log} {} {until} {require}", writer.vkey.text, writer.from)
        }));
        lines.extend(self.unsupported.iter().map(|label| format!("unsupported {label}")));
        // Notes hold line feeds; their digests do not.
        lines.extend(self.pins.iter().map(|pin| format!("pin {}", Hash::of(pin.note.raw.as_bytes()))));
        Hash::of(lines.join("\n").as_bytes())
    }
}
