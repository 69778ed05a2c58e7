//! Why the command did not do what it was asked: one line that says what happened, what is safe, and what to do.
//!
//! No line repeats what a person wrote, nor a path: errors end up in logs and screenshots.

use crate::exit::Exit;
use kith_companion::{Error, VaultError, WrapKind};
use std::io;
use std::process::ExitCode;

/// The result of a command.
pub type Outcome<T = Exit> = Result<T, Failure>;

/// Why the command ended early.
#[derive(Debug)]
pub enum Failure {
    /// Something to tell.
    Told {
        /// How the process ends.
        exit: Exit,
        /// What happened, what is safe, what to do.
        line: String,
    },
    /// Nobody reads what the command writes, as in `kith … | head`. That is no trouble.
    Unread,
}

impl Failure {
    /// A failure in words of its own.
    pub fn new(exit: Exit, line: impl Into<String>) -> Self {
        Self::Told {
            exit,
            line: line.into(),
        }
    }

    /// The command was called in a way that cannot work.
    pub fn usage(line: impl Into<String>) -> Self {
        Self::new(Exit::Usage, line)
    }

    /// There is no such thing.
    pub fn not_found(line: impl Into<String>) -> Self {
        Self::new(Exit::NotFound, line)
    }

    /// A file that the person named, and that could not be read or written.
    pub fn file(what: &str, error: &io::Error) -> Self {
        let (exit, trouble) = match VaultError::from(io::Error::from(error.kind())) {
            VaultError::NotFound => (Exit::NotFound, "is not there. Check its name."),
            VaultError::ReadOnly => (
                Exit::Storage,
                "may not be read or written here. Check its permissions.",
            ),
            VaultError::StorageFull => (
                Exit::Storage,
                "does not fit: the storage is full. Free some room and try again.",
            ),
            VaultError::AlreadyExists => (Exit::Refused, "exists already and was left as it is."),
            _ => (
                Exit::System,
                "could not be read or written: the operating system reports an error.",
            ),
        };
        Self::new(exit, format!("The {what} {trouble}"))
    }

    /// The same failure, said in other words where it is of this kind.
    pub fn or_say(self, when: Exit, line: &str) -> Self {
        match self {
            Self::Told { exit, .. } if exit == when => Self::new(exit, line),
            other => other,
        }
    }

    /// Writes the line to standard error and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Self::Unread => Exit::Done.into(),
            Self::Told { exit, line } => {
                crate::screen::warn(&line);
                exit.into()
            }
        }
    }
}

/// What a screen could not write. Files are told of by [`Failure::file`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::file("output", &error),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { violation } => Self::new(
                Exit::Invalid,
                format!("{} {}. Nothing was saved.", violation.field, violation.rule),
            ),
            Error::Immutable => Self::new(
                Exit::Refused,
                "Versions of this kind are not edited. Nothing was changed; add a new version instead.",
            ),
            Error::Vault(error) => error.into(),
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let (exit, line) = match error {
            VaultError::WrongSecret { retry_after_ms } => {
                (Exit::Locked, wrong_secret(retry_after_ms))
            }
            VaultError::NotSet { which } => (Exit::Locked, not_set(which)),
            VaultError::NewerFormat { found, known } => (Exit::Damaged, newer(found, known)),
            VaultError::Damaged { what } => (Exit::Damaged, damaged(what)),
            VaultError::Sql { code } => (
                Exit::System,
                format!("The database engine reports error {code}. {KEPT}"),
            ),
            other => {
                let (exit, line) = plainly(other);
                (exit, line.to_owned())
            }
        };
        Self::new(exit, line)
    }
}

const KEPT: &str = "What was saved before is safe.";

fn wrong_secret(retry_after_ms: i64) -> String {
    let when = match (retry_after_ms + 999) / 1000 {
        0 => "Try again.".to_owned(),
        1 => "Try again in 1 second.".to_owned(),
        seconds if seconds < 120 => format!("Try again in {seconds} seconds."),
        seconds => format!("Try again in {} minutes.", (seconds + 59) / 60),
    };
    format!("That secret does not open this library. Nothing is lost. {when}")
}

fn not_set(which: WrapKind) -> String {
    let which = match which {
        WrapKind::Device => "device secret",
        WrapKind::Passphrase => "passphrase",
        WrapKind::Recovery => "recovery code",
    };
    format!(
        "This library has no {which}. Nothing was changed; use another way in, or see `kith status`."
    )
}

fn newer(found: i64, known: i64) -> String {
    format!(
        "This was written by a newer version of Kith (format {found}; this one knows {known}). Nothing was changed. Update Kith and try again."
    )
}

fn damaged(what: &str) -> String {
    format!(
        "Damage was found: {what}. Nothing was changed or deleted. Copy the folder before anything else, then run `kith check`."
    )
}

/// Errors that carry no figures.
fn plainly(error: VaultError) -> (Exit, &'static str) {
    match error {
        VaultError::Locked => (Exit::Locked, "The library is locked. Nothing was read."),
        VaultError::Mistyped => (
            Exit::Locked,
            "That recovery code is mistyped: a letter is wrong, missing or too many. Nothing is lost; compare it with what you wrote down.",
        ),
        VaultError::KeyUnavailable | VaultError::KeyLost => (
            Exit::Locked,
            "The device's key cannot be had. Nothing is lost; use the passphrase or the recovery code.",
        ),
        VaultError::NotFound => (
            Exit::NotFound,
            "There is no such thing here. Nothing was changed.",
        ),
        VaultError::NotEncrypted => (
            Exit::Damaged,
            "A file of this library is not encrypted, so Kith does not open it. Nothing was changed.",
        ),
        VaultError::ForeignEngine => (
            Exit::Damaged,
            "This program was built with another database engine than Kith's, so it opens nothing. Nothing was changed.",
        ),
        VaultError::Busy => (
            Exit::Busy,
            "Another program has this library open. Nothing was changed; close it there and try again.",
        ),
        VaultError::ReadOnly => (
            Exit::Storage,
            "The storage is read-only. What was saved before is safe; allow writing, or copy the folder elsewhere.",
        ),
        VaultError::StorageFull => (
            Exit::Storage,
            "The storage is full. What was saved before is safe, this was not saved; free some room and try again.",
        ),
        VaultError::Conflict => (
            Exit::Refused,
            "It was changed meanwhile, so nothing was done. Look at it as it is now and try again.",
        ),
        VaultError::AppendOnly => (
            Exit::Refused,
            "Facts of this kind are only added and never taken back. Nothing was changed.",
        ),
        VaultError::AlreadyExists => (Exit::Refused, "It is here already. Nothing was changed."),
        VaultError::LastWrap => (
            Exit::Refused,
            "That is the last way into the library, so it stays. Nothing was changed.",
        ),
        VaultError::Cancelled => (
            Exit::Refused,
            "It was stopped before its end. Nothing of it was saved.",
        ),
        VaultError::WeakParameters => (
            Exit::Damaged,
            "The library's key parameters are out of bounds. Nothing was changed.",
        ),
        VaultError::NoEntropy => (
            Exit::System,
            "The operating system gives no random numbers, so no key can be made. Nothing was changed.",
        ),
        _ => (
            Exit::System,
            "The operating system or the storage reports an error. What was saved before is safe.",
        ),
    }
}
