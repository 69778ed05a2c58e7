//! "Since last session", composed from a handful of queries and said in a few sentences.
#![expect(dead_code, reason = "a screen reads what the measurement does not")]

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::Result;
use crate::entry::Entry;
use crate::generated::END;
use crate::tally::Tally;

/// What opens a session.
pub struct Digest {
    pub last: Option<Session>,
    pub coming: Option<Session>,
    pub mood: Vec<(i64, Option<i32>)>,
    pub people: Vec<PersonCount>,
    pub brought: Vec<Entry>,
    pub events: Vec<Event>,
    pub tries: Vec<Try>,
    pub goals: Vec<GoalMoved>,
    pub measures: Vec<MeasureMoved>,
    pub spoken: String,
}

pub struct Session {
    pub id: i64,
    pub number: i32,
    pub at: i64,
    pub opener_kind: Option<String>,
    pub mood_change: Option<String>,
    pub opener_words: Option<String>,
    pub summary: Option<String>,
}

pub struct PersonCount {
    pub id: i64,
    pub name: String,
    pub times: i64,
}

pub struct Event {
    pub id: i64,
    pub at: i64,
    pub lane: String,
    pub what: Option<String>,
    pub text: String,
}

pub struct Try {
    pub id: i64,
    pub text: String,
    pub outcome: String,
    pub outcome_words: Option<String>,
}

pub struct GoalMoved {
    pub id: i64,
    pub title: String,
    pub value: i32,
    pub before: Option<i32>,
}

pub struct MeasureMoved {
    pub measure: String,
    pub at: i64,
    pub total: Option<i32>,
    pub band: Option<String>,
    pub before: Option<i32>,
}

/// Everything between the last session that was held and the coming one.
pub fn since_last_session(conn: &Connection) -> Result<Digest> {
    let last = session(conn, "at < ?1 AND attendance = 'attended' ORDER BY at DESC")?;
    let coming = session(conn, "at >= ?1 ORDER BY at")?;
    let window = [last.as_ref().map_or(i64::MIN, |last| last.at), END];
    let mut digest = Digest {
        mood: rows(conn, include_str!("sql/mood_path.sql"), window, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?,
        people: rows(conn, include_str!("sql/top_people.sql"), window, person)?,
        brought: rows(
            conn,
            include_str!("sql/flagged.sql"),
            window,
            Entry::from_row,
        )?,
        events: rows(conn, include_str!("sql/events.sql"), window, event)?,
        tries: rows(
            conn,
            include_str!("sql/tries.sql"),
            [last.as_ref().map(|last| last.id)],
            to_try,
        )?,
        goals: rows(conn, include_str!("sql/goals_moved.sql"), window, goal)?,
        measures: rows(
            conn,
            include_str!("sql/measures_moved.sql"),
            window,
            measure,
        )?,
        spoken: String::new(),
        last,
        coming,
    };
    digest.spoken = digest.say();
    Ok(digest)
}

fn session(conn: &Connection, which: &str) -> Result<Option<Session>> {
    let columns = "id, number, at, opener_kind, mood_change, opener_words, summary";
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {columns} FROM session WHERE {which} LIMIT 1"
    ))?;
    let read = |row: &Row<'_>| {
        Ok(Session {
            id: row.get(0)?,
            number: row.get(1)?,
            at: row.get(2)?,
            opener_kind: row.get(3)?,
            mood_change: row.get(4)?,
            opener_words: row.get(5)?,
            summary: row.get(6)?,
        })
    };
    Ok(statement.query_row([END], read).optional()?)
}

fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn person(row: &Row<'_>) -> rusqlite::Result<PersonCount> {
    Ok(PersonCount {
        id: row.get(0)?,
        name: row.get(1)?,
        times: row.get(2)?,
    })
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        at: row.get(1)?,
        lane: row.get(2)?,
        what: row.get(3)?,
        text: row.get(4)?,
    })
}

fn to_try(row: &Row<'_>) -> rusqlite::Result<Try> {
    Ok(Try {
        id: row.get(0)?,
        text: row.get(1)?,
        outcome: row.get(2)?,
        outcome_words: row.get(3)?,
    })
}

fn goal(row: &Row<'_>) -> rusqlite::Result<GoalMoved> {
    Ok(GoalMoved {
        id: row.get(0)?,
        title: row.get(1)?,
        value: row.get(2)?,
        before: row.get(3)?,
    })
}

fn measure(row: &Row<'_>) -> rusqlite::Result<MeasureMoved> {
    Ok(MeasureMoved {
        measure: row.get(0)?,
        at: row.get(1)?,
        total: row.get(2)?,
        band: row.get(3)?,
        before: row.get(4)?,
    })
}

impl Digest {
    /// The digest in words.
    fn say(&self) -> String {
        let mut said = Vec::new();
        if let Some(last) = &self.last {
            said.push(format!(
                "Since session {}, {} days ago.",
                last.number,
                (END - last.at) / 86_400_000
            ));
        }
        said.push(format!("{} moments were written down.", self.mood.len()));
        said.extend(self.say_mood());
        said.push(format!("{} things to bring.", self.brought.len()));
        let tried = self
            .tries
            .iter()
            .filter(|to_try| to_try.outcome == "tried")
            .count();
        said.push(format!(
            "Tried: {tried}. Not yet: {}.",
            self.tries.len() - tried
        ));
        said.extend(self.measures.iter().filter_map(MeasureMoved::say));
        said.join(" ")
    }

    fn say_mood(&self) -> Option<String> {
        let moods = || self.mood.iter().filter_map(|(_, mood)| *mood);
        let (first, last, lowest, highest) = (
            moods().next()?,
            moods().next_back()?,
            moods().min()?,
            moods().max()?,
        );
        Some(format!(
            "Mood went from {first} to {last}, between {lowest} and {highest} of 10."
        ))
    }

    /// Proof of what was read.
    pub fn count(&self, tally: &mut Tally) {
        self.mood
            .iter()
            .for_each(|(at, mood)| tally.see(at + i64::from(mood.unwrap_or(0))));
        self.people
            .iter()
            .for_each(|person| tally.see(person.times));
        self.brought.iter().for_each(|entry| entry.count(tally));
        self.goals
            .iter()
            .for_each(|goal| tally.see(i64::from(goal.value * 11 + goal.before.unwrap_or(0))));
        self.measures.iter().for_each(|moved| {
            tally.see(i64::from(
                moved.total.unwrap_or(0) * 28 + moved.before.unwrap_or(0),
            ))
        });
        tally.weigh(self.events.iter().map(|event| event.text.as_str()));
        tally.weigh(self.tries.iter().map(|to_try| to_try.text.as_str()));
        tally.weigh(
            self.coming
                .iter()
                .filter_map(|coming| coming.opener_words.as_deref()),
        );
        tally.sum += self.last.as_ref().map_or(0, |last| i64::from(last.number));
    }
}

impl MeasureMoved {
    fn say(&self) -> Option<String> {
        let (total, before) = (self.total?, self.before?);
        let direction = if total > before { "up" } else { "down" };
        Some(format!(
            "{}: {total}, {direction} by {}.",
            self.measure,
            (total - before).abs()
        ))
    }
}
