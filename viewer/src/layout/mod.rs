//! Pure geometry: what goes where, in pixels. Draws nothing.

pub mod choice;
pub mod columns;
pub mod lanes;
pub mod marks;
pub mod path;
pub mod scroll;
