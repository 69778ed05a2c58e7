//! The library of ten years, each record in a transaction of its own: that is what ten years of use do to a file.

use std::path::Path;

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::Result;
use crate::entry::{self, NewEntry};
use crate::generated::{self, ENTRIES, GOALS, LATER, OFFSET, PEOPLE, SESSIONS, Session, ZONE};
use crate::store::Store;
use crate::tally::Tally;

/// Makes the file anew.
pub fn fill(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    tally.time(|| -> Result<()> {
        let mut store = Store::create(folder)?;
        each(&mut store, PEOPLE, person)?;
        each(&mut store, GOALS, goal)?;
        each(&mut store, SESSIONS, session)?;
        each(&mut store, ENTRIES, |conn, index| {
            entry::insert(conn, &NewEntry::generated(index)).map(drop)
        })
    })?;
    Ok(tally)
}

fn each(
    store: &mut Store,
    count: usize,
    insert: impl Fn(&Connection, usize) -> Result<()>,
) -> Result<()> {
    (0..count).try_for_each(|index| store.write(|tx| insert(tx, index)))
}

fn person(conn: &Connection, index: usize) -> Result<()> {
    let person = generated::person(index);
    let [can_confide, practical_help, conflict] = person.ratings;
    let [good, hard] = person.notes;
    let row = params![
        index as i64 + 1,
        id(),
        person.name,
        person.ring,
        can_confide,
        practical_help,
        conflict,
        good,
        hard
    ];
    conn.prepare_cached(include_str!("sql/insert_person.sql"))?
        .execute(row)?;
    Ok(())
}

fn goal(conn: &Connection, index: usize) -> Result<()> {
    let goal = generated::goal(index);
    conn.prepare_cached(
        "INSERT INTO goal (id, uuid, title, why, state) VALUES (?1, ?2, ?3, ?4, 'active')",
    )?
    .execute(params![index as i64 + 1, id(), goal.title, goal.why])?;
    Ok(())
}

/// A session and, once it was held, what follows it.
fn session(conn: &Connection, index: usize) -> Result<()> {
    let session = generated::session(index);
    let number = index as i64 + 1;
    let attendance = session.held.then_some("attended");
    let (opener, summary) = if session.held {
        (None, Some(&session.words))
    } else {
        (Some(&session.words), None)
    };
    conn.prepare_cached(include_str!("sql/insert_session.sql"))?
        .execute(params![
            number,
            id(),
            session.number,
            session.at,
            OFFSET,
            ZONE,
            attendance,
            opener,
            summary
        ])?;
    if session.held {
        after(conn, number, &session)
    } else {
        Ok(())
    }
}

fn after(conn: &Connection, number: i64, session: &Session) -> Result<()> {
    let [event_at, rating_at, response_at] = LATER.map(|later| session.at + later);
    let (goal, value) = session.rating;
    let total: i32 = session.answers.iter().sum();
    let answers = serde_json::to_string(&session.answers)?;
    conn.prepare_cached(
        "INSERT INTO try (uuid, session, text, outcome) VALUES (?1, ?2, ?3, 'open')",
    )?
    .execute(params![id(), number, session.to_try])?;
    conn.prepare_cached("INSERT INTO goal_rating (uuid, goal, at, offset, zone, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id(), goal as i64 + 1, rating_at, OFFSET, ZONE, value])?;
    conn.prepare_cached(include_str!("sql/insert_response.sql"))?
        .execute(params![
            id(),
            number,
            response_at,
            OFFSET,
            ZONE,
            answers,
            total,
            band(total)
        ])?;
    if let Some(text) = &session.event {
        conn.prepare_cached(
            "INSERT INTO event (uuid, at, lane, what, text) VALUES (?1, ?2, 'event', 'change', ?3)",
        )?
        .execute(params![id(), event_at, text])?;
    }
    Ok(())
}

fn id() -> [u8; 16] {
    Uuid::now_v7().into_bytes()
}

/// PHQ-9's bands (Kroenke, Spitzer and Williams 2001).
fn band(total: i32) -> &'static str {
    match total {
        ..5 => "minimal",
        5..10 => "mild",
        10..15 => "moderate",
        15..20 => "moderately severe",
        _ => "severe",
    }
}
