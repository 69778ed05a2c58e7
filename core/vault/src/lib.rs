//! What keeps a record safe. A **library** is a folder with its keys; a **vault** is one encrypted database in it.
//!
//! Nothing here knows about therapy. The crate stores documents with a stamp for each field, keeps their history, finds
//! them, and guards the keys; what the documents mean is for its caller to say.

mod error;
mod header;
mod hex;
mod keys;
mod library;
mod staged;

pub use error::{Error, Result, WrapKind};
pub use header::HeaderCondition;
pub use keys::{ArgonCost, DeviceKey, DeviceSecret, Passphrase, RecoveryCode, Secret};
pub use library::{Confirmed, Library, NewLibrary, Protection, State, VaultEntry};

pub mod search;
mod store;

pub use store::*;
