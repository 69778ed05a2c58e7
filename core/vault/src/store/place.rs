//! Where a record's row stands.
//!
//! FTS5 gives its hits in the order of their row numbers and can stop at any of them. If row numbers follow the time lived, the first
//! twenty hits of twenty thousand are the first twenty that it finds; if they do not, all of them must be looked up and sorted.
//! So a row number is the time lived in steps of 65.5 seconds, and a counter of 20 bits for what was lived in the same step. The order
//! inside a step is settled by whoever reads (`search.rs`). A record whose time lived is edited moves.

use rusqlite::{OptionalExtension, params};

use super::{conn::Conn, queries};
use crate::{Error, Result};

/// 1 January 1800 in milliseconds; what is older shares the first step.
const ORIGIN: i64 = -5_364_662_400_000;
const STEP_BITS: u32 = 16;
const COUNTER_BITS: u32 = 20;
const LAST_STEP: i64 = (1 << 40) - 1;

/// The step of a time lived. It never falls when time rises, which is all that the order needs.
pub(super) fn step(lived: i64) -> i64 {
    (lived.saturating_sub(ORIGIN) >> STEP_BITS).clamp(0, LAST_STEP)
}

/// The step of the row `seq`.
pub(super) fn step_of(seq: i64) -> i64 {
    seq >> COUNTER_BITS
}

/// The last row number that a step can have.
pub(super) fn last_of(step: i64) -> i64 {
    first_of(step + 1) - 1
}

fn first_of(step: i64) -> i64 {
    step << COUNTER_BITS
}

/// A free row number for a record lived then.
pub(super) fn free(conn: &Conn, lived: i64) -> Result<i64> {
    let (first, last) = (first_of(step(lived)), last_of(step(lived)));
    let mut query = conn.sql(queries::LAST_PLACE)?;
    let taken: Option<i64> = query
        .query_row(params![first, last], |row| row.get(0))
        .optional()?;
    match taken {
        None => Ok(first),
        Some(taken) if taken < last => Ok(taken + 1),
        Some(_) => Err(Error::NotStorable {
            what: "a million records of the same minute",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_is_never_placed_before_earlier() {
        let times = [
            i64::MIN,
            ORIGIN - 1,
            ORIGIN,
            -2_208_988_800_000,
            0,
            1,
            65_536,
            1_795_000_000_000,
            7_258_118_400_000,
            i64::MAX,
        ];
        for pair in times.windows(2) {
            assert!(step(pair[0]) <= step(pair[1]), "{pair:?}");
            assert!(last_of(step(pair[1])) > 0);
        }
        assert!(step(0) < step(65_536 * 2));
    }

    #[test]
    fn a_row_number_knows_its_step() {
        for step in [0, 1, 60_000_000, LAST_STEP] {
            assert_eq!(step_of(first_of(step)), step);
            assert_eq!(step_of(last_of(step)), step);
        }
    }
}
