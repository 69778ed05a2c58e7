//! A moment as it was lived.

use super::{CivilDate, Instant, check_date, parse};
use crate::check::Rule;
use crate::limits;
use chrono::{NaiveDateTime, TimeDelta};
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
        let format = if self.at.millis() % 1000 == 0 {
            "%Y-%m-%dT%H:%M:%S"
        } else {
            "%Y-%m-%dT%H:%M:%S%.3f"
        };
        let sign = if self.offset_seconds < 0 { '-' } else { '+' };
        let offset = self.offset_seconds.unsigned_abs();
        let (hours, minutes, seconds) = (offset / 3600, offset / 60 % 60, offset % 60);
        write!(
            f,
            "{}{sign}{hours:02}:{minutes:02}",
            self.local().format(format)
        )?;
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
        let time = Self::from_local(local, offset_seconds, zone)?;
        // What is read but written otherwise, such as "-00:00", is not the form.
        if time.to_string() == text {
            Ok(time)
        } else {
            Err(Rule::NotATime)
        }
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(text: &str) -> CivilTime {
        text.parse().unwrap()
    }

    #[test]
    fn moment_offset_and_zone_are_read_from_one_text() {
        let cases = [
            (
                "2026-03-29T01:30:00+01:00[Europe/Berlin]",
                "2026-03-29T00:30:00Z",
                3600,
            ),
            (
                "2026-10-25T02:30:00+02:00[Europe/Berlin]",
                "2026-10-25T00:30:00Z",
                7200,
            ),
            (
                "2026-10-25T02:30:00+01:00[Europe/Berlin]",
                "2026-10-25T01:30:00Z",
                3600,
            ),
            (
                "2026-04-05T01:45:00+10:30[Australia/Lord_Howe]",
                "2026-04-04T15:15:00Z",
                37_800,
            ),
            (
                "2026-01-01T00:15:00+14:00[Pacific/Kiritimati]",
                "2025-12-31T10:15:00Z",
                50_400,
            ),
            (
                "2026-06-01T23:00:00-03:00[America/Argentina/Buenos_Aires]",
                "2026-06-02T02:00:00Z",
                -10_800,
            ),
            (
                "1930-05-01T12:00:00+00:19:32[Europe/Amsterdam]",
                "1930-05-01T11:40:28Z",
                1172,
            ),
            (
                "1960-05-01T12:00:00-00:44:30[Africa/Monrovia]",
                "1960-05-01T12:44:30Z",
                -2670,
            ),
            (
                "2024-02-29T08:00:00.250+00:00[UTC]",
                "2024-02-29T08:00:00.250Z",
                0,
            ),
            (
                "2024-02-29T08:00:00-05:00[Etc/GMT+5]",
                "2024-02-29T13:00:00Z",
                -18_000,
            ),
            (
                "2024-02-29T08:00:00+03:00[GMT+03:00]",
                "2024-02-29T05:00:00Z",
                10_800,
            ),
        ];
        for (text, at, offset) in cases {
            assert_eq!(time(text).at.to_string(), at, "{text}");
            assert_eq!(time(text).offset_seconds, offset, "{text}");
            assert_eq!(time(text).to_string(), text);
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_two_moments_in_order() {
        let [first, second] = ["+02:00", "+01:00"]
            .map(|offset| time(&format!("2026-10-25T02:30:00{offset}[Europe/Berlin]")));
        assert_eq!(first.local(), second.local());
        assert_eq!(second.at.millis_since(first.at), 3_600_000);
        assert!(first < second);
    }

    #[test]
    fn the_day_is_the_one_it_was_lived_in_and_not_that_of_utc() {
        let tokyo = time("2026-05-02T01:00:00+09:00[Asia/Tokyo]");
        assert_eq!(tokyo.date().to_string(), "2026-05-02");
        assert_eq!(tokyo.at.utc().date().to_string(), "2026-05-01");
    }

    #[test]
    fn what_is_not_its_text_form_is_refused_with_the_reason() {
        let cases = [
            ("", Rule::NotATime),
            ("2026-03-29T01:30:00+01:00", Rule::NotATime),
            ("2026-03-29T01:30:00Z[UTC]", Rule::NotATime),
            ("2026-03-29T01:30:00-00:00[UTC]", Rule::NotATime),
            ("2026-03-29T01:30:00[Europe/Berlin]", Rule::NotATime),
            ("2026-03-29T01:30+01:00[Europe/Berlin]", Rule::NotATime),
            ("2026-03-29 01:30:00+01:00[Europe/Berlin]", Rule::NotATime),
            (
                "2026-03-29T01:30:00.000+01:00[Europe/Berlin]",
                Rule::NotATime,
            ),
            ("2026-03-29T01:30:00+1:00[Europe/Berlin]", Rule::NotATime),
            ("2026-03-29T01:30:00+01:60[Europe/Berlin]", Rule::NotATime),
            (
                "2026-03-29T01:30:00+01:00:00[Europe/Berlin]",
                Rule::NotATime,
            ),
            ("2026-03-29T01:30:00+18:01[Europe/Berlin]", Rule::NotATime),
            ("2026-02-29T01:30:00+01:00[Europe/Berlin]", Rule::NotATime),
            ("2026-03-29T24:00:00+01:00[Europe/Berlin]", Rule::NotATime),
            ("2026-03-29T01:30:00+01:00[Europe/Berlin] ", Rule::NotATime),
            ("2026-03-29T01:30:00+01:00[]", Rule::NotAZone),
            ("2026-03-29T01:30:00+01:00[Europe/]", Rule::NotAZone),
            ("2026-03-29T01:30:00+01:00[../Berlin]", Rule::NotAZone),
            (
                "2026-03-29T01:30:00+01:00[Mitteleuropäische Zeit]",
                Rule::NotAZone,
            ),
            (
                "2026-03-29T01:30:00+01:00[Europe/Berlin][x]",
                Rule::NotAZone,
            ),
            ("1899-12-31T23:59:59+00:00[UTC]", Rule::year()),
            ("2201-01-01T00:00:00+00:00[UTC]", Rule::year()),
        ];
        for (text, rule) in cases {
            assert_eq!(text.parse::<CivilTime>(), Err(rule), "{text}");
        }
    }

    #[test]
    fn the_limits_of_years_are_those_of_the_wall_and_not_of_utc() {
        let wall = "2200-12-31T23:30:00-05:00[America/Lima]";
        assert_eq!(time(wall).at.utc().date().to_string(), "2201-01-01");
        let just_over = CivilTime::new(time(wall).at, 0, "UTC");
        assert_eq!(just_over, Err(Rule::year()));
    }

    #[test]
    fn values_from_outside_still_answer_and_fail_the_check() {
        for (at, offset_seconds) in [
            (Instant::MIN, i32::MIN),
            (Instant::MAX, i32::MAX),
            (Instant::EPOCH, 64_801),
        ] {
            let zone = String::from("UTC");
            let time = CivilTime {
                at,
                offset_seconds,
                zone,
            };
            assert!(time.check().is_err() && !time.to_string().is_empty());
            let _ = time.date();
        }
        let zone = "A".repeat(65);
        assert_eq!(CivilTime::new(Instant::EPOCH, 0, zone), Err(Rule::NotAZone));
    }

    proptest! {
        #[test]
        fn every_moment_within_the_limits_is_read_back_from_its_text(
            millis in -2_208_900_000_000_i64..7_289_568_000_000,
            offset in -64_800_i32..=64_800,
        ) {
            let time = CivilTime::new(Instant::from_millis(millis), offset, "Europe/Berlin").unwrap();
            prop_assert_eq!(time.to_string().parse(), Ok(time.clone()));
            let again = CivilTime::from_local(time.local(), offset, "Europe/Berlin");
            prop_assert_eq!(again, Ok(time));
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC*") {
            let _ = text.parse::<CivilTime>();
        }
    }
}
