//! Searching: records whose text has every word of a query, newest lived first.
//!
//! The index gives its hits by row number, which follows the time lived but for what was lived within the same 65 seconds
//! (`place.rs`). So a page is read until it is full and its last step is complete, and only then put in its exact order.

use std::cmp::Reverse;

use rusqlite::params;
use uuid::Uuid;

use super::list::{Cursor, LONGEST_PAGE, Listed};
use super::{Reader, Record, Row, place, queries};
use crate::Result;
use crate::search::Query;

/// What to search for.
#[derive(Clone, Copy, Default)]
pub struct Search<'a> {
    /// As it was typed. Without a word in it, nothing is found.
    pub text: &'a str,
    /// Only of these kinds; none means all.
    pub kinds: &'a [&'a str],
    /// Only of this course.
    pub course: Option<Uuid>,
    /// Only what was lived before this place: the next page.
    pub before: Option<Cursor>,
    /// How many at most, from 1 to [`LONGEST_PAGE`].
    pub limit: usize,
}

impl Reader<'_> {
    /// A page of records that have every word of a query.
    ///
    /// # Errors
    /// Those of reading.
    pub fn search(&self, search: &Search<'_>) -> Result<Listed<Record>> {
        self.search_with(search, |row| row.record())
    }

    /// A page of hits, with each record read by `take`.
    ///
    /// # Errors
    /// Those of reading, and those of `take`.
    pub fn search_with<T>(
        &self,
        search: &Search<'_>,
        mut take: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Listed<T>> {
        let mut found = Vec::new();
        let Some(query) = Query::parse(search.text) else {
            return Ok(Listed {
                items: Vec::new(),
                next: None,
            });
        };
        let limit = search.limit.clamp(1, LONGEST_PAGE);
        let from = search
            .before
            .map_or(i64::MAX, |cursor| place::last_of(place::step(cursor.lived)));
        let mut statement = self.conn().sql(queries::SEARCH_FIND)?;
        let mut rows = statement.query(params![query.expression(), from])?;
        let mut last_step = None;
        while let Some(row) = rows.next()? {
            self.check()?;
            let row = Row::read(self.conn(), row)?;
            let step = place::step_of(row.seq);
            if found.len() > limit && last_step != Some(step) {
                break;
            }
            if search.wants(&row) && self.really_matches(&query, &row)? {
                found.push((row.cursor(), take(&row)?));
                last_step = Some(step);
            }
        }
        Ok(listed(found, limit))
    }

    /// Decides by the text where the index cannot.
    fn really_matches(&self, query: &Query, row: &Row<'_>) -> Result<bool> {
        match self.kind(row.kind) {
            Some(kind) if query.needs_reading() => Ok(query.matches(&(kind.text)(&row.fields()?))),
            _ => Ok(true),
        }
    }
}

impl Search<'_> {
    fn wants(&self, row: &Row<'_>) -> bool {
        !row.trashed
            && (self.kinds.is_empty() || self.kinds.contains(&row.kind))
            && (self.course.is_none() || self.course == row.course)
            && self.before.is_none_or(|cursor| row.cursor() < cursor)
    }
}

fn listed<T>(mut found: Vec<(Cursor, T)>, limit: usize) -> Listed<T> {
    found.sort_by_key(|(cursor, _)| Reverse(*cursor));
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(cursor, _)| *cursor);
    Listed {
        items: found.into_iter().map(|(_, item)| item).collect(),
        next,
    }
}
