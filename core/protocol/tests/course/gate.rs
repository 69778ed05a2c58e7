//! The gate into the middle phase.

use kith_protocol::check::Hint;
use kith_protocol::phase::{GateFacts, Phase, gate};
use kith_protocol::task::{self, MarkedTask, TaskState};

fn marked(task: &str, state: TaskState) -> MarkedTask {
    MarkedTask {
        task: task.to_owned(),
        state,
    }
}

/// Everything that the manual would like to see.
fn ready() -> GateFacts {
    GateFacts {
        tasks: vec![marked("initial-diagnosis", TaskState::Done)],
        symptom_marks: 1,
        events: 1,
        inventory_reviewed: true,
        formulation_agreed: true,
        contract_made: true,
    }
}

fn reasons(facts: &GateFacts) -> Vec<Hint> {
    gate(&Phase::Initial, &Phase::Middle, facts)
}

fn ids(facts: &GateFacts) -> Vec<String> {
    reasons(facts).into_iter().map(|hint| hint.id).collect()
}

#[test]
fn with_everything_in_place_there_is_no_reason_to_wait() {
    assert_eq!(reasons(&ready()), []);
}

#[test]
fn each_missing_piece_is_one_reason_that_names_its_task() {
    type Loss = fn(&mut GateFacts);
    let table: [(Loss, &str, &str); 6] = [
        (
            |facts| facts.tasks.clear(),
            "gate-diagnosis-open",
            "initial-diagnosis",
        ),
        (
            |facts| facts.symptom_marks = 0,
            "gate-no-symptom-marked",
            "initial-timeline",
        ),
        (
            |facts| facts.events = 0,
            "gate-no-event-marked",
            "initial-timeline",
        ),
        (
            |facts| facts.inventory_reviewed = false,
            "gate-inventory-not-reviewed",
            "initial-inventory",
        ),
        (
            |facts| facts.formulation_agreed = false,
            "gate-focus-not-agreed",
            "initial-focus",
        ),
        (
            |facts| facts.contract_made = false,
            "gate-no-contract",
            "initial-contract",
        ),
    ];
    for (lose, id, task) in table {
        let mut facts = ready();
        lose(&mut facts);
        assert_eq!(reasons(&facts), [Hint::new(id).with("task", task)]);
        assert!(task::find(task).is_some(), "{task} is a task");
    }
}

#[test]
fn a_new_course_has_every_reason_to_wait_and_is_not_stopped() {
    assert_eq!(ids(&GateFacts::default()).len(), 6);
}

#[test]
fn a_diagnosis_that_is_only_begun_is_still_open() {
    let mut facts = ready();
    facts.tasks = vec![marked("initial-diagnosis", TaskState::Doing)];
    assert_eq!(ids(&facts), ["gate-diagnosis-open"]);
}

#[test]
fn a_task_that_was_set_aside_gives_no_reason() {
    let named = ["diagnosis", "timeline", "inventory", "focus", "contract"];
    let set_aside = |task| marked(&format!("initial-{task}"), TaskState::NotApplicable);
    let facts = GateFacts {
        tasks: named.map(set_aside).into(),
        ..GateFacts::default()
    };
    assert_eq!(reasons(&facts), []);
}

#[test]
fn an_inventory_that_was_reviewed_on_paper_counts() {
    let mut facts = ready();
    facts.inventory_reviewed = false;
    facts
        .tasks
        .push(marked("initial-inventory", TaskState::Done));
    assert_eq!(reasons(&facts), []);
}

#[test]
fn only_the_step_into_the_work_on_the_focus_is_looked_at() {
    let nothing = GateFacts::default();
    for (from, to) in [
        (Phase::Middle, Phase::Ending),
        (Phase::Ending, Phase::Middle),
        (Phase::Engagement, Phase::Initial),
        (Phase::Initial, Phase::Closed),
        (Phase::Initial, Phase::Initial),
        (Phase::from("new"), Phase::Middle),
    ] {
        assert_eq!(gate(&from, &to, &nothing), [], "{from} to {to}");
    }
    assert_eq!(gate(&Phase::Initial, &Phase::Ending, &nothing).len(), 6);
}
