//! What the tests share.

pub mod build;
pub mod campaign;
pub mod corpus;
pub mod damage;
pub mod naive;
pub mod pack;
pub mod random;
pub mod split;
pub mod vectors;
