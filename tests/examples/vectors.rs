//! Prints the corpus as one JSON text: `cargo run -p unbroken-tests --example vectors > vectors.json`.

use std::io;

fn main() -> io::Result<()> {
    println!("{}", unbroken_tests::published::vectors()?);
    Ok(())
}
