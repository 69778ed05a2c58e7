//! Where a task of the therapy stands in this course.
//!
//! Its id is made from the course and the task, so that two devices which tick the same task tick the
//! same record, and merging them leaves one mark and not two. An id is used once only, so a mark in the
//! trash is never emptied out of it: marking the task again brings it back.

use super::rules::Rules;
use super::{Around, Content, Links, Nature};
use crate::Result;
use kith_protocol::check::{Check, Rule};
use kith_protocol::task::{self, TaskState};
use kith_protocol::time::{CivilDate, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

entity! {
    /// Where a task of the therapy stands in this course.
    CourseTaskMark, CourseTaskMarkContent, ChangedCourseTaskMark, CourseTaskMarkPage
}

/// What a mark on a task is made of.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CourseTaskMarkContent {
    /// The stable id of the task.
    pub task: String,
    /// Where it stands.
    pub state: TaskState,
    /// The day on which it came to stand there.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub on: Option<CivilDate>,
    /// The session in which it did.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub session: Option<Uuid>,
    /// What belongs to it.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub note: Option<String>,
}

impl Content for CourseTaskMarkContent {
    type Entity = CourseTaskMark;
    const KIND: &'static str = "task_mark";
    const NATURE: Nature = Nature::EditedAndKept;

    fn check(&self, check: &mut Check) {
        check.word("task", &self.task);
        check.word("state", self.state.as_str());
        check.day("on", self.on);
        check.some_text("note", self.note.as_ref());
    }

    /// A task that this version does not know can be marked only where it is marked already, and a mark stays
    /// with the task that its id was made of.
    fn check_around(&self, around: &Around<'_>, check: &mut Check) -> Result<()> {
        let known = task::find(&self.task).is_some() || around.own_id().is_some();
        check.ensure("task", known, Rule::UnknownReference);
        let before = around.before::<Self>()?;
        let kept = before.is_none_or(|before| before.task == self.task);
        check.ensure("task", kept, Rule::NotAllowed);
        Ok(())
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
