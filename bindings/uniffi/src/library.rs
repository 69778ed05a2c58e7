//! A library, as the platform holds it.

use crate::error::SecretKind;
use crate::guard::{guarded, unfailing};
use crate::surroundings::{Foreign, surroundings};
use crate::{ChangeObserver, Clock, CoreClient, KithError, LogSink, Observation, Secret};
use kith_companion::entity::Party;
use kith_companion::{ClientEntry, Kith, LibraryState, Protection};
use kith_protocol::Uuid;
use std::path::Path;
use std::sync::Arc;

/// A library, blocking. One folder with its keys, and a vault for each client in it.
#[derive(uniffi::Object)]
pub struct CoreLibrary(Kith);

#[uniffi::export]
impl CoreLibrary {
    /// Makes a library in a folder that is empty or does not exist, unlocked. `secret` is the first way in: this
    /// device's secret or a passphrase. `language` is a BCP 47 tag; `party` is who writes on this device.
    ///
    /// Throws `AlreadyExists` where there is a library, and what the storage throws.
    #[uniffi::constructor]
    pub fn create(
        dir: String,
        secret: Arc<Secret>,
        clock: Arc<dyn Clock>,
        log: Option<Arc<dyn LogSink>>,
        language: String,
        party: Party,
    ) -> Result<Self, KithError> {
        let around = surroundings(clock, log, language, party);
        guarded(|| secret.create(Path::new(&dir), around).map(Self))
    }

    /// Opens a folder's library, locked. `language` is a BCP 47 tag; `party` is who writes on this device.
    ///
    /// Throws `NotFound`, `Busy` when it is open elsewhere, `Damaged`, `NewerFormat`.
    #[uniffi::constructor]
    pub fn open(
        dir: String,
        clock: Arc<dyn Clock>,
        log: Option<Arc<dyn LogSink>>,
        language: String,
        party: Party,
    ) -> Result<Self, KithError> {
        let around = surroundings(clock, log, language, party);
        guarded(|| Kith::open(Path::new(&dir), around).map(Self))
    }

    /// Unlocks the library. A passphrase costs about a second of computing.
    ///
    /// Throws `WrongPassphrase` with the time until the next try counts, `KeyUnavailable` and `KeyLost` as this
    /// device's key stands, `NotSet`, `Damaged`.
    pub fn unlock(&self, secret: Arc<Secret>) -> Result<(), KithError> {
        guarded(|| self.0.unlock(&secret.lend()))
    }

    /// Closes every vault and wipes every key; long reads are stopped. Clients that somebody still holds throw
    /// `Locked` until the library is unlocked again. May be called at any time, as often as one likes.
    pub fn lock(&self) -> Result<(), KithError> {
        unfailing(|| self.0.lock())
    }

    /// Closes every file and keeps the keys, as an app has to that goes to the background. Until it resumes,
    /// calls throw `Locked`.
    pub fn pause(&self) -> Result<(), KithError> {
        unfailing(|| self.0.pause())
    }

    /// Opens again what was open when it was paused.
    ///
    /// Throws what the storage throws; the library stays paused and can be resumed again.
    pub fn resume(&self) -> Result<(), KithError> {
        guarded(|| self.0.resume())
    }

    /// Where the library stands. Waits for nothing.
    pub fn state(&self) -> LibraryState {
        self.0.state()
    }

    /// The ways into the library, and whether losing this device would lose it.
    pub fn protection(&self) -> Result<Protection, KithError> {
        unfailing(|| self.0.protection())
    }

    /// Sets or replaces this device's secret or the passphrase. A passphrase is unconfirmed until it has been
    /// typed back.
    ///
    /// Throws `Locked`, and what the storage throws.
    pub fn set_secret(&self, secret: Arc<Secret>) -> Result<(), KithError> {
        guarded(|| secret.set(&self.0))
    }

    /// Makes a new recovery code; an older one opens nothing any more. Show it once and keep it nowhere.
    ///
    /// Throws `Locked`, and what the storage throws.
    pub fn new_recovery_code(&self) -> Result<String, KithError> {
        guarded(|| Ok(self.0.new_recovery_code()?.text().to_string()))
    }

    /// Compares a passphrase or a recovery code that was typed back with the one that is set.
    ///
    /// Throws `WrongPassphrase`, `NotSet`, `Locked`.
    pub fn confirm_secret(&self, typed: Arc<Secret>) -> Result<(), KithError> {
        guarded(|| typed.confirm(&self.0))
    }

    /// Takes a way in away, as long as one remains that is known to work.
    ///
    /// Throws `LastWrap`, `NotSet`, `Locked`.
    pub fn remove_secret(&self, which: SecretKind) -> Result<(), KithError> {
        guarded(|| self.0.remove_secret(which.into()))
    }

    /// The clients, in the order in which they were added.
    ///
    /// Throws `Locked`.
    pub fn clients(&self) -> Result<Vec<ClientEntry>, KithError> {
        guarded(|| self.0.clients())
    }

    /// Adds a client, with a vault and a key of their own.
    ///
    /// Throws `Invalid` for what is no name, `Locked`, and what the storage throws.
    pub fn create_client(&self, name: String) -> Result<CoreClient, KithError> {
        guarded(|| self.0.create_client(&name).map(CoreClient::from))
    }

    /// A handle on a client's vault, which is opened.
    ///
    /// Throws `NotFound`, `Locked`, `Damaged`, `NewerFormat`.
    pub fn client(&self, id: Uuid) -> Result<CoreClient, KithError> {
        guarded(|| self.0.client(id).map(CoreClient::from))
    }

    /// Gives a client another name in this library.
    ///
    /// Throws `Invalid`, `NotFound`, `Locked`.
    pub fn rename_client(&self, id: Uuid, name: String) -> Result<(), KithError> {
        guarded(|| self.0.rename_client(id, &name))
    }

    /// Destroys a client's vault: first its key, then its files. What flash storage still holds of them cannot be
    /// read without that key; an old copy of the whole folder has it still.
    ///
    /// Throws `NotFound`, `Locked`, and what the storage throws.
    pub fn delete_client(&self, id: Uuid) -> Result<(), KithError> {
        guarded(|| self.0.delete_client(id))
    }

    /// Tells `observer` of every change, for as long as what this gives is held.
    pub fn observe(&self, observer: Arc<dyn ChangeObserver>) -> Result<Observation, KithError> {
        unfailing(|| {
            let id = self.0.observe(Arc::new(Foreign(observer)));
            Observation::new(self.0.clone(), id)
        })
    }
}
