//! What Kith needs from the world around it: the time, a place for its log, the person's language.
//!
//! Nothing here is asked while a lock is held, and a panic in one of these traits never reaches the
//! vault: the log and the observers are called after the work is done.

use crate::ChangeSet;
use crate::entity::Party;
use kith_protocol::Instant;
use kith_protocol::time::CivilTime;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// The time as the person lives it.
pub trait Clock: Send + Sync {
    /// The moment, and the date, hour and zone that the person's device shows.
    fn now(&self) -> CivilTime;
}

/// The clock of the operating system, in UTC. Whoever knows the person's zone gives a clock of their own.
#[derive(Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> CivilTime {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let millis = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        CivilTime {
            at: Instant::from_millis(millis),
            offset_seconds: 0,
            zone: "UTC".to_owned(),
        }
    }
}

/// Takes the log: codes and counts, never words.
pub trait LogSink: Send + Sync {
    /// Something happened.
    fn log(&self, event: LogEvent);
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LogEvent {
    /// What happened, as a stable code such as `library-unlocked`.
    pub code: String,
    /// How many, where that says something.
    pub count: i64,
}

/// Is told of changes, so that screens can refresh what they show.
pub trait ChangeObserver: Send + Sync {
    /// Something changed in a client's vault. Called after every lock is released, on the thread that
    /// made the change; it may call Kith.
    fn changed(&self, client: Uuid, changes: ChangeSet);
}

/// What Kith needs from the world around it.
#[derive(Clone)]
pub struct Surroundings {
    /// The time as the person lives it.
    pub clock: Arc<dyn Clock>,
    /// Where the log goes; nowhere, if missing.
    pub log: Option<Arc<dyn LogSink>>,
    /// The person's language as a BCP 47 tag, such as `en` or `pt-BR`.
    pub language: String,
    /// Who writes on this device unless they say otherwise: the client on a phone, the clinician on a
    /// tablet.
    pub party: Party,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            log: None,
            language: "en".to_owned(),
            party: Party::Client,
        }
    }
}
