//! The document store: records of any kind, with a stamp for each field, in one encrypted SQLite file.
//!
//! One table holds them all. A table for each kind would let SQL see the fields, which nothing here needs, and would have merging, history,
//! undo, the trash, search, export and the fields of newer versions written again for each. A kind is therefore a few functions
//! ([`Kind`]), given when a vault is opened. Decision 0001 has the figures.
//!
//! Reading goes through [`Vault::read`], writing through [`Vault::transact`], and nothing else has a connection.

mod act;
mod changes;
mod check;
mod conn;
mod days;
mod derived;
mod diff;
mod drafts;
mod find;
mod history;
mod interrupt;
mod list;
mod migrate;
mod place;
mod pool;
mod queries;
mod reader;
mod record;
mod revert;
mod row;
mod stamp;
mod undo;
mod vault;
mod writer;

#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use act::{Act, Writer};
pub use changes::{Action, Change, ChangeSet, Committed};
pub use check::CheckReport;
pub use days::TERM;
pub use drafts::Draft;
pub use find::Search;
pub use history::Past;
pub use interrupt::Interrupt;
pub use list::{Cursor, LONGEST_PAGE, Listed, Page, Start};
pub use migrate::schema_is_ours;
pub use reader::{Reader, Tombstone};
pub use record::{Author, Keep, Kind, Link, NewRecord, Record, TRASHED, VISIBILITY};
pub use row::Row;
pub use stamp::Stamp;
pub use undo::Last;
pub use vault::Vault;

/// Locks a mutex, also after a panic of another holder: what our mutexes guard is whole at every moment.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
