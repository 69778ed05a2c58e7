//! A goal that client and clinician agree on.
//!
//! The founding description asks for goals that are clear, achievable and made for this person. Kith
//! turns that into hints: wording that others could observe, a first step soon, one to three goals at a
//! time. It never asks for someone who helps: a lonely person would read that as one more failure.

use super::rules::Rules;
use super::{Around, Content, GoalRatingContent, GoalStepContent, Links, StepState};
use crate::Result;
use kith_protocol::area::AreaId;
use kith_protocol::check::{Check, Hint, Rule};
use kith_protocol::open_enum;
use kith_protocol::time::CivilDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most goals that are worked on at a time without a hint.
const ACTIVE_GOALS: usize = 3;

/// The days within which a first step is best planned.
const FIRST_STEP_DAYS: i64 = 14;

/// The fewest characters of a measure of success that others could observe: below it stands a word such
/// as "happy", not a description. A rule of thumb, and only a hint hangs on it.
const OBSERVABLE_CHARS: usize = 12;

open_enum! {
    /// How far a goal is reached, as a number.
    pub enum GoalScale {
        /// Goal attainment scaling: -2 (much less than expected) to 2 (much more).
        Attainment = "attainment",
        /// From 0 to 10.
        Ten = "ten",
        /// 0 (not done) or 1 (done).
        Done = "done",
    }

    /// Where a goal stands.
    pub enum GoalState {
        /// It is worked on.
        Active = "active",
        /// It is reached.
        Achieved = "achieved",
        /// Another goal took its place.
        Changed = "changed",
        /// It was let go.
        Dropped = "dropped",
    }
}

impl GoalScale {
    /// The smallest and the largest value; of a scale of a newer version, what any scale could hold.
    #[must_use]
    pub fn range(&self) -> (i32, i32) {
        match self {
            Self::Attainment => (-2, 2),
            Self::Ten => (0, 10),
            Self::Done => (0, 1),
            Self::Unknown { .. } => (-1000, 1000),
        }
    }
}

entity! {
    /// A goal.
    Goal, GoalContent, ChangedGoal, GoalPage
}

/// What a goal is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GoalContent {
    /// The goal in one line.
    pub title: String,
    /// The problem area that it serves.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub area: Option<AreaId>,
    /// Why it matters.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub why: Option<String>,
    /// By what one would notice that it is reached.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub measure_of_success: Option<String>,
    /// How far it is reached, as a number.
    pub scale: GoalScale,
    /// Where it stood at first, on the scale.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub baseline: Option<i32>,
    /// Where it shall stand, on the scale.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub target: Option<i32>,
    /// The number of the session by which it is due.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub due_session: Option<i32>,
    /// The day by which it is due.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub due_on: Option<CivilDate>,
    /// What may get in the way.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub obstacles: Option<String>,
    /// Who helps.
    #[serde(default)]
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub supports: Vec<Uuid>,
    /// Where it stands.
    pub state: GoalState,
    /// Why it stands there.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub state_reason: Option<String>,
}

impl Content for GoalContent {
    type Entity = Goal;
    const KIND: &'static str = "goal";

    fn check(&self, check: &mut Check) {
        check.line("title", &self.title);
        check.some_word("area", self.area.as_ref().map(AreaId::as_str));
        check.word("scale", self.scale.as_str());
        let (min, max) = self.scale.range();
        check.some_within("baseline", self.baseline, min, max);
        check.some_within("target", self.target, min, max);
        check.some_within("due_session", self.due_session, 1, 999);
        check.day("due_on", self.due_on);
        check.ids("supports", &self.supports);
        check.word("state", self.state.as_str());
        for (field, text) in self.texts() {
            check.some_text(field, text.as_ref());
        }
    }

    /// Numbers on one scale mean nothing on another, so a goal that was rated keeps its own.
    fn check_around(&self, around: &Around<'_>, check: &mut Check) -> Result<()> {
        let before = around.before::<Self>()?;
        if before.is_some_and(|before| before.scale != self.scale) {
            let ratings = around.all::<GoalRatingContent>()?;
            let rated = ratings
                .iter()
                .any(|(_, rating)| Some(rating.goal) == around.own_id());
            check.ensure("scale", !rated, Rule::NotAllowed);
        }
        Ok(())
    }

    fn hints(&self, around: &Around<'_>) -> Result<Vec<Hint>> {
        if self.state != GoalState::Active {
            return Ok(Vec::new());
        }
        let mut hints = Vec::new();
        if !self.is_observable() {
            hints.push(Hint::new("goal-observable"));
        }
        if !self.starts_soon(around)? {
            hints.push(Hint::new("goal-first-step").with("days", FIRST_STEP_DAYS));
        }
        let others = around.others::<Self>()?;
        let active = 1 + others
            .iter()
            .filter(|(_, goal)| goal.state == GoalState::Active)
            .count();
        if active > ACTIVE_GOALS {
            hints.push(Hint::new("goal-many-active").with("active", active as i64));
        }
        Ok(hints)
    }

    fn text(&self) -> Vec<&str> {
        let texts = self
            .texts()
            .into_iter()
            .filter_map(|(_, text)| text.as_deref());
        std::iter::once(self.title.as_str()).chain(texts).collect()
    }

    fn links(&self, links: &mut Links) {
        links.area("area", self.area.as_ref());
        links.people("supports", &self.supports);
    }
}

impl GoalContent {
    fn texts(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("why", &self.why),
            ("measure_of_success", &self.measure_of_success),
            ("obstacles", &self.obstacles),
            ("state_reason", &self.state_reason),
        ]
    }

    fn is_observable(&self) -> bool {
        let measure = self.measure_of_success.as_deref().unwrap_or_default();
        measure.trim().chars().count() >= OBSERVABLE_CHARS
    }

    /// Whether a step is done, or planned for the next two weeks.
    fn starts_soon(&self, around: &Around<'_>) -> Result<bool> {
        let Some(goal) = around.own_id() else {
            return Ok(false);
        };
        let today = around.today();
        let soon = |step: &GoalStepContent| match step.state {
            StepState::Done => true,
            StepState::Dropped => false,
            _ => step
                .when
                .is_some_and(|day| (day - today).num_days() <= FIRST_STEP_DAYS),
        };
        let steps = around.all::<GoalStepContent>()?;
        Ok(steps
            .iter()
            .any(|(_, step)| step.goal == goal && soon(step)))
    }
}
