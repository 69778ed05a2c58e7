//! What was changed, when and by whom, and what it was before.
//!
//! Each changed record is one row, and each row names the row before it of the same record, so the history of a record is a walk
//! along a chain, the history of an act a range, and an insert touches one page at the end of one b-tree. The images serve undo as well.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::OptionalExtension;
use serde_json::Value;
use uuid::Uuid;

use super::changes::{Action, Image, act_of, first_change, last_change};
use super::conn::Conn;
use super::row::{optional, stamp, text, uuid};
use super::{Author, Reader, Stamp, queries};
use crate::{Error, Result};

const DAMAGED: Error = Error::Damaged {
    what: "the history",
};

/// Why an act happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Somebody did something.
    Done,
    /// An act was taken back.
    Undone(i64),
    /// An undo was taken back.
    Redone(i64),
    /// A term ran out.
    Housekeeping,
}

impl Turn {
    pub(super) fn code(self) -> i64 {
        match self {
            Self::Done => 0,
            Self::Undone(_) => 1,
            Self::Redone(_) => 2,
            Self::Housekeeping => 3,
        }
    }

    /// The act that was taken back.
    pub(super) fn reverts(self) -> Option<i64> {
        match self {
            Self::Undone(act) | Self::Redone(act) => Some(act),
            Self::Done | Self::Housekeeping => None,
        }
    }

    fn read(code: i64, reverts: Option<i64>) -> Result<Self> {
        match (code, reverts) {
            (0, None) => Ok(Self::Done),
            (1, Some(act)) => Ok(Self::Undone(act)),
            (2, Some(act)) => Ok(Self::Redone(act)),
            (3, None) => Ok(Self::Housekeeping),
            _ => Err(DAMAGED),
        }
    }
}

/// One row of the history.
pub(super) struct Entry {
    pub change: i64,
    pub record: Uuid,
    pub prev: Option<i64>,
    pub action: Action,
    pub turn: Turn,
    pub name: String,
    pub author: i64,
    pub day: i64,
    pub stamp: Stamp,
    pub before: BTreeMap<String, Image>,
}

impl Entry {
    pub(super) fn act(&self) -> i64 {
        act_of(self.change)
    }

    /// The stamp that `field` had before; of a record that was created, the stamp of its creation.
    pub(super) fn stamp_before(&self, field: &str) -> Option<Stamp> {
        match self.action {
            Action::Created => Some(self.stamp),
            _ => self.before.get(field).map(|image| image.0),
        }
    }

    fn read(row: &rusqlite::Row<'_>) -> Result<Self> {
        Ok(Self {
            change: row.get(0)?,
            record: uuid(row.get_ref(1)?)?,
            prev: row.get(2)?,
            action: Action::from_code(row.get(3)?)?,
            turn: Turn::read(row.get(4)?, row.get(5)?)?,
            name: row.get(6)?,
            author: row.get(7)?,
            day: row.get(8)?,
            stamp: stamp(row.get_ref(9)?)?,
            before: optional(row.get_ref(10)?, text)?
                .map_or_else(|| Ok(BTreeMap::new()), read_images)?,
        })
    }
}

/// A change of a record, as it is told. Its `Debug` names the fields and shows none.
#[derive(Clone, PartialEq)]
pub struct Past {
    /// The act that it was part of.
    pub act: i64,
    /// What that act is called.
    pub name: String,
    /// What happened.
    pub action: Action,
    /// Who did it.
    pub author: Author,
    /// The stamp that the changed fields got.
    pub stamp: Stamp,
    /// The civil day, as the caller numbers days; when the clock was set back, the newest day that the vault had seen.
    pub day: i32,
    /// What the changed fields were before; none where there was nothing. Empty for a creation, and after erasing.
    pub before: BTreeMap<String, Option<Value>>,
}

impl fmt::Debug for Past {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Past")
            .field("act", &self.act)
            .field("name", &self.name)
            .field("action", &self.action)
            .field("before", &self.before.keys())
            .finish_non_exhaustive()
    }
}

impl Reader<'_> {
    /// The history of a record as far as it is kept, newest first; of an erased one, what happened and nothing of what it was.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of reading.
    pub fn history(&self, id: Uuid) -> Result<Vec<Past>> {
        let last = match self.find_with(id, |row| Ok(row.last))? {
            Some(last) => last,
            None => self.tombstone(id)?.ok_or(Error::NotFound)?.last,
        };
        let mut past = Vec::new();
        let mut next = Some(last);
        while let Some(change) = next {
            self.check()?;
            let Some(entry) = get(self.conn(), change)? else {
                break;
            };
            next = entry.prev;
            past.push(self.tell(entry)?);
        }
        Ok(past)
    }

    fn tell(&self, entry: Entry) -> Result<Past> {
        let day = self
            .conn()
            .sql(queries::DAY_GET)?
            .query_row([entry.day], |row| row.get(0))?;
        Ok(Past {
            act: entry.act(),
            author: (*self.conn().author(entry.author)?).clone(),
            name: entry.name,
            action: entry.action,
            stamp: entry.stamp,
            day,
            before: entry
                .before
                .into_iter()
                .map(|(name, (_, value))| (name, value))
                .collect(),
        })
    }
}

fn one(conn: &Conn, query: &str, key: i64) -> Result<Option<Entry>> {
    let mut query = conn.sql(query)?;
    let found = query
        .query_row([key], |row| Ok(Entry::read(row)))
        .optional()?;
    found.transpose()
}

pub(super) fn get(conn: &Conn, change: i64) -> Result<Option<Entry>> {
    one(conn, queries::HISTORY_GET, change)
}

/// A row of the last act before `act`.
pub(super) fn before(conn: &Conn, act: i64) -> Result<Option<Entry>> {
    one(conn, queries::HISTORY_BEFORE, first_change(act))
}

/// A row of the last act of all.
pub(super) fn newest(conn: &Conn) -> Result<Option<Entry>> {
    one(conn, queries::HISTORY_BEFORE, i64::MAX)
}

/// The act that `act` takes back, if it takes one back.
pub(super) fn reverted(conn: &Conn, act: i64) -> Result<Option<i64>> {
    let row = one(
        conn,
        queries::HISTORY_BEFORE,
        last_change(act).saturating_add(1),
    )?;
    Ok(row
        .filter(|row| row.act() == act)
        .and_then(|row| row.turn.reverts()))
}

/// The rows of an act, in order.
pub(super) fn of_act(conn: &Conn, act: i64) -> Result<Vec<Entry>> {
    let mut query = conn.sql(queries::HISTORY_ACT)?;
    let mut rows = query.query([first_change(act), last_change(act)])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(Entry::read(row)?);
    }
    Ok(entries)
}

/// Destroys the images of a record, from the change `last` on. The rows stay and say that something was changed.
pub(super) fn wipe(conn: &Conn, last: Option<i64>) -> Result<()> {
    let mut next = last;
    while let Some(change) = next {
        conn.sql(queries::HISTORY_WIPE)?.execute([change])?;
        next = get(conn, change)?.and_then(|entry| entry.prev);
    }
    Ok(())
}

/// `{"field": ["stamp", value]}`, without the value where there was none.
pub(super) fn write_images(images: &BTreeMap<String, Image>) -> Result<Option<String>> {
    if images.is_empty() {
        return Ok(None);
    }
    let written = images.iter().map(|(name, (stamp, value))| {
        let pair = [Some(Value::from(stamp.to_string())), value.clone()];
        (name.clone(), pair.into_iter().flatten().collect())
    });
    let written: serde_json::Map<String, Value> = written.collect();
    serde_json::to_string(&written)
        .map(Some)
        .map_err(|_| Error::NotStorable { what: "the fields" })
}

fn read_images(json: &str) -> Result<BTreeMap<String, Image>> {
    let written: BTreeMap<String, Vec<Value>> = serde_json::from_str(json).map_err(|_| DAMAGED)?;
    let image = |(name, pair): (String, Vec<Value>)| {
        let mut pair = pair.into_iter();
        let stamp = pair
            .next()
            .and_then(|stamp| stamp.as_str()?.parse().ok())
            .ok_or(DAMAGED)?;
        Ok((name, (stamp, pair.next())))
    };
    written.into_iter().map(image).collect()
}
