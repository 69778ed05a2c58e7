//! Where we are: the agreed number of sessions, what is used of it, the phase, and what is open.
//!
//! The planned phase follows from variant and contract. The phase itself is what people recorded, and is
//! shown beside the plan: neither corrects the other. Without a contract there is nothing to count down
//! from, and that is said rather than guessed. Two contracts that were made apart are both given, and the
//! newer one is counted by until people settle it.

use super::{Source, Window};
use crate::Result;
use crate::client::in_force;
use crate::entity::{
    Agreement, AgreementContent, Contract, ContractContent, Course, CourseTaskMarkContent,
    Formulation, FormulationContent, Lane, Party, PhaseDecision, PhaseDecisionContent, Session,
    SessionContent, TimelineEventContent,
};
use crate::text::{Phrase, Texts};
use kith_protocol::check::Hint;
use kith_protocol::phase::{self, Countdown, GateFacts, HeldSession, Phase, PlannedPhase, Tally};
use kith_protocol::task::{self, Audience, MarkedTask, TaskState};
use kith_protocol::time::{CivilDate, Instant};
use kith_protocol::variant;
use serde::Serialize;
use uuid::Uuid;

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
    course: &Course,
    as_of: Instant,
    party: &Party,
    texts: &Texts,
) -> Result<WhereWeAreView> {
    let so_far = Window {
        after: None,
        until: as_of,
    };
    let contracts = in_force(source.lived::<ContractContent>(so_far)?);
    let formulations = in_force(source.lived::<FormulationContent>(so_far)?);
    let decided = source.newest::<PhaseDecisionContent>(so_far, |_| true)?;
    let marks = marks(source, as_of)?;
    let plan = contracts
        .first()
        .map(|contract| plan(source, contract, so_far))
        .transpose()?;
    let phase = phase_of(decided.as_ref(), plan.as_ref());
    let facts = gate_facts(source, so_far, &marks, &contracts, &formulations)?;
    let mut view = WhereWeAreView {
        variant: course.content.variant.clone(),
        countdown: plan.as_ref().map(|plan| plan.countdown),
        planned: plan.map(|plan| plan.planned),
        before_moving_on: phase::gate(&phase, &Phase::Middle, &facts)
            .into_iter()
            .map(|hint| with_words(hint, texts))
            .collect(),
        open_tasks: open_tasks(&phase, &formulations, &marks, party),
        contracts,
        formulations,
        decided,
        spoken: String::new(),
    };
    view.spoken = texts.say_all(&view.phrases(&phase));
    Ok(view)
}

struct Plan {
    countdown: Countdown,
    planned: PlannedPhase,
}

fn plan(source: &Source<'_>, contract: &Contract, so_far: Window) -> Result<Plan> {
    let terms = &contract.content.terms;
    let held = held(
        &source.lived::<SessionContent>(so_far)?,
        terms.counts_missed,
    );
    let planned = variant::find(&terms.variant)
        .map(|variant| phase::planned_phase(variant, terms.sessions, held))
        .unwrap_or(PlannedPhase {
            phase: None,
            session: None,
            of: terms.sessions,
            span: None,
        });
    Ok(Plan {
        countdown: phase::countdown(terms.sessions, held.used),
        planned,
    })
}

fn held(sessions: &[Session], counts_missed: bool) -> Tally {
    let held = |session: &Session| {
        Some(HeldSession {
            kind: session.content.kind.clone(),
            attendance: session.content.attendance.clone()?,
        })
    };
    let held: Vec<_> = sessions.iter().filter_map(held).collect();
    phase::tally(&held, counts_missed)
}

fn phase_of(decided: Option<&PhaseDecision>, plan: Option<&Plan>) -> Phase {
    let decided = decided.map(|decision| decision.content.phase.clone());
    let planned = || plan.and_then(|plan| plan.planned.phase.clone());
    decided.or_else(planned).unwrap_or(Phase::Initial)
}

fn marks(source: &Source<'_>, as_of: Instant) -> Result<Vec<MarkedTask>> {
    let today: CivilDate = as_of.utc().date();
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
    so_far: Window,
    marks: &[MarkedTask],
    contracts: &[Contract],
    formulations: &[Formulation],
) -> Result<GateFacts> {
    let events = source.lived::<TimelineEventContent>(so_far)?;
    let in_lane = |lane: Lane| {
        events
            .iter()
            .filter(|event| event.content.lane == lane)
            .count() as i32
    };
    let agreements = source.lived::<AgreementContent>(so_far)?;
    Ok(GateFacts {
        tasks: marks.to_vec(),
        symptom_marks: in_lane(Lane::Symptom),
        events: in_lane(Lane::Event),
        inventory_reviewed: false, // The gate reads the mark on the task, which is where people say so.
        formulation_agreed: formulations
            .iter()
            .any(|formulation| is_agreed(formulation.meta.id, &agreements)),
        contract_made: !contracts.is_empty(),
    })
}

fn is_agreed(version: Uuid, agreements: &[Agreement]) -> bool {
    agreements
        .iter()
        .any(|agreement| agreement.content.of == version)
}

pub(crate) fn with_words(hint: Hint, texts: &Texts) -> HintView {
    HintView {
        words: texts.say(&Phrase::from(&hint)),
        hint,
    }
}

/// In the middle phase these are the strategies of the area in focus; the flow of a single session
/// belongs to the session's own screen.
fn open_tasks(
    phase: &Phase,
    formulations: &[Formulation],
    marks: &[MarkedTask],
    party: &Party,
) -> Vec<CourseTaskView> {
    let audience = match party {
        Party::Client => Audience::Client,
        _ => Audience::Clinician,
    };
    let tasks = match (phase, formulations.first(), task::list_of(phase)) {
        (Phase::Middle, Some(current), _) => task::strategies(&current.content.area),
        (Phase::Middle, None, _) | (_, _, None) => Vec::new(),
        (_, _, Some(list)) => task::of(&list).collect(),
    };
    let view = |task: &task::Task| CourseTaskView {
        task: task.id.clone(),
        title: task.title(audience).to_owned(),
        state: task::state_of(marks, &task.id),
    };
    let is_open = |task: &CourseTaskView| matches!(task.state, TaskState::Todo | TaskState::Doing);
    tasks.into_iter().map(view).filter(is_open).collect()
}

impl WhereWeAreView {
    fn phrases(&self, phase: &Phase) -> Vec<Phrase> {
        let standing = match self.countdown {
            None => Phrase::new("where-no-contract"),
            Some(Countdown { at: 0, of, .. }) => Phrase::new("where-before-first").number("of", of),
            Some(Countdown { at, of, left, .. }) => Phrase::new("where-session")
                .number("at", at)
                .number("of", of)
                .number("left", left),
        };
        vec![standing, self.phase_phrase(phase)]
    }

    fn phase_phrase(&self, phase: &Phase) -> Phrase {
        let planned = self
            .planned
            .as_ref()
            .filter(|planned| planned.session.is_some())
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
