//! The kept reports, byte for byte. When a change of the report is meant, `cargo run -p unbroken-tests --example contract` writes them anew,
//! and the difference is part of what is reviewed.

use std::fs;
use std::io;
use unbroken_tests::golden::{CASES, reports};

#[test]
fn the_kept_reports_are_what_the_engine_says() -> io::Result<()> {
    let reports = reports()?;
    assert_eq!(reports.len(), CASES.len(), "a case is gone");
    for (path, report) in reports {
        let kept = fs::read_to_string(&path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        assert_eq!(kept, report, "{}", path.display());
    }
    Ok(())
}
