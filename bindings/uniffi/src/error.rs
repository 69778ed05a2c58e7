//! Why something was not done, flat, as a caller acts on it.
//!
//! No variant holds what a person wrote: a field's name, a rule, a number, a code of ours. Each may be logged
//! and sent with a bug report.

use kith_companion::WrapKind;
use kith_protocol::check::Rule;

/// Which way into a library is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SecretKind {
    /// The secret that this device's key store guards.
    Device,
    /// The passphrase that a person chose.
    Passphrase,
    /// The code on paper.
    Recovery,
}

/// Why something was not done, as a caller acts on it. No variant holds what a person wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KithError {
    /// The library is locked or paused. Unlock or resume it, then try again.
    #[error("the library is locked")]
    Locked,
    /// That passphrase, recovery code or device secret does not open this library. Ask again; a try before
    /// the time is over is refused unseen.
    #[error("that secret does not open the library; try again in {retry_after_ms} ms")]
    WrongPassphrase {
        /// Milliseconds until the next try counts; 0 for at once.
        retry_after_ms: i64,
    },
    /// A recovery code with a slip of the pen in it. Ask for it again; it was not tried and costs no delay.
    #[error("the recovery code is mistyped")]
    Mistyped,
    /// The library has no such secret. Offer another way in.
    #[error("the library has no such secret")]
    NotSet {
        /// The one that is missing.
        which: SecretKind,
    },
    /// The device's key is there and cannot be had now: the screen is locked, the person did not confirm. Try
    /// again later, or offer another way in. Never make a new key for this.
    #[error("the device's key is not available now")]
    KeyUnavailable,
    /// The device's key is gone for good. Ask for the passphrase or the recovery code, then set a new device
    /// secret.
    #[error("the device's key is lost")]
    KeyLost,
    /// Removing this secret would leave no way in that is known to work.
    #[error("the last way into the library cannot be removed")]
    LastWrap,
    /// There is no such thing here.
    #[error("not found")]
    NotFound,
    /// A field breaks a rule, and nothing was saved. Show the rule beside the field.
    #[error("{field}: {rule}")]
    Invalid {
        /// The path of the field, such as `feelings[0].label`.
        field: String,
        /// The rule that it breaks.
        rule: Rule,
    },
    /// It was changed since it was read. Read it again and show both.
    #[error("changed meanwhile")]
    Conflict,
    /// A version is never edited. Add one that supersedes it.
    #[error("this kind of record is not edited; add a version that supersedes it")]
    Immutable,
    /// A fact is only ever added: it is neither edited, nor put into the trash, nor undone.
    #[error("this kind of record is only ever added to")]
    AppendOnly,
    /// There is one already: a library in this folder.
    #[error("it exists already")]
    AlreadyExists,
    /// It is open elsewhere: in another process, or by another object of this one.
    #[error("in use elsewhere")]
    Busy,
    /// The interrupt was pulled, or the library was locked under a long read.
    #[error("cancelled")]
    Cancelled,
    /// There is no room left. Nothing was lost; ask the person to make room, then try again.
    #[error("the storage is full")]
    StorageFull,
    /// The folder or its file system does not allow writing.
    #[error("the storage is read-only")]
    ReadOnly,
    /// Stored bytes are not what was written. Nothing was changed. Keep the files, and offer a backup.
    #[error("damaged: {what}")]
    Damaged {
        /// The part that is damaged, in words of ours.
        what: String,
    },
    /// A newer version of Kith wrote this. Ask the person to update the app.
    #[error("format {found} is newer than {known}, the newest that this version knows")]
    NewerFormat {
        /// The format that was found.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// The storage, the engine or the operating system failed in a way that no variant names.
    #[error("the storage failed: {code}")]
    Failed {
        /// A code for a bug report, such as `sqlite-1555` or `io-TimedOut`.
        code: String,
    },
    /// A fault of ours, or of a clock, log or observer that the app handed in. Nothing was half done, and the
    /// next call works.
    #[error("an internal fault")]
    Internal,
}

impl From<kith_companion::Error> for KithError {
    fn from(error: kith_companion::Error) -> Self {
        use kith_companion::Error;
        match error {
            Error::Invalid { violation } => Self::Invalid {
                field: violation.field,
                rule: violation.rule,
            },
            Error::Immutable => Self::Immutable,
            Error::Vault(error) => Self::from(error),
        }
    }
}

// Every variant of the vault is named here and none is caught by a wildcard, so that a new one does not
// compile until somebody has decided what an app should do about it.
impl From<kith_companion::VaultError> for KithError {
    fn from(error: kith_companion::VaultError) -> Self {
        use kith_companion::VaultError as Vault;
        let failed = |code: String| Self::Failed { code };
        match error {
            Vault::Locked => Self::Locked,
            Vault::WrongSecret { retry_after_ms } => Self::WrongPassphrase { retry_after_ms },
            Vault::NotSet { which } => Self::NotSet {
                which: which.into(),
            },
            Vault::Mistyped => Self::Mistyped,
            Vault::KeyUnavailable => Self::KeyUnavailable,
            Vault::KeyLost => Self::KeyLost,
            Vault::LastWrap => Self::LastWrap,
            Vault::Damaged { what } => Self::damaged(what),
            Vault::NotEncrypted => Self::damaged("the file is not encrypted"),
            Vault::WeakParameters => Self::damaged("the parameters of the key derivation"),
            Vault::NewerFormat { found, known } => Self::NewerFormat { found, known },
            Vault::Busy => Self::Busy,
            Vault::ReadOnly => Self::ReadOnly,
            Vault::StorageFull => Self::StorageFull,
            Vault::NotFound => Self::NotFound,
            Vault::Conflict => Self::Conflict,
            Vault::AppendOnly => Self::AppendOnly,
            Vault::Cancelled => Self::Cancelled,
            Vault::AlreadyExists => Self::AlreadyExists,
            Vault::ForeignEngine => failed("foreign-engine".to_owned()),
            Vault::NotStorable { what } => failed(format!("not-storable: {what}")),
            Vault::NoEntropy => failed("no-entropy".to_owned()),
            Vault::Io { kind } => failed(format!("io-{kind:?}")),
            Vault::Sql { code } => failed(format!("sqlite-{code}")),
        }
    }
}

impl KithError {
    fn damaged(what: &str) -> Self {
        Self::Damaged {
            what: what.to_owned(),
        }
    }
}

/// What the platform threw out of a trait of ours. Its text is the platform's, and may quote a person.
impl From<uniffi::UnexpectedUniFFICallbackError> for KithError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Internal
    }
}

impl From<WrapKind> for SecretKind {
    fn from(which: WrapKind) -> Self {
        match which {
            WrapKind::Device => Self::Device,
            WrapKind::Passphrase => Self::Passphrase,
            WrapKind::Recovery => Self::Recovery,
        }
    }
}

impl From<SecretKind> for WrapKind {
    fn from(which: SecretKind) -> Self {
        match which {
            SecretKind::Device => Self::Device,
            SecretKind::Passphrase => Self::Passphrase,
            SecretKind::Recovery => Self::Recovery,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_companion::{Error, VaultError};

    #[test]
    fn what_the_platform_threw_is_not_repeated() {
        let thrown = uniffi::UnexpectedUniFFICallbackError::new("a private word");
        let error = KithError::from(thrown);
        assert!(!format!("{error} {error:?}").contains("private"));
    }

    #[test]
    fn an_invalid_field_keeps_its_path_and_its_rule() {
        let error = Error::invalid("feelings[0].label", Rule::Empty);
        let expected = KithError::Invalid {
            field: "feelings[0].label".to_owned(),
            rule: Rule::Empty,
        };
        assert_eq!(KithError::from(error), expected);
    }

    #[test]
    fn what_nobody_can_act_on_keeps_a_code_for_the_report() {
        let code = |error: VaultError| match KithError::from(error) {
            KithError::Failed { code } => code,
            other => panic!("{other}"),
        };
        assert_eq!(code(VaultError::Sql { code: 1555 }), "sqlite-1555");
        let kind = std::io::ErrorKind::TimedOut;
        assert_eq!(code(VaultError::Io { kind }), "io-TimedOut");
    }

    #[test]
    fn each_way_in_has_a_name_on_both_sides() {
        for which in [
            SecretKind::Device,
            SecretKind::Passphrase,
            SecretKind::Recovery,
        ] {
            assert_eq!(SecretKind::from(WrapKind::from(which)), which);
        }
    }
}
