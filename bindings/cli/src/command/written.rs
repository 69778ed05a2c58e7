//! `kith entry add`: a moment, written down in one command.
//!
//! The first entry of a client begins a course, as the first minute with Kith should be spent on writing and not on
//! setting up; it says so.

use super::{VARIANT, courses, entries};
use crate::arguments::{AddEntry, Place};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library::{self, find_course};
use crate::moment::LocalClock;
use crate::screen::{Screen, remark};
use kith_companion::entity::{EntryContent, Feeling};
use kith_companion::{Client, Clock};
use kith_protocol::time::CivilTime;
use std::io::{self, Read};
use uuid::Uuid;

/// More than the longest text of an entry; the core says what is too long.
const LONGEST: u64 = 1 << 20;

/// Writes an entry.
pub fn add(place: &Place, add: &AddEntry, screen: &mut Screen) -> Outcome {
    let at = moment(add.at.as_deref())?;
    let text = text(add.text.as_deref())?;
    let kith = library::unlocked(place)?;
    let client = library::client_entry(&kith, place)?;
    let name = client.name;
    let client = kith.client(client.id)?;
    let course = match find_course(&client, place)? {
        Some(course) => course.meta.id,
        None => begin(&client, name)?,
    };
    let content = content(&client, course, add, at, text)?;
    let written = client.add(course, content)?;
    written.hints.iter().for_each(|hint| remark(&hint.words));
    match place.json {
        true => screen.json(&written.value)?,
        false => screen.say(0, "Written down. `kith undo` takes it back.")?,
    }
    Ok(Exit::Done)
}

fn begin(client: &Client, alias: String) -> Outcome<Uuid> {
    let course = client.begin(courses::content(client, alias, VARIANT, None))?;
    remark("There was no course yet, so one begins today.");
    Ok(course.value.meta.id)
}

fn content(
    client: &Client,
    course: Uuid,
    add: &AddEntry,
    at: CivilTime,
    text: Option<String>,
) -> Outcome<EntryContent> {
    let person = |name: &String| entries::person_named(client, course, name);
    let mut content = EntryContent::at(at);
    content.mood = add.mood;
    content.event = text;
    content.feeling.clone_from(&add.felt);
    content.response.clone_from(&add.did);
    content.wish.clone_from(&add.wish);
    content.feelings = add
        .feeling
        .iter()
        .map(|word| feeling(word))
        .collect::<Outcome<_>>()?;
    content.people = add.person.iter().map(person).collect::<Outcome<_>>()?;
    content.tags.clone_from(&add.tag);
    content.bring_to_session = add.bring;
    Ok(content)
}

fn moment(at: Option<&str>) -> Outcome<CivilTime> {
    at.map_or_else(
        || Ok(LocalClock.now()),
        |text| {
            text.parse().map_err(|_| {
                Failure::usage("A time is written like 2026-03-02T09:30:00+01:00[Europe/Berlin].")
            })
        },
    )
}

fn feeling(word: &str) -> Outcome<Feeling> {
    let (label, intensity) = match word.rsplit_once(':') {
        None => (word, None),
        Some((label, figure)) => (label, Some(figure.parse())),
    };
    let intensity = intensity.transpose();
    let intensity = intensity.map_err(|_| {
        Failure::usage("A feeling is written like `sad`, or `sad:6` with how strong it was.")
    })?;
    Ok(Feeling {
        label: label.to_owned(),
        intensity,
    })
}

fn text(given: Option<&str>) -> Outcome<Option<String>> {
    if given != Some("-") {
        return Ok(given.map(str::to_owned));
    }
    let mut text = String::new();
    let read = io::stdin().take(LONGEST).read_to_string(&mut text);
    read.map_err(|error| Failure::file("text on standard input", &error))?;
    Ok(Some(text.trim_end().to_owned()))
}
