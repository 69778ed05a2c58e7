//! Where a task of the therapy stands in this course.
//!
//! Its id is made from the course and the task, so that two devices which tick the same task tick the
//! same record, and merging them leaves one mark and not two.

use super::rules::Rules;
use super::{Content, Links};
use kith_protocol::check::Check;
use kith_protocol::open_enum;
use kith_protocol::time::{CivilDate, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

open_enum! {
    /// Where a task stands.
    pub enum TaskState {
        /// It lies ahead.
        Todo = "todo",
        /// It is under way.
        Doing = "doing",
        /// It is done.
        Done = "done",
        /// It does not apply to this course.
        NotApplicable = "not_applicable",
    }
}

entity! {
    /// Where a task of the therapy stands in this course.
    TaskMark, TaskMarkContent, ChangedTaskMark, TaskMarkPage
}

/// What a mark on a task is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TaskMarkContent {
    /// The stable id of the task.
    pub task: String,
    /// Where it stands.
    pub state: TaskState,
    /// The day on which it came to stand there.
    pub on: Option<CivilDate>,
    /// The session in which it did.
    pub session: Option<Uuid>,
    /// What belongs to it.
    pub note: Option<String>,
}

impl Content for TaskMarkContent {
    type Entity = TaskMark;
    const KIND: &'static str = "task_mark";

    fn check(&self, check: &mut Check) {
        check.word("task", &self.task);
        check.word("state", self.state.as_str());
        check.day("on", self.on);
        check.some_text("note", self.note.as_ref());
    }

    fn text(&self) -> Vec<&str> {
        self.note.as_deref().into_iter().collect()
    }

    fn links(&self, links: &mut Links) {
        links.session("session", self.session);
    }

    fn lived(&self) -> Option<Instant> {
        self.on.map(super::start_of)
    }

    fn own_id(&self, course: Uuid) -> Option<Uuid> {
        Some(Uuid::new_v5(&course, self.task.as_bytes()))
    }
}
