//! The checklists.

use kith_protocol::area::AreaId;
use kith_protocol::check::check_name;
use kith_protocol::phase::Phase;
use kith_protocol::task::{
    Audience, MarkedTask, TaskList, TaskState, all, find, list_of, of, open, state_of, strategies,
};
use std::collections::BTreeSet;
use std::fmt::Write;

fn ids(list: &TaskList) -> Vec<&'static str> {
    of(list).map(|task| task.id.as_str()).collect()
}

#[test]
fn the_checklists_read_well_on_both_sides() {
    let mut text = String::new();
    for list in TaskList::ALL {
        let _ = writeln!(text, "[{list}]");
        for task in of(list) {
            let contact = if task.prompts_contact {
                " (prompts contact)"
            } else {
                ""
            };
            let _ = writeln!(text, "{}{contact}", task.id);
            let _ = writeln!(text, "  clinician: {}", task.title(Audience::Clinician));
            let _ = writeln!(text, "  client:    {}", task.title(Audience::Client));
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_initial_phase_has_its_eleven_tasks_in_order() {
    let expected = [
        "initial-welcome",
        "initial-diagnosis",
        "initial-sick-role",
        "initial-education",
        "initial-options",
        "initial-timeline",
        "initial-inventory",
        "initial-safety",
        "initial-focus",
        "initial-goals",
        "initial-contract",
    ];
    assert_eq!(ids(&TaskList::Initial), expected);
}

#[test]
fn every_task_has_one_id_under_its_list_and_a_title_for_each_side() {
    let mut seen = BTreeSet::new();
    for task in all() {
        assert!(seen.insert(&task.id), "{} occurs twice", task.id);
        assert!(task.list.is_known(), "{}", task.id);
        assert!(
            task.id.starts_with(&format!("{}-", task.list)),
            "{}",
            task.id
        );
        for audience in [Audience::Clinician, Audience::Client] {
            assert_eq!(check_name(task.title(audience)), Ok(()), "{}", task.id);
        }
    }
}

#[test]
fn message_ids_are_ones_that_a_fluent_file_can_hold_and_none_occurs_twice() {
    let mut seen = BTreeSet::new();
    for task in all() {
        for audience in [Audience::Clinician, Audience::Client] {
            let id = task.message_id(audience);
            assert!(
                id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{id}"
            );
            assert!(seen.insert(id));
        }
    }
    assert!(seen.contains("task-initial-sick-role-client"));
}

#[test]
fn the_clients_side_speaks_in_everyday_words() {
    let terms = [
        "deficit",
        "sick role",
        "homework",
        "transition",
        "inventory",
        "formulation",
        "impasse",
        "stuck",
    ];
    for task in all() {
        let client = task.title(Audience::Client).to_lowercase();
        for term in terms {
            assert!(!client.contains(term), "{}: {client}", task.id);
        }
    }
    let sick_role = find("initial-sick-role").map(|task| task.title(Audience::Client));
    assert_eq!(sick_role, Some("Room to recover"));
}

#[test]
fn each_area_has_strategies_except_the_one_without_a_source() {
    for area in AreaId::ALL {
        let expected = *area != AreaId::LostSelf;
        assert_eq!(!strategies(area).is_empty(), expected, "{area}");
    }
}

#[test]
fn what_leads_to_speaking_up_to_someone_is_marked() {
    let marked: Vec<_> = all().iter().filter(|task| task.prompts_contact).collect();
    let ids: Vec<_> = marked.iter().map(|task| task.id.as_str()).collect();
    let expected = [
        "session-rehearse",
        "session-plan",
        "session-try",
        "dispute-change",
        "deficits-rehearse",
        "deficits-contacts",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn a_phase_works_through_its_own_list() {
    let lists = [
        (Phase::Initial, Some(TaskList::Initial)),
        (Phase::Middle, Some(TaskList::Session)),
        (Phase::Ending, Some(TaskList::Ending)),
        (Phase::Engagement, None),
        (Phase::Closed, None),
    ];
    for (phase, list) in lists {
        assert_eq!(list_of(&phase), list);
    }
}

#[test]
fn a_task_is_open_until_it_is_done_or_set_aside() {
    let mark = |task: &str, state| MarkedTask {
        task: task.to_owned(),
        state,
    };
    let marks = [
        mark("ending-named", TaskState::Done),
        mark("ending-feelings", TaskState::Doing),
        mark("ending-after", TaskState::NotApplicable),
        mark("ending-change", TaskState::Todo),
    ];
    let open: Vec<_> = open(&TaskList::Ending, &marks)
        .iter()
        .map(|task| task.id.as_str())
        .collect();
    let mut expected = ids(&TaskList::Ending);
    expected.retain(|id| !["ending-named", "ending-after"].contains(id));
    assert_eq!(open, expected);
    assert_eq!(state_of(&marks, "ending-goodbye"), TaskState::Todo);
}

#[test]
fn no_member_of_the_shipped_file_is_ignored() {
    let written: serde_json::Value =
        serde_json::from_str(include_str!("../../data/tasks.json")).expect("JSON");
    assert_eq!(serde_json::to_value(all()).expect("plain data"), written);
}
