//! The kept reports, byte for byte, and that every case has its digest; the digests themselves are compared where the cases are judged
//! (`corpus.rs`). When a change of the report is meant, `cargo run -p unbroken-tests --example contract` writes all of it anew, and the
//! difference is part of what is reviewed.

use std::fs;
use std::io;
use unbroken_tests::golden::{CASES, files};

#[test]
fn what_is_kept_is_what_the_engine_says() -> io::Result<()> {
    let files = files()?;
    assert_eq!(files.len(), CASES.len() + 1, "a case is gone");
    for (path, expected) in files {
        let kept = fs::read_to_string(&path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        assert_eq!(kept, expected, "{}", path.display());
    }
    Ok(())
}
