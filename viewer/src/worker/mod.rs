//! The workers: what they are told, who tells them, who keeps them, what they do.

#[cfg(target_arch = "wasm32")]
mod crew;
#[cfg(target_arch = "wasm32")]
mod fold;
#[cfg(target_arch = "wasm32")]
pub mod guest;
#[cfg(target_arch = "wasm32")]
pub mod host;
#[cfg(target_arch = "wasm32")]
mod hunt;
#[cfg(target_arch = "wasm32")]
mod lines;
pub mod protocol;
#[cfg(target_arch = "wasm32")]
mod say;
#[cfg(target_arch = "wasm32")]
mod trial;
#[cfg(target_arch = "wasm32")]
mod unpack;
