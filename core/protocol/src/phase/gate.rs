//! What the manual would like to see before the middle phase begins.
//!
//! The gate is open. It gives reasons to wait, each with the task it comes from, and a person goes
//! through it whenever they judge it right. A task that somebody marked as not applicable gives no
//! reason: that was a judgement, too.

use super::Phase;
use crate::check::Hint;
use crate::task::{MarkedTask, TaskState, state_of};

/// What is known about the initial phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GateFacts {
    /// The tasks that somebody has marked.
    pub tasks: Vec<MarkedTask>,
    /// Symptoms marked on the timeline.
    pub symptom_marks: i32,
    /// Events marked on the timeline.
    pub events: i32,
    /// Whether the inventory was looked at together. An empty one is a finding, not a failure.
    pub inventory_reviewed: bool,
    /// Whether both agreed on a formulation with a focus.
    pub formulation_agreed: bool,
    /// Whether there is a contract.
    pub contract_made: bool,
}

/// The reasons to stay a little longer in `from` before going on to `to`; none for any other step
/// than the one into the work on the focus.
#[must_use]
pub fn gate(from: &Phase, to: &Phase, facts: &GateFacts) -> Vec<Hint> {
    let opens = matches!(from, Phase::Engagement | Phase::Initial);
    if !opens || !matches!(to, Phase::Middle | Phase::Ending) {
        return Vec::new();
    }
    let is_done = |task| state_of(&facts.tasks, task) == TaskState::Done;
    let table = [
        (
            "gate-diagnosis-open",
            "initial-diagnosis",
            is_done("initial-diagnosis"),
        ),
        (
            "gate-no-symptom-marked",
            "initial-timeline",
            facts.symptom_marks > 0,
        ),
        ("gate-no-event-marked", "initial-timeline", facts.events > 0),
        (
            "gate-inventory-not-reviewed",
            "initial-inventory",
            facts.inventory_reviewed || is_done("initial-inventory"),
        ),
        (
            "gate-focus-not-agreed",
            "initial-focus",
            facts.formulation_agreed,
        ),
        ("gate-no-contract", "initial-contract", facts.contract_made),
    ];
    let waived = |task| state_of(&facts.tasks, task) == TaskState::NotApplicable;
    let open = table
        .into_iter()
        .filter(|(_, task, met)| !met && !waived(task));
    open.map(|(id, task, _)| Hint::new(id).with("task", task))
        .collect()
}
