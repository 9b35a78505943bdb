//! Which bytes are read: files as they are named, directories walked in order, standard input.

use crate::fault::Fault;
use crate::out::say;
use std::fs;
use std::path::{Path, PathBuf};

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Last path component, as the report names it.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// Where an input is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Standard input.
    Stdin,
    /// A regular file: it has a size and may be read in parts.
    File(PathBuf),
    /// A pipe or a device: read once, from its beginning to its end.
    Pipe(PathBuf),
}

impl Source {
    /// How messages name it.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::Stdin => Path::new("standard input"),
            Place::File(path) | Place::Pipe(path) => path,
        }
    }
}

/// Every input that `paths` name, in order; directories with everything below them, sorted by name.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<Source>, Fault> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if sources.iter().any(|source: &Source| source.place == Place::Stdin) {
                return Err(Fault::new("standard input can be read once only").hint("name `-` once"));
            }
            sources.push(Source { name: "stdin".to_owned(), place: Place::Stdin });
            continue;
        }
        let facts = fs::metadata(path).map_err(|source| Fault::io("read", path, &source))?;
        if facts.is_dir() {
            let before = sources.len();
            walk(path, &mut sources)?;
            if sources.len() == before {
                return Err(Fault::new(format!("there is no file in {}", path.display())).hint("check the path"));
            }
        } else {
            let place = if facts.is_file() { Place::File(path.clone()) } else { Place::Pipe(path.clone()) };
            sources.push(Source { name: last_component(path), place });
        }
    }
    Ok(sources)
}

fn walk(dir: &Path, sources: &mut Vec<Source>) -> Result<(), Fault> {
    let failed = |source| Fault::io("read", dir, &source);
    let mut paths = Vec::new();
    for item in fs::read_dir(dir).map_err(failed)? {
        paths.push(item.map_err(failed)?.path());
    }
    paths.sort();
    for path in paths {
        // A link to a directory could lead in circles; a link to a file is that file.
        let link = fs::symlink_metadata(&path).map_err(|source| Fault::io("read", &path, &source))?.is_symlink();
        let facts = fs::metadata(&path).map_err(|source| Fault::io("read", &path, &source))?;
        if facts.is_file() {
            sources.push(Source { name: last_component(&path), place: Place::File(path) });
        } else if facts.is_dir() && !link {
            walk(&path, sources)?;
        } else {
            say(&format!("unbroken: {} is not a file and is not read", crate::out::visible(&path.display().to_string())));
        }
    }
    Ok(())
}

/// The name by which a report knows a file.
pub fn last_component(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
