//! One connection to a vault's file: opened, keyed, checked and set up the same way every time.
//!
//! The pragmas are the promises of the store. `synchronous=FULL` makes a commit durable before it returns (in WAL mode NORMAL may lose the
//! last ones when the power fails), and `fullfsync` makes that true on Apple's systems, where `fsync` alone does not reach the disk.
//! `secure_delete` writes zeros over what is deleted, `trusted_schema=OFF` and the defensive mode keep a crafted file from running
//! anything, `cell_size_check` finds damage before it is followed, and nothing spills to disk in the clear (`temp_store`) or is
//! mapped around the cipher (`mmap_size`).

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kith_cipher::RawKey;
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags};

use super::interrupt::Stop;
use super::{Author, queries};
use crate::{Error, Result};

/// How every plain SQLite file begins. Ours begin with random bytes.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";
const SMALLEST: u64 = 512;

/// Set on every connection. The cache holds 8 MiB: the inner pages of all b-trees of ten years, and what is recent. The log is cut back
/// to 16 MiB, so that one large import does not cost its size for good.
pub(super) const PRAGMAS: &[(&str, i64)] = &[
    ("cell_size_check", 1),
    ("trusted_schema", 0),
    ("foreign_keys", 1),
    ("secure_delete", 1),
    ("temp_store", 2),
    ("mmap_size", 0),
    ("synchronous", 2),
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
    ("cache_size", -8192),
    ("journal_size_limit", 16 << 20),
];

const STATEMENTS: usize = 64;
const STEPS_BETWEEN_CHECKS: i32 = 1000;

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

/// A connection, with the statements and authors that it has met.
pub(super) struct Conn {
    db: Connection,
    authors: RefCell<HashMap<i64, Arc<Author>>>,
    /// Whether the file could be written when it was opened.
    writable: bool,
    pub(super) stop: Arc<Stop>,
}

/// Makes the empty file of a new vault; one that is there already is refused, whatever it holds.
pub(super) fn create_file(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.sync_all()?;
    sync_folder(path)
}

/// A new file is durable only when its folder is, too.
fn sync_folder(path: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Refuses what cannot be an encrypted vault before any engine touches it.
pub(super) fn inspect_file(path: &Path) -> Result<()> {
    let mut file = File::open(path)?;
    let mut start = [0; PLAIN.len()];
    let whole = file.metadata()?.len() >= SMALLEST && file.read_exact(&mut start).is_ok();
    match whole {
        true if &start == PLAIN => Err(Error::NotEncrypted),
        true => Ok(()),
        false => Err(Error::Damaged {
            what: "the vault's file",
        }),
    }
}

impl Conn {
    /// Opens a file that exists. With a wrong key, or on anything else that is amiss, no byte of it has changed.
    pub(super) fn open(path: &Path, key: &RawKey, access: Access) -> Result<Self> {
        let mode = match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        };
        kith_cipher::start();
        let db = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // Closing a connection folds the log into the file; until the key has proved right it must not.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        kith_cipher::key(&db, key)?;
        kith_cipher::verify_engine(&db)?;
        set_up(&db)?;
        if access == Access::Write {
            write_ahead(&db)?;
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        }
        Self::listening(db)
    }

    fn listening(mut db: Connection) -> Result<Self> {
        let stop = Arc::new(Stop::default());
        let asked = Arc::clone(&stop);
        db.progress_handler(STEPS_BETWEEN_CHECKS, Some(move || asked.is_wanted()))?;
        Ok(Self {
            writable: !db.is_readonly("main")?,
            db,
            authors: RefCell::default(),
            stop,
        })
    }

    /// A connection to a plain file, for tests that look at its bytes.
    #[cfg(test)]
    pub(super) fn plain(path: &Path) -> Result<Self> {
        kith_cipher::start();
        let db = Connection::open(path)?;
        set_up(&db)?;
        write_ahead(&db)?;
        Self::listening(db)
    }

    pub(super) fn db(&self) -> &Connection {
        &self.db
    }

    pub(super) fn db_mut(&mut self) -> &mut Connection {
        &mut self.db
    }

    /// Refuses to write after this connection has met a damaged page. SQLCipher has made it read-only then, so that nothing is built on
    /// the damage, and every statement would blame the storage.
    pub(super) fn refuse_damaged(&self) -> Result<()> {
        match self.writable && self.db.is_readonly("main")? {
            true => Err(Error::Damaged {
                what: "the database",
            }),
            false => Ok(()),
        }
    }

    /// One of [`queries`], compiled once for each connection.
    pub(super) fn sql(&self, query: &str) -> Result<CachedStatement<'_>> {
        Ok(self.db.prepare_cached(query)?)
    }

    /// The author of that number. Authors are few and never change, so each is read once.
    pub(super) fn author(&self, n: i64) -> Result<Arc<Author>> {
        if let Some(author) = self.authors.borrow().get(&n) {
            return Ok(Arc::clone(author));
        }
        let json: String = self
            .sql(queries::AUTHOR_GET)?
            .query_row([n], |row| row.get(0))?;
        let author =
            serde_json::from_str(&json).map_err(|_| Error::Damaged { what: "an author" })?;
        let author = Arc::new(author);
        self.authors.borrow_mut().insert(n, Arc::clone(&author));
        Ok(author)
    }

    /// Forgets authors whose rows a rollback has taken back.
    pub(super) fn forget_authors(&self) {
        self.authors.borrow_mut().clear();
    }

    /// Writes the log into the file as far as readers allow, and empties it.
    pub(super) fn checkpoint(&self) -> Result<()> {
        Ok(self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}

/// Readers that never wait hang on the write-ahead log, so a file system that refuses it is an error here and not a surprise later.
fn write_ahead(db: &Connection) -> Result<()> {
    let mode: String = db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    match mode.as_str() {
        "wal" => Ok(()),
        _ => Err(Error::Io {
            kind: std::io::ErrorKind::Unsupported,
        }),
    }
}

fn set_up(db: &Connection) -> Result<()> {
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    // Otherwise a statement whose plan might have been better for other parameters is compiled again when they come: by
    // the queries on partial indices that is each time, and took more than half of a view of twelve small queries.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    for (name, value) in PRAGMAS {
        db.pragma_update(None, name, value)?;
    }
    // The first read: a wrong key or a damaged first page shows here.
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}
