//! Data that no one here made up: real notes, real logs and public test vectors, with the exact counts that must come out.
//!
//! The data is foreign and not part of this repository; without it every test here is ignored, never passed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]

use ed25519_dalek::Verifier;
use libtest_mimic::Failed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use unbroken::format::receipt::Receipt;
use unbroken::tree::hash::Hash;
use unbroken::tree::merkle::{CompactRange, leaf_hash};
use unbroken::tree::proof::{verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion};
use unbroken::trust::checkpoint::Checkpoint;
use unbroken::trust::note::{Note, Vkey};
use unbroken::trust::policy::{Level, Trust, TrustTexts};
use unbroken_tests::vectors;

/// The key and the origin of the Go checksum database, from the Go project's sources.
const SUMDB_VKEY: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
const SUMDB_ORIGIN: &str = "go.sum database tree";

type Outcome = Result<(), Failed>;

const TRIALS: &[(&str, vectors::Probe)] = &[
    ("merkle: inclusion", merkle_inclusion),
    ("merkle: consistency", merkle_consistency),
    ("merkle: subtree inclusion", merkle_subtree_inclusion),
    ("merkle: subtree consistency", merkle_subtree_consistency),
    ("signed-note", signed_note),
    ("witnessed", witnessed),
    ("sumdb: proof", sumdb_proof),
    ("sumdb: heads", sumdb_heads),
    ("sumdb: module cache", sumdb_cache),
    ("armory-drive", armory_drive),
    ("tessera", tessera),
    ("cctv-ed25519", cctv_ed25519),
    ("wycheproof: ed25519", wycheproof_ed25519),
    ("wycheproof: ecdsa p-256", wycheproof_ecdsa),
];

fn main() {
    vectors::run(TRIALS)
}

// --- merkle

/// One probe: a question about a tree, and whether the answer must be no.
struct Probe {
    name: String,
    json: Value,
}

impl Probe {
    fn number(&self, member: &str) -> Result<u64, Failed> {
        Ok(self.json[member].as_u64().ok_or_else(|| format!("{}: no {member}", self.name))?)
    }

    fn hash(&self, member: &str) -> Option<Hash> {
        to_hash(&self.json[member])
    }

    /// `None` if a hash is not one.
    fn proof(&self) -> Option<Vec<Hash>> {
        self.json["proof"].as_array().map_or(Some(Vec::new()), |proof| proof.iter().map(to_hash).collect())
    }
}

/// A hash is 32 bytes here by its type. The vectors also write a few short texts ("dont care 1"), of which only matters whether they are
/// equal; those are lengthened with zeros. Nothing at all is no hash.
fn to_hash(json: &Value) -> Option<Hash> {
    let mut bytes = unbroken::base64::decode_base64(json.as_str()?).filter(|bytes| !bytes.is_empty() && bytes.len() <= 32)?;
    bytes.resize(32, 0);
    bytes.try_into().ok().map(Hash)
}

/// Runs every probe of a folder; returns the names of those where we say something else than the vector.
fn probes<F>(folder: &Path, kind: &str, total: usize, good: usize, holds: F) -> Result<Vec<String>, Failed>
where
    F: Fn(&Probe) -> Result<Option<bool>, Failed>,
{
    let (mut count, mut accepted, mut differ) = (0, 0, Vec::new());
    for file in files(&folder.join("merkle").join(kind))? {
        let name = file.strip_prefix(folder)?.display().to_string();
        let probe = Probe { json: serde_json::from_slice(&fs::read(&file)?)?, name };
        let expected = !probe.json["wantErr"].as_bool().ok_or("no wantErr")?;
        let holds = holds(&probe)?.unwrap_or(false);
        count += 1;
        accepted += usize::from(expected);
        if holds != expected {
            differ.push(file.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    expect("probes", total, count)?;
    expect("good probes", good, accepted)?;
    Ok(differ)
}

fn merkle_inclusion(folder: &Path) -> Outcome {
    let differ = probes(folder, "inclusion", 98, 6, |probe| {
        let (index, size) = (probe.number("leafIdx")?, probe.number("treeSize")?);
        let (Some(leaf), Some(path), Some(root)) = (probe.hash("leafHash"), probe.proof(), probe.hash("root")) else { return Ok(None) };
        Ok(Some(verify_inclusion(index, size, &leaf, &path, &root).is_ok()))
    })?;
    expect("differences", Vec::<String>::new(), differ)
}

fn merkle_consistency(folder: &Path) -> Outcome {
    let differ = probes(folder, "consistency", 98, 6, |probe| {
        let (size1, size2) = (probe.number("size1")?, probe.number("size2")?);
        let (Some(root1), Some(proof), Some(root2)) = (probe.hash("root1"), probe.proof(), probe.hash("root2")) else { return Ok(None) };
        Ok(Some(verify_consistency(size1, size2, &proof, &root1, &root2).is_ok()))
    })?;
    // From the empty tree to a larger one with an empty proof: that library calls the question meaningless, the witness specification
    // answers yes. (Its other probes with size 0 give a proof, or an older root that is not the empty tree's; nobody accepts those.)
    expect("differences", vec!["size1-is-zero-and-size2-is-not-zero".to_string()], differ)
}

fn merkle_subtree_inclusion(folder: &Path) -> Outcome {
    let differ = probes(folder, "subtreeinclusion", 204, 12, |probe| {
        let (index, start, end) = (probe.number("leafIdx")?, probe.number("start")?, probe.number("end")?);
        let (Some(leaf), Some(path), Some(root)) = (probe.hash("leafHash"), probe.proof(), probe.hash("root")) else { return Ok(None) };
        Ok(Some(verify_subtree_inclusion(index, start, end, &leaf, &path, &root).is_ok()))
    })?;
    expect("differences", Vec::<String>::new(), differ)
}

fn merkle_subtree_consistency(folder: &Path) -> Outcome {
    let differ = probes(folder, "subtreeconsistency", 118, 12, |probe| {
        let (start, end, size) = (probe.number("start")?, probe.number("end")?, probe.number("size")?);
        let (Some(hash), Some(proof), Some(root)) = (probe.hash("root1"), probe.proof(), probe.hash("root2")) else { return Ok(None) };
        Ok(Some(verify_subtree_consistency(start, end, size, &proof, &hash, &root).is_ok()))
    })?;
    expect("differences", Vec::<String>::new(), differ)
}

// --- notes and logs

fn signed_note(folder: &Path) -> Outcome {
    let keys = vkeys(&folder.join("signed-note/vkeys.txt"))?;
    for (file, lines) in [("c2sp-example.note", 1), ("go-note-test.note", 2)] {
        let note = note(&folder.join("signed-note").join(file))?;
        expect(file, (lines, 0), verified(&note, &keys))?;
        expect(file, lines, note.lines.len())?;
    }
    Ok(())
}

/// Real heads with witnesses of the first generation: plain note signatures, which verify, carry no time and never count.
fn witnessed(folder: &Path) -> Outcome {
    let keys = vkeys(&folder.join("witnessed/vkeys.txt"))?;
    let (mut known, mut unknown) = (BTreeMap::new(), BTreeSet::new());
    for file in files(&folder.join("witnessed"))?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "checkpoint")) {
        let note = note(&file)?;
        Checkpoint::parse(&note.text)?;
        let (valid, failed) = verified(&note, &keys);
        expect("failing lines by known keys", 0, failed)?;
        known.insert(name(&file), valid);
        unknown.extend(
            note.lines.iter().filter(|line| !keys.iter().any(|key| key.name == line.name && key.id == line.id)).map(|line| line.label()),
        );
    }
    let expected = [
        ("log2025-1.rekor.sigstore.dev-34356369.checkpoint", 0),
        ("pixel-148.checkpoint", 4),
        ("pixel6-10.checkpoint", 1),
        ("rekor-19095610.checkpoint", 3),
        ("rekor-19690453.checkpoint", 3),
        ("rekor-39856253.checkpoint", 2),
        ("rekor-798034.checkpoint", 1),
    ];
    expect("known keys that verify", expected.map(|(name, valid)| (name.to_string(), valid)).into(), known)?;
    let strangers = ["ArmoredWitness-twilight-pine+1c4f327d", "log2025-1.rekor.sigstore.dev+cf119915"];
    expect("unknown keys", strangers.map(String::from).into(), unknown)?;

    // Such a key cannot stand in a policy as a witness: a quorum of signatures without time would be no quorum.
    let refused = Trust::read(&TrustTexts { policy: Some(&format!("witness w {}\nquorum w", keys[0].text)), ..TrustTexts::default() });
    expect("refused", true, refused.is_err_and(|error| error.line == 1))
}

fn sumdb() -> Result<Trust, Failed> {
    Ok(Trust::read(&TrustTexts { logs: Some(&format!("{SUMDB_VKEY} {SUMDB_ORIGIN}")), ..TrustTexts::default() })?)
}

fn sumdb_proof(folder: &Path) -> Outcome {
    let (bytes, entry) = ("sumdb/go.sum-database-tree-43930254.tlog-proof", "sumdb/go.sum-database-tree-43930254.raw");
    let (bytes, entry) = (fs::read(folder.join(bytes))?, fs::read(folder.join(entry))?);
    let receipt = Receipt::parse(&bytes)?;
    let opened = sumdb()?.open(&Note::parse(receipt.note.as_bytes())?)?;
    expect("bytes of the entry", 189, entry.len())?;
    expect("index and size", (43930254, 58253265), (receipt.index, opened.checkpoint.size))?;
    expect("level", Level::Pinned, opened.level)?;
    let verify =
        |entry: &[u8]| verify_inclusion(receipt.index, opened.checkpoint.size, &leaf_hash(entry), &receipt.path, &opened.checkpoint.root);
    verify(&entry)?;
    expect("a changed entry", true, verify(&entry[1..]).is_err())?;
    expect("written again", true, receipt.to_text().as_bytes() == bytes)
}

fn sumdb_heads(folder: &Path) -> Outcome {
    let trust = sumdb()?;
    let mut sizes = Vec::new();
    for file in files(&folder.join("sumdb/heads"))? {
        let opened = trust.open(&note(&file)?)?;
        expect(&name(&file), (Level::Pinned, SUMDB_ORIGIN), (opened.level, opened.checkpoint.origin.as_str()))?;
        expect("named by its size", format!("{}.checkpoint", opened.checkpoint.size), name(&file))?;
        sizes.push(opened.checkpoint.size);
    }
    expect("heads", vec![15081221, 19238995, 19254946, 35225469, 63096908], sizes)
}

/// A module cache someone committed: sixteen lookups, each with the head it was proven under, and the latest head.
fn sumdb_cache(folder: &Path) -> Outcome {
    let (trust, cache) = (sumdb()?, folder.join("sumdb/cache-1323056"));
    let lookups = files(&cache.join("lookup"))?;
    expect("lookups", 16, lookups.len())?;
    let mut heads = BTreeSet::new();
    for file in &lookups {
        let text = fs::read_to_string(file)?;
        let (_, note) = text.split_once("\n\n").ok_or("no note")?;
        heads.insert(pinned_head(&trust, note.as_bytes())?);
    }
    let latest = pinned_head(&trust, &fs::read(cache.join("latest"))?)?;
    expect("latest", 1323056, latest.0)?;
    heads.insert(latest);
    expect("distinct heads", 15, heads.len())
}

fn pinned_head(trust: &Trust, note: &[u8]) -> Result<(u64, Hash), Failed> {
    let opened = trust.open(&Note::parse(note)?)?;
    expect("level", Level::Pinned, opened.level)?;
    Ok((opened.checkpoint.size, opened.checkpoint.root))
}

/// A log that was begun anew several times under the same keys. Every signature is genuine; some heads of one size differ.
fn armory_drive(folder: &Path) -> Outcome {
    let origins = ["Log Checkpoint v0", "ArmoryDrive Log v0", "Armory Drive Test 1", "Armory Drive Prod 1", "Armory Drive Prod 2"];
    let vkeys = fs::read_to_string(folder.join("armory-drive/vkeys.txt"))?;
    let lines: Vec<String> = vkeys.lines().flat_map(|vkey| origins.map(|origin| format!("{vkey} {origin}"))).collect();
    let trust = Trust::read(&TrustTexts { logs: Some(&lines.join("\n")), ..TrustTexts::default() })?;
    let mut heads: BTreeMap<(String, String, u64), BTreeSet<Hash>> = BTreeMap::new();
    let checkpoints = files(&folder.join("armory-drive/checkpoints"))?;
    for file in &checkpoints {
        let opened = trust.open(&note(file)?)?;
        expect(&name(file), (Level::Pinned, 1), (opened.level, opened.log_signed.len()))?;
        let head = (opened.checkpoint.origin.clone(), opened.log_signed[0].clone(), opened.checkpoint.size);
        heads.entry(head).or_default().insert(opened.checkpoint.root);
    }
    expect("signatures", 47, checkpoints.len())?;
    let forks: BTreeSet<(&str, u64)> =
        heads.iter().filter(|(_, roots)| roots.len() > 1).map(|((origin, _, size), _)| (origin.as_str(), *size)).collect();
    let expected = [
        ("Armory Drive Test 1", 1),
        ("ArmoryDrive Log v0", 1),
        ("ArmoryDrive Log v0", 2),
        ("Log Checkpoint v0", 1),
        ("Log Checkpoint v0", 2),
    ];
    expect("forks", BTreeSet::from(expected), forks)?;

    // What its present state commits to is there.
    let master = folder.join("armory-drive/master/log");
    let head = trust.open(&note(&master.join("checkpoint"))?)?;
    let mut range = CompactRange::new(0);
    for entry in files(&master.join("seq"))? {
        range.push(leaf_hash(&fs::read(entry)?));
    }
    expect("root", (Level::Pinned, 2, Some(head.checkpoint.root)), (head.level, range.end(), range.root()))
}

fn tessera(folder: &Path) -> Outcome {
    let log = folder.join("tessera/log");
    let vkey = fs::read_to_string(folder.join("tessera/vkey.txt"))?;
    let trust = Trust::read(&TrustTexts { policy: Some(&format!("log {}\nquorum none", vkey.trim())), ..TrustTexts::default() })?;
    for size in 0..=15 {
        let opened = trust.open(&note(&log.join(format!("checkpoint.{size}")))?)?;
        let mut range = CompactRange::new(0);
        if size > 0 {
            let bundle = fs::read(log.join(format!("tile/entries/000.p/{size}")))?;
            entries(&bundle)?.into_iter().for_each(|entry| assert!(range.push(leaf_hash(entry))));
        }
        expect("level and size", (Level::Pinned, size), (opened.level, opened.checkpoint.size))?;
        expect("entries and root", (size, Some(opened.checkpoint.root)), (range.end(), range.root()))?;
    }
    Ok(())
}

/// The entries of a tlog-tiles entry bundle: two bytes of length each.
fn entries(mut bundle: &[u8]) -> Result<Vec<&[u8]>, Failed> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bundle.split_first_chunk() {
        let (entry, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or("a torn bundle")?;
        entries.push(entry);
        bundle = rest;
    }
    Ok(entries)
}

// --- signatures: what the libraries decide is what the design counts on

fn cctv_ed25519(folder: &Path) -> Outcome {
    let cases: Vec<Value> = serde_json::from_slice(&fs::read(folder.join("cctv-ed25519/ed25519vectors.json"))?)?;
    let (mut plain, mut strict) = (0, 0);
    for case in &cases {
        let (key, signature, message) = (hex(&case["key"])?, hex(&case["sig"])?, case["msg"].as_str().ok_or("no message")?);
        let Ok(key) = ed25519_dalek::VerifyingKey::try_from(key.as_slice()) else { continue };
        let Ok(signature) = ed25519_dalek::Signature::from_slice(&signature) else { continue };
        plain += usize::from(key.verify(message.as_bytes(), &signature).is_ok());
        strict += usize::from(key.verify_strict(message.as_bytes(), &signature).is_ok());
    }
    expect("cases, accepted by verify, by verify_strict", (914, 208, 43), (cases.len(), plain, strict))
}

fn wycheproof_ed25519(folder: &Path) -> Outcome {
    let wrong = wycheproof(&folder.join("wycheproof/ed25519_test.json"), 151, |key, message, signature| {
        let Ok(key) = ed25519_dalek::VerifyingKey::try_from(&key[key.len().saturating_sub(32)..]) else { return false };
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
        let (plain, strict) = (key.verify(message, &signature).is_ok(), key.verify_strict(message, &signature).is_ok());
        assert_eq!(plain, strict);
        plain
    })?;
    expect("disagreements", Vec::<u64>::new(), wrong)
}

/// Through the verifier keys that a reader would pin: the message is a note's text. Texts are UTF-8, so other messages go beside them.
fn wycheproof_ecdsa(folder: &Path) -> Outcome {
    use p256::pkcs8::DecodePublicKey;
    let mut as_note = 0;
    let counter = &mut as_note;
    let wrong = wycheproof(&folder.join("wycheproof/ecdsa_secp256r1_sha256_test.json"), 484, |key, message, signature| {
        let verifier = p256::ecdsa::VerifyingKey::from_public_key_der(key).expect("the keys of this file are keys");
        let direct = p256::ecdsa::DerSignature::from_bytes(signature).is_ok_and(|signature| verifier.verify(message, &signature).is_ok());
        if let Ok(text) = std::str::from_utf8(message) {
            let id: String = Hash::of(key).0[..4].iter().map(|byte| format!("{byte:02x}")).collect();
            let vkey = format!("n+{id}+{}", unbroken::base64::encode_base64(&[&[2], key].concat()));
            assert_eq!(Vkey::parse(&vkey).expect("and verifier keys").verify_note(text, signature), direct);
            *counter += 1;
        }
        direct
    })?;
    expect("disagreements", Vec::<u64>::new(), wrong)?;
    expect("messages that are texts", true, as_note > 300)
}

/// The numbers of the cases where `valid(key, message, signature)` differs from the file's answer.
fn wycheproof<F: FnMut(&[u8], &[u8], &[u8]) -> bool>(file: &Path, total: usize, mut valid: F) -> Result<Vec<u64>, Failed> {
    let json: Value = serde_json::from_slice(&fs::read(file)?)?;
    let (mut count, mut wrong) = (0, Vec::new());
    for group in json["testGroups"].as_array().ok_or("no groups")? {
        let key = hex(&group["publicKeyDer"])?;
        for case in group["tests"].as_array().ok_or("no tests")? {
            count += 1;
            if valid(&key, &hex(&case["msg"])?, &hex(&case["sig"])?) != (case["result"] == "valid") {
                wrong.push(case["tcId"].as_u64().ok_or("no number")?);
            }
        }
    }
    expect("cases", total, count)?;
    Ok(wrong)
}

// --- small things

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, expected: T, actual: T) -> Outcome {
    if expected == actual { Ok(()) } else { Err(format!("{what}: expected {expected:?}, found {actual:?}").into()) }
}

/// All files below, in the order of their paths.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn note(file: &Path) -> Result<Note, Failed> {
    Ok(Note::parse(&fs::read(file)?).map_err(|error| format!("{}: {error}", file.display()))?)
}

fn vkeys(file: &Path) -> Result<Vec<Vkey>, Failed> {
    fs::read_to_string(file)?.lines().map(|line| Ok(Vkey::parse(line).map_err(|error| format!("{line}: {error}"))?)).collect()
}

/// How many lines by known keys verify, and how many do not.
fn verified(note: &Note, keys: &[Vkey]) -> (usize, usize) {
    let known = |line: &&unbroken::trust::note::SignatureLine| keys.iter().find(|key| key.name == line.name && key.id == line.id);
    let (mut valid, mut failed) = (0, 0);
    for line in &note.lines {
        match known(&line).map(|key| key.verify_note(&note.text, &line.signature)) {
            Some(true) => valid += 1,
            Some(false) => failed += 1,
            None => {}
        }
    }
    (valid, failed)
}

fn hex(json: &Value) -> Result<Vec<u8>, Failed> {
    let text = json.as_str().ok_or("not a text")?;
    (0..text.len()).step_by(2).map(|at| Ok(u8::from_str_radix(&text[at..at + 2], 16)?)).collect()
}
