//! What stands around a content while it is checked: its course, its neighbours, and today's date.

use super::kind::heads;
use super::{Content, CourseContent, Versioned};
use crate::Result;
use kith_protocol::time::{CivilDate, CivilTime};
use kith_vault::{LONGEST_PAGE, Page, Reader, Row, Start};
use uuid::Uuid;

/// What stands around a content while it is checked.
pub struct Around<'a> {
    reader: &'a Reader<'a>,
    course: Option<Uuid>,
    own_id: Option<Uuid>,
    now: &'a CivilTime,
}

impl<'a> Around<'a> {
    pub(crate) fn new(
        reader: &'a Reader<'a>,
        course: Option<Uuid>,
        own_id: Option<Uuid>,
        now: &'a CivilTime,
    ) -> Self {
        Self {
            reader,
            course,
            own_id,
            now,
        }
    }

    /// The id of the record itself; missing while it is new.
    #[must_use]
    pub fn own_id(&self) -> Option<Uuid> {
        self.own_id
    }

    /// The day on the person's calendar.
    #[must_use]
    pub fn today(&self) -> CivilDate {
        self.now.date()
    }

    /// The content of a record, if it is there and of this kind.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn get<C: Content>(&self, id: Uuid) -> Result<Option<C>> {
        let content = |row: &Row<'_>| match row.kind == C::KIND {
            true => row.parse().map(Some),
            false => Ok(None),
        };
        Ok(self.reader.find_with(id, content)?.flatten())
    }

    /// The content as it is stored; missing while the record is new.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn before<C: Content>(&self) -> Result<Option<C>> {
        self.own_id.map_or(Ok(None), |id| self.get(id))
    }

    /// The course.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn course(&self) -> Result<Option<CourseContent>> {
        self.course.map_or(Ok(None), |course| self.get(course))
    }

    /// Every record of a kind in this course that is not in the trash.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn all<C: Content>(&self) -> Result<Vec<(Uuid, C)>> {
        let mut all = Vec::new();
        let mut start = Start::Newest;
        loop {
            let page = Page {
                kinds: &[C::KIND],
                course: self.course,
                start,
                limit: LONGEST_PAGE,
                link: None,
                trashed: false,
            };
            let listed = self
                .reader
                .page_with(&page, |row| Ok((row.id, row.parse()?)))?;
            all.extend(listed.items);
            match listed.next {
                Some(cursor) => start = Start::Before(cursor),
                None => return Ok(all),
            }
        }
    }

    /// The same without the record itself.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn others<C: Content>(&self) -> Result<Vec<(Uuid, C)>> {
        let mut others = self.all::<C>()?;
        others.retain(|(id, _)| Some(*id) != self.own_id);
        Ok(others)
    }

    /// The versions of this course that no other supersedes.
    ///
    /// # Errors
    /// Only when the vault cannot be read.
    pub fn in_force<C: Versioned>(&self) -> Result<Vec<Uuid>> {
        let versions = self.all::<C>()?;
        Ok(heads(versions.iter().map(|(id, content)| (*id, content))))
    }

    /// Whether a record of one of `kinds` is there and not in the trash.
    pub(crate) fn has(&self, id: Uuid, kinds: &[&str]) -> Result<bool> {
        let fits = |row: &Row<'_>| Ok(kinds.contains(&row.kind) && !row.trashed);
        Ok(self.reader.find_with(id, fits)?.unwrap_or(false))
    }
}
