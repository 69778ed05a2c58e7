//! What a person does with Kith: keep a course of interpersonal psychotherapy.
//!
//! This crate joins what the therapy knows (`kith-protocol`) to what keeps a record safe
//! (`kith-vault`), and is the only one that the outside calls. There are two handles. [`Kith`] is a
//! library: a folder with its keys, locked or unlocked, full of clients. [`Client`] is one of them: a
//! vault with courses, and in each course the records of sixteen kinds that [`entity`] names.
//!
//! ```
//! use kith_companion::entity::{CourseContent, CourseMode, Entry, EntryContent};
//! use kith_companion::{ArgonCost, DeviceSecret, Kith, NewLibrary, Surroundings};
//! use kith_protocol::area::TaxonomyId;
//!
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path().join("library");
//! let secret = DeviceSecret::generate()?; // the platform's key store keeps it
//! let new = NewLibrary { device: Some(&secret), passphrase: None, recovery: false, cost: ArgonCost::DEFAULT };
//! let kith = Kith::create(&folder, &new, Surroundings::default())?.kith;
//!
//! let client = kith.create_client("Ana")?;
//! let course = client.begin(CourseContent {
//!     alias: "Ana".into(),
//!     variant: "ipt-16-uk".into(),
//!     taxonomy: TaxonomyId::Founding4,
//!     mode: CourseMode::ClientOnly,
//!     started: "2026-03-02".parse()?,
//!     closed_on: None,
//!     closing_words: None,
//! })?;
//!
//! let at = "2026-03-02T21:15:00+01:00[Europe/Berlin]".parse()?;
//! let mut entry = EntryContent::at(at);
//! entry.mood = Some(4);
//! entry.event = Some("We argued about the dishes again.".into());
//! let written = client.add(course.value.meta.id, entry)?;
//!
//! let read: Entry = client.get(written.value.meta.id)?;
//! assert_eq!(read.content.mood, Some(4));
//! client.undo(Some(written.changes.act))?; // into the trash, from where a redo brings it back
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every call blocks until it is done; every change is on disk when its call returns. Any handle may be
//! used from any thread. What is wrong with a content is an [`Error::Invalid`] that names the field and
//! the rule, and [`Client::review`] says all of it at once; what is only unusual comes back as a hint and
//! keeps nobody from saving.
//!
//! With the feature `uniffi`, the types that cross to Kotlin and Swift derive their foreign shape in the
//! namespace `kith_companion`.

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
mod course_file;
pub mod entity;
mod error;
mod home;
mod ids;
mod kith;
mod observers;
mod protection;
mod request;
mod surroundings;
mod text;
mod view;

pub use change::{Change, ChangeAction, ChangeSet, Changed, Review};
pub use client::{
    Authorship, CheckReport, Client, Draft, FieldBefore, HistoryItem, LastAct, TrashPage,
    TrashedRecord,
};
pub use course_file::{ExportOptions, Imported, ProgressSink};
pub use error::{Error, Result};
pub use kith::{ClientEntry, Created, Kith};
pub use kith_vault::Error as VaultError;
pub use kith_vault::{
    ArgonCost, DeviceKey, DeviceSecret, Interrupt, NewLibrary, Passphrase, RecoveryCode, Secret,
    WrapKind,
};
pub use observers::ObserverId;
pub use protection::{Confirmation, LibraryState, Protection};
pub use request::{About, Page, PageRequest, SearchHit, SearchPage, SearchRequest, TextSpan};
pub use surroundings::{ChangeObserver, Clock, LogEvent, LogSink, Surroundings, SystemClock};
pub use view::{
    BandView, CourseTaskView, DigestView, GoalMoved, GoalProgress, HintView, LastMeeting,
    MeasureMoved, MeasurePoint, MeasureSeries, MoodPath, MoodPoint, OwnAnswer, PersonCount,
    ProgressView, SessionMark, WhereWeAreView,
};
