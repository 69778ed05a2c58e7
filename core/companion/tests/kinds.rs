//! Every kind of record lives the same life: it is added, read, found, listed, edited, trashed, restored,
//! and each of these is taken back.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::*;
use kith_companion::{Error, Interrupt, PageRequest, SearchRequest};
use kith_vault::Error as Vault;
use serde_json::json;
use support::*;

/// What a kind's test needs beside its content.
struct Life<C> {
    content: C,
    /// Another content, for kinds that are edited.
    edited: Option<C>,
    /// A word by which the record is found, for kinds that have any.
    word: Option<&'static str>,
}

fn live<C: Content>(world: &World, life: Life<C>) {
    let added = world
        .client
        .add(world.course, life.content.clone())
        .unwrap();
    let id = added.value.meta().id;
    assert_eq!(added.changes.changes.last().unwrap().id, id);
    assert!(added.value.meta().visibility == C::VISIBILITY && added.value.meta().version == 1);
    assert!(world.client.get::<C::Entity>(id).unwrap() == added.value);
    is_listed::<C>(world, id, true);
    if let Some(word) = life.word {
        assert_eq!(found(world, word), [id], "{}", C::KIND);
    }
    match C::NATURE {
        Nature::Fact => stays(world, id, life.content),
        Nature::Immutable => {
            let refused = world.client.edit(id, 1, life.content).err();
            assert_eq!(refused, Some(Error::Immutable));
            trash_and_back::<C>(world, id, life.word);
        }
        Nature::Edited | Nature::EditedAndKept => {
            edit_and_back(world, id, life.content, life.edited.unwrap());
            trash_and_back::<C>(world, id, life.word);
        }
    }
}

fn edit_and_back<C: Content>(world: &World, id: uuid::Uuid, before: C, after: C) {
    let version = world.client.get::<C::Entity>(id).unwrap().meta().version;
    let edited = world.client.edit(id, version, after.clone()).unwrap();
    assert!(*edited.value.content() == after);
    assert_eq!(world.client.history(id).unwrap().len(), 2);
    let late = world.client.edit(id, version, after.clone()).err();
    assert_eq!(late, Some(Error::Vault(Vault::Conflict)));
    world.client.undo(Some(edited.changes.act)).unwrap();
    assert!(*world.client.get::<C::Entity>(id).unwrap().content() == before);
    world.client.redo().unwrap();
    assert!(*world.client.get::<C::Entity>(id).unwrap().content() == after);
    world.client.undo(None).unwrap();
}

fn trash_and_back<C: Content>(world: &World, id: uuid::Uuid, word: Option<&str>) {
    let trashed = world.client.trash(id).unwrap();
    is_listed::<C>(world, id, false);
    let request = PageRequest {
        limit: 10,
        ..PageRequest::default()
    };
    assert_eq!(world.client.trashed(&request).unwrap().items[0].id, id);
    assert!(word.is_none_or(|word| found(world, word).is_empty()));
    world.client.undo(Some(trashed.act)).unwrap();
    is_listed::<C>(world, id, true);
    world.client.trash(id).unwrap();
    world.client.restore(id).unwrap();
    is_listed::<C>(world, id, true);
    assert!(word.is_none_or(|word| found(world, word) == [id]));
}

fn stays<C: Content>(world: &World, id: uuid::Uuid, content: C) {
    let refused = Some(Error::Vault(Vault::AppendOnly));
    assert_eq!(world.client.edit(id, 1, content).err(), refused);
    assert_eq!(world.client.trash(id).err(), refused);
    assert_eq!(world.client.undo(None).err(), refused);
    assert!(world.client.get::<C::Entity>(id).unwrap().meta().version == 1);
}

fn is_listed<C: Content>(world: &World, id: uuid::Uuid, expected: bool) {
    let live = world
        .client
        .page::<C::Entity>(&PageRequest::of(world.course, 200))
        .unwrap();
    assert_eq!(
        live.items.iter().any(|it| it.meta().id == id),
        expected,
        "{}",
        C::KIND
    );
    let trashed = PageRequest {
        trashed: true,
        ..PageRequest::of(world.course, 200)
    };
    let trashed = world.client.page::<C::Entity>(&trashed).unwrap();
    assert_eq!(
        trashed.items.iter().any(|it| it.meta().id == id),
        !expected,
        "{}",
        C::KIND
    );
}

fn found(world: &World, word: &str) -> Vec<uuid::Uuid> {
    let request = SearchRequest {
        text: word.to_owned(),
        limit: 10,
        ..SearchRequest::default()
    };
    let page = world.client.search(&request, &Interrupt::new()).unwrap();
    page.hits.into_iter().map(|hit| hit.id).collect()
}

fn edited<C: Content>(content: C, changes: serde_json::Value, word: &'static str) -> Life<C> {
    Life {
        edited: Some(with(&content, changes)),
        content,
        word: Some(word),
    }
}

fn unchanging<C: Content>(content: C, word: Option<&'static str>) -> Life<C> {
    Life {
        content,
        edited: None,
        word,
    }
}

#[test]
fn a_course_lives() {
    let world = world();
    let changes = json!({ "closed_on": "2026-07-01", "closing_words": "Well done" });
    let Life {
        content, edited, ..
    } = edited(course(), changes, "");
    let second = world
        .client
        .begin(with(&content, json!({ "alias": "Bea" })))
        .unwrap()
        .value;
    assert_eq!(second.meta.course, Some(second.meta.id));
    edit_and_back(
        &world,
        second.meta.id,
        second.content.clone(),
        edited.unwrap(),
    );
    world.client.trash(second.meta.id).unwrap();
    let all = PageRequest {
        limit: 10,
        ..PageRequest::default()
    };
    assert_eq!(world.client.page::<Course>(&all).unwrap().items.len(), 1);
    let refused = world.client.add(second.meta.id, entry("too late")).err();
    assert!(matches!(refused, Some(Error::Invalid { violation }) if violation.field == "course"));
}

#[test]
fn a_person_lives() {
    live(
        &world(),
        edited(
            person("Zoë Álvarez"),
            json!({ "ring": 1, "good": "Listens" }),
            "alvarez",
        ),
    );
}

#[test]
fn an_entry_lives() {
    live(
        &world(),
        edited(
            entry("Quarrel about the dishes"),
            json!({ "mood": 6, "wish": "A calm word" }),
            "dishes",
        ),
    );
}

#[test]
fn a_session_lives() {
    live(
        &world(),
        edited(
            session(3),
            json!({ "attendance": "attended", "mood_change": "better" }),
            "circle",
        ),
    );
}

#[test]
fn a_session_record_lives() {
    let world = world();
    let session = world
        .client
        .add(world.course, session(1))
        .unwrap()
        .value
        .meta
        .id;
    live(
        &world,
        edited(
            session_record(session),
            json!({ "risk_reviewed": "no" }),
            "steadier",
        ),
    );
}

#[test]
fn a_thing_to_try_lives() {
    live(
        &world(),
        edited(
            thing_to_try("Call my sister"),
            json!({ "outcome": "did_not_fit" }),
            "sister",
        ),
    );
}

#[test]
fn a_goal_lives() {
    live(
        &world(),
        edited(
            goal("Dinner as a family"),
            json!({ "state": "achieved" }),
            "dinner",
        ),
    );
}

#[test]
fn a_goal_step_lives() {
    let world = world();
    let goal = world
        .client
        .add(world.course, goal("Dinner"))
        .unwrap()
        .value
        .meta
        .id;
    live(
        &world,
        edited(
            goal_step(goal, "Ask what they like"),
            json!({ "state": "waiting" }),
            "like",
        ),
    );
}

#[test]
fn a_goal_rating_lives() {
    let world = world();
    let goal = world
        .client
        .add(world.course, goal("Dinner"))
        .unwrap()
        .value
        .meta
        .id;
    live(
        &world,
        edited(goal_rating(goal, -1), json!({ "value": 2 }), "small"),
    );
}

#[test]
fn a_contract_lives() {
    live(&world(), unchanging(contract(), Some("agreement")));
}

#[test]
fn a_formulation_lives() {
    live(&world(), unchanging(formulation(), Some("appointments")));
}

#[test]
fn an_agreement_stays() {
    let world = world();
    let contract = world
        .client
        .add(world.course, contract())
        .unwrap()
        .value
        .meta
        .id;
    live(&world, unchanging(agreement(contract), None));
}

#[test]
fn an_event_lives() {
    live(
        &world(),
        edited(
            event("The argument at Easter"),
            json!({ "intensity": 7 }),
            "easter",
        ),
    );
}

#[test]
fn a_response_lives() {
    let scored = with(&response(), json!({ "total": 8, "band": "mild" }));
    live(&world(), unchanging(scored, None));
}

#[test]
fn a_phase_decision_stays() {
    live(&world(), unchanging(phase_decision(), Some("focus")));
}

#[test]
fn a_task_mark_lives() {
    live(
        &world(),
        edited(
            task_mark("initial-timeline"),
            json!({ "state": "doing" }),
            "hour",
        ),
    );
}
