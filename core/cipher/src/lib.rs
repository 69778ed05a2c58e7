//! The engine under a vault: SQLCipher, with its cryptography done by RustCrypto.
//!
//! SQLCipher has an official extension point for its cryptography, a table of functions that it asks for when it
//! starts (`SQLCIPHER_CRYPTO_CUSTOM`). Filling that table in Rust instead of linking OpenSSL makes the library a third of
//! the size and half the build, takes every socket call out of it, and keeps the speed, because the same hardware
//! instructions do the work. What is lost is OpenSSL's certification, which nobody here needs. The file format is
//! untouched: any stock SQLCipher 4 opens our files with the key and one pragma, and the tests hold us to it.
//!
//! [`key`] and [`verify_engine`] are all that a vault calls. [`page`] and [`digest`] are pure functions over slices;
//! [`ffi`] is the thin shell around them that speaks C, and the only place in the core with `unsafe`.

mod digest;
mod engine;
mod error;
mod ffi;
mod page;
mod raw_key;
#[cfg(test)]
mod vectors;

pub use engine::{PAGE_MAC, PROVIDER_NAME, key, start, verify_engine};
pub use error::{Error, Result};
pub use raw_key::RawKey;

/// A cryptographic request that cannot be met: a length or a number that does not belong to the algorithm.
struct Refused;
