//! A library as a person meets it: made once, unlocked, locked, and full of clients.
//!
//! The keys and the files are the vault's; what stands here joins them to the clock, the log and the
//! observers, and hands out [`Client`]s. A library may be written to before a passphrase or a recovery code
//! exists. Until one of them was typed back, [`Protection`] says that losing this device would lose
//! everything, and a screen may say so in a calm line.

use crate::client::Client;
use crate::home::Home;
use crate::observers::ObserverId;
use crate::protection::{LibraryState, Protection};
use crate::surroundings::{ChangeObserver, Surroundings};
use crate::{Error, Result};
use kith_protocol::check::check_name;
use kith_vault::{
    ArgonCost, DeviceSecret, Library, NewLibrary, Passphrase, RecoveryCode, Secret, WrapKind,
};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// What a client's vault is for, in the words of the library's directory.
const CLIENT: &str = "client";

/// A library.
#[derive(Clone)]
pub struct Kith {
    home: Arc<Home>,
}

/// A library that was just made, unlocked.
pub struct Created {
    /// The library.
    pub kith: Kith,
    /// Its recovery code, if one was asked for. It is shown once and kept nowhere.
    pub recovery_code: Option<RecoveryCode>,
}

/// A client as a list of them shows it. It has no `Debug`: it holds a name.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ClientEntry {
    /// The id by which the client's vault is opened.
    pub id: Uuid,
    /// What the client is called in this library.
    pub name: String,
}

impl Kith {
    /// Makes a library in a folder that is empty or does not exist.
    ///
    /// # Errors
    /// [`kith_vault::Error::LastWrap`] without any way in, [`kith_vault::Error::AlreadyExists`] where
    /// there is a library, and the storage's.
    pub fn create(dir: &Path, new: &NewLibrary<'_>, surroundings: Surroundings) -> Result<Created> {
        let (library, recovery_code) = Library::create(dir, new)?;
        let kith = Self::around(library, surroundings);
        kith.home.log("library-created", 1);
        Ok(Created {
            kith,
            recovery_code,
        })
    }

    /// Opens a folder's library, locked.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], [`kith_vault::Error::Busy`] when it is open elsewhere,
    /// [`kith_vault::Error::Damaged`], [`kith_vault::Error::NewerFormat`].
    pub fn open(dir: &Path, surroundings: Surroundings) -> Result<Self> {
        Ok(Self::around(Library::open(dir)?, surroundings))
    }

    fn around(library: Library, surroundings: Surroundings) -> Self {
        Self {
            home: Arc::new(Home::new(library, surroundings)),
        }
    }

    /// Unlocks the library.
    ///
    /// # Errors
    /// [`kith_vault::Error::WrongSecret`] with the time until the next try;
    /// [`kith_vault::Error::KeyUnavailable`] and [`kith_vault::Error::KeyLost`] as the device's key stands.
    pub fn unlock(&self, secret: &Secret<'_>) -> Result<()> {
        let unlocked = self.home.library.unlock(secret, self.now_ms());
        let code = if unlocked.is_ok() {
            "library-unlocked"
        } else {
            "unlock-refused"
        };
        self.home.log(code, 1);
        Ok(unlocked?)
    }

    /// Closes every vault and wipes every key. Clients that somebody still holds answer
    /// [`kith_vault::Error::Locked`] until the library is unlocked again.
    pub fn lock(&self) {
        self.home.library.lock();
        self.home.forget();
        self.home.log("library-locked", 1);
    }

    /// Closes every file and keeps the keys, as an application has to that goes to the background.
    pub fn pause(&self) {
        self.home.library.pause();
        self.home.forget();
    }

    /// Opens again what was open when it was paused.
    ///
    /// # Errors
    /// The storage's; the library stays paused and can be resumed again.
    pub fn resume(&self) -> Result<()> {
        Ok(self.home.library.resume()?)
    }

    /// Where the library stands; it never waits for anything.
    #[must_use]
    pub fn state(&self) -> LibraryState {
        self.home.library.state().into()
    }

    /// The ways into the library, and whether losing this device would lose it.
    #[must_use]
    pub fn protection(&self) -> Protection {
        self.home.library.protection().into()
    }

    /// Sets or replaces the passphrase. It is unconfirmed until it has been typed back.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`] and the storage's.
    pub fn set_passphrase(&self, passphrase: &Passphrase, cost: ArgonCost) -> Result<()> {
        Ok(self.home.library.set_passphrase(passphrase, cost)?)
    }

    /// Compares a passphrase that was typed back with the one that is set.
    ///
    /// # Errors
    /// [`kith_vault::Error::WrongSecret`], [`kith_vault::Error::NotSet`], [`kith_vault::Error::Locked`].
    pub fn confirm_passphrase(&self, typed: &Passphrase) -> Result<()> {
        Ok(self.home.library.confirm_passphrase(typed, self.now_ms())?)
    }

    /// Makes a new recovery code; an older one opens nothing any more. It is shown once and kept nowhere.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`] and the storage's.
    pub fn new_recovery_code(&self) -> Result<RecoveryCode> {
        Ok(self.home.library.new_recovery_code()?)
    }

    /// Compares a recovery code that was typed back with the one that is set.
    ///
    /// # Errors
    /// As for [`Self::confirm_passphrase`].
    pub fn confirm_recovery_code(&self, typed: &RecoveryCode) -> Result<()> {
        Ok(self
            .home
            .library
            .confirm_recovery_code(typed, self.now_ms())?)
    }

    /// Sets or replaces the secret that this device's key store guards.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`] and the storage's.
    pub fn set_device_secret(&self, secret: &DeviceSecret) -> Result<()> {
        Ok(self.home.library.set_device_secret(secret)?)
    }

    /// Takes a way in away, as long as one remains that is known to work.
    ///
    /// # Errors
    /// [`kith_vault::Error::LastWrap`], [`kith_vault::Error::NotSet`], [`kith_vault::Error::Locked`].
    pub fn remove_secret(&self, which: WrapKind) -> Result<()> {
        Ok(self.home.library.remove_secret(which)?)
    }

    /// The clients, in the order in which they were added.
    ///
    /// # Errors
    /// [`kith_vault::Error::Locked`].
    pub fn clients(&self) -> Result<Vec<ClientEntry>> {
        let vaults = self.home.library.vaults()?;
        let clients = vaults.into_iter().filter(|vault| vault.role == CLIENT);
        Ok(clients
            .map(|vault| ClientEntry {
                id: vault.id,
                name: vault.name,
            })
            .collect())
    }

    /// Adds a client, with a vault and a key of their own.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what is no name; [`kith_vault::Error::Locked`] and the storage's.
    pub fn create_client(&self, name: &str) -> Result<Client> {
        check_name(name).map_err(|rule| Error::invalid("name", rule))?;
        let id = self.home.library.create_vault(CLIENT, name)?;
        self.home.log("client-created", 1);
        self.client(id)
    }

    /// A handle on a client's vault, which is opened. What has been in the trash for 30 days on which Kith
    /// was used is emptied out.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], [`kith_vault::Error::Locked`], and those of opening a vault.
    pub fn client(&self, id: Uuid) -> Result<Client> {
        let client = Client::new(Arc::clone(&self.home), id);
        client.tidy()?;
        Ok(client)
    }

    /// Gives a client another name in this library.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`kith_vault::Error::NotFound`], [`kith_vault::Error::Locked`].
    pub fn rename_client(&self, id: Uuid, name: &str) -> Result<()> {
        check_name(name).map_err(|rule| Error::invalid("name", rule))?;
        Ok(self.home.library.rename_vault(id, name)?)
    }

    /// Destroys a client's vault: first its key, then its files. What flash storage and old copies of the
    /// folder still hold cannot be read without that key; an old copy of the whole folder has it still.
    ///
    /// # Errors
    /// [`kith_vault::Error::NotFound`], [`kith_vault::Error::Locked`], and the storage's.
    pub fn delete_client(&self, id: Uuid) -> Result<()> {
        self.home.library.destroy_vault(id)?;
        self.home.log("client-deleted", 1);
        Ok(())
    }

    /// Tells `observer` of every change from now on.
    pub fn observe(&self, observer: Arc<dyn ChangeObserver>) -> ObserverId {
        self.home.observers.add(observer)
    }

    /// Tells an observer no more.
    pub fn unobserve(&self, observer: ObserverId) {
        self.home.observers.remove(observer);
    }

    fn now_ms(&self) -> i64 {
        self.home.surroundings.clock.now().at.millis()
    }
}
