//! What a person does with Kith.

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("kith_companion");
#[cfg(feature = "uniffi")]
uniffi::use_remote_type!(kith_protocol::CivilDate);
#[cfg(feature = "uniffi")]
uniffi::use_remote_type!(kith_protocol::Uuid);

mod change;
pub mod entity;
mod error;
mod request;
mod surroundings;

pub use change::{Change, ChangeAction, ChangeSet, Changed, Review};
pub use error::{Error, Result};
pub use request::{About, Page, PageRequest, SearchHit, SearchPage, SearchRequest, Span};
pub use surroundings::{ChangeObserver, Clock, LogEvent, LogSink, Surroundings, SystemClock};
