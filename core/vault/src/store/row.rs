//! A record as it lies in its row, before anything is copied.
//!
//! A list of fifty records that a screen turns into its own shape needs no map of fields in between: [`Row::parse`] reads the stored JSON
//! straight into that shape, and costs a third of going through [`Record`].

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::conn::Conn;
use super::{Author, Cursor, Record, Stamp};
use crate::{Error, Result};

const DAMAGED: Error = Error::Damaged { what: "a record" };

/// A record in the database, borrowed for as long as the cursor stands on it.
pub struct Row<'r> {
    /// Its id.
    pub id: Uuid,
    /// The name of its kind.
    pub kind: &'r str,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// Who created it.
    pub author: Arc<Author>,
    /// When it was lived, in milliseconds UTC.
    pub lived: i64,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// How often it was changed, and one for its creation.
    pub version: i64,
    /// Who may see it.
    pub visibility: &'r str,
    /// The stamp of every field without one of its own.
    pub stamp: Stamp,
    stamps: Option<&'r str>,
    fields: &'r str,
    pub(super) seq: i64,
    pub(super) last: i64,
    pub(super) trashed_on: Option<i64>,
}

impl<'r> Row<'r> {
    /// Reads the columns in the order in which every query on `record` selects them.
    pub(super) fn read(conn: &Conn, row: &'r rusqlite::Row<'_>) -> Result<Self> {
        let trashed_on: Option<i64> = row.get(6)?;
        Ok(Self {
            seq: row.get(0)?,
            id: uuid(row.get_ref(1)?)?,
            kind: text(row.get_ref(2)?)?,
            course: optional(row.get_ref(3)?, uuid)?,
            author: conn.author(row.get(4)?)?,
            lived: row.get(5)?,
            trashed: trashed_on.is_some(),
            trashed_on,
            version: row.get(7)?,
            last: row.get(8)?,
            visibility: text(row.get_ref(9)?)?,
            stamp: stamp(row.get_ref(10)?)?,
            stamps: optional(row.get_ref(11)?, text)?,
            fields: text(row.get_ref(12)?)?,
        })
    }

    /// Only where the row stands in its list.
    pub(super) fn place(row: &rusqlite::Row<'_>) -> Result<Cursor> {
        Ok(Cursor {
            lived: row.get(5)?,
            id: uuid(row.get_ref(1)?)?,
        })
    }

    /// The fields as stored: a JSON object without nulls.
    #[must_use]
    pub fn json(&self) -> &'r str {
        self.fields
    }

    /// The fields, read into a type of the caller's.
    ///
    /// # Errors
    /// [`Error::Damaged`] when they do not have its shape.
    pub fn parse<T: Deserialize<'r>>(&self) -> Result<T> {
        serde_json::from_str(self.fields).map_err(|_| DAMAGED)
    }

    /// The place of this record in its list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            lived: self.lived,
            id: self.id,
        }
    }

    pub(super) fn fields(&self) -> Result<Map<String, Value>> {
        self.parse()
    }

    /// A copy of everything.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the stored JSON is none.
    pub fn record(&self) -> Result<Record> {
        let stamps = self
            .stamps
            .map(|json| serde_json::from_str(json).map_err(|_| DAMAGED));
        Ok(Record {
            id: self.id,
            kind: self.kind.to_owned(),
            course: self.course,
            author: (*self.author).clone(),
            visibility: self.visibility.to_owned(),
            lived: self.lived,
            stamp: self.stamp,
            stamps: stamps.transpose()?.unwrap_or_else(BTreeMap::new),
            fields: self.fields()?,
            trashed: self.trashed,
            version: self.version,
        })
    }
}

pub(super) fn text(value: ValueRef<'_>) -> Result<&str> {
    value.as_str().map_err(|_| DAMAGED)
}

pub(super) fn uuid(value: ValueRef<'_>) -> Result<Uuid> {
    value
        .as_blob()
        .ok()
        .and_then(|bytes| Uuid::from_slice(bytes).ok())
        .ok_or(DAMAGED)
}

pub(super) fn stamp(value: ValueRef<'_>) -> Result<Stamp> {
    value
        .as_blob()
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .map(Stamp)
        .ok_or(DAMAGED)
}

pub(super) fn optional<'r, T>(
    value: ValueRef<'r>,
    read: impl Fn(ValueRef<'r>) -> Result<T>,
) -> Result<Option<T>> {
    match value {
        ValueRef::Null => Ok(None),
        value => read(value).map(Some),
    }
}
