//! What opens a library.
//!
//! Secrets cross as bytes or text and become an object at once, never a field of a record: a record prints
//! its fields in Kotlin and in Swift. What Rust holds of them is wiped when the object goes; the platform's
//! own copy is the platform's to wipe, where it can be wiped at all.

use crate::KithError;
use kith_companion::{
    ArgonCost, DeviceKey, DeviceSecret, Kith, NewLibrary, Passphrase, RecoveryCode, Surroundings,
};
use kith_protocol::check::Rule;
use std::path::Path;
use zeroize::Zeroizing;

/// The length of a device secret, in bytes.
const DEVICE: i32 = 32;

/// What opens a library: this device's secret, a passphrase, or a recovery code. It prints nothing of itself.
#[derive(uniffi::Object)]
pub struct Secret(Kept);

enum Kept {
    Device(DeviceSecret),
    DeviceUnavailable,
    DeviceLost,
    Passphrase(Passphrase),
    Recovery(RecoveryCode),
}

#[uniffi::export]
impl Secret {
    /// The 32 bytes that this device's key store guards. Your copy of them is yours to wipe.
    #[uniffi::constructor]
    pub fn device(bytes: &[u8]) -> Result<Self, KithError> {
        device(bytes).map(|secret| Self(Kept::Device(secret)))
    }

    /// This device's key exists, and its key store does not give it out now.
    #[uniffi::constructor]
    #[must_use]
    pub fn device_unavailable() -> Self {
        Self(Kept::DeviceUnavailable)
    }

    /// This device's key is gone for good.
    #[uniffi::constructor]
    #[must_use]
    pub fn device_lost() -> Self {
        Self(Kept::DeviceLost)
    }

    /// A passphrase as it was typed.
    #[uniffi::constructor]
    pub fn passphrase(typed: String) -> Result<Self, KithError> {
        passphrase(typed).map(|passphrase| Self(Kept::Passphrase(passphrase)))
    }

    /// A recovery code as it was typed: case, spaces and hyphens do not matter.
    #[uniffi::constructor]
    pub fn recovery(typed: String) -> Result<Self, KithError> {
        recovery(typed).map(|code| Self(Kept::Recovery(code)))
    }
}

impl Secret {
    /// The secret as the core takes it.
    pub(crate) fn lend(&self) -> kith_companion::Secret<'_> {
        use kith_companion::Secret;
        match &self.0 {
            Kept::Device(secret) => Secret::Device(DeviceKey::Available(secret)),
            Kept::DeviceUnavailable => Secret::Device(DeviceKey::UnavailableForNow),
            Kept::DeviceLost => Secret::Device(DeviceKey::Lost),
            Kept::Passphrase(passphrase) => Secret::Passphrase(passphrase),
            Kept::Recovery(code) => Secret::Recovery(code),
        }
    }

    /// Makes a library with this as its first way in.
    pub(crate) fn create(
        &self,
        dir: &Path,
        surroundings: Surroundings,
    ) -> kith_companion::Result<Kith> {
        let mut new = NewLibrary::default();
        match &self.0 {
            Kept::Device(secret) => new.device = Some(secret),
            Kept::Passphrase(passphrase) => new.passphrase = Some(passphrase),
            _ => return Err(unfit()),
        }
        Ok(Kith::create(dir, &new, surroundings)?.kith)
    }

    /// Makes this the library's secret of its kind.
    pub(crate) fn set(&self, kith: &Kith) -> kith_companion::Result<()> {
        match &self.0 {
            Kept::Device(secret) => kith.set_device_secret(secret),
            Kept::Passphrase(passphrase) => kith.set_passphrase(passphrase, ArgonCost::default()),
            _ => Err(unfit()),
        }
    }

    /// Compares what was typed back with what is set.
    pub(crate) fn confirm(&self, kith: &Kith) -> kith_companion::Result<()> {
        match &self.0 {
            Kept::Passphrase(passphrase) => kith.confirm_passphrase(passphrase),
            Kept::Recovery(code) => kith.confirm_recovery_code(code),
            _ => Err(unfit()),
        }
    }
}

/// Nobody chooses a recovery code or types back a device's secret.
fn unfit() -> kith_companion::Error {
    kith_companion::Error::invalid("secret", Rule::NotAllowed)
}

fn device(bytes: &[u8]) -> Result<DeviceSecret, KithError> {
    let rule = match i32::try_from(bytes.len()).unwrap_or(i32::MAX) {
        ..DEVICE => Rule::TooFew { min: DEVICE },
        _ => Rule::TooMany { max: DEVICE },
    };
    DeviceSecret::from_slice(bytes).ok_or_else(|| invalid("device", rule))
}

fn passphrase(typed: String) -> Result<Passphrase, KithError> {
    let typed = Zeroizing::new(typed);
    Passphrase::new(&typed).ok_or_else(|| invalid("passphrase", Rule::Empty))
}

fn recovery(typed: String) -> Result<RecoveryCode, KithError> {
    let typed = Zeroizing::new(typed);
    RecoveryCode::parse(&typed).map_err(KithError::from)
}

fn invalid(field: &str, rule: Rule) -> KithError {
    KithError::Invalid {
        field: field.to_owned(),
        rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(secret: Result<Secret, KithError>) -> KithError {
        secret.err().expect("the secret was taken")
    }

    #[test]
    fn a_device_secret_has_32_bytes() {
        assert!(Secret::device(&[7; 32]).is_ok());
        let few = invalid("device", Rule::TooFew { min: 32 });
        let many = invalid("device", Rule::TooMany { max: 32 });
        assert_eq!(refused(Secret::device(&[])), few);
        assert_eq!(refused(Secret::device(&[7; 31])), few);
        assert_eq!(refused(Secret::device(&[7; 33])), many);
    }

    #[test]
    fn nothing_is_no_passphrase_and_a_slip_of_the_pen_no_code() {
        let empty = invalid("passphrase", Rule::Empty);
        assert_eq!(refused(Secret::passphrase(String::new())), empty);
        let typed = "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZWBG".to_owned();
        assert_eq!(refused(Secret::recovery(typed)), KithError::Mistyped);
    }
}
