//! Everything that can go wrong in a vault, as the caller would act on it.
//!
//! No variant carries text. An engine's message quotes SQL and values, an operating system's quotes paths, and both
//! end up in logs; a code and a kind are enough to act on and can hold nothing that a person wrote.

use std::io;

use rusqlite::ffi;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Which of the three ways to a library key is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WrapKind {
    /// The secret that this device's key store guards.
    Device,
    /// The passphrase that a person chose.
    Passphrase,
    /// The code on paper.
    Recovery,
}

/// Why the vault did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The library is locked; unlock it first.
    #[error("the library is locked")]
    Locked,
    /// That secret does not open this library. For a passphrase or a recovery code the next try counts only after
    /// `retry_after_ms`; tries before that are refused unseen, with the time that is left.
    #[error("that secret does not open the library")]
    WrongSecret {
        /// Milliseconds until the next try, 0 for at once.
        retry_after_ms: i64,
    },
    /// The library has no such secret.
    #[error("the library has no such secret")]
    NotSet {
        /// The one that is missing.
        which: WrapKind,
    },
    /// A recovery code with a slip of the pen in it: a wrong character, two that changed places, or one too few or too many.
    #[error("the recovery code is mistyped")]
    Mistyped,
    /// The device's key exists but cannot be had now (the screen is locked, the person did not confirm). Try later.
    #[error("the device's key is not available now")]
    KeyUnavailable,
    /// The device's key is gone for good. The passphrase or the recovery code opens the library.
    #[error("the device's key is lost")]
    KeyLost,
    /// Removing this secret would leave no way in.
    #[error("the last way into the library cannot be removed")]
    LastWrap,
    /// Stored bytes are not what was written. Nothing was changed; keep the files for a rescue or restore a backup.
    #[error("damaged: {what}")]
    Damaged {
        /// The part that is damaged, in our own words.
        what: &'static str,
    },
    /// The file is a database in the clear.
    #[error("the file is not encrypted")]
    NotEncrypted,
    /// The program was built with another database engine.
    #[error("the database engine is not Kith's")]
    ForeignEngine,
    /// A newer version of Kith wrote this.
    #[error("format {found} is newer than {known}, the newest that this version knows")]
    NewerFormat {
        /// The format that was found.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// Another process, or another part of this one, has it open.
    #[error("in use elsewhere")]
    Busy,
    /// The folder or its file system does not allow writing.
    #[error("the storage is read-only")]
    ReadOnly,
    /// There is no room left on the storage.
    #[error("the storage is full")]
    StorageFull,
    /// There is no such thing here.
    #[error("not found")]
    NotFound,
    /// It was changed since it was read.
    #[error("changed meanwhile")]
    Conflict,
    /// Facts of this kind are added and never changed.
    #[error("this kind of record is only ever added to")]
    AppendOnly,
    /// The store cannot hold it: a reserved name, an unknown kind, more than it has numbers for.
    #[error("not storable: {what}")]
    NotStorable {
        /// What is the matter, in our own words.
        what: &'static str,
    },
    /// The caller interrupted it.
    #[error("cancelled")]
    Cancelled,
    /// There is one already.
    #[error("it exists already")]
    AlreadyExists,
    /// Key derivation parameters below the floor or above the ceiling.
    #[error("key derivation parameters out of bounds")]
    WeakParameters,
    /// The operating system has no random numbers to give.
    #[error("the operating system has no random numbers")]
    NoEntropy,
    /// Anything else from the operating system.
    #[error("storage error: {kind}")]
    Io {
        /// What kind of error it was.
        kind: io::ErrorKind,
    },
    /// Anything else from the database engine.
    #[error("database error {code}")]
    Sql {
        /// SQLite's extended result code.
        code: i32,
    },
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::NotFound,
            Kind::AlreadyExists => Self::AlreadyExists,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::StorageFull,
            Kind::ResourceBusy => Self::Busy,
            kind => Self::Io { kind },
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Damaged {
                what: "a stored value",
            },
            other => Self::from_sqlite(
                other
                    .sqlite_error()
                    .map_or(ffi::SQLITE_MISUSE, |error| error.extended_code),
            ),
        }
    }
}

impl From<kith_cipher::Error> for Error {
    fn from(error: kith_cipher::Error) -> Self {
        match error {
            kith_cipher::Error::NoEntropy => Self::NoEntropy,
            kith_cipher::Error::Sql { code } => Self::from_sqlite(code),
            _ => Self::ForeignEngine,
        }
    }
}

impl From<getrandom::Error> for Error {
    fn from(_: getrandom::Error) -> Self {
        Self::NoEntropy
    }
}

impl Error {
    /// The error behind one of SQLite's extended codes.
    #[must_use]
    pub fn from_sqlite(code: i32) -> Self {
        match code & 0xff {
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::Busy,
            ffi::SQLITE_FULL => Self::StorageFull,
            ffi::SQLITE_READONLY | ffi::SQLITE_PERM => Self::ReadOnly,
            ffi::SQLITE_INTERRUPT => Self::Cancelled,
            ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Self::Damaged {
                what: "the database",
            },
            _ => Self::Sql { code },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operating_systems_errors_keep_what_a_caller_can_act_on() {
        let table = [
            (io::ErrorKind::StorageFull, Error::StorageFull),
            (io::ErrorKind::QuotaExceeded, Error::StorageFull),
            (io::ErrorKind::ReadOnlyFilesystem, Error::ReadOnly),
            (io::ErrorKind::PermissionDenied, Error::ReadOnly),
            (io::ErrorKind::NotFound, Error::NotFound),
            (
                io::ErrorKind::TimedOut,
                Error::Io {
                    kind: io::ErrorKind::TimedOut,
                },
            ),
        ];
        for (kind, expected) in table {
            assert_eq!(Error::from(io::Error::from(kind)), expected);
        }
    }

    #[test]
    fn extended_codes_of_the_engine_are_read_by_their_family() {
        assert_eq!(Error::from_sqlite(ffi::SQLITE_BUSY_SNAPSHOT), Error::Busy);
        assert_eq!(
            Error::from_sqlite(ffi::SQLITE_READONLY_DIRECTORY),
            Error::ReadOnly
        );
        assert_eq!(Error::from_sqlite(ffi::SQLITE_FULL), Error::StorageFull);
        assert_eq!(
            Error::from_sqlite(ffi::SQLITE_CONSTRAINT),
            Error::Sql {
                code: ffi::SQLITE_CONSTRAINT
            }
        );
    }

    #[test]
    fn no_error_repeats_what_the_engine_was_told() {
        kith_cipher::start();
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let error = Error::from(
            conn.execute("SELECT 'a private word' FROM nowhere", [])
                .unwrap_err(),
        );
        assert!(!format!("{error} {error:?}").contains("private"));
    }
}
