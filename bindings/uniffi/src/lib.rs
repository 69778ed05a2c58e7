//! Kith for Kotlin and Swift.
//!
//! This crate decides nothing. It gives the core the shape that UniFFI can carry: two objects, [`CoreLibrary`]
//! and [`CoreClient`], whose methods are a line or two; one flat error, [`KithError`]; and the traits by which
//! the core asks the platform for the time and tells it what changed. Requests, records and views are the
//! core's own types, derived where they are written.
//!
//! Everything here blocks until it is done, and says so by its name: an app does not call it but the
//! packages over it, `org.kith` and `Kith`, which put it behind coroutines and behind `async`. Their methods
//! are generated from these, with these words as their documentation, so that the two cannot drift apart.
//!
//! Every method is safe from any thread. One that panics (a clock that throws, a fault of ours) gives
//! [`KithError::Internal`], leaves nothing half written, and the next call works.

// The scaffolding that UniFFI generates for each export has neither docs nor a way to be given any.
#![allow(missing_docs)]

uniffi::setup_scaffolding!("kith");

use kith_protocol::{CivilDate, Uuid};
uniffi::use_remote_type!(kith_protocol::CivilDate);
uniffi::use_remote_type!(kith_protocol::Uuid);

mod client;
mod course_file;
mod error;
mod guard;
mod interrupt;
mod library;
mod observation;
mod records;
mod secret;
mod surroundings;

pub use client::CoreClient;
pub use error::{KithError, SecretKind};
pub use interrupt::Interrupt;
pub use library::CoreLibrary;
pub use observation::Observation;
pub use records::{AnyContent, NamedKind, RecordKind, record_kinds};
pub use secret::Secret;
pub use surroundings::{ChangeObserver, Clock, LogSink, ProgressSink};
