//! The growing delay after wrong passphrases and recovery codes.
//!
//! It slows a person who guesses on somebody else's phone; Argon2id and the code's 128 bits are what stands against whoever
//! has copied the folder, and nothing here could. So it is kept in a plain file beside the header, and nothing is ever wiped for too
//! many tries. A try is counted before it is made: ending the program in the middle of one wins nothing.
//!
//! There is no clock to trust but the one the caller names. Set back, it starts the present delay over, once, and can never make it
//! longer than it was; set forward, it shortens it, which no file could prevent.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::staged::{Staged, sync_parent};
use crate::{Error, Result};

/// Seconds to wait after the first, the second, … wrong try; the last one for all that follow.
const DELAYS: [i64; 9] = [0, 0, 0, 1, 5, 30, 60, 300, 900];

/// The tries that failed since the last that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Tally {
    failed: u32,
    /// When the last of them was, in milliseconds.
    at: i64,
}

/// The tally and the file that keeps it.
pub(super) struct Attempts {
    file: PathBuf,
    tally: Tally,
}

impl Tally {
    /// Milliseconds from the last failure to the next try.
    fn delay(self) -> i64 {
        let place = usize::try_from(self.failed).unwrap_or(usize::MAX);
        place
            .checked_sub(1)
            .map_or(0, |place| DELAYS[place.min(DELAYS.len() - 1)] * 1000)
    }

    /// Milliseconds that are left of it.
    fn remaining(self, now: i64) -> i64 {
        self.at
            .saturating_add(self.delay())
            .saturating_sub(now)
            .clamp(0, self.delay())
    }

    /// The tally after one more failure.
    fn and_another(self, now: i64) -> Self {
        Self {
            failed: self.failed.saturating_add(1),
            at: now,
        }
    }

    /// The same tally for a clock that now stands before the last failure.
    fn anchored(self, now: i64) -> Self {
        Self {
            at: self.at.min(now),
            ..self
        }
    }
}

impl Attempts {
    /// Reads the tally. A file that is missing or makes no sense counts as none: it keeps nobody out who could delete it.
    pub(super) fn in_folder(dir: &Path) -> Self {
        let file = dir.join("attempts");
        let tally = fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            file,
            tally: tally.unwrap_or_default(),
        }
    }

    /// Makes a try, unless it comes too soon.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] with the time to wait, from the try or instead of it. Other errors of the try are passed on and not counted.
    pub(super) fn guard<T>(&mut self, now: i64, attempt: impl FnOnce() -> Result<T>) -> Result<T> {
        self.keep(self.tally.anchored(now));
        let wait = self.tally.remaining(now);
        if wait > 0 {
            return Err(Error::WrongSecret {
                retry_after_ms: wait,
            });
        }
        let before = self.tally;
        self.keep(before.and_another(now));
        match attempt() {
            Ok(value) => {
                self.keep(Tally::default());
                Ok(value)
            }
            Err(Error::WrongSecret { .. }) => Err(Error::WrongSecret {
                retry_after_ms: self.tally.delay(),
            }),
            Err(other) => {
                self.keep(before);
                Err(other)
            }
        }
    }

    /// Keeps the tally, in memory at least: a full or read-only disk must not keep anyone from their own records.
    fn keep(&mut self, tally: Tally) {
        if tally == self.tally {
            return;
        }
        self.tally = tally;
        let _ = self.store();
    }

    fn store(&self) -> Result<()> {
        if self.tally == Tally::default() {
            fs::remove_file(&self.file)?;
            return sync_parent(&self.file);
        }
        let json = serde_json::to_vec(&self.tally).map_err(|_| Error::Damaged {
            what: "the count of tries",
        })?;
        Staged::write(&self.file, &json)?.publish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn failed(times: u32, at: i64) -> Tally {
        Tally { failed: times, at }
    }

    fn wrong(attempts: &mut Attempts, now: i64) -> i64 {
        match attempts.guard(now, || {
            Err::<(), _>(Error::WrongSecret { retry_after_ms: 0 })
        }) {
            Err(Error::WrongSecret { retry_after_ms }) => retry_after_ms,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_delay_grows_to_a_quarter_of_an_hour_and_no_further() {
        let delays: Vec<i64> = (0..12)
            .map(|times| failed(times, 0).delay() / 1000)
            .collect();
        assert_eq!(delays, [0, 0, 0, 0, 1, 5, 30, 60, 300, 900, 900, 900]);
        assert_eq!(failed(u32::MAX, 0).delay(), 15 * MINUTE);
    }

    #[test]
    fn waiting_shortens_it_and_it_ends() {
        let tally = failed(5, 1_000);
        assert_eq!(
            [1_000, 3_000, 6_000, 9_000].map(|now| tally.remaining(now)),
            [5_000, 3_000, 0, 0]
        );
    }

    #[test]
    fn a_try_inside_the_delay_is_not_made_and_not_counted() {
        let dir = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::in_folder(dir.path());
        (0..4).for_each(|_| assert!(wrong(&mut attempts, 0) <= 1_000));
        let made = std::cell::Cell::new(false);
        let early = attempts.guard(400, || {
            made.set(true);
            Ok(())
        });
        assert_eq!(
            early,
            Err(Error::WrongSecret {
                retry_after_ms: 600
            })
        );
        assert!(!made.get());
        assert_eq!(attempts.tally.failed, 4);
    }

    #[test]
    fn the_count_outlives_the_program_and_a_success_ends_it() {
        let dir = tempfile::tempdir().unwrap();
        (0..5).for_each(|try_number| {
            wrong(&mut Attempts::in_folder(dir.path()), try_number * MINUTE);
        });
        let mut again = Attempts::in_folder(dir.path());
        assert_eq!(again.tally.failed, 5);
        assert_eq!(again.guard(9 * MINUTE, || Ok(7)), Ok(7));
        assert_eq!(
            fs::read_dir(dir.path()).unwrap().count(),
            0,
            "nothing is left to read"
        );
        assert_eq!(Attempts::in_folder(dir.path()).tally, Tally::default());
    }

    #[test]
    fn a_clock_set_back_starts_the_delay_over_once_and_never_lengthens_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::in_folder(dir.path());
        attempts.keep(failed(6, 1_000 * MINUTE));
        let retry = |attempts: &mut Attempts, now| attempts.guard(now, || Ok(())).err();
        assert_eq!(
            retry(&mut attempts, 10 * MINUTE),
            Some(Error::WrongSecret {
                retry_after_ms: 30_000
            })
        );
        assert_eq!(
            retry(&mut attempts, 10 * MINUTE + 20_000),
            Some(Error::WrongSecret {
                retry_after_ms: 10_000
            })
        );
        assert_eq!(retry(&mut attempts, 10 * MINUTE + 30_000), None);
    }

    #[test]
    fn extreme_clocks_neither_overflow_nor_lock_out() {
        for (at, now) in [
            (i64::MAX, 0),
            (i64::MAX, i64::MIN),
            (0, i64::MAX),
            (i64::MIN, 0),
            (i64::MIN, i64::MAX),
        ] {
            let tally = failed(9, at).anchored(now);
            assert!(
                (0..=15 * MINUTE).contains(&tally.remaining(now)),
                "{at} {now}"
            );
        }
    }

    #[test]
    fn what_is_no_wrong_secret_is_not_counted() {
        let dir = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::in_folder(dir.path());
        assert_eq!(
            attempts.guard(0, || Err::<(), _>(Error::WeakParameters)),
            Err(Error::WeakParameters)
        );
        assert_eq!(attempts.tally, Tally::default());
    }

    #[test]
    fn a_file_that_makes_no_sense_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("attempts"), "}").unwrap();
        assert_eq!(Attempts::in_folder(dir.path()).tally, Tally::default());
    }
}
