//! Signatures at the edge of what an Ed25519 signature is, and texts at the edge of base64: one spelling, one answer, the same as elsewhere.

use sha2::{Digest, Sha256};
use unbroken::base64::decode_base64;
use unbroken::trust::note::{Note, Vkey, VkeyError};
use unbroken::{Trust, TrustTexts};
use unbroken_tests::base64::encode;
use unbroken_tests::build::Key;
use unbroken_tests::ed25519::{hard_cases, holds, small_encodings};

fn vkey(kind: &[u8], point: &[u8; 32]) -> String {
    let material = [kind, point].concat();
    let id: String = Sha256::digest([b"n\n", &material[..]].concat())[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("n+{id}+{}", encode(&material))
}

/// The equation that Go, OpenSSL and browsers use, for every key that a policy may name.
#[test]
fn hard_signatures_are_judged_by_the_equation() {
    let (mut good, mut bad, mut refused) = (0, 0, 0);
    for case in hard_cases() {
        match Vkey::parse(&vkey(&[1], &case.key)) {
            Ok(key) => {
                let ours = key.verify_note(&case.message, &case.signature);
                assert_eq!(Some(ours), holds(&case.key, case.message.as_bytes(), &case.signature), "{}", case.what);
                if ours { good += 1 } else { bad += 1 }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(good > 30 && bad > 500 && refused > 100, "{good} {bad} {refused}");
}

/// Keys that anyone can sign under, and second spellings of keys, are refused in every role, and when a policy is read.
#[test]
fn weak_keys_are_refused() {
    for point in small_encodings() {
        for kind in [&[1][..], &[4], b"\xffunbroken/entry/v1"] {
            let text = vkey(kind, &point);
            let refused = matches!(Vkey::parse(&text), Err(VkeyError::Weak | VkeyError::NonCanonical | VkeyError::Key));
            assert!(refused, "{text}");
            let (log, witness) = (format!("log {text}\n"), format!("witness w {text}\nquorum w\n"));
            let texts = [
                TrustTexts { policy: Some(&log), ..TrustTexts::default() },
                TrustTexts { policy: Some(&witness), ..TrustTexts::default() },
                TrustTexts { writers: Some(&text), ..TrustTexts::default() },
            ];
            assert!(texts.iter().all(|texts| Trust::read(texts).is_err()), "{text}");
        }
    }
}

/// Every other spelling of the same bytes: unused bits set, padding missing or doubled, blanks, the alphabet of URLs.
fn respelled(text: &str) -> Vec<String> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut others =
        vec![format!("{text}="), format!("{text}\r"), format!(" {text}"), format!("{text} "), text[..4].to_owned() + " " + &text[4..]];
    let bare = text.trim_end_matches('=');
    if bare.len() < text.len() {
        others.push(bare.to_owned());
        let free = if text.len() - bare.len() == 2 { 4 } else { 2 };
        let last = digits.find(&bare[bare.len() - 1..]).unwrap();
        for bits in 1..1 << free {
            let (digit, padding) = (&digits[last | bits..=last | bits], &text[bare.len()..]);
            others.push(format!("{}{digit}{padding}", &bare[..bare.len() - 1]));
        }
    }
    if text.contains(['+', '/']) {
        others.push(text.replace('+', "-").replace('/', "_"));
    }
    others
}

#[test]
fn one_spelling_of_base64() {
    let mut tried = 0;
    for len in 1..70 {
        let bytes: Vec<u8> = (0..len).map(|at| 251_u8.wrapping_mul(at + len)).collect();
        let text = encode(&bytes);
        assert_eq!(decode_base64(&text), Some(bytes));
        for other in respelled(&text).into_iter().filter(|_| text.len() > 4) {
            assert_eq!(decode_base64(&other), None, "{other:?}");
            tried += 1;
        }
    }
    assert!(tried > 400, "{tried}");
    // And where it stands in texts: signature lines and keys.
    let key = Key::log("n");
    let note = key.sign_note("n\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    let (head, signature) = note.trim_end().rsplit_once(' ').unwrap();
    assert!(Note::parse(note.as_bytes()).is_ok());
    for other in respelled(signature) {
        assert!(Note::parse(format!("{head} {other}\n").as_bytes()).is_err(), "{other:?}");
    }
    let (vkey, label) = (key.vkey(), key.label());
    let body = &vkey[label.len() + 1..];
    assert!(Vkey::parse(&vkey).is_ok());
    for other in respelled(body) {
        assert!(Vkey::parse(&format!("{label}+{other}")).is_err(), "{other:?}");
    }
}
