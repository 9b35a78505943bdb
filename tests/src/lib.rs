//! What the tests share.

pub mod base64;
pub mod blame;
pub mod build;
pub mod campaign;
pub mod corpus;
pub mod damage;
pub mod ed25519;
pub mod fuzz;
pub mod golden;
pub mod innocent;
pub mod judge;
pub mod members;
pub mod naive;
pub mod pack;
pub mod published;
pub mod random;
pub mod split;
pub mod twin;
pub mod typescript;
pub mod vectors;
pub mod world;
