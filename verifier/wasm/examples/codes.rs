//! Writes `codes.d.ts` from the engine's list of codes: `cargo run -p unbroken-wasm --example codes`.

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("codes.d.ts"), unbroken_wasm::codes::declarations())
}
