//! An act: what a person does in one go, in one transaction, with one stamp and one entry in the history.
//!
//! An act that fails, or panics, or whose commit fails leaves nothing behind, in the file or in memory. One that returns is on disk.

use std::ops::Deref;

use rusqlite::params;

use super::changes::{ChangeSet, Committed, Ledger, Touched};
use super::conn::Conn;
use super::history::{self, Turn};
use super::{Author, Kind, Reader, Stamp, queries};
use crate::{Error, Result};

/// Who does what, and when.
pub struct Act<'a> {
    /// What it is called in the history, such as `edit_entry`; never anything that a person wrote.
    pub name: &'static str,
    /// Who does it.
    pub author: Author,
    /// Gives the stamp of the act, later than the last one that this vault has seen. Called at most once, with the writer held.
    pub stamp: &'a dyn Fn(Option<Stamp>) -> Stamp,
    /// The civil day, as a number that rises by one each day.
    pub day: i32,
}

/// The one connection that writes, and what it knows without asking.
pub(super) struct Desk {
    conn: Conn,
    kinds: &'static [Kind],
    last_act: i64,
    last_stamp: Option<Stamp>,
    known: Known,
}

/// Numbers of the author and the day that wrote last; they are nearly always the next ones too.
#[derive(Clone, Default)]
struct Known {
    author: Option<(Author, i64)>,
    day: Option<(i32, i64)>,
}

/// Writing, inside one act. Everything a [`Reader`] can do, it can too, and sees what it has written.
pub struct Writer<'c> {
    reader: Reader<'c>,
    act: &'c Act<'c>,
    pub(super) number: i64,
    pub(super) ledger: Ledger,
    last_stamp: Option<Stamp>,
    stamp: Option<Stamp>,
    known: Known,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl Desk {
    pub(super) fn new(conn: Conn, kinds: &'static [Kind]) -> Result<Self> {
        let last = history::newest(&conn)?;
        let last_act = last.as_ref().map_or(0, |change| change.act());
        Ok(Self {
            conn,
            kinds,
            last_act,
            last_stamp: last.map(|change| change.stamp),
            known: Known::default(),
        })
    }

    pub(super) fn conn(&self) -> &Conn {
        &self.conn
    }

    pub(super) fn reader(&self) -> Reader<'_> {
        Reader::new(&self.conn, self.kinds)
    }

    /// Runs `work` in a transaction and commits it.
    pub(super) fn act<T, E: From<Error>>(
        &mut self,
        act: &Act<'_>,
        turn: Turn,
        work: impl FnOnce(&mut Writer<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Committed<T>, E> {
        let transaction = Transaction::begin(&self.conn)?;
        let mut writer = Writer {
            reader: Reader::new(&self.conn, self.kinds),
            act,
            number: self.last_act + 1,
            ledger: Ledger::default(),
            last_stamp: self.last_stamp,
            stamp: None,
            known: self.known.clone(),
        };
        let value = work(&mut writer)?;
        writer.write_history(turn)?;
        transaction.commit()?;
        let Writer {
            ledger,
            number,
            stamp,
            known,
            ..
        } = writer;
        self.known = known;
        self.last_stamp = stamp.or(self.last_stamp);
        if !ledger.touched().is_empty() {
            self.last_act = number;
        }
        let changes: ChangeSet = ledger.into_changes(number, act.name, turn != Turn::Housekeeping);
        Ok(Committed { value, changes })
    }
}

impl Writer<'_> {
    /// The stamp of this act.
    pub(super) fn stamp(&mut self) -> Stamp {
        *self
            .stamp
            .get_or_insert_with(|| (self.act.stamp)(self.last_stamp))
    }

    /// The number of this act's author.
    pub(super) fn author(&mut self) -> Result<i64> {
        if let Some((author, n)) = &self.known.author
            && *author == self.act.author
        {
            return Ok(*n);
        }
        let n = number_of(self.conn(), &self.act.author)?;
        self.known.author = Some((self.act.author.clone(), n));
        Ok(n)
    }

    /// The number of an author, of this act's without asking twice.
    pub(super) fn number_of(&mut self, author: &Author) -> Result<i64> {
        match *author == self.act.author {
            true => self.author(),
            false => number_of(self.conn(), author),
        }
    }

    /// Who does this act.
    #[must_use]
    pub fn acting(&self) -> &Author {
        &self.act.author
    }

    /// The number of this act's day among those that the vault has seen.
    pub(super) fn day(&mut self) -> Result<i64> {
        if let Some((day, n)) = self.known.day
            && day == self.act.day
        {
            return Ok(n);
        }
        let n = super::days::see(self.conn(), self.act.day)?;
        self.known.day = Some((self.act.day, n));
        Ok(n)
    }

    fn write_history(&mut self, turn: Turn) -> Result<()> {
        if self.ledger.touched().is_empty() {
            return Ok(());
        }
        let (author, day, stamp) = (self.author()?, self.day()?, self.stamp());
        let write = |touched: &Touched| -> Result<()> {
            let before = history::write_images(&touched.before)?;
            let record = touched.id.as_bytes();
            self.conn().sql(queries::HISTORY_INSERT)?.execute(params![
                touched.change,
                record,
                touched.prev,
                touched.action.code(),
                turn.code(),
                turn.reverts(),
                self.act.name,
                author,
                day,
                stamp.0,
                before
            ])?;
            Ok(())
        };
        self.ledger.touched().iter().try_for_each(write)
    }
}

fn number_of(conn: &Conn, author: &Author) -> Result<i64> {
    let json =
        serde_json::to_string(author).map_err(|_| Error::NotStorable { what: "the author" })?;
    let known = conn
        .sql(queries::AUTHOR_FIND)?
        .query_row([&json], |row| row.get(0));
    match known {
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            Ok(conn.sql(queries::AUTHOR_INSERT)?.insert([&json])?)
        }
        known => Ok(known?),
    }
}

/// A transaction that is rolled back unless it is committed, also when a panic passes through.
pub(super) struct Transaction<'c> {
    conn: &'c Conn,
}

impl<'c> Transaction<'c> {
    /// Begins one that writes.
    pub(super) fn begin(conn: &'c Conn) -> Result<Self> {
        if !conn.db().is_autocommit() {
            roll_back(conn); // the one before could not be rolled back when it failed
        }
        conn.refuse_damaged()?;
        conn.sql("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Self { conn })
    }

    /// Begins one that reads: all that it reads is from the same moment.
    pub(super) fn snapshot(conn: &'c Conn) -> Result<Self> {
        conn.sql("BEGIN")?.execute([])?;
        Ok(Self { conn })
    }

    pub(super) fn commit(self) -> Result<()> {
        self.conn.sql("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.conn.db().is_autocommit() {
            roll_back(self.conn);
        }
    }
}

fn roll_back(conn: &Conn) {
    conn.forget_authors();
    // Where this fails, the transaction stays open; it is tried again before the next one begins.
    let _ = conn
        .sql("ROLLBACK")
        .and_then(|mut statement| Ok(statement.execute([])?));
}
