//! How a view reads: one snapshot, one course, newest lived first, and no further back than it needs.

use crate::Result;
use crate::client::{entity_of, every, find};
use crate::entity::{Content, Entity, start_of};
use kith_protocol::time::{CivilTime, Instant};
use kith_vault::{Cursor, Page, Reader, Start};
use std::ops::ControlFlow;
use uuid::Uuid;

/// A stretch of time: later than `after`, and not later than `until`.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub after: Option<Instant>,
    pub until: Instant,
}

impl Window {
    /// All that was lived by a moment.
    pub fn until(as_of: &CivilTime) -> Self {
        Self {
            after: None,
            until: as_of.at,
        }
    }

    /// The same stretch for what is known only to the day: such a thing is sorted by the first moment of its
    /// day in UTC, which in the east is later than the morning, and in the west earlier than the evening before.
    pub fn by_days(self, as_of: &CivilTime) -> Self {
        Self {
            after: self.after,
            until: start_of(as_of.date()),
        }
    }

    /// All the time before this one.
    pub fn before(self) -> Self {
        let until = self.after.unwrap_or(Instant::MIN);
        Self { after: None, until }
    }

    fn reaches(self, lived: Instant) -> bool {
        self.after.is_none_or(|after| lived > after)
    }

    /// The place in a list from which on everything was lived in the stretch or before it.
    fn start(self) -> Start {
        Start::Before(Cursor {
            lived: self.until.millis().saturating_add(1),
            id: Uuid::nil(),
        })
    }
}

/// One course in one snapshot of its vault.
pub(crate) struct Source<'r> {
    reader: &'r Reader<'r>,
    course: Uuid,
}

impl<'r> Source<'r> {
    pub fn new(reader: &'r Reader<'r>, course: Uuid) -> Self {
        Self { reader, course }
    }

    /// The record with this id, if it is of this kind and not in the trash.
    pub fn get<C: Content>(&self, id: Uuid) -> Result<Option<C::Entity>> {
        Ok(find::<C::Entity>(self.reader, id)?.filter(|found| !found.meta().trashed))
    }

    /// Every record of the kind, oldest written first.
    pub fn all<C: Content>(&self) -> Result<Vec<C::Entity>> {
        let mut all = every::<C::Entity>(self.reader, Some(self.course))?;
        all.sort_by_key(|one| one.meta().id);
        Ok(all)
    }

    /// Every record of the kind that was written or in force by then, newest first: what is made today holds
    /// today, although it names a day to come.
    pub fn made<C: Content>(&self, as_of: &CivilTime) -> Result<Vec<C::Entity>> {
        let until = as_of.at.max(start_of(as_of.date()));
        let mut all = every::<C::Entity>(self.reader, Some(self.course))?;
        all.retain(|one| {
            let meta = one.meta();
            meta.lived <= until || written(meta.id).is_some_and(|at| at <= as_of.at)
        });
        Ok(all)
    }

    /// What was lived in the window, newest first.
    pub fn lived<C: Content>(&self, window: Window) -> Result<Vec<C::Entity>> {
        let mut found = Vec::new();
        let keep = |one| {
            found.push(one);
            None::<()>
        };
        self.walk::<C, ()>(window.start(), |lived| window.reaches(lived), keep)?;
        Ok(found)
    }

    /// The latest in the window that is `wanted`.
    pub fn newest<C: Content>(
        &self,
        window: Window,
        wanted: impl Fn(&C::Entity) -> bool,
    ) -> Result<Option<C::Entity>> {
        let inside = |lived| window.reaches(lived);
        self.walk::<C, _>(window.start(), inside, |one| wanted(&one).then_some(one))
    }

    /// The earliest in the window that is `wanted`.
    pub fn oldest<C: Content>(
        &self,
        window: Window,
        wanted: impl Fn(&C::Entity) -> bool,
    ) -> Result<Option<C::Entity>> {
        let start = Start::After(Cursor {
            lived: window.after.unwrap_or(Instant::MIN).millis(),
            id: Uuid::max(),
        });
        let inside = |lived| lived <= window.until;
        self.walk::<C, _>(start, inside, |one| wanted(&one).then_some(one))
    }

    /// What names `to` in this role, newest first.
    pub fn linked<C: Content>(&self, role: &str, to: Uuid) -> Result<Vec<C::Entity>> {
        let page = self.page(&[C::KIND], Start::Newest, Some((role, to)));
        Ok(self.reader.page_with(&page, entity_of::<C::Entity>)?.items)
    }

    /// Visits the records of a kind from `start` on, while they were lived `inside`, until `visit` gives
    /// something. What lies outside is not even parsed.
    fn walk<C: Content, T>(
        &self,
        start: Start,
        inside: impl Fn(Instant) -> bool,
        mut visit: impl FnMut(C::Entity) -> Option<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.reader
            .visit(&self.page(&[C::KIND], start, None), |row| {
                if inside(Instant::from_millis(row.lived)) {
                    found = visit(entity_of::<C::Entity>(row)?);
                    if found.is_none() {
                        return Ok(ControlFlow::Continue(()));
                    }
                }
                Ok(ControlFlow::Break(()))
            })?;
        Ok(found)
    }

    fn page<'a>(
        &self,
        kinds: &'a [&'a str],
        start: Start,
        link: Option<(&'a str, Uuid)>,
    ) -> Page<'a> {
        Page {
            kinds,
            course: Some(self.course),
            start,
            limit: kith_vault::LONGEST_PAGE,
            link,
            trashed: false,
        }
    }
}

/// When a record was written, which its id tells.
fn written(id: Uuid) -> Option<Instant> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let millis = i64::try_from(seconds).ok()?.checked_mul(1000)?;
    Some(Instant::from_millis(
        millis.saturating_add(i64::from(nanos / 1_000_000)),
    ))
}
