//! Tests of notes and keys: every changed byte, every prefix.

use super::*;
use crate::base64::encode_base64;
use alloc::format;

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
    let long = |length: usize| {
        let end = format!("\n\n{line}\n");
        ["a".repeat(length - end.len()), end].concat().into_bytes()
    };
    assert!(Note::parse(&long(MAX_NOTE_BYTES)).is_ok());
    assert_eq!(fault(&long(MAX_NOTE_BYTES + 1)), (1, NoteFault::TooLong));
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
    for name in ["", "a b", "a\u{1}b", "\u{1f}"] {
        assert_eq!(vkey(name, &[1; 33]), VkeyError::Name, "{name:?}");
    }
    // A key in the form of type 0x02 on another curve: Ed25519.
    let other_curve = [&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00][..], &[7; 32]].concat();
    assert_eq!(vkey("n", &typed(&[2], &other_curve)), VkeyError::Unsupported(2));
    assert_eq!(Vkey::parse("n+00000000"), Err(VkeyError::Form));
    assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "C74F20A3")), Err(VkeyError::Id));
    assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "+c74f20a")), Err(VkeyError::Id));
    assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "c74f20a4")), Err(VkeyError::IdDiffers(KeyId([0xc7, 0x4f, 0x20, 0xa3]))));
}

#[test]
fn faults_in_words() {
    assert_eq!(Note::parse(b"a\n\nb\n").unwrap_err().to_string(), "line 3: not a signature line");
    assert_eq!(Note::parse(b"a\x01\n\nb\n").unwrap_err().to_string(), "line 1: control character 01 in a note");
    assert_eq!(Vkey::parse(&PETER.replace("c74f20a3", "c74f20a4")).unwrap_err().to_string(), {
        "the key ID does not belong to this key, whose ID is c74f20a3"
    });
    assert_eq!(VkeyError::Unsupported(6).to_string(), "keys of type 0x06 are not supported by this version");
    let id = KeyId([0xc7, 0x4f, 0x20, 0xa3]);
    assert_eq!((id.to_string(), alloc::format!("{id:?}")), ("c74f20a3".to_string(), "c74f20a3".to_string()));
    assert!(id.is_spelled("c74f20a3") && !id.is_spelled("c74f20a4") && !id.is_spelled("C74F20A3") && !id.is_spelled("c74f20a30"));
}
