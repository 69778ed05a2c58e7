//! For how long an observer is told of changes.

use kith_companion::{Kith, ObserverId};

/// Says that an observer is told of changes, until it is ended or nobody holds it any more.
#[derive(uniffi::Object)]
pub struct Observation {
    kith: Kith,
    observer: ObserverId,
}

#[uniffi::export]
impl Observation {
    /// Tells the observer no more. A call that is under way still reaches it.
    pub fn end(&self) {
        self.kith.unobserve(self.observer);
    }
}

impl Observation {
    pub(crate) fn new(kith: Kith, observer: ObserverId) -> Self {
        Self { kith, observer }
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.end();
    }
}
