//! What stands around a content while it is checked: its course, its neighbours, and today's date.

use super::kind::content_of;
use super::{Content, CourseContent};
use crate::Result;
use kith_protocol::time::{CivilDate, CivilTime};
use kith_vault::{Page, Reader, Record};
use uuid::Uuid;

/// Records read at a time while all of a kind are gone through.
const STRIDE: usize = 200;

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
        let record = self.record(id)?.filter(|record| record.kind == C::KIND);
        Ok(record.and_then(|record| content_of(&record.fields)))
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
        let mut before = None;
        loop {
            let page = self.reader.page(&Page {
                kind: C::KIND,
                course: self.course,
                before,
                limit: STRIDE,
                link: None,
                trashed: false,
            })?;
            before = page.last().map(|record| (record.lived, record.id));
            let last = page.len() < STRIDE;
            let content = |record: Record| Some((record.id, content_of(&record.fields)?));
            all.extend(page.into_iter().filter_map(content));
            if last {
                return Ok(all);
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

    pub(crate) fn record(&self, id: Uuid) -> Result<Option<Record>> {
        Ok(self.reader.get(id)?)
    }
}
