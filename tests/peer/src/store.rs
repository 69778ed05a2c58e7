//! The file, opened as SQLCipher's documentation says.
//!
//! The key is the raw 256-bit form: nobody who has a platform key store derives a key from a passphrase at every
//! start. It goes in as SQL text, because that is the way rusqlite offers.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::Result;

/// Stands for what the platform's key store would hand over.
const KEY: &str = "x'2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe'";

/// An open journal.
pub struct Store(Connection);

impl Store {
    /// Opens the file in this folder; its schema is there.
    pub fn open(folder: &Path) -> Result<Self> {
        let conn = Connection::open(file(folder))?;
        conn.pragma_update(None, "key", KEY)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.set_prepared_statement_cache_capacity(64);
        Ok(Self(conn))
    }

    /// Removes what was there and makes an empty journal.
    pub fn create(folder: &Path) -> Result<Self> {
        for suffix in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{suffix}", file(folder).display()));
            if path.exists() {
                std::fs::remove_file(path)?;
            }
        }
        let store = Self::open(folder)?;
        store.0.execute_batch(include_str!("sql/schema.sql"))?;
        Ok(store)
    }

    /// Reads.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        read(&self.0)
    }

    /// Writes in one transaction, durable when this returns.
    pub fn write<T>(&mut self, write: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let transaction = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = write(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("journal.db")
}
