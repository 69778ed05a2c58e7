//! What a person or a device presents to get in.

use kith_cipher::RawKey;
use unicode_normalization::UnicodeNormalization;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::RecoveryCode;
use crate::{Result, WrapKind};

/// 32 random bytes that the platform's key store guards and hands out after the person has shown who they are.
#[derive(Clone)]
pub struct DeviceSecret(RawKey);

impl DeviceSecret {
    /// A new one, to be put into the key store.
    ///
    /// # Errors
    /// [`crate::Error::NoEntropy`].
    pub fn generate() -> Result<Self> {
        Ok(Self(RawKey::generate()?))
    }

    /// The one that the key store gave back; `None` unless it is 32 bytes long.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        RawKey::from_slice(bytes).map(Self)
    }

    /// The bytes, for the key store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl ZeroizeOnDrop for DeviceSecret {}

/// A passphrase in Unicode's compatibility form (NFKC): the same words typed on another keyboard give the same bytes.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what was typed, spaces and all; `None` when nothing was. How good a passphrase has to be is not decided here.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let len = typed.nfkc().map(char::len_utf8).sum();
        // All of it in one allocation: one that grew would leave its beginning behind.
        let mut normal = Zeroizing::new(String::with_capacity(len));
        normal.extend(typed.nfkc());
        (!normal.is_empty()).then_some(Self(normal))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl ZeroizeOnDrop for Passphrase {}

/// Where the device's own key stands. The three are never confused: `UnavailableForNow` passes, and whoever takes it for `Lost`
/// throws away a key that was there.
pub enum DeviceKey<'a> {
    /// The key store gave the secret.
    Available(&'a DeviceSecret),
    /// The key store has it but not now: the device is locked, or the person did not confirm.
    UnavailableForNow,
    /// The key store has no such key any more, as after a change of fingerprints or on another device.
    Lost,
}

/// One of the three ways in.
pub enum Secret<'a> {
    /// The device's.
    Device(DeviceKey<'a>),
    /// A passphrase.
    Passphrase(&'a Passphrase),
    /// A recovery code.
    Recovery(&'a RecoveryCode),
}

impl Secret<'_> {
    pub(crate) fn kind(&self) -> WrapKind {
        match self {
            Self::Device(_) => WrapKind::Device,
            Self::Passphrase(_) => WrapKind::Passphrase,
            Self::Recovery(_) => WrapKind::Recovery,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_passphrase_from_another_keyboard_is_the_same() {
        let table = [
            ("café", "cafe\u{301}"),
            ("ﬁsh", "fish"),
            ("Ａ１", "A1"),
            ("ｶﾞ", "ガ"),
        ];
        for (one, other) in table {
            assert_eq!(
                Passphrase::new(one).unwrap().as_bytes(),
                Passphrase::new(other).unwrap().as_bytes()
            );
        }
    }

    #[test]
    fn a_passphrase_keeps_its_spaces_and_its_case() {
        assert_eq!(
            Passphrase::new(" Two  words ").unwrap().as_bytes(),
            b" Two  words "
        );
    }

    #[test]
    fn nothing_is_no_passphrase() {
        assert!(Passphrase::new("").is_none());
    }
}
