//! `unbroken keygen`, and where private keys are.

use crate::args::{KeyKind, Keygen, Keys};
use crate::fault::Fault;
use crate::out;
use serde_json::json;
use unbroken_writer::{KeyStore, Kind, SecretKey};

pub fn run(args: &Keygen) -> Result<(), Fault> {
    let kind = match args.kind {
        KeyKind::Log => Kind::Log,
        KeyKind::Witness => Kind::Witness,
        KeyKind::Writer => Kind::Writer,
    };
    let store = store(&args.keys)?;
    let key = SecretKey::generate(&args.name, kind)?;
    let path = store.save(&key)?;
    if args.json {
        return out::print(&format!("{}\n", json!({ "name": key.name(), "kind": kind.as_str(), "vkey": key.vkey(), "path": path })));
    }
    out::print(&format!("{}\n", key.vkey()))?;
    out::say(&format!(
        "The private key is in {}, readable by you only. The line above is public: give it to whoever should trust this key.",
        path.display()
    ));
    Ok(())
}

/// The directory that `--keys` names, or the user's own.
pub fn store(keys: &Keys) -> Result<KeyStore, Fault> {
    match &keys.keys {
        Some(dir) => Ok(KeyStore::at(dir)),
        None => KeyStore::default_dir()
            .map(KeyStore::at)
            .ok_or_else(|| Fault::new("there is no home directory to keep private keys in").hint("name a directory with --keys")),
    }
}
