//! What the tests share.

pub mod build;
pub mod campaign;
pub mod corpus;
pub mod damage;
pub mod innocent;
pub mod naive;
pub mod random;
pub mod split;
pub mod threats;
pub mod vectors;
