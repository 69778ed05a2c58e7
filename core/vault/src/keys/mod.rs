//! The keys of a library and the three ways to them.
//!
//! A random **library key** opens the header's sealed part, where each vault's own random key lies. The library key itself
//! is stored up to three times, each time wrapped by something a person can have: a secret that this device's key store guards,
//! a passphrase, a recovery code on paper. Any one of them is enough, so losing one costs nothing, and replacing one
//! rewrites a few hundred bytes and no record.
//!
//! Every key is used for one thing. What a secret gives is not a key yet: HKDF turns it into one under a label that names its use and
//! with the library's id as salt ([`kdf`]), and what is sealed is bound to what it stands beside ([`seal`], [`wrap`]).

mod kdf;
mod library_key;
mod recovery;
mod seal;
mod secret;
mod wrap;

pub(crate) use library_key::LibraryKey;
pub(crate) use seal::Sealed;
pub(crate) use wrap::Wraps;

pub use kdf::ArgonCost;
pub use recovery::RecoveryCode;
pub use secret::{DeviceKey, DeviceSecret, Passphrase, Secret};
