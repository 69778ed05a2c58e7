//! What stands between a person and losing everything, and what they can do about it.

use super::{Inner, Keys, Library};
use crate::header::Header;
use crate::keys::{ArgonCost, DeviceSecret, LibraryKey, Passphrase, RecoveryCode, Secret, Wraps};
use crate::{Result, WrapKind};

/// Whether a secret has been typed back since it was set. Until then nobody knows that it was written down right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It has opened the library's key once.
    TypedBack,
    /// It has not.
    NotYet,
}

/// The ways into a library. It can be asked for while the library is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Whether this device's key store holds a secret for it.
    pub device: bool,
    /// The passphrase, if there is one.
    pub passphrase: Option<Confirmed>,
    /// The recovery code, if there is one.
    pub recovery: Option<Confirmed>,
    /// Whether a passphrase or a recovery code has been typed back, so that losing this device does not lose the library.
    pub survives_losing_device: bool,
}

impl Protection {
    pub(super) fn of(wraps: &Wraps) -> Self {
        let state = |which| {
            wraps.confirmed(which).map(|yes| {
                if yes {
                    Confirmed::TypedBack
                } else {
                    Confirmed::NotYet
                }
            })
        };
        let (passphrase, recovery) = (state(WrapKind::Passphrase), state(WrapKind::Recovery));
        Self {
            device: wraps.confirmed(WrapKind::Device).is_some(),
            passphrase,
            recovery,
            survives_losing_device: [passphrase, recovery].contains(&Some(Confirmed::TypedBack)),
        }
    }
}

impl Library {
    /// The ways into this library.
    #[must_use]
    pub fn protection(&self) -> Protection {
        Protection::of(&self.inner().header().wraps)
    }

    /// Sets or replaces the passphrase. It is unconfirmed until it has been typed back; the old one opens nothing any more.
    ///
    /// # Errors
    /// [`crate::Error::Locked`]; [`crate::Error::WeakParameters`]; [`crate::Error::StorageFull`], [`crate::Error::ReadOnly`] and the like, after which nothing has changed.
    pub fn set_passphrase(&self, passphrase: &Passphrase, cost: ArgonCost) -> Result<()> {
        self.inner().change_wraps(|wraps, header, key| {
            wraps.set_passphrase(header.library, key, passphrase, cost)
        })
    }

    /// Makes a new recovery code. It is unconfirmed until it has been typed back; an older one opens nothing any more.
    ///
    /// # Errors
    /// As for [`Library::set_passphrase`].
    pub fn new_recovery_code(&self) -> Result<RecoveryCode> {
        let code = RecoveryCode::generate()?;
        self.inner()
            .change_wraps(|wraps, header, key| wraps.set_recovery(header.library, key, &code))?;
        Ok(code)
    }

    /// Sets or replaces the secret that this device's key store guards.
    ///
    /// # Errors
    /// As for [`Library::set_passphrase`].
    pub fn set_device_secret(&self, secret: &DeviceSecret) -> Result<()> {
        self.inner()
            .change_wraps(|wraps, header, key| wraps.set_device(header.library, key, secret))
    }

    /// Takes the device's way in away. See [`Library::remove_secret`].
    ///
    /// # Errors
    /// As for [`Library::remove_secret`].
    pub fn remove_device_secret(&self) -> Result<()> {
        self.remove_secret(WrapKind::Device)
    }

    /// Takes a way in away, as long as one remains that is known to work: the device's, or one that has been typed back.
    ///
    /// # Errors
    /// [`crate::Error::LastWrap`], [`crate::Error::NotSet`], [`crate::Error::Locked`], or the storage's. After an error of the storage the wrap may
    /// still lie in one copy of the header; do it again.
    pub fn remove_secret(&self, which: WrapKind) -> Result<()> {
        let mut inner = self.inner();
        inner.change_wraps(|wraps, _, _| wraps.remove(which))?;
        inner.everywhere()
    }

    /// Compares a passphrase that was typed back with the one that is set, by opening the key with it.
    ///
    /// # Errors
    /// [`crate::Error::WrongSecret`], with the delay of [`Library::unlock`]; [`crate::Error::NotSet`]; [`crate::Error::Locked`]; the storage's.
    pub fn confirm_passphrase(&self, typed: &Passphrase, now_ms: i64) -> Result<()> {
        self.confirm(&Secret::Passphrase(typed), now_ms)
    }

    /// The same for the recovery code.
    ///
    /// # Errors
    /// As for [`Library::confirm_passphrase`].
    pub fn confirm_recovery_code(&self, typed: &RecoveryCode, now_ms: i64) -> Result<()> {
        self.confirm(&Secret::Recovery(typed), now_ms)
    }

    fn confirm(&self, secret: &Secret<'_>, now_ms: i64) -> Result<()> {
        let mut inner = self.inner();
        inner.keys()?;
        inner.key_behind(secret, now_ms)?;
        inner.note_typed(secret.kind())
    }
}

impl Inner {
    /// Notes that a secret has opened the library's key, if that is news.
    pub(super) fn note_typed(&mut self, which: WrapKind) -> Result<()> {
        if self.header().wraps.confirmed(which) != Some(false) {
            return Ok(());
        }
        self.change_wraps(|wraps, _, _| {
            wraps.confirm(which);
            Ok(())
        })
    }

    fn change_wraps(
        &mut self,
        edit: impl FnOnce(&mut Wraps, &Header, &LibraryKey) -> Result<()>,
    ) -> Result<()> {
        let Keys { library, .. } = self.keys()?;
        let (header, key) = (self.header(), library.clone());
        let next = header.with_wraps(|wraps| edit(wraps, header, &key))?;
        self.write(&next, &key)
    }
}
