//! The ordinary tests of the whole. Those with a list of tests of their own (vectors, corpus, real files, evidence, checks by hand) are binaries
//! beside this one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod attacks;
mod bounds;
mod campaign;
mod contract;
mod dating;
mod diff;
mod ed25519;
mod example;
mod exchange;
mod exhaustive;
mod expect;
mod fuzz;
mod german;
mod golden;
mod hostile;
mod laws;
mod merkle;
mod packed;
mod paper;
mod parts;
mod passed_over;
mod preview;
mod said;
mod search;
mod signers;
