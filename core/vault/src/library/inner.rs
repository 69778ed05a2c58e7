//! What a library has in memory, behind its one mutex, and what it may do with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kith_cipher::RawKey;
use uuid::Uuid;

use super::State;
use super::attempts::Attempts;
use super::lock_file::LockFile;
use crate::header::{self, Copies, Directory, Found, Framed, Header, HeaderCondition, Written};
use crate::keys::{LibraryKey, Secret};
use crate::store::Vault;
use crate::{Error, Result};

const DAMAGED: Error = Error::Damaged {
    what: "the library's header",
};

pub(super) struct Inner {
    dir: PathBuf,
    copies: Copies,
    /// The header in force, and until it has been authenticated an older copy to fall back on.
    framed: Vec<Framed>,
    pub(super) condition: HeaderCondition,
    /// Why the second copy still holds an older header, if it does since the last writing.
    lagging: Option<Error>,
    attempts: Attempts,
    keys: Option<Keys>,
    /// The folder's lock; without it nothing of the folder is touched.
    lock: Option<LockFile>,
}

/// What is in memory while a library is not locked.
pub(super) struct Keys {
    pub(super) library: LibraryKey,
    pub(super) directory: Directory,
    pub(super) open: BTreeMap<Uuid, Arc<Vault>>,
}

impl Inner {
    /// Reads the header of a folder whose lock has been taken.
    pub(super) fn opened(dir: &Path, lock: LockFile) -> Result<Self> {
        let copies = Copies::in_folder(dir);
        let Found { framed, condition } = whole(&copies)?;
        Ok(Self {
            dir: dir.to_owned(),
            copies,
            framed,
            condition,
            lagging: None,
            attempts: Attempts::in_folder(dir),
            keys: None,
            lock: Some(lock),
        })
    }

    pub(super) fn state(&self) -> State {
        match (&self.keys, &self.lock) {
            (None, _) => State::Locked,
            (Some(_), Some(_)) => State::Unlocked,
            (Some(_), None) => State::Paused,
        }
    }

    /// The header in force.
    pub(super) fn header(&self) -> &Header {
        &self.framed[0].header
    }

    /// The keys, for whoever may use them: not while paused.
    pub(super) fn keys(&self) -> Result<&Keys> {
        let usable = self.keys.as_ref().filter(|_| self.lock.is_some());
        usable.ok_or(Error::Locked)
    }

    pub(super) fn keys_mut(&mut self) -> Result<&mut Keys> {
        let held = self.lock.is_some();
        let usable = self.keys.as_mut().filter(|_| held);
        usable.ok_or(Error::Locked)
    }

    /// Lets a secret in: unlocks, or checks it and reopens what was open.
    pub(super) fn enter(&mut self, secret: &Secret<'_>, now: i64) -> Result<()> {
        let key = self.key_behind(secret, now)?;
        match self.keys {
            None => self.admit(key),
            Some(_) => self.reopen(),
        }?;
        // What was typed to get in was typed back. A full or read-only disk keeps nobody out; the next time notes it.
        let _ = self.note_typed(secret.kind());
        Ok(())
    }

    /// The library key behind a secret, from a header that this key wrote.
    pub(super) fn key_behind(&mut self, secret: &Secret<'_>, now: i64) -> Result<LibraryKey> {
        let (framed, attempts) = (&self.framed, &mut self.attempts);
        let (place, key) = match secret {
            Secret::Device(_) => authentic(framed, secret)?,
            Secret::Passphrase(_) | Secret::Recovery(_) => {
                attempts.guard(now, || authentic(framed, secret))?
            }
        };
        self.prefer(place);
        Ok(key)
    }

    /// Takes the key into memory, with what it opens, and mends the copy of the header that needs it.
    pub(super) fn admit(&mut self, library: LibraryKey) -> Result<()> {
        let directory = self.header().directory(&library)?;
        self.framed.truncate(1);
        self.mend();
        self.keys = Some(Keys {
            library,
            directory,
            open: BTreeMap::new(),
        });
        Ok(())
    }

    /// Closes every vault and wipes every key.
    pub(super) fn forget(&mut self) {
        if let Some(keys) = self.keys.take() {
            keys.open.values().for_each(|vault| vault.lock());
        }
    }

    /// Closes every file and gives the folder's lock back.
    pub(super) fn release(&mut self) {
        self.open_vaults().for_each(Vault::pause);
        self.lock = None;
    }

    /// Opens the files of every vault that was open.
    pub(super) fn reopen(&self) -> Result<()> {
        self.open_vaults().try_for_each(Vault::resume)
    }

    /// Takes the folder's lock, if it was given back, and looks at what may have changed meanwhile.
    pub(super) fn retake(&mut self) -> Result<()> {
        if self.lock.is_none() {
            let lock = LockFile::take(&self.dir)?;
            self.look_again()?;
            self.lock = Some(lock);
        }
        Ok(())
    }

    fn look_again(&mut self) -> Result<()> {
        let Found { framed, condition } = whole(&self.copies)?;
        match &self.keys {
            Some(keys) => self.follow(framed, keys.library.clone())?,
            None => self.framed = framed,
        }
        (self.condition, self.lagging) = (condition, None);
        self.attempts = Attempts::in_folder(&self.dir);
        Ok(())
    }

    /// Takes a header over that another program wrote with the same key; vaults that it has no more are closed.
    fn follow(&mut self, framed: Vec<Framed>, key: LibraryKey) -> Result<()> {
        let library = self.header().library;
        let mac_key = key.header_mac(library);
        let ours = |copy: &Framed| copy.header.library == library && copy.is_authentic(&mac_key);
        let framed = framed.into_iter().find(ours).ok_or(DAMAGED)?;
        let directory = framed.header.directory(&key)?;
        if let Some(keys) = &mut self.keys {
            keys.follow(directory);
        }
        self.framed = vec![framed];
        Ok(())
    }

    /// Goes by the copy at `place`; those before it are no true ones.
    fn prefer(&mut self, place: usize) {
        if place > 0 {
            self.framed.drain(..place);
            self.condition = HeaderCondition::OneCopyDamaged;
        }
    }

    /// Replaces the copy that is not in force, if there is one. It can wait for a disk that has room again: the next writing
    /// does it as well.
    fn mend(&mut self) {
        let sound = self.condition == HeaderCondition::Sound;
        if !sound && self.copies.mend(self.framed[0].bytes()).is_ok() {
            self.condition = HeaderCondition::Sound;
        }
    }

    /// Puts a header in force on the disk and then here. An error means that it is in force nowhere; a second copy that could not be
    /// replaced is none, because the header that counts is the newer one.
    pub(super) fn write(&mut self, header: &Header, key: &LibraryKey) -> Result<()> {
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
    pub(super) fn everywhere(&self) -> Result<()> {
        self.lagging.map_or(Ok(()), Err)
    }

    fn open_vaults(&self) -> impl Iterator<Item = &Vault> {
        self.keys
            .iter()
            .flat_map(|keys| keys.open.values())
            .map(Arc::as_ref)
    }
}

impl Keys {
    /// Goes by another directory. A vault that it does not have, or has with another key, is closed.
    fn follow(&mut self, directory: Directory) {
        let same = |one: &RawKey, other: &RawKey| one.as_bytes() == other.as_bytes();
        let key =
            |directory: &Directory, id| directory.entry(id).ok().map(|entry| entry.key.clone());
        self.open.retain(|id, vault| {
            let (old, new) = (key(&self.directory, *id), key(&directory, *id));
            let stays = old.zip(new).is_some_and(|(old, new)| same(&old, &new));
            if !stays {
                vault.lock();
            }
            stays
        });
        self.directory = directory;
    }
}

/// The copies of a header that must be there.
fn whole(copies: &Copies) -> Result<Found> {
    copies.read().map_err(|error| match error {
        Error::NotFound => DAMAGED,
        other => other,
    })
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
    Err(DAMAGED)
}
