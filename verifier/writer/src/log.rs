//! A log that is being written: append, checkpoint, cosign. Exports stand in `export`.

use crate::entry::{AppendTime, Content, ENTRY_VERSION, Line};
use crate::event::Event;
use crate::fault::Fault;
use crate::keys::{SecretKey, name_is_good};
use crate::note;
use crate::store::Store;
use crate::tree::Tree;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::Path;
use unbroken::tree::hash::Hash;
use unbroken::tree::merkle::leaf_hash;

/// One entry to be appended.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// When it is appended; an earlier time than that of the entry before is replaced by that one.
    pub at: AppendTime,
    /// Identity of the event, unique in the log.
    pub id: String,
    /// What it carries.
    pub content: Content,
}

/// What entry 0 says about the log.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// When the log is opened.
    pub at: AppendTime,
    /// Identity of the opening record.
    pub id: String,
    /// vkeys of the log and its writers, for information; nobody trusts a key because of this.
    pub keys: Vec<String>,
    /// The final checkpoint of the log that this one continues.
    pub after: Option<&'a str>,
}

/// A log, open for writing by this process alone.
#[derive(Debug)]
pub struct Log {
    pub(crate) origin: String,
    pub(crate) tree: Tree,
    pub(crate) notes: BTreeMap<u64, String>,
    store: Store,
    /// Where each line begins; the next begins one line end after it.
    starts: Vec<u64>,
    ids: HashSet<String>,
    at: Option<AppendTime>,
    /// A write failed and nobody knows how much of it is on disk: nothing more is promised until the log is opened again.
    failed: bool,
}

impl Log {
    /// Whether `dir` holds a log that can be opened; if not, one can be created.
    pub fn exists(dir: &Path) -> bool {
        Store::has_lines(dir)
    }

    /// Begins a log in `dir`, with `log-open` as entry 0.
    pub fn create(dir: &Path, origin: &str, opening: &Opening<'_>, writer: Option<&SecretKey>) -> Result<Log, Fault> {
        if !name_is_good(origin) {
            return Err(Fault::Name(origin.to_owned()));
        }
        let mut record = serde_json::json!({ "type": "log-open", "v": ENTRY_VERSION, "keys": opening.keys });
        if let (Some(after), Some(members)) = (opening.after, record.as_object_mut()) {
            members.insert("after".to_owned(), after.into());
        }
        let content = Content::Control(Event::parse(record.to_string().as_bytes())?);
        let mut log = Log::on(Store::create(dir)?, origin);
        log.append(&[NewEntry { at: opening.at.clone(), id: opening.id.clone(), content }], writer)?;
        Ok(log)
    }

    /// Opens the log in `dir`. Refuses one whose lines do not continue each other, or that is older than what it promised.
    pub fn open(dir: &Path, origin: &str) -> Result<Log, Fault> {
        let mut read = Replay { origin, tree: Tree::default(), starts: Vec::new(), bytes: 0, ids: HashSet::new(), at: None };
        let store = Store::open(dir, |path, line| read.take(path, line))?;
        let Replay { tree, starts, ids, at, .. } = read;
        let notes = store.notes()?;
        let log = Log { tree, notes, starts, ids, at, ..Log::on(store, origin) };
        log.check_promises()?;
        Ok(log)
    }

    fn on(store: Store, origin: &str) -> Log {
        Log {
            origin: origin.to_owned(),
            tree: Tree::default(),
            notes: BTreeMap::new(),
            store,
            starts: Vec::new(),
            ids: HashSet::new(),
            at: None,
            failed: false,
        }
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Leaf hash of one entry.
    pub fn leaf(&self, seq: u64) -> Option<Hash> {
        self.tree.leaf(seq)
    }

    /// Root of the tree of the first `size` entries.
    pub fn root(&self, size: u64) -> Option<Hash> {
        self.tree.root(size)
    }

    /// The kept checkpoints by size.
    pub fn checkpoints(&self) -> &BTreeMap<u64, String> {
        &self.notes
    }

    /// Appends all of `entries` or none; returns their positions once they are durable.
    pub fn append(&mut self, entries: &[NewEntry], writer: Option<&SecretKey>) -> Result<Range<u64>, Fault> {
        self.refuse_after_failure()?;
        let first = self.size();
        let (mut text, mut leaves, mut starts, mut ids) = (String::new(), Vec::new(), Vec::new(), HashSet::new());
        let mut prev = first.checked_sub(1).and_then(|last| self.leaf(last)).unwrap_or(Hash::ZERO);
        let mut at = self.at.clone();
        for (seq, entry) in (first..).zip(entries) {
            if self.ids.contains(&entry.id) || !ids.insert(entry.id.clone()) {
                return Err(Fault::IdRepeated(entry.id.clone()));
            }
            let now = at.iter().fold(entry.at.clone(), |now, before| now.max(before));
            let line =
                Line { at: &now, content: &entry.content, id: &entry.id, log: &self.origin, prev: &prev.to_string(), seq }.write(writer)?;
            prev = leaf_hash(line.as_bytes());
            starts.push(self.store.bytes() + text.len() as u64);
            leaves.push(prev);
            text.push_str(&line);
            text.push('\n');
            at = Some(now);
        }
        let end = first + leaves.len() as u64;
        self.failed = true;
        self.store.append(text.as_bytes(), end)?;
        self.failed = false;
        leaves.into_iter().for_each(|leaf| self.tree.push(leaf));
        self.starts.extend(starts);
        self.ids.extend(ids);
        self.at = at;
        Ok(first..end)
    }

    /// Signs the newest state and keeps the checkpoint before handing it out. The state of a kept checkpoint is not signed again.
    pub fn checkpoint(&mut self, key: &SecretKey) -> Result<String, Fault> {
        self.refuse_after_failure()?;
        if key.name() != self.origin {
            return Err(Fault::Name(key.name().to_owned()));
        }
        self.check_promises()?;
        let size = self.size();
        if let Some(kept) = self.notes.get(&size) {
            return Ok(kept.clone());
        }
        let root = self.root(size).ok_or(Fault::NoSuch { what: "entry", index: size })?;
        let text = note::checkpoint_text(&self.origin, size, &root);
        let signature = note::log_signature(&text, key)?;
        self.keep(size, format!("{text}\n{signature}"))
    }

    /// Adds a witness's line to the kept checkpoint of `size`. `time_secs` is when the witness saw it, in seconds since 1970. A witness
    /// that has signed already is not asked twice.
    pub fn cosign(&mut self, size: u64, witness: &SecretKey, time_secs: u64) -> Result<String, Fault> {
        self.refuse_after_failure()?;
        self.check_promises()?;
        let kept = self.notes.get(&size).ok_or(Fault::NoSuch { what: "checkpoint", index: size })?;
        let (note, _) = note::read(kept, &self.origin)?;
        let line = note::cosignature(&note.text, witness, time_secs)?;
        if note::has_line_of(&note, witness) {
            return Ok(kept.clone());
        }
        self.keep(size, format!("{kept}{line}"))
    }

    /// The exact bytes of one entry, without the line end.
    pub fn line(&self, seq: u64) -> Result<String, Fault> {
        let missing = Fault::NoSuch { what: "entry", index: seq };
        let Some(at) = usize::try_from(seq).ok().filter(|at| *at < self.starts.len()) else { return Err(missing) };
        let start = self.starts[at];
        let end = self.starts.get(at + 1).copied().unwrap_or(self.store.bytes());
        let len = usize::try_from(end - start - 1).map_err(|_| missing)?;
        // Every line was checked to be UTF-8 when it was written or replayed; a file changed since then is damaged.
        String::from_utf8(self.store.read(start, len)?).map_err(|_| Fault::NoSuch { what: "entry", index: seq })
    }

    fn keep(&mut self, size: u64, note: String) -> Result<String, Fault> {
        self.store.keep_note(size, &note)?;
        self.notes.insert(size, note.clone());
        Ok(note)
    }

    /// Every kept checkpoint must be a prefix of what is stored.
    fn check_promises(&self) -> Result<(), Fault> {
        for (&size, kept) in &self.notes {
            let (_, checkpoint) = note::read(kept, &self.origin)?;
            if size > self.size() {
                return Err(Fault::StateOlder { found: self.size(), expected: size });
            }
            if checkpoint.size != size || self.root(size) != Some(checkpoint.root) {
                return Err(Fault::NotAnExtension(size));
            }
        }
        Ok(())
    }

    fn refuse_after_failure(&self) -> Result<(), Fault> {
        if self.failed { Err(Fault::EarlierFailure) } else { Ok(()) }
    }
}

/// The members that a stored line needs to be continued.
#[derive(Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    at: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    log: Cow<'a, str>,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    seq: u64,
}

/// Reading a stored log from its first line.
struct Replay<'a> {
    origin: &'a str,
    tree: Tree,
    starts: Vec<u64>,
    bytes: u64,
    ids: HashSet<String>,
    at: Option<AppendTime>,
}

impl Replay<'_> {
    fn take(&mut self, path: &Path, line: &[u8]) -> Result<(), Fault> {
        let seq = self.tree.size();
        let damaged = || Fault::StateDamaged { path: path.to_path_buf(), seq };
        let stored: Stored<'_> = serde_json::from_slice(line).map_err(|_| damaged())?;
        let prev = seq.checked_sub(1).and_then(|last| self.tree.leaf(last)).unwrap_or(Hash::ZERO);
        if stored.log != self.origin || stored.seq != seq || Hash::parse(&stored.prev) != Some(prev) || std::str::from_utf8(line).is_err() {
            return Err(damaged());
        }
        self.at = Some(AppendTime::parse(&stored.at).map_err(|_| damaged())?);
        self.ids.insert(stored.id.into_owned());
        self.tree.push(leaf_hash(line));
        self.starts.push(self.bytes);
        self.bytes += line.len() as u64 + 1;
        Ok(())
    }
}
