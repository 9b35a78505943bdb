//! Checkpoints and their signature lines (C2SP tlog-checkpoint, signed-note, tlog-cosignature).

use crate::fault::Fault;
use crate::keys::{Kind, SecretKey};
use base64ct::{Base64, Encoding};
use unbroken::tree::hash::Hash;

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

/// Text, size and root of a checkpoint of `origin` without extension lines, as this writer makes them.
pub(crate) fn read<'a>(note: &'a str, origin: &str) -> Result<(&'a str, u64, Hash), Fault> {
    let (body, _) = note.split_once("\n\n").ok_or(Fault::Note)?;
    let mut lines = body.split('\n');
    let (named, size, root) = (lines.next(), lines.next(), lines.next());
    let size = size.and_then(|digits| digits.parse::<u64>().ok()).ok_or(Fault::Note)?;
    let root = root.and_then(Hash::parse).ok_or(Fault::Note)?;
    let text = &note[..body.len() + 1];
    // One accepted spelling: what we would write ourselves.
    if named == Some(origin) && checkpoint_text(origin, size, &root) == text { Ok((text, size, root)) } else { Err(Fault::Note) }
}

fn signature_line(key: &SecretKey, payload: &[u8]) -> String {
    format!("— {} {}\n", key.name(), Base64::encode_string(&[&key.id()[..], payload].concat()))
}

/// Whether `key` has a line in `note` already.
pub(crate) fn names_signer(note: &str, key: &SecretKey) -> bool {
    let prefix = format!("— {} ", key.name());
    note.lines().filter_map(|line| line.strip_prefix(&prefix)).any(|coded| {
        let bytes = Base64::decode_vec(coded).unwrap_or_default();
        bytes.starts_with(&key.id())
    })
}
