//! A step towards a goal. A record of its own, so that a step added on the phone and one added on the
//! tablet both stay.

use super::rules::Rules;
use super::{Content, Links};
use kith_protocol::check::Check;
use kith_protocol::open_enum;
use kith_protocol::time::CivilDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

open_enum! {
    /// Where a step stands.
    pub enum StepState {
        /// It lies ahead.
        Open = "open",
        /// It is done.
        Done = "done",
        /// It waits for something or someone.
        Waiting = "waiting",
        /// It was let go.
        Dropped = "dropped",
    }
}

entity! {
    /// A step towards a goal.
    GoalStep, GoalStepContent, ChangedGoalStep, GoalStepPage
}

/// What a step is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GoalStepContent {
    /// The goal.
    pub goal: Uuid,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub who: Option<String>,
    /// The day that it is planned for.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub when: Option<CivilDate>,
    /// Where it stands.
    pub state: StepState,
    /// Its place among the steps of the goal; ties are settled by id.
    pub position: i32,
}

impl Content for GoalStepContent {
    type Entity = GoalStep;
    const KIND: &'static str = "goal_step";

    fn check(&self, check: &mut Check) {
        check.line("text", &self.text);
        check.some_line("who", self.who.as_ref());
        check.day("when", self.when);
        check.word("state", self.state.as_str());
        check.within("position", self.position, 0, 1_000_000);
    }

    fn text(&self) -> Vec<&str> {
        std::iter::once(self.text.as_str())
            .chain(self.who.as_deref())
            .collect()
    }

    fn links(&self, links: &mut Links) {
        links.goal("goal", Some(self.goal));
    }
}
