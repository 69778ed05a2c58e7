//! One library, one opener.
//!
//! The lock lies on a file of its own. A live database must never be opened by anything but SQLite: closing any descriptor
//! of it would drop SQLite's own locks.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::staged::private;
use crate::{Error, Result};

/// The lock, held until it is dropped. The operating system gives it back also when the process dies.
pub(super) struct LockFile(File);

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

impl Drop for LockFile {
    fn drop(&mut self) {
        // Closing would do, were it not for a child process that was forked a moment ago and has the file open until it runs another.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_given_back_although_a_child_process_still_has_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let lock = LockFile::take(dir.path()).unwrap();
        let inherited = lock.0.try_clone().unwrap(); // as between fork and exec
        drop(lock);
        assert!(LockFile::take(dir.path()).is_ok());
        drop(inherited);
    }
}
