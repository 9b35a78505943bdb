//! Why no report could be made, for people: one line, and one line that says what to do.

use std::fmt;
use std::io;
use std::path::Path;

/// Work that could not be done. Exit code 2.
#[derive(Debug)]
pub struct Fault {
    message: String,
    hint: Option<String>,
}

impl Fault {
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), hint: None }
    }

    /// What to do about it, in one line.
    pub fn hint(self, hint: impl Into<String>) -> Fault {
        Fault { hint: Some(hint.into()), ..self }
    }

    /// A file that the system does not let us read, write, create …
    pub fn io(action: &str, path: &Path, source: &io::Error) -> Fault {
        let fault = Fault::new(format!("cannot {action} {}: {}", path.display(), plain(source)));
        match source.kind() {
            io::ErrorKind::NotFound => fault.hint("check the path"),
            io::ErrorKind::PermissionDenied => fault.hint("check who may use the file"),
            _ => fault,
        }
    }
}

/// The system's words without its error number.
fn plain(source: &io::Error) -> String {
    let text = source.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unbroken: {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

impl From<unbroken_writer::Fault> for Fault {
    fn from(fault: unbroken_writer::Fault) -> Fault {
        use unbroken_writer::Fault as W;
        let hint = match &fault {
            W::Io { action, path, source } => return Fault::io(action, path, source),
            W::KeyExists(_) => "choose another name, or use the key that is there",
            W::KeyMissing(_) => "make it with `unbroken keygen`, or name its directory with --keys",
            W::KeyExposed(_) => "make it readable by its owner only (chmod 600), and ask who has read it",
            W::KeysBesideBundle { .. } => "choose another directory for --out or --keys: whoever gets the bundle would get the keys",
            W::Locked(_) => "wait until it is done",
            W::StateOlder { .. } | W::NotAnExtension(_) => {
                "do not continue this log: begin a new one under another name, or find the newest copy"
            }
            W::StateDamaged { .. } => "restore the newest copy of the log; nothing was signed",
            _ => return Fault::new(fault.to_string()),
        };
        Fault::new(fault.to_string()).hint(hint)
    }
}
