//! What the browser tests stand on: a WebDriver client, the page as an object with words of its own, and the cases of the vectors as a
//! person would give them to the page and to the command line.

pub mod case;
pub mod house;
pub mod page;
pub mod webdriver;

/// Why a test cannot go on, in a sentence.
pub type Fault = String;

/// Attaches what was being done to a fault.
pub fn while_doing<E: std::fmt::Display>(what: impl std::fmt::Display) -> impl FnOnce(E) -> Fault {
    move |error| format!("{what}: {error}")
}
