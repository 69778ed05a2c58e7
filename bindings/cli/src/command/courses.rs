//! `kith course` and `kith where`: the course, and where it stands.

use crate::arguments::{NewCourse, Place};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library::{self, client_and_course};
use crate::screen::Screen;
use crate::{moment, table};
use chrono::Local;
use kith_companion::entity::{Course, CourseContent, CourseMode, Party};
use kith_companion::{Client, WhereWeAreView};
use kith_protocol::area::TaxonomyId;
use kith_protocol::time::CivilDate;
use serde_json::json;

/// Shows the course and where it stands.
pub fn show(place: &Place, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let standing = client.where_we_are(course.meta.id, None)?;
    if place.json {
        screen.json(&json!({ "course": course, "where": standing }))?;
        return Ok(Exit::Done);
    }
    let CourseContent {
        alias,
        variant,
        started,
        closed_on,
        closing_words,
        ..
    } = &course.content;
    let title = screen.ink.bold(crate::screen::harmless(alias));
    screen.line(format!(
        "{title}  {variant}, {}",
        span(*started, *closed_on)
    ))?;
    screen.say(2, &standing.spoken)?;
    for contract in &standing.contracts {
        if let Some(focus) = &contract.content.terms.focus {
            screen.say(2, &format!("Focus: {focus}"))?;
        }
    }
    if let Some(words) = closing_words {
        let ink = screen.ink;
        screen.gap()?;
        screen.paragraph(2, words, |line| ink.own(line))?;
    }
    Ok(Exit::Done)
}

fn span(started: CivilDate, closed: Option<CivilDate>) -> String {
    match closed {
        None => format!("since {}", moment::day(started)),
        Some(closed) => format!("{} to {}", moment::day(started), moment::day(closed)),
    }
}

/// Lists the courses of the client.
pub fn list(place: &Place, screen: &mut Screen) -> Outcome {
    let courses = library::courses(&library::client(place)?)?;
    if place.json {
        screen.json(&json!({ "items": courses }))?;
        return Ok(Exit::Done);
    }
    if courses.is_empty() {
        screen.say(0, "No course yet. `kith course new` begins one.")?;
    }
    let row = |course: &Course| {
        let CourseContent {
            alias,
            variant,
            started,
            closed_on,
            ..
        } = &course.content;
        vec![
            course.meta.id.to_string(),
            alias.clone(),
            variant.clone(),
            span(*started, *closed_on),
        ]
    };
    let rows: Vec<_> = courses.iter().map(row).collect();
    Ok(table::write(screen, &rows).map(|()| Exit::Done)?)
}

/// Begins a course.
pub fn begin(place: &Place, new: &NewCourse, screen: &mut Screen) -> Outcome {
    let started = new.started.as_deref().map(str::parse).transpose();
    let started = started.map_err(|_| Failure::usage("A day is written like 2026-03-02."))?;
    let kith = library::unlocked(place)?;
    let entry = library::client_entry(&kith, place)?;
    let client = kith.client(entry.id)?;
    let alias = new.alias.clone().unwrap_or(entry.name);
    let content = content(&client, alias, &new.variant, started);
    let course = client.begin(content)?.value;
    if place.json {
        screen.json(&course)?;
    } else {
        screen.say(0, "The course has begun.")?;
    }
    Ok(Exit::Done)
}

/// A course that begins today, unless a day is given.
pub fn content(
    client: &Client,
    alias: String,
    variant: &str,
    started: Option<CivilDate>,
) -> CourseContent {
    let alone = client.authorship().party == Party::Client;
    CourseContent {
        alias,
        variant: variant.to_owned(),
        taxonomy: TaxonomyId::Founding4,
        mode: if alone {
            CourseMode::ClientOnly
        } else {
            CourseMode::WithClinician
        },
        started: started.unwrap_or_else(|| Local::now().date_naive()),
        closed_on: None,
        closing_words: None,
    }
}

/// Says where the course stands.
pub fn where_we_are(place: &Place, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let standing = client.where_we_are(course.meta.id, None)?;
    if place.json {
        screen.json(&standing)?;
    } else {
        standing_in_words(&standing, screen)?;
    }
    Ok(Exit::Done)
}

fn standing_in_words(standing: &WhereWeAreView, screen: &mut Screen) -> Outcome<()> {
    let ink = screen.ink;
    screen.paragraph(0, &standing.spoken, |line| ink.bold(line))?;
    if !standing.before_moving_on.is_empty() {
        screen.gap()?;
        screen.line("Worth a look before the middle phase:")?;
    }
    for hint in &standing.before_moving_on {
        screen.say(2, &hint.words)?;
    }
    if !standing.open_tasks.is_empty() {
        screen.gap()?;
        screen.line("Open in this phase:")?;
    }
    for task in &standing.open_tasks {
        screen.say(2, &task.title)?;
    }
    Ok(())
}
