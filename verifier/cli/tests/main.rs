//! The command line as a program: what it prints, how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod content;
mod first_light;
mod packed;
mod place;
mod proof;
mod terminal;
