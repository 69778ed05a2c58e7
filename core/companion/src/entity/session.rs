//! A session, as both see it. What the clinician notes is a [`SessionRecord`](super::SessionRecord),
//! which is another record with another visibility, and not the other half of this one.

use super::Content;
use super::rules::Rules;
use kith_protocol::check::Check;
use kith_protocol::open_enum;
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};

pub use kith_protocol::phase::{Attendance, SessionKind};

/// The highest number that a session may have: monthly sessions for a lifetime.
const NUMBERS: i64 = 999;

open_enum! {
    /// How a session is held.
    pub enum Modality {
        /// In one room.
        InPerson = "in_person",
        /// By telephone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }

    /// With what the client answers the opening question.
    pub enum OpenerKind {
        /// With a mood; the clinician asks for the event.
        Mood = "mood",
        /// With an event; the clinician asks for the mood.
        Event = "event",
        /// With neither.
        Neither = "neither",
    }

    /// How the mood has changed since the last session.
    pub enum MoodChange {
        /// It is better.
        Better = "better",
        /// It is the same.
        Same = "same",
        /// It is worse.
        Worse = "worse",
    }
}

entity! {
    /// A session, as both see it.
    Session, SessionContent, ChangedSession, SessionPage
}

/// What a session is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SessionContent {
    /// Its number in the course, from 1.
    pub number: i32,
    /// What it is for.
    pub kind: SessionKind,
    /// When it begins, or began.
    pub at: CivilTime,
    /// Whether the client came; missing while it lies ahead.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub attendance: Option<Attendance>,
    /// How it is held.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub modality: Option<Modality>,
    /// With what the client answered the opening question.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub opener_kind: Option<OpenerKind>,
    /// How the mood has changed since the last session.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub mood_change: Option<MoodChange>,
    /// The client's own answer to "how have things been since we last met?".
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub opener_words: Option<String>,
    /// What the session came to, in the client's words.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub summary: Option<String>,
    /// When the next session is.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub next_at: Option<CivilTime>,
}

impl Content for SessionContent {
    type Entity = Session;
    const KIND: &'static str = "session";

    fn check(&self, check: &mut Check) {
        check.within("number", self.number, 1, NUMBERS);
        check.word("kind", self.kind.as_str());
        check.time("at", Some(&self.at));
        check.some_word(
            "attendance",
            self.attendance.as_ref().map(Attendance::as_str),
        );
        check.some_word("modality", self.modality.as_ref().map(Modality::as_str));
        check.some_word(
            "opener_kind",
            self.opener_kind.as_ref().map(OpenerKind::as_str),
        );
        check.some_word(
            "mood_change",
            self.mood_change.as_ref().map(MoodChange::as_str),
        );
        check.some_text("opener_words", self.opener_words.as_ref());
        check.some_text("summary", self.summary.as_ref());
        check.time("next_at", self.next_at.as_ref());
    }

    fn text(&self) -> Vec<&str> {
        let texts = [&self.summary, &self.opener_words];
        texts
            .into_iter()
            .filter_map(|text| text.as_deref())
            .collect()
    }

    fn lived(&self) -> Option<Instant> {
        Some(self.at.at)
    }
}
