//! Signed notes and verifier keys (c2sp.org/signed-note).
//!
//! Parsing judges form only; whose keys count is the policy's business.

use crate::base64::decode_base64;
use crate::tree::hash::{Hash, hex};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use ed25519_dalek::{Verifier, VerifyingKey};
use p256::pkcs8::DecodePublicKey;

/// Longest note read, in bytes.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;
/// Most signature lines read. The specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;
/// What follows the type byte 0xff in an entry key, and begins every message such a key signs.
pub const ENTRY_KEY_TYPE: &str = "unbroken/entry/v1";

/// A signed note: a text and the signature lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is signed, with its final LF.
    pub text: String,
    /// The signature lines, in their order; at least one.
    pub lines: Vec<SignatureLine>,
    /// The whole note, verbatim.
    pub raw: String,
}

/// One line `— <name> <base64(id ‖ signature)>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// Name of the key.
    pub name: String,
    /// ID of the key. Name and ID together choose a key; neither proves anything.
    pub id: KeyId,
    /// What stands after the ID.
    pub signature: Vec<u8>,
}

impl SignatureLine {
    /// `<name>+<id>`.
    pub fn label(&self) -> String {
        label(&self.name, self.id)
    }
}

/// The four bytes by which a signature line names a key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// Whether `text` is this ID in its one spelling, eight lower-case hex digits.
    pub fn is_spelled(&self, text: &str) -> bool {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(u32::from(digit), 16));
        text.chars().eq(digits)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why bytes are no signed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteError {
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: NoteFault,
}

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteFault {
    /// Above [`MAX_NOTE_BYTES`].
    TooLong,
    /// Not UTF-8.
    NotUtf8,
    /// A control character other than LF.
    ControlCharacter(u8),
    /// No blank line divides text and signatures.
    NoBlankLine,
    /// No signature line follows the blank line.
    NoSignature,
    /// The last line has no LF.
    Unfinished,
    /// Above [`MAX_SIGNATURES`].
    TooManySignatures,
    /// Not of the form `— <name> <base64>`.
    NotASignatureLine,
    /// Empty, or holds white space or `+`.
    KeyName,
    /// Not canonical base64.
    Base64,
    /// Shorter than a key ID.
    TooShort,
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl fmt::Display for NoteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoteFault::TooLong => write!(f, "the note is longer than {MAX_NOTE_BYTES} bytes"),
            NoteFault::NotUtf8 => f.write_str("the note is not UTF-8"),
            NoteFault::ControlCharacter(byte) => write!(f, "control character {byte:02x} in a note"),
            NoteFault::NoBlankLine => f.write_str("no blank line between text and signatures"),
            NoteFault::NoSignature => f.write_str("no signature line"),
            NoteFault::Unfinished => f.write_str("the last line of the note has no line end"),
            NoteFault::TooManySignatures => write!(f, "more than {MAX_SIGNATURES} signature lines"),
            NoteFault::NotASignatureLine => f.write_str("not a signature line"),
            NoteFault::KeyName => f.write_str("a key name is empty or holds white space or +"),
            NoteFault::Base64 => f.write_str("the signature is not canonical base64"),
            NoteFault::TooShort => f.write_str("the signature is shorter than a key ID"),
        }
    }
}

impl core::error::Error for NoteError {}

impl Note {
    /// Reads a note, strictly.
    pub fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
        let line_at = |at: usize| 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count() as u32;
        let fail = |at: usize, fault| Err(NoteError { line: line_at(at), fault });
        if bytes.len() > MAX_NOTE_BYTES {
            return fail(0, NoteFault::TooLong);
        }
        let raw = match core::str::from_utf8(bytes) {
            Ok(raw) => raw,
            Err(error) => return fail(error.valid_up_to(), NoteFault::NotUtf8),
        };
        if let Some((at, byte)) = raw.bytes().enumerate().find(|(_, byte)| *byte < b' ' && *byte != b'\n') {
            return fail(at, NoteFault::ControlCharacter(byte));
        }
        let Some(blank) = raw.rfind("\n\n") else { return fail(bytes.len(), NoteFault::NoBlankLine) };
        let (text, signatures) = (&raw[..blank + 1], &raw[blank + 2..]);
        if signatures.is_empty() {
            return fail(bytes.len(), NoteFault::NoSignature);
        }
        let Some(signatures) = signatures.strip_suffix('\n') else { return fail(bytes.len(), NoteFault::Unfinished) };
        let mut lines = Vec::new();
        for (line, number) in signatures.split('\n').zip(line_at(blank + 2)..) {
            if lines.len() == MAX_SIGNATURES {
                return Err(NoteError { line: number, fault: NoteFault::TooManySignatures });
            }
            lines.push(parse_signature_line(line).map_err(|fault| NoteError { line: number, fault })?);
        }
        Ok(Note { text: text.to_string(), lines, raw: raw.to_string() })
    }
}

fn parse_signature_line(line: &str) -> Result<SignatureLine, NoteFault> {
    let line = line.strip_prefix("\u{2014} ").ok_or(NoteFault::NotASignatureLine)?;
    let (name, signature) = line.split_once(' ').ok_or(NoteFault::NotASignatureLine)?;
    if !is_key_name(name) {
        return Err(NoteFault::KeyName);
    }
    let bytes = decode_base64(signature).ok_or(NoteFault::Base64)?;
    let (id, signature) = bytes.split_first_chunk().ok_or(NoteFault::TooShort)?;
    Ok(SignatureLine { name: name.to_string(), id: KeyId(*id), signature: signature.to_vec() })
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c < ' ')
}

pub(super) fn label(name: &str, id: KeyId) -> String {
    alloc::format!("{name}+{id}")
}

/// A verifier key as its owner publishes it: `<name>+<id>+<base64(type ‖ public key)>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Vkey {
    /// Name of the key.
    pub name: String,
    /// ID of the key; it follows from name, type and key.
    pub id: KeyId,
    /// The key.
    pub key: PublicKey,
    /// As written.
    pub text: String,
}

/// A public key, by what it may sign.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicKey {
    /// 0x01: Ed25519 over the text of a note.
    Note(VerifyingKey),
    /// 0x02: ECDSA P-256 over the SHA-256 of the text of a note, signature in ASN.1 DER.
    Ecdsa(p256::ecdsa::VerifyingKey),
    /// 0x04: Ed25519 over a time and the text of a note (c2sp.org/tlog-cosignature).
    Cosignature(VerifyingKey),
    /// 0xff unbroken/entry/v1: Ed25519 over an entry.
    Entry(VerifyingKey),
}

impl PublicKey {
    /// The key alone, in one form per key: equal bytes are the same key, whatever its name and type.
    pub fn raw_key(&self) -> Vec<u8> {
        match self {
            PublicKey::Note(key) | PublicKey::Cosignature(key) | PublicKey::Entry(key) => key.as_bytes().to_vec(),
            PublicKey::Ecdsa(key) => key.to_sec1_point(true).as_bytes().to_vec(),
        }
    }
}

/// Why a text is no usable verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VkeyError {
    /// Not of the form `<name>+<id>+<base64>`.
    Form,
    /// The name is empty or holds white space.
    Name,
    /// The ID is not 8 lower-case hex digits.
    Id,
    /// Not canonical base64, or nothing.
    Base64,
    /// A key type, or with 0x02 a curve, that this version does not know. Holds the type byte.
    Unsupported(u8),
    /// Not a public key of its type.
    Key,
    /// A key of small order: signatures under it can be made without a private key.
    Weak,
    /// A second spelling of another key.
    NonCanonical,
    /// The ID is not the one that follows from the key. Holds the one that does.
    IdDiffers(KeyId),
}

impl fmt::Display for VkeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VkeyError::Form => f.write_str("not a verifier key (name+id+base64)"),
            VkeyError::Name => f.write_str("the key name is empty or holds white space"),
            VkeyError::Id => f.write_str("the key ID is not 8 lower-case hex digits"),
            VkeyError::Base64 => f.write_str("the key is not canonical base64"),
            VkeyError::Unsupported(kind) => write!(f, "keys of type 0x{kind:02x} are not supported by this version"),
            VkeyError::Key => f.write_str("not a public key"),
            VkeyError::Weak => f.write_str("the key is weak: signatures under it can be made without a private key"),
            VkeyError::NonCanonical => f.write_str("the key is not in canonical form"),
            VkeyError::IdDiffers(id) => write!(f, "the key ID does not belong to this key, whose ID is {id}"),
        }
    }
}

impl core::error::Error for VkeyError {}

impl Vkey {
    /// Reads a verifier key and checks that name, ID and key belong together.
    pub fn parse(text: &str) -> Result<Vkey, VkeyError> {
        // Base64 may hold a `+` of its own, so only the first two divide.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(VkeyError::Form) };
        if !is_key_name(name) {
            return Err(VkeyError::Name);
        }
        if id.len() != 8 || !id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(VkeyError::Id);
        }
        let material = decode_base64(key).ok_or(VkeyError::Base64)?;
        let (key, derived) = parse_key(name, &material)?;
        if derived.to_string() != id {
            return Err(VkeyError::IdDiffers(derived));
        }
        Ok(Vkey { name: name.to_string(), id: derived, key, text: text.to_string() })
    }

    /// `<name>+<id>`: how signature lines and entries name this key.
    pub fn label(&self) -> String {
        label(&self.name, self.id)
    }

    /// Whether `signature` is this key's over `text`, a note's text with its final LF. False for keys that do not sign note texts.
    ///
    /// Ed25519 is decided by the equation that Go, OpenSSL and browsers use, so that a reader gets the same answer there.
    pub fn verify_note(&self, text: &str, signature: &[u8]) -> bool {
        match &self.key {
            PublicKey::Note(key) => {
                ed25519_dalek::Signature::from_slice(signature).is_ok_and(|signature| key.verify(text.as_bytes(), &signature).is_ok())
            }
            PublicKey::Ecdsa(key) => {
                p256::ecdsa::DerSignature::from_bytes(signature).is_ok_and(|signature| key.verify(text.as_bytes(), &signature).is_ok())
            }
            PublicKey::Cosignature(_) | PublicKey::Entry(_) => false,
        }
    }
}

/// The key in `material` (type ‖ public key), and the ID it has under `name`.
fn parse_key(name: &str, material: &[u8]) -> Result<(PublicKey, KeyId), VkeyError> {
    let (kind, key) = material.split_first().ok_or(VkeyError::Base64)?;
    let key = match kind {
        1 => PublicKey::Note(ed25519(key)?),
        // The ID of such a key is not bound to the name: it is the digest of the key alone.
        2 => return Ok((PublicKey::Ecdsa(p256_key(key)?), key_id(key))),
        4 => PublicKey::Cosignature(ed25519(key)?),
        0xff => {
            let key = key.strip_prefix(ENTRY_KEY_TYPE.as_bytes()).ok_or(VkeyError::Unsupported(0xff))?;
            PublicKey::Entry(ed25519(key)?)
        }
        kind => return Err(VkeyError::Unsupported(*kind)),
    };
    Ok((key, key_id(&[name.as_bytes(), b"\n", material].concat())))
}

fn key_id(bytes: &[u8]) -> KeyId {
    let [a, b, c, d, ..] = Hash::of(bytes).0;
    KeyId([a, b, c, d])
}

fn ed25519(bytes: &[u8]) -> Result<VerifyingKey, VkeyError> {
    let bytes: &[u8; 32] = bytes.try_into().map_err(|_| VkeyError::Key)?;
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| VkeyError::Key)?;
    if key.is_weak() {
        return Err(VkeyError::Weak);
    }
    if key.to_edwards().compress().as_bytes() != bytes {
        return Err(VkeyError::NonCanonical);
    }
    Ok(key)
}

fn p256_key(der: &[u8]) -> Result<p256::ecdsa::VerifyingKey, VkeyError> {
    use p256::pkcs8::spki::Error;
    p256::ecdsa::VerifyingKey::from_public_key_der(der).map_err(|error| match error {
        Error::OidUnknown { .. } | Error::AlgorithmParametersMissing => VkeyError::Unsupported(2),
        _ => VkeyError::Key,
    })
}

#[cfg(test)]
mod tests;
