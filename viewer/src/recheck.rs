//! A second opinion on one entry: what has to be hashed, compared and verified, written out for the browser's own cryptography. Of the
//! verifier only the places are taken (which bytes, which siblings, which checkpoint); every value is computed anew by somebody else.

#[cfg(target_arch = "wasm32")]
pub mod browser;

use crate::report::{Checkpoint, Entry, Policy};
use base64ct::{Base64, Encoding};

/// What a note's signature line begins with.
const DASH: &str = "\u{2014} ";

/// Kinds of key and signature (c2sp.org/signed-note): Ed25519, and an Ed25519 cosignature with its time.
const ED25519: u8 = 1;
const COSIGNATURE: u8 = 4;

/// What stands before the key of a writer of native entries, and what it signs begins with the rest of it and a line end.
const WRITER: &[u8] = b"\xffunbroken/entry/v1";

/// Bytes of the end of an entry that carry its signature: `,"sig":"` and 88 characters of base64, a quote and a brace.
const SIGNED_END: usize = 98;

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The bytes whose SHA-256 is the leaf hash: a zero byte and the line.
    pub leaf: Vec<u8>,
    /// The leaf hash that the evidence holds the entry to, if that was shown.
    pub committed: Option<[u8; 32]>,
    /// Siblings from the leaf to the root, each with its side: true for the left.
    pub path: Vec<(bool, [u8; 32])>,
    /// What the checkpoint says the root is, and how large its tree is; absent if the evidence leads from the entry to no checkpoint.
    pub root: Option<([u8; 32], u64)>,
    /// What was signed with which key.
    pub signatures: Vec<Signature>,
}

/// A signature to be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// What for: `log`, `witness`, `writer`.
    pub role: &'static str,
    /// Name and id of the key.
    pub key_name: String,
    /// The key that the reader gave.
    pub key: [u8; 32],
    /// What was signed.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: [u8; 64],
}

/// The plan for an entry. `bytes` are those that were hashed.
pub fn plan(entry: &Entry, bytes: &[u8], checkpoints: &[Checkpoint], policy: &Policy) -> Plan {
    let leaf = [&[0u8], bytes].concat();
    let path: Option<Vec<_>> = entry.path.iter().map(|node| Some((node.left, decoded(&node.sibling)?))).collect();
    let size = entry.path.iter().map(|node| node.hi).max().unwrap_or(0).max(entry.seq + 1);
    // Without a path only a tree of one entry is led to.
    let leads = !entry.path.is_empty() || entry.seq == 0;
    let covering = checkpoints.iter().filter(|checkpoint| leads && checkpoint.size == size);
    // Of several of this size one that a key of the reader stands behind; what the path leads to decides about the others.
    let checkpoint = covering.max_by_key(|checkpoint| checkpoint.is_trusted());
    let mut signatures = checkpoint.map(|checkpoint| of_note(&checkpoint.note, policy)).unwrap_or_default();
    signatures.extend(of_writer(bytes, policy));
    let committed = entry.steps.iter().find(|step| step.name == "leaf").and_then(|step| decoded(step.expected.as_deref()?));
    Plan {
        leaf,
        committed,
        path: path.unwrap_or_default(),
        root: checkpoint.and_then(|c| Some((stated_root(&c.note)?, c.size))),
        signatures,
    }
}

/// The third line of a checkpoint's note.
fn stated_root(note: &str) -> Option<[u8; 32]> {
    decoded(note.lines().nth(2)?)
}

fn decoded<const N: usize>(text: &str) -> Option<[u8; N]> {
    Base64::decode_vec(text).ok()?.try_into().ok()
}

/// A key as it is written in policies: name, id, kind and key.
struct Key {
    label: String,
    kind: u8,
    key: [u8; 32],
}

fn key(vkey: &str) -> Option<Key> {
    let (name, rest) = vkey.split_once('+')?;
    let (id, data) = rest.split_once('+')?;
    let data = Base64::decode_vec(data).ok()?;
    let (kind, key) = data.strip_prefix(WRITER).map(|key| (&WRITER[0], key)).or_else(|| data.split_first())?;
    Some(Key { label: format!("{name}+{id}"), kind: *kind, key: key.try_into().ok()? })
}

/// The signatures of a note under the keys of the reader.
fn of_note(note: &str, policy: &Policy) -> Vec<Signature> {
    let Some((text, lines)) = note.split_once("\n\n").map(|(text, lines)| (format!("{text}\n"), lines)) else { return Vec::new() };
    let logs = policy.logs.iter().map(|log| ("log", &log.vkey));
    let witnesses = policy.witnesses.iter().map(|vkey| ("witness", vkey));
    let keys: Vec<_> = logs.chain(witnesses).filter_map(|(role, vkey)| Some((role, key(vkey)?))).collect();
    let mut out = Vec::new();
    for line in lines.lines() {
        let Some((name, data)) = line.strip_prefix(DASH).and_then(|line| line.split_once(' ')) else { continue };
        let Ok(data) = Base64::decode_vec(data) else { continue };
        let Some((id, rest)) = data.split_first_chunk::<4>() else { continue };
        let label = format!("{name}+{}", id.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        for (role, key) in keys.iter().filter(|(_, key)| key.label == label) {
            let signed = match key.kind {
                ED25519 => rest.try_into().ok().map(|signature| (text.clone(), signature)),
                COSIGNATURE => rest.split_first_chunk::<8>().and_then(|(time, signature)| {
                    let message = format!("cosignature/v1\ntime {}\n{text}", u64::from_be_bytes(*time));
                    Some((message, signature.try_into().ok()?))
                }),
                _ => None,
            };
            if let Some((message, signature)) = signed {
                out.push(Signature { role, key_name: label.clone(), key: key.key, message: message.into_bytes(), signature });
            }
        }
    }
    out
}

/// The signature of a native entry by a writer that the reader gave.
fn of_writer(bytes: &[u8], policy: &Policy) -> Option<Signature> {
    let (body, end) = bytes.split_at(bytes.len().checked_sub(SIGNED_END)?);
    let signature = core::str::from_utf8(end).ok()?.strip_prefix(",\"sig\":\"")?.strip_suffix("\"}")?;
    let line: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let by = line.get("by")?.as_str()?;
    let key = policy.writers.iter().filter_map(|vkey| key(vkey)).find(|key| key.label == by && key.kind == WRITER[0])?;
    let message = [&WRITER[1..], b"\n", body].concat();
    Some(Signature { role: "writer", key_name: key.label, key: key.key, message, signature: decoded(signature)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{LogKey, PathNode, Pin};
    use crate::sample::Sample;
    use unbroken::log::coverage::Status;
    use unbroken::verify::read;
    use unbroken::{Case, Input, Question, Trust, TrustTexts};

    /// An entry of the intact sample as the page gets it, its checkpoints, and whom the sample trusts.
    fn sample(seq: usize) -> (Entry, Vec<u8>, Vec<Checkpoint>, Policy) {
        let sample = Sample::named("intact").unwrap();
        let (texts, file) = (sample.trust().texts(), sample.files[0].1);
        let trust =
            Trust::read(&TrustTexts { policy: texts.policy.as_deref(), logs: None, writers: texts.writers.as_deref(), pins: &[] }).unwrap();
        let question = Question::default();
        let stream = read(&Input { name: "intact.jsonl", data: file }, &trust, &question);
        let case = Case::assemble(vec![stream], &trust, &question);
        let row = case.rows(0).get(seq).unwrap();
        let line = &file[row.offset as usize..row.offset as usize + row.len as usize];
        let entry = serde_json::from_str(&serde_json::to_string(&case.entry(0, seq, line).unwrap()).unwrap()).unwrap();
        let report: crate::report::Report = serde_json::from_str(&case.report().to_json()).unwrap();
        (entry, line.to_vec(), report.logs[0].checkpoints.clone(), report.policy)
    }

    fn hash(bytes: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        sha2::Sha256::digest(bytes).into()
    }

    #[test]
    fn the_plan_of_every_entry_leads_to_the_stated_root() {
        for seq in 0..24 {
            let (entry, bytes, checkpoints, policy) = sample(seq);
            let plan = plan(&entry, &bytes, &checkpoints, &policy);
            let climb = |below: [u8; 32], (left, sibling): &(bool, [u8; 32])| {
                let (a, b) = if *left { (sibling, &below) } else { (&below, sibling) };
                hash(&[&[1u8], a.as_slice(), b.as_slice()].concat())
            };
            let root = plan.path.iter().fold(hash(&plan.leaf), climb);
            assert_eq!(plan.root, Some((root, 24)), "{seq}");
            let roles: Vec<&str> = plan.signatures.iter().map(|signature| signature.role).collect();
            assert_eq!(roles, ["log", "witness", "witness", "writer"]);
        }
    }

    #[test]
    fn nothing_is_planned_under_keys_that_nobody_gave() {
        let (entry, bytes, checkpoints, policy) = sample(3);
        let nobody = Policy { logs: Vec::new(), witnesses: Vec::new(), writers: Vec::new(), ..policy };
        assert!(plan(&entry, &bytes, &checkpoints, &nobody).signatures.is_empty());
        let plan = plan(&entry, &bytes, &[], &nobody);
        assert_eq!((plan.root, plan.path.len()), (None, entry.path.len()));
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let policy = Policy {
            logs: ["", "a", "a+b", "a+b+c", "a+00000000+AQ==", "a+00000000+AgAA"]
                .map(|vkey| LogKey { vkey: vkey.into(), origin: "a".into() })
                .into(),
            witnesses: Vec::new(),
            quorum: "none".into(),
            writers: vec!["w".into()],
            pins: vec![Pin { origin: "a".into(), size: 1 }],
        };
        for note in
            ["", "a\n1\nx\n", "a\n1\nx\n\n", "a\n1\nx\n\n\u{2014} a", "a\n1\nx\n\n\u{2014} a AAAAAAAA\n", "a\n1\nx\n\n\u{2014} a %\n"]
        {
            assert!(of_note(note, &policy).is_empty(), "{note:?}");
        }
        for line in [&b""[..], b"{}", &[b'x'; 98], &[0xff; 200]] {
            assert!(of_writer(line, &policy).is_none());
        }
        let node = PathNode { left: true, sibling: "?".into(), lo: 0, hi: 1, above: String::new() };
        let entry = Entry { path: vec![node], status: Status::Proven, ..sample(0).0 };
        assert!(plan(&entry, b"", &[], &policy).path.is_empty());
    }
}
