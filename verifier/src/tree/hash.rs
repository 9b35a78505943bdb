//! The 32-byte digest and its one text form.

use crate::base64::{decode_base64_array, encode_base64};
use alloc::string::String;
use core::fmt;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A SHA-256 value: of a leaf, of a node, of a tree. Written as 44 characters of base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// 32 zero bytes: what `prev` of the first entry holds. No input is known that hashes to it.
    pub const ZERO: Hash = Hash([0; 32]);

    /// Plain SHA-256, no prefix.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Reads canonical base64 of exactly 32 bytes.
    pub fn parse(text: &str) -> Option<Hash> {
        decode_base64_array(text.as_bytes()).map(Hash)
    }

    /// Lower-case hex, as `sha256sum` prints it.
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// The reverse of [`Hash::to_hex`]: 64 lower-case digits and nothing else.
    pub fn parse_hex(text: &str) -> Option<Hash> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Hash(bytes))
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Base64 where people read it; the 32 bytes in the private form in which segments cross worker boundaries.
impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Hash::parse(&text).ok_or_else(|| D::Error::custom("not the base64 of 32 bytes"))
        } else {
            <[u8; 32]>::deserialize(deserializer).map(Hash)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn text_forms() {
        let empty = Hash::of(b"");
        assert_eq!(empty.to_string(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(empty.to_hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(Hash::parse(&empty.to_string()), Some(empty));
        assert_eq!(alloc::format!("{empty:?}"), empty.to_string());
        let json = serde_json::to_string(&empty).unwrap();
        assert_eq!(json, "\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"");
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), empty);
        assert!(serde_json::from_str::<Hash>("\"47DEQpj8\"").is_err());
        let bytes = postcard::to_allocvec(&empty).unwrap();
        assert_eq!((bytes.len(), postcard::from_bytes(&bytes)), (32, Ok(empty)));
    }

    /// The last character carries two unused bits; another spelling of the same bytes is not accepted.
    #[test]
    fn every_changed_character_is_another_hash_or_none() {
        let good = Hash::of(b"x");
        let text = good.to_string();
        for at in 0..text.len() {
            for byte in 0..=127u8 {
                let mut changed = text.clone().into_bytes();
                changed[at] = byte;
                let changed = String::from_utf8(changed).unwrap();
                assert!(changed == text || Hash::parse(&changed) != Some(good), "{changed}");
            }
            assert_eq!(Hash::parse(&text[..at]), None);
        }
    }
}
