//! The composed views, over three whole courses: what would be read out before each session, for a
//! person to review, and what a view must never do.
#![allow(clippy::unwrap_used)]

mod support;

use kith_companion::entity::{Attendance, Session};
use kith_companion::{Client, PageRequest};
use kith_protocol::time::Instant;
use std::fmt::Write;
use support::{DAY, World, at, entry, person, response, session, world};
use uuid::Uuid;

const DISPUTE: &str = include_str!("../../../tests/courses/dispute.json");
const BIRTH: &str = include_str!("../../../tests/courses/birth.json");
const GRIEF: &str = include_str!("../../../tests/courses/grief.json");

/// What each view says at each session, oldest first, and a day after the last.
fn told(file: &str) -> String {
    let World { client, dir, .. } = world();
    let course = client.import_course(file, None, None).unwrap().course;
    let mut sessions = client
        .page::<Session>(&PageRequest::of(course, 200))
        .unwrap()
        .items;
    sessions.reverse();
    let mut story = String::new();
    for session in &sessions {
        let at = session.content.at.at;
        writeln!(story, "## {}", session.content.at.date()).unwrap();
        tell(&client, course, at, &mut story);
    }
    let after = sessions.last().unwrap().content.at.at.plus_millis(DAY);
    writeln!(story, "## the day after").unwrap();
    tell(&client, course, after, &mut story);
    drop(dir);
    story.replace(['\u{2068}', '\u{2069}'], "|")
}

fn tell(client: &Client, course: Uuid, at: Instant, story: &mut String) {
    let place = client.where_we_are(course, Some(at)).unwrap();
    let digest = client.since_last_session(course, Some(at)).unwrap();
    let progress = client.progress(course, Some(at)).unwrap();
    writeln!(story, "{}", place.spoken).unwrap();
    writeln!(
        story,
        "open: {}, hints: {}",
        place.open_tasks.len(),
        place.before_moving_on.len()
    )
    .unwrap();
    writeln!(story, "{}", digest.spoken).unwrap();
    writeln!(story, "{}\n", progress.spoken).unwrap();
}

#[test]
fn the_dispute_is_told_session_by_session() {
    insta::assert_snapshot!(told(DISPUTE));
}

#[test]
fn the_transition_after_a_birth_is_told_session_by_session() {
    insta::assert_snapshot!(told(BIRTH));
}

#[test]
fn the_grief_that_stays_is_told_session_by_session() {
    insta::assert_snapshot!(told(GRIEF));
}

#[test]
fn the_digest_begins_after_the_last_session_that_was_held() {
    let World {
        client,
        course,
        dir: _dir,
        ..
    } = world();
    let mut held = session(1);
    held.attendance = Some(Attendance::Attended);
    client.add(course, held).unwrap();
    let mut missed = session(2);
    missed.at = at("2026-03-09T09:00:00+01:00[Europe/Berlin]");
    missed.attendance = Some(Attendance::DidNotAttend);
    client.add(course, missed).unwrap();
    let days = [
        "2026-03-02T08:59:59",
        "2026-03-02T09:00:00",
        "2026-03-02T09:00:01",
        "2026-03-12T22:00:00",
    ];
    for day in days {
        let mut moment = entry("A moment");
        moment.at = at(&format!("{day}+01:00[Europe/Berlin]"));
        client.add(course, moment).unwrap();
    }
    let until = at("2026-03-12T22:00:00+01:00[Europe/Berlin]").at;
    let digest = client.since_last_session(course, Some(until)).unwrap();
    assert_eq!(digest.last.unwrap().number, 1);
    assert_eq!(digest.moments, 2);
}

#[test]
fn a_person_who_died_is_not_counted_among_those_who_were_there() {
    let World {
        client,
        course,
        dir: _dir,
        ..
    } = world();
    let mut dead = person("Tom");
    dead.status = kith_companion::entity::PersonStatus::Deceased;
    let dead = client.add(course, dead).unwrap().value.meta.id;
    let ana = client.add(course, person("Ana")).unwrap().value.meta.id;
    let mut moment = entry("At the lake");
    moment.people = vec![dead, ana];
    client.add(course, moment).unwrap();
    let digest = client.since_last_session(course, None).unwrap();
    let named: Vec<_> = digest.people.iter().map(|one| one.person).collect();
    assert_eq!(named, [ana]);
}

#[test]
fn nothing_written_down_is_nothing_to_catch_up_on() {
    let World {
        client,
        course,
        dir: _dir,
        ..
    } = world();
    let digest = client.since_last_session(course, None).unwrap();
    assert!(digest.nothing);
    assert!(
        digest.spoken.ends_with("Nothing to catch up on."),
        "{}",
        digest.spoken
    );
}

#[test]
fn a_long_gap_reads_no_further_back_than_the_last_session() {
    let World {
        client,
        course,
        dir: _dir,
        ..
    } = world();
    for hour in 0..40 {
        let mut moment = entry("Before");
        moment.at.at = moment.at.at.plus_millis(-hour * 3_600_000);
        client.add(course, moment).unwrap();
    }
    let mut held = session(1);
    held.attendance = Some(Attendance::Attended);
    client.add(course, held).unwrap();
    assert_eq!(
        client
            .since_last_session(
                course,
                Some(at("2026-04-01T09:00:00+02:00[Europe/Berlin]").at)
            )
            .unwrap()
            .moments,
        0
    );
    let before = at("2026-03-02T08:00:00+01:00[Europe/Berlin]").at;
    assert_eq!(
        client
            .since_last_session(course, Some(before))
            .unwrap()
            .moments,
        40
    );
}

#[test]
fn an_incomplete_answer_is_a_gap_in_the_series_and_not_a_zero() {
    let World {
        client,
        course,
        dir: _dir,
        ..
    } = world();
    client.add(course, response()).unwrap();
    let mut incomplete = response();
    incomplete.at = at("2026-03-09T08:50:00+01:00[Europe/Berlin]");
    incomplete.answers[3] = None;
    client.add(course, incomplete).unwrap();
    let until = at("2026-03-10T08:00:00+01:00[Europe/Berlin]").at;
    let series = client
        .progress(course, Some(until))
        .unwrap()
        .measures
        .remove(0);
    let totals: Vec<_> = series.points.iter().map(|point| point.total).collect();
    assert_eq!(totals, [Some(8), None]);
    assert!(series.change.unwrap().since_baseline.is_none());
}
