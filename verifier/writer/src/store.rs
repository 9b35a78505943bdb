//! What a log has promised, on disk, in an order that survives a crash at any point (BUNDLE §2.11).
//!
//! `entries.jsonl` holds the lines, `head` how many of them were acknowledged, `checkpoints/<size>` every checkpoint ever signed, `lock`
//! keeps a second process out. A line is durable before the head, the head before the acknowledgement, a checkpoint before it is handed
//! out. A complete line beyond the head is kept: it is signed, and another one must never be signed for its position.

use crate::fault::Fault;
use crate::keystore::{make_private_dir, sync_dir};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The files of one log, held by this process alone.
#[derive(Debug)]
pub(crate) struct Store {
    dir: PathBuf,
    lines: File,
    /// Bytes of `entries.jsonl` up to the end of the last complete line.
    bytes: u64,
    /// Held open: closing it gives the lock back.
    _lock: File,
}

impl Store {
    /// Whether an entry was ever written, or acknowledged.
    pub(crate) fn has_lines(dir: &Path) -> bool {
        fs::metadata(dir.join("entries.jsonl")).is_ok_and(|facts| facts.len() > 0) || dir.join("head").exists()
    }

    /// Makes the files of a new log; what an earlier attempt left without any entry may be used again.
    pub(crate) fn create(dir: &Path) -> Result<Store, Fault> {
        make_private_dir(dir)?;
        let lock = lock(dir)?;
        let path = dir.join("entries.jsonl");
        let mut options = OpenOptions::new();
        let lines = options.read(true).append(true).create(true).open(&path).map_err(Fault::io("create", &path))?;
        if Store::has_lines(dir) {
            return Err(Fault::LogExists(dir.to_path_buf()));
        }
        let notes = dir.join("checkpoints");
        make_private_dir(&notes)?;
        sync_dir(dir)?;
        Ok(Store { dir: dir.to_path_buf(), lines, bytes: 0, _lock: lock })
    }

    /// Opens the files of a log and hands each complete line to `take`, in order, without its line end. A torn line at the end was never
    /// acknowledged and is cut off; one that lost only its line end is kept.
    pub(crate) fn open(dir: &Path, mut take: impl FnMut(&Path, &[u8]) -> Result<(), Fault>) -> Result<Store, Fault> {
        let path = dir.join("entries.jsonl");
        if !path.exists() {
            return Err(Fault::Io { action: "read", path, source: io::ErrorKind::NotFound.into() });
        }
        let lock = lock(dir)?;
        let lines = OpenOptions::new().read(true).append(true).open(&path).map_err(Fault::io("read", &path))?;
        let mut reader = BufReader::with_capacity(1 << 20, &lines);
        let (mut bytes, mut count, mut line) = (0, 0, Vec::new());
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(Fault::io("read", &path))?;
            let Some(content) = line.strip_suffix(b"\n") else { break };
            take(&path, content)?;
            bytes += read as u64;
            count += 1;
        }
        let acknowledged = read_head(dir)?;
        if count < acknowledged {
            return Err(Fault::StateOlder { found: count, expected: acknowledged });
        }
        if !line.is_empty() {
            let settled = match take(&path, &line) {
                // Only its line end was lost.
                Ok(()) => {
                    (bytes, count) = (bytes + line.len() as u64 + 1, count + 1);
                    (&lines).write_all(b"\n")
                }
                Err(_) => lines.set_len(bytes),
            };
            settled.and_then(|()| lines.sync_all()).map_err(Fault::io("write", &path))?;
        }
        let store = Store { dir: dir.to_path_buf(), lines, bytes, _lock: lock };
        store.write_head(count)?;
        Ok(store)
    }

    /// Makes `text`, whole lines with their line ends, durable, then the head; `size` is the number of entries afterwards.
    pub(crate) fn append(&mut self, text: &[u8], size: u64) -> Result<(), Fault> {
        let path = self.dir.join("entries.jsonl");
        self.lines.write_all(text).and_then(|()| self.lines.sync_all()).map_err(Fault::io("write", &path))?;
        self.write_head(size)?;
        self.bytes += text.len() as u64;
        Ok(())
    }

    /// Where the next line will begin.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The stretch `[start, start + len)` of the stored lines.
    pub(crate) fn read(&self, start: u64, len: usize) -> Result<Vec<u8>, Fault> {
        let path = self.dir.join("entries.jsonl");
        let mut bytes = vec![0; len];
        let mut file = &self.lines;
        file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes)).map_err(Fault::io("read", &path))?;
        Ok(bytes)
    }

    /// Every kept checkpoint by size.
    pub(crate) fn notes(&self) -> Result<BTreeMap<u64, String>, Fault> {
        let dir = self.dir.join("checkpoints");
        let mut notes = BTreeMap::new();
        for item in fs::read_dir(&dir).map_err(Fault::io("read", &dir))? {
            let path = item.map_err(Fault::io("read", &dir))?.path();
            // Other names are leftovers of a write that did not finish.
            if let Some(size) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok()) {
                notes.insert(size, fs::read_to_string(&path).map_err(Fault::io("read", &path))?);
            }
        }
        Ok(notes)
    }

    /// Makes a checkpoint durable.
    pub(crate) fn keep_note(&self, size: u64, note: &str) -> Result<(), Fault> {
        write_whole(&self.dir.join("checkpoints").join(format!("{size:016}")), note.as_bytes())
    }

    fn write_head(&self, size: u64) -> Result<(), Fault> {
        write_whole(&self.dir.join("head"), format!("{size}\n").as_bytes())
    }
}

/// Writes a file so that a reader, and a crash, see the old content or the new one, never a mixture.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    // Renaming over a device or a directory would put a file in its place.
    if fs::metadata(path).is_ok_and(|facts| !facts.is_file()) {
        return Err(Fault::Io { action: "write", path: path.to_path_buf(), source: io::Error::other("it is there and is not a file") });
    }
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = dir.join(name);
    let written = File::create(&part).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(Fault::io("write", &part))?;
    fs::rename(&part, path).map_err(Fault::io("write", path))?;
    sync_dir(dir)
}

/// Keeps every other process out of `dir` until the file is dropped.
pub(crate) fn lock(dir: &Path) -> Result<File, Fault> {
    let path = dir.join("lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(Fault::io("lock", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Fault::Locked(dir.to_path_buf())),
        Err(TryLockError::Error(source)) => Err(Fault::Io { action: "lock", path, source }),
    }
}

/// Entries that were acknowledged; 0 if the first acknowledgement never came.
fn read_head(dir: &Path) -> Result<u64, Fault> {
    let path = dir.join("head");
    match fs::read_to_string(&path) {
        Ok(text) => text.trim_end().parse().map_err(|_| Fault::StateDamaged { path, seq: 0 }),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(source) => Err(Fault::Io { action: "read", path, source }),
    }
}
