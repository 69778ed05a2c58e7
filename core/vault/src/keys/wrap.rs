//! The three wraps of a library key.
//!
//! Each is bound, as associated data, to the library's id, to its own kind and to the parameters beside it: a wrap that is moved
//! to another library, put in another's place, or given a weaker cost does not open.

use kith_cipher::RawKey;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::kdf::{self, Use};
use super::{
    ArgonCost, DeviceKey, DeviceSecret, LibraryKey, Passphrase, RecoveryCode, Sealed, Secret,
};
use crate::{Error, Result, WrapKind, hex};

const SALT_LEN: usize = 16;

/// Those wraps that a library has. Members of newer versions are carried along.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Wraps {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<DeviceWrap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passphrase: Option<PassphraseWrap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery: Option<RecoveryWrap>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Clone, Serialize, Deserialize)]
struct DeviceWrap {
    sealed: Sealed,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Clone, Serialize, Deserialize)]
struct PassphraseWrap {
    #[serde(flatten)]
    stretching: Stretching,
    /// Whether it has been typed back since it was set.
    confirmed: bool,
    sealed: Sealed,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// How a passphrase becomes key material.
#[derive(Clone, Serialize, Deserialize)]
struct Stretching {
    argon2id: Argon,
    salt: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct Argon {
    #[serde(flatten)]
    cost: ArgonCost,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Clone, Serialize, Deserialize)]
struct RecoveryWrap {
    /// Whether it has been typed back since it was made.
    confirmed: bool,
    sealed: Sealed,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Wraps {
    /// The library key behind `secret`.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], without a delay, when the secret is another's; [`Error::NotSet`] when there is no such wrap;
    /// [`Error::KeyUnavailable`] and [`Error::KeyLost`] as the device says; [`Error::WeakParameters`] for a cost out of bounds.
    pub(crate) fn unwrap(&self, library: Uuid, secret: &Secret<'_>) -> Result<LibraryKey> {
        let (sealed, key, context) = match secret {
            Secret::Device(device) => {
                let wrap = present(self.device.as_ref(), WrapKind::Device)?;
                (
                    &wrap.sealed,
                    device_key(available(device)?, library),
                    context(library, WrapKind::Device),
                )
            }
            Secret::Passphrase(passphrase) => {
                let wrap = present(self.passphrase.as_ref(), WrapKind::Passphrase)?;
                (
                    &wrap.sealed,
                    wrap.stretching.key(passphrase, library)?,
                    wrap.stretching.context(library),
                )
            }
            Secret::Recovery(code) => {
                let wrap = present(self.recovery.as_ref(), WrapKind::Recovery)?;
                (
                    &wrap.sealed,
                    recovery_key(code, library),
                    context(library, WrapKind::Recovery),
                )
            }
        };
        let plain = sealed
            .open(&key, &context)
            .ok_or(Error::WrongSecret { retry_after_ms: 0 })?;
        LibraryKey::from_slice(&plain).ok_or(Error::Damaged {
            what: "a wrapped key",
        })
    }

    pub(crate) fn set_device(
        &mut self,
        library: Uuid,
        key: &LibraryKey,
        secret: &DeviceSecret,
    ) -> Result<()> {
        let context = context(library, WrapKind::Device);
        let sealed = Sealed::new(&device_key(secret, library), &context, key.as_bytes())?;
        self.device = Some(DeviceWrap {
            sealed,
            extra: Map::new(),
        });
        Ok(())
    }

    pub(crate) fn set_passphrase(
        &mut self,
        library: Uuid,
        key: &LibraryKey,
        passphrase: &Passphrase,
        cost: ArgonCost,
    ) -> Result<()> {
        self.passphrase = Some(PassphraseWrap::new(library, key, passphrase, cost)?);
        Ok(())
    }

    pub(crate) fn set_recovery(
        &mut self,
        library: Uuid,
        key: &LibraryKey,
        code: &RecoveryCode,
    ) -> Result<()> {
        let context = context(library, WrapKind::Recovery);
        let sealed = Sealed::new(&recovery_key(code, library), &context, key.as_bytes())?;
        self.recovery = Some(RecoveryWrap {
            confirmed: false,
            sealed,
            extra: Map::new(),
        });
        Ok(())
    }

    /// Notes that the secret has been typed back; the device's needs no typing.
    pub(crate) fn confirm(&mut self, which: WrapKind) {
        match which {
            WrapKind::Device => {}
            WrapKind::Passphrase => self
                .passphrase
                .iter_mut()
                .for_each(|wrap| wrap.confirmed = true),
            WrapKind::Recovery => self
                .recovery
                .iter_mut()
                .for_each(|wrap| wrap.confirmed = true),
        }
    }

    /// Takes a wrap away, unless what remains is not known to open: the device's wrap, or one that has been typed back.
    pub(crate) fn remove(&mut self, which: WrapKind) -> Result<()> {
        self.confirmed(which).ok_or(Error::NotSet { which })?;
        let others = [WrapKind::Device, WrapKind::Passphrase, WrapKind::Recovery];
        if !others
            .into_iter()
            .any(|other| other != which && self.confirmed(other) == Some(true))
        {
            return Err(Error::LastWrap);
        }
        match which {
            WrapKind::Device => self.device = None,
            WrapKind::Passphrase => self.passphrase = None,
            WrapKind::Recovery => self.recovery = None,
        }
        Ok(())
    }

    /// Whether a wrap is known to open: nothing where there is none.
    pub(crate) fn confirmed(&self, which: WrapKind) -> Option<bool> {
        match which {
            WrapKind::Device => self.device.as_ref().map(|_| true),
            WrapKind::Passphrase => self.passphrase.as_ref().map(|wrap| wrap.confirmed),
            WrapKind::Recovery => self.recovery.as_ref().map(|wrap| wrap.confirmed),
        }
    }
}

impl PassphraseWrap {
    fn new(
        library: Uuid,
        key: &LibraryKey,
        passphrase: &Passphrase,
        cost: ArgonCost,
    ) -> Result<Self> {
        let stretching = Stretching::new(cost)?;
        let wrapping = stretching.key(passphrase, library)?;
        let sealed = Sealed::new(&wrapping, &stretching.context(library), key.as_bytes())?;
        Ok(Self {
            stretching,
            confirmed: false,
            sealed,
            extra: Map::new(),
        })
    }
}

impl Stretching {
    fn new(cost: ArgonCost) -> Result<Self> {
        let mut salt = [0; SALT_LEN];
        getrandom::fill(&mut salt)?;
        let argon2id = Argon {
            cost: cost.checked()?,
            extra: Map::new(),
        };
        Ok(Self {
            argon2id,
            salt: hex::encode(&salt).to_string(),
        })
    }

    fn key(&self, passphrase: &Passphrase, library: Uuid) -> Result<RawKey> {
        let salt = hex::decode(&self.salt).filter(|salt| salt.len() == SALT_LEN);
        let salt = salt.ok_or(Error::Damaged {
            what: "a wrapped key",
        })?;
        let stretched = self.argon2id.cost.stretch(passphrase.as_bytes(), &salt)?;
        Ok(kdf::subkey(
            stretched.as_bytes(),
            library,
            Use::PassphraseWrap,
        ))
    }

    fn context(&self, library: Uuid) -> Vec<u8> {
        let mut context = context(library, WrapKind::Passphrase);
        let ArgonCost {
            memory_kib,
            passes,
            lanes,
        } = self.argon2id.cost;
        for number in [memory_kib, passes, lanes] {
            context.extend_from_slice(&number.to_be_bytes());
        }
        context.extend_from_slice(self.salt.as_bytes());
        context
    }
}

fn device_key(secret: &DeviceSecret, library: Uuid) -> RawKey {
    kdf::subkey(secret.as_bytes(), library, Use::DeviceWrap)
}

fn recovery_key(code: &RecoveryCode, library: Uuid) -> RawKey {
    kdf::subkey(code.as_bytes(), library, Use::RecoveryWrap)
}

fn present<T>(wrap: Option<&T>, which: WrapKind) -> Result<&T> {
    wrap.ok_or(Error::NotSet { which })
}

fn available<'a>(device: &DeviceKey<'a>) -> Result<&'a DeviceSecret> {
    match device {
        DeviceKey::Available(secret) => Ok(secret),
        DeviceKey::UnavailableForNow => Err(Error::KeyUnavailable),
        DeviceKey::Lost => Err(Error::KeyLost),
    }
}

/// What a wrap is bound to: the library, and the kind. The first is of fixed length and the second ends with a zero, so
/// that whatever follows cannot be taken for a part of them.
fn context(library: Uuid, which: WrapKind) -> Vec<u8> {
    let purpose = match which {
        WrapKind::Device => Use::DeviceWrap,
        WrapKind::Passphrase => Use::PassphraseWrap,
        WrapKind::Recovery => Use::RecoveryWrap,
    };
    [
        library.as_bytes().as_slice(),
        purpose.label().as_bytes(),
        &[0],
    ]
    .concat()
}
