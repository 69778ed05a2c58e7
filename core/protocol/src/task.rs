//! What is done in each phase and for each problem area, as checklists with stable ids.
//!
//! The lists are data in our own words, each line twice: the term that a clinician knows, and what one
//! would say to the client ("Connection", never "interpersonal deficits"). A state is stored under the
//! task's id, so wording can change and a course keeps its marks. A list suggests and proves nothing:
//! good work with half of it undone is good work.

use crate::area::AreaId;
use crate::phase::Phase;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

crate::open_enum! {
    /// A checklist. The lists of problem areas carry the area's id.
    pub enum TaskList {
        /// Once, in the initial phase.
        Initial = "initial",
        /// In each session of the middle phase.
        Session = "session",
        /// Once, in the ending phase.
        Ending = "ending",
        /// Strategies for grief.
        Grief = "grief",
        /// Strategies for a dispute.
        Dispute = "dispute",
        /// Strategies for a transition.
        Transition = "transition",
        /// Strategies for interpersonal deficits.
        Deficits = "deficits",
    }

    /// How far a task is.
    pub enum TaskState {
        /// Not begun.
        Todo = "todo",
        /// Begun.
        Doing = "doing",
        /// Done.
        Done = "done",
        /// Does not apply to this course.
        NotApplicable = "not_applicable",
    }
}

/// Whom a text speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Audience {
    /// In the field's terms.
    Clinician,
    /// In everyday words.
    Client,
}

/// One line of a checklist. Abroad it is a `ChecklistTask`, because `Task` is a part of Swift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "uniffi",
    derive(uniffi::Record),
    uniffi(name = "ChecklistTask")
)]
pub struct Task {
    /// Stable id, such as `initial-sick-role`.
    pub id: String,
    /// The list it stands in.
    pub list: TaskList,
    /// Short English title for the clinician.
    pub clinician: String,
    /// Short English title for the client.
    pub client: String,
    /// Whether it leads to rehearsing or trying something with the other person. Such a task is not
    /// offered for someone with whom it may not be safe to speak up.
    pub prompts_contact: bool,
}

/// The state that somebody gave a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedTask {
    /// The task's id.
    pub task: String,
    /// Its state.
    pub state: TaskState,
}

/// Every task, list by list, in the order in which they are usually taken up.
pub fn all() -> &'static [Task] {
    static TASKS: OnceLock<Vec<Task>> = OnceLock::new();
    TASKS.get_or_init(|| {
        serde_json::from_str(include_str!("../data/tasks.json"))
            .expect("the shipped tasks are read by the tests of this crate")
    })
}

/// The task with this id.
pub fn find(id: &str) -> Option<&'static Task> {
    all().iter().find(|task| task.id == id)
}

/// The strategies for a problem area. One without strategies of its own has none.
#[must_use]
pub fn strategies(area: &AreaId) -> Vec<&'static Task> {
    of(&TaskList::from(area.as_str())).collect()
}

/// The tasks of a list.
pub fn of(list: &TaskList) -> impl Iterator<Item = &'static Task> {
    all().iter().filter(move |task| task.list == *list)
}

/// The list that a phase works through, where it has one.
#[must_use]
pub fn list_of(phase: &Phase) -> Option<TaskList> {
    match phase {
        Phase::Initial => Some(TaskList::Initial),
        Phase::Middle => Some(TaskList::Session),
        Phase::Ending => Some(TaskList::Ending),
        Phase::Engagement | Phase::Maintenance | Phase::Closed | Phase::Unknown { .. } => None,
    }
}

/// The state of a task; one that nobody marked is still to do.
#[must_use]
pub fn state_of(marks: &[MarkedTask], task: &str) -> TaskState {
    let mark = marks.iter().find(|mark| mark.task == task);
    mark.map_or(TaskState::Todo, |mark| mark.state.clone())
}

/// The tasks of a list that are neither done nor set aside.
#[must_use]
pub fn open(list: &TaskList, marks: &[MarkedTask]) -> Vec<&'static Task> {
    let is_open = |task: &&Task| {
        matches!(
            state_of(marks, &task.id),
            TaskState::Todo | TaskState::Doing
        )
    };
    of(list).filter(is_open).collect()
}

impl Task {
    /// The id of the message that holds its title.
    #[must_use]
    pub fn message_id(&self, audience: Audience) -> String {
        match audience {
            Audience::Clinician => format!("task-{}", self.id),
            Audience::Client => format!("task-{}-client", self.id),
        }
    }

    /// Its English title.
    #[must_use]
    pub fn title(&self, audience: Audience) -> &str {
        match audience {
            Audience::Clinician => &self.clinician,
            Audience::Client => &self.client,
        }
    }
}
