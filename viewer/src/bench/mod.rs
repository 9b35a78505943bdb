//! The tamper bench: ways to break a copy of a log, and what became of each try. Every way is a pure function on lines; the engine judges
//! the copy, under the same trust and question as the evidence. Nothing here ever sees the evidence itself.

pub mod change;
mod draft;
pub mod fields;
pub mod forge;
pub mod form;
pub mod lines;
pub mod op;
pub mod outcome;
pub mod surprise;
#[cfg(test)]
mod tests;
pub mod tried;

#[cfg(target_arch = "wasm32")]
pub mod desk;
