//! One program for every fuzz target: `UNBROKEN_FUZZ_TARGET` names the body, which lives where the ordinary tests run it as well
//! (`tests/src/fuzz/`).

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use unbroken_tests::fuzz::{Target, target};

/// The body that was asked for.
fn asked() -> Target {
    static ASKED: OnceLock<Target> = OnceLock::new();
    *ASKED.get_or_init(|| {
        let name = std::env::var("UNBROKEN_FUZZ_TARGET").expect("UNBROKEN_FUZZ_TARGET names a target");
        target(&name).expect("there is no such target")
    })
}

fuzz_target!(|data: &[u8]| (asked().body)(data));
