//! Time as people live it.
//!
//! Three kinds of time are kept apart, because each loses something when it is written as another:
//! - an [`Instant`] is a point on the world's clock, for order and for "how long ago";
//! - a [`CivilTime`] is that point with the date, the hour and the zone it was lived in, so that an entry
//!   written at one in the morning in Tokyo stays a night in Tokyo after the flight home;
//! - a [`FuzzyDate`] is what a person remembers: "that summer", "around March 2019".
//!
//! All three are stored as text that a person can read and correct in a course file. This crate has no
//! database of time zones: the shells know the zone of their device, and what was true when a moment
//! was lived stays true when a government changes its clocks later.

mod civil;
mod fuzzy;
mod instant;
mod parse;

pub use civil::CivilTime;
pub use fuzzy::{Extent, FuzzyDate};
pub use instant::Instant;

use crate::check::Rule;
use crate::limits::{FIRST_YEAR, LAST_YEAR};
use chrono::Datelike;

/// A day of the calendar, without time or zone. Its text form is `2024-03-05`.
pub type CivilDate = chrono::NaiveDate;

/// Reads a day from its text form, within the [limits](crate::limits) of years.
///
/// # Errors
/// [`Rule::NotADate`] for what is no day of the calendar (such as `2023-02-30`), and
/// [`Rule::OutOfRange`] for a year outside the limits.
pub fn parse_date(text: &str) -> Result<CivilDate, Rule> {
    let date = parse::whole(text, parse::date).ok_or(Rule::NotADate)?;
    check_date(date)?;
    Ok(date)
}

/// Checks that the year of a day lies within the [limits](crate::limits).
///
/// # Errors
/// [`Rule::OutOfRange`] with the first and the last year.
pub fn check_date(date: CivilDate) -> Result<(), Rule> {
    check_year(date.year())
}

pub(crate) fn check_year(year: i32) -> Result<(), Rule> {
    Rule::within(year.into(), FIRST_YEAR.into(), LAST_YEAR.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        let impossible = [
            "2023-02-29",
            "2023-02-30",
            "1900-02-29",
            "2100-02-29",
            "2024-02-30",
            "2024-04-31",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-01-32",
        ];
        for text in impossible {
            assert_eq!(parse_date(text), Err(Rule::NotADate), "{text}");
        }
    }

    #[test]
    fn leap_days_follow_the_gregorian_rule() {
        for text in ["1904-02-29", "2000-02-29", "2024-02-29", "2196-02-29"] {
            assert_eq!(parse_date(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_first_and_the_last_year_are_allowed_and_their_neighbours_are_not() {
        for text in ["1900-01-01", "2200-12-31"] {
            assert!(parse_date(text).is_ok(), "{text}");
        }
        for text in ["1899-12-31", "2201-01-01", "0000-01-01", "9999-12-31"] {
            assert_eq!(parse_date(text), Err(Rule::year()), "{text}");
        }
    }

    #[test]
    fn a_day_has_one_spelling() {
        let others = [
            "",
            "2024",
            "2024-03",
            "2024-3-5",
            " 2024-03-05",
            "2024-03-05 ",
            "+2024-03-05",
            "20240305",
            "2024/03/05",
            "2024-03-05T00:00:00",
            "٢٠٢٤-٠٣-٠٥",
            "-024-03-05",
            "2024-+3-05",
        ];
        for text in others {
            assert_eq!(parse_date(text), Err(Rule::NotADate), "{text}");
        }
    }
}
