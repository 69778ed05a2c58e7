//! Dates as they are remembered.
//!
//! "We separated in 2019" is not the first of January 2019, and a form that demands a day gets an
//! invented one, which then moves events around the onset of symptoms. So a date is an interval:
//! a year, a month, a day, or from one day to another; and "about" is said apart from how fine it is.
//!
//! Two such dates have no natural order where one contains the other. A list needs one, so it is: by the
//! first day, then the finer before the coarser (among intervals with the same first day that is
//! the one that ends first), then the exact before the approximate.

use super::{CivilDate, check_date, check_year, parse};
use crate::check::Rule;
use chrono::Datelike;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A date as fine as it is remembered. Text forms: `2024`, `2024-03`, `2024-03-05`,
/// `2024-03-05/2024-04-01`, each with `~` before it where it is only about right.
///
/// ```
/// use kith_protocol::time::FuzzyDate;
///
/// let summer: FuzzyDate = "~2019-06-01/2019-08-31".parse()?;
/// assert!(summer.approximate);
/// assert_eq!(summer.end().to_string(), "2019-08-31");
/// assert!("2023-02-30".parse::<FuzzyDate>().is_err());
/// # Ok::<(), kith_protocol::check::Rule>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FuzzyDate {
    /// The days that are meant.
    pub extent: Extent,
    /// Whether the person said "about".
    pub approximate: bool,
}

/// The days that a [`FuzzyDate`] covers, finest first.
///
/// The foreign surface can fill it with numbers that are no date; [`FuzzyDate::check`] says so.
/// Every other method still answers, with the nearest date there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Extent {
    /// One day.
    Day {
        /// The day.
        date: CivilDate,
    },
    /// From one day to another, both included.
    Range {
        /// The first day.
        from: CivilDate,
        /// The last day.
        to: CivilDate,
    },
    /// A month.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: i32,
    },
    /// A year.
    Year {
        /// The year.
        year: i32,
    },
}

impl FuzzyDate {
    /// An exact date.
    #[must_use]
    pub const fn exactly(extent: Extent) -> Self {
        Self {
            extent,
            approximate: false,
        }
    }

    /// A date that is only about right.
    #[must_use]
    pub const fn about(extent: Extent) -> Self {
        Self {
            extent,
            approximate: true,
        }
    }

    /// One exact day.
    #[must_use]
    pub const fn day(date: CivilDate) -> Self {
        Self::exactly(Extent::Day { date })
    }

    /// The first day that is meant.
    #[must_use]
    pub fn start(&self) -> CivilDate {
        self.extent.start()
    }

    /// The last day that is meant.
    #[must_use]
    pub fn end(&self) -> CivilDate {
        self.extent.end()
    }

    /// Whether `date` is one of the days that are meant.
    #[must_use]
    pub fn covers(&self, date: CivilDate) -> bool {
        (self.start()..=self.end()).contains(&date)
    }

    /// The fewest days between two dates: 0 where they overlap.
    #[must_use]
    pub fn days_apart(&self, other: &Self) -> i64 {
        let gap = |before: &Self, after: &Self| (after.start() - before.end()).num_days();
        gap(self, other).max(gap(other, self)).max(0)
    }

    /// Checks that the date exists, lies within the [limits](crate::limits), and runs forward.
    ///
    /// # Errors
    /// [`Rule::NotADate`], [`Rule::OutOfRange`] or [`Rule::Reversed`].
    pub fn check(&self) -> Result<(), Rule> {
        match self.extent {
            Extent::Day { date } => check_date(date),
            Extent::Range { from, to } => {
                check_date(from)?;
                check_date(to)?;
                if from <= to {
                    Ok(())
                } else {
                    Err(Rule::Reversed)
                }
            }
            Extent::Month { year, month } => {
                Rule::within(month.into(), 1, 12).map_err(|_| Rule::NotADate)?;
                check_year(year)
            }
            Extent::Year { year } => check_year(year),
        }
    }
}

impl Extent {
    fn start(self) -> CivilDate {
        match self {
            Self::Day { date } => date,
            Self::Range { from, to } => from.min(to),
            Self::Month { year, month } => first_of(year, month),
            Self::Year { year } => first_of(year, 1),
        }
    }

    fn end(self) -> CivilDate {
        match self {
            Self::Day { date } => date,
            Self::Range { from, to } => from.max(to),
            Self::Month { year, month } => last_of(year, month),
            Self::Year { year } => last_of(year, 12),
        }
    }
}

/// The first day of a month; years and months that do not exist become the nearest that do.
fn first_of(year: i32, month: i32) -> CivilDate {
    let (year, month) = (year.clamp(1, 9999), month.clamp(1, 12).unsigned_abs());
    // A first of a month in the years 1 to 9999 always exists, so the default is never taken.
    CivilDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

/// The last day of a month, as [`first_of`] understands it.
fn last_of(year: i32, month: i32) -> CivilDate {
    let first = first_of(year, month);
    let last = first.num_days_in_month();
    first.with_day(last.into()).unwrap_or(first)
}

impl Ord for FuzzyDate {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.start(), date.end(), date.extent, date.approximate);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for FuzzyDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.approximate {
            f.write_str("~")?;
        }
        match self.extent {
            Extent::Day { date } => write!(f, "{date}"),
            Extent::Range { from, to } => write!(f, "{from}/{to}"),
            Extent::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Extent::Year { year } => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for FuzzyDate {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        let (text, approximate) = match text.strip_prefix('~') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let extent = parse::whole(text, extent).ok_or(Rule::NotADate)?;
        let date = Self {
            extent,
            approximate,
        };
        date.check()?;
        Ok(date)
    }
}

/// Reads the finest form that fits: a range, a day, a month, a year.
fn extent(text: &str) -> parse::Piece<'_, Extent> {
    range(text)
        .or_else(|| parse::date(text).map(|(date, rest)| (Extent::Day { date }, rest)))
        .or_else(|| month(text))
        .or_else(|| parse::year(text).map(|(year, rest)| (Extent::Year { year }, rest)))
}

fn range(text: &str) -> parse::Piece<'_, Extent> {
    let (from, rest) = parse::date(text)?;
    let (to, rest) = parse::date(rest.strip_prefix('/')?)?;
    Some((Extent::Range { from, to }, rest))
}

fn month(text: &str) -> parse::Piece<'_, Extent> {
    let (year, rest) = parse::year(text)?;
    let (month, rest) = parse::digits_after(rest, '-', 2)?;
    let month = i32::try_from(month).ok()?;
    Some((Extent::Month { year, month }, rest))
}

impl Serialize for FuzzyDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FuzzyDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests;
