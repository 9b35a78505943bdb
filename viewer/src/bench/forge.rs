//! What a forger without the keys of the log can do: link the entries that follow to a changed one, and sign with a key of their own.
//!
//! The key is a demonstration: its seed is the SHA-256 of a sentence that stands here, so anybody can sign with it and nobody should
//! trust it. A fresh key would be as foreign to the log; this one makes the same try give the same bytes.

use super::fields::{quoted, with_member, without_member};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use unbroken::base64::encode_base64;
use unbroken::log::entry::ENTRY_DOMAIN;
use unbroken::tree::merkle::leaf_hash;

/// The name of the key; `.invalid` belongs to nobody.
pub const NAME: &str = "bench.invalid/demo";

/// Its seed is the SHA-256 of this.
const SENTENCE: &str = "unbroken tamper bench: a key that anybody can have";

fn key() -> SigningKey {
    SigningKey::from_bytes(&Sha256::digest(SENTENCE).into())
}

/// What a writer's key says of itself: the type, then the key.
fn typed() -> Vec<u8> {
    [b"\xff", ENTRY_DOMAIN.as_bytes(), key().verifying_key().as_bytes()].concat()
}

/// The key as entries name it, `<name>+<id>`.
pub fn label() -> String {
    let digest = Sha256::digest([NAME.as_bytes(), b"\n", &typed()].concat());
    let id: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{NAME}+{id}")
}

/// The public key.
#[cfg(test)]
pub fn vkey() -> String {
    format!("{}+{}", label(), encode_base64(&typed()))
}

/// The line as the demonstration key would have written it.
pub fn resigned(line: &[u8]) -> Option<Vec<u8>> {
    let mut line = with_member(&unsigned(line), "by", &quoted(&label()))?;
    // What is signed ends before the closing brace; what stands behind that is no part of an entry.
    while line.pop()? != b'}' {}
    let signature = key().sign(&[ENTRY_DOMAIN.as_bytes(), b"\n", &line].concat());
    line.extend_from_slice(format!(",\"sig\":\"{}\"}}", encode_base64(&signature.to_bytes())).as_bytes());
    Some(line)
}

/// The line without signer and signature.
pub fn unsigned(line: &[u8]) -> Vec<u8> {
    without_member(&without_member(line, "sig"), "by")
}

/// The line with a link to the entry before.
pub fn linked(line: &[u8], before: &[u8]) -> Option<Vec<u8>> {
    with_member(line, "prev", &quoted(&leaf_hash(before).to_string()))
}
