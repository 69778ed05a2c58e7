//! Stopping a read from another thread: because its caller no longer wants it, or because the vault is being closed.
//!
//! `sqlite3_interrupt` alone is not enough: it does nothing to a statement that has not begun, so a token used a moment too
//! early would be lost. A flag is never lost. The engine asks for it every thousand steps, and our own loops at every row.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::locked;
use crate::{Error, Result};

/// A wish to stop one read, or all the reads that were started with it. Copies share the wish; it cannot be taken back.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// A token that has not been used.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the reads that hold this token with [`Error::Cancelled`], also those that have not begun.
    pub fn interrupt(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether it was used.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// What a connection's reads have to listen to.
#[derive(Debug, Default)]
pub(super) struct Stop {
    closing: AtomicBool,
    token: Mutex<Option<Interrupt>>,
}

impl Stop {
    pub(super) fn listen_to(&self, token: Option<&Interrupt>) {
        *locked(&self.token) = token.cloned();
    }

    pub(super) fn close(&self) {
        self.closing.store(true, Ordering::Release);
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.closing.load(Ordering::Acquire)
            || locked(&self.token)
                .as_ref()
                .is_some_and(Interrupt::is_interrupted)
    }

    /// Stops the caller if somebody wants it to.
    pub(super) fn check(&self) -> Result<()> {
        match self.is_wanted() {
            true => Err(Error::Cancelled),
            false => Ok(()),
        }
    }
}
