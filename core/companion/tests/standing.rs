//! Where a view is easily wrong: at the edges of days, contracts and courses.
#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::WhereWeAreView;
use kith_companion::entity::*;
use kith_protocol::phase::Phase;
use kith_protocol::time::Instant;
use serde_json::json;
use support::*;
use uuid::Uuid;

fn add<C: Content>(world: &World, content: C) -> Uuid {
    let added = world.client.add(world.course, content).unwrap();
    added.value.meta().id
}

fn held(number: i32, kind: SessionKind, on: &str) -> SessionContent {
    SessionContent {
        kind,
        at: at(&format!("{on}T09:00:00+01:00[Europe/Berlin]")),
        attendance: Some(Attendance::Attended),
        ..session(number)
    }
}

fn agreed_on(sessions: i32) -> ContractContent {
    let mut contract = contract();
    contract.terms.sessions = sessions;
    contract
}

fn standing(world: &World, moment: &str) -> WhereWeAreView {
    let as_of = at(&format!("{moment}+01:00[Europe/Berlin]")).at;
    world
        .client
        .where_we_are(world.course, Some(as_of))
        .unwrap()
}

/// A course of another variant in the same library.
fn of_variant(variant: &str) -> World {
    let mut world = world();
    let content = with(&course(), json!({ "variant": variant }));
    world.course = world.client.begin(content).unwrap().value.meta.id;
    world
}

#[test]
fn sessions_beyond_the_agreed_number_are_said_and_not_hidden_behind_the_last_one() {
    let world = world();
    add(&world, agreed_on(2));
    for (number, on) in [(1, "2026-03-02"), (2, "2026-03-09"), (3, "2026-03-16")] {
        add(&world, held(number, SessionKind::Middle, on));
    }
    let said = |moment| standing(&world, moment).spoken;
    assert!(said("2026-03-02T09:00:00").starts_with("Session 1 of 2, 1 left."));
    assert!(said("2026-03-04T09:00:00").starts_with("After session 1 of 2, 1 left."));
    assert!(said("2026-03-09T09:30:00").starts_with("Session 2 of 2, the last one."));
    assert!(said("2026-03-10T09:00:00").starts_with("The 2 agreed sessions are complete."));
    let beyond = standing(&world, "2026-03-16T09:00:00");
    assert_eq!(beyond.countdown.unwrap().over, 1);
    assert!(
        beyond
            .spoken
            .starts_with("The 2 agreed sessions are complete, and 1 more was added.")
    );
}

#[test]
fn a_course_is_closed_by_people_and_not_by_its_last_session() {
    let world = world();
    add(&world, agreed_on(1));
    add(&world, held(1, SessionKind::Ending, "2026-03-02"));
    let open = standing(&world, "2026-03-03T09:00:00");
    assert_eq!(open.planned.unwrap().phase, Some(Phase::Closed));
    assert!(!open.spoken.contains("closed"), "{}", open.spoken);
    let course: Course = world.client.get(world.course).unwrap();
    let closed = with(&course.content, json!({ "closed_on": "2026-03-04" }));
    let client = &world.client;
    client
        .edit(world.course, course.meta.version, closed)
        .unwrap();
    assert!(
        !standing(&world, "2026-03-03T09:00:00")
            .spoken
            .contains("closed")
    );
    let after = standing(&world, "2026-03-04T09:00:00");
    assert!(after.spoken.contains("Phase: closed."), "{}", after.spoken);
    assert!(after.open_tasks.is_empty() && after.before_moving_on.is_empty());
}

#[test]
fn a_contract_counts_from_the_moment_it_is_made_though_it_starts_next_week() {
    let world = world();
    let mut ahead = contract();
    ahead.terms.start = day("2026-03-09");
    add(&world, ahead);
    let now = world.client.where_we_are(world.course, None).unwrap();
    assert_eq!(now.contracts.len(), 1);
    assert!(
        now.spoken.starts_with("16 sessions planned"),
        "{}",
        now.spoken
    );
    let before = Instant::from_millis(MONDAY - DAY);
    let before = world.client.where_we_are(world.course, Some(before));
    assert!(before.unwrap().contracts.is_empty());
}

#[test]
fn east_of_greenwich_what_was_dated_today_counts_in_the_morning() {
    let world = world();
    world.clock.forward(-9 * 3_600_000 + 60_000); // a minute past midnight in Berlin, yesterday in UTC
    add(&world, contract());
    add(&world, task_mark("initial-welcome"));
    let mut today = event("The argument");
    today.at = "2026-03-02".parse().unwrap();
    add(&world, today);
    let now = world.client.where_we_are(world.course, None).unwrap();
    assert_eq!(now.contracts.len(), 1);
    let open: Vec<_> = now
        .open_tasks
        .iter()
        .map(|task| task.task.as_str())
        .collect();
    assert!(!open.contains(&"initial-welcome"), "{open:?}");
    let missing: Vec<_> = now
        .before_moving_on
        .iter()
        .map(|it| it.hint.id.as_str())
        .collect();
    assert!(!missing.contains(&"gate-no-event-marked"), "{missing:?}");
    let digest = world.client.since_last_session(world.course, None).unwrap();
    assert_eq!(digest.events.len(), 1);
    let progress = world.client.progress(world.course, None).unwrap();
    assert_eq!(progress.events.len(), 1);
}

#[test]
fn a_new_contract_counts_the_sessions_from_its_own_start() {
    let world = world();
    add(&world, agreed_on(2));
    add(&world, held(1, SessionKind::Middle, "2026-03-02"));
    add(&world, held(2, SessionKind::Ending, "2026-03-09"));
    let mut maintenance = contract();
    maintenance.terms.variant = "ipt-m".to_owned();
    maintenance.terms.sessions = 12;
    maintenance.terms.start = day("2026-04-06");
    add(&world, maintenance);
    add(&world, held(3, SessionKind::Maintenance, "2026-04-06"));
    let view = standing(&world, "2026-04-06T09:00:00");
    assert!(
        view.spoken.starts_with("Session 1 of 12, 11 left."),
        "{}",
        view.spoken
    );
}

#[test]
fn a_course_without_a_contract_stands_where_its_variant_begins() {
    let phase = |variant| {
        let world = of_variant(variant);
        world.client.where_we_are(world.course, None).unwrap()
    };
    assert!(phase("ipt-16-uk").spoken.ends_with("Phase: beginning."));
    assert!(phase("ipt-b").spoken.ends_with("Phase: getting started."));
    let maintenance = phase("ipt-m");
    assert!(maintenance.spoken.ends_with("Phase: staying well."));
    assert!(maintenance.before_moving_on.is_empty());
    let undivided = phase("ipt-est-3");
    assert_eq!(
        undivided.spoken,
        "No number of sessions has been agreed yet."
    );
    assert!(undivided.open_tasks.is_empty() && undivided.before_moving_on.is_empty());
}

#[test]
fn with_a_clinician_a_focus_is_agreed_when_both_have_agreed() {
    let world = world();
    let focus = add(&world, formulation());
    let waits = || {
        let view = world.client.where_we_are(world.course, None).unwrap();
        let hints = view.before_moving_on;
        hints.iter().any(|it| it.hint.id == "gate-focus-not-agreed")
    };
    assert!(waits());
    add(&world, agreement(focus));
    assert!(waits());
    let clinician = with(&agreement(focus), json!({ "party": "clinician" }));
    add(&world, clinician);
    assert!(!waits());
}

#[test]
fn a_second_focus_brings_its_strategies_too() {
    let world = world();
    add(
        &world,
        with(&formulation(), json!({ "area_secondary": "grief" })),
    );
    add(&world, phase_decision());
    let view = standing(&world, "2026-04-01T09:00:00");
    let open: Vec<_> = view
        .open_tasks
        .iter()
        .map(|task| task.task.as_str())
        .collect();
    assert!(
        open.contains(&"dispute-issue") && open.contains(&"grief-story"),
        "{open:?}"
    );
}

#[test]
fn the_days_since_the_last_session_are_those_of_the_calendar() {
    let world = world();
    add(&world, held(1, SessionKind::Initial, "2026-03-25"));
    let days = |moment: &str| {
        let as_of = at(moment).at;
        let digest = world.client.since_last_session(world.course, Some(as_of));
        digest.unwrap().last.unwrap().days
    };
    assert_eq!(days("2026-03-25T18:00:00+01:00[Europe/Berlin]"), 0);
    assert_eq!(days("2026-03-26T07:00:00+01:00[Europe/Berlin]"), 1);
    assert_eq!(days("2026-04-01T09:00:00+02:00[Europe/Berlin]"), 7); // the clocks went forward
}

#[test]
fn a_session_that_has_begun_is_the_one_that_is_being_opened() {
    let world = world();
    add(&world, held(1, SessionKind::Initial, "2026-03-02"));
    let mut now = session(2);
    now.at = at("2026-03-09T09:00:00+01:00[Europe/Berlin]");
    now.opener_words = Some("Not so good".to_owned());
    let now = add(&world, now);
    let mut next = session(3);
    next.at = at("2026-03-16T09:00:00+01:00[Europe/Berlin]");
    let next = add(&world, next);
    let digest = |moment: &str| {
        let as_of = at(&format!("{moment}+01:00[Europe/Berlin]")).at;
        world
            .client
            .since_last_session(world.course, Some(as_of))
            .unwrap()
    };
    let coming = |moment| digest(moment).coming.unwrap().meta.id;
    assert_eq!(coming("2026-03-09T08:00:00"), now);
    assert_eq!(coming("2026-03-09T09:20:00"), now);
    assert!(digest("2026-03-09T09:20:00").own_answer.is_some());
    assert_eq!(coming("2026-03-10T09:20:00"), next);
    let stored: Session = world.client.get(now).unwrap();
    let came = with(&stored.content, json!({ "attendance": "attended" }));
    world.client.edit(now, stored.meta.version, came).unwrap();
    let during = digest("2026-03-09T09:20:00"); // noted at the door, while the hour goes on
    assert_eq!(during.last.unwrap().number, 1);
    assert_eq!(during.coming.unwrap().meta.id, now);
    let later = digest("2026-03-09T18:00:00");
    assert_eq!(later.last.unwrap().number, 2);
    assert_eq!(later.coming.unwrap().meta.id, next);
}

#[test]
fn answers_that_were_broken_off_do_not_hide_the_total_before_them() {
    let world = world();
    add(&world, response());
    let mut broken_off = response();
    broken_off.at = at("2026-03-02T08:55:00+01:00[Europe/Berlin]");
    broken_off.answers[3] = None;
    add(&world, broken_off.clone());
    let digest = |world: &World| {
        let as_of = at("2026-03-02T09:00:00+01:00[Europe/Berlin]").at;
        world
            .client
            .since_last_session(world.course, Some(as_of))
            .unwrap()
    };
    assert_eq!(digest(&world).measures[0].total, Some(8));
    let other = self::world();
    add(&other, broken_off);
    assert_eq!(digest(&other).measures[0].total, None);
    let as_of = at("2026-03-02T09:00:00+01:00[Europe/Berlin]").at;
    let progress = other.client.progress(other.course, Some(as_of)).unwrap();
    assert_eq!(
        progress.spoken,
        "PHQ-9 has no total so far. 1 set of answers has a gap and no total."
    );
}

#[test]
fn an_empty_course_says_something_in_every_view() {
    let world = world();
    let client = &world.client;
    let progress = client.progress(world.course, None).unwrap();
    assert_eq!(progress.spoken, "There is nothing to show yet.");
    let digest = client.since_last_session(world.course, None).unwrap();
    assert_eq!(
        digest.spoken,
        "Before the first session. Nothing to catch up on."
    );
}

#[test]
fn progress_tells_how_far_goals_have_come_and_isolates_their_titles() {
    let world = world();
    let lunch = add(&world, goal("Sunday lunch"));
    let call = with(
        &goal("Call Sam"),
        json!({ "scale": "done", "baseline": 0, "target": 1 }),
    );
    let call = add(&world, call);
    add(&world, goal_step(lunch, "Ask Sam"));
    add(
        &world,
        with(
            &goal_rating(lunch, -2),
            json!({ "at": "2026-03-02T09:10:00+01:00[Europe/Berlin]" }),
        ),
    );
    add(&world, goal_rating(lunch, 0));
    add(&world, goal_rating(call, 1));
    let said = |moment: &str| {
        let as_of = at(&format!("2026-03-02T{moment}+01:00[Europe/Berlin]")).at;
        let progress = world.client.progress(world.course, Some(as_of));
        progress.unwrap().spoken
    };
    assert_eq!(said("09:00:00"), "There is nothing to show yet.");
    assert_eq!(said("09:20:00"), "The goals are where they were.");
    let words = "\u{2068}Sunday lunch\u{2069}: from -2 to 0. \u{2068}Call Sam\u{2069}: done.";
    assert_eq!(said("10:00:00"), words);
}
