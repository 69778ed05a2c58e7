//! What the core asks of the platform.
//!
//! The traits are synchronous and few, and none is called while anything is locked, so an observer may call
//! Kith. They may throw: the error then means that the platform's side failed, and it is the same to the core
//! as a panic. It is raised by unwinding without a message, because what a platform throws may quote a person
//! and a panic's message is printed.

use crate::KithError;
use kith_companion::entity::Party;
use kith_companion::{ChangeSet, LogEvent};
use kith_protocol::{CivilTime, Uuid};
use std::panic::resume_unwind;
use std::sync::Arc;

/// The time as the person lives it.
#[uniffi::export(with_foreign)]
pub trait Clock: Send + Sync {
    /// The moment, with the offset and the zone that the device shows.
    fn now(&self) -> Result<CivilTime, KithError>;
}

/// Takes the log: codes and counts, never words.
#[uniffi::export(with_foreign)]
pub trait LogSink: Send + Sync {
    /// Something happened.
    fn log(&self, event: LogEvent) -> Result<(), KithError>;
}

/// Is told of changes, so that screens can refresh what they show.
#[uniffi::export(with_foreign)]
pub trait ChangeObserver: Send + Sync {
    /// Something changed in a client's vault. Called on the thread that made the change, when it is on disk
    /// and nothing is locked; it may call Kith. What it throws is counted in the log and goes no further.
    fn changed(&self, client: Uuid, changes: ChangeSet) -> Result<(), KithError>;
}

/// Is told how far long work has come.
#[uniffi::export(with_foreign)]
pub trait ProgressSink: Send + Sync {
    /// `done` of `total` steps are done. Figures never fall, and may leave steps out; the last one of work that
    /// succeeds is `total` of `total`. Called on a thread of its own; one that throws is not called again.
    fn progress(&self, done: i64, total: i64) -> Result<(), KithError>;
}

/// A trait of the platform's where the core expects one of its own.
pub(crate) struct Foreign<T: ?Sized>(pub Arc<T>);

impl kith_companion::Clock for Foreign<dyn Clock> {
    fn now(&self) -> CivilTime {
        self.0.now().unwrap_or_else(|_| threw())
    }
}

impl kith_companion::LogSink for Foreign<dyn LogSink> {
    fn log(&self, event: LogEvent) {
        self.0.log(event).unwrap_or_else(|_| threw());
    }
}

impl kith_companion::ChangeObserver for Foreign<dyn ChangeObserver> {
    fn changed(&self, client: Uuid, changes: ChangeSet) {
        self.0.changed(client, changes).unwrap_or_else(|_| threw());
    }
}

impl kith_companion::ProgressSink for Foreign<dyn ProgressSink> {
    fn progress(&self, done: i64, total: i64) {
        self.0.progress(done, total).unwrap_or_else(|_| threw());
    }
}

impl Foreign<dyn ProgressSink> {
    pub(crate) fn progress(sink: Arc<dyn ProgressSink>) -> Arc<dyn kith_companion::ProgressSink> {
        Arc::new(Self(sink))
    }
}

fn threw() -> ! {
    resume_unwind(Box::new("the platform threw"))
}

/// The world around a library, as the core wants it.
pub(crate) fn surroundings(
    clock: Arc<dyn Clock>,
    log: Option<Arc<dyn LogSink>>,
    language: String,
    party: Party,
) -> kith_companion::Surroundings {
    kith_companion::Surroundings {
        clock: Arc::new(Foreign(clock)),
        log: log.map(|log| Arc::new(Foreign(log)) as Arc<dyn kith_companion::LogSink>),
        language,
        party,
    }
}
