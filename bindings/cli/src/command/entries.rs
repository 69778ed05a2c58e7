//! `kith entry list`: the journal, newest first.

use super::found;
use crate::arguments::{ListEntries, Place};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::library::{PAGE, client_and_course};
use crate::moment;
use crate::screen::Screen;
use kith_companion::entity::{Entry, EntryContent, Person};
use kith_companion::{About, Client, PageRequest};
use serde_json::json;
use uuid::Uuid;

/// Lists a page of the journal.
pub fn list(place: &Place, list: &ListEntries, screen: &mut Screen) -> Outcome {
    let (client, course) = client_and_course(place)?;
    let course = course.meta.id;
    let person = list
        .person
        .as_ref()
        .map(|name| person_named(&client, course, name));
    let request = PageRequest {
        about: person.transpose()?.map(|id| About::Person { id }),
        after: list.after.clone(),
        ..PageRequest::of(course, list.limit)
    };
    let page = client.page::<Entry>(&request)?;
    if place.json {
        screen.json(&json!({ "items": page.items, "next": page.next }))?;
        return Ok(Exit::Done);
    }
    if page.items.is_empty() {
        screen.say(0, "Nothing is written down here.")?;
    }
    for entry in &page.items {
        write(&entry.content, screen)?;
    }
    found::more(page.next.as_deref(), screen)?;
    Ok(Exit::Done)
}

/// Writes one entry.
fn write(entry: &EntryContent, screen: &mut Screen) -> Outcome<()> {
    let ink = screen.ink;
    let mood = entry.mood.map(|mood| format!("  mood {mood}"));
    let brought = entry.bring_to_session.then_some("  to bring");
    let head =
        moment::day_and_hour(&entry.at) + &mood.unwrap_or_default() + brought.unwrap_or_default();
    screen.line(ink.dim(head))?;
    let feelings = entry
        .feelings
        .iter()
        .map(|feeling| match feeling.intensity {
            Some(strength) => format!("{} {strength}", feeling.label),
            None => feeling.label.clone(),
        });
    let feelings = feelings.collect::<Vec<_>>().join(", ");
    let texts = [&entry.event, &entry.feeling, &entry.response, &entry.wish];
    let texts = texts.into_iter().flatten().chain(Some(&feelings));
    for text in texts.filter(|text| !text.is_empty()) {
        screen.say(2, text)?;
    }
    Ok(())
}

/// The person of this name in a course.
pub fn person_named(client: &Client, course: Uuid, name: &str) -> Outcome<Uuid> {
    let mut request = PageRequest::of(course, PAGE);
    loop {
        let page = client.page::<Person>(&request)?;
        if let Some(found) = page.items.iter().find(|person| person.content.name == name) {
            return Ok(found.meta.id);
        }
        request.after = page.next;
        if request.after.is_none() {
            return Err(Failure::not_found(
                "There is nobody of that name in the course.",
            ));
        }
    }
}
