//! The token by which a long call is stopped from another thread.

/// Stops a search, an import or an export that is no longer wanted. One token serves one call; the call
/// then fails with `Cancelled`.
#[derive(Default, uniffi::Object)]
pub struct Interrupt(kith_companion::Interrupt);

#[uniffi::export]
impl Interrupt {
    /// A token that nobody has pulled.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the call that was given this token, from any thread, now or as soon as it begins.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }

    /// Whether somebody has stopped it.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.0.is_interrupted()
    }
}

impl Interrupt {
    /// The core's token; one that is never pulled, where there is none.
    pub(crate) fn or_never(token: Option<std::sync::Arc<Self>>) -> kith_companion::Interrupt {
        token.map(|token| token.0.clone()).unwrap_or_default()
    }
}
