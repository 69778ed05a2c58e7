//! Since we last met: what the opener of a session can build on.
//!
//! IPT opens with "how have things been since we last met?", and links the mood that comes first to an
//! event, or the event to a mood. The digest gathers what the client wrote down in between. It counts
//! and quotes; it interprets nothing. The client's own answer stands apart, because a screen shows it
//! first and keeps the rest folded until it is there. Those who died are not among the people counted:
//! a memory comes up when the client brings it.

mod gather;
mod spoken;

pub(super) use gather::since_last_session;

use crate::entity::{Entry, MoodChange, OpenerKind, Session, ThingToTry, TimelineEvent};
use kith_protocol::time::{CivilDate, Instant};
use serde::Serialize;
use uuid::Uuid;

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
    /// Days of the calendar from then to the moment of the digest.
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
    /// The session that is being held, or comes next, if it has been set.
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
