//! Finds the public test vectors. They are foreign data and never part of this repository.

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};

/// A test that reads the folder of vectors.
pub type Probe = fn(&Path) -> Result<(), Failed>;

/// Runs probes as tests; without the vectors each is ignored, which says more than passed.
pub fn run(probes: &[(&str, Probe)]) -> ! {
    let folder = folder();
    if folder.is_none() {
        eprintln!("skipped: no vectors here (set UNBROKEN_VECTORS)");
    }
    let trial = |(name, probe): &(&str, Probe)| {
        let (folder, probe) = (folder.clone(), *probe);
        let absent = folder.is_none();
        Trial::test(*name, move || probe(&folder.ok_or("the vectors are not here")?)).with_ignored_flag(absent)
    };
    libtest_mimic::run(&Arguments::from_args(), probes.iter().map(trial).collect()).exit()
}

/// The folder of vectors: `UNBROKEN_VECTORS`, or `../shared/vectors` seen from the project's root. `None` if it is not there; a test
/// that needs it is then skipped and says so.
pub fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = std::env::var_os("UNBROKEN_VECTORS").map_or_else(beside, PathBuf::from);
    folder.join("README.md").is_file().then_some(folder)
}
