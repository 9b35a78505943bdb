//! Puts the npm package together: `dist/npm/unbroken-verifier/`, from `verifier/wasm/` and nothing else. It has no install step and no
//! dependency; the glue between wasm and JavaScript is made here, so that no tool from outside is needed.

use crate::page::{self, Form, Glued, Wasm, dist, gzip, hex, read, read_text, write};
use crate::run::{root, say};
use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &str = "verifier/wasm";
const WASM: &str = "unbroken.wasm";
/// Folders whose files of that ending are copied: from, to, ending.
const COPIED: [(&str, &str, &str); 3] = [("js", "", "js"), ("examples", "examples", "mjs"), ("", "", "d.ts")];

/// `cargo xtask npm`.
pub fn command() -> Result<(), String> {
    let package = assemble(&page::compile()?)?;
    let wasm = read(&package.join(WASM))?;
    println!("{WASM}: {} bytes, {} gzipped, SHA-256 {}", wasm.len(), gzip(&wasm)?.len(), hex(&wasm));
    println!("Publish it with: npm publish {}", package.display());
    Ok(())
}

/// Puts the package together and says where it lies.
pub fn assemble(wasm: &Wasm) -> Result<PathBuf, String> {
    let Glued { glue, wasm } = page::glue(&wasm.package, Form::Module)?;
    say("Assembling dist/npm/unbroken-verifier/");
    let (source, package) = (root().join(SOURCE), dist().join("npm/unbroken-verifier"));
    let failed = |error| format!("{}: {error}", package.display());
    if package.exists() {
        fs::remove_dir_all(&package).map_err(failed)?;
    }
    fs::create_dir_all(package.join("examples")).map_err(failed)?;
    for (from, to, ending) in COPIED {
        for file in files(&source.join(from), ending)? {
            write(&package.join(to).join(file.file_name().unwrap_or_default()), &read(&file)?)?;
        }
    }
    let manifest = read_text(&source.join("package.json"))?;
    same_version(&manifest, env!("CARGO_PKG_VERSION"))?;
    write(&package.join("package.json"), manifest.as_bytes())?;
    write(&package.join("README.md"), &read(&source.join("README.md"))?)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        write(&package.join(licence), &read(&root().join(licence))?)?;
    }
    write(&package.join("glue.js"), glue.as_bytes())?;
    write(&package.join(WASM), &wasm)?;
    Ok(package)
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for item in fs::read_dir(folder).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        if path.is_file() && path.to_string_lossy().ends_with(&format!(".{ending}")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The package is of the version of the engine in it.
fn same_version(manifest: &str, version: &str) -> Result<(), String> {
    if manifest.contains(&format!("\"version\": \"{version}\"")) {
        return Ok(());
    }
    Err(format!("{SOURCE}/package.json is not of version {version}, which the workspace has"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_the_version_of_the_workspace() {
        let manifest = include_str!("../../../verifier/wasm/package.json");
        assert_eq!(same_version(manifest, env!("CARGO_PKG_VERSION")), Ok(()));
        assert!(same_version(manifest, "0.0.9").is_err());
    }

    #[test]
    fn the_package_runs_nothing_when_it_is_installed_and_needs_nothing() {
        let manifest = include_str!("../../../verifier/wasm/package.json");
        for word in ["\"scripts\"", "ependencies\"", "\"bin\"", "\"gypfile\""] {
            assert!(!manifest.contains(word), "{word}");
        }
    }

    #[test]
    fn every_part_has_its_source() {
        for (folder, _, ending) in COPIED {
            assert!(!files(&root().join(SOURCE).join(folder), ending).unwrap().is_empty(), "{folder}");
        }
    }
}
