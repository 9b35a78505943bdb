//! What the tests share.

pub mod campaign;
pub mod naive;
pub mod vectors;
pub mod corpus;
