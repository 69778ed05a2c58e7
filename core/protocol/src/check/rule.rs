//! The hard rules, as data that a shell can put into words.

use crate::limits;
use serde::{Deserialize, Serialize};

/// A hard rule. Lengths count Unicode scalar values; ranges include both ends.
///
/// It is an error, too: reading a date gives a `Rule`, which the caller joins with the name of the
/// field to a [`Violation`](super::Violation).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Rule {
    /// Something must be there.
    #[error("must not be empty")]
    Empty,
    /// The text is longer than `max`.
    #[error("must have at most {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: i32,
    },
    /// The list has more than `max` entries.
    #[error("must have at most {max} entries")]
    TooMany {
        /// The most entries allowed.
        max: i32,
    },
    /// The list has fewer than `min` entries.
    #[error("must have at least {min} entries")]
    TooFew {
        /// The fewest entries allowed.
        min: i32,
    },
    /// The number lies outside `min..=max`.
    #[error("must lie between {min} and {max}")]
    OutOfRange {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// The text holds a control character, or a line break where one line is meant.
    #[error("must not hold control characters")]
    ControlCharacter,
    /// The text holds a character that reorders what stands around it.
    #[error("must not hold characters that override the direction of text")]
    DirectionOverride,
    /// The text is no date of the calendar, such as 2023-02-30.
    #[error("must be a date that exists")]
    NotADate,
    /// The text is no moment with offset and zone.
    #[error("must be a time with offset and zone")]
    NotATime,
    /// The text has not the shape of a time zone's name.
    #[error("must be the name of a time zone")]
    NotAZone,
    /// The text is no identifier.
    #[error("must be an identifier")]
    NotAnId,
    /// The end lies before the start.
    #[error("must not end before it starts")]
    Reversed,
    /// The same entry, or the same id, stands there twice.
    #[error("must not occur twice")]
    Duplicate,
    /// The value is of no use here: a state that cannot follow, a kind that does not fit.
    #[error("is not allowed here")]
    NotAllowed,
    /// The field names a record that does not exist.
    #[error("must name something that exists")]
    UnknownReference,
    /// A file's text cannot be read from this place on.
    #[error("cannot be read at line {line}, column {column}")]
    Malformed {
        /// The line, from 1.
        line: i32,
        /// The byte in that line, from 1; 0 where the line before was expected to go on.
        column: i32,
    },
    /// A value of another type stands here, such as a text instead of a number.
    #[error("must be of another type")]
    WrongType,
    /// This version knows no field of that name.
    #[error("is not a known field")]
    UnknownField,
    /// Lists and objects lie inside each other more than `max` deep.
    #[error("must not be nested more than {max} deep")]
    TooDeep {
        /// The deepest nesting allowed.
        max: i32,
    },
}

impl Rule {
    /// The rule that years of dates keep.
    #[must_use]
    pub const fn year() -> Self {
        Self::OutOfRange {
            min: limits::FIRST_YEAR as i64,
            max: limits::LAST_YEAR as i64,
        }
    }

    /// The rule for a text of at most `max` characters.
    #[must_use]
    pub fn too_long(max: usize) -> Self {
        let max = i32::try_from(max).unwrap_or(i32::MAX);
        Self::TooLong { max }
    }

    /// The rule for a list of at most `max` entries.
    #[must_use]
    pub fn too_many(max: usize) -> Self {
        let max = i32::try_from(max).unwrap_or(i32::MAX);
        Self::TooMany { max }
    }

    /// Checks that `value` lies in `min..=max`.
    ///
    /// # Errors
    /// [`Rule::OutOfRange`] with the two ends.
    pub fn within(value: i64, min: i64, max: i64) -> Result<(), Self> {
        if (min..=max).contains(&value) {
            Ok(())
        } else {
            Err(Self::OutOfRange { min, max })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_stored_with_its_code_and_its_figures() {
        let json = serde_json::to_string(&Rule::TooLong { max: 80 }).unwrap();
        assert_eq!(json, r#"{"code":"too_long","max":80}"#);
        assert_eq!(
            serde_json::to_string(&Rule::Empty).unwrap(),
            r#"{"code":"empty"}"#
        );
    }

    #[test]
    fn a_limit_too_large_to_say_is_said_as_the_largest() {
        assert_eq!(Rule::too_long(usize::MAX), Rule::TooLong { max: i32::MAX });
        assert_eq!(Rule::too_many(usize::MAX), Rule::TooMany { max: i32::MAX });
    }
}
