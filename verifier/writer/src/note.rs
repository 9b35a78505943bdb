//! Checkpoints and their signature lines (C2SP tlog-checkpoint, signed-note, tlog-cosignature).

use crate::fault::Fault;
use crate::keys::{Kind, SecretKey};
use base64ct::{Base64, Encoding};
use unbroken::tree::hash::Hash;
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::Note;

/// The text a log's key and its witnesses sign: origin, size, root, one line each.
pub(crate) fn checkpoint_text(origin: &str, size: u64, root: &Hash) -> String {
    format!("{origin}\n{size}\n{root}\n")
}

/// The signature line of the log's own key.
pub(crate) fn log_signature(text: &str, key: &SecretKey) -> Result<String, Fault> {
    key.require(Kind::Log)?;
    Ok(signature_line(key, &key.sign(text.as_bytes())))
}

/// The line of a witness that has seen this checkpoint at `time_secs` (seconds since 1970).
pub(crate) fn cosignature(text: &str, key: &SecretKey, time_secs: u64) -> Result<String, Fault> {
    key.require(Kind::Witness)?;
    let signature = key.sign(format!("cosignature/v1\ntime {time_secs}\n{text}").as_bytes());
    Ok(signature_line(key, &[&time_secs.to_be_bytes()[..], &signature].concat()))
}

/// The note and its checkpoint, if it is one of `origin`.
pub(crate) fn read(note: &str, origin: &str) -> Result<(Note, Checkpoint), Fault> {
    let note = Note::parse(note.as_bytes()).map_err(|_| Fault::Note)?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|_| Fault::Note)?;
    if checkpoint.origin == origin { Ok((note, checkpoint)) } else { Err(Fault::Note) }
}

/// Whether `key` has a line in `note` already.
pub(crate) fn has_line_of(note: &Note, key: &SecretKey) -> bool {
    note.lines.iter().any(|line| line.name == key.name() && line.id.0 == key.id())
}

fn signature_line(key: &SecretKey, payload: &[u8]) -> String {
    format!("— {} {}\n", key.name(), Base64::encode_string(&[&key.id()[..], payload].concat()))
}
