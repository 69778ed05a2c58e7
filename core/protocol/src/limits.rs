//! Every limit on what a person can write, in one place.
//!
//! A limit protects two things: a screen that must still read well, and a device that must not be
//! flooded by a hostile file. Lengths are counted in Unicode scalar values (`char`s), neither bytes
//! nor graphemes: bytes would give a name in Hindi a third of the room of one in English, and
//! graphemes have no upper bound in bytes and change with each version of Unicode.

/// The longest name (of a person, a goal, a client), in Unicode scalar values.
pub const NAME_CHARS: usize = 80;

/// The longest text of one line, in Unicode scalar values.
pub const LINE_CHARS: usize = 500;

/// The longest text of several lines, in Unicode scalar values.
pub const TEXT_CHARS: usize = 20_000;

/// The most entries of a list inside one record (people of an event, steps of a goal).
pub const LIST_ENTRIES: usize = 200;

/// The first year that a date may name: nobody alive was born before it.
pub const FIRST_YEAR: i32 = 1900;

/// The last year that a date may name.
pub const LAST_YEAR: i32 = 2200;

/// The largest offset from UTC in either direction, in seconds (18 hours, as in ISO 8601 libraries).
pub const OFFSET_SECONDS: i32 = 18 * 3600;

/// The longest name of a time zone, in bytes (all are ASCII; the longest today has 30).
pub const ZONE_BYTES: usize = 64;

/// The highest value of a rating from 0 (mood, intensity, conflict, confidence).
pub const RATING_MAX: i32 = 10;
