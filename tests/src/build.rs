//! A naive writer of logs for the tests: entries, checkpoints, cosignatures and proofs straight from the formats, sharing no code with
//! the engine. Its keys are made from their names, so that the same log comes out every time. They are test keys and everyone has them.

pub use crate::base64::encode as base64;
use crate::naive::{self, Digest32};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The first line of what an entry signature covers, and the tail of the type of writer keys.
pub const ENTRY_DOMAIN: &str = "unbroken/entry/v1";

/// A key with its name and type.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name.
    pub name: String,
    kind: Vec<u8>,
    secret: SigningKey,
}

impl Key {
    /// A key of any type.
    pub fn new(name: &str, kind: &[u8]) -> Key {
        let seed = Sha256::digest([b"unbroken test key: ", name.as_bytes(), b"/", kind].concat());
        Key { name: name.into(), kind: kind.into(), secret: SigningKey::from_bytes(&seed.into()) }
    }

    /// The key of a log.
    pub fn log(name: &str) -> Key {
        Key::new(name, &[1])
    }

    /// The key of a witness.
    pub fn witness(name: &str) -> Key {
        Key::new(name, &[4])
    }

    /// The key of a writer.
    pub fn writer(name: &str) -> Key {
        Key::new(name, &[&[0xff], ENTRY_DOMAIN.as_bytes()].concat())
    }

    /// Another key of the same name and type, as after a rotation.
    pub fn renewed(&self) -> Key {
        let seed = Sha256::digest([b"unbroken test key, renewed: ", self.secret.as_bytes().as_slice()].concat());
        Key { secret: SigningKey::from_bytes(&seed.into()), ..self.clone() }
    }

    fn body(&self) -> Vec<u8> {
        [&self.kind, self.secret.verifying_key().as_bytes().as_slice()].concat()
    }

    fn id(&self) -> [u8; 4] {
        let digest = Sha256::digest([self.name.as_bytes(), b"\n", &self.body()].concat());
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// `<name>+<id>`.
    pub fn label(&self) -> String {
        self.id().iter().fold(format!("{}+", self.name), |mut label, byte| {
            let _ = write!(label, "{byte:02x}");
            label
        })
    }

    /// `<name>+<id>+<key>`.
    pub fn vkey(&self) -> String {
        format!("{}+{}", self.label(), base64(&self.body()))
    }

    /// An Ed25519 signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    /// A signature line of a note.
    fn line(&self, signature: &[u8]) -> String {
        format!("\u{2014} {} {}\n", self.name, base64(&[&self.id(), signature].concat()))
    }

    /// Adds the signature of this log key to the text or note.
    pub fn sign_note(&self, note: &str) -> String {
        let (text, lines) = parts(note);
        format!("{text}\n{lines}{}", self.line(&self.sign(text.as_bytes())))
    }

    /// Adds the cosignature of this witness to a note.
    pub fn cosign(&self, note: &str, time_secs: u64) -> String {
        let (text, lines) = parts(note);
        let signature = self.sign(format!("cosignature/v1\ntime {time_secs}\n{text}").as_bytes());
        format!("{text}\n{lines}{}", self.line(&[&time_secs.to_be_bytes()[..], &signature].concat()))
    }
}

/// Text and signature lines of a note; a text alone has none.
fn parts(note: &str) -> (&str, &str) {
    note.find("\n\n").map_or((note, ""), |end| (&note[..end + 1], &note[end + 2..]))
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One log, being written.
#[derive(Clone, Debug)]
pub struct Log {
    /// Its origin.
    pub origin: String,
    /// Its key.
    pub key: Key,
    /// Who writes.
    pub writer: Key,
    /// Who confirms.
    pub witnesses: Vec<Key>,
    /// Its lines.
    pub lines: Vec<Vec<u8>>,
}

/// What an entry says about itself.
#[derive(Clone, Debug)]
pub struct Say {
    /// Append time.
    pub at: String,
    /// Its id.
    pub id: String,
    /// The member `event` or `ctl`, with its name.
    pub body: String,
}

impl Log {
    /// A log without entries.
    pub fn new(origin: &str) -> Log {
        let witnesses = ["witness.example/w1", "witness.example/w2"].map(Key::witness).into();
        Log {
            origin: origin.into(),
            key: Key::log(origin),
            writer: Key::writer(&format!("{origin}/writer-1")),
            witnesses,
            lines: Vec::new(),
        }
    }

    /// A log of `count` entries, the first of which opens it.
    pub fn of(origin: &str, count: usize) -> Log {
        let mut log = Log::new(origin);
        for seq in 0..count {
            let say = if seq == 0 { log.opening(ENTRY_DOMAIN) } else { log.usual() };
            log.append(&say);
        }
        log
    }

    /// The same that nobody signs, so that only links and tree speak.
    pub fn unsigned(origin: &str, count: usize) -> Log {
        let mut log = Log::new(origin);
        for seq in 0..count {
            let say = if seq == 0 { log.opening(ENTRY_DOMAIN) } else { log.usual() };
            log.append_unsigned(&say);
        }
        log
    }

    /// Another entry for a position, linked like the one there, and unsigned.
    pub fn another(&self, seq: usize) -> Vec<u8> {
        let mut other = Log { lines: self.lines[..seq].to_vec(), ..self.clone() };
        other.append_unsigned(&Say { id: "another".into(), ..other.usual() });
        other.lines.remove(seq)
    }

    /// What the next entry says if it says nothing special.
    pub fn usual(&self) -> Say {
        let seq = self.lines.len();
        let actor = ["alice", "bob", "carol"][seq % 3];
        let body = format!(r#""event":{{"action":"record.read","actor":"{actor}","n":{seq}}}"#);
        Say { at: time(seq), id: format!("evt-{seq:04}"), body }
    }

    /// What an opening entry says.
    pub fn opening(&self, version: &str) -> Say {
        let keys = format!("[{},{}]", quoted(&self.key.vkey()), quoted(&self.writer.vkey()));
        Say { id: "open-0".into(), body: format!(r#""ctl":{{"keys":{keys},"type":"log-open","v":"{version}"}}"#), ..self.usual() }
    }

    /// What a control record says; `members` stand before its type, with a comma.
    pub fn control(&self, members: &str, kind: &str) -> Say {
        Say { body: format!(r#""ctl":{{{members}"type":"{kind}"}}"#), ..self.usual() }
    }

    /// The text of the next line up to its signature.
    pub fn prefix(&self, say: &Say) -> String {
        let (seq, prev) = (self.lines.len(), self.lines.last().map_or([0; 32], |line| naive::leaf(line)));
        let Say { at, id, body } = say;
        format!(
            r#"{{"at":"{at}","by":"{}",{body},"id":"{id}","log":"{}","prev":"{}","seq":{seq}"#,
            self.writer.label(),
            self.origin,
            base64(&prev)
        )
    }

    /// A line with any 64 bytes as its signature.
    pub fn sealed(prefix: &str, signature: &[u8]) -> Vec<u8> {
        format!("{prefix},\"sig\":\"{}\"}}", base64(signature)).into_bytes()
    }

    /// The signature its writer sets under the text of a line.
    pub fn signature(&self, prefix: &str) -> [u8; 64] {
        self.writer.sign(format!("{ENTRY_DOMAIN}\n{prefix}").as_bytes())
    }

    /// Appends a signed entry.
    pub fn append(&mut self, say: &Say) {
        let prefix = self.prefix(say);
        self.lines.push(Log::sealed(&prefix, &self.signature(&prefix)));
    }

    /// Appends an entry that nobody signed.
    pub fn append_unsigned(&mut self, say: &Say) {
        let by = format!("\"by\":\"{}\",", self.writer.label());
        let line = self.prefix(say).replace(&by, "") + "}";
        self.lines.push(line.into_bytes());
    }

    /// The leaf hashes of the first `size` entries.
    pub fn leaves(&self, size: usize) -> Vec<Digest32> {
        self.lines[..size].iter().map(|line| naive::leaf(line)).collect()
    }

    /// The text of the checkpoint over the first `size` entries.
    pub fn checkpoint_text(&self, size: usize) -> String {
        format!("{}\n{size}\n{}\n", self.origin, base64(&naive::root(&self.leaves(size))))
    }

    /// The checkpoint over the first `size` entries, signed by the log.
    pub fn checkpoint(&self, size: usize) -> String {
        self.key.sign_note(&self.checkpoint_text(size))
    }

    /// The same, cosigned by every witness, a second apart, when the last of its entries is a minute old.
    pub fn witnessed(&self, size: usize) -> String {
        self.witnessed_at(size, START_SECS + 60 * size as u64)
    }

    /// The same, from another time on.
    pub fn witnessed_at(&self, size: usize, time_secs: u64) -> String {
        let sign = |note: String, (k, witness): (usize, &Key)| witness.cosign(&note, time_secs + k as u64);
        self.witnesses.iter().enumerate().fold(self.checkpoint(size), sign)
    }

    /// A tlog-proof of one entry under a checkpoint note over `size` entries.
    pub fn proof(&self, index: usize, size: usize, extra: Option<&[u8]>, note: &str) -> String {
        let extra = extra.map_or(String::new(), |extra| format!("extra {}\n", base64(extra)));
        let path: String = naive::path(index, &self.leaves(size)).iter().map(|hash| base64(hash) + "\n").collect();
        format!("c2sp.org/tlog-proof@v1\n{extra}index {index}\n{path}\n{note}")
    }

    /// A proof record of one entry under the witnessed checkpoint over `size` entries.
    pub fn proof_record(&self, index: usize, size: usize) -> Vec<u8> {
        self.proof_under(index, size, &self.witnessed(size))
    }

    /// A proof record of one entry under any checkpoint over `size` entries.
    pub fn proof_under(&self, index: usize, size: usize, note: &str) -> Vec<u8> {
        proof_record(&naive::leaf(&self.lines[index]), &self.proof(index, size, None, note))
    }

    /// A receipt of one entry: the proof with the entry inside.
    pub fn receipt(&self, index: usize, size: usize) -> Vec<u8> {
        self.proof(index, size, Some(&self.lines[index]), &self.witnessed(size)).into_bytes()
    }

    /// A placeholder for one entry.
    pub fn stub(&self, index: usize) -> Vec<u8> {
        let leaf = base64(&naive::leaf(&self.lines[index]));
        format!(r#"{{"stub":{{"leaf":"{leaf}","log":"{}","seq":{index}}}}}"#, self.origin).into_bytes()
    }

    /// The whole log: a proof record of its newest state, and its lines.
    pub fn bundle(&self) -> Vec<Vec<u8>> {
        let size = self.lines.len();
        let proof = (size > 0).then(|| self.proof_record(size - 1, size));
        proof.into_iter().chain(self.lines.iter().cloned()).collect()
    }

    /// A tlog-policy that asks for `quorum` of the witnesses.
    pub fn policy(&self, quorum: usize) -> String {
        let mut policy = format!("log {}\n", self.key.vkey());
        let names: Vec<String> = (1..=self.witnesses.len()).map(|k| format!("w{k}")).collect();
        for (name, witness) in names.iter().zip(&self.witnesses) {
            let _ = writeln!(policy, "witness {name} {}", witness.vkey());
        }
        match quorum {
            0 => policy + "quorum none\n",
            _ => format!("{policy}group q {quorum} {}\nquorum q\n", names.join(" ")),
        }
    }

    /// The writers file.
    pub fn writers(&self) -> String {
        self.writer.vkey() + "\n"
    }
}

/// A proof record of a leaf.
pub fn proof_record(leaf: &Digest32, proof: &str) -> Vec<u8> {
    format!(r#"{{"leaf":"{}","proof":{}}}"#, base64(leaf), quoted(proof)).into_bytes()
}

/// A checkpoint record.
pub fn checkpoint_record(note: &str) -> Vec<u8> {
    format!(r#"{{"checkpoint":{}}}"#, quoted(note)).into_bytes()
}

/// 2026-01-05T09:00:00Z in seconds since 1970, the time of the first entry.
pub const START_SECS: u64 = 1_767_603_600;

/// A minute per entry, from 2026-01-05T09:00:00Z on.
pub fn time(seq: usize) -> String {
    format!("2026-01-05T{:02}:{:02}:00.000Z", 9 + seq / 60, seq % 60)
}

/// Lines as a file: each with a line feed.
pub fn file(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.as_slice(), b"\n"].concat()).collect()
}
