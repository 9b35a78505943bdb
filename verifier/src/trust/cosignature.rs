//! Cosignatures of witnesses (c2sp.org/tlog-cosignature, cosignature/v1): a time, and a signature over time and note text.
//!
//! It says: at that time, this was the largest consistent state of this log that the witness had seen. It says nothing about extension
//! lines and nothing about the content of entries.

use super::note::{PublicKey, Vkey};
use alloc::format;
use alloc::string::String;
use ed25519_dalek::Verifier;

/// The latest time a cosignature may carry, in seconds since 1970.
pub const MAX_TIME_SECS: u64 = i64::MAX as u64;

/// What a witness signs: `text` is the note's text with its final LF.
pub fn message(time_secs: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time_secs}\n{text}")
}

/// The time and the Ed25519 signature in a signature line's body; `None` if its length or time is out of bounds.
pub fn parse(signature: &[u8]) -> Option<(u64, [u8; 64])> {
    let (time, signature) = signature.split_first_chunk()?;
    let time_secs = u64::from_be_bytes(*time);
    Some((time_secs, signature.try_into().ok()?)).filter(|_| time_secs <= MAX_TIME_SECS)
}

/// The time, in seconds since 1970, that `witness` set under `text`; `None` unless the signature is its own.
pub fn verify(witness: &Vkey, text: &str, signature: &[u8]) -> Option<u64> {
    let PublicKey::Cosignature(key) = &witness.key else { return None };
    let (time_secs, signature) = parse(signature)?;
    let signature = ed25519_dalek::Signature::from_bytes(&signature);
    key.verify(message(time_secs, text).as_bytes(), &signature).ok().map(|()| time_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trust::note::Note;

    /// A checkpoint of the log that the specification of bundles works through, with two witnesses.
    const NOTE: &str = "acme.example/audit\n5\nVNb3HlnzioVKaFEgVG/dqxo3anMfvStDYNz6mf6SKbw=\n\n\
        — acme.example/audit lsLbLcSjqrb841X9cJ7qucv+w/P71UMCNnyWSJ+IXHzoO5x9RfTY5Z+7AbE5qCwbe1AzLUE6I/qYltcDfQN//Y7bagk=\n\
        — witness.example/w1 rqnlAAAAAABpW37GDEFgQ3hst34s8TRaejjnn3FT4tsMFx6pfkmHyYThxBE7xZRYEbw9UOoZNq7ncvQkikpmGZLTm/Fi+nK36aH4Aw==\n";
    const WITNESS: &str = "witness.example/w1+aea9e500+BPMFGKesv1p1etEUNAIyinza/w/9sCKhXg7pBVv4CrNT";

    #[test]
    fn a_cosignature_binds_its_time() {
        let (note, witness) = (Note::parse(NOTE.as_bytes()).unwrap(), Vkey::parse(WITNESS).unwrap());
        let signature = &note.lines[1].signature;
        assert_eq!(verify(&witness, &note.text, signature), Some(1767603910));
        assert!(!witness.verify_note(&note.text, &signature[8..]));
        assert_eq!(verify(&witness, &note.text[1..], signature), None);
        for at in 0..signature.len() {
            assert_eq!(verify(&witness, &note.text, &signature[..at]), None);
            for bit in 0..8 {
                let mut changed = signature.clone();
                changed[at] ^= 1 << bit;
                assert_eq!(verify(&witness, &note.text, &changed), None);
            }
        }
        assert_eq!(verify(&witness, &note.text, &[signature.as_slice(), b"\0"].concat()), None);
    }

    #[test]
    fn times_above_the_bound_are_refused() {
        let with_time = |time: u64| parse(&[&time.to_be_bytes()[..], &[0; 64]].concat()).map(|(time, _)| time);
        assert_eq!(with_time(MAX_TIME_SECS), Some(MAX_TIME_SECS));
        assert_eq!(with_time(MAX_TIME_SECS + 1), None);
    }
}
