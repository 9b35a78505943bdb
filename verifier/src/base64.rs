//! The one text form of bytes: base64 with padding (RFC 4648 §4), canonical.
//!
//! A decoder that accepts two spellings of one value gives an attacker a second text for a signed thing. This one accepts exactly one:
//! standard alphabet, padding present, unused bits zero, nothing around it.

use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64, Encoding};

/// Bytes as base64.
pub fn encode_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes that `text` spells, or `None` unless `text` is their only spelling.
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// Exactly `N` bytes, without allocation.
pub fn decode_base64_array<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let length = Base64::decode(text, &mut bytes).ok()?.len();
    (length == N).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::format;

    /// Every text of four characters from an alphabet that includes wrong ones: accepted texts and values correspond one to one.
    #[test]
    fn one_spelling_per_value() {
        let alphabet = b"ABQgwz09+/=-_ \n";
        let mut seen = BTreeMap::new();
        for [a, b, c, d] in alphabet
            .iter()
            .flat_map(|a| alphabet.iter().flat_map(move |b| alphabet.iter().map(move |c| [*a, *b, *c])))
            .flat_map(|[a, b, c]| alphabet.iter().map(move |d| [a, b, c, *d]))
        {
            let text = String::from_utf8(alloc::vec![a, b, c, d]).unwrap();
            if let Some(value) = decode_base64(&text) {
                assert_eq!(encode_base64(&value), text);
                assert_eq!(seen.insert(value, text.clone()), None, "{text}");
            }
        }
        assert!(seen.len() > 1000);
    }

    #[test]
    fn fixed_length_agrees_with_free_length() {
        for length in 0..70 {
            let bytes: Vec<u8> = (0..length).map(|i| i as u8 ^ 0xa5).collect();
            let text = encode_base64(&bytes);
            assert_eq!(decode_base64(&text), Some(bytes.clone()));
            assert_eq!(decode_base64_array::<32>(text.as_bytes()).map(Vec::from), (length == 32).then(|| bytes.clone()));
            assert_eq!(decode_base64_array::<4>(text.as_bytes()).map(Vec::from), (length == 4).then_some(bytes));
        }
    }

    #[test]
    fn nothing_around_it() {
        let good = encode_base64(&[7; 32]);
        for text in
            [format!("{good}="), format!(" {good}"), format!("{good}\n"), good.trim_end_matches('=').into(), format!("{good}{good}")]
        {
            assert_eq!(decode_base64(&text), None);
            assert_eq!(decode_base64_array::<32>(text.as_bytes()), None);
        }
    }
}
