//! Finds the public test vectors. They are foreign data and never part of this repository.

use std::path::PathBuf;

/// The folder of vectors: `UNBROKEN_VECTORS`, or `../shared/vectors` seen from the project's root. `None` if it is not there; a test
/// that needs it is then skipped and says so.
pub fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = std::env::var_os("UNBROKEN_VECTORS").map_or_else(beside, PathBuf::from);
    folder.join("README.md").is_file().then_some(folder)
}
