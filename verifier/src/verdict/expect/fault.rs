//! Why an expectations file cannot be used.

use crate::budget::{MAX_CONDITIONS, MAX_EXPECTATIONS, MAX_EXPECTATIONS_BYTES};
use crate::json::JsonFault;
use crate::json::pointer::PointerFault;
use core::fmt;

/// What is wrong, and where: the work could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectError {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: ExpectFault,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectFault {
    /// There is no rule in the whole text.
    Empty,
    /// The text is longer than [`MAX_EXPECTATIONS_BYTES`].
    TooLong,
    /// More than [`MAX_EXPECTATIONS`] rules.
    TooMany,
    /// More than [`MAX_CONDITIONS`] pointers in all rules together.
    TooManyPointers,
    /// Not JSON as it is read here.
    Json(JsonFault),
    /// JSON, but not an object.
    NotAnObject,
    /// A member that no rule has.
    Unknown,
    /// None of `id`, `where`, `require` and `same`.
    NothingAsked,
    /// `require`, `same` and `count` exclude each other.
    TwoKinds,
    /// A member of the wrong type or form.
    Member(&'static str),
    /// Not a JSON Pointer.
    Pointer(PointerFault),
    /// `from` is not before `to`.
    NoTime,
}

impl fmt::Display for ExpectFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpectFault::Empty => f.write_str("there is no expectation here"),
            ExpectFault::TooLong => write!(f, "an expectations file has at most {MAX_EXPECTATIONS_BYTES} bytes"),
            ExpectFault::TooMany => write!(f, "an expectations file has at most {MAX_EXPECTATIONS} rules"),
            ExpectFault::TooManyPointers => write!(f, "the rules of a file have at most {MAX_CONDITIONS} pointers together"),
            ExpectFault::Json(fault) => write!(f, "{} at byte {} of the line", fault.kind.words(), fault.at),
            ExpectFault::NotAnObject => f.write_str("a rule is a JSON object"),
            ExpectFault::Unknown => f.write_str("a rule has the members id, where, require, same, count, from, to and log, and no others"),
            ExpectFault::NothingAsked => f.write_str("a rule has id, where, require or same"),
            ExpectFault::TwoKinds => f.write_str("a rule has one of count, require and same"),
            ExpectFault::Member(rule) => f.write_str(rule),
            ExpectFault::Pointer(fault) => fault.fmt(f),
            ExpectFault::NoTime => f.write_str("no instant lies between from and to; to is not included"),
        }
    }
}

impl fmt::Display for ExpectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl core::error::Error for ExpectError {}
