//! The things that a person writes down, one file each.
//!
//! Sixteen kinds of record share everything but their fields: adding, editing, trash, undo, history,
//! search and lists are written once, generically. What is particular to a kind is its [`Content`]: the
//! fields, what must hold ([`Content::check`]), what search finds ([`Content::text`]), to what it
//! refers ([`Content::links`]) and when it was lived ([`Content::lived`]). From these the table
//! [`KINDS`] is made, by which the vault indexes records without knowing what they mean.
//!
//! A new kind costs one file and one line in [`each_entity!`](crate::each_entity!).
//!
//! What grows on two devices at once is a record of its own and never a list inside another: steps and
//! ratings of a goal, agreements to a contract, marks on a task. Merging field by field then loses
//! nothing. Versions that people agree on (contract, formulation) are added and never overwritten.
//!
//! Contents have no `Debug`, so that none of a person's words can slip into a log.

#[macro_use]
mod shape;

mod around;
mod kind;
mod links;
mod meta;
mod rules;

mod agreement;
mod contract;
mod course;
mod entry;
mod event;
mod formulation;
mod goal;
mod goal_rating;
mod goal_step;
mod person;
mod phase_decision;
mod response;
mod session;
mod session_record;
mod task_mark;
mod thing_to_try;

pub use agreement::*;
pub use around::Around;
pub use contract::*;
pub use course::*;
pub use entry::*;
pub use event::*;
pub use formulation::*;
pub use goal::*;
pub use goal_rating::*;
pub use goal_step::*;
pub use kind::{Content, Entity, KINDS, Nature, Versioned};
pub use links::{Links, Reference};
pub use meta::{Meta, Party, Visibility};
pub use person::*;
pub use phase_decision::*;
pub use response::*;
pub use session::*;
pub use session_record::*;
pub use task_mark::*;
pub use thing_to_try::*;

pub(crate) use kind::{fields_of, heads, kind_named, words_in};
pub(crate) use links::{AREA, area_id};

/// Calls a macro with every kind of record: the entity, its content, what changing one gives, a page
/// of them, and the names of the four methods that the foreign surface makes of it.
#[macro_export]
macro_rules! each_entity {
    ($with:ident) => {
        $with! {
            Course, CourseContent, ChangedCourse, CoursePage, add_course, edit_course, course, courses;
            Person, PersonContent, ChangedPerson, PersonPage, add_person, edit_person, person, people;
            Entry, EntryContent, ChangedEntry, EntryPage, add_entry, edit_entry, entry, entries;
            Session, SessionContent, ChangedSession, SessionPage, add_session, edit_session, session, sessions;
            SessionRecord, SessionRecordContent, ChangedSessionRecord, SessionRecordPage, add_session_record, edit_session_record, session_record, session_records;
            ThingToTry, ThingToTryContent, ChangedThingToTry, ThingToTryPage, add_thing_to_try, edit_thing_to_try, thing_to_try, things_to_try;
            Goal, GoalContent, ChangedGoal, GoalPage, add_goal, edit_goal, goal, goals;
            GoalStep, GoalStepContent, ChangedGoalStep, GoalStepPage, add_goal_step, edit_goal_step, goal_step, goal_steps;
            GoalRating, GoalRatingContent, ChangedGoalRating, GoalRatingPage, add_goal_rating, edit_goal_rating, goal_rating, goal_ratings;
            Contract, ContractContent, ChangedContract, ContractPage, add_contract, edit_contract, contract, contracts;
            Formulation, FormulationContent, ChangedFormulation, FormulationPage, add_formulation, edit_formulation, formulation, formulations;
            Agreement, AgreementContent, ChangedAgreement, AgreementPage, add_agreement, edit_agreement, agreement, agreements;
            TimelineEvent, TimelineEventContent, ChangedTimelineEvent, TimelineEventPage, add_event, edit_event, event, events;
            MeasureResponse, MeasureResponseContent, ChangedMeasureResponse, MeasureResponsePage, add_response, edit_response, response, responses;
            PhaseDecision, PhaseDecisionContent, ChangedPhaseDecision, PhaseDecisionPage, add_phase_decision, edit_phase_decision, phase_decision, phase_decisions;
            CourseTaskMark, CourseTaskMarkContent, ChangedCourseTaskMark, CourseTaskMarkPage, mark_task, edit_task_mark, task_mark, task_marks;
        }
    };
}

/// The first moment of a day, taken in UTC: what is known only to the day is sorted by it.
pub(crate) fn start_of(day: kith_protocol::CivilDate) -> kith_protocol::Instant {
    kith_protocol::Instant::from_utc(day.and_time(chrono::NaiveTime::MIN))
}
