//! A moment as it was lived.

use super::{CivilDate, Instant, check_date, parse};
use crate::check::Rule;
use crate::limits;
use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A moment with the offset and the zone of the clock on the wall.
///
/// Instant and offset are the facts; the zone says where they came from, and is what a reminder
/// needs. The offset is stored and never computed anew: the rules of a zone change, also
/// backwards, and with them the hour of every entry would move. Its text form is RFC 3339 with the zone
/// in brackets (RFC 9557): `2026-03-29T01:30:00+01:00[Europe/Berlin]`. Offsets before time was
/// standardised have seconds, which are written only where there are any: `+00:19:32`.
///
/// The foreign surface can fill it with anything; [`CivilTime::check`] says what does not fit, and
/// every other method still answers.
///
/// ```
/// use kith_protocol::time::CivilTime;
///
/// let night: CivilTime = "2026-03-29T01:30:00+01:00[Europe/Berlin]".parse()?;
/// assert_eq!(night.at.to_string(), "2026-03-29T00:30:00Z");
/// assert_eq!(night.date().to_string(), "2026-03-29");
/// # Ok::<(), kith_protocol::check::Rule>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CivilTime {
    /// The moment.
    pub at: Instant,
    /// How far the clock on the wall was ahead of UTC, in seconds; at most 18 hours either way.
    pub offset_seconds: i32,
    /// The name of the zone in the IANA database, such as `Europe/Berlin`. Only its shape is checked.
    pub zone: String,
}

impl CivilTime {
    /// The moment `at` on a clock `offset_seconds` ahead of UTC in `zone`.
    ///
    /// # Errors
    /// The rule that [`CivilTime::check`] finds broken.
    pub fn new(at: Instant, offset_seconds: i32, zone: impl Into<String>) -> Result<Self, Rule> {
        let zone = zone.into();
        let time = Self {
            at,
            offset_seconds,
            zone,
        };
        time.check()?;
        Ok(time)
    }

    /// The moment at which the clock on the wall showed `local`.
    ///
    /// # Errors
    /// The rule that [`CivilTime::check`] finds broken.
    pub fn from_local(
        local: NaiveDateTime,
        offset_seconds: i32,
        zone: impl Into<String>,
    ) -> Result<Self, Rule> {
        let at = Instant::from_utc(shifted(local, -i64::from(offset_seconds)));
        Self::new(at, offset_seconds, zone)
    }

    /// Date and time of day on the clock on the wall.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        shifted(self.at.utc(), self.offset_seconds.into())
    }

    /// The day on which it was lived.
    #[must_use]
    pub fn date(&self) -> CivilDate {
        self.local().date()
    }

    /// Checks the offset, the shape of the zone's name, and that the day lies within the
    /// [limits](crate::limits).
    ///
    /// # Errors
    /// [`Rule::NotATime`], [`Rule::NotAZone`] or [`Rule::OutOfRange`].
    pub fn check(&self) -> Result<(), Rule> {
        let reach = limits::OFFSET_SECONDS;
        if !(-reach..=reach).contains(&self.offset_seconds) {
            return Err(Rule::NotATime);
        }
        if !has_zone_shape(&self.zone) {
            return Err(Rule::NotAZone);
        }
        check_date(self.date())
    }
}

/// Moves a time of the calendar; beyond the calendar it stays where it is.
fn shifted(time: NaiveDateTime, seconds: i64) -> NaiveDateTime {
    time.checked_add_signed(TimeDelta::seconds(seconds))
        .unwrap_or(time)
}

/// Whether a text is written like a zone's name: `Europe/Berlin`, `Etc/GMT+5`, `UTC`, `GMT+03:00` (as
/// Android names a fixed offset).
fn has_zone_shape(zone: &str) -> bool {
    let has_part_shape = |part: &str| {
        let rest_fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-:".contains(&byte);
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.bytes().all(rest_fits)
    };
    zone.len() <= limits::ZONE_BYTES && zone.split('/').all(has_part_shape)
}

impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, offset) = (self.local(), self.offset_seconds.unsigned_abs());
        let (date, time) = (local.date(), local.time());
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )?;
        write!(
            f,
            "T{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )?;
        match self.at.millis().rem_euclid(1000) {
            0 => (),
            millis => write!(f, ".{millis:03}")?,
        }
        let sign = if self.offset_seconds < 0 { '-' } else { '+' };
        let (hours, minutes, seconds) = (offset / 3600, offset / 60 % 60, offset % 60);
        write!(f, "{sign}{hours:02}:{minutes:02}")?;
        if seconds != 0 {
            write!(f, ":{seconds:02}")?;
        }
        write!(f, "[{}]", self.zone)
    }
}

impl FromStr for CivilTime {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        let (local, offset_seconds, zone) = parts(text).ok_or(Rule::NotATime)?;
        Self::from_local(local, offset_seconds, zone)
    }
}

fn parts(text: &str) -> Option<(NaiveDateTime, i32, &str)> {
    let (local, rest) = parse::date_time(text)?;
    let (offset, rest) = parse::offset(rest)?;
    let zone = rest.strip_prefix('[')?.strip_suffix(']')?;
    Some((local, offset, zone))
}

impl Serialize for CivilTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CivilTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests;
