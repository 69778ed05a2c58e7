//! What the digest gathers, and from where: nothing further back than the last session that was held.

use super::{
    DigestView, GoalMoved, LastMeeting, MeasureMoved, MoodPath, MoodPoint, OwnAnswer, PersonCount,
};
use crate::Result;
use crate::entity::{
    Attendance, Entry, EntryContent, GoalContent, GoalRating, GoalRatingContent, MeasureResponse,
    MeasureResponseContent, PersonContent, PersonStatus, Session, SessionContent, ThingToTry,
    ThingToTryContent, TimelineEventContent,
};
use crate::text::Texts;
use crate::view::{Source, Window, day_beside};
use kith_protocol::measure;
use kith_protocol::time::{CivilTime, Instant};
use std::collections::HashMap;
use uuid::Uuid;

/// How many people are named.
const PEOPLE: usize = 5;

const HOUR: i64 = 3_600_000;

/// For so long after its beginning a session is still being held, although it may be noted already that the
/// client came.
const SESSION: i64 = HOUR;

/// For so long after its beginning a session of which nothing is noted is still the one that comes.
const WAITING: i64 = 12 * HOUR;

/// Composes the digest of the course for the moment `as_of`.
pub(in crate::view) fn since_last_session(
    source: &Source<'_>,
    as_of: &CivilTime,
    texts: &Texts,
) -> Result<DigestView> {
    let sessions = Sessions::around(source, as_of.at)?;
    let window = sessions.window(as_of.at);
    let entries = source.lived::<EntryContent>(window)?;
    let events = source.lived::<TimelineEventContent>(window.by_days(as_of))?;
    let mut view = DigestView {
        last: sessions.last_meeting(as_of),
        own_answer: sessions.coming.as_ref().and_then(own_answer),
        coming: sessions.coming.clone(),
        moments: entries.len() as i32,
        mood: mood_path(&entries),
        people: people(source, &entries)?,
        brought: entries
            .into_iter()
            .filter(|entry| entry.content.bring_to_session)
            .collect(),
        events,
        tries: tries(source, sessions.last.as_ref(), window)?,
        goals: goals(source, window)?,
        measures: measures(source, window)?,
        nothing: false,
        spoken: String::new(),
    };
    view.nothing = view.is_empty();
    view.spoken = texts.say_all(&view.phrases());
    Ok(view)
}

struct Sessions {
    last: Option<Session>,
    coming: Option<Session>,
}

impl Sessions {
    fn around(source: &Source<'_>, as_of: Instant) -> Result<Self> {
        let held = |session: &Session| session.content.attendance == Some(Attendance::Attended);
        let over = Window {
            after: None,
            until: as_of.plus_millis(-SESSION),
        };
        let last = source.newest::<SessionContent>(over, held)?;
        let last_at = last.as_ref().map_or(Instant::MIN, |last| last.meta.lived);
        let waiting = Window {
            after: Some(as_of.plus_millis(-WAITING).max(last_at)),
            until: Instant::MAX,
        };
        let may_come = |session: &Session| session.content.attendance.is_none() || held(session);
        let coming = source.oldest::<SessionContent>(waiting, may_come)?;
        Ok(Self { last, coming })
    }

    fn window(&self, as_of: Instant) -> Window {
        let after = self.last.as_ref().map(|session| session.content.at.at);
        Window {
            after,
            until: as_of,
        }
    }

    fn last_meeting(&self, as_of: &CivilTime) -> Option<LastMeeting> {
        let Session { meta, content } = self.last.as_ref()?;
        Some(LastMeeting {
            session: meta.id,
            number: content.number,
            date: content.at.date(),
            days: (day_beside(as_of, &content.at) - content.at.date()).num_days() as i32,
        })
    }
}

fn own_answer(coming: &Session) -> Option<OwnAnswer> {
    let SessionContent {
        opener_kind,
        mood_change,
        opener_words,
        ..
    } = &coming.content;
    let answered = opener_kind.is_some() || mood_change.is_some() || opener_words.is_some();
    answered.then(|| OwnAnswer {
        kind: opener_kind.clone(),
        mood_change: mood_change.clone(),
        words: opener_words.clone(),
    })
}

fn mood_path(newest_first: &[Entry]) -> Option<MoodPath> {
    let point = |Entry { content, .. }: &Entry| {
        Some(MoodPoint {
            at: content.at.at,
            date: content.at.date(),
            mood: content.mood?,
        })
    };
    let points: Vec<_> = newest_first.iter().rev().filter_map(point).collect();
    let moods = || points.iter().map(|point| point.mood);
    Some(MoodPath {
        lowest: moods().min()?,
        highest: moods().max()?,
        points,
    })
}

fn people(source: &Source<'_>, newest_first: &[Entry]) -> Result<Vec<PersonCount>> {
    let mut times: Vec<(Uuid, i32)> = Vec::new();
    let mut place: HashMap<Uuid, usize> = HashMap::new();
    for person in newest_first.iter().flat_map(|entry| &entry.content.people) {
        let index = *place.entry(*person).or_insert_with(|| {
            times.push((*person, 0));
            times.len() - 1
        });
        times[index].1 += 1;
    }
    times.sort_by_key(|(_, count)| -count); // stable: of two as frequent, the more recent first
    let mut named = Vec::new();
    for (person, times) in times {
        if named.len() == PEOPLE {
            break;
        }
        if let Some(found) = source.get::<PersonContent>(person)?
            && found.content.status != PersonStatus::Deceased
        {
            named.push(PersonCount {
                person,
                name: found.content.name,
                times,
            });
        }
    }
    Ok(named)
}

fn tries(source: &Source<'_>, last: Option<&Session>, window: Window) -> Result<Vec<ThingToTry>> {
    let mut found = match last {
        Some(last) => source.linked::<ThingToTryContent>("session", last.meta.id)?,
        None => Vec::new(),
    };
    for other in source.lived::<ThingToTryContent>(window)? {
        if found.iter().all(|known| known.meta.id != other.meta.id) {
            found.push(other);
        }
    }
    Ok(found)
}

fn goals(source: &Source<'_>, window: Window) -> Result<Vec<GoalMoved>> {
    let mut moved: Vec<GoalMoved> = Vec::new();
    for rating in source.lived::<GoalRatingContent>(window)? {
        let id = rating.content.goal;
        if moved.iter().any(|known| known.goal == id) {
            continue;
        }
        let Some(goal) = source.get::<GoalContent>(id)? else {
            continue;
        };
        // Ratings are few beside all that names a goal, so walking them beats following the goal's links.
        let of_goal = |other: &GoalRating| other.content.goal == id;
        let earlier = source.newest::<GoalRatingContent>(window.before(), of_goal)?;
        moved.push(GoalMoved {
            goal: id,
            title: goal.content.title,
            value: rating.content.value,
            before: earlier
                .map(|other| other.content.value)
                .or(goal.content.baseline),
        });
    }
    Ok(moved)
}

fn measures(source: &Source<'_>, window: Window) -> Result<Vec<MeasureMoved>> {
    let mut moved: Vec<MeasureMoved> = Vec::new();
    let mut responses = source.lived::<MeasureResponseContent>(window)?;
    responses.sort_by_key(|response| response.content.total.is_none()); // stable: the latest complete ones first
    for response in responses {
        if moved
            .iter()
            .all(|known| known.measure != response.content.measure)
        {
            let before = source.newest::<MeasureResponseContent>(window.before(), |other| {
                is_scored_like(other, &response)
            })?;
            moved.push(measure_moved(&response, before.as_ref()));
        }
    }
    moved.reverse();
    Ok(moved)
}

fn is_scored_like(other: &MeasureResponse, response: &MeasureResponse) -> bool {
    let version = |response: &MeasureResponse| {
        (
            response.content.measure.clone(),
            response.content.definition_version,
        )
    };
    other.content.total.is_some() && version(other) == version(response)
}

fn measure_moved(response: &MeasureResponse, before: Option<&MeasureResponse>) -> MeasureMoved {
    let MeasureResponseContent {
        measure, at, total, ..
    } = &response.content;
    let title = measure::find(measure).map_or(measure, |definition| &definition.short_title);
    MeasureMoved {
        measure: measure.clone(),
        title: title.clone(),
        date: at.date(),
        total: *total,
        before: before.and_then(|before| before.content.total),
    }
}
