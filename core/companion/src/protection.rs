//! The states of a library and of its keys, in the shape in which they cross to Kotlin and Swift.

/// Where a library stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum LibraryState {
    /// No key is in memory.
    Locked,
    /// Clients can be read and written.
    Unlocked,
    /// Keys are in memory, and no file is open.
    Paused,
}

/// Whether a secret has been typed back since it was set. Until then nobody knows that it was written
/// down right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Confirmation {
    /// It has.
    TypedBack,
    /// It has not.
    NotYet,
}

/// The ways into a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Protection {
    /// Whether this device's key store holds a secret for it.
    pub device: bool,
    /// The passphrase, if there is one.
    pub passphrase: Option<Confirmation>,
    /// The recovery code, if there is one.
    pub recovery: Option<Confirmation>,
    /// Whether a passphrase or a recovery code was typed back, so that losing this device does not lose
    /// the library.
    pub survives_losing_device: bool,
}

impl From<kith_vault::State> for LibraryState {
    fn from(state: kith_vault::State) -> Self {
        match state {
            kith_vault::State::Locked => Self::Locked,
            kith_vault::State::Unlocked => Self::Unlocked,
            kith_vault::State::Paused => Self::Paused,
        }
    }
}

impl From<kith_vault::Confirmed> for Confirmation {
    fn from(confirmed: kith_vault::Confirmed) -> Self {
        match confirmed {
            kith_vault::Confirmed::TypedBack => Self::TypedBack,
            kith_vault::Confirmed::NotYet => Self::NotYet,
        }
    }
}

impl From<kith_vault::Protection> for Protection {
    fn from(protection: kith_vault::Protection) -> Self {
        Self {
            device: protection.device,
            passphrase: protection.passphrase.map(Confirmation::from),
            recovery: protection.recovery.map(Confirmation::from),
            survives_losing_device: protection.survives_losing_device,
        }
    }
}
