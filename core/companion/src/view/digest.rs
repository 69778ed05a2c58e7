//! Since we last met: what the opener of a session can build on.
//!
//! IPT opens with "how have things been since we last met?", and links the mood that comes first to an
//! event, or the event to a mood. The digest gathers what the client wrote down in between. It counts
//! and quotes; it interprets nothing. The client's own answer stands apart, because a screen shows it
//! first and keeps the rest folded until it is there. Those who died are not among the people counted:
//! a memory comes up when the client brings it.

use super::span::span;
use super::{Source, Window};
use crate::Result;
use crate::entity::{
    Attendance, Entry, EntryContent, GoalContent, GoalRatingContent, MeasureResponse,
    MeasureResponseContent, MoodChange, OpenerKind, PersonContent, PersonStatus, Session,
    SessionContent, ThingToTry, ThingToTryContent, TimelineEvent, TimelineEventContent, TryOutcome,
};
use crate::text::{Phrase, Texts};
use kith_protocol::measure;
use kith_protocol::time::{CivilDate, Instant};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// How many people are named.
const PEOPLE: usize = 5;

/// The session that was held last.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LastMeeting {
    /// The session's id.
    pub session: Uuid,
    /// Its number in the course, from 1.
    pub number: i32,
    /// The day on which it was held.
    pub date: CivilDate,
    /// Whole days from then to the moment of the digest.
    pub days: i32,
}

/// What the client said to the opener, in their own words.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OwnAnswer {
    /// Whether the answer began with a mood or an event.
    pub kind: Option<OpenerKind>,
    /// Whether the mood is better, the same or worse.
    pub mood_change: Option<MoodChange>,
    /// The words.
    pub words: Option<String>,
}

/// One mood that was noted, from 0 to 10.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MoodPoint {
    /// When.
    pub at: Instant,
    /// The day on which it was lived.
    pub date: CivilDate,
    /// From 0 (as bad as it gets) to 10 (as good as it gets).
    pub mood: i32,
}

/// How mood went, oldest point first; never empty.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MoodPath {
    /// Every mood that was noted.
    pub points: Vec<MoodPoint>,
    /// The lowest of them.
    pub lowest: i32,
    /// The highest of them.
    pub highest: i32,
}

/// How often a person was part of what was written down.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PersonCount {
    /// The person's id.
    pub person: Uuid,
    /// The name that the client gave.
    pub name: String,
    /// In how many entries, at least 1.
    pub times: i32,
}

/// The latest rating of a goal.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GoalMoved {
    /// The goal's id.
    pub goal: Uuid,
    /// Its title.
    pub title: String,
    /// The value now, on the goal's own scale.
    pub value: i32,
    /// The value before, on the same scale; the baseline if there was no rating.
    pub before: Option<i32>,
}

/// The latest answers to a questionnaire.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasureMoved {
    /// The measure's id.
    pub measure: String,
    /// Its short title.
    pub title: String,
    /// The day of the answers.
    pub date: CivilDate,
    /// The total; missing when answers are.
    pub total: Option<i32>,
    /// The total before, of the same version of the measure.
    pub before: Option<i32>,
}

/// What happened since the last session that was held.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DigestView {
    /// The session that was held last; missing before the first.
    pub last: Option<LastMeeting>,
    /// The session that comes next, if it has been set.
    pub coming: Option<Session>,
    /// What the client said to the opener of the coming session. Show it first.
    pub own_answer: Option<OwnAnswer>,
    /// How many entries were written down.
    pub moments: i32,
    /// How mood went.
    pub mood: Option<MoodPath>,
    /// Who was part of it, the most often first; at most five, none of them dead.
    pub people: Vec<PersonCount>,
    /// What the client flagged to bring up, newest first.
    pub brought: Vec<Entry>,
    /// Events on the timeline, newest first.
    pub events: Vec<TimelineEvent>,
    /// What was to be tried since the last session, and how it went.
    pub tries: Vec<ThingToTry>,
    /// Goals that were rated.
    pub goals: Vec<GoalMoved>,
    /// Questionnaires that were answered.
    pub measures: Vec<MeasureMoved>,
    /// Whether there is nothing to catch up on.
    pub nothing: bool,
    /// The digest in words, to be read out.
    pub spoken: String,
}

/// Composes the digest of the course for the moment `as_of`.
pub(crate) fn since_last_session(source: &Source<'_>, as_of: Instant, texts: &Texts) -> Result<DigestView> {
    let sessions = Sessions::around(source, as_of)?;
    let window = sessions.window(as_of);
    let entries = source.lived::<EntryContent>(window)?;
    let events = source.lived::<TimelineEventContent>(window)?;
    let mut view = DigestView {
        last: sessions.last_meeting(as_of),
        own_answer: sessions.coming.as_ref().and_then(own_answer),
        coming: sessions.coming.clone(),
        moments: entries.len() as i32,
        mood: mood_path(&entries),
        people: people(source, &entries)?,
        brought: entries.into_iter().filter(|entry| entry.content.bring_to_session).collect(),
        events,
        tries: tries(source, sessions.last.as_ref(), window)?,
        goals: goals(source, window)?,
        measures: measures(source, window)?,
        nothing: false,
        spoken: String::new(),
    };
    view.nothing = view.is_empty();
    view.spoken = view.phrases().iter().map(|phrase| texts.say(phrase)).collect::<Vec<_>>().join(" ");
    Ok(view)
}

struct Sessions {
    last: Option<Session>,
    coming: Option<Session>,
}

impl Sessions {
    fn around(source: &Source<'_>, as_of: Instant) -> Result<Self> {
        let held = |session: &Session| session.content.attendance == Some(Attendance::Attended);
        let before = Window { after: None, until: as_of.plus_millis(-1) };
        let from_now = Window { after: Some(before.until), until: Instant::MAX };
        Ok(Self {
            last: source.newest::<SessionContent>(before, held)?,
            coming: source.oldest::<SessionContent>(from_now)?,
        })
    }

    fn window(&self, as_of: Instant) -> Window {
        let after = self.last.as_ref().map(|session| session.content.at.at);
        Window { after, until: as_of }
    }

    fn last_meeting(&self, as_of: Instant) -> Option<LastMeeting> {
        const DAY: i64 = 86_400_000;
        let Session { meta, content } = self.last.as_ref()?;
        Some(LastMeeting {
            session: meta.id,
            number: content.number,
            date: content.at.date(),
            days: (as_of.millis_since(content.at.at) / DAY) as i32,
        })
    }
}

fn own_answer(coming: &Session) -> Option<OwnAnswer> {
    let SessionContent { opener_kind, mood_change, opener_words, .. } = &coming.content;
    let answered = opener_kind.is_some() || mood_change.is_some() || opener_words.is_some();
    answered.then(|| OwnAnswer {
        kind: opener_kind.clone(),
        mood_change: mood_change.clone(),
        words: opener_words.clone(),
    })
}

fn mood_path(newest_first: &[Entry]) -> Option<MoodPath> {
    let point = |Entry { content, .. }: &Entry| {
        Some(MoodPoint { at: content.at.at, date: content.at.date(), mood: content.mood? })
    };
    let points: Vec<_> = newest_first.iter().rev().filter_map(point).collect();
    let moods = || points.iter().map(|point| point.mood);
    Some(MoodPath { lowest: moods().min()?, highest: moods().max()?, points })
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
            named.push(PersonCount { person, name: found.content.name, times });
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
        let earlier = source.linked::<GoalRatingContent>("goal", id)?;
        let earlier = earlier.iter().find(|other| window.is_before(other.meta.lived));
        moved.push(GoalMoved {
            goal: id,
            title: goal.content.title,
            value: rating.content.value,
            before: earlier.map(|other| other.content.value).or(goal.content.baseline),
        });
    }
    Ok(moved)
}

fn measures(source: &Source<'_>, window: Window) -> Result<Vec<MeasureMoved>> {
    let mut moved: Vec<MeasureMoved> = Vec::new();
    for response in source.lived::<MeasureResponseContent>(window)? {
        if moved.iter().all(|known| known.measure != response.content.measure) {
            let before = source.newest::<MeasureResponseContent>(window.before(), |other| is_scored_like(other, &response))?;
            moved.push(measure_moved(&response, before.as_ref()));
        }
    }
    moved.reverse();
    Ok(moved)
}

fn is_scored_like(other: &MeasureResponse, response: &MeasureResponse) -> bool {
    let version = |response: &MeasureResponse| (response.content.measure.clone(), response.content.definition_version);
    other.content.total.is_some() && version(other) == version(response)
}

fn measure_moved(response: &MeasureResponse, before: Option<&MeasureResponse>) -> MeasureMoved {
    let MeasureResponseContent { measure, at, total, .. } = &response.content;
    let title = measure::find(measure).map_or(measure, |definition| &definition.short_title);
    MeasureMoved {
        measure: measure.clone(),
        title: title.clone(),
        date: at.date(),
        total: *total,
        before: before.and_then(|before| before.content.total),
    }
}

impl DigestView {
    fn is_empty(&self) -> bool {
        self.moments == 0
            && self.events.is_empty()
            && self.goals.is_empty()
            && self.measures.is_empty()
            && self.tries.iter().all(|thing| thing.content.outcome == TryOutcome::Open)
    }

    fn phrases(&self) -> Vec<Phrase> {
        let mut said = vec![self.opening()];
        if self.nothing {
            said.push(Phrase::new("digest-nothing"));
            return said;
        }
        if self.moments > 0 {
            said.push(Phrase::new("digest-entries").number("count", self.moments));
        }
        said.extend(self.mood.as_ref().and_then(MoodPath::phrase));
        if !self.brought.is_empty() {
            said.push(Phrase::new("digest-brought").number("count", self.brought.len() as i64));
        }
        if !self.tries.is_empty() {
            said.push(self.tried());
        }
        said.extend(self.measures.iter().filter_map(MeasureMoved::phrase));
        said
    }

    fn opening(&self) -> Phrase {
        match &self.last {
            None => Phrase::new("digest-first"),
            Some(last) => Phrase::new("digest-since")
                .number("number", last.number)
                .said("span", span(last.days.into())),
        }
    }

    fn tried(&self) -> Phrase {
        let count = |outcomes: &[TryOutcome]| {
            let these = self.tries.iter().filter(|thing| outcomes.contains(&thing.content.outcome));
            these.count() as i64
        };
        Phrase::new("digest-tries")
            .number("tried", count(&[TryOutcome::Tried]))
            .number("waiting", count(&[TryOutcome::Open, TryOutcome::NotYet]))
            .number("unfit", count(&[TryOutcome::DidNotFit]))
    }
}

impl MoodPath {
    fn phrase(&self) -> Option<Phrase> {
        let (first, last) = (self.points.first()?.mood, self.points.last()?.mood);
        let id = match (self.points.len(), self.lowest == self.highest) {
            (1, _) => "digest-mood-once",
            (_, true) => "digest-mood-steady",
            (_, false) => "digest-mood",
        };
        let phrase = Phrase::new(id).number("first", first).number("last", last);
        Some(phrase.number("lowest", self.lowest).number("highest", self.highest))
    }
}

impl MeasureMoved {
    fn phrase(&self) -> Option<Phrase> {
        let total = self.total?;
        let phrase = |id| Phrase::new(id).plain("measure", &self.title).number("total", total);
        let Some(before) = self.before else {
            return Some(phrase("digest-measure-first"));
        };
        let direction = if total > before { "direction-up" } else { "direction-down" };
        Some(
            phrase("digest-measure")
                .number("change", total - before)
                .number("amount", (total - before).abs())
                .said("direction", Phrase::new(direction)),
        )
    }
}
