//! What follows from a record's fields: its words in the index, its links, its place. Written with every change, and rebuilt from nothing
//! when the rules change or `check` finds a difference.

use rusqlite::params;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::conn::Conn;
use super::{Kind, Link, Reader, Row, place, queries};
use crate::Result;
use crate::search::{REVISION, index_words};

/// The setting that says by which rules a vault's derived rows were written.
const RULES: &str = "store.rules";

/// Everything that is derived from one record.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Derived {
    pub words: String,
    pub links: Vec<Link>,
}

impl Derived {
    /// Of an unknown kind, nothing.
    pub(super) fn of(kind: Option<&Kind>, fields: &Map<String, Value>) -> Self {
        kind.map_or_else(Self::default, |kind| {
            let mut links = (kind.links)(fields);
            links.sort_unstable();
            links.dedup();
            Self {
                words: index_words(&(kind.text)(fields)),
                links,
            }
        })
    }

    pub(super) fn write_words(&self, conn: &Conn, seq: i64) -> Result<()> {
        if !self.words.is_empty() {
            conn.sql(queries::SEARCH_INSERT)?
                .execute(params![seq, self.words])?;
        }
        Ok(())
    }

    /// The index has no text of its own, so it has to be told what it was given.
    pub(super) fn erase_words(&self, conn: &Conn, seq: i64) -> Result<()> {
        if !self.words.is_empty() {
            conn.sql(queries::SEARCH_DELETE)?
                .execute(params![seq, self.words])?;
        }
        Ok(())
    }

    pub(super) fn write_links(&self, conn: &Conn, source: Uuid, lived: i64) -> Result<()> {
        self.each_link(conn, queries::LINK_INSERT, source, lived)
    }

    pub(super) fn erase_links(&self, conn: &Conn, source: Uuid, lived: i64) -> Result<()> {
        self.each_link(conn, queries::LINK_DELETE, source, lived)
    }

    fn each_link(&self, conn: &Conn, query: &str, source: Uuid, lived: i64) -> Result<()> {
        for link in &self.links {
            conn.sql(query)?.execute(params![
                link.to.as_bytes(),
                link.role,
                lived,
                source.as_bytes()
            ])?;
        }
        Ok(())
    }
}

/// The rules of this version: how text is folded, and the revision of each kind.
fn rules(kinds: &[Kind]) -> String {
    let mut rules: Vec<String> = kinds
        .iter()
        .map(|kind| format!("{}={}", kind.name, kind.revision))
        .collect();
    rules.sort_unstable();
    rules.insert(0, REVISION.to_string());
    rules.join(" ")
}

/// Whether what is stored was derived by the rules of this version.
pub(super) fn is_current(reader: &Reader<'_>) -> Result<bool> {
    Ok(reader.meta(RULES)? == Some(rules(reader.kinds())))
}

/// Derives everything anew, inside a transaction of the caller's.
pub(super) fn rebuild(reader: &Reader<'_>) -> Result<()> {
    let conn = reader.conn();
    conn.sql(queries::SEARCH_CLEAR)?.execute([])?;
    conn.sql(queries::LINK_CLEAR)?.execute([])?;
    for (seq, lived) in misplaced(reader)? {
        conn.sql(queries::MOVE)?
            .execute(params![seq, place::free(conn, lived)?, lived])?;
    }
    each_record(reader, |row| {
        let derived = Derived::of(reader.kind(row.kind), &row.fields()?);
        derived.write_words(conn, row.seq)?;
        derived.write_links(conn, row.id, row.lived)
    })?;
    conn.sql(queries::META_PUT)?
        .execute(params![RULES, rules(reader.kinds())])?;
    Ok(())
}

/// Rows whose time lived, or whose place for it, is not what their fields say; with the time that they say.
pub(super) fn misplaced(reader: &Reader<'_>) -> Result<Vec<(i64, i64)>> {
    let mut misplaced = Vec::new();
    each_record(reader, |row| {
        let fields = row.fields()?;
        let said = reader.kind(row.kind).and_then(|kind| (kind.lived)(&fields));
        let lived = said.unwrap_or(row.lived);
        if lived != row.lived || place::step(lived) != place::step_of(row.seq) {
            misplaced.push((row.seq, lived));
        }
        Ok(())
    })?;
    Ok(misplaced)
}

/// Visits all records, those in the trash too.
pub(super) fn each_record(
    reader: &Reader<'_>,
    mut visit: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut query = reader.conn().sql(queries::EVERY)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        reader.check()?;
        visit(&Row::read(reader.conn(), row)?)?;
    }
    Ok(())
}
