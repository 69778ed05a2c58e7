//! Journal entries: written one by one, read in pages, newest first.
#![expect(dead_code, reason = "a screen reads what the measurement does not")]

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;
use crate::generated;
use crate::tally::Tally;

/// Every column of an entry, with its people and goals.
pub struct Entry {
    pub id: i64,
    pub uuid: Uuid,
    pub at: i64,
    pub offset: i32,
    pub zone: String,
    pub mood: Option<i32>,
    pub feelings: Vec<Feeling>,
    pub event: Option<String>,
    pub feeling: Option<String>,
    pub response: Option<String>,
    pub wish: Option<String>,
    pub area: Option<String>,
    pub tags: Vec<String>,
    pub bring: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub people: Vec<i64>,
    pub goals: Vec<i64>,
}

/// A feeling and how strong it was.
#[derive(Serialize, Deserialize)]
pub struct Feeling {
    pub label: String,
    pub intensity: Option<i32>,
}

/// What a person has written, before it has an id.
pub struct NewEntry {
    pub at: i64,
    pub offset: i32,
    pub zone: String,
    pub mood: Option<i32>,
    pub feelings: Vec<Feeling>,
    pub texts: [String; 4],
    pub area: Option<String>,
    pub tags: Vec<String>,
    pub bring: bool,
    pub people: Vec<i64>,
    pub goals: Vec<i64>,
}

/// Where a page begins: time and id of the entry before it.
pub type Position = (i64, i64);

/// Before the newest entry.
pub const NEWEST: Position = (i64::MAX, i64::MAX);

impl NewEntry {
    /// The entry that both sides know by this index. People and goals have the ids in which they were made.
    pub fn generated(index: usize) -> Self {
        let entry = generated::entry(index);
        let ids = |indices: Vec<usize>| indices.into_iter().map(|index| index as i64 + 1).collect();
        let feeling = |(label, intensity)| Feeling {
            label,
            intensity: Some(intensity),
        };
        Self {
            at: entry.at,
            offset: generated::OFFSET,
            zone: generated::ZONE.to_owned(),
            mood: Some(entry.mood),
            feelings: entry.feelings.into_iter().map(feeling).collect(),
            texts: entry.texts,
            area: None,
            tags: entry.tags,
            bring: entry.bring,
            people: ids(entry.people),
            goals: ids(entry.goals),
        }
    }
}

impl Entry {
    /// The cursor behind this entry.
    pub fn position(&self) -> Position {
        (self.at, self.id)
    }

    /// Proof of what was read.
    pub fn count(&self, tally: &mut Tally) {
        tally.see(self.at);
        let texts = [&self.event, &self.feeling, &self.response, &self.wish];
        tally.weigh(texts.into_iter().flatten().map(String::as_str));
        tally.weigh(
            self.tags
                .iter()
                .chain(self.feelings.iter().map(|feeling| &feeling.label))
                .map(String::as_str),
        );
        tally.sum +=
            (self.people.len() * 100 + self.goals.len() * 1_000) as i64 + i64::from(self.bring);
    }

    /// An entry from the columns of `page.sql` and `flagged.sql`.
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            uuid: Uuid::from_bytes(row.get(1)?),
            at: row.get(2)?,
            offset: row.get(3)?,
            zone: row.get(4)?,
            mood: row.get(5)?,
            feelings: json(row, 6)?,
            event: row.get(7)?,
            feeling: row.get(8)?,
            response: row.get(9)?,
            wish: row.get(10)?,
            area: row.get(11)?,
            tags: json(row, 12)?,
            bring: row.get(13)?,
            created_at: row.get(14)?,
            edited_at: row.get(15)?,
            people: ids(row, 16)?,
            goals: ids(row, 17)?,
        })
    }
}

/// Writes an entry with its people and goals; the trigger adds its text to the index.
pub fn insert(conn: &Connection, new: &NewEntry) -> Result<i64> {
    let [event, feeling, response, wish] = &new.texts;
    conn.prepare_cached(include_str!("sql/insert_entry.sql"))?
        .execute(params![
            Uuid::now_v7().as_bytes(),
            new.at,
            new.offset,
            new.zone,
            new.mood,
            serde_json::to_string(&new.feelings)?,
            event,
            feeling,
            response,
            wish,
            new.area,
            serde_json::to_string(&new.tags)?,
            new.bring,
            SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64,
        ])?;
    let id = conn.last_insert_rowid();
    link(
        conn,
        "INSERT INTO entry_person (entry, person) VALUES (?1, ?2)",
        id,
        &new.people,
    )?;
    link(
        conn,
        "INSERT INTO entry_goal (entry, goal) VALUES (?1, ?2)",
        id,
        &new.goals,
    )?;
    Ok(id)
}

/// The entries after this position, newest first.
pub fn page(conn: &Connection, after: Position, limit: i64) -> Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(include_str!("sql/page.sql"))?;
    let rows = statement.query_map(params![after.0, after.1, limit], Entry::from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn link(conn: &Connection, sql: &str, entry: i64, others: &[i64]) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    for other in others {
        statement.execute([entry, *other])?;
    }
    Ok(())
}

fn json<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// A list of ids as `group_concat` gives it.
fn ids(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<i64>> {
    let list = row.get_ref(column)?.as_str_or_null()?.unwrap_or_default();
    let ids = list.split(',').filter(|id| !id.is_empty()).map(str::parse);
    ids.collect::<std::result::Result<_, _>>()
        .map_err(|error: std::num::ParseIntError| {
            rusqlite::Error::ToSqlConversionFailure(error.into())
        })
}
