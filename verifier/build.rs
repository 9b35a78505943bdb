//! Takes the digest of everything the verifier is made of, so that every report says which verifier made it.
//!
//! It is SHA-256 over one line per file, `<hex SHA-256>  <path>` as `sha256sum` prints it, for `src/`, `findings/` and the workspace's
//! `Cargo.lock`, sorted by path.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for folder in ["src", "findings"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files)?;
    }
    let lock = PathBuf::from("../Cargo.lock");
    if lock.exists() {
        println!("cargo::rerun-if-changed=../Cargo.lock");
        files.push(lock);
    }
    files.sort();
    let mut lines = String::new();
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        let name = name.strip_prefix("../").unwrap_or(&name);
        lines.push_str(&format!("{}  {name}\n", hex(&Sha256::digest(fs::read(&file)?))));
    }
    println!("cargo::rustc-env=UNBROKEN_SOURCE_SHA256={}", hex(&Sha256::digest(lines.as_bytes())));
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
