//! Why the writer could not do its work. Every variant says what is wrong as values; `Display` is one sentence for people.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the writer could not do its work.
#[derive(Debug)]
pub enum Fault {
    /// The system refused.
    Io {
        /// What was tried: `read`, `write`, `create`, `lock`.
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gives no random numbers.
    Random,
    /// A log, writer or witness name that no key may have.
    Name(String),
    /// Not a private key of this program, or one whose parts do not fit each other.
    KeyText,
    /// A key of this name and kind is already there; it is never overwritten.
    KeyExists(PathBuf),
    /// No key of this name and kind.
    KeyMissing(PathBuf),
    /// Others than the owner may read the file of a private key.
    KeyExposed(PathBuf),
    /// The directory of private keys and the directory of a bundle lie in one another.
    KeysBesideBundle {
        /// Where the private keys are.
        keys: PathBuf,
        /// Where the bundle goes.
        out: PathBuf,
    },
    /// A key of another kind than the work needs.
    KeyKind {
        /// The kind that is needed.
        expected: &'static str,
        /// The kind that was given.
        actual: &'static str,
    },
    /// A time that is not `YYYY-MM-DDTHH:MM:SS[.f]Z`.
    Time(String),
    /// An identity that is empty, longer than 128 bytes or holds control characters.
    Id,
    /// An identity that the log already has.
    IdRepeated(String),
    /// An event that cannot be embedded.
    Event(EventFault),
    /// A line longer than an entry may be, in bytes.
    LineTooLong(usize),
    /// Another process has the log open.
    Locked(PathBuf),
    /// There is a log already where a new one should be made.
    LogExists(PathBuf),
    /// A stored line does not continue the one before it.
    StateDamaged {
        /// The file.
        path: PathBuf,
        /// The entry at which reading stopped.
        seq: u64,
    },
    /// The stored log is shorter than what was acknowledged or published: an older copy was restored. It must not be continued.
    StateOlder {
        /// Entries that are there.
        found: u64,
        /// Entries that were acknowledged, or that a published checkpoint commits to.
        expected: u64,
    },
    /// A published checkpoint of this size has another root than the stored entries.
    NotAnExtension(u64),
    /// A witness was not shown that a checkpoint extends the one it cosigned before.
    NotShownToExtend {
        /// Size of the new checkpoint.
        size: u64,
        /// Size of the one cosigned before.
        kept: u64,
    },
    /// Nothing of this index, size or range.
    NoSuch {
        /// What was asked for: `entry`, `checkpoint`, `range`.
        what: &'static str,
        /// Which.
        index: u64,
    },
    /// Not a signed checkpoint of this log.
    Note,
    /// An earlier write failed and nobody knows how much of it is on disk.
    EarlierFailure,
}

/// Why an event cannot be embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventFault {
    /// Not JSON; the parser's words.
    Json(String),
    /// JSON, but not an object.
    NotAnObject,
    /// A member name occurs twice in one object.
    NameRepeated(String),
    /// Nested deeper than an entry allows.
    TooDeep,
    /// A line end inside an event that must be embedded as it stands.
    LineEnd,
}

impl Fault {
    /// An I/O fault with what was tried and where.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Fault {
        let path = path.to_path_buf();
        move |source| Fault::Io { action, path, source }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Io { action, path, source } => write!(f, "cannot {action} {}: {source}", path.display()),
            Fault::Random => write!(f, "the system gives no random numbers"),
            Fault::Name(name) => write!(f, "{name:?} cannot be a key name: 1 to 255 bytes, no white space, no control characters, no +"),
            Fault::KeyText => write!(f, "this is not a private key of a log, writer or witness"),
            Fault::KeyExists(path) => write!(f, "{} exists; a private key is never overwritten", path.display()),
            Fault::KeyMissing(path) => write!(f, "there is no key {}", path.display()),
            Fault::KeyExposed(path) => write!(f, "{} may be read by others than its owner", path.display()),
            Fault::KeysBesideBundle { keys, out } => {
                write!(f, "private keys in {} would lie beside the bundle in {}", keys.display(), out.display())
            }
            Fault::KeyKind { expected, actual } => write!(f, "this needs a {expected} key, not a {actual} key"),
            Fault::Time(text) => write!(f, "{text:?} is not a time of the form 2026-01-05T09:00:00.000Z"),
            Fault::Id => write!(f, "an id has 1 to 128 bytes and no control characters"),
            Fault::IdRepeated(id) => write!(f, "the log already has an entry with the id {id:?}"),
            Fault::Event(fault) => write!(f, "{fault}"),
            Fault::LineTooLong(len) => write!(f, "the entry would have {len} bytes; 1048576 are allowed"),
            Fault::Locked(path) => write!(f, "another process is writing to {}", path.display()),
            Fault::LogExists(path) => write!(f, "there is a log already in {}", path.display()),
            Fault::StateDamaged { path, seq } => write!(f, "{}: entry {seq} does not continue the one before it", path.display()),
            Fault::StateOlder { found, expected } => write!(
                f,
                "the stored log has {found} entries, but {expected} were acknowledged or published; an older copy must not be continued"
            ),
            Fault::NotAnExtension(size) => {
                write!(f, "the stored entries do not extend the published checkpoint of size {size}; nothing is signed")
            }
            Fault::NotShownToExtend { size, kept } => {
                write!(
                    f,
                    "nothing shows that the checkpoint of size {size} extends the one of size {kept} that this witness cosigned; nothing is signed"
                )
            }
            Fault::NoSuch { what, index } => write!(f, "there is no {what} {index}"),
            Fault::Note => write!(f, "this is not a checkpoint of this log"),
            Fault::EarlierFailure => write!(f, "an earlier write failed; the log must be opened again"),
        }
    }
}

impl fmt::Display for EventFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventFault::Json(said) => write!(f, "not JSON: {said}"),
            EventFault::NotAnObject => write!(f, "an event is a JSON object"),
            EventFault::NameRepeated(name) => write!(f, "the name {name:?} occurs twice in one object"),
            EventFault::TooDeep => write!(f, "nested deeper than 63 levels"),
            EventFault::LineEnd => write!(f, "a line end inside an event whose numbers must be kept as they are written"),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<EventFault> for Fault {
    fn from(fault: EventFault) -> Fault {
        Fault::Event(fault)
    }
}

impl std::error::Error for EventFault {}
