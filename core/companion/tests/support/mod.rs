//! A real library in a temporary folder, a clock that the test moves, and one sound content of each kind.
#![allow(dead_code, clippy::unwrap_used)] // each test file uses its own part of this

use kith_companion::entity::*;
use kith_companion::{Client, Clock, DeviceSecret, Kith, Surroundings};
use kith_protocol::time::{CivilDate, CivilTime, Instant};
use kith_protocol::{contract::ContractTerms, variant};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;

/// 2026-03-02T08:00:00Z.
pub const MONDAY: i64 = 1_772_438_400_000;
pub const DAY: i64 = 86_400_000;

/// A clock in Berlin's winter that stands still until it is moved.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> CivilTime {
        CivilTime {
            at: Instant::from_millis(self.0.load(Ordering::SeqCst)),
            offset_seconds: 3600,
            zone: "Europe/Berlin".to_owned(),
        }
    }
}

/// A log that remembers its lines.
#[derive(Default)]
pub struct TestLog(pub Mutex<Vec<(String, i64)>>);

impl kith_companion::LogSink for TestLog {
    fn log(&self, event: kith_companion::LogEvent) {
        self.0.lock().unwrap().push((event.code, event.count));
    }
}

/// A library with one client and one course.
pub struct World {
    pub dir: TempDir,
    pub clock: Arc<TestClock>,
    pub log: Arc<TestLog>,
    pub secret: DeviceSecret,
    pub kith: Kith,
    pub client: Client,
    pub course: Uuid,
}

pub fn surroundings(clock: &Arc<TestClock>, log: &Arc<TestLog>) -> Surroundings {
    Surroundings {
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        log: Some(Arc::clone(log) as Arc<dyn kith_companion::LogSink>),
        ..Surroundings::default()
    }
}

pub fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock(AtomicI64::new(MONDAY)));
    let log = Arc::new(TestLog::default());
    let secret = DeviceSecret::generate().unwrap();
    let created = Kith::create(
        &dir.path().join("library"),
        &new_library(&secret),
        surroundings(&clock, &log),
    )
    .unwrap();
    let kith = created.kith;
    let client = kith.create_client("Ana").unwrap();
    let course = client.begin(course()).unwrap().value.meta.id;
    World {
        dir,
        clock,
        log,
        secret,
        kith,
        client,
        course,
    }
}

pub fn new_library(secret: &DeviceSecret) -> kith_companion::NewLibrary<'_> {
    kith_companion::NewLibrary {
        device: Some(secret),
        passphrase: None,
        recovery: false,
        cost: kith_companion::ArgonCost::FLOOR,
    }
}

pub fn day(text: &str) -> CivilDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> CivilTime {
    text.parse().unwrap()
}

/// The content with this JSON over it: the way to write a table of what may not be saved.
pub fn with<C: Content>(content: &C, changes: serde_json::Value) -> C {
    let mut json = serde_json::to_value(content).unwrap();
    let fields = json.as_object_mut().unwrap();
    fields.extend(changes.as_object().unwrap().clone());
    serde_json::from_value(json).unwrap()
}

pub fn course() -> CourseContent {
    CourseContent {
        alias: "Ana".to_owned(),
        variant: "ipt-16-uk".to_owned(),
        taxonomy: kith_protocol::area::TaxonomyId::Founding4,
        mode: CourseMode::WithClinician,
        started: day("2026-03-02"),
        closed_on: None,
        closing_words: None,
    }
}

pub fn person(name: &str) -> PersonContent {
    PersonContent {
        name: name.to_owned(),
        relation: Relation::Friend,
        status: PersonStatus::Present,
        deceased_on: None,
        ring: Some(2),
        ring_wanted: None,
        contact: None,
        good: None,
        hard: None,
        i_expect: None,
        they_expect: None,
        expectations_match: None,
        can_confide: None,
        practical_help: None,
        conflict: None,
        supports_recovery: None,
        areas: Vec::new(),
        sensitive: false,
        notes: None,
    }
}

pub fn entry(event: &str) -> EntryContent {
    EntryContent {
        at: at("2026-03-01T21:15:00+01:00[Europe/Berlin]"),
        mood: Some(4),
        feelings: Vec::new(),
        event: Some(event.to_owned()),
        feeling: None,
        response: None,
        wish: None,
        people: Vec::new(),
        area: None,
        goals: Vec::new(),
        tags: Vec::new(),
        bring_to_session: false,
    }
}

pub fn session(number: i32) -> SessionContent {
    SessionContent {
        number,
        kind: SessionKind::Initial,
        at: at("2026-03-02T09:00:00+01:00[Europe/Berlin]"),
        attendance: None,
        modality: Some(Modality::InPerson),
        opener_kind: None,
        mood_change: None,
        opener_words: None,
        summary: Some("We drew the circle".to_owned()),
        next_at: None,
    }
}

pub fn session_record(session: Uuid) -> SessionRecordContent {
    SessionRecordContent {
        session,
        started: None,
        ended: None,
        focus_worked: Some(true),
        techniques: vec![Technique::Clarification],
        people: Vec::new(),
        affect: Vec::new(),
        goals: Vec::new(),
        risk_reviewed: Some(RiskReviewed::Yes),
        note: Some("Steadier than last week".to_owned()),
    }
}

pub fn thing_to_try(text: &str) -> ThingToTryContent {
    ThingToTryContent {
        text: text.to_owned(),
        session: None,
        goal: None,
        entry: None,
        outcome: TryOutcome::Open,
        outcome_words: None,
        on: None,
    }
}

pub fn goal(title: &str) -> GoalContent {
    GoalContent {
        title: title.to_owned(),
        area: None,
        why: None,
        measure_of_success: Some("We eat together twice a week".to_owned()),
        scale: GoalScale::Attainment,
        baseline: Some(-2),
        target: Some(1),
        due_session: Some(12),
        due_on: None,
        obstacles: None,
        supports: Vec::new(),
        state: GoalState::Active,
        state_reason: None,
    }
}

pub fn goal_step(goal: Uuid, text: &str) -> GoalStepContent {
    GoalStepContent {
        goal,
        text: text.to_owned(),
        who: None,
        when: Some(day("2026-03-09")),
        state: StepState::Open,
        position: 0,
    }
}

pub fn goal_rating(goal: Uuid, value: i32) -> GoalRatingContent {
    GoalRatingContent {
        goal,
        at: at("2026-03-02T09:40:00+01:00[Europe/Berlin]"),
        value,
        note: Some("A small move".to_owned()),
    }
}

pub fn terms() -> ContractTerms {
    let variant = variant::find("ipt-16-uk").unwrap();
    ContractTerms::suggested(variant, day("2026-03-02"))
}

pub fn contract() -> ContractContent {
    ContractContent {
        terms: terms(),
        supersedes: Vec::new(),
        reason: Some("First agreement".to_owned()),
    }
}

pub fn formulation() -> FormulationContent {
    FormulationContent {
        symptom_summary: "Sleepless and short-tempered since spring".to_owned(),
        since: Some("2025-04".parse().unwrap()),
        what_was_happening: None,
        people: Vec::new(),
        area: kith_protocol::area::AreaId::Dispute,
        area_secondary: None,
        link_statement: None,
        strengths: vec!["Keeps appointments".to_owned()],
        not_focus: Vec::new(),
        taxonomy_override_reason: None,
        supersedes: Vec::new(),
        reason_for_change: None,
    }
}

pub fn agreement(of: Uuid) -> AgreementContent {
    AgreementContent {
        of,
        party: Party::Client,
        name: Some("Ana".to_owned()),
        on: day("2026-03-02"),
    }
}

pub fn event(text: &str) -> TimelineEventContent {
    TimelineEventContent {
        at: "~2025-04".parse().unwrap(),
        lane: Lane::Event,
        what: EventKind::Conflict,
        text: text.to_owned(),
        people: Vec::new(),
        intensity: None,
        onset: false,
        area: None,
        source: Party::Client,
    }
}

pub fn response() -> MeasureResponseContent {
    MeasureResponseContent {
        measure: "phq9".to_owned(),
        definition_version: 1,
        language: "en".to_owned(),
        at: at("2026-03-02T08:50:00+01:00[Europe/Berlin]"),
        answers: [2, 2, 1, 1, 0, 1, 1, 0, 0].map(Some).to_vec(),
        session: None,
        total: None,
        band: None,
    }
}

pub fn phase_decision() -> PhaseDecisionContent {
    PhaseDecisionContent {
        phase: kith_protocol::phase::Phase::Middle,
        at: at("2026-03-30T09:40:00+02:00[Europe/Berlin]"),
        reason: Some("The focus is clear enough".to_owned()),
        gate_open: false,
    }
}

pub fn task_mark(task: &str) -> CourseTaskMarkContent {
    CourseTaskMarkContent {
        task: task.to_owned(),
        state: kith_protocol::task::TaskState::Done,
        on: Some(day("2026-03-02")),
        session: None,
        note: Some("Took most of the hour".to_owned()),
    }
}
