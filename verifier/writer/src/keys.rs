//! Secret keys of the three kinds, and their text forms (C2SP signed-note; the private form is that of Go's `note` package).
//!
//! A public key is a vkey, `<name>+<id>+<base64(type ‖ public key)>`, id = H(name ‖ LF ‖ type ‖ public key)[..4] in hex; a private key
//! is `PRIVATE+KEY+<name>+<id>+<base64(type ‖ seed)>`. The type keeps the roles apart: no two kinds can share a key ID.

use crate::fault::Fault;
use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Checkpoints of the log whose origin is the key's name.
    Log,
    /// Cosignatures with a time (`cosignature/v1`).
    Witness,
    /// Entries (`unbroken/entry/v1`).
    Writer,
}

impl Kind {
    /// The signature type that stands before the key in its text forms and in its key ID.
    pub const fn type_bytes(self) -> &'static [u8] {
        match self {
            Kind::Log => b"\x01",
            Kind::Witness => b"\x04",
            Kind::Writer => b"\xffunbroken/entry/v1",
        }
    }

    /// `log`, `witness` or `writer`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Log => "log",
            Kind::Witness => "witness",
            Kind::Writer => "writer",
        }
    }
}

/// A private key with its name. `Debug` does not show the secret.
pub struct SecretKey {
    name: String,
    kind: Kind,
    key: SigningKey,
}

impl SecretKey {
    /// A new key from the system's random numbers.
    pub fn generate(name: &str, kind: Kind) -> Result<SecretKey, Fault> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| Fault::Random)?;
        SecretKey::from_seed(name, kind, &seed)
    }

    /// The key of a seed; who knows the seed can sign.
    pub fn from_seed(name: &str, kind: Kind, seed: &[u8; 32]) -> Result<SecretKey, Fault> {
        if !name_is_good(name) {
            return Err(Fault::Name(name.to_owned()));
        }
        Ok(SecretKey { name: name.to_owned(), kind, key: SigningKey::from_bytes(seed) })
    }

    /// Reads `PRIVATE+KEY+<name>+<id>+<base64>`, with or without a final line end.
    pub fn parse(text: &str) -> Result<SecretKey, Fault> {
        let rest = text.trim_end_matches(['\r', '\n']).strip_prefix("PRIVATE+KEY+").ok_or(Fault::KeyText)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(coded)) = (parts.next(), parts.next(), parts.next()) else { return Err(Fault::KeyText) };
        let bytes = Base64::decode_vec(coded).map_err(|_| Fault::KeyText)?;
        let (kind, seed) = [Kind::Log, Kind::Witness, Kind::Writer]
            .into_iter()
            .find_map(|kind| Some((kind, <&[u8; 32]>::try_from(bytes.strip_prefix(kind.type_bytes())?).ok()?)))
            .ok_or(Fault::KeyText)?;
        let key = SecretKey::from_seed(name, kind, seed)?;
        if key.id_hex() == id { Ok(key) } else { Err(Fault::KeyText) }
    }

    /// The private text form.
    pub fn to_text(&self) -> String {
        let coded = Base64::encode_string(&[self.kind.type_bytes(), self.key.as_bytes()].concat());
        format!("PRIVATE+KEY+{}+{}+{coded}", self.name, self.id_hex())
    }

    /// The public text form, to be given to whoever should trust this key.
    pub fn vkey(&self) -> String {
        let coded = Base64::encode_string(&[self.kind.type_bytes(), self.key.verifying_key().as_bytes()].concat());
        format!("{}+{}+{coded}", self.name, self.id_hex())
    }

    /// The first two parts of the vkey, `<name>+<id>`, as the member `by` has it.
    pub fn name_and_id(&self) -> String {
        format!("{}+{}", self.name, self.id_hex())
    }

    /// The key's name; for a log key the origin of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The four bytes that name this key in a signature line.
    pub fn id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update(b"\n");
        hash.update(self.kind.type_bytes());
        hash.update(self.key.verifying_key().as_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Refuses work that belongs to another kind of key.
    pub(crate) fn require(&self, kind: Kind) -> Result<(), Fault> {
        if self.kind == kind { Ok(()) } else { Err(Fault::KeyKind { expected: kind.as_str(), actual: self.kind.as_str() }) }
    }

    /// Ed25519 over `message`.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    fn id_hex(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id()))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("key", &self.name_and_id()).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Names of keys and origins of logs (signed-note; the length as in `unbroken/entry/v1`).
pub(crate) fn name_is_good(name: &str) -> bool {
    (1..=255).contains(&name.len()) && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}
