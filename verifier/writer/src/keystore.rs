//! Where private keys live: one directory, one file per key, readable by the owner only, never in or around the directory of a bundle.

use crate::fault::Fault;
use crate::keys::{Kind, SecretKey};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A directory of private keys.
#[derive(Clone, Debug)]
pub struct KeyStore {
    dir: PathBuf,
}

impl KeyStore {
    /// The keys in `dir`; the directory is made when the first key is saved.
    pub fn at(dir: impl Into<PathBuf>) -> KeyStore {
        KeyStore { dir: dir.into() }
    }

    /// `$XDG_CONFIG_HOME/unbroken/keys`, else `~/.config/unbroken/keys`; none if the environment names neither.
    pub fn default_dir() -> Option<PathBuf> {
        let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let config = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
        Some(config.join("unbroken/keys"))
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The file of a key: the name with everything but letters, digits, `.`, `-` and `_` percent-encoded, then the kind.
    pub fn path(&self, name: &str, kind: Kind) -> PathBuf {
        self.dir.join(format!("{}.{}.key", file_name(name), kind.as_str()))
    }

    /// Where the log of this name keeps its entries and what its key has promised: beside the key, so that one is not used without the
    /// other.
    pub fn log_dir(&self, origin: &str) -> PathBuf {
        self.dir.join(format!("{}.log", file_name(origin)))
    }

    /// Where the witness `name` keeps the newest checkpoint of each log that it has cosigned.
    pub(crate) fn witness_dir(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{}.witness", file_name(name)))
    }

    /// Writes a new key; an existing one is never overwritten.
    pub fn save(&self, key: &SecretKey) -> Result<PathBuf, Fault> {
        make_private_dir(&self.dir)?;
        let path = self.path(key.name(), key.kind());
        let part = path.with_extension("key.part");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&part).map_err(Fault::io("create", &part))?;
        file.write_all(format!("{}\n", key.to_text()).as_bytes()).and_then(|()| file.sync_all()).map_err(Fault::io("write", &part))?;
        // A link, unlike a renaming, never replaces; and a crash leaves the whole key or none.
        let linked = fs::hard_link(&part, &path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Fault::KeyExists(path.clone()),
            _ => Fault::Io { action: "create", path: path.clone(), source },
        });
        fs::remove_file(&part).map_err(Fault::io("remove", &part))?;
        linked?;
        sync_dir(&self.dir)?;
        Ok(path)
    }

    /// Reads a key; refuses one that others may read, or whose text belongs to another name.
    pub fn load(&self, name: &str, kind: Kind) -> Result<SecretKey, Fault> {
        let path = self.path(name, kind);
        let text = fs::read_to_string(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Fault::KeyMissing(path.clone()),
            _ => Fault::Io { action: "read", path: path.clone(), source },
        })?;
        refuse_exposed(&path)?;
        let key = SecretKey::parse(&text)?;
        if key.name() == name && key.kind() == kind { Ok(key) } else { Err(Fault::KeyText) }
    }

    /// The key of this name and kind, made and saved if it is not there; true if it is new.
    pub fn load_or_generate(&self, name: &str, kind: Kind) -> Result<(SecretKey, bool), Fault> {
        match self.load(name, kind) {
            Err(Fault::KeyMissing(_)) => {
                let key = SecretKey::generate(name, kind)?;
                self.save(&key)?;
                Ok((key, true))
            }
            found => Ok((found?, false)),
        }
    }

    /// Refuses a bundle directory that is, contains or lies in the directory of keys: whoever hands over the bundle would hand over the
    /// keys. Neither directory has to exist.
    pub fn keep_apart(&self, out: &Path) -> Result<(), Fault> {
        let (keys, out_full) = (resolve(&self.dir)?, resolve(out)?);
        if keys.starts_with(&out_full) || out_full.starts_with(&keys) {
            return Err(Fault::KeysBesideBundle { keys: self.dir.clone(), out: out.to_path_buf() });
        }
        Ok(())
    }
}

/// A directory for its owner only, with its parents.
pub(crate) fn make_private_dir(dir: &Path) -> Result<(), Fault> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(Fault::io("create", dir))
}

/// Makes a new or renamed name in `dir` survive a crash.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), Fault> {
    // Directories cannot be opened as files everywhere; where they can, the sync must succeed.
    if cfg!(unix) { File::open(dir).and_then(|d| d.sync_all()).map_err(Fault::io("write", dir)) } else { Ok(()) }
}

/// A key or origin as one file name; different names give different files.
pub(crate) fn file_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'.' if at == 0 => out.push_str("%2E"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The path without symbolic links and `..`, also of something that does not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, Fault> {
    let full = std::path::absolute(path).map_err(Fault::io("find", path))?;
    let mut missing = Vec::new();
    let mut known = full.as_path();
    loop {
        match known.canonicalize() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, part| path.join(part))),
            Err(_) => match (known.parent(), known.file_name()) {
                (Some(parent), Some(part)) => {
                    missing.push(part);
                    known = parent;
                }
                // `..` after something that does not exist, or no root: nothing can be said about where it leads.
                _ => return Err(Fault::Io { action: "find", path: path.to_path_buf(), source: io::ErrorKind::NotFound.into() }),
            },
        }
    }
}

#[cfg(unix)]
fn refuse_exposed(path: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_err(Fault::io("read", path))?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(Fault::KeyExposed(path.to_path_buf())) }
}

#[cfg(not(unix))]
fn refuse_exposed(_path: &Path) -> Result<(), Fault> {
    Ok(())
}
