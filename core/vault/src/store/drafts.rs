//! What a person is still writing: saved every few seconds and whenever the application is left, so that nothing typed is lost.
//! Drafts have no history, no stamps and no place in search; they are overwritten and thrown away.

use std::fmt;

use rusqlite::params;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::row::{optional, text, uuid};
use super::writer::storable;
use super::{Reader, Writer, queries};
use crate::{Error, Result};

/// Something unfinished. Its `Debug` names the fields and shows none.
#[derive(Clone, PartialEq)]
pub struct Draft {
    /// Its own id; saving it again under the same id replaces it.
    pub id: Uuid,
    /// The kind of record that it is to become.
    pub kind: String,
    /// The course that it belongs to.
    pub course: Option<Uuid>,
    /// The record that is being edited; none for a new one. When that record is erased, the draft goes with it.
    pub record: Option<Uuid>,
    /// The version of that record on which the editing began.
    pub version: Option<i64>,
    /// When it was saved, in milliseconds UTC.
    pub saved: i64,
    /// The fields so far.
    pub fields: Map<String, Value>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Draft")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("record", &self.record)
            .field("version", &self.version)
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

impl Reader<'_> {
    /// All drafts, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.check()?;
        let mut query = self.conn().sql(queries::DRAFT_ALL)?;
        let mut rows = query.query([])?;
        let mut drafts = Vec::new();
        while let Some(row) = rows.next()? {
            drafts.push(Draft::read(row)?);
        }
        Ok(drafts)
    }

    /// One draft.
    ///
    /// # Errors
    /// Those of reading.
    pub fn draft(&self, id: Uuid) -> Result<Option<Draft>> {
        self.check()?;
        let mut query = self.conn().sql(queries::DRAFT_GET)?;
        let mut rows = query.query([id.as_bytes()])?;
        rows.next()?.map(Draft::read).transpose()
    }
}

impl Writer<'_> {
    /// Saves a draft.
    ///
    /// # Errors
    /// [`Error::NotStorable`] for fields that no record could have, and those of writing.
    pub fn put_draft(&mut self, draft: &Draft) -> Result<()> {
        storable(&draft.fields)?;
        let fields = serde_json::to_string(&draft.fields)
            .map_err(|_| Error::NotStorable { what: "the fields" })?;
        let (course, record) = (
            draft.course.as_ref().map(Uuid::as_bytes),
            draft.record.as_ref().map(Uuid::as_bytes),
        );
        let mut query = self.conn().sql(queries::DRAFT_PUT)?;
        query.execute(params![
            draft.id.as_bytes(),
            draft.kind,
            course,
            record,
            draft.version,
            draft.saved,
            fields
        ])?;
        Ok(())
    }

    /// Throws a draft away; one that is not there is no error.
    ///
    /// # Errors
    /// Those of writing.
    pub fn clear_draft(&mut self, id: Uuid) -> Result<()> {
        self.conn()
            .sql(queries::DRAFT_CLEAR)?
            .execute([id.as_bytes()])?;
        Ok(())
    }
}

impl Draft {
    fn read(row: &rusqlite::Row<'_>) -> Result<Self> {
        Ok(Self {
            id: uuid(row.get_ref(0)?)?,
            kind: row.get(1)?,
            course: optional(row.get_ref(2)?, uuid)?,
            record: optional(row.get_ref(3)?, uuid)?,
            version: row.get(4)?,
            saved: row.get(5)?,
            fields: serde_json::from_str(text(row.get_ref(6)?)?)
                .map_err(|_| Error::Damaged { what: "a draft" })?,
        })
    }
}
