//! How much a file may hold.
//!
//! The figures are far above any course that people could live (ten years of a daily journal are some
//! 25 000 records and 20 MB) and low enough that a phone can refuse a hostile file without running out of
//! memory: a file of the largest size, made of nothing but `[0,0,0,…`, would become a gigabyte of values.

/// The largest file, in bytes.
pub(super) const BYTES: usize = 64 << 20;

/// The deepest nesting of lists and objects; our own format needs five.
pub(super) const DEPTH: usize = 32;

/// The most values (texts, numbers, lists, objects) in a file.
pub(super) const VALUES: usize = 2_000_000;

/// The most records of one kind.
pub(super) const RECORDS: usize = 50_000;

/// The longest id of a record, in characters.
pub(super) const ID_CHARS: usize = 64;

/// The longest name of a member that a newer version added, in bytes.
pub(super) const NAME_BYTES: usize = 64;
