//! Hard Ed25519 cases: keys and commitments with a part of small order, encodings that are not the shortest, scalars beyond the group order.
//! They are made by hand from curve arithmetic, and judged by the equation of RFC 8032 §5.1.7 without the cofactor, written out.

use crate::random::Random;
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use sha2::{Digest, Sha512};

/// The order of the group, little endian (RFC 8032 §5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0x10,
];

/// One signature, and what it is about.
#[derive(Clone, Debug)]
pub struct Hard {
    /// What is special.
    pub what: String,
    /// The public key.
    pub key: [u8; 32],
    /// The message, a note's text.
    pub message: String,
    /// The signature.
    pub signature: [u8; 64],
}

/// Every combination of a key and a commitment with a part of small order, several of each; each also with S + L, and under changed bits.
pub fn hard_cases() -> Vec<Hard> {
    let mut random = Random(25_519);
    let mut cases = Vec::new();
    for round in 0..6 {
        for (i, key_part) in EIGHT_TORSION.iter().enumerate() {
            for (j, commitment_part) in EIGHT_TORSION.iter().enumerate() {
                let (a, r) = (scalar(&mut random), scalar(&mut random));
                let message = format!("case {round}.{i}.{j}\n");
                let what = format!("key of order part {i}, commitment of order part {j}");
                let hard = signed(what, a, r, *key_part, *commitment_part, message);
                cases.push(beyond(&hard));
                cases.push(flipped(&hard, &mut random));
                cases.push(hard);
            }
        }
    }
    for (i, point) in small_encodings().into_iter().enumerate() {
        for (j, commitment) in small_encodings().into_iter().enumerate() {
            // S = 0 under a key of small order: the message hardly matters.
            let signature = [commitment, [0; 32]].concat().try_into().unwrap_or([0; 64]);
            cases.push(Hard {
                what: format!("small key {i}, small commitment {j}"),
                key: point,
                message: format!("small {i}.{j}\n"),
                signature,
            });
        }
    }
    cases
}

/// Encodings of the points of small order, the ones that are not the shortest as well.
pub fn small_encodings() -> Vec<[u8; 32]> {
    let mut encodings: Vec<[u8; 32]> = EIGHT_TORSION.iter().map(|point| point.compress().0).collect();
    // y + p for y = 0 and 1, and the sign of an x that is zero.
    for (first, middle, last) in
        [(0xed, 0xff, 0x7f), (0xed, 0xff, 0xff), (0xee, 0xff, 0x7f), (0xee, 0xff, 0xff), (1, 0, 0x80), (0xec, 0xff, 0xff)]
    {
        let mut encoding = [middle; 32];
        (encoding[0], encoding[31]) = (first, last);
        encodings.push(encoding);
    }
    encodings
}

fn scalar(random: &mut Random) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&random.bytes(64).try_into().unwrap_or([7; 64]))
}

fn signed(what: String, a: Scalar, r: Scalar, key_part: EdwardsPoint, commitment_part: EdwardsPoint, message: String) -> Hard {
    let key = (ED25519_BASEPOINT_POINT * a + key_part).compress().0;
    let commitment = (ED25519_BASEPOINT_POINT * r + commitment_part).compress().0;
    let s = r + challenge(&commitment, &key, &message) * a;
    let signature = [commitment, s.to_bytes()].concat().try_into().unwrap_or([0; 64]);
    Hard { what, key, message, signature }
}

fn challenge(commitment: &[u8; 32], key: &[u8; 32], message: &str) -> Scalar {
    let digest = Sha512::digest([&commitment[..], &key[..], message.as_bytes()].concat());
    Scalar::from_bytes_mod_order_wide(&digest.into())
}

/// The same with S + L.
fn beyond(hard: &Hard) -> Hard {
    let mut changed = Hard { what: format!("{}, S + L", hard.what), ..hard.clone() };
    let mut carry = 0;
    for (byte, order) in changed.signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    changed
}

/// The same with one bit of the signature flipped.
fn flipped(hard: &Hard, random: &mut Random) -> Hard {
    let mut changed = Hard { what: format!("{}, a bit flipped", hard.what), ..hard.clone() };
    changed.signature[random.below(64)] ^= 1 << random.below(8);
    changed
}

/// The equation `S B = R + k A` without the cofactor, on the bytes of R; S below the order. `None` if the key is no point.
pub fn holds(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Option<bool> {
    let point = CompressedEdwardsY(*key).decompress()?;
    let (commitment, s) = signature.split_at(32);
    let Ok(s) = <[u8; 32]>::try_from(s) else { return Some(false) };
    // Little endian: the last byte counts most.
    if s.iter().rev().ge(ORDER.iter().rev()) {
        return Some(false);
    }
    let digest = Sha512::digest([commitment, &key[..], message].concat());
    let k = Scalar::from_bytes_mod_order_wide(&digest.into());
    let expected = ED25519_BASEPOINT_POINT * Scalar::from_bytes_mod_order(s) - point * k;
    Some(expected.compress().0 == commitment)
}
