//! Reading: everything that can be asked of a vault without changing it.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::conn::Conn;
use super::record::kind_named;
use super::{Kind, Link, Record, Row, Stamp, queries};
use crate::{Error, Result};

/// A vault as it was at one moment. What is written meanwhile is not seen; what is read twice is the same.
pub struct Reader<'c> {
    conn: &'c Conn,
    kinds: &'static [Kind],
}

/// A record with what only the store knows about it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub seq: i64,
    pub last: i64,
    pub trashed_on: Option<i64>,
    pub record: Record,
}

/// What is left of a record that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The name of its kind.
    pub kind: String,
    /// The course that it belonged to.
    pub course: Option<Uuid>,
    /// When it was erased.
    pub stamp: Stamp,
    pub(super) last: i64,
}

impl<'c> Reader<'c> {
    pub(super) fn new(conn: &'c Conn, kinds: &'static [Kind]) -> Self {
        Self { conn, kinds }
    }

    pub(super) fn conn(&self) -> &'c Conn {
        self.conn
    }

    pub(super) fn kinds(&self) -> &'static [Kind] {
        self.kinds
    }

    pub(super) fn kind(&self, name: &str) -> Option<&'static Kind> {
        kind_named(self.kinds, name)
    }

    /// Stops a read that somebody interrupted; for long work of the caller's own between two reads.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub fn check(&self) -> Result<()> {
        self.conn.stop.check()
    }

    /// The record of that id, in the trash or not.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of reading.
    pub fn get(&self, id: Uuid) -> Result<Record> {
        self.find(id)?.ok_or(Error::NotFound)
    }

    /// The record of that id, if there is one.
    ///
    /// # Errors
    /// Those of reading.
    pub fn find(&self, id: Uuid) -> Result<Option<Record>> {
        self.find_with(id, |row| row.record())
    }

    /// The record of that id, read by `take`.
    ///
    /// # Errors
    /// Those of reading, and those of `take`.
    pub fn find_with<T>(
        &self,
        id: Uuid,
        take: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.check()?;
        let mut query = self.conn.sql(queries::GET)?;
        let mut rows = query.query([id.as_bytes()])?;
        rows.next()?
            .map(|row| take(&Row::read(self.conn, row)?))
            .transpose()
    }

    pub(super) fn hold(&self, id: Uuid) -> Result<Held> {
        self.find_with(id, Held::from_row)?.ok_or(Error::NotFound)
    }

    /// What is left of a record that was erased.
    ///
    /// # Errors
    /// Those of reading.
    pub fn tombstone(&self, id: Uuid) -> Result<Option<Tombstone>> {
        self.check()?;
        let mut query = self.conn.sql(queries::BURIED)?;
        let mut rows = query.query([id.as_bytes()])?;
        rows.next()?.map(Tombstone::read).transpose()
    }

    /// What a record refers to. The other direction is a [`super::Page`] with a link.
    #[must_use]
    pub fn links(&self, record: &Record) -> Vec<Link> {
        self.kind(&record.kind)
            .map_or_else(Vec::new, |kind| (kind.links)(&record.fields))
    }

    /// How many records of a kind there are outside the trash.
    ///
    /// # Errors
    /// Those of reading.
    pub fn count(&self, kind: &str) -> Result<i64> {
        self.check()?;
        Ok(self
            .conn
            .sql(queries::COUNT)?
            .query_row([kind], |row| row.get(0))?)
    }

    /// A setting.
    ///
    /// # Errors
    /// Those of reading.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.check()?;
        Ok(self
            .conn
            .sql(queries::META_GET)?
            .query_row(params![key], |row| row.get(0))
            .optional()?)
    }
}

impl Held {
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            seq: row.seq,
            last: row.last,
            trashed_on: row.trashed_on,
            record: row.record()?,
        })
    }
}

impl Tombstone {
    fn read(row: &rusqlite::Row<'_>) -> Result<Self> {
        Ok(Self {
            kind: row.get(0)?,
            course: super::row::optional(row.get_ref(1)?, super::row::uuid)?,
            stamp: super::row::stamp(row.get_ref(2)?)?,
            last: row.get(3)?,
        })
    }
}
