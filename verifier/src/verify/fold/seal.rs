//! The signature of an entry line, judged strictly.

use crate::log::entry::{self, Entry, Sealed};
use crate::log::segment::Seal;
use crate::trust::note::PublicKey;
use crate::trust::policy::Trust;
use ed25519_dalek::{Signature, VerifyingKey};

/// The signature of bytes that are not a line in the form the format asks for (a carriage return behind the suffix).
pub fn unfit(sealed: &Sealed, key: Option<Pinned<'_>>) -> Seal {
    match (sealed, key) {
        (Sealed::Not, _) => Seal::Absent,
        (_, None) => Seal::Unpinned,
        _ => Seal::Invalid,
    }
}

/// Judges the signature of exactly these bytes; entries are verified strictly (RFC 8032, no small-order points, S reduced).
pub fn seal_of(sealed: &Sealed, line: &[u8], key: Option<Pinned<'_>>) -> Seal {
    match (sealed, key) {
        (Sealed::Not, _) => Seal::Absent,
        (Sealed::Malformed, None) | (Sealed::Signature(_), None) => Seal::Unpinned,
        (Sealed::Malformed, Some(_)) => Seal::Invalid,
        (Sealed::Signature(bytes), Some(pinned)) => {
            let message = entry::signed_message(line);
            let signature = Signature::from_bytes(bytes);
            if pinned.key.verify_strict(&message, &signature).is_ok() {
                pinned.if_valid
            } else if is_weak(bytes) {
                Seal::Weak
            } else {
                Seal::Invalid
            }
        }
    }
}

/// S at or above the group order, or R of small order or not canonical.
fn is_weak(signature: &[u8; 64]) -> bool {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0x10,
    ];
    let (r, s) = signature.split_at(32);
    let unreduced = s.iter().rev().cmp(ORDER.iter().rev()) != core::cmp::Ordering::Less;
    // A point that cannot be decoded at all is simply a wrong signature.
    let small_order = <&[u8; 32]>::try_from(r).is_ok_and(|r| VerifyingKey::from_bytes(r).is_ok_and(|point| point.is_weak()));
    unreduced || small_order
}

/// A pinned key, and what a valid signature by it is worth at the position in question.
#[derive(Clone, Copy)]
pub struct Pinned<'t> {
    key: &'t VerifyingKey,
    if_valid: Seal,
}

/// The pinned key of the writer that a line names, if the reader lets it write to this log.
pub fn writer_key<'t>(trust: &'t Trust, label: &str, entry: &Entry) -> Option<Pinned<'t>> {
    let ranges = || trust.writers.iter().filter(|writer| writer.may_write(label, &entry.log));
    let PublicKey::Entry(key) = &ranges().next()?.vkey.key else { return None };
    let if_valid = if ranges().any(|writer| writer.covers(entry.seq)) { Seal::Valid } else { Seal::OutOfRange };
    Some(Pinned { key, if_valid })
}
