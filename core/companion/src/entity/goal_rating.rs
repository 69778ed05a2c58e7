//! How far a goal is reached at one moment, on the scale of that goal.

use super::rules::Rules;
use super::{Around, Content, GoalContent, Links};
use crate::Result;
use kith_protocol::check::{Check, Rule};
use kith_protocol::time::{CivilTime, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// How far a goal is reached at one moment.
    GoalRating, GoalRatingContent, ChangedGoalRating, GoalRatingPage
}

/// What a rating is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GoalRatingContent {
    /// The goal.
    pub goal: Uuid,
    /// When it was rated.
    pub at: CivilTime,
    /// The value, on the goal's scale.
    pub value: i32,
    /// What belongs to it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub note: Option<String>,
}

impl Content for GoalRatingContent {
    type Entity = GoalRating;
    const KIND: &'static str = "goal_rating";

    fn check(&self, check: &mut Check) {
        check.time("at", Some(&self.at));
        check.within("value", self.value, -1000, 1000);
        check.some_text("note", self.note.as_ref());
    }

    fn check_around(&self, around: &Around<'_>, check: &mut Check) -> Result<()> {
        if let Some(goal) = around.get::<GoalContent>(self.goal)? {
            let (min, max) = goal.scale.range();
            check.that(
                "value",
                Rule::within(self.value.into(), min.into(), max.into()),
            );
        }
        Ok(())
    }

    fn text(&self) -> Vec<&str> {
        self.note.as_deref().into_iter().collect()
    }

    fn links(&self, links: &mut Links) {
        links.goal("goal", Some(self.goal));
    }

    fn lived(&self) -> Option<Instant> {
        Some(self.at.at)
    }
}
