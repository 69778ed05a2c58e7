//! The time as the person lives it: the machine's clock with its zone.

use chrono::{Local, Offset};
use kith_companion::Clock;
use kith_protocol::Instant;
use kith_protocol::time::{CivilDate, CivilTime};

/// The machine's clock in its zone. Where the zone has no name that Kith accepts, it is told in UTC: the moment is
/// right then, and only the hour on the wall is not.
pub struct LocalClock;

impl Clock for LocalClock {
    fn now(&self) -> CivilTime {
        let now = Local::now();
        let at = Instant::from_millis(now.timestamp_millis());
        let offset = now.offset().fix().local_minus_utc();
        let named = iana_time_zone::get_timezone()
            .ok()
            .and_then(|zone| CivilTime::new(at, offset, zone).ok());
        named.unwrap_or(CivilTime {
            at,
            offset_seconds: 0,
            zone: "UTC".to_owned(),
        })
    }
}

/// A day for people, such as `8 Sep 2025`.
pub fn day(date: CivilDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// A day within a year that is known, such as `8 Sep`.
pub fn short_day(date: CivilDate) -> String {
    date.format("%-d %b").to_string()
}

/// A moment for people, such as `8 Sep 2025, 10:30`.
pub fn day_and_hour(time: &CivilTime) -> String {
    time.local().format("%-d %b %Y, %H:%M").to_string()
}
