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
mod tests {
    use super::*;
    use crate::base64::encode_base64;
    use alloc::format;
    use alloc::vec;

    /// The note of the signed-note tests of the Go project, with two signers.
    const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n\
        — EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    /// Google's key for the Pixel 6 log, ECDSA P-256, and a state of that log.
    const PIXEL: &str = "pixel6_transparency_log+91c16e30+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN+4x0Jk1yTwvLFI9A4NDdGZcX0aiWVdWM5XJVy0M4VWD3AvyW5Q6Hs9A0mcDkpUoYgn+KKPNzFC0H3nN3q6JQ8=";
    const PIXEL_NOTE: &str = "DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n\
        — pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n";
    const ENTRY: &str = "acme.example/audit/writer-1+6abf2c0e+/3VuYnJva2VuL2VudHJ5L3YxhwAFhQ6M2liNLFCSYf61uUCCtjRKs3zqibZPsBAxXLI=";
    const WITNESS: &str = "witness.example/w1+aea9e500+BPMFGKesv1p1etEUNAIyinza/w/9sCKhXg7pBVv4CrNT";

    fn keys() -> Vec<Vkey> {
        [PETER, ENOCH, PIXEL].into_iter().map(|text| Vkey::parse(text).unwrap()).collect()
    }

    /// Whether every line of the note is a valid signature by one of `keys`.
    fn all_signed(note: &Note, keys: &[Vkey]) -> bool {
        note.lines
            .iter()
            .all(|line| keys.iter().any(|key| key.name == line.name && key.id == line.id && key.verify_note(&note.text, &line.signature)))
    }

    fn fault(bytes: &[u8]) -> (u32, NoteFault) {
        Note::parse(bytes).map_err(|error| (error.line, error.fault)).unwrap_err()
    }

    #[test]
    fn genuine_notes_verify() {
        for (text, lines) in [(NOTE, 2), (PIXEL_NOTE, 1)] {
            let note = Note::parse(text.as_bytes()).unwrap();
            assert_eq!((note.lines.len(), note.raw.as_str()), (lines, text));
            assert!(text.starts_with(&note.text) && note.text.ends_with('\n') && !note.text.ends_with("\n\n"));
            assert!(all_signed(&note, &keys()));
        }
    }

    #[test]
    fn every_changed_byte_and_every_prefix() {
        let keys = keys();
        for text in [NOTE.as_bytes(), PIXEL_NOTE.as_bytes()] {
            for at in 0..text.len() {
                // Cut between two signature lines a note remains, with fewer signatures; anywhere else nothing does.
                let between = text[..at].ends_with(b"\n") && text[..at - 2].windows(2).any(|pair| pair == b"\n\n");
                assert_eq!(Note::parse(&text[..at]).is_ok(), between, "{at}");
                for byte in (0..=255u8).filter(|byte| *byte != text[at]) {
                    let mut changed = text.to_vec();
                    changed[at] = byte;
                    assert!(!Note::parse(&changed).is_ok_and(|note| all_signed(&note, &keys)), "byte {at} as {byte:02x}");
                }
            }
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let line = NOTE.lines().nth(3).unwrap();
        let note = |lines: &[&str]| format!("text\n\n{}\n", lines.join("\n")).into_bytes();
        assert!(Note::parse(&note(&[line; MAX_SIGNATURES])).is_ok());
        assert_eq!(fault(&note(&[line; MAX_SIGNATURES + 1])), (67, NoteFault::TooManySignatures));
        assert_eq!(fault(&vec![b'a'; MAX_NOTE_BYTES + 1]), (1, NoteFault::TooLong));
        assert_eq!(fault(b"text\n\xff\n"), (2, NoteFault::NotUtf8));
        assert_eq!(fault(&NOTE.replace('\n', "\r\n").into_bytes()), (1, NoteFault::ControlCharacter(b'\r')));
        assert_eq!(fault(b""), (1, NoteFault::NoBlankLine));
        assert_eq!(fault(b"text\n"), (2, NoteFault::NoBlankLine));
        assert_eq!(fault(b"text\n\n"), (3, NoteFault::NoSignature));
        assert_eq!(fault(NOTE.trim_end().as_bytes()), (5, NoteFault::Unfinished));
        assert_eq!(fault(&note(&[line, "- EnochRoot AAAAAAAA"])), (4, NoteFault::NotASignatureLine));
        assert_eq!(fault(&note(&["\u{2014} nothing"])), (3, NoteFault::NotASignatureLine));
        for name in ["", "a+b", "a\u{a0}b", "a\u{3000}"] {
            assert_eq!(fault(&note(&[&format!("\u{2014} {name} AAAAAAAA")])), (3, NoteFault::KeyName), "{name}");
        }
        for base64 in ["", "AAAA AAAA", "AAAAAA", "AAAAAB==", "AAAA-AAA", " AAAAAAAA"] {
            let fault = fault(&note(&[&format!("\u{2014} a {base64}")]));
            assert!(matches!(fault, (3, NoteFault::Base64 | NoteFault::TooShort)), "{base64} {fault:?}");
        }
        assert_eq!(fault(&note(&["\u{2014} a AAAA"])), (3, NoteFault::TooShort));
        assert_eq!(Note::parse(&note(&["\u{2014} a AAAAAA=="])).unwrap().lines[0].signature, b"");
    }

    /// The text may hold blank lines; only the last one divides.
    #[test]
    fn the_last_blank_line_divides() {
        let note = Note::parse("a\n\nb\n\n\u{2014} n AAAAAAAA\n".as_bytes()).unwrap();
        assert_eq!((note.text.as_str(), note.lines.len(), note.lines[0].label().as_str()), ("a\n\nb\n", 1, "n+00000000"));
    }

    #[test]
    fn keys_of_every_kind() {
        assert!(matches!(Vkey::parse(PETER).unwrap().key, PublicKey::Note(_)));
        assert!(matches!(Vkey::parse(PIXEL).unwrap().key, PublicKey::Ecdsa(_)));
        assert!(matches!(Vkey::parse(WITNESS).unwrap().key, PublicKey::Cosignature(_)));
        let entry = Vkey::parse(ENTRY).unwrap();
        assert!(matches!(entry.key, PublicKey::Entry(_)));
        assert_eq!((entry.label().as_str(), entry.text.as_str()), ("acme.example/audit/writer-1+6abf2c0e", ENTRY));
        let peter = Note::parse(NOTE.as_bytes()).unwrap();
        assert!(!entry.verify_note(&peter.text, &peter.lines[0].signature));
    }

    /// A key is believed as a whole: one changed character and there is no key.
    #[test]
    fn every_changed_byte_and_every_prefix_of_a_key() {
        for text in [PETER, ENOCH, PIXEL, WITNESS, ENTRY] {
            for at in 0..text.len() {
                assert!(Vkey::parse(&text[..at]).is_err());
                for byte in (0..=127u8).filter(|byte| *byte != text.as_bytes()[at]) {
                    let mut changed = text.as_bytes().to_vec();
                    changed[at] = byte;
                    let changed = String::from_utf8(changed).unwrap();
                    // The ID of an ECDSA key does not bind its name.
                    let other_name = text == PIXEL && at < PIXEL.find('+').unwrap();
                    assert!(Vkey::parse(&changed).is_err() || other_name, "{changed}");
                }
            }
        }
    }

    #[test]
    fn keys_that_are_none() {
        let vkey = |name: &str, material: &[u8]| {
            let id = key_id(&[name.as_bytes(), b"\n", material].concat());
            Vkey::parse(&format!("{name}+{id}+{}", encode_base64(material))).map(|_| ()).unwrap_err()
        };
        let typed = |kind: &[u8], key: &[u8]| [kind, key].concat();
        let (mut identity, mut above_p) = ([0; 32], [0xff; 32]);
        identity[0] = 1;
        assert_eq!(vkey("n", &typed(&[1], &[0; 32])), VkeyError::Weak);
        assert_eq!(vkey("n", &typed(&[4], &identity)), VkeyError::Weak);
        // y = p + 3: the second spelling of a point that is not of small order.
        (above_p[0], above_p[31]) = (0xf0, 0x7f);
        assert_eq!(vkey("n", &typed(&[1], &above_p)), VkeyError::NonCanonical);
        assert_eq!(vkey("n", &typed(&[1], &[2; 31])), VkeyError::Key);
        assert_eq!(vkey("n", &typed(&[1], &[2; 33])), VkeyError::Key);
        assert_eq!(vkey("n", &typed(&[2], &[2; 33])), VkeyError::Key);
        for kind in [0, 3, 5, 6, 0xfa, 0xff] {
            assert_eq!(vkey("n", &typed(&[kind], &[2; 32])), VkeyError::Unsupported(kind));
        }
        assert_eq!(vkey("n", &[]), VkeyError::Base64);
        assert_eq!(vkey("a b", &[1; 33]), VkeyError::Name);
        assert_eq!(Vkey::parse("n+00000000"), Err(VkeyError::Form));
        assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "C74F20A3")), Err(VkeyError::Id));
        assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "+c74f20a")), Err(VkeyError::Id));
        assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "c74f20a4")), Err(VkeyError::IdDiffers(KeyId([0xc7, 0x4f, 0x20, 0xa3]))));
    }
}
