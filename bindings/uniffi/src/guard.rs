//! What stands between a panic and the platform.
//!
//! A panic that UniFFI catches by itself arrives in Kotlin and Swift as an exception of UniFFI's own that no
//! app expects, with the panic's text inside, and that text may quote what a person wrote. Here it becomes
//! [`KithError::Internal`] and its text is dropped.

use crate::KithError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does the work, and makes a panic an error.
///
/// Nothing needs to be unwind safe for that: a transaction that is left by a panic rolls back, and no lock of
/// the core treats a panic under another as a reason to refuse.
pub(crate) fn guarded<T>(work: impl FnOnce() -> kith_companion::Result<T>) -> Result<T, KithError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(KithError::from),
        Err(_) => Err(KithError::Internal),
    }
}

/// The same for work that cannot fail otherwise.
pub(crate) fn unfailing<T>(work: impl FnOnce() -> T) -> Result<T, KithError> {
    guarded(|| Ok(work()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_without_its_text() {
        let outcome = guarded::<()>(|| std::panic::resume_unwind(Box::new("a private word")));
        let error = outcome.unwrap_err();
        assert_eq!(error, KithError::Internal);
        assert!(!format!("{error} {error:?}").contains("private"));
    }
}
