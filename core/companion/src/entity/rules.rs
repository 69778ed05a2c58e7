//! The checks that most contents need, as words on [`Check`].
//!
//! They stand here and not in the protocol because they know how a content is shaped: an empty text
//! is absent, a rating may be missing, a list names records.

use kith_protocol::check::{Check, Rule, check_name};
use kith_protocol::limits;
use kith_protocol::time::{CivilDate, CivilTime, FuzzyDate, check_date};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The longest word of an open enumeration, in bytes.
const WORD_BYTES: usize = 64;

/// Checks on the parts of a content.
pub(crate) trait Rules {
    /// A line that may be missing.
    fn some_line(&mut self, field: &str, value: Option<&String>);
    /// A long text that may be missing.
    fn some_text(&mut self, field: &str, value: Option<&String>);
    /// A rating between 0 and 10 that may be missing.
    fn rating(&mut self, field: &str, value: Option<i32>);
    /// A number between `min` and `max` that may be missing.
    fn some_within(&mut self, field: &str, value: Option<i32>, min: i32, max: i32);
    /// A word of an open enumeration; one of a newer version must still have the shape of a word.
    fn word(&mut self, field: &str, word: &str);
    /// A word that may be missing.
    fn some_word(&mut self, field: &str, word: Option<&str>) {
        if let Some(word) = word {
            self.word(field, word);
        }
    }
    /// A list of words, each at most once.
    fn words<'a>(&mut self, field: &str, words: impl IntoIterator<Item = &'a str>);
    /// A list of records, each at most once.
    fn ids(&mut self, field: &str, ids: &[Uuid]);
    /// A list of names, each at most once.
    fn names(&mut self, field: &str, names: &[String]);
    /// A list of lines, none of them empty.
    fn lines(&mut self, field: &str, lines: &[String]);
    /// A moment as it was lived.
    fn time(&mut self, field: &str, at: Option<&CivilTime>);
    /// A day of the calendar within the years that Kith knows.
    fn day(&mut self, field: &str, day: Option<CivilDate>);
    /// A date that may be known only roughly.
    fn fuzzy(&mut self, field: &str, date: Option<&FuzzyDate>);
}

impl Rules for Check {
    fn some_line(&mut self, field: &str, value: Option<&String>) {
        self.optional_line(field, value.map_or("", String::as_str));
    }

    fn some_text(&mut self, field: &str, value: Option<&String>) {
        self.optional_text(field, value.map_or("", String::as_str));
    }

    fn rating(&mut self, field: &str, value: Option<i32>) {
        self.some_within(field, value, 0, limits::RATING_MAX);
    }

    fn some_within(&mut self, field: &str, value: Option<i32>, min: i32, max: i32) {
        if let Some(value) = value {
            self.within(field, value, min.into(), max.into());
        }
    }

    fn word(&mut self, field: &str, word: &str) {
        let shaped = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b);
        let holds = (1..=WORD_BYTES).contains(&word.len()) && word.bytes().all(shaped);
        self.ensure(field, holds, Rule::NotAllowed);
    }

    fn words<'a>(&mut self, field: &str, words: impl IntoIterator<Item = &'a str>) {
        let words: Vec<&str> = words.into_iter().collect();
        each_once(self, field, &words, |check, word| check.word("", word));
    }

    fn ids(&mut self, field: &str, ids: &[Uuid]) {
        each_once(self, field, ids, |_, _| ());
    }

    fn names(&mut self, field: &str, names: &[String]) {
        each_once(self, field, names, |check, name| {
            check.that("", check_name(name))
        });
    }

    fn lines(&mut self, field: &str, lines: &[String]) {
        each_once(self, field, lines, |check, line| check.line("", line));
    }

    fn time(&mut self, field: &str, at: Option<&CivilTime>) {
        if let Some(at) = at {
            self.that(field, at.check());
        }
    }

    fn day(&mut self, field: &str, day: Option<CivilDate>) {
        if let Some(day) = day {
            self.that(field, check_date(day));
        }
    }

    fn fuzzy(&mut self, field: &str, date: Option<&FuzzyDate>) {
        if let Some(date) = date {
            self.that(field, date.check());
        }
    }
}

/// Checks the length of a list, each entry by `part`, and that none stands there twice.
fn each_once<T: Ord>(check: &mut Check, field: &str, entries: &[T], part: impl Fn(&mut Check, &T)) {
    check.at_most(field, entries.len(), limits::LIST_ENTRIES);
    let mut seen = BTreeSet::new();
    for (index, entry) in entries.iter().take(limits::LIST_ENTRIES).enumerate() {
        let at = format!("{field}[{index}]");
        check.inside(&at, |check| part(check, entry));
        check.ensure(&at, seen.insert(entry), Rule::Duplicate);
    }
}
