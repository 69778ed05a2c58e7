//! A library: one folder with its keys, its vaults, and one opener.
//!
//! ```text
//! LOCK                 held by whoever has the library open
//! header.a, header.b   the same header twice: who may open it and, sealed, what is in it
//! attempts             wrong tries at a passphrase or code since the last right one
//! vaults/<id>.kith     one encrypted database each
//! ```
//!
//! A library is locked, unlocked or paused. **Locked**, it has no key in memory. **Unlocked**, it has its key and those vaults open that
//! somebody asked for. **Paused**, as an app in the background is, it keeps its keys but holds no file open, so the operating system has no
//! reason to end it. Every change of state may be asked for twice, in any state and from any thread. All of them, and
//! everything that touches the header, pass one lock, so tries at a passphrase cannot be made side by side either; [`Library::state`] alone
//! never waits.

mod attempts;
mod lock_file;
mod protection;
mod vaults;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use self::attempts::Attempts;
use self::lock_file::LockFile;
use crate::header::{self, Copies, Directory, Found, Framed, Header, HeaderCondition, Written};
use crate::keys::{ArgonCost, DeviceSecret, LibraryKey, Passphrase, RecoveryCode, Secret, Wraps};
use crate::staged::{sync_folder, sync_parent};
use crate::store::Vault;
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
    _lock: LockFile,
}

/// What the one lock guards.
struct Inner {
    copies: Copies,
    /// The header in force, and until it has been authenticated an older copy to fall back on.
    framed: Vec<Framed>,
    condition: HeaderCondition,
    /// Why the second copy still holds an older header, if it does since the last writing.
    lagging: Option<Error>,
    attempts: Attempts,
    keys: Option<Keys>,
    paused: bool,
}

/// What is in memory while a library is not locked.
struct Keys {
    library: LibraryKey,
    directory: Directory,
    open: BTreeMap<Uuid, Arc<Vault>>,
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
        let library = Self::opened(dir, copies, lock)?;
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
        let copies = Copies::in_folder(dir);
        if !copies.exist() && !dir.join(VAULTS).exists() {
            return Err(Error::NotFound);
        }
        let lock = LockFile::take(dir)?;
        Self::opened(dir, copies, lock)
    }

    fn opened(dir: &Path, copies: Copies, lock: LockFile) -> Result<Self> {
        let Found { framed, condition } = copies.read().map_err(|error| match error {
            Error::NotFound => Error::Damaged {
                what: "the library's header",
            },
            other => other,
        })?;
        let attempts = Attempts::in_folder(dir);
        let inner = Inner {
            copies,
            framed,
            condition,
            lagging: None,
            attempts,
            keys: None,
            paused: false,
        };
        Ok(Self {
            dir: dir.to_owned(),
            state: Mutex::new(State::Locked),
            inner: Mutex::new(inner),
            _lock: lock,
        })
    }

    /// Unlocks, at the time `now_ms` (milliseconds UTC). On a library that is not locked it checks the secret and changes nothing else.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; after several wrong passphrases or codes with a delay, inside which no try is made;
    /// [`Error::NotSet`]; [`Error::KeyUnavailable`] and [`Error::KeyLost`] as the device's key stands; [`Error::Damaged`] when the header was
    /// tampered with; [`Error::WeakParameters`] when it asks for a cost out of bounds.
    pub fn unlock(&self, secret: &Secret<'_>, now_ms: i64) -> Result<()> {
        let mut inner = self.inner();
        let key = inner.key_behind(secret, now_ms)?;
        if inner.keys.is_none() {
            inner.admit(key)?;
            self.publish(State::Unlocked);
        }
        Ok(())
    }

    /// Closes every vault and wipes every key, waiting for what is being written. Vaults that somebody still holds answer
    /// [`Error::Locked`] from then on.
    pub fn lock(&self) {
        let mut inner = self.inner();
        inner.paused = false;
        if let Some(keys) = inner.keys.take() {
            keys.open.values().for_each(|vault| vault.lock());
        }
        self.publish(State::Locked);
    }

    /// Finishes what is being written, checkpoints and closes every file; keys stay in memory. Does nothing unless unlocked.
    pub fn pause(&self) {
        let mut inner = self.inner();
        if inner.keys.is_some() && !inner.paused {
            inner.paused = true;
            inner.open_vaults().for_each(Vault::pause);
            self.publish(State::Paused);
        }
    }

    /// Reopens what was open when it was paused. Does nothing unless paused.
    ///
    /// # Errors
    /// The first error of a vault; the library stays paused and can be resumed again.
    pub fn resume(&self) -> Result<()> {
        let mut inner = self.inner();
        if inner.paused {
            inner.open_vaults().try_for_each(Vault::resume)?;
            inner.paused = false;
            self.publish(State::Unlocked);
        }
        Ok(())
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

impl Inner {
    /// The header in force.
    fn header(&self) -> &Header {
        &self.framed[0].header
    }

    fn keys(&self) -> Result<&Keys> {
        self.keys.as_ref().ok_or(Error::Locked)
    }

    /// The library key behind a secret, from a header that this key wrote.
    fn key_behind(&mut self, secret: &Secret<'_>, now: i64) -> Result<LibraryKey> {
        let (framed, attempts) = (&self.framed, &mut self.attempts);
        let (place, key) = match secret {
            Secret::Device(_) => authentic(framed, secret)?,
            Secret::Passphrase(_) | Secret::Recovery(_) => {
                attempts.guard(now, || authentic(framed, secret))?
            }
        };
        if place > 0 {
            self.framed.drain(..place);
            self.condition = HeaderCondition::OneCopyDamaged;
        }
        Ok(key)
    }

    /// Takes the key into memory, with what it opens, and mends the copy of the header that needs it.
    fn admit(&mut self, library: LibraryKey) -> Result<()> {
        let directory = self.header().directory(&library)?;
        self.framed.truncate(1);
        // Mending can wait for a disk that has room again; the next writing does it as well.
        if self.condition != HeaderCondition::Sound
            && self.copies.mend(self.framed[0].bytes()).is_ok()
        {
            self.condition = HeaderCondition::Sound;
        }
        self.keys = Some(Keys {
            library,
            directory,
            open: BTreeMap::new(),
        });
        Ok(())
    }

    /// Puts a header in force on the disk and then here. An error means that it is in force nowhere; a second copy that could not be
    /// replaced is none, because the header that counts is the newer one.
    fn write(&mut self, header: &Header, key: &LibraryKey) -> Result<()> {
        let bytes = header::encode(header, &key.header_mac(header.library))?;
        let framed = header::decode(bytes)?;
        (self.condition, self.lagging) = match self.copies.write(framed.bytes())? {
            Written::Both => (HeaderCondition::Sound, None),
            Written::One(error) => (HeaderCondition::OneCopyStale, Some(error)),
        };
        self.framed = vec![framed];
        Ok(())
    }

    /// Success if no copy holds what the last writing took away.
    fn everywhere(&self) -> Result<()> {
        self.lagging.map_or(Ok(()), Err)
    }

    fn open_vaults(&self) -> impl Iterator<Item = &Vault> {
        self.keys
            .iter()
            .flat_map(|keys| keys.open.values())
            .map(Arc::as_ref)
    }
}

/// The first copy that the secret opens and whose MAC holds. A wrong secret is tried on the newest copy only: a passphrase that was
/// replaced must not open a library because one copy of its header is old.
fn authentic(framed: &[Framed], secret: &Secret<'_>) -> Result<(usize, LibraryKey)> {
    for (place, copy) in framed.iter().enumerate() {
        let library = copy.header.library;
        let key = copy.header.wraps.unwrap(library, secret)?;
        if copy.is_authentic(&key.header_mac(library)) {
            return Ok((place, key));
        }
    }
    Err(Error::Damaged {
        what: "the library's header",
    })
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
