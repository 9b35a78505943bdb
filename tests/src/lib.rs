//! What the tests share.

pub mod naive;
pub mod vectors;
pub mod corpus;
