//! What the tests of the faces stand on: the cases of the corpus as a person gives them to each face, a WebDriver client, and the page as an
//! object with words of its own.

pub mod case;
pub mod house;
pub mod memory;
pub mod page;
pub mod served;
pub mod webdriver;

/// Why a test cannot go on, in a sentence.
pub type Fault = String;

/// Attaches what was being done to a fault.
pub fn while_doing<E: std::fmt::Display>(what: impl std::fmt::Display) -> impl FnOnce(E) -> Fault {
    move |error| format!("{what}: {error}")
}
