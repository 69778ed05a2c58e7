//! A library: one folder with its keys, its vaults, and one opener.
//!
//! ```text
//! LOCK                 held by whoever has the library open
//! header.a, header.b   the same header twice: who may open it and, sealed, what is in it
//! attempts             wrong tries at a passphrase or code since the last right one
//! vaults/<id>.kith     one encrypted database each
//! ```
//!
//! A library is locked, unlocked or paused. **Locked**, it has no key in memory. **Unlocked**, it has its key, and those vaults open that
//! somebody asked for. **Paused**, as in an app in the background, it keeps its keys but no file and no lock, because operating systems end a
//! sleeping app that holds one; it is taken up again as it was, or, if another program had it meanwhile, as that one left it.
//!
//! Every change of state may be asked for twice, in any state and from any thread. All of them, and everything that touches the header,
//! pass one mutex, so tries at a passphrase cannot be made side by side either; [`Library::state`] alone never waits.

mod attempts;
mod inner;
mod lock_file;
mod protection;
mod vaults;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use self::inner::{Inner, Keys};
use self::lock_file::LockFile;
use crate::header::{self, Copies, Header, HeaderCondition};
use crate::keys::{ArgonCost, DeviceSecret, LibraryKey, Passphrase, RecoveryCode, Secret, Wraps};
use crate::staged::{sync_folder, sync_parent};
use crate::{Error, Result};

pub use protection::{Confirmed, Protection};
pub use vaults::VaultEntry;

const VAULTS: &str = "vaults";

/// Where a library stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No key is in memory.
    Locked,
    /// Vaults can be read and written.
    Unlocked,
    /// Keys are in memory, but no file is open until [`Library::resume`].
    Paused,
}

/// The ways into a library that is about to be made; at least one.
#[derive(Default)]
pub struct NewLibrary<'a> {
    /// The secret that this device's key store guards.
    pub device: Option<&'a DeviceSecret>,
    /// A passphrase.
    pub passphrase: Option<&'a Passphrase>,
    /// Whether to make a recovery code.
    pub recovery: bool,
    /// What a guess at the passphrase costs.
    pub cost: ArgonCost,
}

/// A library that this process has open. Dropping it locks it and lets go of the folder.
pub struct Library {
    dir: PathBuf,
    state: Mutex<State>,
    inner: Mutex<Inner>,
}

impl Library {
    /// Makes a library in a folder that is empty or does not exist, and returns it unlocked, with the recovery code if one was asked for.
    ///
    /// # Errors
    /// [`Error::LastWrap`] without any way in; [`Error::AlreadyExists`] where there is a library, whole or not; [`Error::Busy`];
    /// [`Error::WeakParameters`]; [`Error::ReadOnly`], [`Error::StorageFull`] and the like.
    pub fn create(dir: &Path, new: &NewLibrary<'_>) -> Result<(Self, Option<RecoveryCode>)> {
        let key = LibraryKey::generate()?;
        let code = new.recovery.then(RecoveryCode::generate).transpose()?;
        let header = Header::new(Uuid::new_v4(), &key)?;
        let header =
            header.with_wraps(|wraps| new.wrap(wraps, header.library, &key, code.as_ref()))?;

        make_folder(dir)?;
        let lock = LockFile::take(dir)?;
        let copies = Copies::in_folder(dir);
        if copies.exist() || dir.join(VAULTS).exists() {
            return Err(Error::AlreadyExists);
        }
        let bytes = header::encode(&header, &key.header_mac(header.library))?;
        copies.create(&bytes)?;
        let library = Self::opened(dir, lock)?;
        library.inner().admit(key)?;
        library.publish(State::Unlocked);
        Ok((library, code))
    }

    /// Opens a folder's library, locked.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none; [`Error::Busy`] when it is open elsewhere; [`Error::NewerFormat`]; [`Error::Damaged`] when neither
    /// copy of the header is whole, after which nothing has been changed; [`Error::ReadOnly`].
    pub fn open(dir: &Path) -> Result<Self> {
        if !Copies::in_folder(dir).exist() && !dir.join(VAULTS).exists() {
            return Err(Error::NotFound);
        }
        Self::opened(dir, LockFile::take(dir)?)
    }

    fn opened(dir: &Path, lock: LockFile) -> Result<Self> {
        let inner = Inner::opened(dir, lock)?;
        Ok(Self {
            dir: dir.to_owned(),
            state: Mutex::new(State::Locked),
            inner: Mutex::new(inner),
        })
    }

    /// Unlocks, at the time `now_ms` (milliseconds UTC). On a library that is unlocked it checks the secret and changes nothing; a
    /// paused one is resumed with it.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; after several wrong passphrases or codes with a delay, inside which no try is made;
    /// [`Error::NotSet`]; [`Error::KeyUnavailable`] and [`Error::KeyLost`] as the device's key stands; [`Error::Damaged`] when the header was
    /// tampered with; [`Error::WeakParameters`] when it asks for a cost out of bounds; [`Error::Busy`] when the library was paused and another
    /// program has it now.
    pub fn unlock(&self, secret: &Secret<'_>, now_ms: i64) -> Result<()> {
        let mut inner = self.inner();
        let before = inner.state();
        let entered = inner.retake().and_then(|()| inner.enter(secret, now_ms));
        if entered.is_err() && before == State::Paused {
            inner.release();
        }
        self.publish(inner.state());
        entered
    }

    /// Closes every vault and wipes every key, waiting for what is being written. Vaults that somebody still holds answer
    /// [`Error::Locked`] from then on.
    pub fn lock(&self) {
        let mut inner = self.inner();
        inner.forget();
        self.publish(inner.state());
    }

    /// Finishes what is being written, checkpoints, closes every file and lets go of the folder; keys stay in memory, if there are any.
    pub fn pause(&self) {
        let mut inner = self.inner();
        inner.release();
        self.publish(inner.state());
    }

    /// Takes the folder again and reopens what was open when it was paused. Does nothing to a library that was not paused.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has the library now; [`Error::Damaged`] when its header is no longer one that its key
    /// wrote; the first error of a vault. The library stays paused and can be resumed again.
    pub fn resume(&self) -> Result<()> {
        let mut inner = self.inner();
        let resumed = inner.retake().and_then(|()| inner.reopen());
        if resumed.is_err() {
            inner.release();
        }
        self.publish(inner.state());
        resumed
    }

    /// Where it stands; it never waits for anything.
    #[must_use]
    pub fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The library's id, which never changes.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.inner().header().library
    }

    /// How the two copies of the header are, or were found.
    #[must_use]
    pub fn header_condition(&self) -> HeaderCondition {
        self.inner().condition
    }

    /// A panic elsewhere leaves nothing half done behind this lock: each change of it is a single assignment at the end.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.lock();
    }
}

impl NewLibrary<'_> {
    fn wrap(
        &self,
        wraps: &mut Wraps,
        library: Uuid,
        key: &LibraryKey,
        code: Option<&RecoveryCode>,
    ) -> Result<()> {
        if self.device.is_none() && self.passphrase.is_none() && code.is_none() {
            return Err(Error::LastWrap);
        }
        self.device
            .map_or(Ok(()), |secret| wraps.set_device(library, key, secret))?;
        self.passphrase.map_or(Ok(()), |typed| {
            wraps.set_passphrase(library, key, typed, self.cost)
        })?;
        code.map_or(Ok(()), |code| wraps.set_recovery(library, key, code))
    }
}

/// Makes the folder, readable by its owner alone, and makes it durable.
fn make_folder(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    sync_parent(dir)?;
    sync_folder(dir)
}
