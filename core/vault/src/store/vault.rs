//! A vault: one encrypted file, one connection that writes and a few that read.
//!
//! SQLite allows one writer at a time anyway; having one connection for it makes the wait a queue of ours instead of a busy error, and lets
//! the writer keep what it knows (the last stamp, the author's number) without asking. Everything blocks: who must not be blocked calls
//! from another thread. No handle survives `lock`, and every method may be called from any thread, except that `lock`,
//! `pause` and a second `transact` wait for what is running and so must not be called from inside it. Neither must anything of the
//! library but its state: another thread may be closing the library, and wait for what is running with the library's own lock held.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use kith_cipher::RawKey;

use super::act::{Act, Desk, Transaction, Writer};
use super::changes::Committed;
use super::conn::{self, Access, Conn};
use super::history::Turn;
use super::interrupt::Interrupt;
use super::migrate::{File, MIGRATIONS, migrate};
use super::pool::{Phase, Pool};
use super::{Kind, Reader, derived, locked};
use crate::{Error, Result};

/// An open vault.
pub struct Vault {
    path: PathBuf,
    kinds: &'static [Kind],
    key: Mutex<Option<RawKey>>,
    desk: Mutex<Option<Desk>>,
    pool: Pool,
    /// Held while the vault opens or closes, so that of two that do, the second finds it done.
    transition: Mutex<()>,
}

/// The writer, held until dropped.
pub(super) struct HeldDesk<'v>(MutexGuard<'v, Option<Desk>>);

impl HeldDesk<'_> {
    pub(super) fn get(&mut self) -> Result<&mut Desk> {
        self.0.as_mut().ok_or(Error::Locked)
    }
}

impl Vault {
    /// Makes a new vault.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] when there is a file, whatever is in it; it is left alone.
    pub fn create(path: &Path, key: RawKey, kinds: &'static [Kind]) -> Result<Self> {
        conn::create_file(path)?;
        let made = open_desk(path, &key, kinds, File::New);
        if made.is_err() {
            let _ = std::fs::remove_file(path); // ours, and nothing is in it; the error that counts is the first
        }
        Ok(Self::with(path, key, kinds, made?))
    }

    /// Opens a vault that exists, and brings it to the format of this version.
    ///
    /// # Errors
    /// [`Error::NotFound`] without a file, [`Error::NotEncrypted`] for a plain database, [`Error::Damaged`] for a wrong key or a damaged
    /// file, [`Error::NewerFormat`] for one that a newer version wrote. In all of these the file is not touched.
    pub fn open(path: &Path, key: RawKey, kinds: &'static [Kind]) -> Result<Self> {
        conn::inspect_file(path)?;
        let desk = open_desk(path, &key, kinds, File::Existing)?;
        Ok(Self::with(path, key, kinds, desk))
    }

    fn with(path: &Path, key: RawKey, kinds: &'static [Kind], desk: Desk) -> Self {
        Self {
            path: path.to_owned(),
            kinds,
            key: Mutex::new(Some(key)),
            desk: Mutex::new(Some(desk)),
            pool: Pool::new(),
            transition: Mutex::new(()),
        }
    }

    /// Reads. Everything that `work` asks for is from the same moment.
    ///
    /// # Errors
    /// [`Error::Locked`] when the vault is locked or paused, [`Error::Cancelled`] when that happens meanwhile, and those of `work`.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_on_lease(None, work)
    }

    /// Reads until `token` is used.
    ///
    /// # Errors
    /// As for [`Self::read`], and [`Error::Cancelled`] when the token was used, before or meanwhile.
    pub fn read_interruptibly<T, E: From<Error>>(
        &self,
        token: &Interrupt,
        work: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_on_lease(Some(token), work)
    }

    fn read_on_lease<T, E: From<Error>>(
        &self,
        token: Option<&Interrupt>,
        work: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let lease = self.pool.lend(token, || self.open_reader())?;
        let snapshot = lease.snapshot()?;
        let value = work(&Reader::new(lease.conn()?, self.kinds))?;
        snapshot.commit()?;
        Ok(value)
    }

    fn open_reader(&self) -> Result<Conn> {
        let key = locked(&self.key);
        Conn::open(&self.path, key.as_ref().ok_or(Error::Locked)?, Access::Read)
    }

    /// Runs `work` as one act: all of it is on disk when this returns, or, on an error or a panic, none of it ever was.
    ///
    /// # Errors
    /// [`Error::Locked`] when the vault is locked or paused, those of writing, and those of `work`.
    pub fn transact<T, E: From<Error>>(
        &self,
        act: &Act<'_>,
        work: impl FnOnce(&mut Writer<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Committed<T>, E> {
        self.desk()?.get()?.act(act, Turn::Done, work)
    }

    pub(super) fn desk(&self) -> Result<HeldDesk<'_>> {
        if self.pool.phase() != Phase::Open {
            return Err(Error::Locked);
        }
        Ok(HeldDesk(locked(&self.desk)))
    }

    /// Closes the file for a while, keeping the key: what is being written is finished, what is being read is interrupted. A vault that is
    /// not open stays as it is.
    pub fn pause(&self) {
        let _transition = locked(&self.transition);
        if self.pool.phase() == Phase::Open {
            self.close(Phase::Paused);
        }
    }

    /// Opens a paused vault again; one that is open stays so.
    ///
    /// # Errors
    /// [`Error::Locked`] when it was locked, and those of opening, after which it is still paused.
    pub fn resume(&self) -> Result<()> {
        let _transition = locked(&self.transition);
        match self.pool.phase() {
            Phase::Open => Ok(()),
            Phase::Locked => Err(Error::Locked),
            Phase::Paused => self.reopen(),
        }
    }

    fn reopen(&self) -> Result<()> {
        conn::inspect_file(&self.path)?;
        let desk = open_desk(
            &self.path,
            locked(&self.key).as_ref().ok_or(Error::Locked)?,
            self.kinds,
            File::Existing,
        )?;
        *locked(&self.desk) = Some(desk);
        self.pool.open();
        Ok(())
    }

    /// Closes the file and wipes the key, for good: what is being written is finished, what is being read is interrupted.
    pub fn lock(&self) {
        let _transition = locked(&self.transition);
        self.close(Phase::Locked);
        *locked(&self.key) = None;
    }

    fn close(&self, phase: Phase) {
        self.pool.close(phase);
        if let Some(desk) = locked(&self.desk).take() {
            // What is committed is durable in the log already; folding it into the file only spares the next opening.
            let _ = desk.conn().checkpoint();
        }
    }

    /// Whether it can be read and written now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.pool.phase() == Phase::Open
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        self.lock();
    }
}

fn open_desk(path: &Path, key: &RawKey, kinds: &'static [Kind], file: File) -> Result<Desk> {
    let mut conn = Conn::open(path, key, Access::Write)?;
    migrate(conn.db_mut(), file, MIGRATIONS)?;
    derive_if_outdated(&Reader::new(&conn, kinds))?;
    Desk::new(conn, kinds)
}

/// Derives the index, links and places anew when another version wrote them by other rules.
fn derive_if_outdated(reader: &Reader<'_>) -> Result<()> {
    if derived::is_current(reader)? {
        return Ok(());
    }
    let transaction = Transaction::begin(reader.conn())?;
    derived::rebuild(reader)?;
    transaction.commit()
}
