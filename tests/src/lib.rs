//! What the tests share.

<<<<<<< HEAD
pub mod campaign;
pub mod corpus;
pub mod naive;
=======
pub mod build;
pub mod corpus;
pub mod damage;
pub mod naive;
pub mod random;
pub mod split;
>>>>>>> h-laws
pub mod vectors;
