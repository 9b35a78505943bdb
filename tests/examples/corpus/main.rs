//! Writes those cases of the corpus that the testkit makes: `cargo run -p unbroken-tests --example corpus`. The same bytes every time.
//!
//! What must come out stands beside each case and was reasoned from the specification of bundles, not read off the engine.

mod beside;
mod bounds;
mod content;
mod first;
mod forks;
mod gaps;
mod keys;
mod links;
mod made;
mod packed;
mod receipts;
mod require;
mod threats;
mod times;
mod window;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let cases = [
        beside::cases(),
        bounds::cases(),
        content::cases(),
        first::cases(),
        forks::cases(),
        gaps::cases(),
        keys::cases(),
        links::cases(),
        packed::cases(),
        receipts::cases(),
        require::cases(),
        threats::cases(),
        times::cases(),
        window::cases(),
    ];
    cases.iter().flatten().try_for_each(|made| made.write(&corpus))
}
