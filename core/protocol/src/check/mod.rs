//! What may be stored, and what is only worth a second look.
//!
//! There are two kinds of rule and they are never mixed. A hard rule keeps the record sound: a date
//! that exists, a text that fits, a name without control characters. Breaking it gives a
//! [`Violation`] that names the field and the [`Rule`], and nothing is saved. A soft rule is
//! advice from the therapy: it gives a [`Hint`], and never blocks.
//!
//! Neither holds what the person wrote, so both may be logged. Neither is a sentence: the shells
//! have the words, in the person's language, under the rule's code and the hint's id.

mod hint;
mod rule;
mod text;

pub use hint::{Argument, ArgumentValue, Hint};
pub use rule::Rule;
pub use text::{check_line, check_name, check_text};

use serde::{Deserialize, Serialize};

/// A hard rule that a field breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Violation {
    /// The path of the field inside its record, such as `steps[2].text`.
    pub field: String,
    /// The rule that it breaks.
    pub rule: Rule,
}

impl Violation {
    /// Says that `field` breaks `rule`.
    pub fn new(field: impl Into<String>, rule: Rule) -> Self {
        let field = field.into();
        Self { field, rule }
    }

    /// The same violation seen from the record around: `text` under `steps[2]` is `steps[2].text`.
    #[must_use]
    pub fn under(mut self, parent: &str) -> Self {
        self.field = match self.field.chars().next() {
            None => parent.to_owned(),
            Some('[') => format!("{parent}{}", self.field),
            Some(_) => format!("{parent}.{}", self.field),
        };
        self
    }
}

/// Collects every violation of a record, so that a form shows all of them at once.
///
/// ```
/// use kith_protocol::check::{Check, Rule};
///
/// let mut check = Check::new();
/// check.name("title", "Sunday lunch");
/// check.within("value", 11, 0, 10);
/// check.inside("steps[0]", |step| step.line("text", ""));
/// let found = check.finish().unwrap_err();
/// assert_eq!(found[0].rule, Rule::OutOfRange { min: 0, max: 10 });
/// assert_eq!(found[1].field, "steps[0].text");
/// ```
#[derive(Default)]
pub struct Check {
    found: Vec<Violation>,
}

impl Check {
    /// A check that has found nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes the rule that a check of `field` came back with, if any.
    pub fn that<T>(&mut self, field: &str, outcome: Result<T, Rule>) {
        if let Err(rule) = outcome {
            self.found.push(Violation::new(field, rule));
        }
    }

    /// Notes `rule` unless `holds`.
    pub fn ensure(&mut self, field: &str, holds: bool, rule: Rule) {
        self.that(field, if holds { Ok(()) } else { Err(rule) });
    }

    /// A name: see [`check_name`].
    pub fn name(&mut self, field: &str, value: &str) {
        self.that(field, check_name(value));
    }

    /// A line that must hold something: see [`check_line`].
    pub fn line(&mut self, field: &str, value: &str) {
        self.ensure(field, !value.trim().is_empty(), Rule::Empty);
        self.optional_line(field, value);
    }

    /// A line that may be empty.
    pub fn optional_line(&mut self, field: &str, value: &str) {
        self.that(field, check_line(value));
    }

    /// A long text that must hold something: see [`check_text`].
    pub fn text(&mut self, field: &str, value: &str) {
        self.ensure(field, !value.trim().is_empty(), Rule::Empty);
        self.optional_text(field, value);
    }

    /// A long text that may be empty.
    pub fn optional_text(&mut self, field: &str, value: &str) {
        self.that(field, check_text(value));
    }

    /// A number between `min` and `max`, both allowed.
    pub fn within(&mut self, field: &str, value: impl Into<i64>, min: i64, max: i64) {
        self.that(field, Rule::within(value.into(), min, max));
    }

    /// A list of at most `max` entries.
    pub fn at_most(&mut self, field: &str, entries: usize, max: usize) {
        self.ensure(field, entries <= max, Rule::too_many(max));
    }

    /// Checks a part of the record; what it finds is named by the path from here.
    pub fn inside(&mut self, field: &str, part: impl FnOnce(&mut Self)) {
        let mut within = Self::new();
        part(&mut within);
        self.found.extend(
            within
                .found
                .into_iter()
                .map(|violation| violation.under(field)),
        );
    }

    /// Everything that was found, or nothing.
    ///
    /// # Errors
    /// The violations in the order in which they were found.
    pub fn finish(self) -> Result<(), Vec<Violation>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(part: impl FnOnce(&mut Check)) -> Vec<Violation> {
        let mut check = Check::new();
        part(&mut check);
        check.finish().err().unwrap_or_default()
    }

    #[test]
    fn a_sound_record_passes() {
        assert!(
            found(|check| {
                check.name("alias", "Ana");
                check.optional_text("notes", "");
                check.within("mood", 0, 0, 10);
                check.at_most("people", 200, 200);
            })
            .is_empty()
        );
    }

    #[test]
    fn every_violation_is_reported_with_the_path_of_its_field() {
        let found = found(|check| {
            check.name("alias", "");
            check.inside("steps", |steps| {
                steps.inside("[2]", |step| step.line("text", " "));
                steps.ensure("", false, Rule::TooMany { max: 5 });
            });
        });
        let fields: Vec<_> = found
            .iter()
            .map(|violation| violation.field.as_str())
            .collect();
        assert_eq!(fields, ["alias", "steps[2].text", "steps"]);
    }

    #[test]
    fn the_ends_of_a_range_are_inside() {
        let outside = |value: i32| !found(|check| check.within("mood", value, 0, 10)).is_empty();
        let expected = [(-1, true), (0, false), (10, false), (11, true)];
        for (value, is_outside) in expected {
            assert_eq!(outside(value), is_outside, "{value}");
        }
    }
}
