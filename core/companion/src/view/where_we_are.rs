//! Where we are: the agreed number of sessions, what is used of it, the phase, and what is open.
//!
//! The planned phase follows from variant and contract. The phase itself is what people recorded, and is
//! shown beside the plan: neither corrects the other, and no course is over because its last session is.
//! Without a contract there is nothing to count down from, and that is said rather than guessed. Two
//! contracts that were made apart are both given, and the newer one is counted by until people settle it.

use super::{Source, Window, day_beside};
use crate::Result;
use crate::client::in_force;
use crate::entity::{
    Agreement, AgreementContent, Contract, ContractContent, Course, CourseContent, CourseMode,
    CourseTaskMarkContent, Formulation, FormulationContent, Lane, Party, PhaseDecision,
    PhaseDecisionContent, Session, SessionContent, SessionKind, TimelineEventContent, start_of,
};
use crate::text::{Phrase, Texts};
use kith_protocol::check::Hint;
use kith_protocol::phase::{self, Countdown, GateFacts, HeldSession, Phase, PlannedPhase, Tally};
use kith_protocol::task::{self, Audience, MarkedTask, TaskState};
use kith_protocol::time::{CivilDate, CivilTime};
use kith_protocol::variant::{self, Variant};
use serde::Serialize;
use uuid::Uuid;

const DAY: i64 = 86_400_000;

/// A task of the phase that is not done yet.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct CourseTaskView {
    /// The task's stable id.
    pub task: String,
    /// Its title in the words of whoever looks.
    pub title: String,
    /// Where it stands.
    pub state: TaskState,
}

/// A soft rule with its words.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HintView {
    /// The hint, for a shell that has words of its own.
    pub hint: Hint,
    /// The hint in the person's language.
    pub words: String,
}

/// Where a course stands.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct WhereWeAreView {
    /// The id of the course's variant.
    pub variant: String,
    /// The current contracts: one, none yet, or two that were made apart.
    pub contracts: Vec<Contract>,
    /// The current formulations, likewise.
    pub formulations: Vec<Formulation>,
    /// How many of the agreed sessions are used; missing without a contract.
    pub countdown: Option<Countdown>,
    /// Where the plan would be at the next session; missing without a contract.
    pub planned: Option<PlannedPhase>,
    /// The latest recorded decision on the phase.
    pub decided: Option<PhaseDecision>,
    /// What the manual would like to see before the middle phase begins. Nothing of it blocks.
    pub before_moving_on: Vec<HintView>,
    /// The tasks of the phase that are not done yet.
    pub open_tasks: Vec<CourseTaskView>,
    /// Where the course stands, in words.
    pub spoken: String,
}

/// Composes where `course` stands at `as_of`, in the words of `party`.
pub(crate) fn where_we_are(
    source: &Source<'_>,
    Course {
        content: course, ..
    }: &Course,
    as_of: &CivilTime,
    party: &Party,
    texts: &Texts,
) -> Result<WhereWeAreView> {
    let so_far = Window::until(as_of);
    let contracts = in_force(source.made::<ContractContent>(as_of)?);
    let formulations = in_force(source.lived::<FormulationContent>(so_far)?);
    let decided = source.newest::<PhaseDecisionContent>(so_far, |_| true)?;
    let marks = marks(source, as_of.date())?;
    let plan = contracts
        .first()
        .map(|contract| Plan::of(source, contract, as_of))
        .transpose()?;
    let phase = phase_of(course, decided.as_ref(), plan.as_ref(), as_of.date());
    let mut view = WhereWeAreView {
        variant: course.variant.clone(),
        countdown: plan.as_ref().map(|plan| plan.countdown),
        planned: plan.as_ref().map(|plan| plan.planned.clone()),
        before_moving_on: Vec::new(),
        open_tasks: open_tasks(phase.as_ref(), &formulations, &marks, party),
        contracts,
        formulations,
        decided,
        spoken: String::new(),
    };
    if let Some(opening @ (Phase::Engagement | Phase::Initial)) = &phase {
        let facts = gate_facts(source, as_of, course, marks, &view)?;
        let hints = phase::gate(opening, &Phase::Middle, &facts).into_iter();
        view.before_moving_on = hints.map(|hint| with_words(hint, texts)).collect();
    }
    view.spoken = texts.say_all(&view.phrases(phase.as_ref(), plan.as_ref()));
    Ok(view)
}

/// What a contract foresees.
struct Plan {
    countdown: Countdown,
    planned: PlannedPhase,
    /// Whether the session that was counted last is one of today.
    in_session: bool,
    /// The phase that it is in: of today's session, of the last one when none is left, of the next otherwise.
    phase: Option<Phase>,
}

impl Plan {
    fn of(source: &Source<'_>, contract: &Contract, as_of: &CivilTime) -> Result<Self> {
        let terms = &contract.content.terms;
        let variant = variant::find(&terms.variant);
        let sessions = under(source, contract, as_of)?;
        let held = sessions
            .iter()
            .filter_map(|it| Some((it, held(it)?)))
            .collect::<Vec<_>>();
        let latest = held
            .iter()
            .find(|(_, held)| held.uses_session(terms.counts_missed));
        let in_session = latest.is_some_and(|(Session { content, .. }, _)| {
            day_beside(as_of, &content.at) == content.at.date()
        });
        let held: Vec<_> = held.into_iter().map(|(_, held)| held).collect();
        let held = phase::tally(&held, terms.counts_missed);
        let countdown = phase::countdown(terms.sessions, held.used);
        let planned = planned(variant, terms.sessions, held);
        let phase = match (in_session || countdown.left == 0, variant) {
            (true, Some(variant)) => variant
                .span_of(countdown.at, countdown.of)
                .map(|span| span.phase),
            _ => planned.phase.clone(),
        };
        Ok(Self {
            countdown,
            planned,
            in_session,
            phase,
        })
    }
}

/// The sessions that a contract counts, newest first. A contract that took the place of another counts from its
/// own start: after sixteen sessions of treatment, a year of maintenance begins at one.
fn under(source: &Source<'_>, contract: &Contract, as_of: &CivilTime) -> Result<Vec<Session>> {
    let ContractContent {
        terms, supersedes, ..
    } = &contract.content;
    let variant = variant::find(&terms.variant);
    let has_lead_in = variant.is_some_and(|variant| variant.lead_in.is_some());
    let from_its_start = !supersedes.is_empty() && !has_lead_in;
    let window = Window {
        after: from_its_start.then(|| start_of(terms.start).plus_millis(-2 * DAY)), // in any zone
        ..Window::until(as_of)
    };
    let mut sessions = source.lived::<SessionContent>(window)?;
    sessions.retain(|Session { content, .. }| {
        supersedes.is_empty()
            || content.kind == SessionKind::Engagement
            || content.at.date() >= terms.start
    });
    Ok(sessions)
}

fn planned(variant: Option<&Variant>, sessions: i32, held: Tally) -> PlannedPhase {
    match variant {
        Some(variant) => phase::planned_phase(variant, sessions, held),
        None => PlannedPhase {
            phase: None,
            session: None,
            of: sessions,
            span: None,
        },
    }
}

/// A session as far as counting goes; nothing while it lies ahead.
fn held(Session { content, .. }: &Session) -> Option<HeldSession> {
    Some(HeldSession {
        kind: content.kind.clone(),
        attendance: content.attendance.clone()?,
    })
}

/// The phase that people decided on; until they do, the one that the plan is in, which never closes a course
/// by itself. Nothing for a variant that is too short for phases. On the day on which a course is closed, its
/// last session is still held.
fn phase_of(
    course: &CourseContent,
    decided: Option<&PhaseDecision>,
    plan: Option<&Plan>,
    today: CivilDate,
) -> Option<Phase> {
    let in_session = plan.is_some_and(|plan| plan.in_session);
    let is_over = |day| day < today || day == today && !in_session;
    if course.closed_on.is_some_and(is_over) {
        return Some(Phase::Closed);
    }
    if let Some(decision) = decided {
        return Some(decision.content.phase.clone());
    }
    match plan {
        Some(plan) => plan.phase.clone(),
        None => {
            let variant = variant::find(&course.variant)?;
            phase::planned_phase(variant, variant.default_sessions(), Tally::default()).phase
        }
    }
}

fn marks(source: &Source<'_>, today: CivilDate) -> Result<Vec<MarkedTask>> {
    let so_far = |content: &CourseTaskMarkContent| content.on.is_none_or(|on| on <= today);
    let marked = source
        .all::<CourseTaskMarkContent>()?
        .into_iter()
        .map(|mark| mark.content);
    let marked = marked.filter(so_far).map(|mark| MarkedTask {
        task: mark.task,
        state: mark.state,
    });
    Ok(marked.collect())
}

fn gate_facts(
    source: &Source<'_>,
    as_of: &CivilTime,
    course: &CourseContent,
    marks: Vec<MarkedTask>,
    view: &WhereWeAreView,
) -> Result<GateFacts> {
    let by_days = Window::until(as_of).by_days(as_of);
    let events = source.lived::<TimelineEventContent>(by_days)?;
    let in_lane = |lane: Lane| {
        events
            .iter()
            .filter(|event| event.content.lane == lane)
            .count() as i32
    };
    let agreements = source.lived::<AgreementContent>(by_days)?;
    Ok(GateFacts {
        tasks: marks,
        symptom_marks: in_lane(Lane::Symptom),
        events: in_lane(Lane::Event),
        inventory_reviewed: false, // The gate reads the mark on the task, which is where people say so.
        formulation_agreed: view
            .formulations
            .iter()
            .any(|formulation| is_agreed(formulation.meta.id, &course.mode, &agreements)),
        contract_made: !view.contracts.is_empty(),
    })
}

/// Whether everyone who keeps the course agreed to a version.
fn is_agreed(version: Uuid, mode: &CourseMode, agreements: &[Agreement]) -> bool {
    let has_agreed = |party: &Party| {
        agreements
            .iter()
            .any(|Agreement { content, .. }| content.of == version && content.party == *party)
    };
    match mode {
        CourseMode::ClientOnly => has_agreed(&Party::Client),
        _ => has_agreed(&Party::Client) && has_agreed(&Party::Clinician),
    }
}

pub(crate) fn with_words(hint: Hint, texts: &Texts) -> HintView {
    HintView {
        words: texts.say(&Phrase::from(&hint)),
        hint,
    }
}

/// In the middle phase these are the strategies of the areas in focus; the flow of a single session
/// belongs to the session's own screen.
fn open_tasks(
    phase: Option<&Phase>,
    formulations: &[Formulation],
    marks: &[MarkedTask],
    party: &Party,
) -> Vec<CourseTaskView> {
    let audience = match party {
        Party::Client => Audience::Client,
        _ => Audience::Clinician,
    };
    let tasks = match (phase, formulations.first()) {
        (Some(Phase::Middle), Some(current)) => strategies(current),
        (Some(Phase::Middle), None) | (None, _) => Vec::new(),
        (Some(phase), _) => task::list_of(phase)
            .map(|list| task::of(&list).collect())
            .unwrap_or_default(),
    };
    let view = |task: &task::Task| CourseTaskView {
        task: task.id.clone(),
        title: task.title(audience).to_owned(),
        state: task::state_of(marks, &task.id),
    };
    let is_open = |task: &CourseTaskView| matches!(task.state, TaskState::Todo | TaskState::Doing);
    tasks.into_iter().map(view).filter(is_open).collect()
}

fn strategies(Formulation { content, .. }: &Formulation) -> Vec<&'static task::Task> {
    let areas = std::iter::once(&content.area).chain(&content.area_secondary);
    areas.flat_map(task::strategies).collect()
}

impl WhereWeAreView {
    fn phrases(&self, phase: Option<&Phase>, plan: Option<&Plan>) -> Vec<Phrase> {
        let standing = plan.map_or_else(|| Phrase::new("where-no-contract"), Plan::phrase);
        let phase = phase.map(|phase| self.phase_phrase(phase));
        std::iter::once(standing).chain(phase).collect()
    }

    fn phase_phrase(&self, phase: &Phase) -> Phrase {
        let planned = self
            .planned
            .as_ref()
            .filter(|planned| planned.session.is_some() && *phase != Phase::Closed)
            .and_then(|planned| planned.phase.as_ref());
        let said = |id| Phrase::new(id).term("phase", "phase", phase.as_str());
        match planned {
            Some(planned) if planned != phase => {
                said("where-phase-differs").term("planned", "phase", planned.as_str())
            }
            _ => said("where-phase"),
        }
    }
}

impl Plan {
    fn phrase(&self) -> Phrase {
        let Countdown {
            at, of, left, over, ..
        } = self.countdown;
        let id = match (over, at, left, self.in_session) {
            (1.., ..) => "where-beyond",
            (_, 0, ..) => "where-before-first",
            (_, _, 0, false) => "where-complete",
            (_, _, _, true) => "where-session",
            (_, _, _, false) => "where-after-session",
        };
        let counted = Phrase::new(id).number("at", at).number("of", of);
        counted.number("left", left).number("over", over)
    }
}
