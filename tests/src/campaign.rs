//! Logs, checkpoints and proofs made with naive code, for attacks on the verifier: every tree that anyone ever signs is kept as a full
//! list of leaves, so that what the report calls proven can be judged without the engine.

use crate::naive::{self, Digest32};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use unbroken::base64::encode_base64;

/// The origin of the log under attack.
pub const ORIGIN: &str = "example.org/audit";

/// A signing key with its name and role.
#[derive(Clone, Debug)]
pub struct Key {
    name: String,
    kind: Vec<u8>,
    key: SigningKey,
}

impl Key {
    /// Of the type bytes `kind`; the seed is the hash of name and type.
    pub fn new(name: &str, kind: &[u8]) -> Key {
        let seed: [u8; 32] = Sha256::digest([name.as_bytes(), kind].concat()).into();
        Key { name: name.into(), kind: kind.into(), key: SigningKey::from_bytes(&seed) }
    }

    fn body(&self) -> Vec<u8> {
        [&self.kind[..], self.key.verifying_key().as_bytes()].concat()
    }

    fn id(&self) -> [u8; 4] {
        let digest = Sha256::digest([self.name.as_bytes(), b"\n", &self.body()].concat());
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// `<name>+<8 hex>`.
    pub fn label(&self) -> String {
        format!("{}+{:08x}", self.name, u32::from_be_bytes(self.id()))
    }

    /// `<name>+<8 hex>+<base64>`.
    pub fn vkey(&self) -> String {
        format!("{}+{}", self.label(), encode_base64(&self.body()))
    }

    /// A checkpoint note of any size and root.
    pub fn note(&self, size: u64, root: &Digest32) -> String {
        let body = format!("{ORIGIN}\n{size}\n{}\n", text(root));
        format!("{body}\n{}", self.line(&self.key.sign(body.as_bytes()).to_bytes()))
    }

    fn line(&self, signature: &[u8]) -> String {
        format!("\u{2014} {} {}\n", self.name, encode_base64(&[&self.id()[..], signature].concat()))
    }
}

/// The keys of everyone.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Signs checkpoints.
    pub log: Key,
    /// Signs entries.
    pub writer: Key,
    /// Cosign.
    pub witnesses: [Key; 2],
    /// A log key that nobody pinned.
    pub stranger: Key,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys {
            log: Key::new(ORIGIN, &[1]),
            writer: Key::new("example.org/writer", b"\xffunbroken/entry/v1"),
            witnesses: [Key::new("example.org/w1", &[4]), Key::new("example.org/w2", &[4])],
            stranger: Key::new("example.org/stranger", &[1]),
        }
    }
}

/// Base64 of a hash.
pub fn text(hash: &Digest32) -> String {
    encode_base64(hash)
}

/// An entry line.
pub fn entry(key: Option<&Key>, seq: u64, prev: &Digest32, content: &str) -> String {
    let by = key.map_or_else(String::new, |key| format!("\"by\":\"{}\",", key.label()));
    let at = format!("2026-01-05T09:{:02}:{:02}.000Z", seq / 60 % 60, seq % 60);
    let prefix = format!(
        "{{\"at\":\"{at}\",{by}\"event\":{{\"what\":\"{content}\"}},\"id\":\"id-{seq}-{content}\",\"log\":\"{ORIGIN}\",\"prev\":\"{}\",\"seq\":{seq}",
        text(prev)
    );
    match key {
        None => prefix + "}",
        Some(key) => {
            let signature = key.key.sign(format!("unbroken/entry/v1\n{prefix}").as_bytes());
            format!("{prefix},\"sig\":\"{}\"}}", encode_base64(&signature.to_bytes()))
        }
    }
}

/// A tree that someone may sign: the lines it commits to.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// One per leaf.
    pub lines: Vec<String>,
}

impl Tree {
    /// Leaf hashes.
    pub fn leaves(&self) -> Vec<Digest32> {
        self.lines.iter().map(|line| naive::leaf(line.as_bytes())).collect()
    }

    /// Appends an entry that names the one before it.
    pub fn push(&mut self, key: Option<&Key>, content: &str) {
        let prev = self.lines.last().map_or([0; 32], |line| naive::leaf(line.as_bytes()));
        self.lines.push(entry(key, self.lines.len() as u64, &prev, content));
    }

    /// A log of `n` signed entries.
    pub fn signed(keys: &Keys, n: usize) -> Tree {
        let mut tree = Tree::default();
        (0..n).for_each(|at| tree.push(Some(&keys.writer), &format!("e{at}")));
        tree
    }

    /// The checkpoint note of the first `size` entries, signed by `log` and cosigned by `witnesses`.
    pub fn note(&self, size: usize, log: Option<&Key>, witnesses: &[&Key]) -> String {
        let body = format!("{ORIGIN}\n{size}\n{}\n", text(&naive::root(&self.leaves()[..size])));
        let mut note = format!("{body}\n");
        if let Some(key) = log {
            note += &key.line(&key.key.sign(body.as_bytes()).to_bytes());
        }
        for witness in witnesses {
            let time = 1_767_604_000 + size as u64;
            let signature = witness.key.sign(format!("cosignature/v1\ntime {time}\n{body}").as_bytes());
            note += &witness.line(&[&time.to_be_bytes()[..], &signature.to_bytes()].concat());
        }
        note
    }

    /// The text of a tlog-proof of entry `index` in the tree of the first `size` entries.
    pub fn proof(&self, index: usize, size: usize, note: &str) -> String {
        let path: String = naive::path(index, &self.leaves()[..size]).iter().map(|hash| text(hash) + "\n").collect();
        format!("c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{note}")
    }

    /// The same as a record with the leaf hash as hint.
    pub fn proof_record(&self, index: usize, size: usize, note: &str) -> String {
        proof_record(&self.leaves()[index], &self.proof(index, size, note))
    }
}

/// A proof record.
pub fn proof_record(leaf: &Digest32, proof: &str) -> String {
    serde_json::json!({ "leaf": text(leaf), "proof": proof }).to_string()
}

/// A checkpoint record.
pub fn checkpoint_record(note: &str) -> String {
    serde_json::json!({ "checkpoint": note }).to_string()
}

/// A stub record.
pub fn stub_record(seq: u64, leaf: &Digest32) -> String {
    serde_json::json!({ "stub": { "leaf": text(leaf), "log": ORIGIN, "seq": seq } }).to_string()
}

/// A policy: the log key, and `quorum` of the two witnesses (none for 0).
pub fn policy(keys: &Keys, quorum: usize) -> String {
    let mut policy = format!("log {}\n", keys.log.vkey());
    for (name, witness) in ["w1", "w2"].iter().zip(&keys.witnesses) {
        policy += &format!("witness {name} {}\n", witness.vkey());
    }
    policy += &match quorum {
        0 => String::from("quorum none\n"),
        k => format!("group g {k} w1 w2\nquorum g\n"),
    };
    policy
}

/// A small seeded generator; the campaign needs variety, not quality.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// Below `bound`, 0 for a bound of 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    /// True once in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Some element.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// In random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
