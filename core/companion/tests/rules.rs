//! Rules that need more than one record: what exists once, what hangs on another, what is only advice.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::*;
use kith_companion::{About, ChangeAction, Error, PageRequest};
use kith_protocol::area::{AreaId, TaxonomyId};
use kith_protocol::check::Rule;
use kith_vault::Error as Vault;
use serde_json::json;
use support::*;
use uuid::Uuid;

fn add<C: Content>(world: &World, content: C) -> Uuid {
    world
        .client
        .add(world.course, content)
        .unwrap()
        .value
        .meta()
        .id
}

fn hints<C: Content>(world: &World, content: C) -> Vec<String> {
    let added = world.client.add(world.course, content).unwrap();
    added.hints.into_iter().map(|view| view.hint.id).collect()
}

#[test]
fn at_most_one_event_marks_the_onset_and_undoing_gives_the_mark_back() {
    let world = world();
    let onset = |text| with(&event(text), json!({ "onset": true }));
    let first = add(&world, onset("The argument"));
    let second = world.client.add(world.course, onset("The move")).unwrap();
    let touched: Vec<_> = second
        .changes
        .changes
        .iter()
        .map(|it| (it.id, it.action.clone()))
        .collect();
    let expected = [
        (first, ChangeAction::Edited),
        (second.value.meta.id, ChangeAction::Created),
    ];
    assert_eq!(touched, expected);
    let is_onset = |id| world.client.get::<TimelineEvent>(id).unwrap().content.onset;
    assert!(!is_onset(first) && is_onset(second.value.meta.id));
    world.client.undo(None).unwrap();
    assert!(is_onset(first));
    let other_course = world.client.begin(course()).unwrap().value.meta.id;
    world.client.add(other_course, onset("Elsewhere")).unwrap();
    assert!(is_onset(first));
}

#[test]
fn an_edit_that_sets_the_onset_takes_it_from_the_other_event() {
    let world = world();
    let first = add(&world, with(&event("One"), json!({ "onset": true })));
    let second = add(&world, event("Two"));
    let edited = world
        .client
        .edit(second, 1, with(&event("Two"), json!({ "onset": true })))
        .unwrap();
    assert_eq!(edited.changes.changes.len(), 2);
    assert!(
        !world
            .client
            .get::<TimelineEvent>(first)
            .unwrap()
            .content
            .onset
    );
}

#[test]
fn two_contracts_made_apart_are_both_in_force_until_a_third_settles_it() {
    let world = world();
    let after = |versions: &[Uuid]| with(&contract(), json!({ "supersedes": versions }));
    let in_force = || {
        let mut ids: Vec<_> = world
            .client
            .current::<Contract>(world.course)
            .unwrap()
            .iter()
            .map(|it| it.meta.id)
            .collect();
        ids.sort();
        ids
    };
    let first = add(&world, contract());
    assert_eq!(in_force(), [first]);
    let (phone, tablet) = (add(&world, after(&[first])), add(&world, after(&[first])));
    assert_eq!(in_force(), [phone, tablet]);
    let settled = add(&world, after(&[phone, tablet]));
    assert_eq!(in_force(), [settled]);
    world.client.trash(settled).unwrap();
    assert_eq!(in_force(), [phone, tablet]);
}

#[test]
fn a_new_version_takes_the_place_of_those_in_force_unless_it_says_otherwise() {
    let world = world();
    let first = world.client.add(world.course, formulation()).unwrap().value;
    assert!(first.content.supersedes.is_empty());
    let second = world.client.add(world.course, formulation()).unwrap().value;
    assert_eq!(second.content.supersedes, [first.meta.id]);
    let elsewhere = world.client.begin(course()).unwrap().value.meta.id;
    let other = world.client.add(elsewhere, formulation()).unwrap().value;
    assert!(other.content.supersedes.is_empty());
}

#[test]
fn marking_a_task_twice_edits_the_one_mark_and_brings_it_back_from_the_trash() {
    let world = world();
    let first = world
        .client
        .add(world.course, task_mark("initial-timeline"))
        .unwrap()
        .value;
    let doing = with(&task_mark("initial-timeline"), json!({ "state": "doing" }));
    let again = world.client.add(world.course, doing.clone()).unwrap().value;
    assert_eq!((again.meta.id, again.meta.version), (first.meta.id, 2));
    world.client.trash(first.meta.id).unwrap();
    let back = world.client.add(world.course, doing).unwrap().value;
    assert!(back.meta.id == first.meta.id && !back.meta.trashed);
    let other_course = world.client.begin(course()).unwrap().value.meta.id;
    let elsewhere = world
        .client
        .add(other_course, task_mark("initial-timeline"))
        .unwrap()
        .value;
    assert_ne!(elsewhere.meta.id, first.meta.id);
}

#[test]
fn a_response_is_scored_when_it_is_saved_whatever_the_caller_says() {
    let world = world();
    let boasted = with(&response(), json!({ "total": 0, "band": "minimal" }));
    let saved = world
        .client
        .add(world.course, boasted)
        .unwrap()
        .value
        .content;
    assert_eq!(
        (saved.total, saved.band.as_deref()),
        (Some(8), Some("mild"))
    );
}

#[test]
fn an_incomplete_response_is_kept_without_a_total() {
    let world = world();
    for answers in [
        json!([2, null, 1]),
        json!([]),
        json!([0, 0, 0, 0, 0, 0, 0, 0, null]),
    ] {
        let content = with(&response(), json!({ "answers": answers }));
        let saved = world
            .client
            .add(world.course, content.clone())
            .unwrap()
            .value
            .content;
        assert!(saved.answers == content.answers && saved.total.is_none() && saved.band.is_none());
    }
}

#[test]
fn a_reference_is_checked_when_it_is_set_and_not_again() {
    let world = world();
    let sam = add(&world, person("Sam"));
    let content = with(&entry("Rain"), json!({ "people": [sam] }));
    let id = add(&world, content.clone());
    world.client.trash(sam).unwrap();
    let edited = with(&content, json!({ "mood": 5 }));
    assert!(world.client.edit(id, 1, edited).is_ok());
    let refused = world.client.add(world.course, content).err();
    assert_eq!(
        refused,
        Some(Error::invalid("people[0]", Rule::UnknownReference))
    );
}

#[test]
fn an_empty_text_is_no_text() {
    let world = world();
    let blank = json!({ "wish": "", "feeling": " \n", "response": "Waited" });
    let saved = world
        .client
        .add(world.course, with(&entry("Rain"), blank))
        .unwrap()
        .value
        .content;
    assert!(saved.wish.is_none() && saved.feeling.is_none());
    assert_eq!(saved.response.as_deref(), Some("Waited"));
}

#[test]
fn lists_are_narrowed_to_what_has_to_do_with_a_person_an_area_or_a_goal() {
    let world = world();
    let (sam, kim) = (add(&world, person("Sam")), add(&world, person("Kim")));
    let goal_id = add(&world, with(&goal("Dinner"), json!({ "supports": [sam] })));
    let about_sam = with(
        &entry("With Sam"),
        json!({ "people": [sam], "area": "grief" }),
    );
    let entry_id = add(&world, about_sam);
    add(&world, with(&entry("With Kim"), json!({ "people": [kim] })));
    add(&world, goal_step(goal_id, "Ask"));
    let ids = |about| {
        let request = PageRequest::of(world.course, 10).about(about);
        let page = world.client.page::<Entry>(&request).unwrap();
        page.items.iter().map(|it| it.meta.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(About::Person { id: sam }), [entry_id]);
    assert_eq!(
        ids(About::Area {
            area: AreaId::Grief
        }),
        [entry_id]
    );
    assert!(
        ids(About::Area {
            area: AreaId::Dispute
        })
        .is_empty()
    );
    let supported = PageRequest::of(world.course, 10).about(About::Person { id: sam });
    assert_eq!(
        world.client.page::<Goal>(&supported).unwrap().items.len(),
        1
    );
    let steps = PageRequest::of(world.course, 10).about(About::Goal { id: goal_id });
    assert_eq!(
        world.client.page::<GoalStep>(&steps).unwrap().items.len(),
        1
    );
}

#[test]
fn a_goal_is_saved_with_advice_and_never_asks_for_a_supporter() {
    let world = world();
    let vague = with(&goal("Be happy"), json!({ "measure_of_success": "happy" }));
    assert_eq!(hints(&world, vague), ["goal-observable", "goal-first-step"]);
    assert_eq!(hints(&world, goal("Dinner")), ["goal-first-step"]);
    assert_eq!(hints(&world, goal("Walks")), ["goal-first-step"]);
    assert_eq!(
        hints(&world, goal("Choir")),
        ["goal-first-step", "goal-many-active"]
    );
    let done = with(&goal("Sleep"), json!({ "state": "achieved" }));
    assert!(hints(&world, done).is_empty());
}

#[test]
fn a_first_step_within_two_weeks_answers_its_hint() {
    let world = world();
    let id = add(&world, goal("Dinner"));
    let review = || {
        let review = world
            .client
            .review(Some(world.course), Some(id), goal("Dinner"))
            .unwrap();
        review.hints.len()
    };
    let step = add(
        &world,
        with(&goal_step(id, "Ask"), json!({ "when": "2026-03-17" })),
    );
    assert_eq!(review(), 1);
    let nearer = with(&goal_step(id, "Ask"), json!({ "when": "2026-03-16" }));
    world.client.edit(step, 1, nearer).unwrap();
    assert_eq!(review(), 0);
}

#[test]
fn grief_without_a_death_is_worth_a_second_look_in_one_school_only() {
    let world = world();
    let gone = json!({ "status": "deceased", "deceased_on": "~2024" });
    let ruth = add(&world, with(&person("Ruth"), gone));
    let grief = with(&formulation(), json!({ "area": "grief" }));
    assert!(hints(&world, grief.clone()).is_empty());
    let strict = CourseContent {
        taxonomy: TaxonomyId::Weissman4,
        ..course()
    };
    world.client.edit(world.course, 1, strict).unwrap();
    assert_eq!(hints(&world, grief.clone()), ["area-loss-without-death"]);
    assert!(hints(&world, with(&grief, json!({ "people": [ruth] }))).is_empty());
    let decided = json!({ "taxonomy_override_reason": "The job was who he was" });
    assert!(hints(&world, with(&grief, decided)).is_empty());
}

#[test]
fn words_of_a_newer_version_are_kept_and_a_record_that_has_them_can_be_edited() {
    let world = world();
    let newer = with(
        &person("Sam"),
        json!({ "relation": "mentor", "areas": ["lost_self", "moral_injury"] }),
    );
    let id = add(&world, newer.clone());
    let saved = world
        .client
        .edit(id, 1, with(&newer, json!({ "ring": 1 })))
        .unwrap()
        .value
        .content;
    assert_eq!(saved.relation.as_str(), "mentor");
    assert_eq!(saved.areas[1].as_str(), "moral_injury");
}

#[test]
fn a_record_goes_to_a_course_that_exists() {
    let world = world();
    let somewhere = Uuid::from_u128(9);
    let refused = world.client.add(somewhere, person("Sam")).err();
    assert_eq!(
        refused,
        Some(Error::invalid("course", Rule::UnknownReference))
    );
    let sam = add(&world, person("Sam"));
    let refused = world.client.add(sam, person("Kim")).err();
    assert_eq!(
        refused,
        Some(Error::invalid("course", Rule::UnknownReference))
    );
}

#[test]
fn a_record_of_another_kind_is_not_found_under_this_one() {
    let world = world();
    let sam = add(&world, person("Sam"));
    assert_eq!(
        world.client.get::<Entry>(sam).err(),
        Some(Error::Vault(Vault::NotFound))
    );
    let refused = world.client.edit(sam, 1, entry("Rain")).err();
    assert_eq!(refused, Some(Error::Vault(Vault::NotFound)));
    assert!(world.client.get::<Person>(sam).unwrap().content == person("Sam"));
}

#[test]
fn an_onset_that_comes_back_from_the_trash_leaves_the_mark_where_it_went_since() {
    let world = world();
    let onset = |text| with(&event(text), json!({ "onset": true }));
    let first = add(&world, onset("The argument"));
    world.client.trash(first).unwrap();
    let second = add(&world, onset("The move"));
    world.client.restore(first).unwrap();
    let is_onset = |id| world.client.get::<TimelineEvent>(id).unwrap().content.onset;
    assert!(!is_onset(first) && is_onset(second));
    world.client.undo(None).unwrap();
    assert!(is_onset(second));
    world.client.restore(first).unwrap();
    world.client.trash(second).unwrap();
    world.client.restore(second).unwrap();
    assert!(is_onset(second), "nobody took it meanwhile");
}

#[test]
fn a_mark_stays_with_the_task_that_its_id_was_made_of() {
    let world = world();
    let id = add(&world, task_mark("initial-welcome"));
    let mark: CourseTaskMark = world.client.get(id).unwrap();
    let moved = with(&mark.content, json!({ "task": "initial-goals" }));
    let refused = world.client.edit(id, mark.meta.version, moved).err();
    assert_eq!(refused, Some(Error::invalid("task", Rule::NotAllowed)));
}

#[test]
fn a_person_who_is_named_already_is_not_thereby_a_goal() {
    let world = world();
    let ana = add(&world, person("Ana"));
    let mut content = entry("At the lake");
    content.people = vec![ana];
    let id = add(&world, content.clone());
    content.goals = vec![ana];
    let refused = world.client.edit(id, 1, content).err();
    assert_eq!(
        refused,
        Some(Error::invalid("goals[0]", Rule::UnknownReference))
    );
}

#[test]
fn a_goal_that_was_rated_keeps_its_scale() {
    let world = world();
    let id = add(&world, goal("Sunday lunch"));
    let stored: Goal = world.client.get(id).unwrap();
    let changes = json!({ "scale": "ten", "baseline": 2, "target": 7 });
    let rescaled = with(&stored.content, changes);
    let changed = world
        .client
        .edit(id, stored.meta.version, rescaled)
        .unwrap();
    add(&world, goal_rating(id, 7));
    let version = changed.value.meta.version;
    let refused = world.client.edit(id, version, stored.content).err();
    assert_eq!(refused, Some(Error::invalid("scale", Rule::NotAllowed)));
}

#[test]
fn a_variant_of_one_length_is_not_said_to_plan_from_sixteen_to_sixteen() {
    let world = world();
    let mut longer = contract();
    longer.terms.sessions = 18;
    longer.terms.minutes = 60;
    let said = world.client.add(world.course, longer).unwrap().hints;
    let words: Vec<_> = said.iter().map(|hint| hint.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "18 sessions are agreed; this form of the therapy plans 16.",
            "Sessions of 60 minutes are agreed; this form of the therapy plans 45 to 50."
        ]
    );
}
