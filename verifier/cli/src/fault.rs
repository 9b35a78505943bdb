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
            io::ErrorKind::IsADirectory => fault.hint("name a file"),
            _ => fault.hint("what stands after the colon is what the system says"),
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
                "do not continue this log: begin one under another name, or find the newest copy"
            }
            W::StateDamaged { .. } => "restore the newest copy of the log; nothing was signed",
            W::Name(_) => "choose another name",
            W::KeyText => "give the file as `unbroken keygen` wrote it",
            W::KeyKind { .. } => "`unbroken keygen --kind` makes keys of each kind",
            W::LogExists(_) => "choose another name for the log",
            W::NotShownToExtend { .. } => "give a receipt of the last entry you cosigned, under this checkpoint, with --proof",
            W::NoSuch { .. } => "`unbroken seal` appends entries and signs checkpoints",
            W::Note => "give the checkpoint as the log published it, and the key of that log",
            W::Random | W::EarlierFailure => "run the command again",
            W::Time(_) | W::Id | W::IdRepeated(_) | W::Event(_) | W::LineTooLong(_) => "correct the event; nothing was written",
        };
        Fault::new(fault.to_string()).hint(hint)
    }
}
