//! What one side answers: how long it took, and proof of what it did.
//!
//! Only the operation itself is timed. What it returned is looked at afterwards: the number of things seen and a sum
//! over them must be the same on both sides, or the comparison compares different work.

use std::fmt;
use std::str::FromStr;
use std::time::Instant;

/// Time spent and things seen by a number of operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Nanoseconds inside the operations.
    pub nanos: u64,
    /// Entries, hits or other things that came back.
    pub items: u64,
    /// Wrapping sum over what came back.
    pub sum: i64,
}

impl Tally {
    /// Runs one operation on the clock.
    pub fn time<T>(&mut self, operation: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let value = operation();
        self.nanos += u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        value
    }

    /// Counts one thing that came back.
    pub fn see(&mut self, value: i64) {
        self.items += 1;
        self.sum = self.sum.wrapping_add(value);
    }

    /// Counts the texts of something already seen.
    pub fn weigh<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let bytes: usize = texts.into_iter().map(str::len).sum();
        self.sum = self.sum.wrapping_add(bytes as i64);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.nanos, self.items, self.sum)
    }
}

impl FromStr for Tally {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let refused = || format!("not a tally: {line}");
        let mut words = line.split_whitespace();
        let mut number = || {
            words
                .next()
                .and_then(|word| word.parse::<i64>().ok())
                .ok_or_else(refused)
        };
        let (nanos, items, sum) = (number()?, number()?, number()?);
        let unsigned = |n: i64| u64::try_from(n).map_err(|_| refused());
        Ok(Self {
            nanos: unsigned(nanos)?,
            items: unsigned(items)?,
            sum,
        })
    }
}
