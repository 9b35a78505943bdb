//! A checkpoint opened under a policy: what it says, and who of those the reader trusts says so.

use super::checkpoint::{Checkpoint, CheckpointError};
use super::cosignature;
use super::note::{Note, SignatureLine};
use super::policy::{LogKey, Trust};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// How much stands behind a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No key the reader pinned.
    Unpinned,
    /// Signed by a log key the reader pinned for this origin, or kept by the reader.
    Pinned,
    /// Pinned, and cosigned by a quorum.
    Witnessed,
}

impl Level {
    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Unpinned => "unpinned",
            Level::Pinned => "pinned",
            Level::Witnessed => "witnessed",
        }
    }
}

/// A checkpoint and what each of its signature lines turned out to be. Labels are `<name>+<id>`, in the order of the lines, once each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What the checkpoint says.
    pub checkpoint: Checkpoint,
    /// How much stands behind it.
    pub level: Level,
    /// Log keys, configured for this origin, that signed it.
    pub log_signed: Vec<String>,
    /// Log keys, configured for this origin, whose line fails.
    pub log_failed: Vec<String>,
    /// Whether a configured log key's line fails: then the whole note counts for nothing, even beside a valid signature.
    pub rejected: bool,
    /// Log keys that signed it, but are configured for other origins only. Ignored.
    pub other_origin: Vec<String>,
    /// Valid cosignatures of the policy's witnesses. A witness with several lines stands here with every time, and counts once.
    pub cosigned: Vec<Cosigned>,
    /// The policy's witnesses of whom a line fails or has the wrong length. Such a line counts zero, and does nothing else.
    pub cosignature_failed: Vec<String>,
    /// Lines by keys that nobody pinned for this origin and that were not checked or do not verify. Ignored.
    pub unknown: Vec<String>,
    /// Whether the policy asks for cosignatures, and enough distinct witnesses cosigned this text.
    pub quorum_met: bool,
    /// If the quorum is met: by when it had seen this state, seconds since 1970.
    pub known_by: Option<u64>,
    /// If the quorum is met: from when on it had seen nothing newer, seconds since 1970.
    pub not_before: Option<u64>,
}

/// A valid cosignature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Index into the policy's witnesses.
    pub witness: usize,
    /// `<name>+<id>` of its key.
    pub label: String,
    /// When it saw this state as the newest, seconds since 1970.
    pub time_secs: u64,
}

impl Trust {
    /// Reads the note as a checkpoint and finds out who of those the reader trusts signed it.
    ///
    /// A note that is no checkpoint is the only error; a failing signature is part of the answer.
    pub fn open(&self, note: &Note) -> Result<Opened, CheckpointError> {
        let mut opened = Opened {
            checkpoint: Checkpoint::parse(&note.text)?,
            level: Level::Unpinned,
            log_signed: Vec::new(),
            log_failed: Vec::new(),
            rejected: false,
            other_origin: Vec::new(),
            cosigned: Vec::new(),
            cosignature_failed: Vec::new(),
            unknown: Vec::new(),
            quorum_met: false,
            known_by: None,
            not_before: None,
        };
        for line in &note.lines {
            self.judge(line, &note.text, &mut opened);
        }
        let times: Vec<(usize, u64)> = opened.cosigned.iter().map(|cosigned| (cosigned.witness, cosigned.time_secs)).collect();
        let bracket = self.quorum.bracket(&times);
        opened.quorum_met = bracket.is_some();
        (opened.known_by, opened.not_before) = bracket.unzip();
        opened.rejected = !opened.log_failed.is_empty();
        opened.level = match (opened.rejected || opened.log_signed.is_empty(), opened.quorum_met) {
            (true, _) => Level::Unpinned,
            (false, false) => Level::Pinned,
            (false, true) => Level::Witnessed,
        };
        Ok(opened)
    }

    fn judge(&self, line: &SignatureLine, text: &str, opened: &mut Opened) {
        let label = line.label();
        // No two trusted keys share name and ID, so the keys found here are one key, listed for one or more origins.
        let mut listed = self.logs.iter().filter(|log| log.vkey.name == line.name && log.vkey.id == line.id).peekable();
        if let Some(LogKey { vkey, .. }) = listed.peek().copied() {
            let valid = vkey.verify_note(text, &line.signature);
            let configured = listed.any(|log| log.origin == opened.checkpoint.origin);
            let list = match (configured, valid) {
                (true, true) => &mut opened.log_signed,
                (true, false) => &mut opened.log_failed,
                (false, true) => &mut opened.other_origin,
                (false, false) => &mut opened.unknown,
            };
            return push_once(list, label);
        }
        let found = self.witnesses.iter().enumerate().find(|(_, witness)| witness.vkey.name == line.name && witness.vkey.id == line.id);
        let Some((witness, key)) = found else { return push_once(&mut opened.unknown, label) };
        match cosignature::verify(&key.vkey, text, &line.signature) {
            Some(time_secs) => push_once(&mut opened.cosigned, Cosigned { witness, label: label.to_string(), time_secs }),
            None => push_once(&mut opened.cosignature_failed, label),
        }
    }
}

fn push_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
