//! Something on the timeline: a symptom, an event, a treatment or a measure, as precisely as it is
//! remembered. At most one of a course marks the onset; marking another takes the mark from the first
//! in the same act, so that undoing gives it back.

use super::rules::Rules;
use super::{Around, Content, Links, Party};
use crate::Result;
use kith_protocol::area::AreaId;
use kith_protocol::check::Check;
use kith_protocol::open_enum;
use kith_protocol::time::{FuzzyDate, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

open_enum! {
    /// The row of the timeline.
    pub enum Lane {
        /// How the client was.
        Symptom = "symptom",
        /// What happened.
        Event = "event",
        /// What was done about it.
        Treatment = "treatment",
        /// What a questionnaire said.
        Measure = "measure",
    }

    /// What kind of thing happened.
    pub enum EventKind {
        /// Someone died.
        Death = "death",
        /// Something or someone was lost.
        Loss = "loss",
        /// A quarrel, a break.
        Conflict = "conflict",
        /// A change in life.
        Change = "change",
        /// Being alone.
        Isolation = "isolation",
        /// Something good.
        GoodEvent = "good_event",
        /// A day that comes back every year.
        Anniversary = "anniversary",
        /// Illness, injury, birth.
        Health = "health",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// Something on the timeline.
    TimelineEvent, TimelineEventContent, ChangedTimelineEvent, TimelineEventPage
}

/// What a timeline event is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TimelineEventContent {
    /// When it was, as precisely as it is remembered.
    pub at: FuzzyDate,
    /// The row of the timeline.
    pub lane: Lane,
    /// What kind of thing happened.
    pub what: EventKind,
    /// What it was, in the person's words.
    pub text: String,
    /// Who was part of it.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub people: Vec<Uuid>,
    /// How strong a symptom was, from 0 to 10.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub intensity: Option<i32>,
    /// Whether the present episode began here.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub onset: bool,
    /// The problem area that it has to do with.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub area: Option<AreaId>,
    /// Who told it.
    pub source: Party,
}

impl Content for TimelineEventContent {
    type Entity = TimelineEvent;
    const KIND: &'static str = "event";

    fn check(&self, check: &mut Check) {
        check.fuzzy("at", Some(&self.at));
        check.word("lane", self.lane.as_str());
        check.word("what", self.what.as_str());
        check.text("text", &self.text);
        check.ids("people", &self.people);
        check.rating("intensity", self.intensity);
        check.some_word("area", self.area.as_ref().map(AreaId::as_str));
        check.word("source", self.source.as_str());
    }

    fn text(&self) -> Vec<&str> {
        vec![&self.text]
    }

    fn links(&self, links: &mut Links) {
        links.people("people", &self.people);
        links.area("area", self.area.as_ref());
    }

    fn lived(&self) -> Option<Instant> {
        Some(super::start_of(self.at.start()))
    }

    fn displaces(&self, around: &Around<'_>) -> Result<Vec<(Uuid, Self)>> {
        if !self.onset {
            return Ok(Vec::new());
        }
        let mut others = around.others::<Self>()?;
        others.retain(|(_, other)| other.onset);
        others.iter_mut().for_each(|(_, other)| other.onset = false);
        Ok(others)
    }
}
