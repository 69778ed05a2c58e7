//! Lists of records, newest lived first, a page at a time.
//!
//! A page starts at a record, not at a number of records to skip, so it costs the same at any depth and stays right while records come
//! and go. Several kinds are several walks over one index, merged as they go: no sorting, and nothing read that is not shown.

use std::ops::ControlFlow;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Rows, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Reader, Record, Row, queries};
use crate::Result;

/// Records in one page; more are asked for by cursor.
pub const LONGEST_PAGE: usize = 1000;

/// A place in a list: by time lived, then id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor {
    /// Milliseconds UTC.
    pub lived: i64,
    /// The record at that place.
    pub id: Uuid,
}

impl Cursor {
    const NEWEST: Self = Self {
        lived: i64::MAX,
        id: Uuid::max(),
    };
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At the record that was lived last.
    #[default]
    Newest,
    /// With what was lived before this place.
    Before(Cursor),
    /// With what was lived after this place, nearest to it; still newest first.
    After(Cursor),
}

/// A page of a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'a> {
    /// The kinds to list. With a link, no kinds means all; without one it means none.
    pub kinds: &'a [&'a str],
    /// Only of this course.
    pub course: Option<Uuid>,
    /// Where to begin.
    pub start: Start,
    /// How many at most, from 1 to [`LONGEST_PAGE`].
    pub limit: usize,
    /// Only records that refer to this one in this role.
    pub link: Option<(&'a str, Uuid)>,
    /// What lies in the trash instead of what does not.
    pub trashed: bool,
}

/// One page, newest lived first.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page in the same direction begins, if there is one.
    pub next: Option<Cursor>,
}

impl Reader<'_> {
    /// A page of records.
    ///
    /// # Errors
    /// Those of reading.
    pub fn page(&self, page: &Page<'_>) -> Result<Listed<Record>> {
        self.page_with(page, |row| row.record())
    }

    /// A page, with each record read by `take`.
    ///
    /// # Errors
    /// Those of reading, and those of `take`.
    pub fn page_with<T>(
        &self,
        page: &Page<'_>,
        mut take: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Listed<T>> {
        let limit = page.limit.clamp(1, LONGEST_PAGE);
        let mut items = Vec::with_capacity(limit.min(64));
        let (mut last, mut more) = (None, false);
        self.visit(page, |row| {
            more = items.len() == limit; // One row after the page is full tells whether there is more.
            if more {
                return Ok(ControlFlow::Break(()));
            }
            items.push(take(row)?);
            last = Some(row.cursor());
            Ok(ControlFlow::Continue(()))
        })?;
        if matches!(page.start, Start::After(_)) {
            items.reverse();
        }
        Ok(Listed {
            items,
            next: last.filter(|_| more),
        })
    }

    /// Visits the records that a page would list, in the direction of its start and whatever its limit, until `visit` breaks
    /// off: for who looks for one, or reads as far back as something reaches.
    ///
    /// # Errors
    /// Those of reading, and those of `visit`.
    pub fn visit(
        &self,
        page: &Page<'_>,
        visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        match page.link {
            Some((role, target)) => self.linked(page, role, target, visit),
            None => self.of_kinds(page, visit),
        }
    }

    fn of_kinds(
        &self,
        page: &Page<'_>,
        visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (query, from) = match (page.start, page.trashed) {
            (Start::After(from), false) => (queries::LIVE_NEWER, from),
            (Start::After(from), true) => (queries::TRASH_NEWER, from),
            (start, false) => (queries::LIVE_OLDER, upper(start)),
            (start, true) => (queries::TRASH_OLDER, upper(start)),
        };
        let mut statements = Vec::with_capacity(page.kinds.len());
        for _ in page.kinds {
            statements.push(self.conn().sql(query)?);
        }
        let mut walks = Vec::with_capacity(page.kinds.len());
        for (statement, kind) in statements.iter_mut().zip(page.kinds) {
            walks.push(statement.query(params![kind, from.lived, from.id.as_bytes()])?);
        }
        self.merged(page, walks, visit)
    }

    fn linked(
        &self,
        page: &Page<'_>,
        role: &str,
        target: Uuid,
        visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (query, from) = match page.start {
            Start::After(from) => (queries::LINK_NEWER, from),
            start => (queries::LINK_OLDER, upper(start)),
        };
        let mut statement = self.conn().sql(query)?;
        let walk = statement.query(params![
            target.as_bytes(),
            role,
            from.lived,
            from.id.as_bytes()
        ])?;
        self.merged(page, vec![walk], visit)
    }

    /// Merges walks that are each in order.
    fn merged(
        &self,
        page: &Page<'_>,
        mut walks: Vec<Rows<'_>>,
        mut visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        for walk in &mut walks {
            walk.advance()?;
        }
        while let Some(at) = self.foremost(page, &walks)? {
            self.check()?;
            let row = walks[at]
                .get()
                .map(|row| Row::read(self.conn(), row))
                .transpose()?;
            if let Some(row) = row.filter(|row| page.wants(row))
                && visit(&row)?.is_break()
            {
                break;
            }
            walks[at].advance()?;
        }
        Ok(())
    }

    /// The walk that stands at the record to come next.
    fn foremost(&self, page: &Page<'_>, walks: &[Rows<'_>]) -> Result<Option<usize>> {
        if let [only] = walks {
            return Ok(only.get().map(|_| 0));
        }
        let mut foremost: Option<(usize, Cursor)> = None;
        for (at, walk) in walks.iter().enumerate() {
            let Some(row) = walk.get() else { continue };
            let here = Row::place(row)?;
            let ahead = |best: Cursor| {
                if matches!(page.start, Start::After(_)) {
                    here < best
                } else {
                    here > best
                }
            };
            if foremost.is_none_or(|(_, best)| ahead(best)) {
                foremost = Some((at, here));
            }
        }
        Ok(foremost.map(|(at, _)| at))
    }
}

impl Page<'_> {
    /// What the index alone does not decide.
    fn wants(&self, row: &Row<'_>) -> bool {
        let of_kind =
            self.link.is_none() || self.kinds.is_empty() || self.kinds.contains(&row.kind);
        of_kind
            && row.trashed == self.trashed
            && (self.course.is_none() || self.course == row.course)
    }
}

fn upper(start: Start) -> Cursor {
    match start {
        Start::Before(cursor) | Start::After(cursor) => cursor,
        Start::Newest => Cursor::NEWEST,
    }
}
