//! Fresh identities for records.
//!
//! Version 7, so that ids follow the time of writing and land side by side in the index. The time is the
//! injected clock's; within a millisecond, and while a clock is set back, a counter carries on, so that
//! the ids of one process always rise. Lists fall back on that order for what was lived at the same moment.

use kith_protocol::Instant;
use std::sync::Mutex;
use uuid::{ContextV7, Timestamp, Uuid};

/// Where a library's fresh ids come from.
pub(crate) struct Ids(Mutex<ContextV7>);

impl Ids {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(ContextV7::new()))
    }

    /// An id that nobody has.
    pub(crate) fn mint(&self, now: Instant) -> Uuid {
        let millis = now.millis().max(0).unsigned_abs();
        let nanos = u32::try_from(millis % 1000).unwrap_or(0) * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(&self.0, millis / 1000, nanos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_while_the_clock_stands_still_or_is_set_back() {
        let ids = Ids::new();
        let times = [5_000, 5_000, 5_000, 4_000, 1, -3, 6_000];
        let minted = times.map(|millis| ids.mint(Instant::from_millis(millis)));
        assert!(minted.is_sorted_by(|earlier, later| earlier < later));
    }
}
