//! A point on the world's clock.

use super::parse;
use crate::check::Rule;
use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A moment in UTC, in whole milliseconds since the Unix epoch.
///
/// Milliseconds are what phones measure and what Kotlin and Swift keep without loss; a finer clock
/// would only promise an order that no device can give. A value always lies in the years 1 to 9999:
/// conversions saturate there, so that a broken clock gives a wrong moment and never a panic. Its text
/// form is RFC 3339 in UTC, such as `2026-03-29T00:30:00Z`, with milliseconds only where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(253_402_300_799_999);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The moment `millis` milliseconds after the Unix epoch, or the nearest that can be said.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        if millis < Self::MIN.0 {
            Self::MIN
        } else if millis > Self::MAX.0 {
            Self::MAX
        } else {
            Self(millis)
        }
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment `millis` milliseconds later (earlier where negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// How many milliseconds lie between `earlier` and this moment; negative if it is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Date and time of day in UTC.
    #[must_use]
    pub fn utc(self) -> NaiveDateTime {
        self.date_time().naive_utc()
    }

    /// The moment at which a clock in UTC shows `utc`.
    #[must_use]
    pub fn from_utc(utc: NaiveDateTime) -> Self {
        Self::from_millis(utc.and_utc().timestamp_millis())
    }

    fn date_time(self) -> DateTime<Utc> {
        // Every value between MIN and MAX is one that chrono can say, so the default is never taken.
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::from_millis(moment.timestamp_millis())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = if self.0 % 1000 == 0 {
            SecondsFormat::Secs
        } else {
            SecondsFormat::Millis
        };
        f.write_str(&self.date_time().to_rfc3339_opts(format, true))
    }
}

impl FromStr for Instant {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        let text = text.strip_suffix('Z').ok_or(Rule::NotATime)?;
        let utc = parse::whole(text, parse::date_time).ok_or(Rule::NotATime)?;
        Ok(Self::from_utc(utc))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn milliseconds_are_written_only_where_there_are_any() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_774_744_200_000, "2026-03-29T00:30:00Z"),
            (4_102_444_800_000, "2100-01-01T00:00:00Z"),
        ];
        for (millis, text) in cases {
            assert_eq!(Instant::from_millis(millis).to_string(), text);
            assert_eq!(text.parse(), Ok(Instant::from_millis(millis)));
        }
    }

    #[test]
    fn a_clock_beyond_the_calendar_saturates() {
        assert_eq!(
            Instant::from_millis(i64::MAX).to_string(),
            "9999-12-31T23:59:59.999Z"
        );
        assert_eq!(
            Instant::from_millis(i64::MIN).to_string(),
            "0001-01-01T00:00:00Z"
        );
        assert_eq!(Instant::MAX.plus_millis(i64::MAX), Instant::MAX);
        assert_eq!(Instant::MIN.plus_millis(i64::MIN), Instant::MIN);
    }

    #[test]
    fn what_is_not_a_moment_in_utc_is_refused() {
        let others = [
            "",
            "Z",
            "2026-03-29",
            "2026-03-29T00:30:00",
            "2026-03-29T00:30:00+00:00",
            "2026-03-29t00:30:00Z",
            "2026-03-29 00:30:00Z",
            "2026-03-29T00:30Z",
            "2026-03-29T24:00:00Z",
            "2026-03-29T23:59:60Z",
            "2026-03-29T00:30:00.5Z",
            "2026-03-29T00:30:00.000Z",
            "2026-02-29T00:30:00Z",
            "2026-03-29T00:30:00ZZ",
        ];
        for text in others {
            assert_eq!(text.parse::<Instant>(), Err(Rule::NotATime), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_back_from_its_text(millis in any::<i64>()) {
            let moment = Instant::from_millis(millis);
            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
            prop_assert_eq!(Instant::from_utc(moment.utc()), moment);
        }

        #[test]
        fn within_four_digit_years_text_and_time_have_one_order(
            a in Instant::MIN.0..=Instant::MAX.0,
            b in Instant::MIN.0..=Instant::MAX.0,
        ) {
            let (a, b) = (Instant(a).plus_millis(-(a % 1000)), Instant(b).plus_millis(-(b % 1000)));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }
}
