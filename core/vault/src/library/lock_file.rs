//! One library, one opener.
//!
//! The lock lies on a file of its own. A live database must never be opened by anything but SQLite: closing any descriptor
//! of it would drop SQLite's own locks.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::staged::private;
use crate::{Error, Result};

/// The lock, held until it is dropped. The operating system gives it back also when the process dies.
pub(super) struct LockFile(#[allow(dead_code)] File);

impl LockFile {
    /// Takes the lock of a folder or says at once that it is taken.
    ///
    /// # Errors
    /// [`Error::Busy`] when another process, or another opener in this one, holds it; [`Error::ReadOnly`] where nothing can be written.
    pub(super) fn take(dir: &Path) -> Result<Self> {
        let file = private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(dir.join("LOCK"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Error::Busy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
