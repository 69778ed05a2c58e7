//! What a person does with Kith.

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("kith_companion");
#[cfg(feature = "uniffi")]
mod foreign {
    //! Types of other crates that our records carry; `kith_protocol` says how they cross.
    use kith_protocol::{CivilDate, Uuid};
    uniffi::use_remote_type!(kith_protocol::CivilDate);
    uniffi::use_remote_type!(kith_protocol::Uuid);
}

mod change;
mod client;
pub mod entity;
mod error;
mod home;
mod ids;
mod kith;
mod observers;
mod protection;
mod request;
mod surroundings;

pub use change::{Change, ChangeAction, ChangeSet, Changed, Review};
pub use client::{
    Authorship, CheckReport, Client, Draft, FieldBefore, HistoryItem, LastAct, TrashPage,
    TrashedRecord,
};
pub use error::{Error, Result};
pub use kith::{ClientEntry, Created, Kith};
pub use kith_vault::{
    ArgonCost, DeviceKey, DeviceSecret, Interrupt, NewLibrary, Passphrase, RecoveryCode, Secret,
    WrapKind,
};
pub use observers::ObserverId;
pub use protection::{Confirmation, LibraryState, Protection};
pub use request::{About, Page, PageRequest, SearchHit, SearchPage, SearchRequest, TextSpan};
pub use surroundings::{ChangeObserver, Clock, LogEvent, LogSink, Surroundings, SystemClock};
