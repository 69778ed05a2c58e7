//! Reading the text forms: small pieces, each of which takes its part off the front of a text.
//!
//! Chrono's own parser reads more than we write ("2024-3-5", spaces, signs). A stored form that can
//! be spelt in two ways is compared wrongly somewhere, so each form here has one spelling.

use super::CivilDate;
use crate::check::Rule;
use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserializer, de};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// What a piece leaves: the value it read and the text after it.
pub(super) type Piece<'a, T> = Option<(T, &'a str)>;

/// Reads the whole text as one piece.
pub(super) fn whole<'a, T>(text: &'a str, piece: impl Fn(&'a str) -> Piece<'a, T>) -> Option<T> {
    piece(text).and_then(|(value, rest)| rest.is_empty().then_some(value))
}

/// Reads exactly `count` ASCII digits as a number.
pub(super) fn digits(text: &str, count: usize) -> Piece<'_, u32> {
    let (head, rest) = text.split_at_checked(count)?;
    let all_digits = head.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then_some(())?;
    Some((head.parse().ok()?, rest))
}

/// Reads `mark` and then `count` digits.
pub(super) fn digits_after(text: &str, mark: char, count: usize) -> Piece<'_, u32> {
    digits(text.strip_prefix(mark)?, count)
}

/// Reads a year of four digits.
pub(super) fn year(text: &str) -> Piece<'_, i32> {
    let (year, rest) = digits(text, 4)?;
    Some((i32::try_from(year).ok()?, rest))
}

/// Reads a day of the calendar: `2024-03-05`.
pub(super) fn date(text: &str) -> Piece<'_, CivilDate> {
    let (year, rest) = year(text)?;
    let (month, rest) = digits_after(rest, '-', 2)?;
    let (day, rest) = digits_after(rest, '-', 2)?;
    Some((CivilDate::from_ymd_opt(year, month, day)?, rest))
}

/// Reads a time of day, to the second, or to the millisecond where there are any: `09:30:00`,
/// `09:30:00.250`.
pub(super) fn time(text: &str) -> Piece<'_, NaiveTime> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits_after(rest, ':', 2)?;
    let (second, rest) = digits_after(rest, ':', 2)?;
    let fraction = digits_after(rest, '.', 3).filter(|(milli, _)| *milli > 0);
    let (milli, rest) = fraction.unwrap_or((0, rest));
    Some((
        NaiveTime::from_hms_milli_opt(hour, minute, second, milli)?,
        rest,
    ))
}

/// Reads date and time of day: `2024-03-05T09:30:00`.
pub(super) fn date_time(text: &str) -> Piece<'_, NaiveDateTime> {
    let (date, rest) = date(text)?;
    let (time, rest) = time(rest.strip_prefix('T')?)?;
    Some((date.and_time(time), rest))
}

/// Reads an offset from UTC in seconds: `+01:00`, `-00:44:30`. None at all is `+00:00`, and seconds are
/// written only where there are any.
pub(super) fn offset(text: &str) -> Piece<'_, i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits_after(rest, ':', 2)?;
    let odd = digits_after(rest, ':', 2).filter(|(seconds, _)| *seconds > 0);
    let (seconds, rest) = odd.unwrap_or((0, rest));
    (minutes < 60 && seconds < 60).then_some(())?;
    let total = i32::try_from(hours * 3600 + minutes * 60 + seconds).ok()?;
    (sign > 0 || total > 0).then_some((sign * total, rest))
}

/// Deserializes a type from its text form. The error names the rule and not the text, because the
/// text may be what a person wrote in the wrong place.
pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err = Rule>,
    D: Deserializer<'de>,
{
    struct Form<T>(PhantomData<T>);

    impl<T: FromStr<Err = Rule>> de::Visitor<'_> for Form<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(de::Error::custom)
        }
    }

    // Asked for a text of its own, a reader of files can tell our forms from days and ids, which borrow theirs.
    deserializer.deserialize_string(Form(PhantomData))
}
