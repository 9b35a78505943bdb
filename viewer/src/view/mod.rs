//! One component per file. Views draw what the report says and judge nothing.

pub mod bench;
pub mod checkpoints;
pub mod disclosed;
pub mod entries;
pub mod entry;
pub mod exhibits;
pub mod findings;
pub mod help;
pub mod incidents;
pub mod landing;
pub mod lanes;
pub mod marks;
pub mod parts;
pub mod path;
pub mod preview;
pub mod question;
pub mod row;
pub mod said;
pub mod search;
pub mod top;
pub mod trust;
pub mod verdict;
