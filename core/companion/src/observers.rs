//! Who is told of changes.
//!
//! Observers are called on the thread that made the change, one after the other, when nothing is locked
//! any more: not the vault, and not this list. One that panics is reported to the log and keeps nobody
//! else from being told; what it was told of is committed already.

use crate::{ChangeObserver, ChangeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Names one observer, so that it can be let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObserverId(pub(crate) i64);

type Listed = (i64, Arc<dyn ChangeObserver>);

/// Who is told of changes.
#[derive(Default)]
pub(crate) struct Observers {
    listed: Mutex<(i64, Vec<Listed>)>,
}

impl Observers {
    pub(crate) fn add(&self, observer: Arc<dyn ChangeObserver>) -> ObserverId {
        let mut listed = self.lock();
        listed.0 += 1;
        let id = listed.0;
        listed.1.push((id, observer));
        ObserverId(id)
    }

    pub(crate) fn remove(&self, id: ObserverId) {
        self.lock().1.retain(|(listed, _)| *listed != id.0);
    }

    /// Tells everyone; gives how many panicked.
    pub(crate) fn tell(&self, client: Uuid, changes: &ChangeSet) -> usize {
        let observers: Vec<_> = self.lock().1.iter().map(|(_, it)| Arc::clone(it)).collect();
        let panics = |observer: &&Arc<dyn ChangeObserver>| {
            catch_unwind(AssertUnwindSafe(|| {
                observer.changed(client, changes.clone())
            }))
            .is_err()
        };
        observers.iter().filter(panics).count()
    }

    fn lock(&self) -> MutexGuard<'_, (i64, Vec<Listed>)> {
        // Nothing that can panic runs under this lock, and a list is whole after any push or retain.
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
