//! Writes those cases of the corpus that the testkit makes: `cargo run -p unbroken-tests --example corpus`. The same bytes every time.
//!
//! What must come out stands beside each case and was reasoned from the specification of bundles, not read off the engine.

mod first;
mod made;
mod packed;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    first::cases().iter().chain(&packed::cases()).try_for_each(|made| made.write(&corpus))
}
