//! What the tests share.

pub mod campaign;
pub mod corpus;
pub mod naive;
pub mod vectors;
