//! What interpersonal psychotherapy knows, as data and pure functions.
//!
//! This crate reads no file, no clock and no random number: the time and every id come in as
//! arguments, so each rule can be tested exhaustively and two devices that hold the same facts come to
//! the same conclusions. It is the only place where the therapy is written down. The vault knows
//! nothing of it, and the screens ask it instead of deciding for themselves.
//!
//! What the therapy is made of:
//! - [`area`] for the problem areas and the schools that divide them;
//! - [`variant`] and [`phase`] for the plan, the countdown and the gate between phases;
//! - [`contract`] for what is agreed, and [`task`] for what is done;
//! - [`measure`] for questionnaires, their scores and what counts as change.
//!
//! What a record is made of:
//! - [`open_enum!`] for words that a newer version may add to;
//! - [`time`] for moments as they were lived, and for dates that are remembered only roughly;
//! - [`stamp`], [`merge`] and [`canonical`] for records that are written on two devices;
//! - [`check`] and [`limits`] for what may be stored, and what is only worth a second look.
//!
//! With the feature `uniffi`, the types that cross to Kotlin and Swift derive their foreign shape
//! in the namespace `kith_protocol`.

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("kith_protocol");

pub mod area;
pub mod canonical;
pub mod check;
pub mod contract;
#[cfg(feature = "uniffi")]
mod foreign;
pub mod limits;
pub mod measure;
pub mod merge;
pub mod open_enum;
pub mod phase;
pub mod stamp;
pub mod task;
pub mod time;
pub mod variant;

pub use area::{AreaId, TaxonomyId};
pub use stamp::{ReplicaId, Stamp};
pub use time::{CivilDate, CivilTime, FuzzyDate, Instant};
pub use uuid::Uuid;
