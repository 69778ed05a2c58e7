//! What may not be saved, field by field: each row is a change to a sound content, the field that is
//! named, and the rule. A row is tried as a review and as an addition; both must say the same.

#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::Error;
use kith_companion::entity::*;
use kith_protocol::check::Rule;
use serde_json::{Value, json};
use support::*;
use uuid::Uuid;

fn refuses<C: Content>(world: &World, sound: &C, rows: &[(Value, &str, Rule)]) {
    assert!(
        review(world, sound.clone()).is_empty(),
        "{} is sound",
        C::KIND
    );
    for (change, field, rule) in rows {
        let content = with(sound, change.clone());
        let found = review(world, content.clone());
        let expected = (field.to_string(), rule.clone());
        assert_eq!(found, [expected], "{} {field}", C::KIND);
        let refused = match C::KIND {
            "course" => world.client.begin(with(&course(), change.clone())).err(),
            _ => world.client.add(world.course, content).err(),
        };
        assert_eq!(
            refused,
            Some(Error::invalid(*field, rule.clone())),
            "{} {field}",
            C::KIND
        );
    }
}

fn review<C: Content>(world: &World, content: C) -> Vec<(String, Rule)> {
    let review = world
        .client
        .review(Some(world.course), None, content)
        .unwrap();
    review
        .violations
        .into_iter()
        .map(|it| (it.field, it.rule))
        .collect()
}

fn rating() -> Rule {
    Rule::OutOfRange { min: 0, max: 10 }
}

fn years() -> Rule {
    Rule::OutOfRange {
        min: 1900,
        max: 2200,
    }
}

fn too_long(max: i32) -> Rule {
    Rule::TooLong { max }
}

fn long(characters: usize) -> String {
    "ß".repeat(characters)
}

fn nobody() -> Uuid {
    Uuid::from_u128(7)
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_course() {
    refuses(
        &world(),
        &course(),
        &[
            (json!({ "alias": " " }), "alias", Rule::Empty),
            (json!({ "alias": long(81) }), "alias", too_long(80)),
            (json!({ "alias": "A\u{202E}na" }), "alias", Rule::DirectionOverride),
            (json!({ "variant": "ipt-99" }), "variant", Rule::UnknownReference),
            (json!({ "taxonomy": "Four Areas" }), "taxonomy", Rule::NotAllowed),
            (json!({ "mode": "" }), "mode", Rule::NotAllowed),
            (json!({ "started": "1899-12-31" }), "started", years()),
            (json!({ "closed_on": "2026-03-01" }), "closed_on", Rule::Reversed),
            (json!({ "closing_words": long(20_001) }), "closing_words", too_long(20_000)),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_person() {
    let died = json!({ "status": "estranged", "deceased_on": "2020" });
    refuses(
        &world(),
        &person("Sam"),
        &[
            (json!({ "name": "" }), "name", Rule::Empty),
            (json!({ "name": "Sam\n" }), "name", Rule::ControlCharacter),
            (json!({ "relation": "Best Friend" }), "relation", Rule::NotAllowed),
            (died, "deceased_on", Rule::NotAllowed),
            (json!({ "ring": 0 }), "ring", Rule::OutOfRange { min: 1, max: 4 }),
            (json!({ "ring_wanted": 5 }), "ring_wanted", Rule::OutOfRange { min: 1, max: 4 }),
            (json!({ "contact": "two words" }), "contact", Rule::NotAllowed),
            (json!({ "can_confide": 11 }), "can_confide", rating()),
            (json!({ "practical_help": -1 }), "practical_help", rating()),
            (json!({ "conflict": 11 }), "conflict", rating()),
            (json!({ "areas": ["grief", "grief"] }), "areas[1]", Rule::Duplicate),
            (json!({ "good": "a\u{0}b" }), "good", Rule::ControlCharacter),
            (json!({ "hard": long(20_001) }), "hard", too_long(20_000)),
            (json!({ "i_expect": "\u{202D}" }), "i_expect", Rule::DirectionOverride),
            (json!({ "they_expect": long(20_001) }), "they_expect", too_long(20_000)),
            (json!({ "notes": long(20_001) }), "notes", too_long(20_000)),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_an_entry() {
    let hidden = json!({ "mood": null, "event": "\n " });
    let feelings = json!({ "feelings": [{ "label": "sad", "intensity": 3 }, { "label": "calm", "intensity": 12 }] });
    let many: Vec<Uuid> = (1..=201).map(Uuid::from_u128).collect();
    refuses(
        &world(),
        &entry("Rain"),
        &[
            (json!({ "mood": 11 }), "mood", rating()),
            (json!({ "mood": -1 }), "mood", rating()),
            (hidden, "event", Rule::Empty),
            (feelings, "feelings[1].intensity", rating()),
            (json!({ "feelings": [{ "label": "" }] }), "feelings[0].label", Rule::Empty),
            (json!({ "event": long(20_001) }), "event", too_long(20_000)),
            (json!({ "feeling": "\u{7}" }), "feeling", Rule::ControlCharacter),
            (json!({ "people": [nobody()] }), "people[0]", Rule::UnknownReference),
            (json!({ "goals": [nobody()] }), "goals[0]", Rule::UnknownReference),
            (json!({ "area": "Grief!" }), "area", Rule::NotAllowed),
            (json!({ "tags": ["home", "home"] }), "tags[1]", Rule::Duplicate),
            (json!({ "tags": [long(81)] }), "tags[0]", too_long(80)),
        ],
    );
    let world = world();
    let found = review(&world, with(&entry("Rain"), json!({ "people": many })));
    assert_eq!(found[0], ("people".to_owned(), Rule::TooMany { max: 200 }));
}

#[test]
fn of_a_moment() {
    let world = world();
    let mut content = entry("Rain");
    for (offset, zone, rule) in [
        (18 * 3600 + 1, "UTC", Rule::NotATime),
        (3600, "Europe/Berlin; DROP", Rule::NotAZone),
        (3600, "", Rule::NotAZone),
    ] {
        content.at.offset_seconds = offset;
        content.at.zone = zone.to_owned();
        assert_eq!(review(&world, content.clone()), [("at".to_owned(), rule)]);
    }
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_session() {
    let mut late = session(1);
    late.at.at = kith_protocol::Instant::MAX;
    let world = world();
    assert_eq!(review(&world, late), [("at".to_owned(), years())]);
    refuses(
        &world,
        &session(1),
        &[
            (json!({ "number": 0 }), "number", Rule::OutOfRange { min: 1, max: 999 }),
            (json!({ "number": 1000 }), "number", Rule::OutOfRange { min: 1, max: 999 }),
            (json!({ "kind": "x y" }), "kind", Rule::NotAllowed),
            (json!({ "attendance": "Came" }), "attendance", Rule::NotAllowed),
            (json!({ "summary": long(20_001) }), "summary", too_long(20_000)),
            (json!({ "opener_words": "\u{1b}[2J" }), "opener_words", Rule::ControlCharacter),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_session_record() {
    let world = world();
    let session = world
        .client
        .add(world.course, session(1))
        .unwrap()
        .value
        .meta
        .id;
    let backwards = json!({
        "started": "2026-03-02T09:00:00+01:00[Europe/Berlin]",
        "ended": "2026-03-02T08:59:00+01:00[Europe/Berlin]",
    });
    refuses(
        &world,
        &session_record(session),
        &[
            (json!({ "session": nobody() }), "session", Rule::UnknownReference),
            (json!({ "session": world.course }), "session", Rule::UnknownReference),
            (backwards, "ended", Rule::Reversed),
            (json!({ "techniques": ["role_play", "role_play"] }), "techniques[1]", Rule::Duplicate),
            (json!({ "affect": [{ "label": "sad", "intensity": -1 }] }), "affect[0].intensity", rating()),
            (json!({ "note": long(20_001) }), "note", too_long(20_000)),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_thing_to_try() {
    refuses(
        &world(),
        &thing_to_try("Walk"),
        &[
            (json!({ "text": "" }), "text", Rule::Empty),
            (json!({ "outcome": "Failed!" }), "outcome", Rule::NotAllowed),
            (json!({ "on": "2201-01-01" }), "on", years()),
            (json!({ "goal": nobody() }), "goal", Rule::UnknownReference),
            (json!({ "entry": nobody() }), "entry", Rule::UnknownReference),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_goal() {
    let attainment = Rule::OutOfRange { min: -2, max: 2 };
    refuses(
        &world(),
        &goal("Dinner"),
        &[
            (json!({ "title": "  " }), "title", Rule::Empty),
            (json!({ "title": long(501) }), "title", too_long(500)),
            (json!({ "baseline": -3 }), "baseline", attainment.clone()),
            (json!({ "target": 3 }), "target", attainment),
            (json!({ "scale": "ten", "baseline": 0, "target": 11 }), "target", rating()),
            (json!({ "scale": "done", "baseline": 0, "target": 2 }), "target", Rule::OutOfRange { min: 0, max: 1 }),
            (json!({ "due_session": 0 }), "due_session", Rule::OutOfRange { min: 1, max: 999 }),
            (json!({ "supports": [nobody()] }), "supports[0]", Rule::UnknownReference),
            (json!({ "why": long(20_001) }), "why", too_long(20_000)),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_steps_and_ratings() {
    let world = world();
    let goal = world
        .client
        .add(world.course, goal("Dinner"))
        .unwrap()
        .value
        .meta
        .id;
    refuses(
        &world,
        &goal_step(goal, "Ask"),
        &[
            (json!({ "goal": nobody() }), "goal", Rule::UnknownReference),
            (json!({ "text": "" }), "text", Rule::Empty),
            (json!({ "position": -1 }), "position", Rule::OutOfRange { min: 0, max: 1_000_000, }),
        ],
    );
    refuses(
        &world,
        &goal_rating(goal, 2),
        &[
            (json!({ "value": 3 }), "value", Rule::OutOfRange { min: -2, max: 2 }),
            (json!({ "value": -3 }), "value", Rule::OutOfRange { min: -2, max: 2 }),
            (json!({ "goal": nobody() }), "goal", Rule::UnknownReference),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_contract() {
    let terms = |changes: Value| {
        let mut terms = serde_json::to_value(terms()).unwrap();
        terms
            .as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        json!({ "terms": terms })
    };
    refuses(
        &world(),
        &contract(),
        &[
            (terms(json!({ "sessions": 0 })), "terms.sessions", Rule::OutOfRange { min: 1, max: 200 }),
            (terms(json!({ "variant": "ipt-99" })), "terms.variant", Rule::UnknownReference),
            (json!({ "supersedes": [nobody()] }), "supersedes[0]", Rule::UnknownReference),
            (json!({ "reason": long(20_001) }), "reason", too_long(20_000)),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_formulation_and_an_agreement() {
    let world = world();
    refuses(
        &world,
        &formulation(),
        &[
            (json!({ "symptom_summary": "" }), "symptom_summary", Rule::Empty),
            (json!({ "area_secondary": "dispute" }), "area_secondary", Rule::Duplicate),
            (json!({ "strengths": ["", ] }), "strengths[0]", Rule::Empty),
            (json!({ "people": [world.course] }), "people[0]", Rule::UnknownReference),
            (json!({ "supersedes": [nobody()] }), "supersedes[0]", Rule::UnknownReference),
        ],
    );
    let of = world
        .client
        .add(world.course, formulation())
        .unwrap()
        .value
        .meta
        .id;
    refuses(
        &world,
        &agreement(of),
        &[
            (json!({ "of": world.course }), "of", Rule::UnknownReference),
            (json!({ "name": long(81) }), "name", too_long(80)),
            (json!({ "on": "1800-01-01" }), "on", years()),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_an_event() {
    let mut month = event("Rain");
    month.at.extent = kith_protocol::time::Extent::Month {
        year: 2024,
        month: 13,
    };
    let world = world();
    assert_eq!(review(&world, month), [("at".to_owned(), Rule::NotADate)]);
    refuses(
        &world,
        &event("Rain"),
        &[
            (json!({ "text": "" }), "text", Rule::Empty),
            (json!({ "intensity": 11 }), "intensity", rating()),
            (json!({ "lane": "" }), "lane", Rule::NotAllowed),
            (json!({ "people": [nobody()] }), "people[0]", Rule::UnknownReference),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_a_response() {
    refuses(
        &world(),
        &response(),
        &[
            (json!({ "measure": "phq10" }), "measure", Rule::UnknownReference),
            (json!({ "definition_version": 99 }), "measure", Rule::UnknownReference),
            (json!({ "language": "en US" }), "language", Rule::NotAllowed),
            (json!({ "answers": [0, 1, 4] }), "answers[2]", Rule::NotAllowed),
            (json!({ "answers": [-1] }), "answers[0]", Rule::NotAllowed),
            (json!({ "session": nobody() }), "session", Rule::UnknownReference),
        ],
    );
}

#[test]
#[rustfmt::skip] // a table reads by its rows
fn of_decisions_and_marks() {
    let world = world();
    refuses(
        &world,
        &phase_decision(),
        &[
            (json!({ "phase": "" }), "phase", Rule::NotAllowed),
            (json!({ "reason": long(20_001) }), "reason", too_long(20_000)),
        ],
    );
    refuses(
        &world,
        &task_mark("initial-timeline"),
        &[
            (json!({ "task": "initial-nothing" }), "task", Rule::UnknownReference),
            (json!({ "state": "Done!" }), "state", Rule::NotAllowed),
            (json!({ "session": nobody() }), "session", Rule::UnknownReference),
        ],
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_nothing_is_saved() {
    let world = world();
    let content = with(
        &person(""),
        json!({ "ring": 9, "conflict": 70, "good": "\u{0}" }),
    );
    let fields: Vec<_> = review(&world, content.clone())
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["name", "ring", "conflict", "good"]);
    assert_eq!(
        world.client.add(world.course, content).err(),
        Some(Error::invalid("name", Rule::Empty))
    );
    let page = world
        .client
        .page::<Person>(&kith_companion::PageRequest::of(world.course, 10))
        .unwrap();
    assert!(page.items.is_empty());
}
