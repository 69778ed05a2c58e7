//! Why something was not done, as the caller would act on it.

use kith_protocol::check::{Rule, Violation};

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. No variant holds what a person wrote, so each may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A field breaks a hard rule; nothing was saved. Where several do, this is the first of them, and
    /// [`Client::review`](crate::Client::review) gives all.
    #[error("{}: {}", .violation.field, .violation.rule)]
    Invalid {
        /// The field and the rule.
        violation: Violation,
    },
    /// A version is never edited: add one that supersedes it.
    #[error("this kind of record is not edited; add a version that supersedes it")]
    Immutable,
    /// Keys, storage, and what was changed meanwhile.
    #[error(transparent)]
    Vault(#[from] kith_vault::Error),
}

impl Error {
    /// Says that `field` breaks `rule`.
    pub fn invalid(field: impl Into<String>, rule: Rule) -> Self {
        Self::Invalid {
            violation: Violation::new(field, rule),
        }
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::Invalid { violation }
    }
}

impl From<Vec<Violation>> for Error {
    fn from(violations: Vec<Violation>) -> Self {
        let nameless = || Violation::new("", Rule::NotAllowed);
        let violation = violations.into_iter().next().unwrap_or_else(nameless);
        Self::Invalid { violation }
    }
}
